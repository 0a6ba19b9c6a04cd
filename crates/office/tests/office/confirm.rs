//! Sight of sealed matters waits for a second person: nobody who keeps posts and passwords opens an accusation alone.

use bureau::organisation::OrganisationEvent;
use huiyin_office as office;
use kernel::PostId;
use kernel::access::Viewer;
use kernel::org::{Post, Role, UnitKind};
use kernel::trust::{Trust, Way};
use matter::Command;
use office::OfficeError;
use office::intake::{Receipt, Submission};
use office::organisation::{PostForm, UnitForm};
use office::stand_in::StandInForm;

use crate::accusations::ways;
use crate::county::{
    County, DISCIPLINE, GOVERNMENT, HOUSING, OFFICE, WATER, accusation, confirm_all, hidden,
    post_form, roof, setup, today, unit_form,
};

fn admin(county: &County) -> Viewer {
    county.viewer(OFFICE, Role::Administrator)
}

fn holder(county: &County, id: PostId) -> Viewer {
    let org = county.office.org();
    Viewer::of(org.post(id).unwrap(), &org)
}

fn form_of(post: &Post) -> PostForm {
    PostForm {
        id: Some(post.id),
        unit: post.unit,
        person: Some(post.person),
        name: post.person_name.clone(),
        title: post.title.clone(),
        role: post.role,
        active: post.active,
        login: String::new(),
        password: String::new(),
    }
}

/// An accusation with a file at the petition office, and an ordinary matter.
fn matters(county: &County) -> (Receipt, String, Receipt) {
    let file = county
        .office
        .keep_file("收据.txt", "好处费收据".as_bytes(), true)
        .unwrap();
    let hash = file.hash.clone();
    let sealed = county.register(Submission {
        attachments: vec![file],
        ..accusation(&[], &[])
    });
    let ordinary = county.register(roof());
    county.office.catch_up(&mut |_| {}).unwrap();
    (sealed, hash, ordinary)
}

/// Whatever an administrator can do about posts, each with the post that would see.
type Act = fn(&County) -> PostId;

fn keep(county: &County, form: PostForm) -> PostId {
    county
        .office
        .keep_post(&admin(county), form, today())
        .unwrap()
}

fn post_of(county: &County, role: Role) -> Post {
    let id = county.viewer(OFFICE, role).post;
    county.office.org().post(id).unwrap().clone()
}

const ACTS: [(&str, Act); 9] = [
    ("a new handler", |county| {
        keep(county, post_form(OFFICE, Role::Handler, "管理员自己"))
    }),
    ("a new supervisor", |county| {
        keep(county, post_form(OFFICE, Role::Supervisor, "管理员自己"))
    }),
    ("another holder", |county| {
        let form = PostForm {
            person: None,
            name: "接任者".to_owned(),
            ..form_of(&post_of(county, Role::Leader))
        };
        keep(county, form)
    }),
    ("a clerk made supervisor", |county| {
        let form = PostForm {
            role: Role::Supervisor,
            ..form_of(&post_of(county, Role::Clerk))
        };
        keep(county, form)
    }),
    ("a post of another unit", |county| {
        let post = county.viewer(WATER, Role::Handler).post;
        let form = form_of(county.office.org().post(post).unwrap());
        keep(
            county,
            PostForm {
                unit: OFFICE,
                ..form
            },
        )
    }),
    ("a post taken up again", |county| {
        let form = form_of(&post_of(county, Role::Handler));
        keep(
            county,
            PostForm {
                active: false,
                ..form.clone()
            },
        );
        keep(county, form)
    }),
    ("a stand-in", |county| {
        let form = StandInForm {
            of: county.viewer(OFFICE, Role::Leader).post,
            person: county.viewer(OFFICE, Role::Handler).person,
            from: today().today(),
            to: today().today(),
            reason: "出差".to_owned(),
        };
        let made = county
            .office
            .appoint_stand_in(&admin(county), form, today());
        made.unwrap()
    }),
    ("a password set for the holder", |county| {
        let form = PostForm {
            login: "shoufang".to_owned(),
            password: "administrators-know-it".to_owned(),
            ..form_of(&post_of(county, Role::Supervisor))
        };
        keep(county, form)
    }),
    ("a unit no longer below one that may be accused", |county| {
        let name = county.office.org().unit_name(HOUSING);
        for parent in [WATER, GOVERNMENT] {
            let form = UnitForm {
                id: Some(HOUSING),
                ..unit_form(&name, UnitKind::Department, parent)
            };
            county
                .office
                .keep_unit(&admin(county), form, today())
                .unwrap();
        }
        county.viewer(HOUSING, Role::Leader).post
    }),
];

