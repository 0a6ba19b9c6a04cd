//! The conditions of a query that do not change the score: who looks, and the
//! labels of a matter.

use std::ops::Bound;

use tantivy::query::{
    ConstScoreQuery, EmptyQuery, Occur, Query as Condition, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::schema::{Fields, arrival};
use super::text::{number_begins, number_key};
use super::{Query, SearchError, Sight};

/// Conditions to be joined in one boolean query.
pub(super) type Clauses = Vec<Clause>;

/// A condition, and whether it must or must not hold.
pub(super) type Clause = (Occur, Box<dyn Condition>);

/// Who is barred from every sealed matter: whoever waits to be confirmed. No person has this number.
pub(super) const UNCONFIRMED: i64 = -1;

/// Only matters that one of the units may see and the person is not barred
/// from. Without units nothing matches. A condition that every document of the
/// index meets is left out: it would be asked of every hit.
pub(super) fn sight(
    searcher: &Searcher,
    fields: Fields,
    sight: &Sight,
) -> Result<Clauses, SearchError> {
    let term = |unit: &i64| Term::from_field_i64(fields.sight, *unit);
    let mut out: Clauses = Vec::new();
    match sight.units.as_slice() {
        [] => out.push((Occur::Must, Box::new(EmptyQuery))),
        [unit] => {
            let term = term(unit);
            if searcher.doc_freq(&term)? < documents(searcher) {
                out.push((Occur::Must, exact(term)));
            }
        }
        units => {
            let any = TermSetQuery::new(units.iter().map(term));
            out.push((Occur::Must, silent(any)));
        }
    }
    let nobody_else = (!sight.sealed).then_some(UNCONFIRMED);
    for person in std::iter::once(sight.person).chain(nobody_else) {
        let barred = Term::from_field_i64(fields.barred, person);
        if searcher.doc_freq(&barred)? > 0 {
            out.push((Occur::MustNot, exact(barred)));
        }
    }
    Ok(out)
}

/// Documents in the index, deleted ones too, which a term's own count has as well.
fn documents(searcher: &Searcher) -> u64 {
    let segments = searcher.segment_readers().iter();
    segments.map(|segment| u64::from(segment.max_doc())).sum()
}

/// The labels and days asked for.
pub(super) fn labels(fields: Fields, query: &Query) -> Clauses {
    let label = |field: Field, value: &Option<String>| {
        value
            .as_ref()
            .map(|value| (Occur::Must, exact(Term::from_field_text(field, value))))
    };
    let mut out: Clauses = [
        label(fields.stage, &query.stage),
        label(fields.channel, &query.channel),
        label(fields.purpose, &query.purpose),
        label(fields.category, &query.category),
        query
            .owner_unit
            .map(|unit| (Occur::Must, exact(Term::from_field_i64(fields.owner, unit)))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let number = query.number.as_deref().map(number_key);
    out.extend(number.map(|key| (Occur::Must, silent(number_begins(fields, &key)))));
    if query.from_day.is_some() || query.to_day.is_some() {
        let start = |day: i64| Term::from_field_i64(fields.arrival, arrival(day, 0));
        let from = query
            .from_day
            .map_or(Bound::Unbounded, |day| Bound::Included(start(day)));
        let to = query
            .to_day
            .map_or(Bound::Unbounded, |day| Bound::Excluded(start(day + 1)));
        out.push((Occur::Must, silent(RangeQuery::new(from, to))));
    }
    out
}

/// Matters, newest first, among which is looked for what only comes close to a query: a wrong character leaves common ones, whose
/// places have to be compared in every text.
pub(super) const NEWEST: i64 = 100_000;

/// The condition of being among the newest [`NEWEST`] of matters with these numbers; none where there are no more.
pub(super) fn newest(fields: Fields, (lowest, highest): (i64, i64)) -> Option<Clause> {
    let from = highest.saturating_sub(NEWEST);
    let after = Bound::Excluded(Term::from_field_i64(fields.matter, from));
    (lowest <= from).then(|| {
        let range = RangeQuery::new(after, Bound::Unbounded);
        (Occur::Must, silent(range))
    })
}

fn exact(term: Term) -> Box<dyn Condition> {
    silent(TermQuery::new(term, IndexRecordOption::Basic))
}

/// A condition that adds nothing to the score.
fn silent(condition: impl Condition) -> Box<dyn Condition> {
    Box::new(ConstScoreQuery::new(Box::new(condition), 0.0))
}
