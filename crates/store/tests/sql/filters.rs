//! Every narrowing of a list: each alone, and all together.

use huiyin_store as store;
use jiff::civil::{Date, date};
use kernel::rulebook::Weight;
use kernel::{MatterId, PostId, UnitId};
use matter::Stage;
use matter::oversight::DutyKind;
use matter::oversight::tier::Thresholds;
use matter::petition::{Channel, Purpose};
use store::tables::list::{Duty, Filter, Kinds, Resolved, Terms};

const DAY: Date = date(2026, 3, 9);

/// An office that knows two matters of each hot issue and two rulebooks.
struct Two;

impl Terms for Two {
    fn hot_issue(&self, petition: i64) -> Vec<MatterId> {
        vec![MatterId(petition), MatterId(petition + 1)]
    }

    fn acts_for(&self, post: PostId) -> PostId {
        post
    }

    fn idle_since(&self, day: Date) -> Date {
        day
    }

    fn thresholds(&self) -> Vec<(String, Thresholds)> {
        let least = Thresholds {
            two_people: 5,
            three_people: 50,
            two_returns: 2,
            three_orders: u32::MAX,
        };
        vec![("a".to_owned(), least), ("b".to_owned(), least)]
    }
}

/// Everything that can be asked of what is awaited. A new field is missed by the compiler.
fn duty() -> Duty {
    Duty {
        kinds: Kinds::Of(vec![DutyKind::Sign, DutyKind::Sign]),
        unit: Some(UnitId(2)),
        post: Some(PostId(3)),
        idle_on: Some(DAY),
        due_from: Some(DAY),
        due_to: Some(DAY),
    }
}

/// A list narrowed by everything there is. A new field is missed by the compiler.
fn all_together() -> Filter {
    Filter {
        stages: vec![Stage::Closed, Stage::Registered],
        owner: Some(UnitId(2)),
        duty: Some(duty()),
        calls_on: Some(DAY),
        channel: Some(Channel::Visit),
        purpose: Some(Purpose::ALL[0]),
        weight: Some(Weight::Major),
        category: Some("住房".to_owned()),
        from: Some(DAY),
        to: Some(DAY),
        first_from: Some(DAY),
        first_to: Some(DAY),
        due_from: Some(DAY),
        due_to: Some(DAY),
        returned: Some(true),
        number: Some("2026".to_owned()),
        hot: Some(1),
    }
}

/// What is awaited, each condition alone, and of each sort of kinds.
fn duties() -> Vec<Duty> {
    // Taken apart whole, so that a new field is missed here, too.
    let Duty {
        kinds,
        unit,
        post,
        idle_on,
        due_from,
        due_to,
    } = duty();
    let beside = || Duty::of(Kinds::Beside);
    let next = Kinds::Of(vec![DutyKind::Answer]);
    vec![
        beside(),
        Duty::of(kinds),
        Duty { unit, ..beside() },
        Duty { post, ..beside() },
        Duty {
            idle_on,
            ..beside()
        },
        Duty {
            due_from,
            ..beside()
        },
        Duty { due_to, ..beside() },
        Duty::of(Kinds::Next),
        Duty::next_of(UnitId(2)),
        Duty {
            unit,
            ..Duty::of(next)
        },
        Duty {
            kinds: Kinds::Next,
            ..duty()
        },
        duty(),
    ]
}

/// No narrowing, each alone, all together.
pub fn every() -> Vec<Resolved> {
    let Filter {
        stages,
        owner,
        duty: _,
        calls_on,
        channel,
        purpose,
        weight,
        category,
        from,
        to,
        first_from,
        first_to,
        due_from,
        due_to,
        returned,
        number,
        hot,
    } = all_together();
    let none = Filter::default;
    let mut filters = vec![
        none(),
        Filter { stages, ..none() },
        Filter { owner, ..none() },
        Filter { calls_on, ..none() },
        Filter { channel, ..none() },
        Filter { purpose, ..none() },
        Filter { weight, ..none() },
        Filter { category, ..none() },
        Filter { from, ..none() },
        Filter { to, ..none() },
        Filter {
            first_from,
            ..none()
        },
        Filter { first_to, ..none() },
        Filter { due_from, ..none() },
        Filter { due_to, ..none() },
        Filter { returned, ..none() },
        Filter { number, ..none() },
        Filter { hot, ..none() },
        all_together(),
    ];
    filters.extend(duties().into_iter().map(|duty| Filter {
        duty: Some(duty),
        ..none()
    }));
    filters.push(Filter {
        duty: Some(Duty::next_of(UnitId(2))),
        ..all_together()
    });
    filters.iter().map(|filter| filter.resolve(&Two)).collect()
}
