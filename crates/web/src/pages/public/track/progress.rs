//! The way in plain words: received, sent to the competent unit, accepted, handled, answered, rated.

use jiff::civil::Date;
use kernel::org::Org;
use matter::review::Review;
use matter::{Answer, AnswerKind, Event, Matter, Stage};
use office::tracking::entry_date;

use super::page::Shown;
use crate::look::{Lang, RailState, RailStep};

/// The steps of a petition, with dates where they are behind.
pub fn steps(page: &Shown) -> Vec<RailStep> {
    let (track, org, lang) = (page.track, &page.org, page.lang);
    let matter = &track.matter;
    let mut steps = vec![
        (
            lang.pick("已收到您的信访件", "Your petition has been received"),
            Some(lang.date(track.petition.received)),
        ),
        (
            lang.pick("转给有权处理的单位", "Sent to the unit that can decide"),
            sent(page),
        ),
    ];
    if ended_without_handling(matter) {
        let decided = matter.answers.last().map(|answer| lang.date(answer.on));
        steps.push((
            lang.pick("已决定并书面告知理由", "Decided, with reasons in writing"),
            decided,
        ));
    } else {
        steps.push((
            lang.pick("受理", "Accepted"),
            matter.accepted.map(|on| lang.date(on)),
        ));
        steps.push((
            lang.pick("调查办理", "In hand"),
            (now(matter) == 3).then(|| org.unit_name(matter.owner)),
        ));
    }
    steps.push((
        lang.pick("答复送达", "The answer is served"),
        served(matter).map(|on| lang.date(on)),
    ));
    let reviews = matter.reviews.iter();
    steps.extend(reviews.map(|review| review_step(review, matter, org, lang)));
    steps.push((
        lang.pick("您来评价", "You rate it"),
        matter.rating.as_ref().map(|rating| lang.date(rating.on)),
    ));
    let now = now(matter);
    steps
        .into_iter()
        .enumerate()
        .map(|(index, (label, note))| RailStep {
            label: label.to_owned(),
            note,
            state: match index.cmp(&now) {
                std::cmp::Ordering::Less => RailState::Done,
                std::cmp::Ordering::Equal => RailState::Now,
                std::cmp::Ordering::Greater => RailState::Next,
            },
        })
        .collect()
}

/// A review with its body, or with its outcome once that was served.
fn review_step(
    review: &Review,
    matter: &Matter,
    org: &Org,
    lang: Lang,
) -> (&'static str, Option<String>) {
    let label = lang.pick(review.level.zh(), review.level.en());
    let served = review
        .result
        .and_then(|id| matter.answer(id))
        .filter(|answer| answer.service.is_some());
    let note = match (served.map(|answer| &answer.kind), review.state) {
        (Some(AnswerKind::Review(opinion)), _) => lang
            .pick(opinion.outcome.zh(), opinion.outcome.en())
            .to_owned(),
        (_, state) if state.is_open() => {
            let body = org.unit_name(review.body);
            lang.pick(format!("{body}正在审查"), format!("{body} looks at it"))
        }
        (_, state) => lang.pick(state.zh(), state.en()).to_owned(),
    };
    (label, Some(note))
}

/// Which step a matter is at, counted from 0.
fn now(matter: &Matter) -> usize {
    let handled = if ended_without_handling(matter) { 3 } else { 4 };
    let stage = match (&matter.suspension, matter.stage) {
        (Some(suspension), Stage::Suspended) => suspension.before,
        (_, stage) => stage,
    };
    match stage {
        Stage::Received | Stage::Registered | Stage::ReportedUp | Stage::Joined => 1,
        Stage::Transferred | Stage::Objected | Stage::Disputed => 2,
        Stage::Handling | Stage::Suspended => 3,
        Stage::Answered => handled,
        Stage::ReviewPending | Stage::Reviewing => handled + matter.reviews.len(),
        Stage::Served | Stage::Executing | Stage::Lapsed | Stage::Concluded | Stage::Closed => {
            handled + 1 + matter.reviews.len() + usize::from(matter.rating.is_some())
        }
    }
}

/// Whether every answer is a notice that another way is the right one.
fn ended_without_handling(matter: &Matter) -> bool {
    matter.accepted.is_none()
        && !matter.answers.is_empty()
        && matter.answers.iter().all(|answer| {
            matches!(
                answer.kind,
                AnswerKind::NotAccepted { .. }
                    | AnswerKind::Redirected { .. }
                    | AnswerKind::LedIn { .. }
            )
        })
}

fn sent(page: &Shown) -> Option<String> {
    let (track, org, lang) = (page.track, &page.org, page.lang);
    let last = track
        .history
        .iter()
        .rev()
        .find_map(|(entry, event)| match event {
            Event::HandedOver { handover, .. } => Some((entry, handover.to)),
            _ => None,
        });
    match last {
        // Where it went then, by the name of then; who has it now stands beside.
        Some((entry, to)) if !matches!(track.matter.stage, Stage::Received | Stage::Registered) => {
            let name = page.org_at(entry).unit_name(to);
            Some(format!("{name}，{}", lang.date(entry_date(entry))))
        }
        _ if matches!(track.matter.stage, Stage::Received | Stage::Registered) => Some(lang.pick(
            format!("{}正在核对和登记", org.unit_name(track.matter.owner)),
            format!(
                "{} is checking and registering it",
                org.unit_name(track.matter.owner)
            ),
        )),
        _ => Some(org.unit_name(track.matter.owner)),
    }
}

/// The day the last answer reached the petitioner; what a review says stands at its own step.
fn served(matter: &Matter) -> Option<Date> {
    let of_review = |answer: &Answer| {
        let mut results = matter.reviews.iter().filter_map(|review| review.result);
        results.any(|result| result == answer.id)
    };
    let handled = matter.answers.iter().filter(|answer| !of_review(answer));
    handled
        .filter_map(|answer| answer.service.as_ref().map(|service| service.on))
        .max()
}
