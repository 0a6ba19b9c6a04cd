//! An assessment, decided.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::risk::{Assessment, RiskCommand, RiskEvent, RiskLevel};

use kernel::refusal::Refusal;

pub(crate) fn decide(command: RiskCommand, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
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
