//! Whether two petitions tell of the same matter: facts and demand basically
//! the same (the registration clerk decides; this only brings likely ones to
//! the top and says why).
//!
//! What decides is the words of fact and demand, not the place: one estate can
//! have a leaking roof and a noisy bar. So the words are compared in two heaps,
//! facts (dictionary words) and names (places, codes, pairs of unknown
//! characters), each word weighing by how rare it is in the language at large,
//! twice in the subject. Texts differ much in length, so the share of one text
//! found in the other counts beside the cosine. Names that differ and a
//! petitioner who differs each take away from that.
//!
//! Measured on 82 pairs near the border, all of one petitioner each, a plain
//! cosine of words reaches F1 0.875 at its best threshold; see [`LIKELY`].

use std::collections::HashMap;

use crate::places::{has_ending, places};
use crate::stop::is_stop;
use crate::words::{RAREST, Word, Words, rarity};

/// Score from which two petitions are probably one matter.
///
/// On the 82 pairs near the border this threshold finds 56 of 58 repeats with
/// 6 of 24 others (F1 0.93); of random pairs given the same petitioner about
/// one in a hundred passes it. The clerk decides, so it only sorts.
pub const LIKELY: f32 = 0.5;

/// Score from which a candidate is worth showing beside the form.
pub const POSSIBLE: f32 = 0.3;

/// A petition as it was told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// Subject line.
    pub subject: &'a str,
    /// Full text.
    pub body: &'a str,
    /// The place it speaks of, when the form has it.
    pub place: Option<&'a str>,
    /// Opaque mark of the petitioner (never a name): equal for equal people.
    pub petitioner: Option<&'a str>,
    /// Day of arrival, in days since 1970-01-01.
    pub on: Option<i64>,
}

/// Why two petitions look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The same person petitions.
    SamePetitioner,
    /// Both name this place.
    SamePlace(String),
    /// The rarest words that both use, at most five.
    SameWords(Vec<String>),
    /// They arrived this many days apart, at most [`CLOSE_DAYS`].
    DaysApart(i64),
}

impl Why {
    /// The reason in Chinese, for the clerk.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::SamePetitioner => "同一信访人".to_owned(),
            Self::SamePlace(place) => format!("同一地点：{place}"),
            Self::SameWords(words) => format!("共同词语：{}", words.join("、")),
            Self::DaysApart(0) => "同日来信".to_owned(),
            Self::DaysApart(days) => format!("相隔{days}天"),
        }
    }
}

/// How alike two petitions are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// 0 (nothing in common) to 1 (the same text of the same person). Compare
    /// with [`LIKELY`] and [`POSSIBLE`].
    pub score: f32,
    /// The reasons, strongest first.
    pub why: Vec<Why>,
}

/// Arrivals up to this many days apart are a reason worth naming.
pub const CLOSE_DAYS: i64 = 30;

/// What of a petition is compared. Made once per petition, then compared with
/// as many others as needed.
#[derive(Debug, Clone)]
pub struct Print {
    facts: Heap,
    names: Heap,
    places: Vec<String>,
    petitioner: Option<String>,
    on: Option<i64>,
}

impl Print {
    /// Reads `told` with the office's `words`.
    #[must_use]
    pub fn of(words: &Words, told: &Told<'_>) -> Self {
        let mut facts = HashMap::new();
        let mut names = HashMap::new();
        let mut all_places: Vec<String> = Vec::new();
        for (text, times) in [
            (told.place.unwrap_or_default(), 1.0),
            (told.subject, SUBJECT),
            (told.body, 1.0),
        ] {
            let reading = words.reading(text);
            count(words, &reading, times, &mut facts, &mut names);
            all_places.extend(places(words, &reading));
        }
        Self {
            facts: Heap::of(words, facts),
            names: Heap::of(words, names),
            places: all_places,
            petitioner: told.petitioner.map(str::to_owned),
            on: told.on,
        }
    }

    /// How alike this petition and `other` are; the order does not matter.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Likeness {
        let facts = self.facts.meet(&other.facts);
        let names = self.names.meet(&other.names);
        let place = self
            .places
            .iter()
            .find(|place| other.places.contains(place));
        let same_person = self.petitioner.is_some() && self.petitioner == other.petitioner;
        let elsewhere = place.is_none() && names.cosine < STRANGE;
        let mut meeting = 0.5 * (facts.cosine + facts.share);
        if elsewhere {
            meeting *= ELSEWHERE;
        }
        if !same_person {
            meeting *= ANOTHER_PERSON;
        }
        let mut shared = facts.shared;
        shared.extend(names.shared);
        Likeness {
            score: scale(meeting),
            why: reasons(shared, place, same_person, self.days_apart(other)),
        }
    }

    fn days_apart(&self, other: &Self) -> Option<i64> {
        let days = (self.on? - other.on?).abs();
        (days <= CLOSE_DAYS).then_some(days)
    }
}

