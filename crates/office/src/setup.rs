//! A new office, and the law it works by.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use bureau::Organisation;
use bureau::organisation::Next;
use bureau::organisation::founding::{ADMINISTRATOR, Founding, found};
use kernel::calendar::Calendar;
use kernel::rulebook::Rulebook;
use kernel::{Aggregate, PersonId, PostId, StreamId, UnitId};
use store::ledger::{Author, Stamp};
use store::tables;
use store::workplace::{self, Workplace};
use store::{Database, Home, Store, StoreError, streams};

use crate::organisation::take_numbers;
use crate::passwords;
use crate::vault::{KEYS, Vault};
use crate::{Law, Moment, Office, OfficeError};

/// The setting that holds the office's name.
pub(crate) const OFFICE_NAME: &str = "office-name";
/// The settings that hold each local rulebook ever used, by version.
pub(crate) const RULEBOOK: &str = "rulebook:";
/// The file in the data folder that holds the local rulebook in force.
pub const LOCAL_RULEBOOK: &str = "rulebook-local.toml";

/// What is wrong with the local rulebook before it is read as one.
#[derive(Debug, thiserror::Error)]
pub enum LocalRulebook {
    /// It is there, and no text.
    #[error(
        "{LOCAL_RULEBOOK} 无法读取，请存为 UTF-8 文本 (cannot be read: save it as UTF-8 text)：{0}"
    )]
    Unreadable(std::io::Error),
    /// Its text is another than before under the same version, and the matters that began under it keep that.
    #[error(
        "本地规则册“{0}”的内容变了而版本号没有变：请在 {LOCAL_RULEBOOK} 中更换 version，旧事项仍用旧版 \
         (the local rulebook changed and its version did not: give it another version; older matters keep the old one)"
    )]
    SameVersion(String),
}

/// What a new office needs.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The petition department's name.
    pub office: String,
    /// The area's committee or government; made from the office's name where it is not given.
    pub area: Option<String>,
    /// The first administrator's login, which is also the name until changed.
    pub admin: String,
    /// The first administrator's password.
    pub password: String,
}

/// The numbers that a new office begins with.
const FIRST: Next = Next {
    unit: UnitId(1),
    post: PostId(1),
    person: PersonId(1),
};

impl Office {
    /// Makes a new office with its area, its petition department and its first administrator.
    ///
    /// # Errors
    /// When the folder is taken, a name is empty or the password is too weak.
    pub fn create(home: impl Into<Home>, setup: Setup) -> Result<Self, OfficeError> {
        Self::create_with(home, setup, |_| Ok(())).map(|(office, ())| office)
    }

    /// The same with what else belongs to its beginning, such as a file of units: the office is there with all of it or not at all.
    ///
    /// # Errors
    /// As for [`Office::create`], and those of `more`; the folder stays as it was then.
    pub fn create_with<T>(
        home: impl Into<Home>,
        setup: Setup,
        more: impl FnOnce(&Self) -> Result<T, OfficeError>,
    ) -> Result<(Self, T), OfficeError> {
        let home = home.into();
        let fresh = !home.dir.exists();
        let made = make(&home, setup, more);
        if made.is_err() && fresh {
            // Only an empty folder goes.
            let _ = std::fs::remove_dir(&home.dir);
        }
        let done = made?;
        Ok((Self::open(home)?, done))
    }

    /// Writes a new office into an empty folder.
    fn begin(home: Home, setup: Setup) -> Result<Self, OfficeError> {
        let office = setup.office.trim().to_owned();
        let admin = setup.admin.trim().to_owned();
        let events = found(&Founding {
            office: office.clone(),
            area: setup.area,
            administrator: admin.clone(),
        })?;
        let local = [admin.clone(), office.clone()];
        passwords::check(&setup.password, &local)?;
        let password = passwords::hash(&setup.password)?;
        let store = Store::create(home.clone())?;
        Vault::create(&home.dir)?;
        let stamp = Stamp {
            at: Moment::now().millis(),
            author: Author::System,
        };
        store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                tables::misc::keep_setting(writing, OFFICE_NAME, &office)?;
                take_numbers(writing, FIRST, &events)?;
                if let Some(now) = Organisation::replay(StreamId::ORGANISATION, &events) {
                    streams::append(writing, &now, 0, &events, stamp, now.org())?;
                }
                let holder = ADMINISTRATOR;
                Ok(tables::accounts::keep_account(
                    writing, &admin, holder, &password, true,
                )?)
            })?;
        drop(store);
        Self::open(home)
    }
}

