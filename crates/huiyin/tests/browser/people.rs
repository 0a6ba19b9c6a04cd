//! What petitioners and staff do again and again.

use crate::driver::Browser;
use crate::site::{PASSWORD, Site};

/// What a petitioner writes.
pub struct Petition<'a> {
    pub subject: &'a str,
    pub body: &'a str,
    pub place: &'a str,
    /// Name and telephone; anonymous without.
    pub person: Option<(&'a str, &'a str)>,
    /// A file to send along.
    pub file: Option<&'a std::path::Path>,
}

/// Number and query code, as the petitioner copies them from the screen.
pub struct Receipt {
    pub number: String,
    pub code: String,
}

/// The first two steps, up to the page where everything is checked.
pub async fn fills_in(phone: &Browser, site: &Site, petition: &Petition<'_>) {
    phone.open(&site.at("/")).await;
    phone.click("a.door[href='/submit']").await;
    phone.pick("accuses", "no").await;
    phone.fill("#subject", petition.subject).await;
    phone.fill("#body", petition.body).await;
    phone.fill("#place", petition.place).await;
    phone.click_text("下一步").await;
    match petition.person {
        None => phone.pick("who", "anonymous").await,
        Some((name, telephone)) => {
            phone.pick("who", "named").await;
            phone.fill("#name", name).await;
            phone.fill("#phone", telephone).await;
        }
    }
    if let Some(file) = petition.file {
        phone.choose_file("#files", file).await;
    }
    phone.click_text("下一步").await;
    phone.sees(petition.subject).await;
}

/// Reads the receipt on the screen.
pub async fn reads_receipt(phone: &Browser) -> Receipt {
    phone.sees("信访事项登记回执").await;
    Receipt {
        number: phone.text_of(".receipt-codes div:nth-child(1) dd").await,
        code: phone.text_of(".receipt-codes div:nth-child(2) dd").await,
    }
}

/// The three steps.
pub async fn submits(phone: &Browser, site: &Site, petition: &Petition<'_>) -> Receipt {
    fills_in(phone, site, petition).await;
    phone.click_text("确认提交").await;
    reads_receipt(phone).await
}

/// Asks where a petition stands.
pub async fn tracks(phone: &Browser, site: &Site, receipt: &Receipt) {
    phone.open(&site.at("/track")).await;
    phone.fill("#number", &receipt.number).await;
    phone.fill("#code", &receipt.code).await;
    phone.click_text("查询").await;
    phone.sees("办到哪一步了").await;
}

/// Signs in.
pub async fn signs_in(desk: &Browser, site: &Site, login: &str) {
    desk.open(&site.at("/sign-in")).await;
    desk.fill("#login", login).await;
    desk.fill("#password", PASSWORD).await;
    desk.click_text("登录").await;
    assert!(
        !desk.url().await.contains("/sign-in"),
        "{}",
        desk.text().await
    );
}

/// How many matters wait for a verb on the workbench.
pub async fn waiting(desk: &Browser, site: &Site, verb: &str) -> u32 {
    desk.open(&site.at("/work")).await;
    let card = format!(".work a[href='/matters?verb={verb}'] .work-count");
    match desk.has(&card).await {
        true => desk.text_of(&card).await.parse().unwrap(),
        false => 0,
    }
}

/// Opens the only matter that waits for a verb, from the workbench; gives back its address.
pub async fn opens_the_one(desk: &Browser, site: &Site, verb: &str) -> String {
    assert_eq!(
        waiting(desk, site, verb).await,
        1,
        "one matter waits: {verb}"
    );
    desk.click(&format!(".work a[href='/matters?verb={verb}']"))
        .await;
    desk.click("a.row-link").await;
    desk.url().await
}

/// Presses one of the matter's buttons, which leads to its form.
pub async fn begins(desk: &Browser, action: &str) {
    desk.click_in("actions", action).await;
}

/// Sends the form; its button bears the action's name.
pub async fn finishes(desk: &Browser, action: &str) {
    desk.click_in("main", action).await;
    desk.sees("已办理并记入卷宗").await;
}

/// Says that the leader signed on paper, with the scan of it.
pub async fn adds_the_paper(desk: &Browser) {
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("签发稿.pdf");
    std::fs::write(&scan, "%PDF-1.4\n%%EOF\n").unwrap();
    desk.fill("#paper_reason", "负责人外出，已在纸质稿上签发")
        .await;
    desk.choose_file("#scan", &scan).await;
    // The browser reads the file when the form is sent.
    std::mem::forget(folder);
}

/// The answer that was signed gets its number and is served on the tracking page.
pub async fn issues_and_serves(desk: &Browser) {
    begins(desk, "制作文书").await;
    desk.click_in("main", "编号并制发").await;
    desk.pick("method", "web").await;
    desk.click_in("serve", "登记").await;
    desk.sees("网上送达").await;
}
