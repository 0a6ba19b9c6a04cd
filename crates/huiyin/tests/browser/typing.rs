//! What scripts add: candidates while typing, a button that cannot be pressed twice. And the language, which needs none.

use serde_json::json;

use crate::driver::Driver;
use crate::people::{Petition, fills_in, reads_receipt, signs_in, submits, waiting};
use crate::site::Site;

const WATER: Petition<'_> = Petition {
    subject: "东岭村自来水发黄有异味",
    body: "东岭村自来水一个月来发黄有异味，烧开了也不能喝，全村人都去山上挑水，请查清原因。",
    place: "青石镇东岭村",
    person: Some(("唐水生", "13900004444")),
    file: None,
};

#[tokio::test(flavor = "multi_thread")]
async fn likely_same_matters_appear_while_typing() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let desk = driver.desk().await;
    let receipt = submits(&desk, &site, &WATER).await;
    signs_in(&desk, &site, "clerk").await;
    desk.open(&site.at("/register/call")).await;
    desk.script("window.untouched = true").await;
    desk.fill("#subject", "东岭村自来水发黄").await;
    desk.fill(
        "#body",
        "来电人说东岭村自来水发黄有异味，烧开也不能喝，要求查清原因。",
    )
    .await;
    desk.waits_for(&receipt.number).await;
    assert_eq!(
        desk.script("return window.untouched").await,
        json!(true),
        "the page was not loaded anew"
    );
    desk.picture("clerk-typing").await;
    desk.fill("#name-1", "唐水生").await;
    desk.fill("#phone-1", "13900004444").await;
    desk.click(".candidate label:has(input[value='same'])")
        .await;
    desk.choose("#purpose-1", "申诉求决").await;
    desk.fill("#demand-1", "查清自来水发黄的原因").await;
    desk.click_in("main", "登记").await;
    for words in ["已并入", &receipt.number] {
        desk.sees(words).await;
    }
    desk.picture("clerk-registered").await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_makes_one_petition() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let desk = driver.desk().await;
    fills_in(&desk, &site, &WATER).await;
    desk.double_click("form[action='/submit/send'] button")
        .await;
    desk.waits_for("信访事项登记回执").await;
    reads_receipt(&desk).await;
    signs_in(&desk, &site, "clerk").await;
    assert_eq!(waiting(&desk, &site, "register").await, 1);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn english_stays_until_it_is_switched_back() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let phone = driver.phone().await;
    phone.open(&site.at("/")).await;
    phone.click_text("English").await;
    phone.sees("Submit a petition").await;
    phone.open(&site.at("/track")).await;
    phone.sees("Query code").await;
    phone.open(&site.at("/sign-in")).await;
    phone.fill("#login", "clerk").await;
    phone.fill("#password", crate::site::PASSWORD).await;
    phone.click_text("Sign in").await;
    phone.sees("Workbench").await;
    phone.picture("phone-work-english").await;
    phone.open(&site.at("/rules")).await;
    phone.click_text("中文").await;
    phone.open(&site.at("/work")).await;
    phone.sees("工作台").await;
    phone.close().await;
}
