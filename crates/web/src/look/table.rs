//! Tables: dense and quiet on a desk, one card per row on a phone.

use maud::{Markup, html};

use super::{Icon, Lang, Urgency, icon};

/// How a column's cells are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Running text.
    #[default]
    Text,
    /// A figure, set to the right.
    Number,
    /// A date, never broken.
    Date,
    /// Short text that is never broken: numbers, badges, lights.
    Tight,
}

/// The order of a sorted column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest or oldest first.
    Ascending,
    /// Largest or newest first.
    Descending,
}

/// That a column can be sorted.
pub struct Sort {
    /// The address of the list sorted by it (or in the other order, when it already is).
    pub href: String,
    /// The present order by this column, if any.
    pub now: Option<Direction>,
}

/// A column's head.
pub struct Column<'a> {
    /// Its words, also the label of its cells on a phone.
    pub label: &'a str,
    /// How its cells are set.
    pub cell: Cell,
    /// Whether and how it sorts.
    pub sort: Option<Sort>,
}

impl<'a> Column<'a> {
    /// A column that does not sort.
    pub fn new(label: &'a str, cell: Cell) -> Self {
        Column {
            label,
            cell,
            sort: None,
        }
    }

    /// The same column, sortable.
    #[must_use]
    pub fn sort(self, href: String, now: Option<Direction>) -> Self {
        Column {
            sort: Some(Sort { href, now }),
            ..self
        }
    }
}

/// A row: one cell per column.
pub struct Row {
    /// Where the whole row leads; the lead column carries the link.
    pub href: Option<String>,
    /// Whether it is due soon or late (said in words in one of the cells too).
    pub urgency: Urgency,
    /// The cells.
    pub cells: Vec<Markup>,
}

/// A table.
pub struct Table<'a> {
    /// The page's language.
    pub lang: Lang,
    /// What the table lists, for those who hear the page.
    pub caption: &'a str,
    /// The heads.
    pub columns: &'a [Column<'a>],
    /// Which column carries the row's link and heads its card on a phone.
    pub lead: usize,
    /// The rows.
    pub rows: &'a [Row],
    /// What is shown instead when there are none, from [`super::empty`].
    pub empty: Markup,
}

impl Table<'_> {
    /// The table, or what stands for an empty one.
    pub fn render(&self) -> Markup {
        html! {
            div class="table-wrap" {
                @if self.rows.is_empty() { (self.empty) } @else {
                    table class="table table-cards" {
                        caption class="vh" { (self.caption) }
                        thead { tr { @for column in self.columns { (self.head(column)) } } }
                        tbody { @for row in self.rows { (self.row(row)) } }
                    }
                }
            }
        }
    }

    fn head(&self, column: &Column) -> Markup {
        let order = column
            .sort
            .as_ref()
            .and_then(|sort| sort.now)
            .map(|now| match now {
                Direction::Ascending => "ascending",
                Direction::Descending => "descending",
            });
        html! {
            th scope="col" class=[cell_class(column.cell, false)] aria-sort=[order] {
                @match &column.sort {
                    None => (column.label),
                    Some(sort) => a href=(sort.href) title=(self.lang.pick("按此排序", "Sort by this")) {
                        (column.label)
                        (icon(match sort.now {
                            None => Icon::Sort,
                            Some(Direction::Ascending) => Icon::Up,
                            Some(Direction::Descending) => Icon::Down,
                        }))
                    },
                }
            }
        }
    }

    fn row(&self, row: &Row) -> Markup {
        let class = match row.urgency {
            Urgency::Normal => None,
            Urgency::Soon => Some("row-soon"),
            Urgency::Late => Some("row-late"),
        };
        html! {
            tr class=[class] {
                @for (index, (column, cell)) in self.columns.iter().zip(&row.cells).enumerate() {
                    @let lead = index == self.lead;
                    td class=[cell_class(column.cell, lead)] data-label=(column.label) {
                        @match (&row.href, lead) {
                            (Some(href), true) => a class="row-link" href=(href) { (cell) },
                            // One element, so that on a phone label and content stay two columns of a grid.
                            _ => div { (cell) },
                        }
                    }
                }
            }
        }
    }
}

fn cell_class(cell: Cell, lead: bool) -> Option<&'static str> {
    match (cell, lead) {
        (Cell::Text, false) => None,
        (Cell::Text, true) => Some("cell-lead"),
        (Cell::Number, _) => Some("cell-number"),
        (Cell::Date, _) => Some("cell-date"),
        (Cell::Tight, false) => Some("cell-tight"),
        (Cell::Tight, true) => Some("cell-tight cell-lead"),
    }
}
