//! Names and contacts are sealed; the query code proves who asks.

use huiyin_office as office;
use kernel::org::Role;
use matter::{Command, Event};
use office::OfficeError;
use office::intake::Submission;
use office::organisation::PostForm;
use office::vault::Identity;

use crate::county::{
    County, DISCIPLINE, HOUSING, OFFICE, VILLAGE, accusation, at, hidden, post_form, roof, today,
    transfer,
};

fn person() -> Identity {
    Identity {
        name: "欧阳听涛".to_owned(),
        phone: "13855550199".to_owned(),
        id_number: "340000199001011234".to_owned(),
        address: "柳塘镇东岸村九组".to_owned(),
        external: String::new(),
    }
}

fn by_person() -> Submission {
    Submission {
        people: vec![person()],
        ..roof()
    }
}

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[test]
fn no_file_of_the_office_holds_a_name_or_a_contact() {
    let county = County::new();
    let receipt = county.register(by_person());
    county
        .office
        .keep_draft(
            "draft-1",
            "{\"name\":\"欧阳听涛\",\"phone\":\"13855550199\"}",
            today(),
        )
        .unwrap();
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    county
        .office
        .show_identity(&clerk, receipt.matter, "电话核实".to_owned(), today())
        .unwrap();
    let mut read = 0;
    let mut folders = vec![county.data()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            read += usize::from(contains(&bytes, "屋顶漏水"));
            let person = person();
            for secret in [
                &person.name,
                &person.phone,
                &person.id_number,
                &person.address,
            ] {
                assert!(
                    !contains(&bytes, secret),
                    "{secret} stands in {}",
                    path.display()
                );
            }
        }
    }
    assert!(
        read > 0,
        "the petition's own words were not found either: the test looks in the wrong place"
    );
}

#[test]
fn showing_needs_a_reason_and_leaves_an_entry() {
    let county = County::new();
    let receipt = county.register(by_person());
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let looks = || {
        let file = county
            .office
            .matter_file(&clerk, receipt.matter, today())
            .unwrap();
        file.history
            .iter()
            .filter(|(_, event)| matches!(event, Event::IdentityShown { .. }))
            .count()
    };
    let without = county
        .office
        .show_identity(&clerk, receipt.matter, "  ".to_owned(), today());
    assert!(matches!(without, Err(OfficeError::Refused(_))));
    assert_eq!(looks(), 0);
    let shown = county
        .office
        .show_identity(&clerk, receipt.matter, "电话核实".to_owned(), today())
        .unwrap();
    assert_eq!(shown, [person()]);
    assert_eq!(looks(), 1);
    let stranger = county.viewer(VILLAGE, Role::Clerk);
    assert!(hidden(county.office.show_identity(
        &stranger,
        receipt.matter,
        "好奇".to_owned(),
        today()
    )));
    assert_eq!(looks(), 1);
}

#[test]
fn a_sealed_identity_needs_a_second_person() {
    let county = County::new();
    let id = county.register(Submission {
        people: vec![person()],
        ..accusation(&[], &[])
    });
    let id = id.matter;
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(DISCIPLINE));
    let handler = county.viewer(DISCIPLINE, Role::Handler);
    let show = || {
        county
            .office
            .show_identity(&handler, id, "约谈举报人".to_owned(), at("2026-03-04"))
    };
    assert!(matches!(show(), Err(OfficeError::Refused(_))));
    let request = Command::RequestIdentity {
        reason: "约谈举报人".to_owned(),
    };
    county.does(DISCIPLINE, Role::Handler, id, "2026-03-04", request);
    assert!(
        matches!(show(), Err(OfficeError::Refused(_))),
        "a request alone shows nothing"
    );
    let consent = Command::ConsentIdentity { post: handler.post };
    county.does(DISCIPLINE, Role::Leader, id, "2026-03-04", consent);
    assert_eq!(show().unwrap(), [person()]);
}

#[test]
fn a_consent_is_the_holders_and_whoever_takes_over_the_post_asks_anew() {
    let county = County::new();
    let id = county.register(Submission {
        people: vec![person()],
        ..accusation(&[], &[])
    });
    let id = id.matter;
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(DISCIPLINE));
    let ask = || Command::RequestIdentity {
        reason: "约谈举报人".to_owned(),
    };
    let post = county.viewer(DISCIPLINE, Role::Handler).post;
    let consent = || Command::ConsentIdentity { post };
    let show = || {
        let holder = county.viewer(DISCIPLINE, Role::Handler);
        county
            .office
            .show_identity(&holder, id, "约谈举报人".to_owned(), at("2026-03-05"))
    };
    county.does(DISCIPLINE, Role::Handler, id, "2026-03-04", ask());
    county.does(DISCIPLINE, Role::Leader, id, "2026-03-04", consent());

    // Somebody else takes over the post, and is confirmed in it.
    let admin = county.viewer(OFFICE, Role::Administrator);
    let takes_over = PostForm {
        id: Some(post),
        person: None,
        ..post_form(DISCIPLINE, Role::Handler, "接任者")
    };
    county
        .office
        .keep_post(&admin, takes_over, at("2026-03-05"))
        .unwrap();
    county
        .office
        .confirm_post_as_keeper(post, at("2026-03-05"))
        .unwrap();
    assert!(
        matches!(show(), Err(OfficeError::Refused(_))),
        "the consent was the former holder's"
    );
    let leader = county.viewer(DISCIPLINE, Role::Leader);
    let version = county.office.version(id).unwrap();
    let nobody_asks = county
        .office
        .act(&leader, id, version, consent(), at("2026-03-05"));
    assert!(matches!(nobody_asks, Err(OfficeError::Refused(_))));
    county.does(DISCIPLINE, Role::Handler, id, "2026-03-05", ask());
    assert!(matches!(show(), Err(OfficeError::Refused(_))));
    county.does(DISCIPLINE, Role::Leader, id, "2026-03-05", consent());
    assert_eq!(show().unwrap(), [person()]);
}

