//! What a sealed matter must not leave on the pages of others, and addresses that lead nowhere.

use axum::http::StatusCode;
use matter::petition::Purpose;
use matter::{Accused, Command};
use office::Moment;

use crate::world::{World, plain};

#[tokio::test]
async fn the_page_of_the_accused_tells_nothing_of_a_relation_that_was_sealed() {
    let world = World::new();
    let (own, housing) = world.accepted().await;
    let clerk = world.sign_in("clerk");
    let other = world.registered(Purpose::Appeal, Accused::default());
    let number = world.file(&clerk, other).matter.number().to_owned();
    let unit = world.housing.to_string();
    world
        .done(&clerk, other, "transfer", &[("to", &unit)])
        .await;
    world
        .done(&clerk, own, "relate", &[("other", &number)])
        .await;
    let path = format!("/matters/{own}");
    assert!(world.get(&housing, &path).await.body.contains("关联事项"));

    let fields = [
        ("purpose", "accusation"),
        ("demand", "查处违规审批"),
        ("text", "查处违规审批"),
    ];
    world.done(&clerk, other, "add_demand", &fields).await;
    world
        .done(&clerk, other, "name_accused", &[("accused_unit", &unit)])
        .await;
    let page = plain(&world.get(&housing, &path).await.body);
    for trace in ["关联事项", "无权查看", "另一事项", &number] {
        assert!(!page.contains(trace), "the accused read “{trace}”");
    }
    let page = plain(&world.get(&clerk, &path).await.body);
    assert!(page.contains("关联事项") && page.contains(&number));
}

#[tokio::test]
async fn marking_a_sealed_matter_in_an_open_file_is_refused_with_the_way_to_do_it() {
    let world = World::new();
    let (own, housing) = world.accepted().await;
    let clerk = world.sign_in("clerk");
    let accused = Accused {
        units: vec![world.housing],
        persons: Vec::new(),
    };
    let secret = world.registered(Purpose::Accusation, accused);
    let number = world.file(&clerk, secret).matter.number().to_owned();
    let page = world
        .act(&clerk, own, "relate", &[("other", &number)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("请打开那件密封的事项"));
    let refused = world.office.act(
        &housing.viewer,
        own,
        0,
        Command::Relate(secret),
        Moment::now(),
    );
    assert!(refused.is_err());
    let page = world.get(&housing, &format!("/matters/{own}")).await;
    assert!(!page.body.contains("关联事项"));
}

#[tokio::test]
async fn addresses_with_numbers_of_nothing_lead_nowhere() {
    let world = World::new();
    let (known, _) = world.accepted().await;
    let (clerk, admin) = (world.sign_in("clerk"), world.sign_in("admin"));
    let odd = [
        "0",
        "-1",
        "00",
        "-0",
        "1099511627776",
        "1099511627777",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "1e3",
        "x",
    ];
    for id in odd {
        for path in [
            "",
            "/act/note",
            "/clocks/1",
            "/files/00",
            "/same",
            "/slip",
            "/documents/new",
            "/documents/new/D01",
            "/documents/1",
            "/documents/1/pdf",
            "/documents/1/docx",
        ] {
            let page = world.get(&clerk, &format!("/matters/{id}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "/matters/{id}{path}");
        }
        for path in [
            "/act/note",
            "/open",
            "/documents/new/D01",
            "/documents/1/serve",
            "/documents/1/sms",
            "/documents/1/void",
            "/documents/1/signed",
        ] {
            let page = world
                .post(&clerk, &format!("/matters/{id}{path}"), &[])
                .await;
            assert_eq!(
                page.status,
                StatusCode::NOT_FOUND,
                "POST /matters/{id}{path}"
            );
        }
        for path in [format!("/clocks/{id}"), format!("/documents/{id}")] {
            let page = world.get(&clerk, &format!("/matters/{known}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        let page = world
            .get(&clerk, &format!("/register/done?matter={id}"))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
        for path in ["units", "posts"] {
            let page = world.get(&admin, &format!("/admin/{path}/{id}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "/admin/{path}/{id}");
            let page = world
                .post(&admin, &format!("/admin/{path}/{id}"), &[])
                .await;
            assert_eq!(
                page.status,
                StatusCode::NOT_FOUND,
                "POST /admin/{path}/{id}"
            );
        }
        let page = world
            .post(&clerk, &format!("/stand-in/{id}/end"), &[])
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn the_administrator_does_not_print_documents_nor_count_them() {
    let world = World::new();
    let admin = world.sign_in("admin");
    for path in ["/documents/day", "/documents/day.pdf"] {
        let page = world.get(&admin, path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!page.body.contains("份"), "{path}");
    }
}
