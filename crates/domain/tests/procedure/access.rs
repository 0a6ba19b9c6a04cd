//! Who sees a matter, who may act, and the seal on an accuser's identity.

use huiyin_domain as domain;

use domain::access::Actor;
use domain::matter::oversight;
use domain::matter::{Action, Attachment, Command, decide};
use domain::org::Role::{self, Administrator, Clerk, Handler, Leader, Supervisor};
use domain::petition::Purpose::{Accusation, Appeal};
use domain::{PetitionerId, PostId, RefusalKind};

use crate::common::acts::{accuse, transfer};
use crate::common::case::Case;
use crate::common::{
    COUNTY, DISCIPLINE, GOVERNMENT, HOUSING, HOUSING_STATION, OFFICE, SECOND_POST, TOWNSHIP,
    VILLAGE, WATER, checked, post, viewer,
};

const SEALED: &str = "《信访工作条例》第三十条第三款";

fn request() -> Command {
    Command::RequestIdentity {
        reason: "需要当面核实".to_owned(),
    }
}

fn consent(post: PostId) -> Command {
    Command::ConsentIdentity { post }
}

fn show(petitioner: i64) -> Command {
    Command::ShowIdentity {
        petitioners: vec![PetitionerId(petitioner)],
        reason: "需要当面核实".to_owned(),
    }
}

#[test]
fn the_owner_the_sender_and_those_who_oversee_them_see_a_matter() {
    let mut case = Case::open(checked(OFFICE, "2026-03-02", &[Appeal]));
    case.by(OFFICE, Clerk).does(transfer(TOWNSHIP));
    case.by(TOWNSHIP, Clerk).does(transfer(VILLAGE));
    assert_eq!(case.sight(), [OFFICE, TOWNSHIP, VILLAGE]);
    assert!(!case.is_seen_by(&viewer(WATER, Leader)));
    assert!(!case.is_seen_by(&viewer(GOVERNMENT, Leader)));
}

#[test]
fn an_administrator_sees_no_petition() {
    let mut case = Case::registered(&[Appeal]);
    assert!(!case.is_seen_by(&viewer(OFFICE, Administrator)));
    case.by(OFFICE, Administrator);
    for choice in case.options() {
        assert!(choice.verdict.is_err(), "{}", choice.action.zh());
    }
}

#[test]
fn a_supervisor_reads_but_changes_no_procedure() {
    let mut case = Case::registered(&[Appeal]);
    assert!(case.is_seen_by(&viewer(OFFICE, Supervisor)));
    case.by(OFFICE, Supervisor);
    let allowed: Vec<_> = case
        .options()
        .into_iter()
        .filter(|choice| choice.verdict.is_ok())
        .collect();
    let allowed: Vec<_> = allowed
        .iter()
        .map(|choice| choice.action)
        .filter(|action| !oversight::concerns(*action))
        .collect();
    assert_eq!(allowed, [Action::Note, Action::ShowIdentity]);
}

#[test]
fn an_accused_unit_and_those_below_lose_sight_and_every_right() {
    let mut case = Case::accepted(&[Accusation]);
    case.by(OFFICE, Clerk).does(accuse(&[HOUSING], &[]));
    assert!(!case.sight().contains(&HOUSING));
    for unit in [HOUSING, HOUSING_STATION] {
        for role in Role::ALL {
            assert!(!case.is_seen_by(&viewer(unit, role)));
            case.by(unit, role);
            for choice in case.options() {
                let refusal = choice.verdict.unwrap_err();
                assert_eq!(
                    refusal.article.as_deref(),
                    Some(SEALED),
                    "{}",
                    choice.action.zh()
                );
            }
        }
    }
}

#[test]
fn an_accused_person_loses_sight_whatever_post_they_act_from() {
    let mut case = Case::registered(&[Accusation]);
    let handler = viewer(OFFICE, Handler);
    case.by(OFFICE, Leader).does(accuse(&[], &[handler.person]));
    let second = crate::common::holder_of(SECOND_POST);
    assert!(!case.is_seen_by(&handler));
    assert!(!case.is_seen_by(&second));
    assert!(case.is_seen_by(&viewer(OFFICE, Clerk)));
    case.by_post(SECOND_POST);
    assert_eq!(
        case.refuses(Command::Note("看一看".to_owned()))
            .article
            .as_deref(),
        Some(SEALED)
    );
}

#[test]
fn a_unit_that_cannot_see_a_matter_cannot_note_on_it() {
    let mut case = Case::registered(&[Appeal]);
    let refusal = case
        .by(WATER, Leader)
        .refuses(Command::Note("路过".to_owned()));
    assert_eq!(refusal.kind, RefusalKind::NotYours);
}

#[test]
fn an_ordinary_identity_is_shown_for_a_reason() {
    let case = Case::registered(&[Appeal]);
    let silent = Command::ShowIdentity {
        petitioners: vec![PetitionerId(1)],
        reason: " ".to_owned(),
    };
    assert_eq!(case.refuses(silent).kind, RefusalKind::Input);
    case.clone().does(show(1));
    assert_eq!(case.refuses(request()).kind, RefusalKind::Stage);
}

#[test]
fn only_this_matters_petitioners_are_shown() {
    assert_eq!(
        Case::registered(&[Appeal]).refuses(show(7)).kind,
        RefusalKind::Input
    );
}

