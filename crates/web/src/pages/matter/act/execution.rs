//! Carrying out, suspension and termination.

use kernel::{AnswerId, ExecutionId, ReviewId};
use matter::Command;
use matter::execution::{ExecutionCommand, supporting};
use matter::pause::{PauseCommand, SuspensionGround, TerminationGround, scopes};
use maud::{Markup, html};

use super::form::{ActForm, Asks, parsed, yes_or_no};
use crate::form::Got;
use crate::look::{Tone, notice};

fn asks(fields: Markup, read: impl FnOnce() -> Option<ExecutionCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Execution))
}

/// Watching that an opinion is carried out.
pub(super) fn track(form: &ActForm<'_>) -> Asks {
    let label = ("执行哪份意见", "Which opinion");
    let answer = form.choose::<AnswerId>("answer", label, &opinions(form), true);
    let what = form.long("text", "执行内容", "What is to be done", ("", ""), 3);
    let by = form.day("by", ("完成日期", "By"), "");
    asks(html! { (answer) (what) (by) }, || {
        Some(ExecutionCommand::Track {
            answer: answer.value?,
            what: what.value?,
            by: by.value?,
        })
    })
}

/// Urging.
pub(super) fn urge(form: &ActForm<'_>) -> Asks {
    let execution = which(form);
    let words = form.long("text", "督促的内容", "The words", ("", ""), 3);
    asks(html! { (execution) (words) }, || {
        Some(ExecutionCommand::Urge {
            execution: execution.value?,
            words: words.value?,
        })
    })
}

/// What came of it.
pub(super) fn report(form: &ActForm<'_>) -> Asks {
    let execution = which(form);
    let answers = [
        ("yes", form.pick("已履行", "Done")),
        ("no", form.pick("未履行", "Not done")),
    ];
    let answers = answers.map(|(code, words)| (code.to_owned(), words.to_owned()));
    let label = ("是否履行", "Was it done?");
    let done = form.one_of("done", label, &answers, false, yes_or_no);
    let result = form.long("text", "履行情况", "What came of it", ("", ""), 4);
    asks(html! { (execution) (done) (result) }, || {
        Some(ExecutionCommand::Report {
            execution: execution.value?,
            done: done.value?,
            result: result.value?,
        })
    })
}

/// A suspension.
pub(super) fn suspend(form: &ActForm<'_>) -> Asks {
    let grounds = form.coded(
        SuspensionGround::ALL,
        SuspensionGround::code,
        SuspensionGround::zh,
        SuspensionGround::en,
    );
    let label = ("中止情形", "Ground");
    let ground = form.one_of("ground", label, &grounds, false, SuspensionGround::parse);
    let reason = told(form);
    let fields = html! {
        (ground)
        (notice(Tone::Info, form.pick("中止期间各项办理期限停止计算；中止和恢复都要告知信访人。",
            "All duties' clocks stand still; tell the petitioner now and when it goes on."), None))
        (reason)
    };
    Asks::of(fields, || {
        Some(Command::Pause(PauseCommand::Suspend {
            ground: ground.value?,
            reason: reason.value?,
        }))
    })
}

/// Why it goes on.
pub(super) fn resume(form: &ActForm<'_>) -> Asks {
    let reason = told(form);
    Asks::of(html! { (reason) }, || {
        let reason = reason.value?;
        Some(Command::Pause(PauseCommand::Resume { reason }))
    })
}

/// A reason that the petitioner is told.
fn told(form: &ActForm<'_>) -> Got<String> {
    let hint = ("将告知信访人。", "The petitioner is told.");
    form.long("text", "理由", "Reason", hint, 4)
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

fn which(form: &ActForm<'_>) -> Got<ExecutionId> {
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

/// A termination.
pub(super) fn termination(form: &ActForm<'_>) -> Asks {
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
    let label = ("终止什么", "What ends");
    let ends = form.one_of("scope", label, &rows, true, |scope| match scope {
        "handling" => Some(None),
        review => parsed::<ReviewId>(review).map(Some),
    });
    let label = ("终止情形", "Ground");
    let ground = form.one_of("ground", label, &grounds, false, TerminationGround::parse);
    let hint = ("将书面告知信访人。", "The petitioner gets it in writing.");
    let reason = form.long("text", "理由", "Reason", hint, 4);
    let signer = match review {
        Some(review) => form.review_signer(review),
        None => form.signer("signer", "签发人", "Signed by"),
    };
    Asks::of(html! { (ends) (ground) (reason) (signer) }, || {
        Some(Command::Pause(PauseCommand::Terminate {
            review: ends.value?,
            ground: ground.value?,
            reason: reason.value?,
            signer: signer.value?,
        }))
    })
}

/// The review that ends; none for the demands in handling.
fn scope(form: &ActForm<'_>) -> Option<ReviewId> {
    let known = scopes(&form.file.matter);
    match form.typed().text("scope") {
        "" => known.first().copied().flatten(),
        "handling" => None,
        other => other.parse().ok(),
    }
}
