//! The model of what watches over a matter: who is recused.

use std::collections::BTreeMap;

use huiyin_domain as domain;

use domain::access::Actor;
use domain::matter::oversight::{RecusalCommand, RecusalState, concerns};
use domain::matter::{Action, Command, Matter, OversightCommand};
use domain::org::Role::{self, Handler, Leader};
use domain::{PersonId, PostId};

use crate::common::{COUNTY, OFFICE, post};

/// These acts stand beside the procedure, so most steps go on with the procedure itself.
pub fn now_and_then(offered: Vec<Action>, by: u8) -> Vec<Action> {
    let (beside, main): (Vec<_>, Vec<_>) = offered
        .iter()
        .copied()
        .partition(|action| concerns(*action));
    match (by / 32, main.is_empty()) {
        (0, _) if !beside.is_empty() => beside,
        (_, false) => main,
        _ => offered,
    }
}

/// What the petitioner may ask for among these.
pub fn petitioners(command: &Command) -> bool {
    matches!(
        command,
        Command::Oversight(OversightCommand::Recusal(RecusalCommand::Ask { .. }))
    )
}

fn some_post(matter: &Matter, by: u8) -> PostId {
    let unit = if by.is_multiple_of(3) {
        OFFICE
    } else {
        matter.owner
    };
    post(
        unit,
        if by.is_multiple_of(5) {
            Leader
        } else {
            Handler
        },
    )
}

/// A command for one of these actions.
pub fn command(action: Action, matter: &Matter, (a, b): (u8, u8), text: String) -> Option<Command> {
    let recusal = |state: RecusalState| {
        let those: Vec<_> = matter
            .oversight
            .recusals
            .iter()
            .filter(|one| one.state == state)
            .collect();
        those
            .get(usize::from(a) % those.len().max(1))
            .map_or(1, |one| one.id)
    };
    let command = match action {
        // Rarely: a county where everyone has stepped back decides nothing.
        Action::DeclareInterest if b < 24 => RecusalCommand::Declare { reason: text },
        Action::AskRecusal => RecusalCommand::Ask {
            post: (!a.is_multiple_of(4)).then(|| some_post(matter, b)),
            named: text.clone(),
            reason: text,
        },
        Action::DecideRecusal => RecusalCommand::Decide {
            id: recusal(RecusalState::Asked),
            granted: b.is_multiple_of(3),
            post: Some(some_post(matter, b)),
            reason: text,
        },
        Action::EndRecusal => RecusalCommand::End {
            id: recusal(RecusalState::InForce),
            reason: text,
        },
        _ => return None,
    };
    Some(Command::Oversight(OversightCommand::Recusal(command)))
}

/// What the model knows.
#[derive(Default)]
pub struct Watched {
    /// Each recusal or request: the person where known, and whether it is in force.
    recusals: BTreeMap<u16, (Option<PersonId>, bool)>,
}

fn person(post: PostId) -> PersonId {
    COUNTY.org.post(post).unwrap().person
}

impl Watched {
    /// Whether this person may not act.
    pub fn recused(&self, who: PersonId) -> bool {
        self.recusals
            .values()
            .any(|(person, in_force)| *in_force && *person == Some(who))
    }

    /// A command was accepted.
    pub fn happened(&mut self, actor: &Actor, command: &OversightCommand) {
        let OversightCommand::Recusal(command) = command;
        let next = u16::try_from(self.recusals.len()).unwrap() + 1;
        match command {
            RecusalCommand::Declare { .. } => {
                let who = actor.viewer().unwrap().person;
                self.recusals.insert(next, (Some(who), true));
            }
            RecusalCommand::Ask { post, .. } => {
                self.recusals.insert(next, (post.map(person), false));
            }
            RecusalCommand::Decide {
                id, granted, post, ..
            } => {
                let known = self.recusals[id].0.or(post.map(person));
                if let Some(viewer) = actor.viewer() {
                    assert_ne!(
                        known,
                        Some(viewer.person),
                        "nobody decides about themselves"
                    );
                    assert_eq!(viewer.role, Role::Leader);
                }
                self.recusals.insert(*id, (known, *granted));
            }
            RecusalCommand::End { id, .. } => {
                let known = self.recusals[id].0;
                self.recusals.insert(*id, (known, false));
            }
        }
    }
}
