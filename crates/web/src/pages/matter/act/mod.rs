//! A form for every action, and what it does.
//!
//! Asking and doing are two requests to one address: `GET` draws the form with just the action's fields, `POST` does it.
//! What is refused comes back with the reason on top and everything typed kept; what was overtaken by somebody else's save
//! comes back with both texts side by side.

mod answers;
mod category;
mod desk;
mod execution;
pub(super) mod form;
mod handling;
mod hearing;
mod intake;
mod lawful;
mod links;
mod mediation;
mod oversight;
mod paper;
mod pick;
mod records;
mod review;
mod routing;
pub(super) mod rows;
mod stale;
pub(super) mod view;
mod way;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::{MatterId, Refusal, RefusalKind};
use matter::petition::Relation;
use matter::{Action, Attachment, Command};
use maud::Markup;
use office::kept::Kept;
use office::matter_file::MatterFile;
use office::same::Candidate;
use office::set_apart::Added;
use office::vault::Identity;
use office::{Basis, Office, OfficeError};

use self::form::{ActForm, Asks};
use self::view::{ActView, Files, Place};
use super::people::verdict;
use super::{act_href, href, identity, open, same};
use crate::app::App;
use crate::form::{Form, Stage};
use crate::pages::frame::{staff_page, unprocessable};
use crate::problem::Problem;
use crate::request::kept::waiting;
use crate::request::{Fields, Staff, StaffUpload, Stored, numbered};
use crate::undone::Undone;

/// What a form asks for, read.
pub(super) enum Deed {
    /// A command on this matter alone.
    Command(Box<Command>),
    /// Join this matter to another.
    Join(MatterId, Relation),
    /// Undo that.
    UndoJoin(String),
    /// Keep the files sent along.
    Attach,
    /// Show names and contacts, for this reason.
    ShowIdentity(String),
    /// Nothing that staff could do: only the petitioner can.
    Petitioners,
}

impl From<Command> for Deed {
    fn from(command: Command) -> Self {
        Self::Command(Box::new(command))
    }
}

/// The row of the action in an address: one of the codes, since an address with a Chinese name in it is none of ours.
fn view_of(code: &str) -> Result<&'static ActView, Problem> {
    let mut views = rows::all();
    let found = views.find(|view| view.action.code() == code);
    found.ok_or_else(Problem::not_found)
}

async fn likely(
    app: &App,
    staff: &Staff,
    file: &MatterFile,
    view: &ActView,
) -> Result<Vec<Candidate>, Problem> {
    if view.compares {
        same::likely(app, staff, file).await
    } else {
        Ok(Vec::new())
    }
}

fn draw(form: &ActForm<'_>, content: &Markup) -> Result<Markup, Problem> {
    let title = form
        .lang()
        .pick(form.view.action.zh(), form.view.action.en());
    staff_page(form.app, form.staff, title, "/matters", "", content)
}

/// Draws the form of an action, or why there is none now.
pub(super) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path((id, action)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let view = view_of(&action)?;
    let file = open(&app, &staff, &id).await?;
    let elsewhere = match view.place {
        Place::Elsewhere(page) => Some(page(&file.matter)),
        Place::Form { rather, .. } => rather(&file.matter),
    };
    if let Some(page) = elsewhere {
        return Ok(Redirect::to(&page).into_response());
    }
    let likely = likely(&app, &staff, &file, view).await?;
    let page = act_href(file.matter.id, view.action);
    let kept = waiting(&app, staff.viewer().person, &page)?;
    let (stage, typed) = match &kept {
        Some(kept) => (Stage::Restored, Fields(kept.typed.fields.clone())),
        None => (Stage::Fresh, Fields(query)),
    };
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        view,
        form: &Form::at(stage, staff.lang(), &typed),
        likely: &likely,
        kept: kept.as_ref(),
    };
    match verdict(&file.choices, view.action) {
        Ok(()) => {
            let asks = form.asks();
            let based_on: Option<u32> = typed.parsed("based_on");
            let page = match based_on.filter(|version| *version < file.matter.version) {
                Some(based_on) => stale::page(&form, &asks, based_on),
                None => form.page(&asks.fields, None),
            };
            Ok(Html(draw(&form, &page)?.into_string()).into_response())
        }
        Err(refusal) => Ok(unprocessable(draw(&form, &form.closed(refusal))?)),
    }
}

/// Does it.
pub(super) async fn perform(
    State(app): State<App>,
    Path((id, action)): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    let view = view_of(&action)?;
    let basis = sent.basis();
    let StaffUpload {
        staff,
        upload,
        waits,
    } = sent;
    if let Some(once) = &basis.once
        && app.office.was_done(once, app.now())?
    {
        return back(&app, &staff, numbered(&id)?, view.done);
    }
    let file = open(&app, &staff, &id).await?;
    if let Place::Elsewhere(page) = view.place {
        return Ok(Redirect::to(&page(&file.matter)).into_response());
    }
    let likely = likely(&app, &staff, &file, view).await?;
    let (typed, lang, based_on) = (upload.fields, staff.lang(), basis.version);
    let files = match view.files {
        Files::None => Vec::new(),
        Files::Attached | Files::SignedOnPaper | Files::OnlyOnPaper => upload.files,
    };
    let stored = Stored::of(&app, files, false).await?;
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        view,
        form: &Form::sent(lang, &typed).with_faults(stored.faults(lang)),
        likely: &likely,
        kept: None,
    };
    let Asks { fields, deed } = form.asks();
    // All of its files or none.
    let deed = deed.filter(|_| stored.refused.is_empty());
    let refusal = match deed {
        None => None,
        Some(deed) => match carry_out(&form, deed, basis, stored.attachments()).await {
            Ok(done) => {
                waits.end(&app).await?;
                return shown(&form, done);
            }
            Err(error) => match Undone::of(error) {
                Ok(Undone::Before) => return back(&app, &staff, file.matter.id, view.done),
                Ok(Undone::Refused(refusal)) => Some(refusal),
                Ok(Undone::Overtaken(_)) => {
                    let kept = waits.hold(&app, &typed, &stored).await?;
                    return overtaken(&form, kept.as_ref(), based_on);
                }
                Err(problem) => return Err(waits.lay_by(&app, &typed, &stored, problem).await),
            },
        },
    };
    let kept = waits.hold(&app, &typed, &stored).await?;
    let form = ActForm {
        kept: kept.as_ref(),
        ..form
    };
    let page = form.page(&fields, refusal.as_ref());
    Ok(unprocessable(draw(&form, &page)?))
}

