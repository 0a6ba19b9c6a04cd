//! Reading, instructing and studying, decided.

use jiff::civil::Date;

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::recused;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::instruction::{
    Disposition, Instruction, InstructionEvent, Reading, Study,
};
use crate::rules::oversight::guard::days_until;

use kernel::org::Role;
use kernel::refusal::Refusal;
use kernel::rulebook::key;
use kernel::{PostId, UnitId};

/// Puts the matter before a leader.
pub(crate) fn submit(
    matter: &Matter,
    to: PostId,
    (summary, proposal): (&str, &str),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reading = reading(matter, to, summary, proposal, ctx)?;
    Ok(vec![entered(InstructionEvent::Submitted(reading))])
}

/// A leader's words on the matter; what is delegated goes before the other leader with them.
pub(crate) fn instruct(
    matter: &Matter,
    draft: Draft,
    leader: Option<PostId>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    let disposition = draft.disposition;
    let instruction = write(matter, draft, &mut steps, ctx)?;
    let text = instruction.text.clone();
    push(&mut steps, InstructionEvent::Written(instruction));
    if disposition == Disposition::Delegate {
        let leader = leader.ok_or_else(|| {
            Refusal::input("请选择批转给哪位负责人", "choose the leader it goes to")
        })?;
        let reading = reading(matter, leader, &text, "", ctx)?;
        push(&mut steps, InstructionEvent::Submitted(reading));
    }
    Ok(steps.events)
}

/// The unit named in an instruction reports what was done.
pub(crate) fn report(
    matter: &Matter,
    instruction: u16,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let found =
        matter.oversight.instructions.iter().find(|one| {
            one.id == instruction && one.is_open() && one.disposition == Disposition::Task
        });
    let found = found.ok_or_else(|| {
        Refusal::input(
            "请选择一项批示，或刷新页面",
            "choose an instruction, or reload the page",
        )
    })?;
    if ctx
        .actor
        .viewer()
        .is_some_and(|viewer| Some(viewer.unit) != found.to)
    {
        return Err(Refusal::not_yours(
            "由批示指定的单位报告",
            "the unit named in the instruction reports",
        ));
    }
    let mut steps = Steps::on(matter, ctx);
    found.clock.into_iter().for_each(|clock| {
        steps.meet_clock(clock);
    });
    let text = required(text, "落实情况", "what was done")?;
    push(
        &mut steps,
        InstructionEvent::Reported {
            instruction,
            text,
            on: ctx.today,
        },
    );
    Ok(steps.events)
}

/// Records a collective study, and what it gives a unit to do.
pub(crate) fn study(
    matter: &Matter,
    study: Study,
    task: Option<(UnitId, Date)>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    record(matter, study, task, &mut steps, ctx)?;
    Ok(steps.events)
}

fn entered(event: InstructionEvent) -> Event {
    Event::Oversight(OversightEvent::Instruction(event))
}

fn push(steps: &mut Steps<'_>, event: InstructionEvent) {
    steps.push(entered(event));
}

/// A leader who may read it: in office, not accused, not recused, and not of an accused unit.
fn reading(
    matter: &Matter,
    to: PostId,
    summary: &str,
    proposal: &str,
    ctx: &Context<'_>,
) -> Result<Reading, Refusal> {
    let leader = ctx.org.post(to).filter(|post| {
        post.role == Role::Leader
            && ctx.org.in_force(post, ctx.today)
            && accused::may_receive(matter, post.unit, ctx.org)
            && !matter.accused.persons.contains(&post.person)
    });
    if leader.is_none() {
        return Err(Refusal::input(
            "请选择在任且可以接触本事项的负责人",
            "choose a leader in office who may have this matter",
        ));
    }
    recused::guard_post(matter, to, ctx)?;
    let waits = |one: &Reading| one.to == to && !one.read;
    if matter.oversight.readings.iter().any(waits) {
        return Err(Refusal::missing(
            "已经呈这位负责人阅批，尚未批示",
            "it waits for that leader already",
        ));
    }
    Ok(Reading {
        id: matter
            .oversight
            .readings
            .last()
            .map_or(1, |last| last.id.saturating_add(1)),
        to,
        by: acting(ctx)?,
        on: ctx.today,
        summary: required(summary, "呈阅摘要", "summary")?,
        proposal: proposal.trim().to_owned(),
        read: false,
    })
}

