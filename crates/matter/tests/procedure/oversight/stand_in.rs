//! A stand-in exercises a post's rights during its days, and at no other time.

use kernel::org::Role::{Handler, Leader};
use matter::petition::Purpose::Appeal;
use matter::{Action, Command, Event};

use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, STAND_IN, acts, day, post, viewer};

#[test]
fn a_stand_in_acts_on_the_days_of_the_absence_only() {
    let mut case = Case::transferred(&[Appeal]);
    for (on, may) in [
        ("2026-03-15", false),
        ("2026-03-16", true),
        ("2026-03-20", true),
        ("2026-03-21", false),
    ] {
        case.on(on).by_post(STAND_IN);
        assert_eq!(case.may(Action::Accept).is_ok(), may, "{on}");
    }
    case.on("2026-03-16")
        .by_post(STAND_IN)
        .does(Command::Accept);
}

#[test]
fn a_stand_in_signs_for_the_leader_during_those_days() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10")
        .by(HOUSING, Handler)
        .does(acts::hear());
    let signed = || Command::IssueOpinion {
        opinion: acts::complete(&[1]),
        signer: STAND_IN,
    };
    case.on("2026-03-13").refuses(signed());
    case.on("2026-03-18").does(signed());
    assert_eq!(case.matter.answers[0].signed_by, Some(STAND_IN));
}

#[test]
fn the_record_leads_from_the_stand_in_to_both_names() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10")
        .by(HOUSING, Handler)
        .does(acts::hear());
    case.on("2026-03-18").does(Command::IssueOpinion {
        opinion: acts::complete(&[1]),
        signer: STAND_IN,
    });
    // From the record alone: who signed, in whose place.
    let signed = case.events.iter().find_map(|event| match event {
        Event::AnswerIssued { answer } => answer.signed_by,
        _ => None,
    });
    let signed = signed.unwrap();
    let (signer, absent) = (
        COUNTY.org.post(signed).unwrap(),
        COUNTY.org.post(COUNTY.org.acts_for(signed)).unwrap(),
    );
    assert_eq!(signer.person, viewer(HOUSING, Handler).person);
    assert_eq!(absent.id, post(HOUSING, Leader));
    assert_ne!(signer.person_name, absent.person_name);
    // Whoever signs at their own post stands for nobody.
    assert_eq!(COUNTY.org.acts_for(absent.id), absent.id);
}

#[test]
fn leaders_of_a_day_include_who_stands_in_that_day() {
    let on = |text| {
        let leaders = COUNTY.org.leaders_on(HOUSING, day(text));
        leaders.iter().map(|found| found.id).collect::<Vec<_>>()
    };
    assert_eq!(on("2026-03-18"), [post(HOUSING, Leader), STAND_IN]);
    assert_eq!(on("2026-03-21"), [post(HOUSING, Leader)]);
}
