//! Notes, files, and looks at a sealed identity.

use kernel::PostId;
use matter::Command;
use maud::html;

use super::super::people;
use super::Deed;
use super::form::{ActForm, Asks, parsed};
use crate::form::Got;
use crate::pages::shared;

/// A note.
pub(super) fn note(form: &ActForm<'_>) -> Asks {
    let hint = (
        "供同事查看，信访人看不到。",
        "For colleagues; the petitioner does not see it.",
    );
    let note = form.long("note", "备注", "Note", hint, 5);
    Asks::of(html! { (note) }, || Some(Command::Note(note.value?)))
}

/// Why one looks at who it is.
fn reason(form: &ActForm<'_>) -> Got<String> {
    let hint = (
        "理由和查看时间会记入卷宗，信访人可以看到谁查看过。",
        "Reason and time go on file, and the petitioner can see who looked.",
    );
    form.long("reason", "查看理由", "Reason", hint, 3)
}

/// Asking for consent to look.
pub(super) fn request(form: &ActForm<'_>) -> Asks {
    let reason = reason(form);
    Asks::of(html! { (reason) }, || {
        Some(Command::RequestIdentity {
            reason: reason.value?,
        })
    })
}

/// Looking.
pub(super) fn look(form: &ActForm<'_>) -> Asks {
    let reason = reason(form);
    Asks::of(html! { (reason) }, || {
        Some(Deed::ShowIdentity(reason.value?))
    })
}

/// Nothing is asked of staff where the petitioner acts alone.
pub(super) fn petitioners_own(_: &ActForm<'_>) -> Asks {
    Asks::of(html! {}, || Some(Deed::Petitioners))
}

/// Files to keep: they are the deed.
pub(super) fn files(form: &ActForm<'_>) -> Asks {
    let question = form.ask("files", "文件", "Files").required();
    let files = shared::files_asked(form.lang(), question);
    Asks::of(files, || Some(Deed::Attach))
}

/// Whose request is agreed to.
pub(super) fn consent(form: &ActForm<'_>) -> Asks {
    let waiting: Vec<(String, String)> = people::waiting(form.file, form.staff.viewer())
        .into_iter()
        .map(|(post, words)| (post.to_string(), words))
        .collect();
    let first = match waiting.as_slice() {
        [(only, _)] => only.as_str(),
        _ => "",
    };
    let post = form
        .ask("post", "同意谁的申请", "Whose request")
        .first(first);
    let post = form.cards(post, &waiting, parsed::<PostId>);
    let fields = html! {
        (post)
        p class="hint" { (form.pick("同意一次，只能查看一次。", "One consent opens the seal once.")) }
    };
    Asks::of(fields, || {
        Some(Command::ConsentIdentity { post: post.value? })
    })
}
