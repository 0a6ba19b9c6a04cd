//! Documents made, printed, served and checked from the pages.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::MatterId;

use crate::world::{Page, Person, World, hidden, plain, text};

const ACCEPTANCE: [(&str, &str); 7] = [
    ("to", "【信访人姓名】"),
    ("matter", "三号楼屋面漏水"),
    ("basis", "《信访工作条例》第二十三条"),
    ("accepted", "2026-05-15"),
    ("due", "2026-07-14"),
    ("contact", "周一鸣"),
    ("copies", "3"),
];

/// Whether PDFs can be made here. Without a Chinese font their tests step aside, but never in CI.
fn can_print() -> bool {
    let found = documents::Fonts::of_system(std::path::Path::new("no-such-folder")).have_chinese();
    let ci = std::env::var("CI").as_deref() == Ok("true");
    assert!(found || !ci, "install a Chinese font: fonts-noto-cjk");
    found
}

impl World {
    async fn make(&self, who: &Person, id: MatterId, fields: &[(&str, &str)]) -> Page {
        let path = format!("/matters/{id}/documents/new/D03");
        let form = self.get(who, &path).await;
        assert_eq!(form.status, StatusCode::OK, "{}", text(&form.body));
        let version = hidden(&form.body, "based_on");
        let mut all = vec![("based_on", version.as_str())];
        all.extend(fields);
        self.post(who, &path, &all).await
    }

    /// An acceptance notice of the housing department.
    async fn issued(&self) -> (MatterId, Person, String) {
        let (id, housing) = self.accepted().await;
        let page = self.make(&housing, id, &ACCEPTANCE).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", text(&page.body));
        (id, housing, format!("/matters/{id}/documents/1"))
    }

    async fn anybody(&self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }
}

#[tokio::test]
async fn a_document_is_chosen_filled_from_the_file_and_issued_under_a_number() {
    let world = World::new();
    let (id, housing, here) = world.issued().await;
    let choice = world
        .get(&housing, &format!("/matters/{id}/documents/new"))
        .await;
    assert!(choice.body.contains("/documents/new/D11"));
    let form = world
        .get(&housing, &format!("/matters/{id}/documents/new/D10"))
        .await;
    assert!(form.body.contains("三号楼屋面漏水"), "filled from the file");
    let page = world.get(&housing, &here).await;
    assert!(
        plain(&page.body).contains("信受〔") && page.body.contains("待送达"),
        "{}",
        text(&page.body)
    );
    let matter = world.get(&housing, &format!("/matters/{id}")).await;
    assert!(matter.body.contains(&format!("{here}/pdf")));
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_typed_is_kept() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let fields: Vec<_> = ACCEPTANCE
        .iter()
        .copied()
        .map(|(name, value)| {
            if name == "due" {
                (name, "")
            } else {
                (name, value)
            }
        })
        .collect();
    let page = world.make(&housing, id, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("办结期限") && page.body.contains("周一鸣"));
    assert!(world.file(&housing, id).matter.documents.is_empty());
}

#[tokio::test]
async fn a_preview_takes_no_number() {
    if !can_print() {
        return;
    }
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let mut fields = ACCEPTANCE.to_vec();
    fields.push(("preview", "1"));
    let page = world.make(&housing, id, &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/pdf");
    assert!(world.file(&housing, id).matter.documents.is_empty());
}

#[tokio::test]
async fn it_is_downloaded_as_pdf_and_docx_by_those_who_see_the_matter() {
    if !can_print() {
        return;
    }
    let world = World::new();
    let (_, housing, here) = world.issued().await;
    for (ending, media) in [
        ("pdf", "application/pdf"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ] {
        let page = world.get(&housing, &format!("{here}/{ending}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.headers[header::CONTENT_TYPE], media);
        let other = world.sign_in("traffic");
        let page = world.get(&other, &format!("{here}/{ending}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_failed_try_and_then_the_service_show_on_its_page() {
    let world = World::new();
    let (id, housing, here) = world.issued().await;
    let today = office::Moment::now().today().to_string();
    let serve = |words: &'static str, failed: bool| {
        let version = world.file(&housing, id).matter.version.to_string();
        let (world, housing, here, today) = (&world, &housing, &here, today.clone());
        async move {
            let mut fields = vec![
                ("based_on", version.as_str()),
                ("method", "post"),
                ("on", today.as_str()),
                ("words", words),
            ];
            if failed {
                fields.push(("failed", "1"));
            }
            world.post(housing, &format!("{here}/serve"), &fields).await
        }
    };
    assert_eq!(
        serve("收件人迁出", true).await.status,
        StatusCode::SEE_OTHER
    );
    let page = world.get(&housing, &here).await;
    assert!(page.body.contains("收件人迁出") && page.body.contains("须再送"));
    let refused = serve("", false).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("邮件号码"));
    assert_eq!(
        serve("XA123456789CN", false).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        world
            .get(&housing, &here)
            .await
            .body
            .contains("XA123456789CN")
    );
}

#[tokio::test]
async fn anybody_checks_a_code_and_learns_nothing_personal() {
    let world = World::new();
    let (id, housing, _) = world.issued().await;
    let document = world.file(&housing, id).matter.documents[0].clone();
    let page = world
        .anybody(&format!("/verify/{}", document.content.check))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let words = plain(&page.body);
    assert!(
        words.contains(&document.content.number.to_string())
            && words.contains(&document.content.hash)
    );
    for secret in ["陈小满", "漏水", "受理告知书"] {
        assert!(!words.contains(secret), "{secret}");
    }
    let page = world.anybody("/verify/ZZZZZZZZZZ").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("没有这个核验码"));
}

#[tokio::test]
async fn a_days_documents_come_in_one_file() {
    if !can_print() {
        return;
    }
    let world = World::new();
    let (_, housing, _) = world.issued().await;
    let page = world.get(&housing, "/documents/day").await;
    assert!(page.body.contains("共 1 份文书"), "{}", text(&page.body));
    let page = world.get(&housing, "/documents/day.pdf").await;
    assert_eq!(
        (
            page.status,
            page.headers[header::CONTENT_TYPE].to_str().unwrap()
        ),
        (StatusCode::OK, "application/pdf")
    );
    let other = world.sign_in("traffic");
    let page = world.get(&other, "/documents/day.pdf").await;
    assert!(page.status.is_client_error());
}
