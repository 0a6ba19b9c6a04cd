//! What the viewer may see, out as a file; one petition a row. Every export is an entry.

use std::io::Write;

use bureau::OfficeRecord;
pub use exchange::Format;
use exchange::{Cell, Column, Sink};
use kernel::MatterId;
use kernel::access::{Actor, Viewer};
use matter::petition::Petition;
use matter::sight;
use matter::{Answer, AnswerKind, Event, Matter};
use store::tables::{list::Filter, list::Order};
use store::{Pending, ledger};

use crate::desk::Asking;
use crate::import::external_id;
use crate::matter_file::org_of_answer;
use crate::{Moment, Office, OfficeError};

/// The columns, named so that an export can be imported again.
const COLUMNS: &[Column] = &[
    Column::new("id", "编号", 18.0),
    Column::new("number", "信访编号", 18.0),
    Column::new("matter", "事项编号", 18.0),
    Column::new("channel", "信访形式", 10.0),
    Column::new("time", "信访日期", 18.0),
    Column::new("subject", "标题", 40.0),
    Column::new("body", "内容", 80.0),
    Column::new("label", "内容分类", 14.0),
    Column::new("purpose", "信访目的", 12.0),
    Column::new("place", "问题属地", 20.0),
    Column::new("unit", "责任单位", 24.0),
    Column::new("stage", "办理状态", 12.0),
    Column::new("head_count", "人数", 8.0),
    Column::new("relation", "初次重复", 10.0),
    Column::new("reply", "答复内容", 60.0),
    Column::new("reply_time", "答复日期", 18.0),
    Column::new("likes", "点赞", 8.0),
    Column::new("dislikes", "反对", 8.0),
];

impl Office {
    /// Exports the petitions a list is about. What leaves a sealed matter is an entry in it too. Without a viewer it is the keeper of the data folder who exports, and gets all.
    ///
    /// # Errors
    /// The storage's, or the output's.
    pub fn export<W: Write + Send>(
        &self,
        viewer: Option<&Viewer>,
        filter: &Filter,
        format: Format,
        out: W,
        moment: Moment,
    ) -> Result<(u64, W), OfficeError> {
        let mut sink = Sink::new(format, out, COLUMNS)?;
        let mut rows = 0;
        let asking = self.asking(
            moment,
            viewer.map_or(Actor::System, |viewer| Actor::Staff(viewer.clone())),
        );
        let mut entered = Vec::new();
        for id in self.exported(viewer, filter)? {
            let Some((matter, history)) = ledger::load(&*self.store.reader()?, id)? else {
                continue;
            };
            let visible = viewer.is_none_or(|viewer| sight::can_see(viewer, &matter, &self.org()));
            // A joined matter's petitions stand with their host.
            if matter.joined_into.is_some() || !visible {
                continue;
            }
            let asked_for: Vec<&Petition> = matter
                .petitions
                .iter()
                .filter(|petition| filter.asks_for(petition))
                .collect();
            if matter.is_sealed() && !asked_for.is_empty() {
                entered.push(self.enter_export(&asking, id, format));
            }
            let unit = self.unit_of(&matter, &history);
            for petition in asked_for {
                sink.write(&self.row(&matter, petition, &unit))?;
                rows += 1;
            }
        }
        // Nothing is handed out before it stands in the file of every sealed matter in it.
        for entry in entered {
            entry.wait()?;
        }
        let out = sink.finish()?;
        self.note_export(asking, filter, format, rows)?;
        Ok((rows, out))
    }

    fn exported(
        &self,
        viewer: Option<&Viewer>,
        filter: &Filter,
    ) -> Result<Vec<MatterId>, OfficeError> {
        if let Some(viewer) = viewer {
            let lines = self.whole_list(viewer, filter, Order::Oldest)?;
            return Ok(lines.iter().map(|line| line.id).collect());
        }
        let reader = self.store.reader()?;
        let mut ids = Vec::new();
        loop {
            let after = ids.last().copied().unwrap_or(MatterId(0));
            let next = ledger::matters_after(&reader, after, 10_000)?;
            if next.is_empty() {
                return Ok(ids);
            }
            ids.extend(next);
        }
    }

    /// The unit that answers for the matter: as it was called when it signed the reply of this row, where it did.
    fn unit_of(&self, matter: &Matter, history: &ledger::History) -> String {
        let org = self.org();
        let replied = reply(matter).filter(|answer| answer.unit == matter.owner);
        match replied {
            Some(answer) => org_of_answer(&org, history, answer.id).unit_name(matter.owner),
            None => org.unit_name(matter.owner),
        }
    }

