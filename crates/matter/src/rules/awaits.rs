//! What signatures, extensions, review, hearing, mediation and carrying out await, from whom and until when: rows of the workbench beside those of
//! oversight.

use jiff::civil::Date;

use crate::model::clock::{Clock, Holder};
use crate::model::matter::Matter;
use crate::model::review::{Review, ReviewState};
use crate::model::stage::Stage;

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};
use kernel::rulebook::key;

/// Consultations are numbered through over all reviews of a matter; none asks more organs than this.
const MOST_ORGANS: u16 = 100;

/// Everything this part of the procedure awaits.
pub(crate) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    rows.extend(signature(matter));
    rows.extend(extension(matter));
    for review in matter.reviews.iter().filter(|one| one.state.is_open()) {
        of_review(matter, review, rows);
    }
    for hearing in matter.hearings.iter().filter(|one| one.is_open()) {
        let due = due(matter, &[key::HEARING], hearing.unit);
        rows.push(DutyRow::of_unit(
            DutyKind::Hearing,
            hearing.id.0,
            hearing.unit,
            hearing.decided,
            due,
        ));
    }
    for mediation in matter.mediations.iter().filter(|one| one.is_open()) {
        rows.push(DutyRow::of_unit(
            DutyKind::Mediation,
            mediation.id.0,
            matter.owner,
            mediation.on,
            None,
        ));
    }
    for one in matter.executions.iter().filter(|one| one.is_open()) {
        rows.push(DutyRow::of_unit(
            DutyKind::Execution,
            one.id.0,
            one.unit,
            one.by,
            Some(one.by),
        ));
    }
}

/// A draft that was submitted waits for the one who is to sign it, until the handling period ends.
fn signature(matter: &Matter) -> Option<DutyRow> {
    let draft = matter.desk.draft.as_ref()?;
    let signer = draft.with?;
    let since = draft.since.or(matter.accepted)?;
    let by = matter.next_due().map(Clock::duty_date);
    let row = DutyRow::of_unit(DutyKind::Sign, 1, matter.owner, since, by);
    (matter.stage == Stage::Handling).then(|| row.for_post(signer))
}

/// An extension that was asked for waits for the leader who was asked, until the period ends.
fn extension(matter: &Matter) -> Option<DutyRow> {
    let asked = matter.extension.as_ref()?;
    let by = matter.clock_to_extend().map(Clock::duty_date);
    let row = DutyRow::of_unit(DutyKind::Extension, 1, matter.owner, asked.on, by);
    (matter.stage == Stage::Handling).then(|| row.for_post(asked.to))
}

/// The body's own next step, the respondent's answer, and the advice of organs consulted.
fn of_review(matter: &Matter, review: &Review, rows: &mut Vec<DutyRow>) {
    let number = review.id.0;
    let mut push = |kind, unit, since, due| {
        rows.push(DutyRow::of_unit(kind, number, unit, since, due));
    };
    let decides = review.level.deciding_limit();
    if let Some(result) = review.result.and_then(|id| matter.answer(id)) {
        let by = due(matter, &[decides], review.desk);
        push(DutyKind::ServeReview, review.desk, result.on, by);
        return;
    }
    if review.state == ReviewState::Asked {
        let by =
            due(matter, &[key::TAKE_REVIEW], review.desk).or(due(matter, &[decides], review.desk));
        push(DutyKind::AcceptReview, review.desk, review.on, by);
        return;
    }
    let by = due(matter, &[decides], review.desk);
    push(DutyKind::DecideReview, review.desk, review.on, by);
    if review.response.is_none() {
        let by = due(matter, &[key::RESPOND], review.respondent);
        push(DutyKind::Respond, review.respondent, review.on, by);
    }
    for (asked, at) in review.consultations.iter().zip(1..) {
        if asked.answer.is_none() {
            let by = due(matter, &[key::ADVISE_REVIEW], asked.organ);
            let number = number * MOST_ORGANS + at;
            let row = DutyRow::of_unit(
                DutyKind::Consulted,
                number,
                asked.organ,
                asked.question.on,
                by,
            );
            rows.push(row);
        }
    }
}

/// The last day of this unit's running clock for one of the limits.
fn due(matter: &Matter, limits: &[&str], unit: UnitId) -> Option<Date> {
    let clock = matter.clocks.iter().find(|clock| {
        clock.is_running()
            && clock.holder == Holder::Unit(unit)
            && limits.contains(&clock.limit.as_str())
    });
    clock.map(Clock::duty_date)
}
