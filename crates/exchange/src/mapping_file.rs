//! Reading a mapping file, with every complaint placed by line and column.

use std::{fs, ops::Range, path::Path, str::FromStr};

use encoding_rs::{Encoding, GB18030, UTF_8};
use jiff::civil::date;
use jiff::tz::TimeZone;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{ExchangeError, Field, Mapping, mapping::normal};

type Result<T> = std::result::Result<T, ExchangeError>;

const KEYS: &str = "columns、date_formats、channel、unit、encoding、sheet、delimiter";

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// The file cannot be read, or says something this program does not know:
    /// the error names line and column.
    pub fn load(path: &Path) -> Result<Mapping> {
        let text = fs::read_to_string(path).map_err(|source| ExchangeError::Read {
            path: path.to_owned(),
            source,
        })?;
        Mapping::parse(&text, &path.display().to_string())
    }

    /// Reads a mapping's text; `name` stands in the errors.
    ///
    /// # Errors
    /// As [`Mapping::load`].
    pub fn parse(text: &str, name: &str) -> Result<Mapping> {
        Parser { text, name }.mapping()
    }
}

impl FromStr for Mapping {
    type Err = ExchangeError;

    fn from_str(text: &str) -> Result<Mapping> {
        Mapping::parse(text, "（文本）")
    }
}

