//! The question whether somebody is accused, asked plainly in the first step: an accusation is sealed from its first entry on and never
//! goes to whom it accuses (《信访工作条例》第三十条第三款).

use kernel::org::{Org, Unit};
use kernel::{PersonId, UnitId};
use matter::{Accused, Declaration};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::Page;
use super::check::too_long;
use crate::look::{Choice, Field, Icon, Lang, SelectOption, radio_cards};
use crate::pages::public::view::Errors;
use crate::request::Fields;

/// How many units, and how many persons, can be named.
const ROWS: usize = 3;
const NAME: usize = 40;
const POST: usize = 60;
const OTHER: usize = 200;

/// The answer as typed: nothing here has been checked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// `yes` or `no`; empty until chosen.
    pub accuses: String,
    /// The numbers of units chosen.
    pub units: Vec<String>,
    /// Names and posts typed.
    pub people: Vec<(String, String)>,
    /// Units that the list does not have.
    pub other: String,
}

/// The name of a row's field: `accused_unit`, then `accused_unit-2`.
fn field(name: &str, row: usize) -> String {
    if row == 0 {
        name.to_owned()
    } else {
        format!("{name}-{}", row + 1)
    }
}

impl Answer {
    /// Takes over the fields.
    pub fn read(fields: &Fields) -> Self {
        let text = |name: &str, row| fields.text(&field(name, row)).to_owned();
        let people = (0..ROWS).map(|row| (text("accused_name", row), text("accused_post", row)));
        Self {
            accuses: fields.text("accuses").to_owned(),
            units: (0..ROWS).map(|row| text("accused_unit", row)).collect(),
            people: people.collect(),
            other: fields.text("accused_other").to_owned(),
        }
    }

    /// Whether somebody is accused.
    pub fn is_yes(&self) -> bool {
        self.accuses == "yes"
    }

    /// The units chosen, each once.
    fn chosen(&self, org: &Org) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = self
            .units
            .iter()
            .filter_map(|text| text.parse().ok().map(UnitId))
            .filter(|unit| org.unit(*unit).is_some())
            .collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Whom it accuses, for the office. A name typed that is the name of somebody who holds a post in a unit named bars that person; where
    /// no unit named has one of that name, everybody of that name is barred.
    pub fn declaration(&self, org: &Org) -> Declaration {
        let units = self.chosen(org);
        let mut persons: Vec<PersonId> = Vec::new();
        for (name, _) in &self.people {
            persons.extend(holders(&bare(name), &units, org));
        }
        persons.sort_unstable();
        persons.dedup();
        Declaration {
            accused: Accused { units, persons },
            told: self.told(org),
        }
    }

    /// The accused in words, as typed.
    pub fn told(&self, org: &Org) -> String {
        let mut told: Vec<String> = self
            .chosen(org)
            .into_iter()
            .map(|unit| org.unit_name(unit))
            .collect();
        told.extend(Some(self.other.clone()).filter(|other| !other.is_empty()));
        for (name, post) in &self.people {
            match (name.is_empty(), post.is_empty()) {
                (true, true) => {}
                (false, false) => told.push(format!("{name}（{post}）")),
                _ => told.push(format!("{name}{post}")),
            }
        }
        told.join("；")
    }

    /// What is wrong with it.
    pub fn check(&self, org: &Org, lang: Lang, errors: &mut Errors) {
        match self.accuses.as_str() {
            "no" => {}
            "yes" => {
                if self.told(org).is_empty() {
                    errors.add(
                        "accused_unit",
                        lang.pick(
                            "请写明检举、控告的是哪个单位或者哪个人，这样才能不让其看到",
                            "Say which unit or which person you accuse, so that they can be kept away from it",
                        ),
                    );
                }
            }
            _ => errors.add(
                "accuses",
                lang.pick(
                    "请选择是否检举、控告某个单位或者公职人员",
                    "Say whether you accuse a unit or a public official",
                ),
            ),
        }
        for (row, (name, post)) in self.people.iter().enumerate() {
            too_long(errors, &field("accused_name", row), name, NAME, lang);
            too_long(errors, &field("accused_post", row), post, POST, lang);
        }
        too_long(errors, "accused_other", &self.other, OTHER, lang);
    }
}

/// A name without spaces and dots, as it stands in the list of posts.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// The persons of that name who hold a post in one of the units or below; where none does, all of that name.
fn holders(name: &str, units: &[UnitId], org: &Org) -> Vec<PersonId> {
    let named: Vec<(PersonId, UnitId)> = org
        .posts()
        .into_iter()
        .filter(|post| post.active && !name.is_empty() && bare(&post.person_name) == name)
        .map(|post| (post.person, post.unit))
        .collect();
    let within = |unit: UnitId| units.iter().any(|accused| org.is_within(unit, *accused));
    let near: Vec<PersonId> = named
        .iter()
        .filter(|(_, unit)| within(*unit))
        .map(|(person, _)| *person)
        .collect();
    if near.is_empty() {
        named.into_iter().map(|(person, _)| person).collect()
    } else {
        near
    }
}

