//! Samples of what comes after service: review, mediation, carrying out, suspension.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagram::pieces::{first_open, leader, text};
use crate::model::action::Action;
use crate::model::command::Command;
use crate::model::execution::ExecutionCommand;
use crate::model::matter::Matter;
use crate::model::mediation::{
    Agreement, AgreementForm, MediationCommand, MediationKind, Party, Promise,
};
use crate::model::pause::{PauseCommand, SuspensionGround, TerminationGround};
use crate::model::review::{Outcome, Review, ReviewCommand, ReviewOpinion};
use crate::model::stage::Stage;
use crate::rules::execution::may;
use crate::rules::{pause, review};

use kernel::PostId;
use kernel::rulebook::{LimitKey, key};

/// Ways to do an action of this part; none for those that move no stage.
pub fn commands(action: Action, matter: &Matter, today: Date) -> Vec<Command> {
    match action {
        Action::RequestReview => review::request::challengeable(matter)
            .into_iter()
            .map(|(answer, _)| ReviewCommand::Request {
                answer: answer.id,
                reasons: text(),
                on: today,
                late: None,
            })
            .map(Command::Review)
            .collect(),
        Action::AcceptReview | Action::RefuseReview | Action::DecideReview => {
            let meant = review::may::meant(action, matter);
            meant
                .first()
                .map_or_else(Vec::new, |one| decided(action, one))
        }
        Action::LapseReview => vec![Command::Review(ReviewCommand::Lapse)],
        Action::StateNewFacts => vec![Command::Review(ReviewCommand::NewFacts { text: text() })],
        Action::ProposeMediation | Action::ConsentMediation | Action::AgreeMediation => {
            mediation(action, matter, today)
        }
        Action::TrackExecution | Action::ReportExecution => execution(action, matter, today),
        Action::Suspend => vec![Command::Pause(PauseCommand::Suspend {
            ground: SuspensionGround::OtherProcedure,
            reason: text(),
        })],
        Action::Resume => vec![Command::Pause(PauseCommand::Resume { reason: text() })],
        Action::Terminate => pause::may::scopes(matter)
            .into_iter()
            .map(|review| PauseCommand::Terminate {
                review,
                ground: TerminationGround::Withdrawn,
                reason: text(),
                signer: review
                    .and_then(|id| matter.review(id))
                    .map_or(leader(matter.owner), signer),
            })
            .map(Command::Pause)
            .collect(),
        _ => Vec::new(),
    }
}

fn signer(review: &Review) -> PostId {
    leader(review.desk)
}

fn decided(action: Action, one: &Review) -> Vec<Command> {
    let opinion = |outcome| ReviewCommand::Decide {
        opinion: ReviewOpinion {
            review: one.id,
            level: one.level,
            outcome,
            request: text(),
            facts: text(),
            opinion: text(),
            basis: text(),
            decisions: Vec::new(),
        },
        signer: signer(one),
    };
    let commands = match action {
        Action::AcceptReview => vec![ReviewCommand::Accept { review: one.id }],
        Action::RefuseReview => vec![ReviewCommand::Refuse {
            review: one.id,
            reason: text(),
            signer: signer(one),
        }],
        _ => vec![opinion(Outcome::Uphold), opinion(Outcome::Remand)],
    };
    commands.into_iter().map(Command::Review).collect()
}

fn mediation(action: Action, matter: &Matter, today: Date) -> Vec<Command> {
    let commands = match (action, matter.open_mediation()) {
        (Action::ProposeMediation, _) => vec![MediationCommand::Propose {
            kind: MediationKind::Administrative,
            by: text(),
            other: text(),
            demands: vec![first_open(matter)],
        }],
        (Action::ConsentMediation, Some(one)) => Party::ALL
            .iter()
            .map(|party| MediationCommand::Consent {
                mediation: one.id,
                party: *party,
                agrees: true,
            })
            .collect(),
        (_, Some(one)) => [false, true]
            .map(|promised| MediationCommand::Agree {
                agreement: Agreement {
                    mediation: one.id,
                    kind: one.kind,
                    form: AgreementForm::Written,
                    facts: text(),
                    terms: text(),
                },
                on: today,
                promises: promised
                    .then(|| Promise {
                        what: text(),
                        by: today,
                    })
                    .into_iter()
                    .collect(),
            })
            .into(),
        _ => Vec::new(),
    };
    commands.into_iter().map(Command::Mediation).collect()
}

fn execution(action: Action, matter: &Matter, today: Date) -> Vec<Command> {
    let command = if action == Action::TrackExecution {
        may::supporting(matter)
            .last()
            .map(|answer| ExecutionCommand::Track {
                answer: answer.id,
                what: text(),
                by: today,
            })
    } else {
        let open = matter.executions.iter().find(|one| one.is_open());
        open.map(|one| ExecutionCommand::Report {
            execution: one.id,
            done: true,
            result: text(),
        })
    };
    command.map(Command::Execution).into_iter().collect()
}

/// What the procedure asks about a matter in this part.
pub fn circumstances(matter: &Matter) -> [String; 6] {
    let review = matter
        .open_review()
        .map(|one| (one.level, one.state, one.result.is_some()));
    let asking = review::request::challengeable(matter)
        .first()
        .map(|(_, level)| *level);
    let mediation = matter
        .open_mediation()
        .map(|one| (one.petitioner_agreed.is_some(), one.other_agreed.is_some()));
    [
        format!("{review:?}"),
        format!("{asking:?}"),
        format!("{mediation:?}"),
        format!(
            "{:?}",
            (!matter.finality.is_empty(), matter.lapsed.is_some())
        ),
        format!("{:?}", matter.executions.iter().any(|one| one.is_open())),
        format!(
            "{:?}",
            (
                matter.suspension.as_ref().map(|one| one.before),
                !matter.redo.is_empty()
            )
        ),
    ]
}

/// The day on which an action is tried: a period lapses only once it is over.
pub fn day(action: Action, today: Date) -> Date {
    match action {
        Action::LapseReview => today.saturating_add(60.days()),
        _ => today,
    }
}

/// Whether a clock that runs at this stage is about a demand that has its answer already: its review goes on while another
/// demand of the same matter is still at this stage.
pub fn is_of_another_demand(limit: &LimitKey, stage: Stage) -> bool {
    const REVIEWING: [&str; 8] = [
        key::ASK_REVIEW,
        key::TAKE_REVIEW,
        key::RESPOND,
        key::ADVISE_REVIEW,
        key::COMPLETE_REQUEST,
        key::REVIEW,
        key::ASK_RE_REVIEW,
        key::RE_REVIEW,
    ];
    let unanswered = matches!(
        stage,
        Stage::Registered
            | Stage::ReportedUp
            | Stage::Transferred
            | Stage::Objected
            | Stage::Disputed
            | Stage::Handling
            | Stage::Answered
    );
    unanswered && (limit.as_str() == key::CARRY_OUT || REVIEWING.contains(&limit.as_str()))
}
