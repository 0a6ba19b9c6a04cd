//! One matter, the day it is, and who acts.

use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::org::Role::{Clerk, Leader};
use kernel::{AnswerId, PostId, Refusal, UnitId};
use matter::petition::Purpose;
use matter::sight;
use matter::{
    Action, Arrival, Choice, Clock, Command, Context, Event, Matter, decide, may, open, options,
};

use super::{COUNTY, HOUSING, OFFICE, acts, checked, day, holder_of, viewer};

/// A matter that a test moves through its life.
#[derive(Clone)]
pub struct Case {
    pub matter: Matter,
    pub events: Vec<Event>,
    pub today: Date,
    pub actor: Actor,
}

impl Case {
    /// Opens a matter on the day it is received.
    #[track_caller]
    pub fn open(arrival: Arrival) -> Self {
        let today = arrival.petition.received;
        Self::try_open(arrival, today).unwrap()
    }

    /// Opens a matter on a later day.
    pub fn try_open(arrival: Arrival, today: Date) -> Result<Self, Refusal> {
        let home = arrival.petition.home;
        let actor = Actor::Staff(viewer(arrival.office, Clerk));
        let events = open(arrival, &COUNTY.context(today, &actor))?;
        Ok(Self {
            matter: Matter::replay(home, &events).unwrap(),
            events,
            today,
            actor,
        })
    }

    /// A letter received by the petition department on Monday, 2 March 2026.
    pub fn registered(purposes: &[Purpose]) -> Self {
        Self::open(checked(OFFICE, "2026-03-02", purposes))
    }

    /// The same letter, transferred to the housing department the day after.
    pub fn transferred(purposes: &[Purpose]) -> Self {
        let mut case = Self::registered(purposes);
        case.on("2026-03-03")
            .by(OFFICE, Clerk)
            .does(acts::transfer(HOUSING));
        case
    }

    /// Accepted by the housing department on Thursday, 5 March 2026.
    pub fn accepted(purposes: &[Purpose]) -> Self {
        let mut case = Self::transferred(purposes);
        case.on("2026-03-05")
            .by(HOUSING, Leader)
            .does(Command::Accept);
        case
    }

    /// An appeal heard on 10 March and answered on 20 March 2026.
    pub fn answered() -> Self {
        let mut case = Self::accepted(&[Purpose::Appeal]);
        case.on("2026-03-10").does(acts::hear());
        case.on("2026-03-20").does(acts::opinion(HOUSING, &[1]));
        case
    }

    /// The answer served in person on 24 March 2026.
    pub fn served() -> Self {
        let mut case = Self::answered();
        case.on("2026-03-24").does(acts::serve(1, "2026-03-24"));
        case
    }

    pub fn on(&mut self, text: &str) -> &mut Self {
        self.today = day(text);
        self
    }

    pub fn by(&mut self, unit: UnitId, role: Role) -> &mut Self {
        self.actor = Actor::Staff(viewer(unit, role));
        self
    }

    pub fn by_post(&mut self, post: PostId) -> &mut Self {
        self.actor = Actor::Staff(holder_of(post));
        self
    }

    pub fn by_petitioner(&mut self) -> &mut Self {
        self.actor = Actor::Petitioner;
        self
    }

    pub fn context(&self) -> Context<'_> {
        COUNTY.context(self.today, &self.actor)
    }

    /// The command is accepted and happens, with the paper work that it needs: see [`Case::prepared`].
    #[track_caller]
    pub fn does(&mut self, command: Command) -> &mut Self {
        let action = command.action();
        let command = self.prepared(command);
        match self.tries(command) {
            Ok(events) => {
                self.happens(events);
                self
            }
            Err(refusal) => panic!("{} was refused: {}", action.zh(), refusal.zh),
        }
    }

    fn happens(&mut self, events: Vec<Event>) {
        events.iter().for_each(|event| self.matter.apply(event));
        self.events.extend(events);
    }

    /// What the command would do just so.
    pub fn tries(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(&self.matter, command, &self.context())
    }

    /// The paper work of every day: what is to be served is issued first, and what somebody else signed is recorded from the
    /// paper it was signed on.
    fn prepared(&mut self, command: Command) -> Command {
        match &command {
            Command::Serve { answer, .. } => self.issues(*answer),
            Command::NotifyAcceptance(_) if self.matter.acceptance_document().is_none() => {
                let on = self.matter.accepted.unwrap_or(self.today);
                self.office_does(on, acts::issue("D03", None));
            }
            _ => {}
        }
        let me = self.actor.post();
        match command.signer() {
            _ if matches!(command, Command::OnPaper { .. }) => command,
            Some(signer) if me.is_some() && me != Some(signer) => acts::on_paper(command),
            _ => command,
        }
    }

    /// Issues the document that carries an answer, on the day it was signed.
    pub fn issues(&mut self, id: AnswerId) {
        let Some(answer) = self.matter.answer(id) else {
            return;
        };
        let carrier = answer.kind.carrier().filter(|_| answer.needs_document());
        let waits = answer.service.is_none() && self.matter.issued(id).is_none();
        let on = answer.on;
        if let Some(code) = carrier.filter(|_| waits) {
            self.office_does(on, acts::issue(code, Some(id)));
        }
    }

    fn office_does(&mut self, on: Date, command: Command) {
        let ctx = COUNTY.context(on, &Actor::System);
        if let Ok(events) = decide(&self.matter, command, &ctx) {
            self.happens(events);
        }
    }

    /// The command is refused; the refusal comes back for a closer look.
    #[track_caller]
    pub fn refuses(&self, command: Command) -> Refusal {
        let action = command.action();
        let mut case = self.clone();
        let command = case.prepared(command);
        match case.tries(command) {
            Ok(events) => panic!("{} was not refused: {events:?}", action.zh()),
            Err(refusal) => refusal,
        }
    }

    pub fn may(&self, action: Action) -> Result<(), Refusal> {
        may(action, &self.matter, &self.context())
    }

    pub fn options(&self) -> Vec<Choice> {
        options(&self.matter, &self.context())
    }

    /// The clocks of a limit, oldest first.
    pub fn clocks(&self, limit: &str) -> Vec<&Clock> {
        self.matter
            .clocks
            .iter()
            .filter(|clock| clock.limit.as_str() == limit)
            .collect()
    }

    /// The newest clock of a limit.
    #[track_caller]
    pub fn clock(&self, limit: &str) -> &Clock {
        self.clocks(limit).last().expect("no such clock")
    }

    /// The limits whose clocks run, sorted.
    pub fn running(&self) -> Vec<&str> {
        let clocks = self.matter.clocks.iter().filter(|clock| clock.is_running());
        let mut limits: Vec<_> = clocks.map(|clock| clock.limit.as_str()).collect();
        limits.sort_unstable();
        limits
    }

    pub fn sight(&self) -> Vec<UnitId> {
        sight::sight(&self.matter, &COUNTY.org)
    }

    pub fn is_seen_by(&self, viewer: &Viewer) -> bool {
        sight::can_see(viewer, &self.matter, &COUNTY.org)
    }
}
