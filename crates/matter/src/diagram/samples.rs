//! A small office, the arrivals the diagram starts from, and one way or more to do each action.

use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

use crate::diagram::later;
use crate::diagram::pieces::{first_open, leader, text};
use crate::model::action::Action;
use crate::model::answer::{Adoption, Answer, Opinion, ServiceMethod};
use crate::model::command::{Arrival, Command, Screening};
use crate::model::decision::Decision;
use crate::model::desk::{DeskCommand, DraftText, Line};
use crate::model::document::{DocumentCommand, DocumentNumber, NewDocument};
use crate::model::lawful::{DutyNotice, LawfulCommand, Route};
use crate::model::matter::Matter;
use crate::model::oversight::OversightCommand;
use crate::model::oversight::follow_up::{FollowUpCommand, FollowUpMethod, FollowUpOutcome, Found};
use crate::model::parts::Accused;
use crate::model::petition::{Channel, Petition, Purpose, Relation};
use crate::model::routing::RoutingCommand;
use crate::model::seal::{Seal, Suspicion};
use crate::model::simple::SimpleCommand;
use crate::rules::desk::draft::answerable;

use kernel::access::{Actor, Viewer};
use kernel::org::{Org, Post, Role, Unit, UnitKind};
use kernel::rulebook::{GroundCode, GroundEffect, Rulebook, Weight, ground};
use kernel::{AnswerId, MatterId, PersonId, PetitionId, PetitionerId, PostId, UnitId};

const CITY: UnitId = UnitId(1);

const COUNTY: UnitId = UnitId(2);

const OFFICE: UnitId = UnitId(3);

const HOUSING: UnitId = UnitId(4);

const WATER: UnitId = UnitId(5);

const DISCIPLINE: UnitId = UnitId(6);

/// The parts that every sample is made from.
pub struct Samples {
    /// The office.
    pub org: Org,
}

fn units() -> Vec<Unit> {
    use UnitKind::{Department, Discipline, Government, PetitionOffice};
    [
        (CITY, None, Government),
        (COUNTY, Some(CITY), Government),
        (OFFICE, Some(COUNTY), PetitionOffice),
        (HOUSING, Some(COUNTY), Department),
        (WATER, Some(COUNTY), Department),
        (DISCIPLINE, Some(COUNTY), Discipline),
    ]
    .map(|(id, parent, kind)| Unit {
        id,
        parent,
        name: format!("{}{id}", kind.zh()),
        kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        duties: Vec::new(),
        active: true,
    })
    .into()
}

fn posts() -> Vec<Post> {
    units()
        .iter()
        .map(|unit| Post {
            id: leader(unit.id),
            unit: unit.id,
            person: PersonId(unit.id.0),
            person_name: unit.name.clone(),
            title: Role::Leader.zh().to_owned(),
            role: Role::Leader,
            active: true,
            stand_in: None,
            grant: None,
        })
        .collect()
}

impl Samples {
    /// The samples.
    pub fn new() -> Self {
        Self {
            org: Org::new(units(), posts()),
        }
    }

    /// One from the public page, and one that reads like an accusation and was sent to a department; for each purpose, and for an accusation with an appeal, one at the petition department, one
    /// at a department, and a major one at each.
    pub fn arrivals(&self, on: Date) -> Vec<(Arrival, Seal)> {
        use Purpose::{Accusation, Appeal, Suggestion};
        let held = Seal::Suspected(Suspicion::default());
        let mut arrivals = vec![
            (arrival(OFFICE, Channel::Online, None, on), Seal::Open),
            (arrival(HOUSING, Channel::Online, None, on), held),
        ];
        for purposes in [
            &[Appeal][..],
            &[Suggestion],
            &[Accusation],
            &[Accusation, Appeal],
        ] {
            for weight in [Weight::Ordinary, Weight::Major] {
                for (office, channel) in [(OFFICE, Channel::Visit), (HOUSING, Channel::Letter)] {
                    let screening = Screening {
                        weight,
                        ..screening(purposes)
                    };
                    let arrival = arrival(office, channel, Some(screening), on);
                    arrivals.push((arrival, Seal::Open));
                }
            }
        }
        arrivals
    }

