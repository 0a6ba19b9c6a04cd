//! The model of what watches over a matter: who is recused, which orders are open, what a follow-up reopens.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Actor;
use kernel::org::Role;
use kernel::org::Role::{Handler, Leader};
use kernel::rulebook::GroundCode;
use kernel::{ClockId, DemandId, PersonId, PostId, UnitId};
use matter::oversight::{
    AdviceCommand, AdviceKind, AdviceText, ArchiveCommand, Disposition, DutyKind, FollowUpCommand,
    FollowUpMethod, FollowUpOutcome, Found, Inspection, InstructionCommand, OrderState, OrderText,
    OwnershipCommand, Recipient, RecusalCommand, RecusalState, ReportStep, Retention, RiskCommand,
    RiskLevel, RiskPoint, Study, SupervisionCommand, SupervisionForm, Tier, TierCommand,
    UrgentCommand, UrgentReport, concerns, duties, open_items,
};
use matter::sight;
use matter::{Action, Adoption, Command, Matter, OversightCommand, Service, ServiceMethod, Stage};

use crate::common::{COUNTY, GOVERNMENT, OFFICE, post};

/// These acts stand beside the procedure, so most steps go on with the procedure itself.
pub fn now_and_then(offered: Vec<Action>, by: u8) -> Vec<Action> {
    let (beside, main): (Vec<_>, Vec<_>) = offered
        .iter()
        .copied()
        .partition(|action| concerns(*action));
    match (by / 50, main.is_empty()) {
        (3, _) if !beside.is_empty() => ending(beside),
        (_, false) => main,
        _ => offered,
    }
}

/// What ends something comes before what begins something new, so that walks get to the end.
fn ending(beside: Vec<Action>) -> Vec<Action> {
    let ends = [
        Action::Archive,
        Action::SignOff,
        Action::FeedBack,
        Action::AnswerAdvice,
        Action::ReportTask,
        Action::FilePlan,
        Action::EndCase,
    ];
    let can: Vec<Action> = ends
        .into_iter()
        .filter(|action| beside.contains(action))
        .collect();
    beside
        .into_iter()
        .chain(can.iter().copied())
        .chain(can.iter().copied())
        .chain(can.clone())
        .collect()
}

/// A unit from which something is awaited beside the procedure; the owner where there is none.
pub fn awaited(matter: &Matter, by: u8) -> UnitId {
    let rows = duties(matter, &COUNTY.org);
    let row = rows.get(usize::from(by / 16) % rows.len().max(1));
    row.map_or(matter.owner, |row| row.unit)
}

/// What the petitioner may ask for among these.
pub fn petitioners(command: &Command) -> bool {
    matches!(
        command,
        Command::Oversight(OversightCommand::Recusal(RecusalCommand::Ask { .. }))
    )
}

/// What a command is made from.
struct Draw<'m> {
    matter: &'m Matter,
    today: Date,
    a: u8,
    b: u8,
    text: String,
}

/// A command for one of these actions.
pub fn command(
    action: Action,
    matter: &Matter,
    today: Date,
    (a, b): (u8, u8),
    text: String,
) -> Option<Command> {
    let draw = Draw {
        matter,
        today,
        a,
        b,
        text,
    };
    if action == Action::NotifyAcceptance {
        return Some(Command::NotifyAcceptance(Service {
            method: ServiceMethod::Web,
            on: today,
            proof: String::new(),
        }));
    }
    let command = draw
        .recusal(action)
        .or_else(|| draw.supervision(action))
        .or_else(|| draw.leaders(action))
        .or_else(|| draw.after(action))?;
    Some(Command::Oversight(command))
}

