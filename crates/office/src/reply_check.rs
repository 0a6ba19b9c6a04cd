//! Whether the draft on the reply desk answers what was asked: hints with their evidence, never a gate.
//!
//! What the law demands of an opinion is asked for by the desk itself ([`DraftText::missing`]); this only reads along. The petitioner's
//! request, which the draft repeats, is left out of the reading: it would answer every demand.

use jiff::civil::Date;
use kernel::DemandId;
use kernel::clock::Span;
use kernel::rulebook::{LimitKey, key};
use language::{Answer, Asked, Plainer, ReplyReader, plainer};
use matter::desk::{Draft, DraftText, answerable};
use matter::{Decision, Matter};
use store::ledger;

use crate::lists::day_number;
use crate::matter_file::MatterFile;
use crate::{Office, OfficeError};

/// The limit within which a review may be asked for.
const REVIEW: &str = key::ASK_REVIEW;
/// How many of the newest entries teach the reader which words are common here.
const TAUGHT_BY: i64 = 3_000;
/// Relevance below this: the draft and the petition have next to nothing in common.
const ELSEWHERE: f32 = 0.3;
/// A letter shorter than this says little, a longer one is read by few. In characters.
const LENGTH: std::ops::RangeInclusive<usize> = 60..=2_500;

/// What was found in a draft.
#[derive(Clone, Debug)]
pub struct ReplyCheck {
    /// Each demand of the opinion.
    pub lines: Vec<LineCheck>,
    /// Questions in the petitioner's own words that no sentence speaks to.
    pub unanswered: Vec<String>,
    /// Sentences that give a reason.
    pub reasons: Vec<String>,
    /// What fits ill with the petition as a whole.
    pub misfit: Option<Misfit>,
    /// Where the petitioner can turn, and until when.
    pub remedy: Option<Remedy>,
    /// Words that could be plainer.
    pub plainer: Vec<Plainer>,
    /// Phrases that say nothing.
    pub empty: Vec<String>,
    /// Sentences that are hard to follow for their length.
    pub long: Vec<String>,
    /// Letters and digits.
    pub length: usize,
    /// Days since the petition came in.
    pub days: i64,
    /// The day the answer is due.
    pub due: Option<Date>,
}

/// One demand against the draft.
#[derive(Clone, Debug)]
pub struct LineCheck {
    /// Its number.
    pub demand: DemandId,
    /// Its words.
    pub text: String,
    /// The sentence closest to it, and where it stands; none where no sentence shares enough of its words.
    pub sentence: Option<(String, Stands)>,
    /// Laws and documents named as its basis.
    pub basis: Vec<String>,
    /// A basis is written, but names no law or document.
    pub basis_unnamed: bool,
    /// The demand is declined, and neither its answer nor the facts give a reason.
    pub unreasoned: bool,
}

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// In the answer to this demand.
    Here,
    /// Among the facts and reasons.
    Facts,
    /// In the answer to another demand.
    Under(DemandId),
}

/// What fits ill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A date in the draft lies before the petition.
    DatedBefore,
    /// A date in the draft lies more than half a year after the petition.
    DatedLongAfter,
    /// Hardly a word in common.
    Elsewhere,
}

/// The way to a review, which the document states by itself.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// The body one level above.
    pub body: Option<String>,
    /// The last day, were the opinion served today.
    pub last: Date,
    /// The period, in Chinese and English.
    pub within: (String, String),
    /// The article, in Chinese and English.
    pub article: (String, String),
    /// The sentence on it that the draft has itself.
    pub written: Option<String>,
    /// That sentence names another period than the rulebook.
    pub differs: bool,
}

impl ReplyCheck {
    /// How many hints there are: what a reader should look at again.
    pub fn hints(&self) -> usize {
        let lines = self.lines.iter().map(LineCheck::hints).sum::<usize>();
        let rest = [
            self.reasons.is_empty(),
            self.misfit.is_some(),
            self.remedy.as_ref().is_some_and(|remedy| remedy.differs),
            !self.length_fits(),
        ];
        lines
            + rest.into_iter().filter(|hint| *hint).count()
            + self.unanswered.len()
            + self.plainer.len()
            + self.empty.len()
            + self.long.len()
    }

