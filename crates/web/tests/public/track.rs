//! Tracking: the code opens, guesses do not; everything of one's own, nothing of others.

use axum::http::{StatusCode, header};
use matter::petition::{Purpose, Relation};
use matter::{Accused, Command};
use office::Moment;

use crate::town::{PNG, Slip, Town, screening};

impl Slip {
    /// Number and code, as the page's forms carry them.
    fn proof(&self) -> [(&str, &str); 2] {
        [("number", &self.number), ("code", &self.code)]
    }

    fn proof_and<'a>(&'a self, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        [&self.proof(), more].concat()
    }
}

#[tokio::test]
async fn number_and_code_show_where_it_is_who_has_it_and_why_that_date() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    let page = town.browser.post("/track", &slip.proof()).await;
    assert!(
        page.has("云泽县信访局正在核对和登记")
            && page.has("为什么是这一天")
            && page.has("第二十二条")
    );
    town.route(slip.matter);
    let page = town.browser.post("/track", &slip.proof()).await;
    assert!(page.has("云泽县交通运输局") && page.has("0000-7654321"));
    assert!(
        !page.has("内部备注"),
        "what colleagues write to each other stays with them"
    );
}

#[tokio::test]
async fn a_wrong_code_is_answered_like_an_unknown_number() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    let wrong = town
        .browser
        .post("/track", &[("number", &slip.number), ("code", "22222222")])
        .await;
    let unknown = town
        .browser
        .post(
            "/track",
            &[("number", "20200101-00001"), ("code", "22222222")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.status, unknown.status);
    assert_eq!(
        wrong.text.replace(&slip.number, ""),
        unknown.text.replace("20200101-00001", "")
    );
    assert_eq!(wrong.field("number"), slip.number, "the number stays typed");
}

#[tokio::test]
async fn after_the_sixth_wrong_try_even_the_right_code_must_wait() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    for _ in 0..6 {
        let page = town
            .browser
            .post("/track", &[("number", &slip.number), ("code", "22222222")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = town.browser.post("/track", &slip.proof()).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("秒后再试") && page.has(&slip.number) && !page.has("办到哪一步了"));
}

#[tokio::test]
async fn what_is_added_shows_once_and_can_be_downloaded_but_never_opened_in_place() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    let fields = slip.proof_and(&[("text", "昨晚又坏了一盏")]);
    let photo = [PNG, b"new"].concat();
    for _ in 0..2 {
        let page = town
            .browser
            .upload("/track/supplement", &fields, &[("新照片.png", &photo)])
            .await;
        assert!(page.has("已补充"), "{}", page.text);
        assert_eq!(
            page.text.matches("昨晚又坏了一盏").count(),
            1,
            "a reload adds nothing twice"
        );
    }
    let page = town.browser.post("/track", &slip.proof()).await;
    assert_eq!(
        page.text.matches("name=\"hash\"").count(),
        2,
        "the first file and the new one"
    );
    let hash = page.field("hash");
    let file = town
        .browser
        .post_raw("/track/file", &slip.proof_and(&[("hash", &hash)]))
        .await;
    assert_eq!(file.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let disposition = file.headers()[header::CONTENT_DISPOSITION]
        .to_str()
        .unwrap();
    assert!(disposition.starts_with("attachment; filename*=UTF-8''"));
    let stranger = [
        ("number", slip.number.as_str()),
        ("code", "22222222"),
        ("hash", &hash),
    ];
    assert_eq!(
        town.browser.post("/track/file", &stranger).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn an_html_file_is_refused_and_the_words_stay() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    let fields = slip.proof_and(&[("text", "见附件")]);
    let page = town
        .browser
        .upload(
            "/track/supplement",
            &fields,
            &[("说明.txt", b"<html><body>x</body></html>")],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("“说明.txt”的类型不能接收") && page.has("见附件</textarea>"));
    let empty = town
        .browser
        .upload("/track/supplement", &slip.proof(), &[])
        .await;
    assert!(empty.has("请写明要补充什么"));
}

#[tokio::test]
async fn a_served_answer_is_shown_with_its_remedy_and_can_be_rated_once() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    town.route(slip.matter);
    let silent = town
        .browser
        .post("/track/rate", &slip.proof_and(&[("unit", "satisfied")]))
        .await;
    assert_eq!(
        silent.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "no answer, no rating"
    );
    town.answer(slip.matter);
    let page = town.browser.post("/track", &slip.proof()).await;
    for part in [
        "现场查看三盏路灯不亮",
        "一周内修复",
        "照明设施管理规定",
        "上一级机关、单位复查",
        "/track/rate",
    ] {
        assert!(page.has(part), "{part}");
    }
    assert!(!page.has("内部记录"));
    let nothing = town
        .browser
        .post("/track/rate", &slip.proof_and(&[("remark", "还可以")]))
        .await;
    assert!(nothing.has("请至少评价一项") && nothing.has("还可以"));
    let rated = town
        .browser
        .post("/track/rate", &slip.proof_and(&[("unit", "dissatisfied")]))
        .await;
    assert!(rated.has("感谢您的评价") && rated.has("不满意") && rated.has("未评价"));
    assert!(!rated.has("action=\"/track/rate\""));
}

#[tokio::test]
async fn an_answer_that_is_not_served_yet_is_not_shown() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    town.act(
        &town.clerk,
        slip.matter,
        Command::Register(screening(Purpose::Appeal, Accused::default())),
    );
    town.act(
        &town.clerk,
        slip.matter,
        Command::Transfer {
            to: town.roads,
            note: String::new(),
        },
    );
    let notice = Command::Redirect {
        to: "云泽县人民法院".to_owned(),
        reason: "应当通过诉讼解决".to_owned(),
        signer: town.head,
    };
    town.act(&town.handler, slip.matter, crate::town::on_paper(notice));
    assert!(
        !town
            .browser
            .post("/track", &slip.proof())
            .await
            .has("应当通过诉讼解决")
    );
}

