//! One's own sessions: each is seen and ended by whoever it is of, and by nobody else.

use axum::http::StatusCode;
use office::vault::token_hash;

use crate::county::{Browser, County, between};

const HERE: &str = "/account/sessions";

/// The addresses that end the sessions on the page, other than the one that asks.
async fn ends(browser: &mut Browser) -> Vec<String> {
    let page = browser.get(HERE).await;
    assert_eq!(page.status, StatusCode::OK);
    let forms = between(&page.body, "action=\"/account/sessions/", "/end\"");
    let named = forms.iter().filter(|name| !name.is_empty());
    named.map(|name| format!("{HERE}/{name}/end")).collect()
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    let page = browser.get("/work").await;
    match page.status {
        StatusCode::OK => true,
        StatusCode::SEE_OTHER if page.location.starts_with("/sign-in?back=") => false,
        other => panic!("{other}: {}", page.location),
    }
}

fn token(browser: &Browser) -> String {
    let cookie = browser.cookie.clone().unwrap();
    cookie.split_once('=').unwrap().1.to_owned()
}

#[tokio::test]
async fn one_session_is_ended_by_a_button_and_its_browser_is_asked_to_sign_in_again() {
    let county = County::new();
    let mut mine = county.signed_in("clerk").await;
    let mut left_open = county.signed_in("clerk").await;
    let mut phone = county.signed_in("clerk").await;
    let page = mine.get(HERE).await;
    assert_eq!(between(&page.body, "<tr", "</tr>").len(), 1 + 3);
    assert_eq!(page.body.matches("本次登录").count(), 1);
    assert!(
        page.has("action=\"/sign-out\""),
        "to end this one is to sign out"
    );
    for browser in [&mine, &left_open, &phone] {
        let token = token(browser);
        assert!(!page.has(&token) && !page.has(&token_hash(&token)));
    }
    // Seen from the other browser, the names are the same and this one is another.
    let (from_mine, from_phone) = (ends(&mut mine).await, ends(&mut phone).await);
    assert_eq!((from_mine.len(), from_phone.len()), (2, 2));
    let left = from_mine
        .iter()
        .find(|end| from_phone.contains(end))
        .unwrap();
    let ended = mine.send_form(left, &[("once", "a")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(ended.location, "/account/sessions?done=saved");
    assert!(!is_signed_in(&mut left_open).await);
    assert!(is_signed_in(&mut mine).await && is_signed_in(&mut phone).await);
    let again = mine.send_form(left, &[("once", "a")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a second click");
    assert_eq!(ends(&mut mine).await.len(), 1);
}

#[tokio::test]
async fn the_session_of_another_person_is_as_if_it_did_not_exist() {
    let county = County::new();
    let mut clerk = county.signed_in("clerk").await;
    let mut traffic = county.signed_in("traffic").await;
    county.signed_in("traffic").await;
    let theirs = ends(&mut traffic).await.remove(0);
    let guess = format!("{HERE}/{}/end", "0".repeat(32));
    let mut answers = Vec::new();
    for address in [&theirs, &guess] {
        let answer = clerk.send_form(address, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        answers.push(answer.body.replace(address.as_str(), ""));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(ends(&mut traffic).await, std::slice::from_ref(&theirs));
    // Nobody sends the form from elsewhere either.
    let forged = traffic.post(&theirs, &[]).await;
    assert!(forged.status.is_client_error(), "{}", forged.status);
    assert_eq!(ends(&mut traffic).await, [theirs]);
}

#[tokio::test]
async fn ending_the_session_that_asks_is_signing_out() {
    let county = County::new();
    let mut mine = county.signed_in("clerk").await;
    let mut other = county.signed_in("clerk").await;
    let this = ends(&mut other).await.remove(0);
    let ended = mine.send_form(&this, &[]).await;
    assert_eq!(ended.location, "/account/sessions?done=saved");
    let next = mine.get(&ended.location).await;
    assert!(
        next.location.starts_with("/sign-in?back="),
        "{}",
        next.location
    );
    assert!(is_signed_in(&mut other).await);
}

#[tokio::test]
async fn all_others_are_ended_at_once_where_there_are_others() {
    let county = County::new();
    let mut mine = county.signed_in("clerk").await;
    assert!(!mine.get(HERE).await.has("退出其他登录"));
    let mut others = [
        county.signed_in("clerk").await,
        county.signed_in("clerk").await,
    ];
    let mut traffic = county.signed_in("traffic").await;
    assert!(mine.get(HERE).await.has("退出其他登录"));
    let ended = mine
        .send_form("/account/sessions/end", &[("once", "b")])
        .await;
    assert_eq!(ended.location, "/account/sessions?done=saved");
    for other in &mut others {
        assert!(!is_signed_in(other).await);
    }
    assert!(is_signed_in(&mut mine).await && is_signed_in(&mut traffic).await);
}

#[tokio::test]
async fn the_way_to_ones_sessions_leads_over_the_account() {
    let county = County::new();
    let mut browser = county.signed_in("admin").await;
    assert!(
        browser
            .get("/account")
            .await
            .has("href=\"/account/sessions\"")
    );
    let page = browser.get(HERE).await;
    assert!(page.has("<li><a href=\"/account\">我的账号</a></li>"));
    assert!(
        browser
            .get("/account/sessions?lang=en")
            .await
            .has("Where you are signed in")
    );
}
