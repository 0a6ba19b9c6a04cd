//! An accusation never reaches the accused.

use crate::driver::{Browser, Driver};
use crate::people::{
    Petition, adds_the_paper, begins, finishes, issues_and_serves, opens_the_one, signs_in,
    submits, tracks, waiting,
};
use crate::site::Site;

const ACCUSATION: Petition<'_> = Petition {
    subject: "反映住建局验收收受好处",
    body: "柳溪县住建局有人在安置房验收中收受施工单位好处，不合格的楼也通过了验收，请调查。",
    place: "青石镇",
    person: Some(("安知秋", "13900002222")),
    file: None,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_accusation_never_reaches_the_accused() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (phone, clerk) = (driver.phone().await, driver.desk().await);
    let receipt = submits(&phone, &site, &ACCUSATION).await;

    signs_in(&clerk, &site, "clerk").await;
    let matter = opens_the_one(&clerk, &site, "register").await;
    begins(&clerk, "登记确认").await;
    clerk.choose("#purpose-1", "检举控告").await;
    // Whom the text speaks of stands there already, with the words for it.
    clerk.sees("文中写到").await;
    let chosen = clerk.value("[name='accused_unit']").await;
    let org = site.office.org();
    let units = org.units();
    let housing = units.iter().find(|unit| unit.name == "柳溪县住建局");
    assert_eq!(chosen, housing.unwrap().id.to_string());
    clerk.picture("clerk-accused").await;
    finishes(&clerk, "登记确认").await;
    begins(&clerk, "转送").await;
    let receivers = clerk.text_of("#to").await;
    assert!(
        !receivers.contains("柳溪县住建局"),
        "the accused cannot be chosen: {receivers}"
    );
    clerk.choose("#to", "柳溪县纪委监委").await;
    finishes(&clerk, "转送").await;
    clerk.picture("clerk-sealed").await;

    let discipline = driver.desk().await;
    signs_in(&discipline, &site, "discipline").await;
    assert_eq!(waiting(&discipline, &site, "decide").await, 1);
    discipline.open(&site.at("/search?q=安置房验收")).await;
    discipline.reloads_until(ACCUSATION.subject).await;
    discipline_feeds_back(&discipline, &site).await;

    // The same browser, one login after the other: what one of them saw must not stay behind for the next.
    let accused = driver.desk().await;
    for login in ["housing", "housing-head"] {
        knows_nothing_of_it(&accused, &site, login, &matter, &receipt.number).await;
    }

    tracks(&phone, &site, &receipt).await;
    phone.sees_no(ACCUSATION.body).await;
    phone.sees("反映的问题已查清，有关责任人已受处理。").await;
    phone.fits_its_width().await;
    for browser in [phone, clerk, discipline, accused] {
        browser.close().await;
    }
}

/// Accepted, concluded, fed back: a real-name accuser hears of it within the discipline organ's own periods.
async fn discipline_feeds_back(discipline: &Browser, site: &Site) {
    opens_the_one(discipline, site, "decide").await;
    discipline.sees("实名检举控告").await;
    begins(discipline, "受理").await;
    finishes(discipline, "受理").await;
    begins(discipline, "查办办结").await;
    discipline.sees("15个工作日").await;
    finishes(discipline, "查办办结").await;
    begins(discipline, "反馈检举控告").await;
    let text = "反映的问题已查清，有关责任人已受处理。";
    discipline.fill("#text", text).await;
    discipline.picture("discipline-feedback").await;
    adds_the_paper(discipline).await;
    finishes(discipline, "反馈检举控告").await;
    issues_and_serves(discipline).await;
}

async fn knows_nothing_of_it(
    accused: &Browser,
    site: &Site,
    login: &str,
    matter: &str,
    number: &str,
) {
    signs_in(accused, site, login).await;
    for address in [
        "/work",
        "/matters",
        "/search?q=安置房验收",
        &format!("/search?q={number}"),
    ] {
        accused.open(&site.at(address)).await;
        accused.sees_no(ACCUSATION.subject).await;
        accused.sees_no("施工单位好处").await;
    }
    for address in ["", "/act/accept", "/act/note", "/clocks/1"] {
        accused.open(&format!("{matter}{address}")).await;
        assert_eq!(accused.status().await, 404, "{login} at {address}");
        accused.sees_no(ACCUSATION.subject).await;
    }
    accused.open(&site.at("/work")).await;
    accused.click_text("退出").await;
    accused.sees("已退出登录").await;
}
