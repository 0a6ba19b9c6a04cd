//! A viewer's sight and a filter as SQL.

use domain::access::Viewer;
use domain::matter::Stage;
use rusqlite::types::Value;

use super::{Among, Beside, Filter, Order};

/// Which table a query walks. Both forms select the same matters; they differ in which index does the narrowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// The viewer's sight, in order of matter: best where most of what is in sight matches.
    Sight,
    /// The matters, by the index of the narrowest condition: best where few matters match at all.
    Matters,
}

impl Walk {
    /// Open matters, duties and numbers are few beside a century of closed ones, so those conditions lead.
    pub fn for_list(filter: &Filter, order: Order) -> Self {
        let open_only = !filter.stages.is_empty()
            && filter
                .stages
                .iter()
                .all(|stage| !matches!(stage, Stage::Closed | Stage::Joined));
        let narrow = filter.duty_unit.is_some()
            || filter.co_handler.is_some()
            || filter.beside.is_some()
            || filter.due_from.is_some()
            || filter.due_to.is_some()
            || filter.returned == Some(true)
            || filter.number.is_some()
            || filter.among.is_some();
        if order == Order::Due || open_only || narrow {
            Self::Matters
        } else {
            Self::Sight
        }
    }
}

/// The conditions every query of matters shares: sight, bar and filter. Built in one place so that no query can forget one.
pub(super) struct Conditions {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Conditions {
    pub fn new(viewer: &Viewer, filter: &Filter, walk: Walk) -> Self {
        let seen = match walk {
            // A cross join keeps SQLite on the sight's index; to PostgreSQL it is the same join.
            Walk::Sight => {
                "FROM sight s CROSS JOIN matters m WHERE m.id = s.matter AND s.unit = ?1"
            }
            Walk::Matters => {
                "FROM matters m WHERE EXISTS (SELECT 1 FROM sight s WHERE s.unit = ?1 AND s.matter = m.id)"
            }
        };
        let mut this = Self {
            sql: format!(
                "{seen} AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.matter = m.id AND b.person = ?2)"
            ),
            values: vec![viewer.unit.0.into(), viewer.person.0.into()],
        };
        if !viewer.reads_matters() {
            this.sql.push_str(" AND 1 = 0");
        }
        this.narrow(filter);
        this
    }

    pub fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    pub fn and(&mut self, condition: &str, value: impl Into<Value>) {
        let place = self.value(value);
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace("{}", &place));
    }

    fn narrow_beside(&mut self, beside: &Beside) {
        self.sql
            .push_str(" AND m.id IN (SELECT d.matter FROM duties d WHERE 1 = 1");
        if !beside.kinds.is_empty() {
            let places: Vec<String> = beside
                .kinds
                .iter()
                .map(|kind| self.value(kind.code().to_owned()))
                .collect();
            self.sql
                .push_str(&format!(" AND d.kind IN ({})", places.join(", ")));
        }
        if let Some(unit) = beside.unit {
            self.and("d.unit = {}", unit.0);
        }
        if let Some(post) = beside.post {
            self.and("d.post = {}", post.0);
        }
        if let Some(day) = beside.since_to {
            self.and("d.since <= {}", day.to_string());
        }
        if let Some(day) = beside.due_to {
            self.and("d.due <= {}", day.to_string());
        }
        self.sql.push(')');
    }

    fn narrow(&mut self, filter: &Filter) {
        if !filter.stages.is_empty() {
            let places: Vec<String> = filter
                .stages
                .iter()
                .map(|stage| self.value(stage.code().to_owned()))
                .collect();
            self.sql
                .push_str(&format!(" AND m.stage IN ({})", places.join(", ")));
        }
        if let Some(unit) = filter.owner {
            self.and("m.owner = {}", unit.0);
        }
        if let Some(unit) = filter.duty_unit {
            self.and("m.duty_unit = {}", unit.0);
        }
        if let Some(unit) = filter.co_handler {
            self.and(
                "m.id IN (SELECT matter FROM co_tasks WHERE unit = {})",
                unit.0,
            );
        }
        if let Some(beside) = &filter.beside {
            self.narrow_beside(beside);
        }
        if let Some(channel) = filter.channel {
            self.and("m.channel = {}", channel.code().to_owned());
        }
        if let Some(purpose) = filter.purpose {
            self.and("m.purpose LIKE '%' || {} || '%'", purpose.code().to_owned());
        }
        if let Some(category) = &filter.category {
            // One of the first level has those of its second level too.
            self.and(
                "(m.category = {} OR substr(m.category, 1, length({}) + 1) = {} || '/')",
                category.clone(),
            );
        }
        let dates = [
            ("m.received >= {}", filter.from),
            ("m.received <= {}", filter.to),
            ("m.due >= {}", filter.due_from),
            ("m.due <= {}", filter.due_to),
        ];
        for (condition, date) in dates {
            if let Some(date) = date {
                self.and(condition, date.to_string());
            }
        }
        if let Some(Among::These(matters)) = &filter.among {
            // No matter has the number 0: an empty list finds nothing, in every dialect.
            let numbers = std::iter::once(0).chain(matters.iter().map(|id| id.0));
            let places: Vec<String> = numbers.map(|id| self.value(id)).collect();
            let places = places.join(", ");
            self.sql
                .push_str(&format!(" AND m.sealed = 0 AND m.id IN ({places})"));
        }
        if let Some(returned) = filter.returned {
            self.and("m.returned = {}", i64::from(returned));
        }
        if let Some(number) = &filter.number {
            self.and("m.number >= {}", number.clone());
            self.and("m.number < {}", format!("{number}\u{10ffff}"));
        }
    }
}
