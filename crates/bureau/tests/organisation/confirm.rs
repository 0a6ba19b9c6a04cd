//! A second person's word.

use bureau::organisation::{Account, Command, PostChange};
use kernel::PostId;
use kernel::org::Role;
use kernel::trust::Way;

use crate::town::{
    ADMIN, HOUSING, HOUSING_HANDLER, HOUSING_LEADER, OFFICE, OFFICE_LEADER, Town, as_it_is, post,
};

fn confirm(post: PostId) -> Command {
    Command::ConfirmPost { post }
}

fn way_of(town: &Town, post: PostId) -> Way {
    let grant = town.post(post).grant.as_ref().unwrap();
    grant.confirmed.as_ref().unwrap().way
}

/// The town with a post in the housing department that waits.
fn waiting() -> (Town, PostId) {
    let mut town = Town::new();
    town.does(
        ADMIN,
        Command::KeepPost(post(None, None, HOUSING, Role::Clerk, "秦登记")),
    );
    let clerk = town.org().posts().last().unwrap().id;
    (town, clerk)
}

#[test]
fn the_leader_of_the_unit_confirms_and_nobody_who_is_farther() {
    let (mut town, clerk) = waiting();
    for by in [ADMIN, HOUSING_HANDLER] {
        assert!(town.tries(by, confirm(clerk)).is_err());
    }
    town.does(HOUSING_LEADER, confirm(clerk));
    assert_eq!(way_of(&town, clerk), Way::Leader);
    assert!(
        town.refuses(HOUSING_LEADER, confirm(clerk))
            .zh
            .contains("没有待确认")
    );
}

#[test]
fn nobody_confirms_while_somebody_else_knows_the_password() {
    let (mut town, clerk) = waiting();
    for person in [town.person(clerk), town.person(HOUSING_LEADER)] {
        town.accounts = vec![Account {
            person,
            login: "login".to_owned(),
            active: true,
            initial: true,
        }];
        let refused = town.refuses(HOUSING_LEADER, confirm(clerk));
        assert!(refused.zh.contains("修改密码"), "{refused}");
    }
    town.accounts[0].active = false;
    town.does(HOUSING_LEADER, confirm(clerk));
}

#[test]
fn in_a_new_office_a_leader_begins_with_the_own_post() {
    let mut town = Town::founded();
    town.does(
        ADMIN,
        Command::KeepPost(post(None, None, OFFICE, Role::Leader, "高局长")),
    );
    let leader = town.org().posts().last().unwrap().id;
    town.does(leader, confirm(leader));
    assert_eq!(way_of(&town, leader), Way::First);
}

#[test]
fn giving_up_every_leader_makes_no_office_new_again() {
    let mut town = Town::new();
    for leader in [OFFICE_LEADER, HOUSING_LEADER] {
        let given_up = PostChange {
            active: false,
            ..as_it_is(town.post(leader))
        };
        town.does(ADMIN, Command::KeepPost(given_up));
    }
    town.does(
        ADMIN,
        Command::KeepPost(post(None, None, OFFICE, Role::Leader, "傀儡")),
    );
    let puppet = town.org().posts().last().unwrap().id;
    assert!(town.tries(puppet, confirm(puppet)).is_err());
    town.does(HOUSING_HANDLER, confirm(puppet));
    assert_eq!(way_of(&town, puppet), Way::Holder);
}

#[test]
fn whoever_keeps_the_data_folder_is_the_way_out() {
    let (mut town, clerk) = waiting();
    town.system_does(confirm(clerk));
    assert_eq!(way_of(&town, clerk), Way::Keeper);
}
