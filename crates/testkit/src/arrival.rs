//! What comes in, and what was signed on paper.

use std::collections::BTreeMap;

use kernel::UnitId;
use matter::petition::{Channel, Purpose};
use matter::{Accused, Attachment, Command, PaperSignature, Screening};
use office::Moment;
use office::intake::Submission;

/// A letter that came today to this unit and was not screened yet; nobody is named in it.
pub fn by_mail(office: UnitId, subject: &str, body: &str, today: Moment) -> Submission {
    Submission {
        channel: Channel::Letter,
        received: today.today(),
        time: None,
        office,
        subject: subject.to_owned(),
        body: body.to_owned(),
        place: None,
        people: Vec::new(),
        head_count: 1,
        attachments: Vec::new(),
        screening: None,
        once: None,
        join: None,
        related: Vec::new(),
        extra: BTreeMap::new(),
    }
}

/// A clerk's finding: one demand.
pub fn asks(purpose: Purpose, demand: &str, accused: Accused) -> Screening {
    Screening {
        demands: vec![(purpose, demand.to_owned())],
        accused,
        ..Screening::default()
    }
}

/// A clerk's finding: one appeal.
pub fn appeal(demand: &str) -> Screening {
    asks(Purpose::Appeal, demand, Accused::default())
}

/// Recorded from the paper that the leader signed.
pub fn on_paper(of: Command) -> Command {
    Command::OnPaper {
        of: Box::new(of),
        paper: PaperSignature {
            scan: Attachment {
                hash: "5c".repeat(32),
                name: "签发稿.pdf".to_owned(),
                size: 1,
                media: "application/pdf".to_owned(),
                from_petitioner: false,
            },
            reason: "负责人没有账号".to_owned(),
        },
    }
}
