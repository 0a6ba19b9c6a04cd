//! Documents issued in a matter: number, content, service, cancelling.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::answer::{Service, ServiceMethod};
use crate::model::parts::Attachment;

use kernel::{AnswerId, DocumentId, UnitId};

/// A document number: 代字, year in hexagonal brackets, serial without leading zeros (GB/T 9704-2012).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentNumber {
    /// The 代字: the organ's own and that of the kind of document.
    pub series: String,
    /// The year.
    pub year: i16,
    /// The serial in series and year, from 1, without gaps.
    pub serial: u32,
}

impl std::fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}〔{}〕{}号", self.series, self.year, self.serial)
    }
}

/// What is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDocument {
    /// The template's code, such as `D03`.
    pub code: String,
    /// The title.
    pub title: String,
    /// The number.
    pub number: DocumentNumber,
    /// The answer it carries, where it carries one.
    #[serde(default)]
    pub answer: Option<AnswerId>,
    /// Whether it is for the petitioner, so that its service must be proved.
    pub for_petitioner: bool,
    /// How many copies are made.
    pub copies: u16,
    /// SHA-256 over its text, in hexadecimal.
    pub hash: String,
    /// The code by which anybody can check that it is on record.
    pub check: String,
    /// The text as signed, in the form the printer keeps; it carries marks where names belong, never a name.
    pub paper: String,
}

/// An issued document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its number inside the matter.
    pub id: DocumentId,
    /// The organ that issued it.
    pub unit: UnitId,
    /// The day of issue.
    pub on: Date,
    /// What was issued.
    #[serde(flatten)]
    pub content: NewDocument,
    /// Proof that it reached whom it is for.
    #[serde(default)]
    pub service: Option<Service>,
    /// Tries that failed.
    #[serde(default)]
    pub tries: Vec<FailedTry>,
    /// That it was cancelled; the number stays taken.
    #[serde(default)]
    pub voided: Option<Voided>,
    /// The signed and sealed copy, by the hash of its content.
    #[serde(default)]
    pub signed: Option<String>,
}

/// A try to serve that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedTry {
    /// How it was tried.
    pub method: ServiceMethod,
    /// The day.
    pub on: Date,
    /// Why it failed.
    pub reason: String,
}

/// A cancellation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    /// The day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// What can be asked for about documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentCommand {
    /// Issue one.
    Issue(Box<NewDocument>),
    /// Cancel one.
    Void {
        /// Which.
        document: DocumentId,
        /// Why.
        reason: String,
    },
    /// Record that one reached whom it is for.
    Serve {
        /// Which.
        document: DocumentId,
        /// How.
        method: ServiceMethod,
        /// The day of receipt.
        on: Date,
        /// Item number, signature or other proof.
        proof: String,
    },
    /// Record a try that failed.
    Fail {
        /// Which.
        document: DocumentId,
        /// How it was tried.
        method: ServiceMethod,
        /// The day.
        on: Date,
        /// Why it failed.
        reason: String,
    },
    /// Keep the signed and sealed copy.
    KeepSigned {
        /// Which.
        document: DocumentId,
        /// The file.
        attachment: Attachment,
    },
}

/// What can have happened to documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentEvent {
    /// One was issued.
    Issued {
        /// The document.
        document: Box<Document>,
    },
    /// One was cancelled; its number stays taken.
    Voided {
        /// Which.
        document: DocumentId,
        /// When and why.
        voided: Voided,
    },
    /// One reached whom it is for.
    Served {
        /// Which.
        document: DocumentId,
        /// The proof.
        service: Service,
    },
    /// A try to serve one failed.
    ServiceFailed {
        /// Which.
        document: DocumentId,
        /// The try.
        failed: FailedTry,
    },
    /// Its signed and sealed copy was kept.
    SignedKept {
        /// Which.
        document: DocumentId,
        /// The file.
        attachment: Attachment,
    },
}
