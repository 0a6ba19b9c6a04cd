//! A leader's own case, the three tiers, and the checklist on the matter.

use kernel::org::Role::{Clerk, Handler, Leader, Supervisor};
use kernel::rulebook::Weight;
use matter::oversight::tier::{calls, due};
use matter::oversight::{
    DutyKind, OwnershipCommand, RiskCommand, RiskLevel, RiskPoint, Tier, TierCommand, risk,
};
use matter::petition::Purpose::Appeal;
use matter::{Action, Command, OversightCommand};

use super::{awaited, order};
use crate::common::case::Case;
use crate::common::{COUNTY, GOVERNMENT, HOUSING, OFFICE, acts, checked, day, post, viewer};

fn take() -> Command {
    order(OversightCommand::Ownership(OwnershipCommand::Take {
        leader: post(GOVERNMENT, Leader),
        team: "住房局、街道、律师".to_owned(),
        goal: "六月底前完成维修".to_owned(),
        plan: vec![
            ("落实资金".to_owned(), day("2026-04-10")),
            ("现场会商".to_owned(), day("2026-03-20")),
        ],
        budget: 200_000,
    }))
}

fn step(done: Option<usize>, spent: u64) -> Command {
    order(OversightCommand::Ownership(OwnershipCommand::Step {
        done,
        text: "已开现场会".to_owned(),
        spent,
        more: Vec::new(),
    }))
}

fn owned() -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-09").by(OFFICE, Leader).does(take());
    case
}

#[test]
fn a_leader_has_the_case_with_team_plan_and_budget_to_its_result() {
    let mut case = owned();
    assert!(case.is_seen_by(&viewer(GOVERNMENT, Leader)));
    assert_eq!(awaited(&case), [DutyKind::Owned]);
    case.on("2026-03-18")
        .by(HOUSING, Handler)
        .does(step(Some(0), 3_000));
    let held = case.matter.oversight.ownership.as_ref().unwrap();
    assert_eq!(
        held.plan[0].text, "现场会商",
        "steps stand in order of their days"
    );
    assert_eq!(held.plan[0].done, Some(day("2026-03-18")));
    assert_eq!(held.spent, 3_000);
    case.by(HOUSING, Handler);
    assert!(
        case.may(Action::EndCase).is_err(),
        "the leader ends the case, not the team"
    );
    case.by(GOVERNMENT, Leader).does(step(Some(1), 0));
    case.does(end(""));
    assert_eq!(awaited(&case), []);
}

fn end(undone: &str) -> Command {
    order(OversightCommand::Ownership(OwnershipCommand::End {
        result: "已修复并验收".to_owned(),
        undone: undone.to_owned(),
    }))
}

#[test]
fn steps_are_added_as_the_case_goes_on() {
    let mut case = owned();
    let more = |text: &str, due: &str| {
        order(OversightCommand::Ownership(OwnershipCommand::Step {
            done: None,
            text: "商定增加鉴定".to_owned(),
            spent: 0,
            more: vec![(text.to_owned(), day(due))],
        }))
    };
    case.on("2026-03-18").by(HOUSING, Handler);
    case.refuses(more("房屋鉴定", "2026-03-17"));
    case.refuses(more(" ", "2026-03-30"));
    case.does(more("房屋鉴定", "2026-03-30"));
    let plan = |case: &Case| -> Vec<String> {
        let held = case.matter.oversight.ownership.as_ref().unwrap();
        held.plan.iter().map(|step| step.text.clone()).collect()
    };
    assert_eq!(plan(&case), ["现场会商", "房屋鉴定", "落实资金"]);
    // A step is done by its place in the plan as it stands now.
    case.does(step(Some(1), 0));
    let held = case.matter.oversight.ownership.as_ref().unwrap();
    assert_eq!(held.plan[1].done, Some(day("2026-03-18")));
    assert!(held.plan[2].done.is_none());
}

#[test]
fn a_case_does_not_end_over_open_steps_without_a_word() {
    let mut case = owned();
    case.on("2026-03-18")
        .by(GOVERNMENT, Leader)
        .does(step(Some(0), 0));
    let refusal = case.refuses(end("  "));
    assert!(refusal.zh.contains("落实资金") && !refusal.zh.contains("现场会商"));
    case.does(end("资金已由物业公司先行垫付"));
    let held = case.matter.oversight.ownership.as_ref().unwrap();
    assert_eq!(held.undone, "资金已由物业公司先行垫付");
    assert!(
        held.open_steps().count() == 1,
        "the plan tells what stayed open"
    );
}

#[test]
fn ownership_in_name_only_shows() {
    let mut case = owned();
    let most = COUNTY.rulebook.number("ownership_idle_days").unwrap();
    let idle = |case: &Case, on: &str| {
        case.matter
            .oversight
            .ownership
            .as_ref()
            .unwrap()
            .is_idle(day(on), most)
    };
    assert!(!idle(&case, "2026-03-24") && idle(&case, "2026-03-25"));
    case.on("2026-03-25")
        .by(HOUSING, Handler)
        .does(step(None, 0));
    assert!(!idle(&case, "2026-03-26"));
}

