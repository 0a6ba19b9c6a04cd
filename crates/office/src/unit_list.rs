//! Units from a CSV file: all rows are checked before the first is written.

use std::collections::HashMap;

use domain::UnitId;
use domain::access::{Actor, Viewer};
use domain::org::{Role, UnitKind};

use crate::organisation::UnitForm;
use crate::{Moment, Office, OfficeError};

/// One row of the file.
struct Row {
    line: u64,
    name: String,
    parent: String,
    kind: UnitKind,
    address: String,
    phone: String,
    hours: String,
}

impl Office {
    /// An administrator adds the units of a CSV file; returns how many.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for other posts; an input error that names every bad row. Nothing is written then.
    pub fn upload_units(
        &self,
        viewer: &Viewer,
        text: &str,
        moment: Moment,
    ) -> Result<usize, OfficeError> {
        if viewer.role != Role::Administrator {
            return Err(OfficeError::Forbidden);
        }
        self.add_units(Actor::Staff(viewer.clone()), text, moment)
    }

    /// The program adds the units of a CSV file at set-up; returns how many.
    ///
    /// # Errors
    /// As for [`Office::upload_units`].
    pub fn add_units_from_csv(&self, text: &str, moment: Moment) -> Result<usize, OfficeError> {
        self.add_units(Actor::System, text, moment)
    }

    fn add_units(&self, actor: Actor, text: &str, moment: Moment) -> Result<usize, OfficeError> {
        let rows = read(text)?;
        let mut known: HashMap<String, UnitId> = self
            .org()
            .units()
            .iter()
            .map(|unit| (unit.name.clone(), unit.id))
            .collect();
        check(&rows, &known)?;
        let root = self
            .org()
            .units()
            .iter()
            .find(|unit| unit.parent.is_none())
            .map(|unit| unit.id);
        for row in &rows {
            let parent = if row.parent.is_empty() {
                root
            } else {
                known.get(&row.parent).copied()
            };
            let id = self.put_unit(
                actor.clone(),
                UnitForm {
                    id: None,
                    parent,
                    name: row.name.clone(),
                    kind: row.kind,
                    address: row.address.clone(),
                    phone: row.phone.clone(),
                    hours: row.hours.clone(),
                    active: true,
                },
                moment,
            )?;
            known.insert(row.name.clone(), id);
        }
        Ok(rows.len())
    }
}

fn read(text: &str) -> Result<Vec<Row>, OfficeError> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader
        .headers()
        .map_err(|error| OfficeError::Input(format!("单位名册无法读取：{error}")))?
        .clone();
    let column = |names: [&str; 2]| headers.iter().position(|header| names.contains(&header));
    let (Some(name), Some(kind)) = (column(["name", "单位名称"]), column(["kind", "类别"]))
    else {
        return Err(OfficeError::Input(
            "单位名册首行应有列名：name,parent,kind,address,phone,hours（或 单位名称,上级单位,类别,地址,电话,接待时间）"
                .to_owned(),
        ));
    };
    let columns = [
        column(["parent", "上级单位"]),
        column(["address", "地址"]),
        column(["phone", "电话"]),
        column(["hours", "接待时间"]),
    ];
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for (record, line) in reader.records().zip(2..) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(format!("第{line}行无法读取：{error}"));
                continue;
            }
        };
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| record.get(column))
                .unwrap_or_default()
                .to_owned()
        };
        let Some(kind) = UnitKind::parse(&cell(Some(kind))) else {
            let known: Vec<&str> = UnitKind::ALL.iter().map(|kind| kind.zh()).collect();
            problems.push(format!(
                "第{line}行类别“{}”应为：{}",
                cell(Some(kind)),
                known.join("、")
            ));
            continue;
        };
        let [parent, address, phone, hours] = columns.map(cell);
        rows.push(Row {
            line,
            name: cell(Some(name)),
            parent,
            kind,
            address,
            phone,
            hours,
        });
    }
    if problems.is_empty() {
        Ok(rows)
    } else {
        Err(OfficeError::Input(problems.join("；")))
    }
}

fn check(rows: &[Row], known: &HashMap<String, UnitId>) -> Result<(), OfficeError> {
    let mut names: Vec<&str> = known.keys().map(String::as_str).collect();
    let mut problems = Vec::new();
    for row in rows {
        if row.name.is_empty() || row.name.chars().count() > 60 {
            problems.push(format!("第{}行单位名称应为1至60字", row.line));
        } else if names.contains(&row.name.as_str()) {
            problems.push(format!("第{}行“{}”已有同名单位", row.line, row.name));
        } else if !row.parent.is_empty() && !names.contains(&row.parent.as_str()) {
            problems.push(format!(
                "第{}行上级单位“{}”不存在，请先列出上级",
                row.line, row.parent
            ));
        }
        names.push(&row.name);
    }
    if rows.is_empty() {
        problems.push("单位名册没有数据行".to_owned());
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(OfficeError::Input(problems.join("；")))
    }
}
