//! Units from a CSV file. Every row is checked before the first one is kept: a file is taken whole or not at all.

use bureau::organisation::units::faults;
use bureau::organisation::{Command, NewUnit};
use kernel::access::Actor;
use kernel::org::{Org, Role, UnitKind};

use crate::desk::Asking;
use crate::once::Acting;
use crate::organisation::nothing_beside;
use crate::{Moment, Office, OfficeError};

/// The columns, each by the names its heading may have. The first two must be there.
const COLUMNS: [&[&str]; 6] = [
    &["name", "名称", "单位名称"],
    &["kind", "类别"],
    &["parent", "上级单位"],
    &["address", "地址"],
    &["phone", "电话"],
    &["hours", "接待时间"],
];
/// How many of them must be there.
const NEEDED: usize = 2;

impl Office {
    /// An administrator adds the units of a CSV file; returns how many.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for other posts, [`OfficeError::Rows`] with every bad row. Nothing is written then.
    pub fn upload_units(
        &self,
        by: impl Into<Acting>,
        content: &[u8],
        moment: Moment,
    ) -> Result<usize, OfficeError> {
        let by = by.into();
        if by.viewer.role != Role::Administrator {
            return Err(OfficeError::Forbidden);
        }
        self.add_units(self.asking_once(moment, by), content)
    }

    /// The program adds the units of a CSV file at set-up; returns how many.
    ///
    /// # Errors
    /// As for [`Office::upload_units`].
    pub fn add_units_from_csv(&self, content: &[u8], moment: Moment) -> Result<usize, OfficeError> {
        self.add_units(self.asking(moment, Actor::System), content)
    }

    fn add_units(&self, asking: Asking, content: &[u8]) -> Result<usize, OfficeError> {
        let org = self.org_now(&*self.store.reader()?)?;
        let rows = read(&text_of(content), &org).map_err(OfficeError::Rows)?;
        let added = rows.len();
        self.organise(asking, Command::AddUnits(rows), nothing_beside)?;
        Ok(added)
    }
}

/// UTF-8 where it is valid, else GB18030, which office software on Windows writes.
fn text_of(content: &[u8]) -> String {
    match std::str::from_utf8(content) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::GB18030.decode(content).0.into_owned(),
    }
}

/// Reads and checks every row against those above it and against what is kept already.
fn read(text: &str, org: &Org) -> Result<Vec<NewUnit>, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| vec![format!("第1行：表头无法读取：{error}")])?;
    let places = places(header)?;
    let mut known: Vec<String> = org.units().iter().map(|unit| unit.name.clone()).collect();
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                errors.push(format!("第{line}行：无法读取"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cells = places.map(|place| {
            let cell = place.and_then(|place| record.get(place));
            cell.unwrap_or_default().to_owned()
        });
        // A wrong row counts as known, so that the rows below it are not called wrong for its sake.
        let name = cells[0].clone();
        match row(cells, &known) {
            Ok(row) => rows.push(row),
            Err(wrong) => {
                errors.extend(wrong.into_iter().map(|text| format!("第{line}行：{text}")));
            }
        }
        known.push(name);
    }
    if rows.is_empty() && errors.is_empty() {
        errors.push("文件里没有单位，请检查是否只有表头".to_owned());
    }
    if errors.is_empty() {
        Ok(rows)
    } else {
        Err(errors)
    }
}

/// Where each column stands.
fn places(header: &csv::StringRecord) -> Result<[Option<usize>; 6], Vec<String>> {
    let places = COLUMNS.map(|names| {
        header
            .iter()
            .position(|title| names.iter().any(|name| name.eq_ignore_ascii_case(title)))
    });
    let missing: Vec<String> = COLUMNS
        .iter()
        .zip(&places)
        .take(NEEDED)
        .filter(|(_, place)| place.is_none())
        .map(|(names, _)| format!("第1行：缺少列“{}”", names.join("”或“")))
        .collect();
    if missing.is_empty() {
        Ok(places)
    } else {
        Err(missing)
    }
}

/// One row, or everything that is wrong with it.
fn row(cells: [String; 6], known: &[String]) -> Result<NewUnit, Vec<String>> {
    let [name, kind, parent, address, phone, hours] = cells;
    let faults = faults(&name, &parent, |name| {
        known.iter().any(|known| known == name)
    });
    let mut wrong: Vec<String> = faults
        .into_iter()
        .map(|fault| fault.zh.into_owned())
        .collect();
    let parsed = UnitKind::parse(&kind);
    if parsed.is_none() {
        let kinds: Vec<&str> = UnitKind::ALL.iter().map(|kind| kind.zh()).collect();
        wrong.push(format!("类别“{kind}”应为：{}", kinds.join("；")));
    }
    match parsed {
        Some(kind) if wrong.is_empty() => Ok(NewUnit {
            name,
            kind,
            parent,
            address,
            phone,
            hours,
        }),
        _ => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use kernel::UnitId;
    use kernel::org::Unit;

    use super::*;

    fn org() -> Org {
        let unit = Unit {
            id: UnitId(1),
            parent: None,
            name: "示例县党委、政府".to_owned(),
            kind: UnitKind::Government,
            address: String::new(),
            phone: String::new(),
            hours: String::new(),
            duties: Vec::new(),
            active: true,
        };
        Org::new([unit], [])
    }

    #[test]
    fn a_unit_may_stand_under_one_of_the_rows_above_it() {
        let text = "名称,上级单位,类别,电话\n青石镇,示例县党委、政府,乡镇、街道,0000-1\n石桥村,青石镇,village,";
        let rows = read(text, &org()).unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["青石镇", "石桥村"]);
        assert_eq!(rows[0].phone, "0000-1");
        assert_eq!(rows[1].kind, UnitKind::Village);
    }

    #[test]
    fn every_wrong_row_is_named_with_its_line_and_the_rows_below_it_stand_for_themselves() {
        let text = "Name,parent,kind\n青石镇,不存在的县,township\n石桥村,青石镇,village\n,青石镇,village\n柳湾村,青石镇,hamlet\n";
        let errors = read(text, &org()).unwrap_err();
        assert_eq!(errors.len(), 3, "{errors:?}");
        for (error, line) in errors.iter().zip(["第2行", "第4行", "第5行"]) {
            assert!(error.starts_with(line), "{error}");
        }
    }

    #[test]
    fn a_file_without_the_needed_columns_or_without_rows_says_so() {
        assert_eq!(read("parent,phone\n甲,1", &org()).unwrap_err().len(), 2);
        assert_eq!(read("name,kind\n", &org()).unwrap_err().len(), 1);
    }

    #[test]
    fn text_from_windows_office_software_is_read() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("名称,类别");
        assert_eq!(text_of(&bytes), "名称,类别");
    }
}
