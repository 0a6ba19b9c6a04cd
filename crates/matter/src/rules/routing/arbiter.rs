//! Who decides a dispute, and after how many returns somebody must.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::model::matter::Matter;

use kernel::UnitId;
use kernel::org::Org;

/// Who decides a dispute: the nearest unit above all who are part of it, else the joint conference (第二十四条第一款).
/// Neither may be accused.
pub fn arbiter(matter: &Matter, org: &Org) -> Option<UnitId> {
    let parties = disputants(matter, org);
    let (first, rest) = parties.split_first()?;
    let fits = |unit: &UnitId| accused::may_receive(matter, *unit, org);
    let superior = org
        .above(*first)
        .into_iter()
        .filter(|above| !parties.contains(above))
        .find(|above| rest.iter().all(|party| org.is_within(*party, *above)) && fits(above));
    superior.or_else(|| {
        org.joint_conference(matter.office)
            .filter(|unit| fits(unit) && !parties.contains(unit))
    })
}

/// The organs that each say the other is competent; the petition department only passes the matter on.
fn disputants(matter: &Matter, org: &Org) -> Vec<UnitId> {
    let raised = matter.routing.objections.iter();
    let mut parties: Vec<UnitId> = raised
        .flat_map(|objection| std::iter::once(objection.by).chain(objection.believed))
        .chain(std::iter::once(matter.owner))
        .filter(|unit| !org.is_petition_office(*unit))
        .collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// How many returns are left before an arbiter must decide.
pub fn returns_left(matter: &Matter, ctx: &Context<'_>) -> u16 {
    most_returns(ctx).saturating_sub(matter.returns)
}

/// How often a matter may be handed back; an open point of the rulebook.
pub fn most_returns(ctx: &Context<'_>) -> u16 {
    ctx.rulebook
        .number("most_returns")
        .and_then(|most| u16::try_from(most).ok())
        .unwrap_or(3)
}
