//! The reply desk: each demand a line, each look remembered, nothing signed that lacks something.

use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::{AnswerId, DemandId, RefusalKind};
use matter::desk::{DraftText, Line};
use matter::petition::Purpose::{Appeal, Suggestion};
use matter::{Action, AnswerKind, Command, Decision, DeskCommand, DocumentCommand, Event, Stage};

use crate::common::acts::{hear, opinion};
use crate::common::case::Case;
use crate::common::{HOUSING, WATER, post};

const PARTS: &str = "《信访工作条例》第三十二条";

fn line(demand: u16, answer: &str) -> Line {
    Line {
        demand: DemandId(demand),
        decision: Some(Decision::Support),
        answer: answer.to_owned(),
        basis: format!("依据{demand}"),
    }
}

fn text(lines: Vec<Line>) -> DraftText {
    DraftText {
        request: "请求维修屋顶".to_owned(),
        facts: "经现场查看，屋顶防水层破损".to_owned(),
        lines,
    }
}

fn draft(lines: Vec<Line>) -> Command {
    Command::Desk(DeskCommand::Draft(text(lines)))
}

fn submit() -> Command {
    Command::Desk(DeskCommand::Submit {
        to: post(HOUSING, Leader),
    })
}

fn sign() -> Command {
    Command::Desk(DeskCommand::Sign)
}

fn send_back() -> Command {
    Command::Desk(DeskCommand::SendBack {
        remark: "请写明维修日期".to_owned(),
    })
}

/// Two demands, heard, with a handler at the desk.
fn desk() -> Case {
    let mut case = Case::accepted(&[Appeal, Appeal]);
    case.on("2026-03-10").by(HOUSING, Handler).does(hear());
    case
}

fn submitted() -> Case {
    let mut case = desk();
    case.does(draft(vec![line(1, "三十日内维修"), line(2, "不予补偿")]))
        .does(submit())
        .by(HOUSING, Leader);
    case
}

#[test]
fn a_draft_may_be_saved_unfinished_but_not_submitted() {
    let mut case = desk();
    case.does(draft(vec![line(1, "三十日内维修")]));
    let refusal = case.refuses(submit());
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(refusal.article.as_deref(), Some(PARTS));
    assert!(
        refusal.zh.contains("诉求2的决定、诉求2的答复、诉求2的依据"),
        "{}",
        refusal.zh
    );
    assert!(!refusal.zh.contains("诉求1"), "{}", refusal.zh);
}

#[test]
fn nothing_is_signed_while_a_line_is_unanswered_or_a_part_is_missing() {
    let mut case = submitted();
    let mut without_facts = text(vec![line(1, "三十日内维修"), line(2, "不予补偿")]);
    without_facts.facts = " ".to_owned();
    let mut without_basis = text(vec![line(1, "三十日内维修"), line(2, "不予补偿")]);
    without_basis.lines[1].basis.clear();
    for (unfinished, lacks) in [
        (without_facts, "事实和理由"),
        (without_basis, "诉求2的依据"),
    ] {
        case.by(HOUSING, Handler)
            .does(Command::Desk(DeskCommand::Draft(unfinished)))
            .by(HOUSING, Leader);
        let refusal = case.refuses(sign());
        assert_eq!(refusal.article.as_deref(), Some(PARTS));
        assert!(refusal.zh.contains(lacks), "{}", refusal.zh);
        assert_eq!(
            case.may(Action::SignReply).unwrap_err(),
            refusal,
            "the button says the same"
        );
    }
}

#[test]
fn a_demand_added_after_the_draft_must_be_answered_too() {
    let mut case = submitted();
    case.does(Command::AddDemand {
        purpose: Appeal,
        text: "请求赔偿家具".to_owned(),
    });
    assert!(case.refuses(sign()).zh.contains("诉求3的答复"));
}

