//! Documents: no notice of what did not happen, proof of service, and numbers that stay taken.

use huiyin_domain as domain;

use domain::matter::{
    Action, Command, Document, DocumentCommand, DocumentNumber, Matter, NewDocument, ServiceMethod,
    Stage,
};
use domain::org::Role::{Clerk, Handler, Supervisor};
use domain::petition::Purpose::Appeal;
use domain::{AnswerId, DocumentId, Refusal, RefusalKind};

use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, WATER, day};

fn new(code: &str) -> NewDocument {
    NewDocument {
        code: code.to_owned(),
        title: "告知书".to_owned(),
        number: DocumentNumber {
            series: "青信告".to_owned(),
            year: 2026,
            serial: 5,
        },
        answer: None,
        for_petitioner: true,
        copies: 1,
        hash: "ab".repeat(32),
        check: "ABCD2345EF".to_owned(),
        paper: "{}".to_owned(),
    }
}

fn issue(code: &str) -> Command {
    Command::Document(DocumentCommand::Issue(Box::new(new(code))))
}

fn serve(method: ServiceMethod, on: &str, proof: &str) -> Command {
    Command::Document(DocumentCommand::Serve {
        document: DocumentId(1),
        method,
        on: day(on),
        proof: proof.to_owned(),
    })
}

fn fail(on: &str, reason: &str) -> Command {
    Command::Document(DocumentCommand::Fail {
        document: DocumentId(1),
        method: ServiceMethod::Post,
        on: day(on),
        reason: reason.to_owned(),
    })
}

fn void(reason: &str) -> Command {
    Command::Document(DocumentCommand::Void {
        document: DocumentId(1),
        reason: reason.to_owned(),
    })
}

fn first(matter: &Matter) -> &Document {
    matter.document(DocumentId(1)).unwrap()
}

#[test]
fn a_number_reads_as_the_standard_has_it() {
    assert_eq!(new("D03").number.to_string(), "青信告〔2026〕5号");
}

#[test]
fn nobody_is_told_of_an_act_that_did_not_happen() {
    let registered = Case::registered(&[Appeal]);
    for code in ["D02", "D03", "D04", "D05", "D06", "D07", "D10", "D11"] {
        let refusal = registered.refuses(issue(code));
        assert_eq!(refusal.kind, RefusalKind::Missing, "{code}");
    }
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Handler).does(issue("D02"));
    assert!(case.refuses(issue("D03")).zh.contains("尚未受理"));
    let mut case = Case::accepted(&[Appeal]);
    case.does(issue("D03"));
    let mut case = Case::answered();
    case.does(issue("D11"));
}

#[test]
fn who_answers_for_the_matter_issues_and_others_do_not() {
    let mut case = Case::accepted(&[Appeal]);
    for (unit, role) in [(WATER, Handler), (HOUSING, Supervisor)] {
        case.by(unit, role);
        let refusal: Refusal = case.refuses(issue("D03"));
        assert_eq!(refusal.kind, RefusalKind::NotYours);
    }
    case.by(OFFICE, Clerk).does(issue("D02"));
    assert_eq!(first(&case.matter).unit, OFFICE);
}

#[test]
fn a_failed_try_shows_and_the_document_still_waits() {
    let mut case = Case::accepted(&[Appeal]);
    case.does(issue("D03"));
    assert_eq!(
        case.refuses(fail("2026-03-05", " ")).kind,
        RefusalKind::Input
    );
    case.on("2026-03-12").does(fail("2026-03-12", "收件人迁出"));
    let tried = first(&case.matter);
    assert_eq!(tried.tries[0].reason, "收件人迁出");
    assert!(tried.waits(&case.matter));
    assert!(case.may(Action::ServeDocument).is_ok());
    case.does(serve(ServiceMethod::Web, "2026-03-12", ""));
    assert!(!first(&case.matter).waits(&case.matter));
    assert_eq!(
        case.refuses(fail("2026-03-12", "再试")).kind,
        RefusalKind::Missing
    );
}

#[test]
fn post_needs_its_item_number_and_a_visit_its_signature() {
    let mut case = Case::accepted(&[Appeal]);
    case.does(issue("D03"));
    for method in [
        ServiceMethod::Post,
        ServiceMethod::InPerson,
        ServiceMethod::Publication,
    ] {
        assert_eq!(
            case.refuses(serve(method, "2026-03-05", "")).kind,
            RefusalKind::Input
        );
    }
    for on in ["2026-03-04", "2026-03-06"] {
        assert_eq!(
            case.refuses(serve(ServiceMethod::Post, on, "XA123")).kind,
            RefusalKind::Input,
            "neither before it was issued nor in the future"
        );
    }
}

#[test]
fn serving_the_document_that_carries_an_answer_starts_the_petitioners_period() {
    let mut case = Case::answered();
    let opinion = NewDocument {
        answer: Some(AnswerId(1)),
        ..new("D11")
    };
    case.does(Command::Document(DocumentCommand::Issue(Box::new(opinion))));
    assert!(case.clocks("K9").is_empty());
    case.on("2026-03-24")
        .does(serve(ServiceMethod::Post, "2026-03-23", "XA123456789CN"));
    assert_eq!(case.clock("K9").span.trigger, day("2026-03-23"));
    assert_eq!(case.matter.stage, Stage::Served);
    assert_eq!(
        case.matter.answers[0].service.as_ref().unwrap().proof,
        "XA123456789CN"
    );
}

#[test]
fn a_document_counts_as_served_with_the_answer_it_carries() {
    let mut case = Case::answered();
    let opinion = NewDocument {
        answer: Some(AnswerId(1)),
        ..new("D11")
    };
    case.does(Command::Document(DocumentCommand::Issue(Box::new(opinion))));
    case.on("2026-03-24")
        .does(crate::common::acts::serve(1, "2026-03-24"));
    assert!(!first(&case.matter).waits(&case.matter));
    assert_eq!(
        case.refuses(serve(ServiceMethod::Web, "2026-03-24", ""))
            .kind,
        RefusalKind::Missing
    );
}

#[test]
fn a_cancelled_document_keeps_its_number_and_a_served_one_stands() {
    let mut case = Case::accepted(&[Appeal]);
    case.does(issue("D03"));
    assert_eq!(case.refuses(void("")).kind, RefusalKind::Input);
    case.does(void("文号用错"));
    assert_eq!(first(&case.matter).content.number.serial, 5);
    assert!(first(&case.matter).voided.is_some());
    case.refuses(serve(ServiceMethod::Web, "2026-03-05", ""));
    let mut case = Case::accepted(&[Appeal]);
    case.does(issue("D03"))
        .does(serve(ServiceMethod::Web, "2026-03-05", ""));
    assert_eq!(case.refuses(void("太迟")).kind, RefusalKind::Missing);
}

#[test]
fn an_entry_about_a_document_survives_json() {
    let mut case = Case::accepted(&[Appeal]);
    case.does(issue("D03"))
        .does(fail("2026-03-05", "退回"))
        .does(void("重做"));
    for event in &case.events {
        let text = serde_json::to_string(event).unwrap();
        assert_eq!(
            &serde_json::from_str::<domain::matter::Event>(&text).unwrap(),
            event
        );
    }
}
