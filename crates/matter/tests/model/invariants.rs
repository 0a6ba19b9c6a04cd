//! The invariants of the design, checked after every accepted step. The numbers are those of `ARCHITECTURE.md`.

use kernel::access::{Actor, Viewer};
use kernel::trust::Trust;
use matter::petition::Purpose;
use matter::sight;
use matter::{Action, AnswerKind, Clock, Event, Holder, Matter, Stage, may};

use crate::common::COUNTY;
use crate::mirror::Mirror;
use crate::world::Subject;

/// A working day; no stand-in's days.
const COUNTY_DAY: &str = "2026-03-02";

pub fn check(subject: &Subject, news: &[Event]) {
    let matter = &subject.matter;
    agrees(matter, &subject.mirror);
    one_owner_who_may_have_it(matter, &subject.mirror);
    nothing_ends_unanswered(matter);
    every_duty_has_a_clock(matter, &subject.mirror);
    every_clock_has_a_rule(matter, news);
    replays(subject);
    unseen_by_the_accused(matter, &subject.mirror);
    closed_to_whoever_is_not_confirmed(matter);
    assert_eq!(
        matter.rating.is_some(),
        subject.mirror.rated,
        "9: silence is not rated"
    );
    crate::oversight::check(matter, &|unit| subject.mirror.is_barred(unit));
    a_request_could_be_granted(matter, news);
    survives_json(news);
}

/// An extension that was asked for moves no clock, and it waits only while the head could grant it.
fn a_request_could_be_granted(matter: &Matter, news: &[Event]) {
    let asked = |event: &Event| matches!(event, Event::Extension(_));
    assert!(!news.iter().any(asked) || news.len() == 1);
    if let Some(request) = &matter.extension {
        let mut clocks = matter.clocks.iter();
        let clock = clocks.find(|clock| clock.id == request.clock);
        assert!(clock.is_some_and(Clock::is_running), "lapsed");
        assert!([Stage::Handling, Stage::Suspended].contains(&matter.stage));
    }
}

fn agrees(matter: &Matter, mirror: &Mirror) {
    assert_eq!(matter.stage, mirror.stage);
    assert_eq!(matter.owner, mirror.owner);
    let open: Vec<_> = matter.open_demands().map(|demand| demand.id).collect();
    assert_eq!(open, mirror.open.iter().copied().collect::<Vec<_>>());
    assert_eq!(matter.decider(), mirror.decider);
    let helpers: std::collections::BTreeSet<_> =
        matter.routing.open_tasks().map(|task| task.unit).collect();
    assert_eq!(helpers, mirror.helpers);
}

fn one_owner_who_may_have_it(matter: &Matter, mirror: &Mirror) {
    let owner = COUNTY.org.unit(matter.owner).expect("2: the owner exists");
    assert!(owner.active, "2: the owner works");
    assert!(
        !mirror.is_barred(matter.owner),
        "5: the owner is not accused"
    );
}

fn nothing_ends_unanswered(matter: &Matter) {
    if matches!(
        matter.stage,
        Stage::Served | Stage::Executing | Stage::Lapsed | Stage::Concluded | Stage::Closed
    ) {
        assert!(!matter.demands.is_empty(), "3: something was asked");
        assert!(
            matter.demands.iter().all(|demand| matter.is_served(demand)),
            "3: all served"
        );
    }
}

fn every_duty_has_a_clock(matter: &Matter, mirror: &Mirror) {
    let running: Vec<_> = matter
        .clocks
        .iter()
        .filter(|clock| clock.is_running() && !clock.beside)
        .collect();
    let duties = running
        .iter()
        .filter(|clock| clock.unit().is_some())
        .count();
    assert_eq!(
        duties > 0,
        matter.stage.is_open(),
        "4: {:?} at {:?}",
        running,
        matter.stage
    );
    for clock in running {
        let Holder::Unit(unit) = clock.holder else {
            continue;
        };
        assert!(
            !mirror.is_barred(unit),
            "5: {clock:?} binds an accused unit"
        );
        let verifier = matter.last_handover().map(|handover| handover.from);
        let verifies = clock.limit.as_str() == "K4V" && verifier == Some(unit);
        let decides =
            matter.decider() == Some(unit) && ["K1D", "K4D"].contains(&clock.limit.as_str());
        let helps = clock.limit.as_str() == "K5C" && mirror.helpers.contains(&unit);
        assert!(
            unit == matter.owner
                || verifies
                || decides
                || helps
                || crate::reviews::has_a_task(matter, clock, unit),
            "4: {clock:?} binds a unit without the matter"
        );
    }
    let purposes = matter
        .demands
        .iter()
        .filter(|demand| !matter.is_served(demand))
        // A notice that sends a demand elsewhere may still wait for service while a review brings another demand back to
        // handling: it is watched by the period of the decision on acceptance.
        .filter(|demand| !sent_elsewhere(matter, demand));
    for demand in purposes.filter(|_| matter.stage == Stage::Handling) {
        let again = matter.redo.contains_key(&demand.id);
        let watched = |clock: &&matter::Clock| {
            let duty = demand.route == Some(matter::lawful::Route::Duty);
            let limit = match demand.purpose {
                Purpose::Appeal if again => "K14",
                Purpose::Appeal if duty => "K8",
                Purpose::Appeal => "K6",
                Purpose::Suggestion => "K6S",
                Purpose::Accusation => "K6A",
            };
            clock.is_running() && clock.limit.as_str() == limit
        };
        let clocks = matter.clocks.iter().filter(watched).count();
        assert!(
            clocks == 1 || (again && clocks > 1),
            "4: {clocks} handling clocks for {}",
            demand.purpose.zh()
        );
    }
}