#[test]
fn an_administrator_alone_opens_no_accusation_by_any_act_and_a_leader_opens_it() {
    for (what, act) in ACTS {
        let county = County::new();
        let (sealed, file, ordinary) = matters(&county);
        let id = act(&county);
        let viewer = holder(&county, id);
        assert_eq!(viewer.trust, Trust::Awaiting, "{what}");
        if viewer.unit == OFFICE {
            let office = &county.office;
            let open = office.matter_file(&viewer, ordinary.matter, today());
            assert!(open.is_ok(), "{what}: ordinary matters stay open");
            assert_eq!(
                office.count(&viewer, &Default::default()).unwrap(),
                1,
                "{what}"
            );
        }
        let open: Vec<_> = ways(&county, &viewer, &sealed, &file)
            .into_iter()
            // The ordinary matter stands in these.
            .filter(|way| {
                !["list", "count", "counts", "workbench", "search", "export"].contains(way)
            })
            .collect();
        assert!(open.is_empty(), "{what} opens it by {open:?}");
        let refused = county.office.confirm_post(&admin(&county), id, today());
        assert!(refused.is_err(), "{what}: the administrator confirms");
        assert!(county.office.confirm_post(&viewer, id, today()).is_err());
        let kept = store::verify::verify(county.office.store(), &mut |_| {}).unwrap();
        assert!(kept.ok, "{what}: {:?}", kept.problems);
    }
}

#[test]
fn a_list_a_count_and_a_search_have_no_sealed_matter_until_a_leader_confirms() {
    let county = County::new();
    let (sealed, file, _) = matters(&county);
    // Against somebody else, so that only the accusation is there to be found.
    let id = keep(&county, post_form(DISCIPLINE, Role::Handler, "新来的"));
    let transfer = crate::county::transfer(DISCIPLINE);
    county.does(OFFICE, Role::Clerk, sealed.matter, "2026-03-02", transfer);
    county.office.catch_up(&mut |_| {}).unwrap();
    let open = ways(&county, &holder(&county, id), &sealed, &file);
    assert!(open.is_empty(), "{open:?}");
    let leader = county.viewer(DISCIPLINE, Role::Leader);
    let waiting = county.office.posts_to_confirm(&leader, today()).unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].verdict.as_ref().ok(), Some(&Way::Leader));
    county.office.confirm_post(&leader, id, today()).unwrap();
    let open = ways(&county, &holder(&county, id), &sealed, &file);
    for way in ["matter file", "list", "count", "search", "number", "export"] {
        assert!(open.contains(&way), "no {way} after it was confirmed");
    }
    let entries = store::ledger::office_since(&county.office.store().reader().unwrap(), 0).unwrap();
    let last = entries.last().unwrap();
    let event: OrganisationEvent = serde_json::from_str(
        &entries
            .iter()
            .rev()
            .find(|entry| entry.kind == "post_confirmed")
            .unwrap()
            .body,
    )
    .unwrap();
    assert!(
        matches!(event, OrganisationEvent::PostConfirmed { post, confirmed }
        if post == id && confirmed.person == Some(leader.person) && confirmed.way == Way::Leader)
    );
    assert!(last.seq > 0);
    assert!(
        store::verify::verify(county.office.store(), &mut |_| {})
            .unwrap()
            .ok
    );
}

