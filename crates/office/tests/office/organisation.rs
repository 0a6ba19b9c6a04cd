//! Units, posts and people.

use huiyin_office as office;
use kernel::MatterId;
use kernel::org::{Role, UnitKind};
use office::OfficeError;
use office::lists::{Filter, Search};
use office::organisation::{PostForm, UnitForm};

use crate::county::{
    County, GOVERNMENT, HOUSING, OFFICE, PASSWORD, TOWNSHIP, VILLAGE, WATER, at, hidden, post_form,
    roof, today, unit_form,
};

/// The form that an administrator sees for a unit.
fn form_of(county: &County, id: kernel::UnitId) -> UnitForm {
    let org = county.office.org();
    let unit = org.unit(id).unwrap();
    UnitForm {
        id: Some(id),
        parent: unit.parent,
        name: unit.name.clone(),
        kind: unit.kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        active: unit.active,
    }
}

fn said(error: &OfficeError, words: &str) -> bool {
    matches!(error, OfficeError::Refused(refusal) if refusal.zh.contains(words))
}

#[test]
fn the_last_administrator_cannot_be_given_up() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    let own = |role, active| PostForm {
        id: Some(admin.post),
        person: Some(admin.person),
        role,
        active,
        ..post_form(OFFICE, role, "管理员甲")
    };
    for form in [own(Role::Administrator, false), own(Role::Clerk, true)] {
        let error = county.office.keep_post(&admin, form, today()).unwrap_err();
        assert!(said(&error, "最后一名管理员"), "{error}");
    }
    let second = post_form(OFFICE, Role::Administrator, "管理员乙");
    county.office.keep_post(&admin, second, today()).unwrap();
    county
        .office
        .keep_post(&admin, own(Role::Administrator, false), today())
        .unwrap();
}

#[test]
fn only_administrators_keep_the_organisation() {
    let county = County::new();
    for role in [Role::Clerk, Role::Handler, Role::Leader, Role::Supervisor] {
        let viewer = county.viewer(OFFICE, role);
        let unit = county.office.keep_unit(
            &viewer,
            unit_form("新单位", UnitKind::Department, GOVERNMENT),
            today(),
        );
        assert!(matches!(unit, Err(OfficeError::Forbidden)));
        let post = county.office.keep_post(
            &viewer,
            post_form(OFFICE, Role::Administrator, "自己"),
            today(),
        );
        assert!(matches!(post, Err(OfficeError::Forbidden)));
        assert!(matches!(
            county.office.logins(&viewer),
            Err(OfficeError::Forbidden)
        ));
    }
}

#[test]
fn a_unit_with_open_matters_cannot_be_closed() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    county.accepted();
    let close = |unit| {
        let form = UnitForm {
            active: false,
            ..form_of(&county, unit)
        };
        county.office.keep_unit(&admin, form, today())
    };
    let error = close(HOUSING).unwrap_err();
    assert!(said(&error, "移交"), "{error}");
    assert!(county.office.org().unit(HOUSING).unwrap().active);
    close(WATER).unwrap();
    assert!(!county.office.org().unit(WATER).unwrap().active);
}

#[test]
fn units_keep_distinct_names_and_no_loops() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    let keep = |form| county.office.keep_unit(&admin, form, today());
    assert!(said(
        &keep(unit_form("青禾县水务局", UnitKind::Department, GOVERNMENT)).unwrap_err(),
        "已有"
    ));
    assert!(said(
        &keep(unit_form(" ", UnitKind::Department, GOVERNMENT)).unwrap_err(),
        "名称"
    ));
    let looped = UnitForm {
        parent: Some(VILLAGE),
        ..form_of(&county, TOWNSHIP)
    };
    assert!(said(&keep(looped).unwrap_err(), "下属"));
}

