//! Mediation and settlement: proposed, agreed to, recorded, ended, confirmed by the court.

use jiff::civil::Date;
use kernel::{DemandId, MediationId};
use matter::Command;
use matter::mediation::{
    Agreement, AgreementForm, Confirmation, Mediation, MediationCommand, MediationKind, Party,
    Promise,
};
use matter::petition::Purpose;
use maud::{Markup, html};

use super::form::{ActForm, Asks, yes_or_no};
use crate::form::Got;
use crate::look::{Tone, notice};

/// How many promises a form offers.
const PROMISES: usize = 3;

fn asks(fields: Markup, read: impl FnOnce() -> Option<MediationCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Mediation))
}

/// Which side, and whether it agrees.
pub(super) fn consent(form: &ActForm<'_>) -> Asks {
    let parties = form.coded(Party::ALL, Party::code, Party::zh, Party::en);
    let label = ("哪一方", "Which side");
    let party = form.one_of("party", label, &parties, false, Party::parse);
    let answers = [
        ("yes", form.pick("同意", "Agrees")),
        (
            "no",
            form.pick("不同意（调解终止）", "Refuses, which ends it"),
        ),
    ];
    let answers = answers.map(|(code, words)| (code.to_owned(), words.to_owned()));
    let label = ("是否同意调解", "Does it agree?");
    let agrees = form.one_of("agrees", label, &answers, false, yes_or_no);
    asks(html! { (party) (agrees) }, || {
        Some(MediationCommand::Consent {
            mediation: open(form),
            party: party.value?,
            agrees: agrees.value?,
        })
    })
}

/// The record of a session.
pub(super) fn session(form: &ActForm<'_>) -> Asks {
    let text = form.long("text", "调解记录", "The record", ("", ""), 6);
    asks(html! { (text) }, || {
        Some(MediationCommand::Meet {
            mediation: open(form),
            text: text.value?,
        })
    })
}

/// Why it ends, and which other routes were told.
pub(super) fn ending(form: &ActForm<'_>) -> Asks {
    let reason = form.long("text", "终止调解的原因", "Why it ends", ("", ""), 4);
    let hint = (
        "仲裁、行政裁决、行政复议、诉讼等。",
        "Arbitration, ruling, reconsideration, the court.",
    );
    let label = ("已告知的其他法定途径", "Other lawful routes that were told");
    let routes = form.long("routes", label.0, label.1, hint, 3);
    asks(html! { (reason) (routes) }, || {
        Some(MediationCommand::End {
            mediation: open(form),
            reason: reason.value?,
            routes: routes.value?,
        })
    })
}

/// Which court, and when both sides asked it.
pub(super) fn ask_court(form: &ActForm<'_>) -> Asks {
    let court = form.line("text", ("向哪个人民法院申请", "At which court"));
    let today = form.file.today.to_string();
    let on = form.day(
        "on",
        ("双方共同申请的日期", "Day of the joint request"),
        &today,
    );
    let agreed = |one: &Mediation| one.agreement.is_some() && one.confirmation_asked.is_none();
    asks(html! { (court) (on) }, || {
        Some(MediationCommand::AskConfirmation {
            mediation: last(form, agreed),
            court: court.value?,
            on: on.value?,
        })
    })
}

/// What the court said.
pub(super) fn ruling(form: &ActForm<'_>) -> Asks {
    let rulings = form.coded(
        Confirmation::ALL,
        Confirmation::code,
        Confirmation::zh,
        Confirmation::en,
    );
    let label = ("裁定结果", "The ruling");
    let ruling = form.one_of("ruling", label, &rulings, false, Confirmation::parse);
    let words = form.line("text", ("裁定书文号", "Number of the ruling"));
    let today = form.file.today.to_string();
    let on = form.day("on", ("裁定日期", "Day"), &today);
    let asked = |one: &Mediation| one.confirmation_asked.is_some() && one.confirmation.is_none();
    let fields = html! {
        (ruling)
        (words)
        (on)
        (notice(Tone::Info, form.pick("驳回的，协议涉及的诉求恢复办理，可以重新调解或者引导诉讼。",
            "If rejected, the demands are open again."), None))
    };
    asks(fields, || {
        Some(MediationCommand::RecordConfirmation {
            mediation: last(form, asked),
            ruling: ruling.value?,
            words: words.value?,
            on: on.value?,
        })
    })
}

/// The last mediation of which this holds.
fn last(form: &ActForm<'_>, holds: fn(&Mediation) -> bool) -> MediationId {
    let mut mediations = form.file.matter.mediations.iter().rev();
    let found = mediations.find(|one| holds(one));
    found.map_or(MediationId(0), |one| one.id)
}

/// The one that goes on.
fn open(form: &ActForm<'_>) -> MediationId {
    last(form, Mediation::is_open)
}

