//! Reports for decision, disputes, co-handling, visits guided to the right level.

use kernel::UnitId;
use matter::routing;
use matter::routing::{Objection, Proposal, RoutingCommand, RoutingEvent, Rule};
use matter::{Command, Event};
use maud::{Markup, html};

use super::form::{ActForm, Asks, parsed};
use crate::form::Got;
use crate::look::{Choice, Lang, Tone, notice};

fn asks(fields: Markup, read: impl FnOnce() -> Option<RoutingCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Routing))
}

/// Why it is reported up.
pub(super) fn report_up(form: &ActForm<'_>) -> Asks {
    let label = ("报请理由和拟办意见", "Why, and what you propose");
    let reason = form.long("reason", label.0, label.1, ("", ""), 6);
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "报请本级党委、政府决定期间，本事项仍由本单位负责，转送、交办期限继续计算。",
            "While it is reported up your unit still answers for the matter and its routing period runs on."), None))
        (reason)
    };
    asks(fields, || {
        Some(RoutingCommand::ReportUp {
            reason: reason.value?,
        })
    })
}

/// The report, and the decision on it.
pub(super) fn decide_report(form: &ActForm<'_>) -> Asks {
    let unit = form.ask("unit", "指定办理单位", "Unit to handle it");
    let unit = form.maybe_unit(unit, &form.receivers());
    let text = form.long("text", "决定内容", "The decision", ("", ""), 5);
    asks(html! { (report(form)) (unit) (text) }, || {
        Some(RoutingCommand::DecideReport {
            unit: unit.value?,
            text: text.value?,
        })
    })
}

/// What is disputed, and who will decide.
pub(super) fn refer_dispute(form: &ActForm<'_>) -> Asks {
    let hint = (
        "写明各方的理由和职责依据。",
        "Each side's reasons and the duties they rest on.",
    );
    let reason = form.long("reason", "争议情况", "What is disputed", hint, 6);
    let fields = html! { (arbiter_line(form)) (objections(form)) (reason) };
    asks(fields, || {
        Some(RoutingCommand::ReferDispute {
            reason: reason.value?,
        })
    })
}

/// The dispute, the unit that accepts, and why.
pub(super) fn settle(form: &ActForm<'_>) -> Asks {
    let unit = form.ask("unit", "受理单位", "Accepting unit").hint(
        "裁定后该单位不再提出异议。",
        "A unit so named does not object any more.",
    );
    let unit = form.unit(unit, &form.settled_receivers());
    let label = ("指定理由和依据", "Why, with the basis");
    let reason = form.long("reason", label.0, label.1, ("", ""), 5);
    let fields = html! { (dispute(form)) (objections(form)) (unit) (reason) };
    asks(fields, || {
        Some(RoutingCommand::SettleDispute {
            unit: unit.value?,
            reason: reason.value?,
        })
    })
}

/// Which unit helps, with what, by when.
pub(super) fn ask_co_handler(form: &ActForm<'_>) -> Asks {
    let unit = form.ask("unit", "协办单位", "Co-handling unit");
    let unit = form.unit(unit, &form.receivers());
    let request = form.long("reason", "协办要求", "What is asked of it", ("", ""), 4);
    let due = form.day("due", ("反馈期限", "Contribution due by"), "");
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "牵头单位对整件事项负责；协办单位按自己的期限向牵头单位反馈。",
            "The lead answers for the whole; a co-handling unit owes it a contribution by its own date."), None))
        (unit)
        (request)
        (due)
    };
    asks(fields, || {
        Some(RoutingCommand::AskCoHandler {
            unit: unit.value?,
            request: request.value?,
            due: due.value?,
        })
    })
}

/// What was asked, and the contribution.
pub(super) fn contribute(form: &ActForm<'_>) -> Asks {
    let hint = (
        "写明核实的事实、依据和意见。",
        "Facts found, basis and view.",
    );
    let text = form.long("text", "协办意见", "Your contribution", hint, 7);
    asks(html! { (own_task(form)) (text) }, || {
        Some(RoutingCommand::Contribute { text: text.value? })
    })
}

