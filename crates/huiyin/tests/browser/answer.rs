//! The whole way: a petition comes in on a phone, is joined by its repeat, wrongly sent, sent on, extended, answered, served,
//! read and rated.

use kernel::clock::{DayUnit, Span};
use office::Moment;
use web::look::Lang;

use crate::driver::{Browser, Driver};
use crate::people::{
    Petition, Receipt, begins, finishes, opens_the_one, signs_in, submits, tracks, waiting,
};
use crate::site::Site;

const WAGES: Petition<'_> = Petition {
    subject: "青石镇工地拖欠三个月工资",
    body: "我在青石镇文化站工地做木工，从三月做到五月，包工头一直不发工资，一共欠一万八千元。请帮我要回工资。",
    place: "青石镇东岭村",
    person: Some(("陆小满", "13900001111")),
    file: None,
};

const WAGES_AGAIN: Petition<'_> = Petition {
    subject: "青石镇工地工资还没有发",
    body: "上次反映过，我在青石镇文化站工地做木工三个月，包工头还是不发工资，欠一万八千元，请尽快帮我要回。",
    ..WAGES
};

/// The smallest picture there is: one transparent dot.
const DOT: [u8; 67] = [
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 10, b'I', b'D', b'A', b'T',
    0x78, 0x9C, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0D, 0x0A, 0x2D, 0xB4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xAE, 0x42, 0x60, 0x82,
];

