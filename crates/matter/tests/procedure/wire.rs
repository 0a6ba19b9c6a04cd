//! The ledger's format: every event survives JSON, and its kind is the tag that JSON shows.

use std::collections::BTreeMap;

use kernel::clock::Due;
use kernel::rulebook::{GroundCode, Outside, Rulebook, Weight};
use kernel::{AnswerId, ClockId, DemandId, MatterId, PersonId, PetitionId, PetitionerId, PostId};
use matter::lawful::{DutyNotice, LawfulEvent, Route};
use matter::petition::Purpose::{Appeal, Suggestion};
use matter::petition::{Channel, Petition, Relation};
use matter::routing::{CoTask, RoutingEvent, TaskState};
use matter::simple::SimpleEvent;
use matter::{
    Accused, Adoption, Answer, AnswerKind, Attachment, Clock, Closing, Demand, Event, Handover,
    HandoverKind, Heard, Opinion, RatedFrom, Rating, Score, Service, ServiceMethod, Signature,
    Sorting, Suggested,
};

use crate::common::acts::complete;
use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, WATER, arrival, day};

fn petition() -> Petition {
    Petition {
        time: Some("09:30:00".parse().unwrap()),
        channel: Channel::Hotline,
        relation: Relation::Joint,
        external: Some("12345-7".to_owned()),
        extra: BTreeMap::from([("原系统编号".to_owned(), "A\"7\"\n".to_owned())]),
        ..arrival(OFFICE, "2026-03-02").petition
    }
}

fn answer(kind: AnswerKind) -> Event {
    Event::AnswerIssued {
        answer: Answer {
            id: AnswerId(1),
            unit: HOUSING,
            signed_by: Some(PostId(32)),
            on: day("2026-03-20"),
            demands: vec![DemandId(1)],
            kind,
            service: None,
            signature: Signature::OnPaper {
                scan: "5c".repeat(32),
                reason: "外出".to_owned(),
            },
        },
    }
}

fn service() -> Service {
    Service {
        method: ServiceMethod::Post,
        on: day("2026-03-21"),
        proof: "EMS 1234".to_owned(),
    }
}

fn answers() -> Vec<Event> {
    let text = "答复".to_owned();
    let kinds = [
        AnswerKind::Opinion(complete(&[1])),
        AnswerKind::Opinion(Opinion::default()),
        AnswerKind::SuggestionReply {
            adoption: Adoption::NotAdopted,
            text: text.clone(),
        },
        AnswerKind::AccusationReply { text: text.clone() },
        AnswerKind::NotAccepted {
            ground: GroundCode::new("NA1"),
            effect: None,
            reason: text.clone(),
        },
        AnswerKind::Redirected {
            to: text.clone(),
            reason: text.clone(),
        },
        AnswerKind::LedIn {
            route: Route::Arbitration,
            to: text.clone(),
            reason: text.clone(),
            outside: outside("arbitration"),
        },
        AnswerKind::DutyReply {
            notice: DutyNotice {
                summary: text.clone(),
                interest: true,
                ..DutyNotice::default()
            },
            outside: outside("duty"),
        },
        AnswerKind::PastReply {
            text,
            time: Some("16:05:00".parse().unwrap()),
        },
    ];
    kinds.into_iter().map(answer).collect()
}

fn clocks() -> Vec<Event> {
    let due = Due {
        raw: day("2026-05-19"),
        moved: day("2026-05-19"),
    };
    let started = |clock: &Clock| Event::ClockStarted {
        clock: clock.clone(),
    };
    let mut events: Vec<_> = Case::served().matter.clocks.iter().map(started).collect();
    events.push(Event::ClockMet {
        clock: ClockId(1),
        on: due.raw,
    });
    events.push(Event::ClockEnded {
        clock: ClockId(1),
        on: due.raw,
        why: "已受理".to_owned(),
    });
    events.push(Event::ClockExtended {
        clock: ClockId(1),
        days: 15,
        approver: Some(PostId(32)),
        reason: "鉴定".to_owned(),
        due,
        remark: String::new(),
        signature: Signature::Unstated,
    });
    events
}

fn intake() -> Vec<Event> {
    let demand = Demand {
        id: DemandId(1),
        text: "维修".to_owned(),
        purpose: Appeal,
        answer: Some(AnswerId(1)),
        route: Some(Route::Petition),
    };
    vec![
        Event::Received {
            petition: petition(),
            office: OFFICE,
            owner: OFFICE,
            rulebook: "national-2022".to_owned(),
            place: Some("柳塘镇".to_owned()),
        },
        Event::Registered {
            demands: vec![demand.clone()],
            category: Some("住房".to_owned()),
            place: None,
            weight: Weight::Urgent,
        },
        Event::DemandAdded {
            demand: Demand {
                purpose: Suggestion,
                answer: None,
                route: None,
                ..demand
            },
        },
        Event::AccusedNamed {
            accused: Accused {
                units: vec![HOUSING],
                persons: vec![PersonId(7)],
            },
        },
        Event::TakenOver { owner: OFFICE },
    ]
}

