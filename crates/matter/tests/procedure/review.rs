//! Review and re-review: T23–T34.

use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::{AnswerId, RefusalKind, UnitId};
use matter::petition::Purpose::Appeal;
use matter::review::{Late, Level, Outcome, ReviewState};
use matter::{Action, Command, Decision, Stage};

use crate::common::acts::{complete, hear, not_accept, opinion, serve, signed};
use crate::common::case::Case;
use crate::common::reviews::{
    accept, advise, ask, ask_late, ask_supplement, conclude, consult, hold_hearing, lapse,
    new_facts, notify, publish, record, refuse, respond, review_opinion, rule, supplement,
};
use crate::common::{
    CITY, DISCIPLINE, GOVERNMENT, HOUSING, OFFICE, TOWNSHIP, VILLAGE, WATER, day, post, viewer,
};

const REVIEW: &str = "《信访工作条例》第三十五条";
const RE_REVIEW: &str = "《信访工作条例》第三十六条";

/// Served on 24 March, asked on 1 April.
fn asked() -> Case {
    let mut case = Case::served();
    case.on("2026-04-01")
        .by_petitioner()
        .does(ask(1, "2026-04-01"));
    case
}

fn accepted() -> Case {
    let mut case = asked();
    case.on("2026-04-02").by(OFFICE, Leader).does(accept(1));
    case
}

/// The review opinion served on 20 April.
fn reviewed(outcome: Outcome) -> Case {
    let mut case = accepted();
    case.on("2026-04-15").does(rule(1, outcome, OFFICE));
    case.on("2026-04-20").does(serve(2, "2026-04-20"));
    case
}

/// Re-review asked on 6 May and accepted by the city.
fn rereviewing() -> Case {
    let mut case = reviewed(Outcome::Uphold);
    case.on("2026-05-06")
        .by_petitioner()
        .does(ask(2, "2026-05-06"));
    case.on("2026-05-07").by(CITY, Leader).does(accept(2));
    case
}

fn concluded() -> Case {
    let mut case = rereviewing();
    case.on("2026-05-20").does(rule(2, Outcome::Uphold, CITY));
    case.on("2026-05-22").does(serve(3, "2026-05-22"));
    case
}

#[test]
fn the_petitioner_may_ask_for_review_within_thirty_days_of_service() {
    let case = Case::served();
    assert_eq!(case.clock("K9").due.raw, day("2026-04-23"));
    let mut last = case.clone();
    last.on("2026-04-23")
        .by_petitioner()
        .does(ask(1, "2026-04-23"));
    assert_eq!(last.matter.stage, Stage::ReviewPending);
    assert!(!last.clock("K9").is_running());
    let mut late = case;
    let refusal = late
        .on("2026-04-24")
        .by_petitioner()
        .refuses(ask(1, "2026-04-24"));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert_eq!(refusal.article.as_deref(), Some(REVIEW));
}

#[test]
fn an_unserved_opinion_is_not_challenged_yet() {
    let mut case = Case::answered();
    let refusal = case.by_petitioner().refuses(ask(1, "2026-03-20"));
    assert_eq!(refusal.kind, RefusalKind::Missing);
}

#[test]
fn a_clerk_writes_down_a_request_that_came_on_paper_with_its_day() {
    let mut case = Case::served();
    case.on("2026-04-29")
        .by(OFFICE, Clerk)
        .does(ask(1, "2026-04-22"));
    assert_eq!(case.clock("K11").span.trigger, day("2026-04-22"));
    assert_eq!(case.clock("K11").due.raw, day("2026-05-22"));
}

