//! Whoever brings number and query code of a petition: the proof is checked once for a request, and everything else a petitioner sees and
//! does is asked through it.

use std::fs::File;

use jiff::civil::Date;
use kernel::access::Actor;
use kernel::{DocumentId, MatterId, PetitionId, Refusal};
use matter::{Action, Attachment, Choice, Command, Event, Matter, RatedFrom, Score};
use store::ledger::{self, Entry};
use store::{files, tables};

use crate::change::Change;
use crate::documents::printing::Form;
use crate::guard::Secret;
use crate::tracking::{self, ASKING, Added, Track, entry_date};
use crate::{Moment, Office, OfficeError, set_apart};

/// A petition whose number and query code were found to belong together. Only [`Office::petitioner`] makes one, and it holds for the
/// request that brought them.
#[derive(Clone, Copy, Debug)]
pub struct Proven {
    petition: PetitionId,
    matter: MatterId,
    home: MatterId,
}

/// Whoever brought number and query code of a petition. The proof is checked once for a request, whatever is done in it.
#[derive(Clone, Copy)]
pub struct Petitioner<'o> {
    office: &'o Office,
    proven: Proven,
    moment: Moment,
}

impl Office {
    /// Checks number and query code. `place` is where the request comes from: wrong codes slow it down.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for an unknown number or a wrong code, alike; [`OfficeError::SlowDown`] after several.
    pub fn petitioner(
        &self,
        number: &str,
        code: &str,
        place: &str,
        moment: Moment,
    ) -> Result<Petitioner<'_>, OfficeError> {
        let proven = self.prove(number, code, place, moment)?;
        Ok(self.still_petitioner(proven, moment))
    }

    /// The same petitioner, later in the same request.
    pub fn still_petitioner(&self, proven: Proven, moment: Moment) -> Petitioner<'_> {
        Petitioner {
            office: self,
            proven,
            moment,
        }
    }

    /// Checks number and code; the answer for an unknown number and for a wrong code is the same.
    fn prove(
        &self,
        number: &str,
        code: &str,
        place: &str,
        moment: Moment,
    ) -> Result<Proven, OfficeError> {
        let number = clean_number(number);
        let tried = self.guard.book(Secret::QueryCode, &number, place, moment)?;
        let found = {
            let reader = self.store.reader()?;
            self.org_now(&reader)?;
            match tables::misc::by_number(&reader, &number)? {
                Some(found) if self.is_query_code(&reader, found.0, code)? => Some(found),
                _ => None,
            }
        };
        let (petition, matter, home) = found.ok_or(OfficeError::NotFound)?;
        tried.right();
        Ok(Proven {
            petition,
            matter,
            home,
        })
    }

    fn matter_now(&self, id: MatterId) -> Result<Matter, OfficeError> {
        let found = ledger::load(&*self.store.reader()?, id)?;
        Ok(found.ok_or(OfficeError::NotFound)?.0)
    }

    /// A remark beside a rating is read by the unit that is rated, so an accusation has no place in it.
    fn refuse_accusing(&self, id: MatterId, text: &str) -> Result<(), OfficeError> {
        let matter = self.matter_now(id)?;
        if self
            .seal_of_words(&matter, &[matter.owner], text)?
            .is_none()
        {
            return Ok(());
        }
        Err(Refusal::input(
            "评价的话办理单位看得到，您写的像是检举控告：请删去这部分，另行在“提交信访事项”中提出，被检举控告的单位和人员就看不到",
            "the unit you rate reads this, and it reads like an accusation: please leave that out and submit it as a petition of its own, where the accused cannot see it",
        )
        .into())
    }

    fn as_petitioner(
        &self,
        id: MatterId,
        commands: Vec<Command>,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let asking = self.asking(moment, Actor::Petitioner);
        self.store.writer().write(move |writing| {
            let desk = asking.desk(writing)?;
            let (matter, history) =
                ledger::load(writing.connection, id)?.ok_or(OfficeError::NotFound)?;
            let mut change = Change::of(matter);
            for command in commands {
                if !added_today(&command, change.now(), &history, moment.today()) {
                    change.decide(&desk, command)?;
                }
            }
            change.write(writing, &desk)?;
            Ok(())
        })
    }
}

