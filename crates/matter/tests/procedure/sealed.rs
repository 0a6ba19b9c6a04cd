//! What is sealed before anybody screened it: a declared accusation, and an arrival that reads like one.

use kernel::access::Actor;
use kernel::org::Role;
use kernel::org::Role::{Clerk, Leader};
use kernel::{PersonId, Refusal, UnitId};
use matter::oversight::{DutyKind, duties};
use matter::petition::Purpose;
use matter::petition::Purpose::{Accusation, Appeal};
use matter::seal::past_the_accused;
use matter::sight;
use matter::{
    Accused, Declaration, Matter, Screening, Seal, Sealing, Stage, Suspicion, open_sealed,
};

use crate::common::case::Case;
use crate::common::{
    CITY, COUNTY, DISCIPLINE, GOVERNMENT, HOUSING, HOUSING_STATION, OFFICE, TOWNSHIP, VILLAGE,
    arrival, day, viewer,
};

fn sent(chosen: UnitId, seal: Seal) -> Result<Case, Refusal> {
    let (today, actor) = (day("2026-03-02"), Actor::Petitioner);
    let arrival = arrival(chosen, "2026-03-02");
    let home = arrival.petition.home;
    let events = open_sealed(arrival, seal, &COUNTY.context(today, &actor))?;
    Ok(Case {
        matter: Matter::replay(home, &events).unwrap(),
        events,
        today,
        actor,
    })
}

fn accusing(units: &[UnitId], persons: &[PersonId]) -> Accused {
    Accused {
        units: units.to_vec(),
        persons: persons.to_vec(),
    }
}

fn declared(chosen: UnitId, units: &[UnitId], persons: &[PersonId]) -> Case {
    let seal = Seal::Declared(Declaration {
        accused: accusing(units, persons),
        told: "某人".to_owned(),
    });
    sent(chosen, seal).unwrap()
}

fn held(chosen: UnitId, units: &[UnitId], persons: &[PersonId]) -> Case {
    let seal = Seal::Suspected(Suspicion {
        accused: accusing(units, persons),
        signs: vec!["贪污".to_owned()],
    });
    sent(chosen, seal).unwrap()
}

fn person(unit: UnitId, role: Role) -> PersonId {
    viewer(unit, role).person
}

fn sees(case: &Case, unit: UnitId) -> bool {
    [Clerk, Leader]
        .into_iter()
        .any(|role| sight::can_see(&viewer(unit, role), &case.matter, &COUNTY.org))
}

fn finds(purpose: Purpose, accused: Accused) -> matter::Command {
    matter::Command::Register(Screening {
        demands: vec![(purpose, "请求".to_owned())],
        accused,
        ..Screening::default()
    })
}

#[test]
fn a_declared_accusation_goes_past_whom_it_accuses() {
    for (chosen, accused, owner) in [
        (TOWNSHIP, TOWNSHIP, DISCIPLINE),
        (VILLAGE, TOWNSHIP, DISCIPLINE),
        (OFFICE, VILLAGE, DISCIPLINE),
        (OFFICE, OFFICE, DISCIPLINE),
        (OFFICE, DISCIPLINE, GOVERNMENT),
        (TOWNSHIP, DISCIPLINE, GOVERNMENT),
        (OFFICE, GOVERNMENT, CITY),
    ] {
        let case = declared(chosen, &[accused], &[]);
        assert_eq!(case.matter.owner, owner, "{chosen} accusing {accused}");
        assert_eq!(case.matter.stage, Stage::Received);
        assert!(case.matter.is_sealed(), "sealed before anybody screened it");
        assert!(case.matter.next_due().is_some(), "and under a clock");
        assert!(!sees(&case, accused), "{accused} sees what accuses it");
        assert!(!sees(&case, VILLAGE) && !sees(&case, TOWNSHIP));
    }
}

#[test]
fn an_accused_person_is_barred_wherever_they_sit() {
    let clerk = person(OFFICE, Clerk);
    let case = declared(OFFICE, &[], &[clerk]);
    assert!(!sight::can_see(
        &viewer(OFFICE, Clerk),
        &case.matter,
        &COUNTY.org
    ));
    // Where an accused person works is passed over while anybody else may have it.
    let leader = person(DISCIPLINE, Leader);
    let accused = accusing(&[], &[leader]);
    assert_eq!(
        past_the_accused(OFFICE, &accused, &COUNTY.org),
        Some(GOVERNMENT)
    );
}

#[test]
fn an_accusation_of_everybody_is_refused_with_where_to_go() {
    let seal = Seal::Declared(Declaration {
        accused: accusing(&[CITY], &[]),
        told: String::new(),
    });
    let Err(refusal) = sent(OFFICE, seal) else {
        panic!("somebody below the accused received it");
    };
    assert!(refusal.zh.contains("上一级纪检监察机关"), "{}", refusal.zh);
}

