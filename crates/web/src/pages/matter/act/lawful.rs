//! Finding a demand's lawful route, leading it out, the notice on a complaint, the end of an inquiry, simplified handling.

use kernel::DemandId;
use kernel::rulebook::Rulebook;
use matter::lawful::{DutyNotice, LawfulCommand, Route, route_hints};
use matter::petition::Purpose;
use matter::simple::SimpleCommand;
use matter::{Command, Demand};
use maud::{Markup, html};

use super::form::{ActForm, Asks, parsed};
use crate::form::Got;
use crate::look::{Choice, Tone, notice};
use crate::pages::lawful::route_name;

fn asks(fields: Markup, read: impl FnOnce() -> Option<LawfulCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Lawful))
}

/// An inquiry was concluded.
pub(super) fn conclude(form: &ActForm<'_>) -> Asks {
    let note = form.remark("note", "备注", "Remark");
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "登记后，应当在15个工作日内向实名检举控告人反馈处理结果。",
            "From here a real-name accuser must hear the result within 15 working days."), None))
        (note)
    };
    asks(fields, || {
        Some(LawfulCommand::ConcludeInquiry { note: note.value? })
    })
}

/// Why simplified handling proved unfit.
pub(super) fn use_ordinary(form: &ActForm<'_>) -> Asks {
    let label = ("不宜简易办理的理由", "Why it proved unfit");
    let reason = form.long("reason", label.0, label.1, ("", ""), 3);
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "普通程序的期限一直在计算，转换后信访人不少一天。",
            "The ordinary periods have kept running; the petitioner loses no day."), None))
        (reason)
    };
    Asks::of(fields, || {
        let reason = reason.value?;
        Some(Command::Simple(SimpleCommand::Leave { reason }))
    })
}

fn book<'f>(form: &'f ActForm<'_>) -> &'f Rulebook {
    form.app.office.law().rulebook(&form.file.matter.rulebook)
}

fn open_appeals<'f>(form: &'f ActForm<'_>) -> Vec<&'f Demand> {
    form.file
        .matter
        .open_demands()
        .filter(|demand| demand.purpose == Purpose::Appeal)
        .collect()
}

/// What the words of a demand hint at.
fn hint(form: &ActForm<'_>, demand: &Demand) -> Option<String> {
    let (route, word) = route_hints(&demand.text, book(form)).into_iter().next()?;
    Some(form.lang().pick(
        format!("提示：写有“{word}”，可能属于{}", route_name(route.zh())),
        format!("hint: “{word}” may point to {}", route_name(route.en())),
    ))
}

/// The demand, its route, and why.
pub(super) fn classify(form: &ActForm<'_>) -> Asks {
    let demands = open_appeals(form);
    let ids: Vec<String> = demands.iter().map(|demand| demand.id.to_string()).collect();
    let notes: Vec<Option<String>> = demands.iter().map(|demand| hint(form, demand)).collect();
    let of_demands: Vec<Choice<'_>> = demands
        .iter()
        .zip(ids.iter().zip(&notes))
        .map(|(demand, (id, note))| Choice {
            value: id,
            label: &demand.text,
            note: note.as_deref(),
            icon: None,
        })
        .collect();
    let first = demands
        .iter()
        .find(|demand| demand.route.is_none())
        .or(demands.first())
        .map(|demand| demand.id.to_string())
        .unwrap_or_default();
    let demand = form.ask("demand", "诉求", "Demand").first(&first);
    let demand = demand.cards(&of_demands, parsed::<DemandId>);
    let route = route(form, Route::ALL, "");
    let reason = form.long("reason", "甄别理由", "Why this route", ("", ""), 3);
    asks(html! { (demand) (route) (reason) }, || {
        Some(LawfulCommand::Classify {
            demand: demand.value?,
            route: route.value?,
            reason: reason.value?,
        })
    })
}

/// One of the routes, each with what the law says belongs to it.
fn route(form: &ActForm<'_>, routes: &[Route], first: &str) -> Got<Route> {
    let notes: Vec<String> = routes
        .iter()
        .map(|route| {
            book(form)
                .route(route.code())
                .map_or_else(String::new, |rule| {
                    form.pick(&rule.text, &rule.text_en).to_owned()
                })
        })
        .collect();
    let choices: Vec<Choice<'_>> = routes
        .iter()
        .zip(&notes)
        .map(|(route, note)| Choice {
            value: route.code(),
            label: form.pick(route.zh(), route.en()),
            note: Some(note),
            icon: None,
        })
        .collect();
    let question = form.ask("route", "途径（第三十一条）", "Route (Art. 31)");
    let question = question.first(first).says("请选择途径", "choose the route");
    question.cards(&choices, Route::parse)
}

