//! Units: which may stand in the tree, and how; what they are responsible for; files of them.

use std::collections::HashMap;

use kernel::org::{Org, Unit, UnitKind};
use kernel::trust::Widening;
use kernel::{Refusal, UnitId};

use super::command::{NewUnit, UnitForm};
use super::steps::Steps;

/// The longest name of a unit, in characters.
pub const NAME: usize = 60;
/// The most words a unit's duties may have, and the most characters in one.
const DUTIES: (usize, usize) = (60, 20);

/// Adds or changes a unit.
pub(super) fn keep(steps: &mut Steps<'_>, form: UnitForm) -> Result<(), Refusal> {
    steps.ctx.administers()?;
    let name = form.name.trim().to_owned();
    check(steps, &form, &name)?;
    let old = form.id.and_then(|id| steps.before.unit(id));
    let duties = old.map(|old| old.duties.clone()).unwrap_or_default();
    steps.keep_unit(Unit {
        id: form.id.unwrap_or(steps.ctx.facts.next.unit),
        parent: form.parent,
        name,
        kind: form.kind,
        address: form.address.trim().to_owned(),
        phone: form.phone.trim().to_owned(),
        hours: form.hours.trim().to_owned(),
        duties,
        active: form.active,
    });
    widened(steps);
    Ok(())
}

/// Writes down what a unit is responsible for.
pub(super) fn keep_duties(steps: &mut Steps<'_>, unit: UnitId, words: &str) -> Result<(), Refusal> {
    steps.ctx.administers()?;
    let duties = duty_words(words)?;
    let unit = known(steps.before, unit)?;
    if unit.duties != duties {
        steps.keep_unit(Unit {
            duties,
            ..unit.clone()
        });
    }
    Ok(())
}

/// Adds the units of a file; an empty parent means the area itself.
pub(super) fn add(steps: &mut Steps<'_>, rows: Vec<NewUnit>) -> Result<(), Refusal> {
    steps.ctx.administers()?;
    let units = steps.before.units();
    let top = units.iter().find(|unit| unit.parent.is_none());
    let area = top.map(|unit| unit.id);
    let mut ids: HashMap<String, UnitId> = units
        .into_iter()
        .map(|unit| (unit.name.clone(), unit.id))
        .collect();
    let mut next = steps.ctx.facts.next.unit;
    for row in rows {
        if let Some(fault) = faults(&row.name, &row.parent, |name| ids.contains_key(name)).pop() {
            return Err(fault);
        }
        let parent = ids.get(&row.parent).copied().or(area);
        ids.insert(row.name.clone(), next);
        steps.keep_unit(Unit {
            id: next,
            parent,
            name: row.name,
            kind: row.kind,
            address: row.address,
            phone: row.phone,
            hours: row.hours,
            duties: Vec::new(),
            active: true,
        });
        next = UnitId(next.0 + 1);
    }
    widened(steps);
    Ok(())
}

/// Everything that is wrong with the names in a row of a file, where `known` says which units there are and which stand above it.
pub fn faults(name: &str, parent: &str, known: impl Fn(&str) -> bool) -> Vec<Refusal> {
    let mut faults = Vec::new();
    match fitting(name) {
        Err(fault) => faults.push(fault),
        Ok(()) if known(name) => faults.push(taken(name)),
        Ok(()) => {}
    }
    if !parent.is_empty() && !known(parent) {
        faults.push(Refusal::input(
            format!("上级单位“{parent}”不存在，应已登记或列在前面的行"),
            format!("there is no unit “{parent}”, neither on record nor in a row above"),
        ));
    }
    faults
}

/// Whether a unit may stand in the tree like this.
fn check(steps: &Steps<'_>, form: &UnitForm, name: &str) -> Result<(), Refusal> {
    let org = steps.before;
    fitting(name)?;
    let mut others = org
        .units()
        .into_iter()
        .filter(|unit| Some(unit.id) != form.id);
    if others.any(|unit| unit.name == name) {
        return Err(taken(name));
    }
    if let Some(id) = form.id {
        known(org, id)?;
    }
    match (form.id, form.parent) {
        (_, Some(parent)) if org.unit(parent).is_none() => Err(Refusal::input(
            "上级单位不存在，请重新选择",
            "the unit above does not exist; choose another",
        )),
        (Some(id), Some(parent)) if org.is_within(parent, id) => Err(Refusal::input(
            "上级单位不能是本单位或其下属单位，请另选",
            "a unit cannot stand under itself or under one below it; choose another",
        )),
        // The government above this office's area has nobody above it here; it reviews and decides disputes.
        (None, None) if form.kind != UnitKind::Government => Err(Refusal::input(
            "请选择上级单位；只有上一级党委、政府可以不选",
            "choose the unit above; only the government over this area has none",
        )),
        // How many they are is nothing an administrator is told.
        (Some(_), _) if !form.active && steps.ctx.facts.holds_open_matters => {
            Err(Refusal::missing(
                "该单位仍有未办结事项，请先移交承接单位再停用",
                "open matters are still with this unit; hand them over before it is closed",
            ))
        }
        _ => Ok(()),
    }
}

/// A unit that is on record.
fn known(org: &Org, id: UnitId) -> Result<&Unit, Refusal> {
    org.unit(id).ok_or_else(|| {
        Refusal::input(
            "没有这个单位，请返回单位列表重新选择",
            "there is no such unit; go back to the list and choose one",
        )
    })
}

fn fitting(name: &str) -> Result<(), Refusal> {
    if (1..=NAME).contains(&name.chars().count()) {
        return Ok(());
    }
    Err(Refusal::input(
        format!("单位名称应为1至{NAME}字"),
        format!("a unit's name has 1 to {NAME} characters"),
    ))
}

fn taken(name: &str) -> Refusal {
    Refusal::input(
        format!("已有名为“{name}”的单位"),
        format!("there is a unit “{name}” already"),
    )
}

/// Where units see more than before, their posts wait for a second person again.
fn widened(steps: &mut Steps<'_>) {
    let wider = steps.before.widened_in(&steps.now);
    steps.grant_anew(|post| wider.contains(&post.unit), Widening::UnitMoved);
}

/// Words parted by commas, spaces or lines, each once. One letter says nothing, so such words are left out.
fn duty_words(text: &str) -> Result<Vec<String>, Refusal> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || "，,、；;".contains(c)) {
        if word.chars().count() > 1 && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    let (most, longest) = DUTIES;
    if words.len() > most || words.iter().any(|word| word.chars().count() > longest) {
        return Err(Refusal::input(
            format!("职责关键词最多{most}个，每个不超过{longest}字"),
            format!("at most {most} words for its duties, of at most {longest} characters each"),
        ));
    }
    Ok(words)
}
