//! A form of the office's own pages sent twice: the second click is led to where the first one was, and nothing is done again.

use axum::http::StatusCode;
use jiff::ToSpan;
use kernel::org::Role;

use crate::county::{Browser, County, PASSWORD, Page};

/// Sends the form of a page twice, with the token that the page gave it.
async fn twice(
    browser: &mut Browser,
    (page, to): (&str, &str),
    fields: &[(&str, &str)],
) -> [Page; 2] {
    let once = browser.get(page).await.input("once");
    assert!(!once.is_empty(), "{page} gives its form a token");
    let mut fields = fields.to_vec();
    fields.push(("once", &once));
    let first = browser.send_form(to, &fields).await;
    let second = browser.send_form(to, &fields).await;
    for page in [&first, &second] {
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{to}: {}", page.body);
        assert!(page.location.ends_with("?done=saved"), "{}", page.location);
    }
    [first, second]
}

fn posts(county: &County) -> usize {
    county.office.org().posts().len()
}

#[tokio::test]
async fn a_second_click_makes_no_second_unit_and_corrected_words_are_another_form() {
    let county = County::new();
    let mut admin = county.signed_in("admin").await;
    let before = county.office.org().units().len();
    let fields = [
        ("name", "石桥村"),
        ("parent", "1"),
        ("kind", "village"),
        ("active", "yes"),
    ];
    let new = "/admin/units/new";
    twice(&mut admin, (new, new), &fields).await;
    assert_eq!(county.office.org().units().len(), before + 1);

    let once = admin.get(new).await.input("once");
    let mut other = [&fields[..], &[("once", once.as_str())]].concat();
    assert_eq!(
        admin.send_form(new, &other).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "there is one of that name"
    );
    other[0].1 = "柳湾村";
    assert_eq!(
        admin.send_form(new, &other).await.status,
        StatusCode::SEE_OTHER,
        "what was refused did not use the form up"
    );
    assert_eq!(county.office.org().units().len(), before + 2);
}

#[tokio::test]
async fn a_second_click_makes_no_second_post() {
    let county = County::new();
    let mut admin = county.signed_in("admin").await;
    let before = posts(&county);
    let unit = county.traffic.to_string();
    let fields = [
        ("name", "沈岚"),
        ("title", "承办岗"),
        ("unit", unit.as_str()),
        ("role", "handler"),
        ("login", ""),
        ("password", ""),
        ("do", "save"),
    ];
    let new = "/admin/posts/new";
    twice(&mut admin, (new, new), &fields).await;
    assert_eq!(posts(&county), before + 1);
}

#[tokio::test]
async fn a_second_click_on_a_change_of_holder_is_led_to_the_post_and_not_told_that_the_new_one_holds_it()
 {
    let county = County::new();
    let (office, role) = (county.petition_office, Role::Handler);
    county.post_of(None, office, "何敏", role, "second");
    let mut admin = county.signed_in("admin").await;
    let (post, heir) = (county.viewer("林静"), county.viewer("何敏"));
    let (unit, person) = (post.unit.to_string(), heir.person.to_string());
    let page = format!("/admin/posts/{}", post.post);
    let fields = [
        ("holder", "other"),
        ("person", person.as_str()),
        ("name", ""),
        ("title", "登记岗"),
        ("unit", &unit),
        ("role", "clerk"),
        ("do", "save"),
    ];
    let [first, second] = twice(&mut admin, (&page, &page), &fields).await;
    assert_eq!(first.location, second.location);
    assert_eq!(
        county.office.org().post(post.post).unwrap().person,
        heir.person
    );
}

#[tokio::test]
async fn a_second_click_appoints_no_second_stand_in_and_ends_one_once() {
    let county = County::new();
    let (office, role) = (county.petition_office, Role::Handler);
    county.post_of(None, office, "何敏", role, "second");
    let today = office::Moment::now().today();
    let (of, person) = (
        county.viewer("林静").post.to_string(),
        county.viewer("何敏").person.to_string(),
    );
    let (from, to) = (
        today.to_string(),
        today.saturating_add(3.days()).to_string(),
    );
    let fields = [
        ("of", of.as_str()),
        ("person", &person),
        ("from", &from),
        ("to", &to),
        ("reason", "年休假"),
    ];
    let mut clerk = county.signed_in("clerk").await;
    let before = posts(&county);
    let here = "/stand-in";
    twice(&mut clerk, (here, here), &fields).await;
    assert_eq!(posts(&county), before + 1);

    let org = county.office.org();
    let posts = org.posts();
    let stand_in = posts.iter().find(|post| post.stand_in.is_some()).unwrap();
    let end = format!("/stand-in/{}/end", stand_in.id);
    twice(&mut clerk, (here, &end), &[]).await;
}

#[tokio::test]
async fn a_second_click_on_a_new_password_is_no_wrong_try_with_the_old_one() {
    let county = County::new();
    let mut clerk = county.signed_in("clerk").await;
    let new = "河边的柳树今年又发芽了";
    let fields = [("old", PASSWORD), ("new", new), ("again", new)];
    twice(&mut clerk, ("/account", "/account/password"), &fields).await;
}
