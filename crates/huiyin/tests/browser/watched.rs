//! What watches over a matter: an order with its feedback and sign-off, and a follow-up that reopens.

use crate::driver::{Browser, Driver};
use crate::people::{
    Petition, Receipt, adds_the_paper, begins, finishes, issues_and_serves, opens_the_one,
    signs_in, submits, tracks, waiting,
};
use crate::site::Site;

const WAGES: Petition<'_> = Petition {
    subject: "东岭村工地拖欠工资",
    body: "在东岭村修路两个月，工资一直没有发，请帮我要回来。",
    place: "青石镇东岭村",
    person: Some(("田晓禾", "13900002222")),
    file: None,
};

/// Submitted, registered, sent to the labour department and accepted there. Gives back the matter's address.
async fn accepted(
    phone: &Browser,
    clerk: &Browser,
    labour: &Browser,
    site: &Site,
) -> (String, Receipt) {
    let receipt = submits(phone, site, &WAGES).await;
    signs_in(clerk, site, "clerk").await;
    let matter = opens_the_one(clerk, site, "register").await;
    begins(clerk, "登记确认").await;
    clerk.choose("#purpose-1", "申诉求决").await;
    finishes(clerk, "登记确认").await;
    begins(clerk, "转送").await;
    clerk.choose("#to", "柳溪县人社局").await;
    finishes(clerk, "转送").await;
    signs_in(labour, site, "labour").await;
    opens_the_one(labour, site, "decide").await;
    begins(labour, "受理").await;
    finishes(labour, "受理").await;
    (matter, receipt)
}

/// Opens the form of an act that stands beside the procedure.
async fn beside(desk: &Browser, action: &str) {
    desk.click("#beside > summary").await;
    desk.click(&format!("#beside a[href$='/act/{action}']"))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_answered_and_signed_off() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (phone, clerk, labour) = (
        driver.phone().await,
        driver.desk().await,
        driver.desk().await,
    );
    let (matter, _) = accepted(&phone, &clerk, &labour, &site).await;

    let supervisor = driver.desk().await;
    signs_in(&supervisor, &site, "supervisor").await;
    supervisor.open(&matter).await;
    beside(&supervisor, "supervise").await;
    supervisor.pick("ground", "SV2").await;
    supervisor.fill("#problem", "受理后没有人联系信访人").await;
    supervisor
        .fill("#demand", "十日内听取陈述并作出处理意见")
        .await;
    supervisor.choose("#form", "网上督办").await;
    supervisor.picture("supervisor-order").await;
    finishes(&supervisor, "督办").await;
    supervisor.sees("督办中").await;
    supervisor.picture("supervisor-matter").await;

    assert_eq!(waiting(&labour, &site, "feed_back").await, 1);
    labour.picture("labour-work-with-order").await;
    opens_the_one(&labour, &site, "feed_back").await;
    labour.sees("十日内听取陈述并作出处理意见").await;
    beside(&labour, "feed_back").await;
    labour
        .fill("#text", "已电话听取陈述，正在调取考勤记录")
        .await;
    finishes(&labour, "反馈督办").await;
    assert_eq!(waiting(&labour, &site, "feed_back").await, 0);

    opens_the_one(&supervisor, &site, "sign_off").await;
    beside(&supervisor, "sign_off").await;
    supervisor.sees("正在调取考勤记录").await;
    supervisor.pick("verdict", "done").await;
    supervisor.fill("#note", "要求已落实").await;
    finishes(&supervisor, "督办销号").await;
    supervisor.sees("已销号").await;
    supervisor.sees_no("督办中").await;
    assert_eq!(waiting(&supervisor, &site, "sign_off").await, 0);
    for browser in [phone, clerk, labour, supervisor] {
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_up_reopens_what_was_not_done() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (phone, clerk, labour) = (
        driver.phone().await,
        driver.desk().await,
        driver.desk().await,
    );
    let (_, receipt) = accepted(&phone, &clerk, &labour, &site).await;
    answers_and_serves(&labour, &site).await;
    tracks(&phone, &site, &receipt).await;
    phone.pick("unit", "dissatisfied").await;
    phone.click_text("提交评价").await;
    opens_the_one(&labour, &site, "close").await;
    begins(&labour, "办结").await;
    finishes(&labour, "办结").await;

    opens_the_one(&clerk, &site, "follow_up").await;
    clerk.sees("信访人评价不满意").await;
    beside(&clerk, "follow_up").await;
    clerk.pick("method", "call").await;
    clerk.pick("outcome", "not_done").await;
    clerk.fill("#words", "信访人说工资仍然没有发").await;
    clerk.click("input[name='reopen']").await;
    clerk.fill("#reason", "处理意见没有执行").await;
    clerk.picture("clerk-follow-up").await;
    finishes(&clerk, "回访").await;
    clerk.sees("重新办理").await;
    clerk.picture("clerk-reopened").await;
    assert_eq!(waiting(&clerk, &site, "follow_up").await, 0);

    assert_eq!(waiting(&labour, &site, "answer").await, 1);
    opens_the_one(&labour, &site, "answer").await;
    labour.sees("处理意见没有执行").await;
    tracks(&phone, &site, &receipt).await;
    phone.sees("回访发现没有落实，重新办理").await;
    phone.fits_its_width().await;
    for browser in [phone, clerk, labour] {
        browser.close().await;
    }
}

async fn answers_and_serves(labour: &Browser, site: &Site) {
    opens_the_one(labour, site, "answer").await;
    begins(labour, "听取陈述").await;
    labour.fill("#note", "电话听取").await;
    finishes(labour, "听取陈述").await;
    begins(labour, "登记纸质签发").await;
    for (field, words) in [
        ("#request", "要回工资"),
        ("#facts", "经查属实"),
        ("#opinion", "责令十日内支付"),
        ("#basis", "《保障农民工工资支付条例》第三十条"),
    ] {
        labour.fill(field, words).await;
    }
    labour.pick("decision-1", "support").await;
    labour.choose("#signer", "吴局长（局长）").await;
    adds_the_paper(labour).await;
    finishes(labour, "登记纸质签发").await;
    issues_and_serves(labour).await;
}
