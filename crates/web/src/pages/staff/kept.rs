//! Throwing away what was typed and could not be sent.

use axum::extract::State;
use axum::response::Redirect;

use crate::app::App;
use crate::problem::Problem;
use crate::request::StaffForm;
use crate::request::kept::KEPT;

/// Forgets it, and leads to its page, where one begins anew.
pub async fn forget(State(app): State<App>, form: StaffForm) -> Result<Redirect, Problem> {
    let person = form.staff.viewer().person;
    let (token, now) = (form.fields.text(KEPT).to_owned(), app.now());
    let page = app
        .work(move |office| {
            let kept = office.kept_form(person, &token, now)?;
            office.forget_form(person, &token)?;
            Ok(kept.map(|kept| kept.typed.page))
        })
        .await?;
    Ok(Redirect::to(page.as_deref().unwrap_or("/work")))
}
