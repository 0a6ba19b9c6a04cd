//! A row for each petition, with the people behind it.

use matter::{Matter, Stage};

use super::{Change, Follows, Projection};
use crate::StoreError;
use crate::engine::{Connection, values};

/// The tables `petitions` and `petition_people`.
pub(crate) struct Petitions;

impl Projection for Petitions {
    const NAME: &'static str = "petitions";
    const EDITION: u32 = 1;
    const SCHEMA: &'static str = "
CREATE TABLE petitions (
    id         INTEGER PRIMARY KEY,
    number     TEXT    NOT NULL UNIQUE,
    matter     BIGINT  NOT NULL,       -- the matter it belongs to now
    home       BIGINT  NOT NULL,       -- the matter it was registered under
    channel    TEXT    NOT NULL,
    received   TEXT    NOT NULL,
    head_count BIGINT  NOT NULL,
    relation   TEXT    NOT NULL,
    external   TEXT
);
CREATE INDEX petitions_by_matter ON petitions (matter);
CREATE INDEX petitions_by_external ON petitions (external);

CREATE TABLE petition_people (
    petition   BIGINT  NOT NULL,
    petitioner BIGINT  NOT NULL,
    ordinal    INTEGER NOT NULL,
    PRIMARY KEY (petition, ordinal)
);
CREATE INDEX people_by_petitioner ON petition_people (petitioner);
-- Petitions by the day they came, and those that were joined to another matter: what lists, counts and exports of a period or channel ask.
CREATE INDEX petitions_by_received ON petitions (received, channel);
CREATE INDEX petitions_joined ON petitions (matter, channel, received) WHERE matter <> home;
";
}

impl Follows<Matter> for Petitions {
    fn follow(connection: &Connection, change: &Change<'_, Matter>) -> Result<(), StoreError> {
        if change.now.stage == Stage::Joined {
            // A joined matter's petitions belong to the host, whose own rows say so.
            return Ok(());
        }
        rows(connection, change.now)
    }
}

fn rows(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
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