    /// Whether the length is one that says something and is read.
    pub fn length_fits(&self) -> bool {
        LENGTH.contains(&self.length)
    }
}

impl LineCheck {
    fn hints(&self) -> usize {
        let hints = [self.sentence.is_none(), self.basis_unnamed, self.unreasoned];
        hints.into_iter().filter(|hint| *hint).count()
    }
}

impl Office {
    /// Reads the draft on the desk of a matter; nothing where there is none.
    ///
    /// # Errors
    /// The storage's.
    pub fn reply_check(&self, file: &MatterFile) -> Result<Option<ReplyCheck>, OfficeError> {
        let Some(draft) = &file.matter.desk.draft else {
            return Ok(None);
        };
        let taught = match self.reply_reader.get() {
            Some(reader) => reader,
            None => {
                let taught = self.taught()?;
                self.reply_reader.get_or_init(|| taught)
            }
        };
        let mut found = read(taught, &file.matter, draft, file.today);
        found.remedy = self.remedy(file, &draft.text);
        Ok(Some(found))
    }

    /// A reader who knows what is common in the newest petitions of this office, sealed ones aside.
    fn taught(&self) -> Result<ReplyReader, OfficeError> {
        let mut taught = ReplyReader::new();
        let reader = self.store.reader()?;
        let view = reader.view()?;
        let newest = ledger::position(&view)?;
        let from = (newest - TAUGHT_BY).max(0);
        let (matters, _) = ledger::changed_since(&view, from, usize::MAX)?;
        for id in matters {
            // What accusations say teaches nobody: a hint that follows from their words would tell of them.
            if let Some((matter, _)) = ledger::load(&view, id)?.filter(|(m, _)| !m.is_sealed()) {
                for petition in &matter.petitions {
                    taught.learn(&format!("{} {}", petition.subject, petition.body));
                }
            }
        }
        Ok(taught)
    }

    fn remedy(&self, file: &MatterFile, draft: &DraftText) -> Option<Remedy> {
        let matter = &file.matter;
        let book = self.law.rulebook(&matter.rulebook);
        let limit = book.limit(&LimitKey::new(REVIEW), matter.weight)?;
        let above = file.org.unit(matter.owner).and_then(|unit| unit.parent);
        let asked = Asked::default();
        let written = ReplyReader::new()
            .check(&asked, &answer(&all_words(draft), file.today))
            .remedy;
        let differs = written.as_ref().is_some_and(|sentence| {
            let named = [limit.length.to_string(), chinese(limit.length)];
            sentence.contains("复查") && !named.iter().any(|number| sentence.contains(number))
        });
        Some(Remedy {
            body: above.map(|unit| file.org.unit_name(unit)),
            // A right of the petitioner: its last day is moved off a rest day.
            last: Span::new(file.today, limit.length, limit.unit)
                .due(self.calendar())
                .moved,
            within: (limit.length_zh(), limit.length_en()),
            article: (limit.article.clone(), limit.article_en.clone()),
            written,
            differs,
        })
    }
}

fn answer(text: &str, today: Date) -> Answer<'_> {
    Answer {
        text,
        on: Some(day_number(today)),
    }
}

/// Facts and answers, one after the other.
fn words(draft: &DraftText) -> String {
    let answers = draft.lines.iter().map(|line| line.answer.as_str());
    let parts = std::iter::once(draft.facts.as_str()).chain(answers);
    parts.collect::<Vec<_>>().join("\n")
}

/// The same with every basis.
fn all_words(draft: &DraftText) -> String {
    let bases = draft.lines.iter().map(|line| line.basis.as_str());
    let said = words(draft);
    let parts = std::iter::once(said.as_str()).chain(bases);
    parts.collect::<Vec<_>>().join("\n")
}

