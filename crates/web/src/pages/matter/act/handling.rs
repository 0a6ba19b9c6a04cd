//! Acceptance, hearing, extension, service, closing.

use kernel::{AnswerId, Refusal};
use matter::{Command, Service, extendable};
use maud::{Markup, html};

use super::super::clock;
use super::Deed;
use super::form::ActForm;
use crate::look::{Field, Tone, notice};

/// Reads an acceptance: there is nothing to fill in.
pub(super) fn read_accept(_: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Accept.into())
}

/// What the petitioner stated.
pub(super) fn hear(form: &ActForm<'_>) -> Markup {
    form.long(
        "note",
        "听取陈述的情况",
        "What the petitioner stated",
        (
            "写明何时、以何种方式听取，信访人陈述了哪些事实和理由。",
            "When and how, and which facts and reasons the petitioner stated.",
        ),
        6,
    )
}

/// Reads it.
pub(super) fn read_hear(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Hear {
        note: form.text("note"),
    }
    .into())
}

/// How the notice of acceptance was served.
pub(super) fn notify(form: &ActForm<'_>) -> Markup {
    form.service_fields()
}

/// Reads it.
pub(super) fn read_notify(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::NotifyAcceptance(form.service()?).into())
}

/// A remark on closing.
pub(super) fn close(form: &ActForm<'_>) -> Markup {
    form.remark("note", "办结备注", "Closing remark")
}

/// Reads it.
pub(super) fn read_close(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Close {
        note: form.text("note"),
    }
    .into())
}

/// Which clocks acceptance starts, and until when.
pub(super) fn accept(form: &ActForm<'_>) -> Markup {
    let clocks = match form.preview(Command::Accept) {
        Ok(events) => clock::would_run(form.app, form.lang(), &form.file.matter, &events),
        Err(_) => Vec::new(),
    };
    let more = html! { ul { @for line in clocks { li { (line) } } } };
    let title = form.pick(
        "受理后从今天起算（当日不计）：",
        "Acceptance starts from today (not counted):",
    );
    html! {
        (notice(Tone::Info, title, Some(&more)))
        p class="hint" {
            (form.pick(
                "受理应当书面告知信访人；匿名的除外。",
                "Tell the petitioner of the acceptance in writing, unless anonymous.",
            ))
        }
    }
}

/// The fields of an extension, with the days it leads to.
pub(super) fn extension(form: &ActForm<'_>) -> Markup {
    let lang = form.lang();
    let matter = &form.file.matter;
    let book = form.app.office.law().rulebook(&matter.rulebook);
    let Some((running, cap)) = extendable(matter, book) else {
        return html! {};
    };
    let left = cap.saturating_sub(running.span.extended);
    let until = |days: u16| {
        let mut span = running.span.clone();
        span.extended += days;
        lang.date(span.due(form.app.office.calendar()).raw)
    };
    let mut steps: Vec<u16> = vec![10, 20, left];
    steps.extend(form.typed.parsed::<u16>("days"));
    steps.retain(|days| (1..=left).contains(days));
    steps.sort_unstable();
    steps.dedup();
    let more = html! {
        ul {
            @for days in steps {
                li { (lang.pick(format!("延期 {days} 日：至 {}", until(days)), format!("{days} days more: until {}", until(days)))) }
            }
        }
    };
    let due = lang.date(running.duty_date());
    let title = lang.pick(
        format!("现在的期限是 {due}，最多还可延期 {left} 日"),
        format!("Due on {due} now; at most {left} days may be added"),
    );
    html! {
        (notice(Tone::Info, &title, Some(&more)))
        (Field::new(lang, "days", form.pick("延期天数", "Days to add")).required().number(&form.value("days", "")))
        (form.signer("approver", "批准人", "Approved by"))
        (form.long("reason", "延期理由", "Reason", ("将告知信访人。", "The petitioner is told."), 4))
    }
}

/// Reads them.
pub(super) fn read_extension(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let days = form.typed.parsed("days");
    Ok(Command::Extend {
        days: days.ok_or_else(|| Refusal::input("请填写延期天数", "enter the days to add"))?,
        approver: form.signed_by("approver")?,
        reason: form.text("reason"),
    }
    .into())
}

/// Which answer was served, and how.
pub(super) fn service(form: &ActForm<'_>) -> Markup {
    let lang = form.lang();
    let waiting: Vec<(String, String)> = form
        .file
        .matter
        .answers
        .iter()
        .filter(|answer| answer.service.is_none() && !answer.needs_document())
        .map(|answer| {
            let title = form.pick(answer.kind.zh(), answer.kind.en());
            (
                answer.id.to_string(),
                format!("{title}（{}）", lang.date(answer.on)),
            )
        })
        .collect();
    let first = waiting.first().map_or("", |(value, _)| value.as_str());
    html! {
        (form.cards("answer", form.pick("送达哪份文书", "Which answer"), &waiting, first))
        (form.service_fields())
        p class="hint" {
            (form.pick(
                "复查申请期限从信访人收到之日的次日起算。",
                "The petitioner's period to ask for review starts the day after receipt.",
            ))
        }
    }
}

/// Reads it.
pub(super) fn read_service(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let answer: AnswerId = form
        .typed
        .parsed("answer")
        .ok_or_else(|| Refusal::input("请选择要送达的文书", "choose the answer to serve"))?;
    let Service { method, on, proof } = form.service()?;
    Ok(Command::Serve {
        answer,
        method,
        on,
        proof,
    }
    .into())
}
