//! A signature taken back: what was signed binds nobody before it is issued, and a change of its words needs a new signature. So
//! the text returns to the desk, line by line, and what was signed is kept beside the matter's answers.

use crate::kit::text::required;
use crate::model::answer::{AnswerKind, Opinion};
use crate::model::desk::{DeskEvent, Draft, DraftText, Line, Look};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::stage::Stage;

use kernel::refusal::Refusal;
use kernel::{AnswerId, PostId};

/// There must be an opinion that is signed and not issued; of one that was issued the refusal names the document.
pub(crate) fn may(matter: &Matter) -> Result<(), Refusal> {
    if matter.signed_only().next().is_some() {
        return Ok(());
    }
    let mut issued = matter.unserved_opinions();
    Err(match issued.find_map(|answer| matter.issued(answer.id)) {
        Some(document) => {
            let number = &document.content.number;
            Refusal::missing(
                format!(
                    "处理意见书已以{number}制发，不能撤回签发；尚未送达而确有错误的，先作废该文书"
                ),
                format!(
                    "the opinion was issued as {number}; cancel that document first, if it is wrong and not served"
                ),
            )
        }
        None => Refusal::missing(
            "没有已签发、尚未编号制发的处理意见书",
            "no signed opinion waits for its document",
        ),
    })
}

/// Takes a signature back, for a reason.
pub(crate) fn decide(
    matter: &Matter,
    id: AnswerId,
    reason: &str,
    post: PostId,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "撤回签发的理由", "why it is taken back")?;
    let signed = matter.signed_only().find(|answer| answer.id == id);
    let opinion = signed.and_then(|answer| match &answer.kind {
        AnswerKind::Opinion(opinion) => Some(opinion),
        _ => None,
    });
    let opinion = opinion.ok_or_else(|| {
        Refusal::input(
            "没有这份已签发、尚未制发的处理意见书，请刷新页面",
            "no such signed opinion waits for its document",
        )
    })?;
    let mut text = as_draft(opinion);
    if let Some(draft) = &matter.desk.draft {
        text = together(draft.text.clone(), text);
    }
    Ok(vec![Event::Desk(DeskEvent::TakenBack {
        answer: id,
        post,
        reason,
        text,
    })])
}

/// The words of an opinion as they lay on the desk. One that was signed on paper has one text for all its demands: it stands in the
/// first line, and the others are to be written.
fn as_draft(opinion: &Opinion) -> DraftText {
    let mut lines = opinion.lines.clone();
    if lines.is_empty() {
        let decided = opinion.decisions.iter();
        lines.extend(decided.map(|(demand, decision)| Line {
            demand: *demand,
            decision: Some(*decision),
            answer: String::new(),
            basis: String::new(),
        }));
        if let Some(first) = lines.first_mut() {
            first.answer.clone_from(&opinion.opinion);
            first.basis.clone_from(&opinion.basis);
        }
    }
    DraftText {
        request: opinion.request.clone(),
        facts: opinion.facts.clone(),
        lines,
    }
}

/// What lies on the desk already, with the words that come back.
fn together(mut lying: DraftText, back: DraftText) -> DraftText {
    for (here, more) in [
        (&mut lying.request, &back.request),
        (&mut lying.facts, &back.facts),
    ] {
        if here.trim().is_empty() {
            here.clone_from(more);
        } else if !here.contains(more.as_str()) {
            here.push('\n');
            here.push_str(more);
        }
    }
    lying.lines.retain(|line| back.line(line.demand).is_none());
    lying.lines.extend(back.lines);
    lying.lines.sort_by_key(|line| line.demand);
    lying
}

/// Applies it: the demands are open again and the draft waits for nobody. Whoever signed saw the words as they were signed, so the
/// page marks what changes before the next signature.
pub(crate) fn apply(matter: &mut Matter, id: AnswerId, author: PostId, text: &DraftText) {
    let Some(at) = matter.answers.iter().position(|answer| answer.id == id) else {
        return;
    };
    let answer = matter.answers.remove(at);
    for demand in &mut matter.demands {
        if demand.answer == Some(id) {
            demand.answer = None;
        }
    }
    if matter.stage == Stage::Answered {
        matter.stage = Stage::Handling;
    }
    let lying = matter.desk.draft.take();
    let signer = answer.signed_by.filter(|_| lying.is_none());
    let looks = signer.map(|post| Look {
        post,
        revision: 1,
        text: text.clone(),
    });
    matter.desk.draft = Some(Draft {
        revision: lying.as_ref().map_or(1, |draft| draft.revision + 1),
        text: text.clone(),
        author,
        with: None,
        since: None,
        remark: None,
        looks: lying.map_or_else(|| looks.into_iter().collect(), |draft| draft.looks),
    });
    matter.withdrawn.push(answer);
}
