//! "Is it one of these?": likely same matters for one that is not routed yet. Nothing is joined until a person says so.

use domain::matter::{Action, Stage};
use maud::{Markup, html};
use office::matter_file::MatterFile;
use office::same::Candidate;

use super::people::verdict;
use super::{act_href, href};
use crate::app::App;
use crate::look::{ButtonKind, Icon, Lang, icon, link_button, panel};
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::Staff;

/// Likely same matters, at the stages where a join still makes sense.
pub(super) async fn likely(
    app: &App,
    staff: &Staff,
    file: &MatterFile,
) -> Result<Vec<Candidate>, Problem> {
    if !matches!(file.matter.stage, Stage::Received | Stage::Registered) {
        return Ok(Vec::new());
    }
    let (viewer, matter, now) = (staff.viewer().clone(), file.matter.clone(), app.now());
    app.work(move |office| office.candidates_for(&viewer, &matter, now))
        .await
}

/// The panel; nothing when nothing is like it. What is already tied to the matter is not asked about again.
pub(super) fn panel_of(lang: Lang, file: &MatterFile, found: &[Candidate]) -> Markup {
    let matter = &file.matter;
    let open: Vec<&Candidate> = found
        .iter()
        .filter(|candidate| !matter.related.contains(&candidate.line.id))
        .collect();
    if open.is_empty() {
        return html! {};
    }
    let may_join = verdict(&file.choices, Action::Join).is_ok();
    let may_relate = verdict(&file.choices, Action::Relate).is_ok();
    let choose = |action, number: &str| format!("{}?other={number}", act_href(matter.id, action));
    panel(
        "same",
        lang.pick("可能是同一事项", "Is it one of these?"),
        None,
        &html! {
            div class="candidates" {
                @for candidate in open {
                    div class="candidate stack" {
                        (card(lang, file, candidate))
                        div class="actions no-print" {
                            @if may_join {
                                (link_button(ButtonKind::Quiet, Some(Icon::Merge), lang.pick("并入", "Join"),
                                    &choose(Action::Join, &candidate.line.number)))
                            }
                            @if may_relate {
                                (link_button(ButtonKind::Quiet, None, lang.pick("标为相关", "Related"),
                                    &choose(Action::Relate, &candidate.line.number)))
                            }
                        }
                    }
                }
            }
        },
    )
}

/// A likely same matter in a few lines, with why it is shown.
pub(super) fn card(lang: Lang, file: &MatterFile, candidate: &Candidate) -> Markup {
    let line = &candidate.line;
    html! {
        div class="candidate-head" {
            a href=(href(line.id)) { (line.number) }
            (frame::stage(lang, line.stage))
            span class="soft" { (file.org.unit_name(line.owner)) " · " (super::day_of(lang, &line.received)) }
        }
        p { b { (line.subject) } }
        p class="candidate-text" { (candidate.text) }
        p class="candidate-why" {
            (icon(Icon::Info)) " " (lang.pick("相似之处：", "Alike in: "))
            (candidate.why.join(lang.pick("、", ", ")))
        }
    }
}
