//! Checking an arrival, adding a demand, naming who is accused.

use std::collections::BTreeMap;

use kernel::org::Org;
use kernel::rulebook::Weight;
use kernel::{PersonId, Refusal, UnitId};
use matter::petition::Purpose;
use matter::{Accused, Command, Matter, Screening, Sealing};
use maud::{Markup, html};
use office::accusation::Suspects;

use super::super::category;
use super::Deed;
use super::form::{ActForm, Select, purpose_of};
use crate::look::{Choice, Field, Tone, notice, radio_cards};

/// Rows for demands on the registration form; more are added later as “补充诉求”.
const DEMANDS: usize = 4;
/// How many of them stand open at first.
const OPEN: usize = 2;
/// Selects for accused units, and for accused persons.
const ACCUSED: usize = 3;

/// One more demand.
pub(super) fn demand(form: &ActForm<'_>) -> Markup {
    html! {
        (form.purpose("purpose", "purpose", form.typed.text("purpose")))
        (form.long("demand", "诉求", "Demand", ("一项诉求写一件事。", "One thing per demand."), 4))
    }
}

/// Reads it.
pub(super) fn read_demand(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::AddDemand {
        purpose: purpose_of(form.typed.text("purpose"))?,
        text: form.text("demand"),
    }
    .into())
}

/// What an arrival is about: its demands, place, category, weight, and who is accused.
pub(super) fn screening(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let lang = form.lang();
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
    let purposes: Vec<&str> = form.typed.all("purpose").collect();
    let demands: Vec<&str> = form.typed.all("demand").collect();
    let first = if demands.is_empty() {
        matter.subject.as_str()
    } else {
        ""
    };
    let row = |place: usize| {
        let text = demands
            .get(place)
            .copied()
            .unwrap_or(if place == 0 { first } else { "" });
        demand_row(
            form,
            place + 1,
            purposes.get(place).copied().unwrap_or_default(),
            text,
        )
    };
    let more_sent = demands
        .iter()
        .skip(OPEN)
        .chain(purposes.iter().skip(OPEN))
        .any(|value| !value.is_empty());
    html! {
        (sealed(form))
        @for place in 0..OPEN { (row(place)) }
        details class="stack" open[more_sent] {
            summary { (form.pick("还有其他诉求", "More demands")) }
            @for place in OPEN..DEMANDS { (row(place)) }
        }
        div class="form-row" {
            (Field::new(lang, "place", form.pick("问题属地", "Place")).optional()
                .text(&form.value("place", matter.place.as_deref().unwrap_or_default())))
        }
        (super::category::suggestion(form))
        (super::category::field(form, &category))
        (weight(form))
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
            (accused(form))
        }
    }
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

fn demand_row(form: &ActForm<'_>, number: usize, purpose: &str, text: &str) -> Markup {
    let id = format!("demand-{number}");
    html! {
        fieldset class="stack" {
            legend class="label" { (form.pick("诉求", "Demand")) " " (number) }
            (form.purpose(&format!("purpose-{number}"), "purpose", purpose))
            div class="field" {
                label class="label" for=(id) { (form.pick("请求什么", "What is asked for")) }
                textarea class="input" id=(id) name="demand" rows="2" { "\n" (text) }
            }
        }
    }
}

fn weight(form: &ActForm<'_>) -> Markup {
    let choices: Vec<Choice<'_>> = Weight::ALL
        .iter()
        .map(|weight| Choice::plain(weight.code(), form.pick(weight.zh(), weight.en())))
        .collect();
    let value = form.value("weight", Weight::Ordinary.code());
    radio_cards(
        "weight",
        form.pick("轻重", "Weight"),
        &choices,
        &value,
        None,
    )
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
        .all(|name| form.typed.all(name).next().is_none());
    if fresh {
        suspects(form).accused()
    } else {
        chosen(form)
    }
}

/// The accused never see the matter: choosing them here closes it to them at once.
pub(super) fn accused(form: &ActForm<'_>) -> Markup {
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
    let people: Vec<(String, Vec<(String, String)>)> = by_unit
        .into_iter()
        .map(|(unit, entries)| (org.unit_name(unit), entries))
        .collect();
    let (named, suspects) = (named(form), suspects(form));
    let rows = ACCUSED.max(named.units.len()).max(named.persons.len());
    let why = |words: Option<&String>| {
        words.map(|words| {
            form.lang().pick(
                format!("文中写到“{words}”"),
                format!("the text says “{words}”"),
            )
        })
    };
    html! {
        p class="hint" {
            (form.pick(
                "登记后，被检举控告的单位及其下属单位、人员不能再看到本事项（《信访工作条例》第三十条第三款）。",
                "From then on the accused units, those below them and the accused persons cannot see the matter (Art. 30).",
            ))
        }
        @for row in 1..=rows {
            @let unit = named.units.get(row - 1);
            @let person = named.persons.get(row - 1);
            @let of_unit = why(suspects.units.iter().find(|(id, _)| Some(id) == unit).map(|(_, words)| words));
            @let of_person = why(suspects.persons.iter().find(|(id, _)| Some(id) == person).map(|(_, words)| words));
            div class="form-row" {
                (form.units(&Select {
                    id: &format!("accused_unit-{row}"), name: "accused_unit", hint: of_unit.as_deref(), required: false,
                    label: form.pick("被检举控告单位", "Accused unit"),
                    value: &unit.map(ToString::to_string).unwrap_or_default(),
                }, &units))
                (form.grouped(&Select {
                    id: &format!("accused_person-{row}"), name: "accused_person", hint: of_person.as_deref(), required: false,
                    label: form.pick("被检举控告人员", "Accused person"),
                    value: &person.map(ToString::to_string).unwrap_or_default(),
                }, &people))
            }
        }
    }
}

/// Reads who is accused.
pub(super) fn read_accused(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::NameAccused(chosen(form)).into())
}

/// Reads an arrival.
pub(super) fn read_screening(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let mut demands = Vec::new();
    for (purpose, text) in form.typed.all("purpose").zip(form.typed.all("demand")) {
        // The second row stands open for convenience and may stay empty.
        if !(purpose.is_empty() && text.is_empty()) {
            demands.push((purpose_of(purpose)?, text.to_owned()));
        }
    }
    let weight = match form.typed.filled("weight") {
        Some(code) => {
            Weight::parse(code).ok_or_else(|| Refusal::input("请选择轻重", "choose the weight"))?
        }
        None => Weight::Ordinary,
    };
    let mut accused = chosen(form);
    let accuses = |(purpose, _): &(Purpose, String)| *purpose == Purpose::Accusation;
    if !demands.iter().any(accuses) && accused == suspects(form).accused() {
        // What the program had preselected is no finding of the clerk's.
        accused = Accused::default();
    }
    let mut screening = Screening {
        demands,
        category: form.typed.filled("category").map(str::to_owned),
        place: form.typed.filled("place").map(str::to_owned),
        weight,
        accused,
        suggested: None,
    };
    let (office, viewer) = (&form.app.office, form.staff.viewer());
    screening.suggested = category::kept_with(office, viewer, &screening, form.typed);
    Ok(Command::Register(screening).into())
}

/// Whom the rows name.
fn chosen(form: &ActForm<'_>) -> Accused {
    let mut units: Vec<UnitId> = form
        .typed
        .all("accused_unit")
        .filter_map(|value| value.parse().ok())
        .collect();
    let mut persons: Vec<PersonId> = form
        .typed
        .all("accused_person")
        .filter_map(|value| value.parse().ok())
        .collect();
    units.dedup();
    persons.dedup();
    Accused { units, persons }
}
