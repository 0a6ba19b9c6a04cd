//! The workbench, the list, the search and the export: each shows what the viewer may see, and counts what it shows.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use kernel::MatterId;
use kernel::rulebook::Weight;
use matter::Accused;
use matter::petition::{Channel, Purpose, Relation};
use office::Moment;
use office::intake::Submission;

use crate::county::{Browser, County, Page, between, encoded};

async fn search(browser: &mut Browser, words: &str) -> Page {
    let page = browser
        .get(&format!("/search?{}", encoded(&[("q", words)])))
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let to = page.location;
    browser.get(&to).await
}

/// Walks from page to page and says which matters the rows led to, and what the first page counted.
async fn walk(browser: &mut Browser, first: &str) -> (Vec<i64>, u64) {
    let mut page = browser.get(first).await;
    let (total, mut rows) = (page.total(), page.rows());
    while let Some(next) = page.next() {
        page = browser.get(&next).await;
        assert_eq!(
            page.total(),
            total,
            "the count stays the same on every page"
        );
        rows.extend(page.rows());
    }
    (rows, total)
}

/// 集体访 is a visit by many: neither many who write nor few who come, and two small visits about one matter are no group visit.
#[tokio::test]
async fn the_list_marks_visits_by_many_as_group_visits_and_nothing_else() {
    let county = County::new();
    let least = county.office.law().group_visit_from();
    let clerk = county.viewer("林静");
    let register = |subject: &str, channel, head_count, join| {
        let submission = Submission {
            channel,
            head_count,
            join,
            ..county.submission(subject)
        };
        let made = county.office.register(&clerk, submission, Moment::now());
        made.unwrap().matter
    };
    register("群体来访", Channel::Visit, least, None);
    let host = register("多次来访", Channel::Visit, least - 1, None);
    let again = Some((host, Relation::Joint));
    register("第二次来访", Channel::Visit, least - 1, again);
    register("少数来访", Channel::Visit, least - 1, None);
    for (at, channel) in Channel::ALL.iter().enumerate() {
        if *channel != Channel::Visit {
            register(&format!("联名来件{at}"), *channel, 4 * least, None);
        }
    }
    let mut browser = county.signed_in("clerk").await;
    let page = browser.get("/matters").await;
    let rows = between(&page.body, "<tr", "</tr>");
    let marked: Vec<bool> = ["群体来访", "多次来访", "少数来访", "联名来件"]
        .into_iter()
        .flat_map(|subject| rows.iter().filter(move |row| row.contains(subject)))
        .map(|row| row.contains("集体访"))
        .collect();
    let letters = Channel::ALL.len() - 1;
    assert_eq!(marked.len(), 3 + letters, "{marked:?}");
    assert!(marked[0], "a visit by {least}");
    assert!(marked[1..].iter().all(|mark| !mark), "{marked:?}");
}

#[tokio::test]
async fn every_count_of_the_workbench_is_the_length_of_its_list() {
    let county = County::new();
    for days in [40, 40, 12, 12, 12, 1] {
        county.appeal("路面塌陷", days);
    }
    let routed = county.appeal("桥梁限高", 1);
    county.transfer(routed.matter, county.traffic);
    for login in ["clerk", "traffic", "town"] {
        let mut browser = county.signed_in(login).await;
        let bench = browser.get("/work").await;
        let cards: Vec<(String, String)> = between(&bench.body, "<a class=\"work-", "</a>")
            .iter()
            .map(|card| {
                (
                    between(card, "href=\"", "\"").remove(0),
                    between(card, "work-count\">", "<").remove(0),
                )
            })
            .collect();
        if login == "clerk" {
            assert!(cards.len() >= 3, "late, due and to route: {cards:?}");
            assert!(
                cards[0].0.ends_with("verb=late"),
                "what is late comes first: {cards:?}"
            );
        }
        for (href, count) in cards {
            let (rows, total) = walk(&mut browser, &href).await;
            assert_eq!(
                (total.to_string(), rows.len().to_string()),
                (count.clone(), count),
                "{login} {href}"
            );
        }
    }
    let viewer = county.viewer("林静");
    let mut browser = county.signed_in("clerk").await;
    for work in county
        .office
        .workbench(&viewer, Moment::now())
        .unwrap()
        .iter()
    {
        let (rows, total) =
            walk(&mut browser, &format!("/matters?verb={}", work.verb.code())).await;
        assert_eq!(
            (rows.len() as u64, total),
            (work.count, work.count),
            "{:?}",
            work.verb
        );
    }
}

#[tokio::test]
async fn an_idle_workbench_says_that_nothing_waits() {
    let county = County::new();
    assert!(
        county
            .signed_in("town")
            .await
            .get("/work")
            .await
            .has("没有待办事项")
    );
}

