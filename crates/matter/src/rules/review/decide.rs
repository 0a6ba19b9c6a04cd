//! The review body at work: acceptance or refusal, the respondent's answer, specialist organs, the opinion.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::stops::{self, Cause};
use crate::kit::text::required;
use crate::model::answer::{Answer, AnswerKind};
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::review::{
    Outcome, Review, ReviewCommand, ReviewEvent, ReviewOpinion, ReviewState,
};
use crate::model::said::Said;
use crate::model::signature::Signature;
use crate::rules::review;
use crate::rules::review::may::is_asked;
use crate::rules::review::request::Asking;

use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::key;
use kernel::{PostId, ReviewId, UnitId};

/// Decides what a command does to a review.
///
/// # Errors
/// A refusal that names what is missing or the article.
pub fn decide(
    matter: &Matter,
    command: ReviewCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    use ReviewState::{Accepted, Asked};
    let find = |id, states: &[ReviewState]| in_state(matter, id, states);
    // One unit may have a part in several reviews of a matter, and decides in its own only.
    let own = |id, states: &[ReviewState]| {
        let review = in_state(matter, id, states)?;
        by_unit(ctx, &[review.desk, review.body])?;
        Ok::<_, Refusal>(review)
    };
    match command {
        ReviewCommand::Request {
            answer,
            reasons,
            on,
            late,
        } => review::request::request(matter, answer, Asking { reasons, on, late }, ctx),
        ReviewCommand::AskSupplement { review, what } => {
            review::request::ask_supplement(matter, own(review, &[Asked])?, &what, ctx)
        }
        ReviewCommand::Supplement { review, text } => {
            review::request::supplement(matter, find(review, &[Asked])?, &text, ctx)
        }
        ReviewCommand::Accept { review } => accept(matter, own(review, &[Asked])?, ctx),
        ReviewCommand::Refuse {
            review,
            reason,
            signer,
        } => refuse(matter, own(review, &[Asked])?, &reason, signer, ctx),
        ReviewCommand::Respond { review, text } => {
            let review = find(review, &[Accepted])?;
            by_unit(ctx, &[review.respondent])?;
            respond(matter, review, &text, ctx)
        }
        ReviewCommand::Consult {
            review,
            organ,
            question,
        } => consult(matter, own(review, &[Accepted])?, organ, &question, ctx),
        ReviewCommand::Advise { review, text } => {
            advise(matter, find(review, &[Accepted])?, &text, ctx)
        }
        ReviewCommand::Decide { opinion, signer } => {
            let review = own(opinion.review, &[Accepted])?;
            give_opinion(matter, review, opinion, signer, ctx)
        }
        ReviewCommand::Publish { review, place } => {
            publish(own(review, &[ReviewState::Done])?, &place, ctx)
        }
        ReviewCommand::Lapse => review::request::lapse(matter, ctx),
        ReviewCommand::NewFacts { text } => review::request::new_facts(matter, &text, ctx),
    }
}

/// Refuses a post of any other unit than these.
///
/// # Errors
/// A refusal of kind `NotYours`.
pub(crate) fn by_unit(ctx: &Context<'_>, units: &[UnitId]) -> Result<(), Refusal> {
    let viewer = ctx.actor.viewer();
    if viewer.is_none_or(|viewer| units.contains(&viewer.unit)) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::NotYours,
        "该复查、复核由其他机关、单位办理",
        "another unit works on that review",
    ))
}

fn in_state<'m>(
    matter: &'m Matter,
    id: ReviewId,
    states: &[ReviewState],
) -> Result<&'m Review, Refusal> {
    matter
        .review(id)
        .filter(|review| states.contains(&review.state))
        .filter(|review| !review.state.is_open() || review.result.is_none())
        .ok_or_else(|| {
            Refusal::input(
                "该复查、复核申请已有变化，请刷新页面",
                "that review has moved on; reload the page",
            )
        })
}

/// The request is fit; the respondent is told to answer.
fn accept(matter: &Matter, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &running().limits(&[key::TAKE_REVIEW]));
    end_supplement(&mut steps, matter, review);
    steps.push(Event::Review(ReviewEvent::Accepted {
        review: review.id,
        handler: ctx.actor.post(),
    }));
    if accused::may_receive(matter, review.respondent, ctx.org) {
        let holder = Holder::Unit(review.respondent);
        steps.start(key::RESPOND, holder, ctx.today, None, None)?;
    }
    Ok(steps.events)
}

/// A supplement still open is waited for no longer.
fn end_supplement(steps: &mut Steps<'_>, matter: &Matter, review: &Review) {
    if review.supplement.is_some() {
        steps.end(
            matter,
            &running().limits(&[key::COMPLETE_REQUEST]),
            "已审查申请",
        );
        stops::restart(steps, matter, Cause::Supplement(review));
    }
}

