//! Hot issues: one event in one place, told by several matters. Every figure opens the matters behind it.

use axum::extract::State;
use axum::routing::get;
use matter::petition::Purpose;
use maud::{Markup, html};
use office::hot::{HotIssue, HotPage, LEAST, SUDDEN, TOO_FEW, WINDOW_DAYS};
use office::lists::Filter;

use super::matters::query::Query;
use crate::app::App;
use crate::look::{Fact, Icon, Lang, Tone, empty, facts, icon, notice, panel};
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::{Staff, Who};

/// How many matters an issue shows of itself.
const SAMPLE: usize = 3;
/// How many issues the page shows.
const SHOWN: usize = 50;
/// How many a workbench shows.
const SIGNS: usize = 5;

/// The page.
pub static SCREEN: Screen = Screen::at("/hot", "热点问题", "Hot issues", || get(show))
    .open_to(Who::Readers)
    .menu(Group::Work, Icon::Figures);

async fn show(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let now = app.now();
    let viewer = staff.viewer().clone();
    let page = app.work(move |office| office.hot(&viewer, now)).await?;
    let lead = lang.pick(
        format!("最近{WINDOW_DAYS}天（{}起）同一地点、同一件事有{LEAST}件以上的，归在一起。只含您有权查看的事项，不含检举控告。", lang.date(page.since)),
        format!("{LEAST} or more matters about one event in one place within {WINDOW_DAYS} days (since {}). Only what you may see; no accusations.", lang.date(page.since)),
    );
    let content = html! {
        (SCREEN.heading(&staff, Some(&lead)))
        (state(lang, &page))
        @if !page.issues.is_empty() { (formula(lang)) }
        div class="stack" {
            @for (issue, place) in page.issues.iter().take(SHOWN).zip(1..) { (issue_of(&app, lang, issue, place)) }
        }
        @if page.issues.len() > SHOWN {
            p class="small soft" {
                (lang.pick(format!("只列出最热的{SHOWN}个，共{}个。", page.issues.len()), format!("The hottest {SHOWN} of {}.", page.issues.len())))
            }
        }
    };
    SCREEN.page(&app, &staff, &content)
}

/// What to know before the issues, or instead of them.
fn state(lang: Lang, page: &HotPage) -> Markup {
    if !page.ready {
        let words = lang.pick(
            "程序刚启动，正在通读来件，结果还不全。请过一会儿刷新本页。",
            "The program has just started and is still reading. Reload this page in a while.",
        );
        return html! { div role="status" { (notice(Tone::Info, words, None)) } };
    }
    if let Some(count) = page.too_few {
        let words = lang.pick(
            format!("来件太少（{count}件，不足{TOO_FEW}件），还看不出热点。"),
            format!("Too few matters to tell ({count}, fewer than {TOO_FEW})."),
        );
        return empty(Icon::Figures, &words, None);
    }
    if page.issues.is_empty() {
        let words = lang.pick(
            "没有发现集中反映的问题。",
            "No event is told by several matters.",
        );
        return empty(Icon::Good, words, None);
    }
    html! {}
}

fn formula(lang: Lang) -> Markup {
    let words = lang.pick(
        format!("热度 = 人数 + ½ ×（件次 − 人数）：每人算一，同一人再来算半。件次是来件数，人数是不同信访人数，匿名的每件算一人。“增长快”：最近7天新收{SUDDEN}件以上，且不少于前7天的两倍。"),
        format!("Heat = people + ½ × (petitions − people): each person counts one, each return half. An anonymous petition counts as one person. “Growing fast”: {SUDDEN} or more new matters in 7 days, and at least twice those of the 7 days before."),
    );
    html! { p class="hint" { (words) } }
}

/// The issues that grew suddenly, for a workbench: where it is, how many came, the list behind it; nothing where there is none.
pub(super) fn early_signs(lang: Lang, issues: &[HotIssue]) -> Markup {
    if issues.is_empty() {
        return html! {};
    }
    let lines = issues.iter().take(SIGNS).map(|issue| {
        let (now, before) = issue.growth;
        let news = lang.pick(
            format!("近7天新收{now}件，前7天{before}件"),
            format!("{now} new in 7 days, {before} in the 7 before"),
        );
        html! {
            li {
                a href=(list(issue).href("/matters")) { (issue.title) }
                @if let Some(place) = &issue.place { " · " (place) }
                " · " (news)
            }
        }
    });
    let all = html! { a href="/hot" { (lang.pick("全部热点问题", "All hot issues")) } };
    panel(
        "signs",
        lang.pick("增长快的问题", "Growing fast"),
        Some(&all),
        &html! { ul class="check-quotes" { @for line in lines { (line) } } },
    )
}

/// The list behind a figure.
fn list(issue: &HotIssue) -> Query {
    Query::of(among(issue))
}

/// The matters of an issue.
fn among(issue: &HotIssue) -> Filter {
    Filter {
        hot: Some(issue.key),
        ..Filter::default()
    }
}

/// A figure that opens its list.
fn figure(count: usize, query: &Query) -> Markup {
    html! { a href=(query.href("/matters")) { (count) } }
}

