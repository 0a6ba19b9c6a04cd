//! The draft on the reply desk is read along: what is hinted at, and that a hint stops nobody.

use huiyin_office::reply_check::{Misfit, ReplyCheck, Stands};
use kernel::DemandId;
use kernel::MatterId;
use kernel::org::Role;
use matter::desk::{DraftText, Line};
use matter::petition::Purpose;
use matter::{Command, Decision, DeskCommand, Screening};

use crate::county::{County, HOUSING, OFFICE, asks, at, letter, transfer};
use huiyin_office::intake::Submission;

/// A letter with two demands, accepted by the housing department and heard.
fn two_demands(county: &County) -> MatterId {
    let letter = letter(
        "东岸村老楼屋面漏水",
        "东岸村老楼屋面漏水两年。请尽快维修屋面。维修基金为什么不能用？",
    );
    let demands = ["维修屋面", "说明维修基金为什么不能用"];
    let asked = Submission {
        screening: Some(Screening {
            demands: demands
                .map(|text| (Purpose::Appeal, text.to_owned()))
                .to_vec(),
            ..asks(Purpose::Appeal)
        }),
        ..letter
    };
    let id = county.register(asked).matter;
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
    county.does(HOUSING, Role::Leader, id, "2026-03-05", Command::Accept);
    let heard = Command::Hear {
        note: "电话听取".to_owned(),
    };
    county.does(HOUSING, Role::Handler, id, "2026-03-10", heard);
    id
}

fn line(demand: u16, decision: Decision, answer: &str, basis: &str) -> Line {
    Line {
        demand: DemandId(demand),
        decision: Some(decision),
        answer: answer.to_owned(),
        basis: basis.to_owned(),
    }
}

fn drafted(county: &County, id: MatterId, facts: &str, lines: Vec<Line>) -> ReplyCheck {
    let draft = DeskCommand::Draft(DraftText {
        request: "1. 维修屋面\n2. 说明维修基金为什么不能用".to_owned(),
        facts: facts.to_owned(),
        lines,
    });
    county.does(
        HOUSING,
        Role::Handler,
        id,
        "2026-03-12",
        Command::Desk(draft),
    );
    let viewer = county.viewer(HOUSING, Role::Handler);
    let file = county.office.matter_file(&viewer, id, at("2026-03-12"));
    county.office.reply_check(&file.unwrap()).unwrap().unwrap()
}

#[test]
fn each_demand_is_shown_with_the_sentence_that_answers_it() {
    let county = County::new();
    let id = two_demands(&county);
    let found = drafted(
        &county,
        id,
        "经现场查看，老楼屋面防水层老化，东岸村确实漏水。",
        vec![
            line(
                1,
                Decision::Support,
                "物业公司4月10日前维修屋面。",
                "《住宅专项维修资金管理办法》第二十二条",
            ),
            line(
                2,
                Decision::Explain,
                "维修基金不能用，是因为表决没有达到三分之二。",
                "《民法典》第二百七十八条",
            ),
        ],
    );
    let sentences: Vec<_> = found.lines.iter().map(|line| &line.sentence).collect();
    let here = |text: &str| Some((text.to_owned(), Stands::Here));
    assert_eq!(sentences[0], &here("物业公司4月10日前维修屋面。"));
    assert_eq!(
        sentences[1],
        &here("维修基金不能用，是因为表决没有达到三分之二。")
    );
    assert_eq!(found.lines[1].basis, ["《民法典》第二百七十八条"]);
    assert!(
        found.unanswered.is_empty() && found.misfit.is_none(),
        "{found:?}"
    );
    assert!(
        found.reasons.iter().any(|reason| reason.contains("因为")),
        "{found:?}"
    );
    let remedy = found.remedy.as_ref().unwrap();
    // Thirty days from 12 March end on a Saturday; the right lasts until Monday.
    assert_eq!(remedy.last.to_string(), "2026-04-13");
    assert_eq!(remedy.body.as_deref(), Some("青禾县人民政府"));
    assert_eq!((found.days, found.due), (10, "2026-05-04".parse().ok()));
    assert_eq!(found.hints(), 1, "only that it is short: {found:?}");
}

#[test]
fn an_empty_answer_gets_hints_and_may_still_be_submitted() {
    let county = County::new();
    let id = two_demands(&county);
    let found = drafted(
        &county,
        id,
        "您好！您反映的问题我们高度重视。2024年1月5日",
        vec![
            line(
                1,
                Decision::Support,
                "已转有关部门，将择期维修屋面。如有异议，可在十五日内申请复查。",
                "相关规定",
            ),
            line(2, Decision::NotSupport, "不予支持。", "《民法典》"),
        ],
    );
    assert_eq!(found.misfit, Some(Misfit::DatedBefore));
    assert!(found.lines[0].basis_unnamed && !found.lines[1].basis_unnamed);
    assert!(found.lines[1].sentence.is_none() && found.lines[1].unreasoned);
    assert!(found.reasons.is_empty());
    assert!(found.empty.contains(&"高度重视".to_owned()));
    assert!(found.plainer.iter().any(|plainer| plainer.word == "择期"));
    let remedy = found.remedy.as_ref().unwrap();
    assert!(
        remedy.differs,
        "fifteen days is not what the rulebook gives"
    );
    let submit = Command::Desk(DeskCommand::Submit {
        to: county.leader(HOUSING),
    });
    county.does(HOUSING, Role::Handler, id, "2026-03-12", submit);
}

#[test]
fn an_answer_under_the_wrong_demand_is_told_so_and_a_repeated_request_answers_nothing() {
    let county = County::new();
    let id = two_demands(&county);
    let found = drafted(
        &county,
        id,
        "老楼已查看。",
        vec![
            line(1, Decision::Support, "好的。", ""),
            line(2, Decision::Support, "4月10日前维修屋面。", ""),
        ],
    );
    let stands = found.lines[0].sentence.as_ref().map(|found| found.1);
    assert_eq!(stands, Some(Stands::Under(DemandId(2))));
    assert_eq!(
        found.lines[1].sentence, None,
        "only the request repeats the words of demand 2"
    );
}

#[test]
fn without_a_draft_there_is_nothing_to_read() {
    let county = County::new();
    let id = two_demands(&county);
    let viewer = county.viewer(HOUSING, Role::Handler);
    let file = county.office.matter_file(&viewer, id, at("2026-03-12"));
    assert!(county.office.reply_check(&file.unwrap()).unwrap().is_none());
}
