//! Lists, their counts and the workbench by verb.

use std::collections::HashMap;
use std::sync::Arc;

use domain::access::Viewer;
use domain::matter::Stage;
use domain::matter::category::first_level;
use domain::matter::oversight::DutyKind;
use domain::matter::oversight::ownership::IDLE_DAYS;
use domain::petition::Counts;
use domain::rulebook::Weight;
use domain::{MatterId, clock};
use jiff::ToSpan;
use jiff::civil::Date;
use quick_cache::sync::Cache;
pub use store::search::CLOSE;
use store::tables::list;
pub use store::tables::list::{Among, Beside, Cursor, Filter, Line, Order};
use store::{StoreError, ledger, search};

use crate::{Moment, Office, OfficeError};

/// Figures by viewer and ledger position: exact, since a new entry makes a new key.
pub(crate) struct Figures {
    counts: Cache<(i64, Viewer, Filter), u64>,
    workbenches: Cache<(i64, Viewer, Date), Arc<[Work]>>,
    categories: Cache<i64, Arc<[String]>>,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            counts: Cache::new(4_096),
            workbenches: Cache::new(1_024),
            categories: Cache::new(8),
        }
    }
}

/// How many lines a page of a list has.
pub const PAGE: usize = 30;

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
    /// Past the day set beside the procedure.
    BesideLate,
    /// Under supervision anywhere in the viewer's area.
    Supervised,
}

