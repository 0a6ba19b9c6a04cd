//! Review, hearing and mediation in a few words.

use kernel::org::Role::Leader;
use kernel::{AnswerId, DemandId, ExecutionId, HearingId, MediationId, PostId, ReviewId, UnitId};
use matter::execution::ExecutionCommand;
use matter::hearing::{HearingCommand, HearingGround, HearingRecord};
use matter::mediation::{
    Agreement, AgreementForm, MediationCommand, MediationKind, Party, Promise,
};
use matter::pause::{PauseCommand, SuspensionGround, TerminationGround};
use matter::review::{Late, Level, Outcome, ReviewCommand, ReviewOpinion};
use matter::{Command, Decision};

use super::{day, post};

pub fn ask(answer: u16, on: &str) -> Command {
    ask_late(answer, on, None)
}

pub fn ask_late(answer: u16, on: &str, late: Option<Late>) -> Command {
    Command::Review(ReviewCommand::Request {
        answer: AnswerId(answer),
        reasons: "请求撤销原意见：鉴定报告没有采用".to_owned(),
        on: day(on),
        late,
    })
}

pub fn accept(review: u16) -> Command {
    Command::Review(ReviewCommand::Accept {
        review: ReviewId(review),
    })
}

pub fn refuse(review: u16, signer: UnitId) -> Command {
    Command::Review(ReviewCommand::Refuse {
        review: ReviewId(review),
        reason: "申请的不是信访处理意见".to_owned(),
        signer: post(signer, Leader),
    })
}

pub fn ask_supplement(review: u16) -> Command {
    Command::Review(ReviewCommand::AskSupplement {
        review: ReviewId(review),
        what: "补充鉴定报告".to_owned(),
    })
}

pub fn supplement(review: u16) -> Command {
    Command::Review(ReviewCommand::Supplement {
        review: ReviewId(review),
        text: "鉴定报告一份".to_owned(),
    })
}

pub fn respond(review: u16) -> Command {
    Command::Review(ReviewCommand::Respond {
        review: ReviewId(review),
        text: "鉴定报告系单方委托".to_owned(),
    })
}

pub fn consult(review: u16, organ: UnitId) -> Command {
    Command::Review(ReviewCommand::Consult {
        review: ReviewId(review),
        organ,
        question: "鉴定是否合规".to_owned(),
    })
}

pub fn advise(review: u16) -> Command {
    Command::Review(ReviewCommand::Advise {
        review: ReviewId(review),
        text: "鉴定机构有资质".to_owned(),
    })
}

pub fn review_opinion(review: u16, outcome: Outcome) -> ReviewOpinion {
    ReviewOpinion {
        review: ReviewId(review),
        level: Level::Review,
        outcome,
        request: "请求撤销原意见".to_owned(),
        facts: "鉴定机构有资质，鉴定程序合规".to_owned(),
        opinion: outcome.zh().to_owned(),
        basis: "《信访工作条例》第三十五条".to_owned(),
        decisions: if outcome == Outcome::Change {
            vec![(DemandId(1), Decision::Support)]
        } else {
            Vec::new()
        },
    }
}

/// Decides a review, signed by the leader of `signer`.
pub fn rule(review: u16, outcome: Outcome, signer: UnitId) -> Command {
    Command::Review(ReviewCommand::Decide {
        opinion: review_opinion(review, outcome),
        signer: post(signer, Leader),
    })
}

pub fn lapse() -> Command {
    Command::Review(ReviewCommand::Lapse)
}

pub fn publish(review: u16) -> Command {
    Command::Review(ReviewCommand::Publish {
        review: ReviewId(review),
        place: "县信访局公告栏，七日".to_owned(),
    })
}

pub fn new_facts() -> Command {
    Command::Review(ReviewCommand::NewFacts {
        text: "新取得的产权档案表明屋顶属于公共部位".to_owned(),
    })
}

pub fn hold_hearing(review: Option<u16>, host: PostId, members: usize) -> Command {
    Command::Hearing(HearingCommand::Decide {
        review: review.map(ReviewId),
        ground: HearingGround::Complex,
        reason: "责任主体争议大".to_owned(),
        host,
        members: (1..=members).map(|n| format!("听证员{n}")).collect(),
    })
}

pub fn notify(hearing: u16, on: &str) -> Command {
    Command::Hearing(HearingCommand::Notify {
        hearing: HearingId(hearing),
        on: day(on),
        time: "9:30".to_owned(),
        place: "县信访局一楼听证室".to_owned(),
        note: "带身份证件".to_owned(),
    })
}

