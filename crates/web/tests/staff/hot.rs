//! Hot issues as a page: every figure opens its list, and a list shows what the figure counted.

use matter::Accused;
use matter::petition::{Channel, Purpose};
use office::Moment;

use crate::county::{County, between};

const PLANT: [&str; 4] = [
    "蓢塘花园旁边的搅拌站夜里施工，噪音扰民，粉尘很大",
    "投诉蓢塘花园附近搅拌站噪音粉尘污染",
    "搅拌站粉尘飘进蓢塘花园，孩子咳嗽，噪音整夜不停",
    "蓢塘花园小区门口新建搅拌站，噪音大粉尘大",
];

/// The plant, and enough else that there is something to tell it from.
fn county() -> County {
    let county = County::new();
    for (text, days) in PLANT.iter().zip([12, 3, 2, 1]) {
        county.appeal(text, days);
    }
    for other in [
        "坜头村水渠垮塌",
        "枧水苑电梯困人",
        "路灯不亮",
        "公交线路停运",
        "井盖丢失",
        "拖欠工资",
    ] {
        county.appeal(other, 20);
    }
    county
}

#[tokio::test]
async fn every_figure_of_an_issue_opens_the_matters_it_counts() {
    let county = county();
    let mut clerk = county.signed_in("clerk").await;
    let page = clerk.get("/hot").await;
    assert!(page.has("正在通读"), "nothing was read yet");
    county.office.read_hot(Moment::now()).unwrap();
    let page = clerk.get("/hot").await;
    assert!(!page.has("正在通读"));
    for words in [
        "蓢塘花园",
        "热度 = 人数 + ½",
        "增长快",
        "4 件事项",
        "另有1件",
    ] {
        assert!(page.has(words), "{words}");
    }
    let main = page.body.split("<main").nth(1).unwrap();
    let links = between(main, "<a href=\"/matters?", "</a>");
    assert!(links.len() >= 5, "{links:?}");
    let mut figures = 0;
    for link in links {
        let (query, words) = link.split_once("\">").unwrap();
        let list = clerk
            .get(&format!("/matters?{}", query.replace("&amp;", "&")))
            .await;
        // A link is a figure, alone or with its noun; the one that opens the issue by name counts nothing.
        let number: String = words.chars().filter(char::is_ascii_digit).collect();
        if number.is_empty() {
            assert!(list.total() > 0, "{link} opens an empty list");
            continue;
        }
        let count: u64 = number.parse().unwrap();
        assert_eq!(list.total(), count, "{link}");
        assert_eq!(list.rows().len() as u64, count, "{link}");
        figures += 1;
    }
    assert!(figures >= 4, "{figures} figures only");
    let work = clerk.get("/work").await;
    for words in ["增长快的问题", "近7天新收3件，前7天1件", "/matters?hot="] {
        assert!(work.has(words), "{words}");
    }
    let english = clerk.get("/hot?lang=en").await;
    for words in ["Hot issues", "Growing fast", "4 matter(s)", "Heat = people"] {
        assert!(english.has(words), "{words}");
    }
}

#[tokio::test]
async fn an_accusation_and_what_is_out_of_sight_stay_off_the_page() {
    let county = county();
    let accused = Accused {
        units: vec![county.traffic],
        persons: Vec::new(),
    };
    let words = "举报蓢塘花园旁边搅拌站噪音粉尘无人管";
    county.arrival(Channel::Letter, words, 1, Purpose::Accusation, accused);
    county.office.read_hot(Moment::now()).unwrap();
    let mut clerk = county.signed_in("clerk").await;
    let page = clerk.get("/hot").await;
    assert!(page.has("4 件事项") && !page.has(words));
    let mut traffic = county.signed_in("traffic").await;
    let page = traffic.get("/hot").await;
    assert!(!page.has("蓢塘花园"));
    assert!(page.has("来件太少"), "the unit was given nothing");
    let work = traffic.get("/work").await;
    assert!(!work.has("增长快") && !work.has("蓢塘花园"));
    let mut admin = county.signed_in("admin").await;
    let page = admin.get("/hot").await;
    assert_eq!(page.status, axum::http::StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn where_nothing_gathers_the_page_says_so() {
    let county = County::new();
    for day in 1..=10 {
        let subject = ["路灯不亮", "井盖丢失", "水渠垮塌", "电梯困人", "公交停运"][day % 5];
        county.appeal(&format!("{subject}{day}"), 20);
    }
    county.office.read_hot(Moment::now()).unwrap();
    let mut clerk = county.signed_in("clerk").await;
    let page = clerk.get("/hot").await;
    assert!(page.has("没有发现集中反映的问题"));
}

#[tokio::test]
async fn with_a_short_record_the_outlook_says_too_few_data() {
    let county = county();
    let mut clerk = county.signed_in("clerk").await;
    let hot = clerk.get("/hot").await;
    assert!(hot.has("/hot/forecast"));
    let page = clerk.get("/hot/forecast").await;
    assert!(page.has("数据不足"));
    let english = clerk.get("/hot/forecast?lang=en").await;
    assert!(english.has("Too few data"));
}
