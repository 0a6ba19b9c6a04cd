//! Who sees which matter, as SQL: the only file that reads or writes the tables `sight` and `barred`.
//!
//! [`Sight`] is what a viewer becomes before anything is asked of the tables, and the only way there. It binds the first places
//! of a statement, so a query that forgets it has no places to bind. What [`kernel::access`] says of one matter read from the
//! ledger, the rows here say of all of them; they are written in the same transaction.

use std::collections::BTreeSet;

use kernel::access::Viewer;
use kernel::{MatterId, PetitionId, UnitId};
use matter::Matter;
use matter::sight;

use super::{Change, Follows, Projection};
use crate::engine::{Connection, Value, values};
use crate::{StoreError, search};

/// What a viewer may see: of the unit, less what the person is barred from. Who reads no matters is no unit at all, and nothing
/// equals that in SQL. Sealed matters exist only for a confirmed post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    unit: Option<i64>,
    person: i64,
    /// Whether sealed matters exist for the viewer.
    sealed: bool,
}

impl From<&Viewer> for Sight {
    fn from(viewer: &Viewer) -> Self {
        Self {
            unit: viewer.reads_matters().then_some(viewer.unit.0),
            person: viewer.person.0,
            sealed: viewer.reads_sealed(),
        }
    }
}

/// The viewer's sight in the search index.
impl From<&Viewer> for search::Sight {
    fn from(viewer: &Viewer) -> Self {
        let sight = Sight::from(viewer);
        Self {
            units: sight.unit.into_iter().collect(),
            person: sight.person,
            sealed: sight.sealed,
        }
    }
}

impl Sight {
    /// The first values of every statement made with [`Self::sees`] or [`Self::walk`]: the next free place is `?3`.
    pub(crate) fn values(self) -> Vec<Value<'static>> {
        vec![self.unit.into(), self.person.into()]
    }

    /// The condition that the matter of this number, a column or a place, is in sight.
    pub(crate) fn sees(self, matter: &str) -> String {
        format!(
            "EXISTS (SELECT 1 FROM sight s WHERE s.unit = ?1 AND s.matter = {matter}) AND {}{}",
            not_barred(matter),
            self.open(matter)
        )
    }

    /// The matters `m` in sight, walked in order of their number: best where most of what is in sight matches. The number is
    /// `s.matter` too, in the order of the sight's own index.
    pub(crate) fn walk(self) -> String {
        // A cross join keeps SQLite on the sight's index; to PostgreSQL it is the same join.
        format!(
            "FROM sight s CROSS JOIN matters m WHERE m.id = s.matter AND s.unit = ?1 AND {}{}",
            not_barred("m.id"),
            self.open("m.id")
        )
    }

    /// Until the viewer's post is confirmed, only what is not sealed.
    fn open(self, matter: &str) -> String {
        if self.sealed {
            return String::new();
        }
        format!(
            " AND NOT EXISTS (SELECT 1 FROM matters hidden WHERE hidden.id = {matter} AND hidden.sealed <> 0)"
        )
    }

    /// How many matters are in sight at all: the index tells, no matter need be looked at.
    pub(crate) fn count(self, connection: &Connection) -> Result<i64, StoreError> {
        if !self.sealed {
            return connection.only(
                &format!("SELECT COUNT(*) {}", self.walk()),
                values![self.unit, self.person],
                |row| row.get(0),
            );
        }
        connection.only(
            "SELECT (SELECT COUNT(*) FROM sight WHERE unit = ?1) - \
             (SELECT COUNT(*) FROM barred b JOIN sight s ON s.matter = b.matter AND s.unit = ?1 \
             WHERE b.person = ?2)",
            values![self.unit, self.person],
            |row| row.get(0),
        )
    }

    /// Whether most of the newest matters are in sight, as a petition department has them. Then the index by stage, channel or
    /// owner leads to a page at once, where the sight would have to be walked past all the others.
    pub(crate) fn sees_most(self, connection: &Connection) -> Result<bool, StoreError> {
        connection.only(
            "SELECT COUNT(*) >= 12 FROM \
             (SELECT id FROM matters ORDER BY id DESC LIMIT 16) newest \
             WHERE EXISTS (SELECT 1 FROM sight s WHERE s.unit = ?1 AND s.matter = newest.id)",
            values![self.unit],
            |row| row.get(0),
        )
    }
}

fn not_barred(matter: &str) -> String {
    format!("NOT EXISTS (SELECT 1 FROM barred b WHERE b.matter = {matter} AND b.person = ?2)")
}

