//! Who gets in, and what a form must carry.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use huiyin_web::App;
use kernel::org::Role;
use tower::ServiceExt;

use crate::county::{County, PASSWORD};

#[tokio::test]
async fn a_wrong_password_is_told_and_the_login_kept() {
    let county = County::new();
    let mut browser = county.browser();
    let page = browser
        .post(
            "/sign-in",
            &[
                ("login", "clerk"),
                ("password", "wrong"),
                ("back", "/matters"),
            ],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("登录名或密码不正确"));
    assert!(page.has("value=\"clerk\"") && page.has("value=\"/matters\""));
    assert!(
        !page.has("value=\"wrong\""),
        "a password is never written into a page"
    );
    assert!(browser.cookie.is_none());
}

#[tokio::test]
async fn who_guesses_must_wait_even_with_the_right_password() {
    let county = County::new();
    let mut browser = county.browser();
    for _ in 0..6 {
        browser
            .post("/sign-in", &[("login", "clerk"), ("password", "wrong")])
            .await;
    }
    let page = browser
        .post("/sign-in", &[("login", "clerk"), ("password", PASSWORD)])
        .await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("秒后再试"));
    assert!(page.has("value=\"clerk\""));
}

#[tokio::test]
async fn a_page_asked_for_without_a_session_comes_after_signing_in() {
    let county = County::new();
    let mut browser = county.browser();
    let page = browser.get("/matters?verb=late").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(page.location.starts_with("/sign-in?back="));
    let form = browser.get(&page.location).await;
    assert_eq!(form.input("back"), "/matters?verb=late");
    let fields = [
        ("login", "clerk"),
        ("password", PASSWORD),
        ("back", "/matters?verb=late"),
    ];
    let page = browser.post("/sign-in", &fields).await;
    assert_eq!(page.location, "/matters?verb=late");
    assert_eq!(
        browser.get("/matters?verb=late").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let county = County::new();
    let fields = [
        ("login", "clerk"),
        ("password", PASSWORD),
        ("back", "//example.com/"),
    ];
    assert_eq!(
        county.browser().post("/sign-in", &fields).await.location,
        "/work"
    );
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let page = browser.post("/sign-out", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(
        browser.get("/work").await.status,
        StatusCode::OK,
        "still signed in"
    );
    let page = browser
        .post(
            "/register/call",
            &[("csrf", "made up"), ("subject", "路灯")],
        )
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/matters").await.total(), 0);
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let cookie = browser.cookie.clone();
    browser.send_form("/sign-out", &[]).await;
    browser.cookie = cookie;
    assert_eq!(
        browser.get("/work").await.status,
        StatusCode::SEE_OTHER,
        "the old cookie is worth nothing"
    );
}

/// Over HTTPS the session's cookie has another name; it is the same session.
#[tokio::test]
async fn signing_in_again_ends_the_session_this_browser_had() {
    for https in [false, true] {
        let county = County::new();
        let now = office::Moment::now();
        let before = county.office.sign_in("clerk", PASSWORD, "", now).unwrap();
        let prefix = if https { "__Host-" } else { "" };
        let request = Request::post("/sign-in")
            .header(header::COOKIE, format!("{prefix}huiyin_session={before}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!(
                "login=clerk&password={}",
                PASSWORD.replace(' ', "+")
            )))
            .unwrap();
        let app = App::new(Arc::clone(&county.office)).over_https(https);
        let answer = huiyin_web::router(app).oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let old = county.office.signed_in(&before, now).unwrap();
        assert!(old.is_none(), "https: {https}");
    }
}

#[tokio::test]
async fn who_holds_two_posts_changes_between_them_but_takes_no_other() {
    let county = County::new();
    let clerk = county.viewer("林静");
    county.post_of(
        Some(clerk.person),
        county.town,
        "林静",
        Role::Supervisor,
        "",
    );
    let second = county
        .office
        .posts_of(clerk.person, office::Moment::now().today())
        .last()
        .unwrap()
        .id
        .to_string();
    let foreign = county.viewer("丁越").post.to_string();
    let mut browser = county.signed_in("clerk").await;
    assert!(browser.get("/posts").await.has("青石镇人民政府"));
    assert_eq!(
        browser
            .send_form("/post", &[("post", &foreign)])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        browser
            .send_form("/post", &[("post", &second)])
            .await
            .location,
        "/work"
    );
    assert!(browser.get("/work").await.has("青石镇人民政府 · 督查员岗"));
}
