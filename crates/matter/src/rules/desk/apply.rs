//! What happens on the desk.

use crate::model::desk::{DeskEvent, Draft};
use crate::model::matter::Matter;
use crate::rules::desk::take_back;

/// Applies what happened.
pub(crate) fn apply(matter: &mut Matter, event: &DeskEvent) {
    let desk = &mut matter.desk;
    match (event, &mut desk.draft) {
        (
            DeskEvent::TakenBack {
                answer, post, text, ..
            },
            _,
        ) => take_back::apply(matter, *answer, *post, text),
        (DeskEvent::Drafted { author, text }, Some(draft)) => {
            draft.revision += 1;
            draft.author = *author;
            draft.text.clone_from(text);
        }
        (DeskEvent::Drafted { author, text }, empty) => {
            *empty = Some(Draft {
                revision: 1,
                text: text.clone(),
                author: *author,
                with: None,
                since: None,
                remark: None,
                looks: Vec::new(),
            });
        }
        (DeskEvent::Submitted { to, on }, Some(draft)) => {
            draft.with = Some(*to);
            draft.since = *on;
            draft.remark = None;
        }
        (DeskEvent::Looked { post }, Some(draft)) => draft.looked(*post),
        (DeskEvent::SentBack { post, remark }, Some(draft)) => {
            draft.looked(*post);
            draft.with = None;
            draft.since = None;
            draft.remark = Some(remark.clone());
        }
        (DeskEvent::Signed { .. }, draft) => *draft = None,
        // An empty desk has nothing to give to an approver.
        (
            DeskEvent::Submitted { .. } | DeskEvent::Looked { .. } | DeskEvent::SentBack { .. },
            None,
        ) => {}
    }
}
