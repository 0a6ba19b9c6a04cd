//! Who may do what in a review, and when.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Petitioner, Policy, Stages, WORKERS, Who};
use crate::model::action::Action;
use crate::model::answer::AnswerKind;
use crate::model::clock::is_right;
use crate::model::matter::Matter;
use crate::model::review::{Level, Review, ReviewState};
use crate::model::stage::Stage;
use crate::rules::review::request::challengeable;
use crate::rules::whose::{around, sees};

use kernel::UnitId;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Action as A;
    const SEES: Who = Who::Those(sees);
    const ENDED: Stages = Stages::At(&[Stage::Concluded, Stage::Closed]);
    &[
        Policy::staff(A::RequestReview, WORKERS, SEES, BESIDE, |matter, _| {
            challenge_conditions(matter)
        })
        .or_petitioner(Petitioner::Yes),
        of_body(
            A::AskReviewSupplement,
            WORKERS,
            |matter, viewer, _| works_on(A::AskReviewSupplement, matter, viewer),
            |matter, _| some_meant(A::AskReviewSupplement, matter),
        ),
        of_body(A::SupplementReview, WORKERS, sees, |matter, _| {
            some_meant(A::SupplementReview, matter)
        })
        .or_petitioner(Petitioner::Yes),
        of_body(
            A::AcceptReview,
            WORKERS,
            |matter, viewer, _| works_on(A::AcceptReview, matter, viewer),
            |matter, _| some_meant(A::AcceptReview, matter),
        ),
        of_body(
            A::RefuseReview,
            DECIDERS,
            |matter, viewer, _| works_on(A::RefuseReview, matter, viewer),
            |matter, _| some_meant(A::RefuseReview, matter),
        ),
        of_body(A::RespondReview, DECIDERS, responds, |matter, _| {
            some_meant(A::RespondReview, matter)
        }),
        of_body(
            A::ConsultReview,
            WORKERS,
            |matter, viewer, _| works_on(A::ConsultReview, matter, viewer),
            |matter, _| some_meant(A::ConsultReview, matter),
        ),
        of_body(A::AdviseReview, DECIDERS, is_consulted, |matter, _| {
            some_meant(A::AdviseReview, matter)
        }),
        of_body(
            A::DecideReview,
            DECIDERS,
            |matter, viewer, _| works_on(A::DecideReview, matter, viewer),
            |matter, _| some_meant(A::DecideReview, matter),
        ),
        of_body(
            A::PublishReview,
            WORKERS,
            |matter, viewer, _| works_on(A::PublishReview, matter, viewer),
            |matter, _| some_meant(A::PublishReview, matter),
        ),
        Policy::program(A::LapseReview, BESIDE, some_period_is_over),
        Policy::staff(
            A::StateNewFacts,
            WORKERS,
            Who::Those(around),
            ENDED,
            may_state_facts,
        )
        .or_petitioner(Petitioner::Yes),
    ]
};

/// A review is a task beside the matter's own stage.
const BESIDE: Stages = Stages::Not(&[Stage::Joined, Stage::Suspended, Stage::Received]);

const fn of_body(
    action: Action,
    roles: &'static [Role],
    who: fn(&Matter, &Viewer, &Context<'_>) -> bool,
    fits: fn(&Matter, &Context<'_>) -> Result<(), Refusal>,
) -> Policy {
    Policy::staff(action, roles, Who::Those(who), BESIDE, fits)
}

/// The body and the unit that works for it; where nothing is at that step, those of any review are told so.
fn works_on(action: Action, matter: &Matter, viewer: &Viewer) -> bool {
    let works = |review: &Review| review.desk == viewer.unit || review.body == viewer.unit;
    let meant = meant(action, matter);
    meant.iter().any(|review| works(review))
        || (meant.is_empty() && matter.reviews.iter().any(works))
}

fn responds(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let mut reviews = matter.reviews.iter();
    reviews.any(|review| review.respondent == viewer.unit)
}

fn is_consulted(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let mut reviews = matter.open_reviews();
    reviews.any(|review| is_asked(review, viewer.unit))
}

fn some_meant(action: Action, matter: &Matter) -> Result<(), Refusal> {
    if meant(action, matter).is_empty() {
        return Err(nothing_meant(action, matter));
    }
    Ok(())
}

fn some_period_is_over(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let mut clocks = matter.clocks.iter();
    if clocks.any(|clock| is_right(clock) && ctx.today > clock.duty_date()) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有届满的申请期限",
        "no period to ask has ended",
    ))
}

