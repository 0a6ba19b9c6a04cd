//! A list as a file.

use axum::extract::{Query as Address, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use office::export::Format;

use super::query::Query;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{Fields, OnPurpose};

const FORMATS: [(Format, &str); 3] = [
    (Format::Xlsx, "Excel (XLSX)"),
    (Format::Csv, "CSV"),
    (Format::Jsonl, "JSONL"),
];

/// The petitions of the list, one a row. That it was exported, by whom and how many, is an entry.
pub async fn download(
    State(app): State<App>,
    Address(address): Address<Vec<(String, String)>>,
    OnPurpose(staff): OnPurpose,
) -> Result<Response, Problem> {
    let fields = Fields(address);
    let format = FORMATS
        .iter()
        .map(|(format, _)| *format)
        .find(|format| format.extension() == fields.text("format"))
        .ok_or_else(|| {
            Problem::bad_request(
                "请选择导出格式：xlsx、csv 或 jsonl",
                "choose xlsx, csv or jsonl",
            )
        })?;
    let now = app.now();
    let filter = Query::read(&fields).filter(staff.viewer(), now.today());
    let viewer = staff.signed_in.viewer;
    let (_, file) = app
        .work(move |office| office.export(Some(&viewer), &filter, format, Vec::new(), now))
        .await?;
    let name = format!(
        "attachment; filename=\"matters-{}.{}\"",
        now.today(),
        format.extension()
    );
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, file).into_response())
}

/// The files a list can be had as: what the address calls each, and its words.
pub fn files() -> [(&'static str, &'static str); 3] {
    FORMATS.map(|(format, words)| (format.extension(), words))
}
