//! One matter for one viewer: the only way in which the file of a matter is opened for somebody.
//!
//! The tables are asked first and the ledger is read only for those who may see what it holds, so a hidden matter and one that does
//! not exist are the same work and the same answer. What is read speaks of other matters here and there: of those out of sight
//! nothing is told (a sealed matter leaves no trace for those it is sealed from).

use std::collections::{HashMap, HashSet};

use kernel::access::Viewer;
use kernel::org::Org;
use kernel::refusal::Refusal;
use kernel::{MatterId, PetitionId, UnitId};
use matter::sight;
use matter::{Event, Matter, ended_by_join};
use store::ledger::{self, History};
use store::{Connection, projection};

use crate::OfficeError;

/// Opens the file of a matter.
///
/// # Errors
/// [`OfficeError::NotFound`] when there is none or the viewer may not see it, alike.
pub(crate) fn open(
    connection: &Connection,
    viewer: &Viewer,
    org: &Org,
    id: MatterId,
) -> Result<(Matter, History), OfficeError> {
    if !projection::sight::sees(connection, viewer, id)? {
        return Err(OfficeError::NotFound);
    }
    let (matter, history) = ledger::load(connection, id)?.ok_or(OfficeError::NotFound)?;
    if sight::can_see(viewer, &matter, org) {
        Ok((matter, history))
    } else {
        Err(OfficeError::NotFound)
    }
}

/// Opens it to be read: without what speaks of matters out of the viewer's sight.
///
/// # Errors
/// As for [`open`].
pub(crate) fn read(
    connection: &Connection,
    viewer: &Viewer,
    org: &Org,
    id: MatterId,
) -> Result<(Matter, History), OfficeError> {
    let (mut matter, mut history) = open(connection, viewer, org, id)?;
    let mut hidden = others(&matter, &history);
    for other in hidden.clone() {
        if projection::sight::sees(connection, viewer, other)? {
            hidden.remove(&other);
        }
    }
    if !hidden.is_empty() {
        leave_out(&hidden, &mut matter, &mut history);
    }
    Ok((matter, history))
}

/// Every other matter that the file speaks of.
fn others(matter: &Matter, history: &History) -> HashSet<MatterId> {
    let told = history.iter().filter_map(|(_, event)| match event {
        Event::JoinedInto { matter, .. } | Event::Related { matter } => Some(*matter),
        Event::TookIn { petition } => Some(petition.home),
        _ => None,
    });
    told.filter(|other| *other != matter.id).collect()
}

/// Takes out of a file what speaks of hidden matters: marks, and the lines of joins that were undone. A petition that is in the
/// matter now, and the join the matter stands in, are the matter's own.
fn leave_out(hidden: &HashSet<MatterId>, matter: &mut Matter, history: &mut History) {
    matter.related.retain(|other| !hidden.contains(other));
    let inside: HashSet<PetitionId> = matter.petitions.iter().map(|one| one.id).collect();
    let mut homes: HashMap<PetitionId, MatterId> = HashMap::new();
    let mut host = None;
    let mut undone_from_hidden = false;
    history.retain(|(_, event)| match event {
        Event::Related { matter: other } => !hidden.contains(other),
        Event::JoinedInto { matter: other, .. } => {
            host = Some(*other);
            !hidden.contains(other) || matter.joined_into == Some(*other)
        }
        Event::JoinUndone { .. } => {
            let tells = host.is_some_and(|host| hidden.contains(&host));
            undone_from_hidden |= tells;
            !tells
        }
        Event::TookIn { petition } => {
            homes.insert(petition.id, petition.home);
            !hidden.contains(&petition.home) || inside.contains(&petition.id)
        }
        Event::GaveBack { petition, .. } => homes
            .get(petition)
            .is_none_or(|home| !hidden.contains(home)),
        _ => true,
    });
    if undone_from_hidden && matter.joined_into.is_none() {
        // They run on under another number since the join was undone.
        matter.clocks.retain(|clock| !ended_by_join(clock));
    }
}

/// An entry about another matter stands only where everybody who reads it may know of that matter: what is sealed is marked in the
/// sealed file, never in an open one.
///
/// # Errors
/// The refusal, with what to do instead.
pub(crate) fn check_relation(matter: &Matter, other: &Matter) -> Result<(), OfficeError> {
    let within = |theirs: &[UnitId], ours: &[UnitId]| theirs.iter().all(|one| ours.contains(one));
    let (ours, theirs) = (&matter.accused, &other.accused);
    let kept_away = within(&theirs.units, &ours.units)
        && theirs
            .persons
            .iter()
            .all(|person| ours.persons.contains(person));
    if kept_away && (matter.is_sealed() || !other.is_sealed()) {
        return Ok(());
    }
    Err(Refusal::law(
        "对方是密封的检举控告事项，本事项的读者不都能看到它，不能在本事项中标为相关；请打开那件密封的事项，在其中标注",
        "the other matter is sealed and not everyone who reads this file may know of it; open the sealed matter and mark the relation there",
        "《信访工作条例》第三十条第三款",
    )
    .into())
}
