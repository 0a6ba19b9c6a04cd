//! Checking an arrival, adding a demand, naming who is accused.

use std::collections::BTreeMap;

use kernel::org::Org;
use kernel::rulebook::Weight;
use kernel::{PersonId, UnitId};
use matter::petition::Purpose;
use matter::{Accused, Command, Matter, Screening, Sealing};
use maud::{Markup, html};
use office::accusation::Suspects;

use super::super::category;
use super::form::{ActForm, Asks, parsed};
use crate::form::Got;
use crate::look::{Group, Tone, notice};

/// Rows for demands on the registration form; more are added later as “补充诉求”.
const DEMANDS: usize = 4;
/// How many of them stand open at first.
const OPEN: usize = 2;
/// Selects for accused units, and for accused persons.
const ACCUSED: usize = 3;

/// One more demand.
pub(super) fn demand(form: &ActForm<'_>) -> Asks {
    let purpose = form.ask("purpose", "信访目的", "Purpose");
    let purpose = purpose.select(&form.purposes(), Purpose::parse);
    let hint = ("一项诉求写一件事。", "One thing per demand.");
    let text = form.long("demand", "诉求", "Demand", hint, 4);
    Asks::of(html! { (purpose) (text) }, || {
        Some(Command::AddDemand {
            purpose: purpose.value?,
            text: text.value?,
        })
    })
}

/// What an arrival is about: its demands, place, category, weight, and who is accused.
pub(super) fn screening(form: &ActForm<'_>) -> Asks {
    let matter = &form.file.matter;
    let told = matter
        .petitions
        .first()
        .and_then(|petition| petition.extra.get("label"));
    let first_petition = matter.petitions.first();
    let sure = || {
        first_petition
            .and_then(|first| category::sure(&form.app.office, &first.subject, &first.body))
    };
    let category = matter
        .category
        .clone()
        .or_else(|| told.cloned())
        .or_else(sure)
        .unwrap_or_default();
    let rows: Vec<Got<Option<(Purpose, String)>>> =
        (0..DEMANDS).map(|row| demand_row(form, row)).collect();
    let more = ["purpose", "demand"].into_iter().any(|name| {
        let mut typed = form.typed().all(name).skip(OPEN);
        typed.any(|value| !value.is_empty())
    });
    let place = form.ask("place", "问题属地", "Place").optional();
    let place = place.first(matter.place.as_deref().unwrap_or_default());
    let place = place.text();
    let category = super::category::field(form, &category);
    let weights = form.coded(&Weight::ALL, Weight::code, Weight::zh, Weight::en);
    let weight = form.ask("weight", "轻重", "Weight");
    let weight = weight.first(Weight::Ordinary.code());
    let cards: Vec<_> = weights
        .iter()
        .map(|(value, label)| crate::look::Choice::plain(value, label))
        .collect();
    let weight = weight.maybe_cards(&cards, Weight::parse);
    let accused = accused_rows(form);
    let fields = html! {
        (sealed(form))
        @for row in rows.iter().take(OPEN) { (row) }
        details class="stack" open[more] {
            summary { (form.pick("还有其他诉求", "More demands")) }
            @for row in rows.iter().skip(OPEN) { (row) }
        }
        div class="form-row" { (place) }
        (super::category::suggestion(form))
        (category)
        (weight)
        details open[!named(form).is_empty()] {
            summary { (form.pick("涉及检举控告：登记被检举控告的单位、人员", "Accusation: name the accused")) }
            @if !suspects(form).accused().is_empty() {
                p class="hint" {
                    (form.pick(
                        "下面已按文中写到的预选，请核对：不是的改为“请选择”，漏了的补上。不是检举控告的，不必改动。",
                        "Preselected as the text speaks of them: set back who is not accused, add who is missing. If this is no accusation, leave them as they are.",
                    ))
                }
            }
            (accused)
        }
    };
    Asks::of(fields, || {
        let demands: Option<Vec<_>> = rows.into_iter().map(|row| row.value).collect();
        let demands: Vec<(Purpose, String)> = demands?.into_iter().flatten().collect();
        let mut accused = accused.value?;
        let accuses = |(purpose, _): &(Purpose, String)| *purpose == Purpose::Accusation;
        if !demands.iter().any(accuses) && accused == suspects(form).accused() {
            // What the program had preselected is no finding of the clerk's.
            accused = Accused::default();
        }
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let mut screening = Screening {
            demands,
            category: filled(category.value?),
            place: filled(place.value?),
            weight: weight.value?.unwrap_or_default(),
            accused,
            suggested: None,
        };
        let (office, viewer) = (&form.app.office, form.staff.viewer());
        screening.suggested = category::kept_with(office, viewer, &screening, form.typed());
        Some(Command::Register(screening))
    })
}

