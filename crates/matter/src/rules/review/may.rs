//! Who may do what in a review, and when.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::answer::AnswerKind;
use crate::model::clock::is_right;
use crate::model::matter::Matter;
use crate::model::review::{Level, Review, ReviewState};
use crate::model::stage::Stage;
use crate::rules::review::request::challengeable;
use crate::sight;

use kernel::UnitId;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// Whether this unit is asked and has not answered.
pub fn is_asked(review: &Review, unit: UnitId) -> bool {
    review
        .consultations
        .iter()
        .any(|asked| asked.organ == unit && asked.answer.is_none())
}

/// The actions of this subject.
pub fn is_ours(action: Action) -> bool {
    matches!(
        action,
        Action::RequestReview
            | Action::AskReviewSupplement
            | Action::SupplementReview
            | Action::AcceptReview
            | Action::RefuseReview
            | Action::RespondReview
            | Action::ConsultReview
            | Action::AdviseReview
            | Action::DecideReview
            | Action::PublishReview
            | Action::LapseReview
            | Action::StateNewFacts
    )
}

/// The roles that carry the right.
pub fn roles(action: Action) -> &'static [Role] {
    use Role::{Clerk, Handler, Leader};
    match action {
        Action::LapseReview => &[],
        Action::DecideReview
        | Action::RefuseReview
        | Action::RespondReview
        | Action::AdviseReview => &[Handler, Leader],
        _ => &[Clerk, Handler, Leader],
    }
}

/// Whether the petitioner may.
pub fn petitioner_may(action: Action) -> bool {
    matches!(
        action,
        Action::RequestReview | Action::SupplementReview | Action::StateNewFacts
    )
}

/// Whether this viewer's unit may.
pub fn unit_may(action: Action, matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    let works = |review: &Review| review.desk == viewer.unit || review.body == viewer.unit;
    match action {
        Action::RequestReview | Action::SupplementReview => sight::can_see(viewer, matter, ctx.org),
        Action::StateNewFacts => {
            viewer.unit == matter.owner
                || viewer.unit == matter.office
                || accused::oversees(viewer, matter, ctx.org)
        }
        Action::RespondReview => matter
            .reviews
            .iter()
            .any(|review| review.respondent == viewer.unit),
        Action::AdviseReview => matter
            .open_reviews()
            .any(|review| is_asked(review, viewer.unit)),
        _ => {
            let meant = meant(action, matter);
            meant.iter().any(|review| works(review))
                || (meant.is_empty() && matter.reviews.iter().any(works))
        }
    }
}

/// Whether the matter's stage allows it: a review is a task beside the matter's own stage.
pub fn fits_stage(action: Action, stage: Stage) -> bool {
    match action {
        Action::StateNewFacts => matches!(stage, Stage::Concluded | Stage::Closed),
        _ => !matches!(stage, Stage::Joined | Stage::Suspended | Stage::Received),
    }
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

/// Conditions that hold or fail whatever the form says.
pub fn conditions(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        Action::RequestReview => challenge_conditions(matter),
        Action::StateNewFacts if matter.finality.is_empty() => Err(Refusal::missing(
            "本事项没有复核意见；请直接补充材料或另行提出",
            "no re-review opinion stands in this matter; add to it or raise it anew",
        )),
        Action::StateNewFacts if matter.open_demands().next().is_some() => Err(Refusal::missing(
            "新的事实已提交，正在审查",
            "new facts are being looked at",
        )),
        Action::StateNewFacts => Ok(()),
        Action::LapseReview => {
            let over = matter
                .clocks
                .iter()
                .any(|clock| is_right(clock) && ctx.today > clock.duty_date());
            if over {
                return Ok(());
            }
            Err(Refusal::missing(
                "没有届满的申请期限",
                "no period to ask has ended",
            ))
        }
        _ if meant(action, matter).is_empty() => Err(nothing_meant(action, matter)),
        _ => Ok(()),
    }
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
