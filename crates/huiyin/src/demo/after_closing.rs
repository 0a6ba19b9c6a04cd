//! What is done after matters are closed, through the year: the petition department calls, the units archive.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use kernel::MatterId;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::oversight::{
    ArchiveCommand, DutyKind, FollowUpCommand, FollowUpMethod, FollowUpOutcome, Found, Retention,
};
use matter::{Command, OversightCommand};
use office::lists::{Line, Order, Verb};
use office::{Moment, Office, OfficeError};

use super::people::Staff;

/// Each matter has its turn on one working day in so many.
const TURN: i64 = 4;
/// One matter in so many is put off again and again, so that something is late.
const PUT_OFF: i64 = 97;
/// One in so many petitioners does not answer the telephone.
const UNREACHED: i64 = 9;

/// Units archive what came so many days ago or earlier.
const SETTLED: i64 = 75;

/// Plays what this day brings.
pub fn play(office: &Office, staff: &Staff, moment: Moment) {
    let played = match moment.today().weekday() {
        Weekday::Saturday | Weekday::Sunday => Ok(()),
        Weekday::Friday => {
            call(office, staff, moment).and_then(|()| archive(office, staff, moment))
        }
        _ => call(office, staff, moment),
    };
    if let Err(error) = played {
        tracing::debug!(%error, "nobody was called, nothing archived");
    }
}

/// The day's calls.
fn call(office: &Office, staff: &Staff, moment: Moment) -> Result<(), OfficeError> {
    let day = moment.today();
    let front = office.front_office().ok_or(OfficeError::NotFound)?;
    let Some(clerk) = staff.post(front, Role::Clerk) else {
        return Ok(());
    };
    for line in waiting(office, clerk, DutyKind::FollowUp, day)? {
        let turn = (line.id.0 + i64::from(day.day_of_year())) % TURN == 0;
        if turn && line.id.0 % PUT_OFF != 0 {
            told(line.id, ask(office, clerk, line.id, moment));
        }
    }
    Ok(())
}

/// The week's archiving, by each unit.
fn archive(office: &Office, staff: &Staff, moment: Moment) -> Result<(), OfficeError> {
    let day = moment.today();
    let settled = day.saturating_sub(SETTLED.days()).to_string();
    for unit in office.org().units() {
        let Some(handler) = staff.post(unit.id, Role::Handler) else {
            continue;
        };
        for line in waiting(office, handler, DutyKind::Archive, day)? {
            if line.received < settled && line.id.0 % PUT_OFF != 0 {
                told(line.id, shelve(office, handler, line.id, moment));
            }
        }
    }
    Ok(())
}

/// All matters that wait for the viewer to do this.
fn waiting(
    office: &Office,
    viewer: &Viewer,
    kind: DutyKind,
    day: Date,
) -> Result<Vec<Line>, OfficeError> {
    let filter = Verb::Duty(kind).filter(viewer, day);
    office.whole_list(viewer, &filter, Order::Oldest)
}

/// One refusal ends no other matter's story.
fn told(matter: MatterId, done: Result<(), OfficeError>) {
    if let Err(error) = done {
        tracing::debug!(%error, matter = matter.0, "this one waits");
    }
}

fn shelve(
    office: &Office,
    handler: &Viewer,
    matter: MatterId,
    moment: Moment,
) -> Result<(), OfficeError> {
    let command = ArchiveCommand::Archive {
        class: Retention::Ten,
        note: String::new(),
    };
    let version = office.version(matter)?;
    let command = Command::Oversight(OversightCommand::Archive(command));
    office.act(handler, matter, version, command, moment)
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
