//! What is awaited beside the procedure stands on the workbench, and each figure is its list.

use huiyin_office as office;
use jiff::ToSpan;
use kernel::org::Role;
use kernel::rulebook::{GroundCode, Weight};
use kernel::{DemandId, MatterId};
use matter::oversight::{
    Disposition, DutyKind, FollowUpCommand, FollowUpMethod, FollowUpOutcome, Found,
    InstructionCommand, OrderText, OwnershipCommand, SupervisionCommand, SupervisionForm, Tier,
    TierCommand, tier,
};
use matter::{Command, OversightCommand, Score, Stage};
use office::Viewer;
use office::intake::Submission;
use office::lists::{Order, Verb};
use office::stand_in::StandInForm;

use crate::county::{County, HOUSING, OFFICE, WATER, at, roof, transfer};

fn count(county: &County, viewer: &Viewer, verb: Verb, day: &str) -> u64 {
    let filter = verb.filter(viewer, at(day).today());
    let page = county
        .office
        .list(viewer, &filter, Order::Oldest, None)
        .unwrap();
    let works = county.office.workbench(viewer, at(day)).unwrap();
    let figure = works.iter().find(|work| work.verb == verb).unwrap().count;
    assert_eq!(
        figure,
        page.lines.len() as u64,
        "{verb:?}: the figure is the list"
    );
    figure
}

/// The petition office puts the unit that has the matter under supervision, until 26 March.
pub fn supervise(county: &County, id: MatterId) {
    let order = OrderText {
        ground: GroundCode::new("SV2"),
        form: SupervisionForm::Online,
        problem: "推诿".to_owned(),
        demand: "十日内答复".to_owned(),
        by: "2026-03-26".parse().unwrap(),
        approver: None,
    };
    let command = OversightCommand::Supervision(SupervisionCommand::Order(order));
    county.does(
        OFFICE,
        Role::Supervisor,
        id,
        "2026-03-16",
        Command::Oversight(command),
    );
}

