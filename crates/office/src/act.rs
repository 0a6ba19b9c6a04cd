//! Acting on a matter that exists.

use kernel::access::{Actor, Viewer};
use kernel::refusal::Refusal;
use kernel::{MatterId, PetitionerId, UnitId};
use matter::petition::Relation;
use matter::{Command, Event, Matter};
use store::{Writing, ledger, streams, tables};

use crate::change::Change;
use crate::desk::Desk;
use crate::intake::Arriving;
use crate::set_apart::Added;
use crate::vault::Identity;
use crate::{Acting, Basis, Moment, Office, OfficeError, Once, in_sight, set_apart};

/// How long printing the same thing again is one print, in milliseconds.
pub(crate) const SAME_EXPORT: i64 = 10 * 60 * 1_000;

impl Office {
    /// A post acts on a matter. `based_on` is the version its page showed, and the form where it came from one.
    ///
    /// # Errors
    /// [`OfficeError::Stale`] when the matter moved on, [`OfficeError::NotFound`] when the viewer may not see it, else the
    /// domain's refusal. A refused command changes nothing.
    pub fn act(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        command: Command,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        self.enter(viewer, id, based_on, command, moment)
            .map(|_| ())
    }

    /// As [`Office::act`], and says where a petitioner's words went that the post wrote down: see [`crate::set_apart`].
    ///
    /// # Errors
    /// As for [`Office::act`].
    pub fn enter(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        command: Command,
        moment: Moment,
    ) -> Result<Added, OfficeError> {
        let Basis {
            version: based_on,
            once,
        } = based_on.into();
        let (command, apart) = self.written_down(viewer, id, command, moment)?;
        self.once_with_matter(viewer, id, once, moment, move |file| {
            // A note or a look at an identity cannot contradict what happened in between.
            let harmless = matches!(
                command,
                Command::Note(_) | Command::ShowIdentity { .. } | Command::RequestIdentity { .. }
            );
            if !harmless {
                file.unchanged_since(based_on)?;
            }
            if let Command::Relate(other) = &command {
                let (other, _) = visible(file.writing, file.desk, file.viewer, *other)?;
                in_sight::check_relation(&file.matter, &other)?;
            }
            let mut change = Change::of(file.matter.clone());
            change.decide(file.desk, command)?;
            let apart = set_apart::decide(file.writing, file.desk, apart)?;
            change.write(file.writing, file.desk)?;
            apart.write(file.writing, file.desk)
        })
    }

    /// A petitioner's request as a post wrote it down, without words that read like an accusation.
    fn written_down(
        &self,
        viewer: &Viewer,
        id: MatterId,
        command: Command,
        moment: Moment,
    ) -> Result<(Command, Option<Arriving>), OfficeError> {
        if !set_apart::has_words(&command) {
            return Ok((command, None));
        }
        let (matter, _) = in_sight::open(&*self.store.reader()?, viewer, &self.org(), id)?;
        // Of several petitioners it is not known here whose words they are.
        let own = match matter.petitions.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let actor = Actor::Staff(viewer.clone());
        self.take_words_out(&matter, own, command, (&actor, moment))
    }

    /// A post does several things that belong together: all of them or none.
    ///
    /// # Errors
    /// As for [`Office::act`].
    pub fn act_all(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        commands: Vec<Command>,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let Basis {
            version: based_on,
            once,
        } = based_on.into();
        self.once_with_matter(viewer, id, once, moment, move |file| {
            file.unchanged_since(based_on)?;
            let mut change = Change::of(file.matter);
            for command in commands {
                change.decide(file.desk, command)?;
            }
            change.write(file.writing, file.desk)?;
            Ok(())
        })
    }

    /// Opens a matter for a viewer inside the next writing transaction and lets `job` act on it.
    pub(crate) fn with_matter<T: Send + 'static>(
        &self,
        viewer: &Viewer,
        id: MatterId,
        moment: Moment,
        job: impl FnOnce(OpenFile<'_>) -> Result<T, OfficeError> + Clone + Send + 'static,
    ) -> Result<T, OfficeError> {
        self.once_with_matter(viewer, id, None, moment, job)
    }