#[test]
fn a_late_request_needs_a_reason_the_rulebook_knows() {
    let mut case = Case::served();
    case.on("2026-05-11").by(OFFICE, Clerk);
    let hindered = |until: &str| ask_late(1, "2026-05-11", Some(Late::Hindered(day(until))));
    assert_eq!(
        case.refuses(hindered("2026-04-20")).kind,
        RefusalKind::Law,
        "fifteen days after the hindrance are over"
    );
    let mut told = case.clone();
    told.does(ask_late(
        1,
        "2026-05-11",
        Some(Late::NotTold(day("2026-04-15"))),
    ));
    case.does(hindered("2026-04-30"));
    assert_eq!(
        case.matter.reviews[0].late,
        Some(Late::Hindered(day("2026-04-30")))
    );
}

#[test]
fn the_body_one_level_up_reviews_and_never_the_organ_that_decided() {
    let case = asked();
    let review = &case.matter.reviews[0];
    assert_eq!(
        (review.respondent, review.body, review.desk),
        (HOUSING, GOVERNMENT, OFFICE)
    );
    let mut case = case;
    for unit in [HOUSING, WATER, CITY] {
        let refusal = case.by(unit, Leader).refuses(accept(1));
        assert_eq!(refusal.kind, RefusalKind::NotYours, "{unit}");
    }
}

#[test]
fn each_level_goes_one_step_up_the_ladder() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk)
        .does(crate::common::acts::transfer(VILLAGE));
    case.by(VILLAGE, Leader)
        .does(Command::Accept)
        .does(hear())
        .does(opinion(VILLAGE, &[1]))
        .does(serve(1, "2026-03-02"))
        .does(ask(1, "2026-03-02"));
    assert_eq!(case.matter.reviews[0].body, TOWNSHIP);
    case.by(TOWNSHIP, Leader)
        .does(accept(1))
        .does(rule(1, Outcome::Uphold, TOWNSHIP))
        .does(serve(2, "2026-03-02"))
        .does(ask(2, "2026-03-02"));
    assert_eq!(case.matter.reviews[1].body, GOVERNMENT);
    assert_eq!(case.matter.reviews[1].level, Level::ReReview);
}

#[test]
fn during_a_review_its_desk_answers_for_the_matter_and_afterwards_the_organ_again() {
    let case = accepted();
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Reviewing, OFFICE)
    );
    let case = reviewed(Outcome::Uphold);
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Served, HOUSING)
    );
}

#[test]
fn the_review_is_decided_within_thirty_days_of_the_request_and_kept_when_served() {
    let case = asked();
    assert_eq!(case.clock("K11").due.raw, day("2026-05-01"));
    let case = reviewed(Outcome::Uphold);
    assert!(!case.clock("K11").is_running());
    assert!(!case.clock("K11").is_late(case.today));
    assert_eq!(case.clock("K12").due.raw, day("2026-05-20"));
}

#[test]
fn a_refused_request_has_reasons_and_leaves_the_rest_of_the_period() {
    let mut case = asked();
    case.by(OFFICE, Leader).does(refuse(1, OFFICE));
    assert_eq!(case.matter.stage, Stage::ReviewPending);
    case.on("2026-04-03").does(serve(2, "2026-04-03"));
    assert_eq!(case.matter.reviews[0].state, ReviewState::Refused);
    assert_eq!(case.matter.stage, Stage::Served);
    assert_eq!(case.running(), ["K9"]);
    case.by_petitioner().does(ask(1, "2026-04-03"));
    assert_eq!(case.matter.reviews.len(), 2);
}

#[test]
fn the_respondent_answers_and_nobody_else() {
    let mut case = accepted();
    assert_eq!(case.clock("K10A").due.raw, day("2026-04-10"));
    assert_eq!(
        case.by(WATER, Leader).refuses(respond(1)).kind,
        RefusalKind::NotYours
    );
    case.by(HOUSING, Handler).does(respond(1));
    assert!(!case.clock("K10A").is_running());
}

