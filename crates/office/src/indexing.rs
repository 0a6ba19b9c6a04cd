//! Keeps the search index abreast of the ledger.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, mpsc};
use std::time::Duration;

use bureau::OfficeEvent;
use bureau::organisation::OrganisationEvent;
use bureau::organisation::event::UNIT_KEPT;
use kernel::UnitId;
use kernel::org::{Org, Unit, UnitKind};
use matter::Matter;
use matter::category::first_level;
use matter::petition::Purpose;
use matter::sight;
use store::search::{Doc, Indexer, SearchIndex};
use store::{Connection, ledger, projection};

use crate::background::Stop;
use crate::lists::day_number;
use crate::{Office, OfficeError};

/// Matters read at a time.
const BATCH: usize = 4_000;
/// Batches after which what was read is kept, so that a long reading that is cut off goes on from there.
const KEPT_AFTER: usize = 10;
/// How long changes are gathered before they become findable.
const GATHER: Duration = Duration::from_millis(200);
/// How often the ledger is looked at without being told: other processes write too.
const LOOK: Duration = Duration::from_millis(700);

/// Follows the ledger, woken by every commit.
pub(crate) fn follow(office: &Arc<Office>, stop: &Stop) {
    let (woken, wake) = mpsc::sync_channel::<()>(1);
    office.store.writer().on_commit(move || {
        let _ = woken.try_send(());
    });
    let (mut indexer, mut read) = (None, 0);
    let mut told = false;
    loop {
        let _ = wake.recv_timeout(LOOK);
        match office.follow_once(&mut indexer, &mut read) {
            Ok(()) => told = false,
            Err(error) => {
                // Given up first: a writer keeps the files of an index that is gone. Said once, not with every look.
                indexer = None;
                if !std::mem::replace(&mut told, true) {
                    tracing::warn!(%error, "the search index is behind");
                }
                if let Err(error) = office.reopen_lost_index() {
                    tracing::debug!(%error, "the search index cannot be opened anew");
                }
            }
        }
        if !stop.wait(GATHER) {
            break;
        }
    }
}

impl Office {
    /// Indexes everything the index has not seen yet. `progress` hears the ledger positions passed.
    ///
    /// # Errors
    /// When another process holds the index, or the storage fails.
    pub fn catch_up(&self, progress: &mut dyn FnMut(i64)) -> Result<(), OfficeError> {
        self.reopen_lost_index()?;
        let mut indexer = self.index().writer()?;
        // Another process may have written since this one opened the index and the folder.
        self.index().reload()?;
        {
            let reader = self.store.reader()?;
            self.org_now(&reader)?;
            self.learn_rulebooks(&reader)?;
        }
        self.follow_to_end(&mut indexer, progress)
    }

    /// Opens the index anew where its folder was removed or damaged: it is derived data, and filled again from the ledger.
    fn reopen_lost_index(&self) -> Result<(), OfficeError> {
        if self.index().position().is_ok() {
            return Ok(());
        }
        tracing::warn!("the search index is gone and is built anew");
        let open = SearchIndex::open(&self.index_folder(), Arc::clone(&self.words) as _)?;
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(open);
        Ok(())
    }

    fn follow_to_end(
        &self,
        indexer: &mut Indexer,
        progress: &mut dyn FnMut(i64),
    ) -> Result<(), OfficeError> {
        let reader = self.store.reader()?;
        // One view of everything: a unit that changes meanwhile belongs to the next round.
        let view = reader.view()?;
        let org = projection::organisation::load(&view)?;
        let start = self.index().position()?;
        // Who sees what, and the names of units, are part of every document.
        let mut position = if units_changed(&view, start)? {
            0
        } else {
            start
        };
        for batch in 1.. {
            let (matters, last) = ledger::changed_since(&view, position, BATCH)?;
            if last == position {
                break;
            }
            for id in matters {
                if let Some((matter, _)) = ledger::load(&view, id)? {
                    indexer.put(document(&matter, &org))?;
                }
            }
            position = last;
            progress(position);
            if batch % KEPT_AFTER == 0 {
                indexer.commit(position)?;
            }
        }
        if position != start {
            indexer.commit(position)?;
        }
        Ok(())
    }

    /// `read` is the ledger position up to which this process reads the index: beyond it, another process wrote.
    fn follow_once(
        &self,
        indexer: &mut Option<Indexer>,
        read: &mut i64,
    ) -> Result<(), OfficeError> {
        let written = self.index().position()?;
        if written != *read {
            self.index().reload()?;
            *read = written;
        }
        let newest = {
            let reader = self.store.reader()?;
            self.org_now(&reader)?;
            ledger::position(&reader)?
        };
        if written == newest {
            return Ok(());
        }
        self.learn_rulebooks(&*self.store.reader()?)?;
        let open = match indexer {
            Some(open) => open,
            None => indexer.insert(self.index().writer()?),
        };
        self.follow_to_end(open, &mut |_| {})
    }
}

/// Whether a unit that stood in the index's last view was changed since, or a petition department was added.
fn units_changed(view: &Connection, since: i64) -> Result<bool, OfficeError> {
    let recent = ledger::office_since(view, since)?;
    if since == 0 || !recent.iter().any(|entry| entry.kind == UNIT_KEPT) {
        return Ok(false);
    }
    let mut units: HashMap<UnitId, Unit> = HashMap::new();
    for entry in ledger::office_since(view, 0)?
        .iter()
        .filter(|entry| entry.kind == UNIT_KEPT)
    {
        let Ok(OfficeEvent::Organisation(OrganisationEvent::UnitKept(unit))) = entry.event() else {
            continue;
        };
        let after = unit.clone();
        let shows = match units.insert(unit.id, unit) {
            Some(before) => {
                (before.parent, before.name, before.kind, before.active)
                    != (after.parent, after.name, after.kind, after.active)
            }
            None => after.kind == UnitKind::PetitionOffice,
        };
        if shows && entry.seq > since {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A matter as the index reads it.
fn document(matter: &Matter, org: &Org) -> Doc {
    let join = |texts: Vec<&str>| texts.join("\n");
    Doc {
        matter: matter.id.0,
        numbers: matter
            .petitions
            .iter()
            .map(|petition| petition.number.clone())
            .collect(),
        subject: matter.subject.clone(),
        body: join(
            matter
                .petitions
                .iter()
                .map(|petition| petition.body.as_str())
                .collect(),
        ),
        place: matter.place.clone().unwrap_or_default(),
        units_text: org.unit_name(matter.owner),
        sight: sight::sight(matter, org)
            .iter()
            .map(|unit| unit.0)
            .collect(),
        barred: matter
            .accused
            .persons
            .iter()
            .map(|person| person.0)
            .collect(),
        sealed: matter.is_sealed(),
        stage: matter.stage.code().to_owned(),
        channel: matter
            .petitions
            .iter()
            .map(|petition| petition.channel.code().to_owned())
            .collect(),
        purpose: Purpose::ALL
            .iter()
            .filter(|purpose| {
                matter
                    .demands
                    .iter()
                    .any(|demand| demand.purpose == **purpose)
            })
            .map(|purpose| purpose.code().to_owned())
            .collect(),
        category: levels(matter.category.as_deref()),
        owner_unit: matter.owner.0,
        received_day: matter
            .petitions
            .first()
            .map_or(0, |petition| day_number(petition.received)),
    }
}

/// A category, and its first level where it has two.
fn levels(category: Option<&str>) -> Vec<String> {
    let Some(category) = category else {
        return Vec::new();
    };
    let mut levels = vec![category.to_owned(), first_level(category).to_owned()];
    levels.dedup();
    levels
}
