//! One document as PDF or DOCX, and a day's documents in one file.
//!
//! Names are put in for those who may see them, and each print is an entry before anything leaves. In a sealed matter names
//! need the consent that every look at its identities needs; without it the document says 信访人.

use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::{DocumentId, MatterId};
use matter::{Command, Document, Event, Matter};
use store::{ledger, projection, tables};

use super::Paper;
use crate::act::{SAME_EXPORT, all_people};
use crate::{Moment, Office, OfficeError, in_sight};

/// As what a document leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For paper and for keeping.
    Pdf,
    /// For editing further.
    Docx,
}

impl Form {
    /// The file's ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// The media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// A day's documents in one file.
#[derive(Debug)]
pub struct Pile {
    /// The PDF; empty when there is nothing to print.
    pub pdf: Vec<u8>,
    /// How many documents are in it.
    pub printed: usize,
    /// How many of sealed matters are not: they are printed one by one.
    pub sealed: usize,
}

/// A print to be entered before it happens.
#[derive(Clone)]
struct Print {
    matter: MatterId,
    purpose: String,
    names: bool,
}

impl Office {
    /// The text of a document as it stands on record, with marks where names belong.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn paper(&self, document: &Document) -> Result<Paper, OfficeError> {
        serde_json::from_str(&document.content.paper)
            .map_err(|error| OfficeError::Input(format!("文书记录无法读取：{error}")))
    }

    /// One document of a matter in sight.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when out of sight; the domain's refusal when `names` are asked for and may not be seen;
    /// characters that no font has.
    pub fn print_document(
        &self,
        viewer: &Viewer,
        (matter, document): (MatterId, DocumentId),
        form: Form,
        names: bool,
        moment: Moment,
    ) -> Result<(String, Vec<u8>), OfficeError> {
        let matter = self.seen(viewer, matter)?;
        let document = matter.document(document).ok_or(OfficeError::NotFound)?;
        let paper = self.paper(document)?;
        let names = names && paper.has_marks();
        let print = Print {
            matter: matter.id,
            purpose: format!("文书 {}", document.content.number),
            names,
        };
        self.enter_prints(Actor::Staff(viewer.clone()), vec![print], moment)?;
        let shown = paper.reveal(&self.names(&matter, names)?);
        let content = self.make(&shown, form)?;
        let name = format!(
            "{} {}.{}",
            document.content.number,
            document.content.title,
            form.ending()
        );
        Ok((name, content))
    }

    /// A paper as it is, without names or entry: for previews and drafts.
    ///
    /// # Errors
    /// Characters that no font has.
    pub fn make(&self, paper: &Paper, form: Form) -> Result<Vec<u8>, OfficeError> {
        match form {
            Form::Pdf => self
                .documents()
                .press()
                .pdf(paper)
                .map_err(|error| OfficeError::Input(error.to_string())),
            Form::Docx => {
                documents::docx::docx(paper).map_err(|error| OfficeError::Input(error.to_string()))
            }
        }
    }

    /// How many documents of a day this viewer could print, and how many of them are of sealed matters.
    ///
    /// # Errors
    /// The storage's.
    pub fn day_size(&self, viewer: &Viewer, day: Date) -> Result<(usize, usize), OfficeError> {
        let issued = projection::documents::of_day(&*self.store.reader()?, Some(viewer), day)?;
        let sealed = issued.iter().filter(|one| one.sealed).count();
        Ok((issued.len() - sealed, sealed))
    }

