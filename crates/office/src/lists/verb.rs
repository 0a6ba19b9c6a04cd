//! What the office asks of its people, by verb: each a list with its filter.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::Stage;
use matter::oversight::DutyKind;

use super::{Beside, Filter};

/// What the office asks of its people, by verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Check arrivals from the public page.
    Register,
    /// Route what is registered.
    Route,
    /// Route again what came back.
    Returned,
    /// Decide on acceptance.
    Decide,
    /// Verify objections.
    Verify,
    /// Decide on reports and disputes.
    Settle,
    /// Give co-handling contributions.
    CoHandle,
    /// Handle and answer.
    Answer,
    /// Serve.
    Serve,
    /// Close.
    Close,
    /// Due within a week.
    DueThisWeek,
    /// Past the due day.
    Late,
    /// Past the due day anywhere in the viewer's area.
    LateInArea,
    /// Due within a week anywhere in the viewer's area.
    DueInArea,
    /// Something awaited beside the procedure from the viewer's unit, or from the viewer's post.
    Beside(DutyKind),
    /// A leader's own cases without a step for too long.
    Idle,
    /// Leaders' cases without a step for too long anywhere in the viewer's area: for those above.
    IdleInArea,
    /// The rules call for a higher tier, anywhere in the viewer's area: for those who set it.
    CallsTier,
    /// Past the day set beside the procedure.
    BesideLate,
    /// Under supervision anywhere in the viewer's area.
    Supervised,
}

impl Verb {
    /// All verbs, in the order of work.
    pub const ALL: [Self; 41] = [
        Self::Beside(DutyKind::Screening),
        Self::Register,
        Self::Route,
        Self::Returned,
        Self::Decide,
        Self::Verify,
        Self::Settle,
        Self::CoHandle,
        Self::Answer,
        Self::Serve,
        Self::Close,
        Self::DueThisWeek,
        Self::Late,
        Self::DueInArea,
        Self::LateInArea,
        Self::Beside(DutyKind::Sign),
        Self::Beside(DutyKind::AcceptReview),
        Self::Beside(DutyKind::DecideReview),
        Self::Beside(DutyKind::ServeReview),
        Self::Beside(DutyKind::Respond),
        Self::Beside(DutyKind::Consulted),
        Self::Beside(DutyKind::Hearing),
        Self::Beside(DutyKind::Mediation),
        Self::Beside(DutyKind::Execution),
        Self::Beside(DutyKind::Recusal),
        Self::Beside(DutyKind::FeedBack),
        Self::Beside(DutyKind::SignOff),
        Self::Beside(DutyKind::Advice),
        Self::Beside(DutyKind::Urgent),
        Self::Beside(DutyKind::Reading),
        Self::Beside(DutyKind::Task),
        Self::Beside(DutyKind::Study),
        Self::Beside(DutyKind::Owned),
        Self::Idle,
        Self::IdleInArea,
        Self::CallsTier,
        Self::Beside(DutyKind::Plan),
        Self::Beside(DutyKind::FollowUp),
        Self::Beside(DutyKind::Archive),
        Self::BesideLate,
        Self::Supervised,
    ];

