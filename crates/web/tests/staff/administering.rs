//! Units, posts and people, kept by the administrator.

use axum::http::StatusCode;
use office::accounts::{Outcome, Record};

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

#[tokio::test]
async fn a_password_that_somebody_else_set_opens_nothing_but_its_own_change() {
    let county = County::new();
    let mut browser = county.signed_in("admin").await;
    let town = county
        .office
        .org()
        .posts()
        .iter()
        .find(|post| post.person_name == "方晴")
        .unwrap()
        .id;
    let path = format!("/admin/posts/{town}");
    let reset = [
        ("do", "password"),
        ("login", "town"),
        ("password", "words from the office"),
    ];
    assert_eq!(
        browser.send_form(&path, &reset).await.status,
        StatusCode::SEE_OTHER
    );
    let list = browser.get("/admin/posts").await;
    assert!(list.has("待确认"));
    let mut own = county.browser();
    own.post(
        "/sign-in",
        &[("login", "town"), ("password", "words from the office")],
    )
    .await;
    for page in [
        "/work",
        "/matters",
        "/search?q=1",
        "/stand-in",
        "/posts",
        "/confirm",
    ] {
        let sent = own.get(page).await;
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (StatusCode::SEE_OTHER, "/account"),
            "{page}"
        );
    }
    own.csrf = own.get("/account").await.input("csrf");
    let wrong = [
        ("old", "words from the office"),
        ("new", "words of my own"),
        ("again", "words of another"),
    ];
    let told = own.send_form("/account/password", &wrong).await;
    assert!(told.has("不一致"), "{} {}", told.status, told.body);
    let right = [
        ("old", "words from the office"),
        ("new", "words of my own"),
        ("again", "words of my own"),
    ];
    let done = own.send_form("/account/password", &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let work = own.get("/work").await;
    assert!(work.has("尚待第二人确认") && work.has("重设了密码"));
    assert!(own.get("/account").await.has("登录成功"));
    let mut leader = county.signed_in("deputy").await;
    let waiting = leader.get("/confirm").await;
    assert!(waiting.has("方晴") && waiting.has("重设密码"));
    assert!(leader.get("/work").await.has("个岗位待您确认"));
    let csrf = waiting.input("csrf");
    let confirmed = leader
        .post(&format!("/confirm/{town}"), &[("csrf", csrf.as_str())])
        .await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
    assert!(!own.get("/work").await.has("尚待第二人确认"));
    assert!(browser.get("/admin/sign-ins").await.has("town"));
}

/// Somebody who tries numbers and addresses is seen; what was tried is not kept, so the record is no way to learn what exists.
#[tokio::test]
async fn requests_beyond_the_rights_of_an_account_are_counted_and_tell_nothing_of_what_was_asked() {
    let county = County::new();
    let hidden = county.appeal("巷道路灯不亮", 1).matter;
    let count = || {
        let admin = county.viewer("admin");
        let all = county.office.sign_ins(&admin).unwrap();
        let refused = |one: &&Record| one.outcome == Outcome::Refused;
        let found: Vec<Record> = all.into_iter().filter(|one| refused(&one)).collect();
        assert!(found.len() <= 1, "one line an hour for each account");
        found.first().map_or(0, |one| {
            assert_eq!(one.login, "traffic");
            one.count
        })
    };
    let mut traffic = county.signed_in("traffic").await;
    for (asked, path) in [
        format!("/matters/{hidden}"),
        "/matters/987654".to_owned(),
        format!("/matters/{hidden}/act/note"),
        "/matters/987654/act/note".to_owned(),
        "/admin/units".to_owned(),
        "/admin/sign-ins".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(count(), asked as i64, "before {path}");
        let status = traffic.get(path).await.status;
        assert!(status.is_client_error(), "{path}: {status}");
        assert_eq!(count(), asked as i64 + 1, "{path}");
    }
    // Neither an address nobody answers to nor what is one's own is beyond anything, and strangers have no account.
    for path in ["/no-such-page", "/work", "/account"] {
        traffic.get(path).await;
    }
    county.browser().get(&format!("/matters/{hidden}")).await;
    assert_eq!(count(), 6);
    let page = county.signed_in("admin").await.get("/admin/sign-ins").await;
    assert!(page.has("无权查看") && page.has("该小时内 6 次"));
    assert!(!page.has("路灯") && !page.has(&format!("/matters/{hidden}")));
}

#[tokio::test]
async fn a_new_name_is_a_correction_or_another_holder_and_the_form_asks_which() {
    let county = County::new();
    let mut browser = county.signed_in("admin").await;
    let before = county.viewer("丁越");
    let path = format!("/admin/posts/{}", before.post);
    let unit = before.unit.to_string();
    let fields = |name: &'static str, holder: &'static str| {
        [
            ("do", "save".to_owned()),
            ("name", name.to_owned()),
            ("title", "承办人岗".to_owned()),
            ("unit", unit.clone()),
            ("role", "handler".to_owned()),
            ("holder", holder.to_owned()),
        ]
    };
    let mut send = async |name, holder| {
        let fields = fields(name, holder);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        browser.send_form(&path, &fields).await
    };
    let asked = send("接任者", "").await;
    assert!(asked.status.is_client_error() && asked.has("换人任职") && asked.has("接任者"));
    assert_eq!(county.viewer("丁越"), before, "nothing was changed unasked");
    assert_eq!(send("丁悦", "same").await.status, StatusCode::SEE_OTHER);
    assert_eq!(county.viewer("丁悦").person, before.person);
    assert_eq!(send("接任者", "other").await.status, StatusCode::SEE_OTHER);
    let after = county.viewer("接任者");
    assert_ne!(after.person, before.person);
    assert!(county.office.org().post(before.post).unwrap().awaits());
}

#[tokio::test]
async fn every_wrong_field_of_a_unit_and_of_a_post_is_marked_at_once() {
    let county = County::new();
    let mut admin = county.signed_in("admin").await;
    for (page, fields, marked) in [
        (
            "/admin/units/new",
            [("phone", "0000-7654321")],
            &["name", "kind"][..],
        ),
        (
            "/admin/posts/new",
            [("name", "顾某")],
            &["title", "unit", "role"][..],
        ),
    ] {
        let shown = admin.send_form(page, &fields).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        for field in marked {
            let (lead, mark) = (
                format!("href=\"#{field}\""),
                format!("id=\"{field}-error\""),
            );
            assert!(shown.has(&lead) && shown.has(&mark), "{page}: {field}");
        }
        assert!(shown.has(fields[0].1), "{page}: what was typed is kept");
    }
}
