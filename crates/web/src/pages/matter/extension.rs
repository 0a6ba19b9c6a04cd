//! An extension: the forms by which it is asked for, taken back, granted and refused, where a request stands, and what became of it.

use jiff::civil::Date;
use kernel::clock::Span;
use matter::extension::{ExtensionCommand, ExtensionEvent, ExtensionRequest};
use matter::{Command, Matter, extendable};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use super::act::form::{ActForm, Asks};
use super::words::{Told, Words};
use crate::form::Got;
use crate::look::{EventKind, Fact, Lang, StageTone, Tone, facts, notice, panel, stage_badge};

fn asks(fields: Markup, read: impl FnOnce() -> Option<ExtensionCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Extension))
}

/// Whether a request waits for the head.
pub(super) fn waits(matter: &Matter) -> bool {
    matter.extension.is_some()
}

/// The handler asks for days, with the reason.
pub(super) fn request(form: &ActForm<'_>) -> Asks {
    let Some(room) = Room::of(form) else {
        return asks(html! {}, || None);
    };
    let days = room.days(form, ("申请延期天数", "Days asked for"), None);
    let to = form.signer("to", "送哪位负责人批准", "Who decides");
    let hint = (
        "写明为什么在期限内办不完；批准后将告知信访人。",
        "Why it cannot be done in time; the petitioner is told once it is approved.",
    );
    let reason = form.long("reason", "申请延期的理由", "Why", hint, 4);
    let fields = html! { (room.notice(form)) (days) (to) (reason) };
    asks(fields, || {
        Some(ExtensionCommand::Ask {
            to: to.value?,
            days: days.value?,
            reason: reason.value?,
        })
    })
}

/// The handler takes the request back.
pub(super) fn taking_back(form: &ActForm<'_>) -> Asks {
    let reason = form.remark("reason", "撤回的原因", "Why");
    asks(html! { (asked(form)) (reason) }, || {
        Some(ExtensionCommand::TakeBack {
            reason: reason.value?,
        })
    })
}

/// The head refuses.
pub(super) fn refusal(form: &ActForm<'_>) -> Asks {
    let hint = (
        "承办人会看到；期限不变。",
        "The handler sees it; the period stays as it is.",
    );
    let reason = form.long("reason", "不同意延期的理由", "Why it is refused", hint, 4);
    asks(html! { (asked(form)) (reason) }, || {
        Some(ExtensionCommand::Refuse {
            reason: reason.value?,
        })
    })
}

/// The head extends; what was asked for stands in the fields and above them.
pub(super) fn extending(form: &ActForm<'_>) -> Asks {
    let Some(room) = Room::of(form) else {
        return Asks::of(html! {}, || None::<Command>);
    };
    let request = form.file.matter.extension.as_ref();
    let days = room.days(form, ("延期天数", "Days to add"), request);
    let nobody = form.leaders().is_empty();
    let approver = form.signer("approver", "批准人", "Approved by");
    let reason = form.ask("reason", "延期理由", "Reason").required();
    let reason = reason.hint("将告知信访人。", "The petitioner is told.");
    let reason = reason.first(request.map_or("", |one| one.reason.as_str()));
    let reason = reason.area(4);
    let remark = form.remark("remark", "批示（仅内部可见）", "Remark, for colleagues");
    let fields = html! {
        (asked(form))
        (room.notice(form))
        (days)
        @if !nobody { (approver) }
        (reason)
        (remark)
    };
    Asks::of(fields, || {
        Some(Command::Extend {
            days: days.value?,
            approver: if nobody { None } else { Some(approver.value?) },
            reason: reason.value?,
            remark: remark.value?,
        })
    })
}

/// The period that can be lengthened, and by how much.
struct Room {
    span: Span,
    due: Date,
    left: u16,
}

impl Room {
    fn of(form: &ActForm<'_>) -> Option<Self> {
        let matter = &form.file.matter;
        let book = form.app.office.law().rulebook(&matter.rulebook);
        let (running, cap) = extendable(matter, book)?;
        let left = cap.saturating_sub(running.span.extended);
        let asked = matter.extension.as_ref();
        Some(Self {
            span: running.span.clone(),
            due: running.duty_date(),
            // Of what was asked for, no more is granted.
            left: asked.map_or(left, |one| one.days.min(left)),
        })
    }

