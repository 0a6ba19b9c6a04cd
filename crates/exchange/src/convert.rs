//! From a row's values to an arrival, or to what is wrong with it.

use std::collections::HashMap;

use crate::{
    Arrival, Channel, Field, Mapping, Moment, UnknownWord,
    error::Problem,
    moment::excel_serial,
    record::{Record, Value},
    subject,
};

/// Longest subject, body or reply, in characters.
const LONGEST_TEXT: usize = 20_000;
/// Longest other value, in characters.
const LONGEST_VALUE: usize = 500;
/// Excel keeps fifteen digits of a number; the rest of a longer one is lost.
const EXACT: f64 = 1e15;

type Result<T> = std::result::Result<T, Problem>;

pub(crate) struct Convert {
    mapping: Mapping,
    /// Channels repeat: each word is parsed once.
    channels: HashMap<String, Channel>,
}

impl Convert {
    pub fn new(mapping: &Mapping) -> Convert {
        Convert {
            mapping: mapping.clone(),
            channels: HashMap::new(),
        }
    }

    pub fn arrival(&mut self, row: u64, record: &mut Record) -> Result<Arrival> {
        let body = long(record, Field::Body)?.unwrap_or_default();
        let subject = match long(record, Field::Subject)? {
            Some(subject) => subject,
            None if body.is_empty() => {
                return Err(Problem::field(
                    Field::Body,
                    "标题和内容都是空的",
                    "请补上内容，至少要有标题或内容之一",
                ));
            }
            None => subject::from_body(&body),
        };
        Ok(Arrival {
            row,
            external_id: short(record, Field::Id)?,
            petitioner_key: short(record, Field::User)?,
            petitioner_name: short(record, Field::Name)?,
            phone: short(record, Field::Phone)?,
            id_number: short(record, Field::IdNumber)?,
            address: short(record, Field::Address)?,
            subject,
            body,
            received: self.moment(record, Field::Time)?,
            channel: self.channel(record)?,
            unit: short(record, Field::Unit)?.or_else(|| self.mapping.unit.clone()),
            category: short(record, Field::Label)?,
            purpose: short(record, Field::Purpose)?
                .map(|word| word.parse())
                .transpose()
                .map_err(|e| unknown(Field::Purpose, &e))?,
            place: short(record, Field::Place)?,
            head_count: head_count(record)?,
            reply: long(record, Field::Reply)?,
            reply_time: self.moment(record, Field::ReplyTime)?,
            likes: number(record, Field::Likes)?,
            dislikes: number(record, Field::Dislikes)?,
        })
    }

    fn channel(&mut self, record: &mut Record) -> Result<Option<Channel>> {
        let Some(word) = short(record, Field::Channel)? else {
            return Ok(self.mapping.channel);
        };
        if let Some(known) = self.channels.get(&word) {
            return Ok(Some(*known));
        }
        let channel = word
            .parse()
            .map_err(|error| unknown(Field::Channel, &error))?;
        if self.channels.len() < 100 {
            self.channels.insert(word, channel);
        }
        Ok(Some(channel))
    }

    fn moment(&self, record: &mut Record, field: Field) -> Result<Option<Moment>> {
        let text = match record.take(field) {
            Value::Absent => return Ok(None),
            Value::Moment(moment) => return Ok(Some(moment)),
            Value::Float(serial) if serial.fract() != 0.0 => {
                return excel_serial(serial)
                    .map(Some)
                    .ok_or_else(|| bad_date(field, &serial.to_string()));
            }
            other => plain(other, field)?,
        };
        if text.trim().is_empty() {
            return Ok(None);
        }
        let listed = self
            .mapping
            .date_formats
            .iter()
            .find_map(|format| Moment::parse_as(format, &text));
        listed
            .or_else(|| Moment::parse(&text))
            .map(Some)
            .ok_or_else(|| bad_date(field, &text))
    }
}

fn bad_date(field: Field, text: &str) -> Problem {
    let shown: String = text.chars().take(40).collect();
    let advice = "请写成 2019-02-28 或 2019-02-28 11:25:05，或在映射文件 date_formats 里写明格式";
    Problem::field(field, format!("日期“{shown}”读不懂"), advice)
}

fn unknown(field: Field, error: &UnknownWord) -> Problem {
    Problem::field(
        field,
        error.to_string(),
        "请改成其中之一，或在映射文件里不读这一列",
    )
}

/// The value as text.
fn plain(value: Value, field: Field) -> Result<String> {
    match value {
        Value::Absent => Ok(String::new()),
        Value::Text(text) => Ok(text),
        Value::Int(number) => Ok(number.to_string()),
        Value::Float(number) if number.abs() >= EXACT => Err(Problem::field(
            field,
            "这个长号码存成了数字，末几位已经丢失",
            "请在表格里把这一列设为文本格式，再重新填写号码",
        )),
        Value::Float(number) => Ok(number.to_string()),
        Value::Moment(moment) => Ok(moment.to_string()),
        Value::Unusable(what) => Err(Problem::field(
            field,
            format!("这里应当是文字或数字，却是{what}"),
            "请改正这一格，或在映射文件里不读这一列",
        )),
    }
}

/// A long text, exactly as in the file; `None` where blank.
fn long(record: &mut Record, field: Field) -> Result<Option<String>> {
    let text = plain(record.take(field), field)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    within(&text, field, LONGEST_TEXT)?;
    Ok(Some(text))
}

/// A short value, trimmed; `None` where blank.
fn short(record: &mut Record, field: Field) -> Result<Option<String>> {
    let text = plain(record.take(field), field)?;
    let trimmed = text.trim();
    within(trimmed, field, LONGEST_VALUE)?;
    match trimmed.len() {
        0 => Ok(None),
        length if length == text.len() => Ok(Some(text)),
        _ => Ok(Some(trimmed.to_owned())),
    }
}

fn within(text: &str, field: Field, most: usize) -> Result<()> {
    // Bytes are never fewer than characters: counting is rarely needed.
    if text.len() <= most || text.chars().count() <= most {
        return Ok(());
    }
    let problem = format!("太长，有 {} 字，最多 {most} 字", text.chars().count());
    Err(Problem::field(
        field,
        problem,
        "请缩短，或拆开后把其余部分作为附件",
    ))
}

fn number(record: &mut Record, field: Field) -> Result<Option<i64>> {
    let text = plain(record.take(field), field)?;
    let digits = text.trim().trim_end_matches(['人', '次', '个']).trim();
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse().map(Some).map_err(|_| {
        let shown: String = digits.chars().take(20).collect();
        Problem::field(
            field,
            format!("“{shown}”不是整数"),
            "请只填阿拉伯数字，例如 12",
        )
    })
}

fn head_count(record: &mut Record) -> Result<Option<u32>> {
    let Some(count) = number(record, Field::HeadCount)? else {
        return Ok(None);
    };
    match u32::try_from(count) {
        Ok(count) if count > 0 => Ok(Some(count)),
        _ => Err(Problem::field(
            Field::HeadCount,
            format!("人数不能是 {count}"),
            "请填到场或署名的人数，至少 1 人",
        )),
    }
}