#[test]
fn a_consulted_organ_sees_the_matter_and_answers() {
    let mut case = accepted();
    assert!(!case.is_seen_by(&viewer(WATER, Handler)));
    assert_eq!(
        case.refuses(consult(1, HOUSING)).kind,
        RefusalKind::Input,
        "the respondent is a side, not an expert"
    );
    case.does(consult(1, WATER));
    assert_eq!(case.clock("K10B").due.raw, day("2026-04-10"));
    assert!(case.is_seen_by(&viewer(WATER, Handler)));
    case.by(WATER, Handler).does(advise(1));
    assert!(!case.clock("K10B").is_running());
    assert_eq!(
        case.refuses(advise(1)).kind,
        RefusalKind::NotYours,
        "it has answered"
    );
}

#[test]
fn a_supplement_is_asked_for_and_given_by_the_petitioner() {
    let mut case = asked();
    case.on("2026-04-03")
        .by(OFFICE, Clerk)
        .does(ask_supplement(1));
    assert_eq!(case.clock("K10S").due.raw, day("2026-04-20"));
    case.on("2026-04-08").by_petitioner().does(supplement(1));
    assert!(!case.clock("K10S").is_running());
    // Nationally the time of a supplement counts.
    assert_eq!(case.clock("K11").due.raw, day("2026-05-01"));
}

#[test]
fn a_review_opinion_needs_every_part_and_a_leader_of_the_body() {
    let case = accepted();
    let mut draft = review_opinion(1, Outcome::Uphold);
    draft.basis.clear();
    let command = |opinion, signer| {
        Command::Review(matter::review::ReviewCommand::Decide { opinion, signer })
    };
    let refused = |opinion, unit: UnitId| case.refuses(command(opinion, post(unit, Leader))).kind;
    assert_eq!(refused(draft, OFFICE), RefusalKind::Input);
    let whole = review_opinion(1, Outcome::Uphold);
    assert_eq!(refused(whole, HOUSING), RefusalKind::Input);
    let mut case = case.clone();
    case.does(rule(1, Outcome::Uphold, GOVERNMENT));
}

#[test]
fn a_change_decides_on_each_demand_anew() {
    let case = accepted();
    let mut draft = review_opinion(1, Outcome::Change);
    draft.decisions.clear();
    let refusal = case.refuses(Command::Review(matter::review::ReviewCommand::Decide {
        opinion: draft,
        signer: post(OFFICE, Leader),
    }));
    assert_eq!(refusal.kind, RefusalKind::Missing);
}

#[test]
fn a_remand_brings_the_demand_back_to_the_organ_with_thirty_days() {
    let case = reviewed(Outcome::Remand);
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Handling, HOUSING)
    );
    assert_eq!(case.matter.open_demands().count(), 1);
    assert_eq!(case.clock("K14").due.raw, day("2026-05-20"));
    assert_eq!(case.running(), ["K14"]);
}

#[test]
fn the_same_opinion_on_the_same_facts_is_refused_after_a_remand() {
    let mut case = reviewed(Outcome::Remand);
    case.on("2026-05-06").by(HOUSING, Leader);
    let refusal = case.refuses(opinion(HOUSING, &[1]));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert!(refusal.article.unwrap().contains("第三十四条"));

    let mut reworded = complete(&[1]);
    reworded.facts = format!("经现场查看，{}。", "屋顶防水层破损");
    assert_eq!(
        case.refuses(signed(HOUSING, reworded)).kind,
        RefusalKind::Law,
        "basically the same"
    );
    let mut decided_otherwise = complete(&[1]);
    decided_otherwise.decisions[0].1 = Decision::NotSupport;
    case.clone().does(signed(HOUSING, decided_otherwise));
    let mut new_facts = complete(&[1]);
    new_facts.facts =
        "委托鉴定机构检测，漏水来自顶层住户私自开设的天窗，与公共防水层无关".to_owned();
    case.does(signed(HOUSING, new_facts));
    case.does(serve(3, "2026-05-06"));
    assert!(!case.clock("K14").is_running());
    assert_eq!(case.running(), ["K9"], "the new opinion can be reviewed");
}

