//! Templates as data: one TOML file per document.
//!
//! ```toml
//! code = "D03"
//! name = "受理告知书"
//! english = "Notice of acceptance"
//! series = "信受"            # 代字; the organ's own 代字 stands before it
//! layout = "notice"          # notice | letter | report | record
//! about = "matter"           # matter (as without the line) | office: not made in a petition's file
//! article = "《信访工作条例》第三十四条"
//! body = """
//! 你（你们）反映的{matter}，本机关决定予以受理。
//! """
//! [[field]]
//! name = "matter"
//! label = "信访事项"
//! required = true
//! ```
//!
//! In a body, each line is a paragraph; `# ` and `## ` begin headings, `> ` a line at the margin, `| a | b |` a row of a
//! table. `{name}` stands for a field. A paragraph that needs an optional field nobody filled is left out.

mod parse;
mod set;

use crate::paper::Layout;

pub(crate) use parse::pattern as parse_pattern;
pub use set::{FileName, Templates};

/// A template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// `D03`, or `D18A` where one code has several documents.
    pub code: String,
    /// What the document is called in lists.
    pub name: String,
    /// The same in English.
    pub english: String,
    /// The 代字 of its series, such as `信受`.
    pub series: String,
    /// How it is laid out.
    pub layout: Layout,
    /// What it is about.
    pub about: About,
    /// The article it follows from.
    pub article: String,
    /// How many copies are made unless the form says otherwise.
    pub copies: u16,
    /// To whom it goes unless the form says otherwise.
    pub to: String,
    /// Where the matter's file has the addressee; empty when nowhere.
    pub to_from: String,
    /// The title; may hold placeholders.
    pub title: String,
    /// Its fields, in the order of the form.
    pub fields: Vec<Field>,
    pub(crate) body: Vec<Line>,
}

/// What a document of a template is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One matter: it is made in the matter's file.
    Matter,
    /// The office's work over many matters, as a report or a suggestion of the petition department is: no single matter's file
    /// holds what it says, so it is offered in none.
    Office,
}

impl About {
    /// Reads the word of a template file.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "matter" => Some(Self::Matter),
            "office" => Some(Self::Office),
            _ => None,
        }
    }
}

/// A field of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The placeholder's word.
    pub name: String,
    /// What the form calls it.
    pub label: String,
    /// Whether the document cannot be issued without it.
    pub required: bool,
    /// What is typed into it.
    pub kind: Kind,
    /// Where the matter's file has it, in the office's words; empty when nowhere.
    pub from: String,
    /// A sentence of help.
    pub hint: String,
    /// What stands in the field at first where the file has nothing.
    pub default: String,
    /// An invented value, for previews and tests.
    pub example: String,
}

/// What is typed into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A few words.
    Line,
    /// Several paragraphs.
    Text,
    /// A day.
    Date,
    /// One entry a line; numbered where it stands alone in its paragraph.
    List,
    /// One of these.
    Choice(Vec<String>),
}

/// One line of a body, before it is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Heading(u8, Pattern),
    Text(Pattern),
    Flush(Pattern),
    Row(Vec<Pattern>),
}

/// A text with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern(pub Vec<Part>);

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Words(String),
    Field(String),
}

/// Why templates cannot be used. Each message names the file and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The file cannot be read.
    #[error("文书模板 {file} 无法读取：{problem}")]
    Read {
        /// The file.
        file: String,
        /// Why.
        problem: String,
    },
    /// The file is not the TOML of a template.
    #[error("文书模板 {file} 格式有误：{problem}")]
    Syntax {
        /// The file.
        file: String,
        /// What and where.
        problem: String,
    },
    /// The text speaks of a field that is not defined.
    #[error("文书模板 {file} 用了没有定义的占位符“{{{name}}}”；可用的有：{known}")]
    UnknownPlaceholder {
        /// The file.
        file: String,
        /// The placeholder.
        name: String,
        /// Those that are defined.
        known: String,
    },
    /// A field that nothing shows.
    #[error("文书模板 {file} 定义了“{name}”但正文没有用到；请在正文写上 {{{name}}} 或删去该项")]
    UnusedField {
        /// The file.
        file: String,
        /// The field.
        name: String,
    },
    /// A field is defined twice.
    #[error("文书模板 {file} 重复定义了“{name}”，请删去其中一个")]
    DoubledField {
        /// The file.
        file: String,
        /// The field.
        name: String,
    },
    /// A replacement leaves out what the law demands.
    #[error(
        "文书模板 {file} 缺少必备项“{name}”（{label}，依据{article}）；请补上该项，并写 required = true"
    )]
    MissingField {
        /// The file.
        file: String,
        /// The field.
        name: String,
        /// What it is called.
        label: String,
        /// The article that demands it.
        article: String,
    },
    /// Two files have the same code.
    #[error("文书模板 {file} 与 {other} 的代码同为 {code}，请改用不同代码或删去其中一个")]
    DoubledCode {
        /// The file.
        file: String,
        /// The file read before.
        other: String,
        /// The code.
        code: String,
    },
    /// A value that is not one of those known.
    #[error("文书模板 {file} 的 {key} = “{value}” 不能用：{hint}")]
    Value {
        /// The file.
        file: String,
        /// The key.
        key: String,
        /// What stands there.
        value: String,
        /// What may stand there.
        hint: String,
    },
}

impl Template {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
