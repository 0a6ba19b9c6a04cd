//! A stand-in, from the page that appoints to the change of post.

use axum::http::StatusCode;
use jiff::ToSpan;

use crate::county::County;

#[tokio::test]
async fn the_holder_appoints_and_the_stand_in_changes_into_the_post() {
    let county = County::new();
    county.post_of(
        None,
        county.petition_office,
        "何敏",
        kernel::org::Role::Handler,
        "second",
    );
    let (clerk, second) = (county.viewer("林静"), county.viewer("何敏"));
    let today = office::Moment::now().today();
    let (of, person) = (clerk.post.to_string(), second.person.to_string());
    let (from, to) = (
        today.to_string(),
        today.saturating_add(3.days()).to_string(),
    );
    let mut browser = county.signed_in("clerk").await;
    let fields = [
        ("of", of.as_str()),
        ("person", &person),
        ("from", &from),
        ("to", &to),
        ("reason", ""),
    ];
    let refused = browser.send_form("/stand-in", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("请填写离岗事由") && refused.has(&to),
        "what was typed is kept"
    );
    let mut given = fields;
    given[4].1 = "年休假";
    browser.send_form("/stand-in", &given).await;
    assert!(browser.get("/stand-in").await.has("何敏"));

    let mut other = county.signed_in("second").await;
    assert!(other.get("/posts").await.has("代林静"));
}
