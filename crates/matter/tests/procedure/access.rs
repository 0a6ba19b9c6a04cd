//! Who sees a matter, who may act, and the seal on an accuser's identity.

use kernel::access::Actor;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::org::Role::{Administrator, Clerk, Handler, Leader, Supervisor};
use kernel::org::{Org, Post, Unit, UnitKind};
use kernel::trust::{Grant, Trust, Way, Widening};
use kernel::{PersonId, PetitionerId, PostId, RefusalKind, UnitId};
use matter::oversight;
use matter::petition::Purpose::{Accusation, Appeal};
use matter::{Action, Attachment, Command, decide};

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

/// Entries of earlier versions do not say who held the post: nobody can tell whether the holder is still the one who asked.
#[test]
fn a_consent_that_does_not_say_whose_it_is_opens_nothing() {
    let mut case = Case::registered(&[Accusation]);
    let clerk = post(OFFICE, Clerk);
    let asked = format!(r#"{{"identity_requested":{{"post":{clerk},"reason":"核实"}}}}"#);
    case.matter.apply(&serde_json::from_str(&asked).unwrap());
    let mut agreed = case.clone();
    let leader = post(OFFICE, Leader);
    let consented = format!(r#"{{"identity_consented":{{"post":{clerk},"by":{leader}}}}}"#);
    agreed
        .matter
        .apply(&serde_json::from_str(&consented).unwrap());
    assert_eq!(agreed.matter.identity_requests[0].consent, Some(leader));
    assert!(agreed.by(OFFICE, Clerk).may(Action::ShowIdentity).is_err());
    assert!(
        case.by(OFFICE, Leader)
            .may(Action::ConsentIdentity)
            .is_err()
    );
    case.by(OFFICE, Clerk).does(request());
    case.by(OFFICE, Leader).does(consent(clerk));
    assert!(case.by(OFFICE, Clerk).may(Action::ShowIdentity).is_ok());
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
                        assert_eq!(case.tries(command).unwrap_err(), told, "{}", action.zh());
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

fn waiting(unit: kernel::UnitId, role: Role) -> Viewer {
    Viewer {
        trust: Trust::Awaiting,
        ..viewer(unit, role)
    }
}

#[test]
fn until_confirmed_a_post_works_with_ordinary_matters_and_knows_no_sealed_one() {
    let ordinary = Case::registered(&[Appeal]);
    let sealed = Case::registered(&[Accusation]);
    let mut changing = Case::registered(&[Appeal]);
    for role in [Clerk, Handler, Leader, Supervisor] {
        assert!(ordinary.is_seen_by(&waiting(OFFICE, role)));
        assert!(sealed.is_seen_by(&viewer(OFFICE, role)));
        assert!(!sealed.is_seen_by(&waiting(OFFICE, role)));
    }
    let mut sealed = sealed;
    sealed.actor = Actor::Staff(waiting(OFFICE, Leader));
    for choice in sealed.options() {
        assert!(choice.verdict.is_err(), "{}", choice.action.zh());
    }
    changing.actor = Actor::Staff(waiting(OFFICE, Clerk));
    changing.does(transfer(HOUSING));
}

/// A unit of every kind that matters here, with posts whose grants the tests choose.
fn org_of(posts: &[(i64, i64, Role, Option<Grant>)]) -> Org {
    let unit = |id, parent, kind| Unit {
        id: UnitId(id),
        parent,
        name: format!("{id}号单位"),
        kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        duties: Vec::new(),
        active: true,
    };
    let area = Some(UnitId(1));
    let units = [
        unit(1, None, UnitKind::Government),
        unit(2, area, UnitKind::PetitionOffice),
        unit(3, area, UnitKind::Department),
        unit(4, area, UnitKind::Department),
        unit(5, area, UnitKind::Discipline),
    ];
    let posts = posts.iter().map(|(id, unit, role, grant)| Post {
        id: PostId(*id),
        unit: UnitId(*unit),
        person: PersonId(100 + id),
        person_name: format!("{id}号人员"),
        title: role.zh().to_owned(),
        role: *role,
        active: true,
        stand_in: None,
        grant: grant.clone(),
    });
    Org::new(units, posts)
}

fn made_by(post: i64) -> Option<Grant> {
    Some(Grant {
        act: Widening::Made,
        by: Some(PostId(post)),
        person: Some(PersonId(100 + post)),
        at: 0,
        confirmed: None,
    })
}

fn way(org: &Org, by: i64, of: i64, fresh: bool) -> Option<Way> {
    let (by, of) = (org.post(PostId(by)).unwrap(), org.post(PostId(of)).unwrap());
    let today = "2026-03-02".parse().unwrap();
    org.may_confirm(by, of, fresh, today).ok()
}

#[test]
fn a_confirmed_leader_who_neither_gains_nor_made_it_confirms() {
    const ADMIN: i64 = 1;
    let org = org_of(&[
        (ADMIN, 2, Administrator, None),
        (2, 2, Leader, None),
        (3, 3, Leader, None),
        (4, 4, Leader, None),
        (5, 5, Leader, None),
        (6, 3, Handler, None),
        (7, 3, Handler, made_by(ADMIN)),
        (8, 3, Leader, made_by(ADMIN)),
        (9, 3, Handler, made_by(3)),
    ]);
    // The unit's own leader, the petition office's and the discipline organ's; not another unit's, nor who only handles.
    assert_eq!(
        [2, 3, 4, 5, 6].map(|by| way(&org, by, 7, false)),
        [
            Some(Way::Leader),
            Some(Way::Leader),
            None,
            Some(Way::Leader),
            None
        ]
    );
    assert_eq!(
        way(&org, ADMIN, 7, false),
        None,
        "an administrator confirms nothing"
    );
    assert_eq!(way(&org, 8, 7, false), None, "who waits confirms nothing");
    assert_eq!(way(&org, 8, 8, false), None, "nobody confirms the own post");
    assert_eq!(way(&org, 3, 9, false), None, "nobody confirms the own act");
    assert_eq!(way(&org, 2, 9, false), Some(Way::Leader));
    assert_eq!(way(&org, 2, 6, false), None, "nothing waits there");
}

#[test]
fn where_no_near_leader_can_the_next_one_does_and_an_office_is_new_once() {
    const ADMIN: i64 = 1;
    let far = org_of(&[
        (ADMIN, 2, Administrator, None),
        (2, 2, Leader, made_by(ADMIN)),
        (4, 4, Leader, None),
        (6, 3, Handler, None),
    ]);
    assert_eq!(way(&far, 4, 2, false), Some(Way::OtherLeader));
    assert_eq!(way(&far, 6, 2, false), None);
    let none = org_of(&[
        (ADMIN, 2, Administrator, None),
        (2, 2, Leader, made_by(ADMIN)),
        (6, 3, Handler, None),
    ]);
    assert_eq!(way(&none, 6, 2, false), Some(Way::Holder));
    assert_eq!(way(&none, 2, 2, false), None, "not new any more");
    let new = org_of(&[
        (ADMIN, 2, Administrator, None),
        (2, 2, Leader, made_by(ADMIN)),
        (6, 3, Handler, made_by(ADMIN)),
    ]);
    assert_eq!(way(&new, 2, 2, true), Some(Way::First));
    assert_eq!(way(&new, 2, 6, true), Some(Way::First));
    assert_eq!(way(&new, 6, 2, true), None);
    assert_eq!(way(&new, ADMIN, 2, true), None);
}

#[test]
fn whoever_also_keeps_posts_knows_no_sealed_matter() {
    let mut org = org_of(&[(1, 2, Administrator, None), (2, 2, Leader, None)]);
    assert_eq!(org.trust(org.post(PostId(2)).unwrap()), Trust::Confirmed);
    let posts: Vec<Post> = org.posts().into_iter().cloned().collect();
    let both = posts.into_iter().map(|post| Post {
        person: PersonId(1),
        ..post
    });
    org = Org::new(
        org.units().into_iter().cloned().collect::<Vec<_>>(),
        both.collect::<Vec<_>>(),
    );
    assert_eq!(org.trust(org.post(PostId(2)).unwrap()), Trust::Awaiting);
}

#[test]
fn a_unit_that_moves_or_oversees_more_sees_more() {
    let before = org_of(&[]);
    let with = |change: &dyn Fn(&mut Unit)| {
        let units = before.units().into_iter().cloned().map(|mut unit| {
            change(&mut unit);
            unit
        });
        Org::new(units.collect::<Vec<_>>(), Vec::new())
    };
    let renamed = with(&|unit| unit.name = "新名称".to_owned());
    assert!(before.widened_in(&renamed).is_empty());
    let below = with(&|unit| {
        if unit.id == UnitId(4) {
            unit.parent = Some(UnitId(3));
        }
    });
    assert!(
        before.widened_in(&below).is_empty(),
        "standing lower shows nothing more"
    );
    assert_eq!(
        below.widened_in(&before),
        [UnitId(4)],
        "no longer under one that may be accused"
    );
    let closed = with(&|unit| unit.active = unit.id != UnitId(2));
    assert!(before.widened_in(&closed).is_empty());
    assert_eq!(closed.widened_in(&before), [UnitId(2)]);
}

#[test]
fn whoever_got_a_post_from_the_one_who_asks_is_no_second_person() {
    let mut case = Case::registered(&[Accusation]);
    case.by(OFFICE, Clerk).does(request());
    let asking = viewer(OFFICE, Clerk);
    let posts = COUNTY.org.posts().into_iter().cloned().map(|post| {
        let given = post.id == self::post(OFFICE, Leader);
        Post {
            grant: given.then_some(Grant {
                act: Widening::StandIn,
                by: Some(asking.post),
                person: Some(asking.person),
                at: 0,
                confirmed: None,
            }),
            ..post
        }
    });
    let org = Org::new(
        COUNTY.org.units().into_iter().cloned().collect::<Vec<_>>(),
        posts.collect::<Vec<_>>(),
    );
    let actor = Actor::Staff(viewer(OFFICE, Leader));
    let today = "2026-03-02".parse().unwrap();
    let ctx = matter::Context {
        org: &org,
        ..COUNTY.context(today, &actor)
    };
    let asked = consent(self::post(OFFICE, Clerk));
    let refusal = decide(&case.matter, asked.clone(), &ctx).unwrap_err();
    assert_eq!(refusal.article.as_deref(), Some(SEALED));
    let actor = Actor::Staff(viewer(OFFICE, Supervisor));
    let ctx = matter::Context {
        actor: &actor,
        ..ctx
    };
    decide(&case.matter, asked, &ctx).unwrap();
}