fn may_state_facts(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.finality.is_empty() {
        return Err(Refusal::missing(
            "本事项没有复核意见；请直接补充材料或另行提出",
            "no re-review opinion stands in this matter; add to it or raise it anew",
        ));
    }
    if matter.open_demands().next().is_some() {
        return Err(Refusal::missing(
            "新的事实已提交，正在审查",
            "new facts are being looked at",
        ));
    }
    Ok(())
}

/// Whether this unit is asked and has not answered.
pub fn is_asked(review: &Review, unit: UnitId) -> bool {
    review
        .consultations
        .iter()
        .any(|asked| asked.organ == unit && asked.answer.is_none())
}

/// The reviews an action can be meant for.
pub fn meant(action: Action, matter: &Matter) -> Vec<&Review> {
    let waits = |review: &&Review| review.result.is_none();
    let in_state = |state: ReviewState| {
        move |review: &&Review| review.state == state && (!state.is_open() || waits(review))
    };
    let reviews = matter.reviews.iter();
    match action {
        Action::AskReviewSupplement => reviews
            .filter(in_state(ReviewState::Asked))
            .filter(|review| review.supplement.is_none())
            .collect(),
        Action::SupplementReview => reviews
            .filter(in_state(ReviewState::Asked))
            .filter(|review| review.supplement.is_some())
            .collect(),
        Action::AcceptReview | Action::RefuseReview => {
            reviews.filter(in_state(ReviewState::Asked)).collect()
        }
        Action::RespondReview => reviews
            .filter(in_state(ReviewState::Accepted))
            .filter(|review| review.response.is_none())
            .collect(),
        Action::AdviseReview => reviews
            .filter(in_state(ReviewState::Accepted))
            .filter(|review| review.consultations.iter().any(|one| one.answer.is_none()))
            .collect(),
        Action::ConsultReview => reviews.filter(in_state(ReviewState::Accepted)).collect(),
        Action::DecideReview => reviews
            .filter(in_state(ReviewState::Accepted))
            .filter(|review| matter.open_hearing_on(Some(review.id)).is_none())
            .collect(),
        Action::PublishReview => reviews
            .filter(in_state(ReviewState::Done))
            .filter(|review| publishable(matter, review))
            .collect(),
        _ => Vec::new(),
    }
}

/// A re-review opinion that was prepared by a hearing and is not public yet (第三十六条第二款).
fn publishable(matter: &Matter, review: &Review) -> bool {
    review.level == Level::ReReview
        && review.published.is_none()
        && matter
            .hearings
            .iter()
            .any(|hearing| hearing.review == Some(review.id) && hearing.is_concluded())
}

fn challenge_conditions(matter: &Matter) -> Result<(), Refusal> {
    if !challengeable(matter).is_empty() {
        return Ok(());
    }
    let final_opinion = !matter.finality.is_empty();
    if final_opinion {
        return Err(Refusal::law(
            "复核意见是终结意见，不能再申请复查、复核；有新的事实和理由的，可以“提出新的事实和理由”",
            "the re-review opinion is final; state new facts and reasons if there are any",
            "《信访工作条例》第三十六条第三款",
        ));
    }
    let unserved = matter
        .answers
        .iter()
        .any(|answer| matches!(answer.kind, AnswerKind::Opinion(_)) && answer.service.is_none());
    if unserved {
        return Err(Refusal::missing(
            "处理意见送达以后可以申请复查",
            "review can be asked for once the opinion has been served",
        ));
    }
    Err(Refusal::missing(
        "没有可以申请复查、复核的处理意见，或已经申请",
        "there is no opinion to challenge, or it has been challenged already",
    )
    .under("《信访工作条例》第三十五条"))
}

fn nothing_meant(action: Action, matter: &Matter) -> Refusal {
    let hearing = matter
        .open_review()
        .is_some_and(|review| matter.open_hearing_on(Some(review.id)).is_some());
    if action == Action::DecideReview && hearing {
        return Refusal::missing(
            "听证尚未结束，听证结论作出后再作复查、复核意见",
            "a hearing is open; conclude it first",
        );
    }
    if action == Action::PublishReview {
        return Refusal::missing(
            "只有经过听证、已送达的复核意见可以公示",
            "only a served re-review opinion after a hearing may be made public",
        )
        .under("《信访工作条例》第三十六条第二款");
    }
    Refusal::new(
        RefusalKind::Stage,
        "没有处于这一步的复查、复核申请",
        "no review is at this step",
    )
}
