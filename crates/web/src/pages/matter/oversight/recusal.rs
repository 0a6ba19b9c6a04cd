//! Who stepped back from the matter, and requests that wait.

use std::sync::Arc;

use kernel::org::Org;
use matter::oversight::{Recusal, RecusalEvent, RecusalState};
use matter::{Event, OversightEvent};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use crate::look::{self, Lang, StageTone, stage_badge};

/// The panel; nothing while nobody has an interest.
pub(super) fn panel(lang: Lang, file: &MatterFile) -> Markup {
    let recusals = &file.matter.oversight.recusals;
    if recusals.is_empty() {
        return html! {};
    }
    look::panel(
        "recusal",
        lang.pick("回避", "Recusal"),
        None,
        &html! { ul class="stack small" { @for one in recusals { li { (line(lang, file, one)) } } } },
    )
}

/// The names of when it was first said whom it concerns: by the person, by the petitioner, or by the leader who decided.
pub(in super::super) fn when_named(file: &MatterFile, one: &Recusal) -> Arc<Org> {
    let names = |event: &Event| match event {
        Event::Oversight(OversightEvent::Recusal(event)) => match event {
            RecusalEvent::Declared { id, .. } => *id == one.id,
            RecusalEvent::Asked { id, post, .. } | RecusalEvent::Decided { id, post, .. } => {
                *id == one.id && *post == one.post
            }
            RecusalEvent::Ended { .. } => false,
        },
        _ => false,
    };
    let mut history = file.history.iter();
    match history.find(|(_, event)| names(event)) {
        Some((entry, _)) => file.org.as_of(entry.seq),
        None => Arc::clone(&file.org),
    }
}

fn line(lang: Lang, file: &MatterFile, one: &Recusal) -> Markup {
    let who = one.post.map_or_else(
        || one.named.clone(),
        |post| post_name(&when_named(file, one), post),
    );
    let (tone, state) = match one.state {
        RecusalState::Asked => (StageTone::Waiting, lang.pick("待决定", "to be decided")),
        RecusalState::InForce => (StageTone::Working, lang.pick("已回避", "recused")),
        RecusalState::Refused => (StageTone::Ended, lang.pick("未同意", "not granted")),
        RecusalState::Ended => (StageTone::Ended, lang.pick("已解除", "ended")),
    };
    html! {
        (stage_badge(tone, state)) " " (who) br;
        span class="soft" { (lang.pick(one.source.zh(), one.source.en())) " " (lang.date(one.on)) "：" (one.reason) }
    }
}
