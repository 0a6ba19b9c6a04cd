//! Tightening as a property: whatever is accepted, no office gains time.

use proptest::prelude::*;

use super::*;
use crate::calendar::Calendar;
use crate::clock::DayUnit;
use crate::clock::Span;

fn unit(working: bool) -> DayUnit {
    if working {
        DayUnit::Working
    } else {
        DayUnit::Calendar
    }
}

proptest! {
    /// Whatever a local book that loads says, no clock of an office ends later under it.
    #[test]
    fn an_accepted_book_never_gives_offices_more_time(
        code in prop::sample::select(vec!["K1", "K4", "K6", "K11", "K21"]),
        length in 0u16..70, working: bool, start in 0..4_000i32,
    ) {
        let written = if working { "working" } else { "calendar" };
        if let Ok(book) = limit(code, &format!("length = {length}\nunit = \"{written}\"")) {
            let calendar = Calendar::national();
            let trigger = jiff::civil::date(2015, 1, 5).saturating_add(jiff::Span::new().days(start));
            let national = Rulebook::national();
            let law = national.limit(&key(code), Weight::Ordinary).unwrap();
            let ends = |length, unit| Span::new(trigger, length, unit).due(&calendar).raw;
            prop_assert!(ends(length, unit(working)) <= ends(law.length, law.unit));
            prop_assert_eq!(book.limit(&key(code), Weight::Major).unwrap().length, length);
        }
    }

    #[test]
    fn any_longer_calendar_limit_is_refused(
        code in prop::sample::select(vec!["K1", "K2", "K3", "K6", "K7", "K11", "K13"]), more in 1u16..400,
    ) {
        let length = Rulebook::national().limit(&key(code), Weight::Ordinary).unwrap().length + more;
        loosens(limit(code, &format!("length = {length}")));
    }
}
