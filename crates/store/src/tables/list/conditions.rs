//! A viewer's sight and a filter together.

use kernel::MatterId;
use kernel::access::Viewer;
use matter::Stage;
use matter::oversight::DutyKind;
use matter::oversight::tier::Thresholds;

use super::Order;
use super::duty::Kinds;
use super::filter::{Condition, Filter};
use super::resolved::{Awaited, Resolved, TierCalls};
use crate::engine::Value;
use crate::projection::sight::Sight;

/// Which table a query walks. Both forms select the same matters; they differ in which index does the narrowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// The viewer's sight, in order of matter: best where most of what is in sight matches.
    Sight,
    /// The matters, by the index of the narrowest condition: best where few matters match at all.
    Matters,
    /// What is awaited, by its indexes: where a matter has one such row at most.
    Duties,
}

impl Walk {
    /// Open matters, duties and numbers are few beside a century of closed ones, so those conditions lead.
    pub fn for_list(filter: &Resolved, order: Order) -> Self {
        if filter.awaited.as_ref().is_some_and(Awaited::can_lead) {
            return Self::Duties;
        }
        let filter = filter.asked();
        let open_only = !filter.stages.is_empty()
            && filter
                .stages
                .iter()
                .all(|stage| !matches!(stage, Stage::Closed | Stage::Joined));
        let narrow = filter.duty.is_some()
            || filter.calls_on.is_some()
            || filter.due_from.is_some()
            || filter.due_to.is_some()
            || filter.returned == Some(true)
            || filter.number.is_some()
            || filter.hot.is_some();
        if order == Order::Due || open_only || narrow {
            Self::Matters
        } else {
            Self::Sight
        }
    }
}

/// Which matters meet what is asked of petitions. The two parts have no matter in common and are the whole list together; apart, each
/// has an index of its own to lead it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Those whose first petition is asked for, which their own row tells; all, where nothing is asked of petitions.
    First,
    /// The others, to which a petition that is asked for was joined.
    Joined,
}

impl Part {
    /// The parts a list has.
    pub fn of(filter: &Resolved) -> &'static [Self] {
        if filter.asked().asks_of_petitions() {
            &[Self::First, Self::Joined]
        } else {
            &[Self::First]
        }
    }
}

/// The conditions every query of matters shares: sight, bar and filter. Built in one place so that no query can forget one.
pub(super) struct Conditions {
    pub sql: String,
    pub values: Vec<Value<'static>>,
}

impl Conditions {
    fn new(viewer: &Viewer, filter: &Resolved, walk: Walk) -> Self {
        let mut this = Self::in_sight(viewer, walk);
        this.narrow_first(filter.asked());
        if walk == Walk::Duties
            && let Some(awaited) = &filter.awaited
        {
            this.narrow_duty(awaited);
            this.narrow_otherwise(filter);
        } else {
            this.narrow(filter);
        }
        this
    }

    /// A part of the list; each matter comes once. Of the joined part it comes for the first such petition `p`, and `p.matter` is
    /// its number: petitions lead, in the order of an index, so that a page is full long before all of them were looked at.
    pub fn part(viewer: &Viewer, filter: &Resolved, walk: Walk, part: Part) -> Self {
        if part == Part::First {
            return Self::new(viewer, filter, walk);
        }
        let mut this = Self::of_petitions(
            viewer,
            filter,
            "FROM petitions p CROSS JOIN matters m WHERE m.id = p.matter AND",
        );
        this.sql.push_str(" AND p.matter <> p.home AND NOT (1 = 1");
        this.narrow_first(filter.asked());
        this.sql.push_str(
            ") AND NOT EXISTS (SELECT 1 FROM petitions q WHERE q.matter = p.matter AND q.matter <> q.home AND q.id < p.id",
        );
        this.narrow_petition(filter.asked(), "q");
        this.sql.push(')');
        this
    }

    /// The petitions `p` that are asked for, with their matters `m`.
    pub fn petitions(viewer: &Viewer, filter: &Resolved) -> Self {
        Self::of_petitions(
            viewer,
            filter,
            "FROM petitions p JOIN matters m ON m.id = p.matter WHERE",
        )
    }

    fn of_petitions(viewer: &Viewer, filter: &Resolved, join: &str) -> Self {
        let sight = Sight::from(viewer);
        let mut this = Self {
            sql: format!("{join} {}", sight.sees("m.id")),
            values: sight.values(),
        };
        this.narrow_petition(filter.asked(), "p");
        this.narrow(filter);
        this
    }

    /// Everything in sight.
    pub fn in_sight(viewer: &Viewer, walk: Walk) -> Self {
        let sight = Sight::from(viewer);
        Self {
            sql: match walk {
                Walk::Sight => sight.walk(),
                Walk::Matters => format!("FROM matters m WHERE {}", sight.sees("m.id")),
                Walk::Duties => format!(
                    "FROM duties d CROSS JOIN matters m WHERE m.id = d.stream AND {}",
                    sight.sees("d.stream")
                ),
            },
            values: sight.values(),
        }
    }

    /// What is asked of petitions, asked of a matter's first, whose channel, day and number are columns of its matter too.
    fn narrow_first(&mut self, filter: &Filter) {
        self.narrow_petition(filter, "m");
    }

