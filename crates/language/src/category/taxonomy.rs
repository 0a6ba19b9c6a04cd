//! Which class of a published two- or three-level table a petition belongs to.
//!
//! Nobody has sorted petitions by such a table yet when an office begins, so its own words have to speak: each entry (安全隐患,
//! 农民工工资) is a few words, and a petition that uses the rarer of them tells of it. A model learned from petitions sorted by first
//! level, or by both, says which first level is likely; what it cannot know, the words decide.

use std::collections::{HashMap, HashSet};

use super::model::CategoryModel;
use crate::stop::is_stop;
use crate::words::{RAREST, Words, rarity};

/// A classification of two levels, with the words of a third.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// First and second level, in order of the table.
    classes: Vec<(String, String)>,
    entries: Vec<Entry>,
    /// The entries that use a feature.
    using: HashMap<String, Vec<usize>>,
}

/// One name of the table: of a second level, or of a third below it.
#[derive(Debug, Clone)]
struct Entry {
    class: usize,
    /// Features with their weight.
    words: Vec<(String, f32)>,
    /// The sum of the weights.
    whole: f32,
}

/// Where in the table a petition belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed<'a> {
    /// First level.
    pub level1: &'a str,
    /// Second level; empty where no word of the table stands in the petition.
    pub level2: &'a str,
    /// How much speaks for this class, 0 to 1. A share, not a measured chance: nobody has sorted petitions by second level.
    pub score: f32,
    /// How much speaks for the first level.
    pub level1_score: f32,
    /// Leave it to the clerk.
    pub unsure: bool,
    /// The words that spoke for it, strongest first, at most five.
    pub top: Vec<String>,
    /// The next classes with their scores, at most three.
    pub others: Vec<(&'a str, &'a str, f32)>,
}

/// A second level within a first.
#[derive(Debug, Clone, PartialEq)]
pub struct Second<'a> {
    /// Its name.
    pub level2: &'a str,
    /// The words that spoke for it, strongest first.
    pub top: Vec<String>,
}

/// How much a pair of characters weighs beside a word: it finds words that are cut otherwise in the petition.
const PAIR: f32 = 0.4;
/// How often the subject's words count.
const SUBJECT: f32 = 3.0;
/// How sharply the words of the table decide where nothing else does.
const SHARP: i32 = 2;
/// What a class without a word in the petition keeps beside a model, of the most there is.
const FLOOR: f32 = 0.4;
/// What is left for each first level that the model has never seen, where it is not sure itself.
const UNSEEN: f32 = 0.3;
/// A suggestion below this share is left to the clerk.
const SURE: f32 = 0.5;
/// The most words given as reasons.
const REASONS: usize = 5;
/// "Other": a name that says nothing.
const OTHER: &str = "其他";

