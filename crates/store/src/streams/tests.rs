//! The way for whatever the office keeps streams of, tried with an institution that there is not.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::{DutyKind, DutyRow, Refusal, UnitId};
use serde::{Deserialize, Serialize};

use super::*;
use crate::Store;
use crate::engine::values;
use crate::ledger::Author;

/// A question that one unit was asked and that waits for its answer.
struct Question {
    id: StreamId,
    version: u32,
    of: UnitId,
    on: Date,
    answered: bool,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Asked { of: UnitId, on: Date },
    Read,
    Answered { text: String },
}

impl Recorded for Said {
    fn kind(&self) -> &'static str {
        match self {
            Self::Asked { .. } => "asked",
            Self::Read => "read",
            Self::Answered { .. } => "answered",
        }
    }

    fn is_look(&self) -> bool {
        matches!(self, Self::Read)
    }
}

impl Aggregate for Question {
    const KIND: StreamKind = StreamKind::bureau::<100>();
    /// The answer.
    type Command = String;
    type Event = Said;
    type Context<'a> = ();

    fn replay<'e>(id: StreamId, events: impl IntoIterator<Item = &'e Said>) -> Option<Self> {
        let mut events = events.into_iter();
        let Said::Asked { of, on } = *events.next()? else {
            return None;
        };
        let mut question = Self {
            id,
            version: 1,
            of,
            on,
            answered: false,
        };
        events.for_each(|event| question.apply(event));
        Some(question)
    }

    fn stream(&self) -> StreamId {
        self.id
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn decide(&self, text: String, (): &()) -> Result<Vec<Said>, Refusal> {
        if self.answered {
            return Err(Refusal::missing("已经答复", "it is answered already"));
        }
        Ok(vec![Said::Answered { text }])
    }

    fn apply(&mut self, event: &Said) {
        self.version += 1;
        self.answered |= matches!(event, Said::Answered { .. });
    }

    fn duties(&self, _: &Org) -> Vec<DutyRow> {
        let open = DutyRow::of_unit(DutyKind::Advice, 1, self.of, self.on, None);
        (!self.answered).then_some(open).into_iter().collect()
    }
}

impl Kept for Question {
    const FOLLOWED_BY: &'static [Follower<Self>] = &[Follower::of::<projection::duties::Duties>()];

    fn files(&self) -> Vec<NamedFile<'_>> {
        Vec::new()
    }
}

const STAMP: Stamp = Stamp {
    at: 1_772_416_800_000,
    author: Author::System,
};

/// Appends what follows on a version, and gives the question after it.
fn appended(store: &Store, based_on: u32, events: Vec<Said>) -> Result<Question, StoreError> {
    let stream = Question::KIND.stream(7);
    store.writer().write(move |writing| {
        let before = load::<Question>(writing.connection, stream)?;
        let history = before.map(|(_, history)| history).unwrap_or_default();
        let known = history.iter().map(|(_, event)| event);
        let after = Question::replay(stream, known.chain(&events)).unwrap();
        append(writing, &after, based_on, &events, STAMP, &Org::default())?;
        Ok(after)
    })
}

fn awaited(store: &Store) -> Vec<(i64, i64)> {
    let sql = "SELECT stream, unit FROM duties";
    let reader = store.reader().unwrap();
    let rows = reader.all(sql, values![], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap()
}

fn opening() -> Said {
    Said::Asked {
        of: UnitId(3),
        on: "2026-03-02".parse().unwrap(),
    }
}

#[test]
fn another_institution_is_read_decided_and_appended_to_like_a_matter_and_its_duties_stand_beside() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path()).unwrap();
    let question = appended(&store, 0, vec![opening()]).unwrap();
    let stream = question.stream();
    assert_eq!(awaited(&store), [(stream.0, 3)]);
    let events = question.decide("不属于本机关".to_owned(), &()).unwrap();
    let question = appended(&store, 1, events).unwrap();
    assert!(question.decide("再答".to_owned(), &()).is_err());
    assert_eq!(awaited(&store), []);
    let reader = store.reader().unwrap();
    let (read, history) = load::<Question>(&reader, stream).unwrap().unwrap();
    assert_eq!((read.version(), history.len()), (2, 2));
    assert!(load::<Matter>(&reader, stream).unwrap().is_none());
    assert!(Kind::of_stream(stream).is_none(), "it is nobody's yet");
}

#[test]
fn what_was_decided_on_an_older_version_is_refused_but_for_looks() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path()).unwrap();
    appended(&store, 0, vec![opening(), Said::Read]).unwrap();
    let answer = || {
        vec![Said::Answered {
            text: "已答复".to_owned(),
        }]
    };
    let stale = appended(&store, 1, answer());
    assert!(matches!(
        stale,
        Err(StoreError::Stale {
            based_on: 1,
            now: 2
        })
    ));
    let history = |store: &Store| {
        let found = load::<Question>(&store.reader().unwrap(), Question::KIND.stream(7));
        found.unwrap().unwrap().1
    };
    unchanged_since::<Question>(&history(&store), 2, 1).unwrap();
    appended(&store, 2, answer()).unwrap();
    assert!(unchanged_since::<Question>(&history(&store), 3, 1).is_err());
    assert!(
        unchanged_since::<Question>(&history(&store), 3, 4).is_err(),
        "a version that there is not"
    );
}

#[test]
fn every_projection_follows_a_kind_of_stream_and_every_follower_is_registered() {
    let of_office = Organisation::FOLLOWED_BY.iter().map(|one| one.projection);
    let of_matters = Matter::FOLLOWED_BY.iter().map(|one| one.projection);
    let followers: BTreeSet<_> = of_office.chain(of_matters).collect();
    let registered: BTreeSet<_> = projection::ALL.iter().map(|one| one.name).collect();
    assert_eq!(followers, registered);
}

#[test]
fn every_kind_of_stream_stands_in_the_list_once() {
    let kinds: Vec<i64> = KINDS
        .iter()
        .map(|known| *known.kind.numbers().start())
        .collect();
    let once: BTreeSet<i64> = kinds.iter().copied().collect();
    assert_eq!(once.len(), kinds.len());
    for known in &KINDS {
        let stream = known.kind.stream(1);
        assert!(Kind::of_stream(stream).is_some_and(|found| found.kind == known.kind));
    }
}