/// A row for a demand. The first opens with the petition's subject; the others may stay empty.
fn demand_row(form: &ActForm<'_>, row: usize) -> Got<Option<(Purpose, String)>> {
    let first = match row {
        0 => form.file.matter.subject.as_str(),
        _ => "",
    };
    let text = form.ask("demand", "请求什么", "What is asked for").row(row);
    let text = text.first(first).area(2);
    let typed = text.value.clone().unwrap_or_default();
    let purpose = form.ask("purpose", "信访目的", "Purpose").row(row);
    let words = (
        "请为每项诉求选择信访目的",
        "choose the purpose of each demand",
    );
    let none = form
        .typed()
        .all("purpose")
        .nth(row)
        .is_none_or(str::is_empty);
    let open = none && !typed.is_empty();
    let purpose = purpose
        .says(words.0, words.1)
        .wrong_if(open, words.0, words.1);
    let purpose = purpose.maybe_select(&form.purposes(), Purpose::parse);
    let drawn = html! {
        fieldset class="stack" {
            legend class="label" { (form.pick("诉求", "Demand")) " " (row + 1) }
            (purpose)
            (text)
        }
    };
    let read = match purpose.value {
        Some(Some(purpose)) => Some(Some((purpose, typed))),
        Some(None) if typed.is_empty() => Some(None),
        _ => None,
    };
    Got::new(drawn, read)
}

/// Why it came sealed, and the two ways on from there.
fn sealed(form: &ActForm<'_>) -> Markup {
    let (lang, matter, org) = (form.lang(), &form.file.matter, &form.file.org);
    let words = match &matter.sealing {
        Some(Sealing::Declared { told }) => lang.pick(
            format!("信访人表明是检举控告，写明：{told}。其中能认出的单位和人员已经看不到本件；漏了的请在下面登记。"),
            format!("The petitioner says that it is an accusation of: {told}. Units and persons recognised are kept away already; add whoever is missing."),
        ),
        Some(Sealing::Held { chosen, signs }) => {
            let (chosen, signs) = (org.unit_name(*chosen), signs.join("、"));
            let named = accused_names(matter, org);
            lang.pick(
                format!("本件疑似检举控告（文中有：{signs}），请甄别。①是检举控告：诉求选“检举控告”，并登记被检举控告的单位、人员{named}。②不是：按实际目的登记，登记后转送信访人选择的{chosen}。"),
                format!("This reads like an accusation ({signs}). Either it is one: choose the purpose “Accusation” and name the accused{named}. Or it is not: register it as what it is, and it goes on to {chosen}, the receiver chosen."),
            )
        }
        _ => return html! {},
    };
    notice(Tone::Warning, &words, None)
}

/// The persons that a held text names, in brackets.
fn accused_names(matter: &Matter, org: &Org) -> String {
    let posts = org.posts();
    let names: Vec<String> = matter
        .accused
        .persons
        .iter()
        .filter_map(|person| posts.iter().find(|post| post.person == *person))
        .map(|post| format!("{}{}", org.unit_name(post.unit), post.person_name))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("（{}）", names.join("、"))
    }
}

