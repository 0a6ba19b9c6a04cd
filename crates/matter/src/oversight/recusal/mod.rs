//! Recusal (回避): whoever has a direct interest in the matter does not act on it (《信访工作条例》第二十八条第三款).
//!
//! An own declaration takes effect at once. What the petitioner asks for is decided by the leader of that person's unit; about a
//! leader, by one above. An interest is the person's, so it holds for every post of theirs, a stand-in's included.

mod decide;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ANYONE, DutyKind, DutyRow, joined, staff};
use crate::command::Action;
use crate::sight;
use crate::{Context, Matter};
use kernel::access::{Actor, Viewer};
use kernel::coded;
use kernel::org::{Org, Role};
use kernel::refusal::Refusal;
use kernel::{PersonId, PostId, UnitId};

pub(super) use decide::decide;

/// The article behind every recusal.
pub const ARTICLE: &str = "《信访工作条例》第二十八条第三款";

coded! {
    /// Who raised it.
    RecusalSource {
        /// The person declared an interest.
        Own = "own", "本人申报", "Own declaration";
        /// The petitioner asked for it.
        Petitioner = "petitioner", "信访人申请", "The petitioner's request";
    }
}

/// How a recusal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecusalState {
    /// Asked for, to be decided.
    Asked,
    /// The person may not act.
    InForce,
    /// Not granted.
    Refused,
    /// The reason fell away.
    Ended,
}

/// One recusal, or a request for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The person concerned; open while a request only describes someone.
    pub person: Option<PersonId>,
    /// The post in which the person is known here.
    pub post: Option<PostId>,
    /// Whom the petitioner means, in the petitioner's words.
    pub named: String,
    /// Who raised it.
    pub source: RecusalSource,
    /// The interest.
    pub reason: String,
    /// The day it was raised.
    pub on: Date,
    /// How it stands.
    pub state: RecusalState,
    /// The leader's reason for the decision.
    pub decision: String,
}

/// A command about recusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecusalCommand {
    /// Declare an interest of one's own.
    Declare {
        /// The interest.
        reason: String,
    },
    /// The petitioner asks that someone does not act.
    Ask {
        /// The post meant, where it is known.
        post: Option<PostId>,
        /// Whom the petitioner means, in words.
        named: String,
        /// The interest.
        reason: String,
    },
    /// Decide on such a request.
    Decide {
        /// Which.
        id: u16,
        /// Granted or not.
        granted: bool,
        /// The post meant, where the request only describes someone.
        post: Option<PostId>,
        /// Why; told to the petitioner.
        reason: String,
    },
    /// End a recusal whose reason fell away.
    End {
        /// Which.
        id: u16,
        /// Why.
        reason: String,
    },
}

/// What happened about recusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecusalEvent {
    /// A person declared an interest.
    Declared {
        /// Its number.
        id: u16,
        /// The person.
        person: PersonId,
        /// The post they declared it in.
        post: PostId,
        /// The interest.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The petitioner asked that someone does not act.
    Asked {
        /// Its number.
        id: u16,
        /// The post meant, where it is known.
        post: Option<PostId>,
        /// The person who holds it.
        person: Option<PersonId>,
        /// Whom the petitioner means, in words.
        named: String,
        /// The interest.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The leader decided.
    Decided {
        /// Which.
        id: u16,
        /// Granted or not.
        granted: bool,
        /// The post.
        post: Option<PostId>,
        /// The person who may not act.
        person: Option<PersonId>,
        /// Why.
        reason: String,
    },
    /// The reason fell away.
    Ended {
        /// Which.
        id: u16,
        /// Why.
        reason: String,
    },
}

impl RecusalCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Declare { .. } => Action::DeclareInterest,
            Self::Ask { .. } => Action::AskRecusal,
            Self::Decide { .. } => Action::DecideRecusal,
            Self::End { .. } => Action::EndRecusal,
        }
    }
}

/// The person's recusal in force, if there is one.
pub fn of_person(matter: &Matter, person: PersonId) -> Option<&Recusal> {
    matter
        .oversight
        .recusals
        .iter()
        .find(|one| one.state == RecusalState::InForce && one.person == Some(person))
}

/// The guard every act passes: a person with an interest does not act.
///
/// # Errors
/// A refusal of kind `Law` that names the interest.
pub fn guard(matter: &Matter, person: PersonId) -> Result<(), Refusal> {
    let Some(recusal) = of_person(matter, person) else {
        return Ok(());
    };
    Err(Refusal::law(
        format!("您已对本事项回避（{}），不得办理；可以查看", recusal.reason),
        "you are recused from this matter and may not act on it; you may read it",
        ARTICLE,
    ))
}

/// The same for a post named in a form: a signer, host or reviewer.
///
/// # Errors
/// A refusal of kind `Law` that names the person.
pub fn guard_post(matter: &Matter, post: PostId, ctx: &Context<'_>) -> Result<(), Refusal> {
    match ctx.org.post(post) {
        Some(found) if of_person(matter, found.person).is_some() => Err(Refusal::law(
            format!("{}已对本事项回避，请另选他人", found.person_name),
            format!(
                "{} is recused from this matter; choose another",
                found.person_name
            ),
            ARTICLE,
        )),
        _ => Ok(()),
    }
}

