//! One thing awaited, from whom and until when: a row behind the workbench. What awaits it may be a matter or anything else that
//! the office keeps a stream of; their kinds stand in one list, since the workbench is one.

use jiff::civil::Date;

use crate::{PostId, UnitId, coded};

coded! {
    /// What is awaited, in the order of the workbench.
    DutyKind {
        /// An arrival that reads like an accusation is screened.
        Screening = "screening", "疑似检举控告，待甄别", "Screen: reads like an accusation";
        /// An arrival from the public page is checked.
        Register = "register", "待登记", "Register";
        /// A matter is sent to the competent organ.
        Route = "route", "待转送交办", "Route";
        /// A matter that came back is sent on again.
        Returned = "returned", "退回给您的", "Returned to you";
        /// The organ decides whether to accept.
        Decide = "decide", "待决定是否受理", "Decide on acceptance";
        /// The sender verifies an objection.
        Verify = "verify", "待核实的异议", "Verify objections";
        /// A report or dispute is decided.
        Settle = "settle", "待决定、裁定", "Decide reports and disputes";
        /// A co-handling unit gives its contribution.
        CoHandle = "co-handle", "待反馈的协办", "Contributions owed";
        /// The organ handles and answers.
        Answer = "answer", "待办理答复", "Handle and answer";
        /// The answer is served.
        Serve = "serve", "待送达", "Serve";
        /// The matter is closed.
        Close = "close", "待办结", "Close";
        /// A leader reads a draft and signs it or sends it back.
        Sign = "sign", "待签发", "Sign drafts";
        /// A leader decides on an extension that was asked for.
        Extension = "extension", "延期申请待批准", "Decide on extensions";
        /// A request for review or re-review is accepted or not.
        AcceptReview = "accept_review", "复查复核申请待受理", "Accept review requests";
        /// A review or re-review is decided.
        DecideReview = "decide_review", "复查复核待作出意见", "Decide reviews";
        /// Its result is handed to the petitioner.
        ServeReview = "serve_review", "复查复核意见待送达", "Serve review results";
        /// The organ under review answers.
        Respond = "respond", "复查复核待答辩", "Answer a review";
        /// A specialist organ gives its advice.
        Consulted = "consulted", "专业征询待答复", "Give advice";
        /// A hearing is prepared, held and concluded.
        Hearing = "hearing", "听证进行中", "Hearings";
        /// A mediation is brought to an end.
        Mediation = "mediation", "调解进行中", "Mediations";
        /// What was decided or agreed is carried out.
        Execution = "execution", "待履行", "Carry out";
        /// A leader decides on a request for recusal.
        Recusal = "recusal", "回避申请待决定", "Decide on recusal";
        /// The organ supervised reports back.
        FeedBack = "feed_back", "督办待反馈", "Report back on an order";
        /// The supervisor signs off.
        SignOff = "sign_off", "督办待销号", "Sign off an order";
        /// A suggestion is answered in writing.
        Advice = "advice", "建议待书面反馈", "Answer a suggestion";
        /// Urgent information is reported.
        Urgent = "urgent", "紧急信息待报告", "Report urgent information";
        /// A leader reads.
        Reading = "reading", "待阅批", "Read and instruct";
        /// A unit does what a leader wrote.
        Task = "task", "批示待落实", "Do what a leader instructed";
        /// A matter is studied together.
        Study = "study", "待集体研究", "Study together";
        /// A leader's own case.
        Owned = "owned", "包案事项", "Own cases";
        /// A plan is filed.
        Plan = "plan", "分级方案待报", "File the tier's plan";
        /// The petitioner is called or visited.
        FollowUp = "follow_up", "待回访", "Follow up";
        /// The file is archived.
        Archive = "archive", "待归档", "Archive";
        /// A period of the procedure runs at a stage that asks for nothing by itself; it has no list of its own.
        Term = "term", "程序期限", "Terms of the procedure";
    }
}

impl DutyKind {
    /// Whether it is the next duty of the procedure itself, of which a matter has one at most.
    pub fn is_next(self) -> bool {
        match self {
            Self::Register
            | Self::Route
            | Self::Returned
            | Self::Decide
            | Self::Verify
            | Self::Settle
            | Self::Answer
            | Self::Serve
            | Self::Close
            | Self::Term => true,
            Self::CoHandle
            | Self::Screening
            | Self::Sign
            | Self::Extension
            | Self::AcceptReview
            | Self::DecideReview
            | Self::ServeReview
            | Self::Respond
            | Self::Consulted
            | Self::Hearing
            | Self::Mediation
            | Self::Execution
            | Self::Recusal
            | Self::FeedBack
            | Self::SignOff
            | Self::Advice
            | Self::Urgent
            | Self::Reading
            | Self::Task
            | Self::Study
            | Self::Owned
            | Self::Plan
            | Self::FollowUp
            | Self::Archive => false,
        }
    }

    /// Whether it stands beside the procedure: neither its next duty nor a contribution to it.
    pub fn is_beside(self) -> bool {
        !self.is_next() && self != Self::CoHandle
    }
}

/// One thing awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyRow {
    /// What.
    pub kind: DutyKind,
    /// Its number among its kind inside its stream.
    pub number: u16,
    /// From which unit.
    pub unit: UnitId,
    /// From one post only.
    pub post: Option<PostId>,
    /// Since when; for a leader's case, the last step.
    pub since: Date,
    /// Until when.
    pub due: Option<Date>,
}

impl DutyRow {
    /// A row that any post of the unit may see to.
    pub fn of_unit(
        kind: DutyKind,
        number: u16,
        unit: UnitId,
        since: Date,
        due: Option<Date>,
    ) -> Self {
        Self {
            kind,
            number,
            unit,
            post: None,
            since,
            due,
        }
    }

    /// The same, from one post only.
    #[must_use]
    pub fn for_post(self, post: PostId) -> Self {
        Self {
            post: Some(post),
            ..self
        }
    }
}