impl Draw<'_> {
    fn day(&self) -> Date {
        self.today.saturating_add(i64::from(self.a % 30).days())
    }

    fn some_post(&self) -> PostId {
        let unit = if self.b.is_multiple_of(3) {
            OFFICE
        } else {
            self.matter.owner
        };
        let role = if self.b.is_multiple_of(5) {
            Leader
        } else {
            Handler
        };
        post(unit, role)
    }

    fn unit(&self) -> UnitId {
        match self.b % 4 {
            0 => self.matter.owner,
            1 => GOVERNMENT,
            _ => UnitId(i64::from(self.b % 9) + 1),
        }
    }

    /// The leader of the petition department or of the committee and government: those who supervise.
    fn chief(&self) -> PostId {
        let unit = if self.matter.owner == OFFICE {
            GOVERNMENT
        } else {
            OFFICE
        };
        post(unit, Leader)
    }

    fn among(&self, ids: Vec<u16>) -> u16 {
        ids.get(usize::from(self.a) % ids.len().max(1))
            .copied()
            .unwrap_or(1)
    }

    fn recusal(&self, action: Action) -> Option<OversightCommand> {
        let those = |state: RecusalState| {
            let all = self.matter.oversight.recusals.iter();
            self.among(
                all.filter(|one| one.state == state)
                    .map(|one| one.id)
                    .collect(),
            )
        };
        let text = || self.text.clone();
        Some(OversightCommand::Recusal(match action {
            // Rarely: a county where everyone has stepped back decides nothing.
            Action::DeclareInterest if self.b < 12 => RecusalCommand::Declare { reason: text() },
            Action::AskRecusal => RecusalCommand::Ask {
                post: (!self.a.is_multiple_of(4)).then(|| self.some_post()),
                named: text(),
                reason: text(),
            },
            Action::DecideRecusal => RecusalCommand::Decide {
                id: those(RecusalState::Asked),
                granted: self.b.is_multiple_of(5),
                post: Some(self.some_post()),
                reason: text(),
            },
            Action::EndRecusal => RecusalCommand::End {
                id: those(RecusalState::InForce),
                reason: text(),
            },
            _ => return None,
        }))
    }

    fn order(&self, state: OrderState) -> u16 {
        let all = self.matter.oversight.orders.iter();
        self.among(
            all.filter(|one| one.state == state)
                .map(|one| one.id)
                .collect(),
        )
    }

    fn supervision(&self, action: Action) -> Option<OversightCommand> {
        let text = || self.text.clone();
        Some(OversightCommand::Supervision(match action {
            Action::Supervise => SupervisionCommand::Order(OrderText {
                ground: GroundCode::new(if self.a.is_multiple_of(9) {
                    "NA1"
                } else {
                    "SV5"
                }),
                form: SupervisionForm::ALL[usize::from(self.b) % SupervisionForm::ALL.len()],
                problem: text(),
                demand: text(),
                by: self.day(),
                approver: Some(self.chief()),
            }),
            Action::FeedBack => SupervisionCommand::FeedBack {
                order: self.order(OrderState::Open),
                text: text(),
            },
            Action::SignOff => SupervisionCommand::SignOff {
                order: self.order(OrderState::FedBack),
                note: text(),
                again_by: self.b.is_multiple_of(3).then(|| self.day()),
            },
            Action::Inspect => SupervisionCommand::Inspect(Inspection {
                order: None,
                on: self.today,
                place: text(),
                inspectors: text(),
                met_petitioner: true,
                findings: text(),
            }),
            _ => return self.advice(action),
        }))
    }

    fn advice(&self, action: Action) -> Option<OversightCommand> {
        let open = self
            .matter
            .oversight
            .advice
            .iter()
            .filter(|one| one.is_open());
        Some(OversightCommand::Advice(match action {
            Action::Advise => AdviceCommand::Give(AdviceText {
                kind: AdviceKind::ALL[usize::from(self.a) % AdviceKind::ALL.len()],
                to: self.unit(),
                problem: self.text.clone(),
                suggestion: self.text.clone(),
                signer: self.chief(),
            }),
            Action::AnswerAdvice => AdviceCommand::Answer {
                advice: self.among(open.map(|one| one.id).collect()),
                adoption: Adoption::ALL[usize::from(self.b) % Adoption::ALL.len()],
                text: self.text.clone(),
            },
            _ => return None,
        }))
    }

    fn leaders(&self, action: Action) -> Option<OversightCommand> {
        let text = || self.text.clone();
        let readings = self
            .matter
            .oversight
            .readings
            .iter()
            .filter(|one| !one.read);
        let open = |wanted: Disposition| {
            let all = self.matter.oversight.instructions.iter();
            self.among(
                all.filter(|one| one.is_open() && one.disposition == wanted)
                    .map(|one| one.id)
                    .collect(),
            )
        };
        Some(OversightCommand::Instruction(match action {
            Action::SubmitReading => InstructionCommand::Submit {
                to: post(self.unit(), Leader),
                summary: text(),
                proposal: text(),
            },
            Action::Instruct => InstructionCommand::Write {
                reading: (self.a.is_multiple_of(2))
                    .then(|| self.among(readings.map(|one| one.id).collect())),
                disposition: Disposition::ALL[usize::from(self.a / 2) % Disposition::ALL.len()],
                text: text(),
                to: Some(self.unit()),
                by: Some(self.day()),
                leader: Some(post(self.unit(), Leader)),
            },
            Action::ReportTask => InstructionCommand::Report {
                instruction: open(Disposition::Task),
                text: text(),
            },
            Action::RecordStudy => InstructionCommand::Study {
                study: Study {
                    instruction: self.a.is_multiple_of(2).then(|| open(Disposition::Study)),
                    on: self.today,
                    members: text(),
                    minutes: text(),
                    decision: text(),
                },
                task: self.b.is_multiple_of(3).then(|| (self.unit(), self.day())),
            },
            _ => return self.cases(action),
        }))
    }

    fn cases(&self, action: Action) -> Option<OversightCommand> {
        let text = || self.text.clone();
        Some(match action {
            Action::TakeCase => OversightCommand::Ownership(OwnershipCommand::Take {
                leader: post(self.unit(), Leader),
                team: text(),
                goal: text(),
                plan: vec![(text(), self.day())],
                budget: u64::from(self.a) * 100,
            }),
            Action::StepCase => OversightCommand::Ownership(OwnershipCommand::Step {
                done: self.b.is_multiple_of(2).then_some(0),
                text: text(),
                spent: u64::from(self.b),
                more: match self.a.is_multiple_of(3) {
                    true => vec![(text(), self.day())],
                    false => Vec::new(),
                },
            }),
            Action::EndCase => OversightCommand::Ownership(OwnershipCommand::End {
                result: text(),
                undone: text(),
            }),
            Action::SetTier => OversightCommand::Tier(TierCommand::Set {
                tier: Tier::ALL[usize::from(self.a) % Tier::ALL.len()],
                reason: text(),
                group: text(),
            }),
            Action::FilePlan => OversightCommand::Tier(TierCommand::Plan { text: text() }),
            Action::AssessRisk => OversightCommand::Risk(RiskCommand::Assess {
                points: vec![RiskPoint::ALL[usize::from(self.a) % RiskPoint::ALL.len()]],
                level: RiskLevel::ALL[usize::from(self.b) % RiskLevel::ALL.len()],
                help: text(),
            }),
            Action::ReportUrgent => OversightCommand::Urgent(self.urgent()),
            _ => return None,
        })
    }

    fn urgent(&self) -> UrgentCommand {
        let at = self.today.at(9, 0, 0, 0);
        let recipients = if self.a.is_multiple_of(5) {
            vec![Recipient::Government]
        } else {
            Recipient::ALL.to_vec()
        };
        UrgentCommand::Report(UrgentReport {
            step: ReportStep::ALL[usize::from(self.b) % ReportStep::ALL.len()],
            learned: at,
            reported: at,
            recipients,
            place: self.text.clone(),
            people: u32::from(self.a),
            demand: self.text.clone(),
            cause: self.text.clone(),
            measures: self.text.clone(),
            trend: String::new(),
        })
    }

    fn after(&self, action: Action) -> Option<OversightCommand> {
        let demands: Vec<DemandId> = self.matter.demands.iter().map(|demand| demand.id).collect();
        Some(match action {
            Action::PlanFollowUp => OversightCommand::FollowUp(FollowUpCommand::Plan {
                why: self.text.clone(),
            }),
            Action::FollowUp => OversightCommand::FollowUp(FollowUpCommand::Make {
                id: None,
                found: Found {
                    method: FollowUpMethod::Call,
                    outcome: FollowUpOutcome::ALL[usize::from(self.a) % FollowUpOutcome::ALL.len()],
                    words: self.text.clone(),
                    reopen: if self.b.is_multiple_of(4) {
                        demands
                    } else {
                        Vec::new()
                    },
                    reason: self.text.clone(),
                },
            }),
            Action::Archive => OversightCommand::Archive(ArchiveCommand::Archive {
                class: if self.a.is_multiple_of(5) {
                    Retention::Ten
                } else {
                    Retention::Permanent
                },
                note: String::new(),
            }),
            _ => return None,
        })
    }
}

