//! "Is it one of these?": up to five likely same matters, while a clerk types.

use kernel::MatterId;
use kernel::access::Viewer;
use language::{POSSIBLE, Print, Told, Why};
use matter::{Matter, Stage};
use store::ledger;
use store::tables::{list, list::Line, people};

use crate::lists::day_number;
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
    /// Likely same matters for a draft, the likeliest first. `except` is left out: the matter the draft itself belongs to. A sealed
    /// matter is no candidate for anybody, so that nobody learns who accused by naming people. A draft with a person in it is a
    /// question about that person, counted and on record ([`crate::asked`]).
    ///
    /// # Errors
    /// The index's or the storage's; the refusal of too many questions about people.
    pub fn candidates(
        &self,
        viewer: &Viewer,
        draft: &Draft,
        except: Option<MatterId>,
        moment: Moment,
    ) -> Result<Vec<Candidate>, OfficeError> {
        let person = is_whole(&draft.person)
            .then(|| self.vault.same_person(&draft.person))
            .flatten();
        if let Some(person) = &person {
            self.ask_about(viewer, person, moment)?;
        }
        self.like(viewer, draft, person.as_deref(), except, moment)
    }

    /// The same for a person who is known by keyed hash.
    fn like(
        &self,
        viewer: &Viewer,
        draft: &Draft,
        person: Option<&str>,
        except: Option<MatterId>,
        moment: Moment,
    ) -> Result<Vec<Candidate>, OfficeError> {
        let text = format!("{} {} {}", draft.subject, draft.place, draft.body);
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        if letters.count() < 4 {
            return Ok(Vec::new());
        }
        let reader = self.store.reader()?;
        let mut ids: Vec<MatterId> = match person {
            Some(key) => people::matters_of_same(&reader, viewer, key, MOST)?,
            None => Vec::new(),
        };
        let proposed = self.index().candidates(&text, &viewer.into(), PROPOSED)?;
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
            petitioner: person,
            on: Some(day_number(moment.today())),
        };
        let print = self.words.with(|words| Print::of(words, &told));
        let mut found = Vec::new();
        for line in list::lines(&reader, viewer, &ids)? {
            // What was joined stands in its host, and nothing can be joined to it.
            if line.stage == Stage::Joined || line.sealed {
                continue;
            }
            let Some((matter, _)) = ledger::load(&reader, line.id)? else {
                continue;
            };
            found.extend(self.compare(&reader, &print, person, line, &matter)?);
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

    /// Likely same matters for one that waits to be registered. For a sealed one nobody is told which matters come from the same
    /// person: the name there is open to a reason alone.
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
        let keys = match first.petitioners.first() {
            Some(id) if !matter.is_sealed() => {
                people::same_keys(&*self.store.reader()?, std::slice::from_ref(id))?
            }
            _ => Vec::new(),
        };
        let draft = Draft {
            subject: first.subject.clone(),
            body: first.body.clone(),
            place: matter.place.clone().unwrap_or_default(),
            person: Identity::default(),
        };
        let person = keys.first().map(String::as_str);
        self.like(viewer, &draft, person, Some(matter.id), moment)
    }
}

/// Whether what is known of a person is typed to its end: a number that is not says nothing of anybody, and every digit of it would
/// count as a person asked about.
fn is_whole(person: &Identity) -> bool {
    let digits = |text: &str| text.chars().filter(|one| one.is_numeric()).count();
    match person
        .id_number
        .split_whitespace()
        .map(|part| part.chars().count())
        .sum()
    {
        0_usize => {}
        length => return matches!(length, 15 | 18),
    }
    match digits(&person.phone) {
        0 => person.phone.is_empty(),
        mobile if person.phone.trim_start().starts_with('1') => mobile >= 11,
        landline => landline >= 7,
    }
}
