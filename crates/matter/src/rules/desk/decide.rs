//! Desk command in, events or a refusal out.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::signers::leader_of_owner;
use crate::kit::text::required;
use crate::model::answer::AnswerKind;
use crate::model::desk::{DeskCommand, DeskEvent, DraftText};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::rules::answering::decide::{complete_opinion, new_answer};
use crate::rules::desk::draft::answerable;
use crate::rules::desk::take_back;
use crate::rules::lawful::routes::refuse_opinion;

use kernel::PostId;
use kernel::refusal::Refusal;

/// Decides what a desk command does.
///
/// # Errors
/// What is missing or wrong in what was entered.
pub fn decide(
    matter: &Matter,
    command: DeskCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let me = acting(ctx)?;
    match command {
        DeskCommand::Draft(text) => draft(matter, text, me),
        DeskCommand::Submit { to } => {
            let to = leader_of_owner(matter, to, ctx)?;
            let on = Some(ctx.today);
            Ok(vec![Event::Desk(DeskEvent::Submitted { to, on })])
        }
        DeskCommand::Look => Ok(vec![Event::Desk(DeskEvent::Looked { post: me })]),
        DeskCommand::SendBack { remark } => {
            let remark = required(&remark, "修改意见", "what to change")?;
            Ok(vec![Event::Desk(DeskEvent::SentBack { post: me, remark })])
        }
        DeskCommand::Sign => sign(matter, me, ctx),
        DeskCommand::TakeBack { answer, reason } => take_back::decide(matter, answer, &reason, me),
    }
}

/// Saves what there is; a line on a demand that has its answer already would be lost at the signature, so it is refused now.
fn draft(matter: &Matter, text: DraftText, author: PostId) -> Result<Vec<Event>, Refusal> {
    let open: Vec<_> = answerable(matter).collect();
    let mut seen = Vec::new();
    for line in &text.lines {
        refuse_opinion(matter, line.demand)?;
        if !open.contains(&line.demand) || seen.contains(&line.demand) {
            let id = line.demand;
            return Err(Refusal::input(
                format!("诉求{id}已有答复、重复或不属于申诉求决，请刷新页面后重填"),
                format!("demand {id} is answered, doubled or not an appeal"),
            ));
        }
        seen.push(line.demand);
    }
    let empty = text.facts.trim().is_empty()
        && text
            .lines
            .iter()
            .all(|line| line.decision.is_none() && line.answer.trim().is_empty());
    if empty {
        return Err(Refusal::input(
            "还没有填写内容，请至少写一部分再保存",
            "there is nothing to save yet",
        ));
    }
    let saved = matter.desk.draft.as_ref();
    if saved.is_some_and(|saved| saved.text == text) {
        return Err(Refusal::input(
            "内容与已保存的文稿相同，不必再存",
            "this is what is saved already",
        ));
    }
    Ok(vec![Event::Desk(DeskEvent::Drafted { author, text })])
}

fn sign(matter: &Matter, me: PostId, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let Some(draft) = &matter.desk.draft else {
        return Err(Refusal::missing("没有文稿", "there is no draft"));
    };
    let opinion = complete_opinion(matter, draft.text.opinion(matter), ctx)?;
    let demands = opinion.decisions.iter().map(|(id, _)| *id).collect();
    let signer = leader_of_owner(matter, me, ctx)?;
    let kind = AnswerKind::Opinion(opinion);
    Ok(vec![
        Event::Desk(DeskEvent::Signed {
            revision: draft.revision,
        }),
        Event::AnswerIssued {
            answer: new_answer(matter, kind, demands, Some(signer), ctx.today),
        },
    ])
}