    /// The same for a form, which is acted on once.
    pub(crate) fn once_with_matter<T: Send + 'static>(
        &self,
        viewer: &Viewer,
        id: MatterId,
        once: Option<Once>,
        moment: Moment,
        job: impl FnOnce(OpenFile<'_>) -> Result<T, OfficeError> + Clone + Send + 'static,
    ) -> Result<T, OfficeError> {
        let acting = Acting {
            viewer: viewer.clone(),
            once,
        };
        let asking = self.asking_once(moment, acting);
        self.store.writer().write(move |writing| {
            // A second click is refused first of all: the first may have taken the matter out of sight.
            let desk = asking.desk(writing)?;
            let viewer = desk.actor.viewer().ok_or(OfficeError::Forbidden)?;
            let (matter, history) = visible(writing, &desk, viewer, id)?;
            job(OpenFile {
                writing,
                desk: &desk,
                viewer,
                matter,
                history,
            })
        })
    }

    /// Notes that records of a matter are printed or leave it, before they do. A page that is loaded again within
    /// [`SAME_EXPORT`] is the same print.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when the viewer may not see the matter.
    pub fn note_copy(
        &self,
        viewer: &Viewer,
        id: MatterId,
        purpose: String,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        self.with_matter(viewer, id, moment, move |mut file| {
            note_copy(
                file.writing,
                file.desk,
                (&mut file.matter, &file.history),
                purpose,
            )
        })
    }

    /// The version of a matter now; 0 when there is none.
    ///
    /// # Errors
    /// The storage's.
    pub fn version(&self, id: MatterId) -> Result<u32, OfficeError> {
        Ok(ledger::matter_version(&*self.store.reader()?, id)?)
    }

    /// Joins a matter to another: its petitions belong to the host from now on.
    ///
    /// # Errors
    /// As for [`Office::act`]; both matters must be visible to the viewer.
    pub fn join(
        &self,
        viewer: &Viewer,
        guest: MatterId,
        based_on: impl Into<Basis>,
        host: MatterId,
        relation: Relation,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let Basis {
            version: based_on,
            once,
        } = based_on.into();
        self.once_with_matter(viewer, guest, once, moment, move |file| {
            file.unchanged_since(based_on)?;
            visible(file.writing, file.desk, file.viewer, host)?;
            let mut guest = Change::of(file.matter.clone());
            let host = file.joining().join(&mut guest, host, relation)?;
            host.write(file.writing, file.desk)?;
            guest.write(file.writing, file.desk)?;
            Ok(())
        })
    }

    /// Undoes a join: the guest stands where it stood, with its clocks. Whatever happened since its form was read, it stays joined.
    ///
    /// # Errors
    /// As for [`Office::act`].
    pub fn undo_join(
        &self,
        viewer: &Viewer,
        guest: MatterId,
        based_on: impl Into<Basis>,
        reason: String,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let once = based_on.into().once;
        self.once_with_matter(viewer, guest, once, moment, move |file| {
            for change in file.joining().undo(file.matter.clone(), &reason)? {
                change.write(file.writing, file.desk)?;
            }
            Ok(())
        })
    }

    /// Shows names and contacts. The look is an entry in the matter before anything is shown.
    ///
    /// # Errors
    /// The domain's refusal, for instance when a sealed matter lacks a second person's consent.
    pub fn show_identity(
        &self,
        viewer: &Viewer,
        id: MatterId,
        reason: String,
        moment: Moment,
    ) -> Result<Vec<Identity>, OfficeError> {
        let petitioners = {
            let (matter, _) = in_sight::open(&*self.store.reader()?, viewer, &self.org(), id)?;
            all_people(&matter)
        };
        let command = Command::ShowIdentity {
            petitioners: petitioners.clone(),
            reason,
        };
        self.act(viewer, id, 0, command, moment)?;
        let reader = self.store.reader()?;
        let mut people = Vec::new();
        for petitioner in petitioners {
            if let Some(sealed) = tables::people::sealed(&reader, petitioner)? {
                people.push(self.vault.unseal(petitioner, &sealed)?);
            }
        }
        Ok(people)
    }
}

/// Enters that a copy leaves a matter, unless the same post entered the same within [`SAME_EXPORT`].
pub(crate) fn note_copy(
    writing: &Writing<'_>,
    desk: &Desk,
    (matter, history): (&mut Matter, &ledger::History),
    purpose: String,
) -> Result<(), OfficeError> {
    let event = Event::Exported { purpose };
    let stamp = desk.stamp();
    let noted = history.iter().rev().any(|(entry, earlier)| {
        entry.author == stamp.author && stamp.at - entry.at < SAME_EXPORT && *earlier == event
    });
    if noted {
        return Ok(());
    }
    desk.append(writing, matter, &[event])
}