#[tokio::test]
async fn paging_walks_through_every_row_exactly_once() {
    let county = County::new();
    let mut visits = BTreeSet::new();
    let mut all = BTreeSet::new();
    for day in 0..125 {
        let channel = if day % 2 == 0 {
            Channel::Visit
        } else {
            Channel::Call
        };
        let made = county.arrival(
            channel,
            "农机补贴",
            day % 9,
            Purpose::Appeal,
            Accused::default(),
        );
        all.insert(made.matter.0);
        if channel == Channel::Visit {
            visits.insert(made.matter.0);
        }
    }
    let mut browser = county.signed_in("clerk").await;
    for (list, expected) in [
        ("/matters", &all),
        ("/matters?sort=oldest", &all),
        ("/matters?sort=due", &all),
        ("/matters?channel=visit", &visits),
        ("/matters?channel=visit&sort=due&stage=registered", &visits),
    ] {
        let (rows, total) = walk(&mut browser, list).await;
        assert_eq!(total, expected.len() as u64, "{list}");
        assert_eq!(rows.len(), expected.len(), "no row twice: {list}");
        assert_eq!(
            &rows.into_iter().collect::<BTreeSet<_>>(),
            expected,
            "{list}"
        );
    }
    let second = browser.get("/matters").await.next().unwrap();
    let back = between(
        &browser.get(&second).await.body,
        "rel=\"prev\" href=\"",
        "\"",
    )
    .remove(0);
    assert_eq!(back, "/matters");
}

#[tokio::test]
async fn filters_narrow_and_each_can_be_taken_away() {
    let county = County::new();
    county.appeal("路面塌陷", 3);
    county.arrival(
        Channel::Call,
        "建议增设公交站",
        3,
        Purpose::Suggestion,
        Accused::default(),
    );
    let mut browser = county.signed_in("clerk").await;
    let page = browser
        .get("/matters?channel=call&purpose=suggestion")
        .await;
    assert_eq!(page.total(), 1);
    assert!(page.has("建议增设公交站") && !page.has("路面塌陷"));
    assert!(
        page.has("href=\"/matters?purpose=suggestion\""),
        "the chip of the channel leads to the rest"
    );
    assert_eq!(
        browser
            .get("/matters?channel=call&purpose=accusation")
            .await
            .total(),
        0
    );
    let figures = browser.get("/matters?figures=yes").await;
    assert!(figures.has("<b>2</b> 件次，<b>0</b> 批次，<b>2</b> 人次"));
}

/// 轻重 is what a clerk finds when checking an arrival. Most matters are ordinary, so who looks for the others wants these alone,
/// however they are looked at.
#[tokio::test]
async fn matters_of_one_weight_are_one_list_with_its_own_counts_and_export() {
    let county = County::new();
    let clerk = county.viewer("林静");
    let register = |subject: &str, weight, head_count| {
        let screening = matter::Screening {
            weight,
            ..testkit::appeal("请求处理")
        };
        let submission = Submission {
            head_count,
            screening: Some(screening),
            ..county.submission(subject)
        };
        let made = county.office.register(&clerk, submission, Moment::now());
        made.unwrap().matter.0
    };
    register("路灯不亮", Weight::Ordinary, 1);
    let heavy = register("堤坝渗水", Weight::Urgent, 7);
    let many: BTreeSet<i64> = (0..35)
        .map(|at| register(&format!("厂区排污{at}"), Weight::Major, 1))
        .collect();
    let mut browser = county.signed_in("clerk").await;
    let page = browser.get("/matters?weight=urgent&figures=yes").await;
    assert_eq!((page.total(), page.rows()), (1, vec![heavy]));
    assert!(page.has("<b>1</b> 件次，<b>0</b> 批次，<b>7</b> 人次"));
    assert!(page.has("<option value=\"urgent\" selected>紧急</option>"));
    let chip = "<a class=\"chip\" href=\"/matters?figures=yes\"><span>轻重</span>紧急";
    assert!(page.has(chip), "and can be taken away: {}", page.body);
    assert!(page.has("/matters/export?weight=urgent"));
    let file = browser
        .get("/matters/export?weight=urgent&format=csv")
        .await;
    assert!(file.has("堤坝渗水") && !file.has("厂区排污") && !file.has("路灯不亮"));
    for order in ["", "&sort=oldest", "&sort=due"] {
        let (rows, total) = walk(&mut browser, &format!("/matters?weight=major{order}")).await;
        assert_eq!(total, 35, "{order}");
        assert_eq!(rows.into_iter().collect::<BTreeSet<_>>(), many, "{order}");
    }
    let none = browser.get("/matters?weight=urgent&channel=call").await;
    assert_eq!(none.total(), 0, "it narrows beside others");
    let english = browser.get("/matters?weight=major&lang=en").await;
    assert!(english.has("<span>Weight</span>major"));
    let unread = browser.get("/matters?weight=heavy").await;
    assert!(!unread.has("<span>轻重</span>"));
    county.index();
    let found = browser
        .get(&format!(
            "/matters?{}",
            encoded(&[("q", "渗水"), ("weight", "major")])
        ))
        .await;
    assert_eq!(found.rows(), [heavy]);
    assert!(
        !found.has("轻重"),
        "the index of the search does not know it, and nothing says that it did"
    );
}

