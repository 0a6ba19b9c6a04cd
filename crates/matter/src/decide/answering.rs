//! Opinions, replies and notices; service; closing; rating.

use jiff::civil::Date;

use super::steps::{Steps, lacking, leader_of_owner, required};
use crate::clocks::BEFORE_ACCEPTANCE;
use crate::lawful::{refuse_opinion, watches};
use crate::oversight;
use crate::petition::Purpose;
use crate::review::{redo, served};
use crate::state::{
    Answer, AnswerKind, Closing, Demand, Opinion, RatedFrom, Rating, Score, Service, ServiceMethod,
    Signature,
};
use crate::{Clock, Command, Context, Event, Holder, Matter};
use kernel::refusal::Refusal;
use kernel::rulebook::{GroundCode, GroundEffect};
use kernel::{AnswerId, DemandId, PostId};

/// Signs an answer. Which demands it ends follows from its kind; an opinion names them one by one.
pub fn issue(matter: &Matter, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (kind, demands, signer) = match command {
        Command::IssueOpinion { opinion, signer } => {
            let opinion = complete_opinion(matter, opinion, ctx)?;
            let demands = opinion.decisions.iter().map(|(id, _)| *id).collect();
            (AnswerKind::Opinion(opinion), demands, signer)
        }
        Command::ReplySuggestion {
            adoption,
            text,
            signer,
        } => {
            let text = required(&text, "答复内容", "reply")?;
            let kind = AnswerKind::SuggestionReply { adoption, text };
            (kind, open_of(matter, Some(Purpose::Suggestion)), signer)
        }
        Command::ReplyAccusation { text, signer } => {
            let text = required(&text, "反馈内容", "feedback")?;
            let kind = AnswerKind::AccusationReply { text };
            (kind, open_of(matter, Some(Purpose::Accusation)), signer)
        }
        Command::NotAccept {
            ground,
            reason,
            signer,
        } => {
            let purpose = check_ground(matter, &ground, ctx)?;
            let reason = required(&reason, "具体理由", "concrete reason")?;
            let reason = cited(matter, &ground, reason, ctx);
            (
                AnswerKind::NotAccepted { ground, reason },
                open_of(matter, purpose),
                signer,
            )
        }
        Command::Redirect { to, reason, signer } => {
            let to = required(&to, "应当去的机关或途径", "where to go")?;
            let reason = required(&reason, "理由和依据", "why, with the basis")?;
            (
                AnswerKind::Redirected { to, reason },
                open_of(matter, None),
                signer,
            )
        }
        _ => return Err(Refusal::input("不是文书", "not an answer")),
    };
    let signed_by = Some(leader_of_owner(matter, signer, ctx)?);
    Ok(vec![Event::AnswerIssued {
        answer: new_answer(matter, kind, demands, signed_by, ctx.today),
    }])
}

/// A notice that the same facts and reasons are no longer accepted names the re-review opinion it rests on (第三十六条第三款).
fn cited(matter: &Matter, ground: &GroundCode, reason: String, ctx: &Context<'_>) -> String {
    match matter.finality.last() {
        Some(end) if ground.as_str() == "NL1" => format!(
            "{reason}（{}于{}送达的信访复核意见书）",
            ctx.org.unit_name(end.body),
            end.on
        ),
        _ => reason,
    }
}

/// An answer by the owner with the next free number.
pub fn new_answer(
    matter: &Matter,
    kind: AnswerKind,
    demands: Vec<DemandId>,
    signed_by: Option<PostId>,
    on: Date,
) -> Answer {
    Answer {
        id: matter.next_answer(),
        unit: matter.owner,
        signed_by,
        on,
        demands,
        kind,
        service: None,
        signature: Signature::Here,
    }
}

fn open_of(matter: &Matter, purpose: Option<Purpose>) -> Vec<DemandId> {
    matter
        .open_demands()
        .filter(|demand| purpose.is_none_or(|purpose| demand.purpose == purpose))
        .map(|demand| demand.id)
        .collect()
}