impl Taxonomy {
    /// Reads a table of first, second and third levels (the third may be empty); rows without a first or second level are passed over.
    #[must_use]
    pub fn new<'a>(words: &Words, rows: impl IntoIterator<Item = [&'a str; 3]>) -> Self {
        let mut this = Self {
            classes: Vec::new(),
            entries: Vec::new(),
            using: HashMap::new(),
        };
        let mut known: HashSet<(usize, String)> = HashSet::new();
        for row in rows {
            let [level1, level2, level3] = row.map(str::trim);
            if level1.is_empty() || level2.is_empty() {
                continue;
            }
            let class = (level1.to_owned(), level2.to_owned());
            let at = match this.classes.iter().position(|known| *known == class) {
                Some(at) => at,
                None => {
                    this.classes.push(class);
                    this.classes.len() - 1
                }
            };
            for name in [level2, level3] {
                if !name.is_empty() && name != OTHER && known.insert((at, name.to_owned())) {
                    this.add(words, at, name);
                }
            }
        }
        this.weigh();
        this
    }

    /// The classes, first and second level, in order of the table.
    pub fn classes(&self) -> impl Iterator<Item = (&str, &str)> {
        let classes = self.classes.iter();
        classes.map(|(level1, level2)| (level1.as_str(), level2.as_str()))
    }

    /// Whether a model's category is one of the table's: a first level, or "first level/second level".
    #[must_use]
    pub fn knows(&self, label: &str) -> bool {
        self.classes()
            .any(|(level1, level2)| label == level1 || label == format!("{level1}/{level2}"))
    }

    fn add(&mut self, words: &Words, class: usize, name: &str) {
        let mut found: Vec<(String, f32)> = Vec::new();
        for (feature, weight) in features(words, name) {
            if found.iter().all(|(known, _)| *known != feature) {
                found.push((feature, weight));
            }
        }
        self.entries.push(Entry {
            class,
            words: found,
            whole: 0.0,
        });
    }

    /// A word weighs by how rare it is in the language, and by how few classes of the table use it.
    #[allow(clippy::cast_precision_loss)]
    fn weigh(&mut self) {
        let mut classes: HashMap<&str, HashSet<usize>> = HashMap::new();
        for entry in &self.entries {
            for (word, _) in &entry.words {
                classes.entry(word).or_default().insert(entry.class);
            }
        }
        let all = self.classes.len() as f32;
        let telling: HashMap<String, f32> = classes
            .into_iter()
            .map(|(word, used)| (word.to_owned(), 1.0 + (all / used.len() as f32).ln()))
            .collect();
        for (at, entry) in self.entries.iter_mut().enumerate() {
            for (word, weight) in &mut entry.words {
                *weight *= telling[word.as_str()];
                self.using.entry(word.clone()).or_default().push(at);
            }
            entry.whole = entry.words.iter().map(|(_, weight)| weight).sum();
        }
    }

    /// Suggests a class for a petition; nothing where the table is empty. A model's categories are understood where they are named
    /// as first levels are, or as "first level/second level".
    #[must_use]
    pub fn suggest(
        &self,
        words: &Words,
        subject: &str,
        body: &str,
        model: Option<&CategoryModel>,
    ) -> Option<Filed<'_>> {
        let (spoken, reasons) = self.spoken(words, subject, body);
        let told = model.map(|model| model.suggest(subject, body));
        let shares = self.shares(&spoken, told.as_ref().map(|told| told.all.as_slice()));
        let first = self.first_levels(&shares);
        let &(level1, level1_score) = first.first()?;
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]).then(a.cmp(&b)));
        let best = *order.iter().find(|&&at| self.classes[at].0 == level1)?;
        let others = order.iter().filter(|&&at| at != best).take(3);
        let mut top: Vec<String> = reasons
            .iter()
            .filter(|(class, _, _)| *class == best)
            .map(|(_, word, _)| word.clone())
            .collect();
        if let Some(told) = told.filter(|told| told.label == level1) {
            top.extend(told.top);
        }
        // Neither twice, nor once more as a piece.
        let said = top.clone();
        let mut at = 0;
        top.retain(|word| {
            at += 1;
            !said[..at - 1]
                .iter()
                .any(|before| before.contains(word.as_str()))
        });
        top.truncate(REASONS);
        Some(Filed {
            level1,
            level2: if spoken[best] > 0.0 {
                &self.classes[best].1
            } else {
                ""
            },
            score: shares[best],
            level1_score,
            unsure: shares[best] < SURE || spoken[best] <= 0.0,
            top,
            others: others
                .map(|&at| {
                    let (level1, level2) = &self.classes[at];
                    (level1.as_str(), level2.as_str(), shares[at])
                })
                .collect(),
        })
    }

    /// The second level within a first that is known already, by the words of the table and by what a model says of each label;
    /// none where nothing speaks clearly for one of them.
    #[must_use]
    pub fn within(
        &self,
        words: &Words,
        (subject, body): (&str, &str),
        level1: &str,
        told: &[(&str, f32)],
    ) -> Option<Second<'_>> {
        let (spoken, reasons) = self.spoken(words, subject, body);
        let shares = self.shares(&spoken, Some(told));
        let within: Vec<usize> = (0..shares.len())
            .filter(|&at| self.classes[at].0 == level1)
            .collect();
        let all: f32 = within.iter().map(|&at| shares[at]).sum();
        let best = within
            .into_iter()
            .max_by(|&a, &b| shares[a].total_cmp(&shares[b]))?;
        let level2 = self.classes[best].1.as_str();
        let learned = format!("{level1}/{level2}");
        let learned = told.iter().any(|(label, _)| *label == learned);
        // A word of the first level's own name, 物业 in 物业管理, tells nothing of its second.
        let top: Vec<String> = reasons
            .into_iter()
            .filter(|(class, word, _)| *class == best && !level1.contains(word.as_str()))
            .map(|(_, word, _)| word)
            .take(REASONS)
            .collect();
        let clear = shares[best] >= SURE * all && (learned || !top.is_empty());
        clear.then_some(Second { level2, top })
    }

    /// How much the petition speaks of each class, and the words that did: (class, word, weight), strongest first.
    fn spoken(
        &self,
        words: &Words,
        subject: &str,
        body: &str,
    ) -> (Vec<f32>, Vec<(usize, String, f32)>) {
        let mut times: HashMap<String, f32> = HashMap::new();
        // Pairs out of longer words find classes, but a reader is shown words: those of the text and those of the dictionary.
        let mut whole: HashSet<String> = HashSet::new();
        for (part, count) in [(subject, SUBJECT), (body, 1.0)] {
            for (feature, _) in features(words, part) {
                *times.entry(feature).or_default() += count;
            }
            whole.extend(words.reading(part).into_iter().map(|word| word.text));
        }
        let mut found: HashMap<usize, f32> = HashMap::new();
        let mut reasons: HashMap<(usize, &str), f32> = HashMap::new();
        for (feature, times) in &times {
            let Some((feature, using)) = self.using.get_key_value(feature) else {
                continue;
            };
            for &at in using {
                let entry = &self.entries[at];
                let weight = entry.words.iter().find(|(word, _)| word == feature);
                let weight = weight.map_or(0.0, |(_, weight)| weight * (1.0 + times.ln()));
                *found.entry(at).or_default() += weight;
                if whole.contains(feature) || rarity(feature) < RAREST {
                    let reason = reasons.entry((entry.class, feature)).or_default();
                    *reason = reason.max(weight);
                }
            }
        }
        let mut classes: Vec<Vec<f32>> = vec![Vec::new(); self.classes.len()];
        for (at, weight) in found {
            let entry = &self.entries[at];
            // An entry told in full says more than a word of a longer one.
            classes[entry.class].push(weight * (weight / entry.whole).min(1.5).sqrt());
        }
        let spoken = classes.into_iter().map(|mut entries| {
            entries.sort_by(|a, b| b.total_cmp(a));
            let parts = [1.0, 0.8, 0.64];
            entries
                .iter()
                .zip(parts)
                .map(|(one, part)| one * part)
                .sum()
        });
        let mut reasons: Vec<(usize, String, f32)> = reasons
            .into_iter()
            .map(|((class, word), weight)| (class, word.to_owned(), weight))
            .collect();
        reasons.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.cmp(&b.1)));
        (spoken.collect(), reasons)
    }

    /// The share of each class: first levels by the model where there is one and by the words, then their classes by the words.
    fn shares(&self, spoken: &[f32], told: Option<&[(&str, f32)]>) -> Vec<f32> {
        let far = spoken.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let most = |level1: &str| {
            let of = self.classes.iter().zip(spoken);
            of.filter(|(class, _)| class.0 == level1)
                .map(|(_, spoken)| spoken / far)
                .fold(0.0, f32::max)
        };
        let told = told.map(|told| Told::new(self, told));
        let mut first: HashMap<&str, f32> = HashMap::new();
        for (level1, _) in self.classes() {
            first.entry(level1).or_insert_with(|| match &told {
                Some(told) => told.first(level1) * most(level1).max(FLOOR),
                None => most(level1).powi(SHARP),
            });
        }
        let within: Vec<f32> = (self.classes().zip(spoken))
            .map(|((level1, level2), spoken)| {
                let words = (spoken / far).powi(SHARP).max(1e-6);
                words
                    * told
                        .as_ref()
                        .map_or(1.0, |told| told.second(level1, level2))
            })
            .collect();
        let mut sums: HashMap<&str, f32> = HashMap::new();
        for ((level1, _), within) in self.classes().zip(&within) {
            *sums.entry(level1).or_default() += within;
        }
        let whole: f32 = first.values().sum();
        let share = |level1: &str| first[level1] / whole.max(f32::MIN_POSITIVE);
        (self.classes().zip(&within))
            .map(|((level1, _), within)| share(level1) * within / sums[level1])
            .collect()
    }

    /// First levels with the sum of their classes, likeliest first.
    fn first_levels(&self, shares: &[f32]) -> Vec<(&str, f32)> {
        let mut sums: Vec<(&str, f32)> = Vec::new();
        for ((level1, _), share) in self.classes().zip(shares) {
            match sums.iter_mut().find(|(known, _)| *known == level1) {
                Some((_, sum)) => *sum += share,
                None => sums.push((level1, *share)),
            }
        }
        sums.sort_by(|a, b| b.1.total_cmp(&a.1));
        sums
    }
}

