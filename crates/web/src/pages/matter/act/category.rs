//! Correcting the content category, with what the model says beside it.

use matter::category::within;
use matter::{Command, Sorting};
use maud::{Markup, html};
use office::category::Category;

use super::super::category;
use super::form::{ActForm, Asks};
use crate::form::Got;
use crate::look::Group;

/// The category, and what the form showed beside it.
pub(super) fn fields(form: &ActForm<'_>) -> Asks {
    let matter = &form.file.matter;
    let first = matter.category.clone().unwrap_or_default();
    let category = field(form, &first);
    Asks::of(html! { (suggestion(form)) (category) }, || {
        let shown = || category::kept(&form.app.office, form.staff.viewer(), form.typed());
        Some(Command::SetCategory(Sorting {
            category: category.value?,
            suggested: (!matter.is_sealed()).then(shown).flatten(),
        }))
    })
}

/// What the model says of the first petition; nothing about an accusation.
pub(super) fn suggestion(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let Some(petition) = matter.petitions.first().filter(|_| !matter.is_sealed()) else {
        return html! {};
    };
    let (subject, body) = (&petition.subject, &petition.body);
    let (office, lang) = (&form.app.office, form.lang());
    let reader = (form.staff.viewer(), lang);
    let found = category::suggestion(office, reader, subject, body).unwrap_or_else(|error| {
        tracing::warn!(%error, "no category can be suggested");
        None
    });
    html! {
        @if let Some(found) = found { (found) }
        (category::how_to_learn(office, lang))
    }
}

/// The choice among the office's categories, of both levels; `first` is chosen on a first visit, be it in the table or not.
pub(super) fn field(form: &ActForm<'_>, first: &str) -> Got<String> {
    let choices = form.app.office.category_choices().unwrap_or_default();
    let chosen = form.form.value("category", first).unwrap_or_default();
    let mut groups: Vec<Group> = choices
        .iter()
        .map(|choice| Group {
            name: choice.name.clone(),
            entries: entries(form, choice),
        })
        .collect();
    let known = |(value, _): &(String, String)| *value == chosen;
    if !chosen.is_empty() && !groups.iter().any(|group| group.entries.iter().any(known)) {
        groups.push(Group {
            name: form
                .pick("现用、不在分类表中", "In use, not in the table")
                .to_owned(),
            entries: vec![(chosen.clone(), chosen.clone())],
        });
    }
    let question = form.ask("category", "内容分类", "Category").optional();
    let question = question.first(first);
    let some = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    question
        .maybe_grouped(&groups, some)
        .map(Option::unwrap_or_default)
}

/// The first level as a whole, then its second level.
fn entries(form: &ActForm<'_>, choice: &Category) -> Vec<(String, String)> {
    let whole = match choice.kinds.is_empty() {
        true => choice.name.clone(),
        false => form.lang().pick(
            format!("{}（不细分）", choice.name),
            format!("{} (as a whole)", choice.name),
        ),
    };
    let kinds = choice.kinds.iter();
    std::iter::once((choice.name.clone(), whole))
        .chain(kinds.map(|kind| (within(&choice.name, kind), kind.clone())))
        .collect()
}
