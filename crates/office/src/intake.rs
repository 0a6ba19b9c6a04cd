//! Registration: by a clerk, or by the petitioner on the public page.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::{MatterId, PetitionId, PetitionerId, UnitId};
use matter::petition::{Channel, Petition, Relation};
use matter::seal::past_the_accused;
use matter::{Accused, Attachment, Command, Declaration, Event, Matter, Screening, Seal};
use store::{Writing, ledger, tables};

use crate::accusation::Names;
use crate::act::{Joining, visible};
use crate::change::Change;
use crate::codes;
use crate::desk::Desk;
use crate::registration::{New, Registration, working};
use crate::vault::Identity;
use crate::{Moment, Office, OfficeError, in_sight};

/// How long a form sent again leads to what it made, in milliseconds: a second click or a reloaded page, not a later visitor.
const AGAIN: i64 = 60 * 60 * 1_000;

/// What comes in, from any channel.
#[derive(Clone, Debug)]
pub struct Submission {
    /// How it came.
    pub channel: Channel,
    /// The day it was received.
    pub received: Date,
    /// The time of day, where known.
    pub time: Option<Time>,
    /// The unit that receives it.
    pub office: UnitId,
    /// One line.
    pub subject: String,
    /// The petition's own words.
    pub body: String,
    /// Where the problem is.
    pub place: Option<String>,
    /// The people named; representatives first. Empty when anonymous.
    pub people: Vec<Identity>,
    /// How many people stand behind it.
    pub head_count: u32,
    /// Files, already kept.
    pub attachments: Vec<Attachment>,
    /// What the clerk found; none for the public page.
    pub screening: Option<Screening>,
    /// The form's token: a second click with it makes no second petition.
    pub once: Option<String>,
    /// The matter it is joined to at once, as the clerk chose.
    pub join: Option<(MatterId, Relation)>,
    /// Matters the clerk marked as related.
    pub related: Vec<MatterId>,
    /// What its channel tells besides: the number it bears elsewhere, who passed it on, where it was received.
    pub extra: BTreeMap<String, String>,
}

/// What the petitioner takes home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The petition.
    pub petition: PetitionId,
    /// The matter it was registered under.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// Its query code.
    pub code: String,
}

impl Office {
    /// A clerk registers an arrival, with what was found in it.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for posts that do not register; the domain's refusals.
    pub fn register(
        &self,
        viewer: &Viewer,
        mut submission: Submission,
        moment: Moment,
    ) -> Result<Receipt, OfficeError> {
        if !matches!(viewer.role, Role::Clerk | Role::Handler | Role::Leader) {
            return Err(OfficeError::Forbidden);
        }
        submission.office = viewer.unit;
        self.take(submission, moment, Actor::Staff(viewer.clone()))
    }

    /// The petitioner submits on the public page.
    ///
    /// # Errors
    /// The domain's refusals, each saying what to correct.
    pub fn submit(&self, submission: Submission, moment: Moment) -> Result<Receipt, OfficeError> {
        self.take(submission, moment, Actor::Petitioner)
    }

    /// The petitioner accuses units or officials on the public page: sealed from its first entry on, and past the accused.
    ///
    /// # Errors
    /// The domain's refusals; also when every unit here stands below the accused.
    pub fn accuse(
        &self,
        submission: Submission,
        declaration: Declaration,
        moment: Moment,
    ) -> Result<Receipt, OfficeError> {
        self.take_sealed(
            submission,
            Seal::Declared(declaration),
            moment,
            Actor::Petitioner,
        )
    }

    /// The unit that would receive an accusation of these accused; none when all stand below them.
    pub fn receiver_of_accusation(&self, chosen: UnitId, accused: &Accused) -> Option<UnitId> {
        past_the_accused(chosen, accused, &self.org())
    }

    fn take(
        &self,
        submission: Submission,
        moment: Moment,
        actor: Actor,
    ) -> Result<Receipt, OfficeError> {
        let seal = match &submission.screening {
            Some(_) => Seal::Open,
            // Nobody has read it yet, and whoever receives it may be whom it accuses.
            None => {
                let org = self.org();
                let text = (submission.subject.as_str(), submission.body.as_str());
                self.seal_of(text, submission.office, &org, &Names::of(&org))?
            }
        };
        self.take_sealed(submission, seal, moment, actor)
    }

    pub(crate) fn take_sealed(
        &self,
        submission: Submission,
        seal: Seal,
        moment: Moment,
        actor: Actor,
    ) -> Result<Receipt, OfficeError> {
        let asking = self.asking(moment, actor);
        let arriving = Arriving {
            submission,
            seal,
            known: Vec::new(),
        };
        self.store
            .writer()
            .write(move |writing| take_in(writing, &asking.desk(writing)?, arriving))
    }

    /// The unit that receives what comes through the public page when the petitioner names none.
    pub fn front_office(&self) -> Option<UnitId> {
        let org = self.org();
        let roots: Vec<UnitId> = org
            .units()
            .iter()
            .filter(|unit| unit.parent.is_none())
            .map(|unit| unit.id)
            .collect();
        roots
            .iter()
            .find_map(|root| org.petition_office_of(*root))
            .or_else(|| {
                org.units()
                    .iter()
                    .find(|unit| org.is_petition_office(unit.id))
                    .map(|unit| unit.id)
            })
            .or_else(|| roots.first().copied())
    }
}

/// What a writing job takes in.
#[derive(Clone)]
pub(crate) struct Arriving {
    pub submission: Submission,
    /// What must be sealed before a clerk has seen it.
    pub seal: Seal,
    /// Petitioners whose identity is kept already, besides the people of the submission.
    pub known: Vec<PetitionerId>,
}

