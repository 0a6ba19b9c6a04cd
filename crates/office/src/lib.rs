//! The use cases: register, act, list, search, track, import, export. The only caller of everything below.
//!
//! A request goes straight down and straight back: page → use case → domain decides → store writes → page. Every use case of
//! staff takes the [`Viewer`]; what that viewer may see is part of the query, never a filter after it.

pub mod accounts;
pub mod accusation;
pub mod act;
mod archive;
pub mod asked;
pub mod attachments;
pub mod background;
pub mod backup;
pub mod category;
mod change;
mod codes;
pub mod confirm;
pub mod daily;
mod desk;
pub mod documents;
pub mod drafts;
pub mod error;
pub mod export;
pub mod forecast;
pub mod guard;
mod guests;
pub mod happened;
mod hashing;
pub mod hot;
pub mod import;
mod in_sight;
pub mod indexing;
pub mod intake;
pub mod kept;
mod keys;
pub mod lists;
mod looks;
pub mod matter_file;
pub mod moment;
mod numbers;
mod once;
pub mod organisation;
pub mod passwords;
pub mod petitioner;
pub mod posts;
mod registration;
pub mod reply_check;
pub mod same;
mod scanner;
pub mod sessions;
pub mod set_apart;
pub mod setup;
pub mod sign_in;
pub mod slip;
pub mod stand_in;
mod sweeping;
pub mod tracking;
pub mod unit_list;
mod up_to_date;
pub mod vault;
pub mod verify;
mod wall_clock;
pub mod words;

use std::collections::HashMap;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use kernel::access::Actor;
use kernel::calendar::Calendar;
use kernel::org::Org;
use kernel::rulebook::Rulebook;
use matter::Context;
use matter::oversight::tier::Thresholds;
use matter::petition::GROUP_THRESHOLD;
use store::search::SearchIndex;
pub use store::{Durability, Incoming, Progress, StoreError};
use store::{Home, Store, ledger, projection, tables};

pub use error::OfficeError;
pub use kernel::access::Viewer;
pub use moment::Moment;
pub use once::{Acting, Basis, Once};

use guard::Guard;
use vault::Vault;

/// The folder of the search index, in the data folder.
pub const INDEX: &str = "index";

/// One office on one data folder. Cheap to share behind an [`Arc`].
pub struct Office {
    store: Arc<Store>,
    vault: Arc<Vault>,
    law: Arc<Law>,
    org: Arc<RwLock<Arc<Org>>>,
    /// The version of the office's own chain that `org` was read at.
    seen: AtomicU32,
    index: RwLock<Arc<SearchIndex>>,
    watch: wall_clock::Watch,
    words: Arc<words::OfficeWords>,
    figures: lists::Figures,
    guard: Guard,
    looking: Mutex<()>,
    asked: asked::Asked,
    documents: Arc<documents::Documents>,
    reply_reader: OnceLock<language::ReplyReader>,
    hot: hot::HotIssues,
    kinds: category::Kinds,
    screener: accusation::Screener,
    scanner: scanner::Scanner,
    outlooks: forecast::Outlooks,
    name: String,
}

/// Rulebooks and the calendar: everything the domain decides by.
pub struct Law {
    /// Rest days and make-up working days.
    pub calendar: Calendar,
    /// The rulebook new matters begin under.
    pub current: Arc<Rulebook>,
    by_version: HashMap<String, Arc<Rulebook>>,
    learned: RwLock<Vec<&'static Rulebook>>,
}

impl Law {
    /// The rulebook of a version; the current one where that version is unknown.
    pub fn rulebook(&self, version: &str) -> &Rulebook {
        if let Some(book) = self.by_version.get(version) {
            return book;
        }
        let learned = self.learned.read().unwrap_or_else(PoisonError::into_inner);
        let known = learned.iter().find(|book| book.version == version);
        known.copied().unwrap_or(&self.current)
    }