fn handling() -> Vec<Event> {
    let text = || "内容".to_owned();
    vec![
        Event::HandedOver {
            handover: Handover {
                from: OFFICE,
                to: HOUSING,
                kind: HandoverKind::Assign,
                on: day("2026-03-03"),
                report_by: Some(day("2026-05-03")),
            },
            note: text(),
            rule: Some("J2".to_owned()),
        },
        Event::Objected {
            reason: text(),
            believed: Some(HOUSING),
            ground: Some(GroundCode::new("RT1")),
        },
        Event::Returned { note: text() },
        Event::ObjectionRejected { reason: text() },
        Event::Accepted {
            on: day("2026-03-05"),
        },
        Event::Heard {
            heard: Heard {
                by: None,
                on: day("2026-03-05"),
                note: text(),
            },
        },
        Event::Served {
            answer: AnswerId(1),
            service: service(),
        },
        Event::Rated {
            rating: Rating {
                office: None,
                unit: Some(Score::Basically),
                comment: text(),
                on: day("2026-03-25"),
                from: RatedFrom::StaffBrowser,
            },
        },
        Event::Closed {
            closing: Closing {
                on: day("2026-03-26"),
                note: text(),
            },
        },
    ]
}

fn records() -> Vec<Event> {
    let text = || "内容".to_owned();
    vec![
        Event::Supplemented { text: text() },
        Event::Noted { text: text() },
        Event::Attached {
            attachment: Attachment {
                hash: "ab".repeat(32),
                name: "屋顶.jpg".to_owned(),
                size: u64::MAX,
                media: "image/jpeg".to_owned(),
                from_petitioner: true,
            },
        },
        Event::TookIn {
            petition: petition(),
        },
        Event::JoinedInto {
            matter: MatterId(2),
            relation: Relation::Repeat,
        },
        Event::GaveBack {
            petition: PetitionId(2),
            reason: text(),
        },
        Event::JoinUndone { reason: text() },
        Event::Related {
            matter: MatterId(i64::MAX),
        },
        Event::IdentityRequested {
            post: PostId(20),
            person: Some(PersonId(7)),
            reason: text(),
        },
        Event::IdentityConsented {
            post: PostId(20),
            person: Some(PersonId(7)),
            by: PostId(22),
        },
        Event::IdentityShown {
            petitioners: vec![PetitionerId(1)],
            reason: text(),
        },
        Event::Exported { purpose: text() },
        Event::FileOpened {
            person: PersonId(7),
        },
        Event::Sorted {
            post: PostId(20),
            sorting: Sorting {
                category: text(),
                suggested: Some(Suggested {
                    label: text(),
                    percent: 87,
                }),
            },
        },
    ]
}

fn outside(route: &str) -> Vec<Outside> {
    Rulebook::national().route(route).unwrap().outside.clone()
}

fn routes() -> Vec<Event> {
    let (text, on) = (|| "内容".to_owned(), day("2026-03-05"));
    let task = CoTask {
        unit: WATER,
        asked_by: HOUSING,
        request: text(),
        on,
        due: on,
        state: TaskState::Open,
    };
    let routing = [
        RoutingEvent::ReportedUp {
            to: OFFICE,
            reason: text(),
        },
        RoutingEvent::ReportDecided {
            unit: Some(HOUSING),
            text: text(),
        },
        RoutingEvent::DisputeReferred {
            arbiter: OFFICE,
            reason: text(),
        },
        RoutingEvent::DisputeSettled {
            unit: HOUSING,
            reason: text(),
        },
        RoutingEvent::CoHandlerAsked { task },
        RoutingEvent::Contributed {
            unit: WATER,
            on,
            text: text(),
        },
        RoutingEvent::CoHandlingEnded {
            unit: WATER,
            why: text(),
        },
        RoutingEvent::VisitGuided { to: HOUSING },
    ];
    let mut events: Vec<Event> = routing.into_iter().map(Event::Routing).collect();
    events.extend([
        Event::Lawful(LawfulEvent::Classified {
            demand: DemandId(1),
            route: Route::Duty,
            reason: text(),
        }),
        Event::Lawful(LawfulEvent::InquiryConcluded { on, note: text() }),
        Event::Simple(SimpleEvent::Chosen {
            on,
            reason: text(),
            paper: true,
        }),
        Event::Simple(SimpleEvent::Left { reason: text() }),
    ]);
    events
}

#[test]
fn every_event_survives_json_and_its_kind_is_its_tag() {
    let mut kinds = std::collections::BTreeSet::new();
    for event in [
        intake(),
        clocks(),
        handling(),
        answers(),
        records(),
        routes(),
    ]
    .concat()
    {
        let json = serde_json::to_value(&event).unwrap();
        let tags: Vec<_> = json.as_object().unwrap().keys().collect();
        assert_eq!(tags, [event.kind()]);
        assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
        kinds.insert(event.kind());
    }
    assert_eq!(kinds.len(), 36, "an event is missing from this test");
}

#[test]
fn an_entry_written_before_an_optional_field_existed_still_reads() {
    let old = r#"{"answer_issued":{"answer":{"id":1,"unit":3,"signed_by":null,"on":"2026-03-20","demands":[1],
        "kind":{"past_reply":{"text":"已办"}}}}}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert_eq!(event.kind(), "answer_issued");
}
