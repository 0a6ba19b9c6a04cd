//! A matter's way between organs: objections, reports, disputes, co-handling, guided visits, and the rule behind a hand-over.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::rulebook::GroundCode;
use kernel::{PostId, UnitId, coded};

coded! {
    /// The rule behind a proposal or a hand-over (J2–J10 of our rules digest, and what accusations and litigation follow). J1, territorial
    /// management, is the principle behind J3 and J10 and leads nowhere by itself.
    Rule {
        /// A matter of the organ's own level goes to the department with the power.
        OwnLevel = "J2", "属于本级机关、单位或者其工作部门职权的，转送有权处理的机关、单位", "a matter of the own level goes to the organ with the power";
        /// A matter about a lower organ goes down.
        LowerLevel = "J3", "涉及下级机关、单位的，按照属地管理、谁主管谁负责转送", "a matter about a lower organ goes down";
        /// An important matter is assigned and its result comes back.
        Important = "J4", "重要事项可以交办，要求在指定期限内反馈结果", "an important matter is assigned with a report date";
        /// The common superior or the joint conference named the unit.
        Dispute = "J5", "有受理争议的，由共同的上一级机关、单位或者联席会议决定", "a dispute is decided by the common superior or the joint conference";
        /// The body that continues the power, else the government.
        Successor = "J6", "机关分立、合并、撤销的，由继续行使职权的机关受理；不明的由本级党委、政府", "the body that continues the power, else the own-level government";
        /// Where the matter arose handles first.
        Place = "J10", "信访事项发生地先行办理", "the place where the matter arose handles first";
        /// Own committee or government decided on a major or urgent matter.
        Decided = "J2D", "重大、紧急事项按本级党委、政府决定办理", "as the own committee or government decided";
        /// An accusation goes to the discipline organ.
        Accusation = "A6", "检举控告按照管理权限转送纪检监察机关", "an accusation goes to the discipline organ";
        /// What belongs in court goes to a political-legal organ.
        Litigation = "A6L", "涉法涉诉事项转送同级政法部门", "a litigation-related matter goes to the political-legal organ";
        /// The last objection named it.
        Believed = "T11", "提出异议的单位认为应由其办理", "the unit that objected believes it responsible";
    }
}

impl Rule {
    /// The article it rests on.
    pub fn article(self) -> &'static str {
        match self {
            Self::OwnLevel | Self::Decided => "《信访工作条例》第二十二条第一款第一项",
            Self::LowerLevel => "《信访工作条例》第二十二条第一款第二项",
            Self::Important => "《信访工作条例》第二十二条第一款第三项",
            Self::Dispute => "《信访工作条例》第二十四条第一款",
            Self::Successor => "《信访工作条例》第二十四条第二款",
            Self::Place => "《信访工作条例》第五条第三项，发生地先行办理为地方规定",
            Self::Accusation => "《信访工作条例》第二十二条第二款、第三十条",
            Self::Litigation => "《信访工作条例》第二十二条第二款、第二十八条第二款",
            Self::Believed => "《信访工作条例》第二十三条第三款",
        }
    }
}

/// An objection that was raised, whatever became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// The unit that objected.
    pub by: UnitId,
    /// The coded ground; none on entries from before grounds were coded.
    pub ground: Option<GroundCode>,
    /// Detailed reasons.
    pub reason: String,
    /// The body believed responsible.
    pub believed: Option<UnitId>,
}

/// A report for decision to one's own committee or government (第二十二条第一款第一项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Who decides.
    pub to: UnitId,
    /// Why it is reported.
    pub reason: String,
    /// The unit that shall handle it, once decided.
    pub unit: Option<UnitId>,
    /// The decision's words; none while it waits.
    pub decision: Option<String>,
}

/// A dispute about who accepts (第二十四条第一款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// The common superior, else the common joint conference.
    pub arbiter: UnitId,
    /// Why it is disputed.
    pub reason: String,
    /// The unit named, once decided.
    pub unit: Option<UnitId>,
    /// The decision's words.
    pub decision: Option<String>,
}

/// What became of a co-handling task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// The unit owes its contribution.
    Open,
    /// It gave it.
    Done {
        /// The day.
        on: Date,
        /// The contribution.
        text: String,
    },
    /// The lead no longer needs it, or it may not have the matter any more.
    Ended {
        /// Why.
        why: String,
    },
}

/// A co-handling task (协办任务): the duty of another unit towards the lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoTask {
    /// The co-handling unit.
    pub unit: UnitId,
    /// The unit that asked.
    pub asked_by: UnitId,
    /// What is asked of it.
    pub request: String,
    /// The day it was asked.
    pub on: Date,
    /// The day the contribution is due.
    pub due: Date,
    /// What became of it.
    pub state: TaskState,
}

impl CoTask {
    /// Whether the contribution is still owed.
    pub fn is_open(&self) -> bool {
        self.state == TaskState::Open
    }
}

