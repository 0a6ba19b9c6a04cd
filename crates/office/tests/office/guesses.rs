//! Who a petitioner is cannot be found out by naming people until one fits.

use bureau::OfficeRecord;
use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::Event;
use office::OfficeError;
use office::asked::MOST;
use office::intake::Submission;
use office::same::{Candidate, Draft};
use office::vault::Identity;

use crate::county::{County, OFFICE, TOWNSHIP, accusation, at, roof, today};

fn ask(county: &County, who: &Viewer, person: Identity) -> Result<Vec<Candidate>, OfficeError> {
    let draft = Draft {
        person,
        subject: "举报水务局违规收费，屋顶漏水".to_owned(),
        body:
            "水务局工作人员收取管道改造好处费，有收据为证。去年冬天起屋顶漏水，多次报修没有结果。"
                .to_owned(),
        ..Draft::default()
    };
    county.office.candidates(who, &draft, None, today())
}

fn named(name: &str, phone: &str) -> Identity {
    Identity {
        name: name.to_owned(),
        phone: phone.to_owned(),
        ..Identity::default()
    }
}

fn asked_about(county: &County) -> Vec<OfficeRecord> {
    let reader = county.office.store().reader().unwrap();
    store::ledger::office_since(&reader, 0)
        .unwrap()
        .iter()
        .filter_map(|entry| serde_json::from_str(&entry.body).ok())
        .filter(|event| matches!(event, OfficeRecord::PeopleAskedAbout { .. }))
        .collect()
}

#[test]
fn a_sealed_matter_is_no_candidate_for_anybody_and_never_the_same_person() {
    let county = County::new();
    let secret = county.register(accusation(&[TOWNSHIP], &[])).matter;
    county.office.catch_up(&mut |_| {}).unwrap();
    let right = accusation(&[], &[]).people[0].clone();
    let by_id = Identity {
        id_number: "11010519491231002X".to_owned(),
        ..right.clone()
    };
    county.register(Submission {
        people: vec![by_id.clone()],
        ..accusation(&[TOWNSHIP], &[])
    });
    county.office.catch_up(&mut |_| {}).unwrap();
    for viewer in county.everybody() {
        for person in [right.clone(), by_id.clone(), Identity::default()] {
            for candidate in ask(&county, &viewer, person).unwrap() {
                assert!(!candidate.line.sealed, "{viewer:?}: {}", candidate.line.id);
            }
        }
    }
    assert!(county.matter(secret).is_sealed());
}

#[test]
fn a_waiting_accusation_is_not_compared_by_person_with_matters_whose_names_are_open() {
    let county = County::new();
    let open = county.register(roof()).matter;
    let secret = county.register(Submission {
        body: roof().body,
        subject: roof().subject,
        ..accusation(&[TOWNSHIP], &[])
    });
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let found = county
        .office
        .candidates_for(&clerk, &county.matter(secret.matter), today())
        .unwrap();
    let like = found.iter().find(|one| one.line.id == open).unwrap();
    assert!(!like.same_person, "{:?}", like.why);
    assert!(
        like.why.iter().all(|why| !why.contains("信访人")),
        "{:?}",
        like.why
    );
}

#[test]
fn guesses_are_on_record_and_end() {
    let county = County::new();
    county.register(roof());
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let mut refused = 0;
    for guess in 0..1_501 {
        let person = named("周远山", &format!("139{guess:08}"));
        match ask(&county, &clerk, person) {
            Ok(found) => assert!(!found.iter().any(|one| one.same_person)),
            Err(OfficeError::Refused(_)) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(refused, 1_501 - MOST);
    let entered = asked_about(&county);
    assert!(
        matches!(
            entered.first(),
            Some(OfficeRecord::PeopleAskedAbout {
                asked: 1,
                refused: false
            })
        ),
        "{entered:?}"
    );
    assert!(
        matches!(
            entered.last(),
            Some(OfficeRecord::PeopleAskedAbout { refused: true, .. })
        ),
        "{entered:?}"
    );
    assert!((3..20).contains(&entered.len()), "{entered:?}");
    // The right one comes too late now, even in another post of the same person.
    let right = roof().people[0].clone();
    assert!(ask(&county, &clerk, right.clone()).is_err());
    let colleague = county.viewer(OFFICE, Role::Leader);
    assert!(
        ask(&county, &colleague, right.clone())
            .unwrap()
            .iter()
            .any(|one| one.same_person)
    );
    let other_post = Viewer {
        person: clerk.person,
        ..colleague
    };
    assert!(ask(&county, &other_post, right.clone()).is_err());
    let draft = Draft {
        person: right,
        ..Draft::default()
    };
    let later = at("2026-03-03");
    county
        .office
        .candidates(&clerk, &draft, None, later)
        .unwrap();
}

#[test]
fn typing_is_no_guessing() {
    let county = County::new();
    county.register(roof());
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let phone = "13900001234";
    for _ in 0..MOST {
        for end in 0..=phone.len() {
            ask(&county, &clerk, named("周远山", &phone[..end])).unwrap();
        }
    }
    assert_eq!(asked_about(&county).len(), 1, "one person was asked about");
    ask(&county, &clerk, Identity::default()).unwrap();
    assert_eq!(asked_about(&county).len(), 1);
}

#[test]
fn a_question_about_people_moves_no_matter() {
    let county = County::new();
    let id = county.register(roof()).matter;
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    ask(&county, &clerk, roof().people[0].clone()).unwrap();
    let file = county.office.matter_file(&clerk, id, today()).unwrap();
    assert!(
        !file
            .history
            .iter()
            .any(|(_, event)| matches!(event, Event::IdentityShown { .. }))
    );
}