#[test]
fn moving_a_unit_changes_who_sees_its_matters() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    let id = county.register(office::intake::Submission {
        office: VILLAGE,
        ..roof()
    });
    let id = id.matter;
    county.office.catch_up(&mut |_| {}).unwrap();
    let other = county.office.keep_unit(
        &admin,
        unit_form("白沙镇人民政府", UnitKind::Township, GOVERNMENT),
        today(),
    );
    let other = other.unwrap();
    county
        .office
        .keep_post(
            &admin,
            post_form(other, Role::Supervisor, "白沙督查"),
            today(),
        )
        .unwrap();
    let (old, new) = (
        county.viewer(TOWNSHIP, Role::Supervisor),
        county.viewer(other, Role::Supervisor),
    );
    let sees = |viewer| {
        let found = county.office.search(
            viewer,
            &Search {
                text: "屋顶漏水".to_owned(),
                limit: 5,
                ..Search::default()
            },
        );
        let found = found.unwrap();
        (
            county.office.matter_file(viewer, id, today()).is_ok(),
            county.office.count(viewer, &Filter::default()).unwrap(),
            found.total,
            found.lines.len(),
        )
    };
    assert_eq!(sees(&old), (true, 1, 1, 1));
    assert_eq!(sees(&new), (false, 0, 0, 0));
    let moved = UnitForm {
        parent: Some(other),
        ..form_of(&county, VILLAGE)
    };
    county.office.keep_unit(&admin, moved, today()).unwrap();
    assert_eq!(
        sees(&old),
        (false, 0, 0, 0),
        "at once, even before the index has followed"
    );
    county.office.catch_up(&mut |_| {}).unwrap();
    assert_eq!(sees(&old), (false, 0, 0, 0));
    assert_eq!(sees(&new), (true, 1, 1, 1));
    assert!(
        store::verify::verify(county.office.store(), &mut |_| {})
            .unwrap()
            .ok
    );
}

#[test]
fn a_new_petition_department_oversees_what_is_there() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    let id = county.register(office::intake::Submission {
        office: VILLAGE,
        ..roof()
    });
    let station = county.office.keep_unit(
        &admin,
        unit_form("柳塘镇信访办", UnitKind::PetitionOffice, TOWNSHIP),
        today(),
    );
    let station = station.unwrap();
    county
        .office
        .keep_post(&admin, post_form(station, Role::Clerk, "镇信访员"), today())
        .unwrap();
    let clerk = county.viewer(station, Role::Clerk);
    assert!(
        county
            .office
            .matter_file(&clerk, id.matter, today())
            .is_ok()
    );
    assert_eq!(county.office.count(&clerk, &Filter::default()).unwrap(), 1);
    assert!(
        store::verify::verify(county.office.store(), &mut |_| {})
            .unwrap()
            .ok
    );
    let stranger = county.viewer(HOUSING, Role::Clerk);
    assert!(hidden(county.office.matter_file(
        &stranger,
        MatterId(1),
        today()
    )));
}

#[test]
fn whoever_gives_up_a_post_is_signed_out() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    let office = &county.office;
    let wrong = office
        .sign_in("admin", "wrong-password", "10.0.0.1", today())
        .unwrap_err();
    let unknown = office
        .sign_in("nobody", "wrong-password", "10.0.0.2", today())
        .unwrap_err();
    assert_eq!(
        wrong.to_string(),
        unknown.to_string(),
        "the answer does not tell which logins exist"
    );
    let cookie = office
        .sign_in("admin", PASSWORD, "10.0.0.1", today())
        .unwrap();
    assert_eq!(
        office.signed_in(&cookie, today()).unwrap().unwrap().viewer,
        admin
    );
    assert!(
        office
            .signed_in(&cookie, at("2026-03-03"))
            .unwrap()
            .is_none(),
        "a session ends with the day"
    );
    county
        .office
        .keep_post(
            &admin,
            post_form(OFFICE, Role::Administrator, "管理员乙"),
            today(),
        )
        .unwrap();
    let given_up = PostForm {
        id: Some(admin.post),
        person: Some(admin.person),
        active: false,
        ..post_form(OFFICE, Role::Administrator, "管理员甲")
    };
    county.office.keep_post(&admin, given_up, today()).unwrap();
    assert!(office.signed_in(&cookie, today()).unwrap().is_none());
}

