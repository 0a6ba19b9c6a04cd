//! The list's address: every filter, the order and the page stand in it, so that a list can be shared as a link.

use jiff::civil::Date;
use kernel::MatterId;
use kernel::access::Viewer;
use office::lists::{Cursor, Filter, Order, Verb};

use super::filters::FILTERS;
use crate::list;
use crate::request::Fields;

/// How many pages back the address remembers.
const TRAIL: usize = 20;

/// What an address asks for. What cannot be read is left out, as if it had not been asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words to search for.
    pub words: String,
    /// The work to show.
    pub verb: Option<Verb>,
    /// What the list is narrowed to beside; a stage not beside a verb that says so itself.
    pub filter: Filter,
    /// The order, where one was chosen.
    pub order: Option<Order>,
    /// The last lines of the pages before this one, the latest last.
    pub trail: Vec<Cursor>,
    /// The page of a search, counted from 0: relevance has no key to go on from.
    pub page: usize,
    /// Whether 件次, 批次 and 人次 are asked for.
    pub figures: bool,
}

impl Query {
    /// Everything that a filter leaves.
    pub fn of(filter: Filter) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }

    /// Reads an address.
    pub fn read(fields: &Fields) -> Self {
        let mut query = Self::default();
        FILTERS.read(fields, &mut query);
        if !query.verb.is_none_or(spans_stages) {
            query.filter.stages.clear();
        }
        Self {
            order: order(fields.text("sort")),
            trail: fields.text("after").split(',').filter_map(cursor).collect(),
            page: fields.parsed("page").unwrap_or(0).min(1_000),
            figures: fields.ticked("figures"),
            ..query
        }
    }

    /// Whether words are searched for.
    pub fn searches(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether it is a list, with everything that its tables know.
    pub fn lists(&self) -> bool {
        !self.searches()
    }

    /// The filter for a viewer. The same filter counts, lists and exports.
    pub fn filter(&self, viewer: &Viewer, today: Date) -> Filter {
        let mut filter = self.filter.clone();
        // The figures of a hot issue are matters by the day they came up; everywhere else a period is that of the petitions.
        if filter.hot.is_some() {
            (filter.first_from, filter.first_to) = (filter.from.take(), filter.to.take());
        }
        let Some(verb) = self.verb else {
            return filter;
        };
        let asked = verb.filter(viewer, today);
        Filter {
            duty: asked.duty,
            calls_on: asked.calls_on,
            due_from: asked.due_from,
            due_to: asked.due_to,
            ..filter
        }
    }

    /// The order: what was chosen, else what suits the list.
    pub fn order(&self) -> Order {
        self.order.unwrap_or(match self.verb {
            Some(Verb::DueThisWeek | Verb::Late | Verb::LateInArea | Verb::DueInArea) => Order::Due,
            // Who came first is served first. By due day a matter without a running duty would be missing.
            Some(_) => Order::Oldest,
            None => Order::Newest,
        })
    }

    /// Where this page starts.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.trail.last()
    }

    /// The same list from its first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self {
            trail: Vec::new(),
            page: 0,
            ..self.clone()
        }
    }

    /// The page before, where there is one.
    pub fn previous(&self) -> Option<Self> {
        if self.searches() {
            return Some(Self {
                page: self.page.checked_sub(1)?,
                ..self.clone()
            });
        }
        let mut query = self.clone();
        query.trail.pop()?;
        Some(query)
    }

    /// The page after a line.
    #[must_use]
    pub fn after(&self, cursor: Cursor) -> Self {
        let mut query = self.clone();
        query.trail.push(cursor);
        let surplus = query.trail.len().saturating_sub(TRAIL);
        query.trail.drain(..surplus);
        query
    }

    /// The address of this list below `path`.
    pub fn href(&self, path: &str) -> String {
        let trail: Vec<String> = self.trail.iter().map(cursor_text).collect();
        let beside = [
            ("sort", self.order.map(|order| order_code(order).to_owned())),
            (
                "after",
                Some(trail.join(",")).filter(|trail| !trail.is_empty()),
            ),
            (
                "page",
                Some(self.page.to_string()).filter(|_| self.page > 0),
            ),
            ("figures", self.figures.then(|| "yes".to_owned())),
        ];
        let beside = beside.into_iter();
        let beside = beside.filter_map(|(name, value)| Some((name, value?)));
        list::href(path, FILTERS.pairs(self).into_iter().chain(beside))
    }
}

