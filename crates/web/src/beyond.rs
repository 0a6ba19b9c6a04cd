//! Requests of staff beyond their rights leave a count: somebody who tries one number after another, or an administrator's pages, is seen
//! on the record of sign-ins. What was asked for is not kept, and what is out of sight counts like what does not exist.

use axum::response::Response;

use crate::app::App;
use crate::problem::Problem;

/// Whether an answer refuses what is beyond somebody's rights.
pub fn refuses(response: &Response) -> bool {
    response
        .extensions()
        .get::<Problem>()
        .is_some_and(|problem| problem.beyond)
}

/// Counts a refused request of somebody signed in.
pub async fn count(app: &App, session: String) {
    let now = app.now();
    // The answer is the same whether it could be counted or not; `work` has told the log why it could not.
    let _ = app
        .work(move |office| office.note_refused(&session, now))
        .await;
}
