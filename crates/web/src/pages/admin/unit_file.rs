//! Units from a CSV file. Every row is checked before the first one is kept: a file is taken whole or not at all.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::UnitId;
use domain::org::{Org, UnitKind};
use maud::{Markup, html};
use office::organisation::UnitForm;
use office::{Moment, Office, OfficeError, Viewer};

use super::{administrator, units};
use crate::app::App;
use crate::look::{
    self, ButtonKind, Field, FileLimits, Icon, Tone, action_button, form_end, hidden,
};
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::{Staff, StaffUpload};

/// The columns, by their names in English and Chinese.
const COLUMNS: [(&str, &str); 6] = [
    ("name", "名称"),
    ("parent", "上级单位"),
    ("kind", "类别"),
    ("address", "地址"),
    ("phone", "电话"),
    ("hours", "接待时间"),
];

/// How many errors are listed.
const SHOWN: usize = 50;

/// One row as it will be kept; its parent is named, since it may be a row above.
#[derive(Clone, Debug, PartialEq, Eq)]
struct UnitRow {
    name: String,
    parent: String,
    kind: UnitKind,
    address: String,
    phone: String,
    hours: String,
}

/// The form of the upload.
pub fn panel(staff: &Staff) -> Markup {
    let lang = staff.lang();
    let kinds: Vec<&str> = UnitKind::ALL
        .iter()
        .map(|kind| lang.pick(kind.zh(), kind.code()))
        .collect();
    let words = lang.pick(
        format!("首行列名：name,parent,kind,address,phone,hours（或：名称、上级单位、类别、地址、电话、接待时间）；UTF-8 或 GB18030。类别：{}", kinds.join(" / ")),
        format!("Header: name,parent,kind,address,phone,hours; UTF-8 or GB18030. Kinds: {}", kinds.join(", ")),
    );
    look::panel(
        "file",
        lang.pick("从 CSV 文件导入单位", "Units from a CSV file"),
        None,
        &html! {
            form class="form" method="post" action="/admin/units" enctype="multipart/form-data" {
                (hidden("csrf", &staff.signed_in.csrf))
                (Field::new(lang, "file", lang.pick("文件", "File"))
                    .files(&FileLimits { accept: ".csv", words: &words, multiple: false }))
                p class="hint" {
                    (lang.pick("先逐行检查，有一行不对就一行也不导入。", "Every row is checked first; if one is wrong none is taken."))
                }
                (form_end(&action_button(ButtonKind::Quiet, Some(Icon::Add), lang.pick("导入", "Take in"), None)))
            }
        },
    )
}

/// Takes in a file.
pub async fn upload(State(app): State<App>, sent: StaffUpload) -> Result<Response, Problem> {
    let StaffUpload { staff, upload } = sent;
    administrator(&staff)?;
    let content = upload
        .files
        .into_iter()
        .find(|file| file.field == "file")
        .map(|file| file.content);
    let rows = match content {
        None => Err(vec!["请先选择一个 CSV 文件".to_owned()]),
        Some(content) => read(&text_of(&content), &app.office.org()),
    };
    match rows {
        Err(errors) => {
            let told = told(&staff, &errors);
            Ok(frame::unprocessable(units::tree_page(&app, &staff, &told)?))
        }
        Ok(rows) => {
            let (viewer, now) = (staff.viewer().clone(), app.now());
            app.work(move |office| keep(office, &viewer, rows, now))
                .await?;
            Ok(Redirect::to("/admin/units?done=saved").into_response())
        }
    }
}

fn told(staff: &Staff, errors: &[String]) -> Markup {
    let lang = staff.lang();
    let text = lang.pick(
        format!("文件有 {} 处问题，没有导入任何单位", errors.len()),
        format!(
            "{} problems in the file; nothing was taken in",
            errors.len()
        ),
    );
    html! {
        div role="alert" {
            (look::notice(Tone::Error, &text, Some(&html! {
                ul { @for error in errors.iter().take(SHOWN) { li { (error) } } }
            })))
        }
    }
}

/// UTF-8 where it is valid, else GB18030, which office software on Windows writes.
fn text_of(content: &[u8]) -> String {
    match std::str::from_utf8(content) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::GB18030.decode(content).0.into_owned(),
    }
}