    fn narrow_petition(&mut self, filter: &Filter, of: &str) {
        for (compares, asked) in filter.of_petition() {
            self.and(&format!("{of}.{compares} {{}}"), asked);
        }
    }

    pub fn value(&mut self, value: impl Into<Value<'static>>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    pub fn and(&mut self, condition: &str, value: impl Into<Value<'static>>) {
        let place = self.value(value);
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace("{}", &place));
    }

    /// One of the rows that are asked for is awaited.
    fn narrow_awaited(&mut self, awaited: &Awaited) {
        self.sql
            .push_str(" AND m.id IN (SELECT d.stream FROM duties d WHERE 1 = 1");
        self.narrow_duty(awaited);
        self.sql.push(')');
    }

    /// What is asked of a row `d` of what is awaited.
    fn narrow_duty(&mut self, awaited: &Awaited) {
        match &awaited.kinds {
            Kinds::Next => self.sql.push_str(" AND d.number = 0"),
            Kinds::Beside => {
                let kinds = DutyKind::ALL.iter().copied();
                self.narrow_kinds(kinds.filter(|kind| kind.is_beside()));
            }
            Kinds::Of(kinds) => self.narrow_kinds(kinds.iter().copied()),
        }
        if let Some(unit) = awaited.unit {
            self.and("d.unit = {}", unit.0);
        }
        if let Some(post) = awaited.post {
            self.and("d.post = {}", post.0);
        }
        let days = [
            ("d.since <= {}", awaited.since_to),
            ("d.due >= {}", awaited.due_from),
            ("d.due <= {}", awaited.due_to),
        ];
        for (condition, day) in days {
            if let Some(day) = day {
                self.and(condition, day.to_string());
            }
        }
    }

    fn narrow_kinds(&mut self, kinds: impl Iterator<Item = DutyKind>) {
        let places: Vec<String> = kinds
            .map(|kind| self.value(kind.code().to_owned()))
            .collect();
        self.sql
            .push_str(&format!(" AND d.kind IN ({})", places.join(", ")));
    }

    /// The same rules as `matter::oversight::tier::due`, over a matter's row: the few that are out of the ordinary by
    /// their own index, the late ones by that of due days.
    fn narrow_to_calls(&mut self, calls: &TierCalls) {
        let open: Vec<String> = Stage::ALL
            .iter()
            .filter(|stage| stage.is_open())
            .map(|stage| format!("'{}'", stage.code()))
            .collect();
        let today = self.value(calls.today.to_string());
        let mut ways = vec![format!(
            "SELECT l.id FROM matters l WHERE l.due < {today} AND l.stage IN ({}) \
             AND l.tier < 2",
            open.join(", ")
        )];
        for (version, least) in &calls.books {
            ways.push(self.out_of_the_ordinary(version, *least));
        }
        let ways = ways.join(" UNION ");
        self.sql.push_str(&format!(" AND m.id IN ({ways})"));
    }

    fn out_of_the_ordinary(&mut self, version: &str, least: Thresholds) -> String {
        let version = self.value(version.to_owned());
        let Thresholds {
            two_people,
            three_people,
            two_returns,
            three_orders,
        } = least;
        format!(
            "SELECT u.id FROM matters u WHERE u.unusual <> 0 AND u.rulebook = {version} AND (\
             (u.tier < 3 AND (u.weight = 'urgent' OR u.head_count >= {three_people} OR u.orders >= {three_orders})) OR \
             (u.tier < 2 AND (u.weight = 'major' OR u.head_count >= {two_people} OR u.returns >= {two_returns})))"
        )
    }

    fn narrow(&mut self, filter: &Resolved) {
        if let Some(awaited) = &filter.awaited {
            self.narrow_awaited(awaited);
        }
        self.narrow_otherwise(filter);
    }

    fn narrow_otherwise(&mut self, filter: &Resolved) {
        if let Some(calls) = &filter.calls {
            self.narrow_to_calls(calls);
        }
        if let Some(matters) = &filter.these {
            self.narrow_to(matters);
        }
        self.narrow_row(filter.asked());
    }

    /// One of these, and not an accusation.
    fn narrow_to(&mut self, matters: &[MatterId]) {
        // No matter has the number 0: an empty list finds nothing, in every dialect.
        let numbers = std::iter::once(0).chain(matters.iter().map(|id| id.0));
        let places: Vec<String> = numbers.map(|id| self.value(id)).collect();
        let places = places.join(", ");
        self.sql
            .push_str(&format!(" AND m.sealed = 0 AND m.id IN ({places})"));
    }

    /// What a matter's own row tells.
    fn narrow_row(&mut self, filter: &Filter) {
        for condition in filter.of_row() {
            match condition {
                Condition::Holds(sql, asked) => self.and(sql, asked),
                Condition::OneOf(column, asked) => {
                    let places = asked.into_iter().map(|asked| self.value(asked));
                    let places: Vec<String> = places.collect();
                    self.sql
                        .push_str(&format!(" AND {column} IN ({})", places.join(", ")));
                }
            }
        }
    }
}
