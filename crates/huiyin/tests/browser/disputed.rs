//! A matter that nobody wants: the common superior names the unit, and that is the end of it.

use crate::driver::{Browser, Driver};
use crate::people::{Petition, begins, finishes, opens_the_one, signs_in, submits, waiting};
use crate::site::Site;

const FENCE: Petition<'_> = Petition {
    subject: "停工工地围挡倒塌无人管",
    body: "青石镇一处停工工地的围挡倒了半个月，挡住了路，问了几个部门都说不归自己管。",
    place: "青石镇",
    person: Some(("方小暑", "13900004444")),
    file: None,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_common_superior_settles_a_dispute() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (phone, clerk) = (driver.phone().await, driver.desk().await);
    submits(&phone, &site, &FENCE).await;
    signs_in(&clerk, &site, "clerk").await;
    let matter = opens_the_one(&clerk, &site, "register").await;
    begins(&clerk, "登记确认").await;
    clerk.choose("#purpose-1", "申诉求决").await;
    finishes(&clerk, "登记确认").await;
    begins(&clerk, "转送").await;
    clerk.choose("#to", "柳溪县住建局").await;
    finishes(&clerk, "转送").await;

    let housing = driver.desk().await;
    signs_in(&housing, &site, "housing").await;
    housing_says_it_is_labours(&housing, &site).await;

    opens_the_one(&clerk, &site, "verify").await;
    begins(&clerk, "提请裁定").await;
    clerk.sees("将提请柳溪县委、县政府裁定").await;
    clerk
        .fill("#reason", "住建局、人社局都认为不属于本单位职权。")
        .await;
    clerk.picture("clerk-refers").await;
    finishes(&clerk, "提请裁定").await;
    clerk.sees("管辖争议").await;

    let head = driver.desk().await;
    signs_in(&head, &site, "county-head").await;
    opens_the_one(&head, &site, "settle").await;
    begins(&head, "裁定受理单位").await;
    head.sees("围挡属于用工单位管理").await;
    head.choose("#unit", "柳溪县住建局").await;
    head.fill("#reason", "施工现场安全由住建部门监督管理。")
        .await;
    head.picture("head-settles").await;
    finishes(&head, "裁定受理单位").await;
    assert_eq!(waiting(&head, &site, "settle").await, 0);

    assert_eq!(waiting(&housing, &site, "decide").await, 1);
    housing.open(&format!("{matter}/act/object")).await;
    housing.sees("受理单位已经裁定").await;
    housing.open(&matter).await;
    begins(&housing, "受理").await;
    finishes(&housing, "受理").await;
    for browser in [phone, clerk, housing, head] {
        browser.close().await;
    }
}

async fn housing_says_it_is_labours(housing: &Browser, site: &Site) {
    opens_the_one(housing, site, "decide").await;
    begins(housing, "提出异议").await;
    housing.fill("#reason", "围挡属于用工单位管理。").await;
    finishes_with_a_word(housing, "请选择异议的情形").await;
    housing.pick("ground", "RT1").await;
    finishes_with_a_word(housing, "请选择认为有权处理的单位").await;
    housing.choose("#believed", "柳溪县人社局").await;
    housing.picture("housing-objects").await;
    finishes(housing, "提出异议").await;
}

/// Sends the form and reads what is missing; what was typed is kept.
async fn finishes_with_a_word(housing: &Browser, missing: &str) {
    housing.click_in("main", "提出异议").await;
    housing.sees(missing).await;
    assert_eq!(housing.value("#reason").await, "围挡属于用工单位管理。");
}
