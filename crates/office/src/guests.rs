//! What was joined to a matter is sealed with it: the petitions stand in the sealed file, so the matters they came from keep away the
//! same people.

use std::collections::BTreeSet;

use kernel::{DemandId, MatterId};
use matter::petition::Purpose;
use matter::{Accused, Event, Matter};
use store::{Writing, ledger};

use crate::OfficeError;
use crate::desk::Desk;

/// Whether an event may keep somebody away who was not kept away before.
pub(crate) fn seals(event: &Event) -> bool {
    match event {
        Event::AccusedNamed { .. } => true,
        Event::DemandAdded { demand } => demand.purpose == Purpose::Accusation,
        Event::Registered { demands, .. } => demands
            .iter()
            .any(|demand| demand.purpose == Purpose::Accusation),
        _ => false,
    }
}

/// Seals every matter that was joined to this one, against the same units and persons.
pub(crate) fn seal(writing: &Writing<'_>, desk: &Desk, host: &Matter) -> Result<(), OfficeError> {
    let homes: BTreeSet<MatterId> = host
        .petitions
        .iter()
        .map(|petition| petition.home)
        .filter(|home| *home != host.id)
        .collect();
    for home in homes {
        let Some((mut guest, _)) = ledger::load(writing.connection, home)? else {
            continue;
        };
        let events = lacking(&guest, host);
        if guest.joined_into.is_some() && !events.is_empty() {
            desk.append(writing, &mut guest, &events)?;
        }
    }
    Ok(())
}

/// What a guest lacks to be sealed as its host is.
fn lacking(guest: &Matter, host: &Matter) -> Vec<Event> {
    let mut events = Vec::new();
    let accusation = host
        .demands
        .iter()
        .find(|demand| demand.purpose == Purpose::Accusation);
    if let Some(accusation) = accusation.filter(|_| !guest.is_sealed()) {
        let last = guest.demands.iter().map(|demand| demand.id.0).max();
        let mut demand = accusation.clone();
        demand.id = DemandId(last.unwrap_or(0) + 1);
        demand.answer = None;
        demand.route = None;
        events.push(Event::DemandAdded { demand });
    }
    let mut accused = Accused {
        units: host.accused.units.clone(),
        persons: host.accused.persons.clone(),
    };
    accused
        .units
        .retain(|unit| !guest.accused.units.contains(unit));
    accused
        .persons
        .retain(|person| !guest.accused.persons.contains(person));
    if !accused.is_empty() {
        events.push(Event::AccusedNamed { accused });
    }
    events
}
