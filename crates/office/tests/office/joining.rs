//! Repeats: proposed, joined, found under their own number, and separated again.

use huiyin_office as office;
use kernel::UnitId;
use kernel::org::Role;
use matter::Stage;
use matter::petition::{Purpose, Relation};
use office::OfficeError;
use office::intake::Submission;
use office::same::Draft;

use crate::county::{
    County, HOUSING, OFFICE, TOWNSHIP, VILLAGE, WATER, accusation, asks, at, hidden, letter, roof,
    today, transfer,
};

#[test]
fn a_joined_petition_keeps_its_number_and_shows_the_host() {
    let county = County::new();
    let host = county.accepted();
    let guest = county.register(roof());
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let version = county.office.version(guest.matter).unwrap();
    let office = &county.office;
    office
        .join(
            &clerk,
            guest.matter,
            version,
            host.matter,
            Relation::Repeat,
            at("2026-03-06"),
        )
        .unwrap();
    assert_eq!(
        office.by_number(&clerk, &guest.number).unwrap(),
        Some(host.matter)
    );
    let track = office
        .petitioner(&guest.number, &guest.code, "", at("2026-03-06"))
        .and_then(|one| one.track())
        .unwrap();
    assert!(track.joined);
    assert_eq!(track.matter.id, host.matter);
    assert_eq!(
        (track.matter.stage, track.petition.number.as_str()),
        (Stage::Handling, guest.number.as_str())
    );
    assert_eq!(county.stage(guest.matter), Stage::Joined);

    office
        .undo_join(
            &clerk,
            guest.matter,
            0,
            "不是同一件事".to_owned(),
            at("2026-03-09"),
        )
        .unwrap();
    assert_eq!(
        office.by_number(&clerk, &guest.number).unwrap(),
        Some(guest.matter)
    );
    let track = office
        .petitioner(&guest.number, &guest.code, "", at("2026-03-09"))
        .and_then(|one| one.track())
        .unwrap();
    assert!(!track.joined);
    let alone = county.matter(guest.matter);
    assert_eq!(alone.stage, Stage::Registered);
    let due = alone.next_due().map(|clock| clock.duty_date().to_string());
    assert_eq!(
        due.as_deref(),
        Some("2026-03-17"),
        "its first clock runs on from the day of receipt"
    );
    assert_eq!(county.matter(host.matter).petitions.len(), 1);
    assert!(
        store::verify::verify(office.store(), &mut |_| {})
            .unwrap()
            .ok
    );
}

#[test]
fn a_petition_joined_at_registration_is_found_at_once() {
    let county = County::new();
    let host = county.accepted();
    let guest = county.register(Submission {
        join: Some((host.matter, Relation::Joint)),
        ..roof()
    });
    let clerk = county.viewer(HOUSING, Role::Clerk);
    assert_eq!(
        county.office.by_number(&clerk, &guest.number).unwrap(),
        Some(host.matter)
    );
    assert_eq!(
        county.matter(host.matter).petitions[1].relation,
        Relation::Joint
    );
}

#[test]
fn a_join_that_is_refused_registers_nothing() {
    let county = County::new();
    let host = county.served();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let before = county.office.count(&clerk, &Default::default()).unwrap();
    let guest = Submission {
        join: Some((host.matter, Relation::Joint)),
        once: Some("form-9".to_owned()),
        ..roof()
    };
    let refused = county
        .office
        .register(&clerk, guest.clone(), at("2026-03-27"));
    assert!(
        matches!(refused, Err(OfficeError::Refused(_))),
        "{refused:?}"
    );
    assert_eq!(
        county.office.count(&clerk, &Default::default()).unwrap(),
        before
    );
    let alone = Submission {
        join: None,
        ..guest
    };
    let receipt = county
        .office
        .register(&clerk, alone, at("2026-03-27"))
        .unwrap();
    assert_eq!(
        receipt.number, "20260327-00001",
        "the refused form took no number"
    );
}

#[test]
fn joins_in_a_row_lead_every_number_to_the_last_host() {
    let county = County::new();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let [first, second, third] = [(); 3].map(|()| county.register(roof()));
    let join = |guest: &office::intake::Receipt, host: &office::intake::Receipt| {
        let version = county.office.version(guest.matter).unwrap();
        county.office.join(
            &clerk,
            guest.matter,
            version,
            host.matter,
            Relation::Repeat,
            at("2026-03-03"),
        )
    };
    join(&first, &second).unwrap();
    join(&second, &third).unwrap();
    for receipt in [&first, &second, &third] {
        assert_eq!(
            county.office.by_number(&clerk, &receipt.number).unwrap(),
            Some(third.matter)
        );
        assert!(
            county
                .office
                .petitioner(&receipt.number, &receipt.code, "", today())
                .and_then(|one| one.track())
                .is_ok()
        );
    }
    let early =
        county
            .office
            .undo_join(&clerk, first.matter, 0, "并错".to_owned(), at("2026-03-04"));
    assert!(matches!(early, Err(OfficeError::Refused(_))));
    county
        .office
        .undo_join(
            &clerk,
            second.matter,
            0,
            "并错".to_owned(),
            at("2026-03-04"),
        )
        .unwrap();
    assert_eq!(
        county.office.by_number(&clerk, &first.number).unwrap(),
        Some(second.matter)
    );
    county
        .office
        .undo_join(&clerk, first.matter, 0, "并错".to_owned(), at("2026-03-04"))
        .unwrap();
    assert_eq!(
        county.office.by_number(&clerk, &first.number).unwrap(),
        Some(first.matter)
    );
    assert!(
        store::verify::verify(county.office.store(), &mut |_| {})
            .unwrap()
            .ok
    );
}

