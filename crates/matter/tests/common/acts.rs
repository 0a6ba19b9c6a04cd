//! Commands in a few words.

use kernel::org::Role::Leader;
use kernel::rulebook::{GroundCode, GroundEffect};
use kernel::{AnswerId, DemandId, PersonId, UnitId};
use matter::extension::ExtensionCommand;
use matter::lawful::{DutyNotice, LawfulCommand, Route};
use matter::routing::RoutingCommand;
use matter::simple::SimpleCommand;
use matter::{
    Accused, Adoption, Attachment, Command, Decision, DocumentCommand, DocumentNumber, NewDocument,
    Opinion, PaperSignature, RatedFrom, Score, ServiceMethod,
};

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
    object_naming(UnitId(4))
}

/// An objection that believes `unit` responsible.
pub fn object_naming(unit: UnitId) -> Command {
    Command::Object {
        ground: GroundCode::new("RT1"),
        reason: "该房屋由另一部门管理".to_owned(),
        believed: Some(unit),
    }
}

pub fn refer() -> Command {
    Command::Routing(RoutingCommand::ReferDispute {
        reason: "双方都认为应由对方受理".to_owned(),
    })
}

pub fn settle(unit: UnitId) -> Command {
    Command::Routing(RoutingCommand::SettleDispute {
        unit,
        reason: "职责清单写明由该单位负责".to_owned(),
    })
}

pub fn report_up() -> Command {
    Command::Routing(RoutingCommand::ReportUp {
        reason: "涉及多个部门，拟由住房局牵头".to_owned(),
    })
}

pub fn decide_report(unit: Option<UnitId>) -> Command {
    Command::Routing(RoutingCommand::DecideReport {
        unit,
        text: "同意，请牵头单位抓紧办理".to_owned(),
    })
}

pub fn ask_co_handler(unit: UnitId, due: &str) -> Command {
    Command::Routing(RoutingCommand::AskCoHandler {
        unit,
        request: "请核实供水管道的权属".to_owned(),
        due: day(due),
    })
}

pub fn contribute() -> Command {
    Command::Routing(RoutingCommand::Contribute {
        text: "经核实，管道属于小区共有".to_owned(),
    })
}

pub fn end_co_handling(unit: UnitId) -> Command {
    Command::Routing(RoutingCommand::EndCoHandling {
        unit,
        reason: "已另行查明".to_owned(),
    })
}

pub fn guide(to: UnitId, signer: UnitId) -> Command {
    Command::Routing(RoutingCommand::Guide {
        to,
        reason: "已说明逐级走访的规定".to_owned(),
        signer: post(signer, Leader),
    })
}

pub fn classify(demand: u16, route: Route) -> Command {
    Command::Lawful(LawfulCommand::Classify {
        demand: DemandId(demand),
        route,
        reason: "依据职责清单和法律规定".to_owned(),
    })
}

pub fn lead_in(route: Route, signer: UnitId) -> Command {
    Command::Lawful(LawfulCommand::LeadIn {
        route,
        to: "青禾县劳动人事争议仲裁委员会".to_owned(),
        reason: "劳动争议应当先申请仲裁，材料清单附后".to_owned(),
        signer: post(signer, Leader),
    })
}

pub fn reply_duty(signer: UnitId, interest: bool) -> Command {
    Command::Lawful(LawfulCommand::ReplyDuty {
        notice: DutyNotice {
            summary: "举报夜间违规施工".to_owned(),
            facts: "现场检查属实".to_owned(),
            result: "责令停止夜间施工".to_owned(),
            basis: "《噪声污染防治法》第四十三条".to_owned(),
            next: String::new(),
            interest,
        },
        signer: post(signer, Leader),
    })
}

pub fn conclude() -> Command {
    Command::Lawful(LawfulCommand::ConcludeInquiry {
        note: "已按程序办结".to_owned(),
    })
}

pub fn simplify(paper: bool) -> Command {
    Command::Simple(SimpleCommand::Choose {
        reason: "事实清楚，一次可以解决".to_owned(),
        paper,
    })
}

pub fn use_ordinary() -> Command {
    Command::Simple(SimpleCommand::Leave {
        reason: "需要房屋安全鉴定".to_owned(),
    })
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
        approver: Some(post(unit, Leader)),
        reason: "需要房屋安全鉴定".to_owned(),
        remark: String::new(),
    }
}

/// The handler of a unit asks its leader for days.
pub fn ask_extension(days: u16, unit: UnitId) -> Command {
    Command::Extension(ExtensionCommand::Ask {
        to: post(unit, Leader),
        days,
        reason: "委托鉴定，鉴定机构须二十日出具报告".to_owned(),
    })
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
        lines: Vec::new(),
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
    let ground = ground.parse::<GroundCode>().unwrap();
    let effect = GroundEffect::of_older(&ground);
    Command::NotAccept {
        ground,
        effect,
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

/// The same, recorded from the paper the leader signed.
pub fn on_paper(of: Command) -> Command {
    Command::OnPaper {
        of: Box::new(of),
        paper: PaperSignature {
            scan: scan(),
            reason: "签发人没有本系统账号".to_owned(),
        },
    }
}

/// A scan of something signed.
pub fn scan() -> Attachment {
    Attachment {
        hash: "5c".repeat(32),
        name: "签发稿.pdf".to_owned(),
        size: 1_024,
        media: "application/pdf".to_owned(),
        from_petitioner: false,
    }
}

/// A document of a code, with the answer it carries.
pub fn issue(code: &str, answer: Option<AnswerId>) -> Command {
    Command::Document(DocumentCommand::Issue(Box::new(NewDocument {
        code: code.to_owned(),
        title: "文书".to_owned(),
        number: DocumentNumber {
            series: "青信".to_owned(),
            year: 2026,
            serial: 1,
        },
        answer,
        for_petitioner: true,
        copies: 1,
        hash: "ab".repeat(32),
        check: "ABCD2345EF".to_owned(),
        paper: "{}".to_owned(),
    })))
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
        from: RatedFrom::Elsewhere,
    }
}
