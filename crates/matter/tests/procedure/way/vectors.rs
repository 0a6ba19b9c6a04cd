//! Where the clocks of these subjects end, counted by hand from Monday, 2 March 2026 (no holiday in that month).

use kernel::calendar::Calendar;
use kernel::clock::{DayUnit, Span};
use kernel::org::Role::{Clerk, Handler};
use kernel::rulebook::{LimitKey, Rulebook, Weight};
use matter::ClockState;
use matter::petition::Channel;
use matter::petition::Purpose::Appeal;

use crate::common::acts::{agree, object, transfer};
use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, OFFICE, checked, day};

#[test]
fn every_limit_ends_on_its_day() {
    let (book, calendar) = (Rulebook::national(), Calendar::national());
    for (key, due) in [
        ("K1aN", "2026-03-07"),
        ("K1aP", "2026-03-05"),
        ("K1aC", "2026-03-05"),
        ("K1aX", "2026-03-06"),
        ("K1D", "2026-03-05"),
        ("K4D", "2026-03-09"),
        ("K8", "2026-05-01"),
        ("K8a", "2026-05-02"),
        ("K19", "2026-03-03"),
        ("K20", "2026-03-05"),
        ("K21", "2026-03-16"),
        ("K22", "2026-03-23"),
        ("K22R", "2026-03-23"),
        ("K23", "2026-03-09"),
        ("K24", "2026-03-09"),
        ("K24R", "2026-06-02"),
        ("K26", "2026-03-09"),
        ("K29", "2026-03-09"),
    ] {
        let limit = book
            .limit(&LimitKey::new(key), Weight::Ordinary)
            .expect(key);
        assert!(!limit.article.is_empty() && !limit.named, "{key}");
        let span = Span::new(day("2026-03-02"), limit.length, limit.unit);
        assert_eq!(span.due(&calendar).raw, day(due), "{key}");
        assert_eq!(span.explain(&calendar).due, span.due(&calendar), "{key}");
    }
    let named = book.limit(&LimitKey::new("K5C"), Weight::Ordinary).unwrap();
    assert!(named.named, "who asks names the day");
}

#[test]
fn a_month_without_that_day_ends_with_its_last_day() {
    let span = Span::new(day("2025-12-31"), 2, DayUnit::Month);
    assert_eq!(span.due(&Calendar::national()).raw, day("2026-02-28"));
}

/// The county under a local book.
fn under(local: &str, channel: Channel) -> Case {
    let book = Rulebook::national().tightened_by(local).unwrap();
    let mut arrival = checked(OFFICE, "2026-03-02", &[Appeal]);
    arrival.petition.channel = channel;
    let mut case = Case::open(arrival.clone());
    let actor = case.actor.clone();
    let mut ctx = COUNTY.context(case.today, &actor);
    ctx.rulebook = &book;
    case.events = matter::open(arrival, &ctx).unwrap();
    case.matter = matter::Matter::replay(case.matter.id, &case.events).unwrap();
    case
}

fn local(settings: &str) -> String {
    let head = "id = \"qinghe\"\nversion = \"1\"\nnational = \"national-2022\"\ntitle = \"青禾\"\n";
    format!("{head}{settings}")
}

#[test]
fn local_routing_periods_run_only_where_a_local_book_switches_them_on() {
    assert_eq!(Case::registered(&[Appeal]).running(), ["K1"]);
    let top = "[[setting]]\nname = \"top_level\"\nvalue = \"city\"\n";
    let on = |name: &str| {
        local(&format!(
            "{top}[[setting]]\nname = \"{name}\"\nvalue = true\n"
        ))
    };
    let running = |name: &str, channel| under(&on(name), channel).running().join(" ");
    assert_eq!(
        running("routing_split", Channel::Letter),
        "K1 K1aX",
        "a county"
    );
    assert_eq!(running("fast_routing", Channel::Letter), "K1 K29");
    assert_eq!(running("hotline_order", Channel::Hotline), "K1 K26");
    assert_eq!(running("hotline_order", Channel::Letter), "K1");
}

#[test]
fn where_the_rulebook_gives_no_new_period_a_return_leaves_the_old_one() {
    let book = Rulebook::national()
        .tightened_by(&local(
            "[[setting]]\nname = \"new_routing_clock_after_return\"\nvalue = false\n",
        ))
        .unwrap();
    let mut case = Case::registered(&[Appeal]);
    case.on("2026-03-03")
        .by(OFFICE, Clerk)
        .does(transfer(HOUSING));
    case.on("2026-03-05").by(HOUSING, Handler).does(object());
    case.on("2026-03-06").by(OFFICE, Clerk);
    let actor = case.actor.clone();
    let mut ctx = COUNTY.context(case.today, &actor);
    ctx.rulebook = &book;
    let events = matter::decide(&case.matter, agree(), &ctx).unwrap();
    events.iter().for_each(|event| case.matter.apply(event));
    assert_eq!(case.running(), ["K1"]);
    assert_eq!(
        case.clock("K1").due.raw,
        day("2026-03-17"),
        "the first due day"
    );
    assert_eq!(
        case.clocks("K1")[0].state,
        ClockState::Met(day("2026-03-03"))
    );
}
