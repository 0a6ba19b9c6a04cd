//! How much a stranger may send: the same at every entrance, however it is encoded.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::town::{PNG, Town};

/// A form with one field of that many bytes, in both encodings: content type and body.
fn forms(field: &str, size: usize) -> [(&'static str, Vec<u8>); 2] {
    let value = "a".repeat(size);
    [
        (
            "application/x-www-form-urlencoded",
            format!("{field}={value}").into_bytes(),
        ),
        (
            "Multipart/Form-Data; boundary=cut",
            format!(
                "--cut\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n--cut--\r\n"
            )
            .into_bytes(),
        ),
    ]
}

async fn status(town: &Town, address: &str, kind: &str, body: Vec<u8>) -> (StatusCode, String) {
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .unwrap();
    let page = town.browser.send(request).await;
    let status = page.status();
    let text = axum::body::to_bytes(page.into_body(), usize::MAX).await;
    (status, String::from_utf8(text.unwrap().to_vec()).unwrap())
}

fn drafts(town: &Town) -> usize {
    let writer = town.office.store().writer();
    let kept: Result<_, office::StoreError> =
        writer.write(|writing| store::tables::misc::live_drafts(writing, 0));
    kept.unwrap().len()
}

/// Files begun and not kept.
fn unfinished(town: &Town) -> usize {
    std::fs::read_dir(town.office.store().dir().join("incoming")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_small_form_takes_little_in_either_encoding_and_says_so() {
    let town = Town::new();
    let small = [
        ("/sign-in", "login"),
        ("/sign-in", "password"),
        ("/track", "number"),
        ("/track/rate", "remark"),
        ("/track/file", "hash"),
        ("/submit/send", "once"),
    ];
    for (address, field) in small {
        for (kind, body) in forms(field, 70 * 1024) {
            let (status, text) = status(&town, address, kind, body).await;
            assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{address} {kind}");
            assert!(
                text.contains("提交的内容过多，没有收下"),
                "{address} {kind}: {text}"
            );
        }
        for (kind, body) in forms(field, 40 * 1024) {
            let (status, _) = status(&town, address, kind, body).await;
            assert_ne!(status, StatusCode::PAYLOAD_TOO_LARGE, "{address} {kind}");
        }
    }
}

#[tokio::test]
async fn a_text_of_megabytes_leaves_no_draft_behind() {
    let town = Town::new();
    for address in ["/submit", "/submit/who"] {
        for (kind, body) in forms("body", 3 * 1024 * 1024) {
            let (status, _) = status(&town, address, kind, body).await;
            assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{address} {kind}");
        }
    }
    assert_eq!(drafts(&town), 0);
}

#[tokio::test]
async fn many_fields_are_too_much_however_short_they_are() {
    let town = Town::new();
    let urlencoded = "a=b&".repeat(5_000).into_bytes();
    let part = "--cut\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
    let multipart = format!("{}--cut--\r\n", part.repeat(5_000)).into_bytes();
    for (kind, body) in [
        ("application/x-www-form-urlencoded", urlencoded),
        ("multipart/form-data; boundary=cut", multipart),
    ] {
        let (status, _) = status(&town, "/submit", kind, body).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{kind}");
    }
}

#[tokio::test]
async fn a_page_that_asks_for_no_file_keeps_none() {
    let town = Town::new();
    let page = town
        .browser
        .upload(
            "/track",
            &[("number", "1"), ("code", "2")],
            &[("大.png", &[PNG; 20_000].concat())],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.field("number"),
        "1",
        "what was typed is read all the same"
    );
    assert_eq!(unfinished(&town), 0);
}

#[tokio::test]
async fn an_upload_that_breaks_off_or_is_refused_leaves_nothing_on_the_disk() {
    let town = Town::new();
    let head =
        "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"照片.png\"\r\n\r\n";
    let cut_off = [head.as_bytes(), &[PNG; 20_000].concat()].concat();
    let kind = "multipart/form-data; boundary=cut";
    let (status, text) = status(&town, "/submit/who", kind, cut_off).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(text.contains("传输可能中断"), "{text}");
    assert_eq!(unfinished(&town), 0);
    let many: Vec<(String, Vec<u8>)> = (0..60)
        .map(|n| (format!("{n}.png"), [PNG, &[n]].concat()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    let page = town.browser.upload("/submit/who", &[], &many).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(unfinished(&town), 0);
    assert_eq!(drafts(&town), 0);
}

/// How many pages the database may grow to; a full disk answers the same.
fn room(town: &Town, pages: u32) {
    let writer = town.office.store().writer();
    let set: Result<_, office::StoreError> =
        writer.write(move |writing| writing.connection.grow_to(pages));
    set.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_named_nothing_is_kept_and_with_room_everything_goes_on() {
    let town = Town::new();
    let body = "灯".repeat(9_500);
    let what = [
        ("accuses", "no"),
        ("subject", "路灯不亮"),
        ("body", body.as_str()),
        ("office", "2"),
    ];
    town.first_steps("路灯不亮。").await;
    let known = (drafts(&town), town.matters().len());
    room(&town, 1);
    let page = town.browser.post("/submit", &what).await;
    assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(
        page.has("数据磁盘已满") && page.has("没有保存任何内容"),
        "{}",
        page.text
    );
    let page = town.browser.post("/submit?lang=en", &what).await;
    assert!(page.has("data disk is full"), "{}", page.text);
    assert_eq!((drafts(&town), town.matters().len()), known);
    room(&town, 1_000_000);
    let page = town.browser.post("/submit", &what).await;
    assert!(page.address.starts_with("/submit/who"), "{}", page.address);
    town.browser.post("/submit/send", &[]).await;
    assert_eq!(town.matters().len(), known.1 + 1);
}
