//! The small model: stage, owner, chain of senders, what is still open. Written without looking at clocks or events.

use std::collections::{BTreeMap, BTreeSet};

use kernel::access::Actor;
use kernel::org::Role::Administrator;
use kernel::{AnswerId, DemandId, PersonId, PostId, UnitId};
use matter::lawful::Route;
use matter::petition::Purpose;
use matter::{Command, DeskCommand, DocumentCommand, Matter, Seal, Stage};

use crate::common::{
    CITY, DISCIPLINE, GOVERNMENT, HOUSING, HOUSING_STATION, MERGED, OFFICE, TOWNSHIP, VILLAGE,
};
use crate::reviews::Part;

/// What the model knows of a matter.
pub struct Mirror {
    pub stage: Stage,
    pub owner: UnitId,
    pub accused: BTreeSet<UnitId>,
    pub persons: BTreeSet<PersonId>,
    pub rated: bool,
    pub open: BTreeSet<DemandId>,
    /// What the model knows of reviews, hearings, mediation and the like.
    pub part: Part,
    pub senders: Vec<UnitId>,
    purposes: Vec<Purpose>,
    pub answers: u16,
    pub unserved: BTreeSet<AnswerId>,
    pub heard: bool,
    before_join: Option<Stage>,
    /// Where a held arrival goes on to when it is no accusation.
    held: Option<UnitId>,
    declared: bool,
    consents: BTreeSet<PostId>,
    pub watched: crate::oversight::Watched,
    /// Who decides a report or a dispute, and who owes a contribution.
    pub decider: Option<UnitId>,
    pub helpers: BTreeSet<UnitId>,
    pub routes: BTreeMap<DemandId, Route>,
    pub returns: u16,
    pub settled: bool,
    pub desk: crate::desk::OnDesk,
    pub papers: crate::papers::Papers,
}

fn parent(unit: UnitId) -> Option<UnitId> {
    match unit {
        CITY => None,
        GOVERNMENT => Some(CITY),
        VILLAGE => Some(TOWNSHIP),
        HOUSING_STATION => Some(HOUSING),
        _ => Some(GOVERNMENT),
    }
}

impl Mirror {
    pub fn new(office: UnitId, purposes: &[Purpose]) -> Self {
        let mut mirror = Self {
            stage: Stage::Received,
            owner: office,
            accused: BTreeSet::new(),
            persons: BTreeSet::new(),
            rated: false,
            open: BTreeSet::new(),
            part: Part::default(),
            senders: Vec::new(),
            purposes: Vec::new(),
            answers: 0,
            unserved: BTreeSet::new(),
            heard: false,
            before_join: None,
            held: None,
            declared: false,
            consents: BTreeSet::new(),
            watched: crate::oversight::Watched::default(),
            decider: None,
            helpers: BTreeSet::new(),
            routes: BTreeMap::new(),
            returns: 0,
            settled: false,
            desk: crate::desk::OnDesk::default(),
            papers: crate::papers::Papers::default(),
        };
        if !purposes.is_empty() {
            mirror.stage = Stage::Registered;
            purposes.iter().for_each(|purpose| mirror.ask(*purpose));
        }
        mirror
    }

    /// How the arrival is sealed before anybody screened it.
    pub fn sealed(&mut self, chosen: UnitId, seal: &Seal) {
        match seal {
            Seal::Open => {}
            Seal::Declared(declaration) => {
                self.accused.extend(&declaration.accused.units);
                self.declared = true;
                self.owner = DISCIPLINE;
            }
            Seal::Suspected(suspicion) => {
                self.accused.extend(&suspicion.accused.units);
                self.held = Some(chosen);
                self.owner = if self.is_barred(OFFICE) {
                    DISCIPLINE
                } else {
                    OFFICE
                };
                if self.owner != chosen {
                    self.accused.insert(chosen);
                }
            }
        }
    }

    pub fn ask(&mut self, purpose: Purpose) {
        self.purposes.push(purpose);
        self.open
            .insert(DemandId(u16::try_from(self.purposes.len()).unwrap()));
    }

    fn open_appeals(&self) -> impl Iterator<Item = DemandId> {
        self.open
            .iter()
            .copied()
            .filter(|id| self.takes_opinion(*id) && !self.part.mediated.contains(id))
    }

    fn takes_opinion(&self, id: DemandId) -> bool {
        self.purpose(id) == Purpose::Appeal
            && self
                .routes
                .get(&id)
                .is_none_or(|route| *route == Route::Petition)
    }

    fn purpose(&self, demand: DemandId) -> Purpose {
        self.purposes[usize::from(demand.0) - 1]
    }

    /// Accused, or below one that is.
    pub fn is_barred(&self, unit: UnitId) -> bool {
        self.accused.contains(&unit) || parent(unit).is_some_and(|above| self.is_barred(above))
    }

