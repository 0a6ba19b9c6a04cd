//! Registering an arrival at the window.

use axum::http::StatusCode;
use jiff::ToSpan;
use kernel::MatterId;
use matter::petition::Relation;
use office::Moment;

use crate::county::{Browser, County, Page};

const COMPLETE: [(&str, &str); 8] = [
    ("subject", "东柳村三组道路塌陷"),
    (
        "body",
        "东柳村三组门前道路塌陷半年未修，学生上学要绕行，请求尽快修复。",
    ),
    ("place", "东柳村三组"),
    ("name-1", "陈石"),
    ("phone-1", "13900000001"),
    ("purpose-1", "appeal"),
    ("demand-1", "修复道路"),
    ("weight", "ordinary"),
];

fn complete(changes: &[(&'static str, &str)]) -> Vec<(String, String)> {
    let today = Moment::now().today().to_string();
    let mut fields: Vec<(String, String)> = COMPLETE
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    fields.push(("received".to_owned(), today));
    fields.retain(|(name, _)| changes.iter().all(|(changed, _)| name != changed));
    fields.extend(
        changes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    fields
}

async fn send(browser: &mut Browser, channel: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser
        .send_form(&format!("/register/{channel}"), &fields)
        .await
}

/// A query code as slips print it.
fn spaced(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first} {second}")
}

/// The matter that the page after registration is about.
fn registered(page: &Page) -> MatterId {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let id = page
        .location
        .split("matter=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    MatterId(id.parse().unwrap())
}

#[tokio::test]
async fn each_channel_has_its_own_fields_and_says_which_clock_runs() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let due = Moment::now().today().checked_add(15.days()).unwrap();
    let until = format!("{}年{}月{}日", due.year(), due.month(), due.day());
    for (channel, own, not) in [
        ("letter", "name=\"written\"", "name=\"reception\""),
        ("visit", "name=\"reception\"", "name=\"written\""),
        ("call", "来电号码", "name=\"head-count\""),
        ("online", "name=\"received\"", "name=\"external\""),
        ("video", "name=\"reception\"", "name=\"external\""),
        ("hotline", "name=\"external\"", "name=\"written\""),
        ("from_above", "name=\"passed-by\"", "name=\"reception\""),
    ] {
        let page = browser.get(&format!("/register/{channel}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has(own) && !page.has(not), "{channel}");
        assert!(page.has("15日内") && page.has(&until), "{channel}");
    }
    assert_eq!(
        browser.get("/register/pigeon").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_registered_petition_has_a_number_a_code_and_a_slip() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let sent = send(
        &mut browser,
        "hotline",
        &complete(&[("external", "RX-77"), ("passed-by", "市热线中心")]),
    )
    .await;
    let id = registered(&sent);
    let page = browser.get(&sent.location).await;
    let file = county
        .office
        .matter_file(&county.viewer("林静"), id, Moment::now())
        .unwrap();
    let petition = &file.matter.petitions[0];
    let code = spaced(&county.office.query_code(petition.id).unwrap());
    assert!(
        page.has(&petition.number) && !page.has(&code),
        "the code is the petitioner's"
    );
    let slip = browser
        .send_form(
            &format!("/matters/{id}/slip"),
            &[("reason", "登记时交信访人")],
        )
        .await;
    assert!(slip.has("class=\"slip\"") && slip.has(&petition.number));
    assert!(slip.has(&code), "on paper, inside the fold");
    let printed = county
        .office
        .matter_file(&county.viewer("林静"), id, Moment::now())
        .unwrap();
    let (_, last) = printed.history.last().unwrap();
    assert!(format!("{last:?}").contains("登记时交信访人"), "{last:?}");
    assert_eq!(petition.extra["对方编号"], "RX-77");
    let matter = browser.get(&format!("/matters/{id}")).await;
    assert!(matter.has("对方编号") && matter.has("RX-77") && matter.has("市热线中心"));
    let other = county.signed_in("deputy").await.get(&sent.location).await;
    assert_eq!(
        other.status,
        StatusCode::NOT_FOUND,
        "the code is told to who registered it only"
    );
}

#[tokio::test]
async fn whatever_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let tomorrow = Moment::now().today().tomorrow().unwrap().to_string();
    let long = "长".repeat(101);
    for (field, value, told) in [
        ("subject", "", "请填写标题"),
        ("subject", long.as_str(), "最多100字"),
        ("body", "", "请填写反映的内容"),
        ("received", tomorrow.as_str(), "收到日期不能晚于今天"),
        ("received", "三月十日", "请填写收到日期"),
        ("name-1", "", "请填写姓名"),
        ("phone-1", "电话不详", "电话号码只能有"),
        ("id-1", "123", "身份证号不对"),
        ("id-1", "110105194912310021", "身份证号不对"),
        ("head-count", "0", "人数不能少于"),
        ("head-count", "许多", "请填写人数"),
        ("anonymous", "yes", "已勾选匿名"),
        ("purpose-1", "", "请选择信访目的"),
        ("demand-1", "", "请填写诉求"),
        ("accused-person-1", "丁越", "检举控告"),
        ("accused-person-1", "查无此人", "没有找到这个人"),
    ] {
        let page = send(&mut browser, "visit", &complete(&[(field, value)])).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field}={value}"
        );
        assert!(page.has(told), "{field}={value}: {told}");
        assert!(page.has("已填的内容都还在"));
        let kept = COMPLETE
            .iter()
            .filter(|(name, value)| *name != field && value.chars().count() > 4);
        for (name, value) in kept {
            assert!(page.has(value), "{field}={value}: {name} is lost");
        }
    }
    assert_eq!(browser.get("/matters").await.total(), 0);
}

#[tokio::test]
async fn a_double_click_makes_one_petition() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let once = browser.get("/register/from_above").await.input("once");
    assert!(once.len() >= 16);
    let fields = complete(&[("once", once.as_str()), ("external", "A-1")]);
    let first = registered(&send(&mut browser, "from_above", &fields).await);
    let second = registered(&send(&mut browser, "from_above", &fields).await);
    assert_eq!(first, second);
    assert_eq!(browser.get("/matters").await.total(), 1);
    let other = browser.get("/register/from_above").await.input("once");
    assert_ne!(once, other);
}

#[tokio::test]
async fn an_anonymous_letter_is_registered_like_any_other() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let fields = complete(&[("anonymous", "yes"), ("name-1", ""), ("phone-1", "")]);
    let id = registered(&send(&mut browser, "letter", &fields).await);
    let file = county
        .office
        .matter_file(&county.viewer("林静"), id, Moment::now())
        .unwrap();
    assert!(file.matter.petitions[0].is_anonymous());
}