/// Whether the viewer may see this matter. Asked before anything of it is read, and answered by the same two looks into the same
/// two indexes whether there is no such matter or one that is hidden: how long it takes tells neither apart.
///
/// # Errors
/// The database's.
pub fn sees(
    connection: &Connection,
    viewer: &Viewer,
    matter: MatterId,
) -> Result<bool, StoreError> {
    let sight = Sight::from(viewer);
    let (seen, barred): (bool, bool) = connection.only(
        "SELECT EXISTS (SELECT 1 FROM sight WHERE unit = ?1 AND matter = ?3), \
         EXISTS (SELECT 1 FROM barred WHERE matter = ?3 AND person = ?2) \
         OR (NOT ?4 AND EXISTS (SELECT 1 FROM matters WHERE id = ?3 AND sealed <> 0))",
        values![sight.unit, sight.person, matter.0, sight.sealed],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(seen && !barred)
}

/// The matter a petition number leads to, where the viewer may see it. A number nobody has is looked for in sight as well, under
/// the number 0 that no matter has, so that it takes what a hidden one takes.
///
/// # Errors
/// The database's.
pub fn by_number(
    connection: &Connection,
    viewer: &Viewer,
    number: &str,
) -> Result<Option<(PetitionId, MatterId)>, StoreError> {
    let found = connection.first(
        "SELECT id, matter FROM petitions WHERE number = ?1",
        values![number],
        |row| Ok((PetitionId(row.get(0)?), MatterId(row.get(1)?))),
    )?;
    let matter = found.map_or(MatterId(0), |(_, matter)| matter);
    Ok(sees(connection, viewer, matter)?.then_some(found).flatten())
}

/// Every matter that one of the units sees, whoever is barred from it.
///
/// # Errors
/// The database's.
pub(crate) fn seen_by(
    connection: &Connection,
    units: &[UnitId],
) -> Result<BTreeSet<MatterId>, StoreError> {
    let sql = "SELECT matter FROM sight WHERE unit = ?1";
    let mut matters = BTreeSet::new();
    for unit in units {
        connection.each(sql, values![unit.0], |row| {
            matters.insert(MatterId(row.get(0)?));
            Ok(())
        })?;
    }
    Ok(matters)
}

/// The tables `sight`, a row for each unit that has sight of a matter, and `barred`, one for each accused person who never has.
pub(crate) struct Sights;

impl Projection for Sights {
    const NAME: &'static str = "sight";
    const EDITION: u32 = 1;
    const SCHEMA: &'static str = "
CREATE TABLE sight (
    unit   BIGINT NOT NULL,
    matter BIGINT NOT NULL,
    PRIMARY KEY (unit, matter)
);
CREATE INDEX sight_by_matter ON sight (matter);
CREATE TABLE barred (
    person BIGINT NOT NULL,
    matter BIGINT NOT NULL,
    PRIMARY KEY (matter, person)
);
";
}

impl Follows<Matter> for Sights {
    const FOLLOWS_ORG: bool = true;

    fn follow(connection: &Connection, change: &Change<'_, Matter>) -> Result<(), StoreError> {
        sight_rows(connection, change)?;
        bar_rows(connection, change.now)
    }
}

fn sight_rows(connection: &Connection, change: &Change<'_, Matter>) -> Result<(), StoreError> {
    let matter = change.now;
    let wanted: Vec<i64> = sight::sight(matter, change.org)
        .iter()
        .map(|unit| unit.0)
        .collect();
    let present: Vec<i64> = if change.begins {
        Vec::new()
    } else {
        connection.all(
            "SELECT unit FROM sight WHERE matter = ?1 ORDER BY unit",
            values![matter.id.0],
            |row| row.get(0),
        )?
    };
    if present == wanted {
        return Ok(());
    }
    if !present.is_empty() {
        connection.execute("DELETE FROM sight WHERE matter = ?1", values![matter.id.0])?;
    }
    let insert = "INSERT INTO sight (unit, matter) VALUES (?1, ?2)";
    for unit in wanted {
        connection.execute(insert, values![unit, matter.id.0])?;
    }
    Ok(())
}

/// The persons accused. Whom a held text only seemed to accuse leaves the table once it is screened.
fn bar_rows(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    if matter.accused.persons.is_empty() && matter.sealing.is_none() {
        return Ok(());
    }
    connection.execute("DELETE FROM barred WHERE matter = ?1", values![matter.id.0])?;
    let bar = "INSERT INTO barred (person, matter) VALUES (?1, ?2) \
               ON CONFLICT (matter, person) DO NOTHING";
    for person in &matter.accused.persons {
        connection.execute(bar, values![person.0, matter.id.0])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::{Path, PathBuf};

    fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }

    /// Whether a text names one of the two tables where SQL names tables.
    fn names_them(text: &str) -> bool {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        ["FROM", "JOIN", "INTO", "UPDATE"]
            .iter()
            .flat_map(|verb| ["sight", "barred"].map(|table| format!("{verb} {table} ")))
            .any(|sql| text.contains(&sql))
    }

    #[test]
    fn who_may_see_what_is_asked_of_the_tables_in_one_file_only() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut found = Vec::new();
        for krate in ["store", "office", "web", "huiyin"] {
            sources(&crates.join(krate).join("src"), &mut found);
        }
        assert!(found.len() > 100, "only {} files were read", found.len());
        let own: Vec<_> = found
            .iter()
            .filter(|path| names_them(&std::fs::read_to_string(path).unwrap()))
            .map(|path| path.file_name().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(
            own,
            ["sight.rs"],
            "sight is asked for beside projection/sight.rs"
        );
    }
}