/// The kind, who mediates, the other side, the demands.
pub(super) fn proposal(form: &ActForm<'_>) -> Asks {
    let kinds = form.coded(
        MediationKind::ALL,
        MediationKind::code,
        MediationKind::zh,
        MediationKind::en,
    );
    let label = ("调解方式", "Kind");
    let kind = form.one_of("kind", label, &kinds, false, MediationKind::parse);
    let by = form.ask("by", "调解组织、机关或法院和调解员", "Who mediates");
    let by = by
        .hint("和解可以不填。", "Not for a settlement.")
        .optional();
    let by = by.text();
    let other = form.ask("other", "另一方", "The other party").required();
    let other = other.hint(
        "写单位名称或者称谓，不写个人姓名、电话。",
        "A unit or a capacity, no private name.",
    );
    let other = other.text();
    let demands: Vec<_> = appeals(form).collect();
    let ticked = |id: &DemandId| form.typed().ticked(&format!("demand_{id}"));
    let fields = html! {
        (kind)
        (by)
        (other)
        fieldset class="stack" {
            legend { (form.pick("调解哪些诉求", "Which demands")) }
            @for (id, text) in &demands {
                label class="check" {
                    input type="checkbox" name={ "demand_" (id) } value="1" checked[demands.len() == 1 || ticked(id)];
                    " " (id) ". " (text)
                }
            }
        }
        (notice(Tone::Info, form.pick("调解须双方自愿、不违反强制性规定；任何一方不同意即终止，不影响其他法定途径。",
            "Only while both sides agree; a refusal ends it and bars no other lawful route."), None))
    };
    asks(fields, || {
        Some(MediationCommand::Propose {
            kind: kind.value?,
            by: by.value?,
            other: other.value?,
            demands: demands
                .into_iter()
                .map(|(id, _)| id)
                .filter(ticked)
                .collect(),
        })
    })
}

fn appeals<'f>(form: &'f ActForm<'_>) -> impl Iterator<Item = (DemandId, String)> + 'f {
    form.file
        .matter
        .open_demands()
        .filter(|demand| demand.purpose == Purpose::Appeal)
        .map(|demand| (demand.id, demand.text.clone()))
}

/// What was agreed, and what is to be done by when.
pub(super) fn agreement(form: &ActForm<'_>) -> Asks {
    let forms = form.coded(
        AgreementForm::ALL,
        AgreementForm::code,
        AgreementForm::zh,
        AgreementForm::en,
    );
    let label = ("协议形式", "Form");
    let by_form = form.one_of("form", label, &forms, true, AgreementForm::parse);
    let today = form.file.today.to_string();
    let on = form.day("on", ("生效日期", "Day it takes effect"), &today);
    let facts = form.long(
        "facts",
        "主要事实和争议事项",
        "Main facts and dispute",
        ("", ""),
        4,
    );
    let terms = form.long(
        "terms",
        "协议内容、履行方式",
        "What was agreed",
        ("", ""),
        5,
    );
    let promises: Vec<Got<Option<Promise>>> =
        (1..=PROMISES).map(|number| promise(form, number)).collect();
    let fields = html! {
        div class="form-row" { (by_form) (on) }
        (facts)
        (terms)
        fieldset class="stack" {
            legend { (form.pick("按期履行的内容（到期前提醒）", "What is to be done, and by when")) }
            @for promise in &promises { (promise) }
        }
    };
    asks(fields, || {
        let promises: Option<Vec<_>> = promises.into_iter().map(|one| one.value).collect();
        Some(MediationCommand::Agree {
            agreement: Agreement {
                mediation: open(form),
                kind: MediationKind::Peoples,
                form: by_form.value?,
                facts: facts.value?,
                terms: terms.value?,
            },
            on: on.value?,
            promises: promises?.into_iter().flatten().collect(),
        })
    })
}

/// One thing promised with its day; an empty row is none.
fn promise(form: &ActForm<'_>, number: usize) -> Got<Option<Promise>> {
    let (what, by) = (format!("what_{number}"), format!("by_{number}"));
    let words = form.ask(&what, "履行内容", "What").optional().text();
    let typed = words.value.clone().unwrap_or_default();
    let open = !typed.is_empty() && form.typed().filled(&by).is_none();
    let day = form.ask(&by, "履行日期", "By").optional();
    let day = day.wrong_if(open, "请填写日期", "enter the day");
    let day: Got<Option<Date>> = day.maybe_day();
    let drawn = html! { div class="form-row" { (words) (day) } };
    let read = match day.value {
        Some(Some(by)) => Some(Some(Promise { what: typed, by })),
        Some(None) if typed.is_empty() => Some(None),
        _ => None,
    };
    Got::new(drawn, read)
}
