//! The calls that the petition department makes after matters are closed, day by day through the year.

use domain::MatterId;
use domain::access::Viewer;
use domain::matter::oversight::{
    DutyKind, FollowUpCommand, FollowUpMethod, FollowUpOutcome, Found,
};
use domain::matter::{Command, OversightCommand};
use domain::org::Role;
use jiff::civil::{Date, Weekday};
use office::lists::{Order, Verb};
use office::{Moment, Office, OfficeError};

use super::people::Staff;

/// Each matter has its turn on one working day in so many.
const TURN: i64 = 4;
/// One matter in so many is put off again and again, so that something is late.
const PUT_OFF: i64 = 97;
/// One in so many petitioners does not answer the telephone.
const UNREACHED: i64 = 9;

/// Makes the day's calls.
pub fn call(office: &Office, staff: &Staff, moment: Moment) {
    let day = moment.today();
    if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return;
    }
    if let Err(error) = called(office, staff, day, moment) {
        tracing::debug!(%error, "nobody could be called");
    }
}

fn called(office: &Office, staff: &Staff, day: Date, moment: Moment) -> Result<(), OfficeError> {
    let front = office.front_office().ok_or(OfficeError::NotFound)?;
    let Some(clerk) = staff.post(front, Role::Clerk) else {
        return Ok(());
    };
    let filter = Verb::Beside(DutyKind::FollowUp).filter(clerk, day);
    let mut cursor = None;
    loop {
        let page = office.list(clerk, &filter, Order::Oldest, cursor.as_ref())?;
        for line in &page.lines {
            let turn = (line.id.0 + i64::from(day.day_of_year())) % TURN == 0;
            if !turn || line.id.0 % PUT_OFF == 0 {
                continue;
            }
            if let Err(error) = ask(office, clerk, line.id, moment) {
                tracing::debug!(%error, matter = line.id.0, "this call was not made");
            }
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(());
        }
    }
}

fn ask(
    office: &Office,
    clerk: &Viewer,
    matter: MatterId,
    moment: Moment,
) -> Result<(), OfficeError> {
    let file = office.matter_file(clerk, matter, moment)?;
    let follow_ups = &file.matter.oversight.follow_ups;
    let Some(planned) = follow_ups.iter().find(|one| one.is_open()) else {
        return Ok(());
    };
    let (outcome, words) = heard(matter.0);
    let command = FollowUpCommand::Make {
        id: Some(planned.id),
        found: Found {
            method: FollowUpMethod::Call,
            outcome,
            words: words.to_owned(),
            reopen: Vec::new(),
            reason: String::new(),
        },
    };
    let version = office.version(matter)?;
    let command = Command::Oversight(OversightCommand::FollowUp(command));
    office.act(clerk, matter, version, command, moment)
}

/// What the petitioner says.
fn heard(matter: i64) -> (FollowUpOutcome, &'static str) {
    if matter % UNREACHED == 0 {
        return (FollowUpOutcome::Unreached, "电话无人接听。");
    }
    match matter % 5 {
        0 => (
            FollowUpOutcome::Partly,
            "信访人说一部分已经办了，剩下的单位答应月底前办完。",
        ),
        1 => (
            FollowUpOutcome::Done,
            "信访人说问题已经解决，没有其他要求。",
        ),
        2 => (FollowUpOutcome::Done, "信访人收到了答复，对结果表示理解。"),
        3 => (
            FollowUpOutcome::Done,
            "信访人说承办人当面解释过，事情办好了。",
        ),
        _ => (FollowUpOutcome::Done, "信访人表示满意。"),
    }
}
