//! What a list is narrowed by.

use jiff::civil::Date;
use kernel::{MatterId, PostId, UnitId};
use matter::Stage;
use matter::oversight::DutyKind;
use matter::oversight::tier::Thresholds;
use matter::petition::{Channel, Petition, Purpose};

/// What a list is narrowed to. Empty fields do not narrow.
///
/// A matter can hold petitions that came in different ways on different days, since others were joined to it. What is asked of
/// petitions (`channel`, `from`, `to`, `number`) holds for one of them: the list has every matter with such a petition, and the counts
/// and the export have these petitions and no others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Any of these stages.
    pub stages: Vec<Stage>,
    /// The unit that answers.
    pub owner: Option<UnitId>,
    /// Something is awaited.
    pub duty: Option<Duty>,
    /// The rules call, on that day, for a higher tier than it stands in.
    pub calls_on: Option<Date>,
    /// How a petition came.
    pub channel: Option<Channel>,
    /// A purpose among its demands.
    pub purpose: Option<Purpose>,
    /// The content category.
    pub category: Option<String>,
    /// A petition received on or after.
    pub from: Option<Date>,
    /// A petition received on or before.
    pub to: Option<Date>,
    /// The matter's first petition received on or after: when the matter came up.
    pub first_from: Option<Date>,
    /// The matter's first petition received on or before.
    pub first_to: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
    /// Handed back and waiting, or not.
    pub returned: Option<bool>,
    /// The beginning of a petition's number.
    pub number: Option<String>,
    /// One of the matters of the hot issue that this petition belongs to, and not an accusation.
    pub hot: Option<i64>,
}

impl Filter {
    /// Whether something is asked of petitions.
    pub fn asks_of_petitions(&self) -> bool {
        self.channel.is_some() || self.from.is_some() || self.to.is_some() || self.number.is_some()
    }

    /// Whether a petition is one of those asked for.
    pub fn asks_for(&self, petition: &Petition) -> bool {
        self.channel
            .is_none_or(|channel| channel == petition.channel)
            && self.from.is_none_or(|from| from <= petition.received)
            && self.to.is_none_or(|to| petition.received <= to)
            && self
                .number
                .as_ref()
                .is_none_or(|number| petition.number.starts_with(number.as_str()))
    }
}

/// What is awaited: of which kind, from whom, since or until when.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Duty {
    /// Which kinds.
    pub kinds: Kinds,
    /// From this unit.
    pub unit: Option<UnitId>,
    /// From this post, or from the one it stands in for.
    pub post: Option<PostId>,
    /// Counted as idle on that day.
    pub idle_on: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
}

/// Kinds of what is awaited.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kinds {
    /// The next duty of the procedure, whatever it is: a matter has one at most.
    Next,
    /// Anything beside the procedure.
    Beside,
    /// Any of these.
    Of(Vec<DutyKind>),
}

impl Kinds {
    /// Whether a matter has one row of these kinds at most.
    pub(super) fn is_one_a_matter(&self) -> bool {
        match self {
            Self::Next => true,
            Self::Beside => false,
            Self::Of(kinds) => kinds.iter().all(|kind| kind.is_next()),
        }
    }
}

impl Duty {
    /// Anything of these kinds.
    pub fn of(kinds: Kinds) -> Self {
        Self {
            kinds,
            unit: None,
            post: None,
            idle_on: None,
            due_from: None,
            due_to: None,
        }
    }

    /// The procedure's next duty, of a unit.
    pub fn next_of(unit: UnitId) -> Self {
        Self {
            unit: Some(unit),
            ..Self::of(Kinds::Next)
        }
    }
}

/// What only the office knows of the words of a filter.
pub trait Terms {
    /// The matters of the hot issue that a petition belongs to.
    fn hot_issue(&self, petition: i64) -> Vec<MatterId>;
    /// The post that this one acts for: itself, but for a stand-in.
    fn acts_for(&self, post: PostId) -> PostId;
    /// The last day on which a step may have been taken in what counts as idle on `day`.
    fn idle_since(&self, day: Date) -> Date;
    /// From how many each version of the rulebook in use calls for a tier.
    fn thresholds(&self) -> Vec<(String, Thresholds)>;
}

impl Filter {
    /// The filter in the terms of the tables.
    #[must_use]
    pub fn resolve(&self, terms: &impl Terms) -> Resolved {
        Resolved {
            these: self.hot.map(|petition| terms.hot_issue(petition)),
            calls: self.calls_on.map(|today| TierCalls {
                today,
                books: terms.thresholds(),
            }),
            awaited: self.duty.as_ref().map(|duty| Awaited {
                kinds: duty.kinds.clone(),
                unit: duty.unit,
                post: duty.post.map(|post| terms.acts_for(post)),
                since_to: duty.idle_on.map(|day| terms.idle_since(day)),
                due_from: duty.due_from,
                due_to: duty.due_to,
            }),
            asked: self.clone(),
        }
    }
}

/// A filter in the terms of the tables, and the only thing they are asked with: a condition that nobody has worked out yet cannot be
/// taken for none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resolved {
    asked: Filter,
    pub(super) these: Option<Vec<MatterId>>,
    pub(super) calls: Option<TierCalls>,
    pub(super) awaited: Option<Awaited>,
}

impl Resolved {
    /// What was asked for. Whatever stands in it in the office's terms stands beside it in the tables'.
    pub(super) fn asked(&self) -> &Filter {
        &self.asked
    }

    /// Whether it narrows nothing.
    pub(super) fn is_everything(&self) -> bool {
        self.asked == Filter::default()
    }
}

/// What decides whether a matter calls for a higher tier: the day, and what each rulebook in use sets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct TierCalls {
    /// The day: a period that ended before it calls for the second tier.
    pub today: Date,
    /// The thresholds of each version of the rulebook.
    pub books: Vec<(String, Thresholds)>,
}

/// [`Duty`], with the posts and days of the tables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Awaited {
    pub kinds: Kinds,
    pub unit: Option<UnitId>,
    pub post: Option<PostId>,
    /// Nothing was done since that day.
    pub since_to: Option<Date>,
    pub due_from: Option<Date>,
    pub due_to: Option<Date>,
}

impl Awaited {
    /// Whether a query can go through these rows instead of the matters: each matter has one at most, and an index leads to them.
    pub fn can_lead(&self) -> bool {
        self.unit.is_some() && self.kinds.is_one_a_matter()
    }
}
