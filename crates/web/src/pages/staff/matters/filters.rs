//! The filter bar, and the filters in force with the way to take each away.

use matter::Stage;
use matter::petition::{Channel, Purpose};
use maud::{Markup, html};
use office::OfficeError;
use office::lists::Order;

use super::query::{Query, order_code, spans_stages};
use crate::app::App;
use crate::look::{
    self, Chip, Field, FilterBar, Icon, Lang, SelectOption, chips, hidden, suggestions,
};

/// The form. Its fields carry the ids `f-…`; their names are those of the address.
pub fn bar(app: &App, lang: Lang, query: &Query) -> Result<Markup, OfficeError> {
    let searching = !query.words.is_empty();
    let form = FilterBar {
        lang,
        action: "/matters",
        fields: html! {
            @if let Some(verb) = query.verb.filter(|_| !searching) { (hidden("verb", verb.code())) }
            @if let Some(key) = query.hot.filter(|_| !searching) { (hidden("hot", &key.to_string())) }
            @if searching { (Field::new(lang, "q", lang.pick("搜索", "Search")).text(&query.words)) }
            @if query.verb.is_none_or(spans_stages) || searching { (stage(lang, query)) }
            (owner(app, lang, query))
            (channel(lang, query))
            (purpose(lang, query))
            (Field::new(lang, "category", lang.pick("内容分类", "Category")).suggest("categories")
                .text(query.category.as_deref().unwrap_or_default()))
            (Field::new(lang, "from", lang.pick("收到自", "Received from")).date(&date(query.from)))
            (Field::new(lang, "to", lang.pick("至", "to")).date(&date(query.to)))
            (Field::new(lang, "number", lang.pick("编号开头", "Number begins"))
                .text(query.number.as_deref().unwrap_or_default()))
            (order(lang, query, searching))
            (suggestions("categories", &app.office.categories()?))
        },
        reset_href: "/matters",
    };
    let filtered = !labels(app, lang, query).is_empty();
    Ok(html! {
        details class="fold" open[filtered && !searching && query.verb.is_none()] {
            summary { (look::icon(Icon::Filter)) (lang.pick("筛选和排序", "Filter and sort")) }
            (form.render())
        }
    })
}

fn date(date: Option<jiff::civil::Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn select<'a>(
    lang: Lang,
    name: &'a str,
    label: &'a str,
    values: &[(&'a str, &'a str)],
    value: &str,
) -> Markup {
    let all = SelectOption {
        value: "",
        label: lang.pick("全部", "All"),
    };
    let options: Vec<SelectOption> = std::iter::once(all)
        .chain(
            values
                .iter()
                .map(|(value, label)| SelectOption { value, label }),
        )
        .collect();
    Field::new(lang, name, label).select(&options, value)
}

fn stage(lang: Lang, query: &Query) -> Markup {
    let values: Vec<_> = Stage::ALL
        .iter()
        .map(|stage| (stage.code(), lang.pick(stage.zh(), stage.en())))
        .collect();
    select(
        lang,
        "stage",
        lang.pick("阶段", "Stage"),
        &values,
        query.stage.map_or("", Stage::code),
    )
}

fn channel(lang: Lang, query: &Query) -> Markup {
    let values: Vec<_> = Channel::ALL
        .iter()
        .map(|channel| (channel.code(), lang.pick(channel.zh(), channel.en())))
        .collect();
    select(
        lang,
        "channel",
        lang.pick("形式", "Channel"),
        &values,
        query.channel.map_or("", Channel::code),
    )
}

fn purpose(lang: Lang, query: &Query) -> Markup {
    let values: Vec<_> = Purpose::ALL
        .iter()
        .map(|purpose| (purpose.code(), lang.pick(purpose.zh(), purpose.en())))
        .collect();
    select(
        lang,
        "purpose",
        lang.pick("信访目的", "Purpose"),
        &values,
        query.purpose.map_or("", Purpose::code),
    )
}