#[test]
fn the_petitioner_can_see_who_opened_the_file() {
    let county = County::new();
    let receipt = county.register(by_person());
    let clerk = county.viewer(OFFICE, Role::Clerk);
    county
        .office
        .show_identity(&clerk, receipt.matter, "电话核实".to_owned(), today())
        .unwrap();
    let track = county
        .office
        .petitioner(&receipt.number, &receipt.code, "", today())
        .and_then(|one| one.track())
        .unwrap();
    let public = track
        .history
        .iter()
        .filter(|(_, event)| office::tracking::is_public(event));
    assert!(
        public
            .into_iter()
            .any(|(_, event)| matches!(event, Event::IdentityShown { .. }))
    );
}

#[test]
fn a_wrong_code_and_an_unknown_number_get_the_same_answer_and_slow_down() {
    let county = County::new();
    let receipt = county.register(roof());
    let wrong = if receipt.code.starts_with('2') {
        "33333333"
    } else {
        "22222222"
    };
    let office = &county.office;
    assert!(hidden(
        office
            .petitioner("20260302-99999", &receipt.code, "10.0.0.9", today())
            .and_then(|one| one.track())
    ));
    for _ in 0..6 {
        assert!(hidden(
            office
                .petitioner(&receipt.number, wrong, "10.0.0.8", today())
                .and_then(|one| one.track())
        ));
    }
    let slowed = office
        .petitioner(&receipt.number, &receipt.code, "10.0.0.8", today())
        .and_then(|one| one.track());
    assert!(
        matches!(slowed, Err(OfficeError::SlowDown { seconds: 1.. })),
        "{slowed:?}"
    );
    let rated = office
        .petitioner(&receipt.number, wrong, "10.0.0.8", today())
        .and_then(|one| one.rate(None, None, (String::new(), matter::RatedFrom::Elsewhere)));
    assert!(matches!(rated, Err(OfficeError::SlowDown { .. })));
    let elsewhere = office
        .petitioner(&receipt.number, &receipt.code, "10.0.0.7", today())
        .and_then(|one| one.track());
    assert!(elsewhere.is_ok(), "the petitioner elsewhere does not wait");
    let later = office::Moment::from_millis(today().millis() + 3_600_000);
    office
        .petitioner(&receipt.number, &receipt.code, "10.0.0.8", later)
        .and_then(|one| one.track())
        .unwrap();
}

#[test]
fn the_code_is_the_same_when_printed_again_and_forgives_how_it_is_typed() {
    let county = County::new();
    let receipt = county.register(roof());
    let other = county.register(roof());
    assert_ne!(receipt.code, other.code);
    assert_eq!(
        county.office.query_code(receipt.petition).unwrap(),
        receipt.code
    );
    let reopened = office::Office::open(testkit::home(county.data())).unwrap();
    assert_eq!(reopened.query_code(receipt.petition).unwrap(), receipt.code);
    let typed = format!(
        " {} {} ",
        receipt.code[..4].to_lowercase(),
        &receipt.code[4..]
    );
    reopened
        .petitioner(&receipt.number.replace('-', " "), &typed, "", today())
        .and_then(|one| one.track())
        .unwrap();
    assert!(hidden(
        reopened
            .petitioner(&receipt.number, &other.code, "", today())
            .and_then(|one| one.track())
    ));
}

#[test]
fn another_office_cannot_open_the_seals() {
    let county = County::new();
    let receipt = county.register(by_person());
    let other = County::new();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let data = county.data();
    std::fs::copy(other.data().join("keys.toml"), data.join("keys.toml")).unwrap();
    // Opened with foreign keys, it would seal what nobody could open with the rest.
    assert!(matches!(
        office::Office::open(testkit::home(&data)),
        Err(OfficeError::Vault(_))
    ));
    // Even a folder that does not remember its keys opens none of its seals with them.
    let sealed = {
        let reader = county.office.store().reader().unwrap();
        store::tables::people::newest(&reader, 1).unwrap()
    };
    let foreign = office::vault::Vault::open(&data).unwrap();
    assert!(foreign.unseal(sealed[0].0, &sealed[0].1).is_err());
    let shown = county
        .office
        .show_identity(&clerk, receipt.matter, "核实".to_owned(), today());
    assert_eq!(shown.unwrap(), [person()], "the open office keeps its own");
    std::fs::remove_file(data.join("keys.toml")).unwrap();
    assert!(matches!(
        office::Office::open(testkit::home(&data)),
        Err(OfficeError::Vault(_))
    ));
}

#[test]
fn an_anonymous_petition_is_registered_and_handled() {
    let county = County::new();
    let id = county.register(Submission {
        people: Vec::new(),
        ..roof()
    });
    county.does(
        OFFICE,
        Role::Clerk,
        id.matter,
        "2026-03-03",
        transfer(HOUSING),
    );
    let clerk = county.viewer(HOUSING, Role::Clerk);
    let shown = county
        .office
        .show_identity(&clerk, id.matter, "核实".to_owned(), at("2026-03-04"));
    assert!(matches!(shown, Err(OfficeError::Refused(_))));
}