    /// Who could act: the petitioner, the leaders, the owner's first, and last the program.
    pub fn actors(&self, matter: &Matter) -> Vec<Actor> {
        let mut posts = self.org.posts();
        posts.sort_by_key(|post| post.unit != matter.owner);
        let staff = posts
            .into_iter()
            .map(|post| Actor::Staff(Viewer::of(post, &self.org)));
        let mut actors: Vec<Actor> = staff.collect();
        actors.extend([Actor::Petitioner, Actor::System]);
        actors
    }

    /// Ways to do an action. An action that moves no stage, opens no way to another and starts no clock of the procedure
    /// has none; each is named here, so that a new action cannot be forgotten.
    #[expect(
        clippy::too_many_lines,
        reason = "one line for each action, so that none can be forgotten"
    )]
    pub fn commands(&self, action: Action, matter: &Matter, today: Date) -> Vec<Command> {
        let signer = leader(matter.owner);
        match action {
            Action::Register => Purpose::ALL
                .iter()
                .map(|purpose| Command::Register(screening(&[*purpose])))
                .collect(),
            Action::Transfer
            | Action::Assign
            | Action::Object
            | Action::AgreeObjection
            | Action::RejectObjection
            | Action::ReportUp
            | Action::DecideReport
            | Action::ReferDispute
            | Action::SettleDispute
            | Action::Guide => routing(action, matter, today),
            Action::Accept => vec![Command::Accept],
            Action::NotAccept => not_accept(GroundEffect::NotAccept, signer),
            Action::NoLongerAccept => not_accept(GroundEffect::NoLongerAccept, signer),
            Action::Redirect => vec![Command::Redirect {
                to: text(),
                reason: text(),
                signer,
            }],
            Action::Classify | Action::LeadIn | Action::ReplyDuty | Action::ConcludeInquiry => {
                lawful(action, matter, signer)
            }
            Action::Simplify => vec![Command::Simple(SimpleCommand::Choose {
                reason: text(),
                paper: false,
            })],
            Action::Hear => vec![Command::Hear { note: text() }],
            Action::IssueOpinion
            | Action::ReplySuggestion
            | Action::ReplyAccusation
            | Action::Serve => answers(action, matter, today, signer),
            Action::DraftReply => vec![Command::Desk(DeskCommand::Draft(draft(matter)))],
            Action::SignReply => vec![Command::Desk(DeskCommand::Sign)],
            Action::TakeBackReply => matter
                .signed_only()
                .map(|answer| {
                    Command::Desk(DeskCommand::TakeBack {
                        answer: answer.id,
                        reason: text(),
                    })
                })
                .collect(),
            Action::Close => vec![Command::Close {
                note: String::new(),
            }],
            Action::AddDemand | Action::NameAccused => accusing(action, matter),
            Action::Join => vec![Command::JoinInto {
                matter: MatterId(2),
                relation: Relation::Repeat,
            }],
            Action::UndoJoin => vec![Command::UndoJoin { reason: text() }],
            Action::FollowUp => vec![follow_up(matter)],
            Action::IssueDocument | Action::ServeDocument => documents(action, matter, today),
            Action::SubmitReply
            | Action::LookAtReply
            | Action::SendBackReply
            | Action::RequestReview
            | Action::AcceptReview
            | Action::RefuseReview
            | Action::DecideReview
            | Action::LapseReview
            | Action::StateNewFacts
            | Action::ProposeMediation
            | Action::ConsentMediation
            | Action::AgreeMediation
            | Action::TrackExecution
            | Action::ReportExecution
            | Action::Suspend
            | Action::Resume
            | Action::Terminate
            | Action::AskReviewSupplement
            | Action::SupplementReview
            | Action::RespondReview
            | Action::ConsultReview
            | Action::AdviseReview
            | Action::PublishReview
            | Action::DecideHearing
            | Action::NotifyHearing
            | Action::PostponeHearing
            | Action::HoldHearing
            | Action::ConcludeHearing
            | Action::CancelHearing
            | Action::MeetMediation
            | Action::EndMediation
            | Action::AskConfirmation
            | Action::RecordConfirmation
            | Action::UrgeExecution => later::commands(action, matter, today),
            Action::AskCoHandler
            | Action::Contribute
            | Action::EndCoHandling
            | Action::UseOrdinary
            | Action::Extend
            | Action::AskExtension
            | Action::TakeBackExtension
            | Action::RefuseExtension
            | Action::NotifyAcceptance
            | Action::Relate
            | Action::Note
            | Action::SetCategory
            | Action::Attach
            | Action::RequestIdentity
            | Action::ConsentIdentity
            | Action::ShowIdentity
            | Action::Rate
            | Action::Supplement
            | Action::DeclareInterest
            | Action::AskRecusal
            | Action::DecideRecusal
            | Action::EndRecusal
            | Action::Supervise
            | Action::FeedBack
            | Action::SignOff
            | Action::Inspect
            | Action::Advise
            | Action::AnswerAdvice
            | Action::ReportUrgent
            | Action::SubmitReading
            | Action::Instruct
            | Action::ReportTask
            | Action::RecordStudy
            | Action::TakeCase
            | Action::StepCase
            | Action::EndCase
            | Action::SetTier
            | Action::FilePlan
            | Action::AssessRisk
            | Action::PlanFollowUp
            | Action::Archive
            | Action::VoidDocument => Vec::new(),
        }
    }
}