impl Verb {
    /// All verbs, in the order of work.
    pub const ALL: [Self; 37] = [
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
            Self::BesideLate => "Orders and instructions late",
            Self::Supervised => "Under supervision in your area",
        }
    }

    /// The list that the verb opens for this viewer, and that its count counts.
    pub fn filter(self, viewer: &Viewer, today: Date) -> Filter {
        let mut filter = Filter::default();
        if let Some(beside) = self.beside(viewer, today) {
            filter.beside = Some(beside);
            return filter;
        }
        if !matches!(self, Self::LateInArea | Self::DueInArea) {
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
            Self::Beside(_) | Self::Idle | Self::BesideLate | Self::Supervised => {}
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
            Self::Beside(kind @ (DutyKind::Reading | DutyKind::Owned)) => of_post(kind),
            Self::Beside(kind) => Beside {
                kinds: vec![kind],
                ..of_unit
            },
            Self::Idle => Beside {
                since_to: Some(today),
                ..of_post(DutyKind::Owned)
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

/// One card of the workbench.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// The verb.
    pub verb: Verb,
    /// How many wait.
    pub count: u64,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many the whole list has.
    pub total: u64,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
}

/// What a search narrows and orders by, besides its words.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words.
    pub text: String,
    /// The list's filter; due dates and returns are not part of the index.
    pub filter: Filter,
    /// By date instead of relevance.
    pub newest: bool,
    /// How many hits to skip.
    pub offset: usize,
    /// How many to return.
    pub limit: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many matters match.
    pub total: usize,
    /// This page's lines, best first.
    pub lines: Vec<Line>,
    /// Nothing has all the words as typed; these come close.
    pub loose: bool,
    /// The words to mark; of what only comes close, the parts of long words too.
    pub words: Vec<String>,
    /// What the first petition tells, of matters whose subject lacks one of the words. Never of a sealed matter.
    pub texts: HashMap<MatterId, String>,
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
    ) -> Result<ListPage, OfficeError> {
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
        Ok(ListPage {
            lines,
            total: self.count(viewer, &counted)?,
            next,
        })
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

    /// A filter in the terms of the tables: a stand-in's post is the one it acts for, an idle case has had no step for the
    /// days of the rulebook, and a hot issue is the matters it holds now.
    pub(crate) fn resolved(&self, filter: &Filter) -> Filter {
        let mut filter = filter.clone();
        if let Some(Among::HotIssue(key)) = filter.among {
            filter.among = Some(Among::These(self.hot_matters(key)));
        }
        if let Some(beside) = &mut filter.beside {
            beside.post = beside.post.map(|post| self.org().acts_for(post));
            let days = self.law.current.number(IDLE_DAYS).unwrap_or(0);
            beside.since_to = beside
                .since_to
                .map(|today| today.saturating_sub((i64::from(days) + 1).days()));
        }
        filter
    }

    /// 件次、批次、人次 of a list.
    ///
    /// # Errors
    /// The storage's.
    pub fn counts(&self, viewer: &Viewer, filter: &Filter) -> Result<Counts, OfficeError> {
        let asked = self.resolved(filter);
        Ok(list::counts(&*self.store.reader()?, viewer, &asked)?)
    }

    /// The workbench: every verb with its count.
    ///
    /// # Errors
    /// The storage's.
    pub fn workbench(&self, viewer: &Viewer, moment: Moment) -> Result<Arc<[Work]>, OfficeError> {
        let position = ledger::position(&*self.store.reader()?)?;
        let key = (position, viewer.clone(), moment.today());
        if let Some(works) = self.figures.workbenches.get(&key) {
            return Ok(works);
        }
        let works: Arc<[Work]> = Verb::ALL
            .into_iter()
            .map(|verb| {
                let count = self.count(viewer, &verb.filter(viewer, moment.today()))?;
                Ok(Work { verb, count })
            })
            .collect::<Result<_, OfficeError>>()?;
        self.figures.workbenches.insert(key, Arc::clone(&works));
        Ok(works)
    }

    /// Searches the matters this viewer may see.
    ///
    /// # Errors
    /// The index's or the storage's.
    pub fn search(&self, viewer: &Viewer, search: &Search) -> Result<Found, OfficeError> {
        if !viewer.reads_matters() {
            return Ok(Found::default());
        }
        let query = search::Query {
            sight: sight(viewer),
            ..index_query(search)
        };
        let hits = self.index.find(&query)?;
        let ids: Vec<MatterId> = hits.hits.iter().map(|hit| MatterId(hit.matter)).collect();
        // The rows are fetched through the viewer's sight again: an index a moment behind shows and counts nothing it
        // should not.
        let reader = self.store.reader()?;
        // One view of all, which is also locked only once.
        let view = reader.unchecked_transaction().map_err(StoreError::from)?;
        let lines = list::lines(&view, viewer, &ids)?;
        let words = self.query_words(&search.text, hits.loose);
        let lacking = lines.iter().filter(|line| {
            let lacks = |word: &String| !line.subject.contains(word.as_str());
            !line.sealed && words.iter().any(lacks)
        });
        let mut texts = HashMap::new();
        for line in lacking {
            texts.extend(ledger::first_told(&view, line.id)?.map(|text| (line.id, text)));
        }
        Ok(Found {
            total: hits.total.saturating_sub(ids.len() - lines.len()),
            lines,
            loose: hits.loose,
            words,
            texts,
        })
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
                let key = domain::rulebook::LimitKey::new(key);
                self.law
                    .current
                    .limit(&key, Weight::Ordinary)
                    .map(|limit| limit.warn_days)
            })
            .unwrap_or(5);
        Some((due, clock::light(due, today, warn)))
    }

    /// The words of a search as the index reads them.
    fn query_words(&self, text: &str, loose: bool) -> Vec<String> {
        self.words.with(|words| {
            let mut found = words.query_words(text);
            if loose {
                let parts = words.search_words(text).into_iter();
                found.extend(parts.filter(|part| part.text.chars().nth(1).is_some()));
            }
            found.into_iter().map(|word| word.text).collect()
        })
    }

    /// Shared so that background work can read while pages do.
    pub(crate) fn index(&self) -> &Arc<search::SearchIndex> {
        &self.index
    }
}

/// What the viewer may see, as the index filters it.
pub(crate) fn sight(viewer: &Viewer) -> search::Sight {
    search::Sight {
        units: vec![viewer.unit.0],
        person: viewer.person.0,
    }
}

fn index_query(search: &Search) -> search::Query {
    let filter = &search.filter;
    search::Query {
        text: search.text.clone(),
        stage: filter.stages.first().map(|stage| stage.code().to_owned()),
        channel: filter.channel.map(|channel| channel.code().to_owned()),
        purpose: filter.purpose.map(|purpose| purpose.code().to_owned()),
        category: filter.category.clone(),
        owner_unit: filter.owner.map(|unit| unit.0),
        number: filter.number.clone(),
        from_day: filter.from.map(day_number),
        to_day: filter.to.map(day_number),
        order: if search.newest {
            search::Order::Newest
        } else {
            search::Order::Relevance
        },
        offset: search.offset,
        limit: search.limit,
        ..search::Query::default()
    }
}

/// Days since 1970-01-01, as the index sorts dates.
pub(crate) fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}