#[test]
fn a_bad_unit_file_adds_nothing() {
    let county = County::new();
    let units = || county.office.org().units().len();
    let before = units();
    let bad = "name,parent,kind\n青禾县民政局,青禾县人民政府,department\n青禾县水务局,,department\n云上局,天宫,department\n";
    let error = county
        .office
        .add_units_from_csv(bad.as_bytes(), today())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("第3行") && error.contains("第4行") && !error.contains("第2行"),
        "{error}"
    );
    assert_eq!(units(), before);
    let good = "\u{feff}单位名称,上级单位,类别\n白沙镇人民政府,,乡镇、街道\n白沙镇河口村,白沙镇人民政府,村、社区\n";
    assert_eq!(
        county
            .office
            .add_units_from_csv(good.as_bytes(), today())
            .unwrap(),
        2
    );
    assert_eq!(units(), before + 2);
}

#[test]
fn a_telephone_number_reads_no_matter() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    county.register(office::intake::Submission {
        office: VILLAGE,
        ..roof()
    });
    // Whoever replays this matter now fails.
    county.breaks();
    let broken = "UPDATE entries SET body = '{}' WHERE matter = 1";
    assert!(crate::tamper::change(&county.data(), broken) > 0);
    for unit in [OFFICE, HOUSING, VILLAGE] {
        let form = UnitForm {
            phone: "0839-6601234".to_owned(),
            hours: "周一至周五".to_owned(),
            ..form_of(&county, unit)
        };
        county.office.keep_unit(&admin, form, today()).unwrap();
    }
    let under = |unit, parent| {
        let form = UnitForm {
            parent: Some(parent),
            ..form_of(&county, unit)
        };
        county.office.keep_unit(&admin, form, today())
    };
    // A unit that moves takes its own matters along, and no others.
    under(HOUSING, TOWNSHIP).unwrap();
    under(VILLAGE, GOVERNMENT).unwrap_err();
}

#[test]
fn whatever_becomes_of_units_and_posts_the_tables_follow() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    county.everything();
    let verified = |after: &str| {
        let report = store::verify::verify(county.office.store(), &mut |_| {}).unwrap();
        assert!(report.ok, "{after}: {report:?}");
    };
    verified("before");
    let keep = |form| county.office.keep_unit(&admin, form, today());
    let place = |unit, parent| UnitForm {
        parent: Some(parent),
        ..form_of(&county, unit)
    };
    keep(place(HOUSING, TOWNSHIP)).unwrap();
    verified("a department under a township");
    let station = keep(unit_form(
        "柳塘镇信访办",
        UnitKind::PetitionOffice,
        TOWNSHIP,
    ))
    .unwrap();
    verified("a petition department for it");
    keep(place(WATER, HOUSING)).unwrap();
    verified("a department under another");
    keep(UnitForm {
        active: false,
        ..form_of(&county, station)
    })
    .unwrap();
    verified("that petition department closed");
    for (role, to) in [
        (Role::Leader, WATER),
        (Role::Handler, VILLAGE),
        (Role::Supervisor, HOUSING),
    ] {
        let post = county.viewer(OFFICE, role);
        let form = PostForm {
            id: Some(post.post),
            person: Some(post.person),
            ..post_form(to, role, "调任的人")
        };
        county.office.keep_post(&admin, form, today()).unwrap();
        verified("a post moved");
    }
    for unit in [HOUSING, WATER] {
        let leader = county.viewer(unit, Role::Leader);
        let form = PostForm {
            id: Some(leader.post),
            person: Some(leader.person),
            active: false,
            ..post_form(unit, Role::Leader, "卸任的人")
        };
        county.office.keep_post(&admin, form, today()).unwrap();
        verified("a leader gone");
    }
}
