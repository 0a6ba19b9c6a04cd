//! Joining a repeat or joint petition to a matter, undoing it, marking matters as related.
//!
//! A join has two sides decided apart and written together: the host takes the petitions in, the guest steps aside.

use crate::kit::accused;
use crate::kit::clocks::routing_limit;
use crate::kit::context::Context;
use crate::kit::running::duties;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::clock::{Clock, ClockState, Holder};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::petition::{Petition, Relation};
use crate::model::stage::Stage;
use crate::rules::intake::accused::nobody_left;
use crate::rules::oversight;

use kernel::refusal::Refusal;
use kernel::{MatterId, PetitionId};

/// The host's side.
pub fn take_in(
    host: &Matter,
    mut petition: Petition,
    relation: Relation,
) -> Result<Vec<Event>, Refusal> {
    check_relation(relation)?;
    if host.petitions.iter().any(|kept| kept.id == petition.id) {
        return Err(Refusal::input(
            "该信访件已在本事项中",
            "that petition is in this matter already",
        ));
    }
    let answered = host.stage == Stage::Closed || host.is_resting();
    if answered && relation == Relation::Joint {
        return Err(Refusal::missing(
            "该事项已答复，新的信访人应当另行登记办理，可标为“相关”",
            "that matter has been answered; other people's petition needs its own answer, mark it as related",
        ));
    }
    petition.relation = relation;
    Ok(vec![Event::TookIn { petition }])
}

fn check_relation(relation: Relation) -> Result<(), Refusal> {
    if relation == Relation::First {
        return Err(Refusal::input(
            "请选择“重复”（同一人同一事）或“共同”（不同人同一事）",
            "choose repeat (same person) or joint (other people)",
        ));
    }
    Ok(())
}

/// The guest's side.
pub fn join_into(
    guest: &Matter,
    host: MatterId,
    relation: Relation,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    check_relation(relation)?;
    if guest.id == host {
        return Err(Refusal::input(
            "不能并入自身",
            "a matter cannot be joined to itself",
        ));
    }
    let undecided = matches!(
        guest.stage,
        Stage::Received | Stage::Registered | Stage::Transferred
    );
    if !undecided || !guest.answers.is_empty() {
        return Err(Refusal::missing(
            "本事项已受理或已有答复，不能再并入其他事项，可标为“相关”",
            "the matter has been accepted or answered and can only be marked as related",
        ));
    }
    let open = oversight::open::open_items(guest);
    if let Some(first) = open.first() {
        return Err(Refusal::missing(
            format!(
                "本事项还有未了的事（{}），了结以后才能并入其他事项",
                first.zh()
            ),
            format!(
                "something is still open here ({}); end it before joining",
                first.en()
            ),
        ));
    }
    let mut steps = Steps::on(guest, ctx);
    steps.end(guest, &duties(), JOINED);
    steps.push(Event::JoinedInto {
        matter: host,
        relation,
    });
    Ok(steps.events)
}

/// The reason on clocks that a join ended; an undo starts exactly these again.
const JOINED: &str = "已并入另一事项";

/// The host's side of an undo.
pub fn give_back(
    host: &Matter,
    petition: PetitionId,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(&reason, "撤销理由", "reason")?;
    let first = host.petitions.first().map(|first| first.id);
    if first == Some(petition) || !host.petitions.iter().any(|kept| kept.id == petition) {
        return Err(Refusal::input(
            "该信访件不是并入本事项的信访件",
            "that petition was not joined to this matter",
        ));
    }
    Ok(vec![Event::GaveBack { petition, reason }])
}

/// Whether a clock ended because its matter was joined to another.
pub fn ended_by_join(clock: &Clock) -> bool {
    matches!(&clock.state, ClockState::Ended(_, why) if why == JOINED)
}

/// Whether an earlier undo has started the clock again already.
fn resumed(guest: &Matter, ended: &Clock) -> bool {
    guest.clocks.iter().any(|later| {
        later.id > ended.id
            && later.limit == ended.limit
            && later.holder == ended.holder
            && later.purpose == ended.purpose
            && later.span.trigger == ended.span.trigger
    })
}

/// The guest's side of an undo: it stands where it stood, and its clocks run on from their first triggers.
pub fn undo(guest: &Matter, reason: String, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let reason = required(&reason, "撤销理由", "reason")?;
    let mut steps = Steps::on(guest, ctx);
    steps.push(Event::JoinUndone { reason });
    if accused::is_accused(guest, guest.owner, ctx.org) {
        // Its owner was accused while it stood with the host: another unit takes it over, and starts afresh.
        let owner = accused::fallback_owner(guest, ctx.org).ok_or_else(nobody_left)?;
        steps.push(Event::TakenOver { owner });
        let (limit, holder) = (routing_limit(owner, ctx.org), Holder::Unit(owner));
        steps.start(limit, holder, ctx.today, None, None)?;
        return Ok(steps.events);
    }
    for clock in &guest.clocks {
        if ended_by_join(clock) && !resumed(guest, clock) {
            steps.resume(clock);
        }
    }
    Ok(steps.events)
}

/// Marks another matter as related.
pub fn relate(matter: &Matter, other: MatterId) -> Result<Vec<Event>, Refusal> {
    if matter.id == other || matter.related.contains(&other) {
        return Err(Refusal::input(
            "已标为相关，或是同一事项",
            "already related, or the same matter",
        ));
    }
    Ok(vec![Event::Related { matter: other }])
}
