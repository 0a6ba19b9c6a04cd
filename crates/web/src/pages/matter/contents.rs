//! What the matter says: demands with their outcomes, the petitions' own words, the answers.

use kernel::DemandId;
use matter::petition::Petition;
use matter::{Answer, AnswerKind, Demand, Matter};
use maud::{Markup, html};
use office::documents::Names;
use office::matter_file::{MatterFile, org_of_answer};

use crate::app::App;
use crate::look::{Fact, Icon, Lang, StageTone, empty, facts, panel, stage_badge};
use crate::pages::{frame, shared};

/// The demands, each with its purpose and outcome.
pub(super) fn demands(lang: Lang, matter: &Matter) -> Markup {
    panel(
        "demands",
        lang.pick("诉求", "Demands"),
        None,
        &html! {
            @if matter.demands.is_empty() {
                (empty(Icon::Tasks, lang.pick("尚未登记诉求。", "No demand has been registered yet."), None))
            }
            @for demand in &matter.demands {
                div class="stack" id={ "demand-" (demand.id) } {
                    p class="tags" {
                        b { (demand.id) "." }
                        span class="tag" { (lang.pick(demand.purpose.zh(), demand.purpose.en())) }
                        @if let Some(route) = demand.route { span class="tag" { (lang.pick(route.zh(), route.en())) } }
                        (outcome(lang, matter, demand))
                    }
                    p { (demand.text) }
                }
            }
        },
    )
}

fn outcome(lang: Lang, matter: &Matter, demand: &Demand) -> Markup {
    let Some(answer) = demand.answer.and_then(|id| matter.answer(id)) else {
        return stage_badge(StageTone::Waiting, lang.pick("待答复", "Not answered yet"));
    };
    let words = decision(lang, answer, demand.id);
    if answer.service.is_some() {
        stage_badge(
            StageTone::Done,
            &lang.pick(format!("{words}，已送达"), format!("{words}, served")),
        )
    } else {
        stage_badge(
            StageTone::Working,
            &lang.pick(format!("{words}，待送达"), format!("{words}, to be served")),
        )
    }
}

/// What an answer decides on a demand, in a word or two.
fn decision(lang: Lang, answer: &Answer, demand: DemandId) -> String {
    match &answer.kind {
        AnswerKind::Opinion(opinion) => opinion
            .decisions
            .iter()
            .find(|(id, _)| *id == demand)
            .map_or(lang.pick("已答复", "answered"), |(_, found)| {
                lang.pick(found.zh(), found.en())
            })
            .to_owned(),
        AnswerKind::SuggestionReply { adoption, .. } => {
            lang.pick(adoption.zh(), adoption.en()).to_owned()
        }
        kind => lang.pick(kind.zh(), kind.en()).to_owned(),
    }
}

/// The petition's own words, line by line.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        div class="prose" { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } }
    }
}

/// The first petition's words, and those joined to it.
pub(super) fn petitions(lang: Lang, matter: &Matter) -> Markup {
    let Some((first, joined)) = matter.petitions.split_first() else {
        return html! {};
    };
    let aside =
        html! { (frame::channel(lang, first.channel)) span class="soft small" { (first.number) } };
    html! {
        (panel("petition", lang.pick("信访内容", "The petition"), Some(&aside), &html! {
            (prose(&first.body))
        }))
        @if !joined.is_empty() {
            (panel("joined", lang.pick("并入的信访件", "Petitions joined"), None, &html! {
                @for petition in joined { (joined_one(lang, petition)) }
            }))
        }
    }
}

fn joined_one(lang: Lang, petition: &Petition) -> Markup {
    let relation = lang.pick(petition.relation.zh(), petition.relation.en());
    html! {
        details {
            summary {
                (petition.number) "　" (relation) "　" (lang.pick(petition.channel.zh(), petition.channel.en()))
                "　" (lang.date(petition.received)) "　" (petition.subject)
            }
            (prose(&petition.body))
            (facts(&extra(petition)))
        }
    }
}

/// What the channel told besides: the number it bears elsewhere, who passed it on, where it was received.
pub(super) fn extra(petition: &Petition) -> Vec<Fact<'_>> {
    petition
        .extra
        .iter()
        .map(|(label, value)| Fact {
            label,
            value: html! { (value) },
        })
        .collect()
}

/// The answers, oldest first; those whose signature was taken back are folded away.
pub(super) fn answers(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    html! {
        @for answer in &file.matter.withdrawn {
            details {
                summary { (lang.pick(
                    format!("已撤回签发的{}（{}签发）", answer.kind.zh(), lang.date(answer.on)),
                    format!("{}, signature taken back (signed {})", answer.kind.en(), lang.date(answer.on)))) }
                (shared::answer(app, &org_of_answer(&file.org, &file.history, answer.id), &file.matter, answer, &Names::hidden(), lang))
            }
        }
        @for answer in &file.matter.answers {
            section id={ "answer-" (answer.id) } class="stack" aria-label=(lang.pick(answer.kind.zh(), answer.kind.en())) {
                (shared::answer(app, &org_of_answer(&file.org, &file.history, answer.id), &file.matter, answer, &Names::hidden(), lang))
                p class="small soft" { (service(lang, answer)) }
            }
        }
    }
}

fn service(lang: Lang, answer: &Answer) -> String {
    match &answer.service {
        None => lang.pick("待送达", "To be served").to_owned(),
        Some(service) => {
            let day = lang.date(service.on);
            let proof = match service.proof.as_str() {
                "" => String::new(),
                proof => lang.pick(format!("（{proof}）"), format!(" ({proof})")),
            };
            lang.pick(
                format!("已于{day}送达：{}{proof}", service.method.zh()),
                format!("Served on {day}: {}{proof}", service.method.en()),
            )
        }
    }
}
