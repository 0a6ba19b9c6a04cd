//! The model of what reaches the petitioner: which answers were issued, and with which words.

use std::collections::{BTreeMap, BTreeSet};

use kernel::access::Actor;
use kernel::{AnswerId, DocumentId, PostId};
use matter::{AnswerKind, Command, DeskCommand, DocumentCommand, Matter, Signature};

/// What the model knows of papers.
#[derive(Default)]
pub struct Papers {
    /// Each answer as it was signed.
    signed: BTreeMap<AnswerId, AnswerKind>,
    /// Documents that stand, with the answer each carries.
    standing: BTreeMap<DocumentId, Option<AnswerId>>,
    /// Notices of acceptance that stand.
    acceptance: BTreeSet<DocumentId>,
}

fn signer(command: &Command) -> Option<PostId> {
    match command {
        Command::IssueOpinion { signer, .. }
        | Command::NotAccept { signer, .. }
        | Command::Redirect { signer, .. }
        | Command::ReplySuggestion { signer, .. }
        | Command::ReplyAccusation { signer, .. } => Some(*signer),
        Command::Extend { approver, .. } => *approver,
        _ => None,
    }
}

impl Papers {
    /// Nobody signs in another's name, and nothing is served that was not issued.
    pub fn forbids(&self, actor: &Actor, command: &Command) -> bool {
        let in_anothers_name = || match (signer(command), actor.post()) {
            (Some(signer), Some(me)) => signer != me,
            _ => false,
        };
        match command {
            Command::Serve { answer, .. } => {
                let issued = self
                    .standing
                    .values()
                    .any(|carried| *carried == Some(*answer));
                let both_sides = matches!(self.signed.get(answer), Some(AnswerKind::Agreement(_)));
                !issued && !both_sides
            }
            Command::Document(DocumentCommand::Serve { document, .. }) => {
                !self.standing.contains_key(document)
            }
            Command::NotifyAcceptance(_) => self.acceptance.is_empty(),
            Command::Document(DocumentCommand::Issue(new)) => {
                let twice = |answer| {
                    self.standing
                        .values()
                        .any(|carried| *carried == Some(answer))
                };
                new.answer.is_some_and(twice)
            }
            Command::Desk(DeskCommand::TakeBack { answer, .. }) => self
                .standing
                .values()
                .any(|carried| *carried == Some(*answer)),
            _ => in_anothers_name(),
        }
    }

    /// A command was accepted.
    pub fn happened(&mut self, command: &Command, after: &Matter) {
        for answer in &after.answers {
            let signed = self
                .signed
                .entry(answer.id)
                .or_insert_with(|| answer.kind.clone());
            assert_eq!(*signed, answer.kind, "the words stay as they were signed");
            assert_ne!(answer.signature, Signature::Unstated);
        }
        match command {
            Command::Document(DocumentCommand::Issue(new)) => {
                let made = after.documents.last().unwrap();
                self.standing.insert(made.id, new.answer);
                if new.code == "D03" {
                    self.acceptance.insert(made.id);
                }
            }
            Command::Document(DocumentCommand::Void { document, .. }) => {
                self.standing.remove(document);
                self.acceptance.remove(document);
            }
            _ => {}
        }
        for answer in after
            .answers
            .iter()
            .filter(|answer| answer.service.is_some())
        {
            let carried = self
                .standing
                .values()
                .any(|found| *found == Some(answer.id));
            let both_sides = matches!(answer.kind, AnswerKind::Agreement(_));
            assert!(
                carried || both_sides,
                "{} was served, not issued",
                answer.id
            );
        }
        if after.acceptance_notice.is_some() {
            assert!(
                !self.acceptance.is_empty(),
                "told of an acceptance on no paper"
            );
        }
    }
}
