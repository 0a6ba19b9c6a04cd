//! What is sealed before anybody screened it (《信访工作条例》第三十条第三款): an accusation that the petitioner says is one, and an
//! arrival that reads like one.
//!
//! Either way the matter goes past whoever is accused from its first entry on. A declared accusation stays sealed whatever a clerk finds
//! in it, because the petitioner was told that the accused will not see it. What only reads like one is *held*: the unit that screens it
//! owns it, nobody else sees it, and once it is registered as something else it goes on to the receiver the petitioner chose.

use crate::kit::accused::{self, bars};
use crate::kit::context::Context;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Accused;
use crate::model::petition::Purpose;
use crate::model::seal::{Declaration, Seal, Suspicion};
use crate::rules::routing::hand_over;

use kernel::UnitId;
use kernel::org::{Org, Role, UnitKind};
use kernel::refusal::Refusal;

/// Where a sealed arrival begins: the unit that answers for it, and the entry that seals it.
///
/// # Errors
/// When nobody in this office may receive it, since everybody stands below the accused.
pub(crate) fn begin(
    chosen: UnitId,
    seal: Seal,
    ctx: &Context<'_>,
) -> Result<(UnitId, Option<Event>), Refusal> {
    match seal {
        Seal::Open => Ok((chosen, None)),
        Seal::Declared(Declaration { accused, told }) => {
            let owner = past_the_accused(chosen, &accused, ctx.org).ok_or_else(nobody)?;
            Ok((owner, Some(Event::Declared { accused, told })))
        }
        Seal::Suspected(Suspicion { accused, signs }) => {
            let (owner, accused) = screener(chosen, accused, ctx.org);
            let held = Event::Held {
                chosen,
                accused,
                signs,
            };
            Ok((owner, Some(held)))
        }
    }
}

fn nobody() -> Refusal {
    Refusal::law(
        "本系统内没有可以接收这件检举控告的单位：所有单位都属于被检举控告的单位。请向上一级纪检监察机关或者信访部门提出",
        "every unit here stands below the accused; please go to the discipline organ or the petition department of the level above",
        "《信访工作条例》第三十条第三款",
    )
}

/// The unit that a declared accusation goes to: a discipline organ, else the nearest unit above the receiver chosen that may have it,
/// else that receiver, else a petition department. Units where an accused person works come last, and so do units above where nobody
/// could register it. None when every unit is accused or stands below one that is.
pub fn past_the_accused(chosen: UnitId, accused: &Accused, org: &Org) -> Option<UnitId> {
    let of_kind = |kind| {
        org.units()
            .into_iter()
            .filter(move |unit| unit.kind == kind)
            .map(|unit| unit.id)
    };
    let staffed = org
        .above(chosen)
        .into_iter()
        .filter(|unit| is_staffed(*unit, accused, org));
    let able: Vec<UnitId> = of_kind(UnitKind::Discipline)
        .chain(staffed)
        .chain([chosen])
        .chain(of_kind(UnitKind::PetitionOffice))
        .chain(org.above(chosen))
        .filter(|unit| works(*unit, org) && !bars(accused, *unit, org))
        .collect();
    let apart = |unit: &&UnitId| !employs(**unit, accused, org);
    able.iter().find(apart).or(able.first()).copied()
}

/// The unit that screens what reads like an accusation, and who is barred meanwhile: the petition department of the receiver chosen, or
/// the discipline organ where the text seems to accuse that department or somebody in it. The receiver is barred too, since a text need
/// not name it to mean it.
pub fn screener(chosen: UnitId, mut seems: Accused, org: &Org) -> (UnitId, Accused) {
    let units = org.units();
    let of_kind = |kind| units.iter().filter(move |unit| unit.kind == kind);
    let petition_offices: Vec<UnitId> = std::iter::once(chosen)
        .chain(org.overseers(chosen).iter().copied())
        .filter(|unit| org.is_petition_office(*unit))
        .chain(of_kind(UnitKind::PetitionOffice).map(|unit| unit.id))
        .filter(|unit| works(*unit, org))
        .collect();
    let nearest = petition_offices.first().copied();
    let candidates: Vec<UnitId> = nearest
        .into_iter()
        .chain(of_kind(UnitKind::Discipline).map(|unit| unit.id))
        .chain(petition_offices)
        .chain(org.above(chosen))
        .filter(|unit| works(*unit, org))
        .collect();
    // Whoever works where the person named works would read about a colleague.
    for post in org.posts() {
        if post.active && seems.persons.contains(&post.person) && !seems.units.contains(&post.unit)
        {
            seems.units.push(post.unit);
        }
    }
    let free = |unit: &&UnitId| !bars(&seems, **unit, org);
    let unnamed = |unit: &&UnitId| !seems.units.contains(unit);
    let owner = candidates
        .iter()
        .find(free)
        .or_else(|| candidates.iter().find(unnamed))
        .or_else(|| candidates.first())
        .copied()
        .unwrap_or(chosen);
    if owner != chosen {
        seems.units.push(chosen);
    }
    // A text about the whole county still needs somebody here who reads it.
    seems.units.retain(|unit| !org.is_within(owner, *unit));
    seems.units.sort_unstable();
    seems.units.dedup();
    (owner, seems)
}

fn works(unit: UnitId, org: &Org) -> bool {
    org.unit(unit).is_some_and(|found| found.active)
}

/// Whether an accused person holds a post in the unit.
fn employs(unit: UnitId, accused: &Accused, org: &Org) -> bool {
    org.posts()
        .iter()
        .any(|post| post.active && post.unit == unit && accused.persons.contains(&post.person))
}

/// Whether somebody who is not accused could register it there.
fn is_staffed(unit: UnitId, accused: &Accused, org: &Org) -> bool {
    org.posts().iter().any(|post| {
        post.active
            && post.unit == unit
            && matches!(post.role, Role::Clerk | Role::Handler | Role::Leader)
            && !accused.persons.contains(&post.person)
    })
}

/// What a clerk registered as something else than an accusation goes on to the receiver that the petitioner chose. `registered` is the
/// matter as the clerk left it, `chosen` the receiver while it was held.
pub(crate) fn release(
    registered: &Matter,
    chosen: UnitId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let accusation = registered
        .demands
        .iter()
        .any(|demand| demand.purpose == Purpose::Accusation);
    if accusation
        || chosen == registered.owner
        || !accused::may_receive(registered, chosen, ctx.org)
    {
        return Ok(Vec::new());
    }
    hand_over::send_on(registered, chosen, RELEASED, ctx)
}

const RELEASED: &str = "经甄别不属于检举控告，按信访人所选接收单位转送";