#[tokio::test]
async fn likely_same_matters_are_shown_and_the_chosen_one_takes_the_petition_in() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let host = registered(&send(&mut browser, "letter", &complete(&[])).await);
    county.index();
    let fields: Vec<(&str, &str)> = COMPLETE.to_vec();
    let fragment = browser.send_form("/register/candidates", &fields).await;
    let choice = format!("name=\"same-{host}\"");
    assert!(
        fragment.has(&choice) && !fragment.has("<html"),
        "{}",
        fragment.body
    );
    // Without a script the button brings the same, and the page keeps what was typed.
    let page = send(&mut browser, "call", &complete(&[("do", "find")])).await;
    assert!(page.has(&choice) && page.has("东柳村三组门前道路塌陷半年未修"));
    assert_eq!(
        browser.get("/matters").await.total(),
        1,
        "looking registers nothing"
    );

    let name: &'static str = Box::leak(format!("same-{host}").into_boxed_str());
    let guest = registered(&send(&mut browser, "call", &complete(&[(name, "same")])).await);
    let file = |id| {
        county
            .office
            .matter_file(&county.viewer("林静"), id, Moment::now())
            .unwrap()
            .matter
    };
    assert_eq!(file(guest).joined_into, Some(host));
    assert_eq!(file(host).petitions.len(), 2);
    assert_eq!(
        file(host).petitions[1].relation,
        Relation::Repeat,
        "the same telephone and name"
    );

    let other = complete(&[
        (name, "same"),
        ("name-1", "吴禾"),
        ("phone-1", "13900000002"),
    ]);
    registered(&send(&mut browser, "call", &other).await);
    assert_eq!(
        file(host).petitions[2].relation,
        Relation::Joint,
        "somebody else"
    );

    let related = registered(&send(&mut browser, "call", &complete(&[(name, "related")])).await);
    assert_eq!(
        (file(related).joined_into, file(related).related),
        (None, vec![host])
    );
}

