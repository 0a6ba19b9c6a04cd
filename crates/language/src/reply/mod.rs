//! Whether a draft answers what was asked, before it is signed: hints with their evidence, never a gate.
//!
//! Relevance compares runs of two and three characters, weighed by how rare they are in the office's own petitions and answers
//! ([`ReplyReader::learn`]), and looks at the dates the answer writes: one dated before the petition came in answers another.

mod dates;
mod demands;
mod parts;
mod plain;
mod runs;

use runs::Runs;

pub use demands::demands;
pub use plain::{Plainer, plainer};

/// What was asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Subject line.
    pub subject: &'a str,
    /// Full text.
    pub body: &'a str,
    /// Each demand in its own words; when there are none, [`demands()`] reads them out of the text.
    pub demands: &'a [String],
    /// Day of arrival, in days since 1970-01-01.
    pub on: Option<i64>,
}

/// What is answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answer<'a> {
    /// Full text.
    pub text: &'a str,
    /// Day it is given, in days since 1970-01-01.
    pub on: Option<i64>,
}

/// A figure and what it rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// 0 to 1.
    pub value: f32,
    /// In Chinese, for the person who writes the answer.
    pub evidence: Vec<String>,
}

/// A demand and the sentence that speaks to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// The demand.
    pub demand: String,
    /// The sentence of the answer closest to it; none where no sentence shares enough.
    pub sentence: Option<String>,
    /// Share of the demand found there, 0 to 1.
    pub share: f32,
}

/// How well an answer answers.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyQuality {
    /// Whether it speaks of what was asked.
    pub relevance: Score,
    /// Whether it speaks to each demand.
    pub completeness: Score,
    /// Whether it gives reasons, a legal basis and facts.
    pub explanation: Score,
    /// Whether it came in time: full to 15 days, half at 60.
    pub timeliness: Score,
    /// Each demand with the sentence that answers it.
    pub demands: Vec<Spoken>,
    /// Sentences that give a reason.
    pub reasons: Vec<String>,
    /// Laws, regulations and documents named.
    pub basis: Vec<String>,
    /// The sentence that says where to turn and until when.
    pub remedy: Option<String>,
    /// Phrases that say nothing.
    pub empty: Vec<String>,
    /// Sentences of more than eighty characters.
    pub long: Vec<String>,
    /// Letters and digits of the answer.
    pub length: usize,
}

/// Reads answers; knows what is common in an office's texts.
#[derive(Debug, Clone, Default)]
pub struct ReplyReader {
    runs: Runs,
}

/// Cosine from which an answer is fully relevant.
const FULL: f32 = 0.4;
/// Added to the cosine, so that dates count where an answer has no word in common.
const NOTHING: f32 = 0.02;
/// Share of a demand in a sentence from which the sentence answers it.
const ANSWERS: f32 = 0.12;
/// Share from which it answers it fully.
const FULLY: f32 = 0.4;

impl ReplyReader {
    /// A reader to whom everything is equally rare.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Learns what is common from a petition or an answer of the office.
    pub fn learn(&mut self, text: &str) {
        self.runs.learn(text);
    }

    /// Reads an answer against what was asked.
    #[must_use]
    pub fn check(&self, asked: &Asked<'_>, answer: &Answer<'_>) -> ReplyQuality {
        let sentences = parts::sentences(answer.text);
        let spoken = self.spoken(asked, &sentences);
        let reasons = parts::reasons(&sentences);
        let basis = parts::basis(answer.text);
        let empty = parts::empty_phrases(answer.text);
        let long = sentences.iter().filter(|s| s.chars().count() > 80);
        ReplyQuality {
            relevance: self.relevance(asked, answer),
            completeness: completeness(&spoken),
            explanation: parts::explanation(&reasons, &basis, &sentences, &empty),
            timeliness: dates::timeliness(asked.on, answer.on),
            demands: spoken,
            reasons,
            basis,
            remedy: parts::remedy(&sentences),
            empty,
            long: long.map(|s| (*s).to_owned()).collect(),
            length: answer.text.chars().filter(|c| c.is_alphanumeric()).count(),
        }
    }

    fn relevance(&self, asked: &Asked<'_>, answer: &Answer<'_>) -> Score {
        let question = self.runs.of(&format!("{} {}", asked.subject, asked.body));
        let reply = self.runs.of(answer.text);
        let cosine = question.cosine(&reply);
        let (dated, warning) = dates::fitting(asked.on, answer.text);
        let shared = question.shared(&reply, 5);
        let mut evidence = Vec::new();
        if shared.is_empty() {
            evidence.push("答复没有提到来件所说的事".to_owned());
        } else {
            evidence.push(format!("都说到：{}", shared.join("、")));
        }
        evidence.extend(warning);
        let near = (NOTHING + cosine) * dated / (NOTHING + FULL);
        Score {
            // The root tells the low end apart, where most answers lie.
            value: near.min(1.0).sqrt(),
            evidence,
        }
    }