/// A word of the subject counts as often as this many in the body.
const SUBJECT: f32 = 2.0;

/// Names with a cosine below this speak of different places.
const STRANGE: f32 = 0.02;

/// What remains of the meeting of two texts about different places.
const ELSEWHERE: f32 = 0.6;

/// What remains when the petitioners differ or one is unknown.
const ANOTHER_PERSON: f32 = 0.75;

/// The meeting of facts at which two petitions of one person are as likely as
/// not the same matter.
const HALF: f32 = 0.16;

/// Below this rarity (see [`rarity`]) a word tells next to nothing.
const COMMON: f32 = 5.0;

/// Added to the weight of a text before a share of it is taken, so that two
/// common words of a very short text are no proof. About three plain words.
const DOUBT: f32 = 40.0;

/// Brings a meeting to 0–1 so that [`HALF`] becomes one half.
fn scale(meeting: f32) -> f32 {
    (1.0 - (-meeting / HALF).exp2()).clamp(0.0, 1.0)
}

/// Weighted words of one kind.
#[derive(Debug, Clone)]
struct Heap {
    /// In order of the word.
    weights: Vec<(String, f32)>,
    norm: f32,
    total: f32,
}

/// What two heaps have in common.
struct Meeting<'a> {
    cosine: f32,
    /// The larger share of one heap that is found in the other.
    share: f32,
    shared: Vec<(&'a str, f32)>,
}

impl Heap {
    fn of(words: &Words, counts: HashMap<String, f32>) -> Self {
        let mut weights: Vec<(String, f32)> = counts
            .into_iter()
            .map(|(word, times)| {
                let rarity = if words.is_own(&word) {
                    RAREST
                } else {
                    rarity(&word)
                };
                let weight = (1.0 + times.ln().max(0.0)) * (rarity - COMMON).max(0.5);
                (word, weight)
            })
            .collect();
        weights.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Self {
            norm: weights.iter().map(|(_, w)| w * w).sum::<f32>().sqrt(),
            total: weights.iter().map(|(_, w)| w).sum(),
            weights,
        }
    }

    fn meet<'a>(&'a self, other: &'a Self) -> Meeting<'a> {
        let (mut dot, mut mine, mut theirs) = (0.0, 0.0, 0.0);
        let mut shared = Vec::new();
        let mut rest = other.weights.iter().peekable();
        for (word, weight) in &self.weights {
            while rest.next_if(|(other, _)| other < word).is_some() {}
            if let Some((_, against)) = rest.next_if(|(other, _)| other == word) {
                dot += weight * against;
                mine += weight;
                theirs += against;
                shared.push((word.as_str(), weight * against));
            }
        }
        if shared.is_empty() {
            return Meeting {
                cosine: 0.0,
                share: 0.0,
                shared,
            };
        }
        let share = (mine / (self.total + DOUBT)).max(theirs / (other.total + DOUBT));
        Meeting {
            cosine: dot / (self.norm * other.norm),
            share,
            shared,
        }
    }
}

fn reasons(
    mut shared: Vec<(&str, f32)>,
    place: Option<&String>,
    same_person: bool,
    days: Option<i64>,
) -> Vec<Why> {
    let mut why = Vec::new();
    if same_person {
        why.push(Why::SamePetitioner);
    }
    if let Some(place) = place {
        why.push(Why::SamePlace(place.clone()));
    }
    shared.retain(|(word, _)| word.chars().nth(1).is_some());
    shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    if !shared.is_empty() {
        why.push(Why::SameWords(
            shared
                .iter()
                .take(5)
                .map(|(word, _)| (*word).to_owned())
                .collect(),
        ));
    }
    // Nearness in time explains nothing by itself.
    if let Some(days) = days
        && !why.is_empty()
    {
        why.push(Why::DaysApart(days));
    }
    why
}

