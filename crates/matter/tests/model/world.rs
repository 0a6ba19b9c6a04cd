//! A few matters, a day that moves forward, and one random step at a time.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Actor;
use kernel::rulebook::Rulebook;
use kernel::{MatterId, PetitionId, PetitionerId, Refusal, UnitId};
use matter::diagram::Move;
use matter::petition::{Channel, Purpose, Relation};
use matter::{
    Accused, Action, Command, Context, Declaration, Event, Matter, Seal, Suspicion, decide,
    give_back, may, open_sealed,
};

use crate::common::{COUNTY, HOUSING, OFFICE, VILLAGE, arrival, checked, day};
use crate::mirror::Mirror;
use crate::{Draw, Reached, choose, invariants, reviews};

/// A matter beside its model.
pub struct Subject {
    pub matter: Matter,
    pub events: Vec<Event>,
    pub mirror: Mirror,
    /// The petition that opened it.
    pub petition: PetitionId,
}

pub struct World {
    today: Date,
    rulebook: &'static Rulebook,
    subjects: Vec<Subject>,
}

/// Some arrivals that nobody screened are accusations, said or suspected.
fn seal(purposes: &[Purpose], setup: u8) -> Seal {
    let accused = |unit| Accused {
        units: vec![unit],
        persons: Vec::new(),
    };
    match setup / 4 % 4 {
        _ if !purposes.is_empty() => Seal::Open,
        1 => Seal::Declared(Declaration {
            accused: accused(HOUSING),
            told: String::new(),
        }),
        2 => Seal::Suspected(Suspicion::default()),
        3 => Seal::Suspected(Suspicion {
            accused: accused(OFFICE),
            signs: Vec::new(),
        }),
        _ => Seal::Open,
    }
}

impl Subject {
    fn open(number: i64, office: UnitId, setup: u8) -> Self {
        let purposes: &[Purpose] = match setup % 4 {
            0 => &[],
            1 => &[Purpose::Appeal],
            2 => &[Purpose::Accusation, Purpose::Appeal],
            _ => &[Purpose::Suggestion, Purpose::Appeal, Purpose::Appeal],
        };
        let mut arrival = if purposes.is_empty() {
            arrival(office, "2026-01-05")
        } else {
            checked(office, "2026-01-05", purposes)
        };
        arrival.petition.id = PetitionId(number);
        arrival.petition.home = MatterId(number);
        arrival.petition.petitioners = vec![PetitionerId(number)];
        arrival.petition.channel = if setup.is_multiple_of(3) {
            Channel::Letter
        } else {
            Channel::Visit
        };
        let ctx = COUNTY.context(day("2026-01-05"), &Actor::System);
        let seal = seal(purposes, setup);
        let mut mirror = Mirror::new(office, purposes);
        mirror.sealed(office, &seal);
        let events = open_sealed(arrival, seal, &ctx).unwrap();
        let subject = Self {
            matter: Matter::replay(MatterId(number), &events).unwrap(),
            events,
            mirror,
            petition: PetitionId(number),
        };
        invariants::check(&subject, &subject.events);
        subject
    }

    fn apply(&mut self, actor: &Actor, command: Option<&Command>, news: &[Event]) {
        assert!(!news.is_empty(), "an accepted command leaves an entry");
        news.iter().for_each(|event| self.matter.apply(event));
        self.events.extend_from_slice(news);
        if let Some(command) = command {
            self.mirror.happened(actor, command, &self.matter);
        }
        invariants::check(self, news);
    }

    /// Decides without applying, and compares the answer with the button and with the model.
    fn ask(
        &self,
        actor: &Actor,
        (today, rulebook): (Date, &Rulebook),
        command: &Command,
    ) -> Result<Vec<Event>, Refusal> {
        let ctx = Context {
            rulebook,
            ..COUNTY.context(today, actor)
        };
        let outcome = decide(&self.matter, command.clone(), &ctx);
        if let Err(told) = may(command.action(), &self.matter, &ctx) {
            assert_eq!(
                outcome.as_ref().unwrap_err(),
                &told,
                "button and decision disagree"
            );
        }
        if outcome.is_ok() {
            assert!(
                !self.mirror.forbids(actor, command),
                "{actor:?} got away with {command:?}"
            );
        }
        outcome
    }
}

impl World {
    pub fn new(setup: u8) -> Self {
        let mut world = Self {
            today: day("2026-01-05"),
            rulebook: reviews::rulebook(setup),
            subjects: vec![
                Subject::open(1, OFFICE, setup),
                Subject::open(2, HOUSING, setup / 4),
                Subject::open(3, VILLAGE, setup / 16),
            ],
        };
        for subject in &mut world.subjects {
            subject.mirror.part.local = world.rulebook.flag("suspension_allowed");
        }
        world
    }