/// The request is not fit; the notice gives the reasons.
fn refuse(
    matter: &Matter,
    review: &Review,
    reason: &str,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "不予受理的具体理由", "concrete reasons")?;
    let signer = review::body::signer(matter, review, signer, ctx)?;
    let mut steps = Steps::on(matter, ctx);
    end_supplement(&mut steps, matter, review);
    let kind = AnswerKind::ReviewRefused {
        review: review.id,
        level: review.level,
        reason,
    };
    steps.push(answer(matter, review, kind, signer, ctx));
    Ok(steps.events)
}

/// An answer in the body's name with the next free number.
pub(crate) fn answer(
    matter: &Matter,
    review: &Review,
    kind: AnswerKind,
    signer: PostId,
    ctx: &Context<'_>,
) -> Event {
    Event::AnswerIssued {
        answer: Answer {
            id: matter.next_answer(),
            unit: review.body,
            signed_by: Some(signer),
            on: ctx.today,
            demands: review.demands.clone(),
            kind,
            service: None,
            signature: Signature::Here,
        },
    }
}

fn respond(
    matter: &Matter,
    review: &Review,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "答辩意见和依据", "the answer with its evidence")?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Review(ReviewEvent::Responded {
        review: review.id,
        response: Said {
            on: ctx.today,
            text,
        },
    }));
    steps.meet(
        matter,
        &running()
            .limits(&[key::RESPOND])
            .of(review.respondent)
            .first(),
    );
    Ok(steps.events)
}

/// A specialist organ is asked; never one side of the review, and never an accused unit.
fn consult(
    matter: &Matter,
    review: &Review,
    organ: UnitId,
    question: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(question, "征询的问题", "the question")?;
    if !accused::may_receive(matter, organ, ctx.org) {
        return Err(Refusal::law(
            "该单位不存在、已撤并或被检举控告，不能征询",
            "that unit does not work or is accused and cannot be asked",
            "《信访工作条例》第三十条第三款",
        ));
    }
    let waits = review
        .consultations
        .iter()
        .any(|asked| asked.organ == organ && asked.answer.is_none());
    if [review.respondent, review.body, review.desk].contains(&organ) || waits {
        return Err(Refusal::input(
            "请选择复查机关和被申请单位以外的专业机关，且不要重复征询",
            "choose a specialist organ that is no side of the review and is not being asked already",
        ));
    }
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Review(ReviewEvent::Consulted {
        review: review.id,
        organ,
        question: Said {
            on: ctx.today,
            text,
        },
    }));
    steps.start(
        key::ADVISE_REVIEW,
        Holder::Unit(organ),
        ctx.today,
        None,
        None,
    )?;
    Ok(steps.events)
}

fn advise(
    matter: &Matter,
    review: &Review,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "答复征询的意见", "the answer")?;
    let organ = ctx
        .actor
        .viewer()
        .map(|viewer| viewer.unit)
        .or_else(|| review.consultations.last().map(|asked| asked.organ))
        .filter(|unit| is_asked(review, *unit))
        .ok_or_else(|| {
            Refusal::missing(
                "没有待本单位答复的征询",
                "no question waits for your unit's answer",
            )
        })?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Review(ReviewEvent::Advised {
        review: review.id,
        organ,
        answer: Said {
            on: ctx.today,
            text,
        },
    }));
    steps.meet(
        matter,
        &running().limits(&[key::ADVISE_REVIEW]).of(organ).first(),
    );
    Ok(steps.events)
}

/// Uphold, change, revoke or order to redo. All parts must be there; a change decides on each demand anew.
fn give_opinion(
    matter: &Matter,
    review: &Review,
    mut opinion: ReviewOpinion,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if matter.open_hearing_on(Some(review.id)).is_some() {
        return Err(Refusal::missing(
            "该复查、复核的听证尚未结束，听证结论作出后再作意见",
            "the hearing of that review is open; conclude it first",
        ));
    }
    let parts = [
        ("申请的具体请求", &mut opinion.request),
        ("查明的事实", &mut opinion.facts),
        ("复查（复核）意见", &mut opinion.opinion),
        ("依据", &mut opinion.basis),
    ];
    for (name, text) in parts {
        *text = required(text, name, "every part of the opinion")?;
    }
    opinion.level = review.level;
    let mut decided: Vec<_> = opinion.decisions.iter().map(|(id, _)| *id).collect();
    decided.sort_unstable();
    let mut asked = review.demands.clone();
    asked.sort_unstable();
    if opinion.outcome == Outcome::Change && decided != asked {
        return Err(Refusal::missing(
            "变更原意见的，请对每项诉求重新选择支持、解释说明或不予支持",
            "a change decides on each demand anew",
        )
        .under("《信访工作条例》第三十二条"));
    }
    if opinion.outcome != Outcome::Change {
        opinion.decisions.clear();
    }
    let signer = review::body::signer(matter, review, signer, ctx)?;
    let kind = AnswerKind::Review(opinion);
    Ok(vec![answer(matter, review, kind, signer, ctx)])
}

fn publish(review: &Review, place: &str, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let text = required(place, "公示的地点、网址和时间", "where it is made public")?;
    Ok(vec![Event::Review(ReviewEvent::Published {
        review: review.id,
        notice: Said {
            on: ctx.today,
            text,
        },
    })])
}
