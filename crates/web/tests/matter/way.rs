//! Which organ, which lawful route: the forms say by which rule, and keep to what the domain allows.

use axum::http::StatusCode;
use kernel::access::Actor;
use matter::Accused;
use matter::petition::Purpose;
use office::Moment;

use crate::world::{World, plain};

#[tokio::test]
async fn the_transfer_form_proposes_a_unit_with_its_rule_and_clue() {
    let world = World::new();
    let duties = "屋面，物业，房屋维修";
    world
        .office
        .put_duties(Actor::System, world.housing, duties, Moment::now())
        .unwrap();
    let id = world.registered(Purpose::Appeal, Accused::default());
    let clerk = world.sign_in("clerk");
    let form = world
        .get(&clerk, &format!("/matters/{id}/act/transfer"))
        .await;
    let words = plain(&form.body);
    for expected in [
        "建议的承接单位",
        "J2",
        "第二十二条第一款第一项",
        "线索：“屋面”",
    ] {
        assert!(words.contains(expected), "{expected}");
    }
    let proposed = world.housing.to_string();
    world
        .done(&clerk, id, "transfer", &[("proposed", &proposed)])
        .await;
    assert_eq!(world.file(&clerk, id).matter.owner, world.housing);
    let page = world.get(&clerk, &format!("/matters/{id}")).await;
    assert!(
        plain(&page.body).contains("（依据J2"),
        "the history keeps the rule"
    );
}

#[tokio::test]
async fn another_unit_chosen_goes_before_the_proposal() {
    let world = World::new();
    world
        .office
        .put_duties(Actor::System, world.housing, "屋面", Moment::now())
        .unwrap();
    let id = world.registered(Purpose::Appeal, Accused::default());
    let clerk = world.sign_in("clerk");
    let (proposed, other) = (world.housing.to_string(), world.traffic.to_string());
    world
        .done(
            &clerk,
            id,
            "transfer",
            &[("proposed", &proposed), ("to", &other)],
        )
        .await;
    assert_eq!(world.file(&clerk, id).matter.owner, world.traffic);
}

#[tokio::test]
async fn no_form_ever_proposes_the_accused() {
    let world = World::new();
    world
        .office
        .put_duties(Actor::System, world.housing, "屋面", Moment::now())
        .unwrap();
    let accused = Accused {
        units: vec![world.housing],
        persons: Vec::new(),
    };
    let id = world.registered(Purpose::Accusation, accused);
    let clerk = world.sign_in("clerk");
    let form = world
        .get(&clerk, &format!("/matters/{id}/act/transfer"))
        .await;
    let main = form.body.split("<main").nth(1).unwrap_or_default();
    assert!(main.contains("青川县纪委监委"), "{}", plain(main));
    assert!(!main.contains("青川县住房和城乡建设局"));
}

#[tokio::test]
async fn a_demand_of_another_route_is_led_there_and_gets_no_opinion() {
    let world = World::new();
    let (id, _) = world.accepted().await;
    let head = world.sign_in("housing-head");
    let signer = head.viewer.post.to_string();
    world.done(&head, id, "hear", &[("note", "电话听取")]).await;
    let route = [
        ("demand", "1"),
        ("route", "administrative"),
        ("reason", "涉及产权登记，应当先申请行政确认"),
    ];
    world.done(&head, id, "classify", &route).await;
    let refused = world
        .get(&head, &format!("/matters/{id}/act/issue_opinion"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain(&refused.body).contains("第三十一条"));

    let form = world
        .get(&head, &format!("/matters/{id}/act/lead_in"))
        .await;
    assert!(plain(&form.body).contains("60日内（《行政复议法》第二十条）"));
    let lead = [
        ("route", "administrative"),
        ("to", "青川县不动产登记中心"),
        ("reason", "请带身份证和购房合同"),
        ("signer", signer.as_str()),
    ];
    world.done(&head, id, "lead_in", &lead).await;
    let page = world.get(&head, &format!("/matters/{id}")).await;
    let words = plain(&page.body);
    assert!(words.contains("导入法定途径告知书") && words.contains("青川县不动产登记中心"));
}

#[tokio::test]
async fn who_asks_for_paper_is_not_served_by_web() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let head = world.sign_in("housing-head");
    let signer = head.viewer.post.to_string();
    let simple = [("reason", "事实清楚"), ("paper", "yes")];
    world.done(&housing, id, "simplify", &simple).await;
    world
        .done(&housing, id, "hear", &[("note", "当面听取")])
        .await;
    let opinion = [
        ("request", "维修"),
        ("facts", "属实"),
        ("opinion", "三日内维修"),
        ("basis", "《物业管理条例》"),
        ("decision-1", "support"),
        ("signer", signer.as_str()),
    ];
    world.on_paper(&head, id, "issue_opinion", &opinion).await;
    world.issues(&head, id).await;
    let today = Moment::now().today().to_string();
    let serve = |method| {
        [
            ("answer", "1"),
            ("method", method),
            ("on", today.as_str()),
            ("proof", "本人签收"),
        ]
    };
    let page = world.serve(&housing, id, &serve("web")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain(&page.body).contains("信访人要求书面答复"));
    world.serves(&housing, id, &serve("in_person")).await;
}
