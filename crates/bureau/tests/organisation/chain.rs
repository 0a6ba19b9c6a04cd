//! What the office's own chain holds, byte for byte.

use bureau::organisation::{AccountChange, OrganisationEvent};
use bureau::{OfficeEvent, OfficeRecord, Organisation};
use kernel::{Aggregate, PersonId, Recorded, StreamId};

use crate::town::Town;

/// Every kind of entry that names no unit and no post, as folders of today have it.
const ENTRIES: [(&str, &str); 5] = [
    (
        "account_kept",
        r#"{"account_kept":{"login":"lin","person":7,"change":"password_set"}}"#,
    ),
    (
        "exported",
        r#"{"exported":{"filter":"Filter { .. }","rows":12,"format":"xlsx"}}"#,
    ),
    ("imported", r#"{"imported":{"file":"2025.csv","rows":340}}"#),
    (
        "people_asked_about",
        r#"{"people_asked_about":{"asked":11,"refused":false}}"#,
    ),
    (
        "restored",
        r#"{"restored":{"position":88,"skipped":{"matter":10000}}}"#,
    ),
];

#[test]
fn entries_are_read_and_written_as_they_always_were() {
    for (kind, body) in ENTRIES {
        let event: OfficeEvent = serde_json::from_str(body).unwrap();
        assert_eq!(event.kind(), kind);
        assert_eq!(serde_json::to_string(&event).unwrap(), body);
    }
    let town = Town::new();
    let mut kept = Vec::new();
    for unit in town.org().units() {
        kept.push(OrganisationEvent::UnitKept(unit.clone()));
    }
    for post in town.org().posts() {
        kept.push(OrganisationEvent::PostKept(post.clone()));
    }
    for event in kept {
        let body = serde_json::to_string(&event).unwrap();
        assert!(
            body.starts_with("{\"unit_kept\":{\"id\":")
                || body.starts_with("{\"post_kept\":{\"id\":")
        );
        let read: OfficeEvent = serde_json::from_str(&body).unwrap();
        assert_eq!(read, OfficeEvent::Organisation(event));
    }
}

#[test]
fn what_the_office_did_with_its_data_changes_no_unit_and_no_post() {
    let events: Vec<OfficeEvent> = vec![
        OfficeRecord::Imported {
            file: "2025.csv".to_owned(),
            rows: 340,
        }
        .into(),
        OrganisationEvent::AccountKept {
            login: "lin".to_owned(),
            person: PersonId(7),
            change: AccountChange::Opened,
        }
        .into(),
    ];
    let mut organisation = Town::new().organisation;
    let before = organisation.version();
    events.iter().for_each(|event| organisation.apply(event));
    assert_eq!(
        organisation.version(),
        before + 2,
        "they have their places in the chain"
    );
    let (units, posts) = (organisation.org().units(), organisation.org().posts());
    let same = Town::new();
    assert_eq!((units, posts), (same.org().units(), same.org().posts()));
    assert!(Organisation::replay(StreamId::ORGANISATION, []).is_none());
}
