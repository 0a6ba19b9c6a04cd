//! One petition as a file tells it.

use crate::{Cell, Channel, Column, Field, Moment, Purpose};

/// One row of a file, read and checked, before the office has seen it.
///
/// Long texts (subject, body, reply) are kept exactly as in the file; short
/// values are trimmed. An empty value is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Line (JSONL, CSV) or row (XLSX) in the file, counted from 1; for a
    /// record over several lines its first.
    pub row: u64,
    /// `id`: the number the other system gave it.
    pub external_id: Option<String>,
    /// `user`: what the other system calls the petitioner.
    pub petitioner_key: Option<String>,
    /// `name`
    pub petitioner_name: Option<String>,
    /// `phone`
    pub phone: Option<String>,
    /// `id_number`
    pub id_number: Option<String>,
    /// `address`
    pub address: Option<String>,
    /// `subject`; taken from the body's beginning where the file has none.
    pub subject: String,
    /// `body`; empty only where the file gives a subject alone.
    pub body: String,
    /// `time`; `None` where the file gives none: the caller decides.
    pub received: Option<Moment>,
    /// `channel`, or the mapping's.
    pub channel: Option<Channel>,
    /// `unit`, or the mapping's.
    pub unit: Option<String>,
    /// `label`: the content category in the file's own words.
    pub category: Option<String>,
    /// `purpose`
    pub purpose: Option<Purpose>,
    /// `place`: where the problem is (问题属地).
    pub place: Option<String>,
    /// `head_count`: persons who came.
    pub head_count: Option<u32>,
    /// `reply`: the answer already given.
    pub reply: Option<String>,
    /// `reply_time`
    pub reply_time: Option<Moment>,
    /// `likes`
    pub likes: Option<i64>,
    /// `dislikes`
    pub dislikes: Option<i64>,
}

/// The columns in which arrivals are written, so that they can be read again
/// without a mapping.
pub const COLUMNS: &[Column] = &{
    let mut columns = [Column::new("", "", 12.0); Field::ALL.len()];
    let mut i = 0;
    while i < columns.len() {
        let field = Field::ALL[i];
        let width = match field {
            Field::Body | Field::Reply => 60.0,
            Field::Subject => 36.0,
            Field::Time | Field::ReplyTime | Field::IdNumber | Field::Address => 20.0,
            _ => 12.0,
        };
        columns[i] = Column::new(field.key(), field.title(), width);
        i += 1;
    }
    columns
};

impl Arrival {
    /// Its record for a [`crate::Sink`] over [`COLUMNS`].
    pub fn cells(&self) -> Vec<(&'static str, Cell<'_>)> {
        Field::ALL
            .iter()
            .map(|&field| (field.key(), self.cell(field)))
            .collect()
    }

    fn cell(&self, field: Field) -> Cell<'_> {
        match field {
            Field::Id => Cell::from(self.external_id.as_deref()),
            Field::User => Cell::from(self.petitioner_key.as_deref()),
            Field::Name => Cell::from(self.petitioner_name.as_deref()),
            Field::Phone => Cell::from(self.phone.as_deref()),
            Field::IdNumber => Cell::from(self.id_number.as_deref()),
            Field::Address => Cell::from(self.address.as_deref()),
            Field::Subject => Cell::from(self.subject.as_str()),
            Field::Body => Cell::from(self.body.as_str()),
            Field::Time => Cell::from(self.received),
            Field::Channel => Cell::from(self.channel.map(Channel::code)),
            Field::Unit => Cell::from(self.unit.as_deref()),
            Field::Label => Cell::from(self.category.as_deref()),
            Field::Purpose => Cell::from(self.purpose.map(Purpose::code)),
            Field::Place => Cell::from(self.place.as_deref()),
            Field::HeadCount => Cell::from(self.head_count.map(i64::from)),
            Field::Reply => Cell::from(self.reply.as_deref()),
            Field::ReplyTime => Cell::from(self.reply_time),
            Field::Likes => Cell::from(self.likes),
            Field::Dislikes => Cell::from(self.dislikes),
        }
    }
}
