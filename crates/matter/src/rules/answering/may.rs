//! Who may answer, serve, close and rate, and what must be there before.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Policy, Stages, WORKERS, Who, always, owner};
use crate::model::action::Action as A;
use crate::model::answer::AnswerKind;
use crate::model::matter::Matter;
use crate::model::petition::Purpose;
use crate::model::stage::Stage;
use crate::rules::document::may::not_issued;
use crate::rules::lawful::may::takes_opinion_on_some;
use crate::rules::routing::may::waits_for_contributions;
use crate::rules::whose::answered;

use kernel::clock::Span;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::{LimitKey, key};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{
        Answered, Closed, Concluded, Executing, Handling, Lapsed, Registered, ReviewPending,
        Reviewing, Served, Transferred,
    };
    const OWNER: Who = Who::Those(owner);
    const BEFORE: Stages = Stages::At(&[Registered, Transferred]);
    const DURING: Stages = Stages::At(&[Handling]);
    const SERVING: Stages = Stages::At(&[
        Registered,
        Transferred,
        Handling,
        Answered,
        ReviewPending,
        Reviewing,
    ]);
    const AFTER: Stages = Stages::At(&[
        Served,
        ReviewPending,
        Reviewing,
        Executing,
        Lapsed,
        Concluded,
        Closed,
    ]);
    const ENDED: Stages = Stages::At(&[Served, Lapsed, Concluded]);
    &[
        Policy::staff(
            A::NotAccept,
            DECIDERS,
            OWNER,
            BEFORE,
            waits_for_contributions,
        ),
        Policy::staff(
            A::NoLongerAccept,
            DECIDERS,
            OWNER,
            BEFORE,
            waits_for_contributions,
        ),
        Policy::staff(A::Redirect, WORKERS, OWNER, BEFORE, waits_for_contributions),
        Policy::staff(A::IssueOpinion, DECIDERS, OWNER, DURING, opinion_conditions),
        Policy::staff(
            A::ReplySuggestion,
            DECIDERS,
            OWNER,
            DURING,
            |matter, ctx| replies_to(Purpose::Suggestion, matter, ctx),
        ),
        Policy::staff(
            A::ReplyAccusation,
            DECIDERS,
            OWNER,
            DURING,
            |matter, ctx| replies_to(Purpose::Accusation, matter, ctx),
        ),
        Policy::staff(
            A::Serve,
            WORKERS,
            Who::Those(answered),
            SERVING,
            serve_conditions,
        ),
        Policy::staff(A::Close, WORKERS, OWNER, ENDED, always),
        Policy::petitioner(A::Rate, AFTER, rate_conditions),
    ]
};

/// The lead answers for the whole, so what it asked of others must be in.
fn replies_to(purpose: Purpose, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    waits_for_contributions(matter, ctx)?;
    has_open(matter, purpose)
}

/// Whatever an opinion needs; the signature under a draft needs it too.
pub fn opinion_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    waits_for_contributions(matter, ctx)?;
    heard_on_appeals(matter)?;
    takes_opinion_on_some(matter)
}

fn heard_on_appeals(matter: &Matter) -> Result<(), Refusal> {
    has_open(matter, Purpose::Appeal)?;
    if matter.heard.is_empty() {
        return Err(Refusal::missing(
            "尚未记录听取信访人陈述事实和理由，先“听取陈述”再出具处理意见",
            "the petitioner has not been heard yet; record the hearing first",
        )
        .under("《信访工作条例》第三十一条第六项"));
    }
    if matter.open_hearing_on(None).is_some() {
        return Err(Refusal::missing(
            "听证尚未结束，作出听证结论后再出具处理意见",
            "a hearing is open; conclude it before the opinion",
        )
        .under("《信访工作条例》第三十一条第六项"));
    }
    Ok(())
}

fn has_open(matter: &Matter, purpose: Purpose) -> Result<(), Refusal> {
    if matter
        .open_demands()
        .any(|demand| demand.purpose == purpose)
    {
        return Ok(());
    }
    Err(Refusal::missing(
        format!("没有待答复的“{}”诉求", purpose.zh()),
        format!("no open demand of this purpose: {}", purpose.en()),
    ))
}

fn serve_conditions(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    let unserved = || {
        matter
            .answers
            .iter()
            .filter(|answer| answer.service.is_none())
    };
    if unserved().any(|answer| !answer.needs_document() || matter.issued(answer.id).is_some()) {
        return Ok(());
    }
    if unserved().next().is_some() {
        return Err(not_issued());
    }
    Err(Refusal::missing(
        "没有待送达的文书",
        "no answer waits to be served",
    ))
}

/// The last day on which the petitioner may rate (K17): a setting, since no text was found that ends it.
fn rating_ends(matter: &Matter, ctx: &Context<'_>) -> Option<(Date, String)> {
    let limit = ctx
        .rulebook
        .limit(&LimitKey::new(key::RATE), matter.weight)?;
    let served = matter
        .answers
        .iter()
        .filter_map(|answer| answer.service.as_ref());
    let last = served.map(|service| service.on).max()?;
    let span = Span::new(last, limit.length, limit.unit);
    Some((span.due(ctx.calendar).moved, limit.article.clone()))
}

fn rate_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if let Some((end, article)) = rating_ends(matter, ctx).filter(|(end, _)| ctx.today > *end) {
        return Err(Refusal::law(
            format!("评价期限已于{end}届满；有意见请联系信访部门"),
            format!("the time to rate ended on {end}; please contact the petition department"),
            article,
        ));
    }
    if matter.rating.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "本事项已经评价，感谢您的意见",
            "this matter has been rated already",
        ));
    }
    if matter.answers.iter().all(|answer| {
        answer.service.is_none() || matches!(answer.kind, AnswerKind::PastReply { .. })
    }) {
        return Err(Refusal::missing(
            "答复送达以后可以评价",
            "rating opens once an answer has been served",
        ));
    }
    Ok(())
}
