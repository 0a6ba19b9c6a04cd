//! The model of the reply desk: which demands the draft answers in full.

use std::collections::BTreeSet;

use kernel::org::Role::Leader;
use kernel::{AnswerId, DemandId};
use matter::desk::{DraftText, Line, answerable};
use matter::{Action, Command, Decision, DeskCommand, Matter};

use crate::common::post;

/// A command for one of the desk's actions; some of the drafts lack a part, a line or a word.
pub fn command(action: Action, matter: &Matter, (a, b): (u8, u8), text: &str) -> Option<Command> {
    let lines = answerable(matter).map(|demand| Line {
        demand,
        decision: (!b.is_multiple_of(17)).then_some(Decision::Explain),
        answer: text.to_owned(),
        basis: format!("依据{a}"),
    });
    let many = if a.is_multiple_of(12) { 1 } else { usize::MAX };
    Some(Command::Desk(match action {
        Action::DraftReply => DeskCommand::Draft(DraftText {
            request: "请求".to_owned(),
            facts: if a.is_multiple_of(19) { "" } else { "查明" }.to_owned(),
            lines: lines.take(many).collect(),
        }),
        Action::SubmitReply => DeskCommand::Submit {
            to: post(matter.owner, Leader),
        },
        Action::LookAtReply => DeskCommand::Look,
        Action::SendBackReply => DeskCommand::SendBack {
            remark: text.to_owned(),
        },
        Action::SignReply => DeskCommand::Sign,
        Action::TakeBackReply => DeskCommand::TakeBack {
            answer: taken(matter, a),
            reason: text.to_owned(),
        },
        _ => return None,
    }))
}

/// Mostly an opinion that can be taken back, sometimes any answer or none.
fn taken(matter: &Matter, by: u8) -> AnswerId {
    let signed = matter.signed_only().map(|answer| answer.id).next();
    match signed.filter(|_| !by.is_multiple_of(5)) {
        Some(answer) => answer,
        None => AnswerId(u16::from(by) % 4 + 1),
    }
}

/// A draft that waits for this actor is mostly read, sent back or signed: the walk would seldom come by again.
pub fn finish(offered: Vec<Action>, by: u8) -> Vec<Action> {
    let approvers = |action: &Action| {
        matches!(
            action,
            Action::LookAtReply | Action::SendBackReply | Action::SignReply
        )
    };
    let waiting: Vec<_> = offered.iter().copied().filter(approvers).collect();
    // A draft that is whole mostly goes to its signer: few drafts ever are.
    if waiting.is_empty() && by.is_multiple_of(2) && offered.contains(&Action::SubmitReply) {
        return vec![Action::SubmitReply];
    }
    if waiting.is_empty() || by.is_multiple_of(4) {
        offered
    } else {
        waiting
    }
}

/// What the model knows.
#[derive(Default)]
pub struct OnDesk {
    /// Demands whose line is complete; none while a mandatory part is missing or nothing is drafted.
    answered: BTreeSet<DemandId>,
}

impl OnDesk {
    /// Whether a signature would leave a demand of `appeals` unanswered.
    pub fn lacks(&self, appeals: impl Iterator<Item = DemandId>) -> bool {
        let mut appeals = appeals.peekable();
        appeals.peek().is_none() || appeals.any(|demand| !self.answered.contains(&demand))
    }

    /// Words that were signed lie on the desk again, with what is written there.
    pub fn came_back(&mut self, matter: &Matter) {
        let draft = matter.desk.draft.as_ref().unwrap();
        assert_eq!(draft.with, None, "it waits for nobody");
        self.happened(&DeskCommand::Draft(draft.text.clone()));
    }

    /// A command was accepted.
    pub fn happened(&mut self, command: &DeskCommand) {
        match command {
            DeskCommand::Draft(text) => {
                let whole = !text.request.is_empty() && !text.facts.is_empty();
                let full = text.lines.iter().filter(|line| {
                    whole
                        && line.decision.is_some()
                        && !line.answer.is_empty()
                        && !line.basis.is_empty()
                });
                self.answered = full.map(|line| line.demand).collect();
            }
            DeskCommand::Sign => self.answered.clear(),
            DeskCommand::Submit { .. }
            | DeskCommand::Look
            | DeskCommand::SendBack { .. }
            | DeskCommand::TakeBack { .. } => {}
        }
    }
}
