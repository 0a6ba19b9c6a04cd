//! Projections: the tables that follow from the ledger and from nothing else.
//!
//! Each has one file here, which makes its tables, writes their rows and, where they are few, asks them; and one line in [`ALL`].
//! Opening, writing, `rebuild` and `verify` go through that list, so whatever stands in it is filled, kept up to date, made anew and
//! checked. A projection whose rows are to say something else than before gets the next edition: a folder that was written with
//! another one has its tables cleared and filled again when it is opened ([`mod@fill`]).

pub mod documents;
mod duties;
mod fill;
mod matters;
pub mod notices;
pub mod organisation;
mod petitions;
pub mod rights;
pub mod sight;

use kernel::org::Org;
use matter::Matter;

use crate::StoreError;
use crate::engine::{self, Connection};
use crate::tables::org::OfficeEvent;

pub use fill::Progress;
pub(crate) use fill::{fill, fill_alone};

/// Every projection. Rows of a matter follow from the organisation too, so that stands first.
pub const ALL: [Registered; 8] = [
    Registered::of::<organisation::Organisation>(),
    Registered::of::<matters::Matters>(),
    Registered::of::<petitions::Petitions>(),
    Registered::of::<sight::Sights>(),
    Registered::of::<duties::Duties>(),
    Registered::of::<rights::Rights>(),
    Registered::of::<documents::Documents>(),
    Registered::of::<notices::Notices>(),
];

/// Tables that follow from the ledger.
pub trait Projection {
    /// What the folder calls it; it never changes.
    const NAME: &'static str;
    /// One more than before whenever the same ledger gives other tables or other rows.
    const EDITION: u32;
    /// Makes its tables, in the words both engines share.
    const SCHEMA: &'static str;
    /// Whether the rows of a matter follow from the organisation as well as from the matter.
    const FOLLOWS_ORG: bool = false;

    /// Brings the rows of a matter up to date, whatever they were.
    ///
    /// # Errors
    /// The database's.
    fn matter(connection: &Connection, change: &Change<'_>) -> Result<(), StoreError> {
        let _ = (connection, change);
        Ok(())
    }

    /// Brings the rows up to date that follow from an event of the office's own chain.
    ///
    /// # Errors
    /// The database's.
    fn office(connection: &Connection, event: &OfficeEvent) -> Result<(), StoreError> {
        let _ = (connection, event);
        Ok(())
    }
}

/// A matter whose rows are to be brought up to date.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    /// The matter as it is now.
    pub matter: &'a Matter,
    /// The organisation as it is now.
    pub org: &'a Org,
    /// Whether the matter has just begun: then it has no rows yet, and none need be looked for.
    pub begins: bool,
}

type OfMatter = fn(&Connection, &Change<'_>) -> Result<(), StoreError>;
type OfOffice = fn(&Connection, &OfficeEvent) -> Result<(), StoreError>;

/// A [`Projection`] as the list has it.
pub struct Registered {
    /// What the folder calls it.
    pub name: &'static str,
    /// Its edition.
    pub edition: u32,
    /// The text that makes its tables.
    pub schema: &'static str,
    follows_org: bool,
    matter: OfMatter,
    office: OfOffice,
}

impl Registered {
    const fn of<P: Projection>() -> Self {
        Self {
            name: P::NAME,
            edition: P::EDITION,
            schema: P::SCHEMA,
            follows_org: P::FOLLOWS_ORG,
            matter: P::matter,
            office: P::office,
        }
    }

    /// Its tables, as its own text names them.
    pub fn tables(&self) -> impl Iterator<Item = &'static str> + use<> {
        let made = self.schema.split("CREATE TABLE ").skip(1);
        made.filter_map(|table| table.split([' ', '(']).next())
    }

    /// Makes its tables anew, empty.
    fn clear(&self, connection: &Connection) -> Result<(), StoreError> {
        for table in self.tables() {
            engine::drop_table(connection, table)?;
        }
        engine::make_tables(connection, self.schema)
    }
}

/// Every projected table.
pub fn tables() -> impl Iterator<Item = &'static str> {
    ALL.iter().flat_map(Registered::tables)
}

/// Makes the tables of every projection, empty.
pub(crate) fn clear(connection: &Connection) -> Result<(), StoreError> {
    ALL.iter()
        .try_for_each(|projection| projection.clear(connection))
}

/// Brings every row of this matter up to date.
///
/// # Errors
/// The database's.
pub fn matter(connection: &Connection, change: &Change<'_>) -> Result<(), StoreError> {
    ALL.iter()
        .try_for_each(|projection| (projection.matter)(connection, change))
}

/// Brings the rows of this matter up to date that follow from the organisation as well.
pub(crate) fn follow_org(connection: &Connection, change: &Change<'_>) -> Result<(), StoreError> {
    ALL.iter()
        .filter(|projection| projection.follows_org)
        .try_for_each(|projection| (projection.matter)(connection, change))
}

/// Brings the rows up to date that follow from an event of the office's own chain.
pub(crate) fn office(connection: &Connection, event: &OfficeEvent) -> Result<(), StoreError> {
    ALL.iter()
        .try_for_each(|projection| (projection.office)(connection, event))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_projection_has_a_name_and_tables_of_its_own() {
        let names: BTreeSet<_> = ALL.iter().map(|projection| projection.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(ALL.iter().all(|projection| projection.tables().count() > 0));
        let all: BTreeSet<_> = tables().collect();
        assert_eq!(all.len(), tables().count(), "a table of two projections");
        assert!(all.contains("petition_people") && all.contains("matters"));
    }
}
