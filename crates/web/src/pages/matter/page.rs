//! The page of a matter.

use std::collections::HashMap;

use axum::extract::{Path, State};
use maud::{Markup, html};
use office::matter_file::MatterFile;

use super::aside::{Tie, Ties, tied};
use super::history::History;
use super::{
    act_href, aside, buttons, clock, contents, desk, desk_check, documents, extension, href, later,
    open, oversight, people, same, way,
};
use crate::app::App;
use crate::look::{
    ButtonKind, Crumb, Icon, Lang, Tone, breadcrumbs, heading, icon, link_button, notice,
    print_button, sealed_tag, two_columns,
};
use crate::pages::frame::{self, staff_page};
use crate::problem::Problem;
use crate::request::Staff;

/// Shows a matter in sight.
pub(super) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let file = open(&app, &staff, &id).await?;
    let lang = staff.lang();
    let stories = app.office.clock_stories(&file.matter, file.today);
    let ties = ties(&app, &staff, &file)?;
    let numbers = ties.numbers();
    let history = History {
        lang,
        file: &file,
        numbers: &numbers,
    };
    let main = html! {
        (same::place(lang, &file))
        (desk::panel_of(lang, &file))
        (extension::panel_of(lang, &file))
        (desk_check::panel_of(&app, lang, &file))
        (contents::demands(lang, &file.matter))
        (contents::petitions(lang, &file.matter))
        (contents::answers(&app, lang, &file))
        (later::panels(lang, &file))
        (oversight::below(&app, lang, &file))
        (documents::panel(lang, &file))
        (history.panel())
    };
    let beside = html! {
        (aside::facts_panel(lang, &file))
        (way::panel_of(lang, &file))
        (people::people(lang, &file, &staff.signed_in.csrf))
        (aside::files(lang, &file.matter))
        (ties.panel(lang, &file.matter))
        (aside::rating(lang, file.matter.rating.as_ref()))
        (oversight::beside(&app, lang, &file))
    };
    let content = html! {
        (breadcrumbs(lang, &[
            Crumb { label: lang.pick("全部事项", "All matters"), href: Some("/matters") },
            Crumb { label: file.matter.number(), href: None },
        ]))
        (top(&app, lang, &staff, &file))
        (joined_into(lang, &file, &ties))
        (clock::strip(&app, lang, &file, &stories))
        (buttons::actions(lang, &file))
        (two_columns(&main, &beside))
    };
    staff_page(&app, &staff, &file.matter.subject, "/matters", "", &content)
}

/// What the viewer may know of the matters tied to this one: one query for all of them.
fn ties(app: &App, staff: &Staff, file: &MatterFile) -> Result<Ties, Problem> {
    let mut ids = tied(file);
    ids.extend(file.matter.joined_into);
    if ids.is_empty() {
        return Ok(Ties {
            seen: HashMap::new(),
        });
    }
    let lines = app.office.lines(staff.viewer(), &ids)?;
    Ok(Ties {
        seen: lines
            .into_iter()
            .map(|line| {
                (
                    line.id,
                    Tie {
                        number: line.number,
                        subject: line.subject,
                        stage: line.stage,
                    },
                )
            })
            .collect(),
    })
}

fn top(app: &App, lang: Lang, staff: &Staff, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    let least = app.office.law().group_visit_from();
    let tags = html! {
        (frame::stage(lang, matter.stage))
        @if matter.returned { span class="badge" { (icon(Icon::Back)) (lang.pick("被退回", "Handed back")) } }
        @if matter.simple.is_some() { span class="badge" { (icon(Icon::Clock)) (lang.pick("简易办理", "Simplified")) } }
        @if matter.oversight.is_supervised() { span class="badge" { (icon(Icon::Supervise)) (lang.pick("督办中", "Supervised")) } }
        @if matter.oversight.archive.is_some() { span class="badge" { (icon(Icon::Check)) (lang.pick("已归档", "Archived")) } }
        @if matter.is_sealed() { (sealed_tag(lang)) }
        @if let Some(first) = matter.petitions.first() { (frame::channel(lang, first.channel)) }
        @if matter.petitions.iter().any(|petition| petition.is_group_visit(least)) { (frame::group_visit(lang)) }
        span class="tag" { (icon(Icon::Unit)) (file.org.unit_name(matter.owner)) }
    };
    let actions = html! {
        @if super::slip::may_print(staff.viewer(), file) {
            (link_button(ButtonKind::Quiet, Some(Icon::Petition), lang.pick("查询单", "Query slip"),
                &format!("{}/slip", href(matter.id))))
        }
        (print_button(lang))
    };
    let received = matter
        .petitions
        .first()
        .map(|first| lang.date(first.received))
        .unwrap_or_default();
    let lead = lang.pick(
        format!("{}　{received}收到", matter.number()),
        format!("{}, received {received}", matter.number()),
    );
    heading(&matter.subject, Some(&lead), Some(&tags), Some(&actions))
}

/// Where a joined matter's petitions are now.
fn joined_into(lang: Lang, file: &MatterFile, ties: &Ties) -> Markup {
    let Some(host) = file.matter.joined_into else {
        return html! {};
    };
    let undo = matter::Action::UndoJoin;
    let seen = ties.seen.get(&host);
    let more = html! {
        @if let Some(tie) = seen {
            p { a href=(href(host)) { (tie.number) " " (tie.subject) } }
        }
        @if people::verdict(&file.choices, undo).is_ok() {
            p class="no-print" { a href=(act_href(file.matter.id, undo)) { (lang.pick(undo.zh(), undo.en())) } }
        }
    };
    notice(
        Tone::Info,
        match seen {
            Some(_) => lang.pick("本事项已并入：", "This matter was joined to:"),
            None => lang.pick(
                "本事项已并入另一事项办理。",
                "This matter is handled together with another.",
            ),
        },
        Some(&more),
    )
}
