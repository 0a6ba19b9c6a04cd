//! Writes the rows that follow from one matter's state.

use kernel::org::Org;
use kernel::rulebook::Weight;
use matter::petition::Purpose;
use matter::{Matter, Oversight, Stage, oversight};

use crate::StoreError;
use crate::engine::{Connection, values};

/// Brings every row of this matter up to date.
///
/// # Errors
/// The database's.
pub fn project(connection: &Connection, matter: &Matter, org: &Org) -> Result<(), StoreError> {
    matter_row(connection, matter)?;
    if matter.stage != Stage::Joined {
        // A joined matter's petitions belong to the host, whose own rows say so.
        petition_rows(connection, matter)?;
    }
    task_rows(connection, matter)?;
    duty_rows(connection, matter, org)?;
    super::rights::project(connection, matter)?;
    super::tiers::project(connection, matter)?;
    super::documents::project(connection, matter)?;
    super::sight::project(connection, matter, org)
}

/// Brings the rows up to date that follow from the organisation, too.
///
/// # Errors
/// The database's.
pub(super) fn follow_org(
    connection: &Connection,
    matter: &Matter,
    org: &Org,
) -> Result<(), StoreError> {
    duty_rows(connection, matter, org)?;
    super::sight::project(connection, matter, org)
}

fn matter_row(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    let Some(first) = matter.petitions.first() else {
        return Ok(());
    };
    let due = matter.next_due();
    let late = matter.clocks.iter().any(|clock| {
        matches!(clock.state, matter::ClockState::Met(on) if clock.unit().is_some() && !clock.beside && on > clock.duty_date())
    });
    let rating = matter.rating.as_ref();
    connection.execute(
        "INSERT INTO matters (id, version, number, subject, stage, owner, duty_unit, office, \
         weight, channel, purpose, category, place, received, due, due_limit, late, returned, \
         sealed, petitions, head_count, closed, joined, rated_office, rated_unit) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
         ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25) ON CONFLICT (id) DO UPDATE SET \
         version = excluded.version, stage = excluded.stage, owner = excluded.owner, \
         duty_unit = excluded.duty_unit, office = excluded.office, weight = excluded.weight, \
         purpose = excluded.purpose, category = excluded.category, place = excluded.place, \
         due = excluded.due, due_limit = excluded.due_limit, late = excluded.late, \
         returned = excluded.returned, sealed = excluded.sealed, \
         petitions = excluded.petitions, head_count = excluded.head_count, \
         closed = excluded.closed, joined = excluded.joined, \
         rated_office = excluded.rated_office, rated_unit = excluded.rated_unit",
        values![
            matter.id.0,
            matter.version,
            first.number,
            matter.subject,
            matter.stage.code(),
            matter.owner.0,
            duty_unit(matter),
            matter.office.0,
            matter.weight.code(),
            first.channel.code(),
            purposes(matter),
            matter.category,
            matter.place,
            first.received.to_string(),
            due.map(|clock| clock.duty_date().to_string()),
            due.map(|clock| clock.limit.as_str().to_owned()),
            late,
            matter.returned,
            matter.is_sealed(),
            matter.petitions.len() as i64,
            i64::from(matter.head_count()),
            matter
                .closing
                .as_ref()
                .map(|closing| closing.on.to_string()),
            matter.joined_into.map(|host| host.0),
            rating
                .and_then(|rating| rating.office)
                .map(|score| score.code()),
            rating
                .and_then(|rating| rating.unit)
                .map(|score| score.code()),
        ],
    )?;
    Ok(())
}

/// While an objection waits, the sender's act is awaited; while a report or dispute waits, the decider's; else the owner's.
fn duty_unit(matter: &Matter) -> i64 {
    if let Some(decider) = matter.decider() {
        return decider.0;
    }
    match (matter.stage, matter.last_handover()) {
        (Stage::Objected, Some(handover)) => handover.from.0,
        _ => matter.owner.0,
    }
}

/// The purposes of its demands, joined with commas, each once; empty while nobody has checked the arrival.
fn purposes(matter: &Matter) -> String {
    let present: Vec<_> = Purpose::ALL
        .iter()
        .filter(|purpose| {
            matter
                .demands
                .iter()
                .any(|demand| demand.purpose == **purpose)
        })
        .map(|purpose| purpose.code())
        .collect();
    present.join(",")
}

fn petition_rows(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    let insert = "INSERT INTO petitions (id, number, matter, home, channel, received, head_count, \
                  relation, external) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
                  ON CONFLICT (id) DO NOTHING";
    let person = "INSERT INTO petition_people (petition, petitioner, ordinal) \
                  VALUES (?1, ?2, ?3) ON CONFLICT (petition, ordinal) DO NOTHING";
    for petition in &matter.petitions {
        let added = connection.execute(
            insert,
            values![
                petition.id.0,
                petition.number,
                matter.id.0,
                petition.home.0,
                petition.channel.code(),
                petition.received.to_string(),
                petition.head_count,
                petition.relation.code(),
                petition.external,
            ],
        )?;
        if added == 0 {
            // Most acts change nothing here, and then nothing is written.
            connection.execute(
                "UPDATE petitions SET matter = ?2, relation = ?3 \
                 WHERE id = ?1 AND (matter <> ?2 OR relation <> ?3)",
                values![petition.id.0, matter.id.0, petition.relation.code()],
            )?;
        }
        for (ordinal, petitioner) in (1_i64..).zip(&petition.petitioners) {
            connection.execute(person, values![petition.id.0, petitioner.0, ordinal])?;
        }
    }
    Ok(())
}

/// The contributions that are owed.
fn task_rows(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    if matter.routing.tasks.is_empty() {
        return Ok(());
    }
    connection.execute(
        "DELETE FROM co_tasks WHERE matter = ?1",
        values![matter.id.0],
    )?;
    let insert = "INSERT INTO co_tasks (unit, matter, due) VALUES (?1, ?2, ?3)";
    for task in matter.routing.open_tasks() {
        connection.execute(
            insert,
            values![task.unit.0, matter.id.0, task.due.to_string()],
        )?;
    }
    Ok(())
}

/// What is awaited beside the procedure. Most matters never have any of it and cost no statement.
fn duty_rows(connection: &Connection, matter: &Matter, org: &Org) -> Result<(), StoreError> {
    let rows = oversight::duties(matter, org);
    // A draft waits for its signature only in a matter that was accepted; a take-over forgets the acceptance.
    let never = matter.oversight == Oversight::default()
        && matter.weight != Weight::Urgent
        && matter.sealing.is_none()
        && matter.accepted.is_none()
        && matter.accused.is_empty()
        && !matter.went_on();
    if rows.is_empty() && never {
        return Ok(());
    }
    connection.execute("DELETE FROM duties WHERE matter = ?1", values![matter.id.0])?;
    let insert = "INSERT INTO duties (matter, kind, number, unit, post, since, due) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for row in rows {
        connection.execute(
            insert,
            values![
                matter.id.0,
                row.kind.code(),
                row.number,
                row.unit.0,
                row.post.map(|post| post.0),
                row.since.to_string(),
                row.due.map(|due| due.to_string()),
            ],
        )?;
    }
    Ok(())
}
