//! No page is wider than a phone, in either language.

use crate::driver::{Browser, Driver};
use crate::people::{Petition, begins, finishes, opens_the_one, signs_in, submits};
use crate::site::Site;

/// Long words without a gap, as people paste them.
const LONG: Petition<'_> = Petition {
    subject: "关于http://example.com/a-long-address-without-any-gap的反映",
    body: "链接https://example.com/0123456789012345678901234567890123456789012345678901234567890123456789打不开，请处理。",
    place: "青石镇",
    person: Some(("司徒长卿", "13900005555")),
    file: None,
};

const PUBLIC: [&str; 7] = [
    "/",
    "/submit",
    "/track",
    "/rules",
    "/how-it-works",
    "/sign-in",
    "/no-such-page",
];
const CLERK: [&str; 17] = [
    "/work",
    "/register",
    "/register/letter",
    "/register/visit",
    "/register/call",
    "/register/online",
    "/register/video",
    "/register/hotline",
    "/register/from_above",
    "/hot",
    "/hot/forecast",
    "/matters",
    "/matters?verb=register",
    "/search?q=链接",
    "/search?q=nothing",
    "/posts",
    "/matters/999",
];
const ADMIN: [&str; 6] = [
    "/admin/units",
    "/admin/units/new",
    "/admin/units/2",
    "/admin/posts",
    "/admin/posts/new",
    "/admin/posts/2",
];

/// The addresses of a matter: its page, a clock, the form of every action open to the viewer, and one that is not.
async fn of_matter(phone: &Browser, site: &Site, matter: &str) -> Vec<String> {
    phone.open(&site.at(matter)).await;
    let forms = phone
        .script("return [...document.querySelectorAll('#actions a')].map(a => a.pathname)")
        .await;
    let forms: Vec<String> = serde_json::from_value(forms).unwrap();
    assert!(forms.len() > 3, "{forms:?}");
    let others = ["", "/clocks/1", "/slip", "/act/close"].map(|part| format!("{matter}{part}"));
    others.into_iter().chain(forms).collect()
}

/// Opens each address in both languages; gives back those that are too wide.
async fn too_wide(
    phone: &Browser,
    site: &Site,
    addresses: impl IntoIterator<Item = String>,
) -> Vec<String> {
    let mut wide = Vec::new();
    for address in addresses {
        for lang in ["en", "zh"] {
            let mark = if address.contains('?') { '&' } else { '?' };
            let page = format!("{address}{mark}lang={lang}");
            phone.open(&site.at(&page)).await;
            let over = phone.overflow().await;
            if over > 0 {
                let widest = phone
                    .script("const limit = document.documentElement.clientWidth; return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > limit + 1).slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ')")
                    .await;
                wide.push(format!("{page} by {over}: {widest}"));
            }
        }
    }
    wide
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_a_phone() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let phone = driver.phone().await;
    submits(&phone, &site, &LONG).await;
    let mut wide = too_wide(&phone, &site, PUBLIC.map(str::to_owned)).await;

    signs_in(&phone, &site, "clerk").await;
    wide.extend(too_wide(&phone, &site, CLERK.map(str::to_owned)).await);
    let matter = opens_the_one(&phone, &site, "register")
        .await
        .replace(&site.url, "");
    let pages = of_matter(&phone, &site, &matter).await;
    wide.extend(too_wide(&phone, &site, pages).await);
    phone.open(&site.at(&matter)).await;
    begins(&phone, "登记确认").await;
    phone.choose("#purpose-1", "申诉求决").await;
    finishes(&phone, "登记确认").await;
    begins(&phone, "转送").await;
    phone.choose("#to", "柳溪县人社局").await;
    finishes(&phone, "转送").await;

    signs_in(&phone, &site, "labour").await;
    phone.open(&site.at(&matter)).await;
    begins(&phone, "受理").await;
    finishes(&phone, "受理").await;
    phone.picture("phone-staff-matter").await;
    let pages = of_matter(&phone, &site, &matter).await;
    wide.extend(too_wide(&phone, &site, pages).await);

    signs_in(&phone, &site, "admin").await;
    wide.extend(too_wide(&phone, &site, ADMIN.map(str::to_owned)).await);
    // The measure itself: a page made too wide is found out.
    phone
        .script("document.querySelector('main').style.minWidth = '500px'")
        .await;
    assert!(phone.overflow().await > 0);
    phone.close().await;
    assert!(
        wide.is_empty(),
        "too wide for a phone:\n{}",
        wide.join("\n")
    );
}
