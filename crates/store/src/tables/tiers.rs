//! What the rules of three-tier escalation look at, of matters that somebody still has to work on. Which of them call for a higher
//! tier depends on the day and on the rulebook, so a list asks with both; see `list::filter::TierCalls`.

use kernel::MatterId;
use kernel::rulebook::Weight;
use matter::Matter;
use matter::oversight::Tier;

use crate::engine::{Connection, values};
use crate::{StoreError, ledger};

/// The place of a tier, the lowest 1; 0 stands for none.
pub(super) fn place(tier: Tier) -> i64 {
    match tier {
        Tier::One => 1,
        Tier::Two => 2,
        Tier::Three => 3,
    }
}

/// Keeps a row where something is out of the ordinary; what is only late is told by `matters.due`.
pub(super) fn project(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    let stands = matter.oversight.tier.as_ref();
    let stands = stands.map_or(0, |standing| place(standing.tier));
    let people = matter.head_count();
    let orders = matter.oversight.orders.len() as i64;
    let plain = matter.weight == Weight::Ordinary
        && people <= 1
        && matter.returns == 0
        && orders == 0
        && stands == 0;
    if plain || !matter.stage.is_open() {
        connection.execute("DELETE FROM tiers WHERE matter = ?1", values![matter.id.0])?;
        return Ok(());
    }
    connection.execute(
        "INSERT INTO tiers (matter, rulebook, weight, people, returns, orders, stands) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (matter) DO UPDATE SET \
         rulebook = excluded.rulebook, weight = excluded.weight, people = excluded.people, \
         returns = excluded.returns, orders = excluded.orders, stands = excluded.stands",
        values![
            matter.id.0,
            matter.rulebook,
            matter.weight.code(),
            i64::from(people),
            i64::from(matter.returns),
            orders,
            stands,
        ],
    )?;
    Ok(())
}

/// Fills the table of a data folder that is older than it.
///
/// # Errors
/// The database's.
pub(crate) fn fill(connection: &Connection) -> Result<(), StoreError> {
    let ids: Vec<i64> = connection.all(
        "SELECT id FROM matters WHERE closed IS NULL AND joined IS NULL",
        values![],
        |row| row.get(0),
    )?;
    for id in ids {
        if let Some((matter, _)) = ledger::load(connection, MatterId(id))? {
            project(connection, &matter)?;
        }
    }
    Ok(())
}