    /// What must never be accepted, whatever else the rules say.
    pub fn forbids(&self, actor: &Actor, command: &Command) -> bool {
        if let Command::OnPaper { of, paper } = command {
            // Whoever records it, somebody's hand signed it.
            return paper.reason.is_empty()
                || self.forbids_actor(actor, of)
                || self.forbids(&Actor::System, of);
        }
        self.forbids_actor(actor, command)
            || self.watched.forbids(actor, command, self.owner, self.stage)
            || self.papers.forbids(actor, command)
            || self.forbids_in_part(actor, command)
            || match command {
                Command::Transfer { to, .. } | Command::Assign { to, .. } => {
                    self.is_barred(*to)
                        || *to == MERGED
                        || *to == UnitId(404)
                        || *to == self.owner
                        || !matches!(self.stage, Stage::Registered | Stage::Transferred)
                        || (self.returns >= 3 && !self.settled)
                }
                Command::Accept => self.owner == OFFICE || self.stage == Stage::Handling,
                Command::IssueOpinion { opinion, .. } => {
                    !self.heard || !self.helpers.is_empty() || self.leads_away(opinion)
                }
                Command::Routing(command) => self.forbids_way(actor, command),
                Command::Desk(DeskCommand::Sign) => {
                    !self.heard || !self.helpers.is_empty() || self.desk.lacks(self.open_appeals())
                }
                Command::Desk(DeskCommand::TakeBack { answer, reason }) => {
                    reason.is_empty() || !self.unserved.contains(answer)
                }
                Command::Close { .. } => {
                    !matches!(self.stage, Stage::Served | Stage::Lapsed | Stage::Concluded)
                        || !self.open.is_empty()
                        || !self.unserved.is_empty()
                }
                Command::Rate { .. } => self.rated || self.answers == 0,
                Command::ShowIdentity { .. } => {
                    (self.purposes.contains(&Purpose::Accusation)
                        || self.declared
                        || self.held.is_some())
                        && !actor
                            .post()
                            .is_some_and(|post| self.consents.contains(&post))
                }
                Command::UndoJoin { .. } => self.stage != Stage::Joined,
                _ => self.stage == Stage::Joined,
            }
    }

    fn forbids_actor(&self, actor: &Actor, command: &Command) -> bool {
        let petitioners = matches!(
            command,
            Command::Rate { .. } | Command::Supplement(_) | Command::Attach(_)
        ) || crate::oversight::petitioners(command)
            || crate::reviews::is_petitioners(command);
        match actor {
            Actor::System => false,
            Actor::Petitioner => !petitioners,
            Actor::Staff(viewer) => {
                viewer.role == Administrator
                    || self.is_barred(viewer.unit)
                    || self.persons.contains(&viewer.person)
                    || self.watched.recused(viewer.person)
                    || (owners_only(command) && viewer.unit != self.owner)
            }
        }
    }

    /// The command was accepted: what the model makes of it. `after` is asked only where the model does not care which
    /// unit it is, as long as it may have the matter.
    pub fn happened(&mut self, actor: &Actor, command: &Command, after: &Matter) {
        self.papers.happened(command, after);
        if let Command::OnPaper { of, .. } = command {
            return self.happened(actor, of, after);
        }
        match command {
            Command::Register(found) => {
                self.stage = Stage::Registered;
                found
                    .demands
                    .iter()
                    .for_each(|(purpose, _)| self.ask(*purpose));
                let accuses = found
                    .demands
                    .iter()
                    .any(|(purpose, _)| *purpose == Purpose::Accusation);
                if let Some(chosen) = self.held.take() {
                    self.accused.clear();
                    if !accuses && chosen != self.owner {
                        self.senders.push(self.owner);
                        self.owner = chosen;
                        self.stage = Stage::Transferred;
                    }
                }
                self.accuse(&found.accused.units, &found.accused.persons, after);
            }
            Command::AddDemand { purpose, .. } => self.ask(*purpose),
            Command::NameAccused(named) => self.accuse(&named.units, &named.persons, after),
            Command::Transfer { to, .. } | Command::Assign { to, .. } => {
                self.senders.push(self.owner);
                self.owner = *to;
                self.stage = Stage::Transferred;
                self.helpers.clear();
            }
            Command::Object { .. } => self.stage = Stage::Objected,
            Command::AgreeObjection { .. } => {
                self.owner = self.senders.pop().unwrap();
                self.stage = Stage::Registered;
                self.returns += 1;
                self.helpers.clear();
            }
            Command::RejectObjection { .. } => self.stage = Stage::Transferred,
            Command::Accept => self.stage = Stage::Handling,
            Command::Routing(command) => self.went(actor, command, after),
            Command::Lawful(command) => self.routed(command),
            Command::Hear { .. } => self.heard = true,
            Command::IssueOpinion { opinion, .. } => {
                let decided: Vec<_> = opinion.decisions.iter().map(|(id, _)| *id).collect();
                self.answer(|_, id| decided.contains(&id));
                self.opined(&decided);
            }
            Command::ReplySuggestion { .. } => {
                self.answer(|mirror, id| mirror.purpose(id) == Purpose::Suggestion);
            }
            Command::ReplyAccusation { .. } => {
                self.answer(|mirror, id| mirror.purpose(id) == Purpose::Accusation);
            }
            Command::NotAccept { ground, .. } if ground.as_str() == "NA2" => {
                self.answer(|mirror, id| mirror.purpose(id) == Purpose::Appeal);
            }
            Command::NotAccept { .. } | Command::Redirect { .. } => self.answer(|_, _| true),
            Command::Serve { answer, .. } => self.served(*answer),
            Command::Document(DocumentCommand::Serve { document, .. }) => {
                let served = after.document(*document).unwrap();
                served
                    .content
                    .answer
                    .into_iter()
                    .for_each(|answer| self.served(answer));
            }
            Command::Close { .. } => self.stage = Stage::Closed,
            Command::Rate { .. } => self.rated = true,
            Command::JoinInto { .. } => {
                self.before_join = Some(std::mem::replace(&mut self.stage, Stage::Joined))
            }
            Command::UndoJoin { .. } => self.stage = self.before_join.take().unwrap(),
            Command::ConsentIdentity { post } => {
                assert_ne!(actor.post(), Some(*post));
                self.consents.insert(*post);
            }
            Command::ShowIdentity { .. } => self.consents.clear(),
            Command::Oversight(command) => {
                if let Some(demands) = self.watched.happened(actor, command) {
                    self.reopen(demands, after);
                }
            }
            Command::Desk(command) => {
                self.desk.happened(command);
                if let DeskCommand::TakeBack { answer, .. } = command {
                    self.took_back(*answer, after);
                }
                if *command == DeskCommand::Sign {
                    let decided: Vec<_> = self.open_appeals().collect();
                    self.opined(&decided);
                    self.answer(|_, id| decided.contains(&id));
                }
            }
            _ => self.happened_in_part(command, after),
        }
    }

