//! The three suggestions (三项建议): improve work, perfect policy, pursue responsibility — each tracked to its written answer
//! (《信访工作条例》第四十条).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DutyKind, DutyRow, OversightEvent, acting, leader_of, open_stage, staff, supervision};
use crate::command::Action;
use crate::decide::{Steps, required};
use crate::sight;
use crate::state::Adoption;
use crate::{Context, Event, Matter};
use kernel::coded;
use kernel::org::{Role, UnitKind};
use kernel::refusal::Refusal;
use kernel::{ClockId, PostId, UnitId};

/// The limit of the written answer.
pub const LIMIT: &str = "K15";

coded! {
    /// Which of the three.
    AdviceKind {
        /// To the organ concerned (第四十条第一款).
        Improve = "improve", "改进工作建议", "Improve work";
        /// To the own committee or government (第四十条第二款).
        Policy = "policy", "完善政策建议", "Perfect policy";
        /// To the organ with management authority (第四十条第三款).
        Responsibility = "responsibility", "追究责任建议", "Pursue responsibility";
    }
}

impl AdviceKind {
    /// The article it rests on.
    pub fn article(self) -> &'static str {
        match self {
            Self::Improve => "《信访工作条例》第四十条第一款",
            Self::Policy => "《信访工作条例》第四十条第二款",
            Self::Responsibility => "《信访工作条例》第四十条第三款",
        }
    }
}

/// The words of a suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceText {
    /// Which of the three.
    pub kind: AdviceKind,
    /// To whom.
    pub to: UnitId,
    /// The problem.
    pub problem: String,
    /// What is suggested.
    pub suggestion: String,
    /// The leader who signed it.
    pub signer: PostId,
}

/// The written answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceAnswer {
    /// Adopted, partly or not.
    pub adoption: Adoption,
    /// What is done; where not adopted, why.
    pub text: String,
    /// The day.
    pub on: Date,
}

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The unit that suggests.
    pub from: UnitId,
    /// Its words.
    pub text: AdviceText,
    /// The day it was given.
    pub on: Date,
    /// The clock of the answer.
    pub clock: ClockId,
    /// The day the answer is due.
    pub due: Date,
    /// The answer.
    pub answer: Option<AdviceAnswer>,
    /// Withdrawn, because a unit may not have the matter any more.
    pub withdrawn: bool,
}

impl Advice {
    /// Whether its answer is awaited.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && !self.withdrawn
    }
}

/// A command about the three suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdviceCommand {
    /// Suggest.
    Give(AdviceText),
    /// Answer in writing.
    Answer {
        /// Which.
        advice: u16,
        /// Adopted, partly or not.
        adoption: Adoption,
        /// What is done; where not adopted, why.
        text: String,
    },
}

/// What happened about the three suggestions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceEvent {
    /// A suggestion was given.
    Given {
        /// Its number.
        id: u16,
        /// The unit that suggests.
        from: UnitId,
        /// Its words.
        text: AdviceText,
        /// The clock of the answer.
        clock: ClockId,
        /// The day the answer is due.
        due: Date,
        /// The day it was given.
        on: Date,
    },
    /// It was answered.
    Answered {
        /// Which.
        advice: u16,
        /// The answer.
        answer: AdviceAnswer,
    },
    /// A unit may not have the matter any more.
    Withdrawn {
        /// Which.
        advice: u16,
    },
}

impl AdviceCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Give(_) => Action::Advise,
            Self::Answer { .. } => Action::AnswerAdvice,
        }
    }
}

pub(super) fn concerns(action: Action) -> bool {
    matches!(action, Action::Advise | Action::AnswerAdvice)
}

pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if action == Action::Advise {
        supervision::supervisor(matter, ctx)?;
        return open_stage(action, matter);
    }
    let viewer = staff(matter, ctx, &[Role::Handler, Role::Leader])?;
    let mut open = matter
        .oversight
        .advice
        .iter()
        .filter(|advice| advice.is_open());
    if open.any(|advice| viewer.is_none_or(|viewer| viewer.unit == advice.text.to)) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待您单位书面反馈的建议",
        "no suggestion waits for your unit's written answer",
    ))
}

