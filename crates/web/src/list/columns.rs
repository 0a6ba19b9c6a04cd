//! The columns of a list: each its heading, and what it shows of a row.

use maud::Markup;

use crate::look::{self, Cell, Direction, Lang, Row, Table, Urgency};

/// What is told of a row of a list of `T`.
type Tells<'a, T, What> = Box<dyn Fn(&T) -> What + 'a>;

/// A column of a list of `T`.
pub struct Column<'a, T> {
    head: look::Column<'a>,
    shows: Tells<'a, T, Markup>,
}

impl<'a, T> Column<'a, T> {
    /// A column that does not sort.
    pub fn new(label: &'a str, cell: Cell, shows: impl Fn(&T) -> Markup + 'a) -> Self {
        Self {
            head: look::Column::new(label, cell),
            shows: Box::new(shows),
        }
    }

    /// The same column, sortable: the address of the list sorted by it, and its present order.
    #[must_use]
    pub fn sort(self, href: String, now: Option<Direction>) -> Self {
        let head = self.head.sort(href, now);
        Self { head, ..self }
    }
}

/// Everything a list shows of a row.
pub struct Columns<'a, T> {
    columns: Vec<Column<'a, T>>,
    lead: usize,
    leads_to: Tells<'a, T, Option<String>>,
    urgency: Tells<'a, T, Urgency>,
}

impl<'a, T> Columns<'a, T> {
    /// Columns of which the one at `lead` heads the row's card on a phone. Rows lead nowhere, and none is urgent.
    pub fn new(lead: usize, columns: Vec<Column<'a, T>>) -> Self {
        Self {
            columns,
            lead,
            leads_to: Box::new(|_| None),
            urgency: Box::new(|_| Urgency::Normal),
        }
    }

    /// Where a row leads; its lead column carries the link.
    #[must_use]
    pub fn leads_to(self, address: impl Fn(&T) -> String + 'a) -> Self {
        Self {
            leads_to: Box::new(move |row| Some(address(row))),
            ..self
        }
    }

    /// How urgent a row is.
    #[must_use]
    pub fn urgent(self, urgency: impl Fn(&T) -> Urgency + 'a) -> Self {
        Self {
            urgency: Box::new(urgency),
            ..self
        }
    }

    /// The table of these rows; `empty` stands where there are none.
    pub fn table(self, lang: Lang, caption: &str, rows: &[T], empty: Markup) -> Markup {
        let rows: Vec<Row> = rows
            .iter()
            .map(|row| Row {
                href: (self.leads_to)(row),
                urgency: (self.urgency)(row),
                cells: self.columns.iter().map(|it| (it.shows)(row)).collect(),
            })
            .collect();
        let heads: Vec<look::Column<'_>> = self.columns.into_iter().map(|it| it.head).collect();
        Table {
            lang,
            caption,
            columns: &heads,
            lead: self.lead,
            rows: &rows,
            empty,
        }
        .render()
    }
}