    /// The word used in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Route => "route",
            Self::Returned => "returned",
            Self::Decide => "decide",
            Self::Verify => "verify",
            Self::Settle => "settle",
            Self::CoHandle => "co-handle",
            Self::Answer => "answer",
            Self::Serve => "serve",
            Self::Close => "close",
            Self::DueThisWeek => "due",
            Self::Late => "late",
            Self::DueInArea => "area-due",
            Self::LateInArea => "area-late",
            Self::Beside(kind) => kind.code(),
            Self::Idle => "idle",
            Self::IdleInArea => "area-idle",
            Self::CallsTier => "calls-tier",
            Self::BesideLate => "beside-late",
            Self::Supervised => "supervised",
        }
    }

    /// Reads [`Self::code`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.code() == text)
    }

    /// The Chinese label.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Register => "待登记",
            Self::Route => "待转送交办",
            Self::Returned => "退回给您的",
            Self::Decide => "待决定是否受理",
            Self::Verify => "待核实的异议",
            Self::Settle => "待决定、裁定",
            Self::CoHandle => "待反馈的协办",
            Self::Answer => "待办理答复",
            Self::Serve => "待送达",
            Self::Close => "待办结",
            Self::DueThisWeek => "七日内到期",
            Self::Late => "已超期",
            Self::LateInArea => "辖区内已超期",
            Self::DueInArea => "辖区内七日到期",
            Self::Beside(kind) => kind.zh(),
            Self::Idle => "包案停滞",
            Self::IdleInArea => "辖区内包案停滞",
            Self::CallsTier => "辖区内应当提级",
            Self::BesideLate => "督办批示等已逾期",
            Self::Supervised => "辖区内督办中",
        }
    }

    /// The English label.
    pub fn en(self) -> &'static str {
        match self {
            Self::Register => "Register",
            Self::Route => "Route",
            Self::Returned => "Returned to you",
            Self::Decide => "Decide on acceptance",
            Self::Verify => "Verify objections",
            Self::Settle => "Decide reports and disputes",
            Self::CoHandle => "Contributions owed",
            Self::Answer => "Handle and answer",
            Self::Serve => "Serve",
            Self::Close => "Close",
            Self::DueThisWeek => "Due within a week",
            Self::Late => "Late",
            Self::LateInArea => "Late in your area",
            Self::DueInArea => "Due in your area",
            Self::Beside(kind) => kind.en(),
            Self::Idle => "Idle cases",
            Self::IdleInArea => "Idle cases in your area",
            Self::CallsTier => "Call for a higher tier",
            Self::BesideLate => "Orders and instructions late",
            Self::Supervised => "Under supervision in your area",
        }
    }

    /// Whether it stands on the workbench of a role: nobody is asked for what only those above decide.
    pub fn is_for(self, role: Role) -> bool {
        match self {
            Self::IdleInArea | Self::CallsTier => matches!(role, Role::Leader | Role::Supervisor),
            _ => true,
        }
    }

    /// The list that the verb opens for this viewer, and that its count counts.
    pub fn filter(self, viewer: &Viewer, today: Date) -> Filter {
        let mut filter = Filter::default();
        if let Some(beside) = self.beside(viewer, today) {
            filter.beside = Some(beside);
            return filter;
        }
        if !matches!(self, Self::LateInArea | Self::DueInArea | Self::CallsTier) {
            filter.duty_unit = Some(viewer.unit);
        }
        let week = today.saturating_add(6.days());
        match self {
            Self::Register => filter.stages = vec![Stage::Received],
            Self::Route | Self::Returned => {
                filter.stages = vec![Stage::Registered];
                filter.returned = Some(self == Self::Returned);
            }
            Self::Decide => filter.stages = vec![Stage::Transferred],
            Self::Verify => filter.stages = vec![Stage::Objected],
            Self::Settle => filter.stages = vec![Stage::ReportedUp, Stage::Disputed],
            Self::CoHandle => {
                filter.duty_unit = None;
                filter.co_handler = Some(viewer.unit);
            }
            Self::Answer => filter.stages = vec![Stage::Handling],
            Self::Serve => filter.stages = vec![Stage::Answered],
            Self::Close => filter.stages = vec![Stage::Served, Stage::Lapsed, Stage::Concluded],
            Self::DueThisWeek | Self::DueInArea => {
                filter.due_from = Some(today);
                filter.due_to = Some(week);
            }
            Self::Late | Self::LateInArea => filter.due_to = Some(today.saturating_sub(1.days())),
            Self::CallsTier => {
                filter.calls_on = Some(today);
            }
            Self::Beside(_)
            | Self::Idle
            | Self::IdleInArea
            | Self::BesideLate
            | Self::Supervised => {}
        }
        filter
    }

    /// For the verbs beside the procedure: what they await, from whom. The post is the viewer's own; the office finds the one
    /// that a stand-in acts for, and how many days make a case idle.
    fn beside(self, viewer: &Viewer, today: Date) -> Option<Beside> {
        let of_unit = Beside {
            unit: Some(viewer.unit),
            ..Beside::default()
        };
        let of_post = |kind| Beside {
            kinds: vec![kind],
            post: Some(viewer.post),
            ..Beside::default()
        };
        Some(match self {
            Self::Beside(kind @ (DutyKind::Sign | DutyKind::Reading | DutyKind::Owned)) => {
                of_post(kind)
            }
            Self::Beside(kind) => Beside {
                kinds: vec![kind],
                ..of_unit
            },
            Self::Idle => Beside {
                idle_on: Some(today),
                ..of_post(DutyKind::Owned)
            },
            Self::IdleInArea => Beside {
                kinds: vec![DutyKind::Owned],
                idle_on: Some(today),
                ..Beside::default()
            },
            Self::BesideLate => Beside {
                due_to: Some(today.saturating_sub(1.days())),
                ..of_unit
            },
            Self::Supervised => Beside {
                kinds: vec![DutyKind::FeedBack, DutyKind::SignOff],
                ..Beside::default()
            },
            _ => return None,
        })
    }
}
