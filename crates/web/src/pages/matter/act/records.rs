//! Notes, files, and looks at a sealed identity.

use domain::matter::{Action, Command};
use domain::{PostId, Refusal, RefusalKind};
use maud::{Markup, html};

use super::super::people;
use super::Deed;
use super::form::ActForm;
use crate::look::Field;
use crate::pages::shared;

/// The fields.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    match form.action {
        Action::Note => form.long(
            "note",
            "备注",
            "Note",
            (
                "供同事查看，信访人看不到。",
                "For colleagues; the petitioner does not see it.",
            ),
            5,
        ),
        Action::Attach => files(form),
        Action::ConsentIdentity => consent(form),
        _ => form.long(
            "reason",
            "查看理由",
            "Reason",
            (
                "理由和查看时间会记入卷宗，信访人可以看到谁查看过。",
                "Reason and time go on file, and the petitioner can see who looked.",
            ),
            3,
        ),
    }
}

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    match form.action {
        Action::Note => Ok(Command::Note(form.text("note")).into()),
        Action::Attach => Ok(Deed::Attach),
        Action::RequestIdentity => Ok(Command::RequestIdentity {
            reason: form.text("reason"),
        }
        .into()),
        Action::ConsentIdentity => {
            let post: PostId = form.typed.parsed("post").ok_or_else(|| {
                Refusal::input("请选择要同意的申请", "choose the request to agree to")
            })?;
            Ok(Command::ConsentIdentity { post }.into())
        }
        Action::ShowIdentity => Ok(Deed::ShowIdentity(form.text("reason"))),
        _ => Err(Refusal::new(
            RefusalKind::NotYours,
            "此操作由信访人本人办理",
            "only the petitioner can do this",
        )),
    }
}

fn files(form: &ActForm<'_>) -> Markup {
    let field = Field::new(form.lang(), "files", form.pick("文件", "Files"));
    shared::file_field(form.lang(), field.required())
}

fn consent(form: &ActForm<'_>) -> Markup {
    let waiting: Vec<(String, String)> = people::waiting(form.file, form.staff.viewer())
        .into_iter()
        .map(|(post, words)| (post.to_string(), words))
        .collect();
    let first = match waiting.as_slice() {
        [(only, _)] => only.as_str(),
        _ => "",
    };
    html! {
        (form.cards("post", form.pick("同意谁的申请", "Whose request"), &waiting, first))
        p class="hint" { (form.pick("同意一次，只能查看一次。", "One consent opens the seal once.")) }
    }
}
