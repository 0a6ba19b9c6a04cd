//! What the year leaves open on its last days: several organs on one matter, a dispute, simplified handling, a route found.

use jiff::ToSpan;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::rulebook::{GroundCode, ground};
use kernel::{DemandId, UnitId};
use matter::extension::ExtensionCommand;
use matter::lawful::{LawfulCommand, Route};
use matter::petition::Purpose;
use matter::routing::RoutingCommand;
use matter::simple::SimpleCommand;
use matter::{Command, Stage};
use office::lists::{Duty, Filter, Line, Order};
use office::{Moment, Office, OfficeError};

use super::people::Staff;

/// How many matters of each kind.
const FEW: usize = 3;

/// Gives some open matters a second organ, a dispute, a quicker way.
pub fn enliven(office: &Office, staff: &Staff, moment: Moment) {
    let scene = Scene {
        office,
        staff,
        moment,
    };
    let played = [
        scene.co_handled(),
        scene.disputed(),
        scene.simplified(),
        scene.routed(),
        scene.prolonged(),
    ];
    for error in played.into_iter().filter_map(Result::err) {
        tracing::debug!(%error, "a scene does not fit this year");
    }
}

struct Scene<'a> {
    office: &'a Office,
    staff: &'a Staff,
    moment: Moment,
}

impl Scene<'_> {
    fn unit(&self, key: &str) -> Result<UnitId, OfficeError> {
        self.staff.unit(key).ok_or(OfficeError::NotFound)
    }

    fn post(&self, unit: UnitId, role: Role) -> Result<&Viewer, OfficeError> {
        self.staff.post(unit, role).ok_or(OfficeError::NotFound)
    }

    fn leader(&self, unit: UnitId) -> Result<&Viewer, OfficeError> {
        self.post(unit, Role::Leader)
    }

    /// The newest appeals at a stage that a unit has.
    fn newest(&self, unit: UnitId, stage: Stage) -> Result<Vec<Line>, OfficeError> {
        let filter = Filter {
            stages: vec![stage],
            duty: Some(Duty::next_of(unit)),
            purpose: Some(Purpose::Appeal),
            ..Filter::default()
        };
        let page = self
            .office
            .list(self.leader(unit)?, &filter, Order::Newest, None)?;
        Ok(page.lines)
    }

    /// Does it where the procedure allows; says whether it did.
    fn does(&self, viewer: &Viewer, line: &Line, command: Command) -> bool {
        let done = self.office.version(line.id).and_then(|version| {
            self.office
                .act(viewer, line.id, version, command, self.moment)
        });
        done.is_ok()
    }

    /// Two handlers in each of some departments ask for more days: one request waits for its head, one was refused.
    fn prolonged(&self) -> Result<(), OfficeError> {
        for key in ["rsj", "zrzyj", "zjj"] {
            let unit = self.unit(key)?;
            let (handler, head) = (self.post(unit, Role::Handler)?, self.leader(unit)?);
            let newest = self.newest(unit, Stage::Handling)?;
            let asked = newest.iter().rev().filter(|line| {
                let ask = ExtensionCommand::Ask {
                    to: head.post,
                    days: 20,
                    reason: "委托的检测鉴定二十日后才能出具报告，期限内难以办结。".to_owned(),
                };
                self.does(handler, line, Command::Extension(ask))
            });
            for line in asked.take(2).skip(1) {
                let reason = "鉴定可与调查同时进行，请在原期限内办结。".to_owned();
                let refuse = ExtensionCommand::Refuse { reason };
                self.does(head, line, Command::Extension(refuse));
            }
        }
        Ok(())
    }

    fn co_handled(&self) -> Result<(), OfficeError> {
        let (lead, help) = (self.unit("zjj")?, self.unit("cgj")?);
        let leader = self.leader(lead)?;
        for (at, line) in self
            .newest(lead, Stage::Handling)?
            .iter()
            .take(FEW)
            .enumerate()
        {
            let due = self.moment.today().saturating_add(12.days());
            let asked = Command::Routing(RoutingCommand::AskCoHandler {
                unit: help,
                request: "请到现场核实情况，提供执法记录和处理意见。".to_owned(),
                due,
            });
            if self.does(leader, line, asked) && at == 0 {
                let text = "已到现场检查，情况属实，已责令限期整改。".to_owned();
                let given = Command::Routing(RoutingCommand::Contribute { text });
                self.does(self.leader(help)?, line, given);
            }
        }
        Ok(())
    }

    fn disputed(&self) -> Result<(), OfficeError> {
        let office = self.office.front_office().ok_or(OfficeError::NotFound)?;
        let (one, other) = (self.unit("cgj")?, self.unit("zrzyj")?);
        for line in self.newest(one, Stage::Transferred)?.iter().take(FEW) {
            let objection = Command::Object {
                ground: GroundCode::new(ground::ANOTHER_ORGAN),
                reason: "该地块尚未移交城市管理，仍由土地管理部门负责。".to_owned(),
                believed: Some(other),
            };
            if self.does(self.leader(one)?, line, objection) {
                let refer = Command::Routing(RoutingCommand::ReferDispute {
                    reason: "两个部门对地块管理职责认识不一，请裁定受理单位。".to_owned(),
                });
                self.does(self.leader(office)?, line, refer);
            }
        }
        Ok(())
    }

    fn simplified(&self) -> Result<(), OfficeError> {
        let office = self.office.front_office().ok_or(OfficeError::NotFound)?;
        for line in self.newest(office, Stage::Registered)?.iter().take(FEW) {
            let simple = Command::Simple(SimpleCommand::Choose {
                reason: "事实清楚，责任明确，可以很快解决。".to_owned(),
                paper: false,
            });
            self.does(self.leader(office)?, line, simple);
        }
        Ok(())
    }

    fn routed(&self) -> Result<(), OfficeError> {
        let unit = self.unit("cgj")?;
        for line in self.newest(unit, Stage::Handling)?.iter().take(FEW) {
            let found = Command::Lawful(LawfulCommand::Classify {
                demand: DemandId(1),
                route: Route::Duty,
                reason: "请求查处违法行为，属于依法履行职责。".to_owned(),
            });
            self.does(self.leader(unit)?, line, found);
        }
        Ok(())
    }
}
