//! What the model knows of reviews, mediation, execution and pauses.

use std::collections::{BTreeMap, BTreeSet};

use kernel::access::Actor;
use kernel::{AnswerId, DemandId, UnitId};
use matter::execution::ExecutionCommand;
use matter::hearing::HearingCommand;
use matter::mediation::{Confirmation, MediationCommand, Party};
use matter::pause::PauseCommand;
use matter::petition::Purpose;
use matter::review::{Level, Outcome, ReviewCommand};
use matter::{Command, Matter, Stage};

use crate::mirror::Mirror;

/// One review as the model sees it.
#[derive(Clone, Debug)]
struct Seen {
    level: Level,
    demands: Vec<DemandId>,
    respondent: UnitId,
    desk: UnitId,
    accepted: bool,
    open: bool,
    root: UnitId,
}

/// What the model knows of this part.
#[derive(Default)]
pub struct Part {
    pub local: bool,
    reviews: Vec<Seen>,
    /// What serving an answer does to a review: its outcome, or none where it decides nothing.
    results: BTreeMap<AnswerId, (usize, Option<Outcome>)>,
    decided: BTreeMap<AnswerId, (UnitId, Vec<DemandId>)>,
    final_demands: BTreeSet<DemandId>,
    opinions: BTreeSet<DemandId>,
    open_executions: BTreeSet<u16>,
    executions: u16,
    lapsed: bool,
    home: Option<UnitId>,
    paused: Option<Stage>,
    hearing_in_handling: bool,
    consents: BTreeSet<Party>,
    /// The demands of the mediation that goes on.
    pub mediated: Vec<DemandId>,
}

impl Part {
    /// The opinion on these demands was taken back.
    pub fn decided_no_more(&mut self, demands: &[DemandId]) {
        self.opinions.retain(|demand| !demands.contains(demand));
    }

    /// A body that was accused has passed its review on; the model only asks that the new one may have it.
    pub fn moved(&mut self, after: &Matter) {
        for (seen, real) in self.reviews.iter_mut().zip(&after.reviews) {
            seen.desk = real.desk;
        }
    }

    pub fn taken_over(&mut self, after: &Matter) {
        self.hearing_in_handling = false;
        self.consents.clear();
        self.mediated.clear();
        let open = |id: &u16| {
            after
                .executions
                .iter()
                .any(|one| one.id.0 == *id && one.is_open())
        };
        self.open_executions.retain(open);
    }
}

impl Mirror {
    pub fn forbids_in_part(&self, actor: &Actor, command: &Command) -> bool {
        let unit = match actor {
            Actor::Staff(viewer) => Some(viewer.unit),
            _ => None,
        };
        let respondent = |review: kernel::ReviewId| {
            self.part
                .reviews
                .get(usize::from(review.0) - 1)
                .is_none_or(|seen| unit == Some(seen.respondent) || !seen.open)
        };
        match command {
            Command::Pause(PauseCommand::Resume { .. }) => self.stage != Stage::Suspended,
            Command::Pause(_) if !self.part.local => true,
            Command::Accept
            | Command::Hear { .. }
            | Command::Extend { .. }
            | Command::Extension(_)
            | Command::IssueOpinion { .. }
            | Command::Serve { .. }
            | Command::Close { .. }
            | Command::Transfer { .. }
            | Command::Review(_)
            | Command::Hearing(_)
            | Command::Mediation(_)
            | Command::Execution(_)
                if self.stage == Stage::Suspended =>
            {
                true
            }
            Command::IssueOpinion { .. } => self.part.hearing_in_handling,
            Command::Review(ReviewCommand::Accept { review }) => respondent(*review),
            Command::Review(ReviewCommand::Decide { opinion, .. }) => {
                respondent(opinion.review)
                    || !self.part.reviews[usize::from(opinion.review.0) - 1].accepted
            }
            Command::Review(ReviewCommand::NewFacts { .. }) => self.part.final_demands.is_empty(),
            Command::Review(ReviewCommand::Lapse) => *actor != Actor::System,
            Command::Hearing(HearingCommand::Decide { members, .. }) => {
                members.len() < 5 || members.len().is_multiple_of(2)
            }
            Command::Mediation(MediationCommand::Agree { .. } | MediationCommand::Meet { .. }) => {
                self.part.consents.len() < 2
            }
            _ => false,
        }
    }