#[test]
fn in_a_new_office_a_leader_begins_and_it_is_new_only_once() {
    let dir = tempfile::tempdir().unwrap();
    let office = office::Office::create(testkit::home(dir.path().join("data")), setup()).unwrap();
    let put = |role, name: &str| {
        let actor = kernel::access::Actor::System;
        office
            .put_post(actor, post_form(OFFICE, role, name), today())
            .unwrap()
    };
    let viewer = |id| Viewer::of(office.org().post(id).unwrap(), &office.org());
    let (leader, clerk) = (put(Role::Leader, "首任局长"), put(Role::Clerk, "登记员"));
    assert_eq!(viewer(clerk).trust, Trust::Awaiting);
    assert!(
        office
            .confirm_post(&viewer(clerk), leader, today())
            .is_err()
    );
    assert!(office.confirm_post(&viewer(clerk), clerk, today()).is_err());
    office
        .confirm_post(&viewer(leader), leader, today())
        .unwrap();
    office
        .confirm_post(&viewer(leader), clerk, today())
        .unwrap();
    let org = office.org();
    let way = |id| {
        org.post(id)
            .unwrap()
            .grant
            .clone()
            .unwrap()
            .confirmed
            .unwrap()
            .way
    };
    assert_eq!((way(leader), way(clerk)), (Way::First, Way::Leader));
    // The administrator takes every leader away and sets one up: the office does not become new by that.
    let admin = Viewer::of(org.post(PostId(1)).unwrap(), &org);
    let gone = PostForm {
        active: false,
        ..form_of(org.post(leader).unwrap())
    };
    office.keep_post(&admin, gone, today()).unwrap();
    let puppet = office
        .keep_post(&admin, post_form(OFFICE, Role::Leader, "傀儡"), today())
        .unwrap();
    let refused = office.confirm_post(&viewer(puppet), puppet, today());
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    assert_eq!(viewer(puppet).trust, Trust::Awaiting);
    // Whoever holds another confirmed post is a second person, while no leader is left.
    office
        .confirm_post(&viewer(clerk), puppet, today())
        .unwrap();
    assert_eq!(viewer(puppet).trust, Trust::Confirmed);
}

#[test]
fn who_keeps_posts_holds_no_post_that_reads_and_stands_in_for_none() {
    let county = County::new();
    let administrator = admin(&county);
    let said = |result: Result<PostId, OfficeError>| match result {
        Err(OfficeError::Refused(refusal)) => {
            refusal.zh.contains("管理员") && !refusal.en.is_empty()
        }
        _ => false,
    };
    let form = PostForm {
        person: Some(administrator.person),
        ..post_form(OFFICE, Role::Supervisor, "admin")
    };
    assert!(said(county.office.keep_post(&administrator, form, today())));
    let leader = county.viewer(OFFICE, Role::Leader);
    let form = PostForm {
        person: Some(leader.person),
        ..post_form(OFFICE, Role::Administrator, "局长")
    };
    assert!(said(county.office.keep_post(&administrator, form, today())));
    let handler = county.viewer(OFFICE, Role::Handler);
    for (of, person) in [
        (leader.post, administrator.person),
        (administrator.post, handler.person),
    ] {
        let form = StandInForm {
            of,
            person,
            from: today().today(),
            to: today().today(),
            reason: "出差".to_owned(),
        };
        assert!(said(county.office.appoint_stand_in(
            &administrator,
            form,
            today()
        )));
    }
}