/// Counts the telling words of a reading: facts, and names, to which pairs of
/// unknown characters side by side belong.
pub(crate) fn count(
    words: &Words,
    reading: &[Word],
    times: f32,
    facts: &mut HashMap<String, f32>,
    names: &mut HashMap<String, f32>,
) {
    let single = |word: &Word| word.text.chars().nth(1).is_none();
    for (i, word) in reading.iter().enumerate() {
        if is_stop(&word.text) {
            continue;
        }
        if !single(word) {
            let name = word.text.is_ascii() || words.is_own(&word.text) || has_ending(&word.text);
            let heap = if name { &mut *names } else { &mut *facts };
            *heap.entry(word.text.clone()).or_default() += times;
        } else if let Some(next) = reading.get(i + 1)
            && single(next)
            && next.from == word.to
            && !is_stop(&next.text)
        {
            *names
                .entry(format!("{}{}", word.text, next.text))
                .or_default() += times;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAGES: Told<'_> = Told {
        subject: "青禾路云溪花园工地拖欠农民工工资",
        body: "云溪花园二期工地的包工头拖欠我们十二名农民工三个月工资，多次讨要没有结果，请劳动监察部门查处。",
        place: Some("青禾路云溪花园"),
        petitioner: Some("p-1"),
        on: Some(20_500),
    };
    const WAGES_AGAIN: Told<'_> = Told {
        subject: "再次反映云溪花园包工头不发工资",
        body: "我上个月反映过云溪花园二期拖欠农民工工资的事，包工头到现在一分钱没有发，讨要工资还被赶出工地。",
        place: None,
        petitioner: Some("p-1"),
        on: Some(20_512),
    };
    const ROOF: Told<'_> = Told {
        subject: "云溪花园3栋楼顶漏水",
        body: "云溪花园3栋顶层楼板渗水，墙皮脱落，物业推脱不修，下雨天家里用盆接水。",
        place: Some("青禾路云溪花园"),
        petitioner: Some("p-1"),
        on: Some(20_512),
    };

    fn compare(a: &Told<'_>, b: &Told<'_>) -> Likeness {
        let words = Words::new();
        Print::of(&words, a).likeness(&Print::of(&words, b))
    }

    #[test]
    fn the_same_facts_are_likely_one_matter() {
        let likeness = compare(&WAGES, &WAGES_AGAIN);
        assert!(likeness.score >= LIKELY, "{likeness:?}");
        assert_eq!(likeness.why[0], Why::SamePetitioner);
        assert!(
            likeness
                .why
                .iter()
                .any(|why| matches!(why, Why::SamePlace(place) if place == "云溪花园")),
            "{likeness:?}"
        );
        assert!(likeness.why.contains(&Why::DaysApart(12)));
    }

    #[test]
    fn another_trouble_in_the_same_estate_is_not() {
        assert!(compare(&WAGES, &ROOF).score < LIKELY);
    }

    #[test]
    fn the_same_trouble_elsewhere_or_of_another_person_is_less_likely() {
        let same = compare(&WAGES, &WAGES_AGAIN).score;
        let stranger = compare(
            &WAGES,
            &Told {
                petitioner: Some("p-2"),
                ..WAGES_AGAIN
            },
        );
        assert!(stranger.score < same && !stranger.why.contains(&Why::SamePetitioner));
        let moved = WAGES_AGAIN.subject.replace("云溪花园", "蓢塘厂");
        let moved_body = WAGES_AGAIN.body.replace("云溪花园", "蓢塘厂");
        assert!(
            compare(
                &WAGES,
                &Told {
                    subject: &moved,
                    body: &moved_body,
                    ..WAGES_AGAIN
                }
            )
            .score
                < same
        );
    }

    #[test]
    fn two_unknown_petitioners_are_not_one() {
        let nobody = Told {
            petitioner: None,
            ..WAGES
        };
        assert!(!compare(&nobody, &nobody).why.contains(&Why::SamePetitioner));
    }

    #[test]
    fn likeness_has_no_order_and_stays_in_bounds() {
        let told = [WAGES, WAGES_AGAIN, ROOF, Told::default()];
        for a in &told {
            for b in &told {
                let (there, back) = (compare(a, b), compare(b, a));
                assert!((there.score - back.score).abs() < 1e-5);
                assert!((0.0..=1.0).contains(&there.score));
            }
        }
        assert!(compare(&WAGES, &WAGES).score > 0.95);
        assert!(compare(&WAGES, &Told::default()).score < 0.01);
    }

    #[test]
    fn reasons_read_as_chinese() {
        assert_eq!(
            Why::SameWords(vec!["拖欠".into(), "工资".into()]).zh(),
            "共同词语：拖欠、工资"
        );
        assert_eq!(Why::SamePlace("云溪花园".into()).zh(), "同一地点：云溪花园");
        assert_eq!(Why::DaysApart(12).zh(), "相隔12天");
    }
}
