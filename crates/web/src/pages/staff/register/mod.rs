//! Registering an arrival: choose how it came, fill in what that way needs, compare with what is there already.
//!
//! - [`form`]: what the fields mean, checked, with an error for each that is wrong;
//! - [`view`]: the page;
//! - [`same`]: the likely same matters beside it, and what was chosen about them;
//! - [`done`]: number, query code and slip.

mod done;
mod form;
mod same;
mod view;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use matter::Attachment;
use matter::petition::Channel;
use maud::{Markup, html};
use office::category::Category;
use office::intake::{Receipt, Submission};
use office::kept::Kept;
use office::same::Draft;
use office::vault::Identity;
use office::{Moment, Office, OfficeError, Viewer};

use self::form::{Asking, Checked};
use self::same::Choices;
use self::view::Page;
use crate::app::App;
use crate::form::{Form, Got, Stage};
use crate::look::{self, Icon, Tone};
use crate::pages::frame;
use crate::pages::matter::category;
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::kept::waiting;
use crate::request::{Fields, Keeps, Staff, StaffForm, StaffUpload, Stored, Takes, Who};

/// The page, with the forms by channel, what they look up while somebody types, and what follows.
pub static SCREEN: Screen = Screen::at("/register", "登记来件", "Register", || get(choose))
    .open_to(Who::Registrars)
    .menu(Group::Work, Icon::Add)
    .with(|| {
        Router::new()
            .route("/register/done", get(done::show))
            .route("/register/slip", post(done::print))
            .route(
                "/register/candidates",
                post(candidates).layer(Extension(Takes::Text)),
            )
            .route(
                "/register/{channel}",
                get(blank)
                    .post(submit)
                    .layer((Extension(Takes::Files), Extension(Keeps))),
            )
    });

fn known(channel: &str) -> Result<Channel, Problem> {
    Channel::ALL
        .iter()
        .copied()
        .find(|known| known.code() == channel)
        .ok_or_else(Problem::not_found)
}

async fn choose(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    SCREEN.page(&app, &staff, &view::choose(staff.lang()))
}

async fn blank(
    State(app): State<App>,
    staff: Staff,
    Path(channel): Path<String>,
) -> Result<Markup, Problem> {
    let channel = known(&channel)?;
    let page = format!("/register/{}", channel.code());
    let kept = waiting(&app, staff.viewer().person, &page)?;
    let (stage, fields) = match &kept {
        Some(kept) => (Stage::Restored, Fields(kept.typed.fields.clone())),
        None => (
            Stage::Fresh,
            Fields(vec![
                ("received".to_owned(), app.now().today().to_string()),
                ("once".to_owned(), office::vault::token()),
            ]),
        ),
    };
    let form = Form::at(stage, staff.lang(), &fields);
    let asked = asked(&app, channel, &form, &Stored::default(), kept.as_ref());
    let drawn = Drawn {
        fields: &asked.drawn(),
        kept: kept.as_ref(),
        told: None,
        found: None,
    };
    draw(&app, &staff, channel, &form, drawn)
}

fn asked(
    app: &App,
    channel: Channel,
    form: &Form<'_>,
    stored: &Stored,
    kept: Option<&Kept>,
) -> Got<Checked> {
    let asking = Asking {
        form,
        channel,
        org: &app.office.org(),
        today: app.now().today(),
        stored,
        kept,
    };
    asking.asks()
}

/// What the page is drawn from, beside its channel and form.
struct Drawn<'a> {
    /// The fields.
    fields: &'a Markup,
    /// The earlier try it goes on from.
    kept: Option<&'a Kept>,
    /// What the office refused.
    told: Option<&'a Problem>,
    /// Likely same matters, once they were looked for.
    found: Option<Markup>,
}

fn draw(
    app: &App,
    staff: &Staff,
    channel: Channel,
    form: &Form<'_>,
    drawn: Drawn<'_>,
) -> Result<Markup, Problem> {
    let choices = app.office.category_choices()?;
    let page = Page {
        app,
        staff,
        channel,
        form,
        drawn: drawn.fields,
        told: drawn.told,
        found: drawn.found,
        kept: drawn.kept,
        categories: choices.iter().flat_map(Category::names).collect(),
    };
    SCREEN.titled(app, staff, &page.title(), &page.render())
}

/// The likely same matters for what is being typed, as a part of the page.
async fn candidates(State(app): State<App>, form: StaffForm) -> Result<Markup, Problem> {
    look_for(&app, &form.staff, &form.fields).await
}