/// Makes an office beside its place and puts it there whole.
fn make<T>(
    home: &Home,
    setup: Setup,
    more: impl FnOnce(&Office) -> Result<T, OfficeError>,
) -> Result<T, OfficeError> {
    let dir = &home.dir;
    let taken = [store::backup::database_path(dir), dir.join(KEYS)];
    if taken.iter().any(|path| path.exists()) {
        return Err(StoreError::Exists(dir.to_owned()).into());
    }
    store::private::create_folder(dir)?;
    workplace::sweep(dir);
    let place = Workplace::create(dir, "init")?;
    let staging = place.path().join("office");
    let beside = Home {
        dir: staging.clone(),
        database: home.database.clone(),
    };
    Store::check_empty(&beside)?;
    let outcome = (|| {
        let done = more(&Office::begin(beside.clone(), setup)?)?;
        // Made anew in its place, where it stays.
        std::fs::remove_dir_all(staging.join(crate::INDEX))?;
        let last = match home.database {
            Database::Embedded => store::backup::database_path(&staging),
            Database::Server(_) => staging.join(KEYS),
        };
        workplace::move_in(&staging, dir, &last)?;
        Ok(done)
    })();
    if outcome.is_err() {
        // Whatever stands in an embedded database goes with its folder.
        Store::empty_server(home);
    }
    outcome
}

/// Loads the national book, the local one in force, and those that older matters keep.
pub(crate) fn law(dir: &Path, kept: Vec<(String, String)>) -> Result<Law, OfficeError> {
    let national = Rulebook::national();
    let mut by_version = HashMap::from([(national.version.clone(), Arc::new(national.clone()))]);
    for (name, text) in kept {
        let book = national.tightened_by(&text)?;
        by_version.insert(name, Arc::new(book));
    }
    let current = match local_book(dir)? {
        Some(text) => national.tightened_by(&text)?,
        None => national,
    };
    for gone in current.retired() {
        tracing::warn!(
            "{LOCAL_RULEBOOK}：设置项“{}”已经取消，不起作用，可以删去：{} / setting {} is gone and has no effect: {}",
            gone.name,
            gone.zh,
            gone.name,
            gone.en,
        );
    }
    let current = Arc::new(current);
    by_version.insert(current.version.clone(), Arc::clone(&current));
    Ok(Law {
        calendar: Calendar::national(),
        current,
        by_version,
        learned: RwLock::default(),
    })
}

impl Law {
    /// Takes in local rulebooks that another process put in force: the matters it registered keep them.
    ///
    /// # Errors
    /// When one does not load.
    pub(crate) fn learn(&self, kept: &[(String, String)]) -> Result<(), OfficeError> {
        for (version, text) in kept {
            if self.rulebook(version).version != *version {
                let book = Rulebook::national().tightened_by(text)?;
                // Few in a lifetime, and lent to whoever reads the law for as long as the office is open.
                let book: &'static Rulebook = Box::leak(Box::new(book));
                self.learned
                    .write()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(book);
            }
        }
        Ok(())
    }
}

/// The local rulebook's text, where there is one. One that is there and cannot be read must not pass for none: longer
/// limits would apply unseen.
fn local_book(dir: &Path) -> Result<Option<String>, OfficeError> {
    match std::fs::read_to_string(dir.join(LOCAL_RULEBOOK)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(LocalRulebook::Unreadable(error).into()),
    }
}

/// Keeps the text of the local rulebook in force, since the matters that begin under it keep it.
pub(crate) fn remember_rulebook(store: &Store, dir: &Path, law: &Law) -> Result<(), OfficeError> {
    let Some(text) = local_book(dir)? else {
        return Ok(());
    };
    let name = format!("{RULEBOOK}{}", law.current.version);
    let known = tables::misc::setting(&*store.reader()?, &name)?;
    match known {
        Some(known) if known == text => Ok(()),
        Some(_) => Err(LocalRulebook::SameVersion(law.current.version.clone()).into()),
        None => Ok(store
            .writer()
            .write(move |writing| -> Result<(), StoreError> {
                tables::misc::keep_setting(writing, &name, &text)
            })?),
    }
}