/// An accusation added on the way seals the matter; then the unit that has it, or the one that sent it, may be the accused.
fn accusing(action: Action, matter: &Matter) -> Vec<Command> {
    if action == Action::AddDemand && !matter.is_sealed() {
        return vec![Command::AddDemand {
            purpose: Purpose::Accusation,
            text: text(),
        }];
    }
    let sender = matter.last_handover().map(|handover| handover.from);
    let accused = |unit| Accused {
        units: vec![unit],
        persons: Vec::new(),
    };
    std::iter::once(matter.owner)
        .chain(sender)
        .filter(|_| action == Action::NameAccused)
        .map(|unit| Command::NameAccused(accused(unit)))
        .collect()
}

fn screening(purposes: &[Purpose]) -> Screening {
    Screening {
        demands: purposes.iter().map(|purpose| (*purpose, text())).collect(),
        ..Screening::default()
    }
}

fn arrival(office: UnitId, channel: Channel, screening: Option<Screening>, on: Date) -> Arrival {
    Arrival {
        petition: Petition {
            id: PetitionId(1),
            number: text(),
            home: MatterId(1),
            channel,
            received: on,
            time: None,
            subject: text(),
            body: text(),
            petitioners: vec![PetitionerId(1)],
            head_count: 1,
            relation: Relation::First,
            external: None,
            extra: BTreeMap::new(),
        },
        office,
        place: None,
        screening,
    }
}

fn routing(action: Action, matter: &Matter, today: Date) -> Vec<Command> {
    let to = if matter.is_sealed() {
        DISCIPLINE
    } else if matter.owner == HOUSING {
        WATER
    } else {
        HOUSING
    };
    let reason = text();
    let command = match action {
        Action::Transfer => Command::Transfer { to, note: text() },
        Action::Assign => Command::Assign {
            to,
            report_by: today.saturating_add(30.days()),
            note: text(),
        },
        Action::Object => Command::Object {
            ground: GroundCode::new(ground::ANOTHER_ORGAN),
            reason,
            believed: Some(to),
        },
        Action::AgreeObjection => Command::AgreeObjection { note: text() },
        Action::RejectObjection => Command::RejectObjection { reason },
        Action::ReportUp => Command::Routing(RoutingCommand::ReportUp { reason }),
        Action::DecideReport => {
            let decide =
                |unit| Command::Routing(RoutingCommand::DecideReport { unit, text: text() });
            return vec![decide(None), decide(Some(to))];
        }
        Action::ReferDispute => Command::Routing(RoutingCommand::ReferDispute { reason }),
        Action::SettleDispute => {
            Command::Routing(RoutingCommand::SettleDispute { unit: to, reason })
        }
        _ => Command::Routing(RoutingCommand::Guide {
            to: CITY,
            reason,
            signer: leader(matter.owner),
        }),
    };
    vec![command]
}

