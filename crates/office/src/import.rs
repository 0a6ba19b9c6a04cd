//! Older records and messages from files become petitions, once each.

use bureau::OfficeRecord;
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use exchange::{ErrorFile, Field, Mapping, RowError, Source};
use kernel::access::Actor;
use kernel::org::Org;
use kernel::{MatterId, PetitionId, Refusal, UnitId};
use matter::petition::{Channel, Petition, Purpose, Relation};
use matter::{Accused, PastReply, Screening, Seal, Suspicion};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::tables;
use store::{Pending, StoreError, Writing};

use crate::accusation::Names;
use crate::desk::{Asking, Desk};
use crate::registration::{New, Registration};
use crate::vault::Identity;
use crate::{Moment, Office, OfficeError};

/// Rows on their way to the disk at once.
const UNDER_WAY: usize = 1_000;

/// The last line of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Rows read.
    pub read: u64,
    /// Petitions registered; in a dry run, those that would be.
    pub imported: u64,
    /// Rows registered by an earlier import.
    pub already: u64,
    /// Rows refused; each stands in the error file with its number and reason.
    pub failed: u64,
    /// The error file, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<PathBuf>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows read so far.
    pub rows: u64,
    /// Bytes or rows passed.
    pub position: u64,
    /// Bytes or rows in all.
    pub total: u64,
}