/// What follows a deed.
fn shown(form: &ActForm<'_>, done: Done) -> Result<Response, Problem> {
    let (app, staff, id) = (form.app, form.staff, form.file.matter.id);
    match done {
        Done::Entered(Added::Here) => back(app, staff, id, form.view.done),
        Done::Entered(Added::Apart(_)) => back(app, staff, id, "apart"),
        Done::Shown(people) => {
            let page = draw(form, &identity::shown(form.lang(), form.file, &people))?;
            Ok(Html(page.into_string()).into_response())
        }
    }
}

/// The draft to read, with what changed since this reader's last look. Reading signs nothing and marks nothing.
pub(super) async fn draft(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id).await?;
    let viewer = staff.viewer();
    let Some(draft) = &file.matter.desk.draft else {
        return Ok(Redirect::to(&href(file.matter.id)).into_response());
    };
    if viewer.unit != file.matter.owner && draft.with != Some(viewer.post) {
        return Err(Problem::forbidden());
    }
    let nothing = Fields::default();
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        view: view_of(Action::LookAtReply.code())?,
        form: &Form::fresh(staff.lang(), &nothing),
        likely: &[],
        kept: None,
    };
    let title = staff.lang().pick("阅看文稿", "Read the draft");
    let page = staff_page(
        &app,
        &staff,
        title,
        "/matters",
        "",
        &desk::to_read(&form, title),
    )?;
    Ok(Html(page.into_string()).into_response())
}

/// Back to the matter, or to the workbench when the act took it out of sight.
fn back(app: &App, staff: &Staff, id: MatterId, word: &str) -> Result<Response, Problem> {
    let in_sight = !app.office.lines(staff.viewer(), &[id])?.is_empty();
    let to = if in_sight {
        href(id)
    } else {
        "/work".to_owned()
    };
    Ok(Redirect::to(&format!("{to}?done={word}")).into_response())
}

/// Somebody saved first: what is saved now beside what was typed, and the form again on top of the new state.
fn overtaken(form: &ActForm<'_>, kept: Option<&Kept>, based_on: u32) -> Result<Response, Problem> {
    let file =
        form.app
            .office
            .matter_file(form.staff.viewer(), form.file.matter.id, form.app.now())?;
    let form = ActForm {
        file: &file,
        // What is saved now is to be read first: nothing is judged.
        form: &Form::at(Stage::Overtaken, form.lang(), form.typed()),
        kept,
        ..*form
    };
    let page = draw(&form, &stale::page(&form, &form.asks(), based_on))?;
    Ok((StatusCode::CONFLICT, Html(page.into_string())).into_response())
}

/// What came of a form.
enum Done {
    /// It is in a file, this one or one apart.
    Entered(Added),
    /// Names are shown on the answer itself: no address leads to them, and no cache keeps them.
    Shown(Vec<Identity>),
}

/// Does what a form asks for.
async fn carry_out(
    form: &ActForm<'_>,
    deed: Deed,
    based_on: Basis,
    mut files: Vec<Attachment>,
) -> Result<Done, OfficeError> {
    let deed = paper::signed(form, deed, &mut files)?;
    if matches!(deed, Deed::Attach) {
        check_count(&files)?;
    }
    let (viewer, id, now) = (
        form.staff.viewer().clone(),
        form.file.matter.id,
        form.app.now(),
    );
    let work = move |office: &Office| {
        match deed {
            Deed::Command(command) => {
                let added = office.enter(&viewer, id, based_on, *command, now)?;
                return Ok(Done::Entered(added));
            }
            Deed::Join(host, relation) => {
                office.join(&viewer, id, based_on, host, relation, now)?
            }
            Deed::UndoJoin(reason) => office.undo_join(&viewer, id, based_on, reason, now)?,
            Deed::Attach => {
                let commands = files.into_iter().map(Command::Attach).collect();
                office.act_all(&viewer, id, based_on, commands, now)?;
            }
            Deed::ShowIdentity(reason) => {
                let people = office.show_identity(&viewer, id, reason, now)?;
                return Ok(Done::Shown(people));
            }
            Deed::Petitioners => {
                let (zh, en) = ("此操作由信访人本人办理", "only the petitioner can do this");
                return Err(Refusal::new(RefusalKind::NotYours, zh, en).into());
            }
        }
        Ok(Done::Entered(Added::Here))
    };
    form.app.act(work).await
}

fn check_count(files: &[Attachment]) -> Result<(), Refusal> {
    const MOST: usize = office::attachments::MOST;
    match files.len() {
        0 => Err(Refusal::input("请选择要添加的文件", "choose a file to add")),
        1..=MOST => Ok(()),
        _ => Err(Refusal::input(
            format!("一次最多添加{MOST}个文件，请分次上传"),
            format!("at most {MOST} files at a time"),
        )),
    }
}
