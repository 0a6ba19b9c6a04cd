//! The file of one matter as a page shows it: state, history, choices, clocks.

use std::sync::Arc;

use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::calendar::Calendar;
use kernel::clock::{Explanation, Light};
use kernel::org::{Org, Post};
use kernel::rulebook::Rulebook;
use kernel::{AnswerId, MatterId, PostId};
use matter::{Choice, Clock, Event, Matter, options};
pub use store::ledger::{Author, Entry};
use store::projection::sight;
use store::tables::{list, list::Line};

use crate::{Moment, Office, OfficeError, in_sight};

/// One matter, read for one viewer at one moment.
#[derive(Debug)]
pub struct MatterFile {
    /// The matter.
    pub matter: Matter,
    /// Its entries with their events, oldest first; none that speaks of a matter out of the viewer's sight.
    pub history: Vec<(Entry, Event)>,
    /// Every action with allowed or the refusal.
    pub choices: Vec<Choice>,
    /// The organisation as it stands.
    pub org: Arc<Org>,
    /// The day it was read.
    pub today: Date,
}

/// A clock in the words a page needs.
#[derive(Clone, Debug)]
pub struct ClockStory {
    /// The clock.
    pub clock: Clock,
    /// What the limit is called, in Chinese and English.
    pub name: (String, String),
    /// Its article.
    pub article: String,
    /// What notice the petitioner is due.
    pub notice: Option<String>,
    /// Green, yellow, red — while it runs.
    pub light: Option<Light>,
}

impl Office {
    /// Opens the file of a matter.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none or the viewer may not see it.
    pub fn matter_file(
        &self,
        viewer: &Viewer,
        id: MatterId,
        moment: Moment,
    ) -> Result<MatterFile, OfficeError> {
        let org = self.org();
        let (matter, history) = in_sight::read(&*self.store.reader()?, viewer, &org, id)?;
        let actor = Actor::Staff(viewer.clone());
        let choices = {
            let ctx = self.law.context(&matter.rulebook, moment, &actor, &org);
            options(&matter, &ctx)
        };
        Ok(MatterFile {
            matter,
            history,
            choices,
            org,
            today: moment.today(),
        })
    }

    /// The clocks of a matter with their names, articles and lights, in order of start.
    pub fn clock_stories(&self, matter: &Matter, today: Date) -> Vec<ClockStory> {
        let book = self.law.rulebook(&matter.rulebook);
        matter
            .clocks
            .iter()
            .map(|clock| story(clock, matter, book, today))
            .collect()
    }

    /// A due date day by day.
    pub fn explain(&self, clock: &Clock) -> Explanation {
        clock.explain(self.calendar())
    }

    /// Rest days and make-up working days.
    pub fn calendar(&self) -> &Calendar {
        &self.law.calendar
    }

    /// The lines of matters that this viewer may see: for links between matters. What is out of sight is left out.
    ///
    /// # Errors
    /// The storage's.
    pub fn lines(&self, viewer: &Viewer, ids: &[MatterId]) -> Result<Vec<Line>, OfficeError> {
        Ok(list::lines(&*self.store.reader()?, viewer, ids)?)
    }

    /// The matter a petition number leads to, where this viewer may see it.
    ///
    /// # Errors
    /// The storage's.
    pub fn by_number(
        &self,
        viewer: &Viewer,
        number: &str,
    ) -> Result<Option<MatterId>, OfficeError> {
        let found = sight::by_number(&*self.store.reader()?, viewer, number.trim())?;
        Ok(found.map(|(_, matter)| matter))
    }
}

fn story(clock: &Clock, matter: &Matter, book: &Rulebook, today: Date) -> ClockStory {
    let limit = book.limit(&clock.limit, matter.weight);
    ClockStory {
        name: limit.map_or_else(
            || (clock.limit.to_string(), clock.limit.to_string()),
            |limit| (limit.name.clone(), limit.name_en.clone()),
        ),
        article: limit.map(|limit| limit.article.clone()).unwrap_or_default(),
        notice: limit.and_then(|limit| limit.notice.clone()),
        light: clock
            .is_running()
            .then(|| clock.light(today, limit.map_or(5, |limit| limit.warn_days))),
        clock: clock.clone(),
    }
}