#[test]
fn a_case_has_one_leader_and_a_dated_plan() {
    let mut case = owned();
    case.by(OFFICE, Leader).refuses(take());
    let mut fresh = Case::accepted(&[Appeal]);
    let bare = OwnershipCommand::Take {
        leader: post(GOVERNMENT, Leader),
        team: "专班".to_owned(),
        goal: "解决".to_owned(),
        plan: Vec::new(),
        budget: 0,
    };
    fresh
        .by(OFFICE, Leader)
        .refuses(order(OversightCommand::Ownership(bare)));
}

fn set(tier: Tier) -> Command {
    order(OversightCommand::Tier(TierCommand::Set {
        tier,
        reason: "涉及人数较多".to_owned(),
        group: "分管副县长、住房局局长".to_owned(),
    }))
}

#[test]
fn rules_say_when_a_matter_calls_for_a_higher_tier() {
    let mut arrival = checked(OFFICE, "2026-03-02", &[Appeal]);
    arrival.petition.head_count = 20;
    let crowd = Case::open(arrival.clone());
    let called = |case: &Case, on: &str| due(&case.matter, &COUNTY.rulebook, day(on));
    assert_eq!(called(&crowd, "2026-03-02"), Some(Tier::Two));
    arrival.petition.head_count = 1;
    let mut plain = Case::open(arrival.clone());
    assert_eq!(called(&plain, "2026-03-17"), None);
    assert_eq!(
        called(&plain, "2026-03-18"),
        Some(Tier::Two),
        "the day after the period ended"
    );
    plain.by(OFFICE, Clerk).does(acts::transfer(HOUSING));
    arrival.screening.as_mut().unwrap().weight = Weight::Urgent;
    let urgent = Case::open(arrival);
    assert_eq!(called(&urgent, "2026-03-02"), Some(Tier::Three));
    let reasons = calls(&urgent.matter, &COUNTY.rulebook, day("2026-03-02"));
    assert_eq!(reasons[0].zh, "紧急事项");
}

#[test]
fn a_tier_names_its_group_and_owes_a_plan_by_its_limit() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-09")
        .by(OFFICE, Leader)
        .does(set(Tier::Two));
    assert_eq!(case.clock("TP2").duty_date(), day("2026-03-16"));
    assert_eq!(awaited(&case), [DutyKind::Plan]);
    case.refuses(set(Tier::Two));
    case.does(set(Tier::Three));
    assert_eq!(
        case.running(),
        ["K6", "TP3"],
        "the plan of the lower tier falls away"
    );
    let plan = TierCommand::Plan {
        text: "三步走".to_owned(),
    };
    case.by(HOUSING, Handler)
        .does(order(OversightCommand::Tier(plan)));
    assert_eq!(awaited(&case), []);
}

#[test]
fn a_tier_is_lowered_by_a_leader_above_the_organ_alone() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-09")
        .by(OFFICE, Supervisor)
        .does(set(Tier::Three));
    for (unit, role) in [(OFFICE, Supervisor), (HOUSING, Leader)] {
        case.by(unit, role);
        let refusal = case.refuses(set(Tier::Two));
        assert!(refusal.zh.contains("降低工作层级"), "{}", refusal.zh);
    }
    let unexplained = order(OversightCommand::Tier(TierCommand::Set {
        tier: Tier::Two,
        reason: " ".to_owned(),
        group: "专班".to_owned(),
    }));
    case.by(OFFICE, Leader).refuses(unexplained);
    case.does(set(Tier::Two));
    case.does(set(Tier::One));
    assert_eq!(case.matter.oversight.tier.as_ref().unwrap().tier, Tier::One);
}

#[test]
fn what_nobody_has_to_work_on_any_more_calls_for_no_tier() {
    let mut arrival = checked(OFFICE, "2026-03-02", &[Appeal]);
    arrival.petition.head_count = 20;
    let mut case = Case::open(arrival);
    case.by(OFFICE, Clerk).does(acts::transfer(HOUSING));
    case.by(HOUSING, Leader)
        .does(Command::Accept)
        .does(acts::hear())
        .does(acts::opinion(HOUSING, &[1]));
    let called = |case: &Case| due(&case.matter, &COUNTY.rulebook, case.today);
    assert_eq!(called(&case), Some(Tier::Two));
    case.does(acts::serve(1, "2026-03-02"));
    assert_eq!(called(&case), None);
}

#[test]
fn the_checklist_is_about_the_matter_and_a_person_judges() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(acts::transfer(HOUSING));
    case.by(HOUSING, Handler).does(acts::object());
    let shown = risk::on_record(&case.matter, &COUNTY.rulebook, day("2026-03-02"));
    assert_eq!(shown, [RiskPoint::HandedBack]);
    let assess = |level, help: &str| {
        order(OversightCommand::Risk(RiskCommand::Assess {
            points: vec![
                RiskPoint::Livelihood,
                RiskPoint::HandedBack,
                RiskPoint::Livelihood,
            ],
            level,
            help: help.to_owned(),
        }))
    };
    case.by(OFFICE, Leader)
        .refuses(assess(RiskLevel::High, " "));
    case.does(assess(RiskLevel::High, "请县政府明确牵头单位"));
    let found = case.matter.oversight.risk.as_ref().unwrap();
    assert_eq!(found.points, [RiskPoint::HandedBack, RiskPoint::Livelihood]);
}
