//! Units, posts and people, kept by the administrator.

use axum::http::StatusCode;

use crate::county::{County, PASSWORD};

#[tokio::test]
async fn a_file_of_units_is_taken_whole_or_not_at_all() {
    let county = County::new();
    let mut browser = county.signed_in("admin").await;
    let before = county.office.org().units().len();
    let good = "name,parent,kind,address,phone,hours\n石桥村,青石镇人民政府,village,村委会,0000-1,周一至周五\n";
    let bad = format!("{good}柳湾村,没有这个镇,village,,,\n");
    let page = browser
        .send_file("/admin/units", "file", "units.csv", &bad)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("第3行") && page.has("没有这个镇"));
    assert_eq!(
        county.office.org().units().len(),
        before,
        "the good row above was not taken either"
    );
    let page = browser
        .send_file("/admin/units", "file", "units.csv", good)
        .await;
    assert_eq!(page.location, "/admin/units?done=saved");
    assert!(browser.get("/admin/units").await.has("石桥村"));
    assert_eq!(county.office.org().units().len(), before + 1);
}

#[tokio::test]
async fn a_unit_is_changed_and_a_wrong_change_keeps_what_was_typed() {
    let county = County::new();
    let mut browser = county.signed_in("admin").await;
    let path = format!("/admin/units/{}", county.town);
    let fields = [
        ("name", "青石街道"),
        ("parent", "1"),
        ("kind", "township"),
        ("phone", "0000-9"),
        ("active", "yes"),
    ];
    assert_eq!(
        browser.send_form(&path, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        county.office.org().unit(county.town).unwrap().phone,
        "0000-9"
    );
    let taken = [
        ("name", "清河县交通运输局"),
        ("parent", "1"),
        ("kind", "township"),
        ("phone", "0000-8"),
    ];
    let page = browser.send_form(&path, &taken).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("已有名为") && page.has("0000-8"));
    assert_eq!(
        county.office.org().unit(county.town).unwrap().name,
        "青石街道"
    );
}

#[tokio::test]
async fn a_new_post_can_sign_in_until_it_is_given_up() {
    let county = County::new();
    let mut browser = county.signed_in("admin").await;
    let unit = county.traffic.to_string();
    let fields = [
        ("name", "沈岚"),
        ("title", "承办岗"),
        ("unit", unit.as_str()),
        ("role", "handler"),
        ("login", "shen"),
        ("password", PASSWORD),
    ];
    let page = browser.send_form("/admin/posts/new", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let path = page.location.split('?').next().unwrap().to_owned();
    let list = browser.get("/admin/posts").await;
    assert!(list.has("沈岚") && list.has("shen"));
    let mut held = county.signed_in("shen").await;

    let weak = browser
        .send_form(&path, &[("do", "password"), ("password", "short")])
        .await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = browser
        .send_form(
            &path,
            &[("do", "password"), ("password", "another long one")],
        )
        .await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let old = county
        .browser()
        .post("/sign-in", &[("login", "shen"), ("password", PASSWORD)])
        .await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert_eq!(
        browser.send_form(&path, &[("do", "give-up")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        held.get("/work").await.status,
        StatusCode::SEE_OTHER,
        "the open session ends at once"
    );
    let page = county
        .browser()
        .post(
            "/sign-in",
            &[("login", "shen"), ("password", "another long one")],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("没有在任岗位"));
}

#[tokio::test]
async fn the_last_administrator_cannot_be_given_up() {
    let county = County::new();
    let mut browser = county.signed_in("admin").await;
    let page = browser
        .send_form("/admin/posts/1", &[("do", "give-up")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("最后一名管理员"));
}

#[tokio::test]
async fn only_administrators_keep_the_organisation() {
    let county = County::new();
    let mut browser = county.signed_in("deputy").await;
    for path in [
        "/admin/units",
        "/admin/units/new",
        "/admin/units/2",
        "/admin/posts",
        "/admin/posts/new",
        "/admin/posts/1",
    ] {
        assert_eq!(
            browser.get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        if path != "/admin/posts" {
            assert_eq!(
                browser.send_form(path, &[("name", "x")]).await.status,
                StatusCode::FORBIDDEN,
                "POST {path}"
            );
        }
    }
}