/// Whom a held text seems to accuse.
fn suspects(form: &ActForm<'_>) -> Suspects {
    form.app
        .office
        .suspects(&form.file.matter)
        .unwrap_or_default()
}

/// What the rows for the accused show: what was chosen in them, or, while nobody has chosen yet, whom the text seems to accuse.
fn named(form: &ActForm<'_>) -> Accused {
    let fresh = ["accused_unit", "accused_person"]
        .into_iter()
        .all(|name| form.typed().all(name).next().is_none());
    if fresh {
        suspects(form).accused()
    } else {
        chosen(form)
    }
}

/// Who is accused.
pub(super) fn accused(form: &ActForm<'_>) -> Asks {
    let accused = accused_rows(form);
    Asks::of(html! { (accused) }, || {
        Some(Command::NameAccused(accused.value?))
    })
}

/// The accused never see the matter: choosing them here closes it to them at once.
fn accused_rows(form: &ActForm<'_>) -> Got<Accused> {
    let org = &form.file.org;
    let units = org.units();
    let mut by_unit: BTreeMap<UnitId, Vec<(String, String)>> = BTreeMap::new();
    for post in org.posts().into_iter().filter(|post| post.active) {
        let entries = by_unit.entry(post.unit).or_default();
        entries.push((
            post.person.to_string(),
            format!("{}（{}）", post.person_name, post.title),
        ));
    }
    let people: Vec<Group> = by_unit
        .into_iter()
        .map(|(unit, entries)| Group {
            name: org.unit_name(unit),
            entries,
        })
        .collect();
    let units = form.units(&units);
    let (named, suspects) = (named(form), suspects(form));
    let rows = ACCUSED.max(named.units.len()).max(named.persons.len());
    let why = |words: Option<&String>| {
        words.map_or_else(String::new, |words| {
            form.lang().pick(
                format!("文中写到“{words}”"),
                format!("the text says “{words}”"),
            )
        })
    };
    let row = |row: usize| {
        let (unit, person) = (named.units.get(row), named.persons.get(row));
        let mut of_units = suspects.units.iter();
        let of_unit = of_units.find(|(id, _)| Some(id) == unit);
        let mut of_persons = suspects.persons.iter();
        let of_person = of_persons.find(|(id, _)| Some(id) == person);
        let (of_unit, of_person) = (
            why(of_unit.map(|(_, words)| words)),
            why(of_person.map(|(_, words)| words)),
        );
        let (unit, person) = (
            unit.map(ToString::to_string).unwrap_or_default(),
            person.map(ToString::to_string).unwrap_or_default(),
        );
        let of = form
            .ask("accused_unit", "被检举控告单位", "Accused unit")
            .row(row);
        let of = of.optional().hinted(&of_unit).first(&unit);
        let unit = of.maybe_grouped(&units, parsed::<UnitId>);
        let of = form
            .ask("accused_person", "被检举控告人员", "Accused person")
            .row(row);
        let of = of.optional().hinted(&of_person).first(&person);
        let person = of.maybe_grouped(&people, parsed::<PersonId>);
        html! { div class="form-row" { (unit) (person) } }
    };
    let drawn = html! {
        p class="hint" {
            (form.pick(
                "登记后，被检举控告的单位及其下属单位、人员不能再看到本事项（《信访工作条例》第三十条第三款）。",
                "From then on the accused units, those below them and the accused persons cannot see the matter (Art. 30).",
            ))
        }
        @for at in 0..rows { (row(at)) }
    };
    Got::new(drawn, Some(chosen(form)))
}

/// Whom the rows name.
fn chosen(form: &ActForm<'_>) -> Accused {
    let mut units: Vec<UnitId> = form
        .typed()
        .all("accused_unit")
        .filter_map(|value| value.parse().ok())
        .collect();
    let mut persons: Vec<PersonId> = form
        .typed()
        .all("accused_person")
        .filter_map(|value| value.parse().ok())
        .collect();
    units.dedup();
    persons.dedup();
    Accused { units, persons }
}