    /// What an opinion answered is open again.
    fn took_back(&mut self, answer: AnswerId, after: &Matter) {
        assert!(after.answer(answer).is_none(), "it binds nobody any more");
        let signed = after.withdrawn.iter().find(|one| one.id == answer).unwrap();
        self.unserved.remove(&answer);
        self.open.extend(&signed.demands);
        self.part.decided_no_more(&signed.demands);
        self.stage = Stage::Handling;
        self.desk.came_back(after);
    }

    /// A follow-up found something undone.
    fn reopen(&mut self, demands: Vec<DemandId>, after: &Matter) {
        assert!(matches!(
            self.stage,
            Stage::Served | Stage::Lapsed | Stage::Closed
        ));
        self.open.extend(demands);
        self.stage = if after.accepted.is_some() {
            Stage::Handling
        } else {
            Stage::Registered
        };
    }

    pub fn answer(&mut self, ends: impl Fn(&Self, DemandId) -> bool) {
        let left: BTreeSet<_> = self
            .open
            .iter()
            .copied()
            .filter(|id| !ends(self, *id))
            .collect();
        assert!(
            left.len() < self.open.len(),
            "an answer that ends no demand"
        );
        self.open = left;
        self.answers += 1;
        self.unserved.insert(AnswerId(self.answers));
        if self.open.is_empty() {
            self.stage = Stage::Answered;
        }
    }

    fn accuse(&mut self, units: &[UnitId], persons: &[PersonId], after: &Matter) {
        self.accused.extend(units);
        self.persons.extend(persons);
        self.part.moved(after);
        let verifier = self
            .senders
            .last()
            .filter(|_| self.stage == Stage::Objected);
        let verifier_barred = verifier.is_some_and(|unit| self.is_barred(*unit));
        let barred = |unit: &UnitId| self.is_barred(*unit);
        let left: BTreeSet<_> = self
            .helpers
            .iter()
            .copied()
            .filter(|unit| !barred(unit))
            .collect();
        let decider_barred = self.decider.as_ref().is_some_and(barred);
        self.helpers = left;
        if self.is_barred(self.owner) || verifier_barred || decider_barred {
            self.helpers.clear();
            self.decider = None;
            self.settled = false;
            self.owner = if self.is_barred(DISCIPLINE) {
                after.owner
            } else {
                DISCIPLINE
            };
            self.senders.clear();
            self.desk = crate::desk::OnDesk::default();
            self.stage = Stage::Registered;
            self.part.taken_over(after);
        }
    }
}

fn owners_only(command: &Command) -> bool {
    matches!(
        command,
        Command::Register(_)
            | Command::Transfer { .. }
            | Command::Assign { .. }
            | Command::Object { .. }
            | Command::Accept
            | Command::NotAccept { .. }
            | Command::Redirect { .. }
            | Command::Hear { .. }
            | Command::Extend { .. }
            | Command::Extension(_)
            | Command::IssueOpinion { .. }
            | Command::Desk(_)
            | Command::ReplySuggestion { .. }
            | Command::ReplyAccusation { .. }
            | Command::Close { .. }
            | Command::Simple(_)
            | Command::Lawful(_)
    )
}
