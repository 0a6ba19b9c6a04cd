//! Carrying out what was promised: by an opinion that supports the request (《信访工作条例》第三十二条第二款), or by an agreement
//! whose performance is watched (《人民调解法》第三十一条).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decide::steps::{Steps, required};
use super::review::{Outcome, Said};
use super::state::{Answer, AnswerKind, Decision, Matter, Stage};
use super::{Context, Event, Holder};
use crate::Action;
use crate::sight;
use kernel::access::Viewer;
use kernel::coded;
use kernel::org::Role;
use kernel::refusal::Refusal;
use kernel::{AnswerId, ExecutionId, UnitId};

coded! {
    /// How far it has come.
    ExecutionState {
        /// It is to be done.
        Open = "open", "待履行", "To do";
        /// It was done.
        Done = "done", "已履行", "Done";
        /// It was not done.
        NotDone = "not_done", "未履行", "Not done";
    }
}

/// One thing to be done by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// Its number inside the matter.
    pub id: ExecutionId,
    /// The opinion or agreement that promises it.
    pub answer: AnswerId,
    /// The unit that sees to it.
    pub unit: UnitId,
    /// What is to be done.
    pub what: String,
    /// By when.
    pub by: Date,
    /// How far it has come.
    pub state: ExecutionState,
    /// How often and when it was urged.
    #[serde(default)]
    pub urged: Vec<Said>,
    /// What came of it.
    #[serde(default)]
    pub result: Option<Said>,
}

impl Execution {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.state == ExecutionState::Open
    }
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecutionEvent {
    /// Something is to be done by a day.
    Tracked {
        /// The execution.
        execution: Execution,
    },
    /// It was urged.
    Urged {
        /// Which.
        execution: ExecutionId,
        /// The words.
        words: Said,
    },
    /// It was done, or was not.
    Reported {
        /// Which.
        execution: ExecutionId,
        /// Whether it was done.
        done: bool,
        /// What came of it.
        result: Said,
    },
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecutionCommand {
    /// Watch that something is done by a day.
    Track {
        /// The opinion that promises it.
        answer: AnswerId,
        /// What.
        what: String,
        /// By when.
        by: Date,
    },
    /// Urge it.
    Urge {
        /// Which.
        execution: ExecutionId,
        /// The words.
        words: String,
    },
    /// Report what came of it.
    Report {
        /// Which.
        execution: ExecutionId,
        /// Whether it was done.
        done: bool,
        /// What came of it.
        result: String,
    },
}

/// The actions of this subject.
pub fn is_ours(action: Action) -> bool {
    matches!(
        action,
        Action::TrackExecution | Action::UrgeExecution | Action::ReportExecution
    )
}

/// The roles that carry the right.
pub fn roles(action: Action) -> &'static [Role] {
    use Role::{Clerk, Handler, Leader, Supervisor};
    match action {
        Action::UrgeExecution => &[Clerk, Handler, Leader, Supervisor],
        _ => &[Handler, Leader],
    }
}

/// Whether this viewer's unit may: whoever decided or answers for it; urging is open to all who see the matter.
pub fn unit_may(action: Action, matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    if action == Action::UrgeExecution {
        return sight::can_see(viewer, matter, ctx.org);
    }
    matter.owner == viewer.unit
        || matter
            .answers
            .iter()
            .any(|answer| answer.unit == viewer.unit)
        || matter.executions.iter().any(|one| one.unit == viewer.unit)
}

/// The served opinions that support a request, and so are to be carried out.
pub fn supporting(matter: &Matter) -> Vec<&Answer> {
    let supports = |answer: &&Answer| {
        let decisions = match &answer.kind {
            AnswerKind::Opinion(opinion) => &opinion.decisions,
            AnswerKind::Review(opinion) if opinion.outcome == Outcome::Change => &opinion.decisions,
            _ => return false,
        };
        let current = matter
            .demands
            .iter()
            .any(|demand| answer.demands.contains(&demand.id) && demand.answer.is_some());
        current
            && answer.service.is_some()
            && decisions
                .iter()
                .any(|(_, decision)| *decision == Decision::Support)
    };
    matter.answers.iter().filter(supports).collect()
}

/// Whether the stage allows it.
pub fn fits_stage(action: Action, stage: Stage) -> bool {
    match action {
        Action::TrackExecution => matches!(
            stage,
            Stage::Handling
                | Stage::Answered
                | Stage::Served
                | Stage::Executing
                | Stage::Lapsed
                | Stage::Concluded
        ),
        _ => !matches!(stage, Stage::Joined | Stage::Suspended),
    }
}

/// Conditions that hold or fail whatever the form says.
pub fn conditions(action: Action, matter: &Matter) -> Result<(), Refusal> {
    if action == Action::TrackExecution {
        if supporting(matter).is_empty() {
            return Err(Refusal::missing(
                "没有已送达的“予以支持”的意见需要执行",
                "no served opinion supports a request",
            )
            .under("《信访工作条例》第三十二条第二款"));
        }
        return Ok(());
    }
    if matter.executions.iter().any(Execution::is_open) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待履行的事项",
        "nothing waits to be carried out",
    ))
}

