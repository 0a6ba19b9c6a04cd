//! Who sees the matter, its names and its query code.

use axum::http::{StatusCode, header};
use kernel::{StreamId, StreamKind, UnitId, stream};
use matter::petition::Purpose;
use matter::{Accused, Event};
use store::ledger::{self, Author, Stamp};

use crate::world::{OFFICE, World};

#[tokio::test]
async fn what_is_out_of_sight_does_not_exist() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let png = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
    assert_eq!(
        world.upload(&housing, id, "屋面.png", &png).await.status,
        StatusCode::SEE_OTHER
    );
    let hash = world.file(&housing, id).matter.attachments[0].hash.clone();
    let traffic = world.sign_in("traffic");
    let admin = world.sign_in("admin");
    for path in [
        "",
        "/act/note",
        "/clocks/1",
        "/slip",
        &format!("/files/{hash}"),
    ] {
        let path = format!("/matters/{id}{path}");
        let seen = world.get(&housing, &path).await;
        assert_ne!(
            seen.status,
            StatusCode::NOT_FOUND,
            "{path} exists for those who may see it"
        );
        for stranger in [&traffic, &admin] {
            let page = world.get(stranger, &path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!page.body.contains("三号楼"));
        }
    }
    let page = world
        .post(
            &traffic,
            &format!("/matters/{id}/act/note"),
            &[("note", "x")],
        )
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_number_of_something_that_is_no_matter_leads_nowhere() {
    let world = World::new();
    let kind = StreamKind::Bureau(stream::Range::new(127).unwrap());
    let stream = kind.stream(1);
    let stamp = Stamp {
        at: 0,
        author: Author::System,
    };
    world
        .office
        .store()
        .writer()
        .write(move |writing| {
            let said = [("said", "{}".to_owned())];
            ledger::append_bodies(writing, stream, 0, &said, stamp)
        })
        .unwrap();
    let clerk = world.sign_in("clerk");
    let nothing = StreamId(stream.0 + 1);
    for path in ["", "/act/note", "/slip", "/history"] {
        let [this, none] = [stream, nothing].map(|id| format!("/matters/{id}{path}"));
        let (this, none) = (
            world.get(&clerk, &this).await,
            world.get(&clerk, &none).await,
        );
        assert_eq!(this.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{path}");
        let unnumbered = |page: &str, id: StreamId| page.replace(&id.to_string(), "N");
        assert_eq!(
            unnumbered(&this.body, stream),
            unnumbered(&none.body, nothing)
        );
    }
}

#[tokio::test]
async fn the_accused_never_see_it_and_never_receive_it() {
    let world = World::new();
    let id = world.petition("举报住建局违规审批", None);
    let clerk = world.sign_in("clerk");
    let fields = [
        ("purpose", "accusation"),
        ("demand", "查处违规审批"),
        ("weight", "ordinary"),
        ("accused_unit", &*world.housing.to_string()),
    ];
    world.done(&clerk, id, "register", &fields).await;
    for login in ["housing", "housing-head"] {
        let accused = world.sign_in(login);
        for path in ["", "/act/note", "/clocks/1"] {
            let page = world.get(&accused, &format!("/matters/{id}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND);
        }
    }
    let form = world
        .get(&clerk, &format!("/matters/{id}/act/transfer"))
        .await;
    let offers = |unit: UnitId| form.body.contains(&format!("<option value=\"{unit}\""));
    assert!(offers(world.traffic) && !offers(world.housing));
    let page = world
        .act(
            &clerk,
            id,
            "transfer",
            &[("to", &world.housing.to_string())],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("第三十条第三款"));
}

#[tokio::test]
async fn who_names_its_own_unit_as_accused_is_led_away_from_the_matter() {
    let world = World::new();
    let id = world.registered(Purpose::Accusation, Accused::default());
    let clerk = world.sign_in("clerk");
    let page = world
        .act(
            &clerk,
            id,
            "name_accused",
            &[("accused_unit", &OFFICE.to_string())],
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.headers[header::LOCATION], "/work?done=acted");
    assert_eq!(
        world.get(&clerk, &format!("/matters/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_identity_needs_a_reason_and_leaves_an_entry() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let matter = world.get(&housing, &format!("/matters/{id}")).await;
    assert!(!matter.body.contains("陈小满") && !matter.body.contains("13900002046"));

    let path = format!("/matters/{id}/act/show_identity");
    let page = world.post(&housing, &path, &[("reason", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("陈小满"));

    let page = world
        .post(&housing, &path, &[("reason", "联系现场查看时间")])
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("陈小满") && page.body.contains("13900002046"));
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let file = world.file(&housing, id);
    let (_, last) = file.history.last().unwrap();
    assert!(matches!(last, Event::IdentityShown { reason, .. } if reason == "联系现场查看时间"));
}

#[tokio::test]
async fn a_sealed_identity_needs_a_second_person() {
    let world = World::new();
    let id = world.registered(
        Purpose::Accusation,
        Accused {
            units: vec![world.housing],
            persons: Vec::new(),
        },
    );
    let clerk = world.sign_in("clerk");
    let path = format!("/matters/{id}/act/show_identity");
    let page = world.post(&clerk, &path, &[("reason", "核对线索")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("陈小满"));

    world
        .done(&clerk, id, "request_identity", &[("reason", "核对线索")])
        .await;
    let page = world.post(&clerk, &path, &[("reason", "核对线索")]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "asking is not enough"
    );

    let chief = world.sign_in("chief");
    world
        .done(
            &chief,
            id,
            "consent_identity",
            &[("post", &clerk.viewer.post.to_string())],
        )
        .await;
    let page = world.post(&clerk, &path, &[("reason", "核对线索")]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("陈小满"));
    let page = world.post(&clerk, &path, &[("reason", "再看一次")]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "one consent opens the seal once"
    );
}

#[tokio::test]
async fn the_slip_is_printed_at_the_desk_that_registered_not_by_who_is_rated() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let clerk = world.sign_in("clerk");
    let petition = world.file(&clerk, id).matter.petitions[0].id;
    let code = world.office.query_code(petition).unwrap();
    let (first, second) = code.split_at(code.len() / 2);
    let code = format!("{first} {second}");
    let path = format!("/matters/{id}/slip");
    let before = world.file(&clerk, id).matter.version;
    let page = world
        .get(&clerk, &format!("{path}?petition={petition}"))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains(&code), "an address shows no code");
    let wanted = petition.to_string();
    let page = world
        .post(&clerk, &path, &[("petition", wanted.as_str())])
        .await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a reason is asked for"
    );
    assert!(!page.body.contains(&code));
    assert_eq!(
        world.file(&clerk, id).matter.version,
        before,
        "nothing is entered yet"
    );
    let why = [
        ("petition", wanted.as_str()),
        ("other", "信访人遗失，持证件到场"),
    ];
    let page = world.post(&clerk, &path, &why).await;
    assert_eq!(page.status, StatusCode::OK);
    let (shown, folded) = page.body.split_once("paper-only").unwrap();
    assert!(
        !shown.contains(&code) && folded.contains(&code),
        "inside the fold, on paper only"
    );
    let file = world.file(&clerk, id);
    let (_, last) = file.history.last().unwrap();
    let number = &file.matter.petitions[0].number;
    assert!(
        matches!(last, Event::Exported { purpose } if purpose.contains(number) && purpose.contains("持证件到场")),
        "who printed the code stands in the record"
    );
    let proof = [("number", number.as_str()), ("code", code.as_str())];
    let seen = world.post(&clerk, "/track", &proof).await;
    assert!(
        seen.body.contains("持证件到场"),
        "the petitioner reads who printed it and why"
    );
    let page = world.get(&housing, &path).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = world.post(&housing, &path, &why).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(!page.body.contains(&code));
    let page = world
        .get(&clerk, &format!("/matters/{id}/slip?petition=99999"))
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
