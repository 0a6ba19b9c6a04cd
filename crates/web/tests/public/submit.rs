//! Submitting: three steps, nothing lost, one petition.

use axum::http::StatusCode;

use crate::town::{PNG, Town};

#[tokio::test]
async fn three_steps_make_a_petition_and_a_double_click_makes_no_second() {
    let town = Town::new();
    town.first_steps("路口三盏路灯不亮，请维修。").await;
    let (one, two) = tokio::join!(
        town.browser.post("/submit/send", &[]),
        town.browser.post("/submit/send", &[])
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
    let again = town.browser.get("/submit/check").await;
    assert!(
        again.address.starts_with("/submit/receipt"),
        "what was sent cannot be sent again"
    );
}

#[tokio::test]
async fn what_was_typed_stays_when_something_is_missing() {
    let town = Town::new();
    let fields = [
        ("accuses", "no"),
        ("subject", "路灯<不亮>"),
        ("body", ""),
        ("place", "柳溪镇"),
        ("office", "2"),
    ];
    let page = town.browser.post("/submit", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请写明发生了什么") && page.has("路灯&lt;不亮&gt;") && page.has("柳溪镇"));
    let back = town.browser.get("/submit").await;
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
        ("accuses", "no"),
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
    town.first_steps("路灯不亮。").await;
    let fields = [
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
    town.first_steps("路灯不亮。").await;
    let fields = [("who", "anonymous")];
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
    town.first_steps("路灯不亮。").await;
    let page = town.browser.get("/submit/who").await;
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
    let fields = [("who", "named"), ("name", "丙某"), ("go", &unfile)];
    let page = town.browser.upload("/submit/who", &fields, &[]).await;
    assert!(!page.has("照片.png") && page.has("value=\"丙某\""));
    let fields = [("who", "named"), ("name", "丙某"), ("go", "add")];
    let page = town.browser.upload("/submit/who", &fields, &[]).await;
    assert!(page.has("name=\"name-2\"") && page.has("value=\"丙某\""));
}

#[tokio::test]
async fn an_anonymous_petition_is_registered_without_a_name_that_was_typed_before() {
    let town = Town::new();
    town.first_steps("路灯不亮。").await;
    let fields = [("who", "anonymous"), ("name", "甲某"), ("head_count", "12")];
    town.browser.upload("/submit/who", &fields, &[]).await;
    town.browser.post("/submit/send", &[]).await;
    let file = town
        .office
        .matter_file(&town.clerk, town.matters()[0], office::Moment::now())
        .unwrap();
    let petition = &file.matter.petitions[0];
    assert!(petition.is_anonymous());
    assert_eq!(petition.head_count, 12);
}

#[tokio::test]
async fn a_lost_draft_says_so_and_keeps_what_the_form_carried_but_no_file() {
    let town = Town::new();
    assert!(
        town.browser
            .get("/submit/check")
            .await
            .has("草稿只保留一天")
    );
    let fields = [("who", "named"), ("name", "甲某"), ("phone", "13800000000")];
    let page = town
        .browser
        .upload("/submit/who", &fields, &[("照片.png", PNG)])
        .await;
    assert_eq!(page.address, "/submit", "the first step is missing");
    let who = town.browser.get("/submit/who").await;
    assert!(who.has("value=\"甲某\""));
    assert!(
        !who.has("照片.png"),
        "nobody leaves a file without having begun"
    );
}

#[tokio::test]
async fn the_first_step_asks_whether_somebody_is_accused_and_chooses_nothing_itself() {
    let town = Town::new();
    let page = town.browser.get("/submit").await;
    assert!(page.has("您是否检举、控告某个单位或者公职人员"));
    let radio = page.text.split("name=\"accuses\"").skip(1);
    assert!(radio.clone().count() == 2);
    assert!(
        radio
            .into_iter()
            .all(|tag| !tag.split('>').next().unwrap().contains("checked")),
        "nothing is chosen beforehand"
    );
    let fields = [("subject", "路灯"), ("body", "不亮"), ("office", "2")];
    let page = town.browser.post("/submit", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请选择是否检举、控告"));
    let page = town
        .browser
        .post("/submit", &[&fields[..], &[("accuses", "yes")]].concat())
        .await;
    assert!(page.has("请写明检举、控告的是哪个单位或者哪个人"));
}

#[tokio::test]
async fn an_accusation_goes_past_the_unit_and_the_person_it_names() {
    let town = Town::new();
    let township = town.township.to_string();
    town.steps(&[
        ("accuses", "yes"),
        ("accused_unit", &township),
        // The clerk at the window sits elsewhere, and the name is typed with a space.
        ("accused_name", "登记 甲"),
        ("accused_post", "窗口登记员"),
        ("subject", "镇里的事"),
        ("body", "详见附件。"),
        ("office", &township),
    ])
    .await;
    let check = town.browser.get("/submit/check").await;
    assert!(check.has("云泽县纪委监委") && check.has("登记 甲（窗口登记员）"));
    let page = town.browser.post("/submit/send", &[]).await;
    assert!(page.has("本件已经密封，由云泽县纪委监委负责") && page.has("看不到本件"));
    let id = kernel::MatterId(1);
    for viewer in [&town.township_clerk, &town.clerk] {
        assert!(town.office.lines(viewer, &[id]).unwrap().is_empty());
        let file = town.office.matter_file(viewer, id, office::Moment::now());
        assert!(matches!(file, Err(office::OfficeError::NotFound)));
    }
    let proof = [("number", page.detail(0)), ("code", page.detail(1))];
    let proof: Vec<(&str, &str)> = proof
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let track = town.browser.post("/track", &proof).await;
    assert!(track.has("由云泽县纪委监委负责"));
}

#[tokio::test]
async fn an_accusation_of_everybody_here_is_told_where_to_go_and_nothing_is_lost() {
    let town = Town::new();
    let page = town
        .browser
        .post(
            "/submit",
            &[
                ("accuses", "yes"),
                ("accused_unit", "1"),
                ("subject", "县里的事"),
                ("body", "内容。"),
                ("office", "2"),
            ],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请向上一级纪检监察机关或者信访部门提出") && page.has("县里的事"));
}

#[tokio::test]
async fn what_reads_like_an_accusation_is_held_and_the_petitioner_is_told_so() {
    let town = Town::new();
    let township = town.township.to_string();
    town.steps(&[
        ("accuses", "no"),
        ("subject", "反映问题"),
        ("body", "我们镇书记贪污公款。"),
        ("office", &township),
    ])
    .await;
    let page = town.browser.post("/submit/send", &[]).await;
    assert!(page.has("先由云泽县信访局甄别登记"), "{}", page.text);
    let id = kernel::MatterId(1);
    assert!(
        town.office
            .lines(&town.township_clerk, &[id])
            .unwrap()
            .is_empty()
    );
    assert_eq!(town.matters(), [id]);
}

#[tokio::test]
async fn no_address_carries_a_draft_or_a_receipt_and_another_browser_finds_neither() {
    let town = Town::new();
    let what = [
        ("accuses", "no"),
        ("subject", "路灯不亮"),
        ("body", "请维修。"),
        ("office", "2"),
    ];
    let response = town.browser.post_raw("/submit", &what).await;
    let cookie = response.headers()[axum::http::header::SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    let mut addresses = vec![
        response.headers()[axum::http::header::LOCATION]
            .to_str()
            .unwrap()
            .to_owned(),
    ];
    let who = [("who", "named"), ("name", "甲某"), ("phone", "13800000000")];
    addresses.push(town.browser.location("/submit/who", &who).await);
    addresses.push(town.browser.location("/submit/send", &[]).await);
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    for address in &addresses {
        assert!(
            !address.contains('?') && !address.contains(token),
            "{address}"
        );
    }
    let mine = town.browser.get("/submit/receipt").await;
    assert!(mine.has("登记回执") && !mine.has(token));
    let (number, code) = (mine.detail(0), mine.detail(1));
    let stranger = town.browser.stranger();
    for address in [
        "/submit/receipt".to_owned(),
        format!("/submit/receipt?draft={token}"),
        format!("/submit/check?draft={token}"),
        format!("/submit?draft={token}"),
    ] {
        let page = stranger.get(&address).await;
        assert!(
            !page.has(&number) && !page.has(&code) && !page.has("甲某"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn ending_wipes_the_draft_and_the_receipt_from_the_browser() {
    let town = Town::new();
    town.first_steps("路灯不亮。").await;
    assert!(town.browser.get("/submit/check").await.has("/submit/end"));
    town.browser.post("/submit/end", &[]).await;
    assert!(!town.browser.get("/submit/check").await.has("甲某"));
    town.first_steps("路灯不亮。").await;
    let page = town.browser.post("/submit/send", &[]).await;
    let code = page.detail(1);
    assert!(page.has("/submit/end"));
    town.browser.post("/submit/end", &[]).await;
    assert!(!town.browser.get("/submit/receipt").await.has(&code));
}

#[tokio::test]
async fn an_endless_text_is_told_so_and_not_kept() {
    let town = Town::new();
    let body = "灯".repeat(300_000);
    let fields = [
        ("accuses", "no"),
        ("subject", "路灯"),
        ("body", body.as_str()),
        ("office", "2"),
    ];
    let page = town.browser.upload("/submit", &fields, &[]).await;
    assert!(page.has("最多10000字"));
    assert!(!town.browser.get("/submit").await.has("灯灯灯"));
}

#[tokio::test]
async fn what_no_reader_sees_is_not_kept_in_names_subjects_and_texts() {
    let town = Town::new();
    town.steps(&[
        ("accuses", "no"),
        ("subject", "路\u{202E}灯\u{200B}不亮"),
        ("body", "请\u{2066}维修\u{0}。"),
        ("office", "2"),
    ])
    .await;
    let who = [
        ("who", "named"),
        ("name", "甲\u{200D}某"),
        ("phone", "13800000000"),
    ];
    town.browser
        .upload(
            "/submit/who",
            &who,
            &[("照片\u{202E}gnp.bat", &[PNG, b"3"].concat())],
        )
        .await;
    town.browser.post("/submit/send", &[]).await;
    let now = office::Moment::now();
    let id = town.matters()[0];
    let file = town.office.matter_file(&town.clerk, id, now).unwrap();
    let petition = &file.matter.petitions[0];
    assert_eq!(
        (petition.subject.as_str(), petition.body.as_str()),
        ("路灯不亮", "请维修。")
    );
    let names = town
        .office
        .show_identity(&town.clerk, id, "核实".to_owned(), now)
        .unwrap();
    assert_eq!(names[0].name, "甲某");
    let names: Vec<&str> = file
        .matter
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert!(names.contains(&"照片gnp.bat.png"), "{names:?}");
}
