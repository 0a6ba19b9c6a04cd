//! `cargo bench -p huiyin-matter`: the clock engine and the procedure, without storage.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use kernel::access::{Actor, Viewer};
use kernel::calendar::Calendar;
use kernel::clock::{DayUnit, Span};
use kernel::org::{Org, Post, Role, Unit, UnitKind};
use kernel::rulebook::Rulebook;
use kernel::{MatterId, PersonId, PetitionId, PostId, UnitId};
use matter::petition::{Channel, Petition, Purpose, Relation};
use matter::{Arrival, Command, Context, Event, Matter, Screening, decide, open, options};

fn unit(id: i64, parent: Option<i64>, kind: UnitKind) -> Unit {
    Unit {
        id: UnitId(id),
        parent: parent.map(UnitId),
        name: format!("单位{id}"),
        kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        duties: Vec::new(),
        active: true,
    }
}

fn org() -> Org {
    let units = [
        unit(1, None, UnitKind::Government),
        unit(2, Some(1), UnitKind::PetitionOffice),
        unit(3, Some(1), UnitKind::Department),
    ];
    let post = |id, unit, role| Post {
        id: PostId(id),
        unit: UnitId(unit),
        person: PersonId(id),
        person_name: "某".to_owned(),
        title: "某岗".to_owned(),
        role,
        active: true,
        stand_in: None,
        grant: None,
    };
    Org::new(units, [post(1, 2, Role::Clerk), post(2, 3, Role::Leader)])
}

fn actor(post: i64, unit: i64, role: Role) -> Actor {
    Actor::Staff(Viewer {
        post: PostId(post),
        unit: UnitId(unit),
        person: PersonId(post),
        role,
        trust: kernel::trust::Trust::Confirmed,
    })
}

fn arrival() -> Arrival {
    Arrival {
        petition: Petition {
            id: PetitionId(1),
            number: "20260310-00001".to_owned(),
            home: MatterId(1),
            channel: Channel::Letter,
            received: date(2026, 3, 10),
            time: None,
            subject: "反映某小区路灯不亮".to_owned(),
            body: "小区东门外的路灯已经三个月不亮，老人夜间出行不便，请求修复。".repeat(6),
            petitioners: Vec::new(),
            head_count: 1,
            relation: Relation::First,
            external: None,
            extra: std::collections::BTreeMap::new(),
        },
        office: UnitId(2),
        place: None,
        screening: Some(Screening {
            demands: vec![(Purpose::Appeal, "修复路灯".to_owned())],
            ..Screening::default()
        }),
    }
}

fn benches(criterion: &mut Criterion) {
    let calendar = Calendar::national();
    let rulebook = Rulebook::national();
    let org = org();
    let clerk = actor(1, 2, Role::Clerk);
    let leader = actor(2, 3, Role::Leader);
    let at = |actor| Context {
        today: date(2026, 3, 11),
        actor,
        rulebook: &rulebook,
        calendar: &calendar,
        org: &org,
    };
    let span = Span::new(date(2026, 1, 20), 60, DayUnit::Calendar);
    criterion.bench_function("a sixty-day due date", |bench| {
        bench.iter(|| black_box(&span).due(&calendar))
    });
    let working = Span::new(date(2026, 1, 20), 30, DayUnit::Working);
    criterion.bench_function("thirty working days, explained", |bench| {
        bench.iter(|| black_box(&working).explain(&calendar));
    });
    criterion.bench_function("register a petition", |bench| {
        bench.iter(|| open(black_box(arrival()), &at(&clerk)).unwrap());
    });

    let mut events = open(arrival(), &at(&clerk)).unwrap();
    let mut matter = Matter::replay(MatterId(1), &events).unwrap();
    for (actor, command) in [
        (
            &clerk,
            Command::Transfer {
                to: UnitId(3),
                note: String::new(),
            },
        ),
        (&leader, Command::Accept),
        (
            &leader,
            Command::Hear {
                note: "电话听取陈述".to_owned(),
            },
        ),
    ] {
        let more = decide(&matter, command, &at(actor)).unwrap();
        more.iter().for_each(|event| matter.apply(event));
        events.extend(more);
    }
    criterion.bench_function("replay a matter", |bench| {
        bench.iter(|| Matter::replay(MatterId(1), black_box(&events)));
    });
    criterion.bench_function("every action with its verdict", |bench| {
        bench.iter(|| options(black_box(&matter), &at(&leader)));
    });
    let bodies: Vec<String> = events
        .iter()
        .map(|event| serde_json::to_string(event).unwrap())
        .collect();
    criterion.bench_function("read a matter's entries", |bench| {
        bench.iter(|| {
            bodies
                .iter()
                .map(|body| serde_json::from_str::<Event>(body).unwrap())
                .collect::<Vec<_>>()
        });
    });
}

criterion_group!(core, benches);
criterion_main!(core);
