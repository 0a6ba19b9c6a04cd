//! Acceptance, hearing, service, closing.

use kernel::AnswerId;
use matter::Command;
use maud::html;

use super::super::clock;
use super::form::{ActForm, Asks, parsed};
use crate::look::{Tone, notice};

/// What the petitioner stated.
pub(super) fn hear(form: &ActForm<'_>) -> Asks {
    let hint = (
        "写明何时、以何种方式听取，信访人陈述了哪些事实和理由。",
        "When and how, and which facts and reasons the petitioner stated.",
    );
    let note = form.long(
        "note",
        "听取陈述的情况",
        "What the petitioner stated",
        hint,
        6,
    );
    Asks::of(html! { (note) }, || {
        Some(Command::Hear { note: note.value? })
    })
}

/// How the notice of acceptance was served.
pub(super) fn notify(form: &ActForm<'_>) -> Asks {
    let service = form.service();
    Asks::of(html! { (service) }, || {
        Some(Command::NotifyAcceptance(service.value?))
    })
}

/// A remark on closing.
pub(super) fn close(form: &ActForm<'_>) -> Asks {
    let note = form.remark("note", "办结备注", "Closing remark");
    Asks::of(html! { (note) }, || {
        Some(Command::Close { note: note.value? })
    })
}

/// Which clocks acceptance starts, and until when; there is nothing to fill in.
pub(super) fn accept(form: &ActForm<'_>) -> Asks {
    let clocks = match form.preview(Command::Accept) {
        Ok(events) => clock::would_run(form.app, form.lang(), &form.file.matter, &events),
        Err(_) => Vec::new(),
    };
    let more = html! { ul { @for line in clocks { li { (line) } } } };
    let title = form.pick(
        "受理后从今天起算（当日不计）：",
        "Acceptance starts from today (not counted):",
    );
    let fields = html! {
        (notice(Tone::Info, title, Some(&more)))
        p class="hint" {
            (form.pick(
                "受理应当书面告知信访人；匿名的除外。",
                "Tell the petitioner of the acceptance in writing, unless anonymous.",
            ))
        }
    };
    Asks::of(fields, || Some(Command::Accept))
}

/// Which answer was served, and how.
pub(super) fn service(form: &ActForm<'_>) -> Asks {
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
    let answer = form
        .ask("answer", "送达哪份文书", "Which answer")
        .first(first);
    let answer = form.cards(answer, &waiting, parsed::<AnswerId>);
    let service = form.service();
    let fields = html! {
        (answer)
        (service)
        p class="hint" {
            (form.pick(
                "复查申请期限从信访人收到之日的次日起算。",
                "The petitioner's period to ask for review starts the day after receipt.",
            ))
        }
    };
    Asks::of(fields, || {
        let (answer, service) = (answer.value?, service.value?);
        Some(Command::Serve {
            answer,
            method: service.method,
            on: service.on,
            proof: service.proof,
        })
    })
}
