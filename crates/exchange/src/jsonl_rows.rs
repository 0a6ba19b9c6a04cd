//! JSONL: one object a line, whatever the order of its keys.

use std::{collections::HashMap, fmt, path::Path};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::{
    ExchangeError, Field, Mapping,
    error::{Problem, excerpt},
    header::{self, Names},
    lines::{Line, Lines},
    record::{Record, Rows, Value},
};

pub(crate) struct JsonlRows {
    lines: Lines,
    keys: Keys,
    line: Vec<u8>,
    decoded: bool,
}

impl JsonlRows {
    /// `decoded`: the lines were brought to UTF-8 from another encoding, so a
    /// U+FFFD in them is a byte that could not be read.
    pub fn new(lines: Lines, mapping: &Mapping, decoded: bool) -> JsonlRows {
        JsonlRows {
            lines,
            keys: Keys::new(mapping),
            line: Vec::new(),
            decoded,
        }
    }
}

impl Rows for JsonlRows {
    fn next(&mut self, record: &mut Record) -> Option<Result<(), Problem>> {
        loop {
            self.line.clear();
            match self.lines.next(&mut self.line) {
                Ok(Line::Whole) if self.line.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => {
                    return Some(parse(&self.line, &mut self.keys, record, self.decoded));
                }
                Ok(Line::TooLong) => return Some(Err(too_long())),
                Ok(Line::End) => return None,
                Err(error) => return Some(Err(Problem::broken_off(&error))),
            }
        }
    }

    fn row(&self) -> u64 {
        self.lines.number()
    }

    fn excerpt(&self) -> String {
        excerpt(&self.line)
    }
}

pub(crate) fn too_long() -> Problem {
    Problem::row(
        "这一行长得不合常理（超过 512 KB）",
        "请检查换行和引号是否丢失；内容过长的请拆开或作为附件",
    )
}

pub(crate) fn bad_bytes() -> Problem {
    Problem::row(
        "有读不出的字节，编码不对或文件已损坏",
        "请用 UTF-8 重新导出；若是老系统的文件，请在映射文件里写 encoding = \"gb18030\"",
    )
}

fn parse(line: &[u8], keys: &mut Keys, record: &mut Record, decoded: bool) -> Result<(), Problem> {
    let text = std::str::from_utf8(line.trim_ascii_end()).map_err(|_| bad_bytes())?;
    if decoded && text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(bad_bytes());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Object { keys, record }
        .deserialize(&mut json)
        .and_then(|()| json.end());
    read.map_err(|error| {
        let at = text.as_bytes()[..error.column().min(text.len())]
            .utf8_chunks()
            .map(|c| c.valid().chars().count())
            .sum::<usize>();
        Problem::row(
            format!("不是一个完整的 JSON 对象（第 {at} 个字符处）"),
            "每行应当是一个 {\"subject\": …} 对象，请重新导出这一行",
        )
    })
}

/// Columns are checked before the first row is handed out. A JSONL file has
/// no header, so its lines are looked through until every column was seen: in
/// a sound file, one line.
pub(crate) fn check(mut lines: Lines, mapping: &Mapping, path: &Path) -> Result<(), ExchangeError> {
    let mut keys = Keys::new(mapping);
    let (mut line, mut record) = (Vec::new(), Record::default());
    let (mut rows, mut objects, mut first) = (false, false, 1);
    loop {
        line.clear();
        let read = lines
            .next(&mut line)
            .map_err(|source| ExchangeError::Read {
                path: path.to_owned(),
                source,
            })?;
        if read == Line::End {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        rows = true;
        if parse(&line, &mut keys, &mut record, false).is_ok() {
            first = if objects { first } else { lines.number() };
            objects = true;
            if mapping.required().all(|field| keys.saw(field))
                && (keys.saw(Field::Body) || keys.saw(Field::Subject))
            {
                return Ok(());
            }
        }
    }
    match (rows, objects) {
        (false, _) => Err(ExchangeError::Empty {
            path: path.to_owned(),
            what: "只有空行",
        }),
        // Every row is broken: each says so itself.
        (true, false) => Ok(()),
        (true, true) => header::check(mapping, path, first, &keys.seen_names(), |field| {
            keys.saw(field)
        }),
    }
}

/// The keys met so far and what they feed: looking one up costs one hash.
struct Keys {
    names: Names,
    known: HashMap<String, Option<(Field, usize)>>,
}

/// Keys remembered. A file with more has data in its keys; those beyond are
/// looked up each time.
const REMEMBERED: usize = 500;

impl Keys {
    fn new(mapping: &Mapping) -> Keys {
        Keys {
            names: Names::new(mapping),
            known: HashMap::new(),
        }
    }

    fn find(&mut self, key: &str) -> Option<(Field, usize)> {
        if let Some(known) = self.known.get(key) {
            return *known;
        }
        let found = self.names.find(key);
        if found.is_some() || self.known.len() < REMEMBERED {
            self.known.insert(key.to_owned(), found);
        }
        found
    }

    fn saw(&self, field: Field) -> bool {
        self.known
            .values()
            .flatten()
            .any(|(known, _)| *known == field)
    }

    fn seen_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.known.keys().cloned().collect();
        names.sort();
        names
    }
}

struct Object<'r> {
    keys: &'r mut Keys,
    record: &'r mut Record,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut ranks = [usize::MAX; Field::ALL.len()];
        while let Some(slot) = map.next_key_seed(Key(self.keys))? {
            match slot {
                Some((field, rank)) if rank <= ranks[field as usize] => {
                    let value = map.next_value_seed(Scalar)?;
                    if value != Value::Absent {
                        ranks[field as usize] = rank;
                        self.record.set(field, value);
                    }
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Key<'k>(&'k mut Keys);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<(Field, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<(Field, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(key))
    }
}

struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        // Beyond i64 it is an identifier, not a quantity.
        Ok(i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Int))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Float(number))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Text(truth.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Absent)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Unusable("一个列表 […]"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Unusable("一个对象 {…}"))
    }
}
