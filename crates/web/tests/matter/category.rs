//! The content category on the pages: suggested with its reasons, decided by a clerk, corrected later.

use language::Labelled;
use matter::petition::Purpose;
use matter::{Accused, Event, Screening};

use crate::world::{World, carried};

/// A model that knows leaking roofs from late buses.
fn train(world: &World) {
    let of = |texts: [&'static str; 3], label: &'static str| {
        (0..12).map(move |at| (format!("{}{at}", texts[at % 3]), texts[at % 3], label))
    };
    let rows: Vec<_> = of(["屋面漏水", "物业不修", "楼道漏水"], "物业管理")
        .chain(of(["公交晚点", "公交改线", "路灯不亮"], "交通运输"))
        .collect();
    let labelled: Vec<Labelled<'_>> = rows
        .iter()
        .map(|(subject, body, label)| Labelled {
            subject,
            body,
            label,
        })
        .collect();
    let (model, _) = language::train(&labelled).unwrap();
    world.office.keep_category_model(&model).unwrap();
}

#[tokio::test]
async fn without_a_model_the_form_says_so_and_offers_both_levels_of_the_table() {
    let world = World::new();
    let id = world.petition("三号楼屋面漏水", None);
    let clerk = world.sign_in("clerk");
    let page = world
        .get(&clerk, &format!("/matters/{id}/act/register"))
        .await;
    for words in [
        "还没有从本单位的分类中学到的模型",
        "huiyin language train --data",
        "<optgroup label=\"城乡建设\">",
        "城乡建设（不细分）",
        "<option value=\"城乡建设/施工扰民\">施工扰民</option>",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn the_suggestion_its_reasons_and_the_decision_stand_side_by_side() {
    let world = World::new();
    train(&world);
    let id = world.petition("三号楼屋面漏水", None);
    let clerk = world.sign_in("clerk");
    let path = format!("/matters/{id}/act/register");
    let page = world.get(&clerk, &path).await;
    assert!(page.body.contains("物业管理") && page.body.contains("凭这些词"));
    assert!(page.body.contains("<mark>漏水</mark>"));
    let screened = [
        ("purpose", Purpose::Appeal.code()),
        ("demand", "维修屋面"),
        ("category", "城乡建设"),
    ];
    world.done(&clerk, id, "register", &screened).await;
    let page = world.get(&clerk, &format!("/matters/{id}")).await;
    assert!(page.body.contains("程序曾建议“物业管理”"));
    assert!(page.body.contains("/matters?category="));
    let corrected = [("category", "物业管理")];
    world.done(&clerk, id, "set_category", &corrected).await;
    let page = world.get(&clerk, &format!("/matters/{id}")).await;
    assert!(page.body.contains("按程序建议") && page.body.contains("内容分类定为“物业管理”"));
    let again = world.act(&clerk, id, "set_category", &corrected).await;
    assert!(again.body.contains("不必再改"));
    let list = world
        .get(
            &clerk,
            "/matters?category=%E7%89%A9%E4%B8%9A%E7%AE%A1%E7%90%86",
        )
        .await;
    assert!(list.body.contains("三号楼屋面漏水"));
    let english = world
        .get(&clerk, &format!("/matters/{id}/act/set_category?lang=en"))
        .await;
    assert!(english.body.contains("For these words"));
}

#[tokio::test]
async fn the_record_says_what_was_shown_and_nothing_else() {
    let world = World::new();
    train(&world);
    let clerk = world.sign_in("clerk");
    let suggested = |id| {
        let file = world.file(&clerk, id);
        let found = file
            .history
            .iter()
            .rev()
            .find_map(|(_, event)| match event {
                Event::Sorted { sorting, .. } => Some(sorting.suggested.clone()),
                _ => None,
            });
        found.unwrap()
    };
    let id = world.registered(Purpose::Appeal, Accused::default());
    let path = format!("/matters/{id}/act/set_category");
    let shown = carried(&world.get(&clerk, &path).await.body);
    let sent = |shown: &[(&'static str, String)], category: &'static str| {
        let mut fields: Vec<(&str, String)> = shown.to_vec();
        fields.push(("category", category.to_owned()));
        fields
    };
    let post = async |who, fields: Vec<(&str, String)>| {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        world.post(who, &path, &fields).await
    };
    // The model learns something else while the clerk thinks.
    let of = |text: &'static str, label: &'static str| (0..12).map(move |_| (text, label));
    let rows: Vec<_> = of("屋面漏水", "应急管理")
        .chain(of("公交晚点", "交通运输"))
        .collect();
    let labelled: Vec<Labelled<'_>> = rows
        .iter()
        .map(|(body, label)| Labelled {
            subject: body,
            body,
            label,
        })
        .collect();
    let (model, _) = language::train(&labelled).unwrap();
    world.office.keep_category_model(&model).unwrap();
    post(&clerk, sent(&shown, "城乡建设")).await;
    assert_eq!(suggested(id).unwrap().label, "物业管理");

    // What was shown to somebody else, or to nobody, is no suggestion.
    let other = world.sign_in("chief");
    let theirs = carried(&world.get(&other, &path).await.body);
    let mut mine = carried(&world.get(&clerk, &path).await.body);
    let place = |fields: &[(&str, String)]| {
        fields
            .iter()
            .position(|(name, _)| *name == "suggested")
            .unwrap()
    };
    let at = place(&mine);
    mine[at].1.clone_from(&theirs[place(&theirs)].1);
    post(&clerk, sent(&mine, "交通运输")).await;
    assert_eq!(suggested(id), None);
}

#[tokio::test]
async fn an_accusation_is_not_guessed_at() {
    let world = World::new();
    train(&world);
    let screening = Screening {
        demands: vec![(Purpose::Accusation, "查明收受好处".to_owned())],
        accused: Accused {
            units: vec![world.traffic],
            persons: Vec::new(),
        },
        ..Screening::default()
    };
    let id = world.petition("举报公交改线收好处", Some(screening));
    let discipline = world.sign_in("clerk");
    let page = world
        .get(&discipline, &format!("/matters/{id}/act/set_category"))
        .await;
    assert!(!page.body.contains("凭这些词"), "no suggestion");
    let traffic = world.sign_in("traffic");
    let page = world
        .get(&traffic, &format!("/matters/{id}/act/set_category"))
        .await;
    assert_eq!(page.status, axum::http::StatusCode::NOT_FOUND);
}