/// What comes in, decided; nothing of it is written.
pub(crate) enum TakenIn {
    /// An earlier click with the same form made it.
    Earlier(Receipt),
    /// It is to be registered.
    New(Box<Entering>),
}

/// A petition that is to be registered, with what is done to it at once.
pub(crate) struct Entering {
    /// The petition and the matter it opens.
    registration: Registration,
    /// The matter it is joined to.
    host: Option<Change<Matter>>,
    /// The form's token as it is remembered.
    once: Option<String>,
}

impl TakenIn {
    /// Decides all of it.
    ///
    /// # Errors
    /// The refusal, with its rule; [`OfficeError::NotFound`] for a matter out of sight that it is to be joined or related to.
    pub fn decide(
        writing: &Writing<'_>,
        desk: &Desk,
        arriving: Arriving,
    ) -> Result<Self, OfficeError> {
        let submission = &arriving.submission;
        let once = submission.once.as_deref().map(|token| once_of(desk, token));
        if let Some(made) = earlier_click(writing, desk, once.as_deref())? {
            return Ok(Self::Earlier(made));
        }
        // First of all: what a closed unit would refuse has nothing to do with the matters named.
        working(&desk.org, submission.office)?;
        if let Actor::Staff(viewer) = &desk.actor {
            // Out of sight is as good as not there: a refusal by the host would tell that it exists.
            let host = submission.join.iter().map(|(host, _)| host);
            for other in host.chain(&submission.related) {
                visible(writing, desk, viewer, *other)?;
            }
        }
        let (join, related) = (submission.join, submission.related.clone());
        let attached = submission.attachments.iter().cloned();
        let attached = attached.map(|attachment| Event::Attached { attachment });
        let attached: Vec<Event> = attached.collect();
        let mut registration = Registration::decide(writing, desk, new_petition(arriving))?;
        let change = &mut registration.change;
        change.add(attached);
        for other in related {
            if let Some((told, _)) = ledger::load(writing.connection, other)? {
                in_sight::check_relation(change.now(), &told)?;
            }
            change.decide(desk, Command::Relate(other))?;
        }
        let host = match join {
            Some((host, relation)) => Some(Joining { writing, desk }.join(change, host, relation)?),
            None => None,
        };
        Ok(Self::New(Box::new(Entering {
            registration,
            host,
            once,
        })))
    }

    /// Writes it.
    ///
    /// # Errors
    /// As for [`Registration::write`].
    pub fn write(self, writing: &Writing<'_>, desk: &Desk) -> Result<Receipt, OfficeError> {
        let Entering {
            registration,
            host,
            once,
        } = match self {
            Self::Earlier(receipt) => return Ok(receipt),
            Self::New(entering) => *entering,
        };
        let receipt = registration.write(writing, desk)?;
        if let Some(host) = host {
            host.write(writing, desk)?;
        }
        if let Some(token) = once {
            let now = desk.moment.millis();
            tables::misc::remember_once(writing, &token, receipt.petition, now, now - AGAIN)?;
        }
        Ok(receipt)
    }
}

/// Decides and writes what comes in.
pub(crate) fn take_in(
    writing: &Writing<'_>,
    desk: &Desk,
    arriving: Arriving,
) -> Result<Receipt, OfficeError> {
    TakenIn::decide(writing, desk, arriving)?.write(writing, desk)
}

/// A form's token as it is remembered: only whoever sent the form is led to what it made.
fn once_of(desk: &Desk, token: &str) -> String {
    match desk.actor.post() {
        Some(post) => format!("{post}:{token}"),
        None => token.to_owned(),
    }
}

/// What a post made by the form with this token, within the hour.
pub(crate) fn made_by(
    writing: &Writing<'_>,
    desk: &Desk,
    token: &str,
) -> Result<Option<Receipt>, OfficeError> {
    earlier_click(writing, desk, Some(&once_of(desk, token)))
}

fn earlier_click(
    writing: &Writing<'_>,
    desk: &Desk,
    once: Option<&str>,
) -> Result<Option<Receipt>, OfficeError> {
    let Some(token) = once else { return Ok(None) };
    let since = desk.moment.millis() - AGAIN;
    let Some(petition) = tables::misc::made_once(writing.connection, token, since)? else {
        return Ok(None);
    };
    let Some((number, matter)) = tables::misc::petition(writing.connection, petition)? else {
        return Ok(None);
    };
    Ok(Some(Receipt {
        petition,
        matter,
        number,
        code: codes::of(writing.connection, &desk.vault, petition)?,
    }))
}

/// The petition as it came, before it has a number.
fn new_petition(arriving: Arriving) -> New {
    let Arriving {
        submission,
        seal,
        known,
    } = arriving;
    let extra = submission
        .extra
        .into_iter()
        .map(|(label, value)| (label, kernel::text::visible(&value)))
        .collect();
    New {
        petition: Petition {
            id: PetitionId(0),
            number: String::new(),
            home: MatterId(0),
            channel: submission.channel,
            received: submission.received,
            time: submission.time,
            subject: submission.subject,
            body: submission.body,
            petitioners: Vec::new(),
            head_count: submission.head_count.max(1),
            relation: Relation::First,
            external: None,
            extra,
        },
        known,
        people: submission.people,
        office: submission.office,
        place: submission.place.map(|place| kernel::text::visible(&place)),
        screening: submission.screening,
        seal,
        reply: None,
    }
}
