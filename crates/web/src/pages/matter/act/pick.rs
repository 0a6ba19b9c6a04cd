//! Choices that the forms of reviews, hearings and mediations share.

use kernel::PostId;
use kernel::org::Post;
use matter::review::{Review, ReviewEvent, request};
use matter::{Event, signers};
use office::matter_file::org_of_answer;

use super::form::ActForm;
use crate::form::Got;

impl ActForm<'_> {
    /// The name of a review: its level and what it challenges.
    pub fn review_name(&self, review: &Review) -> String {
        let lang = self.lang();
        format!(
            "{}（{}，{}）",
            lang.pick(review.level.zh(), review.level.en()),
            self.file
                .org_when(|event| matches!(event, Event::Review(ReviewEvent::Requested { review: asked }) if asked.id == review.id))
                .unit_name(review.respondent),
            lang.date(review.on)
        )
    }

    /// The opinions that may be challenged.
    pub fn challengeable(&self) -> Vec<(String, String)> {
        request::challengeable(&self.file.matter)
            .into_iter()
            .map(|(answer, level)| {
                let title = self.pick(answer.kind.zh(), answer.kind.en());
                let level = self.pick(level.zh(), level.en());
                let then = org_of_answer(&self.file.org, &self.file.history, answer.id);
                let unit = then.unit_name(answer.unit);
                (answer.id.to_string(), format!("{level}：{unit}《{title}》"))
            })
            .collect()
    }

    /// Posts as a choice.
    pub fn posts(&self, posts: &[&Post]) -> Vec<(String, String)> {
        posts
            .iter()
            .map(|post| {
                (
                    post.id.to_string(),
                    format!("{}（{}）", post.person_name, post.title),
                )
            })
            .collect()
    }

    /// The leaders who may sign for a review body or its working office.
    pub fn review_signer(&self, review: &Review) -> Got<PostId> {
        let (units, file) = (signers::units_of_review(review), self.file);
        let posts = signers::of_units(&file.matter, &units, &file.org, file.today);
        let rows = self.posts(&posts);
        self.choose("signer", ("签发人", "Signed by"), &rows, true)
    }
}
