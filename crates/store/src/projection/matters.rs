//! A row for each matter: what lists show of it and narrow by.

use kernel::rulebook::Weight;
use matter::oversight::Tier;
use matter::petition::{Channel, Purpose};
use matter::{Matter, Stage};

use super::{Change, Follows, Projection};
use crate::StoreError;
use crate::engine::{Connection, values};

/// The table `matters`.
pub(crate) struct Matters;

impl Projection for Matters {
    const NAME: &'static str = "matters";
    const EDITION: u32 = 2;
    const SCHEMA: &'static str = "
CREATE TABLE matters (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    number     TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    owner      BIGINT  NOT NULL,       -- the one unit that answers for it
    office     BIGINT  NOT NULL,
    weight     TEXT    NOT NULL,
    channel    TEXT    NOT NULL,
    purpose    TEXT    NOT NULL,
    category   TEXT,
    place      TEXT,
    received   TEXT    NOT NULL,       -- dates are ISO text: they sort and read well
    due        TEXT,                   -- the next duty's day
    due_limit  TEXT,
    late       INTEGER NOT NULL,       -- a duty was done late
    returned   INTEGER NOT NULL,
    sealed     INTEGER NOT NULL,
    petitions  INTEGER NOT NULL,
    head_count BIGINT  NOT NULL,
    closed     TEXT,
    joined     BIGINT,
    rated_office TEXT,
    rated_unit   TEXT,
    visitors   BIGINT  NOT NULL,       -- the most people who came in one visit
    rulebook   TEXT    NOT NULL,       -- the version it keeps
    returns    BIGINT  NOT NULL,       -- how often it was handed back
    orders     BIGINT  NOT NULL,       -- supervision orders so far
    tier       INTEGER NOT NULL,       -- the tier it stands in: 1 the lowest, 0 none
    unusual    INTEGER NOT NULL        -- open, and something about it can call for a higher tier
);
CREATE INDEX matters_by_due ON matters (due, id);
CREATE INDEX matters_by_received ON matters (received, id);
CREATE INDEX matters_by_stage ON matters (stage, id);
CREATE INDEX matters_by_channel ON matters (channel, id);
CREATE INDEX matters_by_owner ON matters (owner, id);
CREATE INDEX matters_by_category ON matters (sealed, category);
CREATE INDEX matters_unusual ON matters (rulebook) WHERE unusual <> 0;
";
}

impl Follows<Matter> for Matters {
    fn follow(connection: &Connection, change: &Change<'_, Matter>) -> Result<(), StoreError> {
        row(connection, change.now)
    }
}

fn row(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    let Some(first) = matter.petitions.first() else {
        return Ok(());
    };
    let due = matter.next_due();
    let late = matter.clocks.iter().any(|clock| {
        matches!(clock.state, matter::ClockState::Met(on) if clock.unit().is_some() && !clock.beside && on > clock.duty_date())
    });
    let rating = matter.rating.as_ref();
    connection.execute(
        "INSERT INTO matters (id, version, number, subject, stage, owner, office, \
         weight, channel, purpose, category, place, received, due, due_limit, late, returned, \
         sealed, petitions, head_count, closed, joined, rated_office, rated_unit, \
         visitors, rulebook, returns, orders, tier, unusual) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
         ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30) ON CONFLICT (id) DO UPDATE SET \
         version = excluded.version, stage = excluded.stage, owner = excluded.owner, \
         office = excluded.office, weight = excluded.weight, \
         purpose = excluded.purpose, category = excluded.category, place = excluded.place, \
         due = excluded.due, due_limit = excluded.due_limit, late = excluded.late, \
         returned = excluded.returned, sealed = excluded.sealed, \
         petitions = excluded.petitions, head_count = excluded.head_count, \
         closed = excluded.closed, joined = excluded.joined, \
         rated_office = excluded.rated_office, rated_unit = excluded.rated_unit, \
         visitors = excluded.visitors, rulebook = excluded.rulebook, \
         returns = excluded.returns, orders = excluded.orders, \
         tier = excluded.tier, unusual = excluded.unusual",
        values![
            matter.id.0,
            matter.version,
            first.number,
            matter.subject,
            matter.stage.code(),
            matter.owner.0,
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
            visitors(matter),
            matter.rulebook,
            matter.returns,
            matter.oversight.orders.len() as i64,
            tier(matter),
            is_unusual(matter),
        ],
    )?;
    Ok(())
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

/// The most people who came in one visit; 0 where nobody came. The visits of a joined matter are its host's.
fn visitors(matter: &Matter) -> i64 {
    let visits = matter
        .petitions
        .iter()
        .filter(|petition| petition.channel == Channel::Visit);
    let most = visits.map(|petition| petition.head_count).max();
    if matter.stage == Stage::Joined {
        return 0;
    }
    most.map_or(0, i64::from)
}

/// The place of the tier it stands in, the lowest 1; 0 stands for none.
fn tier(matter: &Matter) -> i64 {
    let stands = matter.oversight.tier.as_ref();
    stands.map_or(0, |standing| match standing.tier {
        Tier::One => 1,
        Tier::Two => 2,
        Tier::Three => 3,
    })
}

/// Whether somebody still has to work on it and something about it is out of the ordinary, so that the rules of three-tier
/// escalation look at it. Which of these call for a higher tier depends on the day and on the rulebook, so a list asks with both
/// (`list::filter::TierCalls`); what is only late is told by `due`.
fn is_unusual(matter: &Matter) -> bool {
    let plain = matter.weight == Weight::Ordinary
        && matter.head_count() <= 1
        && matter.returns == 0
        && matter.oversight.orders.is_empty()
        && matter.oversight.tier.is_none();
    matter.stage.is_open() && !plain
}