#[tokio::test]
async fn who_asks_about_too_many_people_is_told_so_and_goes_on_registering() {
    let county = County::new();
    let mut browser = county.signed_in("clerk").await;
    let host = registered(&send(&mut browser, "letter", &complete(&[])).await);
    county.index();
    let choice = format!("name=\"same-{host}\"");
    let told = "请自行选择“重复”或“共同”";
    let about = |guess: usize| format!("139{guess:08}");
    for guess in 0..office::asked::MOST {
        let phone = about(guess);
        let fields = complete(&[("phone-1", &*phone)]);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let page = browser.send_form("/register/candidates", &fields).await;
        assert!(page.has(&choice) && !page.has(told), "{guess}");
    }
    let one_more = about(office::asked::MOST);
    let asked = complete(&[("phone-1", &*one_more), ("do", "find")]);
    let page = send(&mut browser, "call", &asked).await;
    assert!(page.has(told), "{}", page.body);
    assert!(page.has(&choice), "the texts are compared all the same");
    assert!(!page.has("同一信访人"));

    // To join without saying how needs the comparison; to say it does not, and nothing typed is lost.
    let name: &'static str = Box::leak(format!("same-{host}").into_boxed_str());
    let asked = complete(&[("phone-1", &*one_more), (name, "same")]);
    let page = send(&mut browser, "call", &asked).await;
    assert!(page.has(told) && page.has("东柳村三组门前道路塌陷半年未修"));
    let said = complete(&[
        ("phone-1", &*one_more),
        (name, "same"),
        ("relation", "joint"),
    ]);
    registered(&send(&mut browser, "call", &said).await);
}

#[tokio::test]
async fn a_petition_cannot_be_joined_to_a_matter_out_of_sight() {
    let county = County::new();
    let hidden = county.appeal("东柳村三组道路塌陷", 1);
    let mut browser = county.signed_in("town").await;
    let name: &'static str = Box::leak(format!("same-{}", hidden.matter).into_boxed_str());
    for choice in ["same", "related"] {
        let page = send(&mut browser, "letter", &complete(&[(name, choice)])).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(
        browser.get("/matters").await.total(),
        0,
        "nothing was registered either"
    );
}

#[tokio::test]
async fn an_accusation_against_the_clerks_own_unit_still_gives_number_and_code() {
    let county = County::new();
    let mut browser = county.signed_in("town").await;
    let unit = county.town.to_string();
    let fields = complete(&[
        ("purpose-1", "accusation"),
        ("accused-unit-1", unit.as_str()),
    ]);
    let page = send(&mut browser, "letter", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.has("receipt-codes") && page.has("不再能够查看"));
    assert_eq!(browser.get("/matters").await.total(), 0);

    let reader = county.office.store().reader().unwrap();
    let read = || {
        store::ledger::load(&reader, kernel::MatterId(1))
            .unwrap()
            .unwrap()
    };
    let (matter, history) = read();
    let petition = &matter.petitions[0];
    let code = spaced(&county.office.query_code(petition.id).unwrap());
    assert!(
        page.has(&petition.number) && !page.has(&code),
        "nobody has said why"
    );
    let once = page.input("once");
    let print = [("once", once.as_str()), ("reason", "登记时交信访人")];

    // Nobody else gets it by that form, nor the clerk without a reason.
    let mut other = county.signed_in("traffic").await;
    let refused = other.send_form("/register/slip", &print).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let unsaid = browser.send_form("/register/slip", &print[..1]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!unsaid.has(&code) && unsaid.input("once") == once);
    assert_eq!(read().1.len(), history.len(), "nothing was entered yet");

    let slip = browser.send_form("/register/slip", &print).await;
    assert!(slip.has("class=\"slip\"") && slip.has(&petition.number) && slip.has(&code));
    let (entry, event) = read().1.last().cloned().unwrap();
    assert_eq!(
        entry.author,
        store::ledger::Author::Post(county.viewer("方晴").post)
    );
    let printed = office::tracking::slip_purpose(&petition.number, "登记时交信访人");
    assert_eq!(event, matter::Event::Exported { purpose: printed });
}
