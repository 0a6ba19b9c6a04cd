//! A session ends while a registration with a file is typed: nothing is lost, and the next person at that desk sees nothing of it.

use crate::driver::Driver;
use crate::people::signs_in;
use crate::site::{PASSWORD, Site};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_survives_the_end_of_a_session_for_its_writer_alone() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("现场说明.txt");
    std::fs::write(&photo, "围墙裂缝，宽处两指。").unwrap();
    let desk = driver.desk().await;
    signs_in(&desk, &site, "clerk").await;
    desk.open(&site.at("/register/letter")).await;
    desk.fill("#subject", "围墙开裂").await;
    desk.fill("#body", "学校围墙开裂，家长担心倒塌。").await;
    desk.fill("#name-1", "于小满").await;
    desk.choose("#purpose-1", "申诉求决").await;
    desk.fill("#demand-1", "加固围墙").await;
    desk.choose_file("#files", &photo).await;

    desk.forgets_its_cookies().await;
    desk.click("form[enctype] button[type=submit]:not([name])")
        .await;
    desk.sees("请先登录").await;
    desk.sees_no("围墙").await;

    // Somebody else signs in first.
    desk.fill("#login", "supervisor").await;
    desk.fill("#password", PASSWORD).await;
    desk.click_text("登录").await;
    desk.sees_no("围墙").await;
    desk.open(&site.at("/work")).await;
    desk.sees_no("还没有提交").await;

    signs_in(&desk, &site, "clerk").await;
    desk.open(&site.at("/register/letter")).await;
    desk.sees("还没有提交").await;
    desk.sees("现场说明.txt").await;
    desk.picture("kept-desk").await;
    assert_eq!(desk.value("#body").await, "学校围墙开裂，家长担心倒塌。");
    assert_eq!(desk.value("#name-1").await, "于小满");
    desk.click("form[enctype] button[type=submit]:not([name])")
        .await;
    desk.sees("已登记").await;
    desk.sees("围墙开裂").await;
    desk.click_text("打开事项").await;
    desk.sees("现场说明.txt").await;
    desk.close().await;
}