/// A matter opened for one viewer inside the writing transaction.
pub(crate) struct OpenFile<'a> {
    pub writing: &'a Writing<'a>,
    pub desk: &'a Desk,
    pub viewer: &'a Viewer,
    pub matter: Matter,
    pub history: ledger::History,
}

impl<'a> OpenFile<'a> {
    /// Refuses when the matter moved on since the page was read. Looks and prints leave it as the page showed it.
    pub fn unchanged_since(&self, based_on: u32) -> Result<(), OfficeError> {
        let now = self.matter.version;
        Ok(streams::unchanged_since::<Matter>(
            &self.history,
            now,
            based_on,
        )?)
    }

    fn joining(&self) -> Joining<'a> {
        Joining {
            writing: self.writing,
            desk: self.desk,
        }
    }
}

pub(crate) fn all_people(matter: &Matter) -> Vec<PetitionerId> {
    matter
        .petitions
        .iter()
        .flat_map(|petition| petition.petitioners.iter().copied())
        .collect()
}

/// Loads a matter with its history inside the writing transaction, if the viewer may see it.
pub(crate) fn visible(
    writing: &Writing<'_>,
    desk: &Desk,
    viewer: &Viewer,
    id: MatterId,
) -> Result<(Matter, ledger::History), OfficeError> {
    in_sight::open(writing.connection, viewer, &desk.org, id)
}

/// Both sides of a join, in one transaction.
pub(crate) struct Joining<'a> {
    pub writing: &'a Writing<'a>,
    pub desk: &'a Desk,
}

impl Joining<'_> {
    fn load(&self, id: MatterId) -> Result<Matter, OfficeError> {
        Ok(ledger::load(self.writing.connection, id)?
            .ok_or(OfficeError::NotFound)?
            .0)
    }

    /// The guest's petitions go to the host: decides both sides, adds the guest's and gives the host's. Nothing is written.
    pub fn join(
        &self,
        guest: &mut Change<Matter>,
        host: MatterId,
        relation: Relation,
    ) -> Result<Change<Matter>, OfficeError> {
        let mut host = Change::of(self.load(host)?);
        check_seals(guest.now(), host.now())?;
        for petition in guest.now().petitions.clone() {
            host.decide(self.desk, Command::TakeIn { petition, relation })?;
        }
        let matter = host.now().id;
        guest.decide(self.desk, Command::JoinInto { matter, relation })?;
        Ok(host)
    }

    /// The host gives the guest's petitions back: decides both sides and gives them, the host's first. Nothing is written.
    pub fn undo(&self, guest: Matter, reason: &str) -> Result<[Change<Matter>; 2], OfficeError> {
        let host = guest.joined_into.ok_or_else(|| {
            Refusal::missing(
                "本事项没有并入其他事项",
                "the matter was not joined to another",
            )
        })?;
        let mut host = Change::of(self.load(host)?);
        if host.now().joined_into.is_some() {
            return Err(Refusal::missing(
                "所并入的事项又并入了另一事项，请先撤销后一次并入",
                "the host was itself joined to another matter; undo that join first",
            )
            .into());
        }
        let mut guest = Change::of(guest);
        let petitions = guest.now().petitions.clone();
        let reason = reason.to_owned();
        guest.decide(
            self.desk,
            Command::UndoJoin {
                reason: reason.clone(),
            },
        )?;
        for petition in petitions {
            // The right to undo was checked on the guest; the host may stand at any stage when it gives a petition back.
            let given = matter::give_back(host.now(), petition.id, reason.clone())?;
            host.add(given);
        }
        Ok([host, guest])
    }
}

/// An accusation joins only a matter that keeps the same people away.
fn check_seals(guest: &Matter, host: &Matter) -> Result<(), OfficeError> {
    let same = |mine: &[UnitId], theirs: &[UnitId]| mine.iter().all(|unit| theirs.contains(unit));
    let (ours, theirs) = (&guest.accused, &host.accused);
    let alike = same(&ours.units, &theirs.units)
        && same(&theirs.units, &ours.units)
        && ours
            .persons
            .iter()
            .all(|person| theirs.persons.contains(person))
        && theirs
            .persons
            .iter()
            .all(|person| ours.persons.contains(person));
    if guest.is_sealed() != host.is_sealed() || !alike {
        return Err(Refusal::law(
            "检举控告事项只能并入同为检举控告、且被检举控告人相同的事项",
            "an accusation can only be joined to an accusation against the same",
            "《信访工作条例》第三十条第三款",
        )
        .into());
    }
    Ok(())
}
