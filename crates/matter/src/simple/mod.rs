//! Simplified handling (简易办理): simple matters on shorter clocks. The ordinary clocks run on beneath, so switching back
//! takes nothing from the petitioner.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::command::Action;
use super::decide::steps::{Steps, required};
use super::event::Event;
use super::lawful::Route;
use super::state::{Matter, ServiceMethod, Stage};
use super::{Context, Holder};
use crate::petition::{GROUP_THRESHOLD, Purpose, Relation};
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::{Rulebook, Weight};

const ARTICLE: &str = "《信访事项简易办理办法（试行）》";
/// The clocks that simplified handling adds.
const CLOCKS: [&str; 3] = ["K19", "K20", "K21"];

/// That a matter is handled in simplified form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simple {
    /// Since when.
    pub since: Date,
    /// Whether the petitioner wants notices and opinion on paper.
    pub paper: bool,
}

/// What can be asked for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SimpleCommand {
    /// Handle in simplified form.
    Choose {
        /// Why it is simple.
        reason: String,
        /// Whether the petitioner asks for paper.
        paper: bool,
    },
    /// Go back to the ordinary procedure.
    Leave {
        /// Why it proved unfit.
        reason: String,
    },
}

impl SimpleCommand {
    /// The right it needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Choose { .. } => Action::Simplify,
            Self::Leave { .. } => Action::UseOrdinary,
        }
    }
}

/// What can have happened here. Field names are part of the ledger's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SimpleEvent {
    /// Simplified handling began.
    Chosen {
        /// The day.
        on: Date,
        /// Why it is simple.
        reason: String,
        /// Whether the petitioner asks for paper.
        paper: bool,
    },
    /// The ordinary procedure goes on.
    Left {
        /// Why.
        reason: String,
    },
}

impl Matter {
    pub(crate) fn apply_simple(&mut self, event: &SimpleEvent) {
        self.simple = match event {
            SimpleEvent::Chosen { on, paper, .. } => Some(Simple {
                since: *on,
                paper: *paper,
            }),
            SimpleEvent::Left { .. } => None,
        };
    }
}

/// Decides a command of this subject.
pub(super) fn decide(
    matter: &Matter,
    command: SimpleCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        SimpleCommand::Choose { reason, paper } => choose(matter, &reason, paper, ctx),
        SimpleCommand::Leave { reason } => {
            let reason = required(&reason, "不宜简易办理的理由", "why it proved unfit")?;
            let mut steps = Steps::on(matter, ctx);
            leave(&mut steps, matter, &reason);
            Ok(steps.events)
        }
    }
}

fn choose(
    matter: &Matter,
    reason: &str,
    paper: bool,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "适用简易办理的理由", "why it is simple")?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Simple(SimpleEvent::Chosen {
        on: ctx.today,
        reason,
        paper,
    }));
    let (key, from) = match matter.stage {
        Stage::Handling => ("K21", matter.accepted.unwrap_or(ctx.today)),
        Stage::Transferred => ("K20", receipt(matter).unwrap_or(ctx.today)),
        _ if ctx.org.is_petition_office(matter.owner) => ("K19", ctx.today),
        _ => ("K20", ctx.today),
    };
    steps.start(key, Holder::Unit(matter.owner), from, None, None)?;
    let late = steps
        .events
        .iter()
        .any(|event| matches!(event, Event::ClockStarted { clock } if ctx.today > clock.due.moved));
    if late {
        return Err(Refusal::law(
            "简易办理的期限已过，按普通程序办理",
            "the period of simplified handling has passed; the ordinary procedure goes on",
            ARTICLE,
        ));
    }
    Ok(steps.events)
}

fn receipt(matter: &Matter) -> Option<Date> {
    matter.last_handover().map(|handover| handover.on)
}

