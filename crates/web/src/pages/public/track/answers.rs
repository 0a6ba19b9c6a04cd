//! What the petitioner receives and gives back: served answers, and the rating.

use std::borrow::Cow;

use matter::{Event, Score};
use maud::{Markup, html};

use super::page::Shown;
use crate::look::{
    ButtonKind, Fact, Icon, RatingForm, action_button, facts, icon, panel, rating_form,
};
use crate::pages::shared;

/// The answers that were served, the newest first. One that is only signed is not shown: it has no effect yet.
pub fn served(page: &Shown) -> Markup {
    let lang = page.lang;
    let matter = &page.track.matter;
    let answers = matter
        .answers
        .iter()
        .rev()
        .filter_map(|answer| Some((answer, answer.service.as_ref()?)));
    html! {
        @for (answer, service) in answers {
            section class="stack" {
                (shared::answer(page.app, &page.org_of(answer.id), matter, answer, &page.track.names, lang))
                p class="small soft" {
                    (icon(Icon::Letter)) " "
                    (lang.pick(service.method.zh(), service.method.en())) " · " (lang.date(service.on))
                }
            }
        }
    }
}

/// The documents that were served, each to be saved as it was issued.
pub fn documents(page: &Shown) -> Markup {
    let lang = page.lang;
    let mut documents = page.track.documents().peekable();
    if documents.peek().is_none() {
        return Markup::default();
    }
    let title = lang.pick("送达您的文书", "Documents served on you");
    panel(
        "documents-own",
        title,
        None,
        &html! {
            form method="post" action="/track/document" data-download {
                (page.proof())
                ul class="files" {
                    @for document in documents {
                        li {
                            (icon(Icon::Letter))
                            span { (document.content.title) " " small { (document.content.number) } }
                            (action_button(ButtonKind::Quiet, Some(Icon::Download), lang.pick("下载PDF", "Save as PDF"),
                                Some(("document", &document.id.to_string()))))
                        }
                    }
                }
            }
        },
    )
}

/// The rating form once it is open, thanks once it is given, nothing before.
pub fn rating(page: &Shown) -> Markup {
    let lang = page.lang;
    let title = lang.pick("您的评价", "Your rating");
    if page.track.may_rate.is_ok() {
        return panel("rating", title, None, &form(page));
    }
    let Some(rating) = &page.track.matter.rating else {
        return Markup::default();
    };
    let score = |score: Option<Score>| {
        html! { (score.map_or(lang.pick("未评价", "not rated"), |score| lang.pick(score.zh(), score.en()))) }
    };
    let mut history = page.track.history.iter().rev();
    let rated = history.find(|(_, event)| matches!(event, Event::Rated { .. }));
    let then = rated.map_or(Cow::Borrowed(&page.org), |(entry, _)| page.org_at(entry));
    let office = then.unit_name(page.track.matter.office);
    let unit = handler(page);
    let content = html! {
        p { (lang.pick("感谢您的评价，它会记入本事项的卷宗。", "Thank you. Your rating is on file.")) }
        // In a joined matter it may be somebody else's.
        @if page.is_alone() {
            (facts(&[
                Fact { label: &office, value: score(rating.office) },
                Fact { label: &unit, value: score(rating.unit) },
            ]))
        }
    };
    panel("rating", title, None, &content)
}

fn form(page: &Shown) -> Markup {
    let [office, unit, remark] = &page.typed.rating;
    let names = (page.org.unit_name(page.track.matter.office), handler(page));
    rating_form(
        page.lang,
        &RatingForm {
            action: "/track/rate",
            once: "",
            office: &names.0,
            unit: &names.1,
            typed: (office, unit, remark),
            errors: (page.typed.errors.of("office"), page.typed.errors.of("unit")),
            hidden: page.proof(),
        },
    )
}

/// The unit whose answer is rated.
fn handler(page: &Shown) -> String {
    let matter = &page.track.matter;
    match matter.answers.last() {
        Some(answer) => page.org_of(answer.id).unit_name(answer.unit),
        None => page.org.unit_name(matter.owner),
    }
}
