//! What a list is narrowed by: each field with the condition it is in the tables.

use jiff::civil::Date;
use kernel::UnitId;
use kernel::rulebook::Weight;
use matter::Stage;
use matter::petition::{Channel, Petition, Purpose};

use super::duty::Duty;
use crate::engine::Value;

/// What a list is narrowed to. Empty fields do not narrow.
///
/// A matter can hold petitions that came in different ways on different days, since others were joined to it. What is asked of
/// petitions (`channel`, `from`, `to`, `number`) holds for one of them: the list has every matter with such a petition, and the counts
/// and the export have these petitions and no others.
///
/// A field is one of three kinds, and its condition stands with its kind: asked of a petition (`of_petition`, and `asks_for` for a
/// petition that is read), told by a matter's row (`of_row`), or in terms that only the office knows ([`super::Terms`]).
/// The entry of an export keeps the `Debug` text of its filter, so the names of the fields are part of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Any of these stages.
    pub stages: Vec<Stage>,
    /// The unit that answers.
    pub owner: Option<UnitId>,
    /// Something is awaited.
    pub duty: Option<Duty>,
    /// The rules call, on that day, for a higher tier than it stands in.
    pub calls_on: Option<Date>,
    /// How a petition came.
    pub channel: Option<Channel>,
    /// A purpose among its demands.
    pub purpose: Option<Purpose>,
    /// How heavy it is.
    pub weight: Option<Weight>,
    /// The content category.
    pub category: Option<String>,
    /// A petition received on or after.
    pub from: Option<Date>,
    /// A petition received on or before.
    pub to: Option<Date>,
    /// The matter's first petition received on or after: when the matter came up.
    pub first_from: Option<Date>,
    /// The matter's first petition received on or before.
    pub first_to: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
    /// Handed back and waiting, or not.
    pub returned: Option<bool>,
    /// The beginning of a petition's number.
    pub number: Option<String>,
    /// One of the matters of the hot issue that this petition belongs to, and not an accusation.
    pub hot: Option<i64>,
}

/// A condition of a matter's row `m`, in SQL; `{}` stands for what is asked for.
pub(super) enum Condition {
    /// That it holds.
    Holds(&'static str, Value<'static>),
    /// That a column has one of these values.
    OneOf(&'static str, Vec<Value<'static>>),
}

impl Condition {
    fn of(sql: &'static str, asked: Option<impl Into<Value<'static>>>) -> Option<Self> {
        Some(Self::Holds(sql, asked?.into()))
    }

    fn one_of(column: &'static str, codes: &[Stage]) -> Option<Self> {
        let codes = codes.iter().map(|stage| stage.code().to_owned().into());
        let codes: Vec<Value<'static>> = codes.collect();
        (!codes.is_empty()).then_some(Self::OneOf(column, codes))
    }
}

impl Filter {
    /// What a matter's own row tells.
    pub(super) fn of_row(&self) -> impl Iterator<Item = Condition> {
        let code = |code: &'static str| code.to_owned();
        let day = |day: Date| day.to_string();
        let conditions = [
            Condition::one_of("m.stage", &self.stages),
            Condition::of("m.owner = {}", self.owner.map(|unit| unit.0)),
            Condition::of(
                "m.purpose LIKE '%' || {} || '%'",
                self.purpose.map(|purpose| code(purpose.code())),
            ),
            Condition::of(
                "m.weight = {}",
                self.weight.map(|weight| code(weight.code())),
            ),
            // One of the first level has those of its second level too.
            Condition::of(
                "(m.category = {} OR substr(m.category, 1, length({}) + 1) = {} || '/')",
                self.category.clone(),
            ),
            Condition::of("m.received >= {}", self.first_from.map(day)),
            Condition::of("m.received <= {}", self.first_to.map(day)),
            Condition::of("m.due >= {}", self.due_from.map(day)),
            Condition::of("m.due <= {}", self.due_to.map(day)),
            Condition::of("m.returned = {}", self.returned.map(i64::from)),
        ];
        conditions.into_iter().flatten()
    }

    /// What is asked of petitions: a column that petitions and matters both have, how it compares, and with what.
    pub(super) fn of_petition(&self) -> impl Iterator<Item = (&'static str, Value<'static>)> {
        let channel = self.channel.map(|channel| channel.code().to_owned());
        let beginning = self.number.clone();
        let end = beginning
            .as_ref()
            .map(|number| format!("{number}\u{10ffff}"));
        let conditions = [
            ("channel =", channel),
            ("received >=", self.from.map(|from| from.to_string())),
            ("received <=", self.to.map(|to| to.to_string())),
            ("number >=", beginning),
            ("number <", end),
        ];
        let asked = conditions.into_iter();
        asked.filter_map(|(compares, value)| Some((compares, value?.into())))
    }

    /// Whether something is asked of petitions.
    pub fn asks_of_petitions(&self) -> bool {
        self.of_petition().next().is_some()
    }

    /// Whether a petition is one of those asked for.
    pub fn asks_for(&self, petition: &Petition) -> bool {
        self.channel
            .is_none_or(|channel| channel == petition.channel)
            && self.from.is_none_or(|from| from <= petition.received)
            && self.to.is_none_or(|to| petition.received <= to)
            && self
                .number
                .as_ref()
                .is_none_or(|number| petition.number.starts_with(number.as_str()))
    }
}
