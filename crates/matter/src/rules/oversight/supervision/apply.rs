//! What supervision means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::supervision::{Feedback, Order, OrderState, SupervisionEvent};

pub(crate) fn apply(matter: &mut Matter, event: &SupervisionEvent) {
    let oversight = &mut matter.oversight;
    let orders = &mut oversight.orders;
    match event {
        SupervisionEvent::Ordered {
            id,
            from,
            to,
            text,
            clock,
            on,
        } => orders.push(Order {
            id: *id,
            from: *from,
            to: *to,
            on: *on,
            text: text.clone(),
            clock: *clock,
            state: OrderState::Open,
            feedback: Vec::new(),
            closing: String::new(),
        }),
        SupervisionEvent::FedBack { order, text, on } => with(orders, *order, |order| {
            order.state = OrderState::FedBack;
            order.feedback.push(Feedback {
                on: *on,
                text: text.clone(),
                sent_back: None,
            });
        }),
        SupervisionEvent::SentBack {
            order,
            note,
            by,
            clock,
        } => with(orders, *order, |order| {
            order.state = OrderState::Open;
            order.text.by = *by;
            order.clock = *clock;
            if let Some(last) = order.feedback.last_mut() {
                last.sent_back = Some(note.clone());
            }
        }),
        SupervisionEvent::SignedOff { order, note, .. } => with(orders, *order, |order| {
            order.state = OrderState::SignedOff;
            order.closing.clone_from(note);
        }),
        SupervisionEvent::Withdrawn { order } => {
            with(orders, *order, |order| order.state = OrderState::Withdrawn);
        }
        SupervisionEvent::Inspected(record) => oversight.inspections.push(record.clone()),
    }
}

fn with(orders: &mut [Order], id: u16, change: impl FnOnce(&mut Order)) {
    if let Some(order) = orders.iter_mut().find(|order| order.id == id) {
        change(order);
    }
}
