//! The reply desk on its pages: one line for each demand, the approver's turn, the signature.

use axum::http::StatusCode;
use matter::Stage;

use crate::world::World;

const DRAFT: [(&str, &str); 5] = [
    ("request", "维修屋面"),
    ("facts", "防水层老化，已拍照。"),
    ("decision-1", "support"),
    ("answer-1", "三十日内修复。"),
    ("basis-1", "《物业管理条例》"),
];

#[tokio::test]
async fn a_draft_goes_to_the_approver_comes_back_and_is_signed() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    world
        .done(&housing, id, "hear", &[("note", "当面听取")])
        .await;
    let mut unfinished = DRAFT;
    unfinished[4].1 = "";
    world.done(&housing, id, "draft_reply", &unfinished).await;
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    assert!(
        page.body.contains("诉求1的依据"),
        "the page says what is missing"
    );
    assert!(page.body.contains("id=\"submit_reply-why\""));

    world.done(&housing, id, "draft_reply", &DRAFT).await;
    let head = world.sign_in("housing-head");
    let to = head.viewer.post.to_string();
    world
        .done(&housing, id, "submit_reply", &[("to", to.as_str())])
        .await;
    world
        .done(&head, id, "send_back_reply", &[("remark", "写明由谁修复")])
        .await;
    let desk = format!("/matters/{id}/act/draft_reply");
    let page = world.get(&housing, &desk).await;
    assert!(page.body.contains("写明由谁修复") && page.body.contains("三十日内修复。"));

    let mut better = DRAFT;
    better[3].1 = "物业公司三十日内修复。";
    world.done(&housing, id, "draft_reply", &better).await;
    world
        .done(&housing, id, "submit_reply", &[("to", to.as_str())])
        .await;
    let page = world
        .get(&head, &format!("/matters/{id}/act/sign_reply"))
        .await;
    // The look was at the second revision: the first was saved unfinished.
    for words in ["您上次看过以后有修改", "第2稿", "第3稿"] {
        assert!(page.body.contains(words), "{words}");
    }
    world.done(&head, id, "sign_reply", &[]).await;
    let matter = world.file(&head, id).matter;
    assert_eq!(matter.stage, Stage::Answered);
    assert_eq!(matter.answers[0].signed_by, Some(head.viewer.post));
    let page = world.get(&head, &format!("/matters/{id}")).await;
    for words in ["物业公司三十日内修复。", "签发第3稿", "退回修改"] {
        assert!(page.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_signed_opinion_goes_back_to_the_desk_and_shows_the_signer_what_changed() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    world
        .done(&housing, id, "hear", &[("note", "当面听取")])
        .await;
    world.done(&housing, id, "draft_reply", &DRAFT).await;
    let head = world.sign_in("housing-head");
    let to = head.viewer.post.to_string();
    let submit = [("to", to.as_str())];
    world.done(&housing, id, "submit_reply", &submit).await;
    world.done(&head, id, "sign_reply", &[]).await;
    let back = [("answer", "1"), ("reason", "写明由谁修复")];
    world.done(&housing, id, "take_back_reply", &back).await;

    let page = world.get(&housing, &format!("/matters/{id}")).await;
    for words in ["写明由谁修复", "已撤回签发的信访处理意见书", "起草中"] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(world.file(&housing, id).matter.answers.is_empty());
    let form = world
        .get(&housing, &format!("/matters/{id}/act/draft_reply"))
        .await;
    assert!(
        form.body.contains("三十日内修复。"),
        "its lines lie on the desk"
    );
    let mut better = DRAFT;
    better[3].1 = "物业公司三十日内修复。";
    world.done(&housing, id, "draft_reply", &better).await;
    world.done(&housing, id, "submit_reply", &submit).await;
    let page = world
        .get(&head, &format!("/matters/{id}/act/sign_reply"))
        .await;
    assert!(
        page.body.contains("您上次看过以后有修改"),
        "since the signature"
    );
    world.done(&head, id, "sign_reply", &[]).await;
    world.issues(&housing, id).await;
    let page = world
        .get(&housing, &format!("/matters/{id}/act/take_back_reply"))
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let number = world.file(&housing, id).matter.documents[0]
        .content
        .number
        .to_string();
    assert!(page.body.contains(&number), "it was issued as {number}");
}

#[tokio::test]
async fn a_handler_cannot_sign_and_an_unfinished_draft_keeps_what_was_typed() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let page = world
        .act(&housing, id, "draft_reply", &[("request", "维修屋面")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("还没有填写内容") && page.body.contains("维修屋面"));
    world.done(&housing, id, "draft_reply", &DRAFT).await;
    let sign = format!("/matters/{id}/act/sign_reply");
    let page = world.get(&housing, &sign).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let head = world.sign_in("housing-head");
    let page = world.get(&head, &sign).await;
    assert!(
        page.body.contains("没有送您审签的文稿"),
        "it was not submitted"
    );
    assert!(world.file(&housing, id).matter.answers.is_empty());
}

#[tokio::test]
async fn a_saved_draft_is_read_along_for_writer_and_approver() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    assert!(!page.body.contains("desk-check"), "nothing is drafted yet");
    world
        .done(&housing, id, "hear", &[("note", "当面听取")])
        .await;
    let mut draft = DRAFT;
    draft[3].1 = "物业公司三十日内维修三号楼屋面，有关部门负责督促。";
    world.done(&housing, id, "draft_reply", &draft).await;
    let head = world.sign_in("housing-head");
    let to = head.viewer.post.to_string();
    world
        .done(&housing, id, "submit_reply", &[("to", to.as_str())])
        .await;
    for (who, path) in [
        (&housing, format!("/matters/{id}")),
        (&head, format!("/matters/{id}/act/sign_reply")),
    ] {
        let page = world.get(who, &path).await;
        for words in [
            "文稿检查",
            "答到",
            "物业公司三十日内维修三号楼屋面，有关部门负责督促。",
            "写明是哪个部门",
            "最后一日是",
            "不影响送审、签发",
        ] {
            assert!(page.body.contains(words), "{words} on {path}");
        }
    }
    let page = world.get(&head, &format!("/matters/{id}?lang=en")).await;
    for words in [
        "Reading along",
        "Answered",
        "say which department",
        "the last day is",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    world.done(&head, id, "sign_reply", &[]).await;
    let page = world.get(&head, &format!("/matters/{id}")).await;
    assert!(!page.body.contains("desk-check"), "it is signed");
}