/// What a model says of the table's classes.
struct Told<'a> {
    shares: HashMap<&'a str, f32>,
    /// By first level, second levels summed.
    first: HashMap<&'a str, f32>,
    /// What is left for a first level it has never seen.
    unseen: f32,
    /// How many second levels of each first it has not learned.
    unlearned: HashMap<&'a str, f32>,
}

impl<'a> Told<'a> {
    fn new(table: &'a Taxonomy, told: &[(&'a str, f32)]) -> Self {
        let mut first: HashMap<&str, f32> = HashMap::new();
        for &(label, share) in told.iter().filter(|(label, _)| table.knows(label)) {
            let level1 = label.split_once('/').map_or(label, |(level1, _)| level1);
            *first.entry(level1).or_default() += share;
        }
        // The surer the model, the less is left.
        let best = first.values().copied().fold(0.0, f32::max);
        let shares: HashMap<&str, f32> = told.iter().copied().collect();
        let mut unlearned: HashMap<&str, f32> = HashMap::new();
        for (level1, level2) in table.classes() {
            if !shares.contains_key(format!("{level1}/{level2}").as_str()) {
                *unlearned.entry(level1).or_default() += 1.0;
            }
        }
        Self {
            shares,
            first,
            unseen: UNSEEN * (1.0 - best),
            unlearned,
        }
    }

    fn first(&self, level1: &str) -> f32 {
        self.first.get(level1).copied().unwrap_or(self.unseen)
    }

    /// What it says of a second level; one that it has not learned has its part of what is said of the first as a whole.
    fn second(&self, level1: &str, level2: &str) -> f32 {
        if let Some(share) = self.shares.get(format!("{level1}/{level2}").as_str()) {
            return *share;
        }
        match (self.shares.get(level1), self.first.contains_key(level1)) {
            (Some(whole), _) => (whole / self.unlearned[level1]).max(1e-3),
            (None, true) => 1e-3,
            (None, false) => 1.0,
        }
    }
}

