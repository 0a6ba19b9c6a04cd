//! Invariant 11: a sealed matter leaves no trace for those it is sealed from, in the files they may read either.

use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::RefusalKind;
use kernel::{MatterId, PersonId, PetitionId};
use matter::petition::{Purpose, Relation};
use matter::{Accused, Command, Event};
use office::OfficeError;
use office::intake::Submission;
use office::matter_file::MatterFile;
use office::stand_in::StandInForm;

use crate::county::{
    County, HOUSING, OFFICE, TOWNSHIP, VILLAGE, WATER, accusation, asks, at, hidden, letter, roof,
    today, transfer,
};
use crate::tamper::change;

/// Everything in a file that speaks of another matter.
fn speaks_of_others(file: &MatterFile) -> Vec<String> {
    let mut found: Vec<String> = file
        .history
        .iter()
        .filter(|(_, event)| {
            matches!(
                event,
                Event::Related { .. }
                    | Event::JoinedInto { .. }
                    | Event::JoinUndone { .. }
                    | Event::TookIn { .. }
                    | Event::GaveBack { .. }
            )
        })
        .map(|(_, event)| event.kind().to_owned())
        .collect();
    found.extend(file.matter.related.iter().map(|id| format!("related {id}")));
    found
}

fn relate(county: &County, from: MatterId, to: MatterId) -> Result<(), OfficeError> {
    county.tries(OFFICE, Role::Clerk, from, "2026-03-03", Command::Relate(to))
}

/// A matter that a unit answers for.
fn given_to(county: &County, unit: kernel::UnitId) -> MatterId {
    let id = county.register(roof()).matter;
    county.does(OFFICE, Role::Clerk, id, "2026-03-02", transfer(unit));
    id
}

fn seal(county: &County, id: MatterId, accused: Accused) {
    let demand = Command::AddDemand {
        purpose: Purpose::Accusation,
        text: "查处收受好处费".to_owned(),
    };
    county.does(OFFICE, Role::Clerk, id, "2026-03-04", demand);
    let named = Command::NameAccused(accused);
    county.does(OFFICE, Role::Clerk, id, "2026-03-04", named);
}

fn units(units: &[kernel::UnitId]) -> Accused {
    Accused {
        units: units.to_vec(),
        persons: Vec::new(),
    }
}

#[test]
fn a_relation_to_a_sealed_matter_is_marked_in_the_sealed_file_only() {
    let county = County::new();
    let own = given_to(&county, HOUSING);
    let secret = county.register(accusation(&[HOUSING], &[])).matter;
    let before = county.office.version(own).unwrap();
    let refused = relate(&county, own, secret);
    assert!(
        matches!(&refused, Err(OfficeError::Refused(refusal)) if refusal.kind == RefusalKind::Law),
        "{refused:?}"
    );
    assert_eq!(county.office.version(own).unwrap(), before);
    relate(&county, secret, own).unwrap();
    assert_eq!(county.office.version(own).unwrap(), before);
    assert_eq!(county.matter(secret).related, [own]);
}

#[test]
fn sealed_from_others_is_sealed_from_whoever_may_read_another_accusation() {
    let county = County::new();
    let against_water = county.register(accusation(&[WATER], &[])).matter;
    let against_both = county.register(accusation(&[WATER, TOWNSHIP], &[])).matter;
    let of_a_person = county
        .register(accusation(
            &[WATER],
            &[county.viewer(OFFICE, Role::Handler).person],
        ))
        .matter;
    for other in [against_both, of_a_person] {
        assert!(
            relate(&county, against_water, other).is_err(),
            "somebody who reads the first may not know of the second"
        );
        relate(&county, other, against_water).unwrap();
    }
}

#[test]
fn registering_an_open_matter_marks_no_sealed_one_as_related() {
    let county = County::new();
    let secret = county.register(accusation(&[TOWNSHIP], &[])).matter;
    let open = Submission {
        related: vec![secret],
        ..roof()
    };
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let refused = county.office.register(&clerk, open, today());
    assert!(
        matches!(refused, Err(OfficeError::Refused(_))),
        "{refused:?}"
    );
    let sealed = Submission {
        related: vec![secret],
        ..accusation(&[TOWNSHIP], &[])
    };
    county.office.register(&clerk, sealed, today()).unwrap();
}

#[test]
fn what_was_related_and_is_sealed_later_vanishes_for_the_accused() {
    let county = County::new();
    let own = given_to(&county, HOUSING);
    let other = given_to(&county, HOUSING);
    relate(&county, own, other).unwrap();
    let handler = county.viewer(HOUSING, Role::Handler);
    let leader = county.viewer(HOUSING, Role::Leader);
    let supervisor = county.viewer(HOUSING, Role::Supervisor);
    let office = county.viewer(OFFICE, Role::Clerk);
    let person = county.viewer(OFFICE, Role::Supervisor);
    for viewer in [&handler, &leader, &supervisor, &person] {
        let file = county.office.matter_file(viewer, own, today()).unwrap();
        assert!(!speaks_of_others(&file).is_empty(), "{viewer:?}");
    }
    seal(
        &county,
        other,
        Accused {
            units: vec![HOUSING],
            persons: vec![person.person],
        },
    );
    for viewer in [&handler, &leader, &supervisor, &person] {
        let file = county.office.matter_file(viewer, own, today()).unwrap();
        let told = speaks_of_others(&file);
        assert!(told.is_empty(), "{viewer:?} is told {told:?}");
    }
    let file = county.office.matter_file(&office, own, today()).unwrap();
    assert!(
        speaks_of_others(&file).contains(&"related".to_owned()),
        "who sees both is told: the test proves nothing otherwise"
    );
}