/// Decides what a command does.
///
/// # Errors
/// A refusal that names what is missing.
pub fn decide(
    matter: &Matter,
    command: ExecutionCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    match command {
        ExecutionCommand::Track { answer, what, by } => {
            let found = supporting(matter)
                .into_iter()
                .find(|one| one.id == answer)
                .ok_or_else(|| {
                    Refusal::input("请选择支持诉求的意见", "choose an opinion that supports")
                })?;
            let what = required(&what, "执行内容", "what is to be done")?;
            let unit = performer(matter, found, ctx);
            track(&mut steps, next_id(matter), (answer, unit), (what, by), ctx)?;
        }
        ExecutionCommand::Urge { execution, words } => {
            let execution = find(matter, execution)?.id;
            let words = said(&words, "督促的内容", ctx)?;
            steps.push(Event::Execution(ExecutionEvent::Urged { execution, words }));
        }
        ExecutionCommand::Report {
            execution,
            done,
            result,
        } => {
            let one = find(matter, execution)?;
            let result = said(&result, "履行情况", ctx)?;
            // The duty is met either way: what was watched is now known.
            steps.meet_named(matter, "K32", one.unit, one.by);
            steps.push(Event::Execution(ExecutionEvent::Reported {
                execution: one.id,
                done,
                result,
            }));
        }
    }
    Ok(steps.events)
}

/// The organ that gave the opinion sees to it; where a review body decided, the organ under review does.
fn performer(matter: &Matter, answer: &Answer, ctx: &Context<'_>) -> UnitId {
    let under_review = answer
        .kind
        .review()
        .and_then(|id| matter.review(id))
        .map(|review| matter.first_decider(review));
    let unit = under_review.unwrap_or(answer.unit);
    if sight::may_receive(matter, unit, ctx.org) {
        unit
    } else {
        matter.owner
    }
}

/// The next free number.
pub fn next_id(matter: &Matter) -> ExecutionId {
    ExecutionId(
        matter
            .executions
            .iter()
            .map(|one| one.id.0)
            .max()
            .unwrap_or(0)
            + 1,
    )
}

/// Starts to watch a promise, with a clock until its day.
///
/// # Errors
/// When the day lies in the past or too far ahead.
pub fn track(
    steps: &mut Steps<'_>,
    id: ExecutionId,
    (answer, unit): (AnswerId, UnitId),
    (what, by): (String, Date),
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let days = (by - ctx.today).get_days();
    let named = u16::try_from(days)
        .ok()
        .filter(|days| *days <= 3660)
        .ok_or_else(|| {
            Refusal::input(
                format!("履行日期 {by} 应在今天或以后、十年以内"),
                format!("the day {by} must be today or later, within ten years"),
            )
        })?;
    steps.push(Event::Execution(ExecutionEvent::Tracked {
        execution: Execution {
            id,
            answer,
            unit,
            what,
            by,
            state: ExecutionState::Open,
            urged: Vec::new(),
            result: None,
        },
    }));
    steps.start("K32", Holder::Unit(unit), ctx.today, None, Some(named))?;
    Ok(())
}

fn find(matter: &Matter, id: ExecutionId) -> Result<&Execution, Refusal> {
    matter
        .executions
        .iter()
        .find(|one| one.id == id && one.is_open())
        .ok_or_else(|| {
            Refusal::input(
                "该项已有结果，请刷新页面",
                "that one has its result already",
            )
        })
}

fn said(text: &str, zh: &str, ctx: &Context<'_>) -> Result<Said, Refusal> {
    Ok(Said {
        on: ctx.today,
        text: required(text, zh, zh)?,
    })
}

impl Matter {
    pub(super) fn apply_execution(&mut self, event: &ExecutionEvent) {
        let id = match event {
            ExecutionEvent::Tracked { execution } => {
                self.executions.push(execution.clone());
                return self.settle();
            }
            ExecutionEvent::Urged { execution, .. }
            | ExecutionEvent::Reported { execution, .. } => *execution,
        };
        if let Some(found) = self.executions.iter_mut().find(|one| one.id == id) {
            match event {
                ExecutionEvent::Urged { words, .. } => found.urged.push(words.clone()),
                ExecutionEvent::Reported { done, result, .. } => {
                    found.state = if *done {
                        ExecutionState::Done
                    } else {
                        ExecutionState::NotDone
                    };
                    found.result = Some(result.clone());
                }
                ExecutionEvent::Tracked { .. } => {}
            }
        }
        self.settle();
    }
}

impl ExecutionCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Track { .. } => Action::TrackExecution,
            Self::Urge { .. } => Action::UrgeExecution,
            Self::Report { .. } => Action::ReportExecution,
        }
    }
}