#[tokio::test]
async fn an_accused_unit_is_never_named_on_the_page() {
    let town = Town::new();
    let slip = town.petition("云泽县交通运输局收钱不开票。").await;
    town.act(
        &town.clerk,
        slip.matter,
        Command::Register(screening(Purpose::Accusation, Accused::default())),
    );
    town.act(
        &town.clerk,
        slip.matter,
        Command::Transfer {
            to: town.roads,
            note: String::new(),
        },
    );
    town.act(&town.handler, slip.matter, Command::Accept);
    let accused = Accused {
        units: vec![town.roads],
        persons: Vec::new(),
    };
    town.act(&town.clerk, slip.matter, Command::NameAccused(accused));
    let page = town.browser.post("/track", &slip.proof()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.has("云泽县交通运输局"), "{}", page.text);
    assert!(page.has("有关单位") && page.has("云泽县纪委监委"));
}

#[tokio::test]
async fn in_a_joined_matter_each_petitioner_sees_only_their_own_words() {
    let town = Town::new();
    let host = town.petition("东街路灯不亮，我叫甲。").await;
    let guest = town.petition("西街路灯也不亮，我叫乙。").await;
    for slip in [&host, &guest] {
        town.act(
            &town.clerk,
            slip.matter,
            Command::Register(screening(Purpose::Appeal, Accused::default())),
        );
    }
    let now = Moment::now();
    let version = town
        .office
        .matter_file(&town.clerk, guest.matter, now)
        .unwrap()
        .matter
        .version;
    town.office
        .join(
            &town.clerk,
            guest.matter,
            version,
            host.matter,
            Relation::Joint,
            now,
        )
        .unwrap();
    let added = guest.proof_and(&[("text", "乙补充的话")]);
    town.browser
        .upload(
            "/track/supplement",
            &added,
            &[("乙的照片.png", &[PNG, b"b"].concat())],
        )
        .await;

    let seen_by_guest = town.browser.post("/track", &guest.proof()).await;
    assert!(
        seen_by_guest.has("合并办理") && seen_by_guest.has("西街") && !seen_by_guest.has("东街")
    );
    assert!(!seen_by_guest.has(&host.number));
    let seen_by_host = town.browser.post("/track", &host.proof()).await;
    assert!(seen_by_host.has("东街") && !seen_by_host.has("西街"));
    assert!(!seen_by_host.has("乙补充的话") && !seen_by_host.has("乙的照片.png"));
}

#[tokio::test]
async fn the_petitioner_sees_who_looked_at_the_name() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    assert!(
        town.browser
            .post("/track", &slip.proof())
            .await
            .has("还没有人查看过")
    );
    town.office
        .show_identity(
            &town.clerk,
            slip.matter,
            "核实情况的内部理由".to_owned(),
            Moment::now(),
        )
        .unwrap();
    let page = town.browser.post("/track", &slip.proof()).await;
    assert!(!page.has("还没有人查看过") && page.has("查看了您的姓名和联系方式"));
    assert!(!page.has("核实情况的内部理由") && !page.has("登记甲"));
}

