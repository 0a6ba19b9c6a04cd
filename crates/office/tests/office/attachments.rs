//! Files: refused with a message that says what to do, kept once per content, given only to those who see the matter.

use domain::org::Role;
use huiyin_office as office;
use office::OfficeError;
use office::attachments::LARGEST;
use office::intake::Submission;

use crate::county::{County, HOUSING, OFFICE, VILLAGE, hidden, roof, today};

fn refusal(county: &County, name: &str, content: &[u8]) -> String {
    match county.office.keep_file(name, content, true) {
        Err(OfficeError::Refused(refusal)) => {
            assert!(refusal.en.contains(name), "{}", refusal.en);
            refusal.zh
        }
        other => panic!("{name} was not refused: {other:?}"),
    }
}

#[test]
fn a_file_that_cannot_be_taken_is_refused_with_its_name_and_a_way_out() {
    let county = County::new();
    let mut large = vec![0_u8; LARGEST + 1];
    large[..4].copy_from_slice(b"%PDF");
    for (name, content, way) in [
        ("空白.pdf", &b""[..], "重新选择"),
        ("录像.pdf", &large, "压缩"),
        (
            "页面.png",
            b"<html><script>alert(1)</script></html>",
            "请上传",
        ),
        ("程序.jpg", b"MZ\x90\x00\x03\x00\x00\x00", "请上传"),
        ("断字.txt", b"\xff\xfe\x00\x01", "请上传"),
    ] {
        let text = refusal(&county, name, content);
        assert!(text.contains(name) && text.contains(way), "{text}");
    }
    let kept = std::fs::read_dir(county.data().join("files"))
        .unwrap()
        .count();
    assert_eq!(kept, 0, "a refused file is not kept");
}

#[test]
fn the_type_is_read_from_the_bytes_and_the_largest_size_is_taken() {
    let county = County::new();
    let mut content = vec![0_u8; LARGEST];
    content[..8].copy_from_slice(b"%PDF-1.7");
    let file = county
        .office
        .keep_file("../合同.exe", &content, true)
        .unwrap();
    assert_eq!(
        (file.media.as_str(), file.name.as_str()),
        ("application/pdf", "合同.exe")
    );
    assert_eq!(file.size, LARGEST as u64);
}

#[test]
fn the_same_content_is_kept_once() {
    let county = County::new();
    let content = "欠薪明细：三月至五月".as_bytes();
    let first = county.office.keep_file("明细.txt", content, true).unwrap();
    let path = store::files::path(&county.data(), &first.hash).unwrap();
    let written = std::fs::metadata(&path).unwrap().modified().unwrap();
    let second = county
        .office
        .keep_file("明细（再发）.txt", content, false)
        .unwrap();
    assert_eq!(first.hash, second.hash);
    assert_eq!(
        std::fs::metadata(&path).unwrap().modified().unwrap(),
        written
    );
    assert_eq!(
        std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
        1
    );
}

#[test]
fn a_file_is_given_to_those_who_see_its_matter_and_to_its_petitioner() {
    let county = County::new();
    let content = "欠薪明细：三月至五月".as_bytes();
    let file = county.office.keep_file("明细.txt", content, true).unwrap();
    let hash = file.hash.clone();
    let receipt = county.register(Submission {
        attachments: vec![file],
        ..roof()
    });
    let other = county.register(roof());
    let office = &county.office;
    let clerk = county.viewer(OFFICE, Role::Clerk);
    assert_eq!(
        office
            .file(&clerk, receipt.matter, &hash, today())
            .unwrap()
            .1,
        content
    );
    for unit in [HOUSING, VILLAGE] {
        assert!(hidden(office.file(
            &county.viewer(unit, Role::Clerk),
            receipt.matter,
            &hash,
            today()
        )));
    }
    assert!(
        hidden(office.file(&clerk, other.matter, &hash, today())),
        "the hash alone opens nothing"
    );
    assert!(hidden(office.file(
        &clerk,
        receipt.matter,
        "../../keys.toml",
        today()
    )));
    assert_eq!(
        office
            .own_file(&receipt.number, &receipt.code, "", &hash, today())
            .unwrap()
            .1,
        content
    );
    assert!(hidden(office.own_file(
        &other.number,
        &other.code,
        "",
        &hash,
        today()
    )));
}

#[test]
fn a_petitioner_is_not_given_what_the_office_added() {
    let county = County::new();
    let receipt = county.register(roof());
    let file = county
        .office
        .keep_file("内部函.txt", "函询住房局".as_bytes(), false)
        .unwrap();
    let hash = file.hash.clone();
    let command = domain::matter::Command::Attach(file);
    county.does(OFFICE, Role::Clerk, receipt.matter, "2026-03-03", command);
    assert!(hidden(county.office.own_file(
        &receipt.number,
        &receipt.code,
        "",
        &hash,
        today()
    )));
}
