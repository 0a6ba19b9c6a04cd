//! Issuing and cancelling. The number is given inside the writing transaction: two at once never share or skip one.

use domain::access::Viewer;
use domain::matter::{Command, DocumentCommand, NewDocument};
use domain::{DocumentId, MatterId, Refusal};
use store::tables;

use super::prefill::{answer_for, chinese};
use super::{FillError, Paper, Template, Values};
use crate::act::OpenFile;
use crate::vault::random_letters;
use crate::{Moment, Office, OfficeError};

/// How many letters a check code has.
const CHECK_LENGTH: usize = 10;

/// A document about to be issued.
struct Draft {
    template: Template,
    values: Values,
    organ: String,
    series: String,
    pages: String,
}

impl Draft {
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
        code: &str,
        values: Values,
        moment: Moment,
    ) -> Result<Paper, OfficeError> {
        self.draft_document(viewer, code, values)?
            .fill(String::new(), moment)
    }

    /// Issues a document in a matter: it gets its number, and its text stays as it is from now on.
    ///
    /// # Errors
    /// What is missing, as a refusal; [`OfficeError::Stale`] and [`OfficeError::NotFound`] as for [`Office::act`].
    pub fn issue_document(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: u32,
        (code, values): (&str, Values),
        moment: Moment,
    ) -> Result<DocumentId, OfficeError> {
        let draft = self.draft_document(viewer, code, values)?;
        self.with_matter(viewer, id, moment, move |mut file| {
            file.unchanged_since(based_on)?;
            let new = number_and_fill(&file, &draft, moment)?;
            let issue = Command::Document(DocumentCommand::Issue(Box::new(new)));
            let events = file.desk.decide(&file.matter, issue)?;
            file.desk.append(file.writing, &mut file.matter, &events)?;
            let last = file.matter.documents.last();
            last.map(|document| document.id)
                .ok_or(OfficeError::NotFound)
        })
    }

    /// Cancels a document; its number stays taken.
    ///
    /// # Errors
    /// As for [`Office::act`].
    pub fn void_document(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: u32,
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
    let number = tables::documents::next_number(file.writing, &draft.series, year)?;
    let paper = draft.fill(number.to_string(), moment)?;
    let check = random_letters::<CHECK_LENGTH>();
    let paper = paper.on_record(&draft.pages, check.clone());
    let answer = answer_for(&draft.template.code, &file.matter).map(|answer| answer.id);
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
