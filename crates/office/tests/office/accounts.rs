//! Passwords and sessions are their holder's own, and what is done about accounts stays on record.

use bureau::organisation::{AccountChange, OrganisationEvent};
use huiyin_office as office;
use kernel::org::Role;
use office::accounts::Outcome;
use office::organisation::PostForm;
use office::sign_in::SignedIn;
use office::vault::token_hash;
use office::{Acting, OfficeError, Once};

use crate::county::{County, OFFICE, PASSWORD, at, post_form, today};

fn later(minutes: i64) -> office::Moment {
    office::Moment::from_millis(today().millis() + minutes * 60_000)
}

fn enter(county: &County, place: &str) -> (String, SignedIn) {
    let office = &county.office;
    let cookie = office.sign_in("admin", PASSWORD, place, today()).unwrap();
    let signed_in = office.signed_in(&cookie, today()).unwrap().unwrap();
    (cookie, signed_in)
}

fn changes(county: &County) -> Vec<(String, AccountChange)> {
    let reader = county.office.store().reader().unwrap();
    let entries = store::ledger::office_since(&reader, 0).unwrap();
    let events = entries
        .iter()
        .filter_map(|entry| serde_json::from_str(&entry.body).ok());
    events
        .filter_map(|event| match event {
            OrganisationEvent::AccountKept { login, change, .. } => Some((login, change)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_own_password_is_changed_with_the_old_one_and_ends_other_sessions() {
    let county = County::new();
    let office = &county.office;
    let (mine, signed_in) = enter(&county, "10.0.0.1");
    let (other, _) = enter(&county, "10.0.0.2");
    let change = |old, new| office.change_password(&mine, &signed_in, (old, new), None, today());
    for (old, new) in [
        ("not the old one", "new words of mine"),
        (PASSWORD, "short"),
        (PASSWORD, "1234567890"),
        (PASSWORD, "admin2026admin"),
        (PASSWORD, "qinghexian2026"),
        (PASSWORD, PASSWORD),
    ] {
        let refused = change(old, new);
        assert!(matches!(refused, Err(OfficeError::Refused(_))), "{new}");
    }
    change(PASSWORD, "new words of mine").unwrap();
    assert!(office.signed_in(&mine, today()).unwrap().is_some());
    assert!(office.signed_in(&other, today()).unwrap().is_none());
    let sign_in = |password| office.sign_in("admin", password, "10.0.0.3", today());
    assert!(sign_in(PASSWORD).is_err());
    sign_in("new words of mine").unwrap();
    assert_eq!(
        changes(&county),
        [("admin".to_owned(), AccountChange::PasswordChanged)]
    );
}

#[test]
fn one_person_has_one_login_and_every_login_is_seen_reset_and_closed() {
    let county = County::new();
    let office = &county.office;
    let admin = county.viewer(OFFICE, Role::Administrator);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let give = |login: &str, password: &str| {
        let form = PostForm {
            id: Some(clerk.post),
            person: Some(clerk.person),
            login: login.to_owned(),
            password: password.to_owned(),
            ..post_form(OFFICE, Role::Clerk, "登记员甲")
        };
        office.keep_post(&admin, form, today())
    };
    give("dengji", "words for the clerk").unwrap();
    assert!(
        matches!(give("dengji-2", "words for the clerk"), Err(OfficeError::Refused(refusal)) if refusal.zh.contains("dengji"))
    );
    assert!(
        give("admin", "words for the clerk").is_err(),
        "somebody else's login"
    );
    give("dengji", "other words for the clerk").unwrap();
    let (cookie, _) = (
        office
            .sign_in("dengji", "other words for the clerk", "10.0.0.1", today())
            .unwrap(),
        (),
    );
    let logins = office.logins(&admin).unwrap();
    let own: Vec<_> = logins
        .iter()
        .filter(|login| login.person == clerk.person)
        .collect();
    assert!(own.len() == 1 && own[0].active && own[0].initial);
    office.keep_login(&admin, "dengji", false, today()).unwrap();
    assert!(office.signed_in(&cookie, today()).unwrap().is_none());
    assert!(
        office
            .sign_in("dengji", "other words for the clerk", "10.0.0.1", today())
            .is_err()
    );
    office.keep_login(&admin, "dengji", true, today()).unwrap();
    assert!(
        office.keep_login(&admin, "admin", false, today()).is_err(),
        "the own last login"
    );
    assert!(office.keep_login(&clerk, "dengji", false, today()).is_err());
    let what: Vec<_> = changes(&county)
        .into_iter()
        .map(|(_, change)| change)
        .collect();
    use AccountChange::{Closed, Opened, PasswordSet, Reopened};
    assert_eq!(what, [Opened, PasswordSet, Closed, Reopened]);
    let reader = office.store().reader().unwrap();
    let bodies: Vec<String> = store::ledger::office_since(&reader, 0)
        .unwrap()
        .into_iter()
        .map(|entry| entry.body)
        .collect();
    assert!(
        bodies
            .iter()
            .all(|body| !body.contains("argon2") && !body.contains("words for"))
    );
}

#[test]
fn a_session_ends_unused_and_another_post_makes_it_no_longer() {
    let county = County::new();
    let office = &county.office;
    let (cookie, signed_in) = enter(&county, "10.0.0.1");
    // Used now and then it goes on, until its end.
    for minutes in [100, 200, 300, 400, 500, 600] {
        assert!(
            office.signed_in(&cookie, later(minutes)).unwrap().is_some(),
            "{minutes}"
        );
    }
    let other = office
        .change_post(&cookie, &signed_in, signed_in.viewer.post, later(600))
        .unwrap();
    assert!(office.signed_in(&cookie, later(601)).unwrap().is_none());
    assert!(office.signed_in(&other, later(700)).unwrap().is_some());
    assert!(
        office.signed_in(&other, later(721)).unwrap().is_none(),
        "twelve hours after signing in"
    );
    let (unused, _) = enter(&county, "10.0.0.1");
    assert!(office.signed_in(&unused, later(179)).unwrap().is_some());
    let (unused, _) = enter(&county, "10.0.0.1");
    assert!(office.signed_in(&unused, later(181)).unwrap().is_none());
}

#[test]
fn a_person_ends_own_sessions_one_by_one_and_nobody_elses() {
    let county = County::new();
    let office = &county.office;
    let (mine, signed_in) = enter(&county, "10.0.0.1");
    let (old, _) = enter(&county, "10.0.0.2");
    let (kept, _) = enter(&county, "10.0.0.3");
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let open = |cookie: &str| office.signed_in(cookie, today()).unwrap().is_some();
    let name = |cookie: &str| {
        let own = office.own_sessions(cookie, &signed_in, today()).unwrap();
        own.into_iter().find(|own| own.this).unwrap().name
    };
    let entries = || {
        let reader = office.store().reader().unwrap();
        store::ledger::office_since(&reader, 0).unwrap().len()
    };
    let before = entries();
    let foreign = office.end_session(&clerk, &name(&old), today());
    assert!(matches!(foreign, Err(OfficeError::NotFound)), "{foreign:?}");
    for guess in ["", "1", old.as_str(), &token_hash(&old), &"0".repeat(32)] {
        let guessed = office.end_session(&signed_in.viewer, guess, today());
        assert!(matches!(guessed, Err(OfficeError::NotFound)), "{guess}");
    }
    assert!(open(&mine) && open(&old) && open(&kept));
    for opens in [name(&old), name(&kept)] {
        assert!(!open(&opens), "what a session is called opens nothing");
    }
    let by = Acting {
        once: Some(Once::of(&signed_in.viewer, ["end", "old"])),
        ..Acting::from(&signed_in.viewer)
    };
    let ends = name(&old);
    office.end_session(by.clone(), &ends, today()).unwrap();
    assert!(open(&mine) && !open(&old) && open(&kept));
    let twice = office.end_session(by, &ends, today());
    assert!(matches!(twice, Err(OfficeError::DoneBefore)), "{twice:?}");
    let gone = office.end_session(&signed_in.viewer, &ends, today());
    assert!(matches!(gone, Err(OfficeError::NotFound)), "{gone:?}");
    // One that lay unused too long is over already.
    let stale = office.end_session(&signed_in.viewer, &name(&kept), later(181));
    assert!(matches!(stale, Err(OfficeError::NotFound)), "{stale:?}");
    office
        .end_other_sessions(&signed_in.viewer, &mine, today())
        .unwrap();
    assert!(open(&mine) && !open(&kept));
    assert_eq!(entries(), before, "like signing out it is no entry");
}

#[test]
fn sign_ins_and_failures_are_on_record_and_strangers_add_one_line_an_hour() {
    let county = County::new();
    let office = &county.office;
    let wrong = |login: &str, n: u8| {
        let place = format!("10.1.0.{n}");
        assert!(office.sign_in(login, "wrong", &place, today()).is_err());
    };
    for n in 0..4 {
        wrong(&format!("stranger-{n}"), n);
    }
    wrong("admin", 9);
    let (cookie, signed_in) = enter(&county, "10.0.0.1");
    let admin = signed_in.viewer.clone();
    let all = office.sign_ins(&admin).unwrap();
    let of = |login: &str, outcome| {
        let mut found = all
            .iter()
            .filter(|one| one.login == login && one.outcome == outcome);
        found.next().map(|one| one.count)
    };
    assert_eq!(of("", Outcome::Wrong), Some(4), "four strangers, one line");
    assert_eq!(
        (of("admin", Outcome::Wrong), of("admin", Outcome::Right)),
        (Some(1), Some(1))
    );
    assert_eq!(all.len(), 3);
    assert!(
        office
            .sign_ins(&county.viewer(OFFICE, Role::Leader))
            .is_err()
    );
    let own = office.own_account(&admin).unwrap();
    assert!(own.sign_ins.iter().all(|one| one.login == "admin") && own.sign_ins.len() == 2);
    let sessions = office.own_sessions(&cookie, &signed_in, today()).unwrap();
    assert!(sessions.len() == 1 && sessions[0].this);
    // A year and more later they are gone.
    office
        .sign_in("admin", PASSWORD, "10.0.0.1", at("2027-06-01"))
        .unwrap();
    assert_eq!(office.sign_ins(&admin).unwrap().len(), 1);
}
