//! The text of one document, as it stays on record.
//!
//! A paper never contains who the petitioner is. It carries marks such as `【信访人姓名】`, and [`Paper::reveal`] puts the
//! names in when someone who may see them prints it.

use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::marks;
pub use crate::marks::{ADDRESS, ID_NUMBER, NAME, PHONE};

/// How a page is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// The plain one-page form of notices: number, title, body, organ and date.
    Notice,
    /// A letter between organs in the layout of GB/T 9704-2012: red mark, number, red line, record block, page numbers.
    Letter,
    /// As a letter, but upward: the number stands left and the signer right.
    Report,
    /// A record or form with lines to sign; page numbers, no red head.
    Record,
}

impl Layout {
    /// Every layout, in the words of template files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("notice", Self::Notice),
        ("letter", Self::Letter),
        ("report", Self::Report),
        ("record", Self::Record),
    ];

    /// Reads the word of a template file.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find_map(|(known, layout)| (known == word).then_some(layout))
    }

    /// Whether it bears the red head of an official document.
    pub fn is_official(self) -> bool {
        matches!(self, Self::Letter | Self::Report)
    }
}

/// One piece of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading: level 1 (一、) or 2 (（一）).
    Heading(u8, String),
    /// A paragraph, indented by two characters.
    Text(String),
    /// A line that begins at the margin: an addressee, a line to sign.
    Flush(String),
    /// A table; every row has the same number of cells, the odd ones are labels.
    Table(Vec<Vec<String>>),
}

impl Block {
    /// Its words, a line each.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Heading(_, text) | Self::Text(text) | Self::Flush(text) => vec![text.clone()],
            Self::Table(rows) => rows.iter().map(|row| row.join("　")).collect(),
        }
    }

    fn map(&self, change: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Heading(level, text) => Self::Heading(*level, change(text)),
            Self::Text(text) => Self::Text(change(text)),
            Self::Flush(text) => Self::Flush(change(text)),
            Self::Table(rows) => Self::Table(
                rows.iter()
                    .map(|row| row.iter().map(|cell| change(cell)).collect())
                    .collect(),
            ),
        }
    }
}

/// Where anybody can check that a document is on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The address, as the QR code carries it; empty where the office has none.
    pub url: String,
    /// The code, for people who type.
    pub code: String,
    /// The hash on record, see [`Paper::hash`].
    pub hash: String,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The template's code, such as `D03`.
    pub code: String,
    /// How it is laid out.
    pub layout: Layout,
    /// Its title.
    pub title: String,
    /// Its number, such as `青信受〔2026〕5号`; empty on a draft.
    pub number: String,
    /// The organ that issues it.
    pub organ: String,
    /// The day, as `2026年5月9日`.
    pub date: String,
    /// To whom; empty where it goes to nobody in particular.
    #[serde(default)]
    pub to: String,
    /// The body.
    pub blocks: Vec<Block>,
    /// What is enclosed.
    #[serde(default)]
    pub attachments: Vec<String>,
    /// Who signs an upward report.
    #[serde(default)]
    pub signer: String,
    /// Who gets a copy (抄送).
    #[serde(default)]
    pub copy_to: String,
    /// How many copies are made.
    pub copies: u16,
    /// Where its record can be checked.
    #[serde(default)]
    pub verification: Option<Verification>,
}

/// What stands for the marks when a document is printed for someone who may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The petitioners' names, joined with 、.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Address.
    pub address: String,
    /// Identity number.
    pub id_number: String,
}

impl Names {
    /// What stands there for everybody else.
    pub fn hidden() -> Self {
        let secret = "（身份信息从略）".to_owned();
        Self {
            name: "信访人".to_owned(),
            phone: secret.clone(),
            address: secret.clone(),
            id_number: secret,
        }
    }

    fn put_in(&self, text: &str) -> String {
        let words = [&self.name, &self.phone, &self.address, &self.id_number];
        marks::put_in(text, words.map(String::as_str))
    }
}

impl Paper {
    /// Puts names where the marks are.
    #[must_use]
    pub fn reveal(&self, names: &Names) -> Self {
        let change = |text: &str| names.put_in(text);
        Self {
            to: change(&self.to),
            blocks: self.blocks.iter().map(|block| block.map(&change)).collect(),
            attachments: self.attachments.iter().map(|text| change(text)).collect(),
            copy_to: change(&self.copy_to),
            ..self.clone()
        }
    }

    /// Whether names belong on it.
    pub fn has_marks(&self) -> bool {
        marks::any_in(&self.text())
    }

    /// The whole text, a line for each piece: what the hash on record covers.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut line = |words: &str| {
            if !words.is_empty() {
                let _ = writeln!(text, "{words}");
            }
        };
        line(&self.number);
        if !self.signer.is_empty() {
            line(&format!("签发人：{}", self.signer));
        }
        line(&self.title);
        if !self.to.is_empty() {
            line(&format!("{}：", self.to));
        }
        for words in self.blocks.iter().flat_map(Block::lines) {
            line(&words);
        }
        for words in self.attachment_lines() {
            line(&words);
        }
        line(&self.organ);
        line(&self.date);
        if !self.copy_to.is_empty() {
            line(&format!("抄送：{}", self.copy_to));
        }
        text
    }

    /// The note on enclosures: `附件：1. …`; one enclosure bears no number.
    pub fn attachment_lines(&self) -> Vec<String> {
        match self.attachments.as_slice() {
            [] => Vec::new(),
            [only] => vec![format!("附件：{only}")],
            several => (1..)
                .zip(several)
                .map(|(number, name)| {
                    let head = if number == 1 {
                        "附件："
                    } else {
                        "　　　"
                    };
                    format!("{head}{number}. {name}")
                })
                .collect(),
        }
    }

    /// The paper with the place where its record can be checked: `pages` is the address of the public pages.
    #[must_use]
    pub fn on_record(self, pages: &str, code: String) -> Self {
        let pages = pages.trim_end_matches('/');
        let url = if pages.is_empty() {
            String::new()
        } else {
            format!("{pages}/verify/{code}")
        };
        let hash = self.hash();
        Self {
            verification: Some(Verification { url, code, hash }),
            ..self
        }
    }

    /// SHA-256 over [`Paper::text`], in hexadecimal. It covers the marks, not the names, so it tells nothing personal.
    pub fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.text()))
    }
}