impl Petitioner<'_> {
    /// The proof, for what is done later in the same request.
    pub fn proven(&self) -> Proven {
        self.proven
    }

    /// The petition's way so far.
    ///
    /// # Errors
    /// The storage's.
    pub fn track(&self) -> Result<Track, OfficeError> {
        let Self {
            office: desk,
            proven,
            moment,
        } = *self;
        let Proven {
            petition,
            matter,
            home,
        } = proven;
        let reader = desk.store.reader()?;
        let (home_matter, home_history) =
            ledger::load(&reader, home)?.ok_or(OfficeError::NotFound)?;
        let (matter, history) = ledger::load(&reader, matter)?.ok_or(OfficeError::NotFound)?;
        drop(reader);
        let own = home_matter
            .petitions
            .iter()
            .find(|kept| kept.id == petition)
            .cloned()
            .ok_or(OfficeError::NotFound)?;
        let joined = matter.id != home;
        let mut looks = tracking::looks_at(&own, &home_history);
        if joined {
            looks.extend(tracking::looks_at(&own, &history));
        }
        let mut opened = tracking::opened(&home_history);
        if joined {
            opened.extend(tracking::opened(&history));
        }
        let org = desk.org();
        let ctx = desk
            .law
            .context(&matter.rulebook, moment, &Actor::Petitioner, &org);
        let may_rate = matter::may(Action::Rate, &matter, &ctx);
        let may_supplement = matter::may(Action::Supplement, &matter, &ctx);
        let choices = ASKING
            .into_iter()
            .map(|action| Choice {
                action,
                verdict: matter::may(action, &matter, &ctx),
            })
            .collect();
        Ok(Track {
            choices,
            names: desk.own_names(&own, &matter)?,
            petition: own,
            clocks: desk.clock_stories(&matter, moment.today()),
            attachments: tracking::own_files(&home_history),
            joined,
            looks,
            opened,
            matter,
            history,
            may_rate,
            may_supplement,
            org,
        })
    }

    /// A document that was served on the petitioner, as PDF: the issued text with its number and check code. No entry is made:
    /// nothing is kept of what petitioners read.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for a document that was not served here; the storage's.
    pub fn document(&self, document: DocumentId) -> Result<(String, Vec<u8>), OfficeError> {
        let track = self.track()?;
        let document = track
            .documents()
            .find(|known| known.id == document)
            .ok_or(OfficeError::NotFound)?;
        let paper = self.office.paper(document)?.reveal(&track.names);
        let content = self.office.make(&paper, Form::Pdf)?;
        let name = format!("{} {}.pdf", document.content.number, document.content.title);
        Ok((name, content))
    }

    /// The petitioner rates: the office, the unit, with a remark and where from.
    ///
    /// # Errors
    /// The domain's refusal before an answer is served or after a first rating, and of a remark that accuses somebody.
    pub fn rate(
        &self,
        office: Option<Score>,
        unit: Option<Score>,
        (comment, from): (String, RatedFrom),
    ) -> Result<(), OfficeError> {
        let id = self.proven.matter;
        self.office.refuse_accusing(id, &comment)?;
        let command = Command::Rate {
            office,
            unit,
            comment,
            from,
        };
        self.office.as_petitioner(id, vec![command], self.moment)
    }

    /// The petitioner adds words and files. They go to the matter the petition belongs to now.
    ///
    /// # Errors
    /// The domain's refusal once the matter is answered; the storage's.
    pub fn supplement(&self, text: String, files: Vec<Attachment>) -> Result<Added, OfficeError> {
        let (desk, id) = (self.office, self.proven.matter);
        let now = desk.matter_now(id)?;
        let mut petitions = now.petitions.iter();
        let own = petitions.find(|kept| kept.id == self.proven.petition);
        if let Some(receipt) = desk.set_supplement_apart(&now, own, &text, &files, self.moment)? {
            return Ok(Added::Apart(receipt));
        }
        let mut commands = vec![Command::Supplement(text)];
        commands.extend(files.into_iter().map(Command::Attach));
        desk.as_petitioner(id, commands, self.moment)?;
        Ok(Added::Here)
    }

    /// The petitioner asks for something: one of [`ASKING`].
    ///
    /// What is asked for is lodged at once; words that read like an accusation stand in a petition of their own meanwhile.
    ///
    /// # Errors
    /// The domain's refusal; the storage's.
    pub fn ask(&self, command: Command) -> Result<Added, OfficeError> {
        let (desk, moment) = (self.office, self.moment);
        let Proven {
            petition,
            matter: id,
            ..
        } = self.proven;
        let (command, apart) = if set_apart::has_words(&command) {
            let matter = desk.matter_now(id)?;
            let own = matter.petitions.iter().find(|kept| kept.id == petition);
            desk.take_words_out(&matter, own, command, (&Actor::Petitioner, moment))?
        } else {
            (command, None)
        };
        let asking = desk.asking(moment, Actor::Petitioner);
        desk.store.writer().write(move |writing| {
            let desk = asking.desk(writing)?;
            let (matter, _) = ledger::load(writing.connection, id)?.ok_or(OfficeError::NotFound)?;
            let mut change = Change::of(matter);
            change.decide(&desk, command)?;
            let apart = set_apart::decide(writing, &desk, apart)?;
            change.write(writing, &desk)?;
            apart.write(writing, &desk)
        })
    }

    /// A file of the petition, opened to be read piece by piece, since many may ask at once: only what came from petitioners.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for any other file; the storage's.
    pub fn file(&self, hash: &str) -> Result<(Attachment, File), OfficeError> {
        let track = self.track()?;
        let mut own = track.attachments.into_iter();
        let attachment = own.find(|attachment| attachment.hash == hash);
        let attachment = attachment.ok_or(OfficeError::NotFound)?;
        let file = files::open(self.office.store.dir(), hash)?;
        Ok((attachment, file))
    }
}

/// Whether a second click or a reloaded page sends again what was added today.
fn added_today(
    command: &Command,
    matter: &Matter,
    history: &[(Entry, Event)],
    today: Date,
) -> bool {
    match command {
        Command::Supplement(words) => history.iter().any(|(entry, event)| {
            matches!(event, Event::Supplemented { text } if text == words.trim())
                && entry_date(entry) == today
        }),
        Command::Attach(file) => matter.attachments.iter().any(|kept| kept.hash == file.hash),
        _ => false,
    }
}

/// A number as people type it: spaces, full-width digits and a missing dash are forgiven.
fn clean_number(text: &str) -> String {
    let digits: String = text
        .chars()
        .filter_map(|letter| match letter {
            '0'..='9' => Some(letter),
            '０'..='９' => char::from_u32(letter as u32 - '０' as u32 + '0' as u32),
            _ => None,
        })
        .collect();
    match digits.split_at_checked(8) {
        Some((day, serial)) if !serial.is_empty() => format!("{day}-{serial}"),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_be_typed_with_spaces_without_dash_or_in_full_width() {
        assert_eq!(clean_number(" 20260310 00012 "), "20260310-00012");
        assert_eq!(clean_number("2026031000012"), "20260310-00012");
        assert_eq!(
            clean_number("２０２６０３１０－０００１２"),
            "20260310-00012"
        );
        assert_eq!(clean_number("123"), "123");
    }
}