/// The four parts must be there, and each decision must speak to an open appeal (第三十二条).
pub fn complete_opinion(
    matter: &Matter,
    opinion: Opinion,
    ctx: &Context<'_>,
) -> Result<Opinion, Refusal> {
    const ARTICLE: &str = "《信访工作条例》第三十二条";
    let parts = [
        ("信访请求", &opinion.request),
        ("事实和理由", &opinion.facts),
        ("处理意见", &opinion.opinion),
        ("法律法规等依据", &opinion.basis),
    ];
    let missing = lacking(&parts);
    if !missing.is_empty() {
        return Err(Refusal::missing(
            format!("处理意见书缺少：{}", missing.join("、")),
            format!(
                "the opinion lacks {} of its four mandatory parts",
                missing.len()
            ),
        )
        .under(ARTICLE));
    }
    if opinion.decisions.is_empty() {
        return Err(Refusal::missing(
            "请对每项诉求选择支持、解释说明或不予支持",
            "decide on each demand: support, explain or not support",
        )
        .under(ARTICLE));
    }
    let open = open_of(matter, Some(Purpose::Appeal));
    let mut seen = Vec::new();
    let mediated = matter.open_mediation();
    for (id, _) in &opinion.decisions {
        if mediated.is_some_and(|one| one.demands.contains(id)) {
            return Err(Refusal::missing(
                "该诉求正在调解，先达成协议或终止调解，再出具处理意见",
                "that demand is being mediated; conclude or end the mediation first",
            )
            .under("《信访工作条例》第三十三条"));
        }
        if !open.contains(id) || seen.contains(id) {
            return Err(Refusal::input(
                format!("诉求{id}已有答复、重复或不属于申诉求决，请刷新页面后重填"),
                format!("demand {id} is answered, doubled or not an appeal"),
            ));
        }
        refuse_opinion(matter, *id)?;
        seen.push(*id);
    }
    redo::differs(matter, &opinion, ctx.rulebook)?;
    Ok(opinion)
}

/// The ground must fit. A ground that is made for one purpose ends only the demands of that purpose, which is returned.
fn check_ground(
    matter: &Matter,
    code: &GroundCode,
    ctx: &Context<'_>,
) -> Result<Option<Purpose>, Refusal> {
    let ground = ctx.rulebook.ground(code).ok_or_else(|| {
        Refusal::input(
            format!("规则册没有理由代码 {code}，请从列表中选择"),
            format!("the rulebook has no ground {code}"),
        )
    })?;
    let fits_channel = ground.channel.as_deref().is_none_or(|channel| {
        matter
            .petitions
            .iter()
            .any(|petition| petition.channel.code() == channel)
    });
    let fits_purpose = ground.purpose.as_deref().is_none_or(|purpose| {
        matter
            .open_demands()
            .any(|demand| demand.purpose.code() == purpose)
    });
    if ground.effect == GroundEffect::Return {
        return Err(Refusal::input(
            "该情形用于提出异议，不能据此不予受理",
            "that ground is for objections, not for refusing",
        ));
    }
    if ground.effect == GroundEffect::Supervise {
        return Err(Refusal::input(
            format!("{code} 是督办情形，不能据此不予受理"),
            format!("{code} is a ground for supervision, not for refusing"),
        ));
    }
    if fits_channel && fits_purpose {
        return Ok(ground.purpose.as_deref().and_then(Purpose::parse));
    }
    let verb = match ground.effect {
        GroundEffect::NoLongerAccept => "不再受理",
        _ => "不予受理",
    };
    Err(Refusal::law(
        format!(
            "“{}”不适用于本事项的信访形式或目的，不能据此{verb}",
            ground.text
        ),
        "this ground does not fit the channel or purpose of the matter",
        ground.article.clone(),
    ))
}

/// What the service of an answer brings about; the document that carries it, where it needs one, was looked for before. The handling period is kept when the petitioner has the answer, not when it was written; the review
/// period starts the next day (第三十五条).
pub fn serve(
    matter: &Matter,
    id: AnswerId,
    (method, on, proof): (ServiceMethod, Date, String),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let answer = matter
        .answer(id)
        .filter(|answer| answer.service.is_none())
        .ok_or_else(|| {
            Refusal::input(
                "没有这份待送达文书，请刷新页面",
                "no such answer waits to be served",
            )
        })?;
    if on < answer.on || on > ctx.today {
        return Err(Refusal::input(
            format!("送达日期应在 {} 至今天之间", answer.on),
            format!(
                "the day of service must lie between {} and today",
                answer.on
            ),
        ));
    }
    let proof = match method {
        ServiceMethod::Post => required(&proof, "邮件号码", "item number")?,
        ServiceMethod::InPerson => required(&proof, "签收情况", "who signed")?,
        _ => proof.trim().to_owned(),
    };
    crate::simple::check_service(matter, method)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Served {
        answer: id,
        service: Service { method, on, proof },
    });
    if let Some(review) = served::review_of(matter, answer) {
        served::finish(&mut steps, matter, (review, answer), on, ctx)?;
        return Ok(steps.events);
    }
    meet_duties(&mut steps, matter, answer, on);
    if matches!(answer.kind, AnswerKind::Opinion(_)) {
        steps.start("K9", Holder::Petitioner, on, None, None)?;
    }
    Ok(steps.events)
}