    fn row<'m>(
        &self,
        matter: &'m Matter,
        petition: &'m Petition,
        unit: &'m str,
    ) -> Vec<(&'static str, Cell<'m>)> {
        let id = petition
            .external
            .as_deref()
            .and_then(external_id)
            .unwrap_or(&petition.number);
        let received = match petition.time {
            Some(time) => Cell::from(petition.received.to_datetime(time)),
            None => Cell::from(petition.received),
        };
        let purposes: Vec<&str> = matter
            .demands
            .iter()
            .map(|demand| demand.purpose.zh())
            .collect();
        let purpose = purposes.first().copied();
        let count = |name: &str| {
            petition
                .extra
                .get(name)
                .and_then(|text| text.parse::<i64>().ok())
        };
        let label = matter
            .category
            .as_deref()
            .or(petition.extra.get("label").map(String::as_str));
        let (reply, reply_time) = reply_of(matter);
        vec![
            ("id", Cell::from(id)),
            ("number", Cell::from(petition.number.as_str())),
            ("matter", Cell::from(matter.number())),
            ("channel", Cell::from(petition.channel.zh())),
            ("time", received),
            ("subject", Cell::from(petition.subject.as_str())),
            ("body", Cell::from(petition.body.as_str())),
            ("label", Cell::from(label)),
            ("purpose", Cell::from(purpose)),
            ("place", Cell::from(matter.place.as_deref())),
            ("unit", Cell::from(unit)),
            ("stage", Cell::from(matter.stage.zh())),
            ("head_count", Cell::from(i64::from(petition.head_count))),
            ("relation", Cell::from(petition.relation.zh())),
            ("reply", Cell::from(reply)),
            ("reply_time", reply_time),
            ("likes", Cell::from(count("likes"))),
            ("dislikes", Cell::from(count("dislikes"))),
        ]
    }

    /// Enters in a sealed matter that its petitions leave the system. The disk is waited for once for many.
    fn enter_export(
        &self,
        asking: &Asking,
        id: MatterId,
        format: Format,
    ) -> Pending<(), OfficeError> {
        let asking = asking.clone();
        let purpose = format!("随清单导出（{}）", format.extension());
        self.store.writer().send(move |writing| {
            let (mut matter, _) =
                ledger::load(writing.connection, id)?.ok_or(OfficeError::NotFound)?;
            let desk = asking.desk(writing)?;
            desk.append(writing, &mut matter, &[Event::Exported { purpose }])
        })
    }

    fn note_export(
        &self,
        asking: Asking,
        filter: &Filter,
        format: Format,
        rows: u64,
    ) -> Result<(), OfficeError> {
        let record = OfficeRecord::Exported {
            filter: format!("{filter:?}"),
            rows,
            format: format.extension().to_owned(),
        };
        self.store
            .writer()
            .write(move |writing| asking.record(writing, record))
    }
}

/// The last served answer.
fn reply(matter: &Matter) -> Option<&Answer> {
    let mut newest_first = matter.answers.iter().rev();
    newest_first.find(|answer| answer.service.is_some())
}

/// The last served answer in words, and when it reached the petitioner.
fn reply_of(matter: &Matter) -> (Option<String>, Cell<'_>) {
    let Some(answer) = reply(matter) else {
        return (None, Cell::Empty);
    };
    let on = answer
        .service
        .as_ref()
        .map_or(answer.on, |service| service.on);
    let (text, time) = match &answer.kind {
        AnswerKind::PastReply { text, time } => (text.clone(), *time),
        AnswerKind::Opinion(opinion) => (opinion.opinion.clone(), None),
        AnswerKind::SuggestionReply { text, .. } | AnswerKind::AccusationReply { text } => {
            (text.clone(), None)
        }
        AnswerKind::NotAccepted { reason, .. }
        | AnswerKind::Redirected { reason, .. }
        | AnswerKind::LedIn { reason, .. } => (reason.clone(), None),
        AnswerKind::DutyReply { notice, .. } => (notice.result.clone(), None),
        AnswerKind::Review(opinion) => (opinion.opinion.clone(), None),
        AnswerKind::ReviewRefused { reason, .. } | AnswerKind::Terminated { reason, .. } => {
            (reason.clone(), None)
        }
        AnswerKind::Agreement(agreement) => (agreement.terms.clone(), None),
    };
    let when = match time {
        Some(time) => Cell::from(on.to_datetime(time)),
        None => Cell::from(on),
    };
    (Some(text), when)
}