/// Whose contribution is done without, and why.
pub(super) fn end_co_handling(form: &ActForm<'_>) -> Asks {
    let rows: Vec<(String, String)> = form
        .file
        .matter
        .routing
        .open_tasks()
        .map(|task| (task.unit.to_string(), form.file.org.unit_name(task.unit)))
        .collect();
    let first = rows.first().map_or("", |(value, _)| value.as_str());
    let unit = form
        .ask("unit", "协办单位", "Co-handling unit")
        .first(first);
    let unit = form.cards(unit, &rows, parsed::<UnitId>);
    let reason = form.long("reason", "撤回理由", "Why", ("", ""), 3);
    asks(html! { (unit) (reason) }, || {
        Some(RoutingCommand::EndCoHandling {
            unit: unit.value?,
            reason: reason.value?,
        })
    })
}

/// Where the visitor should go, and what was explained.
pub(super) fn guide(form: &ActForm<'_>) -> Asks {
    let to = form.ask("unit", "有权处理的单位", "The competent organ");
    let to = form.unit(to, &form.receivers());
    let label = ("已向来访人说明的情况", "What was explained");
    let reason = form.long("reason", label.0, label.1, ("", ""), 4);
    let signer = form.signer("signer", "签发人", "Signed by");
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "来访应当到有权处理的本级或者上一级机关、单位的接待场所提出（《信访工作条例》第二十条）。走错地方不是过错：照常登记，书面告知正确的接待场所，并告知该单位。",
            "A visit is made at the competent organ's own level or one level up (Art. 20). Coming to the wrong place is no offence: it is registered, the visitor gets the right place in writing, and that unit is told."), None))
        (to)
        (reason)
        (signer)
    };
    asks(fields, || {
        Some(RoutingCommand::Guide {
            to: to.value?,
            reason: reason.value?,
            signer: signer.value?,
        })
    })
}

fn report(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let Some(report) = &matter.routing.report else {
        return html! {};
    };
    let who = form.file.org.unit_name(matter.owner);
    let title = form.lang().pick(
        format!("{who}报请决定："),
        format!("{who} reports for decision:"),
    );
    notice(Tone::Info, &title, Some(&html! { p { (report.reason) } }))
}

fn arbiter_line(form: &ActForm<'_>) -> Markup {
    let Some(arbiter) = routing::arbiter(&form.file.matter, &form.file.org) else {
        return html! {};
    };
    let name = form.file.org.unit_name(arbiter);
    let title = form.lang().pick(
        format!("将提请{name}裁定（共同的上一级机关、单位，没有的由联席会议）。裁定前仍由现承办单位负责。"),
        format!("{name} will decide (the common superior, else the joint conference). Until then the unit that has the matter keeps it."),
    );
    notice(Tone::Info, &title, None)
}

fn dispute(form: &ActForm<'_>) -> Markup {
    let Some(dispute) = &form.file.matter.routing.dispute else {
        return html! {};
    };
    let title = form.pick("争议情况：", "The dispute:");
    notice(Tone::Info, title, Some(&html! { p { (dispute.reason) } }))
}

/// Every objection so far, with its ground and whom it named.
pub(super) fn objections(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    if matter.routing.objections.is_empty() {
        return html! {};
    }
    html! {
        section class="stack" {
            h2 class="label" { (form.pick("已提出的异议", "Objections so far")) }
            ol class="stack small" {
                @for objection in &matter.routing.objections { li { (objection_words(form, objection)) } }
            }
        }
    }
}

fn objection_words(form: &ActForm<'_>, objection: &Objection) -> Markup {
    let org = form.file.org_when(
        |event| matches!(event, Event::Objected { reason, .. } if *reason == objection.reason),
    );
    let book = form.app.office.law().rulebook(&form.file.matter.rulebook);
    let ground = objection
        .ground
        .as_ref()
        .and_then(|code| book.ground(code))
        .map(|ground| form.pick(&ground.text, &ground.text_en).to_owned());
    html! {
        b { (org.unit_name(objection.by)) }
        @if let Some(ground) = ground { "：" (ground) }
        @if let Some(unit) = objection.believed {
            (form.pick("，认为应由", "; believes responsible: ")) (org.unit_name(unit)) (form.pick("办理", ""))
        }
        p { (objection.reason) }
    }
}