/// Meets each clock whose duty this service completes. Services may be recorded in another order than they happened, so
/// the duty is done on the last of their days.
pub fn meet_duties(steps: &mut Steps<'_>, matter: &Matter, answer: &Answer, on: Date) {
    let served = |demand: &Demand| match demand.answer.and_then(|id| matter.answer(id)) {
        Some(found) if found.id == answer.id => Some(on),
        Some(found) => found.service.as_ref().map(|service| service.on),
        None => None,
    };
    let done = |clock: &Clock| {
        matter
            .demands
            .iter()
            .filter(|demand| {
                let again = matter.redo.contains_key(&demand.id);
                match (clock.purpose, clock.limit.as_str()) {
                    (None, _) => true,
                    // Demands that are handled again have a clock of their own.
                    (_, "K14") => again,
                    (_, limit) => !again && watches(limit, demand),
                }
            })
            .try_fold(on, |last, demand| Some(last.max(served(demand)?)))
    };
    for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
        let limit = clock.limit.as_str();
        let Some(on) = done(clock) else {
            continue;
        };
        let met = match clock.purpose {
            Some(_) => true,
            None => BEFORE_ACCEPTANCE.contains(&limit) || ["K5", "K21", "K24R"].contains(&limit),
        };
        if met {
            steps.push(Event::ClockMet {
                clock: clock.id,
                on,
            });
        } else if limit == "K4" {
            steps.push(Event::ClockEnded {
                clock: clock.id,
                on,
                why: "已答复".to_owned(),
            });
        }
    }
}

/// Closes a matter whose every answer is served, and plans the follow-up that is called for.
pub fn close_matter(
    matter: &Matter,
    note: String,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut events = close(note, ctx);
    events.extend(oversight::follow_up::after_closing(matter, ctx)?);
    Ok(events)
}

/// The entry that closes a matter.
pub fn close(note: String, ctx: &Context<'_>) -> Vec<Event> {
    vec![Event::Closed {
        closing: Closing {
            on: ctx.today,
            note: note.trim().to_owned(),
        },
    }]
}

/// Takes the petitioner's rating; a question left open stays "not rated".
pub fn rate(
    matter: &Matter,
    (office, unit): (Option<Score>, Option<Score>),
    comment: String,
    from: RatedFrom,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if office.is_none() && unit.is_none() {
        return Err(Refusal::input(
            "请至少评价一项：信访部门或办理单位",
            "rate at least one: the petition department or the handling unit",
        ));
    }
    if comment.chars().count() > 1000 {
        return Err(Refusal::input(
            "意见请控制在1000字以内",
            "keep the comment under 1,000 characters",
        ));
    }
    let rating = Rating {
        office,
        unit,
        comment: comment.trim().to_owned(),
        on: ctx.today,
        from,
    };
    let follow_up = oversight::follow_up::after_rating(matter, &rating, ctx)?;
    let mut events = vec![Event::Rated { rating }];
    events.extend(follow_up);
    Ok(events)
}

/// An answer that an older record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastReply {
    /// Its words.
    pub text: String,
    /// The day it was given.
    pub on: Date,
    /// The time of day, where the record says so.
    pub time: Option<jiff::civil::Time>,
}

/// The rest of a matter's life where an older record holds its answer: accepted on the day of receipt, answered, served and
/// closed on the day of the answer.
pub fn past_answer(
    matter: &Matter,
    reply: PastReply,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let on = reply.on;
    let received = matter
        .petitions
        .first()
        .map_or(on, |petition| petition.received);
    let text = required(&reply.text, "答复内容", "reply")?;
    let accepting = Context {
        today: received,
        ..*ctx
    };
    let mut after = matter.clone();
    let mut events = super::handling::accept(matter, &accepting)?;
    events.iter().for_each(|event| after.apply(event));
    let kind = AnswerKind::PastReply {
        text,
        time: reply.time,
    };
    // It was given elsewhere, on whatever paper that office used.
    let answer = Answer {
        signature: Signature::Unstated,
        ..new_answer(&after, kind, open_of(&after, None), None, on)
    };
    let id = answer.id;
    let issued = Event::AnswerIssued { answer };
    after.apply(&issued);
    events.push(issued);
    let serving = Context { today: on, ..*ctx };
    events.extend(serve(
        &after,
        id,
        (ServiceMethod::Web, on, String::new()),
        &serving,
    )?);
    events.extend(close(String::new(), &serving));
    Ok(events)
}
