//! Events beside the procedure as sentences.

use domain::matter::oversight::RecusalEvent;
use office::matter_file::post_name;

use super::super::words::{Told, Words};
use crate::look::EventKind;

fn told(words: &Words<'_>, kind: EventKind, zh: String, en: String, body: &str) -> Told {
    Told {
        text: words.lang.pick(zh, en),
        body: Some(body.trim().to_owned()).filter(|body| !body.is_empty()),
        kind,
    }
}

/// Recusal.
pub(super) fn recusal(words: &Words<'_>, event: &RecusalEvent) -> Told {
    let name = |post| post_name(words.org, post);
    match event {
        RecusalEvent::Declared { post, reason, .. } => {
            let who = name(*post);
            told(
                words,
                EventKind::Stop,
                format!("{who}申报回避"),
                format!("{who} declared an interest and is recused"),
                reason,
            )
        }
        RecusalEvent::Asked {
            post,
            named,
            reason,
            ..
        } => {
            let who = post.map_or_else(|| named.clone(), name);
            told(
                words,
                EventKind::Plain,
                format!("信访人申请{who}回避"),
                format!("The petitioner asks for the recusal of {who}"),
                reason,
            )
        }
        RecusalEvent::Decided {
            granted,
            post,
            reason,
            ..
        } => {
            let who = post.map(name).unwrap_or_default();
            let (zh, en) = if *granted {
                ("同意", "granted")
            } else {
                ("不同意", "not granted")
            };
            told(
                words,
                EventKind::Stop,
                format!("{zh}{who}回避"),
                format!("Recusal of {who} {en}"),
                reason,
            )
        }
        RecusalEvent::Ended { reason, .. } => told(
            words,
            EventKind::Plain,
            "解除回避".to_owned(),
            "A recusal was ended".to_owned(),
            reason,
        ),
    }
}
