//! The front page and the rules.

use axum::http::StatusCode;

use crate::town::Town;

#[tokio::test]
async fn the_front_page_shows_the_doors_the_places_and_the_limits_of_the_rulebook() {
    let page = Town::new().browser.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "href=\"/submit\"",
        "href=\"/track\"",
        "柳溪镇人民政府",
        "周一至周五 8:30–17:30",
        "15日内",
        "60日内",
    ] {
        assert!(page.has(words), "{words}");
    }
    assert!(
        !page.has("云泽县交通运输局"),
        "departments receive no petitions here"
    );
    assert!(
        Town::new()
            .browser
            .get("/?lang=en")
            .await
            .has("15 calendar days")
    );
}

#[tokio::test]
async fn the_rules_show_every_limit_with_its_article_and_every_year_of_the_calendar() {
    let town = Town::new();
    let page = town.browser.get("/rules").await;
    for limit in town.office.law().current.limits() {
        assert!(
            page.has(limit.key.as_str()) && page.has(&limit.article),
            "{}",
            limit.key
        );
    }
    for ground in town.office.law().current.grounds() {
        assert!(
            page.has(ground.code.as_str()) && page.has(&ground.needs),
            "{}",
            ground.code
        );
    }
    for limit in town.office.law().current.limits() {
        let notice = limit.notice.as_deref().unwrap_or_default();
        assert!(page.has(notice), "the notice of {}", limit.key);
    }
    for route in town.office.law().current.routes() {
        assert!(
            page.has(&route.text) && page.has(&route.article),
            "{}",
            route.text
        );
    }
    for setting in town.office.law().current.settings() {
        assert!(
            page.has(&setting.name) && page.has(&setting.why) && page.has(&setting.point),
            "{}",
            setting.name
        );
    }
    for year in town.office.calendar().years() {
        assert!(page.has(&format!("{year}年")), "{year}");
    }
}
