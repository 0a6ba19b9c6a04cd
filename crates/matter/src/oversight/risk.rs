//! Risk assessment of a matter (风险评估): a checklist on the matter that calls for more help. It is about the matter and how it was
//! handled; there is nothing in it about a person, and nothing adds up to a score.

use jiff::civil::Date;
use kernel::coded;
use serde::{Deserialize, Serialize};

use super::{ANYONE, OversightEvent, acting, open_stage, staff};
use crate::command::Action;
use crate::decide::required;
use crate::petition::{GROUP_THRESHOLD, Relation};
use crate::sight;
use crate::{Context, Event, Matter};
use kernel::PostId;
use kernel::access::Viewer;
use kernel::refusal::Refusal;
use kernel::rulebook::Rulebook;

coded! {
    /// What may make a matter hard.
    RiskPoint {
        /// Many people are concerned.
        ManyAffected = "many_affected", "涉及人数较多", "Many people are concerned";
        /// A period has passed.
        Overdue = "overdue", "办理期限已过或者曾经逾期", "A period has passed";
        /// It was handed to and fro.
        HandedBack = "handed_back", "曾被退回或者职责有争议", "It was handed back or is disputed";
        /// It was raised again.
        Repeated = "repeated", "同一事项多次提出，说明尚未解决", "It was raised again: it is not solved";
        /// Like matters exist elsewhere.
        Similar = "similar", "存在类似事项，可能是共性问题", "Like matters exist: perhaps a common problem";
        /// Safety, wages, housing or health are at stake.
        Livelihood = "livelihood", "涉及安全、工资、住房、医疗等基本生活", "Safety, wages, housing or health are at stake";
        /// Several organs must act together.
        SeveralOrgans = "several_organs", "需要多个单位共同解决", "Several organs must act together";
        /// What was promised was not done.
        NotPerformed = "not_performed", "处理意见或者承诺尚未落实", "What was decided or promised was not done";
    }
}

coded! {
    /// How much help the matter calls for.
    RiskLevel {
        /// The ordinary procedure does.
        Low = "low", "低：按正常程序办理", "Low: the ordinary procedure";
        /// It needs attention.
        Medium = "medium", "中：需要重点关注和协调", "Medium: attention and coordination";
        /// It needs help from above.
        High = "high", "高：需要上级支持", "High: help from above";
    }
}

/// One assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// What applies.
    pub points: Vec<RiskPoint>,
    /// How much help is called for, as a person judges.
    pub level: RiskLevel,
    /// Which help, from whom.
    pub help: String,
    /// Who judged.
    pub by: PostId,
    /// The day.
    pub on: Date,
}

/// A command about risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RiskCommand {
    /// Assess.
    Assess {
        /// What applies.
        points: Vec<RiskPoint>,
        /// How much help is called for.
        level: RiskLevel,
        /// Which help.
        help: String,
    },
}

/// What happened about risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskEvent {
    /// Assessed.
    Assessed(Assessment),
}

impl RiskCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        Action::AssessRisk
    }
}

pub(super) fn concerns(action: Action) -> bool {
    action == Action::AssessRisk
}

/// The points that the record itself shows; a person adds what it cannot know.
pub fn on_record(matter: &Matter, book: &Rulebook, today: Date) -> Vec<RiskPoint> {
    let many = book.number(GROUP_THRESHOLD).unwrap_or(u32::MAX);
    let late = |clock: &crate::Clock| clock.unit().is_some() && clock.is_late(today);
    let repeat = |petition: &crate::petition::Petition| petition.relation == Relation::Repeat;
    let unperformed = |one: &super::FollowUp| one.outcome == Some(super::FollowUpOutcome::NotDone);
    let shown = [
        (RiskPoint::ManyAffected, matter.head_count() >= many),
        (RiskPoint::Overdue, matter.clocks.iter().any(late)),
        (
            RiskPoint::HandedBack,
            matter.returns > 0 || matter.objection.is_some(),
        ),
        (RiskPoint::Repeated, matter.petitions.iter().any(repeat)),
        (RiskPoint::Similar, !matter.related.is_empty()),
        (
            RiskPoint::NotPerformed,
            matter.oversight.follow_ups.iter().any(unperformed),
        ),
    ];
    shown
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(point, _)| point)
        .collect()
}

pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, ANYONE)?;
    let theirs = |viewer: &Viewer| {
        [matter.owner, matter.office].contains(&viewer.unit)
            || sight::oversees(viewer, matter, ctx.org)
    };
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            "由负责单位或者其上的信访部门评估",
            "the organ or the petition department assesses",
        ));
    }
    open_stage(action, matter)
}

pub(super) fn decide(command: RiskCommand, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let RiskCommand::Assess {
        mut points,
        level,
        help,
    } = command;
    points.sort_unstable();
    points.dedup();
    let help = match level {
        RiskLevel::Low => help.trim().to_owned(),
        _ => required(&help, "需要的支持和措施", "the help needed")?,
    };
    let assessment = Assessment {
        points,
        level,
        help,
        by: acting(ctx)?,
        on: ctx.today,
    };
    let event = RiskEvent::Assessed(assessment);
    Ok(vec![Event::Oversight(OversightEvent::Risk(event))])
}

pub(super) fn apply(matter: &mut Matter, event: &RiskEvent) {
    let RiskEvent::Assessed(assessment) = event;
    matter.oversight.risk = Some(assessment.clone());
}
