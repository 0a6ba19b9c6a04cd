//! The procedure as a diagram, drawn by running it: sample matters go through [`decide()`] and `apply` in every order that
//! leads somewhere new, and each change of stage is written down with the action that made it. So the diagram shows what
//! the code does, under the rulebook in force, and nothing else.
//!
//! - [`samples`]: a small office, the arrivals it starts from, and one way or more to do each action.

mod later;
mod pieces;
mod samples;
mod situation;

use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::decide;
use crate::diagram::samples::Samples;
use crate::diagram::situation::Met;
use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::policy::may;
use crate::rules::intake::decide::open_sealed;

use kernel::access::Actor;
use kernel::calendar::Calendar;
use kernel::org::Org;
use kernel::rulebook::{LimitKey, Rulebook};

/// The day on which every sample arrives.
const ARRIVAL: Date = date(2026, 3, 2);

/// A change of stage and what makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Move {
    /// Where the matter stood; none for an arrival, which opens it.
    pub from: Option<Stage>,
    /// What was done; none for an arrival.
    pub by: Option<Action>,
    /// Where it stands then.
    pub to: Stage,
}

/// Every change of stage that can happen, and the clocks that run at each stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// The changes, in the order of the stages.
    pub moves: BTreeSet<Move>,
    /// The limits whose clocks run there. Clocks beside the procedure (supervision, follow-up …) are left out.
    pub clocks: BTreeMap<Stage, BTreeSet<LimitKey>>,
}

impl Diagram {
    /// Draws the procedure as a rulebook has it.
    #[must_use]
    pub fn of(rulebook: &Rulebook, calendar: &Calendar) -> Self {
        let samples = Samples::new();
        let explorer = Explorer {
            rulebook,
            calendar,
            org: &samples.org,
            samples: &samples,
        };
        explorer.explore()
    }

    /// The stages that a matter can reach.
    #[must_use]
    pub fn stages(&self) -> BTreeSet<Stage> {
        self.moves.iter().map(|step| step.to).collect()
    }

    /// The stages that no matter reaches under this rulebook: institutions that only local rules open.
    #[must_use]
    pub fn unused(&self) -> Vec<Stage> {
        let reached = self.stages();
        let all = Stage::ALL.iter().copied();
        all.filter(|stage| !reached.contains(stage)).collect()
    }
}

/// A matter on its way, with the day it is.
struct Walk {
    matter: Matter,
    today: Date,
}

struct Explorer<'a> {
    rulebook: &'a Rulebook,
    calendar: &'a Calendar,
    org: &'a Org,
    samples: &'a Samples,
}

impl Explorer<'_> {
    fn context<'c>(&'c self, today: Date, actor: &'c Actor) -> Context<'c> {
        Context {
            today,
            actor,
            rulebook: self.rulebook,
            calendar: self.calendar,
            org: self.org,
        }
    }

    /// Breadth first over matters that differ in something the procedure asks about.
    fn explore(&self) -> Diagram {
        let mut diagram = Diagram::default();
        let mut met = Met::default();
        let mut waiting = VecDeque::new();
        for (arrival, seal) in self.samples.arrivals(ARRIVAL) {
            let home = arrival.petition.home;
            let ctx = self.context(ARRIVAL, &Actor::System);
            let Ok(events) = open_sealed(arrival, seal, &ctx) else {
                continue;
            };
            if let Some(matter) = Matter::replay(home, &events) {
                diagram.moves.insert(Move {
                    from: None,
                    by: None,
                    to: matter.stage,
                });
                diagram.note_clocks(&matter);
                met.is_new(&matter);
                waiting.push_back(Walk {
                    matter,
                    today: ARRIVAL,
                });
            }
        }
        while let Some(walk) = waiting.pop_front() {
            for &action in Action::ALL {
                for next in self.ways(action, &walk) {
                    if next.matter.stage != walk.matter.stage {
                        diagram.moves.insert(Move {
                            from: Some(walk.matter.stage),
                            by: Some(action),
                            to: next.matter.stage,
                        });
                    }
                    diagram.note_clocks(&next.matter);
                    if met.is_new(&next.matter) {
                        waiting.push_back(next);
                    }
                }
            }
        }
        diagram
    }

    /// Where an action leads from here, by whoever may::may do it.
    fn ways(&self, action: Action, walk: &Walk) -> Vec<Walk> {
        let today = later::day(action, walk.today);
        if may(action, &walk.matter, &self.context(today, &Actor::System)).is_err() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for command in self.samples.commands(action, &walk.matter, today) {
            let actors = self.samples.actors(&walk.matter);
            let events = actors.iter().find_map(|actor| {
                decide::decide(&walk.matter, command.clone(), &self.context(today, actor)).ok()
            });
            if let Some(events) = events {
                found.push(after(walk, &events, today));
            }
        }
        found
    }
}

fn after(walk: &Walk, events: &[Event], today: Date) -> Walk {
    let mut matter = walk.matter.clone();
    events.iter().for_each(|event| matter.apply(event));
    Walk { matter, today }
}

impl Diagram {
    fn note_clocks(&mut self, matter: &Matter) {
        let running = matter
            .clocks
            .iter()
            .filter(|clock| clock.is_running() && !clock.beside)
            .map(|clock| clock.limit.clone())
            .filter(|limit| !later::is_of_another_demand(limit, matter.stage));
        self.clocks.entry(matter.stage).or_default().extend(running);
    }
}