pub(super) fn decide(
    matter: &Matter,
    command: AdviceCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    let event = match command {
        AdviceCommand::Give(text) => give(matter, text, &mut steps, ctx)?,
        AdviceCommand::Answer {
            advice,
            adoption,
            text,
        } => {
            let found = matter
                .oversight
                .advice
                .iter()
                .find(|one| one.id == advice && one.is_open());
            let found = found.ok_or_else(|| {
                Refusal::input(
                    "请选择一项建议，或刷新页面",
                    "choose a suggestion, or reload the page",
                )
            })?;
            if ctx
                .actor
                .viewer()
                .is_some_and(|viewer| viewer.unit != found.text.to)
            {
                return Err(Refusal::not_yours(
                    "由收到建议的单位反馈",
                    "the unit that received it answers",
                ));
            }
            let label = if adoption == Adoption::NotAdopted {
                "不采纳的理由"
            } else {
                "采纳和落实情况"
            };
            let text = required(&text, label, "what is done, or why it is not adopted")
                .map_err(|refusal| refusal.under("《信访工作条例》第四十条第四款"))?;
            steps.finish(found.clock);
            AdviceEvent::Answered {
                advice,
                answer: AdviceAnswer {
                    adoption,
                    text,
                    on: ctx.today,
                },
            }
        }
    };
    steps.push(Event::Oversight(OversightEvent::Advice(event)));
    Ok(steps.events)
}

fn give(
    matter: &Matter,
    text: AdviceText,
    steps: &mut Steps<'_>,
    ctx: &Context<'_>,
) -> Result<AdviceEvent, Refusal> {
    let from = ctx
        .org
        .post(acting(ctx)?)
        .map_or(matter.office, |post| post.unit);
    addressee(matter, &text, from, ctx)?;
    let text = AdviceText {
        problem: required(&text.problem, "存在的问题", "the problem")?,
        suggestion: required(&text.suggestion, "建议内容", "what is suggested")?,
        signer: leader_of(from, text.signer, matter, ctx)?,
        ..text
    };
    let clock = steps.start_beside(LIMIT, text.to, None)?;
    let due = steps.due_of(clock).unwrap_or(ctx.today);
    Ok(AdviceEvent::Given {
        id: matter
            .oversight
            .advice
            .last()
            .map_or(1, |last| last.id.saturating_add(1)),
        from,
        text,
        clock,
        due,
        on: ctx.today,
    })
}

/// Work is improved by the organ concerned, policy by the committee or government, responsibility pursued by the organ with
/// authority over those concerned — which is never the organ itself.
fn addressee(
    matter: &Matter,
    text: &AdviceText,
    from: UnitId,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let wrong = |zh: &str, en: &str| Err(Refusal::law(zh, en, text.kind.article()));
    if !sight::may_receive(matter, text.to, ctx.org) {
        return Err(Refusal::law(
            "被检举控告的单位及其下级、已停用的单位不能收到本事项的建议",
            "an accused unit, one below it or one that no longer works cannot receive it",
            "《信访工作条例》第三十条第三款",
        ));
    }
    if text.to == from {
        return wrong(
            "建议应当向其他机关、单位提出",
            "a suggestion goes to another unit",
        );
    }
    let kind = ctx.org.unit(text.to).map(|unit| unit.kind);
    match text.kind {
        AdviceKind::Policy if kind != Some(UnitKind::Government) => wrong(
            "完善政策建议向本级党委和政府提出",
            "a policy suggestion goes to the committee or government",
        ),
        AdviceKind::Responsibility if text.to == matter.owner => wrong(
            "追究责任建议向有管理权限的机关、单位提出，不能向被建议追责的单位自己提出",
            "it goes to the organ with authority over those concerned, not to themselves",
        ),
        _ => Ok(()),
    }
}

pub(super) fn apply(matter: &mut Matter, event: &AdviceEvent) {
    let advice = &mut matter.oversight.advice;
    match event {
        AdviceEvent::Given {
            id,
            from,
            text,
            clock,
            due,
            on,
        } => advice.push(Advice {
            id: *id,
            from: *from,
            text: text.clone(),
            on: *on,
            clock: *clock,
            due: *due,
            answer: None,
            withdrawn: false,
        }),
        AdviceEvent::Answered { advice: id, answer } => {
            for one in advice.iter_mut().filter(|one| one.id == *id) {
                one.answer = Some(answer.clone());
            }
        }
        AdviceEvent::Withdrawn { advice: id } => {
            for one in advice.iter_mut().filter(|one| one.id == *id) {
                one.withdrawn = true;
            }
        }
    }
}

/// Suggestions to units that may not have the matter any more end.
pub(super) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<AdviceEvent> {
    let open = matter
        .oversight
        .advice
        .iter()
        .filter(|advice| advice.is_open());
    open.filter(|advice| barred(advice.text.to) || barred(advice.from))
        .map(|advice| AdviceEvent::Withdrawn { advice: advice.id })
        .collect()
}

pub(super) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    for advice in matter
        .oversight
        .advice
        .iter()
        .filter(|advice| advice.is_open())
    {
        rows.push(DutyRow::of_unit(
            DutyKind::Advice,
            advice.id,
            advice.text.to,
            advice.on,
            Some(advice.due),
        ));
    }
}
