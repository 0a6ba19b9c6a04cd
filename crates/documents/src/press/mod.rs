//! Papers as PDF: the text goes to typst as data, the layouts are typst files of ours.
//!
//! Nothing a person typed is ever read as typst markup: the layouts get it as JSON strings.

mod world;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::fonts::{FontError, Fonts, Role};
use crate::paper::Paper;
use world::Desk;

/// After so many papers what typst remembers of them is forgotten.
const FORGET_EVERY: usize = 16;

/// Why a paper could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// No face has the characters.
    #[error(transparent)]
    Font(#[from] FontError),
    /// Typst refused; a fault of a layout of ours.
    #[error("文书排版失败：{0}")]
    Typst(String),
}

impl PressError {
    fn typst(problems: &[SourceDiagnostic]) -> Self {
        let words: Vec<_> = problems.iter().map(|one| one.message.to_string()).collect();
        Self::Typst(words.join("；"))
    }
}

/// Prints papers. Fonts and library are kept, so that the second paper takes a fraction of the first.
pub struct Press {
    desk: Desk,
    faces: Value,
    /// Characters that were found in some font: a text has few that the texts before it had not.
    printable: Mutex<HashSet<char>>,
}

impl Press {
    /// A press with these fonts.
    pub fn new(fonts: Arc<Fonts>) -> Self {
        let faces = Role::ALL
            .iter()
            .map(|(key, role)| {
                let (families, bold) = fonts.families(*role);
                (
                    (*key).to_owned(),
                    json!({ "families": families, "bold": bold }),
                )
            })
            .collect();
        Self {
            desk: Desk::new(fonts),
            faces: Value::Object(faces),
            printable: Mutex::new(HashSet::new()),
        }
    }

    /// Whether a paper could be printed: every character of it is in some font. A machine without any Chinese font prints
    /// nothing and cannot tell.
    ///
    /// # Errors
    /// The characters that no font has, with the package to install.
    pub fn check(&self, paper: &Paper) -> Result<(), PressError> {
        if !self.desk.fonts().have_chinese() {
            return Ok(());
        }
        let mut known = self
            .printable
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let fresh: String = paper
            .text()
            .chars()
            .filter(|letter| !known.contains(letter))
            .collect();
        self.desk.fonts().check(&fresh)?;
        known.extend(fresh.chars());
        Ok(())
    }

    /// One paper as PDF: selectable text, a bookmark for title and headings, only the glyphs used of each face.
    ///
    /// # Errors
    /// Characters no font has, by name.
    pub fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, PressError> {
        let document = self.compile(paper)?;
        let pdf = export(&document, true);
        typst::comemo::evict(FORGET_EVERY);
        pdf
    }

    /// Many papers as one PDF, each with its own page numbers and its bookmark. `progress` hears how many are done.
    ///
    /// # Errors
    /// As for [`Press::pdf`], for the first paper that cannot be printed.
    pub fn pdf_of_many(
        &self,
        papers: &[Paper],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<u8>, PressError> {
        let mut pages = Vec::new();
        let mut info = None;
        for (done, paper) in (1..).zip(papers) {
            let document = self.compile(paper)?;
            pages.extend(document.pages().iter().cloned());
            info.get_or_insert_with(|| typst::model::Document::info(&document).clone());
            if done % FORGET_EVERY == 0 {
                typst::comemo::evict(1);
            }
            progress(done);
        }
        let document = PagedDocument::new(pages.into_iter().collect(), info.unwrap_or_default());
        // Structure tags are per document; a pile of documents has none.
        let pdf = export(&document, false);
        typst::comemo::evict(0);
        pdf
    }

    fn compile(&self, paper: &Paper) -> Result<PagedDocument, PressError> {
        self.desk.fonts().check(&paper.text())?;
        let qr = paper
            .verification
            .as_ref()
            .filter(|verification| !verification.url.is_empty())
            .and_then(|verification| modules(&verification.url));
        let data = json!({
            "paper": paper,
            "attachments": paper.attachment_lines(),
            "qr": qr,
            "faces": self.faces,
        });
        let world = self.desk.with(data.to_string());
        typst::compile::<PagedDocument>(&world)
            .output
            .map_err(|problems| PressError::typst(&problems))
    }
}

fn export(document: &PagedDocument, tagged: bool) -> Result<Vec<u8>, PressError> {
    let options = PdfOptions {
        creator: Smart::Custom(Some("回音 Huiyin".to_owned())),
        tagged,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|problems| PressError::typst(&problems))
}

/// The dark squares of a QR code, row by row.
fn modules(text: &str) -> Option<Vec<Vec<bool>>> {
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).ok()?;
    let colors = code.to_colors();
    Some(
        colors
            .chunks(code.width())
            .map(|row| {
                row.iter()
                    .map(|color| *color == qrcode::Color::Dark)
                    .collect()
            })
            .collect(),
    )
}
