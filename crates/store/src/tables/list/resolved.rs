//! A filter in the terms of the tables.

use jiff::civil::Date;
use kernel::{MatterId, PostId, UnitId};
use matter::oversight::tier::Thresholds;

use super::duty::Kinds;
use super::filter::Filter;

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

/// [`super::Duty`], with the posts and days of the tables.
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
