//! What a leader signed on paper: recorded by whoever has the paper, with its scan and the reason.

use kernel::Refusal;
use matter::{Attachment, Command, PaperSignature};
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use super::view::Files;
use crate::look::{FileLimits, Tone, notice};

/// The scan and the reason. An opinion has no other use for this form, since the reply desk is where one is signed.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    if !form.view.files.is_signature() {
        return html! {};
    }
    let always = form.view.files == Files::OnlyOnPaper;
    let limits = FileLimits {
        accept: ".pdf,.jpg,.jpeg,.png",
        words: form.pick(
            "签字件的扫描件或照片",
            "A scan or photograph of what was signed",
        ),
        multiple: false,
    };
    let title = if always {
        form.pick(
            "登记已在纸质件上签发的处理意见。在系统中签发的，请到答复台起草、送审。",
            "Records an opinion that was signed on paper. One to be signed here is drafted and submitted at the reply desk.",
        )
    } else {
        form.pick(
            "签发人本人办理时直接提交；由他人办理的，登记纸质签发并上传签字件。",
            "The signer submits this in person; anybody else records the paper that was signed.",
        )
    };
    let reason = form.ask("paper_reason", "纸质签发的理由", "Why on paper");
    let reason = reason.hint(
        "如签发人没有本系统账号、外出。",
        "As that the signer has no account, or is away.",
    );
    let scan = form.ask("scan", "签字件扫描件", "Scan of the paper");
    let (reason, scan) = if always {
        (reason.required(), scan.required())
    } else {
        (reason.optional(), scan.optional())
    };
    html! {
        (notice(Tone::Info, title, None))
        (reason.text())
        (scan.files(&limits))
    }
}

/// The deed with the paper it was signed on, where somebody else than the signer records it.
pub(super) fn signed(
    form: &ActForm<'_>,
    deed: Deed,
    files: &mut Vec<Attachment>,
) -> Result<Deed, Refusal> {
    let Deed::Command(command) = deed else {
        return Ok(deed);
    };
    let by_me = command.signer() == Some(form.staff.viewer().post);
    let always = form.view.files == Files::OnlyOnPaper;
    let on_paper = command.is_signed() && (!by_me || always);
    if !on_paper {
        return Ok(Deed::Command(command));
    }
    let reason = form.typed().text("paper_reason").to_owned();
    if files.is_empty() || reason.is_empty() {
        return Err(lacks(reason.is_empty()));
    }
    let scan = files.swap_remove(0);
    let paper = PaperSignature { scan, reason };
    Ok(Command::OnPaper { of: command, paper }.into())
}

fn lacks(reason: bool) -> Refusal {
    if reason {
        Refusal::missing(
            "由签发人以外的人办理的，须登记纸质签发：请写明为什么在纸质件上签发，并上传签字件扫描件",
            "say why it was signed on paper, and attach the scan of what was signed",
        )
    } else {
        Refusal::missing(
            "请上传签发人签字的纸质件扫描件",
            "attach the scan of the paper that was signed",
        )
    }
}
