//! Signing an answer: which demands it ends, and what an opinion must have.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::signers::leader_of_owner;
use crate::kit::text::{lacking, required};
use crate::model::answer::{Adoption, Answer, AnswerKind, Opinion};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::petition::Purpose;
use crate::model::signature::Signature;
use crate::rules::lawful::routes::refuse_opinion;
use crate::rules::review::redo;

use kernel::refusal::Refusal;
use kernel::rulebook::ground::SAME_FACTS;
use kernel::rulebook::{GroundCode, GroundEffect};
use kernel::{DemandId, PostId};

/// Signs a handling opinion, which names one by one the demands it ends.
pub fn opinion(
    matter: &Matter,
    opinion: Opinion,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let opinion = complete_opinion(matter, opinion, ctx)?;
    let demands = opinion.decisions.iter().map(|(id, _)| *id).collect();
    signed(matter, AnswerKind::Opinion(opinion), demands, signer, ctx)
}

/// Replies to every open suggestion.
pub fn reply_suggestion(
    matter: &Matter,
    adoption: Adoption,
    text: &str,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "答复内容", "reply")?;
    let kind = AnswerKind::SuggestionReply { adoption, text };
    let demands = open_of(matter, Some(Purpose::Suggestion));
    signed(matter, kind, demands, signer, ctx)
}

/// Feeds back on every open accusation.
pub fn reply_accusation(
    matter: &Matter,
    text: &str,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "反馈内容", "feedback")?;
    let kind = AnswerKind::AccusationReply { text };
    let demands = open_of(matter, Some(Purpose::Accusation));
    signed(matter, kind, demands, signer, ctx)
}

/// Tells that the matter is not accepted, or no longer; a ground made for one purpose ends only the demands of that purpose.
pub fn not_accept(
    matter: &Matter,
    (ground, effect): (GroundCode, GroundEffect),
    reason: &str,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let purpose = check_ground(matter, (&ground, effect), ctx)?;
    let reason = required(reason, "具体理由", "concrete reason")?;
    let reason = cited(matter, &ground, reason, ctx);
    let kind = AnswerKind::NotAccepted {
        ground,
        effect: Some(effect),
        reason,
    };
    signed(matter, kind, open_of(matter, purpose), signer, ctx)
}

/// Names the proper route or organ for all that is open.
pub fn redirect(
    matter: &Matter,
    (to, reason): (&str, &str),
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let to = required(to, "应当去的机关或途径", "where to go")?;
    let reason = required(reason, "理由和依据", "why, with the basis")?;
    let kind = AnswerKind::Redirected { to, reason };
    signed(matter, kind, open_of(matter, None), signer, ctx)
}

/// An answer of the owner, signed by one of its leaders.
fn signed(
    matter: &Matter,
    kind: AnswerKind,
    demands: Vec<DemandId>,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let signed_by = Some(leader_of_owner(matter, signer, ctx)?);
    Ok(vec![Event::AnswerIssued {
        answer: new_answer(matter, kind, demands, signed_by, ctx.today),
    }])
}

/// A notice that the same facts and reasons are no longer accepted names the re-review opinion it rests on (第三十六条第三款).
fn cited(matter: &Matter, ground: &GroundCode, reason: String, ctx: &Context<'_>) -> String {
    match matter.finality.last() {
        Some(end) if ground.as_str() == SAME_FACTS => format!(
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

pub(crate) fn open_of(matter: &Matter, purpose: Option<Purpose>) -> Vec<DemandId> {
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
    (code, effect): (&GroundCode, GroundEffect),
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
    if ground.effect != effect {
        return Err(Refusal::input(
            "该情形与所作的决定不符，请从列表中选择",
            "that ground leads to another decision; choose one from the list",
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
