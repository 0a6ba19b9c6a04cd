//! Units from a CSV file. Every row is checked before the first one is kept: a file is taken whole or not at all.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::org::UnitKind;
use maud::{Markup, html};
use office::OfficeError;

use super::units;
use crate::app::App;
use crate::look::{
    self, ButtonKind, Field, FileLimits, Icon, Tone, action_button, form_end, hidden, once_token,
};
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::{Content, Staff, StaffUpload};

/// How many errors are listed.
const SHOWN: usize = 50;

/// The form of the upload.
pub fn panel(staff: &Staff) -> Markup {
    let lang = staff.lang();
    let kinds: Vec<&str> = UnitKind::ALL
        .iter()
        .map(|kind| lang.pick(kind.zh(), kind.code()))
        .collect();
    let words = lang.pick(
        format!("首行列名：name,parent,kind,address,phone,hours（或：名称、上级单位、类别、地址、电话、接待时间），上级单位空着即直属本级；UTF-8 或 GB18030。类别：{}", kinds.join(" / ")),
        format!("Header: name,parent,kind,address,phone,hours; no parent means the area itself; UTF-8 or GB18030. Kinds: {}", kinds.join(", ")),
    );
    look::panel(
        "file",
        lang.pick("从 CSV 文件导入单位", "Units from a CSV file"),
        None,
        &html! {
            form class="form" method="post" action="/admin/units" enctype="multipart/form-data" {
                (hidden("csrf", &staff.signed_in.csrf))
                (once_token(&office::vault::token()))
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
    let by = sent.acting();
    let StaffUpload { staff, upload, .. } = sent;
    let file = upload.files.into_iter().find(|file| file.field == "file");
    let Some(Content::Sent(file)) = file.map(|file| file.content) else {
        return wrong(&app, &staff, &["请先选择一个 CSV 文件".to_owned()]);
    };
    let now = app.now();
    let taken = app
        .act(move |office| office.upload_units(by, &file.content()?, now))
        .await;
    match taken {
        Ok(_) | Err(OfficeError::DoneBefore) => {
            Ok(Redirect::to("/admin/units?done=saved").into_response())
        }
        Err(OfficeError::Rows(errors)) => wrong(&app, &staff, &errors),
        Err(error) => Err(error.into()),
    }
}

fn wrong(app: &App, staff: &Staff, errors: &[String]) -> Result<Response, Problem> {
    let told = told(staff, errors);
    Ok(frame::unprocessable(units::tree_page(app, staff, &told)?))
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