#[test]
fn the_text_is_kept_as_it_was_signed() {
    let mut case = submitted();
    case.on("2026-03-20").does(sign());
    assert_eq!(case.matter.stage, Stage::Answered);
    assert!(case.matter.desk.draft.is_none(), "the desk is empty again");
    let answer = &case.matter.answers[0];
    assert_eq!(answer.signed_by, Some(post(HOUSING, Leader)));
    let AnswerKind::Opinion(opinion) = &answer.kind else {
        panic!("{answer:?}");
    };
    assert_eq!(
        opinion.lines,
        [line(1, "三十日内维修"), line(2, "不予补偿")]
    );
    assert_eq!(opinion.opinion, "1. 三十日内维修\n2. 不予补偿");
    assert_eq!(opinion.basis, "1. 依据1\n2. 依据2");
    assert_eq!(opinion.decisions.len(), 2);
}

#[test]
fn the_approver_sees_what_changed_since_the_last_look() {
    let mut case = submitted();
    let me = post(HOUSING, Leader);
    let seen = |case: &Case| {
        let draft = case.matter.desk.draft.clone().unwrap();
        draft
            .last_look(me)
            .map(|look| (look.revision, look.text.clone()))
    };
    assert_eq!(seen(&case), None, "a first look compares with nothing");
    case.does(send_back());
    let first = text(vec![line(1, "三十日内维修"), line(2, "不予补偿")]);
    assert_eq!(seen(&case), Some((1, first.clone())));
    case.by(HOUSING, Handler)
        .does(draft(vec![line(1, "四月十日前维修"), line(2, "不予补偿")]))
        .does(submit())
        .by(HOUSING, Leader);
    assert_eq!(
        seen(&case),
        Some((1, first)),
        "still the text of the last look"
    );
    case.does(Command::Desk(DeskCommand::Look));
    assert_eq!(seen(&case).unwrap().0, 2);
    assert!(
        case.may(Action::LookAtReply).is_err(),
        "nothing new to read"
    );
}

#[test]
fn only_the_approver_it_waits_for_signs_or_sends_back() {
    let mut case = submitted();
    for (unit, role) in [(HOUSING, Handler), (WATER, Leader), (HOUSING, Clerk)] {
        case.by(unit, role);
        assert_eq!(case.refuses(sign()).kind, RefusalKind::NotYours);
        assert_eq!(case.refuses(send_back()).kind, RefusalKind::NotYours);
    }
    let to_a_stranger = Command::Desk(DeskCommand::Submit {
        to: post(WATER, Leader),
    });
    case.by(HOUSING, Leader).does(send_back());
    assert_eq!(
        case.refuses(sign()).kind,
        RefusalKind::Missing,
        "it was sent back"
    );
    assert_eq!(case.refuses(to_a_stranger).kind, RefusalKind::Input);
}

#[test]
fn a_leader_who_drafts_alone_may_sign() {
    let mut case = desk();
    case.by(HOUSING, Leader)
        .does(draft(vec![line(1, "三十日内维修"), line(2, "不予补偿")]))
        .does(sign());
    assert_eq!(case.matter.stage, Stage::Answered);
}

#[test]
fn nothing_is_signed_before_the_petitioner_was_heard() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Leader)
        .does(draft(vec![line(1, "三十日内维修")]));
    assert_eq!(
        case.refuses(sign()).article.as_deref(),
        Some("《信访工作条例》第三十一条第六项")
    );
}

#[test]
fn a_line_speaks_to_an_open_appeal_once() {
    let mut case = Case::accepted(&[Appeal, Suggestion, Appeal]);
    case.by(HOUSING, Handler).does(hear());
    for lines in [
        vec![line(2, "采纳")],
        vec![line(1, "是"), line(1, "否")],
        vec![line(9, "是")],
    ] {
        assert_eq!(case.refuses(draft(lines)).kind, RefusalKind::Input);
    }
    // An opinion signed on paper ends one of the demands: the rest is for the desk.
    case.by(HOUSING, Leader).does(opinion(HOUSING, &[1]));
    assert_eq!(
        case.refuses(draft(vec![line(1, "再答")])).kind,
        RefusalKind::Input
    );
    case.does(draft(vec![line(3, "不予补偿")])).does(sign());
    assert_eq!(case.matter.answers[1].demands, [DemandId(3)]);
}