    /// From how many people on a visit counts as a group visit. One number for all lists and pages: it names what came, and no duty
    /// or right follows from the name.
    pub fn group_visit_from(&self) -> u32 {
        self.current.number(GROUP_THRESHOLD).unwrap_or(u32::MAX)
    }

    /// From how many each rulebook in use calls for a tier, in the order of their versions.
    pub(crate) fn thresholds(&self) -> Vec<(String, Thresholds)> {
        let books = self.by_version.iter();
        let mut found: Vec<_> = books
            .map(|(version, book)| (version.clone(), Thresholds::of(book)))
            .collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        found
    }

    /// What a decision on a matter that keeps `version` may look at.
    fn context<'a>(
        &'a self,
        version: &str,
        moment: Moment,
        actor: &'a Actor,
        org: &'a Org,
    ) -> Context<'a> {
        Context {
            today: moment.today(),
            actor,
            rulebook: self.rulebook(version),
            calendar: &self.calendar,
            org,
        }
    }
}

impl Office {
    /// Opens the office kept in a data folder.
    ///
    /// # Errors
    /// When there is none, its keys are missing, or its local rulebook does not load.
    pub fn open(home: impl Into<Home>) -> Result<Self, OfficeError> {
        Self::open_with(home, Durability::Full, &mut |_| {})
    }

    /// Opens it with another promise about power cuts. Where an earlier version wrote the folder, tables may have to be filled again
    /// first; `progress` is told how far that is.
    ///
    /// # Errors
    /// As for [`Office::open`].
    pub fn open_with(
        home: impl Into<Home>,
        durability: Durability,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, OfficeError> {
        let store = Store::open_with(home, durability, progress)?;
        let dir = &store.dir().to_owned();
        let vault = Vault::open(dir)?;
        keys::bind(&store, &vault)?;
        let (seen, org, name, local) = {
            let reader = store.reader()?;
            (
                // Read first: what comes between the two is read again.
                ledger::version(&reader, ledger::OFFICE)?,
                projection::organisation::load_with_past(&reader)?,
                tables::misc::setting(&reader, setup::OFFICE_NAME)?.unwrap_or_default(),
                tables::misc::settings_under(&reader, setup::RULEBOOK)?,
            )
        };
        let law = setup::law(dir, local)?;
        setup::remember_rulebook(&store, dir, &law)?;
        let documents = Arc::new(documents::Documents::open(dir)?);
        let words = Arc::new(words::OfficeWords::new(&org));
        let index = SearchIndex::open(&dir.join(INDEX), Arc::clone(&words) as _)
            .map_err(OfficeError::Search)?;
        Ok(Self {
            store: Arc::new(store),
            vault: Arc::new(vault),
            law: Arc::new(law),
            org: Arc::new(RwLock::new(Arc::new(org))),
            seen: AtomicU32::new(seen),
            index: RwLock::new(Arc::new(index)),
            watch: wall_clock::Watch::default(),
            words,
            figures: lists::Figures::default(),
            guard: Guard::default(),
            looking: Mutex::new(()),
            asked: asked::Asked::default(),
            documents,
            reply_reader: OnceLock::new(),
            hot: hot::HotIssues::default(),
            kinds: category::Kinds::default(),
            screener: accusation::Screener::default(),
            scanner: scanner::Scanner::read(dir)?,
            outlooks: forecast::Outlooks::default(),
            name,
        })
    }

    /// The office's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The organisation as it stands.
    pub fn org(&self) -> Arc<Org> {
        Arc::clone(&self.org.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Rulebooks and calendar.
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// The store, for the commands that work on the data folder itself.
    pub fn store(&self) -> &Store {
        &self.store
    }

    fn index_folder(&self) -> std::path::PathBuf {
        self.store.dir().join(INDEX)
    }

    /// Slows down guesses of passwords and codes, and what strangers may do in an hour.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }
}