impl MatterFile {
    /// Who wrote an entry, in words: the person, post and unit as they were called then; the petitioner; the program.
    pub fn author(&self, entry: &Entry) -> String {
        author(&self.org.as_of(entry.seq), entry.author)
    }

    /// The organisation with the names it had when something last happened in this matter; today's names where it never did.
    pub fn org_when(&self, happened: impl Fn(&Event) -> bool) -> Arc<Org> {
        org_when(&self.org, &self.history, happened)
    }

    /// The organisation with the names it had when the duty that a clock watches was done or ended; today's while it runs.
    pub fn org_of_clock(&self, clock: &Clock) -> Arc<Org> {
        match over(clock, &self.history) {
            Some(entry) => self.org.as_of(entry.seq),
            None => Arc::clone(&self.org),
        }
    }

    /// A post's person and title as they are: for whoever has something to do now. What was done bears the names of
    /// [`Self::org_when`].
    pub fn post_name(&self, post: PostId) -> String {
        post_name(&self.org, post)
    }
}

/// The entry that ended a clock; none while it runs.
pub fn over<'h>(clock: &Clock, history: &'h [(Entry, Event)]) -> Option<&'h Entry> {
    let ended = |event: &Event| matches!(event, Event::ClockMet { clock: id, .. } | Event::ClockEnded { clock: id, .. } if *id == clock.id);
    let mut later = history.iter().rev().filter(|_| !clock.is_running());
    later
        .find(|(_, event)| ended(event))
        .map(|(entry, _)| entry)
}

/// The organisation with the names it had when something last happened in a history; today's names where it never did.
pub fn org_when(
    org: &Arc<Org>,
    history: &[(Entry, Event)],
    happened: impl Fn(&Event) -> bool,
) -> Arc<Org> {
    let last = history.iter().rev().find(|(_, event)| happened(event));
    last.map_or_else(|| Arc::clone(org), |(entry, _)| org.as_of(entry.seq))
}

/// The names of the day an answer was signed.
pub fn org_of_answer(org: &Arc<Org>, history: &[(Entry, Event)], id: AnswerId) -> Arc<Org> {
    let answered =
        |event: &Event| matches!(event, Event::AnswerIssued { answer } if answer.id == id);
    org_when(org, history, answered)
}

/// A post's person and title; for a stand-in, both names.
pub fn post_name(org: &Org, post: PostId) -> String {
    org.post(post).map_or_else(
        || format!("岗位{post}"),
        |post| format!("{}（{}）", post.person_name, post_title(org, post)),
    )
}

/// A post's title; a stand-in's says for whom.
pub fn post_title(org: &Org, post: &Post) -> String {
    match absent(org, post) {
        Some(absent) => format!("代{absent} · {}", post.title),
        None => post.title.clone(),
    }
}

/// Whom the holder of a stand-in's post stands in for.
fn absent<'o>(org: &'o Org, post: &Post) -> Option<&'o str> {
    let original = org.post(post.stand_in.as_ref()?.of)?;
    Some(&original.person_name)
}

/// Who acted, in words.
pub fn author(org: &Org, author: Author) -> String {
    match author {
        Author::Petitioner => "信访人".to_owned(),
        Author::System => "系统".to_owned(),
        Author::Post(id) => org.post(id).map_or_else(
            || format!("岗位{id}"),
            |post| {
                let absent = absent(org, post).map(|name| format!("（代{name}）"));
                let unit = org.unit_name(post.unit);
                format!(
                    "{unit} · {}{}",
                    post.person_name,
                    absent.unwrap_or_default()
                )
            },
        ),
    }
}