fn own_task(form: &ActForm<'_>) -> Markup {
    let mine = form.staff.viewer().unit;
    let Some(task) = form.file.matter.routing.open_task(mine) else {
        return html! {};
    };
    let then = form.file.org_when(|event| {
        matches!(event, Event::Routing(RoutingEvent::CoHandlerAsked { task: asked }) if asked == task)
    });
    let (who, due) = (then.unit_name(task.asked_by), form.lang().date(task.due));
    let title = form.lang().pick(
        format!("{who}请本单位协办，{due}前反馈："),
        format!("{who} asks your unit to contribute by {due}:"),
    );
    notice(Tone::Info, &title, Some(&html! { p { (task.request) } }))
}

/// The likely units as cards, each with the rule that led to it, and a list for any other one, which goes before.
pub(super) fn receiver(form: &ActForm<'_>) -> Got<UnitId> {
    let found = routing::propose(&form.file.matter, &form.file.org);
    let ids: Vec<String> = found.iter().map(|one| one.unit.to_string()).collect();
    let names: Vec<String> = found
        .iter()
        .map(|one| form.file.org.unit_name(one.unit))
        .collect();
    let notes: Vec<String> = found.iter().map(|one| why(form.lang(), one)).collect();
    let choices: Vec<Choice<'_>> = (0..found.len())
        .map(|at| Choice {
            value: &ids[at],
            label: &names[at],
            note: Some(&notes[at]),
            icon: None,
        })
        .collect();
    let first = ids.first().map_or("", String::as_str);
    let units = form.receivers();
    let label = if found.is_empty() {
        ("承接单位", "Receiver")
    } else {
        ("或者选择其他单位", "Or another unit")
    };
    let hint = ("有权处理的机关、单位。", "The organ that can decide.");
    let other = form.ask("to", label.0, label.1).hint(hint.0, hint.1);
    if found.is_empty() {
        let to = form.unit(other, &units);
        return Got::new(html! { (moves(form)) (to) }, to.value);
    }
    let other = form.maybe_unit(other, &units);
    let proposed = form.ask("proposed", "建议的承接单位", "Proposed receivers");
    let proposed = proposed.first(first).maybe_cards(&choices, parsed);
    let drawn = html! { (moves(form)) (proposed) (other) };
    let chosen = match (other.value, proposed.value) {
        (Some(Some(unit)), _) | (Some(None), Some(Some(unit))) => Some(unit),
        (Some(None), Some(None)) => {
            let words = form.pick("请选择单位", "choose a unit");
            form.form.mark("proposed", words);
            None
        }
        _ => None,
    };
    Got::new(drawn, chosen)
}

/// Which rule led to a proposal: 依据 J2：…（《…》第二十二条）；线索“屋顶”.
fn why(lang: Lang, proposal: &Proposal) -> String {
    let rule = proposal.rule;
    let clue = match (lang, proposal.clue.as_str()) {
        (_, "") => String::new(),
        (Lang::Zh, clue) => format!("；线索：“{clue}”"),
        (Lang::En, clue) => format!("; clue: “{clue}”"),
    };
    lang.pick(
        format!("{}：{}（{}）{clue}", rule.code(), rule.zh(), rule.article()),
        format!("{}: {} ({}){clue}", rule.code(), rule.en(), rule.article()),
    )
}

/// How often the matter was handed back, and what that leads to; what an important matter asks for.
pub(super) fn moves(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let book = form.app.office.law().rulebook(&matter.rulebook);
    let most = book.number("most_returns").unwrap_or(3);
    let used = matter.returns;
    let words = form.lang().pick(
        format!("已退回 {used} 次，共 {most} 次；用完后提请共同的上一级机关、单位或者联席会议裁定"),
        format!("Handed back {used} of {most} times; after that the common superior or the joint conference decides"),
    );
    html! {
        @if used > 0 { (notice(Tone::Warning, &words, None)) }
        @if routing::propose::is_important(matter) { (important(form.lang())) }
    }
}

/// What the law asks for where a matter is important: assign it, or have it decided.
fn important(lang: Lang) -> Markup {
    let line = |rule: Rule| {
        lang.pick(
            format!("{}：{}（{}）", rule.code(), rule.zh(), rule.article()),
            format!("{}: {} ({})", rule.code(), rule.en(), rule.article()),
        )
    };
    let title = lang.pick(
        "重大、紧急事项：可以“交办”，也可以“报请决定”",
        "A major or urgent matter: assign it, or report it for decision",
    );
    let more = html! { ul { li { (line(Rule::Important)) } li { (line(Rule::Decided)) } } };
    notice(Tone::Info, title, Some(&more))
}
