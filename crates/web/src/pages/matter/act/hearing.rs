//! Hearings: decided, notified, held, concluded.

use kernel::{HearingId, PostId, ReviewId};
use matter::Command;
use matter::hearing::{Hearing, HearingCommand, HearingGround, HearingRecord};
use maud::{Markup, html};

use super::form::{ActForm, Asks, parsed};
use crate::form::Got;

fn asks(fields: Markup, read: impl FnOnce() -> Option<HearingCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Hearing))
}

fn open<'f>(form: &'f ActForm<'_>) -> Vec<&'f Hearing> {
    let hearings = form.file.matter.hearings.iter();
    hearings.filter(|hearing| hearing.is_open()).collect()
}

fn which(form: &ActForm<'_>) -> Got<HearingId> {
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

/// A notice of when and where.
pub(super) fn notice(form: &ActForm<'_>) -> Asks {
    let hearing = which(form);
    let on = form.day("on", ("听证日期", "Day"), "");
    let time = form.line("time", ("时间", "Time"));
    let place = form.line("place", ("地点", "Place"));
    let note = form.remark("text", "需要携带的材料等", "What to bring");
    let fields = html! {
        (hearing)
        div class="form-row" { (on) (time) }
        (place)
        (note)
    };
    asks(fields, || {
        Some(HearingCommand::Notify {
            hearing: hearing.value?,
            on: on.value?,
            time: time.value?,
            place: place.value?,
            note: note.value?,
        })
    })
}

/// The session's record.
pub(super) fn record(form: &ActForm<'_>) -> Asks {
    let hearing = which(form);
    let today = form.file.today.to_string();
    let on = form.day("on", ("举行日期", "Day"), &today);
    let number = form.ask(
        "representatives",
        "信访人代表人数（不超过5人）",
        "Representatives (5 at most)",
    );
    let representatives = number.required().first("1").number();
    let label = ("参加人员（按身份写明）", "Who took part, by capacity");
    let present = form.long("present", label.0, label.1, ("", ""), 3);
    let hint = (
        "陈述、举证、质证、辩论和最后意见。",
        "Statements, evidence, debate, last words.",
    );
    let text = form.long("text", "听证笔录", "The record", hint, 8);
    let fields = html! {
        (hearing)
        div class="form-row" { (on) (representatives) }
        (present)
        (text)
    };
    asks(fields, || {
        Some(HearingCommand::Hold {
            hearing: hearing.value?,
            record: HearingRecord {
                on: on.value?,
                present: present.value?,
                representatives: representatives.value?,
                text: text.value?,
            },
        })
    })
}

/// Which hearing, and a text about it.
fn one_text(
    form: &ActForm<'_>,
    (zh, en): (&str, &str),
    command: impl FnOnce(HearingId, String) -> HearingCommand,
) -> Asks {
    let hearing = which(form);
    let text = form.long("text", zh, en, ("", ""), 5);
    asks(html! { (hearing) (text) }, || {
        Some(command(hearing.value?, text.value?))
    })
}

/// The conclusion.
pub(super) fn conclude(form: &ActForm<'_>) -> Asks {
    one_text(form, ("听证结论", "The conclusion"), |hearing, text| {
        HearingCommand::Conclude { hearing, text }
    })
}

/// Why it is put off.
pub(super) fn postpone(form: &ActForm<'_>) -> Asks {
    let label = ("延期举行的理由", "Why it is put off");
    one_text(form, label, |hearing, reason| HearingCommand::Postpone {
        hearing,
        reason,
    })
}

/// Why it is called off.
pub(super) fn cancel(form: &ActForm<'_>) -> Asks {
    let label = ("取消听证的理由", "Why it is called off");
    one_text(form, label, |hearing, reason| HearingCommand::Cancel {
        hearing,
        reason,
    })
}

/// The decision to hold one.
pub(super) fn decision(form: &ActForm<'_>) -> Asks {
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
    let label = ("在哪个环节听证", "At which step");
    let review = form.one_of("venue", label, &venues, true, |venue| match venue {
        "handling" => Some(None),
        review => parsed::<ReviewId>(review).map(Some),
    });
    let label = ("听证情形", "Ground");
    let ground = form.one_of("ground", label, &grounds, false, HearingGround::parse);
    let reason = form.long("text", "举行听证的理由", "Why", ("", ""), 3);
    let label = (
        "主持人（非本事项调查、承办人员）",
        "Host, who did not investigate",
    );
    let host = form.choose::<PostId>("host", label, &form.posts(&posts), false);
    let label = (
        "听证员（每行一名，单数）",
        "Members, one a line, an odd number",
    );
    let hint = (
        "可以邀请人大代表、政协委员、律师、专家、群众代表等。",
        "Deputies, lawyers, experts, neighbours.",
    );
    let members = form.long("members", label.0, label.1, hint, 5);
    asks(
        html! { (review) (ground) (reason) (host) (members) },
        || {
            Some(HearingCommand::Decide {
                review: review.value?,
                ground: ground.value?,
                reason: reason.value?,
                host: host.value?,
                members: members.value?.lines().map(str::to_owned).collect(),
            })
        },
    )
}