    /// A served answer: of a review, or of a demand.
    pub fn served(&mut self, answer: AnswerId) {
        match self.part.results.get(&answer).copied() {
            Some((at, outcome)) => self.review_served(at, answer, outcome),
            None => {
                self.unserved.remove(&answer);
                if self.stage == Stage::Answered && self.unserved.is_empty() {
                    self.stage = Stage::Served;
                    self.rest();
                }
            }
        }
    }

    fn review_served(&mut self, at: usize, answer: AnswerId, outcome: Option<Outcome>) {
        self.part.reviews[at].open = false;
        let seen = self.part.reviews[at].clone();
        if outcome == Some(Outcome::Remand) {
            self.open.extend(&seen.demands);
            let resting = matches!(self.stage, Stage::Reviewing | Stage::ReviewPending);
            let handles = matches!(self.stage, Stage::Handling | Stage::Answered);
            let again = handles && self.owner == seen.root;
            if !resting && !again {
                if self.stage == Stage::Answered {
                    self.stage = Stage::Handling;
                }
                return;
            }
            self.stage = Stage::Handling;
            self.owner = seen.root;
            self.part.home = None;
            if self.is_barred(seen.root) {
                self.stage = Stage::Registered;
                self.owner = seen.desk;
            }
            return;
        }
        if outcome.is_some() {
            match seen.level {
                Level::Review => {
                    let decided = (seen.root, seen.demands);
                    self.part.decided.insert(answer, decided);
                }
                Level::ReReview => self.part.final_demands.extend(seen.demands),
            }
        }
        self.rest();
    }

    /// Where a matter stands all of whose demands are answered and served.
    fn rest(&mut self) {
        let review = self.part.reviews.iter().find(|seen| seen.open);
        let resting = matches!(
            self.stage,
            Stage::Served
                | Stage::Executing
                | Stage::Lapsed
                | Stage::Concluded
                | Stage::ReviewPending
                | Stage::Reviewing
        );
        let reopened = self.stage == Stage::Closed && review.is_some();
        if !resting && !reopened {
            return;
        }
        if let Some(seen) = review {
            self.part.home.get_or_insert(self.owner);
            self.owner = seen.desk;
            self.stage = if seen.accepted {
                Stage::Reviewing
            } else {
                Stage::ReviewPending
            };
            return;
        }
        self.owner = self.part.home.take().unwrap_or(self.owner);
        let ended = !self.part.final_demands.is_empty()
            && self.part.opinions.is_subset(&self.part.final_demands);
        self.stage = if !self.part.open_executions.is_empty() {
            Stage::Executing
        } else if ended {
            Stage::Concluded
        } else if self.part.lapsed {
            Stage::Lapsed
        } else {
            Stage::Served
        };
    }

    pub fn happened_in_part(&mut self, command: &Command, after: &Matter) {
        match command {
            Command::Review(command) => self.reviewed(command, after),
            Command::Hearing(command) => {
                self.part.hearing_in_handling = after.open_hearing_on(None).is_some();
                if let HearingCommand::Decide { .. } = command {
                    assert!(after.open_hearing().is_some());
                }
            }
            Command::Mediation(command) => self.mediated(command, after),
            Command::Execution(ExecutionCommand::Track { .. }) => {
                self.promise();
                self.rest();
            }
            Command::Execution(ExecutionCommand::Report { execution, .. }) => {
                self.part.open_executions.remove(&execution.0);
                self.rest();
            }
            Command::Pause(PauseCommand::Suspend { .. }) => {
                self.part.paused = Some(std::mem::replace(&mut self.stage, Stage::Suspended));
            }
            Command::Pause(PauseCommand::Resume { .. }) => {
                self.stage = self.part.paused.take().unwrap();
            }
            Command::Pause(PauseCommand::Terminate { review, .. }) => match review {
                Some(review) => self.result(usize::from(review.0) - 1, None),
                None => self.answer(|_, _| true),
            },
            _ => {}
        }
    }

