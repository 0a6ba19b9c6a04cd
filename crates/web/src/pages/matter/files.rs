//! Downloads. Never shown inside a page of ours, whatever their bytes claim to be.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::MatterId;

use crate::app::App;
use crate::problem::Problem;
use crate::request::Staff;

/// One file of a matter in sight.
pub(super) async fn download(
    State(app): State<App>,
    staff: Staff,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id: MatterId = id.parse().map_err(|_| Problem::not_found())?;
    let viewer = staff.viewer().clone();
    let (attachment, content) = app
        .work(move |office| office.file(&viewer, id, &hash))
        .await?;
    Ok((
        [
            (header::CONTENT_TYPE, attachment.media.clone()),
            (header::CONTENT_DISPOSITION, disposition(&attachment.name)),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; sandbox".to_owned(),
            ),
        ],
        content,
    )
        .into_response())
}

/// The header that makes a browser save the file under its own name (RFC 6266).
fn disposition(name: &str) -> String {
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_the_header() {
        assert_eq!(
            disposition("a\"\r\nX: y.png"),
            "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y.png"
        );
        assert_eq!(
            disposition("合同.pdf"),
            "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf"
        );
    }
}