fn issue_of(app: &App, lang: Lang, issue: &HotIssue, place: usize) -> Markup {
    let heat = html! {
        @if issue.is_early_sign() {
            span class="light light-yellow" { (icon(Icon::Up)) (lang.pick("增长快", "Growing fast")) }
        }
        span class="badge" { (lang.pick("热度", "Heat")) " " (format!("{:.1}", issue.heat())) }
    };
    let title = format!("{place}. {}", issue.title);
    panel(
        &format!("issue-{}", issue.key),
        &title,
        Some(&heat),
        &html! {
            (facts(&rows(app, lang, issue)))
            (sample(lang, issue))
        },
    )
}

fn rows<'a>(app: &App, lang: Lang, issue: &HotIssue) -> Vec<Fact<'a>> {
    let mut rows = Vec::new();
    let mut add = |zh, en, value: Markup| {
        rows.push(Fact {
            label: lang.pick(zh, en),
            value,
        });
    };
    if let Some(place) = &issue.place {
        add("地点", "Place", html! { (place) });
    }
    add("时间", "When", span(lang, issue));
    add("数量", "How many", counts(lang, issue));
    add("近7天", "Last 7 days", growth(lang, issue));
    if !issue.categories.is_empty() {
        add("内容分类", "Categories", categories(lang, issue));
    }
    add("信访目的", "Purposes", purposes(lang, issue));
    add("责任单位", "Units", units(app, lang, issue));
    if !issue.words.is_empty() {
        let words = issue.words.join(lang.pick("、", ", "));
        add("共同的词", "Words in common", html! { (words) });
    }
    rows
}

fn span(lang: Lang, issue: &HotIssue) -> Markup {
    let (first, last) = issue.span;
    if first == last {
        return html! { (lang.date(first)) };
    }
    html! { (lang.date(first)) (lang.pick(" 至 ", " to ")) (lang.date(last)) }
}

fn counts(lang: Lang, issue: &HotIssue) -> Markup {
    let (matters, petitions, people) = (issue.matters.len(), issue.petitions, issue.petitioners);
    html! {
        a href=(list(issue).href("/matters")) {
            (lang.pick(format!("{matters} 件事项"), format!("{matters} matter(s)")))
        }
        (lang.pick(format!("（来件 {petitions} 件次，{people} 人）"), format!(" ({petitions} petition(s), {people} people)")))
    }
}

fn growth(lang: Lang, issue: &HotIssue) -> Markup {
    use jiff::ToSpan;
    let (now, before) = issue.growth;
    let week = Query::of(Filter {
        from: Some(issue.week),
        ..among(issue)
    });
    let earlier = Query::of(Filter {
        from: Some(issue.week.saturating_sub(7.days())),
        to: Some(issue.week.saturating_sub(1.days())),
        ..among(issue)
    });
    html! {
        (lang.pick("新收 ", "new: ")) (figure(now, &week)) (lang.pick(" 件，前7天 ", ", the 7 days before: "))
        (figure(before, &earlier)) (lang.pick(" 件", ""))
    }
}

fn categories(lang: Lang, issue: &HotIssue) -> Markup {
    let entries = issue.categories.iter().map(|(name, count)| {
        let query = Query::of(Filter {
            category: Some(name.clone()),
            ..among(issue)
        });
        (name.clone(), *count, query)
    });
    named(lang, entries)
}

fn purposes(lang: Lang, issue: &HotIssue) -> Markup {
    let entries = issue.purposes.iter().map(|(purpose, count)| {
        let purpose: Purpose = *purpose;
        let query = Query::of(Filter {
            purpose: Some(purpose),
            ..among(issue)
        });
        let name = lang.pick(purpose.zh(), purpose.en()).to_owned();
        (name, *count, query)
    });
    named(lang, entries)
}

fn units(app: &App, lang: Lang, issue: &HotIssue) -> Markup {
    let org = app.office.org();
    let entries = issue.units.iter().map(|(unit, count)| {
        let query = Query::of(Filter {
            owner: Some(*unit),
            ..among(issue)
        });
        (org.unit_name(*unit), *count, query)
    });
    named(lang, entries)
}

/// Names with their figures.
fn named(lang: Lang, entries: impl Iterator<Item = (String, usize, Query)>) -> Markup {
    html! {
        @for (number, (name, count, query)) in entries.enumerate() {
            @if number > 0 { (lang.pick("，", ", ")) }
            (name) " " (figure(count, &query))
        }
    }
}

fn sample(lang: Lang, issue: &HotIssue) -> Markup {
    let whole = issue.matters.len();
    let more = whole.saturating_sub(SAMPLE);
    html! {
        ul class="check-quotes" {
            @for line in issue.matters.iter().take(SAMPLE) {
                li {
                    a href={ "/matters/" (line.id) } { (line.subject) }
                    " " span class="soft small" { (line.number) " · " (lang.pick(line.stage.zh(), line.stage.en())) }
                }
            }
            @if more > 0 {
                li {
                    (lang.pick(format!("另有{more}件，"), format!("{more} more; ")))
                    // A linked figure is what its list holds, so the link names the whole.
                    a href=(list(issue).href("/matters")) { (lang.pick(format!("查看全部{whole}件"), format!("all {whole}"))) }
                }
            }
        }
    }
}
