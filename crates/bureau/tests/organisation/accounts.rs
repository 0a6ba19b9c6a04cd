//! Logins.

use bureau::OfficeEvent;
use bureau::organisation::{Account, AccountChange, Command, OrganisationEvent, PostChange};
use kernel::trust::Widening;
use kernel::{PersonId, RefusalKind};

use crate::town::{ADMIN, HOUSING_HANDLER, HOUSING_LEADER, Town, as_it_is};

fn account(login: &str, person: PersonId) -> Account {
    Account {
        person,
        login: login.to_owned(),
        active: true,
        initial: false,
    }
}

fn gets(town: &Town, login: &str) -> Command {
    Command::KeepPost(PostChange {
        login: Some(login.to_owned()),
        ..as_it_is(town.post(HOUSING_HANDLER))
    })
}

fn change(events: &[OfficeEvent]) -> Option<AccountChange> {
    events.iter().find_map(|event| match event {
        OfficeEvent::Organisation(OrganisationEvent::AccountKept { change, .. }) => Some(*change),
        _ => None,
    })
}

#[test]
fn whoever_sets_a_password_could_sign_in_so_the_holders_posts_wait_again() {
    let mut town = Town::new();
    let opened = town.does(ADMIN, gets(&town, "lin"));
    assert_eq!(change(&opened), Some(AccountChange::Opened));
    let grant = town.post(HOUSING_HANDLER).grant.clone().unwrap();
    assert_eq!((grant.act, grant.confirmed), (Widening::Account, None));
    town.accounts = vec![account("lin", town.person(HOUSING_HANDLER))];
    let set = town.does(ADMIN, gets(&town, "lin"));
    assert_eq!(change(&set), Some(AccountChange::PasswordSet));
    assert_eq!(set.len(), 1, "what waits already goes on waiting");
}

#[test]
fn one_person_has_one_login_and_nobody_elses() {
    let mut town = Town::new();
    town.accounts = vec![
        account("cheng", town.person(HOUSING_LEADER)),
        account("lin", town.person(HOUSING_HANDLER)),
    ];
    for (login, says) in [("cheng", "已有人使用"), ("lin2", "已有登录名“lin”")] {
        let refused = town.refuses(ADMIN, gets(&town, login));
        assert!(refused.zh.contains(says), "{refused}");
    }
}

#[test]
fn a_login_that_is_opened_again_makes_its_holder_wait_and_the_own_only_one_is_not_closed() {
    let mut town = Town::new();
    town.accounts = vec![
        account("admin", town.person(ADMIN)),
        account("lin", town.person(HOUSING_HANDLER)),
    ];
    let keep = |login: &str, active| Command::KeepLogin {
        login: login.to_owned(),
        active,
    };
    assert!(
        town.refuses(ADMIN, keep("admin", false))
            .zh
            .contains("唯一的登录名")
    );
    assert!(town.does(ADMIN, keep("lin", true)).is_empty(), "it is open");
    let closed = town.does(ADMIN, keep("lin", false));
    assert_eq!(change(&closed), Some(AccountChange::Closed));
    assert!(!town.post(HOUSING_HANDLER).awaits());
    town.accounts[1].active = false;
    town.does(ADMIN, keep("lin", true));
    assert!(town.post(HOUSING_HANDLER).awaits());
    assert!(
        town.refuses(ADMIN, keep("nobody", true))
            .zh
            .contains("没有登录名")
    );
}

#[test]
fn a_holder_changes_the_own_password_and_nobody_waits() {
    let mut town = Town::new();
    town.accounts = vec![account("lin", town.person(HOUSING_HANDLER))];
    let command = || Command::ChangePassword {
        login: "lin".to_owned(),
    };
    let refused = town.refuses(HOUSING_LEADER, command());
    assert_eq!(refused.kind, RefusalKind::NotYours);
    let events = town.does(HOUSING_HANDLER, command());
    assert_eq!(change(&events), Some(AccountChange::PasswordChanged));
    assert!(!town.post(HOUSING_HANDLER).awaits());
}
