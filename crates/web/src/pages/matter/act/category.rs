//! Correcting the content category, with what the model says beside it.

use kernel::Refusal;
use matter::category::within;
use matter::{Command, Sorting};
use maud::{Markup, html};
use office::category::Category;

use super::super::category;
use super::Deed;
use super::form::{ActForm, Select};

/// The fields.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let first = matter.category.clone().unwrap_or_default();
    html! {
        (suggestion(form))
        (field(form, &first))
    }
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
pub(super) fn field(form: &ActForm<'_>, first: &str) -> Markup {
    let choices = form.app.office.category_choices().unwrap_or_default();
    let chosen = form.value("category", first);
    let mut groups: Vec<(String, Vec<(String, String)>)> = choices
        .iter()
        .map(|choice| (choice.name.clone(), entries(form, choice)))
        .collect();
    let known = |(value, _): &(String, String)| *value == chosen;
    if !chosen.is_empty() && !groups.iter().any(|(_, entries)| entries.iter().any(known)) {
        let other = form.pick("现用、不在分类表中", "In use, not in the table");
        groups.push((other.to_owned(), vec![(chosen.clone(), chosen.clone())]));
    }
    form.grouped(
        &Select {
            id: "category",
            name: "category",
            hint: None,
            required: false,
            label: form.pick("内容分类", "Category"),
            value: &chosen,
        },
        &groups,
    )
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

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let shown = || category::kept(&form.app.office, form.staff.viewer(), form.typed);
    let suggested = (!form.file.matter.is_sealed()).then(shown).flatten();
    Ok(Command::SetCategory(Sorting {
        category: form.text("category"),
        suggested,
    })
    .into())
}