/// The question with its fields.
pub(super) fn draw(page: &Page) -> Markup {
    let (lang, answer, errors) = (page.reader.lang, &page.draft.accused, &page.errors);
    let choices = [
        Choice {
            value: "no",
            label: lang.pick("不是", "No"),
            note: Some(lang.pick(
                "反映问题、提建议、求决事项选这一项。",
                "A problem, a suggestion or a request.",
            )),
            icon: None,
        },
        Choice {
            value: "yes",
            label: lang.pick("是，检举、控告", "Yes, I accuse"),
            note: Some(lang.pick(
                "从提交起就密封，不交给您写明的单位和人员，他们看不到。",
                "Sealed from the start; it never goes to the unit or person you name, and they cannot see it.",
            )),
            icon: Some(Icon::Sealed),
        },
    ];
    let question = lang.pick(
        "您是否检举、控告某个单位或者公职人员",
        "Do you accuse a unit or a public official",
    );
    let wrong = errors
        .0
        .iter()
        .any(|error| error.field.starts_with("accused"));
    html! {
        (radio_cards("accuses", question, &choices, &answer.accuses, errors.of("accuses")))
        details class="why" open[answer.is_yes() || wrong] {
            summary { (lang.pick("选“是”的，写明检举、控告谁", "If yes: whom you accuse")) }
            div class="form" { (whom(page)) }
        }
    }
}

fn whom(page: &Page) -> Markup {
    let (lang, answer, errors) = (page.reader.lang, &page.draft.accused, &page.errors);
    let org = page.app.office.org();
    let listed = tree(&org);
    let options: Vec<SelectOption> = std::iter::once(SelectOption {
        value: "",
        label: lang.pick("请选择", "Choose"),
    })
    .chain(
        listed
            .iter()
            .map(|(value, label)| SelectOption { value, label }),
    )
    .collect();
    let unit = |row: usize| {
        let name = field("accused_unit", row);
        let label = lang.pick("被检举控告的单位", "Unit accused");
        let value = answer.units.get(row).map_or("", String::as_str);
        Field::new(lang, &name, label)
            .optional()
            .error(errors.of(&name))
            .select(&options, value)
    };
    let person = |row: usize| {
        let empty = (String::new(), String::new());
        let (typed_name, typed_post) = answer.people.get(row).unwrap_or(&empty).clone();
        let (name, post) = (field("accused_name", row), field("accused_post", row));
        html! {
            div class="form-row" {
                (Field::new(lang, &name, lang.pick("被检举控告人的姓名", "Name of the person accused"))
                    .optional().error(errors.of(&name)).text(&typed_name))
                (Field::new(lang, &post, lang.pick("职务", "Post"))
                    .optional().error(errors.of(&post)).text(&typed_post))
            }
        }
    };
    let more = |filled: bool, rows: &dyn Fn(usize) -> Markup| {
        html! {
            details class="why" open[filled] {
                summary { (lang.pick("不止一个", "More than one")) }
                div class="form" { @for row in 1..ROWS { (rows(row)) } }
            }
        }
    };
    let filled = |text: &String| !text.is_empty();
    html! {
        (unit(0))
        (more(answer.units.iter().skip(1).any(filled), &unit))
        (Field::new(lang, "accused_other", lang.pick("名单里没有的单位", "A unit that is not listed"))
            .optional().error(errors.of("accused_other")).text(&answer.other))
        (person(0))
        (more(answer.people.iter().skip(1).any(|(name, post)| filled(name) || filled(post)), &person))
    }
}

/// Every working unit, each below the one above it, farther in the deeper it stands.
fn tree(org: &Org) -> Vec<(String, String)> {
    let units: Vec<&Unit> = org.units().into_iter().filter(|unit| unit.active).collect();
    let is_top = |unit: &Unit| !units.iter().any(|other| Some(other.id) == unit.parent);
    let mut waiting: Vec<(&Unit, usize)> = units
        .iter()
        .rev()
        .filter(|unit| is_top(unit))
        .map(|unit| (*unit, 0))
        .collect();
    let mut listed = Vec::new();
    while let Some((unit, depth)) = waiting.pop() {
        listed.push((
            unit.id.to_string(),
            format!("{}{}", "　".repeat(depth), unit.name),
        ));
        let below = units
            .iter()
            .rev()
            .filter(|other| other.parent == Some(unit.id));
        waiting.extend(below.map(|other| (*other, depth + 1)));
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_typed_with_spaces_or_dots_is_the_same_name() {
        assert_eq!(bare(" 阿依 古丽·买买提 "), "阿依古丽买买提");
        assert_eq!(bare("　"), "");
    }
}
