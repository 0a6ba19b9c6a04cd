//! Correcting the content category, with what the model says beside it.

use domain::Refusal;
use domain::matter::{Command, Sorting};
use maud::{Markup, html};

use super::super::category;
use super::Deed;
use super::form::ActForm;
use crate::look::{Field, SelectOption};

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
    category::suggestion(&form.app.office, form.lang(), subject, body).unwrap_or_else(|error| {
        tracing::warn!(%error, "no category can be suggested");
        html! {}
    })
}

/// The choice among the office's categories; `first` is chosen on a first visit, be it in the table or not.
pub(super) fn field(form: &ActForm<'_>, first: &str) -> Markup {
    let choices = form.app.office.category_choices().unwrap_or_default();
    let chosen = form.value("category", first);
    let mut names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
    if !names.contains(&chosen.as_str()) && !chosen.is_empty() {
        names.push(&chosen);
    }
    let mut options = vec![SelectOption {
        value: "",
        label: form.pick("请选择", "Choose"),
    }];
    options.extend(names.iter().map(|name| SelectOption {
        value: name,
        label: name,
    }));
    html! {
        (Field::new(form.lang(), "category", form.pick("内容分类", "Category")).select(&options, &chosen))
        details class="fold" {
            summary { (form.pick("各类包括什么", "What belongs where")) }
            dl class="facts" {
                @for choice in choices.iter().filter(|choice| !choice.kinds.is_empty()) {
                    dt { (choice.name) }
                    dd { (choice.kinds.join("、")) }
                }
            }
        }
    }
}

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let matter = &form.file.matter;
    let open = matter.petitions.first().filter(|_| !matter.is_sealed());
    let suggested =
        open.and_then(|first| category::kept(&form.app.office, &first.subject, &first.body));
    Ok(Command::SetCategory(Sorting {
        category: form.text("category"),
        suggested,
    })
    .into())
}