#[test]
fn a_stand_in_is_told_no_more_than_the_accused_person_behind_it() {
    let county = County::new();
    let own = given_to(&county, HOUSING);
    let other = county.register(letter("路灯不亮", "村口路灯坏了。")).matter;
    relate(&county, own, other).unwrap();
    let handler = county.viewer(WATER, Role::Handler);
    let of = county.viewer(OFFICE, Role::Leader);
    let form = StandInForm {
        of: of.post,
        person: county.viewer(OFFICE, Role::Handler).person,
        from: "2026-03-02".parse().unwrap(),
        to: "2026-03-20".parse().unwrap(),
        reason: "培训".to_owned(),
    };
    let post = county.office.appoint_stand_in(&of, form, today()).unwrap();
    let stand_in = Viewer {
        post,
        person: county.viewer(OFFICE, Role::Handler).person,
        ..of.clone()
    };
    let told = |viewer: &Viewer| {
        speaks_of_others(
            &county
                .office
                .matter_file(viewer, own, at("2026-03-05"))
                .unwrap(),
        )
        .len()
    };
    assert!(told(&stand_in) > 0);
    seal(
        &county,
        other,
        Accused {
            units: Vec::new(),
            persons: vec![stand_in.person, handler.person],
        },
    );
    assert_eq!(told(&stand_in), 0);
    assert!(told(&of) > 0);
}

#[test]
fn an_undone_join_with_a_matter_that_is_sealed_since_is_told_on_neither_side() {
    let county = County::new();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let join_and_undo = |guest: MatterId, host: MatterId| {
        let version = county.office.version(guest).unwrap();
        let (day, later) = (at("2026-03-03"), at("2026-03-04"));
        county
            .office
            .join(&clerk, guest, version, host, Relation::Repeat, day)
            .unwrap();
        let why = "不是同一件事".to_owned();
        county
            .office
            .undo_join(&clerk, guest, 0, why, later)
            .unwrap();
    };
    // The guest's readers lose sight of the host, and the host's of the guest.
    let (mine, theirs) = (given_to(&county, HOUSING), given_to(&county, HOUSING));
    join_and_undo(mine, theirs);
    let (host, guest) = (given_to(&county, HOUSING), given_to(&county, HOUSING));
    join_and_undo(guest, host);
    let handler = county.viewer(HOUSING, Role::Handler);
    let read = |id| county.office.matter_file(&handler, id, today()).unwrap();
    let clocks = read(mine).matter.clocks.len();
    assert!(speaks_of_others(&read(mine)).len() == 2 && speaks_of_others(&read(host)).len() == 2);
    for other in [theirs, guest] {
        seal(&county, other, units(&[HOUSING]));
    }
    for id in [mine, host] {
        let told = speaks_of_others(&read(id));
        assert!(told.is_empty(), "matter {id} tells of {told:?}");
        let seen = county.office.matter_file(&clerk, id, today()).unwrap();
        assert!(speaks_of_others(&seen).len() >= 2);
    }
    assert!(
        read(mine).matter.clocks.len() < clocks,
        "a limit that ended by the join tells of it too"
    );
    assert!(
        read(mine)
            .matter
            .clocks
            .iter()
            .any(|clock| clock.is_running())
    );
}

#[test]
fn a_petition_that_still_stands_in_the_file_is_told_whatever_became_of_its_home() {
    let county = County::new();
    let host = given_to(&county, HOUSING);
    let guest = county.register(Submission {
        join: Some((host, Relation::Repeat)),
        ..roof()
    });
    let handler = county.viewer(HOUSING, Role::Handler);
    let file = county.office.matter_file(&handler, host, today()).unwrap();
    let petitions: Vec<PetitionId> = file.matter.petitions.iter().map(|one| one.id).collect();
    assert!(petitions.contains(&guest.petition));
    assert!(speaks_of_others(&file).contains(&"took_in".to_owned()));
}

