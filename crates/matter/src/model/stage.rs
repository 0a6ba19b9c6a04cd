//! Where a matter stands.

use kernel::coded;

coded! {
    /// Where a matter stands (rules.md B.1, the part that has one answer at a time).
    Stage {
        /// Arrived through the public page, not yet checked by a clerk.
        Received = "received", "待登记", "To register";
        /// Registered; the office must route it or decide on it.
        Registered = "registered", "已登记待办", "Registered";
        /// Transferred or assigned; the receiver must decide on acceptance.
        Transferred = "transferred", "待受理", "Acceptance to decide";
        /// The receiver says it is not competent; the sender must verify.
        Objected = "objected", "异议待核", "Objection to verify";
        /// Major or urgent: the own committee or government must decide; the unit that reported it keeps it.
        ReportedUp = "reported_up", "报请决定", "Reported for decision";
        /// Who accepts is disputed: the common superior or the joint conference must decide.
        Disputed = "disputed", "管辖争议", "Jurisdiction disputed";
        /// Accepted and being handled.
        Handling = "handling", "办理中", "In handling";
        /// Every demand has its answer; at least one answer is not served yet.
        Answered = "answered", "待送达", "To serve";
        /// Every answer is served.
        Served = "served", "已送达", "Served";
        /// Review or re-review was asked for; the review body looks whether to accept it.
        ReviewPending = "review_pending", "复查复核待受理", "Review to accept";
        /// The review body looks at the opinion again.
        Reviewing = "reviewing", "复查复核中", "Under review";
        /// What was decided or agreed is being carried out.
        Executing = "executing", "执行中", "Being carried out";
        /// The period to ask for review ended unused.
        Lapsed = "lapsed", "逾期未申请", "Period lapsed";
        /// A re-review opinion was served: the same facts and reasons are no longer accepted.
        Concluded = "concluded", "复核终结", "Concluded";
        /// It waits, by local rule; its clocks stand still.
        Suspended = "suspended", "已中止", "Suspended";
        /// All steps done.
        Closed = "closed", "已办结", "Closed";
        /// Its petitions were joined to another matter.
        Joined = "joined", "已并入", "Joined to another";
    }
}

impl Stage {
    /// Whether some unit still has something to do.
    pub fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Served | Self::Lapsed | Self::Concluded | Self::Closed | Self::Joined
        )
    }
}
