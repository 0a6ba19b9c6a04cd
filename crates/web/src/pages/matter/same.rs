//! "Is it one of these?": likely same matters for one that is not routed yet. Nothing is joined until a person says so.
//!
//! Comparing takes longer than the rest of a matter's page, so the page comes first and this part after it: fetched by the
//! page's script, or on a page of its own for a browser that runs none.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use matter::{Action, Matter, Stage};
use maud::{Markup, html};
use office::matter_file::MatterFile;
use office::same::Candidate;

use super::people::verdict;
use super::{act_href, href, open};
use crate::app::App;
use crate::look::{
    ButtonKind, Crumb, Icon, Lang, Tone, breadcrumbs, heading, icon, link_button, notice, panel,
};
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::Staff;

/// Whether a join still makes sense.
fn is_asked(matter: &Matter) -> bool {
    matches!(matter.stage, Stage::Received | Stage::Registered)
}

/// Where the matter's page shows them, once they are found.
pub(super) fn place(lang: Lang, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    if !is_asked(matter) || verdict(&file.choices, Action::Join).is_err() {
        return html! {};
    }
    let address = format!("{}/same", href(matter.id));
    html! {
        div id="same-place" class="no-print" data-load-url=(address) {
            p { a href=(address) { (icon(Icon::Merge)) " " (lang.pick("查找可能相同的事项", "Look for matters like this one")) } }
        }
    }
}

/// The likely same matters alone.
pub(super) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Markup, Problem> {
    let file = open(&app, &staff, &id).await?;
    let lang = staff.lang();
    let panel = panel_of(lang, &file, &likely(&app, &staff, &file).await?);
    if frame::wants_fragment(&headers) {
        return Ok(panel);
    }
    let title = lang.pick("可能相同的事项", "Matters like this one");
    let content = html! {
        (breadcrumbs(lang, &[
            Crumb { label: lang.pick("全部事项", "All matters"), href: Some("/matters") },
            Crumb { label: file.matter.number(), href: Some(&href(file.matter.id)) },
            Crumb { label: title, href: None },
        ]))
        (heading(title, Some(&file.matter.subject), None, None))
        @if panel.0.is_empty() {
            (notice(Tone::Info, lang.pick("没有找到相似的事项。", "No matter is like this one."), None))
        }
        (panel)
    };
    frame::staff_page(&app, &staff, title, "/matters", "", &content)
}

/// Likely same matters, at the stages where a join still makes sense.
pub(super) async fn likely(
    app: &App,
    staff: &Staff,
    file: &MatterFile,
) -> Result<Vec<Candidate>, Problem> {
    if !is_asked(&file.matter) {
        return Ok(Vec::new());
    }
    let (viewer, matter, now) = (staff.viewer().clone(), file.matter.clone(), app.now());
    app.work(move |office| office.candidates_for(&viewer, &matter, now))
        .await
}

/// The panel; empty when nothing is like it. What is already tied to the matter is not asked about again.
fn panel_of(lang: Lang, file: &MatterFile, found: &[Candidate]) -> Markup {
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
