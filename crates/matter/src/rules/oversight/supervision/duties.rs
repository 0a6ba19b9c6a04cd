//! What is awaited of supervision, and what an accusation takes away.

use crate::model::matter::Matter;
use crate::model::oversight::supervision::{OrderState, SupervisionEvent};

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};

/// Orders to units that may not have the matter any more end.
pub(crate) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<SupervisionEvent> {
    let open = matter
        .oversight
        .orders
        .iter()
        .filter(|order| order.is_open());
    open.filter(|order| barred(order.to) || barred(order.from))
        .map(|order| SupervisionEvent::Withdrawn { order: order.id })
        .collect()
}

pub(crate) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    for order in &matter.oversight.orders {
        let (kind, unit, due) = match order.state {
            OrderState::Open => (DutyKind::FeedBack, order.to, Some(order.text.by)),
            OrderState::FedBack => (DutyKind::SignOff, order.from, None),
            _ => continue,
        };
        let since = order.feedback.last().map_or(order.on, |last| last.on);
        rows.push(DutyRow::of_unit(kind, order.id, unit, since, due));
    }
}
