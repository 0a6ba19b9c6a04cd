//! Issuing and cancelling. The number is given inside the writing transaction: two at once never share or skip one.

use kernel::access::Viewer;
use kernel::org::Org;
use kernel::{DocumentId, MatterId, Refusal};
use matter::document::code::CARRIERS;
use matter::sight;
use matter::{Command, DocumentCommand, Event, Matter, NewDocument};
use store::ledger::{self, Entry};
use store::projection;

use super::prefill::{Source, answer_for, as_signed, carries_answer, chinese};
use std::sync::Arc;

use super::{About, Documents, FillError, Paper, Template, Values, told};
use crate::act::OpenFile;
use crate::vault::random_letters;
use crate::{Basis, Law, Moment, Office, OfficeError};

/// How many letters a check code has.
const CHECK_LENGTH: usize = 10;

/// A document about to be issued.
#[derive(Clone)]
struct Draft {
    template: Template,
    values: Values,
    organ: String,
    series: String,
    pages: String,
}

/// A matter whose answer was signed, as its document is made of it.
struct Signed<'a> {
    matter: &'a Matter,
    history: &'a [(Entry, Event)],
    org: &'a Arc<Org>,
}

fn code_of(draft: &Draft) -> &str {
    &draft.template.code
}

impl Draft {
    /// What was signed, in the name of the organ that gave it; nothing that was typed replaces a word of it.
    fn as_signed(&mut self, file: &Signed<'_>, law: &Law, documents: &Documents) {
        let book = law.rulebook(&file.matter.rulebook);
        let code = &self.template.code;
        let known =
            Source::of(code, file.matter, file.org, file.history, book).values(&self.template);
        if let Some(answer) = answer_for(code, file.matter) {
            self.organ = file.org.unit_name(answer.unit);
            self.series = documents
                .settings()
                .series(&self.organ, &self.template.series);
        }
        self.values = as_signed(&self.template, known, &self.values);
    }

    fn fill(&self, number: String, moment: Moment) -> Result<Paper, OfficeError> {
        let frame = documents::Frame {
            organ: self.organ.clone(),
            date: chinese(moment.today()),
            number,
        };
        Ok(self.template.fill(&frame, &self.values).map_err(refusal)?)
    }
}

/// What the form must say about a document that cannot be made.
fn refusal(error: FillError) -> Refusal {
    let en = match &error {
        FillError::Missing { missing, .. } => {
            format!("{} mandatory field(s) are empty", missing.len())
        }
        FillError::Choice { label, .. } => format!("choose one of the options of {label}"),
        FillError::Copies => "the number of copies must be between 1 and 999".to_owned(),
    };
    let zh = error.to_string();
    match error {
        FillError::Missing { article, .. } => Refusal::missing(zh, en).under(article),
        _ => Refusal::input(zh, en),
    }
}

impl Office {
    fn draft_document(
        &self,
        viewer: &Viewer,
        code: &str,
        values: Values,
    ) -> Result<Draft, OfficeError> {
        let desk = self.documents();
        let template = desk.templates().get(code).ok_or(OfficeError::NotFound)?;
        if template.about == About::Office {
            return Err(Refusal::input(
                format!(
                    "《{}》不是关于某一件信访事项的文书，不能在信访事项的卷宗里制作",
                    template.name
                ),
                "this document is not about one matter, so it is not made in a matter's file",
            )
            .into());
        }
        let organ = self.org().unit_name(viewer.unit);
        Ok(Draft {
            series: desk.settings().series(&organ, &template.series),
            pages: desk.settings().address.clone(),
            template: template.clone(),
            values,
            organ,
        })
    }

    /// The document as it would be, without a number.
    ///
    /// # Errors
    /// What is missing or cannot be used.
    pub fn preview_document(
        &self,
        viewer: &Viewer,
        id: MatterId,
        (code, values): (&str, Values),
        moment: Moment,
    ) -> Result<Paper, OfficeError> {
        let mut draft = self.draft_document(viewer, code, values)?;
        let (matter, history) =
            ledger::load(&*self.store.reader()?, id)?.ok_or(OfficeError::NotFound)?;
        let org = self.org();
        if !sight::can_see(viewer, &matter, &org) {
            return Err(OfficeError::NotFound);
        }
        if carries_answer(&draft.template) {
            let file = Signed {
                matter: &matter,
                history: &history,
                org: &org,
            };
            draft.as_signed(&file, &self.law, &self.documents);
        }
        draft.fill(String::new(), moment)
    }

