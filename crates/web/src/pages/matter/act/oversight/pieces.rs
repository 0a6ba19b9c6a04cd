//! Fields that several of these forms share.

use jiff::civil::Date;
use kernel::org::Post;
use kernel::{PostId, Refusal, UnitId};
use matter::sight;
use matter::signers;
use maud::{Markup, html};
use office::matter_file::post_name;

use super::super::form::{ActForm, Select};
use crate::look::{Field, SelectOption};

/// A select of (value, label) pairs that must be chosen from.
pub(super) fn choose(
    form: &ActForm<'_>,
    name: &str,
    label: &str,
    rows: &[(String, String)],
    first: &str,
) -> Markup {
    let none = SelectOption {
        value: "",
        label: form.pick("请选择", "Choose"),
    };
    let options: Vec<SelectOption<'_>> = std::iter::once(none)
        .chain(
            rows.iter()
                .map(|(value, label)| SelectOption { value, label }),
        )
        .collect();
    Field::new(form.lang(), name, label)
        .required()
        .select(&options, &form.value(name, first))
}

/// The same for coded values.
pub(super) fn coded<'a>(
    form: &ActForm<'_>,
    name: &str,
    label: &str,
    values: impl Iterator<Item = (&'a str, &'a str)>,
) -> Markup {
    let rows: Vec<(String, String)> = values
        .map(|(code, words)| (code.to_owned(), words.to_owned()))
        .collect();
    choose(form, name, label, &rows, "")
}

/// A day that must be given.
pub(super) fn day(form: &ActForm<'_>, name: &str, label: &str, first: &str) -> Markup {
    Field::new(form.lang(), name, label)
        .required()
        .date(&form.value(name, first))
}

/// One line that must be there.
pub(super) fn line(form: &ActForm<'_>, name: &str, label: &str) -> Markup {
    Field::new(form.lang(), name, label)
        .required()
        .text(&form.value(name, ""))
}

/// Reads a day.
pub(super) fn read_day(form: &ActForm<'_>, name: &str) -> Result<Date, Refusal> {
    form.typed
        .parsed(name)
        .ok_or_else(|| Refusal::input("请填写日期", "enter the day"))
}

/// Reads a number that a choice gave.
pub(super) fn read_id(form: &ActForm<'_>, name: &str) -> Result<u16, Refusal> {
    form.typed
        .parsed(name)
        .ok_or_else(|| Refusal::input("请选择一项", "choose one"))
}

/// Reads a coded value.
pub(super) fn read_coded<T>(
    form: &ActForm<'_>,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Refusal> {
    parse(form.typed.text(name))
        .ok_or_else(|| Refusal::input("请在每一组中选择一项", "choose one in every group"))
}

/// Leaders in office who may have this matter; those of the units that see it come first.
pub(super) fn leaders<'f>(form: &'f ActForm<'_>, fits: impl Fn(&Post) -> bool) -> Vec<&'f Post> {
    let (matter, org) = (&form.file.matter, &form.file.org);
    let sight = sight::sight(matter, org);
    let mut posts = org.posts();
    posts.retain(|post| {
        signers::may_sign(matter, post, org, form.file.today)
            && sight::may_receive(matter, post.unit, org)
            && fits(post)
    });
    posts.sort_by_key(|post| (!sight.contains(&post.unit), post.unit, post.id));
    posts
}

/// The choice of a leader, by unit.
pub(super) fn leader(form: &ActForm<'_>, name: &str, label: &str, posts: &[&Post]) -> Markup {
    let org = &form.file.org;
    let rows: Vec<(String, String)> = posts
        .iter()
        .map(|post| {
            (
                post.id.to_string(),
                format!("{} · {}", org.unit_name(post.unit), post_name(org, post.id)),
            )
        })
        .collect();
    let first = match rows.as_slice() {
        [(only, _)] => only.as_str(),
        _ => "",
    };
    choose(form, name, label, &rows, first)
}

/// Reads it.
pub(super) fn read_post(form: &ActForm<'_>, name: &str) -> Result<PostId, Refusal> {
    form.typed
        .parsed(name)
        .ok_or_else(|| Refusal::input("请选择负责人", "choose a leader"))
}

/// The choice of a unit that may have the matter; the owner stands first.
pub(super) fn unit(
    form: &ActForm<'_>,
    name: &str,
    label: &str,
    required: bool,
    first: Option<UnitId>,
) -> Markup {
    let (matter, org) = (&form.file.matter, &form.file.org);
    let mut units = org.units();
    units.retain(|unit| sight::may_receive(matter, unit.id, org));
    let first = first.map(|unit| unit.to_string()).unwrap_or_default();
    let select = Select {
        id: name,
        name,
        label,
        hint: None,
        required,
        value: &form.value(name, &first),
    };
    form.units(&select, &units)
}

/// A row of boxes that may be ticked.
pub(super) fn boxes(
    form: &ActForm<'_>,
    name: &str,
    legend: &str,
    rows: &[(&str, &str)],
    ticked: &[&str],
) -> Markup {
    let sent: Vec<&str> = form.typed.all(name).collect();
    let on = |value: &str| {
        if sent.is_empty() {
            ticked.contains(&value)
        } else {
            sent.contains(&value)
        }
    };
    html! {
        fieldset class="field" {
            legend class="label" { (legend) }
            @for (value, label) in rows {
                label class="check" {
                    input type="checkbox" name=(name) value=(value) checked[on(value)];
                    span { (label) }
                }
            }
        }
    }
}
