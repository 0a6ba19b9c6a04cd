//! Without scripts everything works, only less comfortably.

use crate::driver::Driver;
use crate::people::{Petition, fills_in, reads_receipt, signs_in, tracks, waiting};
use crate::site::Site;

const LAMPS: Petition<'_> = Petition {
    subject: "青石镇老街路灯长期不亮",
    body: "青石镇老街从邮局到小学的路灯坏了两个月，晚上看不见路，请修好。",
    place: "青石镇老街",
    person: Some(("何秋平", "13900003333")),
    file: None,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_petitioner_submits_and_tracks_without_scripts() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start_without_scripts().await;
    let phone = driver.phone().await;
    fills_in(&phone, &site, &LAMPS).await;
    // No script holds back the second click, so the server must.
    phone
        .double_click("form[action='/submit/send'] button")
        .await;
    let receipt = reads_receipt(&phone).await;
    assert!(
        !phone.has("[data-print]:not([hidden])").await,
        "no button that could do nothing"
    );
    phone.picture("plain-receipt").await;
    tracks(&phone, &site, &receipt).await;
    for words in ["已收到您的信访件", "现在由谁负责", "柳溪县信访局"] {
        phone.sees(words).await;
    }
    phone.click(".clock .why > summary").await;
    phone.sees("当日不计").await;

    phone.fill("#text", "昨天又有人在老街摔倒。").await;
    phone.click_text("补充").await;
    phone.sees("昨天又有人在老街摔倒").await;
    signs_in(&phone, &site, "clerk").await;
    assert_eq!(
        waiting(&phone, &site, "register").await,
        1,
        "a double click makes one petition"
    );
    phone.close().await;
}
