//! What a matter's file already knows of a document's fields. Whatever it does not know is typed into the form.

use std::sync::Arc;

use jiff::civil::Date;
use kernel::UnitId;
use kernel::org::Org;
use kernel::rulebook::{GroundCode, Rulebook, key};
use matter::document::code::CARRIERS;
use matter::review::{Level, Review, ReviewOpinion, body};
use matter::{Answer, AnswerKind, Clock, Event, Matter, Opinion};

use store::ledger::Entry;

use super::{Documents, Template, Values, told};
use crate::Office;
use crate::matter_file::{MatterFile, org_of_answer, org_when, post_name};

/// The handling periods that documents speak of.
const HANDLING: [&str; 3] = [key::HANDLE, key::HANDLE_ACCUSATION, key::ANSWER_SUGGESTION];

impl Office {
    /// The values a document's form opens with: from the file, else the template's defaults.
    pub fn prefilled(&self, template: &Template, file: &MatterFile) -> Values {
        let book = self.law().rulebook(&file.matter.rulebook);
        Source::of(&template.code, &file.matter, &file.org, &file.history, book).values(template)
    }

    /// Templates, settings and the press.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }
}

/// Whether a document of this template carries an answer: then its text is what was signed.
pub fn carries_answer(template: &Template) -> bool {
    CARRIERS.contains(&template.code.as_str())
}

/// The fields of a document that carries an answer which its file leaves to whoever issues it: mandatory ones that nothing in
/// the file knows, as the number of an opinion of another office. Nothing else is added to what was signed.
pub fn left_open<'t>(template: &'t Template, known: &Values) -> Vec<&'t super::Field> {
    template
        .fields
        .iter()
        .filter(|field| field.required)
        .filter(|field| {
            known
                .get(&field.name)
                .is_none_or(|value| value.trim().is_empty())
        })
        .collect()
}

/// What a document that carries an answer says: what the file knows, and of what was typed only what the file left open.
pub(super) fn as_signed(template: &Template, known: Values, typed: &Values) -> Values {
    let mut values = known;
    let open: Vec<String> = left_open(template, &values)
        .into_iter()
        .map(|field| field.name.clone())
        .collect();
    for name in open.into_iter().chain(["copies".to_owned()]) {
        if let Some(words) = typed.get(&name) {
            values.insert(name, words.clone());
        }
    }
    values
}

impl Source<'_> {
    /// The values of a template: from the file, else its defaults.
    pub(super) fn values(&self, template: &Template) -> Values {
        let source = self;
        let mut values: Values = template
            .fields
            .iter()
            .map(|field| {
                let found = source.find(&field.from).filter(|text| !text.is_empty());
                (
                    field.name.clone(),
                    found.unwrap_or_else(|| field.default.clone()),
                )
            })
            .collect();
        let to = source
            .addressee(&template.to_from)
            .unwrap_or_else(|| template.to.clone());
        values.insert("to".to_owned(), to);
        values.insert("copies".to_owned(), template.copies.to_string());
        values
    }
}

/// The answer that a document of this code tells: the first that waits for its document, else the newest.
pub(super) fn answer_for<'m>(code: &str, matter: &'m Matter) -> Option<&'m Answer> {
    let told = |answer: &&Answer| answer.kind.carrier() == Some(code);
    matter
        .to_issue(code)
        .or_else(|| matter.answers.iter().rev().find(told))
}

/// What is known of a matter, for one kind of document.
pub(super) struct Source<'a> {
    matter: &'a Matter,
    org: &'a Arc<Org>,
    history: &'a [(Entry, Event)],
    book: &'a Rulebook,
    answer: Option<&'a Answer>,
}

impl<'a> Source<'a> {
    /// A matter's file, read for a document of a code.
    pub(super) fn of(
        code: &str,
        matter: &'a Matter,
        org: &'a Arc<Org>,
        history: &'a [(Entry, Event)],
        book: &'a Rulebook,
    ) -> Self {
        let answer = answer_for(code, matter);
        Self {
            matter,
            org,
            history,
            book,
            answer,
        }
    }
}

