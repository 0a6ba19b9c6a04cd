//! Who signed an answer: a leader signs for themselves. What a leader signed on paper is recorded as that, with its scan, by
//! whoever records it; nobody signs in another's name.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::decide::required;
use super::event::Event;
use super::lawful::LawfulCommand;
use super::pause::PauseCommand;
use super::review::ReviewCommand;
use super::routing::RoutingCommand;
use super::state::{Attachment, Matter};
use super::{Context, decide};
use kernel::PostId;
use kernel::refusal::Refusal;

/// How an answer was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Not said: entries of earlier versions, and answers that another office gave before this one kept the matter. Their paper
    /// is not kept here.
    #[default]
    Unstated,
    /// By the signer, here.
    Here,
    /// On paper; somebody else recorded it.
    OnPaper {
        /// The scan, by the hash of its content.
        scan: String,
        /// Why it was not signed here.
        reason: String,
    },
}

impl Signature {
    /// Whether nothing is said of it.
    pub fn is_unstated(&self) -> bool {
        *self == Self::Unstated
    }
}

/// A signature that was given on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSignature {
    /// The scan of what was signed.
    pub scan: Attachment,
    /// Why it was not signed here, as that the signer has no account.
    pub reason: String,
}

impl Command {
    /// The leader in whose name the command signs an answer, where it signs one.
    pub fn signer(&self) -> Option<PostId> {
        match self {
            Self::NotAccept { signer, .. }
            | Self::Redirect { signer, .. }
            | Self::IssueOpinion { signer, .. }
            | Self::ReplySuggestion { signer, .. }
            | Self::ReplyAccusation { signer, .. }
            | Self::Lawful(
                LawfulCommand::LeadIn { signer, .. } | LawfulCommand::ReplyDuty { signer, .. },
            )
            | Self::Review(
                ReviewCommand::Refuse { signer, .. } | ReviewCommand::Decide { signer, .. },
            )
            | Self::Pause(PauseCommand::Terminate { signer, .. })
            | Self::Routing(RoutingCommand::Guide { signer, .. }) => Some(*signer),
            Self::OnPaper { of, .. } => of.signer(),
            _ => None,
        }
    }
}

/// Nobody signs in another's name.
pub(super) fn own_hand(command: &Command, ctx: &Context<'_>) -> Result<(), Refusal> {
    let (Some(signer), Some(me)) = (command.signer(), ctx.actor.post()) else {
        return Ok(());
    };
    if signer == me {
        return Ok(());
    }
    Err(Refusal::missing(
        "须由签发人本人在系统中签发；已在纸质件上签发的，请登记纸质签发，并上传签字件扫描件、说明理由",
        "the signer signs in person; what was signed on paper is recorded as that, with its scan and the reason",
    ))
}

/// Records what was signed on paper: the scan first, then the answer that says so.
pub(super) fn on_paper(
    matter: &Matter,
    of: Command,
    paper: PaperSignature,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(
        &paper.reason,
        "纸质签发的理由",
        "why it was signed on paper",
    )?;
    if of.signer().is_none() || matches!(of, Command::OnPaper { .. }) {
        return Err(Refusal::input(
            "该操作不需要签发",
            "nothing is signed by that",
        ));
    }
    let scan = paper.scan.hash.clone();
    let mut events = vec![Event::Attached {
        attachment: paper.scan,
    }];
    for mut event in decide::unsigned(matter, of, ctx)? {
        if let Event::AnswerIssued { answer } = &mut event {
            answer.signature = Signature::OnPaper {
                scan: scan.clone(),
                reason: reason.clone(),
            };
        }
        events.push(event);
    }
    Ok(events)
}
