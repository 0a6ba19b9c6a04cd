//! Buttons and forms: what is refused, overtaken or doubled loses nothing.

use axum::http::StatusCode;
use kernel::MatterId;
use matter::petition::Purpose;
use matter::{Accused, Event};

use crate::world::{Person, World, carried, hidden, plain, text};

/// The actions that a page's links lead to.
fn linked_actions(body: &str, id: MatterId) -> Vec<String> {
    let mark = format!("href=\"/matters/{id}/act/");
    let mut found: Vec<String> = body
        .split(&mark)
        .skip(1)
        .map(|rest| rest.split(['"', '?']).next().unwrap().to_owned())
        .collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn the_buttons_are_exactly_the_options() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let clerk = world.sign_in("clerk");
    let head = world.sign_in("housing-head");
    for person in [&housing, &head, &clerk] {
        let file = world.file(person, id);
        let mut allowed: Vec<String> = file
            .choices
            .iter()
            .filter(|choice| choice.verdict.is_ok())
            .map(|choice| choice.action.code().to_owned())
            .collect();
        allowed.sort();
        let page = world.get(person, &format!("/matters/{id}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(linked_actions(&page.body, id), allowed);
    }
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    // An opinion lacks only the hearing, so its button stands there with the reason and the article.
    assert!(page.body.contains("id=\"issue_opinion-why\""));
    assert!(page.body.contains("尚未记录听取信访人陈述"));
    assert!(page.body.contains("《信访工作条例》第三十一条第六项"));
}

#[tokio::test]
async fn a_refused_opinion_names_the_missing_part_and_keeps_the_text() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    world
        .done(&housing, id, "hear", &[("note", "当面听取")])
        .await;
    let leader = world.file(&housing, id).org.leaders(world.housing)[0]
        .id
        .to_string();
    let opinion = [
        ("request", "维修屋面"),
        ("facts", "防水层老化，已拍照。"),
        ("opinion", "三十日内修复。"),
        ("basis", ""),
        ("decision-1", "support"),
        ("signer", leader.as_str()),
    ];
    let page = world.paper(&housing, id, "issue_opinion", &opinion).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("处理意见书缺少：法律法规等依据"));
    assert!(page.body.contains("《信访工作条例》第三十二条"));
    assert!(page.body.contains("防水层老化，已拍照。"));
    assert!(page.body.contains("value=\"support\" checked"));
    assert!(world.file(&housing, id).matter.answers.is_empty());
}

#[tokio::test]
async fn a_stale_save_shows_both_texts_and_can_be_sent_again() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let path = format!("/matters/{id}/act/hear");
    let opened = hidden(&world.get(&housing, &path).await.body, "based_on");
    let head = world.sign_in("housing-head");
    world
        .done(&head, id, "hear", &[("note", "负责人当面听取")])
        .await;

    let mine = [("based_on", opened.as_str()), ("note", "承办人电话听取")];
    let page = world.post(&housing, &path, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        plain(&page.body).contains("负责人当面听取"),
        "what is saved now"
    );
    assert!(
        page.body.contains("\n承办人电话听取</textarea>"),
        "what was typed is kept in the form"
    );
    assert!(
        page.body.contains("<ins>"),
        "and stands beside what is saved"
    );
    assert_eq!(world.file(&housing, id).matter.heard.len(), 1);

    let again = [
        ("based_on", &*hidden(&page.body, "based_on")),
        ("note", "承办人电话听取"),
    ];
    assert_eq!(
        world.post(&housing, &path, &again).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(world.file(&housing, id).matter.heard.len(), 2);
}

