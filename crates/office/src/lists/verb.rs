//! What the office asks of its people, by verb: each a list with its filter.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::oversight::DutyKind;

use super::{Duty, Filter, Kinds};

/// What the office asks of its people, by verb: whatever can be awaited, and views over several of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Something awaited from the viewer's unit, or from the viewer's post.
    Duty(DutyKind),
    /// Due within a week.
    DueThisWeek,
    /// Past the due day.
    Late,
    /// Past the due day anywhere in the viewer's area.
    LateInArea,
    /// Due within a week anywhere in the viewer's area.
    DueInArea,
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
    /// All verbs, in the order of work: the kinds of duty in theirs, each followed by the views that belong after it.
    pub fn all() -> impl Iterator<Item = Self> {
        let listed = DutyKind::ALL.iter().filter(|kind| **kind != DutyKind::Term);
        listed.flat_map(|kind| {
            std::iter::once(Self::Duty(*kind)).chain(views_after(*kind).iter().copied())
        })
    }

    /// The word used in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Duty(kind) => kind.code(),
            Self::DueThisWeek => "due",
            Self::Late => "late",
            Self::DueInArea => "area-due",
            Self::LateInArea => "area-late",
            Self::Idle => "idle",
            Self::IdleInArea => "area-idle",
            Self::CallsTier => "calls-tier",
            Self::BesideLate => "beside-late",
            Self::Supervised => "supervised",
        }
    }

    /// Reads [`Self::code`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|verb| verb.code() == text)
    }

    /// The Chinese label.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Duty(kind) => kind.zh(),
            Self::DueThisWeek => "七日内到期",
            Self::Late => "已超期",
            Self::LateInArea => "辖区内已超期",
            Self::DueInArea => "辖区内七日到期",
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
            Self::Duty(kind) => kind.en(),
            Self::DueThisWeek => "Due within a week",
            Self::Late => "Late",
            Self::LateInArea => "Late in your area",
            Self::DueInArea => "Due in your area",
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
            Self::Duty(_)
            | Self::DueThisWeek
            | Self::Late
            | Self::LateInArea
            | Self::DueInArea
            | Self::Idle
            | Self::BesideLate
            | Self::Supervised => true,
        }
    }

    /// The list that the verb opens for this viewer, and that its count counts. A post in it is the viewer's own; the office finds the
    /// one that a stand-in acts for, and how many days make a case idle.
    pub fn filter(self, viewer: &Viewer, today: Date) -> Filter {
        let yesterday = today.saturating_sub(1.days());
        let week = today.saturating_add(6.days());
        let of_unit = |kinds| Duty {
            unit: Some(viewer.unit),
            ..Duty::of(kinds)
        };
        let duty = match self {
            Self::Duty(
                kind @ (DutyKind::Sign | DutyKind::Extension | DutyKind::Reading | DutyKind::Owned),
            ) => Duty {
                post: Some(viewer.post),
                ..Duty::of(Kinds::Of(vec![kind]))
            },
            Self::Duty(kind) => of_unit(Kinds::Of(vec![kind])),
            Self::DueThisWeek => Duty {
                due_from: Some(today),
                due_to: Some(week),
                ..of_unit(Kinds::Next)
            },
            Self::Late => Duty {
                due_to: Some(yesterday),
                ..of_unit(Kinds::Next)
            },
            Self::Idle => Duty {
                post: Some(viewer.post),
                idle_on: Some(today),
                ..Duty::of(Kinds::Of(vec![DutyKind::Owned]))
            },
            Self::IdleInArea => Duty {
                idle_on: Some(today),
                ..Duty::of(Kinds::Of(vec![DutyKind::Owned]))
            },
            Self::BesideLate => Duty {
                due_to: Some(yesterday),
                ..of_unit(Kinds::Beside)
            },
            Self::Supervised => Duty::of(Kinds::Of(vec![DutyKind::FeedBack, DutyKind::SignOff])),
            Self::DueInArea => {
                return Filter {
                    due_from: Some(today),
                    due_to: Some(week),
                    ..Filter::default()
                };
            }
            Self::LateInArea => {
                return Filter {
                    due_to: Some(yesterday),
                    ..Filter::default()
                };
            }
            Self::CallsTier => {
                return Filter {
                    calls_on: Some(today),
                    ..Filter::default()
                };
            }
        };
        Filter {
            duty: Some(duty),
            ..Filter::default()
        }
    }
}

/// The views that stand on the workbench after a kind of duty.
fn views_after(kind: DutyKind) -> &'static [Verb] {
    match kind {
        DutyKind::Close => &[
            Verb::DueThisWeek,
            Verb::Late,
            Verb::DueInArea,
            Verb::LateInArea,
        ],
        DutyKind::Owned => &[Verb::Idle, Verb::IdleInArea, Verb::CallsTier],
        DutyKind::Archive => &[Verb::BesideLate, Verb::Supervised],
        _ => &[],
    }
}
