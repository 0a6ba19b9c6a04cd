//! Stand-ins (代理) as their page shows them. Who may appoint whom is decided in [`bureau::organisation::stand_in`].

use bureau::organisation::Command;
pub use bureau::organisation::StandInForm;
use bureau::organisation::stand_in::{candidates, covers};
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::Post;
use kernel::{PersonId, PostId};

use crate::once::Acting;
use crate::organisation::nothing_beside;
use crate::{Moment, Office, OfficeError};

impl Office {
    /// The posts this viewer may find a stand-in for: the own one, a leader those of the unit, an administrator all.
    pub fn posts_to_cover(&self, viewer: &Viewer) -> Vec<Post> {
        let org = self.org();
        org.posts()
            .into_iter()
            .filter(|post| post.active && post.stand_in.is_none() && covers(viewer, post))
            .cloned()
            .collect()
    }

    /// The stand-ins of those posts that are not over yet, by first day.
    pub fn stand_ins(&self, viewer: &Viewer, today: Date) -> Vec<Post> {
        let org = self.org();
        let mut posts: Vec<Post> = org
            .posts()
            .into_iter()
            .filter(|post| {
                let current = post
                    .stand_in
                    .as_ref()
                    .is_some_and(|stand_in| stand_in.to >= today);
                let mine = post.person == viewer.person;
                post.active && current && (mine || covers(viewer, post))
            })
            .cloned()
            .collect();
        posts.sort_by_key(|post| {
            (
                post.stand_in.as_ref().map(|stand_in| stand_in.from),
                post.id,
            )
        });
        posts
    }

    /// Appoints a stand-in: a post made for those days, with the rights of the post it stands in for.
    ///
    /// # Errors
    /// A post that is not the viewer's to cover or is a stand-in itself, the holder as own stand-in, days that are over or in
    /// the wrong order, days that another stand-in covers.
    pub fn appoint_stand_in(
        &self,
        by: impl Into<Acting>,
        form: StandInForm,
        moment: Moment,
    ) -> Result<PostId, OfficeError> {
        let asking = self.asking_once(moment, by.into());
        let next = self.organise(asking, Command::AppointStandIn(form), nothing_beside)?;
        Ok(next.post)
    }

    /// Ends a stand-in before its last day: the rights end at once, the record stays.
    ///
    /// # Errors
    /// The refusal when there is none that this viewer may end.
    pub fn end_stand_in(
        &self,
        by: impl Into<Acting>,
        id: PostId,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let asking = self.asking_once(moment, by.into());
        self.organise(asking, Command::EndStandIn { post: id }, nothing_beside)?;
        Ok(())
    }

    /// Who may stand in for a post, each person once, with a post held in the unit.
    pub fn stand_in_candidates(&self, of: &Post) -> Vec<(PersonId, String)> {
        let org = self.org();
        let mut people: Vec<(PersonId, String)> = candidates(&org, of)
            .into_iter()
            .map(|post| {
                let name = format!("{}（{}）", post.person_name, post.title);
                (post.person, name)
            })
            .collect();
        people.sort();
        people.dedup_by_key(|(person, _)| *person);
        people
    }
}