async fn look_for(app: &App, staff: &Staff, fields: &Fields) -> Result<Markup, Problem> {
    let (viewer, draft, now) = (staff.viewer().clone(), form::draft(fields), app.now());
    let (lang, subject, body) = (staff.lang(), draft.subject.clone(), draft.body.clone());
    let reader = viewer.clone();
    let suggested = app
        .work(move |office| category::suggestion(office, (&reader, lang), &subject, &body))
        .await?;
    let (found, told) = app
        .work(move |office| {
            match office.candidates(&viewer, &draft, None, now) {
                // Too many people were asked about: the texts are compared all the same.
                Err(OfficeError::Refused(refusal)) => {
                    let nobody = Draft {
                        person: Identity::default(),
                        ..draft
                    };
                    let found = office.candidates(&viewer, &nobody, None, now)?;
                    Ok((found, Some(refusal)))
                }
                found => Ok((found?, None)),
            }
        })
        .await?;
    let same = same::panel(app, staff, &found, &Choices::read(fields))?;
    let title = lang.pick("内容分类", "Category");
    Ok(html! {
        @if let Some(refusal) = told { (look::notice(Tone::Warning, lang.pick(&refusal.zh, &refusal.en), None)) }
        (same)
        @if let Some(suggested) = suggested { h3 { (title) } (suggested) }
    })
}

async fn submit(
    State(app): State<App>,
    Path(channel): Path<String>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    let StaffUpload {
        staff,
        upload,
        waits,
    } = sent;
    let channel = known(&channel)?;
    let (fields, lang) = (upload.fields, staff.lang());
    let stored = Stored::of(&app, upload.files, true).await?;
    let looks = fields.text("do") == "find";
    let form = match looks {
        true => Form::at(Stage::Restored, lang, &fields),
        false => Form::sent(lang, &fields).with_faults(stored.faults(lang)),
    };
    let checked = asked(&app, channel, &form, &stored, None).value;
    let told = match checked.filter(|_| !looks) {
        None => None,
        Some(checked) => {
            let once = checked.once.clone();
            let registered = register(
                &app,
                &staff,
                channel,
                (checked, &fields),
                stored.attachments(),
            )
            .await;
            match registered {
                Ok(receipt) => {
                    waits.end(&app).await?;
                    return done::after(&app, &staff, &receipt, &once);
                }
                Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => Some(problem),
                Err(problem) => return Err(waits.lay_by(&app, &fields, &stored, problem).await),
            }
        }
    };
    let found = look_for(&app, &staff, &fields).await?;
    let kept = waits.hold(&app, &fields, &stored).await?;
    // Described anew with the files that are kept now.
    let again = match looks {
        true => Form::at(Stage::Overtaken, lang, &fields),
        false => Form::sent(lang, &fields).with_faults(stored.faults(lang)),
    };
    let asked = asked(&app, channel, &again, &stored, kept.as_ref());
    let drawn = Drawn {
        fields: &asked.drawn(),
        kept: kept.as_ref(),
        told: told.as_ref(),
        found: Some(found),
    };
    let page = draw(&app, &staff, channel, &again, drawn)?;
    Ok(match looks {
        true => page.into_response(),
        false => frame::unprocessable(page),
    })
}

async fn register(
    app: &App,
    staff: &Staff,
    channel: Channel,
    (mut checked, fields): (Checked, &Fields),
    attachments: Vec<Attachment>,
) -> Result<Receipt, Problem> {
    let (viewer, now) = (staff.viewer().clone(), app.now());
    checked.screening.suggested =
        category::kept_with(&app.office, &viewer, &checked.screening, fields);
    app.work(move |office| {
        let submission = submission(office, &viewer, channel, checked, attachments, now)?;
        office.register(&viewer, submission, now)
    })
    .await
}

fn submission(
    office: &Office,
    viewer: &Viewer,
    channel: Channel,
    checked: Checked,
    attachments: Vec<Attachment>,
    now: Moment,
) -> Result<Submission, OfficeError> {
    let links = checked.choices.links(office, viewer, &checked.draft, now)?;
    Ok(Submission {
        channel,
        received: checked.received,
        // Whoever stands at the counter or on the line is received now.
        time: (checked.received == now.today()
            && matches!(channel, Channel::Visit | Channel::Call | Channel::Video))
        .then(|| {
            now.civil()
                .time()
                .round(jiff::Unit::Minute)
                .unwrap_or_default()
        }),
        office: viewer.unit,
        subject: checked.draft.subject,
        body: checked.draft.body,
        place: Some(checked.draft.place).filter(|place| !place.is_empty()),
        people: checked.people,
        head_count: checked.head_count,
        attachments,
        screening: Some(checked.screening),
        once: Some(checked.once),
        join: links.join,
        related: links.related,
        extra: checked.extra,
    })
}

/// Sends on to the page with number and code.
fn to_done(receipt: &Receipt) -> Response {
    Redirect::to(&format!(
        "/register/done?matter={}&done=registered",
        receipt.matter
    ))
    .into_response()
}