#[test]
fn a_revoked_opinion_without_redo_ends_the_demand() {
    let case = reviewed(Outcome::Revoke);
    assert_eq!(case.matter.stage, Stage::Served);
    assert_eq!(case.matter.open_demands().count(), 0);
    assert_eq!(case.running(), ["K12"]);
}

#[test]
fn each_opinion_is_reviewed_once() {
    let mut case = reviewed(Outcome::Uphold);
    let refusal = case.by_petitioner().refuses(ask(1, "2026-04-20"));
    assert_eq!(refusal.kind, RefusalKind::Input);
}

#[test]
fn a_served_re_review_opinion_concludes_the_matter() {
    let mut case = concluded();
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Concluded, HOUSING)
    );
    assert!(case.running().is_empty());
    let refusal = case.by_petitioner().refuses(ask(3, "2026-05-22"));
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第三十六条第三款")
    );
}

#[test]
fn new_facts_open_a_concluded_matter_again() {
    let mut case = concluded();
    case.on("2026-06-10").by_petitioner().does(new_facts());
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Registered, HOUSING)
    );
    assert_eq!(case.running(), ["K2"]);
    case.by(HOUSING, Leader).does(Command::Accept);
    let refusal = case.refuses(opinion(HOUSING, &[2]));
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第三十一条第六项"),
        "the petitioner is heard on the new facts"
    );
    case.does(hear()).does(opinion(HOUSING, &[2]));
    case.does(serve(4, "2026-06-10"));
    assert_eq!(
        case.matter.stage,
        Stage::Served,
        "the new opinion can be reviewed"
    );
    assert_eq!(case.running(), ["K9"]);
}

#[test]
fn the_same_facts_again_are_no_longer_accepted_and_the_notice_cites_the_re_review() {
    let mut case = concluded();
    case.on("2026-06-10").by_petitioner().does(new_facts());
    case.by(HOUSING, Leader).does(not_accept(HOUSING, "NL1"));
    let answer = case.matter.answers.last().unwrap();
    let text = serde_json::to_string(&answer.kind).unwrap();
    assert!(
        text.contains("云川市人民政府") && text.contains("2026-05-22"),
        "{text}"
    );
    case.does(serve(4, "2026-06-10"));
    assert_eq!(case.matter.stage, Stage::Concluded);
}

#[test]
fn only_the_program_lets_a_period_lapse_and_only_when_it_is_over() {
    let mut case = Case::served();
    case.on("2026-04-24").by(HOUSING, Leader);
    assert_eq!(case.refuses(lapse()).kind, RefusalKind::NotYours);
    case.actor = kernel::access::Actor::System;
    case.on("2026-04-23");
    assert_eq!(case.refuses(lapse()).kind, RefusalKind::Missing);
    case.on("2026-04-24").does(lapse());
    assert_eq!(case.matter.stage, Stage::Lapsed);
    assert!(case.running().is_empty());
    case.by(HOUSING, Leader);
    assert!(case.may(Action::Close).is_ok());
}

#[test]
fn a_lapsed_matter_can_still_be_reviewed_for_a_good_reason() {
    let mut case = Case::served();
    case.actor = kernel::access::Actor::System;
    case.on("2026-04-24").does(lapse());
    case.by(OFFICE, Clerk).on("2026-05-06");
    case.does(ask_late(
        1,
        "2026-05-06",
        Some(Late::Hindered(day("2026-04-28"))),
    ));
    assert_eq!(case.matter.stage, Stage::ReviewPending);
}

