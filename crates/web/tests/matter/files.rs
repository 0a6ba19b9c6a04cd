//! Files in and out.

use axum::http::{StatusCode, header};

use crate::world::World;

#[tokio::test]
async fn a_web_page_named_as_a_picture_is_refused() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let page = world
        .upload(
            &housing,
            id,
            "photo.png",
            b"<html><script>alert(1)</script></html>",
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("photo.png"));
    assert!(world.file(&housing, id).matter.attachments.is_empty());
}

#[tokio::test]
async fn downloads_are_saved_never_shown() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    assert_eq!(
        world
            .upload(&housing, id, "说明.txt", "欠薪明细".as_bytes())
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let hash = world.file(&housing, id).matter.attachments[0].hash.clone();
    let page = world
        .get(&housing, &format!("/matters/{id}/files/{hash}"))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.body, "欠薪明细");
    let disposition = page.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename*=UTF-8''%E8%AF%B4%E6%98%8E.txt"),
        "{disposition}"
    );
    assert_eq!(page.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let other = "0".repeat(64);
    let page = world
        .get(&housing, &format!("/matters/{id}/files/{other}"))
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
