//! Joining repeat and joint petitions, undoing it.

use kernel::org::Role::{Clerk, Leader};
use kernel::{MatterId, PetitionId, RefusalKind};
use matter::petition::Purpose::{Accusation, Appeal};
use matter::petition::{Petition, Relation};
use matter::{ClockState, Command, Stage, give_back};

use crate::common::acts::{accuse, close, transfer};
use crate::common::case::Case;
use crate::common::{DISCIPLINE, HOUSING, OFFICE, VILLAGE, WATER, checked, day};

/// A second letter about the same roof, received by the petition department on 6 March 2026.
fn second() -> Case {
    let mut letter = checked(OFFICE, "2026-03-06", &[Appeal]);
    letter.petition.id = PetitionId(2);
    letter.petition.home = MatterId(2);
    letter.petition.number = "QH-2026-000002".to_owned();
    Case::open(letter)
}

fn take_in(petition: &Petition, relation: Relation) -> Command {
    Command::TakeIn {
        petition: petition.clone(),
        relation,
    }
}

fn join_into(host: &Case, relation: Relation) -> Command {
    Command::JoinInto {
        matter: host.matter.id,
        relation,
    }
}

fn undo() -> Command {
    Command::UndoJoin {
        reason: "核对后不是同一事项".to_owned(),
    }
}

#[test]
fn a_joined_petition_is_found_in_both_matters() {
    let (mut host, mut guest) = (Case::registered(&[Appeal]), second());
    host.does(take_in(&guest.matter.petitions[0], Relation::Repeat));
    guest.does(join_into(&host, Relation::Repeat));
    assert_eq!(guest.matter.stage, Stage::Joined);
    assert_eq!(guest.matter.joined_into, Some(MatterId(1)));
    for case in [&host, &guest] {
        let found = case
            .matter
            .petitions
            .iter()
            .find(|petition| petition.id == PetitionId(2));
        assert_eq!(
            found.map(|petition| petition.relation),
            Some(Relation::Repeat)
        );
    }
    assert_eq!(host.matter.head_count(), 2);
    assert!(guest.running().is_empty(), "the host's clocks count now");
}

#[test]
fn an_undone_join_gives_the_guest_its_stage_and_clocks_back() {
    let (host, mut guest) = (Case::registered(&[Appeal]), second());
    guest
        .on("2026-03-07")
        .by(OFFICE, Clerk)
        .does(transfer(HOUSING));
    let before = guest.matter.clone();
    guest
        .by(HOUSING, Leader)
        .on("2026-03-09")
        .does(join_into(&host, Relation::Joint));
    guest.on("2026-03-30").does(undo());
    assert_eq!(guest.matter.stage, Stage::Transferred);
    assert_eq!(guest.matter.owner, HOUSING);
    assert_eq!(guest.matter.petitions, before.petitions);
    assert_eq!(guest.running(), ["K3", "K4"]);
    let due = before
        .clocks
        .iter()
        .find(|clock| clock.limit.as_str() == "K3")
        .unwrap()
        .due;
    assert_eq!(
        guest.clock("K3").due,
        due,
        "no time is won by joining and undoing"
    );
}

#[test]
fn a_join_undone_twice_still_leaves_one_clock_for_each_duty() {
    let (host, mut guest) = (Case::registered(&[Appeal]), second());
    for _ in 0..3 {
        guest.does(join_into(&host, Relation::Repeat)).does(undo());
    }
    assert_eq!(guest.running(), ["K1"]);
}

#[test]
fn a_clock_kept_between_two_joins_does_not_come_back() {
    let (host, mut guest) = (Case::registered(&[Appeal]), second());
    guest.does(join_into(&host, Relation::Repeat)).does(undo());
    guest.by(OFFICE, Clerk).does(transfer(HOUSING));
    guest
        .by(HOUSING, Clerk)
        .does(join_into(&host, Relation::Repeat))
        .does(undo());
    assert_eq!(guest.running(), ["K3", "K4"]);
    assert_eq!(guest.clock("K1").state, ClockState::Met(day("2026-03-06")));
}

