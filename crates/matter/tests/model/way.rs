//! The model's part of a matter's way: reports, disputes, co-handling, guided visits, lawful routes, simplified handling.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::UnitId;
use kernel::access::Actor;
use matter::lawful::{LawfulCommand, Route};
use matter::petition::Purpose;
use matter::routing::RoutingCommand;
use matter::{Action, Command, Matter, Opinion, Stage};

use crate::choose::{pick, unit};
use crate::common::{MERGED, OFFICE, acts};
use crate::mirror::Mirror;

/// A unit that others wait for besides the owner.
pub fn asked(matter: &Matter) -> Option<UnitId> {
    let helper = matter.routing.open_tasks().next().map(|task| task.unit);
    matter.decider().or(helper)
}

/// The command for an action of these subjects.
pub fn command(action: Action, matter: &Matter, today: Date, (a, b): (u8, u8)) -> Option<Command> {
    let owner = matter.owner;
    let helper = matter.routing.open_tasks().next().map(|task| task.unit);
    let appeals: Vec<u16> = matter
        .open_demands()
        .filter(|demand| demand.purpose == Purpose::Appeal)
        .map(|demand| demand.id.0)
        .collect();
    let away = matter
        .open_demands()
        .filter_map(|demand| demand.route)
        .find(|route| route.leads_out());
    Some(match action {
        Action::ReportUp => acts::report_up(),
        Action::DecideReport => acts::decide_report(a.is_multiple_of(2).then(|| unit(b))),
        Action::ReferDispute => acts::refer(),
        Action::SettleDispute => acts::settle(unit(b)),
        Action::AskCoHandler => {
            let due = today.saturating_add(i64::from(a % 40).days());
            acts::ask_co_handler(unit(b), &due.to_string())
        }
        Action::Contribute => acts::contribute(),
        Action::EndCoHandling => acts::end_co_handling(helper.unwrap_or(OFFICE)),
        Action::Guide => acts::guide(unit(b), owner),
        Action::Classify => {
            let demand = if appeals.is_empty() {
                1
            } else {
                pick(&appeals, a)
            };
            let route = match b % 3 {
                0 => Route::Duty,
                _ => pick(Route::ALL, b / 3),
            };
            acts::classify(demand, route)
        }
        Action::LeadIn => acts::lead_in(away.unwrap_or(Route::Petition), owner),
        Action::ReplyDuty => acts::reply_duty(owner, a.is_multiple_of(2)),
        Action::ConcludeInquiry => acts::conclude(),
        Action::Simplify => acts::simplify(a.is_multiple_of(2)),
        Action::UseOrdinary => acts::use_ordinary(),
        _ => return None,
    })
}

impl Mirror {
    /// What happened on its way.
    pub fn went(&mut self, actor: &Actor, command: &RoutingCommand, after: &Matter) {
        match command {
            RoutingCommand::ReportUp { .. } => {
                self.stage = Stage::ReportedUp;
                self.decider = after.decider();
            }
            RoutingCommand::DecideReport { .. } => {
                self.stage = Stage::Registered;
                self.decider = None;
            }
            RoutingCommand::ReferDispute { .. } => {
                self.stage = Stage::Disputed;
                self.decider = after.decider();
            }
            RoutingCommand::SettleDispute { unit, .. } => {
                let moved = after.custody.len() > self.senders.len();
                if let (true, Some(decider)) = (moved, self.decider) {
                    self.senders.push(decider);
                    self.helpers.clear();
                }
                self.owner = *unit;
                self.stage = Stage::Transferred;
                self.decider = None;
                self.settled = true;
            }
            RoutingCommand::AskCoHandler { unit, .. } => {
                self.helpers.insert(*unit);
            }
            RoutingCommand::Contribute { .. } => {
                let unit = actor.viewer().unwrap().unit;
                assert!(self.helpers.remove(&unit), "it owed nothing");
            }
            RoutingCommand::EndCoHandling { unit, .. } => {
                self.helpers.remove(unit);
            }
            RoutingCommand::Guide { .. } => {
                let appeals_only = after.answers.last().unwrap().demands.clone();
                self.answer(|_, id| appeals_only.contains(&id));
            }
        }
    }

    /// What must never be accepted, whatever else the rules say.
    pub fn forbids_way(&self, actor: &Actor, command: &RoutingCommand) -> bool {
        let works =
            |unit: &UnitId| !self.is_barred(*unit) && *unit != MERGED && *unit != UnitId(404);
        let mine = actor.viewer().map(|viewer| viewer.unit);
        match command {
            RoutingCommand::ReportUp { .. } => self.stage != Stage::Registered,
            RoutingCommand::DecideReport { unit, .. } => {
                self.stage != Stage::ReportedUp
                    || unit.as_ref().is_some_and(|unit| !works(unit))
                    || mine.is_some_and(|mine| Some(mine) != self.decider)
            }
            RoutingCommand::SettleDispute { unit, .. } => {
                self.stage != Stage::Disputed
                    || !works(unit)
                    || *unit == OFFICE
                    || mine.is_some_and(|mine| Some(mine) != self.decider)
            }
            RoutingCommand::ReferDispute { .. } => self.settled,
            RoutingCommand::AskCoHandler { unit, .. } => {
                !works(unit) || *unit == self.owner || self.helpers.contains(unit)
            }
            RoutingCommand::Contribute { .. } => {
                mine.is_none_or(|mine| !self.helpers.contains(&mine))
            }
            RoutingCommand::EndCoHandling { unit, .. } => !self.helpers.contains(unit),
            RoutingCommand::Guide { to, .. } => !works(to) || !self.helpers.is_empty(),
        }
    }

    /// What happened about routes.
    pub fn routed(&mut self, command: &LawfulCommand) {
        match command {
            LawfulCommand::Classify { demand, route, .. } => {
                self.routes.insert(*demand, *route);
            }
            LawfulCommand::LeadIn { route, .. } => {
                let route = *route;
                self.answer(|mirror, id| mirror.routes.get(&id) == Some(&route));
            }
            LawfulCommand::ReplyDuty { .. } => {
                self.answer(|mirror, id| mirror.routes.get(&id) == Some(&Route::Duty));
            }
            LawfulCommand::ConcludeInquiry { .. } => {}
        }
    }

    /// Whether an opinion would decide what belongs to another route.
    pub fn leads_away(&self, opinion: &Opinion) -> bool {
        opinion.decisions.iter().any(|(id, _)| {
            self.routes
                .get(id)
                .is_some_and(|route| *route != Route::Petition)
        })
    }
}