    /// A world whose matters have come so far already: random steps alone would rarely get there.
    pub fn ahead(setup: u8) -> Self {
        let mut world = Self::new(setup);
        for (at, (actor, command)) in reviews::beginning(setup) {
            if let Some(day) = reviews::takes_place(&command) {
                world.today = day;
            }
            let subject = &mut world.subjects[at];
            let asked = (world.today, world.rulebook);
            let news = subject.ask(&actor, asked, &command).unwrap();
            subject.apply(&actor, Some(&command), &news);
        }
        world
    }

    /// Shows each matter as it stands, with the day and the rulebook of this world.
    pub fn each(&self, mut look: impl FnMut(&Matter, &Context<'_>)) {
        for subject in &self.subjects {
            let ctx = Context {
                rulebook: self.rulebook,
                ..COUNTY.context(self.today, &Actor::System)
            };
            look(&subject.matter, &ctx);
        }
    }

    pub fn step(&mut self, (which, who, what, a, b, days): Draw, reached: &mut Reached) {
        if days < 100 {
            self.today = self.today.saturating_add(i64::from(days % 8).days());
        }
        let at = usize::from(which) % self.subjects.len();
        let subject = &self.subjects[at];
        let actor = choose::actor(&subject.matter, who);
        let rulebook = self.rulebook;
        let action = choose::action(
            &subject.matter,
            (self.today, rulebook),
            &actor,
            what,
            &reached.actions,
        );
        let before = subject.matter.stage;
        let accepted = match action {
            Action::Join => self.join(at, (at + 1 + usize::from(a % 2)) % 3, &actor, b),
            Action::UndoJoin => self.undo(at, &actor),
            _ => self.act(at, &actor, action, (a, b), reached),
        };
        if accepted {
            reached.accepted += 1;
            reached.actions.insert(action);
            let after = self.subjects[at].matter.stage;
            reached.stages.insert(after);
            let drawn = reviews::is_drawn(&self.subjects[at].matter, action);
            if after != before && drawn {
                reached.moves.insert(Move {
                    from: Some(before),
                    by: Some(action),
                    to: after,
                });
            }
        } else {
            reached.refused += 1;
        }
        reached
            .stages
            .extend(self.subjects.iter().map(|subject| subject.matter.stage));
        invariants::petitions_are_found(&self.subjects);
    }

    fn act(
        &mut self,
        at: usize,
        actor: &Actor,
        action: Action,
        details: (u8, u8),
        reached: &mut Reached,
    ) -> bool {
        let subject = &mut self.subjects[at];
        let Some(command) = choose::command(action, &subject.matter, self.today, details) else {
            return false;
        };
        let Ok(news) = subject.ask(actor, (self.today, self.rulebook), &command) else {
            return false;
        };
        let taken_over = |event: &Event| matches!(event, Event::TakenOver { .. });
        reached.takeovers += news.iter().filter(|event| taken_over(event)).count();
        subject.apply(actor, Some(&command), &news);
        true
    }

    /// Both sides or neither.
    fn join(&mut self, guest: usize, host: usize, actor: &Actor, by: u8) -> bool {
        let relation = if by.is_multiple_of(2) {
            Relation::Repeat
        } else {
            Relation::Joint
        };
        let into = Command::JoinInto {
            matter: self.subjects[host].matter.id,
            relation,
        };
        let asked = (self.today, self.rulebook);
        let Ok(left) = self.subjects[guest].ask(actor, asked, &into) else {
            return false;
        };
        let mut taken = Vec::new();
        for petition in self.subjects[guest].matter.petitions.clone() {
            let take = Command::TakeIn { petition, relation };
            match self.subjects[host].ask(actor, asked, &take) {
                Ok(events) => taken.extend(events),
                Err(_) => return false,
            }
        }
        self.subjects[host].apply(actor, None, &taken);
        self.subjects[guest].apply(actor, Some(&into), &left);
        true
    }

    fn undo(&mut self, guest: usize, actor: &Actor) -> bool {
        let reason = "不是同一事项".to_owned();
        let undo = Command::UndoJoin {
            reason: reason.clone(),
        };
        let asked = (self.today, self.rulebook);
        let Ok(back) = self.subjects[guest].ask(actor, asked, &undo) else {
            return false;
        };
        let joined = self.subjects[guest].matter.joined_into;
        let host = self
            .subjects
            .iter()
            .position(|other| Some(other.matter.id) == joined)
            .unwrap();
        if self.subjects[host].matter.joined_into.is_some() {
            return false;
        }
        let mut given = Vec::new();
        for petition in &self.subjects[guest].matter.petitions {
            given.extend(
                give_back(&self.subjects[host].matter, petition.id, reason.clone()).unwrap(),
            );
        }
        self.subjects[host].apply(actor, None, &given);
        self.subjects[guest].apply(actor, Some(&undo), &back);
        true
    }
}
