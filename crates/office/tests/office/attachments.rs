//! Files: refused with a message that says what to do, kept once per content, given only to those who see the matter.

use std::io::Read;

use huiyin_office as office;
use kernel::org::Role;
use office::OfficeError;
use office::attachments::LARGEST;
use office::intake::Submission;

use crate::county::{County, HOUSING, OFFICE, VILLAGE, hidden, roof, today};

fn refusal(county: &County, name: &str, content: &[u8]) -> String {
    match county.office.keep_file(name, content, true) {
        Err(OfficeError::Refused(refusal)) => {
            assert!(refusal.en.contains(name), "{}", refusal.en);
            refusal.zh.into_owned()
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
        ("application/pdf", "合同.exe.pdf")
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
    let own = office
        .petitioner(&receipt.number, &receipt.code, "", today())
        .and_then(|one| one.file(&hash));
    let mut read = Vec::new();
    own.unwrap().1.read_to_end(&mut read).unwrap();
    assert_eq!(read, content);
    assert!(hidden(
        office
            .petitioner(&other.number, &other.code, "", today())
            .and_then(|one| one.file(&hash))
    ));
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
    let command = matter::Command::Attach(file);
    county.does(OFFICE, Role::Clerk, receipt.matter, "2026-03-03", command);
    assert!(hidden(
        county
            .office
            .petitioner(&receipt.number, &receipt.code, "", today())
            .and_then(|one| one.file(&hash))
    ));
}

/// The smallest compound file: a header and a folder whose root bears the identity of the program that made it.
fn compound(clsid: [u8; 16]) -> Vec<u8> {
    let mut file = vec![0_u8; 512 * 3];
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    file[24..32].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0]);
    file[32] = 6;
    file[44] = 1; // one sector of the allocation table, the first
    file[48] = 1; // the folder begins in the second
    file[57] = 0x10; // short streams end at 4096 bytes
    file[60..64].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    file[68..72].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    file[76..512].fill(0xFF);
    file[76..80].fill(0);
    file[512..1024].fill(0xFF);
    file[512..516].copy_from_slice(&[0xFD, 0xFF, 0xFF, 0xFF]);
    file[516..520].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    let root = &mut file[1024..1152];
    for (at, letter) in "Root Entry".bytes().enumerate() {
        root[at * 2] = letter;
    }
    root[64] = 22;
    root[66] = 5;
    root[67] = 1;
    root[68..80].fill(0xFF);
    root[80..96].copy_from_slice(&clsid);
    root[116..120].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    for entry in 1..4 {
        let entry = &mut file[1024 + entry * 128..1024 + (entry + 1) * 128];
        entry[68..80].fill(0xFF);
    }
    file
}

#[test]
fn an_installer_is_no_word_document() {
    let county = County::new();
    let of = |first: [u8; 4]| {
        let mut clsid = [0, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];
        clsid[..4].copy_from_slice(&first);
        compound(clsid)
    };
    let word = county
        .office
        .keep_file("情况说明", &of([0x06, 0x09, 0x02, 0x00]), true)
        .unwrap();
    assert_eq!(
        (word.media.as_str(), word.name.as_str()),
        ("application/msword", "情况说明.doc")
    );
    let installer = of([0x84, 0x10, 0x0C, 0x00]);
    assert!(refusal(&county, "安装.msi", &installer).contains("请上传"));
    assert!(refusal(&county, "安装.doc", &installer).contains("请上传"));
}

#[test]
fn what_nobody_refers_to_goes_a_day_later_and_nothing_else() {
    let county = County::new();
    let office = &county.office;
    let keep = |text: &str| office.keep_file("明细.txt", text.as_bytes(), true).unwrap();
    let (named, drafted, lost, young) = (
        keep("已提交"),
        keep("在草稿里"),
        keep("无主"),
        keep("刚上传"),
    );
    county.register(Submission {
        attachments: vec![named.clone()],
        ..roof()
    });
    let path = |hash: &str| store::files::path(&county.data(), hash).unwrap();
    let now = office::Moment::now();
    office
        .keep_draft(
            "0123",
            &format!("{{\"files\":[\"{}\"]}}", drafted.hash),
            now,
        )
        .unwrap();
    // Only a process that did not keep them itself finds old files: whatever was just kept waits for its entry.
    assert_eq!(office.sweep_files(now).unwrap(), 0);
    #[allow(
        clippy::disallowed_methods,
        reason = "the age of a file is told by the clock that dated it"
    )]
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(25 * 60 * 60);
    for file in [&named, &drafted, &lost] {
        let opened = std::fs::File::options()
            .write(true)
            .open(path(&file.hash))
            .unwrap();
        opened.set_modified(old).unwrap();
    }
    assert_eq!(
        office.sweep_files(now).unwrap(),
        0,
        "kept a moment ago, named any moment now"
    );
    store::files::forget_lately();
    assert_eq!(office.sweep_files(now).unwrap(), 1);
    assert!(!path(&lost.hash).exists());
    for file in [&named, &drafted, &young] {
        assert!(path(&file.hash).exists());
    }
}

#[test]
fn a_scanner_of_the_office_lets_a_file_pass_or_not() {
    for (scan, words) in [
        ("[\"grep\", \"-q\", \"干净\"]", None),
        (
            "[\"grep\", \"-q\", \"没有这几个字\"]",
            Some("没有通过安全检查"),
        ),
        ("[\"/nowhere/scanner\"]", Some("安全检查程序没有运行")),
    ] {
        let county = County::new();
        std::fs::write(county.data().join("files.toml"), format!("scan = {scan}")).unwrap();
        let office = office::Office::open(testkit::home(county.data())).unwrap();
        let kept = office.keep_file("明细.txt", "干净的文本".as_bytes(), true);
        match (kept, words) {
            (Ok(_), None) => {}
            (Err(OfficeError::Refused(refusal)), Some(words)) => {
                assert!(refusal.zh.contains(words) && refusal.zh.contains("明细.txt"));
            }
            (other, _) => panic!("{scan}: {other:?}"),
        }
    }
}
