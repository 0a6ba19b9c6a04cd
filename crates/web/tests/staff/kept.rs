//! What was typed and could not be sent waits for its writer, and for nobody else.

use axum::http::StatusCode;
use kernel::org::Role;
use kernel::{PersonId, UnitId};
use office::Moment;

use crate::county::{Browser, County, Page};

const PAGE: &str = "/register/letter";
const PHOTO: (&str, &str, &str) = ("files", "现场说明.txt", "下水道堵塞，污水漫到路面。");

/// A letter as a clerk types it.
fn letter<'a>(csrf: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let today = "2026-03-10";
    let mut fields = vec![
        ("csrf", csrf),
        ("received", today),
        ("subject", "下水道堵塞"),
        ("body", "门前下水道堵了一个月，污水漫到路面。"),
        ("name-1", "陈石"),
        ("purpose-1", "appeal"),
        ("demand-1", "疏通下水道"),
    ];
    fields.extend(more);
    fields
}

fn person(county: &County, name: &str) -> PersonId {
    county.viewer(name).person
}

fn registered(county: &County) -> usize {
    let clerk = county.viewer("林静");
    let filter = office::lists::Filter::default();
    let list = county
        .office
        .list(&clerk, &filter, office::lists::Order::Newest, None);
    list.unwrap().lines.len()
}

/// Ends the session behind the browser's back; its cookie stays.
fn end_session(county: &County, browser: &Browser) {
    let cookie = browser.cookie.as_deref().unwrap();
    let token = cookie.split('=').nth(1).unwrap();
    county.office.sign_out(token).unwrap();
}

