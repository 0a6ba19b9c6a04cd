//! Documents on random walks.

use huiyin_domain as domain;

use domain::DocumentId;
use domain::matter::{
    Action, Command, DocumentCommand, DocumentNumber, Matter, NewDocument, ServiceMethod,
};
use jiff::civil::Date;

/// The command for an action on documents.
pub fn command(action: Action, matter: &Matter, today: Date, (a, b): (u8, u8)) -> Option<Command> {
    let count = matter.documents.len().max(1) as u16;
    let document = DocumentId(u16::from(a) % count + 1);
    let reason = || {
        if b.is_multiple_of(13) {
            String::new()
        } else {
            "理由".to_owned()
        }
    };
    Some(Command::Document(match action {
        Action::IssueDocument => DocumentCommand::Issue(Box::new(new(matter, a, b))),
        Action::VoidDocument => DocumentCommand::Void {
            document,
            reason: reason(),
        },
        Action::ServeDocument if b.is_multiple_of(3) => DocumentCommand::Fail {
            document,
            method: ServiceMethod::Post,
            on: today,
            reason: reason(),
        },
        Action::ServeDocument => DocumentCommand::Serve {
            document,
            method: ServiceMethod::ALL[usize::from(b) % ServiceMethod::ALL.len()],
            on: today,
            proof: reason(),
        },
        _ => return None,
    }))
}

fn new(matter: &Matter, a: u8, b: u8) -> NewDocument {
    let code = ["D01", "D02", "D03", "D04", "D10", "D11"][usize::from(a) % 6];
    let carries = matches!(code, "D04" | "D11");
    NewDocument {
        code: code.to_owned(),
        title: "文书".to_owned(),
        number: DocumentNumber {
            series: "信告".to_owned(),
            year: 2026,
            serial: matter.documents.len() as u32 + 1,
        },
        answer: matter
            .answers
            .last()
            .map(|answer| answer.id)
            .filter(|_| carries),
        for_petitioner: !b.is_multiple_of(4),
        copies: 1,
        hash: "0f".repeat(32),
        check: format!("CHECK{}", matter.documents.len()),
        paper: "{}".to_owned(),
    }
}