/// One notice for each ground of the national book that leads there.
fn not_accept(effect: GroundEffect, signer: PostId) -> Vec<Command> {
    let book = Rulebook::national();
    let grounds = book.grounds().filter(|ground| ground.effect == effect);
    grounds
        .map(|ground| Command::NotAccept {
            ground: ground.code.clone(),
            effect,
            reason: text(),
            signer,
        })
        .collect()
}

fn lawful(action: Action, matter: &Matter, signer: PostId) -> Vec<Command> {
    let commands = match action {
        Action::Classify => [Route::Arbitration, Route::Duty]
            .map(|route| LawfulCommand::Classify {
                demand: first_open(matter),
                route,
                reason: text(),
            })
            .into(),
        Action::LeadIn => vec![LawfulCommand::LeadIn {
            route: Route::Arbitration,
            to: text(),
            reason: text(),
            signer,
        }],
        Action::ReplyDuty => vec![LawfulCommand::ReplyDuty {
            notice: DutyNotice {
                summary: text(),
                facts: text(),
                result: text(),
                basis: text(),
                next: text(),
                interest: false,
            },
            signer,
        }],
        _ => vec![LawfulCommand::ConcludeInquiry { note: text() }],
    };
    commands.into_iter().map(Command::Lawful).collect()
}

/// A draft that answers every demand, by a leader who may sign it alone.
fn draft(matter: &Matter) -> DraftText {
    let line = |demand| Line {
        demand,
        decision: Some(Decision::Support),
        answer: text(),
        basis: text(),
    };
    DraftText {
        request: text(),
        facts: text(),
        lines: answerable(matter).map(line).collect(),
    }
}

fn answers(action: Action, matter: &Matter, today: Date, signer: PostId) -> Vec<Command> {
    match action {
        Action::IssueOpinion => vec![Command::IssueOpinion {
            opinion: Opinion {
                request: text(),
                facts: text(),
                opinion: text(),
                basis: text(),
                decisions: vec![(first_open(matter), Decision::Support)],
                lines: Vec::new(),
            },
            signer,
        }],
        Action::ReplySuggestion => vec![Command::ReplySuggestion {
            adoption: Adoption::Adopted,
            text: text(),
            signer,
        }],
        Action::ReplyAccusation => vec![Command::ReplyAccusation {
            text: text(),
            signer,
        }],
        _ => matter
            .answers
            .iter()
            .filter(|answer| answer.service.is_none())
            .map(|answer| serve(answer.id, today))
            .collect(),
    }
}

fn serve(answer: AnswerId, on: Date) -> Command {
    Command::Serve {
        answer,
        method: ServiceMethod::InPerson,
        on,
        proof: text(),
    }
}

/// A document that carries the last answer, and its service.
fn documents(action: Action, matter: &Matter, on: Date) -> Vec<Command> {
    if action == Action::ServeDocument {
        let last = matter.documents.last();
        return last
            .map(|document| DocumentCommand::Serve {
                document: document.id,
                method: ServiceMethod::InPerson,
                on,
                proof: text(),
            })
            .map(Command::Document)
            .into_iter()
            .collect();
    }
    let mut waiting = matter.answers.iter().rev();
    let waits = |answer: &&Answer| answer.service.is_none() && matter.issued(answer.id).is_none();
    let Some(answer) = waiting.find(waits) else {
        return Vec::new();
    };
    let issued = matter.issued(answer.id).is_some();
    answer
        .kind
        .carrier()
        .filter(|_| !issued)
        .map(|code| {
            Command::Document(DocumentCommand::Issue(Box::new(NewDocument {
                code: code.to_owned(),
                title: text(),
                number: DocumentNumber {
                    series: text(),
                    year: on.year(),
                    serial: 1,
                },
                answer: Some(answer.id),
                for_petitioner: true,
                copies: 1,
                hash: "0f".repeat(32),
                check: text(),
                paper: text(),
            })))
        })
        .into_iter()
        .collect()
}

fn follow_up(matter: &Matter) -> Command {
    let reopen = matter.demands.last().map(|demand| demand.id);
    Command::Oversight(OversightCommand::FollowUp(FollowUpCommand::Make {
        id: None,
        found: Found {
            method: FollowUpMethod::Call,
            outcome: FollowUpOutcome::NotDone,
            words: text(),
            reopen: reopen.into_iter().collect(),
            reason: text(),
        },
    }))
}
