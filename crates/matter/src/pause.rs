//! Suspension and termination (中止、终止): by local rule only, so the national book has both switched off.
//!
//! A suspended matter waits for another procedure or for an interpretation; every duty's clock stands still until it goes
//! on. A termination ends a review, or the demands still open in handling, with a notice that tells the petitioner why.

use serde::{Deserialize, Serialize};

use super::decide::steps::{Steps, leader_of_owner, required};
use super::review::{self, Said};
use super::state::{AnswerKind, Matter, Stage};
use super::stops::{self, Cause};
use super::{Context, Event};
use crate::Action;
use kernel::access::Viewer;
use kernel::coded;
use kernel::org::Role;
use kernel::refusal::Refusal;
use kernel::{DemandId, PostId, ReviewId};

/// The setting that allows suspension.
const SUSPENSION: &str = "suspension_allowed";
/// The setting that allows termination.
const TERMINATION: &str = "termination_allowed";
/// The rule both follow.
const RULE: &str =
    "《山东省信访事项复查复核工作规则（试行）》第二十二条、第三十七条、第三十八条（地方规定）";

coded! {
    /// Why a matter waits.
    SuspensionGround {
        /// Its main facts or evidence are being decided in another procedure.
        OtherProcedure = "other_procedure", "主要事实、证据须待另一法定程序的结果", "Another procedure decides the main facts";
        /// The organ that interprets a rule has been asked.
        Interpretation = "interpretation", "适用依据须由有权机关作出解释", "An interpretation is awaited";
    }
}

coded! {
    /// Why a review, or a matter, ends without a decision.
    TerminationGround {
        /// The petitioner withdraws.
        Withdrawn = "withdrawn", "申请人撤回", "Withdrawn";
        /// It was settled or solved.
        Settled = "settled", "已经和解或者解决", "Settled or solved";
        /// The petitioner died or is missing and nobody takes it on.
        NoSuccessor = "no_successor", "申请人死亡或者下落不明且无人承受", "No successor";
        /// The entity that petitioned was struck off.
        EntityGone = "entity_gone", "申请单位终止且无承受人", "The entity no longer exists";
    }
}

/// A suspension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Why.
    pub ground: SuspensionGround,
    /// Since when and why, as told to the petitioner.
    pub reason: Said,
    /// Where the matter stood.
    pub before: Stage,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseEvent {
    /// The matter waits.
    Suspended {
        /// The suspension.
        suspension: Suspension,
    },
    /// It goes on.
    Resumed {
        /// Why, as told to the petitioner.
        reason: Said,
    },
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PauseCommand {
    /// Let the matter wait.
    Suspend {
        /// Why.
        ground: SuspensionGround,
        /// Why, in words for the petitioner.
        reason: String,
    },
    /// Go on.
    Resume {
        /// Why, in words for the petitioner.
        reason: String,
    },
    /// End a review, or the open demands.
    Terminate {
        /// The review; none for the demands in handling.
        review: Option<ReviewId>,
        /// Why.
        ground: TerminationGround,
        /// Why, in words for the petitioner.
        reason: String,
        /// The leader who signs.
        signer: PostId,
    },
}

/// The actions of this subject.
pub fn is_ours(action: Action) -> bool {
    matches!(action, Action::Suspend | Action::Resume | Action::Terminate)
}

/// The roles that carry the right.
pub fn roles() -> &'static [Role] {
    &[Role::Handler, Role::Leader]
}

/// Whether this viewer's unit may.
pub fn unit_may(action: Action, matter: &Matter, viewer: &Viewer) -> bool {
    let reviews = matter
        .open_reviews()
        .any(|review| review.desk == viewer.unit || review.body == viewer.unit);
    matter.owner == viewer.unit || (action == Action::Terminate && reviews)
}

/// Conditions that hold or fail whatever the form says: first of all the rulebook.
pub fn conditions(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        Action::Suspend if !ctx.rulebook.flag(SUSPENSION) => Err(off("中止")),
        Action::Suspend if waits_for_service(matter) => Err(Refusal::missing(
            "有待送达的文书，先送达再中止",
            "serve what is signed before suspending",
        )),
        Action::Suspend if matter.open_hearing().is_some() => Err(Refusal::missing(
            "听证尚未结束，先结束听证再中止",
            "conclude the hearing before suspending",
        )),
        Action::Terminate if !ctx.rulebook.flag(TERMINATION) => Err(off("终止")),
        Action::Terminate if scopes(matter).is_empty() => Err(Refusal::missing(
            "没有可以终止的复查、复核申请或者待办诉求（听证、调解未结束的，先结束）",
            "there is nothing that could be terminated now",
        )),
        _ => Ok(()),
    }
}

