//! Posts and who holds them.

use bureau::organisation::{Command, PostChange};
use kernel::org::Role;
use kernel::trust::{Trust, Widening};
use kernel::{PersonId, PostId, RefusalKind, UnitId};

use crate::town::{
    ADMIN, HOUSING, HOUSING_HANDLER, HOUSING_LEADER, OFFICE, TOWNSHIP, Town, as_it_is, post,
};

fn keep(change: PostChange) -> Command {
    Command::KeepPost(change)
}

#[test]
fn the_last_administrator_is_neither_given_up_nor_given_other_rights() {
    let mut town = Town::new();
    let own = as_it_is(town.post(ADMIN));
    let given_up = PostChange {
        active: false,
        ..own.clone()
    };
    let clerk = PostChange {
        role: Role::Clerk,
        ..own
    };
    for change in [given_up.clone(), clerk] {
        let refused = town.refuses(ADMIN, keep(change));
        assert!(refused.zh.contains("最后一名管理员"), "{refused}");
    }
    town.does(
        ADMIN,
        keep(post(None, None, OFFICE, Role::Administrator, "管理员乙")),
    );
    town.does(ADMIN, keep(given_up));
    assert!(!town.post(ADMIN).active);
}

#[test]
fn a_stand_in_for_the_last_administrator_is_not_another_one() {
    let mut town = Town::new();
    let second = post(None, None, OFFICE, Role::Administrator, "管理员乙");
    town.does(ADMIN, keep(second));
    let second = town.org().posts().last().copied().unwrap().clone();
    let form = crate::town::away(ADMIN, second.person);
    town.does(ADMIN, Command::AppointStandIn(form));
    town.does(
        ADMIN,
        keep(PostChange {
            active: false,
            ..as_it_is(&second)
        }),
    );
    let own = PostChange {
        active: false,
        ..as_it_is(town.post(ADMIN))
    };
    assert_eq!(town.refuses(ADMIN, keep(own)).kind, RefusalKind::Missing);
}

#[test]
fn nobody_both_keeps_posts_and_reads_petitions() {
    let town = Town::new();
    let handler = Some(town.person(HOUSING_HANDLER));
    let admin = Some(town.person(ADMIN));
    for change in [
        post(None, handler, OFFICE, Role::Administrator, "林经办"),
        post(None, admin, OFFICE, Role::Clerk, "admin"),
    ] {
        let refused = town.refuses(ADMIN, keep(change));
        assert!(refused.zh.contains("管理员不能同时"), "{refused}");
    }
}

#[test]
fn whatever_gives_a_post_sight_waits_for_a_second_person() {
    type Changed = fn(PostChange) -> PostChange;
    let leader = |town: &Town| as_it_is(town.post(HOUSING_LEADER));
    let changes: [(Widening, Changed); 3] = [
        (Widening::Holder, |form| PostChange {
            person: None,
            name: "新局长".to_owned(),
            ..form
        }),
        (Widening::Role, |form| PostChange {
            role: Role::Supervisor,
            ..form
        }),
        (Widening::Unit, |form| PostChange {
            unit: TOWNSHIP,
            ..form
        }),
    ];
    for (act, change) in changes {
        let mut town = Town::new();
        assert_eq!(
            town.org().trust(town.post(HOUSING_LEADER)),
            Trust::Confirmed
        );
        let form = change(leader(&town));
        town.does(ADMIN, keep(form));
        let post = town.post(HOUSING_LEADER);
        assert_eq!(post.grant.as_ref().unwrap().act, act);
        assert_eq!(town.org().trust(post), Trust::Awaiting);
    }
    // A title is a word on a door.
    let mut town = Town::new();
    let form = PostChange {
        title: "党组书记、局长".to_owned(),
        ..leader(&town)
    };
    town.does(ADMIN, keep(form));
    assert!(!town.post(HOUSING_LEADER).awaits());
}

#[test]
fn a_post_that_is_kept_as_it_is_writes_nothing() {
    let mut town = Town::new();
    let form = as_it_is(town.post(HOUSING_LEADER));
    assert!(town.does(ADMIN, keep(form)).is_empty());
}

#[test]
fn a_name_that_is_corrected_at_one_post_is_corrected_at_all_posts_of_the_person() {
    let mut town = Town::new();
    let person = town.person(HOUSING_LEADER);
    town.does(
        ADMIN,
        keep(post(None, Some(person), TOWNSHIP, Role::Leader, "程局长")),
    );
    let form = PostChange {
        name: "程国栋".to_owned(),
        ..as_it_is(town.post(HOUSING_LEADER))
    };
    town.does(ADMIN, keep(form));
    let of_person = |person: PersonId| {
        let posts = town.org().posts().into_iter();
        posts
            .filter(|post| post.person == person)
            .map(|post| post.person_name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of_person(person), ["程国栋", "程国栋"]);
}

#[test]
fn a_refusal_says_what_to_choose_again() {
    let town = Town::new();
    let nowhere = post(None, None, UnitId(99), Role::Clerk, "某人");
    let nobody = post(None, None, HOUSING, Role::Clerk, " ");
    let nothing = post(Some(PostId(99)), None, HOUSING, Role::Clerk, "某人");
    for (change, says) in [
        (nowhere, "单位不存在"),
        (nobody, "填写姓名"),
        (nothing, "没有这个岗位"),
    ] {
        let refused = town.refuses(ADMIN, keep(change));
        assert!(refused.zh.contains(says), "{refused}");
        assert!(
            refused.en.is_ascii() && refused.en.len() > 20,
            "{}",
            refused.en
        );
    }
}
