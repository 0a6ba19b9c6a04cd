//! Mediating, step by step.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::stops::{self, Cause};
use crate::kit::text::required;
use crate::model::answer::{AnswerKind, Service, ServiceMethod};
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::execution::ExecutionEvent;
use crate::model::hearing::HearingEvent;
use crate::model::matter::Matter;
use crate::model::mediation::{
    Agreement, AgreementForm, Confirmation, Mediation, MediationCommand, MediationEvent,
    MediationKind, MediationState, Party, Promise,
};
use crate::model::parts::Demand;
use crate::model::petition::Purpose;
use crate::model::said::Said;
use crate::rules::answering::decide::new_answer;
use crate::rules::answering::serve::meet_duties;
use crate::rules::handling::limits::{handling_limit_of, start_periods};
use crate::rules::{execution, mediation};

use kernel::access::Actor;
use kernel::refusal::Refusal;
use kernel::rulebook::key;
use kernel::{DemandId, MediationId};

const ARTICLE: &str = "《信访工作条例》第三十三条";

const CONFIRMATION: &str = "《人民调解法》第三十三条；《民事诉讼法》第二百零五条";

/// Decides what a command does to a mediation.
///
/// # Errors
/// A refusal that names what is missing or the article.
pub fn decide(
    matter: &Matter,
    command: MediationCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let open = |id| find(matter, id, Mediation::is_open);
    match command {
        MediationCommand::Propose {
            kind,
            by,
            other,
            demands,
        } => propose(matter, kind, (by, other), demands, ctx),
        MediationCommand::Consent {
            mediation,
            party,
            agrees,
        } => consent(matter, open(mediation)?, party, agrees, ctx),
        MediationCommand::Meet { mediation, text } => {
            let one = open(mediation)?;
            both_agree(one)?;
            Ok(vec![Event::Mediation(MediationEvent::Met {
                mediation: one.id,
                session: Said {
                    on: ctx.today,
                    text: required(&text, "调解记录", "the record")?,
                },
            })])
        }
        MediationCommand::Agree {
            agreement,
            on,
            promises,
        } => agree(
            matter,
            open(agreement.mediation)?,
            &agreement,
            (on, promises),
            ctx,
        ),
        MediationCommand::End {
            mediation,
            reason,
            routes,
        } => {
            let one = open(mediation)?;
            let reason = required(&reason, "终止调解的原因", "why it ends")?;
            let routes = required(
                &routes,
                "已告知的其他法定途径（仲裁、行政裁决、诉讼等）",
                "the other lawful routes that were told",
            )?;
            let text = format!("{reason}；已告知其他途径：{routes}");
            Ok(end(matter, one, None, text, ctx))
        }
        MediationCommand::AskConfirmation {
            mediation,
            court,
            on,
        } => ask_confirmation(matter, mediation, &court, on, ctx),
        MediationCommand::RecordConfirmation {
            mediation,
            ruling,
            words,
            on,
        } => record_confirmation(matter, mediation, ruling, (words, on), ctx),
    }
}

fn find(
    matter: &Matter,
    id: MediationId,
    fits: impl Fn(&Mediation) -> bool,
) -> Result<&Mediation, Refusal> {
    matter.mediation(id).filter(|one| fits(one)).ok_or_else(|| {
        Refusal::input(
            "该调解已有变化，请刷新页面",
            "that mediation has moved on; reload the page",
        )
    })
}

fn propose(
    matter: &Matter,
    kind: MediationKind,
    (by, other): (String, String),
    demands: Vec<DemandId>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let by = if kind == MediationKind::Settlement {
        by.trim().to_owned()
    } else {
        required(&by, "调解组织、机关或法院", "who mediates")?
    };
    let other = required(&other, "另一方（单位名称或称谓）", "the other party")?;
    let appeals: Vec<DemandId> = matter
        .open_demands()
        .filter(|demand| demand.purpose == Purpose::Appeal)
        .map(|demand| demand.id)
        .collect();
    let mut chosen = demands;
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() || !chosen.iter().all(|id| appeals.contains(id)) {
        return Err(Refusal::input(
            "请选择待处理的申诉求决诉求；建议、检举控告不适用调解",
            "choose open appeals; suggestions and accusations are not mediated",
        )
        .under(ARTICLE));
    }
    let last = matter.mediations.iter().map(|one| one.id.0).max();
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Mediation(MediationEvent::Proposed {
        mediation: Mediation {
            id: MediationId(last.unwrap_or(0) + 1),
            kind,
            by,
            other,
            demands: chosen,
            on: ctx.today,
            petitioner_agreed: None,
            other_agreed: None,
            sessions: Vec::new(),
            state: MediationState::Open,
            failed: None,
            agreement: None,
            confirmation_asked: None,
            confirmation: None,
        },
    }));
    Ok(steps.events)
}

