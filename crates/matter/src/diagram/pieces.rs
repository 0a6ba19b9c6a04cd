//! Small pieces that samples are made from.

use crate::model::matter::Matter;

use kernel::{DemandId, PostId, UnitId};

/// Each unit has one leader, whose post bears the unit's number.
pub fn leader(unit: UnitId) -> PostId {
    PostId(unit.0)
}

/// Words that a form asks for; what they say moves nothing.
pub fn text() -> String {
    "样例".to_owned()
}

/// The first demand that is still open.
pub fn first_open(matter: &Matter) -> DemandId {
    matter
        .open_demands()
        .next()
        .map_or(DemandId(1), |demand| demand.id)
}
