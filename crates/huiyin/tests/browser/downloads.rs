//! A file is an answer beside the page: whoever fetched one goes on where they were, and fetches the next.

use serde_json::json;

use crate::driver::{Browser, Driver};
use crate::people::{Petition, begins, finishes, opens_the_one, signs_in, submits, tracks};
use crate::site::Site;

const ROOF: Petition<'_> = Petition {
    subject: "和平小区三号楼屋面漏水",
    body: "三号楼屋面漏水两年，多次反映无人维修，请查明原因尽快维修。",
    place: "柳溪县城关",
    person: Some(("何雨声", "13900006666")),
    file: None,
};

/// How many forms wait for a page that may never come.
async fn sent_forms(browser: &Browser) -> i64 {
    browser
        .script("return document.querySelectorAll('form[data-sent]').length")
        .await
        .as_i64()
        .unwrap()
}

async fn dead_buttons(browser: &Browser) -> i64 {
    browser
        .script("return document.querySelectorAll('main button:disabled').length")
        .await
        .as_i64()
        .unwrap()
}

/// Clicks a button whose answer is a file: the page stays.
async fn fetches(browser: &Browser, css: &str) {
    browser.script("window.stayed = true").await;
    browser.click_and_stay(css).await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    assert_eq!(browser.script("return window.stayed").await, json!(true));
    assert_eq!(sent_forms(browser).await, 0, "no form is locked: {css}");
    assert_eq!(dead_buttons(browser).await, 0, "no button is dead: {css}");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_files_are_fetched_one_after_another() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let phone = driver.phone().await;
    let folder = tempfile::tempdir().unwrap();
    let receipt = submits(&phone, &site, &ROOF).await;
    for name in ["照片一", "照片二", "照片三"] {
        tracks(&phone, &site, &receipt).await;
        let file = folder.path().join(format!("{name}.txt"));
        std::fs::write(&file, format!("{name}的说明")).unwrap();
        phone.choose_file("#files", &file).await;
        phone.click_text("补充").await;
    }
    for place in 1..=3 {
        fetches(&phone, &format!("#files-own li:nth-child({place}) button")).await;
    }
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_preview_the_document_is_issued_and_nothing_typed_is_lost() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let desk = driver.desk().await;
    submits(&desk, &site, &ROOF).await;
    signs_in(&desk, &site, "clerk").await;
    let matter = opens_the_one(&desk, &site, "register").await;
    begins(&desk, "登记确认").await;
    desk.choose("#purpose-1", "申诉求决").await;
    finishes(&desk, "登记确认").await;
    desk.open(&format!(
        "{}/documents/new/D01",
        matter.split('?').next().unwrap()
    ))
    .await;
    desk.script(
        "document.querySelectorAll('main form textarea, main form input[type=text]').forEach(field => { \
         if (!field.value) field.value = '屋面防水层老化'; });",
    )
    .await;
    fetches(&desk, "main button[name='preview']").await;
    fetches(&desk, "main button[name='preview']").await;
    desk.click_text("编号并制发").await;
    desk.sees("屋面防水层老化").await;
    desk.sees("正文（卷宗所存）").await;
    desk.close().await;
}