#[test]
fn a_declared_accusation_stays_sealed_whatever_the_clerk_finds() {
    let mut case = declared(TOWNSHIP, &[TOWNSHIP], &[]);
    case.by(DISCIPLINE, Clerk)
        .does(finds(Appeal, Accused::default()));
    assert!(case.matter.is_sealed());
    assert!(!sees(&case, TOWNSHIP) && !sees(&case, VILLAGE));
    let refusal = case.refuses(crate::common::acts::transfer(VILLAGE));
    assert!(refusal.zh.contains("被检举控告"), "{}", refusal.zh);
}

#[test]
fn what_reads_like_an_accusation_waits_at_the_petition_department_alone() {
    for chosen in [TOWNSHIP, VILLAGE, HOUSING, HOUSING_STATION, OFFICE] {
        let case = held(chosen, &[], &[]);
        assert_eq!(case.matter.owner, OFFICE, "{chosen}");
        assert!(case.matter.is_sealed());
        assert!(
            chosen == OFFICE || !sight::may_receive(&case.matter, chosen, &COUNTY.org),
            "{chosen} need not be named to be meant, so nothing may give it the matter"
        );
        for unit in [
            TOWNSHIP,
            VILLAGE,
            HOUSING,
            HOUSING_STATION,
            GOVERNMENT,
            DISCIPLINE,
        ] {
            assert!(!sees(&case, unit), "{unit} sees what was sent to {chosen}");
        }
        assert!(case.clock("K1").is_running(), "registration has its period");
        let due = duties(&case.matter, &COUNTY.org);
        assert_eq!(due.len(), 1);
        assert_eq!((due[0].kind, due[0].unit), (DutyKind::Screening, OFFICE));
        assert_eq!(due[0].due, Some(case.clock("K1").duty_date()));
    }
}

#[test]
fn the_discipline_organ_screens_what_seems_to_accuse_the_petition_department() {
    let clerk = person(OFFICE, Clerk);
    for case in [
        held(TOWNSHIP, &[OFFICE], &[]),
        held(OFFICE, &[OFFICE, TOWNSHIP], &[]),
        held(OFFICE, &[], &[clerk]),
    ] {
        assert_eq!(case.matter.owner, DISCIPLINE);
        assert!(!sees(&case, OFFICE), "not even a colleague");
    }
    // A text about the whole county still needs somebody who reads it.
    let case = held(OFFICE, &[CITY, GOVERNMENT, OFFICE], &[]);
    assert_eq!(case.matter.owner, DISCIPLINE);
    assert!(!sees(&case, OFFICE) && sees(&case, DISCIPLINE));
}

#[test]
fn what_is_no_accusation_goes_on_to_the_receiver_chosen() {
    let mut case = held(TOWNSHIP, &[HOUSING], &[person(TOWNSHIP, Leader)]);
    case.on("2026-03-04")
        .by(OFFICE, Clerk)
        .does(finds(Appeal, Accused::default()));
    let matter = &case.matter;
    assert_eq!((matter.owner, matter.stage), (TOWNSHIP, Stage::Transferred));
    assert_eq!(matter.last_handover().unwrap().from, OFFICE);
    assert!(matter.accused.is_empty() && !matter.is_sealed());
    assert_eq!(matter.sealing, Some(Sealing::Screened));
    assert!(!case.clock("K1").is_running() && case.clock("K3").is_running());
    assert!(sight::can_see(
        &viewer(TOWNSHIP, Leader),
        matter,
        &COUNTY.org
    ));
    assert!(duties(matter, &COUNTY.org).is_empty());
}

#[test]
fn what_was_sent_to_the_petition_department_stays_there_to_be_routed() {
    let mut case = held(OFFICE, &[TOWNSHIP], &[]);
    case.by(OFFICE, Clerk)
        .does(finds(Appeal, Accused::default()));
    assert_eq!(
        (case.matter.owner, case.matter.stage),
        (OFFICE, Stage::Registered)
    );
    assert!(case.clock("K1").is_running());
}

#[test]
fn what_is_an_accusation_never_reaches_the_receiver_it_accuses() {
    let mut case = held(TOWNSHIP, &[TOWNSHIP], &[]);
    case.by(OFFICE, Clerk)
        .does(finds(Accusation, accusing(&[TOWNSHIP], &[])));
    assert_eq!(
        (case.matter.owner, case.matter.stage),
        (OFFICE, Stage::Registered)
    );
    assert!(case.matter.is_sealed() && !sees(&case, TOWNSHIP) && !sees(&case, VILLAGE));
    let refusal = case.refuses(crate::common::acts::transfer(TOWNSHIP));
    assert!(refusal.zh.contains("被检举控告"), "{}", refusal.zh);
}
