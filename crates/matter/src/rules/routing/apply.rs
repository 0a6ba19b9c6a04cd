//! What has happened, applied. No judgement here: an entry in the ledger is a fact.

use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::routing::{CoTask, Dispute, Objection, Report, RoutingEvent, TaskState};
use crate::model::stage::Stage;

use kernel::UnitId;

impl Matter {
    pub(crate) fn apply_routing(&mut self, event: &Event) {
        match event {
            Event::HandedOver { handover, .. } => {
                self.owner = handover.to;
                self.custody.push(handover.clone());
                self.stage = Stage::Transferred;
                self.returned = false;
            }
            Event::Objected {
                reason,
                believed,
                ground,
            } => {
                self.routing.objections.push(Objection {
                    by: self.owner,
                    ground: ground.clone(),
                    reason: reason.clone(),
                    believed: *believed,
                });
                self.objection = Some((reason.clone(), *believed));
                self.stage = Stage::Objected;
            }
            Event::Returned { .. } => {
                if let Some(handover) = self.custody.pop() {
                    self.owner = handover.from;
                }
                self.objection = None;
                self.returns += 1;
                self.returned = true;
                self.stage = Stage::Registered;
            }
            Event::ObjectionRejected { .. } => {
                self.objection = None;
                self.stage = Stage::Transferred;
            }
            _ => {}
        }
    }
}

impl Matter {
    pub(crate) fn apply_way(&mut self, event: &RoutingEvent) {
        match event {
            RoutingEvent::ReportedUp { to, reason } => {
                self.routing.report = Some(Report {
                    to: *to,
                    reason: reason.clone(),
                    unit: None,
                    decision: None,
                });
                self.stage = Stage::ReportedUp;
            }
            RoutingEvent::ReportDecided { unit, text } => {
                if let Some(report) = &mut self.routing.report {
                    report.unit = *unit;
                    report.decision = Some(text.clone());
                }
                self.stage = Stage::Registered;
            }
            RoutingEvent::DisputeReferred { arbiter, reason } => {
                self.routing.dispute = Some(Dispute {
                    arbiter: *arbiter,
                    reason: reason.clone(),
                    unit: None,
                    decision: None,
                });
                self.objection = None;
                self.stage = Stage::Disputed;
            }
            RoutingEvent::DisputeSettled { unit, reason } => {
                if let Some(dispute) = &mut self.routing.dispute {
                    dispute.unit = Some(*unit);
                    dispute.decision = Some(reason.clone());
                }
                self.returned = false;
                self.stage = Stage::Transferred;
            }
            RoutingEvent::CoHandlerAsked { task } => self.routing.tasks.push(task.clone()),
            RoutingEvent::Contributed { unit, on, text } => {
                let (on, text) = (*on, text.clone());
                self.with_task(*unit, |task| task.state = TaskState::Done { on, text });
            }
            RoutingEvent::CoHandlingEnded { unit, why } => {
                let why = why.clone();
                self.with_task(*unit, |task| task.state = TaskState::Ended { why });
            }
            RoutingEvent::VisitGuided { to } => self.routing.guided = Some(*to),
        }
    }

    fn with_task(&mut self, unit: UnitId, change: impl FnOnce(&mut CoTask)) {
        let open = |task: &&mut CoTask| task.unit == unit && task.is_open();
        if let Some(task) = self.routing.tasks.iter_mut().find(open) {
            change(task);
        }
    }
}
