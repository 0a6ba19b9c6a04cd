//! "Is it one of these?": up to five likely same matters, while a clerk types.

use domain::MatterId;
use domain::access::Viewer;
use domain::matter::{Matter, Stage};
use language::{POSSIBLE, Print, Told, Why};
use store::ledger;
use store::tables::{list, list::Line, people};

use crate::lists::{day_number, sight};
use crate::vault::Identity;
use crate::{Moment, Office, OfficeError};

/// The most candidates shown.
pub const MOST: usize = 5;
/// How many the index proposes for a closer look.
const PROPOSED: usize = 12;

/// What is known of an arrival while it is being typed.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The subject so far.
    pub subject: String,
    /// The text so far.
    pub body: String,
    /// The place so far.
    pub place: String,
    /// The first petitioner so far.
    pub person: Identity,
}

/// A likely same matter, and why.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The matter as lists show it.
    pub line: Line,
    /// The first lines of its first petition.
    pub text: String,
    /// 0 to 1.
    pub score: f32,
    /// Why, in words.
    pub why: Vec<String>,
    /// Whether the same person stands behind it.
    pub same_person: bool,
}

impl Office {
    /// Likely same matters for a draft, the likeliest first. `except` is left out: the matter the draft itself belongs to.
    ///
    /// # Errors
    /// The index's or the storage's.
    pub fn candidates(
        &self,
        viewer: &Viewer,
        draft: &Draft,
        except: Option<MatterId>,
        moment: Moment,
    ) -> Result<Vec<Candidate>, OfficeError> {
        let text = format!("{} {} {}", draft.subject, draft.place, draft.body);
        if text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
            < 4
        {
            return Ok(Vec::new());
        }
        let reader = self.store.reader()?;
        let person = self.vault.same_person(&draft.person);
        let mut ids: Vec<MatterId> = match &person {
            Some(key) => people::matters_of_same(&reader, viewer, key, MOST)?,
            None => Vec::new(),
        };
        let proposed = self.index().candidates(&text, &sight(viewer), PROPOSED)?;
        ids.extend(proposed.iter().map(|hit| MatterId(hit.matter)));
        let mut seen = Vec::new();
        ids.retain(|id| {
            Some(*id) != except && !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        let told = Told {
            subject: &draft.subject,
            body: &draft.body,
            place: (!draft.place.is_empty()).then_some(draft.place.as_str()),
            petitioner: person.as_deref(),
            on: Some(day_number(moment.today())),
        };
        let print = self.words.with(|words| Print::of(words, &told));
        let mut found = Vec::new();
        for line in list::lines(&reader, viewer, &ids)? {
            // What was joined stands in its host, and nothing can be joined to it.
            if line.stage == Stage::Joined {
                continue;
            }
            let Some((matter, _)) = ledger::load(&reader, line.id)? else {
                continue;
            };
            found.extend(self.compare(&reader, &print, person.as_deref(), line, &matter)?);
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(MOST);
        Ok(found)
    }

    fn compare(
        &self,
        reader: &store::Reader<'_>,
        print: &Print,
        person: Option<&str>,
        line: Line,
        matter: &Matter,
    ) -> Result<Option<Candidate>, OfficeError> {
        let Some(first) = matter.petitions.first() else {
            return Ok(None);
        };
        let keys = people::same_keys(reader, &first.petitioners)?;
        let same_person = person.is_some_and(|key| keys.iter().any(|other| other == key));
        let told = Told {
            subject: &first.subject,
            body: &first.body,
            place: matter.place.as_deref(),
            petitioner: if same_person {
                person
            } else {
                keys.first().map(String::as_str)
            },
            on: Some(day_number(first.received)),
        };
        let likeness = print.likeness(&self.words.with(|words| Print::of(words, &told)));
        if likeness.score < POSSIBLE {
            return Ok(None);
        }
        Ok(Some(Candidate {
            text: first.body.chars().take(120).collect(),
            score: likeness.score,
            why: likeness.why.iter().map(Why::zh).collect(),
            line,
            same_person,
        }))
    }

    /// Likely same matters for one that waits to be registered.
    ///
    /// # Errors
    /// As for [`Office::candidates`].
    pub fn candidates_for(
        &self,
        viewer: &Viewer,
        matter: &Matter,
        moment: Moment,
    ) -> Result<Vec<Candidate>, OfficeError> {
        let Some(first) = matter.petitions.first() else {
            return Ok(Vec::new());
        };
        let person = match first.petitioners.first() {
            // Only its keyed hash is compared: nobody looks at the identity here.
            Some(id) => match store::tables::people::sealed(&*self.store.reader()?, *id)? {
                Some(sealed) => self.vault.unseal(&sealed)?,
                None => Identity::default(),
            },
            None => Identity::default(),
        };
        let draft = Draft {
            subject: first.subject.clone(),
            body: first.body.clone(),
            place: matter.place.clone().unwrap_or_default(),
            person,
        };
        self.candidates(viewer, &draft, Some(matter.id), moment)
    }
}
