//! Arrival and registration: everything is registered, groups send few, nobody needs a name.

use kernel::org::Role::{Clerk, Leader};
use kernel::rulebook::{Rulebook, Weight};
use kernel::{PetitionerId, RefusalKind};
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::petition::{Channel, Counts};
use matter::{Accused, Command, Event, Screening, Stage};

use crate::common::case::Case;
use crate::common::{
    COUNTY, DISCIPLINE, HOUSING, MERGED, OFFICE, acts, arrival, checked, day, screening, viewer,
};

fn named(count: i64) -> Vec<PetitionerId> {
    (1..=count).map(PetitionerId).collect()
}

#[test]
fn an_unchecked_arrival_has_an_owner_and_a_clock_at_once() {
    let case = Case::open(arrival(OFFICE, "2026-03-02"));
    assert_eq!(case.matter.stage, Stage::Received);
    assert_eq!(case.matter.owner, OFFICE);
    assert_eq!(case.running(), ["K1"]);
    assert_eq!(case.matter.number(), "QH-2026-000001");
}

#[test]
fn the_first_clock_counts_from_the_day_of_receipt_not_of_registration() {
    let case = Case::try_open(checked(OFFICE, "2026-03-02", &[Appeal]), day("2026-03-09")).unwrap();
    assert_eq!(case.clock("K1").due.raw, day("2026-03-17"));
}

#[test]
fn an_organ_that_receives_directly_tells_the_petitioner_instead_of_routing() {
    let case = Case::open(checked(HOUSING, "2026-03-02", &[Appeal]));
    assert_eq!(case.running(), ["K2"]);
}

#[test]
fn a_clerk_finds_the_demands_of_an_arrival() {
    let mut case = Case::open(arrival(OFFICE, "2026-03-02"));
    case.by(OFFICE, Clerk)
        .does(Command::Register(screening(&[Appeal, Suggestion])));
    assert_eq!(case.matter.stage, Stage::Registered);
    let purposes: Vec<_> = case
        .matter
        .demands
        .iter()
        .map(|demand| demand.purpose)
        .collect();
    assert_eq!(purposes, [Appeal, Suggestion]);
}

#[test]
fn registration_needs_at_least_one_demand() {
    let case = Case::open(arrival(OFFICE, "2026-03-02"));
    let refusal = case.refuses(Command::Register(Screening::default()));
    assert_eq!(refusal.kind, RefusalKind::Input);
}

#[test]
fn an_arrival_is_checked_once() {
    let case = Case::registered(&[Appeal]);
    let refusal = case.refuses(Command::Register(screening(&[Appeal])));
    assert_eq!(refusal.kind, RefusalKind::Stage);
}

#[test]
fn nothing_is_received_tomorrow() {
    let refused = Case::try_open(arrival(OFFICE, "2026-03-03"), day("2026-03-02"));
    assert_eq!(refused.err().unwrap().kind, RefusalKind::Input);
}

#[test]
fn a_petition_says_what_it_is_about() {
    let mut untitled = arrival(OFFICE, "2026-03-02");
    untitled.petition.subject = " ".to_owned();
    let mut blank = arrival(OFFICE, "2026-03-02");
    blank.petition.body = "\n".to_owned();
    for empty in [untitled, blank] {
        let refused = Case::try_open(empty, day("2026-03-02"));
        assert_eq!(refused.err().unwrap().kind, RefusalKind::Input);
    }
}

#[test]
fn a_unit_that_was_merged_registers_nothing() {
    let refused = Case::try_open(arrival(MERGED, "2026-03-02"), day("2026-03-02"));
    assert_eq!(refused.err().unwrap().kind, RefusalKind::Input);
}

#[test]
fn a_group_of_eighteen_counts_as_one_batch_and_eighteen_people() {
    let mut visit = checked(OFFICE, "2026-03-02", &[Appeal]);
    visit.petition.channel = Channel::Visit;
    visit.petition.petitioners = named(5);
    visit.petition.head_count = 18;
    let case = Case::open(visit);
    let mut counts = Counts::default();
    for petition in &case.matter.petitions {
        counts.add(petition.channel, petition.head_count);
    }
    assert_eq!((counts.items, counts.batches, counts.people), (0, 1, 18));
    assert_eq!(case.matter.head_count(), 18);
}