/// A side agrees, or refuses, which ends it (《人民调解法》第十七条). The petitioner speaks for nobody else.
fn consent(
    matter: &Matter,
    one: &Mediation,
    party: Party,
    agrees: bool,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if *ctx.actor == Actor::Petitioner && party != Party::Petitioner {
        return Err(Refusal::input(
            "只能表示自己是否同意调解",
            "you can only speak for yourself",
        ));
    }
    if !agrees {
        let text = format!(
            "{}不同意调解，调解终止；可以通过仲裁、行政裁决、诉讼等其他法定途径解决",
            party.zh()
        );
        return Ok(end(matter, one, Some(party), text, ctx));
    }
    let already = match party {
        Party::Petitioner => one.petitioner_agreed,
        Party::Other => one.other_agreed,
    };
    if already.is_some() {
        return Err(Refusal::input(
            "已记录该方同意调解",
            "that side has agreed already",
        ));
    }
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Mediation(MediationEvent::Consented {
        mediation: one.id,
        party,
        on: ctx.today,
    }));
    let both = match party {
        Party::Petitioner => one.other_agreed.is_some(),
        Party::Other => one.petitioner_agreed.is_some(),
    };
    if both {
        stops::stop(&mut steps, matter, Cause::Mediation, ctx.today);
    }
    Ok(steps.events)
}

fn both_agree(one: &Mediation) -> Result<(), Refusal> {
    if one.has_consent() {
        return Ok(());
    }
    Err(Refusal::missing(
        "调解须双方自愿：请先记录信访人和另一方都同意调解",
        "both parties must agree to the mediation first",
    )
    .under(ARTICLE))
}

/// Ends a mediation without agreement; the handling goes on.
pub fn end(
    matter: &Matter,
    one: &Mediation,
    party: Option<Party>,
    text: String,
    ctx: &Context<'_>,
) -> Vec<Event> {
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Mediation(MediationEvent::Failed {
        mediation: one.id,
        party,
        reason: Said {
            on: ctx.today,
            text,
        },
    }));
    stops::restart(&mut steps, matter, Cause::Mediation);
    steps.events
}

/// The agreement ends its demands: both sides have it from the day it takes effect.
fn agree(
    matter: &Matter,
    one: &Mediation,
    agreement: &Agreement,
    (on, promises): (Date, Vec<Promise>),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    both_agree(one)?;
    if on < one.on || on > ctx.today {
        return Err(Refusal::input(
            format!("协议生效日期应在 {} 至今天之间", one.on),
            format!("the day must lie between {} and today", one.on),
        ));
    }
    let still_open = |id: &DemandId| matter.open_demands().any(|demand| demand.id == *id);
    if !one.demands.iter().all(still_open) {
        return Err(Refusal::input(
            "调解的诉求中有的已另有答复，请先终止调解",
            "one of the demands has been answered in the meantime; end the mediation",
        ));
    }
    let agreement = Agreement {
        mediation: one.id,
        kind: one.kind,
        form: agreement.form,
        facts: required(&agreement.facts, "主要事实和争议事项", "the main facts")?,
        terms: required(&agreement.terms, "协议内容、履行方式和期限", "the terms")?,
    };
    let form = agreement.form;
    let kind = AnswerKind::Agreement(agreement);
    let answer = new_answer(matter, kind, one.demands.clone(), None, on);
    let mut steps = Steps::on(matter, ctx);
    stops::restart(&mut steps, matter, Cause::Mediation);
    let issued = Event::AnswerIssued {
        answer: answer.clone(),
    };
    let mut after = matter.clone();
    after.apply(&issued);
    steps.push(issued);
    let proof = match form {
        AgreementForm::Written => "双方签名，各执一份",
        AgreementForm::Oral => "口头达成，已记录",
    };
    steps.push(Event::Served {
        answer: answer.id,
        service: Service {
            method: ServiceMethod::InPerson,
            on,
            proof: proof.to_owned(),
        },
    });
    meet_duties(&mut steps, &after, &answer, on);
    end_hearing(&mut steps, matter, &after, ctx);
    if one.kind == MediationKind::Peoples {
        steps.start(key::ASK_CONFIRMATION, Holder::Petitioner, on, None, None)?;
    }
    let first = execution::decide::next_id(matter);
    for (number, promise) in (first.0..).zip(promises) {
        let what = required(&promise.what, "履行内容", "what is to be done")?;
        let id = kernel::ExecutionId(number);
        let from = (answer.id, matter.owner);
        execution::decide::track(&mut steps, id, from, (what, promise.by), ctx)?;
    }
    Ok(steps.events)
}

