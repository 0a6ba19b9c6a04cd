//! Hearings: decided, notified, held, concluded.

use kernel::{Refusal, ReviewId};
use matter::Command;
use matter::hearing::{Hearing, HearingCommand, HearingGround, HearingRecord};
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use crate::look::Field;

fn open<'f>(form: &'f ActForm<'_>) -> Vec<&'f Hearing> {
    let hearings = form.file.matter.hearings.iter();
    hearings.filter(|hearing| hearing.is_open()).collect()
}

fn which(form: &ActForm<'_>) -> Markup {
    let rows: Vec<(String, String)> = open(form)
        .into_iter()
        .map(|hearing| (hearing.id.to_string(), place_of(form, hearing.review)))
        .collect();
    form.choose("hearing", ("哪一场听证", "Which hearing"), &rows, true)
}

fn place_of(form: &ActForm<'_>, review: Option<ReviewId>) -> String {
    review
        .and_then(|id| form.file.matter.review(id))
        .map_or_else(
            || form.pick("办理中的听证", "Hearing in handling").to_owned(),
            |review| form.review_name(review),
        )
}

/// The fields of a notice.
pub(super) fn notice(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form))
        div class="form-row" {
            (form.day("on", ("听证日期", "Day"), ""))
            (form.line("time", ("时间", "Time")))
        }
        (form.line("place", ("地点", "Place")))
        (form.remark("text", "需要携带的材料等", "What to bring"))
    }
}

/// Reads them.
pub(super) fn read_notice(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(HearingCommand::Notify {
        hearing: form.chosen("hearing")?,
        on: form.day_of("on")?,
        time: form.text("time"),
        place: form.text("place"),
        note: form.text("text"),
    })
}

/// The fields of the session's record.
pub(super) fn record(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form))
        div class="form-row" {
            (form.day("on", ("举行日期", "Day"), &form.file.today.to_string()))
            (Field::new(form.lang(), "representatives", form.pick("信访人代表人数（不超过5人）", "Representatives (5 at most)"))
                .required().number(&form.value("representatives", "1")))
        }
        (form.long("present", "参加人员（按身份写明）", "Who took part, by capacity", ("", ""), 3))
        (form.long("text", "听证笔录", "The record", (
            "陈述、举证、质证、辩论和最后意见。", "Statements, evidence, debate, last words."), 8))
    }
}

/// Reads them.
pub(super) fn read_record(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(HearingCommand::Hold {
        hearing: form.chosen("hearing")?,
        record: HearingRecord {
            on: form.day_of("on")?,
            present: form.text("present"),
            representatives: form.chosen("representatives")?,
            text: form.text("text"),
        },
    })
}

/// Which hearing, and a text about it.
fn one_text(form: &ActForm<'_>, zh: &str, en: &str) -> Markup {
    html! { (which(form)) (form.long("text", zh, en, ("", ""), 5)) }
}

/// The conclusion.
pub(super) fn conclude(form: &ActForm<'_>) -> Markup {
    one_text(form, "听证结论", "The conclusion")
}

/// Reads it.
pub(super) fn read_conclude(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(HearingCommand::Conclude {
        hearing: form.chosen("hearing")?,
        text: form.text("text"),
    })
}

/// Why it is put off.
pub(super) fn postpone(form: &ActForm<'_>) -> Markup {
    one_text(form, "延期举行的理由", "Why it is put off")
}

/// Reads it.
pub(super) fn read_postpone(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(HearingCommand::Postpone {
        hearing: form.chosen("hearing")?,
        reason: form.text("text"),
    })
}

/// Why it is called off.
pub(super) fn cancel(form: &ActForm<'_>) -> Markup {
    one_text(form, "取消听证的理由", "Why it is called off")
}

/// Reads it.
pub(super) fn read_cancel(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(HearingCommand::Cancel {
        hearing: form.chosen("hearing")?,
        reason: form.text("text"),
    })
}

fn deed(command: HearingCommand) -> Result<Deed, Refusal> {
    Ok(Command::Hearing(command).into())
}

/// The fields of the decision to hold one.
pub(super) fn decision(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let venues: Vec<(String, String)> = matter::hearing::venues(matter)
        .into_iter()
        .map(|review| {
            let value = review.map_or("handling".to_owned(), |id| id.to_string());
            (value, place_of(form, review))
        })
        .collect();
    let grounds = form.coded(
        HearingGround::ALL,
        HearingGround::code,
        HearingGround::zh,
        HearingGround::en,
    );
    let mine = form.staff.viewer().unit;
    let org = &form.file.org;
    let mut posts = org.posts();
    posts.retain(|post| post.active && post.unit == mine);
    html! {
        (form.choose("venue", ("在哪个环节听证", "At which step"), &venues, true))
        (form.choose("ground", ("听证情形", "Ground"), &grounds, false))
        (form.long("text", "举行听证的理由", "Why", ("", ""), 3))
        (form.choose("host", ("主持人（非本事项调查、承办人员）", "Host, who did not investigate"), &form.posts(&posts), false))
        (form.long("members", "听证员（每行一名，单数）", "Members, one a line, an odd number", (
            "可以邀请人大代表、政协委员、律师、专家、群众代表等。", "Deputies, lawyers, experts, neighbours."), 5))
    }
}

/// Reads them.
pub(super) fn read_decision(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(HearingCommand::Decide {
        review: form.typed.parsed("venue"),
        ground: HearingGround::parse(form.typed.text("ground"))
            .ok_or_else(|| Refusal::input("请选择听证情形", "choose the ground"))?,
        reason: form.text("text"),
        host: form.chosen("host")?,
        members: form.text("members").lines().map(str::to_owned).collect(),
    })
}
