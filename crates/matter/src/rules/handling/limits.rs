//! Which handling clock watches which demand, when it starts, and how it follows a demand whose route changes.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::model::clock::Holder;
use crate::model::lawful::Route;
use crate::model::matter::Matter;
use crate::model::parts::Demand;
use crate::model::petition::Purpose;

use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// The limit that runs while demands of a purpose are handled. Only appeals have a period in law (第三十四条); the others
/// are settings of the rulebook, so that no duty is without a clock.
pub fn handling_limit(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Appeal => key::HANDLE,
        Purpose::Suggestion => key::ANSWER_SUGGESTION,
        Purpose::Accusation => key::HANDLE_ACCUSATION,
    }
}

/// Whether the rulebook lets the handling periods start when the petitioner has the acceptance notice, not with the decision
/// (list K, U7). The duty to notify then runs on until the notice is served, so that there is no day without a clock.
pub(crate) fn starts_with_notice(ctx: &Context<'_>) -> bool {
    ctx.rulebook.word("acceptance_starts_on") == Some("notice")
}

/// The limits of telling the petitioner what becomes of the petition.
pub(crate) const NOTIFYING: [&str; 3] = [key::ROUTE, key::NOTIFY_DIRECT, key::NOTIFY_SENT];

/// Starts the handling periods that demands without a served answer need: a notice signed before acceptance and not served
/// yet is a duty too.
pub(crate) fn start_unserved(
    steps: &mut Steps<'_>,
    matter: &Matter,
    from: Date,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let runs = |limit: &str| {
        let mut clocks = matter.clocks.iter();
        clocks.any(|clock| clock.is_running() && clock.limit.as_str() == limit)
    };
    let wanted = |demand: &Demand| !matter.is_served(demand) && !runs(handling_limit_of(demand));
    start_periods(steps, matter, from, ctx, &wanted)
}

/// Starts, from a day, the handling period of each kind of demand among those `wanted`.
///
/// # Errors
/// A rulebook without the limit.
pub(crate) fn start_periods(
    steps: &mut Steps<'_>,
    matter: &Matter,
    from: Date,
    ctx: &Context<'_>,
    wanted: &dyn Fn(&Demand) -> bool,
) -> Result<(), Refusal> {
    let mut started: Vec<&str> = Vec::new();
    let mut demands: Vec<&Demand> = matter.demands.iter().collect();
    demands.sort_by_key(|demand| demand.purpose);
    for demand in demands {
        let limit = handling_limit_of(demand);
        if wanted(demand) && !started.contains(&limit) {
            started.push(limit);
            let holder = Holder::Unit(matter.owner);
            steps.start(limit, holder, from, Some(demand.purpose), None)?;
            start_outer(steps, matter, limit, ctx)?;
        }
    }
    Ok(())
}

/// The day from which handling periods count; none while the notice that starts them is not served.
pub(crate) fn period_starts(matter: &Matter, ctx: &Context<'_>) -> Option<Date> {
    if !starts_with_notice(ctx) {
        return matter.accepted;
    }
    matter.accepted?;
    matter.acceptance_notice.as_ref().map(|service| service.on)
}

/// The clocks of handling, each watching demands of one kind.
const HANDLING: [&str; 4] = [
    key::HANDLE,
    key::ANSWER_SUGGESTION,
    key::HANDLE_ACCUSATION,
    key::PERFORM_DUTY,
];

/// The limit that runs while a demand is handled: duties of route five have their own (K8).
pub(crate) fn handling_limit_of(demand: &Demand) -> &'static str {
    if demand.route == Some(Route::Duty) {
        return key::PERFORM_DUTY;
    }
    handling_limit(demand.purpose)
}

/// Whether a clock of `limit` ends when this demand's answer is served.
pub(crate) fn watches(limit: &str, demand: &Demand) -> bool {
    match limit {
        key::DUTY_SUIT => demand.route == Some(Route::Duty),
        key::ACCUSER_ANSWERED => handling_limit_of(demand) == key::HANDLE_ACCUSATION,
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
                steps.end(after, &running().limits(&[limit]), "诉求已改按其他途径办理");
                if limit == key::PERFORM_DUTY {
                    steps.end(
                        after,
                        &running().limits(&[key::DUTY_SUIT]),
                        "诉求已改按其他途径办理",
                    );
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
    if limit != key::PERFORM_DUTY {
        return Ok(());
    }
    let applied = matter
        .petitions
        .first()
        .map_or(ctx.today, |petition| petition.received);
    let purpose = Some(Purpose::Appeal);
    steps.start(
        key::DUTY_SUIT,
        Holder::Unit(matter.owner),
        applied,
        purpose,
        None,
    )?;
    Ok(())
}