fn owner(app: &App, lang: Lang, query: &Query) -> Markup {
    let org = app.office.org();
    let units: Vec<(String, String)> = org
        .units()
        .into_iter()
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .collect();
    let values: Vec<_> = units
        .iter()
        .map(|(id, name)| (id.as_str(), name.as_str()))
        .collect();
    let now = query
        .owner
        .map(|owner| owner.to_string())
        .unwrap_or_default();
    select(lang, "owner", lang.pick("责任单位", "Unit"), &values, &now)
}

fn order(lang: Lang, query: &Query, searching: bool) -> Markup {
    let label = lang.pick("排序", "Order");
    if searching {
        let now = if query.order == Some(Order::Newest) {
            "newest"
        } else {
            ""
        };
        let options = [
            SelectOption {
                value: "",
                label: lang.pick("最相关在前", "Best match first"),
            },
            SelectOption {
                value: "newest",
                label: lang.pick("最新收到在前", "Newest first"),
            },
        ];
        return Field::new(lang, "sort", label).select(&options, now);
    }
    let options = [
        SelectOption {
            value: "newest",
            label: lang.pick("最新登记在前", "Newest first"),
        },
        SelectOption {
            value: "oldest",
            label: lang.pick("最早登记在前", "Oldest first"),
        },
        SelectOption {
            value: "due",
            label: lang.pick("最先到期在前", "Due first"),
        },
    ];
    Field::new(lang, "sort", label).select(&options, order_code(query.order()))
}

/// The filters in force as chips.
pub fn in_force(app: &App, lang: Lang, query: &Query) -> Markup {
    let labels = labels(app, lang, query);
    let list: Vec<Chip> = labels
        .iter()
        .map(|(label, value, without)| Chip {
            label,
            value,
            remove_href: without,
        })
        .collect();
    chips(lang, &list)
}

/// Each filter's name, its value in words, and the address of the list without it.
fn labels(app: &App, lang: Lang, query: &Query) -> Vec<(&'static str, String, String)> {
    let base = query.first_page();
    let mut list = Vec::new();
    let mut add = |zh: &'static str, en, value: Option<String>, take_away: fn(&mut Query)| {
        let Some(value) = value else { return };
        let mut without = base.clone();
        take_away(&mut without);
        list.push((lang.pick(zh, en), value, without.href("/matters")));
    };
    let word = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
    let searching = !query.words.is_empty();
    let words = searching.then(|| query.words.clone());
    add("搜索", "Search", words, |query| {
        query.words = String::new();
        query.order = None;
    });
    let verb = query.verb.filter(|_| !searching);
    let verb = verb.map(|verb| word(verb.zh(), verb.en()));
    add("待办", "To do", verb, |query| query.verb = None);
    let stage = query.stage.map(|stage| word(stage.zh(), stage.en()));
    add("阶段", "Stage", stage, |query| query.stage = None);
    let owner = query.owner.map(|owner| app.office.org().unit_name(owner));
    add("责任单位", "Unit", owner, |query| query.owner = None);
    let channel = query
        .channel
        .map(|channel| word(channel.zh(), channel.en()));
    add("形式", "Channel", channel, |query| query.channel = None);
    let purpose = query
        .purpose
        .map(|purpose| word(purpose.zh(), purpose.en()));
    add("信访目的", "Purpose", purpose, |query| {
        query.purpose = None
    });
    add("内容分类", "Category", query.category.clone(), |query| {
        query.category = None
    });
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    add("收到自", "From", day(query.from), |query| {
        query.from = None
    });
    add("收到至", "To", day(query.to), |query| query.to = None);
    let hot = query.hot.filter(|_| !searching);
    let hot = hot.map(|_| word("同一地点、同一件事", "one event in one place"));
    add("热点问题", "Hot issue", hot, |query| query.hot = None);
    add("编号", "Number", query.number.clone(), |query| {
        query.number = None
    });
    list
}
