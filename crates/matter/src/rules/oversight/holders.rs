//! The units that oversight gave a matter to.

use crate::model::matter::Matter;
use crate::model::oversight::recusal::RecusalSource;
use crate::rules::duties::duties;
use crate::rules::oversight::recusal;

use kernel::UnitId;
use kernel::org::Org;

/// The units that oversight gave the matter to: those of whom something is awaited now, and those that took part before, by an
/// order, a suggestion, an instruction, a case or a follow-up.
pub fn holders(matter: &Matter, org: &Org) -> Vec<UnitId> {
    let oversight = &matter.oversight;
    let awaited = duties(matter, org);
    let mut units: Vec<UnitId> = awaited.iter().map(|row| row.unit).collect();
    units.extend(
        oversight
            .orders
            .iter()
            .flat_map(|order| [order.from, order.to]),
    );
    units.extend(
        oversight
            .advice
            .iter()
            .flat_map(|advice| [advice.from, advice.text.to]),
    );
    units.extend(
        oversight
            .readings
            .iter()
            .filter_map(|one| Some(org.post(one.to)?.unit)),
    );
    units.extend(
        oversight
            .instructions
            .iter()
            .flat_map(|one| one.to.into_iter().chain([one.unit])),
    );
    units.extend(oversight.ownership.iter().map(|case| case.unit));
    units.extend(oversight.follow_ups.iter().map(|one| one.unit));
    let requests = oversight
        .recusals
        .iter()
        .filter(|one| one.source == RecusalSource::Petitioner);
    units.extend(requests.map(|one| recusal::duties::decider(one, matter, org)));
    units
}
