//! What to expect this month and the next: category by unit, with an interval and how such forecasts did in the past.

use axum::extract::State;
use axum::routing::get;
use language::{Next, Tested, TooFew};
use maud::{Markup, html};
use office::forecast::{Expected, Outlook, date};
use office::lists::Filter;

use super::hot;
use super::matters::query::Query;
use crate::app::App;
use crate::list::{Column, Columns};
use crate::look::{Cell, Icon, Lang, empty, heading};
use crate::pages::screen::Screen;
use crate::problem::Problem;
use crate::request::{Staff, Who};

/// How many lines the table shows.
const SHOWN: usize = 60;
/// From this factor on a season is worth a word.
const MARKED: f64 = 1.3;

/// The page.
pub static SCREEN: Screen = Screen::at("/hot/forecast", "下月预计", "What to expect", || {
    get(show)
})
.open_to(Who::Readers)
.under(&hot::SCREEN, Icon::Calendar);

async fn show(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let (viewer, now) = (staff.viewer().clone(), app.now());
    let outlook = app.work(move |office| office.outlook(&viewer, now)).await?;
    let lead = lang.pick(
        "各单位各类来件本月和下月大约多少，按近期多少和季节推算。只含您有权查看的事项，不含检举控告；每天推算一次。",
        "About how many matters of each category each unit may expect, from what came lately and the season. Only what you may see; no accusations; reckoned once a day.",
    );
    let content = html! {
        (SCREEN.crumbs(lang))
        (heading(SCREEN.title(lang), Some(lead), None, None))
        @if let Some(tested) = outlook.tested.last().filter(|tested| tested.forecasts > 0) { (honesty(lang, *tested)) }
        (table(&app, lang, &outlook))
        (left_out(&app, lang, &outlook))
    };
    SCREEN.page(&app, &staff, &content)
}

/// How the forecasts for next month would have done.
fn honesty(lang: Lang, tested: Tested) -> Markup {
    let (error, naive) = tested.errors();
    let held = tested.coverage() * 100.0;
    let words = lang.pick(
        format!("回头检验：过去{}次下月推算平均相差{error:.1}件，照搬去年同月相差{naive:.1}件；{held:.0}%的实际数落在区间内（目标80%）。", tested.forecasts),
        format!("Back-test: {} past forecasts for the month after were off by {error:.1} on average, last year's figure by {naive:.1}; the interval held {held:.0}% (aim 80%).", tested.forecasts),
    );
    html! { p class="hint" { (words) } }
}

fn table(app: &App, lang: Lang, outlook: &Outlook) -> Markup {
    let shown = outlook.expected.get(..SHOWN).unwrap_or(&outlook.expected);
    let months: Vec<String> = shown.first().map_or_else(Vec::new, |one| {
        let name = |next: &Next| lang.month(date(next.from));
        one.months.iter().map(name).collect()
    });
    let (org, seasons) = (app.office.org(), lang.pick("季节", "Season"));
    let mut columns = vec![
        Column::new(
            lang.pick("内容分类", "Category"),
            Cell::Text,
            |one: &Expected| html! { (one.category) },
        ),
        Column::new(
            lang.pick("责任单位", "Unit"),
            Cell::Text,
            move |one: &Expected| html! { (org.unit_name(one.unit)) },
        ),
    ];
    columns.extend(months.iter().enumerate().map(|(place, month)| {
        Column::new(month, Cell::Tight, move |one: &Expected| {
            html! { @if let Some(next) = one.months.get(place) { (about(lang, next)) } }
        })
    }));
    columns.push(Column::new(seasons, Cell::Text, move |one: &Expected| {
        html! { (marked(lang, one)) }
    }));
    let caption = lang.pick(
        "各单位各类来件预计",
        "Matters to expect, by category and unit",
    );
    let nothing = empty(
        Icon::Figures,
        lang.pick(
            "数据不足：满十八个月、一年有十二件以上的类别才能推算。",
            "Too few data: it takes eighteen months on record and twelve matters a year.",
        ),
        None,
    );
    Columns::new(0, columns)
        .leads_to(behind)
        .table(lang, caption, shown, nothing)
}

/// The list behind a line.
fn behind(one: &Expected) -> String {
    let list = Query::of(Filter {
        owner: Some(one.unit),
        category: Some(one.category.clone()),
        ..Filter::default()
    });
    list.href("/matters")
}

fn about(lang: Lang, next: &Next) -> String {
    let (low, high) = (next.low, next.high);
    lang.pick(
        format!("约 {:.0}（{low}–{high}）", next.expected),
        format!("about {:.0} ({low}–{high})", next.expected),
    )
}

/// The seasons that are worth a word.
fn marked(lang: Lang, one: &Expected) -> String {
    let seasons = one.months.iter().flat_map(|next| &next.seasons);
    let mut marked: Vec<String> = seasons
        .filter(|(_, factor)| *factor >= MARKED)
        .map(|(name, factor)| format!("{name} ×{factor:.1}"))
        .collect();
    marked.dedup();
    marked.join(lang.pick("，", ", "))
}

/// What could not be reckoned, and why.
fn left_out(app: &App, lang: Lang, outlook: &Outlook) -> Markup {
    let org = app.office.org();
    html! {
        @if !outlook.too_few.is_empty() {
            details class="fold" {
                summary {
                    (lang.pick(format!("数据不足，没有推算的（{}）", outlook.too_few.len()),
                        format!("Too few data ({})", outlook.too_few.len())))
                }
                ul class="check-quotes" {
                    @for (unit, category, why) in outlook.too_few.iter().take(SHOWN) {
                        li { (category) " · " (org.unit_name(*unit)) (why_words(lang, *why)) }
                    }
                }
            }
        }
    }
}

fn why_words(lang: Lang, why: TooFew) -> String {
    match why {
        TooFew::Short { on_record, needed } => lang.pick(
            format!("：只有{on_record}个整月的记录，要有{needed}个"),
            format!(": {on_record} whole months on record, {needed} needed"),
        ),
        TooFew::Rare { last_year, needed } => lang.pick(
            format!("：最近一年只有{last_year}件，要有{needed}件"),
            format!(": {last_year} in the last year, {needed} needed"),
        ),
    }
}
