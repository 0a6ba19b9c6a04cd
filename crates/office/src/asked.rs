//! "Does this person stand behind one of these?": asked with a name and telephone or an identity number, answered without opening a
//! seal. Whoever asks about enough guessed people finds out who a petitioner is, so the people asked about are counted, the asking is
//! on record, and after so many in an hour there is no more answer.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use bureau::OfficeRecord;
use kernel::PersonId;
use kernel::access::{Actor, Viewer};
use kernel::refusal::Refusal;

use crate::{Moment, Office, OfficeError};

/// About how many different people one may ask in an hour: more than a busy counter registers, half-typed numbers included.
pub const MOST: usize = 60;
/// The first of an hour is entered, and then each of so many.
const ENTERED: usize = 10;
/// An hour, in milliseconds.
const HOUR: i64 = 60 * 60 * 1_000;

/// Who asked about whom in the running hour. Only keyed hashes are kept, and only so long. Two posts of one person are one who asks.
#[derive(Default)]
pub(crate) struct Asked(Mutex<HashMap<PersonId, Hour>>);

#[derive(Default)]
struct Hour {
    began: i64,
    people: HashSet<String>,
    refused: bool,
}

/// A question, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    /// Asked before in this hour: the rest of a text was typed meanwhile.
    Again,
    /// About so many people now.
    New(usize),
    /// One too many; and whether it is the first of these.
    TooMany(bool),
}

impl Asked {
    fn count(&self, who: PersonId, about: &str, now: i64) -> Question {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, hour| now - hour.began < HOUR);
        let hour = all.entry(who).or_insert_with(|| Hour {
            began: now,
            ..Hour::default()
        });
        if hour.people.contains(about) {
            return Question::Again;
        }
        if hour.people.len() == MOST {
            return Question::TooMany(!std::mem::replace(&mut hour.refused, true));
        }
        hour.people.insert(about.to_owned());
        Question::New(hour.people.len())
    }
}

impl Office {
    /// Counts a question about a person, given by keyed hash, and enters it before it is answered.
    ///
    /// # Errors
    /// The refusal of one too many; the storage's.
    pub(crate) fn ask_about(
        &self,
        viewer: &Viewer,
        about: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let question = self.asked.count(viewer.person, about, moment.millis());
        let (entered, refused) = match question {
            Question::Again => (false, false),
            Question::New(asked) => (asked % ENTERED == 1, false),
            Question::TooMany(first) => (first, true),
        };
        if entered {
            let asked = match question {
                Question::New(asked) => asked,
                Question::Again | Question::TooMany(_) => MOST,
            };
            let record = OfficeRecord::PeopleAskedAbout { asked, refused };
            let asking = self.asking(moment, Actor::Staff(viewer.clone()));
            self.store
                .writer()
                .write(move |writing| asking.record(writing, record))?;
        }
        if refused {
            return Err(too_many());
        }
        Ok(())
    }
}

fn too_many() -> OfficeError {
    Refusal::input(
        format!(
            "一小时内已就{MOST}位不同的信访人比对是否同一人，暂不再比对，已经记录在案。登记不受影响：请自行选择“重复”或“共同”，或者一小时后再查找"
        ),
        format!(
            "{MOST} different people were compared within an hour; no more for now, and this is on record. You can go on registering: \
             choose repeat or joint yourself, or look again in an hour"
        ),
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLERK: PersonId = PersonId(1);

    #[test]
    fn the_same_person_counts_once_and_the_hour_starts_afresh() {
        let asked = Asked::default();
        assert_eq!(asked.count(CLERK, "a", 0), Question::New(1));
        assert_eq!(asked.count(CLERK, "a", 1), Question::Again);
        assert_eq!(asked.count(CLERK, "b", 2), Question::New(2));
        assert_eq!(asked.count(PersonId(2), "a", 2), Question::New(1));
        assert_eq!(asked.count(CLERK, "b", HOUR), Question::New(1));
    }

    #[test]
    fn one_too_many_is_refused_and_those_asked_about_before_are_still_answered() {
        let asked = Asked::default();
        for one in 1..=MOST {
            assert_eq!(asked.count(CLERK, &one.to_string(), 0), Question::New(one));
        }
        assert_eq!(asked.count(CLERK, "more", 1), Question::TooMany(true));
        assert_eq!(asked.count(CLERK, "more", 2), Question::TooMany(false));
        assert_eq!(asked.count(CLERK, "7", 3), Question::Again);
    }
}
