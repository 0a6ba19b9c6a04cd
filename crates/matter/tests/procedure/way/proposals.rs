//! The proposal of a unit by place, subject and level, with the rule that led to it.

use kernel::UnitId;
use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::rulebook::Weight;
use matter::lawful::Route;
use matter::petition::Purpose;
use matter::petition::Purpose::{Accusation, Appeal};
use matter::routing::{Proposal, Rule, propose};
use matter::{Command, Event};

use crate::common::acts::{
    accuse, agree, assign, classify, decide_report, object_naming, report_up, transfer,
};
use crate::common::case::Case;
use crate::common::{
    COUNTY, DISCIPLINE, GOVERNMENT, HOUSING, OFFICE, POLITICAL_LEGAL, TOWNSHIP, VILLAGE, WATER,
    arrival, screening, with_political_legal,
};

fn asking(purposes: &[Purpose], change: impl FnOnce(&mut matter::Screening)) -> Case {
    let mut found = screening(purposes);
    change(&mut found);
    let mut case = Case::open(arrival(OFFICE, "2026-03-02"));
    case.by(OFFICE, Clerk).does(Command::Register(found));
    case
}

fn proposals(case: &Case) -> Vec<(UnitId, Rule)> {
    let found = propose(&case.matter, &COUNTY.org);
    found
        .into_iter()
        .map(|Proposal { unit, rule, .. }| (unit, rule))
        .collect()
}

#[test]
fn the_subject_leads_to_the_department_and_the_place_to_the_township() {
    let case = asking(&[Appeal], |found| {
        found.place = Some("柳塘镇东岸村".to_owned())
    });
    assert_eq!(
        proposals(&case),
        [(HOUSING, Rule::OwnLevel), (TOWNSHIP, Rule::Place)],
        "the subject says 屋顶; a village is no organ with authority"
    );
    let clue = &propose(&case.matter, &COUNTY.org)[0].clue;
    assert_eq!(clue, "屋顶");
}

#[test]
fn the_category_speaks_for_a_department_too() {
    let case = asking(&[Appeal], |found| {
        found.category = Some("供水".to_owned());
    });
    let units: Vec<UnitId> = proposals(&case).into_iter().map(|(unit, _)| unit).collect();
    assert_eq!(units, [HOUSING, WATER]);
}

#[test]
fn where_a_department_was_merged_the_government_is_proposed() {
    let case = asking(&[Appeal], |found| found.category = Some("公房".to_owned()));
    assert!(proposals(&case).contains(&(GOVERNMENT, Rule::Successor)));
}

#[test]
fn an_accusation_is_proposed_to_the_discipline_organ_and_to_nobody_by_subject() {
    let case = asking(&[Accusation], |found| {
        found.place = Some("柳塘镇".to_owned())
    });
    assert_eq!(proposals(&case), [(DISCIPLINE, Rule::Accusation)]);
}

#[test]
fn no_accused_unit_is_ever_proposed() {
    let mut case = asking(&[Accusation, Appeal], |_| {});
    case.does(accuse(&[DISCIPLINE, HOUSING], &[]));
    let units: Vec<UnitId> = proposals(&case).into_iter().map(|(unit, _)| unit).collect();
    assert!(!units.contains(&DISCIPLINE) && !units.contains(&HOUSING));
    assert_eq!(units, [GOVERNMENT]);
}

#[test]
fn the_body_an_objection_named_is_proposed_first() {
    let mut case = asking(&[Appeal], |_| {});
    case.does(transfer(HOUSING));
    case.by(HOUSING, Handler).does(object_naming(WATER));
    case.by(OFFICE, Clerk).does(agree());
    assert_eq!(proposals(&case)[0], (WATER, Rule::Believed));
}

#[test]
fn what_the_government_decided_comes_before_everything() {
    let mut case = asking(&[Appeal], |found| found.weight = Weight::Major);
    case.does(report_up());
    case.by(GOVERNMENT, Leader).does(decide_report(Some(WATER)));
    assert_eq!(proposals(&case)[0], (WATER, Rule::Decided));
}

#[test]
fn a_litigation_matter_goes_to_the_political_legal_organ_where_there_is_one() {
    let org = with_political_legal();
    let rules = |case: &Case, org| -> Vec<(UnitId, Rule)> {
        let found = propose(&case.matter, org);
        found.into_iter().map(|one| (one.unit, one.rule)).collect()
    };
    let mut case = asking(&[Appeal], |_| {});
    let litigation = (POLITICAL_LEGAL, Rule::Litigation);
    assert!(
        !rules(&case, &org).contains(&litigation),
        "nobody has said that it belongs in court"
    );
    case.by(OFFICE, Leader).does(classify(1, Route::Duty));
    assert!(!rules(&case, &org).contains(&litigation), "another route");
    case.does(classify(1, Route::Litigation));
    assert_eq!(rules(&case, &org)[0], litigation);
    let absent = rules(&case, &COUNTY.org);
    assert!(absent.iter().all(|(_, rule)| *rule != Rule::Litigation));
    assert!(!absent.is_empty(), "the rest is proposed all the same");
    // An accused organ is never proposed.
    case.matter.accused.units.push(POLITICAL_LEGAL);
    assert!(!rules(&case, &org).contains(&litigation));
}

#[test]
fn an_important_matter_is_assigned_because_it_is_important() {
    let rule_of = |weight, command| {
        let mut case = asking(&[Appeal], |found| found.weight = weight);
        case.does(command);
        let rule = case.events.iter().find_map(|event| match event {
            Event::HandedOver { rule, .. } => rule.clone(),
            _ => None,
        });
        rule.and_then(|code| Rule::parse(&code))
    };
    let assigned = || assign(HOUSING, "2026-04-01");
    for weight in [Weight::Major, Weight::Urgent] {
        assert_eq!(rule_of(weight, assigned()), Some(Rule::Important));
        assert_eq!(rule_of(weight, transfer(HOUSING)), Some(Rule::OwnLevel));
    }
    assert_eq!(
        rule_of(Weight::Ordinary, assigned()),
        Some(Rule::OwnLevel),
        "an ordinary matter goes where its subject belongs"
    );
    assert_eq!(
        Rule::Important.article(),
        "《信访工作条例》第二十二条第一款第三项"
    );
}

#[test]
fn the_hand_over_keeps_the_rule_that_led_to_it() {
    let mut case = asking(&[Appeal], |_| {});
    case.does(transfer(HOUSING));
    let rules: Vec<Option<String>> = case
        .events
        .iter()
        .filter_map(|event| match event {
            Event::HandedOver { rule, .. } => Some(rule.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(rules, [Some("J2".to_owned())]);
    assert!(proposals(&case).iter().all(|(unit, _)| *unit != VILLAGE));
}
