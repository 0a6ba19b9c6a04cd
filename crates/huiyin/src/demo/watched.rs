//! What watches over some of the county's matters on the last evening: orders, an instruction, a leader's case, a suggestion.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::rulebook::{GroundCode, ground};
use matter::oversight::{
    AdviceCommand, AdviceKind, AdviceText, Disposition, InstructionCommand, OrderText,
    OwnershipCommand, SupervisionCommand, SupervisionForm,
};
use matter::{Command, OversightCommand, Stage};
use office::lists::{Duty, Filter, Line, Order};
use office::{Moment, Office, OfficeError};

use super::people::Staff;

/// Lets the petition department and two leaders look after the oldest open matters of a department.
pub fn watch(office: &Office, staff: &Staff, moment: Moment) {
    if let Err(error) = played(office, staff, moment) {
        tracing::debug!(%error, "nothing to watch over this year");
    }
}

fn played(office: &Office, staff: &Staff, moment: Moment) -> Result<(), OfficeError> {
    let front = office.front_office().ok_or(OfficeError::NotFound)?;
    let unit = staff.unit("zjj").ok_or(OfficeError::NotFound)?;
    let leader_of = |unit| staff.post(unit, Role::Leader).ok_or(OfficeError::NotFound);
    let (chief, head) = (leader_of(front)?, leader_of(unit)?);
    let filter = Filter {
        stages: vec![Stage::Handling],
        duty: Some(Duty::next_of(unit)),
        ..Filter::default()
    };
    let lines = office.list(head, &filter, Order::Oldest, None)?.lines;
    let day = |days: i64| moment.today().saturating_add(days.days());
    let does = |viewer: &Viewer, line: &Line, command: OversightCommand| {
        let version = office.version(line.id)?;
        office.act(
            viewer,
            line.id,
            version,
            Command::Oversight(command),
            moment,
        )
    };
    for (at, line) in (0..).zip(lines.iter().take(8)) {
        match at % 4 {
            0 => does(chief, line, order(day(10)))?,
            1 => does(head, line, instruction(unit, day(7)))?,
            2 => does(chief, line, case(head, day(5), day(20)))?,
            _ => does(chief, line, suggestion(unit, chief))?,
        }
    }
    Ok(())
}

fn order(by: Date) -> OversightCommand {
    OversightCommand::Supervision(SupervisionCommand::Order(OrderText {
        ground: GroundCode::new(ground::DELAY),
        form: SupervisionForm::Online,
        problem: "受理后办理进展缓慢，信访人多次询问没有回音。".to_owned(),
        demand: "十日内听取信访人陈述，查明事实，作出处理意见并送达。".to_owned(),
        by,
        approver: None,
    }))
}

fn instruction(unit: kernel::UnitId, by: Date) -> OversightCommand {
    OversightCommand::Instruction(InstructionCommand::Write {
        reading: None,
        disposition: Disposition::Task,
        text: "请承办科室到现场核实，一周内提出解决办法。".to_owned(),
        to: Some(unit),
        by: Some(by),
        leader: None,
    })
}

fn case(leader: &Viewer, meeting: Date, done: Date) -> OversightCommand {
    OversightCommand::Ownership(OwnershipCommand::Take {
        leader: leader.post,
        team: "承办科室、属地乡镇、法律顾问".to_owned(),
        goal: "查清责任，落实资金，一次解决。".to_owned(),
        plan: vec![
            ("现场会商，明确责任".to_owned(), meeting),
            ("落实资金并完成整改".to_owned(), done),
        ],
        budget: 50_000,
    })
}

fn suggestion(unit: kernel::UnitId, signer: &Viewer) -> OversightCommand {
    OversightCommand::Advice(AdviceCommand::Give(AdviceText {
        kind: AdviceKind::Improve,
        to: unit,
        problem: "同类问题近期多次反映，答复时间偏长。".to_owned(),
        suggestion: "明确专人负责，公布办理时限和联系电话。".to_owned(),
        signer: signer.post,
    }))
}
