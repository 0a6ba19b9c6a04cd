//! What a form goes on from: words typed earlier that could not be sent, and files that need not be chosen again.

use maud::{Markup, html};
use office::kept::Kept;

use crate::look::{ButtonKind, Icon, Lang, Tone, action_button, hidden, notice};
use crate::pages::shared;
use crate::request::kept::{KEPT, KEPT_FILE};

/// Where a form that waits is thrown away.
pub const FORGET: &str = "/kept/forget";

/// Above a form that is shown again: since when its words wait, that nothing was sent, and the way to begin anew.
pub fn restored(lang: Lang, csrf: &str, kept: &Kept) -> Markup {
    let at = kept.at.civil();
    let when = format!("{} {}", lang.date(at.date()), at.strftime("%H:%M"));
    let title = lang.pick(
        format!("已恢复您 {when} 填写的内容，还没有提交"),
        format!("What you typed on {when} is here again and was not sent"),
    );
    let more = html! {
        p { (lang.pick("请核对后再提交。内容只有您本人能看到，保留三天。", "Check it and send it. Only you can see it, for three days.")) }
        @for (zh, en) in &kept.typed.left { p { (lang.pick(zh, en)) } }
        form method="post" action=(FORGET) {
            (hidden("csrf", csrf))
            (hidden(KEPT, &kept.token))
            (action_button(ButtonKind::Quiet, Some(Icon::Ended), lang.pick("不要这些内容，重新填写", "Throw it away and begin anew"), None))
        }
    };
    html! { div role="status" { (notice(Tone::Info, &title, Some(&more))) } }
}

/// Inside a form that goes on from an earlier try: which one, and its files, each of which can be left out.
pub fn going_on(lang: Lang, kept: Option<&Kept>) -> Markup {
    let Some(kept) = kept else {
        return html! {};
    };
    let files = &kept.typed.files;
    html! {
        (hidden(KEPT, &kept.token))
        @if !files.is_empty() {
            fieldset class="field" {
                legend class="label" { (lang.pick("已收下的文件", "Files that are here already")) }
                p class="hint" {
                    (lang.pick("不必重新选择；不需要的取消勾选。", "No need to choose them again; take out what is not wanted."))
                }
                @for (_, file) in files {
                    label class="check" {
                        input type="checkbox" name=(KEPT_FILE) value=(file.hash) checked;
                        span { (file.name) " " span class="soft small" { (shared::file_note(file, lang)) } }
                    }
                }
            }
        }
    }
}