/// What a matter knows of its way between organs, beside its custody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routing {
    /// Every objection raised, oldest first.
    pub objections: Vec<Objection>,
    /// The last report for decision.
    pub report: Option<Report>,
    /// The last dispute.
    pub dispute: Option<Dispute>,
    /// Co-handling tasks, oldest first.
    pub tasks: Vec<CoTask>,
    /// The unit a visitor was guided to, which is told of it.
    pub guided: Option<UnitId>,
}

impl Routing {
    /// Tasks whose contribution is still owed.
    pub fn open_tasks(&self) -> impl Iterator<Item = &CoTask> {
        self.tasks.iter().filter(|task| task.is_open())
    }

    /// The open task of a unit.
    pub fn open_task(&self, unit: UnitId) -> Option<&CoTask> {
        self.open_tasks().find(|task| task.unit == unit)
    }

    /// Whether a common superior or joint conference has named the unit, so that nobody objects any more.
    pub fn is_settled(&self) -> bool {
        self.dispute
            .as_ref()
            .is_some_and(|dispute| dispute.unit.is_some())
    }

    /// The accused owner lost the matter: what it had asked of others lapses.
    pub(crate) fn forget_open(&mut self) {
        for task in self.tasks.iter_mut().filter(|task| task.is_open()) {
            task.state = TaskState::Ended {
                why: "原牵头单位被检举控告".to_owned(),
            };
        }
        self.report = None;
        self.dispute = None;
    }

    /// Units that have or had a part in the matter's way and may therefore see it.
    pub(crate) fn parties(&self) -> impl Iterator<Item = UnitId> + '_ {
        let asked = self
            .tasks
            .iter()
            .filter(|task| !matches!(task.state, TaskState::Ended { .. }))
            .map(|task| task.unit);
        asked
            .chain(self.report.iter().map(|report| report.to))
            .chain(self.dispute.iter().map(|dispute| dispute.arbiter))
            .chain(self.guided)
    }
}

/// What can be asked for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoutingCommand {
    /// Report a major or urgent matter to one's own committee or government.
    ReportUp {
        /// Why, and what is proposed.
        reason: String,
    },
    /// Decide on a report; the matter goes back to who reported it.
    DecideReport {
        /// The unit that shall handle it, if the decision names one.
        unit: Option<UnitId>,
        /// The decision.
        text: String,
    },
    /// Put a dispute to the common superior, else to the joint conference.
    ReferDispute {
        /// What is disputed.
        reason: String,
    },
    /// Decide a dispute.
    SettleDispute {
        /// The unit that accepts.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Ask another unit to co-handle.
    AskCoHandler {
        /// The unit.
        unit: UnitId,
        /// What is asked of it.
        request: String,
        /// The day its contribution is due.
        due: Date,
    },
    /// Give one's contribution.
    Contribute {
        /// The contribution.
        text: String,
    },
    /// Do without a contribution.
    EndCoHandling {
        /// Whose.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Guide a visitor to the right reception place.
    Guide {
        /// The competent organ.
        to: UnitId,
        /// What was explained.
        reason: String,
        /// The leader who signs the notice.
        signer: PostId,
    },
}

impl RoutingCommand {
    /// The right it needs.
    pub fn action(&self) -> Action {
        match self {
            Self::ReportUp { .. } => Action::ReportUp,
            Self::DecideReport { .. } => Action::DecideReport,
            Self::ReferDispute { .. } => Action::ReferDispute,
            Self::SettleDispute { .. } => Action::SettleDispute,
            Self::AskCoHandler { .. } => Action::AskCoHandler,
            Self::Contribute { .. } => Action::Contribute,
            Self::EndCoHandling { .. } => Action::EndCoHandling,
            Self::Guide { .. } => Action::Guide,
        }
    }
}

/// What can have happened here. Field names are part of the ledger's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoutingEvent {
    /// A major or urgent matter was reported for decision.
    ReportedUp {
        /// To whom.
        to: UnitId,
        /// Why.
        reason: String,
    },
    /// The decision came back.
    ReportDecided {
        /// The unit that shall handle it.
        unit: Option<UnitId>,
        /// The decision.
        text: String,
    },
    /// A dispute was put to the arbiter.
    DisputeReferred {
        /// The common superior or the joint conference.
        arbiter: UnitId,
        /// What is disputed.
        reason: String,
    },
    /// The arbiter named the unit; where it is another one, a hand-over follows.
    DisputeSettled {
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Another unit was asked to co-handle.
    CoHandlerAsked {
        /// Its task.
        task: CoTask,
    },
    /// A co-handling unit gave its contribution.
    Contributed {
        /// The unit.
        unit: UnitId,
        /// The day.
        on: Date,
        /// The contribution.
        text: String,
    },
    /// A co-handling task ended without a contribution.
    CoHandlingEnded {
        /// The unit.
        unit: UnitId,
        /// Why.
        why: String,
    },
    /// A visitor was guided to the right organ, which is told.
    VisitGuided {
        /// The competent organ.
        to: UnitId,
    },
}
