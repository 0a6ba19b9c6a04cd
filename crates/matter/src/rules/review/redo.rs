//! An opinion that was revoked is not given again: on the same facts and reasons the organ may not reach the same or
//! basically the same opinion (《山东省信访事项复查复核工作规则（试行）》第三十四条, LOCAL, taken as the default).

use std::collections::HashMap;

use crate::model::answer::{AnswerKind, Opinion};
use crate::model::matter::Matter;

use kernel::refusal::Refusal;
use kernel::rulebook::Rulebook;
use kernel::{AnswerId, DemandId};

/// Two texts are basically the same from this share of common character pairs, in per cent.
const BASICALLY_SAME: &str = "redo_same_text_percent";

/// Refuses an opinion that repeats a revoked one: the same decisions, and facts and opinion in basically the same words.
///
/// # Errors
/// A refusal of kind `Law` that names the revoked opinion and the article.
pub fn differs(matter: &Matter, opinion: &Opinion, rulebook: &Rulebook) -> Result<(), Refusal> {
    let percent = rulebook.number(BASICALLY_SAME).unwrap_or(0);
    if percent == 0 {
        return Ok(());
    }
    let revoked: Vec<AnswerId> = opinion
        .decisions
        .iter()
        .filter_map(|(demand, _)| matter.redo.get(demand).copied())
        .collect();
    for id in revoked {
        let Some(AnswerKind::Opinion(old)) = matter.answer(id).map(|answer| &answer.kind) else {
            continue;
        };
        let same = same_decisions(old, opinion, matter)
            && likeness(&old.facts, &opinion.facts) >= percent
            && likeness(&old.opinion, &opinion.opinion) >= percent;
        if same {
            return Err(Refusal::law(
                "原意见已被撤销并责令重新办理：不得以同一事实和理由作出与原意见相同或者基本相同的意见。请写明重新调查的事实，或作出不同的处理意见",
                "the opinion was revoked: the same or basically the same opinion on the same facts and reasons may not be given again",
                "《山东省信访事项复查复核工作规则（试行）》第三十四条（地方规定，本规则册默认采用）",
            ));
        }
    }
    Ok(())
}

/// Whether both decide alike on every demand that is done again.
fn same_decisions(old: &Opinion, new: &Opinion, matter: &Matter) -> bool {
    let of = |opinion: &Opinion, id: DemandId| {
        let found = opinion.decisions.iter().find(|(demand, _)| *demand == id);
        found.map(|(_, decision)| *decision)
    };
    matter
        .redo
        .keys()
        .filter(|id| of(new, **id).is_some())
        .all(|id| of(old, *id) == of(new, *id))
}

/// The share of character pairs that two texts have in common, in per cent; spaces and punctuation do not count.
pub fn likeness(a: &str, b: &str) -> u32 {
    let (first, second) = (pairs(a), pairs(b));
    let total: usize = first.values().sum::<usize>() + second.values().sum::<usize>();
    if total == 0 {
        return if plain(a) == plain(b) { 100 } else { 0 };
    }
    let common: usize = first
        .iter()
        .map(|(pair, count)| second.get(pair).map_or(0, |other| *count.min(other)))
        .sum();
    u32::try_from(200 * common / total).unwrap_or(100)
}

fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn pairs(text: &str) -> HashMap<(char, char), usize> {
    let mut found = HashMap::new();
    for pair in plain(text).windows(2) {
        *found.entry((pair[0], pair[1])).or_insert(0) += 1;
    }
    found
}