/// What a leader writes, before it is looked at.
pub(crate) struct Draft {
    /// The reading that it answers.
    pub(crate) reading: Option<u16>,
    /// What is to happen.
    pub(crate) disposition: Disposition,
    /// The words.
    pub(crate) text: String,
    /// The unit that is to do something.
    pub(crate) to: Option<UnitId>,
    /// Until when.
    pub(crate) by: Option<Date>,
}

fn write(
    matter: &Matter,
    draft: Draft,
    steps: &mut Steps<'_>,
    ctx: &Context<'_>,
) -> Result<Instruction, Refusal> {
    let by = acting(ctx)?;
    let unit = ctx.org.post(by).map_or(matter.office, |post| post.unit);
    if let Some(id) = draft.reading {
        let mine = matter.oversight.readings.iter().any(|one| {
            one.id == id && !one.read && ctx.org.acts_for(by) == ctx.org.acts_for(one.to)
        });
        if !mine {
            return Err(Refusal::input(
                "请选择一件呈您阅批的，或刷新页面",
                "choose a reading of yours, or reload the page",
            ));
        }
    }
    let (to, due, clock) = match draft.disposition {
        Disposition::Task => {
            let (to, due) = task(matter, draft.to, draft.by, ctx)?;
            let clock = steps.start_beside(LIMIT, to, Some(days_until(due, ctx)?))?;
            (Some(to), Some(due), Some(clock))
        }
        _ => (None, None, None),
    };
    let text = match draft.disposition {
        Disposition::Read => draft.text.trim().to_owned(),
        _ => required(&draft.text, "批示内容", "the instruction")?,
    };
    Ok(Instruction {
        id: next(matter),
        reading: draft.reading,
        by,
        unit,
        disposition: draft.disposition,
        text,
        to,
        due,
        clock,
        on: ctx.today,
        report: None,
        withdrawn: false,
    })
}

fn next(matter: &Matter) -> u16 {
    matter
        .oversight
        .instructions
        .last()
        .map_or(1, |last| last.id.saturating_add(1))
}

fn task(
    matter: &Matter,
    to: Option<UnitId>,
    by: Option<Date>,
    ctx: &Context<'_>,
) -> Result<(UnitId, Date), Refusal> {
    let to =
        to.ok_or_else(|| Refusal::input("请选择由哪个单位落实", "choose the unit that does it"))?;
    if !accused::may_receive(matter, to, ctx.org) {
        return Err(Refusal::law(
            "被检举控告的单位及其下级、已停用的单位不能接办",
            "an accused unit, one below it or one that no longer works cannot be given it",
            "《信访工作条例》第三十条第三款",
        ));
    }
    let by = by.ok_or_else(|| Refusal::input("请填写完成日期", "enter the day it is due"))?;
    Ok((to, by))
}

fn record(
    matter: &Matter,
    study: Study,
    follow: Option<(UnitId, Date)>,
    steps: &mut Steps<'_>,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let asked = |id: u16| {
        matter
            .oversight
            .instructions
            .iter()
            .any(|one| one.id == id && one.is_open() && one.disposition == Disposition::Study)
    };
    if study.instruction.is_some_and(|id| !asked(id)) {
        return Err(Refusal::input(
            "请选择要求集体研究的批示，或刷新页面",
            "choose the instruction that asked for it",
        ));
    }
    if study.on > ctx.today {
        return Err(Refusal::input(
            "集体研究的日期不能晚于今天",
            "the day of the study lies in the future",
        ));
    }
    let study = Study {
        members: required(&study.members, "参加人员", "who took part")?,
        minutes: required(&study.minutes, "研究记录", "the minutes")?,
        decision: required(&study.decision, "研究决定", "what was decided")?,
        ..study
    };
    let text = study.decision.clone();
    push(steps, InstructionEvent::Studied(study));
    if let Some((to, by)) = follow {
        let draft = Draft {
            reading: None,
            disposition: Disposition::Task,
            text,
            to: Some(to),
            by: Some(by),
        };
        let instruction = write(matter, draft, steps, ctx)?;
        push(steps, InstructionEvent::Written(instruction));
    }
    Ok(())
}

/// The limit that an instruction's date follows.
pub const LIMIT: &str = key::INSTRUCTION;