/// The day that ends so many days after today, in Chinese.
fn in_days(days: u16) -> String {
    Lang::Zh.date(Moment::now().today() + jiff::Span::new().days(i64::from(days)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_petition_gets_its_answer() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let (phone, clerk) = (driver.phone().await, driver.desk().await);

    let first = petitioner_submits_with_a_picture(&phone, &site).await;
    let matter = clerk_registers(&clerk, &site, &first).await;
    let second = submits(&phone, &site, &WAGES_AGAIN).await;
    assert_ne!(first.number, second.number);
    clerk_joins_the_repeat(&clerk, &site, &first).await;

    let housing = driver.desk().await;
    signs_in(&housing, &site, "housing").await;
    assigns(&clerk, &matter, "柳溪县住建局").await;
    assert_eq!(waiting(&clerk, &site, "route").await, 0);
    housing_objects(&housing, &site).await;
    clerk_takes_it_back(&clerk, &site).await;
    housing.close().await;
    assigns(&clerk, &matter, "柳溪县人社局").await;

    let labour = driver.desk().await;
    signs_in(&labour, &site, "labour").await;
    labour_accepts_and_asks_for_more_days(&labour, &site).await;
    head_extends(&driver, &labour, &site).await;
    petitioner_sees_who_has_it_and_why_the_date(&phone, &site, &first).await;
    labour_answers(&driver, &labour, &site).await;
    petitioner_reads_and_rates(&phone, &site, &first).await;
    for desk in [&labour, &clerk] {
        desk.open(&matter).await;
        let rating = desk.text_of("section:has(> #rating), #rating").await;
        assert!(
            rating.contains("满意") && rating.contains("基本满意"),
            "{rating}"
        );
        assert!(rating.contains("办得认真"), "{rating}");
    }
    clerk.picture("clerk-matter-rated").await;
    the_repeat_leads_to_the_answer(&phone, &site, &second).await;
    for browser in [phone, clerk, labour] {
        browser.close().await;
    }
}

async fn petitioner_submits_with_a_picture(phone: &Browser, site: &Site) -> Receipt {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("工资欠条.png");
    std::fs::write(&file, DOT).unwrap();
    phone.open(&site.at("/")).await;
    phone.fits_its_width().await;
    phone.picture("phone-front").await;
    let petition = Petition {
        file: Some(&file),
        ..WAGES
    };
    crate::people::fills_in(phone, site, &petition).await;
    phone.fits_its_width().await;
    for words in ["陆小满", "13900001111", "工资欠条.png", "柳溪县信访局"] {
        phone.sees(words).await;
    }
    phone.picture("phone-check").await;
    phone.click_text("确认提交").await;
    let receipt = crate::people::reads_receipt(phone).await;
    phone.fits_its_width().await;
    phone.picture("phone-receipt").await;
    receipt
}

async fn clerk_registers(clerk: &Browser, site: &Site, receipt: &Receipt) -> String {
    signs_in(clerk, site, "clerk").await;
    clerk.picture("clerk-work").await;
    let matter = opens_the_one(clerk, site, "register").await;
    for words in [receipt.number.as_str(), WAGES.body, "工资欠条.png"] {
        clerk.sees(words).await;
    }
    begins(clerk, "登记确认").await;
    clerk.choose("#purpose-1", "申诉求决").await;
    clerk.picture("clerk-screening").await;
    finishes(clerk, "登记确认").await;
    assert_eq!(waiting(clerk, site, "register").await, 0);
    assert_eq!(waiting(clerk, site, "route").await, 1);
    matter
}

async fn clerk_joins_the_repeat(clerk: &Browser, site: &Site, first: &Receipt) {
    opens_the_one(clerk, site, "register").await;
    clerk.reloads_until("可能是同一事项").await;
    let likely = clerk.text_of(".candidates").await;
    assert!(likely.contains(&first.number), "{likely}");
    clerk.picture("clerk-candidates").await;
    clerk.click(".candidates .actions a").await;
    assert_eq!(clerk.value("#other").await, first.number);
    assert!(
        clerk
            .has("input[name='relation'][value='repeat']:checked")
            .await,
        "the same person: a repeat"
    );
    clerk.click_in("main", "并入").await;
    for words in [
        "已并入，可以撤销",
        "本事项已并入",
        "撤销并入",
        &first.number,
    ] {
        clerk.sees(words).await;
    }
    assert_eq!(waiting(clerk, site, "register").await, 0);
}

async fn assigns(clerk: &Browser, matter: &str, unit: &str) {
    clerk.open(matter).await;
    begins(clerk, "交办").await;
    clerk.choose("#to", unit).await;
    let report = Moment::now().today() + jiff::Span::new().days(45);
    clerk.set("#report_by", &report.to_string()).await;
    finishes(clerk, "交办").await;
    clerk.sees(unit).await;
}

async fn housing_objects(housing: &Browser, site: &Site) {
    opens_the_one(housing, site, "decide").await;
    begins(housing, "提出异议").await;
    housing.pick("ground", "RT1").await;
    housing
        .fill(
            "#reason",
            "劳动报酬争议由人力资源社会保障部门处理，不属于住建部门职权。",
        )
        .await;
    housing.choose("#believed", "柳溪县人社局").await;
    finishes(housing, "提出异议").await;
    assert_eq!(waiting(housing, site, "decide").await, 0);
}

async fn clerk_takes_it_back(clerk: &Browser, site: &Site) {
    opens_the_one(clerk, site, "verify").await;
    begins(clerk, "同意异议并收回").await;
    clerk.sees("劳动报酬争议由人力资源社会保障部门处理").await;
    clerk.sees("柳溪县人社局").await;
    finishes(clerk, "同意异议并收回").await;
    assert_eq!(waiting(clerk, site, "verify").await, 0);
}

async fn labour_accepts_and_asks_for_more_days(labour: &Browser, site: &Site) {
    opens_the_one(labour, site, "decide").await;
    begins(labour, "受理").await;
    labour.sees(&in_days(60)).await;
    finishes(labour, "受理").await;
    labour.sees(&in_days(60)).await;
    begins(labour, "听取陈述").await;
    labour
        .fill("#note", "当日电话听取，信访人陈述做工时间和欠薪数额。")
        .await;
    finishes(labour, "听取陈述").await;
    begins(labour, "申请延期").await;
    labour.sees(&in_days(90)).await;
    labour.fill("#days", "20").await;
    labour.choose("#to", "吴局长（局长）").await;
    labour.fill("#reason", "需要向总包单位调取考勤记录。").await;
    labour.picture("labour-asks-for-days").await;
    finishes(labour, "申请延期").await;
    labour.sees("待吴局长").await;
    labour.sees(&in_days(60)).await;
}

/// The period is longer once the head has said so in person; what was asked for stands there to be read.
async fn head_extends(driver: &Driver, labour: &Browser, site: &Site) {
    let head = driver.desk().await;
    signs_in(&head, site, "labour-head").await;
    let matter = opens_the_one(&head, site, "extension").await;
    begins(&head, "延期").await;
    head.sees("需要向总包单位调取考勤记录").await;
    head.picture("head-extends").await;
    finishes(&head, "延期").await;
    head.sees(&in_days(80)).await;
    assert_eq!(waiting(&head, site, "extension").await, 0);
    head.close().await;
    labour.open(&matter).await;
    labour.sees(&in_days(80)).await;
    labour.picture("labour-matter").await;
    assert_eq!(waiting(labour, site, "decide").await, 0);
}

async fn petitioner_sees_who_has_it_and_why_the_date(
    phone: &Browser,
    site: &Site,
    receipt: &Receipt,
) {
    tracks(phone, site, receipt).await;
    phone.fits_its_width().await;
    phone.picture("phone-track").await;
    for words in [
        "柳溪县人社局",
        "柳溪县住建局",
        &in_days(80),
        "需要向总包单位调取考勤记录",
    ] {
        phone.sees(words).await;
    }
    phone.click(".clock .why > summary").await;
    let why = phone.text_of(".clock .why-body").await;
    assert!(
        why.contains("当日不计") && why.contains(&in_days(80)),
        "{why}"
    );
    assert!(
        phone.has(".clock .why-body table").await,
        "the days stand in a calendar"
    );
    phone.fits_its_width().await;
    phone.picture("phone-why").await;
}

/// Drafted by the handler, signed by the head, issued and served: one opinion, one number, one text.
async fn labour_answers(driver: &Driver, labour: &Browser, site: &Site) {
    let matter = opens_the_one(labour, site, "answer").await;
    begins(labour, "起草答复").await;
    labour
        .fill("#request", "要回拖欠的三个月工资一万八千元。")
        .await;
    labour
        .fill(
            "#facts",
            "经查，信访人三月至五月在该工地做木工，考勤记录属实，工资未付。",
        )
        .await;
    labour
        .fill("#answer-1", "责令总包单位十日内支付拖欠的工资一万八千元。")
        .await;
    labour
        .fill("#basis-1", "《保障农民工工资支付条例》第三十条。")
        .await;
    labour.pick("decision-1", "support").await;
    labour.picture("labour-opinion").await;
    finishes(labour, "保存文稿").await;
    begins(labour, "送审").await;
    labour.choose("#to", "吴局长（局长）").await;
    finishes(labour, "送审").await;
    labour.sees("等吴局长").await;

    let head = driver.desk().await;
    signs_in(&head, site, "labour-head").await;
    opens_the_one(&head, site, "sign").await;
    head.click_text("阅看文稿").await;
    head.sees("责令总包单位十日内支付").await;
    head.picture("head-reads").await;
    head.click_in("main", "签发").await;
    finishes(&head, "签发").await;
    assert_eq!(waiting(&head, site, "sign").await, 0);
    head.close().await;

    assert_eq!(waiting(labour, site, "answer").await, 0);
    labour.open(&matter).await;
    labour.sees("尚未编号制发").await;
    begins(labour, "制作文书").await;
    labour.sees("责令总包单位十日内支付").await;
    labour.picture("labour-issues").await;
    labour.click_in("main", "编号并制发").await;
    labour.sees("待送达").await;
    labour.pick("method", "web").await;
    labour.fill("#words", "信访人登录查看").await;
    labour.click_in("serve", "登记").await;
    labour.sees("网上送达").await;
    assert_eq!(waiting(labour, site, "serve").await, 0);
}

async fn petitioner_reads_and_rates(phone: &Browser, site: &Site, receipt: &Receipt) {
    tracks(phone, site, receipt).await;
    phone.fits_its_width().await;
    phone.picture("phone-answer").await;
    let letter = phone.text_of(".letter").await;
    for words in [
        "责令总包单位十日内支付",
        "考勤记录属实",
        "《保障农民工工资支付条例》",
        "予以支持",
        "柳溪县人社局",
    ] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    let last = Span::new(Moment::now().today(), 30, DayUnit::Calendar)
        .due(site.office.calendar())
        .moved;
    assert!(
        letter.contains(&format!("最迟{}", Lang::Zh.date(last))),
        "{letter}"
    );
    assert!(
        letter.contains("信复〔") && letter.contains("核验码"),
        "{letter}"
    );
    assert!(
        phone.has("#documents-own button").await,
        "to be saved as it was issued"
    );
    phone.pick("office", "satisfied").await;
    phone.pick("unit", "basically").await;
    phone.fill("#remark", "办得认真").await;
    phone.click_text("提交评价").await;
    phone.sees("感谢您的评价").await;
    phone.fits_its_width().await;
    phone.picture("phone-rated").await;
}

async fn the_repeat_leads_to_the_answer(phone: &Browser, site: &Site, second: &Receipt) {
    tracks(phone, site, second).await;
    phone
        .sees("您的信访件已与反映同一问题的另一件合并办理")
        .await;
    phone.sees("责令总包单位十日内支付").await;
    phone.fits_its_width().await;
}
