//! The reply desk (答复台): a handling opinion in the making, one numbered line for each demand.
//!
//! A handler drafts, an approver looks and sends back or signs. Nothing of it binds anybody before the signature: then the text
//! becomes the answer, word for word, and the desk is empty again. Until it is issued the signature can be taken back; then the text
//! lies here as before and needs a new one.

mod decide;
mod may;
mod take_back;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::lawful;
use super::state::{Decision, Matter, Opinion};
use kernel::{AnswerId, DemandId, PostId};

pub(super) use decide::decide;
pub(super) use may::{conditions, has_answerable};

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
    pub fn action(&self) -> super::Action {
        use super::Action;
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

    fn looked(&mut self, post: PostId) {
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

    /// What it lacks before it can be signed, in Chinese and English: a mandatory part (《信访工作条例》第三十二条), or the
    /// decision, answer or basis on a demand.
    pub fn missing(&self, matter: &Matter) -> Vec<(String, String)> {
        let parts = [
            (&self.request, "信访请求", "the request"),
            (&self.facts, "事实和理由", "facts and reasons"),
        ];
        let mut out: Vec<(String, String)> = parts
            .into_iter()
            .filter(|(text, ..)| text.trim().is_empty())
            .map(|(_, zh, en)| (zh.to_owned(), en.to_owned()))
            .collect();
        for demand in answerable(matter) {
            let line = self.line(demand);
            let lacks = [
                (
                    line.is_none_or(|line| line.decision.is_none()),
                    "决定",
                    "decision",
                ),
                (
                    line.is_none_or(|line| line.answer.trim().is_empty()),
                    "答复",
                    "answer",
                ),
                (
                    line.is_none_or(|line| line.basis.trim().is_empty()),
                    "依据",
                    "basis",
                ),
            ];
            out.extend(
                lacks
                    .into_iter()
                    .filter(|(lacks, ..)| *lacks)
                    .map(|(_, zh, en)| {
                        (
                            format!("诉求{demand}的{zh}"),
                            format!("the {en} on demand {demand}"),
                        )
                    }),
            );
        }
        out
    }

    /// The opinion it becomes when signed.
    fn opinion(&self, matter: &Matter) -> Opinion {
        let open: Vec<DemandId> = answerable(matter).collect();
        let lines: Vec<Line> = self
            .lines
            .iter()
            .filter(|line| open.contains(&line.demand))
            .cloned()
            .collect();
        Opinion {
            request: self.request.trim().to_owned(),
            facts: self.facts.trim().to_owned(),
            opinion: numbered(lines.iter().map(|line| line.answer.trim())),
            basis: numbered(lines.iter().map(|line| line.basis.trim())),
            decisions: lines
                .iter()
                .filter_map(|line| line.decision.map(|decision| (line.demand, decision)))
                .collect(),
            lines,
        }
    }
}

/// One text as it is; several with their numbers before them.
fn numbered<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<&str> = texts.collect();
    match texts.as_slice() {
        [only] => (*only).to_owned(),
        several => several
            .iter()
            .zip(1..)
            .map(|(text, number)| format!("{number}. {text}"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// The demands a handling opinion must answer: those of the ordinary procedure that no mediation is about.
pub fn answerable(matter: &Matter) -> impl Iterator<Item = DemandId> {
    let mediated = matter.open_mediation();
    matter
        .open_demands()
        .filter(|demand| lawful::takes_opinion(demand))
        .filter(move |demand| mediated.is_none_or(|one| !one.demands.contains(&demand.id)))
        .map(|demand| demand.id)
}

/// Applies what happened.
pub(super) fn apply(matter: &mut Matter, event: &DeskEvent) {
    let desk = &mut matter.desk;
    match (event, &mut desk.draft) {
        (
            DeskEvent::TakenBack {
                answer, post, text, ..
            },
            _,
        ) => take_back::apply(matter, *answer, *post, text),
        (DeskEvent::Drafted { author, text }, Some(draft)) => {
            draft.revision += 1;
            draft.author = *author;
            draft.text.clone_from(text);
        }
        (DeskEvent::Drafted { author, text }, empty) => {
            *empty = Some(Draft {
                revision: 1,
                text: text.clone(),
                author: *author,
                with: None,
                since: None,
                remark: None,
                looks: Vec::new(),
            });
        }
        (DeskEvent::Submitted { to, on }, Some(draft)) => {
            draft.with = Some(*to);
            draft.since = *on;
            draft.remark = None;
        }
        (DeskEvent::Looked { post }, Some(draft)) => draft.looked(*post),
        (DeskEvent::SentBack { post, remark }, Some(draft)) => {
            draft.looked(*post);
            draft.with = None;
            draft.since = None;
            draft.remark = Some(remark.clone());
        }
        (DeskEvent::Signed { .. }, draft) => *draft = None,
        (_, None) => {}
    }
}
