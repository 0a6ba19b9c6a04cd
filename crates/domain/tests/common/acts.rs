//! Commands in a few words.

use huiyin_domain as domain;

use domain::matter::{Accused, Adoption, Command, Decision, Opinion, Score, ServiceMethod};
use domain::org::Role::Leader;
use domain::rulebook::GroundCode;
use domain::{AnswerId, DemandId, PersonId, UnitId};

use super::{day, post};

pub fn transfer(to: UnitId) -> Command {
    Command::Transfer {
        to,
        note: "请依法办理".to_owned(),
    }
}

pub fn assign(to: UnitId, report_by: &str) -> Command {
    Command::Assign {
        to,
        report_by: day(report_by),
        note: "请按期反馈".to_owned(),
    }
}

pub fn object() -> Command {
    Command::Object {
        reason: "该房屋由另一部门管理".to_owned(),
        believed: None,
    }
}

pub fn agree() -> Command {
    Command::AgreeObjection {
        note: "异议成立".to_owned(),
    }
}

pub fn reject() -> Command {
    Command::RejectObjection {
        reason: "职责清单写明由你单位负责".to_owned(),
    }
}

pub fn hear() -> Command {
    Command::Hear {
        note: "电话听取，信访人陈述漏水经过".to_owned(),
    }
}

pub fn extend(days: u16, unit: UnitId) -> Command {
    Command::Extend {
        days,
        approver: post(unit, Leader),
        reason: "需要房屋安全鉴定".to_owned(),
    }
}

/// An opinion with all four parts that decides on `demands`.
pub fn complete(demands: &[u16]) -> Opinion {
    Opinion {
        request: "请求维修屋顶".to_owned(),
        facts: "经现场查看，屋顶防水层破损".to_owned(),
        opinion: "三十日内维修".to_owned(),
        basis: "《住宅专项维修资金管理办法》第二十二条".to_owned(),
        decisions: demands
            .iter()
            .map(|id| (DemandId(*id), Decision::Support))
            .collect(),
    }
}

/// That opinion, signed by the leader of `unit`.
pub fn opinion(unit: UnitId, demands: &[u16]) -> Command {
    signed(unit, complete(demands))
}

pub fn signed(unit: UnitId, opinion: Opinion) -> Command {
    Command::IssueOpinion {
        opinion,
        signer: post(unit, Leader),
    }
}

pub fn reply_suggestion(unit: UnitId) -> Command {
    Command::ReplySuggestion {
        adoption: Adoption::Partly,
        text: "已列入明年计划".to_owned(),
        signer: post(unit, Leader),
    }
}

pub fn reply_accusation(unit: UnitId) -> Command {
    Command::ReplyAccusation {
        text: "已依规处理".to_owned(),
        signer: post(unit, Leader),
    }
}

pub fn not_accept(unit: UnitId, ground: &str) -> Command {
    Command::NotAccept {
        ground: ground.parse::<GroundCode>().unwrap(),
        reason: "该事项正在人民法院审理".to_owned(),
        signer: post(unit, Leader),
    }
}

pub fn redirect(unit: UnitId) -> Command {
    Command::Redirect {
        to: "青禾县劳动人事争议仲裁委员会".to_owned(),
        reason: "劳动争议应当先申请仲裁".to_owned(),
        signer: post(unit, Leader),
    }
}

/// Service in person that day.
pub fn serve(answer: u16, on: &str) -> Command {
    Command::Serve {
        answer: AnswerId(answer),
        method: ServiceMethod::InPerson,
        on: day(on),
        proof: "本人签收".to_owned(),
    }
}

pub fn close() -> Command {
    Command::Close {
        note: String::new(),
    }
}

pub fn accuse(units: &[UnitId], persons: &[PersonId]) -> Command {
    Command::NameAccused(Accused {
        units: units.to_vec(),
        persons: persons.to_vec(),
    })
}

pub fn rate(office: Option<Score>, unit: Option<Score>) -> Command {
    Command::Rate {
        office,
        unit,
        comment: String::new(),
    }
}