impl Source<'_> {
    /// The value behind a word of a template's `from`.
    fn find(&self, word: &str) -> Option<String> {
        self.of_petition(word)
            .or_else(|| self.of_routing(word))
            .or_else(|| self.of_handling(word))
            .or_else(|| self.of_answer(word))
            .or_else(|| self.of_review(word))
    }

    fn of_petition(&self, word: &str) -> Option<String> {
        let matter = self.matter;
        let first = matter.petitions.first()?;
        Some(match word {
            "subject" => matter.subject.clone(),
            "number" => first.number.clone(),
            "received" => first.received.to_string(),
            "channel" => first.channel.zh().to_owned(),
            "relation" => first.relation.zh().to_owned(),
            "body" => first.body.clone(),
            "head_count" => matter.head_count().to_string(),
            "one" => "1".to_owned(),
            "place" => matter.place.clone()?,
            "category" => matter.category.clone()?,
            "purpose" => {
                let mut purposes: Vec<_> = matter
                    .demands
                    .iter()
                    .map(|demand| demand.purpose.zh())
                    .collect();
                purposes.dedup();
                purposes.join("、")
            }
            "demands" => {
                let texts: Vec<_> = matter
                    .demands
                    .iter()
                    .map(|demand| demand.text.as_str())
                    .collect();
                texts.join("\n")
            }
            _ => return None,
        })
    }

    /// A unit as it is called now: who has something to do, or is written to.
    fn unit(&self, unit: UnitId) -> String {
        self.org.unit_name(unit)
    }

    /// A unit as it was called when it did what the document tells of.
    fn unit_when(&self, unit: UnitId, did: impl Fn(&Event) -> bool) -> String {
        org_when(self.org, self.history, did).unit_name(unit)
    }

    /// Whom a document is written to. A letter goes out under the name of its day, whatever it tells of.
    fn addressee(&self, word: &str) -> Option<String> {
        let handover = self.matter.last_handover();
        match word {
            "receiver" => Some(self.unit(handover?.to)),
            "sender" => Some(self.unit(handover?.from)),
            other => self.find(other),
        }
    }

    fn of_routing(&self, word: &str) -> Option<String> {
        let handover = self.matter.last_handover();
        let sent = |event: &Event| matches!(event, Event::HandedOver { handover: sent, .. } if Some(sent) == handover);
        Some(match word {
            "office" => self.unit_when(self.matter.office, registered),
            "owner" => self.unit(self.matter.owner),
            "receiver" => self.unit_when(handover?.to, sent),
            "sender" => self.unit_when(handover?.from, sent),
            "sent" => handover?.on.to_string(),
            "how" => handover?.kind.zh().to_owned(),
            "report_by" => handover?.report_by?.to_string(),
            "handover_note" => self.last(|event| match event {
                Event::HandedOver { note, .. } => Some(note.clone()),
                _ => None,
            })?,
            "objection_reason" => self.matter.objection.as_ref()?.0.clone(),
            "believed" => self.unit_when(self.matter.objection.as_ref()?.1?, objected),
            "review_body" => self.unit(self.org.unit(self.matter.owner)?.parent?),
            "contact" => {
                let unit = self.org.unit(self.matter.owner)?;
                [unit.name.as_str(), &unit.phone]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("，")
            }
            _ => return None,
        })
    }

    fn of_handling(&self, word: &str) -> Option<String> {
        let matter = self.matter;
        Some(match word {
            "accepted" => matter.accepted?.to_string(),
            "due" => due(self.handling()?).to_string(),
            "extended_due" => due(self.extended()?).to_string(),
            "extension_days" => self.extended()?.span.extended.to_string(),
            "extension_reason" => self.last(|event| match event {
                Event::ClockExtended { reason, .. } => Some(reason.clone()),
                _ => None,
            })?,
            "extension_approver" => self.extension_approver()?,
            "process" => {
                let heard = matter
                    .heard
                    .iter()
                    .map(|heard| format!("{}听取信访人陈述：{}", chinese(heard.on), heard.note));
                let accepted = matter.accepted.map(|on| format!("{}受理。", chinese(on)));
                accepted
                    .into_iter()
                    .chain(heard)
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            _ => return None,
        })
    }

    fn of_answer(&self, word: &str) -> Option<String> {
        // The answer of the document where it carries one, else the newest of its kind.
        let newest = || {
            self.answer
                .into_iter()
                .chain(self.matter.answers.iter().rev())
        };
        let opinion = || -> Option<&Opinion> {
            newest().find_map(|answer| match &answer.kind {
                AnswerKind::Opinion(opinion) => Some(opinion),
                _ => None,
            })
        };
        let refusal = || {
            newest().find_map(|answer| match &answer.kind {
                AnswerKind::NotAccepted { ground, reason, .. } => Some((ground, reason)),
                _ => None,
            })
        };
        Some(match word {
            "opinion_request" => opinion()?.request.clone(),
            "opinion_facts" => opinion()?.facts.clone(),
            "opinion_opinion" => told::opinion(opinion()?),
            "opinion_basis" => opinion()?.basis.clone(),
            "ground_reason" => refusal()?.1.trim_end_matches('。').to_owned(),
            "ground_article" => self.ground_article(refusal()?.0)?,
            "accusation_reply" => newest().find_map(|answer| match &answer.kind {
                AnswerKind::AccusationReply { text } => Some(text.clone()),
                _ => None,
            })?,
            "answer_title" => self.answer?.kind.zh().to_owned(),
            "answer_words" => told::reply(self.book, &self.answer?.kind)?,
            "reply" => {
                let answer = self.matter.answers.last()?;
                let served = answer.service.as_ref()?;
                format!(
                    "{}出具{}，{}{}。",
                    chinese(answer.on),
                    answer.kind.zh(),
                    chinese(served.on),
                    served.method.zh()
                )
            }
            "challenged_organ" => {
                let answer = self.challenged()?;
                org_of_answer(self.org, self.history, answer.id).unit_name(answer.unit)
            }
            "challenged" => self.challenged()?.kind.zh().to_owned(),
            "challenged_number" => self.challenged_number()?,
            "challenged_full" => format!(
                "《{}》（{}）",
                self.challenged()?.kind.zh(),
                self.challenged_number()?
            ),
            _ => return None,
        })
    }

    fn of_review(&self, word: &str) -> Option<String> {
        let opinion = || -> Option<&ReviewOpinion> {
            match &self.answer?.kind {
                AnswerKind::Review(opinion) => Some(opinion),
                _ => None,
            }
        };
        let review = self.review()?;
        Some(match word {
            "review_stage" => match review.level {
                Level::Review => "复查".to_owned(),
                Level::ReReview => "复核".to_owned(),
            },
            "review_requested" => review.on.to_string(),
            "review_request" => opinion()?.request.clone(),
            "review_facts" => opinion()?.facts.clone(),
            "review_basis" => opinion()?.basis.clone(),
            "review_opinion" => told::review(opinion()?),
            "review_refusal" => match &self.answer?.kind {
                AnswerKind::ReviewRefused { reason, .. } => {
                    reason.trim_end_matches('。').to_owned()
                }
                _ => return None,
            },
            "next_body" => {
                let (next, _) = body::find(self.matter, review.body, self.org, self.book)?;
                self.unit(next)
            }
            _ => return None,
        })
    }

    /// The review whose result the document tells, else the newest.
    fn review(&self) -> Option<&Review> {
        let told = self.answer.and_then(|answer| answer.kind.review());
        told.and_then(|id| self.matter.review(id))
            .or_else(|| self.matter.reviews.last())
    }

    /// The answer that the review is about; before there is one, the newest.
    fn challenged(&self) -> Option<&Answer> {
        let of_review = self
            .review()
            .and_then(|review| self.matter.answer(review.challenged));
        of_review.or_else(|| self.matter.answers.last())
    }

    fn ground_article(&self, code: &GroundCode) -> Option<String> {
        self.book.ground(code).map(|ground| ground.article.clone())
    }

    /// The number of the document that carries it.
    fn challenged_number(&self) -> Option<String> {
        let document = self.matter.issued(self.challenged()?.id)?;
        Some(document.content.number.to_string())
    }

    /// Who approved the extension, as they were called then.
    fn extension_approver(&self) -> Option<String> {
        let mut entries = self.history.iter().rev();
        entries.find_map(|(entry, event)| match event {
            Event::ClockExtended { approver, .. } => Some(approver.map_or_else(
                || "本单位负责人".to_owned(),
                |post| post_name(&self.org.as_of(entry.seq), post),
            )),
            _ => None,
        })
    }

    fn last(&self, pick: impl Fn(&Event) -> Option<String>) -> Option<String> {
        self.history.iter().rev().find_map(|(_, event)| pick(event))
    }

    /// The clock of the handling period.
    fn handling(&self) -> Option<&Clock> {
        self.matter
            .clocks
            .iter()
            .rev()
            .find(|clock| HANDLING.contains(&clock.limit.as_str()))
    }

    fn extended(&self) -> Option<&Clock> {
        self.matter
            .clocks
            .iter()
            .rev()
            .find(|clock| clock.span.extended > 0)
    }
}

/// The matter came to the unit that registered it.
fn registered(event: &Event) -> bool {
    matches!(event, Event::Received { .. } | Event::Registered { .. })
}

/// The receiver said that another organ is competent.
fn objected(event: &Event) -> bool {
    matches!(event, Event::Objected { .. })
}

fn due(clock: &Clock) -> Date {
    clock.duty_date()
}

/// A day as documents write it.
pub(crate) fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