pub fn postpone(hearing: u16) -> Command {
    Command::Hearing(HearingCommand::Postpone {
        hearing: HearingId(hearing),
        reason: "信访人住院".to_owned(),
    })
}

pub fn record(hearing: u16, on: &str, representatives: u16) -> Command {
    Command::Hearing(HearingCommand::Hold {
        hearing: HearingId(hearing),
        record: HearingRecord {
            on: day(on),
            present: "信访人、承办单位、听证员五名".to_owned(),
            representatives,
            text: "双方陈述、质证、辩论".to_owned(),
        },
    })
}

pub fn conclude(hearing: u16) -> Command {
    Command::Hearing(HearingCommand::Conclude {
        hearing: HearingId(hearing),
        text: "多数听证员认为应当维修".to_owned(),
    })
}

pub fn cancel_hearing(hearing: u16) -> Command {
    Command::Hearing(HearingCommand::Cancel {
        hearing: HearingId(hearing),
        reason: "信访人放弃听证".to_owned(),
    })
}

pub fn propose(kind: MediationKind, demands: &[u16]) -> Command {
    Command::Mediation(MediationCommand::Propose {
        kind,
        by: "柳塘镇人民调解委员会".to_owned(),
        other: "物业服务企业".to_owned(),
        demands: demands.iter().map(|id| DemandId(*id)).collect(),
    })
}

pub fn consent(mediation: u16, party: Party, agrees: bool) -> Command {
    Command::Mediation(MediationCommand::Consent {
        mediation: MediationId(mediation),
        party,
        agrees,
    })
}

pub fn meet(mediation: u16) -> Command {
    Command::Mediation(MediationCommand::Meet {
        mediation: MediationId(mediation),
        text: "双方就维修费用分担协商".to_owned(),
    })
}

pub fn agree(mediation: u16, on: &str, promises: &[(&str, &str)]) -> Command {
    Command::Mediation(MediationCommand::Agree {
        agreement: Agreement {
            mediation: MediationId(mediation),
            kind: MediationKind::Peoples,
            form: AgreementForm::Written,
            facts: "屋顶漏水，维修费用有争议".to_owned(),
            terms: "物业公司负责维修，费用各半".to_owned(),
        },
        on: day(on),
        promises: promises
            .iter()
            .map(|(what, by)| Promise {
                what: (*what).to_owned(),
                by: day(by),
            })
            .collect(),
    })
}

pub fn end_mediation(mediation: u16, routes: &str) -> Command {
    Command::Mediation(MediationCommand::End {
        mediation: MediationId(mediation),
        reason: "费用分担谈不拢".to_owned(),
        routes: routes.to_owned(),
    })
}

pub fn ask_confirmation(mediation: u16, on: &str) -> Command {
    Command::Mediation(MediationCommand::AskConfirmation {
        mediation: MediationId(mediation),
        court: "青禾县人民法院".to_owned(),
        on: day(on),
    })
}

pub fn confirmed(mediation: u16, ruling: matter::mediation::Confirmation, on: &str) -> Command {
    Command::Mediation(MediationCommand::RecordConfirmation {
        mediation: MediationId(mediation),
        ruling,
        words: "（2026）调确1号".to_owned(),
        on: day(on),
    })
}

pub fn track(answer: u16, by: &str) -> Command {
    Command::Execution(ExecutionCommand::Track {
        answer: AnswerId(answer),
        what: "完成屋顶防水维修".to_owned(),
        by: day(by),
    })
}

pub fn urge(execution: u16) -> Command {
    Command::Execution(ExecutionCommand::Urge {
        execution: ExecutionId(execution),
        words: "请按期完成维修".to_owned(),
    })
}

pub fn report(execution: u16, done: bool) -> Command {
    Command::Execution(ExecutionCommand::Report {
        execution: ExecutionId(execution),
        done,
        result: "现场核实".to_owned(),
    })
}

pub fn suspend() -> Command {
    Command::Pause(PauseCommand::Suspend {
        ground: SuspensionGround::OtherProcedure,
        reason: "鉴定机构的复核鉴定尚未作出".to_owned(),
    })
}

pub fn resume() -> Command {
    Command::Pause(PauseCommand::Resume {
        reason: "鉴定结论已经作出".to_owned(),
    })
}

pub fn terminate(review: Option<u16>, signer: UnitId) -> Command {
    Command::Pause(PauseCommand::Terminate {
        review: review.map(ReviewId),
        ground: TerminationGround::Withdrawn,
        reason: "信访人书面撤回".to_owned(),
        signer: post(signer, Leader),
    })
}