#[test]
fn the_host_gives_a_joined_petition_back_but_never_its_own() {
    let (mut host, guest) = (Case::registered(&[Appeal]), second());
    host.does(take_in(&guest.matter.petitions[0], Relation::Repeat));
    let reason = "误并".to_owned();
    let own = give_back(&host.matter, PetitionId(1), reason.clone()).unwrap_err();
    assert_eq!(own.kind, RefusalKind::Input);
    let unknown = give_back(&host.matter, PetitionId(3), reason.clone()).unwrap_err();
    assert_eq!(unknown.kind, RefusalKind::Input);
    let events = give_back(&host.matter, PetitionId(2), reason).unwrap();
    events.iter().for_each(|event| host.matter.apply(event));
    assert_eq!(host.matter.petitions.len(), 1);
}

#[test]
fn only_a_joined_matter_can_be_undone() {
    assert_eq!(second().refuses(undo()).kind, RefusalKind::Stage);
}

#[test]
fn undoing_needs_a_reason() {
    let (host, mut guest) = (Case::registered(&[Appeal]), second());
    guest.does(join_into(&host, Relation::Repeat));
    let silent = Command::UndoJoin {
        reason: String::new(),
    };
    assert_eq!(guest.refuses(silent).kind, RefusalKind::Input);
}

#[test]
fn the_petition_department_that_joined_a_villages_matter_may_undo_it() {
    let mut letter = checked(VILLAGE, "2026-03-06", &[Appeal]);
    letter.petition.home = MatterId(2);
    letter.petition.id = PetitionId(2);
    let mut guest = Case::open(letter);
    let host = Case::registered(&[Appeal]);
    guest
        .by(OFFICE, Clerk)
        .does(join_into(&host, Relation::Repeat))
        .does(undo());
    assert_eq!(guest.matter.stage, Stage::Registered);
    assert_eq!(
        guest
            .by(WATER, Clerk)
            .refuses(join_into(&host, Relation::Repeat))
            .kind,
        RefusalKind::NotYours
    );
}

#[test]
fn a_matter_is_not_joined_to_itself_or_as_the_first() {
    let case = Case::registered(&[Appeal]);
    assert_eq!(
        case.refuses(join_into(&case, Relation::Repeat)).kind,
        RefusalKind::Input
    );
    let guest = second();
    assert_eq!(
        guest.refuses(join_into(&case, Relation::First)).kind,
        RefusalKind::Input
    );
    let own = take_in(&case.matter.petitions[0], Relation::Repeat);
    assert_eq!(case.refuses(own).kind, RefusalKind::Input);
}

#[test]
fn an_accepted_or_answered_matter_is_related_not_joined() {
    let host = second();
    for case in [Case::accepted(&[Appeal]), Case::answered()] {
        assert_eq!(
            case.refuses(join_into(&host, Relation::Repeat)).kind,
            RefusalKind::Missing
        );
        let mut related = case.clone();
        related.does(Command::Relate(host.matter.id));
        assert_eq!(related.matter.related, [MatterId(2)]);
        assert_eq!(
            related.refuses(Command::Relate(host.matter.id)).kind,
            RefusalKind::Input
        );
    }
}

#[test]
fn other_peoples_petition_is_not_joined_to_an_answered_matter() {
    let mut host = Case::served();
    let guest = second();
    let joint = take_in(&guest.matter.petitions[0], Relation::Joint);
    assert_eq!(host.refuses(joint).kind, RefusalKind::Missing);
    host.does(close())
        .does(take_in(&guest.matter.petitions[0], Relation::Repeat));
}

#[test]
fn taking_over_from_an_accused_unit_leaves_the_petitioners_right_alone() {
    use crate::common::acts::{hear, opinion, serve};
    let mut case = Case::accepted(&[Appeal, Accusation]);
    case.does(hear())
        .does(opinion(HOUSING, &[1]))
        .does(serve(1, "2026-03-05"));
    case.by(OFFICE, Clerk).does(accuse(&[HOUSING], &[]));
    assert_eq!(case.matter.owner, DISCIPLINE);
    assert_eq!(case.running(), ["K2", "K9"]);
}
