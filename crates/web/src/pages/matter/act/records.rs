//! Notes, files, and looks at a sealed identity.

use kernel::{PostId, Refusal, RefusalKind};
use matter::Command;
use maud::{Markup, html};

use super::super::people;
use super::Deed;
use super::form::ActForm;
use crate::look::Field;
use crate::pages::shared;

/// A note.
pub(super) fn note(form: &ActForm<'_>) -> Markup {
    let hint = (
        "供同事查看，信访人看不到。",
        "For colleagues; the petitioner does not see it.",
    );
    form.long("note", "备注", "Note", hint, 5)
}

/// Reads it.
pub(super) fn read_note(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Note(form.text("note")).into())
}

/// Why one looks at who it is.
pub(super) fn look(form: &ActForm<'_>) -> Markup {
    let hint = (
        "理由和查看时间会记入卷宗，信访人可以看到谁查看过。",
        "Reason and time go on file, and the petitioner can see who looked.",
    );
    form.long("reason", "查看理由", "Reason", hint, 3)
}

/// Reads it, asking for consent.
pub(super) fn read_request(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let reason = form.text("reason");
    Ok(Command::RequestIdentity { reason }.into())
}

/// Reads it, looking.
pub(super) fn read_look(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Deed::ShowIdentity(form.text("reason")))
}

/// Nothing is asked of staff where the petitioner acts alone.
pub(super) fn nothing(_: &ActForm<'_>) -> Markup {
    html! {}
}

/// What the petitioner does is no deed of staff.
pub(super) fn petitioners_own(_: &ActForm<'_>) -> Result<Deed, Refusal> {
    Err(Refusal::new(
        RefusalKind::NotYours,
        "此操作由信访人本人办理",
        "only the petitioner can do this",
    ))
}

/// The files are the deed.
pub(super) fn read_files(_: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Deed::Attach)
}

/// Files to keep.
pub(super) fn files(form: &ActForm<'_>) -> Markup {
    let field = Field::new(form.lang(), "files", form.pick("文件", "Files"));
    shared::file_field(form.lang(), field.required())
}

/// Whose request is agreed to.
pub(super) fn consent(form: &ActForm<'_>) -> Markup {
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

/// Reads it.
pub(super) fn read_consent(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let post: PostId = form
        .typed
        .parsed("post")
        .ok_or_else(|| Refusal::input("请选择要同意的申请", "choose the request to agree to"))?;
    Ok(Command::ConsentIdentity { post }.into())
}
