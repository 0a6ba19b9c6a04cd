//! The matters searched: texts of the invented county, rows as lists read them, sight of the office and of the unit concerned.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use county::{Channel, County, Petition, Purpose};
use huiyin_store::Store;
use huiyin_store::search::{Doc, SearchIndex, SearchToken, Tokenise};
use jiff::ToSpan;
use jiff::civil::date;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::{PersonId, PostId, UnitId};
use language::{Word, Words};
use rusqlite::Connection;

/// The petition office's number among the units.
const OFFICE: i64 = 2;
/// Matters in one statement of the database and one commit of the index.
const BATCH: usize = 20_000;
/// The day the last matter arrived, in days since 1970-01-01: 30 June 2026.
pub const LAST_DAY: i64 = 20_634;

/// The language's words for the index, as the office has them.
#[derive(Default)]
pub struct Cutter {
    pub words: Words,
}

impl Tokenise for Cutter {
    fn tokens(&self, text: &str) -> Vec<SearchToken> {
        self.words
            .search_words(text)
            .into_iter()
            .map(token)
            .collect()
    }

    fn query(&self, text: &str) -> Vec<SearchToken> {
        self.words
            .query_words(text)
            .into_iter()
            .map(token)
            .collect()
    }

    fn initials(&self, name: &str) -> Vec<String> {
        language::initials(name)
    }
}

fn token(word: Word) -> SearchToken {
    SearchToken {
        from: word.from,
        to: word.to,
        text: word.text,
    }
}

/// Somebody of this unit.
pub fn viewer(unit: i64) -> Viewer {
    Viewer {
        post: PostId(1),
        unit: UnitId(unit),
        person: PersonId(1),
        role: Role::Clerk,
        trust: kernel::trust::Trust::Confirmed,
    }
}

/// Subjects and texts of petitions that are not in the index.
pub fn drafts(count: usize) -> Vec<(String, String)> {
    County::new(99)
        .stream(count, date(2026, 6, 30))
        .map(|petition| (petition.subject, petition.body))
        .collect()
}

/// Makes index and rows where they are not made yet.
pub fn prepare(dir: &Path, matters: usize, cutter: &Arc<Cutter>) {
    if dir.join("ready").exists() {
        return;
    }
    let _ = std::fs::remove_dir_all(dir);
    let started = Instant::now();
    drop(Store::create(dir).unwrap());
    let rows = Connection::open(dir.join("huiyin.db")).unwrap();
    rows.execute_batch("PRAGMA synchronous = OFF").unwrap();
    let index = SearchIndex::open(&dir.join("index"), cutter.clone()).unwrap();
    let mut indexer = index.writer().unwrap();
    let county = County::new(7);
    let units: HashMap<&str, (i64, &str)> = (county.units().iter().zip(1..))
        .map(|(unit, id)| (unit.key, (id, unit.name.as_str())))
        .collect();
    rows.execute_batch("BEGIN").unwrap();
    for (petition, id) in county.stream(matters, date(2026, 6, 30)).zip(1..) {
        let (owner, name) = units[petition.target];
        // Ten years, the first to come the first to arrive.
        let day = LAST_DAY - 3_650 + id * 3_650 / matters as i64;
        let doc = document(petition, id, owner, name, day);
        insert(&rows, &doc);
        indexer.put(doc).unwrap();
        if (id as usize).is_multiple_of(BATCH) {
            indexer.commit(id).unwrap();
            rows.execute_batch("COMMIT; BEGIN").unwrap();
            eprintln!("{id} matters in {:.0} s", started.elapsed().as_secs_f64());
        }
    }
    rows.execute_batch("COMMIT; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    indexer.commit(matters as i64).unwrap();
    std::fs::write(dir.join("ready"), "").unwrap();
}

fn document(petition: Petition, id: i64, owner: i64, name: &str, day: i64) -> Doc {
    let channel = match petition.channel {
        Channel::Letter => "letter",
        Channel::Visit => "visit",
        Channel::Online => "online",
        Channel::Call => "call",
        Channel::Video => "video",
        Channel::Hotline => "hotline",
        Channel::FromAbove => "from_above",
    };
    let purpose = match petition.purpose {
        Purpose::Suggestion => "suggestion",
        Purpose::Accusation => "accusation",
        Purpose::Appeal => "appeal",
    };
    Doc {
        matter: id,
        numbers: vec![format!("XF2026{id:07}")],
        subject: petition.subject,
        body: petition.body,
        place: petition.place.text,
        units_text: name.to_owned(),
        sight: vec![OFFICE, owner],
        barred: Vec::new(),
        sealed: petition.purpose == Purpose::Accusation,
        stage: if id % 10 == 0 { "handling" } else { "closed" }.to_owned(),
        channel: vec![channel.to_owned()],
        purpose: vec![purpose.to_owned()],
        category: vec![petition.category.to_owned()],
        owner_unit: owner,
        received_day: day,
    }
}

fn insert(rows: &Connection, doc: &Doc) {
    let day = date(1970, 1, 1).saturating_add(doc.received_day.days());
    rows.prepare_cached(
        "INSERT INTO matters VALUES (?1, 1, ?2, ?3, ?4, ?5, ?5, 2, 'ordinary', ?6, ?7, ?8, ?9, ?10, NULL, NULL, 0, 0, 0, 1, 1, \
         NULL, NULL, NULL, NULL)",
    )
    .unwrap()
    .execute((
        doc.matter,
        &doc.numbers[0],
        &doc.subject,
        &doc.stage,
        doc.owner_unit,
        &doc.channel[0],
        &doc.purpose[0],
        &doc.category[0],
        &doc.place,
        day.to_string(),
    ))
    .unwrap();
    let mut sight = rows
        .prepare_cached("INSERT OR IGNORE INTO sight VALUES (?1, ?2)")
        .unwrap();
    for unit in &doc.sight {
        sight.execute((unit, doc.matter)).unwrap();
    }
}