    /// The field for the days; those asked for stand in it.
    fn days(
        &self,
        form: &ActForm<'_>,
        (zh, en): (&str, &str),
        request: Option<&ExtensionRequest>,
    ) -> Got<u16> {
        let first = request.map(|one| one.days.to_string()).unwrap_or_default();
        let days = form.ask("days", zh, en).required().first(&first);
        days.number::<u16>()
    }

    /// Until when it would run.
    fn notice(&self, form: &ActForm<'_>) -> Markup {
        let lang = form.lang();
        let until = |days: u16| {
            let mut span = self.span.clone();
            span.extended += days;
            lang.date(span.due(form.app.office.calendar()).raw)
        };
        let mut steps: Vec<u16> = vec![10, 20, self.left];
        steps.extend(form.typed().parsed::<u16>("days"));
        steps.retain(|days| (1..=self.left).contains(days));
        steps.sort_unstable();
        steps.dedup();
        let more = html! {
            ul {
                @for days in steps {
                    li { (lang.pick(format!("延期 {days} 日：至 {}", until(days)), format!("{days} days more: until {}", until(days)))) }
                }
            }
        };
        let (due, left) = (lang.date(self.due), self.left);
        let title = lang.pick(
            format!("现在的期限是 {due}，最多还可延期 {left} 日"),
            format!("Due on {due} now; at most {left} days may be added"),
        );
        notice(Tone::Info, &title, Some(&more))
    }
}

/// What was asked for, above a form that answers it.
fn asked(form: &ActForm<'_>) -> Markup {
    let lang = form.lang();
    let Some(request) = &form.file.matter.extension else {
        return html! {};
    };
    let by = post_name(&form.file.org, request.by);
    let (days, on) = (request.days, lang.date(request.on));
    let title = lang.pick(
        format!("{by}于{on}申请延期 {days} 日"),
        format!("{by} asked for {days} more days on {on}"),
    );
    notice(Tone::Info, &title, Some(&html! { p { (request.reason) } }))
}

/// Where a request stands; nothing where none waits.
pub(super) fn panel_of(lang: Lang, file: &MatterFile) -> Markup {
    let Some(request) = &file.matter.extension else {
        return html! {};
    };
    let (by, to) = (
        post_name(&file.org, request.by),
        post_name(&file.org, request.to),
    );
    let days = request.days;
    let rows = [
        Fact {
            label: lang.pick("申请人", "Asked by"),
            value: html! { (by) " " (lang.date(request.on)) },
        },
        Fact {
            label: lang.pick("申请延期", "Days asked for"),
            value: html! { (lang.pick(format!("{days} 日"), format!("{days} days"))) },
        },
        Fact {
            label: lang.pick("理由", "Why"),
            value: html! { (request.reason) },
        },
    ];
    let waits = lang.pick(format!("待{to}批准"), format!("waits for {to}"));
    panel(
        "extension",
        lang.pick("延期申请", "Request for an extension"),
        None,
        &html! {
            p class="tags" { (stage_badge(StageTone::Waiting, &waits)) }
            (facts(&rows))
        },
    )
}

/// The sentence for what happened to a request.
pub(super) fn tell(words: &Words<'_>, event: &ExtensionEvent) -> Option<Told> {
    let name = |post| post_name(words.org, post);
    match event {
        ExtensionEvent::Asked { request } => {
            let (days, to) = (request.days, name(request.to));
            words.told(
                EventKind::Plain,
                format!("申请延期{days}日，送{to}批准"),
                format!("{days} more days were asked for, to be approved by {to}"),
                &request.reason,
            )
        }
        ExtensionEvent::TakenBack { reason } => words.told(
            EventKind::Plain,
            "撤回延期申请".to_owned(),
            "The request for an extension was taken back".to_owned(),
            reason,
        ),
        ExtensionEvent::Refused { by, reason } => {
            let by = name(*by);
            words.told(
                EventKind::Stop,
                format!("{by}不同意延期"),
                format!("{by} refused the extension"),
                reason,
            )
        }
    }
}