/// The other procedure, the body to turn to, and why.
pub(super) fn lead_in(form: &ActForm<'_>) -> Asks {
    let mut found: Vec<Route> = form
        .file
        .matter
        .open_demands()
        .filter_map(|demand| demand.route)
        .filter(|route| route.leads_out())
        .collect();
    found.sort_unstable();
    found.dedup();
    let first = found.first().map_or("", |route| route.code());
    let route = route(form, &found, first);
    let to = form.line("to", ("受理机关", "The body to turn to"));
    let hint = (
        "写明为什么属于该途径、需要哪些材料、到哪里办。",
        "Why it belongs there, which papers are needed, where to go.",
    );
    let label = ("理由和办理方法", "Why, and how to go about it");
    let reason = form.long("reason", label.0, label.1, hint, 5);
    let signer = form.signer("signer", "签发人", "Signed by");
    let fields = html! {
        (route)
        @for route in &found { (outside(form, *route)) }
        (to)
        (reason)
        (signer)
    };
    asks(fields, || {
        Some(LawfulCommand::LeadIn {
            route: route.value?,
            to: to.value?,
            reason: reason.value?,
            signer: signer.value?,
        })
    })
}

/// The time limits of a route, as the notice will name them.
fn outside(form: &ActForm<'_>, route: Route) -> Markup {
    let lines: Vec<String> = book(form)
        .route(route.code())
        .map(|rule| &rule.outside)
        .into_iter()
        .flatten()
        .map(|limit| form.lang().pick(limit.zh(), limit.en()))
        .collect();
    if lines.is_empty() {
        return html! {};
    }
    let title = form.lang().pick(
        format!("告知书将写明“{}”的期限：", route_name(route.zh())),
        format!("The notice names the limits of {}:", route_name(route.en())),
    );
    notice(
        Tone::Info,
        &title,
        Some(&html! { ul { @for line in lines { li { (line) } } } }),
    )
}

/// The parts of the notice on a complaint.
pub(super) fn reply_duty(form: &ActForm<'_>) -> Asks {
    let asked: Vec<&str> = open_appeals(form)
        .into_iter()
        .filter(|demand| demand.route == Some(Route::Duty))
        .map(|demand| demand.text.as_str())
        .collect();
    let asked = asked.join("\n");
    let summary = form
        .ask("request", "一、投诉（举报）内容", "1. Complaint")
        .required();
    let summary = summary.first(&asked).area(3);
    let hint = (
        "被投诉对象的情况、现场检查情况。",
        "The object of the complaint and the check on site.",
    );
    let facts = form.long("facts", "二、核查情况", "2. What was found", hint, 5);
    let result = form.long("opinion", "三、处理结果", "3. Result", ("", ""), 4);
    let basis = form.long("basis", "四、法律依据", "4. Legal basis", ("", ""), 3);
    let next = form.remark("text", "后续安排", "What comes next");
    let interest = form.ask(
        "interest",
        "信访人与处理结果有法律上的利害关系",
        "The petitioner has a legal interest in the result",
    );
    let interest = interest.hint(
        "告知书将写明行政复议、行政诉讼的途径和期限",
        "the notice then names reconsideration and suit with their limits",
    );
    let interest = interest.tick();
    let signer = form.signer("signer", "签发人", "Signed by");
    let fields = html! { (summary) (facts) (result) (basis) (next) (interest) (signer) };
    asks(fields, || {
        Some(LawfulCommand::ReplyDuty {
            notice: DutyNotice {
                summary: summary.value?,
                facts: facts.value?,
                result: result.value?,
                basis: basis.value?,
                next: next.value?,
                interest: interest.value?,
            },
            signer: signer.value?,
        })
    })
}

/// Why it is simple, and whether the petitioner wants paper.
pub(super) fn simplify(form: &ActForm<'_>) -> Asks {
    let reason = form.long("reason", "适用理由", "Why it is simple", ("", ""), 3);
    let paper = form.ask(
        "paper",
        "信访人要求书面告知和答复",
        "The petitioner asks for paper",
    );
    let paper = paper.hint(
        "不要求的，可以用网络、电话、短信",
        "otherwise web, telephone or text message will do",
    );
    let paper = paper.tick();
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "简易办理：1个工作日内转送，3个工作日内决定是否受理，受理后10个工作日内作出处理意见；能当场办的当场办。",
            "Simplified: pass on within 1, accept or not within 3, opinion within 10 working days of acceptance; on the spot where possible."), None))
        (reason)
        (paper)
    };
    Asks::of(fields, || {
        Some(Command::Simple(SimpleCommand::Choose {
            reason: reason.value?,
            paper: paper.value?,
        }))
    })
}