#[test]
fn an_anonymous_petition_has_no_identity_to_show() {
    let mut letter = checked(OFFICE, "2026-03-02", &[Appeal]);
    letter.petition.petitioners.clear();
    assert_eq!(
        Case::open(letter).refuses(show(1)).kind,
        RefusalKind::Missing
    );
}

#[test]
fn a_sealed_identity_needs_a_second_person() {
    let mut case = Case::registered(&[Accusation]);
    case.by(OFFICE, Clerk);
    let refusal = case.refuses(show(1));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(refusal.article.as_deref(), Some(SEALED));
    case.does(request());
    assert_eq!(case.refuses(show(1)).article.as_deref(), Some(SEALED));
    case.by(OFFICE, Leader).does(consent(post(OFFICE, Clerk)));
    assert_eq!(
        case.refuses(show(1)).kind,
        RefusalKind::Missing,
        "the consent is the clerk's"
    );
    case.by(OFFICE, Clerk).does(show(1));
    assert_eq!(
        case.refuses(show(1)).kind,
        RefusalKind::Missing,
        "a consent opens the seal once"
    );
}

#[test]
fn nobody_consents_to_their_own_request() {
    let mut case = Case::registered(&[Accusation]);
    case.by(OFFICE, Leader).does(request());
    let refusal = case.refuses(consent(post(OFFICE, Leader)));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert_eq!(refusal.article.as_deref(), Some(SEALED));
}

#[test]
fn two_posts_of_one_person_are_one_person() {
    let mut case = Case::registered(&[Accusation]);
    case.by(OFFICE, Handler).does(request());
    case.by_post(SECOND_POST);
    assert_eq!(
        case.refuses(consent(post(OFFICE, Handler))).kind,
        RefusalKind::Law
    );
    // The same when another request waits beside it.
    case.by(OFFICE, Clerk).does(request());
    case.by_post(SECOND_POST);
    assert_eq!(
        case.refuses(consent(post(OFFICE, Handler))).kind,
        RefusalKind::Law
    );
    case.does(consent(post(OFFICE, Clerk)));
}

#[test]
fn consent_answers_a_request_that_waits() {
    let mut case = Case::registered(&[Accusation]);
    assert_eq!(
        case.by(OFFICE, Leader)
            .refuses(consent(post(OFFICE, Clerk)))
            .kind,
        RefusalKind::Missing
    );
}

#[test]
fn the_petitioner_adds_and_rates_and_does_nothing_else() {
    let mut case = Case::registered(&[Appeal]);
    case.by_petitioner();
    case.does(Command::Supplement("补充照片".to_owned()));
    case.does(Command::Attach(Attachment {
        hash: "00".repeat(32),
        name: "屋顶.jpg".to_owned(),
        size: 1,
        media: "image/jpeg".to_owned(),
        from_petitioner: true,
    }));
    let own = [
        Action::Rate,
        Action::Supplement,
        Action::Attach,
        Action::AskRecusal,
        Action::RequestReview,
        Action::SupplementReview,
        Action::StateNewFacts,
        Action::ConsentMediation,
    ];
    for choice in case.options() {
        let foreign =
            matches!(&choice.verdict, Err(refusal) if refusal.kind == RefusalKind::NotYours);
        assert_eq!(
            foreign,
            !own.contains(&choice.action),
            "{}",
            choice.action.zh()
        );
    }
}

#[test]
fn staff_do_not_speak_for_the_petitioner() {
    let case = Case::served();
    assert_eq!(
        case.refuses(Command::Supplement("代填".to_owned())).kind,
        RefusalKind::NotYours
    );
    assert_eq!(
        case.refuses(crate::common::acts::rate(None, None)).kind,
        RefusalKind::NotYours
    );
}

/// Buttons and decisions never disagree: what `options` refuses, `decide` refuses in the same words.
#[test]
fn options_agree_with_decide() {
    use crate::common::acts::{agree, close, extend, hear, not_accept, object, opinion, serve};
    let commands = || {
        vec![
            transfer(WATER),
            object(),
            agree(),
            Command::Accept,
            not_accept(HOUSING, "NA1"),
            hear(),
            extend(3, HOUSING),
            opinion(HOUSING, &[1]),
            serve(1, "2026-03-24"),
            close(),
            accuse(&[WATER], &[]),
            Command::Note("备注".to_owned()),
            request(),
            show(1),
        ]
    };
    let stages = [
        Case::registered(&[Appeal]),
        Case::transferred(&[Accusation]),
        Case::accepted(&[Appeal]),
        Case::answered(),
        Case::served(),
    ];
    let mut refused = 0;
    for mut case in stages {
        for unit in [OFFICE, HOUSING, WATER, DISCIPLINE] {
            for role in Role::ALL {
                case.by(unit, role);
                for command in commands() {
                    let action = command.action();
                    let choice = case
                        .options()
                        .into_iter()
                        .find(|choice| choice.action == action);
                    if let Err(told) = choice.unwrap().verdict {
                        assert_eq!(case.refuses(command), told, "{}", action.zh());
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(refused > 1000, "only {refused}");
}

#[test]
fn the_program_itself_keeps_to_stages_and_conditions() {
    let case = Case::registered(&[Appeal]);
    let ctx = COUNTY.context(case.today, &Actor::System);
    let refusal = decide(&case.matter, Command::Accept, &ctx).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Law);
}
