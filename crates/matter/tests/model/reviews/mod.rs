//! The model's part on review, hearing, mediation, carrying out and suspension: who acts, with what, and what it means.

mod known;

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Actor;
use kernel::org::Role::{Handler, Leader};
use kernel::rulebook::Rulebook;
use kernel::{AnswerId, UnitId};
use matter::hearing::HearingCommand;
use matter::mediation::{Confirmation, MediationCommand, MediationKind, Party};
use matter::petition::Purpose;
use matter::review::{Late, Outcome, ReviewCommand, ReviewState};
use matter::{Action, Clock, Command, Matter, Stage};

use crate::common::reviews as say;
use crate::common::{HOUSING, OFFICE, TOWNSHIP, VILLAGE, WATER, acts, post, viewer};

pub use known::Part;

/// The local book under which half of the walks go.
pub static LOCAL: LazyLock<Rulebook> = LazyLock::new(|| {
    Rulebook::national()
        .tightened_by(include_str!(
            "../../../../../rulebooks/examples/review-shandong-style.toml"
        ))
        .unwrap()
});

static NATIONAL: LazyLock<Rulebook> = LazyLock::new(Rulebook::national);

pub fn rulebook(setup: u8) -> &'static Rulebook {
    if setup & 64 == 0 { &NATIONAL } else { &LOCAL }
}

/// How a walk that starts ahead begins: in a matter that an organ received itself, a mediation with or without its agreement,
/// or an opinion under review, or a re-review whose hearing is called.
pub fn beginning(setup: u8) -> Vec<(usize, (Actor, Command))> {
    let mut acts = Vec::new();
    for (at, unit, kind) in [(1, HOUSING, setup / 4), (2, VILLAGE, setup / 16)] {
        let appeal = match kind % 4 {
            1 => 1,
            2 | 3 => 2,
            _ => continue,
        };
        let further = setup & 2 != 0;
        acts.push((at, leader(unit, Command::Accept)));
        let steps = if setup & 1 != 0 && at == 1 {
            mediated(unit, appeal, further)
        } else {
            let mut steps = answered(unit, appeal, further && at == 2);
            if setup & 32 != 0 && at == 1 {
                steps.pop();
            }
            if setup & 4 != 0 && at == 2 && further {
                steps.extend(heard_and_decided());
            }
            steps
        };
        acts.extend(steps.into_iter().map(|step| (at, step)));
    }
    acts
}

fn heard_and_decided() -> Vec<(Actor, Command)> {
    vec![
        leader(OFFICE, say::record(1, HEARD, 1)),
        leader(OFFICE, say::conclude(1)),
        leader(OFFICE, say::rule(2, Outcome::Uphold, OFFICE)),
        issued("D15", 3),
        leader(OFFICE, acts::serve(3, HEARD)),
    ]
}

/// The day that must have come for a step of a beginning.
pub fn takes_place(command: &Command) -> Option<Date> {
    match command {
        Command::Hearing(HearingCommand::Hold { record, .. }) => Some(record.on),
        _ => None,
    }
}

const HEARD: &str = "2026-01-20";
const FIRST: &str = "2026-01-05";

fn issued(code: &str, answer: u16) -> (Actor, Command) {
    (Actor::System, acts::issue(code, Some(AnswerId(answer))))
}

fn leader(unit: UnitId, command: Command) -> (Actor, Command) {
    (Actor::Staff(viewer(unit, Leader)), command)
}

fn mediated(unit: UnitId, appeal: u16, agreed: bool) -> Vec<(Actor, Command)> {
    let mut steps = vec![
        leader(unit, say::propose(MediationKind::Peoples, &[appeal])),
        leader(unit, say::consent(1, Party::Other, true)),
    ];
    if agreed {
        let promises = [("修屋顶", "2026-02-20")];
        steps.push(leader(unit, say::consent(1, Party::Petitioner, true)));
        steps.push(leader(unit, say::agree(1, FIRST, &promises)));
    }
    steps
}