async fn signs_in(browser: &mut Browser, login: &str) {
    let password = crate::county::PASSWORD;
    let fields = [("login", login), ("password", password)];
    let page = browser.post("/sign-in", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    browser.csrf = browser.get("/work").await.input("csrf");
}

/// A clerk types a letter with a file, and the session is over when it is sent.
async fn loses_a_letter(county: &County) -> (Browser, Page) {
    let mut browser = county.signed_in("clerk").await;
    let csrf = browser.get(PAGE).await.input("csrf");
    end_session(county, &browser);
    let sent = browser
        .send_with(PAGE, &letter(&csrf, &[]), Some(PHOTO))
        .await;
    (browser, sent)
}

#[tokio::test]
async fn a_session_that_ends_loses_no_word_and_no_file_and_nothing_is_sent_by_itself() {
    let county = County::new();
    let (mut browser, sent) = loses_a_letter(&county).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(sent.location, "/sign-in?back=/register/letter");
    signs_in(&mut browser, "clerk").await;
    assert_eq!(registered(&county), 0, "nothing is sent by itself");

    let page = browser.get(PAGE).await;
    for typed in [
        "下水道堵塞",
        "门前下水道堵了一个月",
        "陈石",
        "疏通下水道",
        "2026-03-10",
        "现场说明.txt",
        "还没有提交",
    ] {
        assert!(page.has(typed), "{typed}: {}", page.body);
    }
    let (csrf, kept, once) = (page.input("csrf"), page.input("kept"), page.input("once"));
    let file = page.input("kept_file");
    let more = [("once", &*once), ("kept", &*kept), ("kept_file", &*file)];
    let done = browser.send_with(PAGE, &letter(&csrf, &more), None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(registered(&county), 1);
    let receipt = browser.get(&done.location).await;
    assert!(receipt.has("下水道堵塞"));
    let id = done.location.split("matter=").nth(1).unwrap();
    let id = id.split('&').next().unwrap();
    assert!(
        browser
            .get(&format!("/matters/{id}"))
            .await
            .has("现场说明.txt")
    );
    let blank = browser.get(PAGE).await;
    assert!(!blank.has("下水道堵塞") && !blank.has("还没有提交"));
}

#[tokio::test]
async fn whoever_signs_in_there_next_gets_nothing_and_learns_nothing() {
    let county = County::new();
    county.post_of(None, UnitId(2), "赵另", Role::Clerk, "other");
    let (mut browser, sent) = loses_a_letter(&county).await;
    let back = browser.get(&sent.location).await;
    let never = county.browser().get("/sign-in?back=/register/letter").await;
    assert_eq!(
        back.body, never.body,
        "the sign-in page says the same to all"
    );

    signs_in(&mut browser, "other").await;
    let page = browser.get(PAGE).await;
    assert!(!page.has("下水道") && !page.has("现场说明") && !page.has("还没有提交"));
    let kept = county
        .office
        .kept_of(person(&county, "林静"), PAGE, Moment::now());
    let kept = kept.unwrap().unwrap();
    let hash = kept.typed.files[0].1.hash.clone();
    // Not even with its number.
    let csrf = browser.csrf.clone();
    let more = [("kept", &*kept.token), ("kept_file", &*hash)];
    browser.send_form("/kept/forget", &more).await;
    let done = browser.send_with(PAGE, &letter(&csrf, &more), None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let id = done.location.split("matter=").nth(1).unwrap();
    let id = id.split('&').next().unwrap().to_owned();
    assert!(
        !browser
            .get(&format!("/matters/{id}"))
            .await
            .has("现场说明.txt")
    );

    let again = county
        .office
        .kept_of(person(&county, "林静"), PAGE, Moment::now());
    assert_eq!(
        again.unwrap().unwrap(),
        kept,
        "it still waits for its writer"
    );
}

#[tokio::test]
async fn a_page_left_open_by_one_person_and_sent_in_the_session_of_another_goes_to_its_writer() {
    let county = County::new();
    county.post_of(None, UnitId(2), "赵另", Role::Clerk, "other");
    let mut browser = county.signed_in("clerk").await;
    let csrf = browser.get(PAGE).await.input("csrf");
    signs_in(&mut browser, "other").await;
    let sent = browser
        .send_with(PAGE, &letter(&csrf, &[]), Some(PHOTO))
        .await;
    let made_up = browser
        .send_with(PAGE, &letter("00", &[]), Some(PHOTO))
        .await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert_eq!(sent.body, made_up.body, "the other person is told nothing");
    assert_eq!(registered(&county), 0);
    signs_in(&mut browser, "clerk").await;
    assert!(browser.get(PAGE).await.has("下水道堵塞"));
}

#[tokio::test]
async fn whoever_signed_in_anew_meanwhile_is_led_back_to_what_was_typed() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let csrf = browser.get(PAGE).await.input("csrf");
    signs_in(&mut browser, "clerk").await;
    let sent = browser
        .send_with(PAGE, &letter(&csrf, &[]), Some(PHOTO))
        .await;
    assert_eq!(
        (sent.status, &*sent.location),
        (StatusCode::SEE_OTHER, PAGE)
    );
    let page = browser.get(PAGE).await;
    assert!(page.has("下水道堵塞") && page.has("现场说明.txt"));
    // What is not wanted is thrown away by a click.
    let kept = page.input("kept");
    let gone = browser.send_form("/kept/forget", &[("kept", &*kept)]).await;
    assert_eq!(
        (gone.status, &*gone.location),
        (StatusCode::SEE_OTHER, PAGE)
    );
    assert!(!browser.get(PAGE).await.has("下水道堵塞"));
}

#[tokio::test]
async fn files_of_a_refused_form_need_not_be_chosen_again() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let csrf = browser.get(PAGE).await.input("csrf");
    let mut wrong = letter(&csrf, &[]);
    wrong.retain(|(name, _)| *name != "purpose-1");
    let page = browser.send_with(PAGE, &wrong, Some(PHOTO)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请选择信访目的") && page.has("现场说明.txt"));
    let (kept, file) = (page.input("kept"), page.input("kept_file"));
    let more = [("kept", &*kept), ("kept_file", &*file)];
    let done = browser.send_with(PAGE, &letter(&csrf, &more), None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let id = done.location.split("matter=").nth(1).unwrap();
    let id = id.split('&').next().unwrap().to_owned();
    assert!(
        browser
            .get(&format!("/matters/{id}"))
            .await
            .has("现场说明.txt")
    );
}

#[tokio::test]
async fn strangers_leave_nothing_and_nothing_stays_for_long() {
    let county = County::new();
    let mut stranger = county.browser();
    let sent = stranger
        .send_with(PAGE, &letter("00ff", &[]), Some(PHOTO))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let clerk = person(&county, "林静");
    let kept = |moment| county.office.kept_of(clerk, PAGE, moment).unwrap();
    assert_eq!(kept(Moment::now()), None);

    let _ = loses_a_letter(&county).await;
    let now = Moment::now();
    assert!(kept(now).is_some());
    let later = Moment::from_millis(now.millis() + 3 * 24 * 60 * 60 * 1_000 + 60_000);
    assert_eq!(kept(later), None, "gone after three days");
    county.office.sweep_files(later).unwrap();
    assert_eq!(kept(now), None, "and put away by the day's work");
}

#[tokio::test]
async fn a_person_has_so_many_forms_waiting_and_the_oldest_gives_way() {
    let county = County::new();
    let clerk = person(&county, "林静");
    let typed = |page: String| office::kept::Typed {
        page,
        ..office::kept::Typed::default()
    };
    let start = Moment::now().millis();
    for number in 0..12_i64 {
        let at = Moment::from_millis(start + number);
        let typed = typed(format!("/register/{number}"));
        county.office.keep_form(clerk, None, &typed, at).unwrap();
    }
    let now = Moment::from_millis(start + 100);
    let waits = |number: &i64| {
        let page = format!("/register/{number}");
        county.office.kept_of(clerk, &page, now).unwrap().is_some()
    };
    let waiting: Vec<i64> = (0..12).filter(waits).collect();
    assert_eq!(waiting, (4..12).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_handlers_words_are_there_again_beside_what_was_saved_meanwhile() {
    let county = County::new();
    let matter = county.appeal("路灯不亮", 1).matter;
    county.transfer(matter, county.traffic);
    let mut browser = county.signed_in("traffic").await;
    let page = format!("/matters/{matter}/act/object");
    let shown = browser.get(&page).await;
    let (csrf, version) = (shown.input("csrf"), shown.input("based_on"));
    end_session(&county, &browser);
    let fields = [
        ("csrf", &*csrf),
        ("based_on", &*version),
        ("reason", "路灯由城管局管护，不属本单位职权。"),
    ];
    let sent = browser.send_with(&page, &fields, None).await;
    assert_eq!(sent.location, format!("/sign-in?back={page}"));
    signs_in(&mut browser, "traffic").await;
    let again = browser.get(&page).await;
    assert!(again.has("路灯由城管局管护") && again.has("还没有提交"));
    assert!(
        !again.has("aria-invalid"),
        "it is not judged before it is sent"
    );

    let note = format!("/matters/{matter}/act/note");
    let note = browser
        .send_form(&note, &[("note", "已电话联系城管局")])
        .await;
    assert_eq!(note.status, StatusCode::SEE_OTHER);
    let again = browser.get(&page).await;
    assert!(again.has("路灯由城管局管护") && again.has("已电话联系城管局"));
    assert!(again.has("本事项已有更新"));
}