#[tokio::test]
async fn whoever_is_not_satisfied_asks_for_review_on_the_same_page() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    town.route(slip.matter);
    let page = town.browser.post("/track", &slip.proof()).await;
    assert!(!page.has("不服？申请复查"), "nothing to review yet");
    town.answer(slip.matter);
    let page = town.browser.post("/track", &slip.proof()).await;
    assert!(page.has("不服？申请复查") && page.has("可以申请到"));
    let address = "/track/ask/request_review";
    let asks = |reasons| slip.proof_and(&[("answer", "1"), ("request_review-text", reasons)]);
    let empty = town.browser.post(address, &asks("")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("申请的具体请求、事实和理由"));
    let asked = town
        .browser
        .post(address, &asks("三盏里只修了两盏。"))
        .await;
    assert!(asked.has("申请已提交，审查期限自今天起算"));
    assert!(asked.has("正在审查") && !asked.has("不服？申请复查"));
    let stale = town
        .browser
        .post(address, &asks("三盏里只修了两盏。"))
        .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = town.browser.post("/track/ask/close", &slip.proof()).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_with_an_interest_can_be_asked_to_keep_out() {
    let town = Town::new();
    let slip = town.petition("路灯不亮。").await;
    town.route(slip.matter);
    let asks = |reason| slip.proof_and(&[("named", "承办乙"), ("ask_recusal-text", reason)]);
    let address = "/track/ask/ask_recusal";
    let empty = town.browser.post(address, &asks("")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("value=\"承办乙\""), "what was typed is kept");
    let asked = town
        .browser
        .post(address, &asks("是施工队老板的亲戚"))
        .await;
    assert!(asked.has("回避申请已提交"));
}

/// The desk that is rated can hold the code; what it sends from its own browser stands apart, and nothing of anybody's machine is
/// kept.
#[tokio::test]
async fn a_rating_from_a_browser_signed_in_as_staff_is_marked_and_any_other_is_not() {
    use matter::RatedFrom;
    let town = Town::new();
    let mut marks = Vec::new();
    for signed_in in [false, true] {
        let cookie = match signed_in {
            true => town.session().await,
            false => "huiyin_session=nobody".to_owned(),
        };
        let slip = town.petition("路灯不亮。").await;
        town.act(
            &town.clerk,
            slip.matter,
            Command::Register(screening(Purpose::Appeal, Accused::default())),
        );
        town.act(
            &town.clerk,
            slip.matter,
            Command::Transfer {
                to: town.roads,
                note: String::new(),
            },
        );
        town.answer(slip.matter);
        let mut fields = slip.proof().to_vec();
        fields.push(("office", "satisfied"));
        let page = town
            .browser
            .post_with_cookie("/track/rate", &fields, Some(&cookie))
            .await;
        assert!(page.has("感谢您的评价"));
        let rating = town
            .office
            .matter_file(&town.clerk, slip.matter, Moment::now())
            .unwrap()
            .matter
            .rating
            .unwrap();
        let kept = serde_json::to_value(&rating).unwrap();
        let kept: Vec<&String> = kept.as_object().unwrap().keys().collect();
        assert!(
            kept.iter()
                .all(|key| ["office", "unit", "comment", "on", "from"].contains(&key.as_str())),
            "{kept:?}"
        );
        marks.push(rating.from);
    }
    assert_eq!(marks, [RatedFrom::Elsewhere, RatedFrom::StaffBrowser]);
}

#[tokio::test]
async fn words_sent_with_a_wrong_code_are_there_again_in_the_same_browser_and_for_the_same_number()
{
    let town = Town::new();
    let (slip, other) = (
        town.petition("路面塌陷").await,
        town.petition("桥栏缺失").await,
    );
    let said = "昨天又塌了一处，有人摔伤。";
    let wrong = [
        ("number", &*slip.number),
        ("code", "22222222"),
        ("text", said),
    ];
    let page = town.browser.upload("/track/supplement", &wrong, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);

    let stranger = town.browser.stranger();
    assert!(!stranger.post("/track", &slip.proof()).await.has(said));
    let others = town.browser.post("/track", &other.proof()).await;
    assert!(!others.has(said));
    let page = town.browser.post("/track", &slip.proof()).await;
    assert!(page.has(said) && page.has("已经恢复"));

    let fields = slip.proof_and(&[("text", said)]);
    let page = town.browser.upload("/track/supplement", &fields, &[]).await;
    assert!(page.has("已补充"));
    let page = town.browser.post("/track", &slip.proof()).await;
    assert!(!page.has("已经恢复"), "what was sent is put away");
}
