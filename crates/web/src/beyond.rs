//! Requests of staff beyond their rights leave a count: somebody who tries one number after another, or an administrator's pages, is seen
//! on the record of sign-ins. What was asked for is not kept, and what is out of sight counts like what does not exist.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::problem::Problem;
use crate::request::cookie::session;

/// Counts a refused request of somebody signed in.
pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let session = session(request.headers(), app.https).map(str::to_owned);
    let response = next.run(request).await;
    let refused = response
        .extensions()
        .get::<Problem>()
        .is_some_and(|problem| problem.beyond);
    if let Some(session) = session.filter(|_| refused) {
        let now = app.now();
        // The answer is the same whether it could be counted or not; `work` has told the log why it could not.
        let _ = app
            .work(move |office| office.note_refused(&session, now))
            .await;
    }
    response
}