    /// The documents issued on a day in one PDF, in order of number. Without a viewer it is the keeper of the data folder who
    /// prints. `progress` hears how many of how many are done.
    ///
    /// # Errors
    /// As for [`Office::print_document`]; nothing is printed when one document cannot be.
    pub fn print_day(
        &self,
        viewer: Option<&Viewer>,
        day: Date,
        moment: Moment,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Pile, OfficeError> {
        let issued = projection::documents::of_day(&*self.store.reader()?, viewer, day)?;
        let all = issued.len();
        let mut papers = Vec::new();
        let mut prints = Vec::new();
        for one in issued.iter().filter(|one| !one.sealed) {
            let matter = match viewer {
                Some(viewer) => self.seen(viewer, one.matter)?,
                None => self.loaded(one.matter)?,
            };
            let document = matter.document(one.document).ok_or(OfficeError::NotFound)?;
            let paper = self.paper(document)?;
            let names = paper.has_marks();
            prints.push(Print {
                matter: matter.id,
                purpose: format!("文书 {}", document.content.number),
                names,
            });
            papers.push(paper.reveal(&self.names(&matter, names)?));
        }
        if papers.is_empty() {
            return Ok(Pile {
                pdf: Vec::new(),
                printed: 0,
                sealed: all,
            });
        }
        let actor = viewer.map_or(Actor::System, |viewer| Actor::Staff(viewer.clone()));
        self.enter_prints(actor, prints, moment)?;
        let printed = papers.len();
        let pdf = self
            .documents()
            .press()
            .pdf_of_many(&papers, &mut |done| progress(done, printed))
            .map_err(|error| OfficeError::Input(error.to_string()))?;
        Ok(Pile {
            pdf,
            printed,
            sealed: all - printed,
        })
    }

    fn loaded(&self, id: MatterId) -> Result<Matter, OfficeError> {
        let found = ledger::load(&*self.store.reader()?, id)?;
        Ok(found.ok_or(OfficeError::NotFound)?.0)
    }

    fn seen(&self, viewer: &Viewer, id: MatterId) -> Result<Matter, OfficeError> {
        let (matter, _) = in_sight::open(&*self.store.reader()?, viewer, &self.org(), id)?;
        Ok(matter)
    }

    /// Who the petitioners are, or what stands there for those who may not know.
    pub(super) fn names(
        &self,
        matter: &Matter,
        wanted: bool,
    ) -> Result<documents::Names, OfficeError> {
        let hidden = documents::Names::hidden();
        if !wanted {
            return Ok(hidden);
        }
        let reader = self.store.reader()?;
        let mut people = Vec::new();
        for petitioner in all_people(matter) {
            if let Some(sealed) = tables::people::sealed(&reader, petitioner)? {
                people.push(self.vault.unseal(petitioner, &sealed)?);
            }
        }
        let Some(first) = people.first() else {
            return Ok(hidden);
        };
        let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
        let or_blank = |text: &str| {
            if text.is_empty() {
                "（未提供）".to_owned()
            } else {
                text.to_owned()
            }
        };
        Ok(documents::Names {
            name: names.join("、"),
            phone: or_blank(&first.phone),
            address: or_blank(&first.address),
            id_number: or_blank(&first.id_number),
        })
    }

    /// Enters prints in their matters, all in one transaction. The same print again within ten minutes is the same print.
    fn enter_prints(
        &self,
        actor: Actor,
        prints: Vec<Print>,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let asking = self.asking(moment, actor);
        self.store.writer().write(move |writing| {
            let desk = asking.desk(writing)?;
            for print in prints {
                let (mut matter, history) =
                    ledger::load(writing.connection, print.matter)?.ok_or(OfficeError::NotFound)?;
                let author = desk.stamp().author;
                let lately = |wanted: &Event| {
                    history.iter().rev().any(|(entry, event)| {
                        entry.author == author
                            && moment.millis() - entry.at < SAME_EXPORT
                            && event == wanted
                    })
                };
                let petitioners = all_people(&matter);
                if print.names && !petitioners.is_empty() {
                    let reason = print.purpose.clone();
                    let shown = Event::IdentityShown {
                        petitioners: petitioners.clone(),
                        reason: reason.clone(),
                    };
                    if matter.is_sealed() || !lately(&shown) {
                        let look = Command::ShowIdentity {
                            petitioners,
                            reason,
                        };
                        let events = desk.decide(&matter, look)?;
                        desk.append(writing, &mut matter, &events)?;
                    }
                }
                let exported = Event::Exported {
                    purpose: print.purpose,
                };
                if !lately(&exported) {
                    desk.append(writing, &mut matter, &[exported])?;
                }
            }
            Ok::<(), OfficeError>(())
        })
    }
}
