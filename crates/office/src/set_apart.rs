//! What a petitioner says in a matter that exists and that reads like an accusation: it is registered as a petition of its own, which
//! waits to be screened, because whoever works on the matter would read it and may be whom it accuses.
//!
//! A request with a period of its own (review, its completion, new facts) is lodged all the same and at once, by whoever enters it: the
//! petitioner loses no day. Only its words are elsewhere, and what stands in their place ([`ELSEWHERE`]) says no more than that, as with
//! any petitioner who hands in papers. Once a clerk found that they accuse nobody they go on to the unit that decides on the request.
//!
//! Asking for recusal is let through. An interest in the matter is what such a request is about, so nearly every one would be held; the
//! leader who decides must read it; and the person concerned is heard on it.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use jiff::civil::Date;
use kernel::UnitId;
use kernel::access::Actor;
use matter::petition::{Channel, Petition};
use matter::review::{ReviewCommand, body};
use matter::sight::bars;
use matter::{Action, Attachment, Command, Matter, Seal};
use sha2::{Digest, Sha256};
use store::Writing;

use crate::accusation::Names;
use crate::desk::Desk;
use crate::intake::{Arriving, Receipt, Submission, TakenIn, take_in};
use crate::{Moment, Office, OfficeError};

/// What stands in the matter instead of words that were set apart.
pub const ELSEWHERE: &str = "见信访人另行提交的材料";

/// What became of something a petitioner said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It stands in the matter.
    Here,
    /// It reads like an accusation, so its words became a petition of their own that the unit in charge does not see; with its number
    /// and code.
    Apart(Receipt),
}

/// A petitioner's words in a request, and where they would be read.
struct Words<'c> {
    text: &'c mut String,
    /// What is asked for.
    what: &'static str,
    /// The units that would read them, the one they may accuse first.
    readers: Vec<UnitId>,
    /// The unit that decides on the request.
    decider: UnitId,
    /// The day they were received.
    on: Date,
}

/// Whether a command carries a petitioner's words that are read before they are entered.
pub(crate) fn has_words(command: &Command) -> bool {
    matches!(
        command,
        Command::Review(
            ReviewCommand::Request { .. }
                | ReviewCommand::Supplement { .. }
                | ReviewCommand::NewFacts { .. }
        )
    )
}

/// What was set apart of a request, decided and not written.
pub(crate) struct Apart(Option<TakenIn>);

impl Apart {
    /// Writes it, in the transaction of the request it belongs to.
    pub fn write(self, writing: &Writing<'_>, desk: &Desk) -> Result<Added, OfficeError> {
        Ok(match self.0 {
            Some(taken) => Added::Apart(taken.write(writing, desk)?),
            None => Added::Here,
        })
    }
}

/// Decides the registration of what was set apart.
pub(crate) fn decide(
    writing: &Writing<'_>,
    desk: &Desk,
    apart: Option<Arriving>,
) -> Result<Apart, OfficeError> {
    let taken = apart.map(|arriving| TakenIn::decide(writing, desk, arriving));
    Ok(Apart(taken.transpose()?))
}

impl Office {
    /// Takes a petitioner's words out of a request where they read like an accusation: the request to be lodged, and the petition they
    /// become. `own` is the petition of the one who speaks, where that is known.
    ///
    /// # Errors
    /// The storage's, or when the words for accusations cannot be read.
    pub(crate) fn take_words_out(
        &self,
        matter: &Matter,
        own: Option<&Petition>,
        mut command: Command,
        (actor, moment): (&Actor, Moment),
    ) -> Result<(Command, Option<Arriving>), OfficeError> {
        let Some(words) = self.words_of(&mut command, matter, moment) else {
            return Ok((command, None));
        };
        let Some(seal) = self.seal_of_words(matter, &words.readers, words.text)? else {
            return Ok((command, None));
        };
        // What staff enter was handed in on paper.
        let channel = match actor {
            Actor::Staff(_) => Channel::Letter,
            Actor::Petitioner | Actor::System => Channel::Online,
        };
        let number = own.map_or(matter.number(), |own| &own.number);
        let submission = Submission {
            channel,
            received: words.on,
            office: words.decider,
            subject: format!("对信访件 {number} 的{}", words.what),
            body: std::mem::replace(words.text, ELSEWHERE.to_owned()),
            ..blank(matter, own, moment)
        };
        let known = own.map(|own| own.petitioners.clone()).unwrap_or_default();
        let apart = Arriving {
            submission,
            seal,
            known,
        };
        Ok((command, Some(apart)))
    }

