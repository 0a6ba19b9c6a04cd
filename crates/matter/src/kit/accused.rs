//! Who is accused may never have the matter (《信访工作条例》第三十条第三款): which units that bars, and who takes their place.

use crate::model::matter::Matter;
use crate::model::parts::Accused;

use kernel::UnitId;
use kernel::access::Viewer;
use kernel::org::Org;

/// Whether the unit is accused, or stands below an accused unit.
pub fn is_accused(matter: &Matter, unit: UnitId, org: &Org) -> bool {
    bars(&matter.accused, unit, org)
}

/// Whether the unit is among those accused, or stands below one of them.
pub fn bars(accused: &Accused, unit: UnitId, org: &Org) -> bool {
    accused
        .units
        .iter()
        .any(|accused| org.is_within(unit, *accused))
}

/// Whether `unit` may be given the matter: it works, and is neither accused nor below an accused unit.
pub fn may_receive(matter: &Matter, unit: UnitId, org: &Org) -> bool {
    org.unit(unit).is_some_and(|found| found.active) && !is_accused(matter, unit, org)
}

/// The unit that answers for a matter whose owner is accused: the discipline organ, else the nearest unit above that
/// may receive it.
pub fn fallback_owner(matter: &Matter, org: &Org) -> Option<UnitId> {
    org.discipline_organ()
        .filter(|unit| may_receive(matter, *unit, org))
        .or_else(|| {
            matter
                .custody
                .iter()
                .rev()
                .map(|handover| handover.from)
                .chain(org.above(matter.owner))
                .find(|unit| may_receive(matter, *unit, org))
        })
}

/// Who besides the owner may act on a matter: the overseeing petition department may join, route and note.
pub fn oversees(viewer: &Viewer, matter: &Matter, org: &Org) -> bool {
    org.overseers(matter.owner).contains(&viewer.unit)
}