/// What the model knows.
#[derive(Default)]
pub struct Watched {
    /// Each recusal or request: the person where known, and whether it is in force.
    recusals: BTreeMap<u16, (Option<PersonId>, bool)>,
}

fn person(post: PostId) -> PersonId {
    COUNTY.org.post(post).unwrap().person
}

impl Watched {
    /// Whether this person may not act.
    pub fn recused(&self, who: PersonId) -> bool {
        self.recusals
            .values()
            .any(|(person, in_force)| *in_force && *person == Some(who))
    }

    /// What must never be accepted.
    pub fn forbids(&self, actor: &Actor, command: &Command, owner: UnitId, stage: Stage) -> bool {
        let Command::Oversight(command) = command else {
            return false;
        };
        let unit = actor.viewer().map(|viewer| viewer.unit);
        match command {
            OversightCommand::Supervision(SupervisionCommand::Order(_))
            | OversightCommand::Advice(AdviceCommand::Give(_)) => {
                unit == Some(owner) || stage == Stage::Received
            }
            OversightCommand::FollowUp(_) => {
                !matches!(stage, Stage::Served | Stage::Lapsed | Stage::Closed)
            }
            OversightCommand::Archive(_) => stage != Stage::Closed,
            _ => false,
        }
    }

    /// A command was accepted; the demands it opened again, if any.
    pub fn happened(&mut self, actor: &Actor, command: &OversightCommand) -> Option<Vec<DemandId>> {
        match command {
            OversightCommand::Recusal(command) => self.recusal(actor, command),
            OversightCommand::FollowUp(FollowUpCommand::Make { found, .. }) => {
                return (!found.reopen.is_empty()).then(|| found.reopen.clone());
            }
            _ => {}
        }
        None
    }

