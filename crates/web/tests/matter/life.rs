//! A matter from registration to its end, through the forms.

use axum::http::StatusCode;
use huiyin_web::look::Lang;
use kernel::MatterId;
use matter::petition::Purpose;
use matter::{Accused, Stage};
use office::Moment;

use crate::world::{World, text};

/// Registered, sent to the wrong department, returned, and assigned to the right one.
async fn routed(world: &World) -> MatterId {
    let id = world.petition("三号楼屋面漏水", None);
    let clerk = world.sign_in("clerk");
    let demands = [
        ("purpose", "appeal"),
        ("demand", "维修三号楼屋面"),
        ("purpose", ""),
        ("demand", ""),
        ("weight", "ordinary"),
    ];
    world.done(&clerk, id, "register", &demands).await;
    world
        .done(
            &clerk,
            id,
            "transfer",
            &[("to", &world.traffic.to_string()), ("note", "请依法办理")],
        )
        .await;

    let traffic = world.sign_in("traffic");
    let objection = [
        ("ground", "RT1"),
        ("reason", "房屋维修不属交通运输部门职权"),
        ("believed", &world.housing.to_string()),
    ];
    world.done(&traffic, id, "object", &objection).await;
    let form = world
        .get(&clerk, &format!("/matters/{id}/act/agree_objection"))
        .await;
    assert!(
        form.body.contains("房屋维修不属交通运输部门职权"),
        "the sender reads the objection it verifies"
    );
    world
        .done(&clerk, id, "agree_objection", &[("note", "异议成立")])
        .await;
    let next_month = Moment::now()
        .today()
        .saturating_add(jiff::ToSpan::days(30))
        .to_string();
    world
        .done(
            &clerk,
            id,
            "assign",
            &[
                ("to", &world.housing.to_string()),
                ("report_by", &next_month),
                ("note", "请按期反馈"),
            ],
        )
        .await;
    id
}

#[tokio::test]
async fn a_whole_life_goes_through_the_forms() {
    let world = World::new();
    let id = routed(&world).await;
    let housing = world.sign_in("housing");
    world.done(&housing, id, "accept", &[]).await;
    world
        .done(
            &housing,
            id,
            "hear",
            &[("note", "电话听取，信访人陈述漏水经过")],
        )
        .await;
    let leader = world.file(&housing, id).org.leaders(world.housing)[0]
        .id
        .to_string();
    let longer = [
        ("days", "20"),
        ("approver", leader.as_str()),
        ("reason", "需要房屋安全鉴定"),
    ];
    world.on_paper(&housing, id, "extend", &longer).await;
    let opinion = [
        ("request", "维修三号楼屋面"),
        ("facts", "经现场查看，屋面防水层老化。"),
        ("opinion", "督促物业三十日内修复。"),
        ("basis", "《物业管理条例》"),
        ("decision-1", "support"),
        ("signer", leader.as_str()),
    ];
    world
        .on_paper(&housing, id, "issue_opinion", &opinion)
        .await;
    world.issues(&housing, id).await;
    let today = Moment::now().today().to_string();
    let service = [
        ("answer", "1"),
        ("method", "post"),
        ("on", today.as_str()),
        ("proof", "EMS1001"),
    ];
    world.serves(&housing, id, &service).await;
    world.done(&housing, id, "close", &[("note", "")]).await;

    let file = world.file(&housing, id);
    assert_eq!(file.matter.stage, Stage::Closed);
    assert_eq!(file.matter.returns, 1);
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    for words in [
        "提出异议",
        "延期20日",
        "督促物业三十日内修复",
        "EMS1001",
        "已办结",
        "未评价",
    ] {
        assert!(page.body.contains(words), "the page tells: {words}");
    }
}

#[tokio::test]
async fn acceptance_names_the_day_it_must_be_done_by() {
    let world = World::new();
    let id = world.registered(Purpose::Appeal, Accused::default());
    let clerk = world.sign_in("clerk");
    world
        .done(
            &clerk,
            id,
            "transfer",
            &[("to", &world.housing.to_string())],
        )
        .await;
    let housing = world.sign_in("housing");
    let form = world
        .get(&housing, &format!("/matters/{id}/act/accept"))
        .await;
    world.done(&housing, id, "accept", &[]).await;
    let file = world.file(&housing, id);
    let due = file.matter.next_due().unwrap().duty_date();
    assert!(
        form.body.contains(&Lang::Zh.date(due)),
        "{}",
        text(&form.body)
    );
    assert!(form.body.contains("第三十四条"));
}

#[tokio::test]
async fn a_repeat_is_joined_and_the_join_undone() {
    let world = World::new();
    let host = world.registered(Purpose::Appeal, Accused::default());
    let guest = world.registered(Purpose::Appeal, Accused::default());
    let clerk = world.sign_in("clerk");
    let number = world.file(&clerk, host).matter.number().to_owned();
    let page = world
        .act(
            &clerk,
            guest,
            "join",
            &[("other", "20200101-99999"), ("relation", "repeat")],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.body.contains("20200101-99999"),
        "what was typed is kept"
    );

    world
        .done(
            &clerk,
            guest,
            "join",
            &[("other", &number), ("relation", "repeat")],
        )
        .await;
    let page = world.get(&clerk, &format!("/matters/{guest}")).await;
    assert!(page.body.contains("已并入") && page.body.contains(&number));
    let page = world.get(&clerk, &format!("/matters/{host}")).await;
    assert!(page.body.contains("并入的信访件"));

    world
        .done(&clerk, guest, "undo_join", &[("reason", "不是同一件事")])
        .await;
    assert_eq!(world.file(&clerk, guest).matter.stage, Stage::Registered);
    assert_eq!(world.file(&clerk, host).matter.petitions.len(), 1);
}

#[tokio::test]
async fn a_due_date_explains_itself_day_by_day() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let file = world.file(&housing, id);
    let clock = file.matter.next_due().unwrap();
    let page = world
        .get(&housing, &format!("/matters/{id}/clocks/{}", clock.id))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("起算当日，不计"));
    assert!(page.body.contains("《信访工作条例》第三十四条"));
    let days = page.body.split("逐日说明").nth(1).unwrap();
    assert_eq!(
        days.matches("<tr>").count(),
        62,
        "a head, the first day and sixty counted ones"
    );
    let page = world
        .get(&housing, &format!("/matters/{id}/clocks/99"))
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
