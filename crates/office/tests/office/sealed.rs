//! What only the keys can open is checked too: identities, salts of query codes, and the keys themselves. And what no replay tells:
//! accounts, sessions, counters, the places of entries, the indexes.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use huiyin_office as office;
use kernel::PetitionId;
use kernel::org::Role;
use office::{Office, OfficeError, verify};
use store::verify::{Report, rebuild};

use crate::county::{County, OFFICE, letter, roof, today};
use crate::tamper::{change, database, hide_from_index, number};

fn check(office: &Office) -> Report {
    verify::verify(office.store(), &mut |_| {}).unwrap()
}

/// Three people who told who they are, and one who did not.
fn county() -> County {
    let county = County::new();
    for name in ["周远山", "何雨晴", "梁听风"] {
        let mut submission = roof();
        submission.people[0].name = name.to_owned();
        county.register(submission);
    }
    let mut unknown = letter("路灯不亮", "村口路灯坏了半个月没有人修。");
    unknown.people[0].phone = String::new();
    county.register(unknown);
    assert!(check(&county.office).ok);
    county
}

/// What the check says after somebody changed the database by hand; it must be something.
fn found(county: &County, changes: &[&str]) -> String {
    for sql in changes {
        assert!(
            change(&county.data(), sql) > 0,
            "nothing was changed: {sql}"
        );
    }
    let report = check(&county.office);
    assert!(!report.ok, "not found: {changes:?}");
    let texts = report.problems.into_iter().map(|problem| problem.text);
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_identity_that_is_another_persons_is_found() {
    // Whole rows exchanged, so that each is sound in itself.
    let whole = [
        "UPDATE petitioners SET id = 900 WHERE id = 1",
        "UPDATE petitioners SET id = 1 WHERE id = 2",
        "UPDATE petitioners SET id = 2 WHERE id = 900",
    ];
    let told = found(&county(), &whole);
    assert!(
        told.contains("信访人 1") && told.contains("信访人 2"),
        "{told}"
    );
    // One put in the place of another who told no more than a name.
    let copied = [
        "UPDATE petitioners SET sealed = (SELECT sealed FROM petitioners WHERE id = 1) WHERE id = 4",
    ];
    assert!(found(&county(), &copied).contains("信访人 4"));
}

#[test]
fn a_deleted_changed_or_invented_identity_is_found() {
    for sql in [
        "DELETE FROM petitioners WHERE id = 3",
        "UPDATE petitioners SET sealed = X'' WHERE id = 2",
        "UPDATE petitioners SET sealed = X'00112233445566778899' WHERE id = 2",
        "UPDATE petitioners SET sealed = RANDOMBLOB(LENGTH(sealed)) WHERE id = 4",
        "UPDATE petitioners SET sealed = SUBSTR(sealed, 5) WHERE id = 2",
        "UPDATE petitioners SET same = 'f' || SUBSTR(same, 2) || 'f' WHERE id = 2",
        "UPDATE petitioners SET same = NULL WHERE id = 1",
    ] {
        let told = found(&county(), &[sql]);
        assert!(
            told.contains("身份信息") && told.contains("备份"),
            "{sql}: {told}"
        );
    }
}

/// Seals as versions before this one did: bound to nothing.
fn seal_unbound(county: &County, plain: &str) -> Vec<u8> {
    let keys: toml::Table = std::fs::read_to_string(county.data().join("keys.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let hex = keys["seal"].as_str().unwrap();
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap();
    }
    let nonce = [7; 24];
    let sealed = XChaCha20Poly1305::new(&Key::from(key))
        .encrypt(&XNonce::from(nonce), plain.as_bytes())
        .unwrap();
    [nonce.as_slice(), &sealed].concat()
}

#[test]
fn identities_sealed_by_earlier_versions_still_open() {
    let county = county();
    let old = seal_unbound(&county, "{\"name\":\"何雨晴\",\"phone\":\"13900001234\"}");
    database(&county.data())
        .execute("UPDATE petitioners SET sealed = ?1 WHERE id = 2", [old])
        .unwrap();
    assert!(check(&county.office).ok);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let shown = county
        .office
        .show_identity(&clerk, kernel::MatterId(2), "核实".to_owned(), today())
        .unwrap();
    assert_eq!(shown[0].name, "何雨晴");
    // Put in another's place, its keyed hash tells.
    let told = found(
        &county,
        &[
            "UPDATE petitioners SET sealed = (SELECT sealed FROM petitioners WHERE id = 2) WHERE id = 1",
        ],
    );
    assert!(told.contains("信访人 1"), "{told}");
}

#[test]
fn a_lost_or_exchanged_salt_is_found_and_no_other_code_is_printed_instead() {
    for sql in [
        "DELETE FROM code_salts WHERE petition = 2",
        "UPDATE code_salts SET sealed = (SELECT sealed FROM code_salts WHERE petition = 1) WHERE petition = 2",
        "UPDATE code_salts SET sealed = RANDOMBLOB(60) WHERE petition = 2",
    ] {
        let county = county();
        let told = found(&county, &[sql]);
        assert!(told.contains("查询码"), "{sql}: {told}");
        assert!(county.office.query_code(PetitionId(2)).is_err(), "{sql}");
        county.office.query_code(PetitionId(1)).unwrap();
    }
}

#[test]
fn keys_that_are_gone_or_anothers_are_named_and_nothing_is_backed_up_or_opened_with_them() {
    let county = county();
    let keys = county.data().join("keys.toml");
    let own = std::fs::read(&keys).unwrap();
    let other = County::new();
    let target = county.dir.path().join("backup.tar");
    for (content, word) in [
        (None, "缺少密钥文件"),
        (
            Some(std::fs::read(other.data().join("keys.toml")).unwrap()),
            "另一个信访办",
        ),
        (Some(b"seal = 'x'".to_vec()), "已损坏"),
    ] {
        match content {
            Some(content) => std::fs::write(&keys, content).unwrap(),
            None => std::fs::remove_file(&keys).unwrap(),
        }
        let told = check(&county.office).problems[0].text.clone();
        assert!(told.contains(word), "{told}");
        let refused = county.office.backup(&target).unwrap_err().to_string();
        assert!(
            refused.contains(word) && refused.contains("没有备份"),
            "{refused}"
        );
        assert!(!target.exists());
        assert!(matches!(
            Office::open(testkit::home(county.data())),
            Err(OfficeError::Vault(text)) if text.contains(word)
        ));
    }
    std::fs::write(&keys, own).unwrap();
    county.office.backup(&target).unwrap();
}

#[test]
fn the_keys_of_a_folder_from_before_are_known_by_its_seals() {
    let county = county();
    let forget = "DELETE FROM meta WHERE name = 'keys-check'";
    assert_eq!(change(&county.data(), forget), 1);
    let other = County::new();
    let (own, foreign) = (
        std::fs::read(county.data().join("keys.toml")).unwrap(),
        std::fs::read(other.data().join("keys.toml")).unwrap(),
    );
    std::fs::write(county.data().join("keys.toml"), foreign).unwrap();
    assert!(Office::open(testkit::home(county.data())).is_err());
    assert_eq!(
        number(
            &county.data(),
            "SELECT COUNT(*) FROM meta WHERE name = 'keys-check'"
        ),
        0,
        "foreign keys are not remembered as the office's"
    );
    std::fs::write(county.data().join("keys.toml"), own).unwrap();
    // One damaged seal does not shut the office out.
    change(
        &county.data(),
        "UPDATE petitioners SET sealed = X'00' WHERE id = 4",
    );
    Office::open(testkit::home(county.data())).unwrap();
    assert_eq!(
        number(
            &county.data(),
            "SELECT COUNT(*) FROM meta WHERE name = 'keys-check'"
        ),
        1
    );
}

#[test]
fn accounts_sessions_and_the_name_are_checked() {
    for (sql, word) in [
        ("UPDATE accounts SET person = 4711", "登录名"),
        ("UPDATE accounts SET password = 'letmein'", "密码"),
        (
            "INSERT INTO sessions VALUES ('t', 3, 4711, 'c', 9999999999999)",
            "会话",
        ),
        (
            "INSERT INTO sessions VALUES ('t', 4711, 1, 'c', 9999999999999)",
            "会话",
        ),
        ("DELETE FROM meta WHERE name = 'office-name'", "名称"),
        (
            "UPDATE meta SET value = '' WHERE name = 'office-name'",
            "名称",
        ),
        ("INSERT INTO once VALUES ('t', 4711, 0)", "表单"),
    ] {
        let told = found(&county(), &[sql]);
        assert!(told.contains(word), "{sql}: {told}");
    }
}

#[test]
fn a_counter_below_what_it_gave_is_found_and_rebuild_raises_it() {
    let names = [
        "matter",
        "petition",
        "petitioner",
        "unit",
        "post",
        "person",
        "number:20260302",
    ];
    for name in names {
        let county = county();
        for sql in [
            format!("UPDATE counters SET value = value - 1 WHERE name = '{name}'"),
            format!("DELETE FROM counters WHERE name = '{name}'"),
        ] {
            let told = found(&county, &[&sql]);
            assert!(told.contains(name) && told.contains("rebuild"), "{told}");
            rebuild(county.office.store()).unwrap();
            assert!(check(&county.office).ok, "{sql}");
        }
        let next = county.register(roof());
        assert_eq!(next.number, "20260302-00005");
    }
}

#[test]
fn an_entry_in_a_wrong_place_or_order_is_found() {
    let last = "(SELECT MAX(key) FROM entries WHERE matter = 2)";
    for sql in [
        format!("UPDATE entries SET key = key + 40 WHERE key = {last}"),
        format!("UPDATE entries SET key = key + (1 << 24) * 500 WHERE key = {last}"),
    ] {
        let told = found(&county(), &[&sql]);
        assert!(
            told.contains("位置") || told.contains("哈希链"),
            "{sql}: {told}"
        );
    }
    // The orders of two entries of one matter exchanged: the hashes know nothing of it.
    let county = county();
    let id = county.accepted().matter.0;
    let places = |version: i64| {
        number(
            &county.data(),
            &format!("SELECT seq FROM entries WHERE matter = {id} AND version = {version}"),
        )
    };
    let (first, second) = (places(1), places(2));
    let told = found(
        &county,
        &[
            &format!("UPDATE entries SET seq = -1 WHERE seq = {first}"),
            &format!("UPDATE entries SET seq = {first} WHERE seq = {second}"),
            &format!("UPDATE entries SET seq = {second} WHERE seq = -1"),
        ],
    );
    assert!(told.contains("次序"), "{told}");
}

#[test]
fn a_matter_missing_from_an_index_is_found_and_rebuild_brings_it_back() {
    for (table, index) in [
        ("duties", "duties_next"),
        ("matters", "matters_by_due"),
        ("sight", "sight_by_matter"),
        ("petitioners", "petitioners_by_same"),
        ("petitions", "petitions_by_matter"),
    ] {
        let county = county();
        hide_from_index(&county.data(), table, index);
        // Opened anew, as after the damage: an open connection would go on with the schema it read.
        let office = Office::open(testkit::home(county.data())).unwrap();
        let report = check(&office);
        assert!(
            report
                .problems
                .iter()
                .any(|problem| problem.text.contains(index)),
            "{index}: {report:?}"
        );
        assert!(rebuild(office.store()).is_ok());
        assert!(check(&office).ok, "{index}");
    }
}
