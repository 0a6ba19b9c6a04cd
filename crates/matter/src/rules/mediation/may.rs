//! Who may do what in a mediation, and when.

use crate::model::action::Action;
use crate::model::clock::Clock;
use crate::model::matter::Matter;
use crate::model::mediation::{Mediation, MediationKind, MediationState};
use crate::model::petition::Purpose;
use crate::model::stage::Stage;

use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// The actions of this subject.
pub fn is_ours(action: Action) -> bool {
    matches!(
        action,
        Action::ProposeMediation
            | Action::ConsentMediation
            | Action::MeetMediation
            | Action::AgreeMediation
            | Action::EndMediation
            | Action::AskConfirmation
            | Action::RecordConfirmation
    )
}

/// The roles that carry the right.
pub fn roles() -> &'static [Role] {
    &[Role::Handler, Role::Leader]
}

/// Whether this viewer's unit may: the one that answers for the matter, and for the court's part the one that mediated.
pub fn unit_may(action: Action, matter: &Matter, viewer: &Viewer) -> bool {
    let mediated = || {
        matter
            .answers
            .iter()
            .any(|answer| answer.unit == viewer.unit)
    };
    match action {
        Action::AskConfirmation | Action::RecordConfirmation => {
            matter.owner == viewer.unit || mediated()
        }
        _ => matter.owner == viewer.unit,
    }
}

/// Whether the stage allows it.
pub fn fits_stage(action: Action, stage: Stage) -> bool {
    match action {
        Action::AskConfirmation => !matches!(stage, Stage::Joined | Stage::Suspended),
        // A rejection opens the demands again; a review of another demand must not be cut across.
        Action::RecordConfirmation => matches!(
            stage,
            Stage::Handling
                | Stage::Answered
                | Stage::Served
                | Stage::Executing
                | Stage::Lapsed
                | Stage::Concluded
                | Stage::Closed
        ),
        _ => stage == Stage::Handling,
    }
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
        clock.is_running() && clock.limit.as_str() == "K18" && clock.span.trigger == on
    })
}

/// Conditions that hold or fail whatever the form says.
pub fn conditions(action: Action, matter: &Matter) -> Result<(), Refusal> {
    let open = matter.open_mediation();
    let fits = match action {
        Action::ProposeMediation => return proposal_conditions(matter),
        Action::ConsentMediation => open.is_some_and(|one| !one.has_consent()),
        Action::MeetMediation | Action::AgreeMediation => {
            if let Some(one) = open.filter(|one| !one.has_consent()) {
                return Err(Refusal::missing(
                    format!("调解须双方自愿：先记录信访人和{}都同意调解", one.other),
                    "both parties must agree to the mediation first",
                )
                .under("《信访工作条例》第三十三条"));
            }
            open.is_some()
        }
        Action::EndMediation => open.is_some(),
        Action::AskConfirmation => matter
            .mediations
            .iter()
            .any(|one| confirmable(one) && confirmation_clock(matter, one).is_some()),
        _ => matter.mediations.iter().any(awaits_ruling),
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "没有处于这一步的调解",
        "no mediation is at this step",
    ))
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
