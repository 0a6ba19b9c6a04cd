//! Who may do what in a mediation, and when.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Petitioner, Policy, RUNNING, Stages, Who, owner};
use crate::model::action::Action as A;
use crate::model::clock::Clock;
use crate::model::matter::Matter;
use crate::model::mediation::{Mediation, MediationKind, MediationState};
use crate::model::petition::Purpose;
use crate::model::stage::Stage;
use crate::rules::routing::may::waits_for_contributions;

use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::key;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Answered, Closed, Concluded, Executing, Handling, Lapsed, Served};
    const OWNER: Who = Who::Those(owner);
    const MEDIATED: Who = Who::Those(mediated);
    const DURING: Stages = Stages::At(&[Handling]);
    // A rejection opens the demands again; a review of another demand must not be cut across.
    const RULING: Stages = Stages::At(&[
        Handling, Answered, Served, Executing, Lapsed, Concluded, Closed,
    ]);
    &[
        Policy::staff(A::ProposeMediation, DECIDERS, OWNER, DURING, |matter, _| {
            proposal_conditions(matter)
        }),
        Policy::staff(A::ConsentMediation, DECIDERS, OWNER, DURING, may_consent)
            .or_petitioner(Petitioner::Unless(has_several_petitioners)),
        Policy::staff(A::MeetMediation, DECIDERS, OWNER, DURING, |matter, _| {
            both_consented(matter)
        }),
        Policy::staff(A::AgreeMediation, DECIDERS, OWNER, DURING, may_agree),
        Policy::staff(A::EndMediation, DECIDERS, OWNER, DURING, |matter, _| {
            at_this_step(matter.open_mediation().is_some())
        }),
        Policy::staff(
            A::AskConfirmation,
            DECIDERS,
            MEDIATED,
            RUNNING,
            may_ask_confirmation,
        ),
        Policy::staff(
            A::RecordConfirmation,
            DECIDERS,
            MEDIATED,
            RULING,
            |matter, _| at_this_step(matter.mediations.iter().any(awaits_ruling)),
        ),
    ]
};

/// One of several petitioners does not agree for the others.
fn has_several_petitioners(matter: &Matter) -> Result<(), Refusal> {
    if !matter.has_several_petitioners() {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "本事项有多位信访人，是否同意调解由办理单位分别征求意见并记录",
        "there are several petitioners; the unit asks each and records it",
    ))
}

/// The owner, and whoever gave an answer: an agreement is one.
fn mediated(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let mut answers = matter.answers.iter();
    matter.owner == viewer.unit || answers.any(|answer| answer.unit == viewer.unit)
}

fn may_consent(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    let open = matter.open_mediation();
    at_this_step(open.is_some_and(|one| !one.has_consent()))
}

fn both_consented(matter: &Matter) -> Result<(), Refusal> {
    let open = matter.open_mediation();
    if let Some(one) = open.filter(|one| !one.has_consent()) {
        return Err(Refusal::missing(
            format!("调解须双方自愿：先记录信访人和{}都同意调解", one.other),
            "both parties must agree to the mediation first",
        )
        .under("《信访工作条例》第三十三条"));
    }
    at_this_step(open.is_some())
}

fn may_agree(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    waits_for_contributions(matter, ctx)?;
    both_consented(matter)
}

fn may_ask_confirmation(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    let mut mediations = matter.mediations.iter();
    at_this_step(
        mediations.any(|one| confirmable(one) && confirmation_clock(matter, one).is_some()),
    )
}

fn at_this_step(some: bool) -> Result<(), Refusal> {
    if some {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "没有处于这一步的调解",
        "no mediation is at this step",
    ))
}

/// An agreement of people's mediation whose confirmation was not asked for.
pub fn confirmable(one: &Mediation) -> bool {
    one.state == MediationState::Agreed
        && one.kind == MediationKind::Peoples
        && one.confirmation_asked.is_none()
}

/// A request for confirmation without a ruling.
pub fn awaits_ruling(one: &Mediation) -> bool {
    one.confirmation_asked.is_some() && one.confirmation.is_none()
}

/// The running period to ask for confirmation of this agreement.
pub fn confirmation_clock<'m>(matter: &'m Matter, one: &Mediation) -> Option<&'m Clock> {
    let on = matter.answer(one.agreement?)?.on;
    matter.clocks.iter().find(|clock| {
        clock.is_running()
            && clock.limit.as_str() == key::ASK_CONFIRMATION
            && clock.span.trigger == on
    })
}

fn proposal_conditions(matter: &Matter) -> Result<(), Refusal> {
    if matter.open_mediation().is_some() {
        return Err(Refusal::missing(
            "已有一项调解在进行",
            "a mediation is going on already",
        ));
    }
    let appeals = matter
        .open_demands()
        .any(|demand| demand.purpose == Purpose::Appeal);
    if appeals {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待处理的申诉求决诉求",
        "no open appeal could be mediated",
    )
    .under("《信访工作条例》第三十三条"))
}