    fn recusal(&mut self, actor: &Actor, command: &RecusalCommand) {
        let next = u16::try_from(self.recusals.len()).unwrap() + 1;
        match command {
            RecusalCommand::Declare { .. } => {
                let who = actor.viewer().unwrap().person;
                self.recusals.insert(next, (Some(who), true));
            }
            RecusalCommand::Ask { post, .. } => {
                self.recusals.insert(next, (post.map(person), false));
            }
            RecusalCommand::Decide {
                id, granted, post, ..
            } => {
                let known = self.recusals[id].0.or(post.map(person));
                if let Some(viewer) = actor.viewer() {
                    assert_ne!(
                        known,
                        Some(viewer.person),
                        "nobody decides about themselves"
                    );
                    assert_eq!(viewer.role, Role::Leader);
                }
                self.recusals.insert(*id, (known, *granted));
            }
            RecusalCommand::End { id, .. } => {
                let known = self.recusals[id].0;
                self.recusals.insert(*id, (known, false));
            }
        }
    }
}

/// What holds after every step.
pub fn check(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) {
    let running: BTreeSet<ClockId> = matter
        .clocks
        .iter()
        .filter(|clock| clock.beside && clock.is_running())
        .map(|clock| clock.id)
        .collect();
    let live: BTreeSet<ClockId> = matter.oversight.live_clocks().into_iter().collect();
    assert_eq!(
        running, live,
        "4: what is awaited and its clock go together"
    );
    let sight = sight::sight(matter, &COUNTY.org);
    for row in duties(matter, &COUNTY.org) {
        assert!(!barred(row.unit), "5: {row:?} is asked of an accused unit");
        assert!(
            sight.contains(&row.unit),
            "{row:?} is asked of a unit without sight"
        );
    }
    if matter.oversight.archive.is_some() {
        assert_eq!(matter.stage, Stage::Closed, "an archived matter is closed");
    }
    if matter.stage == Stage::Joined {
        let open: Vec<DutyKind> = open_items(matter);
        assert!(open.is_empty(), "a joined matter still owes {open:?}");
    }
}
