//! Documents: numbers without gaps, names only for those who may see them, and proof of service.

use std::collections::BTreeSet;
use std::sync::Barrier;

use huiyin_office as office;
use jiff::civil::Date;
use kernel::org::Role;
use kernel::{DocumentId, MatterId};
use matter::{Command, Document, ServiceMethod};
use office::documents::Values;
use office::documents::printing::Form;
use office::documents::serving::Delivery;
use office::{Office, OfficeError};
use store::verify::{rebuild, verify};

use crate::county::{County, DISCIPLINE, HOUSING, OFFICE, WATER, accusation, at, hidden, today};

const DAY: &str = "2026-03-05";

/// Whether PDFs can be made here. Without a Chinese font their tests step aside, but never in CI.
fn can_print() -> bool {
    let found = documents::Fonts::of_system(std::path::Path::new("no-such-folder")).have_chinese();
    let ci = std::env::var("CI").as_deref() == Ok("true");
    assert!(found || !ci, "install a Chinese font: fonts-noto-cjk");
    found
}

fn day() -> Date {
    DAY.parse().unwrap()
}

impl County {
    /// The values a document's form opens with.
    fn prefilled(&self, unit: kernel::UnitId, id: MatterId, code: &str) -> Values {
        let viewer = self.viewer(unit, Role::Handler);
        let file = self.office.matter_file(&viewer, id, at(DAY)).unwrap();
        let template = self.office.documents().templates().get(code).unwrap();
        self.office.prefilled(template, &file)
    }

    fn try_issue(
        &self,
        unit: kernel::UnitId,
        id: MatterId,
        code: &str,
    ) -> Result<DocumentId, OfficeError> {
        let viewer = self.viewer(unit, Role::Handler);
        let mut values = self.prefilled(unit, id, code);
        values.insert("contact".to_owned(), "周一鸣".to_owned());
        let version = self.office.version(id).unwrap();
        self.office
            .issue_document(&viewer, id, version, (code, values), at(DAY))
    }

    fn issue(&self, unit: kernel::UnitId, id: MatterId, code: &str) -> Document {
        let document = self.try_issue(unit, id, code).unwrap();
        self.matter(id).document(document).unwrap().clone()
    }

    fn printed(
        &self,
        unit: kernel::UnitId,
        id: MatterId,
        names: bool,
    ) -> Result<String, OfficeError> {
        let viewer = self.viewer(unit, Role::Handler);
        let (_, content) =
            self.office
                .print_document(&viewer, (id, DocumentId(1)), Form::Docx, names, at(DAY))?;
        Ok(docx_text(&content))
    }
}

/// What a DOCX says.
fn docx_text(content: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(content)).unwrap();
    let mut xml = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut xml).unwrap();
    xml
}

#[test]
fn the_form_opens_with_what_the_file_knows() {
    let county = County::new();
    let id = county.accepted().matter;
    let values = county.prefilled(HOUSING, id, "D03");
    assert_eq!(values["matter"], "屋顶漏水无人维修");
    assert_eq!(values["accepted"], "2026-03-05");
    assert_eq!(values["due"], "2026-05-04");
    assert_eq!(values["to"], "【信访人姓名】");
    let values = county.prefilled(OFFICE, id, "D06");
    assert_eq!(values["to"], "青禾县住房局");
    let answered = county.answered().matter;
    assert_eq!(
        county.prefilled(HOUSING, answered, "D11")["basis"],
        "《住宅专项维修资金管理办法》第二十二条"
    );
}

