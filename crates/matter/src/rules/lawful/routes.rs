//! Which demands take a handling opinion, and which words hint at a route.

use crate::model::lawful::Route;
use crate::model::matter::Matter;
use crate::model::parts::Demand;
use crate::model::petition::Purpose;

use kernel::DemandId;
use kernel::refusal::Refusal;
use kernel::rulebook::Rulebook;

const ROUTES: &str = "《信访工作条例》第三十一条";

/// A demand of routes one to five is never decided by a petition opinion.
pub(crate) fn refuse_opinion(matter: &Matter, demand: DemandId) -> Result<(), Refusal> {
    let route = matter
        .open_demands()
        .find(|kept| kept.id == demand)
        .and_then(|kept| kept.route)
        .filter(|route| *route != Route::Petition);
    let Some(route) = route else { return Ok(()) };
    let what = if route == Route::Duty {
        "应当依法履行或者答复，出具投诉（举报）处理情况告知书"
    } else {
        "应当导入该法定途径"
    };
    Err(Refusal::law(
        format!(
            "诉求{demand}属于“{}”，{what}，不得用信访处理意见书代替",
            route.zh()
        ),
        format!(
            "demand {demand} belongs to route “{}”; a petition opinion may not stand in for it",
            route.en()
        ),
        ROUTES,
    ))
}

/// Whether an opinion may decide a demand: only appeals of the ordinary procedure end in one.
pub fn takes_opinion(demand: &Demand) -> bool {
    demand.purpose == Purpose::Appeal && demand.route.is_none_or(|route| route == Route::Petition)
}

/// Routes whose words stand in a text: hints for the clerk, never a decision.
pub fn route_hints<'b>(text: &str, book: &'b Rulebook) -> Vec<(Route, &'b str)> {
    Route::ALL
        .iter()
        .filter_map(|route| {
            let hints = &book.route(route.code())?.hints;
            let word = hints.iter().find(|word| text.contains(word.as_str()))?;
            Some((*route, word.as_str()))
        })
        .collect()
}
