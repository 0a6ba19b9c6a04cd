//! What only the passing of days does, and what a petitioner does in time.

use huiyin_office as office;
use kernel::org::Role;
use kernel::{AnswerId, DemandId, MediationId};
use matter::mediation::{MediationCommand, MediationKind, Party};
use matter::review::ReviewCommand;
use matter::{Action, Command, Stage};
use office::OfficeError;
use office::lists::{Verb, Work};

use crate::county::{County, HOUSING, OFFICE, at};

fn asks(on: &str) -> Command {
    Command::Review(ReviewCommand::Request {
        answer: AnswerId(1),
        reasons: "没有到现场查看。".to_owned(),
        on: on.parse().unwrap(),
        late: None,
    })
}

/// Whether every table still follows from the ledger.
fn figures_agree(office: &office::Office) -> bool {
    let report = store::verify::verify(office.store(), &mut |_| {}).unwrap();
    report.problems.is_empty()
}

#[test]
fn a_right_that_nobody_used_ends_on_the_day_after_its_last() {
    let county = County::new();
    let slip = county.served();
    let office = &county.office;
    let matter = county.matter(slip.matter);
    let last = matter
        .rights()
        .map(|clock| clock.duty_date())
        .min()
        .unwrap();
    let morning = |date: jiff::civil::Date| at(&date.to_string());
    assert_eq!(office.end_unused_rights(morning(last)).unwrap(), 0);
    assert_eq!(county.stage(slip.matter), Stage::Served);

    let after = morning(last.tomorrow().unwrap());
    assert_eq!(office.end_unused_rights(after).unwrap(), 1);
    let matter = county.matter(slip.matter);
    assert_eq!(matter.stage, Stage::Lapsed);
    assert_eq!(matter.rights().count(), 0);
    assert_eq!(
        office.end_unused_rights(after).unwrap(),
        0,
        "once is enough"
    );
    assert!(figures_agree(office));
}

#[test]
fn a_petitioner_asks_for_review_with_number_and_code_alone() {
    let county = County::new();
    let slip = county.served();
    let office = &county.office;
    let day = county.matter(slip.matter).answers[0]
        .service
        .clone()
        .unwrap()
        .on;
    let now = at(&day.to_string());
    let track = office
        .petitioner(&slip.number, &slip.code, "", now)
        .and_then(|one| one.track())
        .unwrap();
    assert!(track.may(Action::RequestReview));
    assert!(!track.may(Action::StateNewFacts));
    let wrong = office
        .petitioner(&slip.number, "22222222", "", now)
        .and_then(|one| one.ask(asks(&day.to_string())));
    assert!(matches!(wrong, Err(OfficeError::NotFound)));
    office
        .petitioner(&slip.number, &slip.code, "", now)
        .and_then(|one| one.ask(asks(&day.to_string())))
        .unwrap();
    assert_eq!(county.stage(slip.matter), Stage::ReviewPending);
    let twice = office
        .petitioner(&slip.number, &slip.code, "", now)
        .and_then(|one| one.ask(asks(&day.to_string())));
    assert!(matches!(twice, Err(OfficeError::Refused(_))));

    // The request waits on the workbench of the desk that works for the review body, and nowhere else.
    let waiting = |unit| {
        let works = office
            .workbench(&county.viewer(unit, Role::Leader), now)
            .unwrap();
        let wanted = |work: &&Work| work.verb.code() == "accept_review";
        works.iter().find(wanted).unwrap().count
    };
    assert_eq!((waiting(OFFICE), waiting(HOUSING)), (1, 0));
    let verb = Verb::parse("accept_review").unwrap();
    let viewer = county.viewer(OFFICE, Role::Leader);
    let list = office
        .list(
            &viewer,
            &verb.filter(&viewer, now.today()),
            office::lists::Order::Newest,
            None,
        )
        .unwrap();
    assert_eq!(list.lines[0].id, slip.matter);
    assert!(figures_agree(office));
}

#[test]
fn a_mediation_leaves_the_workbench_when_a_side_refuses() {
    let county = County::new();
    let slip = county.accepted();
    let office = &county.office;
    let propose = MediationCommand::Propose {
        kind: MediationKind::Peoples,
        by: "镇人民调解委员会".to_owned(),
        other: "物业公司".to_owned(),
        demands: vec![DemandId(1)],
    };
    county.does(
        HOUSING,
        Role::Handler,
        slip.matter,
        "2026-03-09",
        Command::Mediation(propose),
    );
    let now = at("2026-03-09");
    let waiting = || {
        let works = office
            .workbench(&county.viewer(HOUSING, Role::Leader), now)
            .unwrap();
        let wanted = |work: &&Work| work.verb.code() == "mediation";
        works.iter().find(wanted).unwrap().count
    };
    assert_eq!(waiting(), 1);
    let answers = |party| {
        let mediation = MediationId(1);
        let agrees = false;
        let consent = MediationCommand::Consent {
            mediation,
            party,
            agrees,
        };
        office
            .petitioner(&slip.number, &slip.code, "", now)
            .and_then(|one| one.ask(Command::Mediation(consent)))
    };
    assert!(
        matches!(answers(Party::Other), Err(OfficeError::Refused(_))),
        "nobody answers for the other side"
    );
    answers(Party::Petitioner).unwrap();
    assert_eq!(waiting(), 0);
    assert!(figures_agree(office));
}