#[test]
fn a_stand_in_whom_the_leader_appoints_sees_at_once_but_gives_that_leader_no_consent() {
    let county = County::new();
    let (sealed, ..) = matters(&county);
    let leader = county.viewer(OFFICE, Role::Leader);
    let form = StandInForm {
        of: leader.post,
        person: county.viewer(OFFICE, Role::Handler).person,
        from: today().today(),
        to: today().today(),
        reason: "出差".to_owned(),
    };
    let id = county
        .office
        .appoint_stand_in(&leader, form, today())
        .unwrap();
    let stand_in = holder(&county, id);
    assert_eq!(stand_in.trust, Trust::Confirmed);
    let acts = |viewer: &Viewer, command| {
        let version = county.office.version(sealed.matter).unwrap();
        county
            .office
            .act(viewer, sealed.matter, version, command, today())
    };
    let reason = "当面核实".to_owned();
    acts(&leader, Command::RequestIdentity { reason }).unwrap();
    let consent = Command::ConsentIdentity { post: leader.post };
    assert!(matches!(
        acts(&stand_in, consent.clone()),
        Err(OfficeError::Refused(_))
    ));
    acts(&county.viewer(OFFICE, Role::Supervisor), consent).unwrap();
}

#[test]
fn a_password_set_by_somebody_else_is_changed_before_anybody_confirms() {
    let county = County::new();
    let handler = post_of(&county, Role::Handler);
    let form = PostForm {
        login: "chengban".to_owned(),
        password: "first-words-of-all".to_owned(),
        ..form_of(&handler)
    };
    keep(&county, form);
    let leader = county.viewer(OFFICE, Role::Leader);
    assert!(
        county
            .office
            .confirm_post(&leader, handler.id, today())
            .is_err()
    );
    let told = county
        .office
        .told(&holder(&county, handler.id), today().today());
    assert_eq!(told.len(), 1, "the holder is told who set a password");
    assert_eq!(told[0].by, Some(admin(&county).post));
    let office = &county.office;
    let cookie = office
        .sign_in("chengban", "first-words-of-all", "10.0.0.9", today())
        .unwrap();
    let signed_in = office.signed_in(&cookie, today()).unwrap().unwrap();
    assert!(signed_in.must_change);
    let words = ("first-words-of-all", "only-I-know-these");
    office
        .change_password(&cookie, &signed_in, words, None, today())
        .unwrap();
    assert_eq!(
        office
            .signed_in(&cookie, today())
            .unwrap()
            .unwrap()
            .viewer
            .trust,
        Trust::Awaiting,
        "the own password alone confirms nothing"
    );
    office.confirm_post(&leader, handler.id, today()).unwrap();
    let now = office.signed_in(&cookie, today()).unwrap().unwrap();
    assert_eq!(
        (now.viewer.trust, now.must_change),
        (Trust::Confirmed, false)
    );
}

#[test]
fn the_leader_is_told_of_a_stand_in_that_an_administrator_appoints() {
    let county = County::new();
    let leader = county.viewer(HOUSING, Role::Leader);
    let form = StandInForm {
        of: leader.post,
        person: county.viewer(HOUSING, Role::Handler).person,
        from: today().today(),
        to: today().today(),
        reason: "出差".to_owned(),
    };
    let id = county
        .office
        .appoint_stand_in(&admin(&county), form, today())
        .unwrap();
    let told = county.office.told(&leader, today().today());
    assert_eq!(told.iter().map(|one| one.post.id).collect::<Vec<_>>(), [id]);
    assert!(
        county
            .office
            .told(&county.viewer(WATER, Role::Leader), today().today())
            .is_empty()
    );
    confirm_all(&county.office, today());
    assert_eq!(holder(&county, id).trust, Trust::Confirmed);
}

#[test]
fn whoever_waits_registers_an_accusation_and_does_not_see_it_after() {
    let county = County::new();
    let id = keep(&county, post_form(OFFICE, Role::Clerk, "新登记员"));
    let clerk = holder(&county, id);
    let receipt = county
        .office
        .register(&clerk, accusation(&[], &[]), today())
        .unwrap();
    assert!(hidden(county.office.matter_file(
        &clerk,
        receipt.matter,
        today()
    )));
    let seen = county.viewer(OFFICE, Role::Clerk);
    assert!(
        county
            .office
            .matter_file(&seen, receipt.matter, today())
            .is_ok()
    );
}