#[test]
fn a_hidden_matter_and_one_that_is_not_there_are_the_same_work() {
    let county = County::new();
    let person: PersonId = county.viewer(OFFICE, Role::Handler).person;
    let secret = county.register(accusation(&[TOWNSHIP], &[person]));
    let id = secret.matter;
    // Whoever reads the ledger of this matter trips over it.
    change(
        &county.data(),
        &format!("UPDATE entries SET body = '{{' WHERE matter = {id}"),
    );
    let seen = county.viewer(OFFICE, Role::Clerk);
    assert!(
        matches!(
            county.office.matter_file(&seen, id, today()),
            Err(OfficeError::Store(_))
        ),
        "the ledger is read for who may see it: the test proves nothing otherwise"
    );
    let accused = [
        county.viewer(TOWNSHIP, Role::Leader),
        county.viewer(VILLAGE, Role::Handler),
        county.viewer(OFFICE, Role::Handler),
        county.viewer(OFFICE, Role::Administrator),
        county.viewer(WATER, Role::Supervisor),
    ];
    for viewer in &accused {
        let office = &county.office;
        for id in [id, MatterId(4_711)] {
            assert!(hidden(office.matter_file(viewer, id, today())));
            assert!(hidden(office.file(viewer, id, "00", today())));
            assert!(hidden(office.show_identity(
                viewer,
                id,
                "核实".to_owned(),
                today()
            )));
            assert!(hidden(office.note_copy(
                viewer,
                id,
                "查询单".to_owned(),
                today()
            )));
            assert!(hidden(office.note_look(viewer, id, today())));
            let document = (id, kernel::DocumentId(1));
            let pdf = office::documents::printing::Form::Pdf;
            assert!(hidden(office.print_document(
                viewer,
                document,
                pdf,
                false,
                today()
            )));
            let act = office.act(viewer, id, 1, crate::county::note("看看"), today());
            assert!(hidden(act));
        }
        assert_eq!(office.by_number(viewer, &secret.number).unwrap(), None);
        assert_eq!(office.by_number(viewer, "20260302-04711").unwrap(), None);
    }
}

#[test]
fn numbers_that_no_matter_has_lead_nowhere() {
    let county = County::new();
    county.register(roof());
    let viewers = [
        county.viewer(OFFICE, Role::Clerk),
        county.viewer(OFFICE, Role::Administrator),
    ];
    let beyond = 1_i64 << 40;
    for id in [0, -1, i64::MIN, i64::MAX, beyond, beyond + 1, -beyond] {
        let id = MatterId(id);
        for viewer in &viewers {
            assert!(
                hidden(county.office.matter_file(viewer, id, today())),
                "{id}"
            );
            let act = county
                .office
                .act(viewer, id, 0, crate::county::note("x"), today());
            assert!(hidden(act), "{id}");
        }
        let reader = county.office.store().reader().unwrap();
        assert!(
            store::ledger::load(&reader, id).unwrap().is_none(),
            "{id} reads another chain"
        );
    }
}

#[test]
fn the_administrator_is_not_told_how_many_documents_a_day_has() {
    let county = County::new();
    let id = county.register(asked_for()).matter;
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let version = county.office.version(id).unwrap();
    let template = county
        .office
        .documents()
        .templates()
        .get("D01")
        .cloned()
        .unwrap();
    let file = county.office.matter_file(&clerk, id, today()).unwrap();
    let values = county.office.prefilled(&template, &file);
    county
        .office
        .issue_document(&clerk, id, version, ("D01", values), today())
        .unwrap();
    let size = |viewer: &Viewer| county.office.day_size(viewer, today().today()).unwrap();
    assert_eq!(size(&clerk), (1, 0));
    assert_eq!(size(&county.viewer(OFFICE, Role::Administrator)), (0, 0));
    assert_eq!(size(&county.viewer(WATER, Role::Clerk)), (0, 0));
}

fn asked_for() -> Submission {
    Submission {
        screening: Some(asks(Purpose::Appeal)),
        ..roof()
    }
}

#[test]
fn what_was_joined_is_sealed_with_its_host_and_never_comes_back_to_the_accused() {
    let county = County::new();
    let host = county.register(roof()).matter;
    let guest = given_to(&county, HOUSING);
    let inner = given_to(&county, HOUSING);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let join = |guest: MatterId, host: MatterId| {
        let version = county.office.version(guest).unwrap();
        let day = at("2026-03-03");
        county
            .office
            .join(&clerk, guest, version, host, Relation::Joint, day)
            .unwrap();
    };
    join(inner, guest);
    join(guest, host);
    let accused = [
        county.viewer(HOUSING, Role::Handler),
        county.viewer(HOUSING, Role::Leader),
    ];
    for id in [guest, inner] {
        assert!(!hidden(county.office.matter_file(&accused[0], id, today())));
    }
    seal(&county, host, units(&[HOUSING]));
    let check = |viewers: &[Viewer]| {
        for viewer in viewers {
            for id in [host, guest, inner] {
                assert!(
                    hidden(county.office.matter_file(viewer, id, today())),
                    "{id}"
                );
                assert!(county.office.lines(viewer, &[id]).unwrap().is_empty());
            }
        }
    };
    check(&accused);
    let why = "不是同一件事".to_owned();
    county
        .office
        .undo_join(&clerk, guest, 0, why, at("2026-03-05"))
        .unwrap();
    check(&accused);
    let guest = county.matter(guest);
    assert_ne!(guest.owner, HOUSING);
    assert!(guest.clocks.iter().any(|clock| clock.is_running()));
    assert!(
        guest
            .clocks
            .iter()
            .all(|clock| !clock.is_running() || clock.unit() != Some(HOUSING))
    );
    let report = store::verify::verify(county.office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{:?}", report.problems);
}