#[test]
fn a_line_answered_elsewhere_is_left_out_of_the_signed_text() {
    let mut case = submitted();
    case.does(opinion(HOUSING, &[2])).does(sign());
    assert_eq!(case.matter.answers[1].demands, [DemandId(1)]);
}

#[test]
fn an_empty_or_unchanged_draft_is_not_saved_again() {
    let mut case = desk();
    assert_eq!(
        case.refuses(Command::Desk(DeskCommand::Draft(DraftText::default())))
            .kind,
        RefusalKind::Input
    );
    let one = || draft(vec![line(1, "三十日内维修")]);
    case.does(one());
    assert_eq!(case.refuses(one()).kind, RefusalKind::Input);
}

/// Two demands, signed on 20 March by the leader the draft was given to.
fn signed() -> Case {
    let mut case = submitted();
    case.on("2026-03-20").does(sign());
    case
}

fn take_back(answer: u16) -> Command {
    Command::Desk(DeskCommand::TakeBack {
        answer: AnswerId(answer),
        reason: "第二项的依据引用有误".to_owned(),
    })
}

#[test]
fn a_change_after_the_signature_needs_a_new_signature() {
    let mut case = signed();
    let before = case.matter.answers[0].clone();
    case.by(HOUSING, Handler).does(take_back(1));
    assert_eq!(case.matter.stage, Stage::Handling);
    assert!(case.matter.answers.is_empty(), "nothing is signed now");
    assert_eq!(case.matter.withdrawn, [before], "what was signed is kept");
    assert_eq!(case.matter.open_demands().count(), 2);
    let lying = case.matter.desk.draft.clone().unwrap();
    assert_eq!(lying.with, None, "it waits for nobody");
    assert_eq!(
        lying.text,
        text(vec![line(1, "三十日内维修"), line(2, "不予补偿")]),
        "every line lies on the desk again"
    );
    assert!(
        case.by(HOUSING, Leader)
            .refuses(sign())
            .zh
            .contains("没有送您审签"),
        "the old signature does not stand for the new text"
    );
    case.by(HOUSING, Handler)
        .does(draft(vec![line(1, "三十日内维修"), line(2, "补偿二百元")]))
        .does(submit())
        .by(HOUSING, Leader);
    let seen = case
        .matter
        .desk
        .draft
        .as_ref()
        .unwrap()
        .last_look(post(HOUSING, Leader));
    assert_eq!(
        seen.unwrap().text.lines[1].answer,
        "不予补偿",
        "the signer is shown what changed since the signature"
    );
    case.on("2026-03-23").does(sign());
    assert_eq!(case.matter.stage, Stage::Answered);
    let answer = &case.matter.answers[0];
    assert_eq!(answer.id, AnswerId(2), "a number is given once");
    assert_eq!(answer.on, crate::common::day("2026-03-23"));
}

#[test]
fn a_signature_is_taken_back_by_the_signer_or_whoever_may_draft_and_with_a_reason() {
    let mut case = signed();
    for (unit, role) in [(HOUSING, Clerk), (WATER, Leader)] {
        case.by(unit, role);
        assert_eq!(case.refuses(take_back(1)).kind, RefusalKind::NotYours);
    }
    case.by(HOUSING, Leader);
    let without = Command::Desk(DeskCommand::TakeBack {
        answer: AnswerId(1),
        reason: " ".to_owned(),
    });
    assert_eq!(case.refuses(without).kind, RefusalKind::Input);
    assert_eq!(case.refuses(take_back(2)).kind, RefusalKind::Input);
    case.does(take_back(1)).does(sign());
    assert_eq!(
        case.matter.stage,
        Stage::Answered,
        "who took it back alone may sign it alone"
    );
}