#[tokio::test]
async fn a_double_click_acts_once() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let path = format!("/matters/{id}/act/hear");
    let opened = hidden(&world.get(&housing, &path).await.body, "based_on");
    let fields = [("based_on", opened.as_str()), ("note", "电话听取")];
    assert_eq!(
        world.post(&housing, &path, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let again = world.post(&housing, &path, &fields).await;
    assert_eq!(
        again.status,
        StatusCode::SEE_OTHER,
        "answered like the first"
    );
    assert_eq!(world.file(&housing, id).matter.heard.len(), 1);
    let other = [("based_on", opened.as_str()), ("note", "当面听取")];
    let page = world.post(&housing, &path, &other).await;
    assert_eq!(
        page.status,
        StatusCode::CONFLICT,
        "other words are no second click"
    );
    let head = world.sign_in("housing-head");
    let page = world.post(&head, &path, &fields).await;
    assert_eq!(
        page.status,
        StatusCode::CONFLICT,
        "nor is another post's save"
    );
}

/// The form of an action as a page shows it, with what somebody chose and wrote in it.
async fn filled(
    world: &World,
    who: &Person,
    path: &str,
    fields: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    let mut form = carried(&world.get(who, path).await.body);
    form.extend(
        fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    form
}

async fn send(
    world: &World,
    who: &Person,
    path: &str,
    form: &[(&'static str, String)],
) -> StatusCode {
    let fields: Vec<_> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let page = world.post(who, path, &fields).await;
    if page.status == StatusCode::UNPROCESSABLE_ENTITY {
        eprintln!("{path}: {}", text(&page.body));
    }
    page.status
}

#[tokio::test]
async fn what_was_corrected_and_sent_again_is_never_taken_for_a_second_click() {
    let world = World::new();
    let (id, _) = world.accepted().await;
    let chief = world.sign_in("chief");
    // Only what was chosen differs, no word that was written.
    for (action, field, first, then) in [
        ("assess_risk", "level", "high", "low"),
        ("set_tier", "tier", "two", "three"),
    ] {
        let path = format!("/matters/{id}/act/{action}");
        let point = matter::oversight::RiskPoint::ALL[0].code();
        let written = [
            ("reason", "涉及多户"),
            ("help", "请房管站上门"),
            ("points", point),
            ("group", "房管站站长"),
        ];
        let mut form = filled(&world, &chief, &path, &written).await;
        form.push((field, first.to_owned()));
        assert_eq!(
            send(&world, &chief, &path, &form).await,
            StatusCode::SEE_OTHER,
            "{action}"
        );
        let saved = world.file(&chief, id).matter.version;
        assert_eq!(
            send(&world, &chief, &path, &form).await,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            world.file(&chief, id).matter.version,
            saved,
            "{action}: a second click"
        );
        // Back in the browser the form stands as it was, with the token it had.
        form.last_mut().unwrap().1 = then.to_owned();
        let again = send(&world, &chief, &path, &form).await;
        let now = world.file(&chief, id).matter.version;
        assert!(
            again == StatusCode::CONFLICT || now > saved,
            "{action}: the correction is shown beside what is saved, or saved; never answered with “done”"
        );
    }
}

#[tokio::test]
async fn the_same_words_in_two_forms_are_two_acts_and_one_form_is_one() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let path = format!("/matters/{id}/act/note");
    let notes = || {
        let file = world.file(&housing, id);
        let noted =
            |event: &Event| matches!(event, Event::Noted { text } if text == "电话无人接听");
        file.history
            .iter()
            .filter(|(_, event)| noted(event))
            .count()
    };
    let words = [("note", "电话无人接听")];
    let (first, second) = (
        filled(&world, &housing, &path, &words).await,
        filled(&world, &housing, &path, &words).await,
    );
    for (form, wanted) in [(&first, 1), (&first, 1), (&second, 2), (&first, 2)] {
        assert_eq!(
            send(&world, &housing, &path, form).await,
            StatusCode::SEE_OTHER
        );
        assert_eq!(notes(), wanted);
    }
    let head = world.sign_in("housing-head");
    let mut stolen = first.clone();
    stolen.push(("note", String::new()));
    assert_eq!(
        send(&world, &head, &path, &stolen).await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(notes(), 3, "another post's form is another form");
}

#[tokio::test]
async fn what_no_page_of_ours_sent_is_written_as_often_as_it_comes() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let path = format!("/matters/{id}/act/note");
    for _ in 0..2 {
        let page = world
            .post(&housing, &path, &[("note", "来电询问进度")])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
    }
    let file = world.file(&housing, id);
    let noted = |event: &Event| matches!(event, Event::Noted { text } if text == "来电询问进度");
    let notes = file.history.iter().filter(|(_, event)| noted(event));
    assert_eq!(notes.count(), 2);
}

#[tokio::test]
async fn two_clicks_at_once_act_once() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let path = format!("/matters/{id}/act/note");
    let form = filled(&world, &housing, &path, &[("note", "同时点击")]).await;
    let clicks = [(); 4].map(|()| send(&world, &housing, &path, &form));
    let [a, b, c, d] = clicks;
    let (a, b, c, d) = tokio::join!(a, b, c, d);
    assert_eq!([a, b, c, d], [StatusCode::SEE_OTHER; 4]);
    let file = world.file(&housing, id);
    let noted = |event: &Event| matches!(event, Event::Noted { text } if text == "同时点击");
    assert_eq!(
        file.history
            .iter()
            .filter(|(_, event)| noted(event))
            .count(),
        1
    );
}

#[tokio::test]
async fn a_second_click_on_what_left_sight_is_answered_like_the_first() {
    let world = World::new();
    let id = world.registered(Purpose::Accusation, Accused::default());
    let clerk = world.sign_in("clerk");
    let path = format!("/matters/{id}/act/name_accused");
    let office = crate::world::OFFICE.to_string();
    let form = filled(&world, &clerk, &path, &[("accused_unit", &office)]).await;
    for _ in 0..2 {
        assert_eq!(
            send(&world, &clerk, &path, &form).await,
            StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let forged = Person {
        csrf: "made-up".to_owned(),
        ..world.sign_in("housing")
    };
    let before = world.file(&housing, id).matter.version;
    let page = world
        .post(
            &forged,
            &format!("/matters/{id}/act/note"),
            &[("note", "x")],
        )
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(world.file(&housing, id).matter.version, before);
}

#[tokio::test]
async fn a_long_text_arrives_whole() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let long = "信访人陈述的事实".repeat(1_000);
    world.done(&housing, id, "note", &[("note", &long)]).await;
    let file = world.file(&housing, id);
    assert!(matches!(&file.history.last().unwrap().1, Event::Noted { text } if *text == long));
}

#[tokio::test]
async fn every_form_is_there_in_english_too() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let page = world.get(&housing, &format!("/matters/{id}?lang=en")).await;
    for words in [
        "Extend",
        "Why other actions are not available",
        "Not rated",
        "Accepted",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    let file = world.file(&housing, id);
    for choice in file.choices.iter().filter(|choice| choice.verdict.is_ok()) {
        let page = world
            .get(
                &housing,
                &format!("/matters/{id}/act/{}?lang=en", choice.action.code()),
            )
            .await;
        // A document is made on a page of its own.
        let page = match page.headers.get("location") {
            Some(there) => {
                let there = format!("{}?lang=en", there.to_str().unwrap());
                world.get(&housing, &there).await
            }
            None => page,
        };
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(choice.action.en()));
    }
}