#[test]
fn a_re_review_with_a_hearing_counts_forty_days_and_says_which_ten_are_the_hearing() {
    // The vector of the rules digest, moved to this matter: asked, hearing open for ten days in between.
    let mut case = rereviewing();
    assert_eq!(case.clock("K13").due.raw, day("2026-06-05"));
    case.on("2026-05-11")
        .does(hold_hearing(Some(2), post(CITY, Handler), 5));
    assert!(case.clock("K13").is_stopped());
    assert!(
        case.running().contains(&"K28"),
        "the hearing has its own clock"
    );
    assert!(!case.clock("K13").is_late(day("2026-07-01")));
    case.does(notify(1, "2026-05-18"));
    case.on("2026-05-18").does(record(1, "2026-05-18", 3));
    let early = case.refuses(rule(2, Outcome::Uphold, CITY));
    assert_eq!(
        early.kind,
        RefusalKind::Missing,
        "the hearing is still open"
    );
    case.on("2026-05-20").does(conclude(1));
    let clock = case.clock("K13");
    assert_eq!(clock.due.raw, day("2026-06-15"));
    let stopped: Vec<_> = clock
        .explain(&crate::common::COUNTY.calendar)
        .days
        .into_iter()
        .filter(|line| line.name.as_deref() == Some("听证期间，不计算在内"))
        .collect();
    assert_eq!(stopped.len(), 10);
}

#[test]
fn only_a_re_review_opinion_after_a_hearing_is_made_public() {
    let mut case = concluded();
    case.by(CITY, Leader);
    assert_eq!(case.refuses(publish(2)).kind, RefusalKind::Missing);

    let mut case = rereviewing();
    case.does(hold_hearing(Some(2), post(CITY, Handler), 5));
    case.does(notify(1, "2026-05-14"));
    case.on("2026-05-14").does(record(1, "2026-05-14", 1));
    case.does(conclude(1)).does(rule(2, Outcome::Uphold, CITY));
    case.does(serve(3, "2026-05-14")).does(publish(2));
    assert!(case.matter.reviews[1].published.is_some());
}

#[test]
fn another_demand_is_handled_on_while_an_opinion_is_reviewed() {
    let mut case = Case::accepted(&[Appeal, Appeal]);
    case.on("2026-03-10").does(hear());
    case.does(opinion(HOUSING, &[1]));
    case.does(serve(1, "2026-03-10"));
    case.by_petitioner().does(ask(1, "2026-03-10"));
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Handling, HOUSING)
    );
    case.by(OFFICE, Leader).does(accept(1));
    case.by(HOUSING, Leader).does(opinion(HOUSING, &[2]));
    case.does(serve(2, "2026-03-10"));
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Reviewing, OFFICE),
        "nothing but the review is open"
    );
}

#[test]
fn an_accused_review_body_is_replaced_and_its_period_runs_on() {
    use matter::petition::Purpose::Accusation;
    let mut case = Case::accepted(&[Appeal, Accusation]);
    case.on("2026-03-10").does(hear());
    case.does(opinion(HOUSING, &[1]));
    case.does(serve(1, "2026-03-10"));
    case.by_petitioner().does(ask(1, "2026-03-10"));
    case.on("2026-03-12")
        .by(HOUSING, Leader)
        .does(crate::common::acts::accuse(&[GOVERNMENT], &[]));
    let review = &case.matter.reviews[0];
    assert_eq!((review.body, review.desk), (CITY, CITY));
    let clock = case.clock("K11");
    assert_eq!(clock.unit(), Some(CITY));
    assert_eq!(clock.span.trigger, day("2026-03-10"));
    assert!(!case.sight().contains(&OFFICE));
    assert!(
        !case.sight().contains(&DISCIPLINE),
        "it stands below the accused county"
    );
}

#[test]
fn the_article_of_each_level_stands_in_its_refusal() {
    let mut case = reviewed(Outcome::Uphold);
    let refusal = case
        .on("2026-06-01")
        .by_petitioner()
        .refuses(ask(2, "2026-06-01"));
    assert_eq!(refusal.article.as_deref(), Some(RE_REVIEW));
    assert_eq!(case.matter.answer(AnswerId(2)).unwrap().unit, GOVERNMENT);
}
