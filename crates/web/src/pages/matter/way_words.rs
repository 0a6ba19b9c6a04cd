//! What happened on a matter's way, about lawful routes and simplified handling, as sentences.

use matter::Event;
use matter::lawful::LawfulEvent;
use matter::routing::RoutingEvent;
use matter::simple::SimpleEvent;

use super::words::{Told, Words};
use crate::look::EventKind;

impl Words<'_> {
    /// The sentence for an event of these subjects.
    pub(super) fn way(&self, event: &Event) -> Option<Told> {
        match event {
            Event::Routing(event) => self.deciding(event).or_else(|| self.together(event)),
            Event::Lawful(event) => self.lawful(event),
            Event::Simple(event) => self.simple(event),
            _ => None,
        }
    }

    fn deciding(&self, event: &RoutingEvent) -> Option<Told> {
        let name = |unit| self.org.unit_name(unit);
        match event {
            RoutingEvent::ReportedUp { to, reason } => self.told(
                EventKind::Key,
                format!("报请{}决定", name(*to)),
                format!("Reported to {} for decision", name(*to)),
                reason,
            ),
            RoutingEvent::ReportDecided { unit, text } => {
                let (zh, en) = unit.map_or_else(Default::default, |unit| {
                    (
                        format!("，由{}办理", name(unit)),
                        format!(": {} shall handle it", name(unit)),
                    )
                });
                self.told(
                    EventKind::Key,
                    format!("作出决定{zh}"),
                    format!("Decided{en}"),
                    text,
                )
            }
            RoutingEvent::DisputeReferred { arbiter, reason } => self.told(
                EventKind::Stop,
                format!("受理有争议，提请{}裁定", name(*arbiter)),
                format!("Disputed; referred to {}", name(*arbiter)),
                reason,
            ),
            RoutingEvent::DisputeSettled { unit, reason } => self.told(
                EventKind::Key,
                format!("裁定由{}受理", name(*unit)),
                format!("{} was named to accept", name(*unit)),
                reason,
            ),
            RoutingEvent::VisitGuided { to } => self.told(
                EventKind::Key,
                format!("引导来访人到{}，并告知该单位", name(*to)),
                format!("The visitor was guided to {}, which is told", name(*to)),
                "",
            ),
            _ => None,
        }
    }

    fn together(&self, event: &RoutingEvent) -> Option<Told> {
        let name = |unit| self.org.unit_name(unit);
        match event {
            RoutingEvent::CoHandlerAsked { task } => {
                let (unit, due) = (name(task.unit), self.lang.date(task.due));
                self.told(
                    EventKind::Key,
                    format!("请{unit}协办，{due}前反馈"),
                    format!("{unit} was asked to co-handle by {due}"),
                    &task.request,
                )
            }
            RoutingEvent::Contributed { unit, text, .. } => self.told(
                EventKind::Key,
                format!("{}反馈协办意见", name(*unit)),
                format!("{} gave its contribution", name(*unit)),
                text,
            ),
            RoutingEvent::CoHandlingEnded { unit, why } => self.told(
                EventKind::Stop,
                format!("{}不再协办", name(*unit)),
                format!("{} no longer co-handles", name(*unit)),
                why,
            ),
            _ => None,
        }
    }

    fn lawful(&self, event: &LawfulEvent) -> Option<Told> {
        match event {
            LawfulEvent::Classified {
                demand,
                route,
                reason,
            } => self.told(
                EventKind::Plain,
                format!("诉求{demand}甄别为：{}", route.zh()),
                format!("Demand {demand} belongs to: {}", route.en()),
                reason,
            ),
            LawfulEvent::InquiryConcluded { note, .. } => self.told(
                EventKind::Key,
                "查办办结".to_owned(),
                "The inquiry was concluded".to_owned(),
                note,
            ),
        }
    }

    fn simple(&self, event: &SimpleEvent) -> Option<Told> {
        match event {
            SimpleEvent::Chosen { reason, paper, .. } => {
                let (zh, en) = if *paper {
                    ("，信访人要求书面", "; paper asked for")
                } else {
                    ("", "")
                };
                self.told(
                    EventKind::Key,
                    format!("适用简易办理{zh}"),
                    format!("Handled in simplified form{en}"),
                    reason,
                )
            }
            SimpleEvent::Left { reason } => self.told(
                EventKind::Stop,
                "转为普通程序".to_owned(),
                "The ordinary procedure goes on".to_owned(),
                reason,
            ),
        }
    }
}
