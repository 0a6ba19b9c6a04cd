//! What stands beside the procedure and watches over it: none of it moves a matter's stage, except a follow-up that reopens.
//!
//! One file per subject, each with its state, its commands, its events, who may ask for them and what follows.
//! - [`recusal`]: who may not act on the matter (回避).

pub mod recusal;

use serde::{Deserialize, Serialize};

use super::command::Action;
use super::{Context, Event, Matter};
use crate::PostId;
use crate::access::{self, Actor, Viewer};
use crate::org::Role;
use crate::refusal::{Refusal, RefusalKind};

pub use recusal::{Recusal, RecusalCommand, RecusalEvent, RecusalSource, RecusalState};

/// What watches over one matter, subject by subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oversight {
    /// Persons who may not act on it, and requests that wait.
    pub recusals: Vec<Recusal>,
}

/// A command of one of the subjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OversightCommand {
    /// Recusal.
    Recusal(RecusalCommand),
}

/// An event of one of the subjects. Names are part of the ledger's format: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OversightEvent {
    /// Recusal.
    Recusal(RecusalEvent),
}

impl OversightCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Recusal(command) => command.action(),
        }
    }
}

/// Whether an action belongs to these subjects, which then know who may do it and when.
pub fn concerns(action: Action) -> bool {
    recusal::concerns(action)
}

/// Whether the actor may do this to the matter as it stands.
///
/// # Errors
/// The refusal names the right, the stage, the missing condition or the article.
pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    recusal::may(action, matter, ctx)
}

/// Decides what a command does.
///
/// # Errors
/// What is missing or wrong in what was entered.
pub(super) fn decide(
    matter: &Matter,
    command: OversightCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        OversightCommand::Recusal(command) => recusal::decide(matter, command, ctx),
    }
}

/// Applies what happened.
pub(super) fn apply(matter: &mut Matter, event: &OversightEvent) {
    match event {
        OversightEvent::Recusal(event) => recusal::apply(&mut matter.oversight.recusals, event),
    }
}

/// The signed-in post that acts.
fn acting(ctx: &Context<'_>) -> Result<PostId, Refusal> {
    ctx.actor.post().ok_or_else(|| {
        Refusal::new(
            RefusalKind::NotYours,
            "此操作由在任岗位办理",
            "only a post can do this",
        )
    })
}

/// The viewer, if it is staff that has one of `roles` and sees the matter; `None` for the program itself.
fn staff<'a>(
    matter: &Matter,
    ctx: &Context<'a>,
    roles: &[Role],
) -> Result<Option<&'a Viewer>, Refusal> {
    let viewer = match ctx.actor {
        Actor::System => return Ok(None),
        Actor::Petitioner => {
            return Err(Refusal::new(
                RefusalKind::NotYours,
                "此操作由经办单位办理",
                "only the office can do this",
            ));
        }
        Actor::Staff(viewer) => viewer,
    };
    if !roles.contains(&viewer.role) {
        let named: Vec<_> = roles.iter().map(|role| role.zh()).collect();
        return Err(Refusal::new(
            RefusalKind::NotYours,
            format!(
                "此操作由{}办理，您的岗位是{}",
                named.join("、"),
                viewer.role.zh()
            ),
            format!(
                "your role is {}, which does not carry this right",
                viewer.role.en()
            ),
        ));
    }
    if !access::can_see(viewer, matter, ctx.org) {
        return Err(not_yours(
            "您的岗位看不到本事项",
            "your post has no sight of this matter",
        ));
    }
    Ok(Some(viewer))
}

fn not_yours(zh: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal::new(RefusalKind::NotYours, zh, en)
}

/// Everyone who works on matters.
const ANYONE: &[Role] = &[Role::Clerk, Role::Handler, Role::Leader, Role::Supervisor];