    fn spoken(&self, asked: &Asked<'_>, sentences: &[&str]) -> Vec<Spoken> {
        let found = if asked.demands.is_empty() {
            demands(asked.subject, asked.body)
        } else {
            asked.demands.to_vec()
        };
        let read: Vec<_> = sentences
            .iter()
            .map(|sentence| self.runs.of(sentence))
            .collect();
        let speak = |demand: String| {
            let wanted = self.runs.of(&demand);
            let shares = read.iter().map(|sentence| wanted.share_in(sentence));
            let best = shares
                .enumerate()
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let (at, share) = best.unwrap_or((0, 0.0));
            let sentence = (share >= ANSWERS).then(|| sentences[at].to_owned());
            Spoken {
                demand,
                sentence,
                share,
            }
        };
        found.into_iter().map(speak).collect()
    }
}

#[allow(clippy::cast_precision_loss)]
fn completeness(spoken: &[Spoken]) -> Score {
    let sum: f32 = spoken.iter().map(|s| (s.share / FULLY).min(1.0)).sum();
    let evidence = spoken.iter().map(|spoken| match &spoken.sentence {
        Some(sentence) => format!("“{}”←“{sentence}”", spoken.demand),
        None => format!("“{}”没有答到", spoken.demand),
    });
    Score {
        value: sum / spoken.len().max(1) as f32,
        evidence: evidence.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: Asked<'_> = Asked {
        subject: "蓢塘花园电梯经常困人",
        body: "蓢塘花园3栋电梯一个月困人三次。请尽快维修电梯。维修基金为什么不能用？",
        demands: &[],
        on: Some(20_000),
    };
    const GOOD: &str = "您好！经核实，蓢塘花园3栋电梯因门锁老化多次困人，物业公司已于6月10日更换门锁，完成维修电梯。\
        维修基金不能用，是因为未达到《民法典》第二百七十八条规定的三分之二以上业主表决。\
        如不服本答复，可自收到之日起三十日内向上一级机关申请复查。";

    fn check(text: &str) -> ReplyQuality {
        ReplyReader::new().check(
            &ASKED,
            &Answer {
                text,
                on: Some(20_010),
            },
        )
    }

    #[test]
    fn a_good_answer_speaks_to_each_demand_with_reason_basis_and_remedy() {
        let found = check(GOOD);
        assert!(found.demands.len() >= 2, "{found:?}");
        assert!(
            found.demands.iter().all(|spoken| spoken.sentence.is_some()),
            "{found:?}"
        );
        assert!(!found.reasons.is_empty());
        assert_eq!(found.basis, ["《民法典》第二百七十八条"]);
        assert!(found.remedy.is_some_and(|remedy| remedy.contains("三十日")));
        assert!(found.explanation.value > 0.8 && found.relevance.value > 0.5);
        assert!((found.timeliness.value - 1.0).abs() < 1e-6);
    }

    #[test]
    fn an_empty_answer_is_shown_to_be_one() {
        let found = check("您好！您反映的问题我们高度重视，已转有关部门。感谢您对我们工作的支持！");
        assert!(found.empty.len() >= 2, "{found:?}");
        assert!(found.remedy.is_none() && found.basis.is_empty());
        let good = check(GOOD);
        assert!(found.relevance.value < good.relevance.value);
        assert!(found.completeness.value < good.completeness.value);
        assert!(found.explanation.value < 0.3);
    }

    #[test]
    fn an_answer_dated_before_the_petition_answers_another() {
        let early = check("蓢塘花园电梯已维修。2020年1月1日");
        let fitting = check("蓢塘花园电梯已维修。2024年10月10日");
        assert!(early.relevance.value < 0.7 * fitting.relevance.value);
        assert!(
            early
                .relevance
                .evidence
                .iter()
                .any(|e| e.contains("早于来件"))
        );
    }

    #[test]
    fn nothing_asked_and_nothing_answered_stays_in_bounds() {
        let found = ReplyReader::new().check(&Asked::default(), &Answer::default());
        for score in [
            found.relevance,
            found.completeness,
            found.explanation,
            found.timeliness,
        ] {
            assert!((0.0..=1.0).contains(&score.value));
        }
    }
}
