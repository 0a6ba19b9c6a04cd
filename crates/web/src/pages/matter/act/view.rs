//! What the pages know of an action: how its button looks, where it stands, and what its form is. One row each, in [`super::rows`].

use matter::{Action, Matter};

use super::form::{ActForm, Asks};
use crate::look::Icon;

/// Describes the fields of a form: draws them and reads them.
pub type Ask = fn(&ActForm<'_>) -> Asks;

/// An action on the pages.
#[derive(Clone, Copy)]
pub struct ActView {
    /// The action.
    pub action: Action,
    /// Its picture.
    pub icon: Icon,
    /// Among which buttons it stands.
    pub group: Group,
    /// Its place among the steps that move a matter on; none where it is never the page's primary button.
    pub lead: Option<Lead>,
    /// Whether the matter has anything the action could be about: where it has, a refusal is told beside the buttons, else folded away.
    pub is_about: fn(&Matter) -> bool,
    /// Whether it goes against the petitioner or opens what is sealed: its button warns.
    pub danger: bool,
    /// Where it is done.
    pub place: Place,
    /// What is read beside the form.
    pub beside: Beside,
    /// What files its form takes.
    pub files: Files,
    /// What the form's button says, where that is not the action's name.
    pub label: Option<(&'static str, &'static str)>,
    /// Whether likely same matters are looked for.
    pub compares: bool,
    /// What the next page says was done: the code of its message.
    pub done: &'static str,
}

/// Among which buttons an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// It moves the matter on.
    Step,
    /// It adds to the file.
    Record,
    /// It stands beside the procedure, folded away.
    Beside,
}

/// A step that moves a matter on: of those allowed, the one of the lowest rank is the page's primary button.
#[derive(Clone, Copy)]
pub struct Lead {
    /// The rank. No two actions have the same.
    pub rank: u16,
    /// Whether it is what the matter waits for.
    pub waits: fn(&Matter) -> bool,
}

/// Where an action is done.
#[derive(Clone, Copy)]
pub enum Place {
    /// On a form of its own.
    Form {
        /// Draws and reads its fields.
        ask: Ask,
        /// The page that asks for the same in its own words, where the matter has come to have one.
        rather: fn(&Matter) -> Option<String>,
    },
    /// On another page, at this address.
    Elsewhere(fn(&Matter) -> String),
}

/// What is read beside a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// What the petitioners wrote and ask for.
    Petition,
    /// That, and whether the draft answers it.
    DeskCheck,
}

/// What files a form takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// None.
    None,
    /// Those that are the deed.
    Attached,
    /// The scan of what a leader signed on paper, where somebody else than the signer sends the form.
    SignedOnPaper,
    /// That scan always: what is signed here is signed on another page.
    OnlyOnPaper,
}

impl Files {
    /// Whether the action signs something in a leader's name.
    pub fn is_signature(self) -> bool {
        match self {
            Self::SignedOnPaper | Self::OnlyOnPaper => true,
            Self::None | Self::Attached => false,
        }
    }
}

/// Whatever the matter.
fn always(_: &Matter) -> bool {
    true
}

/// Never.
fn never(_: &Matter) -> bool {
    false
}

/// No other page.
fn nowhere(_: &Matter) -> Option<String> {
    None
}

/// How a row is written.
impl ActView {
    /// A step of the procedure.
    pub const fn step(action: Action, icon: Icon, ask: Ask) -> Self {
        Self {
            action,
            icon,
            group: Group::Step,
            lead: None,
            is_about: always,
            danger: false,
            place: Place::Form {
                ask,
                rather: nowhere,
            },
            beside: Beside::Nothing,
            files: Files::None,
            label: None,
            compares: false,
            done: "acted",
        }
    }

    /// A step of a procedure of its own (review, hearing, mediation and the like): named only where it can be taken.
    pub const fn own_procedure(action: Action, icon: Icon, ask: Ask) -> Self {
        Self {
            is_about: never,
            ..Self::step(action, icon, ask)
        }
    }

    /// An entry in the file.
    pub const fn record(action: Action, icon: Icon, ask: Ask) -> Self {
        Self {
            group: Group::Record,
            ..Self::step(action, icon, ask)
        }
    }

    /// What watches over the procedure.
    pub const fn beside(action: Action, icon: Icon, ask: Ask) -> Self {
        Self {
            group: Group::Beside,
            is_about: never,
            ..Self::step(action, icon, ask)
        }
    }

    /// An entry that is made on another page.
    pub const fn elsewhere(action: Action, icon: Icon, page: fn(&Matter) -> String) -> Self {
        Self {
            action,
            icon,
            group: Group::Record,
            lead: None,
            is_about: never,
            danger: false,
            place: Place::Elsewhere(page),
            beside: Beside::Nothing,
            files: Files::None,
            label: None,
            compares: false,
            done: "acted",
        }
    }

    /// Moves the matter on, at this rank.
    pub const fn leads(self, rank: u16) -> Self {
        self.leads_where(rank, always)
    }

    /// Moves the matter on, at this rank, where the matter waits for it.
    pub const fn leads_where(self, rank: u16, waits: fn(&Matter) -> bool) -> Self {
        Self {
            lead: Some(Lead { rank, waits }),
            ..self
        }
    }

    /// Why it is refused is told only where the matter has something it could be about.
    pub const fn about(self, is_about: fn(&Matter) -> bool) -> Self {
        Self { is_about, ..self }
    }

    /// Why it is refused stays folded away.
    pub const fn told_aside(self) -> Self {
        self.about(never)
    }

    /// Its button warns.
    pub const fn danger(self) -> Self {
        Self {
            danger: true,
            ..self
        }
    }

    /// Its form is written with the petition beside it.
    pub const fn with_petition(self) -> Self {
        Self {
            beside: Beside::Petition,
            ..self
        }
    }

    /// Its form is written with the petition beside it, and with what the draft leaves open.
    pub const fn with_desk_check(self) -> Self {
        Self {
            beside: Beside::DeskCheck,
            ..self
        }
    }

    /// Its form takes files.
    pub const fn takes(self, files: Files) -> Self {
        Self { files, ..self }
    }

    /// The page that asks for the same, where the matter has come to have one.
    pub const fn rather(self, rather: fn(&Matter) -> Option<String>) -> Self {
        match self.place {
            Place::Form { ask, .. } => Self {
                place: Place::Form { ask, rather },
                ..self
            },
            Place::Elsewhere(_) => self,
        }
    }

    /// What the form's button says.
    pub const fn labelled(self, zh: &'static str, en: &'static str) -> Self {
        Self {
            label: Some((zh, en)),
            ..self
        }
    }

    /// Likely same matters are looked for.
    pub const fn compares(self) -> Self {
        Self {
            compares: true,
            ..self
        }
    }

    /// What the next page says was done.
    pub const fn says(self, done: &'static str) -> Self {
        Self { done, ..self }
    }
}
