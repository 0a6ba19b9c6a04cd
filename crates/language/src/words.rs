//! The words of a text, for an index, for a query and for a reader.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::normalise::{fold, is_han, is_invisible};
use crate::simplified::simplified;
use crate::stop::is_function;

/// The dictionary, loaded on first use and shared by the whole process.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// First byte of the word in the original text.
    pub from: usize,
    /// One past its last byte in the original text.
    pub to: usize,
    /// The word in half-width and lower case, without invisible characters.
    pub text: String,
}

/// Cuts Chinese text into words: the general dictionary, and an office's own
/// words (its places, units, industries).
///
/// An index is cut with the general dictionary alone, so that renaming a unit
/// never makes the index stale; own words serve the comparison of petitions.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Own words by first character, longest first.
    own: HashMap<char, Vec<String>>,
}

impl Words {
    /// The general dictionary without own words.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a word of the office's own: a place, a unit, a factory. Words of
    /// one character are ignored: they would cut other words apart.
    pub fn add_word(&mut self, word: &str) {
        let word = crate::normalise(word);
        let mut chars = word.chars();
        let (Some(first), Some(_)) = (chars.next(), chars.next()) else {
            return;
        };
        let words = self.own.entry(first).or_default();
        if !words.contains(&word) {
            words.push(word);
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
    }

    /// Whether `word` was added with [`Words::add_word`].
    pub(crate) fn is_own(&self, word: &str) -> bool {
        word.chars()
            .next()
            .and_then(|first| self.own.get(&first))
            .is_some_and(|own| own.iter().any(|w| w == word))
    }

    /// Every word to index `text` under, in order of `from`, then `to`: each
    /// Chinese character, each number or code, and each dictionary word that
    /// stands anywhere in it, overlapping ones too.
    ///
    /// So a text that contains what is searched for always has every word of
    /// [`Words::query_words`], however either is cut.
    #[must_use]
    pub fn search_words(&self, text: &str) -> Vec<Word> {
        visible(text, |text| {
            let mut out = Vec::with_capacity(text.len() / 2);
            for run in Runs::new(text) {
                let part = &text[run.from..run.to];
                if run.han {
                    every_word(part, run.from, &mut out)
                } else {
                    out.push(code(part, run.from))
                }
            }
            out
        })
    }

    /// The words of a query: its likeliest reading, without characters that
    /// only hold a sentence together (unless there is nothing else).
    #[must_use]
    pub fn query_words(&self, text: &str) -> Vec<Word> {
        let all = visible(text, |text| {
            let mut out = Vec::new();
            for run in Runs::new(text) {
                let part = &text[run.from..run.to];
                if run.han {
                    likeliest(part, run.from, &mut out)
                } else {
                    out.push(code(part, run.from))
                }
            }
            out
        });
        let telling: Vec<Word> = all
            .iter()
            .filter(|word| !is_function(&word.text))
            .cloned()
            .collect();
        if telling.is_empty() { all } else { telling }
    }

    /// The words of `text` as a reader would cut them, own words whole,
    /// everything kept.
    pub(crate) fn reading(&self, text: &str) -> Vec<Word> {
        visible(text, |text| {
            let mut out = Vec::with_capacity(text.len() / 4);
            for run in Runs::new(text) {
                let part = &text[run.from..run.to];
                if run.han {
                    self.likeliest_with_own(part, run.from, &mut out)
                } else {
                    out.push(code(part, run.from))
                }
            }
            out
        })
    }

    fn likeliest_with_own(&self, part: &str, base: usize, out: &mut Vec<Word>) {
        if self.own.is_empty() {
            return likeliest(part, base, out);
        }
        let mut cut_from = 0;
        let mut skip_to = 0;
        for (at, c) in part.char_indices() {
            if at < skip_to {
                continue;
            }
            let Some(own) = self
                .own
                .get(&c)
                .and_then(|own| own.iter().find(|w| part[at..].starts_with(w.as_str())))
            else {
                continue;
            };
            likeliest(&part[cut_from..at], base + cut_from, out);
            skip_to = at + own.len();
            out.push(Word {
                from: base + at,
                to: base + skip_to,
                text: own.clone(),
            });
            cut_from = skip_to;
        }
        likeliest(&part[cut_from..], base + cut_from, out);
    }
}

/// Rarity of a word the dictionary does not know: −ln of one in its
/// sixty million running words.
pub(crate) const RAREST: f32 = 17.9;

/// How rare `word` is in the language at large, as −ln of its share among
/// running words by the dictionary's counts: 3 for 的, about 9 for 工资,
/// [`RAREST`] for what is not in it.
pub(crate) fn rarity(word: &str) -> f32 {
    thread_local! {
        /// Asking the dictionary for a count cuts the word first; a text asks
        /// for hundreds, mostly the same ones as the text before.
        static KNOWN: RefCell<HashMap<String, f32>> = RefCell::new(HashMap::new());
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(&rarity) = known.get(word) {
            return rarity;
        }
        if known.len() >= KNOWN_LIMIT {
            known.clear();
        }
        #[allow(clippy::cast_precision_loss)]
        let count = if JIEBA.has_word(word) {
            JIEBA.suggest_freq(word) as f32
        } else {
            1.0
        };
        let rarity = (RAREST - count.max(1.0).ln()).max(1.0);
        known.insert(word.to_owned(), rarity);
        rarity
    })
}

