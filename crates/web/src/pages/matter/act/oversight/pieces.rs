//! Fields that several of these forms share.

use kernel::PostId;
use kernel::org::{Post, Unit};
use matter::sight;
use matter::signers;
use office::matter_file::post_name;

use super::super::form::{ActForm, parsed};
use crate::form::{Got, Question};

/// Leaders in office who may have this matter; those of the units that see it come first.
pub(super) fn leaders<'f>(form: &'f ActForm<'_>, fits: impl Fn(&Post) -> bool) -> Vec<&'f Post> {
    let (matter, org) = (&form.file.matter, &form.file.org);
    let sight = sight::sight(matter, org);
    let mut posts = org.posts();
    posts.retain(|post| {
        signers::may_sign(matter, post, org, form.file.today)
            && sight::may_receive(matter, post.unit, org)
            && fits(post)
    });
    posts.sort_by_key(|post| (!sight.contains(&post.unit), post.unit, post.id));
    posts
}

/// Posts as a choice, each with its unit.
pub(super) fn rows(form: &ActForm<'_>, posts: &[&Post]) -> Vec<(String, String)> {
    let org = &form.file.org;
    let words = |post: &Post| format!("{} · {}", org.unit_name(post.unit), post_name(org, post.id));
    posts
        .iter()
        .map(|post| (post.id.to_string(), words(post)))
        .collect()
}

/// The choice of a leader, by unit.
pub(super) fn leader(form: &ActForm<'_>, question: Question<'_>, posts: &[&Post]) -> Got<PostId> {
    let rows = rows(form, posts);
    let first = match rows.as_slice() {
        [(only, _)] => only.as_str(),
        _ => "",
    };
    question.required().first(first).select(&rows, parsed)
}

/// The units that may have the matter.
pub(super) fn units<'f>(form: &'f ActForm<'_>) -> Vec<&'f Unit> {
    let (matter, org) = (&form.file.matter, &form.file.org);
    let mut units = org.units();
    units.retain(|unit| sight::may_receive(matter, unit.id, org));
    units
}