/// What a browser is told of one matter by every way there is to hear of it.
async fn hears_of(browser: &mut Browser, matter: MatterId, number: &str, words: &str) -> [bool; 6] {
    let list = browser.get("/matters").await;
    let narrowed = browser.get(&format!("/matters?number={number}")).await;
    let found = search(browser, words).await;
    let by_number = search(browser, number).await;
    let export = browser.get("/matters/export?format=jsonl").await;
    [
        list.rows().contains(&matter.0) || list.has(number),
        narrowed.total() > 0,
        found.rows().contains(&matter.0) || found.total() > 0,
        by_number.status == StatusCode::SEE_OTHER,
        export.has(number),
        browser
            .get("/matters?figures=yes")
            .await
            .has("<b>1</b> 件次"),
    ]
}

#[tokio::test]
async fn a_unit_hears_nothing_of_the_matters_of_another() {
    let county = County::new();
    let made = county.appeal("通村公路路面塌陷", 2);
    county.transfer(made.matter, county.traffic);
    county.index();
    for (login, sees) in [("clerk", true), ("traffic", true), ("town", false)] {
        let mut browser = county.signed_in(login).await;
        assert_eq!(
            hears_of(&mut browser, made.matter, &made.number, "路面塌陷").await,
            [sees; 6],
            "{login}"
        );
    }
}

#[tokio::test]
async fn an_accused_person_hears_nothing_of_the_accusation() {
    let county = County::new();
    let accused = Accused {
        units: Vec::new(),
        persons: vec![county.viewer("周衡").person],
    };
    let made = county.arrival(
        Channel::Letter,
        "反映违规收受礼金",
        2,
        Purpose::Accusation,
        accused,
    );
    county.index();
    for (login, sees) in [("clerk", true), ("deputy", false)] {
        let mut browser = county.signed_in(login).await;
        assert_eq!(
            hears_of(&mut browser, made.matter, &made.number, "违规收受礼金").await,
            [sees; 6],
            "{login}"
        );
        let counted = browser.get("/work").await.has("work-count");
        assert_eq!(counted, sees, "{login}: not even a count gives it away");
    }
}

#[tokio::test]
async fn a_search_marks_its_words_and_a_number_leads_to_its_matter() {
    let county = County::new();
    let made = county.appeal("通村公路路面塌陷", 2);
    county.index();
    let mut browser = county.signed_in("clerk").await;
    let page = search(&mut browser, "塌陷").await;
    assert_eq!((page.total(), page.rows()), (1, vec![made.matter.0]));
    assert!(page.has("<mark>塌陷</mark>"));
    assert_eq!(
        search(&mut browser, &made.number).await.location,
        format!("/matters/{}", made.matter)
    );
    assert_eq!(search(&mut browser, "没有这样的事").await.total(), 0);
}

#[tokio::test]
async fn an_export_is_the_list_as_a_file() {
    let county = County::new();
    county.appeal("路面塌陷", 3);
    county.arrival(
        Channel::Call,
        "建议增设公交站",
        3,
        Purpose::Suggestion,
        Accused::default(),
    );
    let mut browser = county.signed_in("clerk").await;
    let file = browser.get("/matters/export?channel=call&format=csv").await;
    assert!(file.disposition.starts_with("attachment;") && file.disposition.contains(".csv"));
    assert!(file.has("建议增设公交站") && !file.has("路面塌陷"));
    let page = browser.get("/matters?channel=call").await;
    assert!(page.has("/matters/export?channel=call&amp;format=csv"));
    assert_eq!(
        browser.get("/matters/export?format=exe").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn administrators_see_no_petitions() {
    let county = County::new();
    let made = county.appeal("路面塌陷", 3);
    county.index();
    let mut browser = county.signed_in("admin").await;
    assert_eq!(browser.get("/work").await.location, "/admin/units");
    for path in [
        "/matters",
        "/matters?q=塌陷",
        "/matters/export?format=csv",
        "/register",
        "/register/letter",
    ] {
        let path = path.replace("塌陷", "%E5%A1%8C%E9%99%B7");
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!page.has(&made.number) && !page.has("路面塌陷"));
    }
}
