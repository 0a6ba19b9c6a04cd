//! Who stepped back from the matter, and requests that wait.

use domain::matter::oversight::{Recusal, RecusalState};
use maud::{Markup, html};
use office::matter_file::MatterFile;

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

fn line(lang: Lang, file: &MatterFile, one: &Recusal) -> Markup {
    let who = one
        .post
        .map_or_else(|| one.named.clone(), |post| file.post_name(post));
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
