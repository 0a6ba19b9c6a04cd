//! Periods that petitioners may use: asking for review, completing a request, having an agreement confirmed. Only the day
//! ends them, so the program must know which matters to look at.

use jiff::civil::Date;
use kernel::MatterId;
use matter::Matter;

use super::{Change, Follows, Projection};
use crate::StoreError;
use crate::engine::{Connection, values};

/// The table `rights`: the first day after which a petitioner's right in a matter is over; only while one runs.
pub(crate) struct Rights;

impl Projection for Rights {
    const NAME: &'static str = "rights";
    const EDITION: u32 = 1;
    const SCHEMA: &'static str = "
CREATE TABLE rights (
    matter INTEGER PRIMARY KEY,
    last   TEXT NOT NULL
);
CREATE INDEX rights_by_day ON rights (last);
";
}

impl Follows<Matter> for Rights {
    fn follow(connection: &Connection, change: &Change<'_, Matter>) -> Result<(), StoreError> {
        row(connection, change.now)
    }
}

/// Keeps the first day on which one of the matter's rights will be over.
fn row(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    let served = |answer: &matter::Answer| answer.service.is_some();
    if !matter.answers.iter().any(served) && matter.reviews.is_empty() {
        // Nothing of the kind ever ran here.
        return Ok(());
    }
    let last = matter.rights().map(|clock| clock.duty_date()).min();
    let Some(day) = last else {
        connection.execute("DELETE FROM rights WHERE matter = ?1", values![matter.id.0])?;
        return Ok(());
    };
    let added = connection.execute(
        "INSERT INTO rights (matter, last) VALUES (?1, ?2) \
         ON CONFLICT (matter) DO NOTHING",
        values![matter.id.0, day.to_string()],
    )?;
    if added == 0 {
        connection.execute(
            "UPDATE rights SET last = ?2 WHERE matter = ?1 AND last <> ?2",
            values![matter.id.0, day.to_string()],
        )?;
    }
    Ok(())
}

/// The matters in which a right was last to be used before `today`.
///
/// # Errors
/// The database's.
pub fn over(connection: &Connection, today: Date) -> Result<Vec<MatterId>, StoreError> {
    connection.all(
        "SELECT matter FROM rights WHERE last < ?1 ORDER BY last, matter",
        values![today.to_string()],
        |row| row.get(0).map(MatterId),
    )
}
