//! What handing over, objecting and returning mean for the matter, and what happens on its way between organs.

use crate::model::matter::Matter;
use crate::model::parts::Handover;
use crate::model::routing::{CoTask, Dispute, Objection, Report, RoutingEvent, TaskState};
use crate::model::stage::Stage;

use kernel::UnitId;
use kernel::rulebook::GroundCode;

impl Matter {
    pub(crate) fn apply_handover(&mut self, handover: &Handover) {
        self.owner = handover.to;
        self.custody.push(handover.clone());
        self.stage = Stage::Transferred;
        self.returned = false;
    }

    pub(crate) fn apply_objection(
        &mut self,
        reason: &str,
        believed: Option<UnitId>,
        ground: Option<&GroundCode>,
    ) {
        self.routing.objections.push(Objection {
            by: self.owner,
            ground: ground.cloned(),
            reason: reason.to_owned(),
            believed,
        });
        self.objection = Some((reason.to_owned(), believed));
        self.stage = Stage::Objected;
    }

    /// Back to whoever sent it.
    pub(crate) fn apply_return(&mut self) {
        if let Some(handover) = self.custody.pop() {
            self.owner = handover.from;
        }
        self.objection = None;
        self.returns += 1;
        self.returned = true;
        self.stage = Stage::Registered;
    }

    /// The receiver has to go on.
    pub(crate) fn apply_rejection(&mut self) {
        self.objection = None;
        self.stage = Stage::Transferred;
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