#[test]
fn an_order_waits_for_the_organ_then_for_the_sign_off_then_for_nobody() {
    let county = County::new();
    let id = county.accepted().matter;
    supervise(&county, id);
    let (office, housing) = (
        county.viewer(OFFICE, Role::Supervisor),
        county.viewer(HOUSING, Role::Handler),
    );
    let (owed, to_sign) = (
        Verb::Duty(DutyKind::FeedBack),
        Verb::Duty(DutyKind::SignOff),
    );
    assert_eq!(count(&county, &housing, owed, "2026-03-17"), 1);
    assert_eq!(count(&county, &office, owed, "2026-03-17"), 0);
    assert_eq!(count(&county, &office, Verb::Supervised, "2026-03-17"), 1);
    assert_eq!(count(&county, &housing, Verb::BesideLate, "2026-03-26"), 0);
    assert_eq!(count(&county, &housing, Verb::BesideLate, "2026-03-27"), 1);
    let act = |unit, role, command| {
        let command = Command::Oversight(OversightCommand::Supervision(command));
        county.does(unit, role, id, "2026-03-20", command);
    };
    let text = "已维修".to_owned();
    act(
        HOUSING,
        Role::Handler,
        SupervisionCommand::FeedBack { order: 1, text },
    );
    assert_eq!(count(&county, &housing, owed, "2026-03-20"), 0);
    assert_eq!(count(&county, &office, to_sign, "2026-03-20"), 1);
    let note = "整改到位".to_owned();
    let done = SupervisionCommand::SignOff {
        order: 1,
        note,
        again_by: None,
    };
    act(OFFICE, Role::Supervisor, done);
    assert_eq!(count(&county, &office, to_sign, "2026-03-20"), 0);
    assert_eq!(count(&county, &office, Verb::Supervised, "2026-03-20"), 0);
    let report = store::verify::verify(county.office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{:?}", report.problems);
}

#[test]
fn an_order_changes_neither_the_due_day_nor_the_stage_in_the_lists() {
    let county = County::new();
    let id = county.accepted().matter;
    let housing = county.viewer(HOUSING, Role::Handler);
    let line = || county.office.lines(&housing, &[id]).unwrap()[0].clone();
    let before = line();
    supervise(&county, id);
    assert_eq!(line(), before);
}

#[test]
fn a_leaders_reading_is_theirs_and_their_stand_ins_and_nobody_elses() {
    let county = County::new();
    let id = county.accepted().matter;
    let leader = county.viewer(HOUSING, Role::Leader);
    let submit = InstructionCommand::Submit {
        to: leader.post,
        summary: "屋顶漏水多年".to_owned(),
        proposal: String::new(),
    };
    let submit = Command::Oversight(OversightCommand::Instruction(submit));
    county.does(OFFICE, Role::Clerk, id, "2026-03-16", submit);
    let reading = Verb::Duty(DutyKind::Reading);
    let handler = county.viewer(HOUSING, Role::Handler);
    assert_eq!(count(&county, &leader, reading, "2026-03-16"), 1);
    assert_eq!(count(&county, &handler, reading, "2026-03-16"), 0);
    let form = StandInForm {
        of: leader.post,
        person: handler.person,
        from: "2026-03-16".parse().unwrap(),
        to: "2026-03-20".parse().unwrap(),
        reason: "培训".to_owned(),
    };
    let post = county
        .office
        .appoint_stand_in(&leader, form, at("2026-03-16"))
        .unwrap();
    let stand_in = Viewer {
        post,
        person: handler.person,
        ..leader.clone()
    };
    assert_eq!(count(&county, &stand_in, reading, "2026-03-16"), 1);
    let write = InstructionCommand::Write {
        reading: Some(1),
        disposition: Disposition::Read,
        text: String::new(),
        to: None,
        by: None,
        leader: None,
    };
    let version = county.office.version(id).unwrap();
    let write = Command::Oversight(OversightCommand::Instruction(write));
    county
        .office
        .act(&stand_in, id, version, write, at("2026-03-17"))
        .unwrap();
    assert_eq!(count(&county, &leader, reading, "2026-03-17"), 0);
}

#[test]
fn an_idle_case_shows_on_its_leaders_page_after_the_days_of_the_rulebook() {
    let county = County::new();
    let id = county.accepted().matter;
    let leader = county.viewer(HOUSING, Role::Leader);
    let take = OwnershipCommand::Take {
        leader: leader.post,
        team: "专班".to_owned(),
        goal: "解决漏水".to_owned(),
        plan: vec![("现场会商".to_owned(), "2026-03-20".parse().unwrap())],
        budget: 0,
    };
    let take = Command::Oversight(OversightCommand::Ownership(take));
    county.does(HOUSING, Role::Leader, id, "2026-03-09", take);
    assert_eq!(
        count(&county, &leader, Verb::Duty(DutyKind::Owned), "2026-03-10"),
        1
    );
    assert_eq!(count(&county, &leader, Verb::Idle, "2026-03-24"), 0);
    assert_eq!(count(&county, &leader, Verb::Idle, "2026-03-25"), 1);
}

#[test]
fn an_idle_case_reaches_those_above_its_leader() {
    let county = County::new();
    let id = county.accepted().matter;
    let head = county.viewer(HOUSING, Role::Leader);
    let take = OwnershipCommand::Take {
        leader: head.post,
        team: "专班".to_owned(),
        goal: "解决漏水".to_owned(),
        plan: vec![("现场会商".to_owned(), "2026-03-20".parse().unwrap())],
        budget: 0,
    };
    let take = Command::Oversight(OversightCommand::Ownership(take));
    county.does(HOUSING, Role::Leader, id, "2026-03-09", take);
    let above = [
        county.viewer(OFFICE, Role::Supervisor),
        county.viewer(OFFICE, Role::Leader),
    ];
    for viewer in &above {
        assert_eq!(count(&county, viewer, Verb::IdleInArea, "2026-03-24"), 0);
        assert_eq!(count(&county, viewer, Verb::IdleInArea, "2026-03-25"), 1);
        assert_eq!(
            count(&county, viewer, Verb::Idle, "2026-03-25"),
            0,
            "it is not their own case"
        );
    }
    let outside = county.viewer(WATER, Role::Leader);
    assert_eq!(count(&county, &outside, Verb::IdleInArea, "2026-03-25"), 0);
    let step = Command::Oversight(OversightCommand::Ownership(OwnershipCommand::Step {
        done: Some(0),
        text: "已会商".to_owned(),
        spent: 0,
        more: Vec::new(),
    }));
    county.does(HOUSING, Role::Leader, id, "2026-03-25", step);
    for viewer in &above {
        assert_eq!(count(&county, viewer, Verb::IdleInArea, "2026-03-26"), 0);
    }
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let works = county.office.workbench(&clerk, at("2026-03-25")).unwrap();
    assert!(
        works
            .iter()
            .all(|work| !matches!(work.verb, Verb::IdleInArea | Verb::CallsTier)),
        "a clerk is not asked for what those above decide"
    );
}

#[test]
fn a_matter_that_calls_for_a_higher_tier_reaches_those_who_set_it() {
    let county = County::new();
    let supervisor = county.viewer(OFFICE, Role::Supervisor);
    let head = county.viewer(OFFICE, Role::Leader);
    let calls = |day: &str| {
        let [one, other] =
            [&supervisor, &head].map(|viewer| count(&county, viewer, Verb::CallsTier, day));
        assert_eq!(one, other);
        one
    };
    let plain = county.accepted().matter;
    assert_eq!(calls("2026-03-06"), 0);
    // Many people, an urgent matter: at once.
    let crowd = county
        .register(Submission {
            head_count: 30,
            ..roof()
        })
        .matter;
    let mut urgent = roof();
    urgent.screening.as_mut().unwrap().weight = Weight::Urgent;
    let urgent = county.register(urgent).matter;
    assert_eq!(calls("2026-03-06"), 2);
    // What is late from the day after its period on.
    let file = county.office.matter_file(&head, plain, at("2026-03-06"));
    let due = file.unwrap().matter.next_due().unwrap().duty_date();
    let late = due.saturating_add(1.days()).to_string();
    county.does(OFFICE, Role::Clerk, crowd, "2026-03-06", transfer(HOUSING));
    county.does(OFFICE, Role::Clerk, urgent, "2026-03-06", transfer(HOUSING));
    assert_eq!(calls(&due.to_string()), 2);
    assert_eq!(calls(&late), 3);
    // Exactly those whose own page says so, each day.
    let every = [plain, crowd, urgent];
    for day in ["2026-03-06", late.as_str()] {
        let said = every.iter().filter(|id| {
            let file = county.office.matter_file(&head, **id, at(day)).unwrap();
            let book = county.office.law().rulebook(&file.matter.rulebook);
            tier::due(&file.matter, book, at(day).today()).is_some()
        });
        assert_eq!(said.count() as u64, calls(day), "on {day}");
    }
    // A tier that is set answers the call; a lower one than called for does not.
    let set = |tier| {
        Command::Oversight(OversightCommand::Tier(TierCommand::Set {
            tier,
            reason: "涉及人数较多".to_owned(),
            group: "分管副县长、住房局局长".to_owned(),
        }))
    };
    county.does(OFFICE, Role::Leader, crowd, "2026-03-06", set(Tier::Two));
    county.does(OFFICE, Role::Leader, urgent, "2026-03-06", set(Tier::Two));
    assert_eq!(calls("2026-03-06"), 1);
    county.does(OFFICE, Role::Leader, urgent, "2026-03-06", set(Tier::Three));
    assert_eq!(calls("2026-03-06"), 0);
    let report = store::verify::verify(county.office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{:?}", report.problems);
}

#[test]
fn a_follow_up_waits_at_the_petition_department_and_reopens_into_the_handlers_list() {
    let county = County::new();
    let receipt = county.answered();
    let id = receipt.matter;
    let serve = Command::Serve {
        answer: kernel::AnswerId(1),
        method: matter::ServiceMethod::InPerson,
        on: "2026-03-24".parse().unwrap(),
        proof: "本人签收".to_owned(),
    };
    county.issues_answer(HOUSING, id, "2026-03-24");
    county.does(HOUSING, Role::Leader, id, "2026-03-24", serve);
    let (number, code, unhappy) = (&receipt.number, &receipt.code, Some(Score::NotSatisfied));
    county
        .office
        .petitioner(number, code, "here", at("2026-03-25"))
        .and_then(|one| one.rate(None, unhappy, (String::new(), matter::RatedFrom::Elsewhere)))
        .unwrap();
    county.does(
        HOUSING,
        Role::Leader,
        id,
        "2026-03-30",
        Command::Close {
            note: String::new(),
        },
    );
    let (office, housing) = (
        county.viewer(OFFICE, Role::Clerk),
        county.viewer(HOUSING, Role::Handler),
    );
    let waits = Verb::Duty(DutyKind::FollowUp);
    assert_eq!(count(&county, &office, waits, "2026-03-30"), 1);
    assert_eq!(count(&county, &housing, waits, "2026-03-30"), 0);
    let make = FollowUpCommand::Make {
        id: Some(1),
        found: Found {
            method: FollowUpMethod::Call,
            outcome: FollowUpOutcome::NotDone,
            words: "仍然漏水".to_owned(),
            reopen: vec![DemandId(1)],
            reason: "承诺的维修没有做".to_owned(),
        },
    };
    let make = Command::Oversight(OversightCommand::FollowUp(make));
    county.does(OFFICE, Role::Clerk, id, "2026-04-08", make);
    assert_eq!(county.stage(id), Stage::Handling);
    assert_eq!(count(&county, &office, waits, "2026-04-08"), 0);
    assert_eq!(
        count(
            &county,
            &housing,
            Verb::Duty(DutyKind::Answer),
            "2026-04-08"
        ),
        1
    );
}
