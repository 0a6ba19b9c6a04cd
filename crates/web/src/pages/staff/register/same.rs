//! Likely same matters beside the form, and what was chosen about them: same, related or different.

use kernel::MatterId;
use matter::petition::Relation;
use maud::{Markup, html};
use office::lists::Line;
use office::same::{Candidate, Draft};
use office::{Moment, Office, OfficeError, Viewer};

use crate::app::App;
use crate::look;
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::{Fields, Staff};

/// What was chosen, by matter.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    chosen: Vec<(MatterId, String)>,
    relation: Option<Relation>,
}

/// What follows from the choices.
pub struct Links {
    /// The matter the petition is joined to.
    pub join: Option<(MatterId, Relation)>,
    /// Matters marked as related.
    pub related: Vec<MatterId>,
}

impl Choices {
    /// Reads the fields `same-<matter>` and `relation`.
    pub fn read(fields: &Fields) -> Self {
        let chosen = fields
            .0
            .iter()
            .filter_map(|(name, value)| {
                Some((name.strip_prefix("same-")?.parse().ok()?, value.clone()))
            })
            .collect();
        Self {
            chosen,
            relation: Relation::parse(fields.text("relation")),
        }
    }

    fn those(&self, choice: &str) -> impl Iterator<Item = MatterId> {
        self.chosen
            .iter()
            .filter(move |(_, chosen)| chosen == choice)
            .map(|(id, _)| *id)
    }

    fn of(&self, id: MatterId) -> &str {
        self.chosen
            .iter()
            .find(|(chosen, _)| *chosen == id)
            .map_or("", |(_, choice)| choice)
    }

    /// One petition belongs to one matter.
    ///
    /// # Errors
    /// When several were chosen as the same, in Chinese and English.
    pub fn check(&self) -> Result<(), (&'static str, &'static str)> {
        if self.those("same").count() > 1 {
            return Err((
                "只能选一个“同一事项”，其余请选“相关”",
                "only one can be the same matter; mark the others as related",
            ));
        }
        Ok(())
    }

    /// The links to make; the office refuses matters out of the viewer's sight.
    ///
    /// # Errors
    /// The index's or the storage's.
    pub fn links(
        &self,
        office: &Office,
        viewer: &Viewer,
        draft: &Draft,
        now: Moment,
    ) -> Result<Links, OfficeError> {
        let related: Vec<MatterId> = self.those("related").collect();
        let same = self.those("same").next();
        let join = match same {
            None => None,
            Some(id) => Some((id, self.relation_to(office, viewer, draft, id, now)?)),
        };
        Ok(Links { join, related })
    }

    /// Chosen by the clerk; else a repeat where the same person stands behind both.
    fn relation_to(
        &self,
        office: &Office,
        viewer: &Viewer,
        draft: &Draft,
        id: MatterId,
        now: Moment,
    ) -> Result<Relation, OfficeError> {
        if let Some(relation) = self.relation {
            return Ok(relation);
        }
        let found = office.candidates(viewer, draft, None, now)?;
        let same = found
            .iter()
            .any(|candidate| candidate.line.id == id && candidate.same_person);
        Ok(if same {
            Relation::Repeat
        } else {
            Relation::Joint
        })
    }
}

/// The candidates with their choices. What was chosen before stays, also where it is no longer among the likeliest.
pub fn panel(
    app: &App,
    staff: &Staff,
    found: &[Candidate],
    choices: &Choices,
) -> Result<Markup, Problem> {
    let shown = |id: MatterId| found.iter().any(|candidate| candidate.line.id == id);
    let kept: Vec<MatterId> = choices
        .those("same")
        .chain(choices.those("related"))
        .filter(|id| !shown(*id))
        .collect();
    let kept = app.office.lines(staff.viewer(), &kept)?;
    let lang = staff.lang();
    let cards: Vec<Card> = found
        .iter()
        .map(|candidate| Card::new(app, lang, &candidate.line, &candidate.text, &candidate.why))
        .chain(kept.iter().map(|line| Card::new(app, lang, line, "", &[])))
        .collect();
    let because: Vec<Vec<&str>> = cards
        .iter()
        .map(|card| card.why.iter().map(String::as_str).collect())
        .collect();
    let list: Vec<look::Candidate> = cards
        .iter()
        .zip(&because)
        .map(|(card, because)| look::Candidate {
            id: &card.id,
            number: &card.line.number,
            href: &card.href,
            subject: &card.line.subject,
            text: card.text,
            handled: &card.handled,
            stage: frame::stage(lang, card.line.stage),
            because,
            chosen: choices.of(card.line.id),
        })
        .collect();
    Ok(html! { (look::candidates(lang, &list)) })
}

struct Card<'a> {
    line: &'a Line,
    text: &'a str,
    why: &'a [String],
    id: String,
    href: String,
    handled: String,
}

impl<'a> Card<'a> {
    fn new(app: &App, lang: look::Lang, line: &'a Line, text: &'a str, why: &'a [String]) -> Self {
        Self {
            id: line.id.to_string(),
            href: format!("/matters/{}", line.id),
            handled: format!(
                "{} · {}",
                app.office.org().unit_name(line.owner),
                line.received
                    .parse()
                    .map_or_else(|_| line.received.clone(), |day| lang.date(day))
            ),
            line,
            text,
            why,
        }
    }
}
