//! The reply desk (答复台): an opinion in the making, one numbered line for each demand, and who has looked at it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::decision::Decision;

use kernel::{AnswerId, DemandId, PostId};

/// What lies on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The opinion in the making.
    pub draft: Option<Draft>,
}

/// A draft with the state of its approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// How often it was saved.
    pub revision: u32,
    /// Its words.
    pub text: DraftText,
    /// Who saved it last.
    pub author: PostId,
    /// The approver it waits for.
    pub with: Option<PostId>,
    /// Since when; not said on entries of earlier versions.
    pub since: Option<Date>,
    /// Why it was sent back last.
    pub remark: Option<String>,
    /// What each approver saw at their last look.
    pub looks: Vec<Look>,
}

/// What an approver saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who.
    pub post: PostId,
    /// Which revision.
    pub revision: u32,
    /// Its words then.
    pub text: DraftText,
}

/// The words of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftText {
    /// The petitioner's request.
    pub request: String,
    /// Facts and reasons.
    pub facts: String,
    /// One line for each demand.
    pub lines: Vec<Line>,
}

/// The answer to one demand, with its basis beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The demand.
    pub demand: DemandId,
    /// The decision, once made.
    pub decision: Option<Decision>,
    /// The answer in words.
    pub answer: String,
    /// The law, rules or other provisions it rests on.
    pub basis: String,
}

/// What can be asked for at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskCommand {
    /// Save the draft, complete or not.
    Draft(DraftText),
    /// Give it to an approver.
    Submit {
        /// A leader of the unit that answers.
        to: PostId,
    },
    /// Note that one has read it as it stands.
    Look,
    /// Send it back with a remark.
    SendBack {
        /// What to change.
        remark: String,
    },
    /// Sign it.
    Sign,
    /// Take the signature under an opinion back that is not issued yet.
    TakeBack {
        /// The opinion.
        answer: AnswerId,
        /// Why.
        reason: String,
    },
}

/// What happened at the desk. Names are part of the ledger's format: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskEvent {
    /// A draft was saved.
    Drafted {
        /// Who saved it.
        author: PostId,
        /// Its words.
        text: DraftText,
    },
    /// It was given to an approver.
    Submitted {
        /// Who.
        to: PostId,
        /// The day; not said on entries of earlier versions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
    },
    /// An approver read it.
    Looked {
        /// Who.
        post: PostId,
    },
    /// It was sent back.
    SentBack {
        /// By whom.
        post: PostId,
        /// What to change.
        remark: String,
    },
    /// It was signed; the answer follows.
    Signed {
        /// Which revision.
        revision: u32,
    },
    /// The signature under an opinion was taken back before it was issued; its text lies on the desk again.
    TakenBack {
        /// The opinion.
        answer: AnswerId,
        /// By whom.
        post: PostId,
        /// Why.
        reason: String,
        /// What lies on the desk now.
        text: DraftText,
    },
}

impl DeskCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Draft(_) => Action::DraftReply,
            Self::Submit { .. } => Action::SubmitReply,
            Self::Look => Action::LookAtReply,
            Self::SendBack { .. } => Action::SendBackReply,
            Self::Sign => Action::SignReply,
            Self::TakeBack { .. } => Action::TakeBackReply,
        }
    }
}

impl Draft {
    /// What an approver saw at their last look; nothing at the first.
    pub fn last_look(&self, post: PostId) -> Option<&Look> {
        self.looks.iter().find(|look| look.post == post)
    }

    pub(crate) fn looked(&mut self, post: PostId) {
        self.looks.retain(|look| look.post != post);
        self.looks.push(Look {
            post,
            revision: self.revision,
            text: self.text.clone(),
        });
    }
}

impl DraftText {
    /// The line on a demand.
    pub fn line(&self, demand: DemandId) -> Option<&Line> {
        self.lines.iter().find(|line| line.demand == demand)
    }
}
