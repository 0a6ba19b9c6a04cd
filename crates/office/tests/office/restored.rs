//! What is lost stays lost: after a restore, or a cut log, a receipt of a lost petition opens nothing, and nothing is numbered twice.

use bureau::OfficeRecord;
use std::path::{Path, PathBuf};

use huiyin_office as office;
use kernel::org::Role;
use office::backup::{Damage, restore};
use office::intake::{Receipt, Submission};
use office::{Moment, Office, verify};
use store::{ledger, projection};

use crate::county::{County, OFFICE, at, hidden, letter, roof, today, viewer_in};
use crate::tamper::{change, number};

fn other() -> Submission {
    letter(
        "邻居夜间施工噪声",
        "隔壁工地夜里十二点还在施工，孩子睡不着。",
    )
}

/// A county whose disk is lost after a backup: the folder that came back from it.
struct Lost {
    _county: County,
    data: PathBuf,
}

impl Lost {
    /// `since` is what happens after the backup and is lost with the disk.
    fn after<T>(since: impl FnOnce(&County) -> T) -> (Self, T) {
        let county = County::new();
        county.busy_life();
        let file = county.dir.path().join("backup.tar");
        county.office.backup(&file).unwrap();
        let lost = since(&county);
        let data = county.dir.path().join("restored");
        let report = restore(&file, &data, Damage::Refuse, today()).unwrap();
        assert!(report.ok, "{report:?}");
        let _county = county;
        (Self { _county, data }, lost)
    }

    fn open(&self) -> Office {
        Office::open(&self.data).unwrap()
    }
}

fn register(office: &Office, submission: Submission, moment: Moment) -> Receipt {
    let clerk = viewer_in(office, OFFICE, Role::Clerk);
    office.register(&clerk, submission, moment).unwrap()
}

/// Gives every counter back what a restore passed over, so that ids and numbers are given again.
fn forget_the_gap(data: &Path) {
    let gap = 10_000;
    assert!(
        change(
            data,
            &format!("UPDATE counters SET value = value - {gap} WHERE value >= {gap}")
        ) > 3
    );
}

#[test]
fn a_receipt_of_a_lost_petition_opens_no_strangers_petition() {
    let (lost, receipts) = Lost::after(|county| {
        let online = county.office.submit(roof(), today()).unwrap();
        vec![online, county.register(roof())]
    });
    // The worst case: even the numbers are given again.
    forget_the_gap(&lost.data);
    let office = lost.open();
    for receipt in receipts {
        let stranger = register(&office, other(), today());
        assert_eq!(
            (&stranger.number, stranger.petition),
            (&receipt.number, receipt.petition),
            "the test must give the lost number again"
        );
        assert_ne!(stranger.code, receipt.code);
        let place = format!("place {}", receipt.number);
        assert!(hidden(
            office
                .petitioner(&receipt.number, &receipt.code, &place, today())
                .and_then(|one| one.track())
        ));
        assert!(hidden(
            office
                .petitioner(&receipt.number, &receipt.code, &place, today())
                .and_then(|one| one.supplement("补充".to_owned(), Vec::new()))
        ));
        office
            .petitioner(&stranger.number, &stranger.code, "elsewhere", today())
            .and_then(|one| one.track())
            .unwrap();
    }
}

#[test]
fn a_cut_log_is_no_other_case_than_a_restore() {
    let county = County::new();
    county.busy_life();
    // The folder as it stood before the last petitions reached the disk, without any backup of ours.
    let before = county.dir.path().join("before");
    std::fs::create_dir(&before).unwrap();
    store::backup::copy_database(county.office.store(), &before.join("huiyin.db")).unwrap();
    std::fs::copy(county.data().join("keys.toml"), before.join("keys.toml")).unwrap();
    let lost = county.register(roof());
    let office = Office::open(&before).unwrap();
    let stranger = register(&office, other(), today());
    assert_eq!(stranger.number, lost.number);
    assert_ne!(stranger.code, lost.code);
    assert!(hidden(
        office
            .petitioner(&lost.number, &lost.code, "", today())
            .and_then(|one| one.track())
    ));
}

#[test]
fn no_number_is_given_twice_on_the_day_of_a_restore() {
    let (lost, receipts) =
        Lost::after(|county| (0..30).map(|_| county.register(roof())).collect::<Vec<_>>());
    let office = lost.open();
    let now: Vec<Receipt> = (0..30)
        .map(|_| register(&office, other(), today()))
        .collect();
    for receipt in &receipts {
        assert!(now.iter().all(|new| new.number != receipt.number
            && new.matter != receipt.matter
            && new.petition != receipt.petition));
        let gone = office
            .petitioner(&receipt.number, &receipt.code, &receipt.number, today())
            .and_then(|one| one.track());
        assert!(hidden(gone));
    }
    let next_day = register(&office, other(), at("2026-03-03"));
    assert_eq!(next_day.number, "20260303-00001");
}