/// Ends simplified handling; the ordinary clocks have kept running.
pub(crate) fn leave(steps: &mut Steps<'_>, matter: &Matter, reason: &str) {
    steps.end(matter, &CLOCKS, "转为普通程序");
    steps.push(Event::Simple(SimpleEvent::Left {
        reason: reason.to_owned(),
    }));
}

/// Conditions that hold or fail whatever the form says.
pub(super) fn conditions(
    action: Action,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    match (action, &matter.simple) {
        (Action::Simplify, Some(_)) => Err(Refusal::new(
            RefusalKind::Stage,
            "本事项已在简易办理",
            "the matter is handled in simplified form already",
        )),
        (Action::Simplify, None) => out_of_scope(matter, ctx.rulebook),
        (Action::UseOrdinary, None) => Err(Refusal::new(
            RefusalKind::Stage,
            "本事项按普通程序办理",
            "the ordinary procedure applies already",
        )),
        (Action::Extend, Some(_)) => Err(Refusal::missing(
            "简易办理不延期；不能按期办结的，先“转为普通程序”",
            "simplified handling is not extended; go back to the ordinary procedure first",
        )
        .under(ARTICLE)),
        _ => Ok(()),
    }
}

/// Why a matter is not simple, in the order a clerk would check. The measures were not seen in full (list K, U3); what
/// the rulebook leaves open can be switched there.
fn out_of_scope(matter: &Matter, book: &Rulebook) -> Result<(), Refusal> {
    let threshold = book.number(GROUP_THRESHOLD).unwrap_or(5);
    let repeat = matter
        .petitions
        .iter()
        .any(|petition| petition.relation == Relation::Repeat);
    let sealed = matter
        .demands
        .iter()
        .any(|demand| demand.purpose == Purpose::Accusation);
    let outside = matter
        .demands
        .iter()
        .any(|demand| demand.route.is_some_and(Route::leads_out));
    let checks = [
        (
            matter.weight != Weight::Ordinary,
            "重大、紧急事项",
            "a major or urgent matter",
        ),
        (sealed, "检举控告", "an accusation"),
        (
            outside,
            "应当导入其他法定途径的事项",
            "a matter of another lawful route",
        ),
        (
            repeat && book.flag("simple_first_only"),
            "重复信访事项",
            "a repeat petition",
        ),
        (
            matter.head_count() >= threshold && book.flag("simple_no_group"),
            "集体信访事项",
            "a group petition",
        ),
        (
            !matter.routing.objections.is_empty()
                || matter.routing.tasks.iter().any(|task| task.is_open()),
            "有受理争议或者涉及多个单位的事项",
            "a matter with a dispute or several organs",
        ),
    ];
    let Some((_, zh, en)) = checks.into_iter().find(|(unfit, ..)| *unfit) else {
        return Ok(());
    };
    Err(Refusal::missing(
        format!("简易办理适用于事实清楚、责任明确、争议不大、易于解决的初次事项；本事项属于{zh}"),
        format!("simplified handling is for clear, undisputed first petitions; this is {en}"),
    )
    .under(ARTICLE))
}

/// The clock that simplified handling adds when a unit accepts.
pub(crate) fn start_handling(
    steps: &mut Steps<'_>,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if matter.simple.is_some() {
        steps.start("K21", Holder::Unit(matter.owner), ctx.today, None, None)?;
    }
    Ok(())
}

/// A petitioner who asked for paper gets paper; else web, telephone and text message will do.
pub(crate) fn check_service(matter: &Matter, method: ServiceMethod) -> Result<(), Refusal> {
    let paper = matter.simple.as_ref().is_some_and(|simple| simple.paper);
    let on_paper = matches!(
        method,
        ServiceMethod::Post | ServiceMethod::InPerson | ServiceMethod::Publication
    );
    if !paper || on_paper {
        return Ok(());
    }
    Err(Refusal::law(
        "信访人要求书面答复，应当邮寄或者当面送达书面文书",
        "the petitioner asked for paper: serve it by post or in person",
        ARTICLE,
    ))
}