#[test]
fn what_was_issued_is_not_taken_back_and_the_refusal_names_it() {
    let mut case = signed();
    case.issues(AnswerId(1));
    let refusal = case.refuses(take_back(1));
    let number = case.matter.documents[0].content.number.to_string();
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert!(refusal.zh.contains(&number), "{}", refusal.zh);
    assert_eq!(case.may(Action::TakeBackReply).unwrap_err(), refusal);
    case.does(Command::Document(DocumentCommand::Void {
        document: case.matter.documents[0].id,
        reason: "依据引用有误".to_owned(),
    }))
    .does(take_back(1));
    assert_eq!(
        case.matter.stage,
        Stage::Handling,
        "a cancelled document tells nobody anything"
    );
    let mut served = Case::served();
    assert!(
        served
            .by(HOUSING, Leader)
            .may(Action::TakeBackReply)
            .is_err()
    );
}

#[test]
fn an_opinion_signed_on_paper_comes_back_as_a_draft_too() {
    let mut case = desk();
    case.does(opinion(HOUSING, &[1, 2])).does(take_back(1));
    let draft = case.matter.desk.draft.clone().unwrap();
    let complete = crate::common::acts::complete(&[1, 2]);
    assert_eq!(draft.text.lines[0].answer, complete.opinion);
    assert_eq!(draft.text.lines[0].basis, complete.basis);
    assert!(draft.text.lines[1].answer.is_empty(), "one text for both");
    assert!(case.refuses(submit()).zh.contains("诉求2的答复"));
}

#[test]
fn what_comes_back_lies_beside_what_is_written_meanwhile() {
    let mut case = desk();
    case.does(opinion(HOUSING, &[1]))
        .does(draft(vec![line(2, "不予补偿")]))
        .does(submit())
        .does(take_back(1));
    let draft = case.matter.desk.draft.clone().unwrap();
    let demands: Vec<_> = draft.text.lines.iter().map(|line| line.demand.0).collect();
    assert_eq!(demands, [1, 2]);
    assert!(draft.text.facts.starts_with("经现场查看，屋顶防水层破损"));
    assert_eq!(draft.with, None, "the approver was given another text");
}

#[test]
fn the_desk_survives_the_ledger() {
    let mut case = submitted();
    case.does(send_back());
    let desk: Vec<_> = case
        .events
        .iter()
        .filter(|event| matches!(event, Event::Desk(_)))
        .collect();
    assert_eq!(desk.len(), 3);
    for event in desk {
        let json = serde_json::to_string(event).unwrap();
        assert_eq!(&serde_json::from_str::<Event>(&json).unwrap(), event);
        assert!(json.contains("\"desk\""), "{json}");
    }
}

/// What the signer is told, and until when; nobody else is told, and nobody once it is signed or sent back.
#[test]
fn a_draft_that_waits_for_a_signature_is_a_duty_of_the_one_who_signs() {
    use matter::oversight::{DutyKind, DutyRow, duties};
    let rows = |case: &Case| -> Vec<DutyRow> {
        let mut all = duties(&case.matter, &crate::common::COUNTY.org);
        all.retain(|row| row.kind == DutyKind::Sign);
        all
    };
    let mut case = desk();
    case.does(draft(vec![line(1, "三十日内维修"), line(2, "不予补偿")]));
    assert_eq!(rows(&case), []);
    case.on("2026-03-11").does(submit());
    let waits = rows(&case);
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].post, Some(post(HOUSING, Leader)));
    assert_eq!(waits[0].since, crate::common::day("2026-03-11"));
    assert_eq!(
        waits[0].due,
        case.matter.next_due().map(|clock| clock.duty_date())
    );
    let mut back = case.clone();
    back.by(HOUSING, Leader).does(send_back());
    assert_eq!(rows(&back), []);
    case.by(HOUSING, Leader).does(sign());
    assert_eq!(rows(&case), []);
    // An entry of an earlier version says no day; the duty is there all the same.
    let old = r#"{"desk":{"submitted":{"to":32}}}"#;
    assert!(serde_json::from_str::<Event>(old).is_ok());
}