#[test]
fn codes_printed_before_stay_valid_also_those_from_before_there_were_salts() {
    let county = County::new();
    let old = county.register(roof());
    // As an earlier version left it: no salts, and no record of where they begin.
    let data = county.data();
    change(&data, "DELETE FROM code_salts");
    change(&data, "DELETE FROM meta WHERE name = 'codes-salted-from'");
    rusqlite::Connection::open(data.join("huiyin.db"))
        .unwrap()
        .execute_batch("DROP TABLE code_salts")
        .unwrap();
    let office = Office::open(&data).unwrap();
    let printed = office.query_code(old.petition).unwrap();
    assert_ne!(printed, old.code, "an old code follows from the id alone");
    let new = register(&office, other(), today());
    assert!(verify::verify(office.store(), &mut |_| {}).unwrap().ok);
    let file = county.dir.path().join("backup.tar");
    office.backup(&file).unwrap();
    let restored = county.dir.path().join("restored");
    restore(&file, &restored, Damage::Refuse, today()).unwrap();
    let office = Office::open(&restored).unwrap();
    for (number, code) in [(&old.number, &printed), (&new.number, &new.code)] {
        assert_eq!(
            &office
                .petitioner(number, code, "", today())
                .and_then(|one| one.track())
                .unwrap()
                .petition
                .number,
            number
        );
    }
    assert_eq!(office.query_code(new.petition).unwrap(), new.code);
}

#[test]
fn an_imported_petition_has_a_code_of_its_own_too() {
    let county = County::new();
    let import = |office: &Office, subject: &str| {
        let file = county.dir.path().join("rows.jsonl");
        let row = serde_json::json!({"subject": subject, "body": subject, "external_id": subject});
        std::fs::write(&file, row.to_string()).unwrap();
        let mapping = exchange::Mapping::default();
        let tally = office
            .import(&file, &mapping, false, today(), &mut |_| {})
            .unwrap();
        assert_eq!(tally.imported, 1, "{tally:?}");
        let last = number(office.store().dir(), "SELECT MAX(petition) FROM code_salts");
        office.query_code(kernel::PetitionId(last)).unwrap()
    };
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    let lost = import(&county.office, "丢失的来信");
    let data = county.dir.path().join("restored");
    restore(&file, &data, Damage::Refuse, today()).unwrap();
    forget_the_gap(&data);
    let after = import(&Office::open(&data).unwrap(), "另一封来信");
    assert_ne!(lost, after);
}

#[test]
fn a_restore_ends_every_session_and_is_on_record() {
    let county = County::new();
    let signed_in = |office: &Office, cookie: &str| office.signed_in(cookie, today()).unwrap();
    let cookie = county
        .office
        .sign_in("admin", crate::county::PASSWORD, "", today())
        .unwrap();
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    // Ended after the backup was taken: the backup still has it.
    county.office.sign_out(&cookie).unwrap();
    let position = {
        let reader = county.office.store().reader().unwrap();
        ledger::position(&reader).unwrap()
    };
    let data = county.dir.path().join("restored");
    restore(&file, &data, Damage::Refuse, at("2026-03-04")).unwrap();
    let office = Office::open(&data).unwrap();
    assert!(signed_in(&office, &cookie).is_none());
    let reader = office.store().reader().unwrap();
    let last = ledger::entries(&reader, ledger::OFFICE)
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(last.at, at("2026-03-04").millis());
    let event: OfficeRecord = serde_json::from_str(&last.body).unwrap();
    assert!(
        matches!(&event, OfficeRecord::Restored { position: from, skipped }
            if *from == position && skipped.contains_key("petition") && skipped.contains_key("number:20260304")),
        "{event:?}"
    );
}

#[test]
fn document_numbers_go_on_without_a_gap_and_the_check_stays_sound_through_two_restores() {
    let county = County::new();
    county.everything();
    let mut data = county.data();
    for turn in 1..=2 {
        let office = Office::open(&data).unwrap();
        let file = county.dir.path().join(format!("backup-{turn}.tar"));
        office.backup(&file).unwrap();
        drop(office);
        data = county.dir.path().join(format!("restored-{turn}"));
        assert!(restore(&file, &data, Damage::Refuse, today()).unwrap().ok);
        register(&Office::open(&data).unwrap(), other(), today());
    }
    let office = Office::open(&data).unwrap();
    let report = verify::verify(office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
    let reader = office.store().reader().unwrap();
    assert!(projection::documents::gaps(&reader).unwrap().is_empty());
    // The numbers passed over do not hide a matter that is missing.
    drop(reader);
    change(
        &data,
        "DELETE FROM entries WHERE matter = (SELECT MAX(matter) FROM entries)",
    );
    assert!(!verify::verify(office.store(), &mut |_| {}).unwrap().ok);
}

#[test]
fn a_draft_typed_before_the_backup_is_still_there_and_is_sent_once() {
    let county = County::new();
    county
        .office
        .keep_draft("draft", "屋顶漏水", today())
        .unwrap();
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    let once = Submission {
        once: Some("form".to_owned()),
        ..roof()
    };
    let lost = county.office.submit(once.clone(), today()).unwrap();
    let data = county.dir.path().join("restored");
    restore(&file, &data, Damage::Refuse, today()).unwrap();
    let office = Office::open(&data).unwrap();
    assert_eq!(office.draft("draft").unwrap().as_deref(), Some("屋顶漏水"));
    let again = office.submit(once.clone(), today()).unwrap();
    assert_ne!((&again.number, &again.code), (&lost.number, &lost.code));
    assert_eq!(office.submit(once, today()).unwrap(), again);
    office
        .petitioner(&again.number, &again.code, "", today())
        .and_then(|one| one.track())
        .unwrap();
}