struct Parser<'t> {
    text: &'t str,
    name: &'t str,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl Parser<'_> {
    fn mapping(&self) -> Result<Mapping> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let problem = format!("不是正确的 TOML（{}）", error.message());
            self.error(
                error.span().unwrap_or(0..0),
                problem,
                "文字要放在英文引号里，每行写成 名称 = \"值\"",
            )
        })?;
        let mut mapping = Mapping::default();
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "columns" => self.columns(value, &mut mapping)?,
                "date_formats" => mapping.date_formats = self.date_formats(value)?,
                "channel" => {
                    let parsed = self.string(value)?.parse();
                    mapping.channel = Some(parsed.map_err(|e: crate::UnknownWord| {
                        self.error(value.span(), e.to_string(), "请改成其中之一")
                    })?);
                }
                "unit" => mapping.unit = Some(self.string(value)?.to_owned()),
                "encoding" => mapping.encoding = Some(self.encoding(value)?),
                "sheet" => mapping.sheet = Some(self.string(value)?.to_owned()),
                "delimiter" => mapping.delimiter = Some(self.delimiter(value)?),
                other => {
                    let advice = format!("可用的设置有：{KEYS}；请改正或删去这一行");
                    return Err(self.error(key.span(), format!("不认识的设置“{other}”"), &advice));
                }
            }
        }
        Ok(mapping)
    }

    fn columns(&self, value: &Value, mapping: &mut Mapping) -> Result<()> {
        let Some(table) = value.get_ref().as_table() else {
            return Err(self.error(
                value.span(),
                "columns 应当是一节",
                "请写成 [columns]，下面每行一个 字段 = \"列名\"",
            ));
        };
        let mut used = Vec::new();
        for (key, value) in table {
            let Some(field) = Field::from_key(key.get_ref()) else {
                let known = Field::ALL
                    .iter()
                    .map(|field| field.key())
                    .collect::<Vec<_>>()
                    .join("、");
                let advice = format!("可用的字段有：{known}；请改正或删去这一行");
                return Err(self.error(
                    key.span(),
                    format!("不认识的字段“{}”", key.get_ref()),
                    &advice,
                ));
            };
            let names = self.strings(value)?;
            for name in &names {
                if used.contains(&normal(name)) {
                    let problem = format!("列“{name}”用了两次");
                    return Err(self.error(
                        value.span(),
                        problem,
                        "一列只能对应一个字段，请删去其中一处",
                    ));
                }
                used.push(normal(name));
            }
            mapping.columns.insert(field, names);
        }
        Ok(())
    }

    fn date_formats(&self, value: &Value) -> Result<Vec<String>> {
        let formats = self.strings(value)?;
        let sample = date(2024, 2, 29)
            .at(13, 5, 9, 0)
            .to_zoned_datetime(TimeZone::UTC);
        for format in &formats {
            let valid = sample
                .as_ref()
                .is_ok_and(|sample| jiff::fmt::strtime::format(format, sample).is_ok());
            if !valid || !format.contains('%') {
                let problem = format!("日期格式“{format}”写法不对");
                return Err(self.error(
                    value.span(),
                    problem,
                    "请用 %Y 年 %m 月 %d 日 %H 时 %M 分 %S 秒，例如 \"%Y-%m-%d %H:%M\"",
                ));
            }
        }
        Ok(formats)
    }

    fn encoding(&self, value: &Value) -> Result<&'static Encoding> {
        match self.string(value)?.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(UTF_8),
            "gb18030" | "gbk" | "gb2312" => Ok(GB18030),
            other => Err(self.error(
                value.span(),
                format!("不认识的编码“{other}”"),
                "请写 \"utf-8\" 或 \"gb18030\"，或删去这一行让程序识别",
            )),
        }
    }

    fn delimiter(&self, value: &Value) -> Result<u8> {
        match self.string(value)? {
            "," => Ok(b','),
            ";" => Ok(b';'),
            "\t" | "tab" => Ok(b'\t'),
            other => Err(self.error(
                value.span(),
                format!("不认识的分隔符“{other}”"),
                "请写 \",\"、\";\" 或 \"tab\"",
            )),
        }
    }

    fn string<'v>(&self, value: &'v Value) -> Result<&'v str> {
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(self.error(
                value.span(),
                "这里应当是文字，不能为空",
                "请写在英文引号里，或删去这一行",
            )),
        }
    }

    fn strings(&self, value: &Value) -> Result<Vec<String>> {
        match value.get_ref().as_array() {
            Some(array) => array
                .iter()
                .map(|value| Ok(self.string(value)?.to_owned()))
                .collect(),
            None => Ok(vec![self.string(value)?.to_owned()]),
        }
    }

    fn error(&self, span: Range<usize>, problem: impl Into<String>, advice: &str) -> ExchangeError {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        ExchangeError::Mapping {
            name: self.name.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            problem: problem.into(),
            advice: advice.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Channel;

    fn refusal(text: &str) -> String {
        Mapping::parse(text, "map.toml").unwrap_err().to_string()
    }

    #[test]
    fn a_full_mapping_is_understood() {
        let text = r#"
            channel = "来信"
            unit = "柳溪县信访局"
            date_formats = ["%d.%m.%Y"]
            encoding = "GBK"
            sheet = "来信"
            delimiter = "tab"
            [columns]
            id = "件号"
            subject = ["事由", "标题"]
            phone = []
        "#;
        let mapping: Mapping = text.parse().unwrap();
        assert_eq!(mapping.channel, Some(Channel::Letter));
        assert_eq!(mapping.encoding, Some(GB18030));
        assert_eq!(mapping.delimiter, Some(b'\t'));
        assert_eq!(mapping.names(Field::Subject), ["事由", "标题"]);
        assert!(mapping.names(Field::Phone).is_empty());
        assert!(mapping.names(Field::Body).contains(&"反映内容".into()));
        assert_eq!(
            mapping.required().collect::<Vec<_>>(),
            [Field::Id, Field::Subject]
        );
    }

    #[test]
    fn an_unknown_setting_is_named_with_its_place() {
        let text = refusal("unit = \"甲\"\nchanel = \"letter\"\n");
        assert!(
            text.contains("map.toml 第 2 行第 1 列")
                && text.contains("chanel")
                && text.contains("channel"),
            "{text}"
        );
    }

    #[test]
    fn an_unknown_field_is_named_with_its_place() {
        let text = refusal("[columns]\nid = \"甲\"\n  titel = \"乙\"\n");
        assert!(
            text.contains("第 3 行第 3 列") && text.contains("titel"),
            "{text}"
        );
    }

    #[test]
    fn wrong_values_are_refused_where_they_stand() {
        for (text, place) in [
            ("channel = \"飞鸽\"", "第 1 行第 11 列"),
            ("encoding = \"big5\"", "第 1 行第 12 列"),
            ("delimiter = \"|\"", "第 1 行第 13 列"),
            ("date_formats = [\"%E!\"]", "第 1 行第 16 列"),
            ("unit = 3", "第 1 行第 8 列"),
            ("columns = 3", "第 1 行第 11 列"),
            ("[columns]\nid = \"甲\"\nuser = \"甲\"", "第 3 行"),
            ("unit = 甲", "第 1 行"),
        ] {
            let refusal = refusal(text);
            assert!(refusal.contains(place), "{text}: {refusal}");
        }
    }
}
