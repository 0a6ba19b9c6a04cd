//! Which handling clock watches which demand.

use crate::decide::handling::{handling_limit, period_starts};
use crate::decide::steps::Steps;
use crate::state::{Demand, Matter};
use crate::{Context, Holder};
use kernel::refusal::Refusal;

use super::Route;

/// The clocks of handling, each watching demands of one kind.
const HANDLING: [&str; 4] = ["K6", "K6S", "K6A", "K8"];

/// The limit that runs while a demand is handled: duties of route five have their own (K8).
pub(crate) fn handling_limit_of(demand: &Demand) -> &'static str {
    if demand.route == Some(Route::Duty) {
        return "K8";
    }
    handling_limit(demand.purpose)
}

/// Whether a clock of `limit` ends when this demand's answer is served.
pub(crate) fn watches(limit: &str, demand: &Demand) -> bool {
    match limit {
        "K8a" => demand.route == Some(Route::Duty),
        "K22R" => handling_limit_of(demand) == "K6A",
        _ => handling_limit_of(demand) == limit,
    }
}

/// Brings the handling clocks in line with the demands of `after`: a clock that watches nothing any more ends, one that
/// is missing starts with the day of acceptance. A demand of another route does not get its time anew.
pub(crate) fn rebalance(
    steps: &mut Steps<'_>,
    after: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let Some(accepted) = period_starts(after, ctx).filter(|_| after.is_handled()) else {
        return Ok(());
    };
    let unserved = |limit: &str| {
        after
            .demands
            .iter()
            .find(|demand| !after.is_served(demand) && handling_limit_of(demand) == limit)
    };
    for limit in HANDLING {
        let runs = after
            .clocks
            .iter()
            .any(|clock| clock.is_running() && clock.limit.as_str() == limit);
        let holder = Holder::Unit(after.owner);
        match (unserved(limit), runs) {
            (Some(demand), false) => {
                steps.start(limit, holder, accepted, Some(demand.purpose), None)?;
                start_outer(steps, after, limit, ctx)?;
            }
            (None, true) => {
                steps.end(after, &[limit], "诉求已改按其他途径办理");
                if limit == "K8" {
                    steps.end(after, &["K8a"], "诉求已改按其他途径办理");
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Beside K8 runs the day from which the petitioner may sue: two months from the application (行政诉讼法第四十七条).
pub(crate) fn start_outer(
    steps: &mut Steps<'_>,
    matter: &Matter,
    limit: &str,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if limit != "K8" {
        return Ok(());
    }
    let applied = matter
        .petitions
        .first()
        .map_or(ctx.today, |petition| petition.received);
    let purpose = Some(crate::petition::Purpose::Appeal);
    steps.start("K8a", Holder::Unit(matter.owner), applied, purpose, None)?;
    Ok(())
}
