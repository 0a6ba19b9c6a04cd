//! Lists and their counts; the workbench by verb; searches.

mod search;
mod verb;
mod workbench;

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::clock;
use kernel::rulebook::Weight;
use kernel::{MatterId, PostId};
use matter::category::first_level;
use matter::oversight::ownership::IDLE_DAYS;
use matter::oversight::tier::Thresholds;
use matter::petition::Counts;
use quick_cache::sync::Cache;
use store::ledger;
use store::tables::list;
pub use store::tables::list::{Cursor, Duty, Filter, Kinds, Line, Order};
use store::tables::list::{Resolved, Terms};

use crate::{Office, OfficeError};

pub(crate) use search::day_number;
pub use search::{CLOSE, Found, Search};
pub use verb::Verb;
pub use workbench::Work;

/// Figures by viewer and ledger position: exact, since a new entry makes a new key.
pub(crate) struct Figures {
    counts: Cache<(i64, Viewer, Resolved), u64>,
    arrivals: Cache<(i64, Viewer, Resolved), Counts>,
    workbenches: Cache<(i64, Viewer, Date), Arc<[Work]>>,
    categories: Cache<i64, Arc<[String]>>,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            counts: Cache::new(4_096),
            arrivals: Cache::new(256),
            workbenches: Cache::new(1_024),
            categories: Cache::new(8),
        }
    }
}

/// How many lines a page of a list has.
pub const PAGE: usize = 30;

/// The lines of one page of a list.
#[derive(Clone, Debug)]
pub struct Lines {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many the whole list has.
    pub total: u64,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
}

impl Terms for Office {
    fn hot_issue(&self, petition: i64) -> Vec<MatterId> {
        self.hot_matters(petition)
    }

    fn acts_for(&self, post: PostId) -> PostId {
        self.org().acts_for(post)
    }

    fn idle_since(&self, day: Date) -> Date {
        let days = self.law.current.number(IDLE_DAYS).unwrap_or(0);
        day.saturating_sub((i64::from(days) + 1).days())
    }

    fn thresholds(&self) -> Vec<(String, Thresholds)> {
        self.law.thresholds()
    }
}

impl Office {
    /// One page of the matters this viewer may see.
    ///
    /// # Errors
    /// The storage's.
    pub fn list(
        &self,
        viewer: &Viewer,
        filter: &Filter,
        order: Order,
        cursor: Option<&Cursor>,
    ) -> Result<Lines, OfficeError> {
        let reader = self.store.reader()?;
        let asked = self.resolved(filter);
        let mut lines = list::page(&reader, viewer, &asked, order, cursor, PAGE + 1)?;
        let more = lines.len() > PAGE;
        lines.truncate(PAGE);
        let next = lines.last().filter(|_| more).map(|line| Cursor {
            key: if order == Order::Due {
                line.due.clone().unwrap_or_default()
            } else {
                String::new()
            },
            id: line.id,
        });
        drop(reader);
        let mut counted = filter.clone();
        if order == Order::Due && counted.due_from.is_none() && counted.due_to.is_none() {
            // The due order leaves out matters without a duty, and so does its count.
            counted.due_from = Some(Date::MIN);
        }
        Ok(Lines {
            lines,
            total: self.count(viewer, &counted)?,
            next,
        })
    }

    /// The whole list at once, for whoever goes through all of it.
    ///
    /// # Errors
    /// The storage's.
    pub fn whole_list(
        &self,
        viewer: &Viewer,
        filter: &Filter,
        order: Order,
    ) -> Result<Vec<Line>, OfficeError> {
        let (reader, asked) = (self.store.reader()?, self.resolved(filter));
        let everything = usize::MAX >> 1;
        Ok(list::page(
            &reader, viewer, &asked, order, None, everything,
        )?)
    }

    /// How many matters a list has: exactly those its pages show.
    ///
    /// # Errors
    /// The storage's.
    pub fn count(&self, viewer: &Viewer, filter: &Filter) -> Result<u64, OfficeError> {
        let asked = self.resolved(filter);
        let reader = self.store.reader()?;
        let key = (ledger::position(&reader)?, viewer.clone(), asked);
        if let Some(count) = self.figures.counts.get(&key) {
            return Ok(count);
        }
        let count = list::count(&reader, viewer, &key.2)?;
        self.figures.counts.insert(key, count);
        Ok(count)
    }

    /// A filter in the terms of the tables.
    pub(crate) fn resolved(&self, filter: &Filter) -> Resolved {
        filter.resolve(self)
    }

    /// 件次、批次、视频 and 人次 of the petitions that a list is about.
    ///
    /// # Errors
    /// The storage's.
    pub fn counts(&self, viewer: &Viewer, filter: &Filter) -> Result<Counts, OfficeError> {
        let asked = self.resolved(filter);
        let reader = self.store.reader()?;
        let key = (ledger::position(&reader)?, viewer.clone(), asked);
        if let Some(counts) = self.figures.arrivals.get(&key) {
            return Ok(counts);
        }
        let counts = list::counts(&reader, viewer, &key.2)?;
        self.figures.arrivals.insert(key, counts);
        Ok(counts)
    }

    /// The content categories in use, with the first level of those that have two.
    ///
    /// # Errors
    /// The storage's.
    pub fn categories(&self) -> Result<Arc<[String]>, OfficeError> {
        let reader = self.store.reader()?;
        let position = ledger::position(&reader)?;
        if let Some(categories) = self.figures.categories.get(&position) {
            return Ok(categories);
        }
        let mut categories = list::categories(&reader)?;
        let firsts: Vec<String> = categories
            .iter()
            .map(|category| first_level(category).to_owned())
            .collect();
        categories.extend(firsts);
        categories.sort();
        categories.dedup();
        let categories: Arc<[String]> = categories.into();
        self.figures
            .categories
            .insert(position, Arc::clone(&categories));
        Ok(categories)
    }

    /// Green, yellow or red for a line's next duty.
    pub fn line_light(&self, line: &Line, today: Date) -> Option<(Date, clock::Light)> {
        let due: Date = line.due.as_ref()?.parse().ok()?;
        let warn = line
            .due_limit
            .as_ref()
            .and_then(|key| {
                let key = kernel::rulebook::LimitKey::new(key);
                self.law
                    .current
                    .limit(&key, Weight::Ordinary)
                    .map(|limit| limit.warn_days)
            })
            .unwrap_or(5);
        Some((due, clock::light(due, today, warn)))
    }
}