pub(super) fn concerns(action: Action) -> bool {
    matches!(
        action,
        Action::DeclareInterest | Action::AskRecusal | Action::DecideRecusal | Action::EndRecusal
    )
}

pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match (action, ctx.actor) {
        (Action::AskRecusal, Actor::Petitioner) => {}
        (Action::DecideRecusal | Action::EndRecusal, _) => {
            staff(matter, ctx, &[Role::Leader])?;
        }
        _ => {
            staff(matter, ctx, ANYONE)?;
        }
    }
    joined(matter)?;
    let (wanted, zh, en) = match action {
        Action::DecideRecusal => (
            RecusalState::Asked,
            "没有待您决定的回避申请",
            "no request waits for your decision",
        ),
        Action::EndRecusal => (
            RecusalState::InForce,
            "没有可由您解除的回避",
            "no recusal that you may end",
        ),
        _ => return Ok(()),
    };
    let theirs = matter
        .oversight
        .recusals
        .iter()
        .any(|one| one.state == wanted && decides(one, matter, ctx));
    if theirs {
        Ok(())
    } else {
        Err(Refusal::missing(zh, en))
    }
}

/// Whether the actor is the one who decides: the leader of that person's unit, for a leader one above; never the person.
pub fn decides(recusal: &Recusal, matter: &Matter, ctx: &Context<'_>) -> bool {
    let viewer = match ctx.actor {
        Actor::System => return true,
        Actor::Petitioner => return false,
        Actor::Staff(viewer) => viewer,
    };
    if recusal.person == Some(viewer.person) || viewer.role != Role::Leader {
        return false;
    }
    let Some(post) = recusal.post.and_then(|id| ctx.org.post(id)) else {
        return viewer.unit == matter.owner;
    };
    let above = |viewer: &Viewer| {
        ctx.org.above(post.unit).contains(&viewer.unit)
            || ctx.org.overseers(post.unit).contains(&viewer.unit)
    };
    let topmost = ctx.org.above(post.unit).is_empty();
    let own = viewer.unit == post.unit && (post.role != Role::Leader || topmost);
    own || above(viewer)
}

pub(super) fn apply(matter: &mut Matter, event: &RecusalEvent) {
    let recusals = &mut matter.oversight.recusals;
    match event {
        RecusalEvent::Declared {
            id,
            person,
            post,
            reason,
            on,
        } => recusals.push(Recusal {
            id: *id,
            person: Some(*person),
            post: Some(*post),
            named: String::new(),
            source: RecusalSource::Own,
            reason: reason.clone(),
            on: *on,
            state: RecusalState::InForce,
            decision: String::new(),
        }),
        RecusalEvent::Asked {
            id,
            post,
            person,
            named,
            reason,
            on,
        } => recusals.push(Recusal {
            id: *id,
            person: *person,
            post: *post,
            named: named.clone(),
            source: RecusalSource::Petitioner,
            reason: reason.clone(),
            on: *on,
            state: RecusalState::Asked,
            decision: String::new(),
        }),
        RecusalEvent::Decided {
            id,
            granted,
            post,
            person,
            reason,
        } => {
            for one in recusals.iter_mut().filter(|one| one.id == *id) {
                one.state = if *granted {
                    RecusalState::InForce
                } else {
                    RecusalState::Refused
                };
                one.post = *post;
                one.person = *person;
                one.decision.clone_from(reason);
            }
        }
        RecusalEvent::Ended { id, reason } => {
            for one in recusals.iter_mut().filter(|one| one.id == *id) {
                one.state = RecusalState::Ended;
                one.decision.clone_from(reason);
            }
        }
    }
}

/// The unit whose leader decides on a request: that person's; about a leader, the nearest above that may have the matter.
pub(super) fn decider(one: &Recusal, matter: &Matter, org: &Org) -> UnitId {
    let Some(post) = one.post.and_then(|post| org.post(post)) else {
        return matter.owner;
    };
    if post.role != Role::Leader {
        return post.unit;
    }
    let above = org.overseers(post.unit).iter().copied();
    above
        .chain(org.above(post.unit))
        .find(|unit| !sight::is_accused(matter, *unit, org))
        .unwrap_or(post.unit)
}

/// A request waits for the leader who decides on it.
pub(super) fn duties(matter: &Matter, org: &Org, rows: &mut Vec<DutyRow>) {
    let asked = |one: &&Recusal| one.state == RecusalState::Asked;
    for one in matter.oversight.recusals.iter().filter(asked) {
        let unit = decider(one, matter, org);
        rows.push(DutyRow::of_unit(
            DutyKind::Recusal,
            one.id,
            unit,
            one.on,
            None,
        ));
    }
}
