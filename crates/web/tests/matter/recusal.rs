//! Recusal on the page: one sentence says why nothing can be done, and the panel names who stepped back.

use axum::http::StatusCode;

use crate::world::World;

#[tokio::test]
async fn who_declared_an_interest_reads_why_there_is_no_button() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let reason = [("reason", "信访人是我的邻居")];
    world.done(&housing, id, "declare_interest", &reason).await;
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    assert_eq!(page.status, StatusCode::OK, "reading stays");
    assert!(page.body.contains("您已对本事项回避（信访人是我的邻居）"));
    assert!(!page.body.contains(&format!("/matters/{id}/act/hear")));
    assert!(page.body.contains("id=\"recusal\""));
    let tried = world
        .get(&housing, &format!("/matters/{id}/act/hear"))
        .await;
    assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(tried.body.contains("第二十八条第三款"));
}

#[tokio::test]
async fn the_leader_decides_what_the_petitioner_asked_for() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let post = housing.viewer.post.to_string();
    let asked = [("post", post.as_str()), ("reason", "是对方当事人的亲属")];
    world.done(&housing, id, "ask_recusal", &asked).await;
    let head = world.sign_in("housing-head");
    let form = world
        .get(&head, &format!("/matters/{id}/act/decide_recusal"))
        .await;
    assert!(form.body.contains("是对方当事人的亲属"));
    let decided = [("recusal", "1"), ("granted", "yes"), ("reason", "情况属实")];
    world.done(&head, id, "decide_recusal", &decided).await;
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    assert!(page.body.contains("您已对本事项回避"));
}
