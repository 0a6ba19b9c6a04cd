//! Documents: no notice of what did not happen, proof of service, and numbers that stay taken.

use kernel::org::Role::{Clerk, Handler, Leader, Supervisor};
use kernel::{AnswerId, DocumentId, Refusal, RefusalKind};
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::{
    Action, Command, Document, DocumentCommand, DocumentNumber, Matter, NewDocument,
    PaperSignature, ServiceMethod, Signature, Stage,
};

use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, WATER, acts, day};

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
    case.does(acts::issue("D11", Some(AnswerId(1))));
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
            &serde_json::from_str::<matter::Event>(&text).unwrap(),
            event
        );
    }
}

/// Each kind of answer of one office, with the unit that gives it.
fn answered_in_every_way() -> Vec<Case> {
    let mut refused = Case::transferred(&[Appeal]);
    refused
        .by(HOUSING, Leader)
        .does(acts::not_accept(HOUSING, "NA1"));
    let mut redirected = Case::transferred(&[Appeal]);
    redirected.by(HOUSING, Leader).does(acts::redirect(HOUSING));
    let mut suggested = Case::accepted(&[Suggestion]);
    suggested.does(acts::reply_suggestion(HOUSING));
    let mut accused = Case::accepted(&[Accusation]);
    accused.does(acts::reply_accusation(HOUSING));
    vec![Case::answered(), refused, redirected, suggested, accused]
}

fn just_serve(on: &str) -> Command {
    acts::serve(1, on)
}

#[test]
fn nothing_is_served_that_was_not_issued() {
    for mut case in answered_in_every_way() {
        let on = case.today.to_string();
        let name = case.matter.answers[0].kind.zh();
        let unissued = case.tries(just_serve(&on)).unwrap_err();
        assert!(
            unissued.zh.contains("尚未编号制发"),
            "{name}: {}",
            unissued.zh
        );
        assert_eq!(case.may(Action::Serve).unwrap_err(), unissued, "{name}");
        // Another paper of the matter is none of it.
        case.does(issue("D01"));
        assert_eq!(case.tries(just_serve(&on)).unwrap_err(), unissued, "{name}");
        case.issues(AnswerId(1));
        assert_eq!(case.may(Action::Serve), Ok(()), "{name}");
        let cancelled = DocumentCommand::Void {
            document: DocumentId(2),
            reason: "印错".to_owned(),
        };
        case.does(Command::Document(cancelled));
        assert_eq!(case.tries(just_serve(&on)).unwrap_err(), unissued, "{name}");
        case.issues(AnswerId(1));
        case.does(just_serve(&on));
        assert!(case.matter.answers[0].service.is_some(), "{name}");
        assert!(
            case.matter.documents[2].service.is_some(),
            "{name}: one way to serve"
        );
    }
}

#[test]
fn an_acceptance_is_told_by_its_document_and_told_once() {
    let told = || {
        Command::NotifyAcceptance(matter::Service {
            method: ServiceMethod::Post,
            on: day("2026-03-05"),
            proof: "EMS1001".to_owned(),
        })
    };
    let mut case = Case::accepted(&[Appeal]);
    let refusal = case.tries(told()).unwrap_err();
    assert!(refusal.zh.contains("受理告知书尚未制发"), "{}", refusal.zh);
    case.does(issue("D03"));
    let mut by_document = case.clone();
    by_document.does(serve(ServiceMethod::Post, "2026-03-05", "EMS1001"));
    case.does(told());
    for case in [&case, &by_document] {
        assert_eq!(
            case.matter.acceptance_notice.as_ref().unwrap().proof,
            "EMS1001"
        );
        assert!(case.matter.documents[0].service.is_some());
        assert!(case.may(Action::NotifyAcceptance).is_err());
    }
    // A folder of an earlier version may hold a notice that was served before its document told of it.
    let mut older = case.clone();
    older.matter.acceptance_notice = None;
    older.does(told());
    assert!(older.matter.acceptance_notice.is_some());
}

#[test]
fn one_answer_has_one_number() {
    let mut case = Case::answered();
    case.does(acts::issue("D11", Some(AnswerId(1))));
    let again = case.refuses(acts::issue("D11", Some(AnswerId(1))));
    assert!(again.zh.contains("已经以"), "{}", again.zh);
    for wrong in [
        acts::issue("D04", Some(AnswerId(1))),
        acts::issue("D11", Some(AnswerId(9))),
        acts::issue("D01", Some(AnswerId(1))),
        acts::issue("D11", None),
    ] {
        assert!(Case::answered().tries(wrong.clone()).is_err(), "{wrong:?}");
    }
    let mut by_the_office = Case::answered();
    by_the_office.by(OFFICE, Clerk);
    let refusal = by_the_office.refuses(acts::issue("D11", Some(AnswerId(1))));
    assert_eq!(refusal.kind, RefusalKind::NotYours, "{}", refusal.zh);
}

#[test]
fn an_answer_of_an_earlier_version_is_served_without_a_document() {
    let mut case = Case::answered();
    case.matter.answers[0].signature = Signature::Unstated;
    assert_eq!(case.may(Action::Serve), Ok(()));
    let events = case.tries(just_serve("2026-03-20")).unwrap();
    events.iter().for_each(|event| case.matter.apply(event));
    assert_eq!(case.matter.stage, Stage::Served);
    assert!(case.matter.documents.is_empty());
    // Its entry, as that version wrote it, says nothing of a signature.
    let text = serde_json::to_string(&case.matter.answers[0]).unwrap();
    assert!(!text.contains("signature"), "{text}");
}

#[test]
fn nobody_signs_in_anothers_name() {
    let mut opinion = Case::accepted(&[Appeal]);
    opinion.does(acts::hear());
    let signed: Vec<(Case, Command)> = vec![
        (opinion, acts::opinion(HOUSING, &[1])),
        (
            Case::transferred(&[Appeal]),
            acts::not_accept(HOUSING, "NA1"),
        ),
        (Case::transferred(&[Appeal]), acts::redirect(HOUSING)),
        (
            Case::accepted(&[Suggestion]),
            acts::reply_suggestion(HOUSING),
        ),
        (
            Case::accepted(&[Accusation]),
            acts::reply_accusation(HOUSING),
        ),
    ];
    for (mut case, command) in signed {
        let name = command.action().zh();
        case.by(HOUSING, Handler);
        let refusal = case.tries(command.clone()).unwrap_err();
        assert!(
            refusal.zh.contains("须由签发人本人"),
            "{name}: {}",
            refusal.zh
        );
        let blank = Command::OnPaper {
            of: Box::new(command.clone()),
            paper: PaperSignature {
                scan: acts::scan(),
                reason: " ".to_owned(),
            },
        };
        assert!(case.tries(blank).is_err(), "{name}: without a reason");
        case.does(acts::on_paper(command.clone()));
        let answer = &case.matter.answers[0];
        assert_eq!(
            answer.signature,
            Signature::OnPaper {
                scan: acts::scan().hash,
                reason: "签发人没有本系统账号".to_owned()
            },
            "{name}: the file says that it records a paper"
        );
        assert!(case.matter.attachments.contains(&acts::scan()), "{name}");
    }
    // The signer needs no paper.
    let mut case = Case::accepted(&[Suggestion]);
    case.by(HOUSING, Leader)
        .does(acts::reply_suggestion(HOUSING));
    assert_eq!(case.matter.answers[0].signature, Signature::Here);
    // And paper is for what somebody signs.
    assert!(case.tries(acts::on_paper(acts::close())).is_err());
}