/// Words whose rarity is remembered per thread, about a megabyte.
const KNOWN_LIMIT: usize = 20_000;

/// Every character and every dictionary word of a run of Chinese characters.
fn every_word(part: &str, base: usize, out: &mut Vec<Word>) {
    let mut long = JIEBA
        .cut_all(part)
        .into_iter()
        .filter(|t| t.end - t.start > 1)
        .peekable();
    for (at, c) in part.char_indices() {
        let to = at + c.len_utf8();
        out.push(Word {
            from: base + at,
            to: base + to,
            text: part[at..to].to_owned(),
        });
        while let Some(word) = long.next_if(|t| t.byte_start <= at) {
            out.push(Word {
                from: base + word.byte_start,
                to: base + word.byte_end,
                text: word.word.to_owned(),
            });
        }
    }
}

fn likeliest(part: &str, base: usize, out: &mut Vec<Word>) {
    if part.is_empty() {
        return;
    }
    // Without the hidden Markov model: a guessed word is no dictionary word,
    // so the index would not hold it. Unknown names stay single characters.
    out.extend(JIEBA.cut(part, false).into_iter().map(|t| Word {
        from: base + t.byte_start,
        to: base + t.byte_end,
        text: t.word.to_owned(),
    }));
}

/// The words of `text` as ranges of characters, unknown ones guessed: for learning, where a guess that is always the same helps.
pub(crate) fn guessed(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let tokens = JIEBA.cut(text, true).into_iter();
    tokens
        .filter(|token| token.word.contains(char::is_alphanumeric))
        .map(|token| (token.start, token.end))
}

fn code(part: &str, from: usize) -> Word {
    Word {
        from,
        to: from + part.len(),
        text: part.chars().map(fold).collect(),
    }
}

/// A run of Chinese characters, or of other letters and digits.
struct Run {
    from: usize,
    to: usize,
    han: bool,
}

/// The runs of a text in order; all that stands between them is punctuation.
struct Runs<'a> {
    chars: std::iter::Peekable<std::str::CharIndices<'a>>,
}

impl<'a> Runs<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            chars: text.char_indices().peekable(),
        }
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let (from, first) = self.chars.find(|&(_, c)| c.is_alphanumeric())?;
        let han = is_han(first);
        let mut to = from + first.len_utf8();
        while let Some((at, c)) = self
            .chars
            .next_if(|&(_, c)| c.is_alphanumeric() && is_han(c) == han)
        {
            to = at + c.len_utf8();
        }
        Some(Run { from, to, han })
    }
}

