//! What narrows the list of matters: one row for each filter, in the order of the form.
//!
//! A row that sets a field of the office's filter narrows list, counts and export at once. What the index of the search does not know
//! has no meaning [beside](FilterField::beside) words that are searched for.

use kernel::Coded;
use kernel::rulebook::Weight;
use matter::Stage;
use matter::petition::{Channel, Purpose};
use maud::Markup;
use office::OfficeError;
use office::lists::{Order, Verb};

use super::SCREEN;
use super::query::{Query, order_code, spans_stages};
use crate::app::App;
use crate::form::Form;
use crate::list::{Asks, FilterField, Filters, Narrowed, Word, words};
use crate::look::Lang;
use crate::request::Fields;

/// The filters.
pub const FILTERS: Filters<Query> = Filters(&[
    by(
        "q",
        "搜索",
        "Search",
        Asks::Text,
        |query| filled(&query.words),
        |query, text| {
            query.words = text.to_owned();
            query.order = None;
        },
    )
    .beside(Query::searches),
    by(
        "verb",
        "待办",
        "To do",
        Asks::OneOf(verbs),
        |query| query.verb.map(|verb| verb.code().to_owned()),
        |query, text| query.verb = Verb::parse(text),
    )
    .hidden()
    .beside(Query::lists),
    by(
        "stage",
        "阶段",
        "Stage",
        Asks::OneOf(words::<Stage>),
        |query| code(query.filter.stages.first().copied()),
        |query, text| query.filter.stages = Stage::parse(text).into_iter().collect(),
    )
    .beside(|query| query.searches() || query.verb.is_none_or(spans_stages)),
    by(
        "owner",
        "责任单位",
        "Unit",
        Asks::Unit,
        |query| query.filter.owner.map(|unit| unit.to_string()),
        |query, text| query.filter.owner = text.parse().ok(),
    ),
    by(
        "channel",
        "形式",
        "Channel",
        Asks::OneOf(words::<Channel>),
        |query| code(query.filter.channel),
        |query, text| query.filter.channel = Channel::parse(text),
    ),
    by(
        "purpose",
        "信访目的",
        "Purpose",
        Asks::OneOf(words::<Purpose>),
        |query| code(query.filter.purpose),
        |query, text| query.filter.purpose = Purpose::parse(text),
    ),
    by(
        "weight",
        "轻重",
        "Weight",
        Asks::OneOf(words::<Weight>),
        |query| code(query.filter.weight),
        |query, text| query.filter.weight = Weight::parse(text),
    )
    .beside(Query::lists),
    by(
        "category",
        "内容分类",
        "Category",
        Asks::Suggested("categories", |app| app.office.categories()),
        |query| query.filter.category.clone(),
        |query, text| query.filter.category = filled(text),
    ),
    by(
        "from",
        "收到自",
        "Received from",
        Asks::Day,
        |query| query.filter.from.map(|day| day.to_string()),
        |query, text| query.filter.from = text.parse().ok(),
    )
    .chip("收到自", "From"),
    by(
        "to",
        "至",
        "to",
        Asks::Day,
        |query| query.filter.to.map(|day| day.to_string()),
        |query, text| query.filter.to = text.parse().ok(),
    )
    .chip("收到至", "To"),
    by(
        "number",
        "编号开头",
        "Number begins",
        Asks::Text,
        |query| query.filter.number.clone(),
        |query, text| query.filter.number = filled(text),
    )
    .chip("编号", "Number"),
    by(
        "hot",
        "热点问题",
        "Hot issue",
        Asks::ByLink("同一地点、同一件事", "one event in one place"),
        |query| query.filter.hot.map(|key| key.to_string()),
        |query, text| query.filter.hot = text.parse().ok(),
    )
    .beside(Query::lists),
]);

/// A filter of this list: how it is called and asked for, what is asked for, and how that is read.
const fn by(
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    asks: Asks,
    get: fn(&Query) -> Option<String>,
    set: fn(&mut Query, &str),
) -> FilterField<Query> {
    FilterField::new(name, zh, en, asks, get, set)
}

fn code<T: Coded>(word: Option<T>) -> Option<String> {
    word.map(|word| word.code().to_owned())
}

fn filled(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn verbs() -> Vec<Word> {
    let word = |verb: Verb| (verb.code(), verb.zh(), verb.en());
    Verb::all().map(word).collect()
}

/// How this list is narrowed, and the field of its order.
///
/// # Errors
/// The storage's.
pub fn narrowed(app: &App, lang: Lang, query: &Query) -> Result<Narrowed, OfficeError> {
    let from_the_first = query.first_page();
    let chips = FILTERS.in_force((app, lang), &from_the_first, |query| {
        query.href(SCREEN.address())
    });
    let order = order(lang, query);
    Ok(Narrowed {
        form: FILTERS.form((app, lang), query, SCREEN.address(), &order)?,
        open: !chips.is_empty() && query.lists() && query.verb.is_none(),
        chips,
    })
}

/// The field of the order: by relevance or day where words are searched for.
fn order(lang: Lang, query: &Query) -> Markup {
    let searched = [
        ("", "最相关在前", "Best match first"),
        ("newest", "最新收到在前", "Newest first"),
    ];
    let listed = [
        ("newest", "最新登记在前", "Newest first"),
        ("oldest", "最早登记在前", "Oldest first"),
        ("due", "最先到期在前", "Due first"),
    ];
    let (orders, now): (&[Word], &str) = if query.searches() {
        let newest = query.order == Some(Order::Newest);
        (&searched, if newest { "newest" } else { "" })
    } else {
        (&listed, order_code(query.order()))
    };
    let orders = orders.iter();
    let rows: Vec<(String, String)> = orders
        .map(|(code, zh, en)| ((*code).to_owned(), lang.pick(*zh, *en).to_owned()))
        .collect();
    let nothing = Fields::default();
    let form = Form::fresh(lang, &nothing);
    let question = form.ask("sort", "排序", "Order").first(now).one_stands();
    question
        .maybe_select(&rows, |code| Some(code.to_owned()))
        .drawn()
}