#[test]
fn a_document_without_a_mandatory_part_is_refused_and_takes_no_number() {
    let county = County::new();
    let id = county.accepted().matter;
    let viewer = county.viewer(HOUSING, Role::Handler);
    let mut values = county.prefilled(HOUSING, id, "D03");
    values.insert("accepted".to_owned(), String::new());
    let version = county.office.version(id).unwrap();
    let refused = county
        .office
        .issue_document(&viewer, id, version, ("D03", values), at(DAY));
    match refused {
        Err(OfficeError::Refused(refusal)) => {
            assert!(refusal.zh.contains("受理日期"), "{}", refusal.zh)
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(county.issue(HOUSING, id, "D03").content.number.serial, 1);
}

#[test]
fn numbers_have_no_gaps_and_no_doubles_however_many_issue_at_once() {
    let county = County::new();
    let matters: Vec<MatterId> = (0..24).map(|_| county.accepted().matter).collect();
    let barrier = Barrier::new(matters.len());
    let numbers: Vec<u32> = std::thread::scope(|scope| {
        let threads: Vec<_> = matters
            .iter()
            .enumerate()
            .map(|(place, id)| {
                let (county, barrier) = (&county, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    // Every third act is refused: what did not happen is not a document.
                    if place % 3 == 0 {
                        assert!(county.try_issue(HOUSING, *id, "D10").is_err());
                    }
                    county.issue(HOUSING, *id, "D03").content.number.serial
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let given: BTreeSet<u32> = numbers.into_iter().collect();
    assert_eq!(given, (1..=24).collect());
    assert!(verify(county.office.store(), &mut |_| {}).unwrap().ok);
}

#[test]
fn each_series_and_year_counts_for_itself_and_a_cancelled_number_stays_taken() {
    let county = County::new();
    let id = county.accepted().matter;
    let first = county.issue(HOUSING, id, "D03");
    assert_eq!(first.content.number.to_string(), "信受〔2026〕1号");
    assert_eq!(
        county.issue(OFFICE, id, "D06").content.number.to_string(),
        "信转〔2026〕1号"
    );
    let viewer = county.viewer(HOUSING, Role::Handler);
    let version = county.office.version(id).unwrap();
    let void = (first.id, "文号用错".to_owned());
    county
        .office
        .void_document(&viewer, id, version, void, at(DAY))
        .unwrap();
    let second = county.issue(HOUSING, id, "D03");
    assert_eq!(second.content.number.serial, 2);
    let mut values = county.prefilled(HOUSING, id, "D03");
    values.insert("contact".to_owned(), "周一鸣".to_owned());
    let version = county.office.version(id).unwrap();
    let next_year = county
        .office
        .issue_document(&viewer, id, version, ("D03", values), at("2027-01-04"))
        .unwrap();
    let number = &county
        .matter(id)
        .document(next_year)
        .unwrap()
        .content
        .number
        .clone();
    assert_eq!(number.to_string(), "信受〔2027〕1号");
    let checked = county
        .office
        .check_document(&first.content.check, "a", at(DAY))
        .unwrap();
    assert!(checked.voided);
}

#[test]
fn an_organ_numbers_under_its_own_mark_and_an_office_may_change_its_words() {
    let county = County::new();
    let id = county.accepted().matter;
    let data = county.data();
    std::fs::write(
        data.join("documents.toml"),
        "address = \"https://xf.example.org\"\n[marks]\n\"青禾县住房局\" = \"青住\"\n",
    )
    .unwrap();
    let again = Office::open(testkit::home(&data)).unwrap();
    assert_eq!(
        again.documents().settings().series("青禾县住房局", "信受"),
        "青住信受"
    );
    std::fs::write(
        data.join("documents.toml"),
        "[marks]\n\"青禾县住房局\" = \"青住〔\"\n",
    )
    .unwrap();
    let words = Office::open(testkit::home(&data))
        .err()
        .unwrap()
        .to_string();
    assert!(
        words.contains("documents.toml") && words.contains("青住〔"),
        "{words}"
    );
    std::fs::remove_file(data.join("documents.toml")).unwrap();
    std::fs::create_dir(data.join("templates")).unwrap();
    std::fs::write(data.join("templates/受理.toml"), "code = 3").unwrap();
    let words = Office::open(testkit::home(&data))
        .err()
        .unwrap()
        .to_string();
    assert!(words.contains("受理.toml"), "{words}");
    assert!(county.matter(id).accepted.is_some());
}

#[test]
fn replaying_the_ledger_gives_the_documents_again() {
    let county = County::new();
    let id = county.accepted().matter;
    county.issue(HOUSING, id, "D03");
    rebuild(county.office.store()).unwrap();
    assert!(verify(county.office.store(), &mut |_| {}).unwrap().ok);
    assert_eq!(county.issue(HOUSING, id, "D03").content.number.serial, 2);
}

#[test]
fn a_name_is_printed_for_those_who_see_the_matter_and_each_print_is_an_entry() {
    let county = County::new();
    let id = county.accepted().matter;
    let issued = county.issue(HOUSING, id, "D03");
    assert!(
        !issued.content.paper.contains("周远山"),
        "the ledger holds no name"
    );
    assert!(
        county
            .printed(HOUSING, id, true)
            .unwrap()
            .contains("周远山")
    );
    assert!(
        !county
            .printed(HOUSING, id, false)
            .unwrap()
            .contains("周远山")
    );
    let viewer = county.viewer(HOUSING, Role::Handler);
    let file = county.office.matter_file(&viewer, id, at(DAY)).unwrap();
    let kinds: Vec<&str> = file
        .history
        .iter()
        .map(|(entry, _)| entry.kind.as_str())
        .collect();
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| **kind == "identity_shown")
            .count(),
        1
    );
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "exported").count(),
        1,
        "the same print once"
    );
    assert!(hidden(county.printed(WATER, id, true)));
}

#[test]
fn a_sealed_matter_prints_without_names_until_a_second_person_agrees_and_never_for_the_accused() {
    let county = County::new();
    let id = county.register(accusation(&[WATER], &[])).matter;
    county.does(
        OFFICE,
        Role::Clerk,
        id,
        "2026-03-03",
        crate::county::transfer(DISCIPLINE),
    );
    county.does(DISCIPLINE, Role::Leader, id, "2026-03-04", Command::Accept);
    let reply = Command::ReplyAccusation {
        text: "已核查并依规处理".to_owned(),
        signer: county.leader(DISCIPLINE),
    };
    county.does(DISCIPLINE, Role::Leader, id, "2026-03-05", reply);
    county.issues_answer(DISCIPLINE, id, DAY);
    let viewer = county.viewer(DISCIPLINE, Role::Handler);
    assert!(matches!(
        county.printed(DISCIPLINE, id, true),
        Err(OfficeError::Refused(_))
    ));
    assert!(
        !county
            .printed(DISCIPLINE, id, false)
            .unwrap()
            .contains("周远山")
    );
    assert!(hidden(county.printed(WATER, id, false)));
    let pile = county
        .office
        .print_day(Some(&viewer), day(), at(DAY), &mut |_, _| {})
        .unwrap();
    assert_eq!((pile.printed, pile.sealed), (0, 1));
    let accused = county.viewer(WATER, Role::Leader);
    assert_eq!(county.office.day_size(&accused, day()).unwrap(), (0, 0));
}

#[test]
fn a_days_notices_come_out_in_one_file_of_ones_own_sight() {
    if !can_print() {
        return;
    }
    let county = County::new();
    for _ in 0..3 {
        let id = county.accepted().matter;
        county.issue(HOUSING, id, "D03");
    }
    let viewer = county.viewer(HOUSING, Role::Handler);
    let mut heard = Vec::new();
    let pile = county
        .office
        .print_day(Some(&viewer), day(), at(DAY), &mut |done, of| {
            heard.push((done, of))
        })
        .unwrap();
    assert_eq!((pile.printed, pile.sealed), (3, 0));
    assert_eq!(heard, [(1, 3), (2, 3), (3, 3)]);
    assert!(pile.pdf.starts_with(b"%PDF"));
    let other = county.viewer(WATER, Role::Handler);
    let none = county
        .office
        .print_day(Some(&other), day(), at(DAY), &mut |_, _| {})
        .unwrap();
    assert_eq!(none.printed, 0);
    let keeper = county
        .office
        .print_day(None, day(), at(DAY), &mut |_, _| {})
        .unwrap();
    assert_eq!(keeper.printed, 3);
}

#[test]
fn anybody_learns_from_the_code_that_a_document_is_on_record_and_nothing_personal() {
    let county = County::new();
    let id = county.accepted().matter;
    let issued = county.issue(HOUSING, id, "D03");
    let typed = format!(" {} ", issued.content.check.to_lowercase());
    let found = county
        .office
        .check_document(&typed, "10.0.0.1", at(DAY))
        .unwrap();
    assert_eq!(found.number, issued.content.number.to_string());
    assert_eq!(found.hash, issued.content.hash);
    assert_eq!(found.organ, "青禾县住房局");
    let paper = county.office.paper(&issued).unwrap();
    assert_eq!(
        paper.hash(),
        issued.content.hash,
        "the hash is that of the text"
    );
    for n in 1_000..1_240 {
        let guess = format!("ZZZZZZ{n}");
        let found = county.office.check_document(&guess, "10.0.0.2", at(DAY));
        assert!(hidden(found));
    }
    let slowed = county.office.check_document(&typed, "10.0.0.2", at(DAY));
    assert!(matches!(slowed, Err(OfficeError::SlowDown { .. })));
    county
        .office
        .check_document(&typed, "10.0.0.1", at(DAY))
        .unwrap();
}

fn deliver(
    county: &County,
    id: MatterId,
    method: ServiceMethod,
    words: &str,
    reached: bool,
) -> Result<(), OfficeError> {
    let picture = county.office.keep_file(
        "签收.png",
        &[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0],
        false,
    )?;
    let delivery = Delivery {
        document: DocumentId(1),
        method,
        on: day(),
        words: words.to_owned(),
        reached,
        picture: reached.then_some(picture),
    };
    let viewer = county.viewer(HOUSING, Role::Handler);
    let version = county.office.version(id).unwrap();
    county
        .office
        .deliver_document(&viewer, id, version, delivery, at(DAY))
}

#[test]
fn a_failed_try_stays_in_sight_until_the_document_arrives_with_its_signature() {
    let county = County::new();
    let id = county.accepted().matter;
    county.issue(HOUSING, id, "D03");
    deliver(&county, id, ServiceMethod::Post, "收件人迁出", false).unwrap();
    let matter = county.matter(id);
    assert!(matter.documents[0].waits(&matter));
    deliver(&county, id, ServiceMethod::InPerson, "本人签收", true).unwrap();
    let matter = county.matter(id);
    let service = matter.documents[0].service.as_ref().unwrap();
    assert_eq!(service.proof, "本人签收（附件：签收.png）");
    assert_eq!(matter.attachments[0].media, "image/png");
}

#[test]
fn the_signed_copy_is_kept_by_its_content() {
    let county = County::new();
    let id = county.accepted().matter;
    county.issue(HOUSING, id, "D03");
    let viewer = county.viewer(HOUSING, Role::Handler);
    let version = county.office.version(id).unwrap();
    let scan = b"%PDF-1.7 scanned";
    let copy = county.office.keep_file("盖章件.pdf", scan, false).unwrap();
    county
        .office
        .keep_signed(&viewer, id, version, (DocumentId(1), copy), at(DAY))
        .unwrap();
    let matter = county.matter(id);
    let hash = matter.documents[0].signed.clone().unwrap();
    assert_eq!(
        county.office.file(&viewer, id, &hash, at(DAY)).unwrap().1,
        scan
    );
}

#[cfg(unix)]
#[test]
fn a_text_message_goes_to_the_gateway_and_its_answer_is_on_record() {
    let county = County::new();
    let receipts = [county.accepted(), county.accepted()];
    for receipt in &receipts {
        county.issue(HOUSING, receipt.matter, "D03");
    }
    let data = county.data();
    let sent = data.join("sent.txt");
    let gateway = |code: u8| {
        let script = format!(
            "cat > '{}'; printf ' %s' \\\"$HUIYIN_SMS_TO\\\" >> '{}'; echo 余额不足 >&2; exit {code}",
            sent.display(),
            sent.display()
        );
        std::fs::write(
            data.join("documents.toml"),
            format!("sms = [\"sh\", \"-c\", \"{script}\"]"),
        )
        .unwrap();
        Office::open(testkit::home(&data)).unwrap()
    };
    let viewer = county.viewer(HOUSING, Role::Handler);
    for (receipt, code) in receipts.iter().zip([0, 3]) {
        let (office, id) = (gateway(code), receipt.matter);
        let document = county.matter(id).documents[0].clone();
        let text = office.sms_text(&document);
        assert!(!text.contains("周远山") && !text.contains("漏水"), "{text}");
        let version = office.version(id).unwrap();
        let reached = office
            .send_sms(&viewer, id, version, (document.id, text.clone()), at(DAY))
            .unwrap();
        assert_eq!(reached, code == 0);
        assert_eq!(
            std::fs::read_to_string(&sent).unwrap(),
            format!("{text} 13900001234")
        );
        let matter = county.matter(id);
        if code == 0 {
            assert_eq!(
                matter.documents[0].service.as_ref().unwrap().proof,
                "短信网关退出码 0"
            );
        } else {
            assert!(
                matter.documents[0].tries[0]
                    .reason
                    .contains("退出码 3：余额不足")
            );
        }
    }
    let id = receipts[1].matter;
    let version = county.office.version(id).unwrap();
    let without = county.office.send_sms(
        &viewer,
        id,
        version,
        (DocumentId(1), "文".to_owned()),
        today(),
    );
    assert!(without.unwrap_err().to_string().contains("documents.toml"));
}
