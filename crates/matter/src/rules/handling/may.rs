//! When the handling period may be lengthened.

use crate::model::clock::Clock;
use crate::model::matter::Matter;

use kernel::rulebook::Rulebook;

/// The running clock that the rulebook allows to be extended, and the days that all its extensions may reach together.
pub fn extendable<'m>(matter: &'m Matter, rulebook: &Rulebook) -> Option<(&'m Clock, u16)> {
    let mut running = matter.clocks.iter().filter(|clock| clock.is_running());
    running.find_map(|clock| {
        let cap = rulebook.limit(&clock.limit, matter.weight)?.extension_cap();
        (cap > 0).then_some((clock, cap))
    })
}
