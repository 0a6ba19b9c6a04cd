//! The part of a text that shows why it was found.

use crate::normalise::{fold, is_invisible};

/// A stretch of a snippet; a page marks the hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text as the petitioner wrote it, white space runs as one space.
    pub text: String,
    /// Whether it is one of the words looked for.
    pub hit: bool,
}

/// A visible character: as written and as compared.
struct Glyph {
    shown: char,
    folded: char,
}

/// Marks the words of one search in texts.
#[derive(Debug, Clone)]
pub struct Marker {
    /// As compared, longest first.
    words: Vec<Vec<char>>,
}

impl Marker {
    /// A marker of these words; case and width do not matter.
    #[must_use]
    pub fn new<S: AsRef<str>>(words: &[S]) -> Self {
        let mut words: Vec<Vec<char>> = words
            .iter()
            .map(|word| crate::normalise(word.as_ref()).chars().collect())
            .collect();
        words.retain(|word| !word.is_empty());
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        Self { words }
    }

    /// At most `max_chars` characters of `text` (and an ellipsis where it was cut) around the place where most of the words stand
    /// together. Where two words start together the longer is marked. Without any hit the beginning of the text is returned.
    #[must_use]
    pub fn mark(&self, text: &str, max_chars: usize) -> Vec<Piece> {
        let glyphs = glyphs(text);
        let hits = hits(&glyphs, &self.words);
        let (from, to) = window(glyphs.len(), &hits, max_chars);
        pieces(&glyphs, &hits, from, to)
    }
}

/// A place where a word stands: glyphs `from..to`.
struct Hit {
    from: usize,
    to: usize,
    word: usize,
}

fn glyphs(text: &str) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(text.len() / 2);
    for c in text.trim().chars().filter(|&c| !is_invisible(c)) {
        let space = c.is_whitespace();
        if space && out.last().is_some_and(|last| last.folded == ' ') {
            continue;
        }
        out.push(if space {
            Glyph {
                shown: ' ',
                folded: ' ',
            }
        } else {
            Glyph {
                shown: c,
                folded: fold(c),
            }
        });
    }
    out
}

fn hits(glyphs: &[Glyph], words: &[Vec<char>]) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let rest = &glyphs[at..];
        let found = words.iter().position(|word| {
            word.len() <= rest.len() && word.iter().zip(rest).all(|(&c, glyph)| c == glyph.folded)
        });
        if let Some(word) = found {
            let to = at + words[word].len();
            out.push(Hit { from: at, to, word });
            at = to;
        } else {
            at += 1;
        }
    }
    out
}

/// The stretch of `max` glyphs with the most different words, the earliest of
/// equals. A quarter of it stands before its first hit.
fn window(len: usize, hits: &[Hit], max: usize) -> (usize, usize) {
    if len <= max {
        return (0, len);
    }
    let mut best = (0, 0);
    for hit in hits {
        let from = hit.from.saturating_sub(max / 4).min(len - max);
        let mut seen: Vec<usize> = hits
            .iter()
            .filter(|h| h.from >= from && h.to <= from + max)
            .map(|h| h.word)
            .collect();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() > best.0 {
            best = (seen.len(), from);
        }
    }
    (best.1, best.1 + max)
}

fn pieces(glyphs: &[Glyph], hits: &[Hit], from: usize, to: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut plain = String::new();
    if from > 0 {
        plain.push('…');
    }
    let mut at = from;
    for hit in hits.iter().filter(|hit| hit.from >= from && hit.to <= to) {
        plain.extend(glyphs[at..hit.from].iter().map(|g| g.shown));
        if !plain.is_empty() {
            out.push(Piece {
                text: std::mem::take(&mut plain),
                hit: false,
            });
        }
        out.push(Piece {
            text: glyphs[hit.from..hit.to].iter().map(|g| g.shown).collect(),
            hit: true,
        });
        at = hit.to;
    }
    plain.extend(glyphs[at..to].iter().map(|g| g.shown));
    if to < glyphs.len() {
        plain.push('…');
    }
    if !plain.is_empty() {
        out.push(Piece {
            text: plain,
            hit: false,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlight(text: &str, words: &[&str], max_chars: usize) -> Vec<Piece> {
        Marker::new(words).mark(text, max_chars)
    }

    fn marked(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|p| {
                if p.hit {
                    format!("[{}]", p.text)
                } else {
                    p.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn marks_words_whatever_their_width_and_case() {
        let pieces = highlight("Ａ７栋拖欠工资，a7栋停电", &["A7", "拖欠", "拖欠工资"], 50);
        assert_eq!(marked(&pieces), "[Ａ７]栋[拖欠工资]，[a7]栋停电");
    }

    #[test]
    fn marks_traditional_characters_as_written() {
        let pieces = highlight("拖欠農民工", &["农民工"], 50);
        assert_eq!(marked(&pieces), "拖欠[農民工]");
    }

    #[test]
    fn shows_where_most_words_stand_together() {
        let text = format!(
            "{}工资{}化工厂拖欠工资三个月{}",
            "路".repeat(50),
            "灯".repeat(50),
            "亮".repeat(50)
        );
        let pieces = highlight(&text, &["拖欠", "工资"], 20);
        let shown = marked(&pieces);
        assert!(shown.contains("化工厂[拖欠][工资]三个月"), "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'));
        let length: usize = pieces.iter().map(|p| p.text.chars().count()).sum();
        assert_eq!(length, 22);
    }

    #[test]
    fn without_a_hit_the_beginning_is_shown() {
        assert_eq!(
            marked(&highlight("村口的桥\n\n  坏了很久", &["学校"], 6)),
            "村口的桥 坏…"
        );
        assert_eq!(marked(&highlight("短文", &[], 6)), "短文");
        assert_eq!(highlight("", &["学校"], 6), vec![]);
    }
}
