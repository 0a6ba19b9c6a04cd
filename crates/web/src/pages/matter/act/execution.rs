//! Carrying out, suspension and termination.

use kernel::{Refusal, ReviewId};
use matter::Command;
use matter::execution::{ExecutionCommand, supporting};
use matter::pause::{PauseCommand, SuspensionGround, TerminationGround, scopes};
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use crate::look::{Tone, notice};

/// The fields of watching that an opinion is carried out.
pub(super) fn track(form: &ActForm<'_>) -> Markup {
    html! {
        (form.choose("answer", ("执行哪份意见", "Which opinion"), &opinions(form), true))
        (form.long("text", "执行内容", "What is to be done", ("", ""), 3))
        (form.day("by", ("完成日期", "By"), ""))
    }
}

/// Reads them.
pub(super) fn read_track(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Execution(ExecutionCommand::Track {
        answer: form.chosen("answer")?,
        what: form.text("text"),
        by: form.day_of("by")?,
    })
    .into())
}

/// The fields of urging.
pub(super) fn urge(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form))
        (form.long("text", "督促的内容", "The words", ("", ""), 3))
    }
}

/// Reads them.
pub(super) fn read_urge(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Execution(ExecutionCommand::Urge {
        execution: form.chosen("execution")?,
        words: form.text("text"),
    })
    .into())
}

/// The fields of what came of it.
pub(super) fn report(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form))
        (form.choose("done", ("是否履行", "Was it done?"), &[
            ("yes".to_owned(), form.pick("已履行", "Done").to_owned()),
            ("no".to_owned(), form.pick("未履行", "Not done").to_owned()),
        ], false))
        (form.long("text", "履行情况", "What came of it", ("", ""), 4))
    }
}

/// Reads them.
pub(super) fn read_report(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Execution(ExecutionCommand::Report {
        execution: form.chosen("execution")?,
        done: form.yes_or_no("done")?,
        result: form.text("text"),
    })
    .into())
}

/// The fields of a suspension.
pub(super) fn suspend(form: &ActForm<'_>) -> Markup {
    html! {
        (form.choose("ground", ("中止情形", "Ground"), &form.coded(
            SuspensionGround::ALL, SuspensionGround::code, SuspensionGround::zh, SuspensionGround::en), false))
        (notice(Tone::Info, form.pick("中止期间各项办理期限停止计算；中止和恢复都要告知信访人。",
            "All duties' clocks stand still; tell the petitioner now and when it goes on."), None))
        (resume(form))
    }
}

/// Reads them.
pub(super) fn read_suspend(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Pause(PauseCommand::Suspend {
        ground: form.one_of("ground", SuspensionGround::parse)?,
        reason: form.text("text"),
    })
    .into())
}

/// Why it goes on.
pub(super) fn resume(form: &ActForm<'_>) -> Markup {
    form.long(
        "text",
        "理由",
        "Reason",
        ("将告知信访人。", "The petitioner is told."),
        4,
    )
}

/// Reads it.
pub(super) fn read_resume(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Pause(PauseCommand::Resume {
        reason: form.text("text"),
    })
    .into())
}

fn opinions(form: &ActForm<'_>) -> Vec<(String, String)> {
    supporting(&form.file.matter)
        .into_iter()
        .map(|answer| {
            let title = form.pick(answer.kind.zh(), answer.kind.en());
            let day = form.lang().date(answer.on);
            (answer.id.to_string(), format!("{title}（{day}）"))
        })
        .collect()
}

fn which(form: &ActForm<'_>) -> Markup {
    let rows: Vec<(String, String)> = form
        .file
        .matter
        .executions
        .iter()
        .filter(|one| one.is_open())
        .map(|one| {
            let day = form.lang().date(one.by);
            (one.id.to_string(), format!("{}（{day}）", one.what))
        })
        .collect();
    form.choose("execution", ("哪一项", "Which"), &rows, true)
}

/// The fields of a termination.
pub(super) fn termination(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let rows: Vec<(String, String)> = scopes(matter)
        .into_iter()
        .map(|review| match review.and_then(|id| matter.review(id)) {
            Some(review) => (review.id.to_string(), form.review_name(review)),
            None => (
                "handling".to_owned(),
                form.pick("全部待办诉求", "All open demands").to_owned(),
            ),
        })
        .collect();
    let grounds = form.coded(
        TerminationGround::ALL,
        TerminationGround::code,
        TerminationGround::zh,
        TerminationGround::en,
    );
    let review = scope(form).and_then(|id| matter.review(id));
    html! {
        (form.choose("scope", ("终止什么", "What ends"), &rows, true))
        (form.choose("ground", ("终止情形", "Ground"), &grounds, false))
        (form.long("text", "理由", "Reason", ("将书面告知信访人。", "The petitioner gets it in writing."), 4))
        @match review {
            Some(review) => (form.review_signer(review)),
            None => (form.signer("signer", "签发人", "Signed by")),
        }
    }
}

/// The review that ends; none for the demands in handling.
fn scope(form: &ActForm<'_>) -> Option<ReviewId> {
    let known = scopes(&form.file.matter);
    match form.typed.text("scope") {
        "" => known.first().copied().flatten(),
        "handling" => None,
        other => other.parse().ok(),
    }
}

/// Reads them.
pub(super) fn read_termination(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Pause(PauseCommand::Terminate {
        review: scope(form),
        ground: form.one_of("ground", TerminationGround::parse)?,
        reason: form.text("text"),
        signer: form.signer_of()?,
    })
    .into())
}