/// The words of a text that may stand in a table, and its pairs of characters, each with its weight in the language.
fn features(words: &Words, text: &str) -> Vec<(String, f32)> {
    let mut out = Vec::new();
    for word in words.reading(text) {
        if word.text.is_ascii() || is_stop(&word.text) {
            continue;
        }
        let letters: Vec<char> = word.text.chars().collect();
        if letters.len() > 2 {
            out.extend(
                letters
                    .windows(2)
                    .map(|pair| (pair.iter().collect(), PAIR * rarity(&word.text))),
            );
        }
        if letters.len() > 1 {
            let weight = rarity(&word.text);
            out.push((word.text, weight));
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::category::{Labelled, train};

    const TABLE: [[&str; 3]; 7] = [
        ["城乡建设", "住房与房地产", "物业服务"],
        ["城乡建设", "住房与房地产", "房产证办理"],
        ["城乡建设", "工程质量", "房屋漏水"],
        ["城乡建设", "工程质量", "其他"],
        ["劳动保障", "劳动报酬", "拖欠工资"],
        ["劳动保障", "社会保险", "养老保险"],
        ["交通运输", "公共交通", "公交线路"],
    ];

    #[test]
    fn the_tables_own_words_lead_to_its_second_level() {
        let words = Words::new();
        let taxonomy = Taxonomy::new(&words, TABLE);
        assert_eq!(taxonomy.classes().count(), 5);
        for (text, level1, level2, word) in [
            ("工地拖欠我们三个月工资", "劳动保障", "劳动报酬", "工资"),
            (
                "小区物业公司不作为，物业费年年涨",
                "城乡建设",
                "住房与房地产",
                "物业",
            ),
            ("新房交付一年房屋漏水", "城乡建设", "工程质量", "漏水"),
            ("请恢复三路公交线路", "交通运输", "公共交通", "公交线路"),
        ] {
            let found = taxonomy.suggest(&words, text, "", None).unwrap();
            assert_eq!((found.level1, found.level2), (level1, level2), "{found:?}");
            assert!(found.top.contains(&word.to_owned()), "{found:?}");
            assert!(found.score <= found.level1_score + 1e-5 && found.level1_score <= 1.0 + 1e-5);
        }
    }

    #[test]
    fn a_second_level_is_told_only_where_something_speaks_clearly_for_it() {
        let words = Words::new();
        let taxonomy = Taxonomy::new(&words, TABLE);
        let first = [("城乡建设", 0.9), ("劳动保障", 0.1)];
        let second = |body, told: &[(&str, f32)]| {
            let found = taxonomy.within(&words, ("", body), "城乡建设", told);
            found.map(|found| (found.level2.to_owned(), found.top))
        };
        let (level2, top) = second("新房房屋漏水没人修", &first).unwrap();
        assert_eq!(level2, "工程质量");
        assert!(top.contains(&"漏水".to_owned()), "{top:?}");
        assert_eq!(second("下雨天屋里滴答个不停", &first), None);
        assert_eq!(
            second("工地拖欠我们三个月工资", &first),
            None,
            "of another first level"
        );
        // A model that has learned second levels needs no word of the table.
        let both = [("城乡建设/工程质量", 0.8), ("城乡建设/住房与房地产", 0.1)];
        let (level2, _) = second("下雨天屋里滴答个不停", &both).unwrap();
        assert_eq!(level2, "工程质量");
        assert_eq!(taxonomy.within(&words, ("", "漏水"), "未知", &first), None);
    }

    #[test]
    fn a_petition_without_a_word_of_the_table_is_left_to_the_clerk() {
        let words = Words::new();
        let taxonomy = Taxonomy::new(&words, TABLE);
        let found = taxonomy.suggest(&words, "养老保险断缴", "", None).unwrap();
        assert_eq!(found.top, ["养老保险"], "words, not pieces of them");
        let found = taxonomy.suggest(&words, "您好", "谢谢", None).unwrap();
        assert!(
            found.unsure && found.level2.is_empty() && found.top.is_empty(),
            "{found:?}"
        );
        let empty = Taxonomy::new(&words, []);
        assert_eq!(empty.suggest(&words, "工资", "", None), None);
    }

    #[test]
    fn what_clerks_sorted_decides_the_first_level_and_the_table_the_second() {
        let words = Words::new();
        let taxonomy = Taxonomy::new(&words, TABLE);
        let row = |body, label| Labelled {
            subject: "",
            body,
            label,
        };
        let rows: Vec<Labelled<'_>> = (0..24)
            .flat_map(|_| {
                [
                    row("老板跑路血汗钱没发", "劳动保障"),
                    row("包工头不给血汗钱", "劳动保障"),
                    row("楼板开裂质量差", "城乡建设"),
                    row("电梯停运楼板渗水", "城乡建设"),
                ]
            })
            .collect();
        let (model, _) = train(&rows).unwrap();
        let found = taxonomy
            .suggest(&words, "血汗钱", "老板说工资没有", Some(&model))
            .unwrap();
        assert_eq!((found.level1, found.level2), ("劳动保障", "劳动报酬"));
        assert!(
            found.top.contains(&"血汗".to_owned()) || found.top.contains(&"血汗钱".to_owned()),
            "{found:?}"
        );
        // A first level the model has never seen is still open where the words speak for it.
        let bus = taxonomy
            .suggest(&words, "公交晚点", "公交晚点", Some(&model))
            .unwrap();
        assert!(bus.unsure && bus.others[0].0 == "交通运输", "{bus:?}");
        assert!(taxonomy.knows("劳动保障/劳动报酬") && !taxonomy.knows("劳动"));
    }
}