/// Whether a verb's list holds matters of several stages, so that a stage may narrow it.
pub fn spans_stages(verb: Verb) -> bool {
    match verb {
        Verb::Duty(kind) => kind.is_beside(),
        Verb::DueThisWeek
        | Verb::Late
        | Verb::LateInArea
        | Verb::DueInArea
        | Verb::Idle
        | Verb::BesideLate
        | Verb::Supervised => true,
        Verb::IdleInArea | Verb::CallsTier => false,
    }
}

/// The word for an order in the address.
pub fn order_code(order: Order) -> &'static str {
    match order {
        Order::Newest => "newest",
        Order::Oldest => "oldest",
        Order::Due => "due",
    }
}

fn order(text: &str) -> Option<Order> {
    [Order::Newest, Order::Oldest, Order::Due]
        .into_iter()
        .find(|order| order_code(*order) == text)
}

/// `17`, or `2026-03-10.17` where the list is ordered by due day.
fn cursor_text(cursor: &Cursor) -> String {
    if cursor.key.is_empty() {
        cursor.id.to_string()
    } else {
        format!("{}.{}", cursor.key, cursor.id)
    }
}

fn cursor(text: &str) -> Option<Cursor> {
    let (key, id) = text.rsplit_once('.').unwrap_or(("", text));
    Some(Cursor {
        key: key.to_owned(),
        id: MatterId(id.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use kernel::UnitId;
    use matter::Stage;
    use matter::petition::{Channel, Purpose};

    use super::*;

    fn read(href: &str) -> Query {
        let uri = href.parse().unwrap();
        Query::read(&Fields(axum::extract::Query::try_from_uri(&uri).unwrap().0))
    }

    #[test]
    fn an_address_says_everything_and_reads_back_the_same() {
        let query = Query {
            words: "道路 塌陷&积水".to_owned(),
            verb: Some(Verb::Late),
            filter: Filter {
                stages: vec![Stage::Handling],
                owner: Some(UnitId(7)),
                channel: Some(Channel::Visit),
                purpose: Some(Purpose::Appeal),
                category: Some("城乡建设".to_owned()),
                from: "2026-03-01".parse().ok(),
                to: "2026-03-31".parse().ok(),
                number: Some("202603".to_owned()),
                hot: Some(41),
                ..Filter::default()
            },
            order: Some(Order::Due),
            trail: vec![
                Cursor {
                    key: "2026-03-10".to_owned(),
                    id: MatterId(17),
                },
                Cursor {
                    key: String::new(),
                    id: MatterId(9),
                },
            ],
            page: 2,
            figures: true,
        };
        assert_eq!(read(&query.href("/matters")), query);
        assert_eq!(Query::default().href("/matters"), "/matters");
    }

    #[test]
    fn a_stage_cannot_widen_what_a_verb_asks_for() {
        let stages = |href| read(href).filter.stages;
        assert_eq!(stages("/matters?verb=decide&stage=closed"), []);
        assert_eq!(
            stages("/matters?verb=late&stage=handling"),
            [Stage::Handling]
        );
    }

    #[test]
    fn what_cannot_be_read_is_not_asked_for() {
        assert_eq!(
            read("/matters?verb=x&stage=y&from=z&owner=a&sort=b&after=c&page=-1"),
            Query::default()
        );
    }
}