impl Office {
    /// Imports a file. Rows that cannot be read or registered are written to a file beside it; rows imported before are
    /// passed over, so an import that was cut off is simply repeated.
    ///
    /// # Errors
    /// When the file or its mapping cannot be used at all, or the storage fails.
    pub fn import(
        &self,
        path: &Path,
        mapping: &Mapping,
        dry_run: bool,
        moment: Moment,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Tally, OfficeError> {
        let mut source = Source::open(path, mapping)?;
        let front = self.front_office().ok_or_else(|| {
            Refusal::missing(
                "请先登记信访部门，再导入",
                "no petition department is on record; add one before anything is imported",
            )
        })?;
        let units = self.units_by_name();
        let names = Names::of(&self.org());
        let asking = Arc::new(self.asking(moment, Actor::System));
        let org = self.org();
        let mut errors = ErrorFile::beside(path);
        let mut tally = Tally::default();
        let mut under_way = VecDeque::with_capacity(UNDER_WAY);
        // What a dry run lets go of, a later row of the same file would not find.
        let mut tried = HashSet::new();
        while let Some(row) = source.next() {
            tally.read += 1;
            let row = row.and_then(|arrival| prepare(arrival, front, &units, moment));
            match row.map(|row| self.screened(row, &org, &names)) {
                Ok(Err(error)) => return Err(error),
                Ok(Ok(row)) if dry_run && !tried.insert(row.external.clone()) => tally.already += 1,
                Ok(Ok(row)) => under_way.push_back(self.send_row(&asking, row, dry_run)),
                Err(error) => {
                    tally.failed += 1;
                    errors.write(&error)?;
                }
            }
            if under_way.len() >= UNDER_WAY
                && let Some(oldest) = under_way.pop_front()
            {
                settle(oldest, &mut tally, &mut errors)?;
            }
            if tally.read % 1_024 == 0 {
                progress(Progress {
                    rows: tally.read,
                    position: source.position(),
                    total: source.total_hint(),
                });
            }
        }
        for pending in under_way {
            settle(pending, &mut tally, &mut errors)?;
        }
        tally.errors = errors.finish()?;
        if !dry_run && tally.imported > 0 {
            self.note_import(&asking, path, tally.imported)?;
        }
        Ok(tally)
    }

    /// Seals a row that reads like an accusation. A record that came with its answer was screened by whoever answered it; a purpose
    /// that a file gives is no clerk's finding, so such a row waits to be screened, with what the file said beside it.
    fn screened(&self, mut row: Row, org: &Org, names: &Names) -> Result<Row, OfficeError> {
        if row.new.reply.is_some() {
            return Ok(row);
        }
        let told = row
            .new
            .screening
            .as_ref()
            .and_then(|found| found.demands.first());
        let accuses = told.is_some_and(|(purpose, _)| *purpose == Purpose::Accusation);
        let text = (
            row.new.petition.subject.as_str(),
            row.new.petition.body.as_str(),
        );
        row.new.seal = match self.seal_of(text, row.new.office, org, names)? {
            Seal::Open if accuses => Seal::Suspected(Suspicion {
                accused: Accused::default(),
                signs: vec![Purpose::Accusation.zh().to_owned()],
            }),
            seal => seal,
        };
        if row.new.seal != Seal::Open
            && let Some(found) = row.new.screening.take()
        {
            let extra = &mut row.new.petition.extra;
            if let Some((purpose, _)) = found.demands.first() {
                extra.insert("purpose".to_owned(), purpose.code().to_owned());
            }
            if let Some(category) = found.category {
                extra.insert("label".to_owned(), category);
            }
        }
        Ok(row)
    }

    /// Each row is a job of its own, so a row that fails takes nothing with it; many are on their way at once.
    fn send_row(&self, asking: &Arc<Asking>, row: Row, dry_run: bool) -> Pending<(), Miss> {
        let asking = Arc::clone(asking);
        self.store.writer().send(move |writing| {
            let desk = asking.desk(writing).map_err(Miss::Office)?;
            import_row(writing, &desk, row, dry_run)
        })
    }

    fn units_by_name(&self) -> BTreeMap<String, UnitId> {
        self.org()
            .units()
            .iter()
            .filter(|unit| unit.active)
            .map(|unit| (unit.name.clone(), unit.id))
            .collect()
    }

    fn note_import(&self, asking: &Asking, path: &Path, rows: u64) -> Result<(), OfficeError> {
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let asking = asking.clone();
        self.store
            .writer()
            .write(move |writing| asking.record(writing, OfficeRecord::Imported { file, rows }))
    }
}

/// Why a row was not registered. Returned as an error, so that the job's changes are undone.
enum Miss {
    /// An earlier import registered it.
    Already,
    /// It cannot be registered as it is.
    Row(Box<RowError>),
    /// The storage failed.
    Office(OfficeError),
}

impl From<StoreError> for Miss {
    fn from(error: StoreError) -> Self {
        Self::Office(error.into())
    }
}

impl From<OfficeError> for Miss {
    fn from(error: OfficeError) -> Self {
        Self::Office(error)
    }
}

/// Counts the outcome of a row.
fn settle(
    pending: Pending<(), Miss>,
    tally: &mut Tally,
    errors: &mut ErrorFile,
) -> Result<(), OfficeError> {
    match pending.wait() {
        Ok(()) => tally.imported += 1,
        Err(Miss::Already) => tally.already += 1,
        Err(Miss::Row(error)) => {
            tally.failed += 1;
            errors.write(&error)?;
        }
        Err(Miss::Office(error)) => return Err(error),
    }
    Ok(())
}

/// A row ready to be registered.
#[derive(Clone)]
struct Row {
    /// Its place in the file.
    number: u64,
    /// What names it for good.
    external: String,
    new: New,
}

fn problem(row: u64, field: Field, problem: &str, advice: &str, excerpt: &str) -> RowError {
    RowError {
        row,
        field: Some(field),
        problem: problem.to_owned(),
        advice: advice.to_owned(),
        excerpt: excerpt.chars().take(200).collect(),
        fatal: false,
    }
}

fn prepare(
    arrival: exchange::Arrival,
    front: UnitId,
    units: &BTreeMap<String, UnitId>,
    moment: Moment,
) -> Result<Row, RowError> {
    let office = match &arrival.unit {
        None => front,
        Some(name) => *units.get(name.trim()).ok_or_else(|| {
            problem(
                arrival.row,
                Field::Unit,
                "没有这个单位",
                "请先登记该单位，或在映射文件中改用其全称",
                name,
            )
        })?,
    };
    let external = external_key(&arrival);
    let received = arrival
        .received
        .map_or(moment.today(), |moment| moment.date);
    let reply = match (&arrival.reply, &arrival.reply_time) {
        (Some(text), Some(time)) if !text.trim().is_empty() => Some(PastReply {
            text: text.clone(),
            on: time.date,
            time: time.time,
        }),
        (Some(text), None) if !text.trim().is_empty() => {
            return Err(problem(
                arrival.row,
                Field::ReplyTime,
                "有答复而没有答复时间",
                "请补充答复时间",
                text,
            ));
        }
        _ => None,
    };
    let purpose = arrival.purpose.map(purpose_of);
    // Whoever keeps a record with its answer has screened it; anything else waits for a clerk's eyes.
    let screening = (purpose.is_some() || reply.is_some()).then(|| Screening {
        demands: vec![(purpose.unwrap_or(Purpose::Appeal), arrival.subject.clone())],
        category: arrival.category.clone(),
        place: arrival.place.clone(),
        ..Screening::default()
    });
    let mut extra = BTreeMap::new();
    let category_waits = if screening.is_none() {
        arrival.category.clone()
    } else {
        None
    };
    for (name, value) in [
        ("likes", arrival.likes.map(|count| count.to_string())),
        ("dislikes", arrival.dislikes.map(|count| count.to_string())),
        ("label", category_waits),
    ] {
        if let Some(value) = value {
            extra.insert(name.to_owned(), value);
        }
    }
    let body = if arrival.body.trim().is_empty() {
        arrival.subject.clone()
    } else {
        arrival.body.clone()
    };
    let people = person_of(&arrival).into_iter().collect();
    let new = New {
        petition: Petition {
            id: PetitionId(0),
            number: String::new(),
            home: MatterId(0),
            channel: arrival.channel.map_or(Channel::Online, channel_of),
            received,
            time: arrival.received.and_then(|moment| moment.time),
            subject: arrival.subject.clone(),
            body,
            petitioners: Vec::new(),
            head_count: arrival.head_count.unwrap_or(1).max(1),
            relation: Relation::First,
            external: Some(external.clone()),
            extra,
        },
        known: Vec::new(),
        people,
        office,
        place: arrival.place,
        screening,
        seal: Seal::Open,
        reply,
    };
    Ok(Row {
        number: arrival.row,
        external,
        new,
    })
}

fn person_of(arrival: &exchange::Arrival) -> Option<Identity> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let identity = Identity {
        name: text(&arrival.petitioner_name),
        phone: text(&arrival.phone),
        id_number: text(&arrival.id_number),
        address: text(&arrival.address),
        external: text(&arrival.petitioner_key),
    };
    (identity != Identity::default()).then_some(identity)
}

