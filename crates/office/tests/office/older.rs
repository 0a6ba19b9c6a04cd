//! A folder that an older version of the program left: what that version did not keep beside the ledger is there once it is opened.

use huiyin_office as office;
use kernel::MatterId;
use kernel::org::Role;
use kernel::{DemandId, PostId};
use matter::desk::{DraftText, Line};
use matter::oversight::DutyKind;
use matter::{Command, Decision, DeskCommand};
use office::Office;
use office::lists::{Order, Verb};
use store::verify::verify;

use crate::county::{County, HOUSING, at, viewer_in};
use crate::tamper::{change, number};

/// The roof letter with a draft that waits for the housing department's leader.
pub fn waiting(county: &County) -> MatterId {
    let id = county.accepted().matter;
    let acts = |day, command| county.does(HOUSING, Role::Handler, id, day, command);
    let note = "电话听取".to_owned();
    acts("2026-03-10", Command::Hear { note });
    let line = Line {
        demand: DemandId(1),
        decision: Some(Decision::Support),
        answer: "三十日内维修".to_owned(),
        basis: "《住宅专项维修资金管理办法》第二十二条".to_owned(),
    };
    let draft = DraftText {
        request: "请求维修屋顶".to_owned(),
        facts: "屋顶防水层破损".to_owned(),
        lines: vec![line],
    };
    acts("2026-03-11", Command::Desk(DeskCommand::Draft(draft)));
    let to: PostId = county.leader(HOUSING);
    acts("2026-03-11", Command::Desk(DeskCommand::Submit { to }));
    id
}

/// What the leader finds to sign on the workbench, and in the list behind the figure.
fn to_sign(office: &Office) -> (u64, Vec<MatterId>) {
    let leader = viewer_in(office, HOUSING, Role::Leader);
    let verb = Verb::Duty(DutyKind::Sign);
    let now = at("2026-03-12");
    let counted = office
        .workbench(&leader, now)
        .unwrap()
        .iter()
        .find(|work| work.verb == verb)
        .map_or(0, |work| work.count);
    let filter = verb.filter(&leader, now.today());
    let list = office.list(&leader, &filter, Order::Oldest, None).unwrap();
    (counted, list.lines.iter().map(|line| line.id).collect())
}

#[test]
fn a_draft_that_waited_in_an_older_folder_is_a_duty_of_the_signer_once_it_is_opened() {
    let county = County::new();
    let id = waiting(&county);
    assert_eq!(to_sign(&county.office), (1, vec![id]));
    let data = county.data();
    let signs = "SELECT COUNT(*) FROM duties WHERE kind = 'sign'";

    // Such a folder has neither the duty nor the edition of the rows that have it.
    assert_eq!(change(&data, "DELETE FROM duties WHERE kind = 'sign'"), 1);
    let marked = Office::open(testkit::home(&data)).unwrap();
    assert_eq!(
        to_sign(&marked),
        (0, vec![]),
        "filled once for each edition"
    );
    drop(marked);
    let edition = "UPDATE projections SET edition = 0 WHERE name = 'duties'";
    assert_eq!(change(&data, edition), 1);
    let opened = Office::open(testkit::home(&data)).unwrap();
    assert_eq!(to_sign(&opened), (1, vec![id]));
    assert_eq!(number(&data, signs), 1);
    let report = verify(opened.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "as if it had always been there: {report:?}");

    // Once signed it is gone, in a folder that was opened anew as in any other.
    county.does(
        HOUSING,
        Role::Leader,
        id,
        "2026-03-13",
        Command::Desk(DeskCommand::Sign),
    );
    assert_eq!(
        to_sign(&Office::open(testkit::home(&data)).unwrap()),
        (0, vec![])
    );
}
