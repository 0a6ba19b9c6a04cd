//! Submitting: three steps, nothing lost, one petition.

use axum::http::StatusCode;

use crate::town::{PNG, Town};

#[tokio::test]
async fn three_steps_make_a_petition_and_a_double_click_makes_no_second() {
    let town = Town::new();
    let draft = town.first_steps("路口三盏路灯不亮，请维修。").await;
    let once = [("once", draft.as_str())];
    let (one, two) = tokio::join!(
        town.browser.post("/submit/send", &once),
        town.browser.post("/submit/send", &once)
    );
    assert!(
        one.address.starts_with("/submit/receipt"),
        "{}",
        one.address
    );
    assert_eq!(
        one.detail(0),
        two.detail(0),
        "both clicks lead to the same number"
    );
    assert_eq!(town.matters().len(), 1);
    let code = one.detail(1).replace(' ', "");
    assert!(
        !one.address.contains(&code),
        "the code stays out of addresses"
    );
    assert!(one.has(&format!(
        "http://petition.example/track?number={}",
        one.detail(0)
    )));
    assert!(one.has("<svg") && one.has("class=\"slip\""));
    let again = town.browser.get(&format!("/submit?draft={draft}")).await;
    assert!(
        again.address.starts_with("/submit/receipt"),
        "what was sent cannot be sent again"
    );
}

#[tokio::test]
async fn what_was_typed_stays_when_something_is_missing() {
    let town = Town::new();
    let fields = [
        ("subject", "路灯<不亮>"),
        ("body", ""),
        ("place", "柳溪镇"),
        ("office", "2"),
    ];
    let page = town.browser.post("/submit", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请写明发生了什么") && page.has("路灯&lt;不亮&gt;") && page.has("柳溪镇"));
    let back = town
        .browser
        .get(&format!("/submit?draft={}", page.field("draft")))
        .await;
    assert!(
        back.has("路灯&lt;不亮&gt;"),
        "it is also there after closing the page"
    );
}

#[tokio::test]
async fn a_text_that_is_too_long_is_kept_whole_and_told_by_how_much() {
    let town = Town::new();
    let body = "灯".repeat(10_003);
    let fields = [
        ("subject", "路灯"),
        ("body", body.as_str()),
        ("office", "2"),
    ];
    assert!(
        town.browser
            .get("/submit")
            .await
            .has("enctype=\"multipart/form-data\"")
    );
    let page = town.browser.upload("/submit", &fields, &[]).await;
    assert!(page.has("最多10000字，请删减3字") && page.has(&body));
}

#[tokio::test]
async fn a_receiver_that_takes_no_petitions_is_refused() {
    let town = Town::new();
    let roads = town.roads.to_string();
    let page = town
        .browser
        .post(
            "/submit",
            &[("subject", "路灯"), ("body", "不亮"), ("office", &roads)],
        )
        .await;
    assert!(page.has("请选择接收单位"));
}

#[tokio::test]
async fn each_wrong_field_of_the_person_says_what_to_do() {
    let town = Town::new();
    let draft = town.first_steps("路灯不亮。").await;
    let fields = [
        ("draft", draft.as_str()),
        ("who", "named"),
        ("name", "甲某"),
        ("phone", "1380000"),
        ("id_number", "110105194912310021"),
        ("address", "柳溪路1号"),
        ("name-2", "乙某"),
        ("phone-2", ""),
        ("head_count", "1"),
    ];
    let page = town.browser.upload("/submit/who", &fields, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "手机号为11位",
        "请逐位核对18位号码",
        "人数不能少于已填写的2人",
    ] {
        assert!(page.has(words), "{words}");
    }
    for typed in ["甲某", "1380000", "110105194912310021", "柳溪路1号", "乙某"] {
        assert!(page.has(&format!("value=\"{typed}\"")), "{typed}");
    }
}

#[tokio::test]
async fn files_that_cannot_be_taken_are_named_and_the_others_are_kept() {
    let town = Town::new();
    let draft = town.first_steps("路灯不亮。").await;
    let fields = [("draft", draft.as_str()), ("who", "anonymous")];
    let files = [
        ("空.pdf", b"".as_slice()),
        (
            "网页.png",
            b"<html><script>alert(1)</script></html>".as_slice(),
        ),
        ("照片二.png", &[PNG, b"2"].concat()),
    ];
    let page = town.browser.upload("/submit/who", &fields, &files).await;
    assert!(page.has("“空.pdf”是空的") && page.has("“网页.png”的类型不能接收"));
    assert!(page.has("照片.png") && page.has("照片二.png"));
    let large = vec![b'x'; office::attachments::LARGEST + 1];
    let page = town
        .browser
        .upload("/submit/who", &fields, &[("大.txt", &large)])
        .await;
    assert!(page.has("“大.txt”超过20MB"));
}

#[tokio::test]
async fn a_file_can_be_removed_and_a_person_added_without_losing_the_rest() {
    let town = Town::new();
    let draft = town.first_steps("路灯不亮。").await;
    let page = town
        .browser
        .get(&format!("/submit/who?draft={draft}"))
        .await;
    let unfile = page
        .text
        .split("value=\"unfile-")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let unfile = format!("unfile-{unfile}");
    let fields = [
        ("draft", draft.as_str()),
        ("who", "named"),
        ("name", "丙某"),
        ("go", &unfile),
    ];
    let page = town.browser.upload("/submit/who", &fields, &[]).await;
    assert!(!page.has("照片.png") && page.has("value=\"丙某\""));
    let fields = [
        ("draft", draft.as_str()),
        ("who", "named"),
        ("name", "丙某"),
        ("go", "add"),
    ];
    let page = town.browser.upload("/submit/who", &fields, &[]).await;
    assert!(page.has("name=\"name-2\"") && page.has("value=\"丙某\""));
}

#[tokio::test]
async fn an_anonymous_petition_is_registered_without_a_name_that_was_typed_before() {
    let town = Town::new();
    let draft = town.first_steps("路灯不亮。").await;
    let fields = [
        ("draft", draft.as_str()),
        ("who", "anonymous"),
        ("name", "甲某"),
        ("head_count", "12"),
    ];
    town.browser.upload("/submit/who", &fields, &[]).await;
    town.browser.post("/submit/send", &[("once", &draft)]).await;
    let file = town
        .office
        .matter_file(&town.clerk, town.matters()[0], office::Moment::now())
        .unwrap();
    let petition = &file.matter.petitions[0];
    assert!(petition.is_anonymous());
    assert_eq!(petition.head_count, 12);
}

#[tokio::test]
async fn a_lost_draft_says_so_and_keeps_what_the_form_carried() {
    let town = Town::new();
    let lost = "0".repeat(32);
    assert!(
        town.browser
            .get(&format!("/submit/check?draft={lost}"))
            .await
            .has("草稿只保留一天")
    );
    let fields = [
        ("draft", lost.as_str()),
        ("who", "named"),
        ("name", "甲某"),
        ("phone", "13800000000"),
    ];
    let page = town.browser.upload("/submit/who", &fields, &[]).await;
    assert!(
        page.address.starts_with("/submit?draft="),
        "the first step is missing: {}",
        page.address
    );
    let draft = page.field("draft");
    assert!(
        town.browser
            .get(&format!("/submit/who?draft={draft}"))
            .await
            .has("value=\"甲某\"")
    );
}
