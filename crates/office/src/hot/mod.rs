//! Hot issues: matters about one event in one place, grouped as they come in, and shown to each viewer as far as they see.
//!
//! A thread of its own reads along ([`reading`]) and leaves a picture behind; a page looks at that picture through the viewer's sight.
//! What a viewer may not see is not in the count, the title or the place. Accusations are never read: they belong to no list but
//! their own. An arrival counts from the day a clerk has registered what it asks for.
//!
//! The figures speak of matters and how many people stand behind them, never of who they are.

mod follow;
mod places;
mod reading;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::{MatterId, PetitionId, UnitId};
use matter::category::first_level;
use matter::petition::Purpose;
use quick_cache::sync::Cache;
use store::ledger;
use store::tables::list::{self, Filter, Line, Order};

use crate::{Moment, Office, OfficeError};

pub(crate) use follow::keep_hot;
use reading::{Group, Member, Picture, Reading};

/// So many matters make an issue.
pub const LEAST: usize = 3;
/// How far back is read, in days: a group without news for so long is over.
pub const WINDOW_DAYS: i32 = 200;
/// Fewer matters than this in sight are too few to say anything.
pub const TOO_FEW: usize = 10;
/// An early sign: at least so many matters in seven days, and at least twice those of the seven days before.
pub const SUDDEN: usize = 3;

/// What the reading thread keeps.
pub(crate) struct HotIssues {
    reading: Mutex<Reading>,
    picture: RwLock<Arc<Picture>>,
    /// Early signs by viewer, ledger position and day, with the picture they were seen in: every workbench asks for them.
    signs: Cache<(i64, Viewer, Date), Signs>,
}

type Signs = (Arc<Picture>, Arc<[HotIssue]>);

impl Default for HotIssues {
    fn default() -> Self {
        Self {
            reading: Mutex::default(),
            picture: RwLock::default(),
            signs: Cache::new(256),
        }
    }
}

impl HotIssues {
    fn picture(&self) -> Arc<Picture> {
        let picture = self.picture.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&picture)
    }
}

/// The page, for one viewer.
#[derive(Clone, Debug)]
pub struct HotPage {
    /// Whether everything in the window was read at least once.
    pub ready: bool,
    /// How many matters in sight came in during the window, where they are fewer than [`TOO_FEW`].
    pub too_few: Option<usize>,
    /// The first day of the window.
    pub since: Date,
    /// The issues, hottest first.
    pub issues: Vec<HotIssue>,
}

/// One event in one place, as far as a viewer sees it.
#[derive(Clone, Debug)]
pub struct HotIssue {
    /// What finds it again: the number of one of its petitions.
    pub key: i64,
    /// The subject of one of its matters.
    pub title: String,
    /// Where it is.
    pub place: Option<String>,
    /// Words most of its matters share; empty where a part of it is out of sight.
    pub words: Vec<String>,
    /// Days of the first and the last petition.
    pub span: (Date, Date),
    /// Its matters, newest first.
    pub matters: Vec<Line>,
    /// Petitions in these matters that belong to it.
    pub petitions: usize,
    /// Different petitioners; a petition without a known one counts as one.
    pub petitioners: usize,
    /// Matters received in the last seven days, and in the seven days before.
    pub growth: (usize, usize),
    /// The first of the last seven days.
    pub week: Date,
    /// Matters by category, most first.
    pub categories: Vec<(String, usize)>,
    /// Matters by purpose, most first.
    pub purposes: Vec<(Purpose, usize)>,
    /// Matters by the unit that answers, most first.
    pub units: Vec<(UnitId, usize)>,
}

impl HotIssue {
    /// Petitioners + ½ × (petitions − petitioners): each person counts once in full, each repetition half.
    #[allow(clippy::cast_precision_loss)]
    pub fn heat(&self) -> f64 {
        self.petitioners as f64 + 0.5 * (self.petitions - self.petitioners) as f64
    }

    /// Whether it grew suddenly in the last seven days.
    pub fn is_early_sign(&self) -> bool {
        let (now, before) = self.growth;
        now >= SUDDEN && now >= 2 * before
    }
}

impl Office {
    /// The hot issues of the last [`WINDOW_DAYS`] days as this viewer may see them.
    ///
    /// # Errors
    /// The storage's.
    pub fn hot(&self, viewer: &Viewer, moment: Moment) -> Result<HotPage, OfficeError> {
        let picture = self.hot.picture();
        let today = moment.today();
        let since = today.saturating_sub(WINDOW_DAYS.days());
        let recent = Filter {
            first_from: Some(since),
            ..Filter::default()
        };
        // A look at the newest few: how many there are in all is nobody's question, and long to count.
        let few = list::page(
            &*self.store.reader()?,
            viewer,
            &self.resolved(&recent),
            Order::Newest,
            None,
            TOO_FEW,
        )?;
        let groups: Vec<&Group> = picture.groups.iter().collect();
        Ok(HotPage {
            ready: picture.ready,
            too_few: (few.len() < TOO_FEW).then_some(few.len()),
            since,
            issues: self.hot_issues(viewer, &groups, today)?,
        })
    }