    fn promise(&mut self) {
        self.part.executions += 1;
        self.part.open_executions.insert(self.part.executions);
    }

    fn result(&mut self, at: usize, outcome: Option<Outcome>) {
        self.answers += 1;
        let answer = AnswerId(self.answers);
        self.part.results.insert(answer, (at, outcome));
    }

    fn reviewed(&mut self, command: &ReviewCommand, after: &Matter) {
        match command {
            ReviewCommand::Request { answer, .. } => {
                let real = after.reviews.last().unwrap();
                let (root, demands) = match self.part.decided.get(answer) {
                    Some((root, demands)) => (*root, demands.clone()),
                    None => {
                        let challenged = after.answer(*answer).unwrap();
                        (challenged.unit, challenged.demands.clone())
                    }
                };
                assert_ne!(real.body, real.respondent, "never the organ that decided");
                assert_ne!(real.desk, real.respondent, "never the organ that decided");
                assert!(!self.is_barred(real.body) && !self.is_barred(real.desk));
                self.part.reviews.push(Seen {
                    level: real.level,
                    demands,
                    respondent: real.respondent,
                    desk: real.desk,
                    accepted: false,
                    open: true,
                    root,
                });
                self.part.lapsed = false;
                self.rest();
            }
            ReviewCommand::Accept { review } => {
                self.part.reviews[usize::from(review.0) - 1].accepted = true;
                self.rest();
            }
            ReviewCommand::Refuse { review, .. } => {
                self.result(usize::from(review.0) - 1, None);
            }
            ReviewCommand::Decide { opinion, .. } => {
                let at = usize::from(opinion.review.0) - 1;
                self.result(at, Some(opinion.outcome));
            }
            ReviewCommand::Lapse => {
                // Which periods are over the model does not know; the stage must agree with the ledger's own word.
                self.part.lapsed = after.lapsed.is_some();
                self.rest();
            }
            ReviewCommand::NewFacts { .. } => {
                self.stage = Stage::Registered;
                self.heard = false;
                self.ask(Purpose::Appeal);
            }
            _ => {}
        }
    }

    fn mediated(&mut self, command: &MediationCommand, after: &Matter) {
        match command {
            MediationCommand::Propose { demands, .. } => {
                self.part.consents.clear();
                self.part.mediated.clone_from(demands);
            }
            MediationCommand::Consent { party, agrees, .. } => {
                if *agrees {
                    self.part.consents.insert(*party);
                } else {
                    self.part.consents.clear();
                    self.part.mediated.clear();
                }
            }
            MediationCommand::End { .. } => {
                self.part.consents.clear();
                self.part.mediated.clear();
            }
            MediationCommand::Agree { promises, .. } => {
                self.part.consents.clear();
                self.part.hearing_in_handling = after.open_hearing_on(None).is_some();
                let demands = std::mem::take(&mut self.part.mediated);
                self.answer(|_, id| demands.contains(&id));
                self.unserved.remove(&AnswerId(self.answers));
                for id in &demands {
                    self.part.opinions.remove(id);
                }
                if self.stage == Stage::Answered && self.unserved.is_empty() {
                    self.stage = Stage::Served;
                }
                for _ in promises {
                    self.promise();
                }
                self.rest();
            }
            MediationCommand::RecordConfirmation {
                mediation,
                ruling: Confirmation::Rejected,
                ..
            } => {
                let demands = &after.mediation(*mediation).unwrap().demands;
                self.open.extend(demands);
                self.stage = Stage::Handling;
                let open = |id: &u16| {
                    after
                        .executions
                        .iter()
                        .any(|one| one.id.0 == *id && one.is_open())
                };
                self.part.open_executions.retain(open);
            }
            _ => {}
        }
    }

    /// An opinion decided on these demands.
    pub fn opined(&mut self, demands: &[DemandId]) {
        self.part.opinions.extend(demands);
    }
}
