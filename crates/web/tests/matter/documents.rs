//! Documents made, printed, served and checked from the pages.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use kernel::MatterId;

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
    assert!(choice.body.contains("/documents/new/D19"));
    assert!(
        !choice.body.contains("/documents/new/D11"),
        "no opinion is signed yet"
    );
    for code in ["D22", "D27", "D28"] {
        let path = format!("/matters/{id}/documents/new/{code}");
        assert!(
            !choice.body.contains(&path),
            "{code} is about no single matter"
        );
        assert_eq!(
            world.get(&housing, &path).await.status,
            StatusCode::NOT_FOUND
        );
        let page = world.post(&housing, &path, &[("based_on", "1")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
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

impl World {
    /// An opinion drafted by the handler and signed by the leader at the reply desk.
    async fn signed_at_the_desk(&self) -> (MatterId, Person, Person) {
        let (id, housing) = self.accepted().await;
        let head = self.sign_in("housing-head");
        self.done(&housing, id, "hear", &[("note", "当面听取")])
            .await;
        let draft = [
            ("request", "维修三号楼屋面"),
            ("facts", "防水层老化，已拍照。"),
            ("decision-1", "support"),
            ("answer-1", "三十日内修复，电话【信访人电话】另行通知。"),
            ("basis-1", "《物业管理条例》第五十三条"),
        ];
        self.done(&housing, id, "draft_reply", &draft).await;
        let to = head.viewer.post.to_string();
        self.done(&housing, id, "submit_reply", &[("to", to.as_str())])
            .await;
        self.done(&head, id, "sign_reply", &[]).await;
        (id, housing, head)
    }
}

#[tokio::test]
async fn what_was_signed_is_what_is_issued_served_and_seen() {
    let world = World::new();
    let (id, housing, _) = world.signed_at_the_desk().await;
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    assert!(
        plain(&page.body).contains("尚未编号制发"),
        "no number before it is issued"
    );
    assert!(
        !page.body.contains(&format!("{id}-1号")),
        "and none is invented"
    );
    let path = format!("/matters/{id}/documents/new/D11");
    let form = world.get(&housing, &path).await;
    assert!(form.body.contains("三十日内修复"));
    for field in [
        "name=\"opinion\"",
        "name=\"facts\"",
        "name=\"attachments\"",
        "name=\"to\"",
    ] {
        assert!(
            !form.body.contains(field),
            "{field} cannot be typed over what was signed"
        );
    }
    let version = hidden(&form.body, "based_on");
    let other = [
        ("based_on", version.as_str()),
        ("to", "柳溪县人民政府"),
        ("opinion", "不予维修。"),
        ("facts", "没有漏水。"),
        ("attachments", "补充意见一份"),
        ("copies", "2"),
    ];
    let page = world.post(&housing, &path, &other).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", text(&page.body));
    let file = world.file(&housing, id);
    let document = &file.matter.documents[0];
    assert_eq!(document.content.answer.map(|answer| answer.0), Some(1));
    assert!(document.content.for_petitioner);
    let paper = world.office.paper(document).unwrap();
    let words = paper.text();
    for signed in [
        "防水层老化，已拍照。",
        "三十日内修复",
        "结论：予以支持",
        "第五十三条",
    ] {
        assert!(words.contains(signed), "{signed}: {words}");
    }
    for typed in [
        "不予维修",
        "没有漏水",
        "补充意见",
        "柳溪县人民政府",
        "【信访人电话】",
    ] {
        assert!(!words.contains(typed), "{typed}: {words}");
    }
    let number = document.content.number.to_string();
    let matter = world.get(&housing, &format!("/matters/{id}")).await;
    let shown = plain(&matter.body);
    assert!(shown.contains(&number) && !shown.contains("尚未编号制发"));
    // There is one place to serve it: its own page.
    let to_serve = world
        .get(&housing, &format!("/matters/{id}/act/serve"))
        .await;
    assert_eq!(to_serve.status, StatusCode::SEE_OTHER);
    assert!(
        to_serve.headers[header::LOCATION]
            .to_str()
            .unwrap()
            .contains("/documents/1")
    );
    let version = file.matter.version.to_string();
    let today = office::Moment::now().today().to_string();
    let served = [
        ("based_on", version.as_str()),
        ("method", "web"),
        ("on", today.as_str()),
        ("words", ""),
    ];
    let page = world
        .post(
            &housing,
            &format!("/matters/{id}/documents/1/serve"),
            &served,
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", text(&page.body));
    world.petitioner_reads(&housing, id, &words).await;
}

impl World {
    /// The petitioner reads the document word for word, with its check code, and saves it.
    async fn petitioner_reads(&self, housing: &Person, id: MatterId, words: &str) {
        let (world, file) = (self, self.file(housing, id));
        let document = &file.matter.documents[0];
        let petition = &file.matter.petitions[0];
        let track = [
            ("number", petition.number.clone()),
            ("code", world.office.query_code(petition.id).unwrap()),
        ];
        let fields: Vec<(&str, &str)> = track
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let seen = plain(&world.post(housing, "/track", &fields).await.body);
        for line in words.lines().filter(|line| !line.contains("【信访人")) {
            assert!(
                seen.contains(line.trim()),
                "the petitioner reads “{line}”: {seen}"
            );
        }
        assert!(
            seen.contains(&document.content.check),
            "with its check code"
        );
        if can_print() {
            let mut wanted = fields.clone();
            wanted.push(("document", "1"));
            let file = world.post(housing, "/track/document", &wanted).await;
            assert_eq!(file.status, StatusCode::OK);
            assert_eq!(file.headers[header::CONTENT_TYPE], "application/pdf");
        }
    }
}

#[tokio::test]
async fn a_handler_cannot_sign_for_a_leader_and_a_paper_needs_its_scan() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    world
        .done(&housing, id, "hear", &[("note", "当面听取")])
        .await;
    let leader = world.sign_in("housing-head").viewer.post.to_string();
    let mut opinion = vec![
        ("request", "维修屋面"),
        ("facts", "防水层老化。"),
        ("opinion", "三十日内修复。"),
        ("basis", "《物业管理条例》"),
        ("decision-1", "support"),
        ("signer", leader.as_str()),
    ];
    let page = world.act(&housing, id, "issue_opinion", &opinion).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        plain(&page.body).contains("纸质签发"),
        "{}",
        text(&page.body)
    );
    opinion.push(("paper_reason", "局长没有账号"));
    let page = world.act(&housing, id, "issue_opinion", &opinion).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain(&page.body).contains("扫描件") && page.body.contains("防水层老化。"));
    assert!(world.file(&housing, id).matter.answers.is_empty());
    world
        .on_paper(&housing, id, "issue_opinion", &opinion)
        .await;
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    let told = plain(&page.body);
    assert!(
        told.contains("登记纸质签发") && told.contains("局长没有账号"),
        "{told}"
    );
    assert!(!told.contains("作出信访处理意见书，"));
    assert_eq!(world.file(&housing, id).matter.attachments.len(), 1);
}

#[tokio::test]
async fn a_leader_reads_a_draft_without_signing_it() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let head = world.sign_in("housing-head");
    world
        .done(&housing, id, "hear", &[("note", "当面听取")])
        .await;
    let draft = [
        ("request", "维修三号楼屋面"),
        ("facts", "防水层老化。"),
        ("decision-1", "support"),
        ("answer-1", "三十日内修复"),
        ("basis-1", "《物业管理条例》"),
    ];
    world.done(&housing, id, "draft_reply", &draft).await;
    let waiting = |body: &str| plain(body).contains("待签发");
    assert!(!waiting(&world.get(&head, "/work").await.body));
    let to = head.viewer.post.to_string();
    world
        .done(&housing, id, "submit_reply", &[("to", to.as_str())])
        .await;
    assert!(
        waiting(&world.get(&head, "/work").await.body),
        "the signer is told"
    );
    assert!(
        !waiting(&world.get(&housing, "/work").await.body),
        "and nobody else"
    );
    let list = world.get(&head, "/matters?verb=sign").await;
    assert!(list.body.contains(&format!("/matters/{id}")));
    let before = world.file(&head, id).matter.version;
    let read = world.get(&head, &format!("/matters/{id}/draft")).await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(read.body.contains("三十日内修复"));
    let after = world.file(&head, id).matter;
    assert_eq!(after.version, before, "reading is no act");
    assert!(after.answers.is_empty());
    let page = world.get(&housing, &format!("/matters/{id}")).await;
    let told = plain(&page.body);
    assert!(told.contains("等") && told.contains("签发"));
    assert!(
        !page
            .body
            .contains("class=\"button primary\" href=\"/matters/1/act/draft_reply\"")
    );
    world.done(&head, id, "sign_reply", &[]).await;
    assert!(
        !waiting(&world.get(&head, "/work").await.body),
        "what is signed waits no longer"
    );
    let other = world.sign_in("traffic");
    let page = world.get(&other, &format!("/matters/{id}/draft")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