fn answered(unit: UnitId, appeal: u16, twice_reviewed: bool) -> Vec<(Actor, Command)> {
    let mut steps = vec![
        leader(unit, acts::hear()),
        leader(unit, acts::opinion(unit, &[appeal])),
        issued("D11", 1),
        leader(unit, acts::serve(1, FIRST)),
        (Actor::Petitioner, say::ask(1, FIRST)),
    ];
    if twice_reviewed {
        steps.extend([
            leader(TOWNSHIP, say::accept(1)),
            leader(TOWNSHIP, say::rule(1, Outcome::Uphold, TOWNSHIP)),
            issued("D14", 2),
            leader(TOWNSHIP, acts::serve(2, FIRST)),
            (Actor::Petitioner, say::ask(2, FIRST)),
            leader(OFFICE, say::accept(2)),
            leader(OFFICE, say::hold_hearing(Some(2), post(OFFICE, Handler), 5)),
            leader(OFFICE, say::notify(1, HEARD)),
        ]);
    }
    steps
}

/// While something of this part is open, mostly those who have a task in it.
pub fn actor(matter: &Matter, by: u8) -> Option<Actor> {
    // The program looks after periods that end unused.
    if matter.stage == Stage::Served && by % 4 == 1 {
        return Some(Actor::System);
    }
    let mut units = Vec::new();
    for review in matter.open_reviews() {
        units.extend([review.desk, review.desk, review.body, review.respondent]);
        units.extend(review.consultations.iter().map(|asked| asked.organ));
    }
    let to_publish = matter::review::meant(Action::PublishReview, matter);
    units.extend(to_publish.iter().map(|review| review.desk));
    units.extend(matter.executions.iter().map(|one| one.unit));
    if units.is_empty() || by % 5 < 2 {
        return None;
    }
    let unit = units[usize::from(by / 5) % units.len()];
    let role = if by & 128 == 0 { Leader } else { Handler };
    Some(Actor::Staff(viewer(unit, role)))
}

/// Whether the diagram must have this step: it draws the main ways of this part, not every way in which its tasks run beside
/// one another.
pub fn is_drawn(matter: &Matter, action: Action) -> bool {
    !is_ours(action)
        && matter.reviews.is_empty()
        && matter.mediations.is_empty()
        && matter.executions.is_empty()
        && matter.lapsed.is_none()
        && matter.suspension.is_none()
}

/// Whether the action belongs to this part.
pub fn is_ours(action: Action) -> bool {
    let first = Action::ALL
        .iter()
        .position(|known| *known == Action::RequestReview);
    let last = Action::ALL
        .iter()
        .position(|known| *known == Action::Terminate);
    let at = Action::ALL.iter().position(|known| *known == action);
    first <= at && at <= last
}

fn review_command(action: Action, matter: &Matter, today: Date, a: u8, b: u8) -> Option<Command> {
    let reviews = &matter.reviews;
    let one = reviews.get(usize::from(a) % reviews.len().max(1));
    let id = reviews
        .iter()
        .rev()
        .find(|review| review.state.is_open() && !a.is_multiple_of(9))
        .or(one)
        .map_or(1, |review| review.id.0);
    let desk = matter.review(kernel::ReviewId(id)).map_or(HOUSING, |one| {
        if b.is_multiple_of(5) {
            one.body
        } else {
            one.desk
        }
    });
    let outcome = Outcome::ALL[usize::from(b) % Outcome::ALL.len()];
    Some(match action {
        Action::RequestReview => {
            let challenged = matter::review::request::challengeable(matter);
            let answer = challenged
                .first()
                .map_or(AnswerId(1), |(answer, _)| answer.id);
            let late = match b % 4 {
                0 => Some(Late::Hindered(today.saturating_sub(3.days()))),
                1 => Some(Late::NotTold(today.saturating_sub(1.day()))),
                _ => None,
            };
            say::ask_late(answer.0, &today.to_string(), late)
        }
        Action::AskReviewSupplement => say::ask_supplement(id),
        Action::SupplementReview => say::supplement(id),
        Action::AcceptReview => say::accept(id),
        Action::RefuseReview => say::refuse(id, desk),
        Action::RespondReview => say::respond(id),
        Action::ConsultReview => {
            say::consult(id, if a.is_multiple_of(2) { WATER } else { HOUSING })
        }
        Action::AdviseReview => say::advise(id),
        Action::DecideReview => {
            let mut opinion = say::review_opinion(id, outcome);
            let demands = matter.review(kernel::ReviewId(id)).map(|one| &one.demands);
            if outcome == Outcome::Change {
                opinion.decisions = demands
                    .into_iter()
                    .flatten()
                    .map(|demand| (*demand, matter::Decision::Support))
                    .collect();
            }
            Command::Review(ReviewCommand::Decide {
                opinion,
                signer: post(desk, Leader),
            })
        }
        Action::PublishReview => say::publish(
            reviews
                .iter()
                .rev()
                .find(|review| review.state == ReviewState::Done)
                .map_or(1, |review| review.id.0),
        ),
        Action::LapseReview => say::lapse(),
        Action::StateNewFacts => say::new_facts(),
        _ => return None,
    })
}

