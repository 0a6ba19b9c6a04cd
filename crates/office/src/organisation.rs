//! Units, posts and people: what may become of them is decided in [`bureau::organisation`], inside the writing job; here is what a
//! decision is told, and what is written beside the office's own chain.

use bureau::OfficeEvent;
use bureau::organisation::{Command, Context, Facts, Next, Organisation, OrganisationEvent};
pub use bureau::organisation::{StandInForm, UnitForm};
use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::{PersonId, PostId, StreamId, UnitId};
use store::tables::{accounts, counters, list};
use store::{Connection, Writing};

use crate::change::Change;
use crate::desk::Asking;
use crate::once::Acting;
pub use crate::posts::PostForm;
use crate::{Moment, Office, OfficeError};

impl Office {
    /// Only administrators keep the organisation.
    pub(crate) fn administrator(&self, viewer: &Viewer) -> Result<(), OfficeError> {
        if viewer.role == Role::Administrator {
            Ok(())
        } else {
            Err(OfficeError::Forbidden)
        }
    }

    /// Adds or changes a unit.
    ///
    /// # Errors
    /// An empty or doubled name, a parent below itself, a unit that still answers for open matters being closed.
    pub fn keep_unit(
        &self,
        by: impl Into<Acting>,
        form: UnitForm,
        moment: Moment,
    ) -> Result<UnitId, OfficeError> {
        let by = by.into();
        self.administrator(&by.viewer)?;
        self.write_unit(self.asking_once(moment, by), form)
    }

    /// Adds or changes a unit on behalf of the program: set-up and files of units.
    ///
    /// # Errors
    /// As for [`Office::keep_unit`].
    pub fn put_unit(
        &self,
        actor: Actor,
        form: UnitForm,
        moment: Moment,
    ) -> Result<UnitId, OfficeError> {
        self.write_unit(self.asking(moment, actor), form)
    }

    fn write_unit(&self, asking: Asking, form: UnitForm) -> Result<UnitId, OfficeError> {
        let id = form.id;
        let next = self.organise(asking, Command::KeepUnit(form), nothing_beside)?;
        Ok(id.unwrap_or(next.unit))
    }

    /// Writes down what a unit is responsible for (职责关键词): matters that name one of these words are proposed to it.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for anyone but administrators, [`OfficeError::NotFound`] for an unknown unit; the refusal of words
    /// that are too many or too long.
    pub fn keep_duties(
        &self,
        viewer: &Viewer,
        unit: UnitId,
        words: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        self.administrator(viewer)?;
        self.put_duties(Actor::Staff(viewer.clone()), unit, words, moment)
    }

    /// The same on behalf of the program.
    ///
    /// # Errors
    /// As for [`Office::keep_duties`].
    pub fn put_duties(
        &self,
        actor: Actor,
        unit: UnitId,
        words: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let words = words.to_owned();
        let command = Command::KeepDuties { unit, words };
        self.organise(self.asking(moment, actor), command, nothing_beside)?;
        Ok(())
    }

    /// Decides a command on the organisation and writes what follows. Where something does, `beside` writes what lies
    /// beside the ledger, such as a password: nothing can be refused any more then. Gives the numbers that were next when it was decided.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] where there is no such unit or post; the refusal, with its rule; the storage's.
    pub(crate) fn organise(
        &self,
        asking: Asking,
        command: Command,
        beside: impl FnOnce(&Writing<'_>, Next) -> Result<(), OfficeError> + Clone + Send + 'static,
    ) -> Result<Next, OfficeError> {
        let next = self.store.writer().write(move |writing| {
            let desk = asking.desk(writing)?;
            let mut change = Change::<Organisation>::open(writing, StreamId::ORGANISATION)?;
            if !command.leads_somewhere(change.now().org()) {
                return Err(OfficeError::NotFound);
            }
            let facts = facts(writing.connection, &command)?;
            let ctx = Context {
                today: desk.moment.today(),
                at: desk.moment.millis(),
                actor: &desk.actor,
                facts: &facts,
            };
            change.decide_by(&ctx, command)?;
            if !change.events().is_empty() {
                beside(writing, facts.next)?;
                take_numbers(writing, facts.next, change.events())?;
                change.write(writing, &desk)?;
            }
            Ok::<_, OfficeError>(facts.next)
        })?;
        self.refresh_org()?;
        Ok(next)
    }
}

/// For what leaves nothing beside the ledger.
pub(crate) fn nothing_beside(_: &Writing<'_>, _: Next) -> Result<(), OfficeError> {
    Ok(())
}

/// What lies beside the office's own chain, where it is decided.
fn facts(connection: &Connection, command: &Command) -> Result<Facts, OfficeError> {
    let holds_open_matters = if let Command::KeepUnit(form) = command
        && let Some(unit) = form.id
        && !form.active
    {
        list::open_of(connection, unit)? > 0
    } else {
        false
    };
    Ok(Facts {
        next: Next {
            unit: UnitId(counters::ahead(connection, counters::UNIT)?),
            post: PostId(counters::ahead(connection, counters::POST)?),
            person: PersonId(counters::ahead(connection, counters::PERSON)?),
        },
        accounts: accounts::known(connection)?,
        holds_open_matters,
    })
}

/// Says of the numbers that events gave away that they are given.
pub(crate) fn take_numbers(
    writing: &Writing<'_>,
    next: Next,
    events: &[OfficeEvent],
) -> Result<(), OfficeError> {
    let (mut unit, mut post, mut person) = (0, 0, 0);
    for event in events {
        match event {
            OfficeEvent::Organisation(OrganisationEvent::UnitKept(kept)) => {
                unit = unit.max(kept.id.0);
            }
            OfficeEvent::Organisation(OrganisationEvent::PostKept(kept)) => {
                post = post.max(kept.id.0);
                person = person.max(kept.person.0);
            }
            OfficeEvent::Organisation(
                OrganisationEvent::PostConfirmed { .. } | OrganisationEvent::AccountKept { .. },
            )
            | OfficeEvent::Record(_) => {}
        }
    }
    let given = [
        (counters::UNIT, unit, next.unit.0),
        (counters::POST, post, next.post.0),
        (counters::PERSON, person, next.person.0),
    ];
    for (counter, last, next) in given {
        if last >= next {
            counters::reach(writing, counter, last)?;
        }
    }
    Ok(())
}