    /// Issues a document in a matter: it gets its number, and its text stays as it is from now on.
    ///
    /// # Errors
    /// What is missing, as a refusal; [`OfficeError::Stale`] and [`OfficeError::NotFound`] as for [`Office::act`].
    pub fn issue_document(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        (code, values): (&str, Values),
        moment: Moment,
    ) -> Result<DocumentId, OfficeError> {
        let mut draft = self.draft_document(viewer, code, values)?;
        let documents = Arc::clone(&self.documents);
        let law = Arc::clone(&self.law);
        let Basis { version, once } = based_on.into();
        self.once_with_matter(viewer, id, once, moment, move |mut file| {
            file.unchanged_since(version)?;
            if carries_answer(&draft.template) {
                let signed = Signed {
                    matter: &file.matter,
                    history: &file.history,
                    org: &file.desk.org,
                };
                draft.as_signed(&signed, &law, &documents);
            }
            // Whatever can be wrong with the text is found before it takes a number.
            let text = draft.fill(String::new(), moment)?;
            if let Some(answer) = answer_for(code_of(&draft), &file.matter) {
                told::in_full(answer, &text)?;
            }
            documents
                .press()
                .check(&text)
                .map_err(|error| OfficeError::Input(error.to_string()))?;
            let new = number_and_fill(&file, &draft, moment)?;
            let issue = Command::Document(DocumentCommand::Issue(Box::new(new)));
            let events = file.desk.decide(&file.matter, issue)?;
            file.desk.append(file.writing, &mut file.matter, &events)?;
            let last = file.matter.documents.last();
            last.map(|document| document.id)
                .ok_or(OfficeError::NotFound)
        })
    }

    /// Issues the document that carries the next signed answer of a matter, as it was signed. Nothing where none waits.
    ///
    /// # Errors
    /// As for [`Office::issue_document`]: also where its document asks for something that the file does not know.
    pub fn issue_next_answer(
        &self,
        viewer: &Viewer,
        id: MatterId,
        moment: Moment,
    ) -> Result<Option<DocumentId>, OfficeError> {
        let (matter, _) = ledger::load(&*self.store.reader()?, id)?.ok_or(OfficeError::NotFound)?;
        let code = CARRIERS
            .iter()
            .filter_map(|code| Some((matter.to_issue(code)?.id, *code)))
            .min();
        let Some((_, code)) = code else {
            return Ok(None);
        };
        let values = Values::new();
        self.issue_document(viewer, id, matter.version, (code, values), moment)
            .map(Some)
    }

    /// Cancels a document; its number stays taken.
    ///
    /// # Errors
    /// As for [`Office::act`].
    pub fn void_document(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        (document, reason): (DocumentId, String),
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let void = DocumentCommand::Void { document, reason };
        self.act(viewer, id, based_on, Command::Document(void), moment)
    }
}

/// Inside the transaction: the next number, and the text that bears it.
fn number_and_fill(
    file: &OpenFile<'_>,
    draft: &Draft,
    moment: Moment,
) -> Result<NewDocument, OfficeError> {
    let year = moment.today().year();
    let number = projection::documents::next_number(file.writing, &draft.series, year)?;
    let paper = draft.fill(number.to_string(), moment)?;
    let check = random_letters::<CHECK_LENGTH>();
    let paper = paper.on_record(&draft.pages, check.clone());
    let answer = answer_for(&draft.template.code, &file.matter)
        .filter(|_| carries_answer(&draft.template))
        .map(|answer| answer.id);
    Ok(NewDocument {
        code: paper.code.clone(),
        title: paper.title.clone(),
        number,
        answer,
        for_petitioner: paper.to.contains(documents::paper::NAME),
        copies: paper.copies,
        hash: paper.hash(),
        check,
        paper: serde_json::to_string(&paper)
            .map_err(|error| OfficeError::Input(format!("文书无法保存：{error}")))?,
    })
}
