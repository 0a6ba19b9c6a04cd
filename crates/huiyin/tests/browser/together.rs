//! A matter of two organs: one leads and answers for the whole, the other owes it a contribution.

use office::Moment;

use crate::driver::{Browser, Driver};
use crate::people::{
    Petition, adds_the_paper, begins, finishes, issues_and_serves, opens_the_one, signs_in,
    submits, tracks, waiting,
};
use crate::site::Site;

const WAGES: Petition<'_> = Petition {
    subject: "安置房工地拖欠工资",
    body: "我们在青石镇安置房工地做工，总包单位说工程款没有结清，拖欠工资两个月，请查明并帮助解决。",
    place: "青石镇",
    person: Some(("程立夏", "13900003333")),
    file: None,
};

const CONTRIBUTION: &str = "经查，总包单位已收到八成工程款，其中含农民工工资专户款。";

#[tokio::test(flavor = "multi_thread")]
async fn two_organs_work_on_one_matter_and_the_lead_answers() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (phone, clerk) = (driver.phone().await, driver.desk().await);
    let receipt = submits(&phone, &site, &WAGES).await;
    signs_in(&clerk, &site, "clerk").await;
    let matter = opens_the_one(&clerk, &site, "register").await;
    begins(&clerk, "登记确认").await;
    clerk.choose("#purpose-1", "申诉求决").await;
    finishes(&clerk, "登记确认").await;
    begins(&clerk, "转送").await;
    clerk.sees("信访事项发生地先行办理").await;
    clerk.picture("clerk-proposals").await;
    clerk.choose("#to", "柳溪县人社局").await;
    finishes(&clerk, "转送").await;

    let (labour, housing) = (driver.desk().await, driver.desk().await);
    signs_in(&labour, &site, "labour").await;
    labour_asks_housing(&labour, &site).await;
    signs_in(&housing, &site, "housing").await;
    housing_contributes(&housing, &site).await;
    labour_answers(&labour, &matter).await;
    tracks(&phone, &site, &receipt).await;
    phone.sees("总包单位应于十五日内付清").await;
    for browser in [phone, clerk, labour, housing] {
        browser.close().await;
    }
}

async fn labour_asks_housing(labour: &Browser, site: &Site) {
    opens_the_one(labour, site, "decide").await;
    begins(labour, "受理").await;
    finishes(labour, "受理").await;
    begins(labour, "增加协办单位").await;
    labour.choose("#unit", "柳溪县住建局").await;
    labour
        .fill("#reason", "请核实总包单位工程款支付情况。")
        .await;
    let due = Moment::now().today() + jiff::Span::new().days(10);
    labour.set("#due", &due.to_string()).await;
    finishes(labour, "增加协办单位").await;
    labour.sees("对整件事项负责").await;
    begins(labour, "听取陈述").await;
    labour.fill("#note", "电话听取，信访人补充了考勤表。").await;
    finishes(labour, "听取陈述").await;
    labour.sees("协办单位尚未反馈：柳溪县住建局").await;
    labour.picture("lead-waits").await;
}

async fn housing_contributes(housing: &Browser, site: &Site) {
    opens_the_one(housing, site, "co-handle").await;
    begins(housing, "反馈协办意见").await;
    housing.sees("请核实总包单位工程款支付情况。").await;
    housing.fill("#text", CONTRIBUTION).await;
    housing.fits_its_width().await;
    finishes(housing, "反馈协办意见").await;
    assert_eq!(waiting(housing, site, "co-handle").await, 0);
}

async fn labour_answers(labour: &Browser, matter: &str) {
    labour.open(matter).await;
    labour.sees(CONTRIBUTION).await;
    begins(labour, "登记纸质签发").await;
    labour
        .fill("#facts", "总包单位收款后未支付工资，情况属实。")
        .await;
    labour.fill("#opinion", "总包单位应于十五日内付清。").await;
    labour
        .fill("#basis", "《保障农民工工资支付条例》第三十条")
        .await;
    labour.pick("decision-1", "support").await;
    adds_the_paper(labour).await;
    finishes(labour, "登记纸质签发").await;
    issues_and_serves(labour).await;
}