/// Names a row for good: its own number in the older system, and what it says, since numbers of two files may collide.
fn external_key(arrival: &exchange::Arrival) -> String {
    let mut digest = Sha256::new();
    let time = arrival
        .received
        .map(|moment| moment.to_string())
        .unwrap_or_default();
    let parts = [
        arrival.petitioner_key.as_deref().unwrap_or_default(),
        &arrival.subject,
        &arrival.body,
        &time,
    ];
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    let hash = HEXLOWER.encode(&digest.finalize()[..6]);
    format!(
        "{}#{hash}",
        arrival.external_id.as_deref().unwrap_or_default()
    )
}

/// The number an older system gave a petition, without the part that [`external_key`] adds.
pub(crate) fn external_id(external: &str) -> Option<&str> {
    external
        .rsplit_once('#')
        .map(|(id, _)| id)
        .filter(|id| !id.is_empty())
}

fn channel_of(channel: exchange::Channel) -> Channel {
    Channel::parse(channel.code()).unwrap_or(Channel::Online)
}

fn purpose_of(purpose: exchange::Purpose) -> Purpose {
    Purpose::parse(purpose.code()).unwrap_or(Purpose::Appeal)
}

fn import_row(writing: &Writing<'_>, desk: &Desk, row: Row, dry_run: bool) -> Result<(), Miss> {
    if tables::misc::knows_external(writing.connection, &row.external)? {
        return Err(Miss::Already);
    }
    let (number, excerpt) = (row.number, row.new.petition.subject.clone());
    let registration =
        Registration::decide(writing, desk, row.new).map_err(|error| match error {
            OfficeError::Refused(refusal) => Miss::Row(Box::new(RowError {
                row: number,
                field: None,
                problem: refusal.zh.into_owned(),
                advice: "请更正后重新导入，已导入的行不会重复".to_owned(),
                excerpt: excerpt.chars().take(200).collect(),
                fatal: false,
            })),
            other => Miss::Office(other),
        })?;
    // A trial run has learned all it can: nothing was written that would have to be undone.
    if !dry_run {
        // Nobody has the query code printed yet; a slip may be asked for later.
        registration.write(writing, desk)?;
    }
    Ok(())
}