/// The command for an action of this part.
pub fn command(action: Action, matter: &Matter, today: Date, (a, b): (u8, u8)) -> Option<Command> {
    let hearing = matter.open_hearing().map_or(1, |one| one.id.0);
    let mediation = matter.mediations.last().map_or(1, |one| one.id.0);
    let execution = matter
        .executions
        .iter()
        .rev()
        .find(|one| one.is_open())
        .map_or(1, |one| one.id.0);
    let text = today.to_string();
    let soon = today.saturating_add(i64::from(a % 40).days()).to_string();
    Some(match action {
        Action::DecideHearing => {
            let review = matter.open_review().map(|one| (one.id.0, one.desk));
            let (review, unit) = match review.filter(|_| !b.is_multiple_of(4)) {
                Some((id, desk)) => (Some(id), desk),
                None => (None, matter.owner),
            };
            let role = if a.is_multiple_of(2) { Leader } else { Handler };
            say::hold_hearing(review, post(unit, role), [5, 5, 7, 4][usize::from(a % 4)])
        }
        Action::NotifyHearing => {
            let on = today.saturating_add(i64::from(7 + a % 10).days());
            say::notify(hearing, &on.to_string())
        }
        Action::PostponeHearing => say::postpone(hearing),
        Action::HoldHearing => say::record(hearing, &text, u16::from(a % 7)),
        Action::ConcludeHearing => say::conclude(hearing),
        Action::CancelHearing => say::cancel_hearing(hearing),
        Action::ProposeMediation => {
            let open: Vec<u16> = matter
                .open_demands()
                .filter(|demand| demand.purpose == Purpose::Appeal)
                .map(|demand| demand.id.0)
                .collect();
            let kinds = MediationKind::ALL;
            say::propose(kinds[usize::from(a) % kinds.len()], &open)
        }
        Action::ConsentMediation => {
            let party = Party::ALL[usize::from(a % 2)];
            say::consent(mediation, party, !b.is_multiple_of(8))
        }
        Action::MeetMediation => say::meet(mediation),
        Action::AgreeMediation if a.is_multiple_of(2) => say::agree(mediation, &text, &[]),
        Action::AgreeMediation => say::agree(mediation, &text, &[("修屋顶", &soon)]),
        Action::EndMediation => say::end_mediation(mediation, "诉讼"),
        Action::AskConfirmation => say::ask_confirmation(mediation, &text),
        Action::RecordConfirmation => {
            let ruling = Confirmation::ALL[usize::from(a % 2)];
            say::confirmed(mediation, ruling, &text)
        }
        Action::TrackExecution => {
            let supporting = matter::execution::supporting(matter);
            say::track(supporting.last().map_or(1, |one| one.id.0), &soon)
        }
        Action::UrgeExecution => say::urge(execution),
        Action::ReportExecution => say::report(execution, a.is_multiple_of(2)),
        Action::Suspend => say::suspend(),
        Action::Resume => say::resume(),
        Action::Terminate => {
            let review = matter.open_review().map(|one| (one.id.0, one.desk));
            match review.filter(|_| a.is_multiple_of(2)) {
                Some((id, desk)) => say::terminate(Some(id), desk),
                None => say::terminate(None, matter.owner),
            }
        }
        other => return review_command(other, matter, today, a, b),
    })
}

/// Whether a petitioner may ask for this at all.
pub fn is_petitioners(command: &Command) -> bool {
    matches!(
        command,
        Command::Review(
            ReviewCommand::Request { .. }
                | ReviewCommand::Supplement { .. }
                | ReviewCommand::NewFacts { .. }
        ) | Command::Mediation(MediationCommand::Consent { .. })
    )
}

/// Whether a unit that does not answer for the matter has a task with this clock.
pub fn has_a_task(matter: &Matter, clock: &Clock, unit: UnitId) -> bool {
    matter
        .open_reviews()
        .any(|review| match clock.limit.as_str() {
            "K10" | "K11" | "K13" | "K28" => review.desk == unit,
            "K10A" => review.respondent == unit,
            "K10B" => review.consultations.iter().any(|one| one.organ == unit),
            _ => false,
        })
        || (clock.limit.as_str() == "K32" && matter.executions.iter().any(|one| one.unit == unit))
}
