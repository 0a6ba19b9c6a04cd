//! Two people write on the same matter: the second loses nothing.

use crate::driver::Driver;
use crate::people::{Petition, begins, finishes, opens_the_one, signs_in, submits};
use crate::site::Site;

const NOISE: Petition<'_> = Petition {
    subject: "东岭村采石场夜间放炮",
    body: "采石场夜里十一点以后还在放炮，老人孩子睡不着，请规定放炮时间。",
    place: "青石镇东岭村",
    person: Some(("方巧云", "13900002222")),
    file: None,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_saves_shows_both_texts() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (one, other) = (driver.desk().await, driver.desk().await);
    submits(&one, &site, &NOISE).await;
    signs_in(&one, &site, "clerk").await;
    signs_in(&other, &site, "supervisor").await;
    let matter = opens_the_one(&one, &site, "register").await;
    begins(&one, "登记确认").await;
    one.choose("#purpose-1", "申诉求决").await;
    one.fill("#demand-1", "夜间十点以后不放炮").await;

    other.open(&matter).await;
    begins(&other, "备注").await;
    other.fill("#note", "采石场去年也有人反映。").await;
    finishes(&other, "备注").await;

    one.click_in("main", "登记确认").await;
    assert_eq!(one.status().await, 409);
    one.sees("本事项已有更新，所以没有保存").await;
    one.picture("clerk-overtaken").await;
    let both = one.text_of(".versions").await;
    assert!(both.contains("采石场去年也有人反映"), "{both}");
    assert!(both.contains("夜间十点以后不放炮"), "{both}");
    assert_eq!(one.value("#demand-1").await, "夜间十点以后不放炮");
    assert_eq!(one.value("#purpose-1").await, "appeal");

    finishes(&one, "登记确认").await;
    one.sees("采石场去年也有人反映").await;
    one.sees("夜间十点以后不放炮").await;
    for browser in [one, other] {
        browser.close().await;
    }
}