fn off(what: &str) -> Refusal {
    Refusal::law(
        format!("国家规定没有{what}程序，须由地方规则册开启后才能使用"),
        "national law has no such step; a local rulebook must switch it on",
        RULE,
    )
}

fn waits_for_service(matter: &Matter) -> bool {
    matter.answers.iter().any(|answer| answer.service.is_none())
}

/// What could be terminated now: an open review, or (`None`) the open demands in handling.
pub fn scopes(matter: &Matter) -> Vec<Option<ReviewId>> {
    let mut found: Vec<_> = matter
        .open_reviews()
        .filter(|review| review.result.is_none())
        .filter(|review| matter.open_hearing_on(Some(review.id)).is_none())
        .map(|review| Some(review.id))
        .collect();
    let busy = matter.open_hearing_on(None).is_some() || matter.open_mediation().is_some();
    if matter.stage == Stage::Handling && matter.open_demands().next().is_some() && !busy {
        found.push(None);
    }
    found
}

/// Decides what a command does.
///
/// # Errors
/// A refusal that names what is missing or the rule.
pub fn decide(
    matter: &Matter,
    command: PauseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    match command {
        PauseCommand::Suspend { ground, reason } => {
            let reason = said(&reason, "中止的理由（将告知信访人）", ctx)?;
            steps.push(Event::Pause(PauseEvent::Suspended {
                suspension: Suspension {
                    ground,
                    reason,
                    before: matter.stage,
                },
            }));
            stops::stop(&mut steps, matter, Cause::Suspension, ctx.today);
        }
        PauseCommand::Resume { reason } => {
            let reason = said(&reason, "恢复的理由（将告知信访人）", ctx)?;
            steps.push(Event::Pause(PauseEvent::Resumed { reason }));
            stops::restart(&mut steps, matter, Cause::Suspension);
        }
        PauseCommand::Terminate {
            review,
            ground,
            reason,
            signer,
        } => {
            if !scopes(matter).contains(&review) {
                return Err(Refusal::input(
                    "该申请已有变化，请刷新页面",
                    "it has moved on; reload the page",
                ));
            }
            let units = match review.and_then(|id| matter.review(id)) {
                Some(review) => vec![review.desk, review.body],
                None => vec![matter.owner],
            };
            review::decide::by_unit(ctx, &units)?;
            let reason = required(&reason, "终止的理由", "why it ends")?;
            let kind = AnswerKind::Terminated {
                review,
                ground,
                reason,
            };
            steps.push(notice(matter, review, kind, signer, ctx)?);
        }
    }
    Ok(steps.events)
}

fn said(text: &str, zh: &str, ctx: &Context<'_>) -> Result<Said, Refusal> {
    Ok(Said {
        on: ctx.today,
        text: required(text, zh, "the reason, told to the petitioner")?,
    })
}

fn notice(
    matter: &Matter,
    review: Option<ReviewId>,
    kind: AnswerKind,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Event, Refusal> {
    if let Some(review) = review.and_then(|id| matter.review(id)) {
        let signer = review::body::signer(matter, review, signer, ctx)?;
        return Ok(review::decide::answer(matter, review, kind, signer, ctx));
    }
    let signer = leader_of_owner(matter, signer, ctx)?;
    let demands: Vec<DemandId> = matter.open_demands().map(|demand| demand.id).collect();
    Ok(Event::AnswerIssued {
        answer: super::decide::new_answer(matter, kind, demands, Some(signer), ctx.today),
    })
}

impl Matter {
    pub(super) fn apply_pause(&mut self, event: &PauseEvent) {
        match event {
            PauseEvent::Suspended { suspension } => {
                self.stage = Stage::Suspended;
                self.suspension = Some(suspension.clone());
            }
            PauseEvent::Resumed { .. } => {
                if let Some(suspension) = self.suspension.take() {
                    self.stage = suspension.before;
                }
            }
        }
    }
}

impl PauseCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Suspend { .. } => Action::Suspend,
            Self::Resume { .. } => Action::Resume,
            Self::Terminate { .. } => Action::Terminate,
        }
    }
}
