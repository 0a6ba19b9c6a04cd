//! An assessment, decided.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::risk::{Assessment, RiskEvent, RiskLevel, RiskPoint};

use kernel::refusal::Refusal;

/// Assesses the risk of the matter.
pub(crate) fn assess(
    mut points: Vec<RiskPoint>,
    level: RiskLevel,
    help: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    points.sort_unstable();
    points.dedup();
    let help = match level {
        RiskLevel::Low => help.trim().to_owned(),
        _ => required(help, "需要的支持和措施", "the help needed")?,
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
