//! What a matter's file already knows of a document's fields. Whatever it does not know is typed into the form.

use domain::matter::{Answer, AnswerKind, Clock, Event, Matter, Opinion};
use domain::org::Org;
use domain::rulebook::{GroundCode, Rulebook};
use domain::{PostId, UnitId};
use jiff::civil::Date;

use super::{Documents, Template, Values};
use crate::Office;
use crate::matter_file::{MatterFile, post_name};

impl Office {
    /// The values a document's form opens with: from the file, else the template's defaults.
    pub fn prefilled(&self, template: &Template, file: &MatterFile) -> Values {
        let source = Source {
            matter: &file.matter,
            org: &file.org,
            file,
            book: self.law().rulebook(&file.matter.rulebook),
        };
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
            .find(&template.to_from)
            .unwrap_or_else(|| template.to.clone());
        values.insert("to".to_owned(), to);
        values.insert("copies".to_owned(), template.copies.to_string());
        values
    }

    /// Templates, settings and the press.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }
}

/// The newest answer that a document of this code tells.
pub(super) fn answer_for<'m>(code: &str, matter: &'m Matter) -> Option<&'m Answer> {
    let tells = |answer: &&Answer| match (code, &answer.kind) {
        ("D04", AnswerKind::NotAccepted { ground, .. }) => !ground.as_str().starts_with("NL"),
        ("D05", AnswerKind::NotAccepted { ground, .. }) => ground.as_str().starts_with("NL"),
        ("D11", AnswerKind::Opinion(_)) | ("D16", AnswerKind::AccusationReply { .. }) => true,
        _ => false,
    };
    matter.answers.iter().rev().find(tells)
}

struct Source<'a> {
    matter: &'a Matter,
    org: &'a Org,
    file: &'a MatterFile,
    book: &'a Rulebook,
}

impl Source<'_> {
    /// The value behind a word of a template's `from`.
    fn find(&self, word: &str) -> Option<String> {
        self.of_petition(word)
            .or_else(|| self.of_routing(word))
            .or_else(|| self.of_handling(word))
            .or_else(|| self.of_answer(word))
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

    fn unit(&self, unit: UnitId) -> String {
        self.org.unit_name(unit)
    }

    fn of_routing(&self, word: &str) -> Option<String> {
        let handover = self.matter.last_handover();
        Some(match word {
            "office" => self.unit(self.matter.office),
            "owner" => self.unit(self.matter.owner),
            "receiver" => self.unit(handover?.to),
            "sender" => self.unit(handover?.from),
            "sent" => handover?.on.to_string(),
            "how" => handover?.kind.zh().to_owned(),
            "report_by" => handover?.report_by?.to_string(),
            "handover_note" => self.last(|event| match event {
                Event::HandedOver { note, .. } => Some(note.clone()),
                _ => None,
            })?,
            "objection_reason" => self.matter.objection.as_ref()?.0.clone(),
            "believed" => self.unit(self.matter.objection.as_ref()?.1?),
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
            "extension_approver" => self.last(|event| match event {
                Event::ClockExtended { approver, .. } => Some(self.post(*approver)),
                _ => None,
            })?,
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
        let opinion = || -> Option<&Opinion> {
            self.matter
                .answers
                .iter()
                .rev()
                .find_map(|answer| match &answer.kind {
                    AnswerKind::Opinion(opinion) => Some(opinion),
                    _ => None,
                })
        };
        let refusal = || {
            self.matter
                .answers
                .iter()
                .rev()
                .find_map(|answer| match &answer.kind {
                    AnswerKind::NotAccepted { ground, reason } => Some((ground, reason)),
                    _ => None,
                })
        };
        Some(match word {
            "opinion_request" => opinion()?.request.clone(),
            "opinion_facts" => opinion()?.facts.clone(),
            "opinion_opinion" => opinion()?.opinion.clone(),
            "opinion_basis" => opinion()?.basis.clone(),
            "ground_reason" => refusal()?.1.trim_end_matches('。').to_owned(),
            "ground_article" => self.ground_article(refusal()?.0)?,
            "accusation_reply" => {
                self.matter
                    .answers
                    .iter()
                    .rev()
                    .find_map(|answer| match &answer.kind {
                        AnswerKind::AccusationReply { text } => Some(text.clone()),
                        _ => None,
                    })?
            }
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
            "challenged_organ" => self.unit(self.matter.answers.last()?.unit),
            "challenged" => self.matter.answers.last()?.kind.zh().to_owned(),
            "challenged_number" => self.opinion_number()?,
            "challenged_full" => format!(
                "《{}》（{}）",
                self.matter.answers.last()?.kind.zh(),
                self.opinion_number()?
            ),
            _ => return None,
        })
    }

    fn ground_article(&self, code: &GroundCode) -> Option<String> {
        self.book.ground(code).map(|ground| ground.article.clone())
    }

    /// The number of the document that carries the newest answer.
    fn opinion_number(&self) -> Option<String> {
        let answer = self.matter.answers.last()?.id;
        self.matter
            .documents
            .iter()
            .rev()
            .find(|document| document.content.answer == Some(answer) && document.voided.is_none())
            .map(|document| document.content.number.to_string())
    }

    fn post(&self, post: PostId) -> String {
        post_name(self.org, post)
    }

    fn last(&self, pick: impl Fn(&Event) -> Option<String>) -> Option<String> {
        self.file
            .history
            .iter()
            .rev()
            .find_map(|(_, event)| pick(event))
    }

    /// The clock of the handling period.
    fn handling(&self) -> Option<&Clock> {
        self.matter
            .clocks
            .iter()
            .rev()
            .find(|clock| clock.limit.as_str().starts_with("K6"))
    }

    fn extended(&self) -> Option<&Clock> {
        self.matter
            .clocks
            .iter()
            .rev()
            .find(|clock| clock.span.extended > 0)
    }
}

fn due(clock: &Clock) -> Date {
    clock.duty_date()
}

/// A day as documents write it.
pub(crate) fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
