//! The petitioner's rating.

use kernel::RefusalKind;
use kernel::org::Role::Leader;
use matter::{Action, Command, RatedFrom, Score};

use crate::common::HOUSING;
use crate::common::acts::{close, rate};
use crate::common::case::Case;

#[test]
fn silence_is_not_rated() {
    let mut case = Case::served();
    case.by(HOUSING, Leader).does(close());
    assert_eq!(case.matter.rating, None);
    case.by_petitioner().on("2027-03-24");
    assert_eq!(case.refuses(rate(None, None)).kind, RefusalKind::Input);
    assert_eq!(case.matter.rating, None);
}

#[test]
fn one_half_may_stay_not_rated() {
    let mut case = Case::served();
    case.by_petitioner()
        .does(rate(None, Some(Score::NotSatisfied)));
    let rating = case.matter.rating.unwrap();
    assert_eq!(
        (rating.office, rating.unit),
        (None, Some(Score::NotSatisfied))
    );
}

#[test]
fn rating_opens_with_service() {
    let mut case = Case::answered();
    case.by_petitioner();
    assert_eq!(case.may(Action::Rate).unwrap_err().kind, RefusalKind::Stage);
    let mut case = Case::served();
    case.by_petitioner();
    assert!(case.may(Action::Rate).is_ok());
}

#[test]
fn a_matter_is_rated_once() {
    let mut case = Case::served();
    case.by_petitioner()
        .does(rate(Some(Score::Satisfied), None));
    assert_eq!(
        case.refuses(rate(Some(Score::Basically), None)).kind,
        RefusalKind::Stage
    );
}

#[test]
fn a_comment_has_an_end() {
    let mut case = Case::served();
    let endless = Command::Rate {
        office: Some(Score::Satisfied),
        unit: None,
        comment: "好".repeat(1001),
        from: RatedFrom::Elsewhere,
    };
    assert_eq!(
        case.by_petitioner().refuses(endless).kind,
        RefusalKind::Input
    );
}