fn read(reader: &ReplyReader, matter: &Matter, draft: &Draft, today: Date) -> ReplyCheck {
    let text = &draft.text;
    let said = words(text);
    let first = matter.petitions.iter().map(|petition| petition.received);
    let received = first.min().unwrap_or(today);
    let bodies: Vec<&str> = matter.petitions.iter().map(|p| p.body.as_str()).collect();
    let body = bodies.join("\n");
    let open: Vec<DemandId> = answerable(matter).collect();
    let own = Asked {
        subject: &matter.subject,
        body: &body,
        demands: &[],
        on: Some(day_number(received)),
    };
    let quality = reader.check(&own, &answer(&said, today));
    let lines: Vec<LineCheck> = open
        .iter()
        .filter_map(|id| line_check(reader, matter, text, *id))
        .collect();
    let listed = |asked: &str| {
        lines
            .iter()
            .any(|line| asked.contains(&line.text) || line.text.contains(asked))
    };
    let unanswered = quality.demands.iter().filter(|spoken| {
        // Where nobody asks in so many words, the subject stands for the question.
        spoken.sentence.is_none()
            && spoken.demand != matter.subject.trim()
            && !listed(&spoken.demand)
    });
    ReplyCheck {
        unanswered: unanswered.map(|spoken| spoken.demand.clone()).collect(),
        lines,
        reasons: quality.reasons.clone(),
        misfit: misfit(&quality),
        remedy: None,
        plainer: plainer(&said),
        empty: quality.empty.clone(),
        long: quality.long.clone(),
        length: quality.length,
        days: day_number(today) - day_number(received),
        due: due(matter),
    }
}

fn misfit(quality: &language::ReplyQuality) -> Option<Misfit> {
    let warned = |words: &str| quality.relevance.evidence.iter().any(|e| e.contains(words));
    if warned("早于来件") {
        Some(Misfit::DatedBefore)
    } else if warned("晚半年以上") {
        Some(Misfit::DatedLongAfter)
    } else {
        (quality.relevance.value < ELSEWHERE).then_some(Misfit::Elsewhere)
    }
}

/// The first day on which an answer is due from the unit that answers.
fn due(matter: &Matter) -> Option<Date> {
    let running = matter
        .clocks
        .iter()
        .filter(|clock| clock.is_running() && !clock.beside && clock.unit() == Some(matter.owner));
    running.map(matter::Clock::duty_date).min()
}

fn line_check(
    reader: &ReplyReader,
    matter: &Matter,
    draft: &DraftText,
    id: DemandId,
) -> Option<LineCheck> {
    let demand = matter.demands.iter().find(|demand| demand.id == id)?;
    let wanted = [demand.text.clone()];
    let asked = Asked {
        demands: &wanted,
        ..Asked::default()
    };
    let look = |text: &str| reader.check(&asked, &Answer { text, on: None });
    let speaks = |text: &str| {
        let found = look(text).demands;
        found.into_iter().find_map(|spoken| spoken.sentence)
    };
    let own = draft.line(id);
    let others = draft.lines.iter().filter(|line| line.demand != id);
    let sentence = own
        .and_then(|line| Some((speaks(&line.answer)?, Stands::Here)))
        .or_else(|| Some((speaks(&draft.facts)?, Stands::Facts)))
        .or_else(|| {
            others
                .filter_map(|line| Some((speaks(&line.answer)?, Stands::Under(line.demand))))
                .next()
        });
    let basis = own.map(|line| look(&format!("{}\n{}", line.basis, line.answer)).basis);
    let basis = basis.unwrap_or_default();
    let reasons = own.map(|line| look(&format!("{}\n{}", draft.facts, line.answer)).reasons);
    Some(LineCheck {
        demand: id,
        text: demand.text.clone(),
        sentence,
        basis_unnamed: basis.is_empty() && own.is_some_and(|line| !line.basis.trim().is_empty()),
        basis,
        unreasoned: own.and_then(|line| line.decision) == Some(Decision::NotSupport)
            && reasons.is_none_or(|reasons| reasons.is_empty()),
    })
}

/// A number below a hundred in Chinese: 三十.
fn chinese(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(number / 10 % 10), usize::from(number % 10));
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}
