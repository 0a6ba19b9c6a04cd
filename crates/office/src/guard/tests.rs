#![allow(clippy::unwrap_used)]
use super::*;

fn second(n: i64) -> Moment {
    Moment::from_millis(n * 1_000)
}

/// A wrong try; whether it was let through.
fn wrong(guard: &Guard, of: &str, place: &str, at: i64) -> bool {
    guard.book(Secret::Password, of, place, second(at)).is_ok()
}

/// A right try; whether it was let through.
fn right(guard: &Guard, of: &str, place: &str, at: i64) -> bool {
    let tried = guard.book(Secret::Password, of, place, second(at));
    tried.map(Try::right).is_ok()
}

#[test]
fn five_slips_are_free_after_the_sixth_one_waits_and_longer_each_time() {
    let guard = Guard::default();
    for _ in 0..6 {
        assert!(wrong(&guard, "li", "10.0.0.1", 100));
    }
    let refused = guard.book(Secret::Password, "li", "10.0.0.1", second(103));
    assert!(matches!(refused, Err(OfficeError::SlowDown { seconds: 7 })));
    drop(refused);
    assert!(wrong(&guard, "li", "10.0.0.1", 110));
    assert!(!wrong(&guard, "li", "10.0.0.1", 129));
    assert!(wrong(&guard, "li", "10.0.0.1", 130));
}

#[test]
fn whoever_guesses_locks_out_nobody_else() {
    let guard = Guard::default();
    for second in 0..2_000 {
        for _ in 0..10 {
            wrong(&guard, "admin", "203.0.113.9", second);
        }
        assert!(right(&guard, "admin", "10.0.0.1", second), "{second}");
    }
    assert!(
        !right(&guard, "admin", "203.0.113.9", 2_000),
        "the guesser waits"
    );
}

#[test]
fn many_guesses_at_once_are_no_more_than_many_one_after_another() {
    let guard = Guard::default();
    let through = std::thread::scope(|scope| {
        let at_once: Vec<_> = (0..40)
            .map(|_| scope.spawn(|| wrong(&guard, "li", "10.0.0.1", 100)))
            .collect();
        at_once
            .into_iter()
            .map(|one| one.join().unwrap())
            .filter(|through| *through)
            .count()
    });
    assert_eq!(through, 6);
}

#[test]
fn an_own_success_pays_for_no_guess_at_somebody_else() {
    let guard = Guard::default();
    let mut through = 0;
    for _ in 0..40 {
        assert!(right(&guard, "own", "10.0.0.1", 100));
        through += usize::from(wrong(&guard, "victim", "10.0.0.1", 100));
    }
    assert_eq!(through, 6);
}

#[test]
fn a_hall_with_one_address_lets_sixty_people_an_hour_through() {
    let guard = Guard::default();
    for person in 0..60 {
        let login = format!("person-{person}");
        for slip in 0..4 {
            let at = person * 60 + slip;
            assert!(wrong(&guard, &login, "10.0.0.1", at), "{person} {slip}");
        }
        assert!(right(&guard, &login, "10.0.0.1", person * 60 + 5));
    }
    // All of them within a minute, each with three slips.
    for person in 0..60 {
        let login = format!("person-{person}");
        for _ in 0..3 {
            assert!(wrong(&guard, &login, "10.0.0.2", 100), "{person}");
        }
    }
    for person in 0..600 {
        assert!(right(&guard, &format!("p{person}"), "10.0.0.3", 100));
    }
}

#[test]
fn a_place_that_tries_one_login_after_another_is_stopped() {
    let guard = Guard::default();
    let through = (0..2_000)
        .filter(|n| wrong(&guard, &format!("login-{n}"), "10.0.0.1", 100))
        .count();
    assert_eq!(through, 240);
    let refused = guard.book(Secret::Password, "new", "10.0.0.1", second(100));
    assert!(matches!(
        refused,
        Err(OfficeError::SlowDown { seconds: 1..=16 })
    ));
    drop(refused);
    assert!(
        wrong(&guard, "new", "10.0.0.1", 131),
        "some come back by and by"
    );
    assert!(
        right(&guard, "login-1", "10.0.0.2", 100),
        "another place goes on"
    );
}

#[test]
fn a_clock_that_was_set_back_makes_nobody_wait_for_years() {
    let guard = Guard::default();
    for n in 0..260 {
        wrong(&guard, "li", "10.0.0.1", 1_000_000_000);
        wrong(&guard, &format!("{n}"), "10.0.0.1", 1_000_000_000);
    }
    assert!(right(&guard, "li", "10.0.0.2", 100));
    assert!(right(&guard, "li", "10.0.0.1", 100));
}

#[test]
fn a_place_has_so_many_efforts_an_hour_and_each_comes_back_by_and_by() {
    let guard = Guard::default();
    let spend = |amount, at| guard.spend(Effort::Submission, "10.0.0.1", amount, second(at));
    for _ in 0..150 {
        spend(1, 100).unwrap();
    }
    assert!(matches!(
        spend(1, 100),
        Err(OfficeError::TooMuch { minutes: 1 })
    ));
    spend(1, 130).unwrap();
    assert!(matches!(
        spend(75, 130),
        Err(OfficeError::TooMuch { minutes: 30..=31 })
    ));
    guard
        .spend(Effort::Draft, "10.0.0.1", 1, second(100))
        .unwrap();
    guard
        .spend(Effort::Submission, "10.0.0.2", 150, second(100))
        .unwrap();
}
