//! Projections: the tables that follow from the ledger and from nothing else.
//!
//! Each has one file here, which makes its tables, writes their rows and, where they are few, asks them; one line in [`ALL`], and one
//! among the followers of each kind of stream that it has rows of ([`mod@crate::streams`]). Opening, writing, `rebuild` and `verify` go
//! through these lists, so whatever stands in them is filled, kept up to date, made anew and checked. A projection whose rows are to say something else than before gets the next edition: a folder that was written with
//! another one has its tables cleared and filled again when it is opened ([`mod@fill`]).

pub mod documents;
pub(crate) mod duties;
mod fill;
pub(crate) mod matters;
pub mod notices;
pub mod organisation;
pub(crate) mod petitions;
pub mod rights;
pub mod sight;

use kernel::Aggregate;
use kernel::org::Org;

use crate::StoreError;
use crate::engine::{self, Connection};
use crate::streams::Kept;

pub use fill::Progress;
pub(crate) use fill::{fill, fill_alone};

/// Every projection. Rows of a matter follow from the organisation too, so that stands first.
pub const ALL: [Registered; 8] = [
    Registered::of::<organisation::Units>(),
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
}

/// A projection with rows that follow from a kind of stream.
pub trait Follows<A: Aggregate>: Projection {
    /// Whether they follow from the organisation as well.
    const FOLLOWS_ORG: bool = false;

    /// Brings the rows of a stream up to date, whatever they were.
    ///
    /// # Errors
    /// The database's.
    fn follow(connection: &Connection, change: &Change<'_, A>) -> Result<(), StoreError>;
}

/// A stream whose rows are to be brought up to date.
pub struct Change<'a, A: Aggregate> {
    /// What it is of, as it is now.
    pub now: &'a A,
    /// The events that made it so since its rows were last written; none where only the organisation changed.
    pub events: &'a [A::Event],
    /// The organisation that whoever acted decided by. What the organisation itself is now stands in `now`.
    pub org: &'a Org,
    /// Whether it has just begun: then it has no rows yet, and none need be looked for.
    pub begins: bool,
}

impl<'a, A: Aggregate> Change<'a, A> {
    /// All of a stream, whose rows may stand already.
    pub fn whole(now: &'a A, events: &'a [A::Event], org: &'a Org) -> Self {
        Self {
            now,
            events,
            org,
            begins: false,
        }
    }
}

impl<A: Aggregate> Clone for Change<'_, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Aggregate> Copy for Change<'_, A> {}

type Rows<A> = fn(&Connection, &Change<'_, A>) -> Result<(), StoreError>;

/// A projection as a kind of stream names it among those that follow it.
pub struct Follower<A: Aggregate> {
    /// The projection's name.
    pub projection: &'static str,
    follows_org: bool,
    rows: Rows<A>,
}

impl<A: Aggregate> Follower<A> {
    pub(crate) const fn of<P: Follows<A>>() -> Self {
        Self {
            projection: P::NAME,
            follows_org: P::FOLLOWS_ORG,
            rows: P::follow,
        }
    }
}

/// A [`Projection`] as the list has it.
pub struct Registered {
    /// What the folder calls it.
    pub name: &'static str,
    /// Its edition.
    pub edition: u32,
    /// The text that makes its tables.
    pub schema: &'static str,
}

impl Registered {
    const fn of<P: Projection>() -> Self {
        Self {
            name: P::NAME,
            edition: P::EDITION,
            schema: P::SCHEMA,
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

/// Brings every row of this stream up to date.
///
/// # Errors
/// The database's.
pub fn follow<A: Kept>(connection: &Connection, change: &Change<'_, A>) -> Result<(), StoreError> {
    A::FOLLOWED_BY
        .iter()
        .try_for_each(|follower| (follower.rows)(connection, change))
}

/// Brings the rows of this stream up to date that follow from the organisation as well.
pub(crate) fn follow_org<A: Kept>(
    connection: &Connection,
    change: &Change<'_, A>,
) -> Result<(), StoreError> {
    A::FOLLOWED_BY
        .iter()
        .filter(|follower| follower.follows_org)
        .try_for_each(|follower| (follower.rows)(connection, change))
}

/// Brings the rows of this stream up to date that some projections, by their names, have of it.
pub(crate) fn fill_some<A: Kept>(
    connection: &Connection,
    change: &Change<'_, A>,
    projections: &[&str],
) -> Result<(), StoreError> {
    A::FOLLOWED_BY
        .iter()
        .filter(|follower| projections.contains(&follower.projection))
        .try_for_each(|follower| (follower.rows)(connection, change))
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