#[test]
fn the_likely_same_matter_is_proposed_first_and_says_why() {
    let county = County::new();
    let host = county.register(roof());
    county.register(letter(
        "路灯不亮",
        "村口三盏路灯坏了半个月，晚上走路不安全。",
    ));
    let joined = county.register(Submission {
        join: Some((host.matter, Relation::Repeat)),
        ..roof()
    });
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let draft = Draft {
        subject: "屋顶还在漏水".to_owned(),
        body: "冬天起屋顶就漏水，报修多次没有结果，请安排维修。".to_owned(),
        place: "柳塘镇东岸村".to_owned(),
        person: roof().people[0].clone(),
    };
    let found = county
        .office
        .candidates(&clerk, &draft, None, at("2026-03-09"))
        .unwrap();
    assert_eq!(found[0].line.id, host.matter);
    assert!(found[0].same_person && !found[0].why.is_empty());
    let ids: Vec<_> = found.iter().map(|candidate| candidate.line.id).collect();
    assert!(
        !ids.contains(&joined.matter),
        "a joined matter stands in its host"
    );
    let except = county
        .office
        .candidates(&clerk, &draft, Some(host.matter), at("2026-03-09"))
        .unwrap();
    assert!(
        except
            .iter()
            .all(|candidate| candidate.line.id != host.matter)
    );
    let village = county.viewer(VILLAGE, Role::Clerk);
    assert!(
        county
            .office
            .candidates(&village, &draft, None, at("2026-03-09"))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn an_online_arrival_is_compared_with_what_is_there() {
    let county = County::new();
    let host = county.accepted();
    let online = county.office.submit(
        Submission {
            screening: None,
            ..roof()
        },
        at("2026-03-09"),
    );
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let matter = county.matter(online.unwrap().matter);
    let found = county
        .office
        .candidates_for(&clerk, &matter, at("2026-03-09"))
        .unwrap();
    assert_eq!(found[0].line.id, host.matter);
    assert!(found.iter().all(|candidate| candidate.line.id != matter.id));
}

#[test]
fn an_accusation_joins_only_an_accusation_against_the_same() {
    let county = County::new();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let register = |units: &[UnitId]| county.register(accusation(units, &[])).matter;
    let host = register(&[TOWNSHIP]);
    let join = |guest| {
        let version = county.office.version(guest).unwrap();
        county.office.join(
            &clerk,
            guest,
            version,
            host,
            Relation::Joint,
            at("2026-03-03"),
        )
    };
    let appeal = county.register(Submission {
        screening: Some(asks(Purpose::Appeal)),
        ..roof()
    });
    for other in [
        appeal.matter,
        register(&[]),
        register(&[WATER]),
        register(&[TOWNSHIP, WATER]),
    ] {
        let outcome = join(other);
        assert!(
            matches!(&outcome, Err(OfficeError::Refused(refusal)) if refusal.zh.contains("检举控告")),
            "{outcome:?}"
        );
        assert_ne!(county.stage(other), Stage::Joined);
    }
    join(register(&[TOWNSHIP])).unwrap();
    assert_eq!(county.matter(host).petitions.len(), 2);
}

#[test]
fn only_those_who_see_both_sides_may_join_them() {
    let county = County::new();
    let host = county.accepted();
    let guest = county.register(Submission {
        office: VILLAGE,
        ..roof()
    });
    let village = county.viewer(VILLAGE, Role::Clerk);
    let version = county.office.version(guest.matter).unwrap();
    let join = county.office.join(
        &village,
        guest.matter,
        version,
        host.matter,
        Relation::Repeat,
        at("2026-03-06"),
    );
    assert!(hidden(join));
    let stale = county.office.join(
        &county.viewer(OFFICE, Role::Clerk),
        guest.matter,
        version + 1,
        host.matter,
        Relation::Repeat,
        at("2026-03-06"),
    );
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
    county.does(
        VILLAGE,
        Role::Clerk,
        guest.matter,
        "2026-03-06",
        transfer(TOWNSHIP),
    );
}
