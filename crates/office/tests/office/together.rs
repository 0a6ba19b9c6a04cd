//! Many hands at once.

use std::collections::BTreeSet;
use std::sync::Barrier;

use huiyin_office as office;
use kernel::org::Role;
use office::OfficeError;
use office::intake::Submission;
use store::verify::verify;

use crate::county::{County, HOUSING, OFFICE, WATER, at, note, post_form, roof, today, transfer};

#[test]
fn of_two_posts_that_act_at_once_one_is_told_that_the_matter_moved_on() {
    let county = County::new();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    for _ in 0..10 {
        let id = county.register(roof()).matter;
        let version = county.office.version(id).unwrap();
        let barrier = Barrier::new(2);
        let send = |to| {
            barrier.wait();
            county
                .office
                .act(&clerk, id, version, transfer(to), at("2026-03-03"))
        };
        let outcomes = std::thread::scope(|scope| {
            let first = scope.spawn(|| send(HOUSING));
            let second = scope.spawn(|| send(WATER));
            [
                (HOUSING, first.join().unwrap()),
                (WATER, second.join().unwrap()),
            ]
        });
        let matter = county.matter(id);
        let (winner, loser) = match &outcomes {
            [(winner, Ok(())), (_, Err(error))] | [(_, Err(error)), (winner, Ok(()))] => {
                (*winner, error)
            }
            other => panic!("one must win: {other:?}"),
        };
        let now = matter.version;
        assert!(
            matches!(loser, OfficeError::Stale { based_on, now: told } if *based_on == version && *told == now),
            "{loser:?}"
        );
        assert_eq!(matter.owner, winner);
        assert_eq!(
            matter.custody.len(),
            1,
            "nothing of the stale act is written"
        );
    }
    assert!(verify(county.office.store(), &mut |_| {}).unwrap().ok);
}

#[test]
fn a_note_contradicts_nothing_and_goes_through_on_an_old_page() {
    let county = County::new();
    let receipt = county.accepted();
    let clerk = county.viewer(HOUSING, Role::Clerk);
    county
        .office
        .act(&clerk, receipt.matter, 1, note("已电话联系"), today())
        .unwrap();
}

#[test]
fn a_refused_act_writes_nothing() {
    let county = County::new();
    let id = county.register(roof()).matter;
    let before = county.office.version(id).unwrap();
    let error = county
        .tries(OFFICE, Role::Clerk, id, "2026-03-03", transfer(OFFICE))
        .unwrap_err();
    assert!(matches!(error, OfficeError::Refused(_)), "{error:?}");
    assert_eq!(county.office.version(id).unwrap(), before);
}

#[test]
fn numbers_are_distinct_without_gaps_and_all_are_found() {
    let county = County::new();
    let (threads, each) = (8, 25);
    let mut numbers: Vec<String> = std::thread::scope(|scope| {
        let work: Vec<_> = (0..threads)
            .map(|worker| {
                let county = &county;
                scope.spawn(move || {
                    let mut mine = Vec::new();
                    for turn in 0..each {
                        if (turn + worker) % 5 == 0 {
                            // A submission that fails in the same batch takes no number with it.
                            let mut bad = roof();
                            bad.body = "  ".to_owned();
                            county.office.submit(bad, today()).unwrap_err();
                        }
                        mine.push(county.register(roof()).number);
                    }
                    mine
                })
            })
            .collect();
        work.into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    numbers.sort();
    let expected: Vec<String> = (1..=threads * each)
        .map(|serial| format!("20260302-{serial:05}"))
        .collect();
    assert_eq!(numbers, expected);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    for number in &numbers {
        assert!(county.office.by_number(&clerk, number).unwrap().is_some());
    }
    let next_day = county
        .office
        .register(&clerk, roof(), at("2026-03-03"))
        .unwrap();
    assert_eq!(next_day.number, "20260303-00001");
    assert!(verify(county.office.store(), &mut |_| {}).unwrap().ok);
}

#[test]
fn a_double_click_makes_one_petition() {
    let county = County::new();
    let form = || Submission {
        once: Some("form-7".to_owned()),
        ..roof()
    };
    let barrier = Barrier::new(6);
    let receipts: Vec<_> = std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..6)
            .map(|_| {
                scope.spawn(|| {
                    barrier.wait();
                    county.office.submit(form(), today()).unwrap()
                })
            })
            .collect();
        clicks
            .into_iter()
            .map(|click| click.join().unwrap())
            .collect()
    });
    let numbers: BTreeSet<_> = receipts
        .iter()
        .map(|receipt| (&receipt.number, &receipt.code))
        .collect();
    assert_eq!(numbers.len(), 1, "all clicks get the same receipt");
    let clerk = county.viewer(OFFICE, Role::Clerk);
    assert_eq!(county.office.count(&clerk, &Default::default()).unwrap(), 1);
    assert_ne!(
        county.register(form()).number,
        receipts[0].number,
        "a petitioner's form leads no clerk to its receipt"
    );
    assert_ne!(
        county.register(roof()).number,
        receipts[0].number,
        "another form is another petition"
    );
}

#[test]
fn a_form_that_was_refused_may_be_sent_again_with_its_token() {
    let county = County::new();
    let form = |body: &str| Submission {
        once: Some("form-8".to_owned()),
        body: body.to_owned(),
        ..roof()
    };
    county.office.submit(form(""), today()).unwrap_err();
    county
        .office
        .submit(form("屋顶漏水，请修"), today())
        .unwrap();
}

#[test]
fn a_login_that_somebody_has_makes_neither_a_post_nor_a_number() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    let posts = |county: &County| county.office.org().posts().len();
    let before = posts(&county);
    let form = office::organisation::PostForm {
        login: "admin".to_owned(),
        password: "柳塘-2026-夏至-窗口".to_owned(),
        ..post_form(HOUSING, Role::Handler, "新来的")
    };
    let error = county.office.keep_post(&admin, form, today()).unwrap_err();
    assert!(error.to_string().contains("登录名"), "{error}");
    assert_eq!(posts(&county), before);
    let form = post_form(HOUSING, Role::Handler, "再来的");
    let id = county.office.keep_post(&admin, form, today()).unwrap();
    let numbers = county
        .office
        .org()
        .posts()
        .iter()
        .map(|post| post.id.0)
        .max();
    assert_eq!(numbers, Some(id.0));
    assert_eq!(id.0, before as i64 + 1, "the refused one took no number");
}
