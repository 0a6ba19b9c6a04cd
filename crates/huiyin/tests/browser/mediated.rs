//! Both sides would rather agree: people's mediation, its agreement carried out, and the court's confirmation.

use jiff::ToSpan;
use office::Moment;

use crate::driver::{Browser, Driver};
use crate::people::{
    Petition, Receipt, begins, finishes, opens_the_one, signs_in, submits, tracks, waiting,
};
use crate::site::Site;

const WAGES: Petition<'_> = Petition {
    subject: "饭店欠两个月工资",
    body: "我在青石镇一家饭店做工，两个月工资六千四百元一直没有发，请帮忙要回。",
    place: "青石镇",
    person: Some(("乔小雪", "13900006666")),
    file: None,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_mediation_ends_in_an_agreement_that_the_court_confirms() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (phone, desk) = (driver.phone().await, driver.desk().await);
    let receipt = submits(&phone, &site, &WAGES).await;
    signs_in(&desk, &site, "clerk").await;
    let matter = reaches_labour(&desk, &site).await;

    let labour = driver.desk().await;
    signs_in(&labour, &site, "labour").await;
    labour_proposes(&labour, &site).await;
    petitioner_agrees(&phone, &site, &receipt).await;
    labour.open(&matter).await;
    parties_agree(&labour, &site).await;

    tracks(&phone, &site, &receipt).await;
    for words in ["饭店十日内付清", "应于"] {
        phone.sees(words).await;
    }
    phone.fits_its_width().await;
    phone.picture("phone-agreement").await;
    labour.open(&matter).await;
    court_confirms(&labour).await;
    promise_is_kept(&labour, &site).await;
    tracks(&phone, &site, &receipt).await;
    for words in ["裁定调解协议有效", "已履行"] {
        phone.sees(words).await;
    }
    for browser in [phone, desk, labour] {
        browser.close().await;
    }
}

async fn reaches_labour(clerk: &Browser, site: &Site) -> String {
    let matter = opens_the_one(clerk, site, "register").await;
    begins(clerk, "登记确认").await;
    clerk.choose("#purpose-1", "申诉求决").await;
    finishes(clerk, "登记确认").await;
    begins(clerk, "转送").await;
    clerk.choose("#to", "柳溪县人社局").await;
    finishes(clerk, "转送").await;
    matter
}

async fn labour_proposes(labour: &Browser, site: &Site) {
    opens_the_one(labour, site, "decide").await;
    begins(labour, "受理").await;
    finishes(labour, "受理").await;
    begins(labour, "提议调解和解").await;
    labour.choose("#kind", "人民调解").await;
    labour.fill("#by", "青石镇人民调解委员会").await;
    labour.fill("#other", "饭店经营者").await;
    labour.picture("labour-proposes").await;
    finishes(labour, "提议调解和解").await;
    begins(labour, "同意或拒绝调解").await;
    labour.choose("#party", "另一方").await;
    labour.choose("#agrees", "同意").await;
    finishes(labour, "同意或拒绝调解").await;
    assert_eq!(waiting(labour, site, "mediation").await, 1);
}

async fn petitioner_agrees(phone: &Browser, site: &Site, receipt: &Receipt) {
    tracks(phone, site, receipt).await;
    phone.sees("办理单位提议调解").await;
    phone.sees("青石镇人民调解委员会").await;
    phone.click_text("提交意见").await;
    phone.sees("请选择同意或者不同意").await;
    phone.pick("agrees", "yes").await;
    phone.fits_its_width().await;
    phone.picture("phone-consent").await;
    phone.click_text("提交意见").await;
    phone.sees("您的意见已记录").await;
    phone.sees_no("办理单位提议调解").await;
}

async fn parties_agree(labour: &Browser, site: &Site) {
    begins(labour, "记录调解").await;
    labour
        .fill("#text", "双方核对考勤，确认欠薪六千四百元。")
        .await;
    finishes(labour, "记录调解").await;
    begins(labour, "达成协议").await;
    labour
        .fill("#facts", "饭店欠付两个月工资六千四百元。")
        .await;
    labour.fill("#terms", "饭店十日内付清六千四百元。").await;
    labour.fill("#what_1", "付清工资六千四百元").await;
    let by = Moment::now().today().saturating_add(10.days());
    labour.set("#by_1", &by.to_string()).await;
    labour.picture("labour-agreement").await;
    finishes(labour, "达成协议").await;
    assert_eq!(waiting(labour, site, "mediation").await, 0);
}

async fn court_confirms(labour: &Browser) {
    begins(labour, "共同申请司法确认").await;
    labour.fill("#text", "柳溪县人民法院").await;
    finishes(labour, "共同申请司法确认").await;
    begins(labour, "登记司法确认结果").await;
    labour.choose("#ruling", "裁定调解协议有效").await;
    labour.fill("#text", "（2026）民特1号").await;
    finishes(labour, "登记司法确认结果").await;
    labour.picture("labour-confirmed").await;
}

async fn promise_is_kept(labour: &Browser, site: &Site) {
    opens_the_one(labour, site, "execution").await;
    begins(labour, "登记履行情况").await;
    labour.choose("#done", "已履行").await;
    labour.fill("#text", "饭店已转账付清。").await;
    finishes(labour, "登记履行情况").await;
    assert_eq!(waiting(labour, site, "execution").await, 0);
}
