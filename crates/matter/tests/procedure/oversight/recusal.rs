//! Recusal: whoever has an interest does not act, and a leader decides where the petitioner asks for it.

use kernel::RefusalKind;
use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::{PostId, UnitId};
use matter::oversight::RecusalCommand;
use matter::petition::Purpose::Appeal;
use matter::{Action, Command, OversightCommand};

use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, STAND_IN, acts, post};

const ARTICLE: &str = "《信访工作条例》第二十八条第三款";

fn about(command: RecusalCommand) -> Command {
    Command::Oversight(OversightCommand::Recusal(command))
}

fn declare() -> Command {
    about(RecusalCommand::Declare {
        reason: "信访人是我的邻居".to_owned(),
    })
}

fn ask(post: PostId) -> Command {
    about(RecusalCommand::Ask {
        post: Some(post),
        named: String::new(),
        reason: "是对方当事人的亲属".to_owned(),
    })
}

fn decide(granted: bool, post: Option<PostId>) -> Command {
    about(RecusalCommand::Decide {
        id: 1,
        granted,
        post,
        reason: "已核实".to_owned(),
    })
}

/// A matter in handling whose petitioner asks that the holder of a role in the housing department steps back.
fn asked(unit: UnitId, role: kernel::org::Role) -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.by_petitioner().does(ask(post(unit, role)));
    case
}

#[test]
fn who_declares_an_interest_can_do_nothing_more_on_the_matter() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler).does(declare());
    for action in Action::ALL {
        let refusal = case.may(*action).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Law, "{}", action.zh());
        assert_eq!(refusal.article.as_deref(), Some(ARTICLE));
        assert!(
            refusal.zh.contains("信访人是我的邻居"),
            "the button says why"
        );
    }
    case.refuses(acts::hear());
    case.by(HOUSING, Leader).does(acts::hear());
}

#[test]
fn who_is_recused_still_reads_and_others_still_act() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler).does(declare());
    assert!(case.is_seen_by(&crate::common::viewer(HOUSING, Handler)));
}

#[test]
fn a_recused_leader_signs_and_approves_nothing() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Leader).does(declare());
    case.by(HOUSING, Handler).does(acts::hear());
    let refusal = case.refuses(acts::opinion(HOUSING, &[1]));
    assert_eq!(refusal.article.as_deref(), Some(ARTICLE));
    case.refuses(acts::extend(10, HOUSING));
}

#[test]
fn an_interest_is_the_persons_and_follows_into_a_stand_in() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler).does(declare());
    case.on("2026-03-17")
        .by_post(STAND_IN)
        .refuses(acts::hear());
}

#[test]
fn a_request_bars_nobody_until_it_is_decided() {
    let mut case = asked(HOUSING, Handler);
    case.by(HOUSING, Handler).does(acts::hear());
    case.by(HOUSING, Leader).does(decide(true, None));
    case.by(HOUSING, Handler).refuses(acts::hear());
}

#[test]
fn a_request_that_is_not_granted_bars_nobody() {
    let mut case = asked(HOUSING, Handler);
    case.by(HOUSING, Leader).does(decide(false, None));
    case.by(HOUSING, Handler).does(acts::hear());
    case.by(HOUSING, Leader).refuses(decide(true, None));
}

#[test]
fn the_leader_decides_about_staff_and_one_above_about_the_leader() {
    let staff = asked(HOUSING, Handler);
    for (unit, role, may) in [
        (HOUSING, Leader, true),
        (HOUSING, Handler, false),
        (OFFICE, Leader, true),
        (OFFICE, Clerk, false),
    ] {
        let mut case = staff.clone();
        case.by(unit, role);
        assert_eq!(
            case.may(Action::DecideRecusal).is_ok(),
            may,
            "{unit} {role:?}"
        );
    }
    let mut leader = asked(HOUSING, Leader);
    leader.by(HOUSING, Leader).refuses(decide(false, None));
    leader.by(OFFICE, Leader).does(decide(true, None));
}

#[test]
fn a_stand_in_of_the_leader_does_not_decide_about_himself() {
    let mut case = asked(HOUSING, Handler);
    case.on("2026-03-17")
        .by_post(STAND_IN)
        .refuses(decide(false, None));
}

#[test]
fn someone_only_described_is_named_in_the_decision() {
    let mut case = Case::accepted(&[Appeal]);
    case.by_petitioner().does(about(RecusalCommand::Ask {
        post: None,
        named: "来我家调查的高个子工作人员".to_owned(),
        reason: "与邻居有亲戚关系".to_owned(),
    }));
    case.by(HOUSING, Leader);
    assert_eq!(case.refuses(decide(true, None)).kind, RefusalKind::Input);
    case.does(decide(true, Some(post(HOUSING, Handler))));
    case.by(HOUSING, Handler).refuses(acts::hear());
}

#[test]
fn a_recusal_whose_reason_fell_away_is_ended_by_the_leader_with_a_reason() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler).does(declare());
    let end = |reason: &str| {
        about(RecusalCommand::End {
            id: 1,
            reason: reason.to_owned(),
        })
    };
    case.by(HOUSING, Handler).refuses(end("误报"));
    case.by(HOUSING, Leader).refuses(end(" "));
    case.does(end("误报，并非同一人"));
    case.by(HOUSING, Handler).does(acts::hear());
}

#[test]
fn an_interest_needs_words() {
    let case = Case::accepted(&[Appeal]);
    let empty = RecusalCommand::Declare {
        reason: " ".to_owned(),
    };
    assert_eq!(case.refuses(about(empty)).kind, RefusalKind::Input);
}
