//! The stages at which each action of the procedure makes sense.

use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::{execution, hearing, mediation, review};

use kernel::refusal::{Refusal, RefusalKind};

/// The stages at which an action makes sense; empty means any but `Joined`.
fn stages(action: Action) -> &'static [Stage] {
    use Stage::{
        Answered, Closed, Concluded, Disputed, Executing, Handling, Joined, Lapsed, Objected,
        Received, Registered, ReportedUp, ReviewPending, Reviewing, Served, Suspended, Transferred,
    };
    match action {
        Action::Register => &[Received],
        Action::Transfer | Action::Assign => &[Registered, Transferred],
        Action::Object => &[Transferred],
        Action::AgreeObjection | Action::RejectObjection => &[Objected],
        Action::Accept | Action::NotAccept | Action::NoLongerAccept => &[Registered, Transferred],
        Action::Redirect => &[Registered, Transferred],
        Action::ReportUp => &[Registered],
        Action::DecideReport => &[ReportedUp],
        Action::ReferDispute => &[Registered, Transferred, Objected],
        Action::SettleDispute => &[Disputed],
        Action::AskCoHandler => &[Transferred, Handling],
        Action::Contribute | Action::EndCoHandling => {
            &[Transferred, Objected, Disputed, Handling, Answered]
        }
        Action::Guide => &[Registered, Transferred],
        Action::Classify | Action::LeadIn | Action::Simplify | Action::UseOrdinary => {
            &[Registered, Transferred, Handling]
        }
        Action::ReplyDuty | Action::ConcludeInquiry => &[Handling],
        Action::Hear | Action::Extend => &[Handling],
        Action::IssueOpinion | Action::ReplySuggestion | Action::ReplyAccusation => &[Handling],
        Action::DraftReply
        | Action::SubmitReply
        | Action::LookAtReply
        | Action::SendBackReply
        | Action::SignReply => &[Handling],
        Action::TakeBackReply => &[Handling, Answered],
        Action::Serve => &[
            Registered,
            Transferred,
            Handling,
            Answered,
            ReviewPending,
            Reviewing,
        ],
        Action::Close => &[Served, Lapsed, Concluded],
        Action::Suspend => &[Handling, ReviewPending, Reviewing],
        Action::Resume => &[Suspended],
        Action::NotifyAcceptance => &[Handling, Answered],
        Action::AddDemand => &[Registered, Transferred, Handling],
        Action::NameAccused => &[
            Registered,
            ReportedUp,
            Transferred,
            Objected,
            Disputed,
            Handling,
        ],
        Action::Join => &[
            Received,
            Registered,
            Transferred,
            Handling,
            Answered,
            Served,
            ReviewPending,
            Reviewing,
            Executing,
            Lapsed,
            Concluded,
            Suspended,
            Closed,
        ],
        Action::UndoJoin => &[Joined],
        Action::Rate => &[
            Served,
            ReviewPending,
            Reviewing,
            Executing,
            Lapsed,
            Concluded,
            Closed,
        ],
        Action::Supplement => &[
            Received,
            Registered,
            ReportedUp,
            Transferred,
            Objected,
            Disputed,
            Handling,
        ],
        _ => &[],
    }
}

/// Refuses an action that makes no sense at the stage the matter is at.
pub(crate) fn right_stage(action: Action, matter: &Matter) -> Result<(), Refusal> {
    let stages = stages(action);
    let fits = if review::may::is_ours(action) {
        review::may::fits_stage(action, matter.stage)
    } else if execution::may::is_ours(action) {
        execution::may::fits_stage(action, matter.stage)
    } else if mediation::may::is_ours(action) {
        mediation::may::fits_stage(action, matter.stage)
    } else if hearing::may::is_ours(action) || action == Action::Terminate {
        !matches!(matter.stage, Stage::Joined | Stage::Suspended)
    } else if stages.is_empty() {
        matter.stage != Stage::Joined
    } else {
        stages.contains(&matter.stage)
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        format!("本事项现为“{}”，不能{}", matter.stage.zh(), action.zh()),
        format!(
            "the matter is at “{}”; this cannot be done now",
            matter.stage.en()
        ),
    ))
}