/// Runs `cut` on `text` in simplified characters without the invisible ones
/// and maps the offsets back. Nearly every text is cut as it stands.
fn visible(text: &str, cut: impl FnOnce(&str) -> Vec<Word>) -> Vec<Word> {
    if !text.contains(|c| is_invisible(c) || simplified(c) != c) {
        return cut(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices().filter(|&(_, c)| !is_invisible(c)) {
        shown.push(simplified(c));
        origin.extend(at..at + c.len_utf8());
    }
    let mut words = cut(&shown);
    for word in &mut words {
        word.from = origin[word.from];
        word.to = origin[word.to - 1] + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[Word]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn the_index_holds_every_character_and_every_word() {
        let words = Words::new().search_words("化工厂拖欠工资");
        for expected in ["厂", "工厂", "化工", "化工厂", "拖欠", "工资"] {
            assert!(texts(&words).contains(&expected), "{expected} in {words:?}");
        }
        assert!(words.is_sorted_by_key(|word| (word.from, word.to)));
    }

    #[test]
    fn what_a_text_contains_is_found_in_it_however_it_is_cut() {
        let words = Words::new();
        let text = "云溪市长河大桥南侧研究生公寓A7栋302室的化工厂拖欠农民工工资12万元";
        let index: Vec<String> = words
            .search_words(text)
            .into_iter()
            .map(|w| w.text)
            .collect();
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        for (i, &from) in ends.iter().enumerate() {
            for &to in &ends[i + 1..] {
                // A part of a number or code is another number.
                let inside = |at: usize| {
                    let before = text[..at]
                        .chars()
                        .next_back()
                        .is_some_and(|c| c.is_ascii_alphanumeric());
                    before && text[at..].starts_with(|c: char| c.is_ascii_alphanumeric())
                };
                if inside(from) || inside(to) {
                    continue;
                }
                for word in words.query_words(&text[from..to]) {
                    assert!(
                        index.contains(&word.text),
                        "{} of {}",
                        word.text,
                        &text[from..to]
                    );
                }
            }
        }
    }

    #[test]
    fn offsets_point_into_the_original_text() {
        let text = "Ａ７栋，拖\u{200B}欠工资";
        for word in Words::new().search_words(text) {
            assert_eq!(crate::normalise(&text[word.from..word.to]), word.text);
        }
        assert!(texts(&Words::new().search_words(text)).contains(&"拖欠"));
        assert_eq!(Words::new().search_words(text)[0].text, "a7");
    }

    #[test]
    fn traditional_and_simplified_texts_have_the_same_words() {
        let words = Words::new();
        let traditional = words.search_words("農民工\u{200B}工資");
        assert_eq!(
            texts(&traditional),
            texts(&words.search_words("农民工工资"))
        );
        assert_eq!(texts(&words.query_words("農民工工資")), ["农民工", "工资"]);
        let last = traditional.last().map(|word| (word.from, word.to));
        assert_eq!(last, Some((15, 18)));
    }

    #[test]
    fn a_query_drops_what_only_holds_a_sentence_together() {
        let words = Words::new();
        assert_eq!(texts(&words.query_words("拖欠的工资")), ["拖欠", "工资"]);
        assert_eq!(texts(&words.query_words("的")), ["的"]);
        assert_eq!(texts(&words.query_words("，。！")), Vec::<&str>::new());
    }

    #[test]
    fn own_words_stay_whole_for_readers_but_not_in_the_index() {
        let mut words = Words::new();
        let before = words.search_words("蓢塘里街办的路灯");
        words.add_word("蓢塘里街办");
        words.add_word("里");
        assert_eq!(words.search_words("蓢塘里街办的路灯"), before);
        assert_eq!(
            texts(&words.reading("去蓢塘里街办的路")),
            ["去", "蓢塘里街办", "的", "路"]
        );
    }
}