fn every_clock_has_a_rule(matter: &Matter, news: &[Event]) {
    for clock in &matter.clocks {
        let limit = crate::reviews::LOCAL
            .limit(&clock.limit, matter.weight)
            .expect("4: a rule");
        assert!(!limit.article.is_empty(), "4: an article");
        assert!(
            clock.span.extended <= limit.extension_cap(),
            "4: extended beyond the cap"
        );
        let touched = |event: &Event| match event {
            Event::ClockStarted { clock: new } => new.id == clock.id,
            Event::ClockExtended { clock: id, .. }
            | Event::ClockStopped { clock: id, .. }
            | Event::ClockRestarted { clock: id, .. } => *id == clock.id,
            _ => false,
        };
        if news.iter().any(touched) {
            assert_eq!(
                clock.explain(&COUNTY.calendar).due,
                clock.due,
                "4: {clock:?}"
            );
        }
    }
    let mut ids: Vec<_> = matter.clocks.iter().map(|clock| clock.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), matter.clocks.len(), "two clocks of one number");
}

fn replays(subject: &Subject) {
    let replayed = Matter::replay(subject.matter.id, &subject.events);
    assert_eq!(replayed.as_ref(), Some(&subject.matter), "6: replay");
}

fn unseen_by_the_accused(matter: &Matter, mirror: &Mirror) {
    for unit in sight::sight(matter, &COUNTY.org) {
        assert!(
            !mirror.is_barred(unit),
            "5: {unit} is accused and sees the matter"
        );
    }
}

/// Whoever waits to be confirmed works with ordinary matters like everybody else of the unit, and with no sealed one.
fn closed_to_whoever_is_not_confirmed(matter: &Matter) {
    let today = COUNTY_DAY.parse().unwrap();
    for post in COUNTY.org.posts() {
        let confirmed = Viewer::of(post, &COUNTY.org);
        let waiting = Viewer {
            trust: Trust::Awaiting,
            ..confirmed.clone()
        };
        let sees = sight::can_see(&waiting, matter, &COUNTY.org);
        if !matter.is_sealed() {
            assert_eq!(sees, sight::can_see(&confirmed, matter, &COUNTY.org));
            continue;
        }
        assert!(!sees, "{} waits and sees a sealed matter", post.person_name);
        let actor = Actor::Staff(waiting);
        let ctx = COUNTY.context(today, &actor);
        for action in [
            Action::Note,
            Action::RequestIdentity,
            Action::ConsentIdentity,
            Action::ShowIdentity,
            Action::Transfer,
        ] {
            assert!(may(action, matter, &ctx).is_err(), "{}", action.zh());
        }
    }
}

fn survives_json(news: &[Event]) {
    for event in news {
        let json = serde_json::to_value(event).unwrap();
        assert!(
            json.get(event.kind()).is_some(),
            "{} is not the tag",
            event.kind()
        );
        assert_eq!(&serde_json::from_value::<Event>(json).unwrap(), event);
    }
}

/// 1: a petition stays in its home, and is in the host too as long as it is joined there.
pub fn petitions_are_found(subjects: &[Subject]) {
    let holds = |matter: &Matter, id| matter.petitions.iter().any(|petition| petition.id == id);
    for subject in subjects {
        assert!(
            holds(&subject.matter, subject.petition),
            "1: not in its home"
        );
        let host = subject.matter.joined_into;
        for host in subjects
            .iter()
            .filter(|other| Some(other.matter.id) == host)
        {
            assert!(holds(&host.matter, subject.petition), "1: not in its host");
        }
    }
}

/// Whether the demand has its answer in a notice that it is not handled here.
fn sent_elsewhere(matter: &Matter, demand: &matter::Demand) -> bool {
    let answer = demand.answer.and_then(|id| matter.answer(id));
    answer.is_some_and(|answer| {
        matches!(
            answer.kind,
            AnswerKind::NotAccepted { .. } | AnswerKind::Redirected { .. }
        )
    })
}