/// Once no appeal is left to be heard, a hearing in handling is called off.
fn end_hearing(steps: &mut Steps<'_>, matter: &Matter, after: &Matter, ctx: &Context<'_>) {
    let left = after
        .open_demands()
        .any(|demand| demand.purpose == Purpose::Appeal);
    if let Some(hearing) = matter.open_hearing_on(None).filter(|_| !left) {
        steps.end(
            matter,
            &running().limits(&[key::HEARING]).of(hearing.unit).first(),
            "已达成协议",
        );
        steps.push(Event::Hearing(HearingEvent::Cancelled {
            hearing: hearing.id,
            reason: Said {
                on: ctx.today,
                text: "已达成协议".to_owned(),
            },
        }));
    }
}

/// Both sides ask the court, jointly and within thirty days.
fn ask_confirmation(
    matter: &Matter,
    id: MediationId,
    court: &str,
    on: Date,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let one = find(matter, id, mediation::may::confirmable)?;
    let text = required(court, "受理司法确认的人民法院", "the court")?;
    let clock = mediation::may::confirmation_clock(matter, one)
        .filter(|clock| on >= clock.span.trigger && on <= ctx.today);
    let Some(clock) = clock else {
        return Err(Refusal::input(
            "申请日期应在协议生效之日至今天之间",
            "the day must lie between the agreement and today",
        ));
    };
    if on > clock.duty_date() {
        return Err(Refusal::law(
            format!("共同申请司法确认的期限至 {} 届满", clock.duty_date()),
            format!("the period to ask ended on {}", clock.duty_date()),
            CONFIRMATION,
        ));
    }
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::ClockMet {
        clock: clock.id,
        on,
    });
    steps.push(Event::Mediation(MediationEvent::ConfirmationAsked {
        mediation: id,
        asked: Said { on, text },
    }));
    Ok(steps.events)
}

/// Valid: it can be enforced. Rejected: the demands are open again, to be mediated again or taken to court.
fn record_confirmation(
    matter: &Matter,
    id: MediationId,
    ruling: Confirmation,
    (words, on): (String, Date),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let one = find(matter, id, mediation::may::awaits_ruling)?;
    let text = required(&words, "裁定书文号和内容", "number and words of the ruling")?;
    let asked = one.confirmation_asked.as_ref().map_or(on, |said| said.on);
    if on < asked || on > ctx.today {
        return Err(Refusal::input(
            format!("裁定日期应在 {asked} 至今天之间"),
            format!("the day must lie between {asked} and today"),
        ));
    }
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Mediation(MediationEvent::ConfirmationRuled {
        mediation: id,
        ruling,
        words: Said { on, text },
    }));
    if ruling == Confirmation::Rejected {
        for open in matter.executions.iter().filter(|open| open.is_open()) {
            if Some(open.answer) == one.agreement {
                steps.end(
                    matter,
                    &running()
                        .limits(&[key::CARRY_OUT])
                        .of(open.unit)
                        .due(open.by)
                        .first(),
                    "协议未获司法确认",
                );
                steps.push(Event::Execution(ExecutionEvent::Reported {
                    execution: open.id,
                    done: false,
                    result: Said {
                        on: ctx.today,
                        text: "协议未获司法确认，重新办理".to_owned(),
                    },
                }));
            }
        }
        handle_again(&mut steps, matter, one, ctx)?;
    }
    Ok(steps.events)
}

/// What the agreement had settled is to be handled again: each demand by the period of its own route, where that does not run.
fn handle_again(
    steps: &mut Steps<'_>,
    matter: &Matter,
    one: &Mediation,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let runs = |limit: &str| {
        matter.clocks.iter().any(|clock| {
            clock.is_running()
                && clock.unit() == Some(matter.owner)
                && clock.limit.as_str() == limit
        })
    };
    let settled = one.agreement.and_then(|id| matter.answer(id));
    let settled = settled.map_or(&[][..], |answer| answer.demands.as_slice());
    let wanted = |demand: &Demand| settled.contains(&demand.id) && !runs(handling_limit_of(demand));
    start_periods(steps, matter, ctx.today, ctx, &wanted)
}