/// Reads and checks every row against the others and against what is kept already.
fn read(text: &str, org: &Org) -> Result<Vec<UnitRow>, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let places = places(
        &reader
            .headers()
            .map_err(|error| vec![format!("表头无法读取：{error}")])?
            .clone(),
    )?;
    let mut known: Vec<String> = org.units().iter().map(|unit| unit.name.clone()).collect();
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                errors.push(format!("无法读取：{error}"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match row(&record, &places, &known) {
            Ok(row) => {
                known.push(row.name.clone());
                rows.push(row);
            }
            Err(wrong) => {
                errors.extend(wrong.into_iter().map(|text| format!("第{line}行：{text}")))
            }
        }
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

/// Where each column stands; the first three must be there.
fn places(header: &csv::StringRecord) -> Result<[Option<usize>; 6], Vec<String>> {
    let places = COLUMNS.map(|(en, zh)| {
        header
            .iter()
            .position(|name| name.eq_ignore_ascii_case(en) || name == zh)
    });
    let missing: Vec<String> = COLUMNS
        .iter()
        .zip(&places)
        .take(3)
        .filter(|(_, place)| place.is_none())
        .map(|((en, zh), _)| format!("第1行：缺少列 {en}（{zh}）"))
        .collect();
    if missing.is_empty() {
        Ok(places)
    } else {
        Err(missing)
    }
}

fn row(
    record: &csv::StringRecord,
    places: &[Option<usize>; 6],
    known: &[String],
) -> Result<UnitRow, Vec<String>> {
    let text = |column: usize| {
        places[column]
            .and_then(|place| record.get(place))
            .unwrap_or_default()
            .to_owned()
    };
    let (name, parent, kind) = (text(0), text(1), text(2));
    let mut wrong = Vec::new();
    if name.is_empty() || name.chars().count() > 60 {
        wrong.push("单位名称应为1至60字".to_owned());
    } else if known.contains(&name) {
        wrong.push(format!("已有名为“{name}”的单位"));
    }
    if parent.is_empty() {
        wrong.push("缺少上级单位".to_owned());
    } else if !known.contains(&parent) {
        wrong.push(format!("上级单位“{parent}”不存在，应已登记或列在前面的行"));
    }
    let known_kind = UnitKind::parse(&kind);
    if known_kind.is_none() {
        wrong.push(format!("类别“{kind}”不认识"));
    }
    match known_kind {
        Some(kind) if wrong.is_empty() => Ok(UnitRow {
            name,
            parent,
            kind,
            address: text(3),
            phone: text(4),
            hours: text(5),
        }),
        _ => Err(wrong),
    }
}

fn keep(
    office: &Office,
    viewer: &Viewer,
    rows: Vec<UnitRow>,
    now: Moment,
) -> Result<(), OfficeError> {
    let mut ids: HashMap<String, UnitId> = office
        .org()
        .units()
        .iter()
        .map(|unit| (unit.name.clone(), unit.id))
        .collect();
    for row in rows {
        let form = UnitForm {
            id: None,
            parent: ids.get(&row.parent).copied(),
            name: row.name.clone(),
            kind: row.kind,
            address: row.address,
            phone: row.phone,
            hours: row.hours,
            active: true,
        };
        let id = office.keep_unit(viewer, form, now)?;
        ids.insert(row.name, id);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::org::Unit;

    fn org() -> Org {
        let unit = Unit {
            id: UnitId(1),
            parent: None,
            name: "示例县党委、政府".to_owned(),
            kind: UnitKind::Government,
            address: String::new(),
            phone: String::new(),
            hours: String::new(),
            active: true,
        };
        Org::new([unit], [])
    }

    #[test]
    fn a_unit_may_stand_under_one_of_the_rows_above_it() {
        let text = "名称,上级单位,类别,电话\n青石镇,示例县党委、政府,乡镇、街道,0000-1\n石桥村,青石镇,village,";
        let rows = read(text, &org()).unwrap();
        assert_eq!(
            rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
            ["青石镇", "石桥村"]
        );
        assert_eq!(rows[0].phone, "0000-1");
        assert_eq!(rows[1].kind, UnitKind::Village);
    }

    #[test]
    fn every_wrong_row_is_named_with_its_line() {
        let text = "name,parent,kind\n青石镇,不存在的县,township\n,示例县党委、政府,village\n石桥村,示例县党委、政府,hamlet\n";
        let errors = read(text, &org()).unwrap_err();
        assert_eq!(errors.len(), 3, "{errors:?}");
        for (error, line) in errors.iter().zip(["第2行", "第3行", "第4行"]) {
            assert!(error.starts_with(line), "{error}");
        }
    }

    #[test]
    fn a_file_without_the_needed_columns_says_which() {
        assert_eq!(read("name,phone\n甲,1", &org()).unwrap_err().len(), 2);
    }

    #[test]
    fn text_from_windows_office_software_is_read() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("名称,类别");
        assert_eq!(text_of(&bytes), "名称,类别");
    }
}