    /// The issues that grew suddenly, as this viewer may see them: what a workbench points to.
    ///
    /// # Errors
    /// The storage's.
    pub fn early_signs(
        &self,
        viewer: &Viewer,
        moment: Moment,
    ) -> Result<Arc<[HotIssue]>, OfficeError> {
        let today = moment.today();
        let week = today.saturating_sub(6.days());
        let picture = self.hot.picture();
        let key = (
            ledger::position(&*self.store.reader()?)?,
            viewer.clone(),
            today,
        );
        let known = self.hot.signs.get(&key);
        if let Some((_, signs)) = known.filter(|(of, _)| Arc::ptr_eq(of, &picture)) {
            return Ok(signs);
        }
        // A look at the rows only where there is news enough.
        let lively = |group: &&Group| {
            let news = group.members.iter().filter(|member| member.on >= week);
            news.count() >= SUDDEN
        };
        let groups: Vec<&Group> = picture.groups.iter().filter(lively).collect();
        let mut issues = self.hot_issues(viewer, &groups, today)?;
        issues.retain(HotIssue::is_early_sign);
        let signs: Arc<[HotIssue]> = issues.into();
        self.hot.signs.insert(key, (picture, Arc::clone(&signs)));
        Ok(signs)
    }

    /// The groups as far as they are in sight, hottest first.
    fn hot_issues(
        &self,
        viewer: &Viewer,
        groups: &[&Group],
        today: Date,
    ) -> Result<Vec<HotIssue>, OfficeError> {
        let seen = self.hot_in_sight(viewer, groups)?;
        let issues = groups.iter().filter_map(|group| issue(group, &seen, today));
        let mut issues: Vec<HotIssue> = issues.collect();
        issues.sort_by(|a, b| b.heat().total_cmp(&a.heat()).then(b.key.cmp(&a.key)));
        Ok(issues)
    }

    /// The matters of one issue that this viewer may see: what its list shows and its counts count.
    pub(crate) fn hot_matters(&self, key: i64) -> Vec<MatterId> {
        let picture = self.hot.picture();
        let holds = |group: &&Group| group.members.iter().any(|m| m.petition == PetitionId(key));
        let members = picture
            .groups
            .iter()
            .find(holds)
            .map(|group| &group.members);
        let ids = members.into_iter().flatten().map(|member| member.matter);
        let ids: HashSet<MatterId> = ids.collect();
        let mut ids: Vec<MatterId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids
    }

    /// The lines in sight of everything in the groups. A matter that became an accusation since it was read is left out.
    fn hot_in_sight(
        &self,
        viewer: &Viewer,
        groups: &[&Group],
    ) -> Result<HashMap<MatterId, Line>, OfficeError> {
        let members = groups.iter().flat_map(|group| &group.members);
        let ids: HashSet<MatterId> = members.map(|member| member.matter).collect();
        let mut ids: Vec<MatterId> = ids.into_iter().collect();
        ids.sort_unstable();
        let lines = list::lines(&*self.store.reader()?, viewer, &ids)?;
        let open = lines.into_iter().filter(|line| !line.sealed);
        Ok(open.map(|line| (line.id, line)).collect())
    }
}

/// A group as far as it is seen; nothing where that is too little.
fn issue(group: &Group, seen: &HashMap<MatterId, Line>, today: Date) -> Option<HotIssue> {
    let members: Vec<_> = group
        .members
        .iter()
        .filter(|member| seen.contains_key(&member.matter))
        .collect();
    let ids: HashSet<MatterId> = members.iter().map(|member| member.matter).collect();
    if ids.len() < LEAST {
        return None;
    }
    let mut matters: Vec<Line> = ids.iter().filter_map(|id| seen.get(id)).cloned().collect();
    matters.sort_by_key(|line| std::cmp::Reverse(line.id));
    let whole = members.len() == group.members.len();
    let people: HashSet<&str> = members
        .iter()
        .filter_map(|m| m.petitioner.as_deref())
        .collect();
    let unknown = members.iter().filter(|m| m.petitioner.is_none()).count();
    let week = today.saturating_sub(6.days());
    let received = |from: Date, to: Date| {
        let days = from.to_string()..=to.to_string();
        let lines = matters.iter();
        lines.filter(|line| days.contains(&line.received)).count()
    };
    let days = members.iter().map(|member| member.on);
    Some(HotIssue {
        key: members.iter().map(|member| member.petition.0).min()?,
        title: title(group, &matters)?,
        place: place(&members).or_else(|| group.place.clone().filter(|_| whole)),
        words: if whole {
            group.words.clone()
        } else {
            Vec::new()
        },
        span: (days.clone().min()?, days.max()?),
        petitions: members.len(),
        petitioners: people.len() + unknown,
        growth: (
            received(week, today),
            received(week.saturating_sub(7.days()), week.saturating_sub(1.days())),
        ),
        week,
        categories: most(matters.iter().filter_map(|line| {
            let category = line.category.as_deref()?;
            Some(first_level(category).to_owned())
        })),
        purposes: most(matters.iter().flat_map(|line| line.purposes.clone())),
        units: most(matters.iter().map(|line| line.owner)),
        matters,
    })
}

/// The subject of a matter in sight: the group's own, unless it names a house, else the first that names none.
fn title(group: &Group, matters: &[Line]) -> Option<String> {
    let own = matters.iter().filter(|line| line.subject == group.title);
    let all = || own.clone().chain(matters.iter().rev());
    let open = all().find(|line| !places::names_house(&line.subject));
    let title = open.or_else(|| all().next())?;
    Some(title.subject.clone())
}

/// The place most of these name, without the number of a house: it would lead to a family.
fn place(members: &[&Member]) -> Option<String> {
    let named = members.iter().filter(|member| !member.place.is_empty());
    most(named.map(|member| member.place.clone()))
        .into_iter()
        .next()
        .map(|(place, _)| place)
}

/// What is there, with how often, most first.
fn most<T: Ord + Hash>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut times: BTreeMap<T, usize> = BTreeMap::new();
    for one in all {
        *times.entry(one).or_default() += 1;
    }
    let mut times: Vec<(T, usize)> = times.into_iter().collect();
    times.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    times
}