#[test]
fn a_sixth_representative_is_refused_with_article_20() {
    for channel in [Channel::Visit, Channel::Video] {
        let mut visit = checked(OFFICE, "2026-03-02", &[Appeal]);
        visit.petition.channel = channel;
        visit.petition.petitioners = named(6);
        visit.petition.head_count = 18;
        let refusal = Case::try_open(visit, day("2026-03-02")).err().unwrap();
        assert_eq!(refusal.kind, RefusalKind::Law);
        assert_eq!(
            refusal.article.as_deref(),
            Some("《信访工作条例》第二十条第三款")
        );
    }
}

#[test]
fn a_joint_letter_may_carry_more_than_five_names() {
    let mut letter = checked(OFFICE, "2026-03-02", &[Appeal]);
    letter.petition.petitioners = named(6);
    letter.petition.head_count = 6;
    assert_eq!(Case::open(letter).matter.head_count(), 6);
}

#[test]
fn there_are_never_fewer_people_than_names() {
    for (names, people) in [(2, 1), (0, 0)] {
        let mut letter = arrival(OFFICE, "2026-03-02");
        letter.petition.petitioners = named(names);
        letter.petition.head_count = people;
        let refused = Case::try_open(letter, day("2026-03-02"));
        assert_eq!(refused.err().unwrap().kind, RefusalKind::Input);
    }
}

#[test]
fn an_anonymous_petition_is_registered_and_handled() {
    let mut letter = checked(HOUSING, "2026-03-02", &[Appeal]);
    letter.petition.petitioners.clear();
    let mut case = Case::open(letter);
    case.by(HOUSING, Leader).does(Command::Accept);
    assert_eq!(case.matter.stage, Stage::Handling);
}

#[test]
fn a_demand_found_while_handling_gets_the_clock_of_its_purpose() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-12").does(Command::AddDemand {
        purpose: Suggestion,
        text: "建议公开维修资金账目".to_owned(),
    });
    assert_eq!(case.running(), ["K6", "K6S"]);
    assert_eq!(case.clock("K6S").span.trigger, day("2026-03-12"));
}

#[test]
fn a_second_demand_of_the_same_purpose_shares_the_clock() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-12").does(Command::AddDemand {
        purpose: Appeal,
        text: "请求赔偿损失".to_owned(),
    });
    assert_eq!(case.clocks("K6").len(), 1);
}

#[test]
fn a_clerk_of_the_accused_unit_registers_and_the_discipline_organ_answers() {
    let mut letter = checked(HOUSING, "2026-03-02", &[Accusation]);
    letter
        .screening
        .as_mut()
        .unwrap()
        .accused
        .units
        .push(HOUSING);
    let case = Case::open(letter);
    assert_eq!(case.matter.owner, DISCIPLINE);
    assert!(!case.is_seen_by(&viewer(HOUSING, Clerk)));
}

#[test]
fn nobody_is_named_accused_without_an_accusation() {
    let case = Case::registered(&[Appeal]);
    let refusal = case.refuses(acts::accuse(&[HOUSING], &[]));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    let refusal = case.refuses(Command::NameAccused(Accused::default()));
    assert_eq!(refusal.kind, RefusalKind::Input);
}

#[test]
fn a_weight_found_at_registration_brings_its_own_routing_limit() {
    let local = "id = \"test\"\nversion = \"1\"\nnational = \"national-2022\"\ntitle = \"测试\"\n\
                 [[limit]]\nkey = \"K1\"\narticle = \"《地方规定》第一条\"\nweights.urgent = { length = 1 }\n";
    let book = Rulebook::national().tightened_by(local).unwrap();
    let case = Case::open(arrival(OFFICE, "2026-03-02"));
    let actor = kernel::access::Actor::Staff(viewer(OFFICE, Clerk));
    let mut ctx = COUNTY.context(day("2026-03-02"), &actor);
    ctx.rulebook = &book;
    let urgent = Screening {
        weight: Weight::Urgent,
        ..screening(&[Appeal])
    };
    let events = matter::decide(&case.matter, Command::Register(urgent), &ctx).unwrap();
    let mut matter = case.matter.clone();
    events.iter().for_each(|event| matter.apply(event));
    let running: Vec<_> = matter
        .clocks
        .iter()
        .filter(|clock| clock.is_running())
        .collect();
    assert_eq!(running.len(), 1);
    assert_eq!(running[0].due.raw, day("2026-03-03"));
    assert!(matches!(events[0], Event::Registered { .. }));
}
