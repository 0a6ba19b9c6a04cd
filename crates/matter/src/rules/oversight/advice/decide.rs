//! A suggestion, decided.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::signers::leader_of;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::answer::Adoption;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::advice::{AdviceAnswer, AdviceEvent, AdviceKind, AdviceText};

use kernel::UnitId;
use kernel::org::UnitKind;
use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// The limit of the written answer.
pub const LIMIT: &str = key::ANSWER_ADVICE;

fn entered(event: AdviceEvent) -> Event {
    Event::Oversight(OversightEvent::Advice(event))
}

/// The organ's answer in writing.
pub(crate) fn answer(
    matter: &Matter,
    advice: u16,
    (adoption, text): (Adoption, &str),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
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
    let text = required(text, label, "what is done, or why it is not adopted")
        .map_err(|refusal| refusal.under("《信访工作条例》第四十条第四款"))?;
    let mut steps = Steps::on(matter, ctx);
    steps.meet_clock(found.clock);
    steps.push(entered(AdviceEvent::Answered {
        advice,
        answer: AdviceAnswer {
            adoption,
            text,
            on: ctx.today,
        },
    }));
    Ok(steps.events)
}

/// One of the three suggestions, given to an organ.
pub(crate) fn give(
    matter: &Matter,
    text: AdviceText,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
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
    steps.push(entered(AdviceEvent::Given {
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
    }));
    Ok(steps.events)
}

/// Work is improved by the organ concerned, policy by the committee or government, responsibility pursued by the organ with
/// authority over those concerned — which is never the organ itself.
fn addressee(
    matter: &Matter,
    text: &AdviceText,
    from: UnitId,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let wrong = |zh: &'static str, en: &'static str| Err(Refusal::law(zh, en, text.kind.article()));
    if !accused::may_receive(matter, text.to, ctx.org) {
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