    /// Registers what a petitioner added as a petition of its own where it reads like an accusation. Nothing of it stands in the matter:
    /// no period waits for it there.
    ///
    /// # Errors
    /// The domain's refusal where nothing may be added; the storage's.
    pub(crate) fn set_supplement_apart(
        &self,
        matter: &Matter,
        own: Option<&Petition>,
        text: &str,
        files: &[Attachment],
        moment: Moment,
    ) -> Result<Option<Receipt>, OfficeError> {
        let Some(seal) = self.seal_of_words(matter, &[matter.owner], text)? else {
            return Ok(None);
        };
        let actor = Actor::Petitioner;
        let org = self.org();
        let ctx = self.law.context(&matter.rulebook, moment, &actor, &org);
        matter::may(Action::Supplement, matter, &ctx)?;
        let own = own.ok_or(OfficeError::NotFound)?;
        let submission = Submission {
            subject: format!("对信访件 {} 的补充", own.number),
            body: text.to_owned(),
            attachments: files.to_vec(),
            once: Some(once_of(own, text, moment.today())),
            ..blank(matter, Some(own), moment)
        };
        let arriving = Arriving {
            submission,
            seal,
            known: own.petitioners.clone(),
        };
        let asking = self.asking(moment, actor);
        let made = self
            .store
            .writer()
            .write(move |writing| take_in(writing, &asking.desk(writing)?, arriving))?;
        Ok(Some(made))
    }

    /// What must be sealed of a petitioner's further words in a matter. None where they do not read like an accusation, or where the
    /// matter is sealed already and none of its readers is among those they speak of.
    ///
    /// # Errors
    /// When the words for accusations cannot be read.
    pub(crate) fn seal_of_words(
        &self,
        matter: &Matter,
        readers: &[UnitId],
        text: &str,
    ) -> Result<Option<Seal>, OfficeError> {
        let org = self.org();
        let first = readers.first().copied().unwrap_or(matter.owner);
        let seal = self.seal_of(("", text), first, &org, &Names::of(&org))?;
        let Seal::Suspected(suspicion) = &seal else {
            return Ok(None);
        };
        let spoken_of = |unit: &UnitId| {
            bars(&suspicion.accused, *unit, &org)
                || org.posts().iter().any(|post| {
                    post.unit == *unit && suspicion.accused.persons.contains(&post.person)
                })
        };
        let of_reader = readers.iter().any(spoken_of);
        Ok(Some(seal).filter(|_| of_reader || !matter.is_sealed()))
    }

    /// The words of a request that others than the one who enters it will read.
    fn words_of<'c>(
        &self,
        command: &'c mut Command,
        matter: &Matter,
        moment: Moment,
    ) -> Option<Words<'c>> {
        let Command::Review(command) = command else {
            return None;
        };
        let today = moment.today();
        match command {
            ReviewCommand::Request {
                answer,
                reasons,
                on,
                ..
            } => {
                let respondent = matter.answer(*answer).map_or(matter.owner, |one| one.unit);
                let rulebook = self.law.rulebook(&matter.rulebook);
                let above = body::find(matter, respondent, &self.org(), rulebook);
                let decider = above.map_or(matter.owner, |(_, desk)| desk);
                Some(Words {
                    text: reasons,
                    what: "复查、复核申请",
                    readers: vec![respondent, decider, matter.owner],
                    decider,
                    on: *on,
                })
            }
            ReviewCommand::Supplement { review, text } => {
                let review = matter.reviews.iter().find(|one| one.id == *review)?;
                Some(Words {
                    text,
                    what: "复查、复核申请的补正",
                    readers: vec![review.respondent, review.desk],
                    decider: review.desk,
                    on: today,
                })
            }
            ReviewCommand::NewFacts { text } => Some(Words {
                text,
                what: "新的事实和理由",
                readers: vec![matter.owner],
                decider: matter.owner,
                on: today,
            }),
            ReviewCommand::AskSupplement { .. }
            | ReviewCommand::Accept { .. }
            | ReviewCommand::Refuse { .. }
            | ReviewCommand::Respond { .. }
            | ReviewCommand::Consult { .. }
            | ReviewCommand::Advise { .. }
            | ReviewCommand::Decide { .. }
            | ReviewCommand::Publish { .. }
            | ReviewCommand::Lapse => None,
        }
    }
}

/// What is the same for whatever is said in a matter.
fn blank(matter: &Matter, own: Option<&Petition>, moment: Moment) -> Submission {
    Submission {
        channel: Channel::Online,
        received: moment.today(),
        time: Some(moment.civil().time()),
        office: matter.owner,
        subject: String::new(),
        body: String::new(),
        place: matter.place.clone(),
        people: Vec::new(),
        head_count: own.map_or(1, |own| own.head_count),
        attachments: Vec::new(),
        screening: None,
        once: None,
        join: None,
        related: Vec::new(),
        extra: BTreeMap::new(),
    }
}

/// The same words sent twice on one day are one petition.
fn once_of(own: &Petition, text: &str, today: Date) -> String {
    let digest = Sha256::digest(format!("{} {today} {}", own.id, text.trim()));
    HEXLOWER.encode(&digest)
}
