//! Who may do what, and when: asked before every command and for every button.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::hands::is_second_person;
use crate::kit::recused;
use crate::model::action::Action;
use crate::model::answer::AnswerKind;
use crate::model::matter::Matter;
use crate::model::parts::IdentityRequest;
use crate::model::petition::{Petition, Purpose};
use crate::model::stage::Stage;
use crate::rules::handling::may::extendable;
use crate::rules::{
    desk, document, execution, hearing, lawful, mediation, oversight, pause, review, routing,
    simple,
};
use crate::sight;
use crate::when::right_stage;

use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::LimitKey;

/// One action with its verdict; pages draw buttons from exactly these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The action.
    pub action: Action,
    /// Allowed, or why not.
    pub verdict: Result<(), Refusal>,
}

/// Every action with allowed or the refusal.
pub fn options(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    Action::ALL
        .iter()
        .map(|&action| Choice {
            action,
            verdict: may(action, matter, ctx),
        })
        .collect()
}

/// Whether the actor may do this to the matter as it stands.
///
/// # Errors
/// The refusal names the right, the stage, the missing condition or the article.
pub fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if let Actor::Staff(viewer) = ctx.actor {
        fit_to_act(matter, viewer, ctx)?;
    }
    if oversight::may::concerns(action) {
        return oversight::may::may(action, matter, ctx);
    }
    match ctx.actor {
        Actor::System => {}
        Actor::Petitioner => petitioner_may(action, matter)?,
        Actor::Staff(viewer) => staff_may(action, matter, viewer, ctx)?,
    }
    right_stage(action, matter)?;
    conditions(action, matter, ctx)
}

fn petitioner_may(action: Action, matter: &Matter) -> Result<(), Refusal> {
    match action {
        // One of several petitioners does not agree for the others.
        Action::ConsentMediation if matter.has_several_petitioners() => Err(Refusal::not_yours(
            "本事项有多位信访人，是否同意调解由办理单位分别征求意见并记录",
            "there are several petitioners; the unit asks each and records it",
        )),
        Action::Rate | Action::Supplement | Action::Attach | Action::ConsentMediation => Ok(()),
        _ if review::may::petitioner_may(action) => Ok(()),
        _ => Err(Refusal::staff_only()),
    }
}

/// The roles that carry the right to an action.
fn roles(action: Action) -> &'static [Role] {
    use Role::{Clerk, Handler, Leader, Supervisor};
    match action {
        _ if review::may::is_ours(action) => review::may::roles(action),
        _ if hearing::may::is_ours(action) => hearing::may::roles(action),
        _ if mediation::may::is_ours(action) => mediation::may::roles(),
        _ if execution::may::is_ours(action) => execution::may::roles(action),
        _ if pause::may::is_ours(action) => pause::may::roles(),
        Action::Accept
        | Action::NotAccept
        | Action::NoLongerAccept
        | Action::Extend
        | Action::IssueOpinion
        | Action::DraftReply
        | Action::SubmitReply
        | Action::TakeBackReply
        | Action::ReplySuggestion
        | Action::ReplyAccusation
        | Action::ReplyDuty
        | Action::ConcludeInquiry => &[Handler, Leader],
        Action::LookAtReply | Action::SendBackReply | Action::SignReply => &[Leader],
        Action::ConsentIdentity => &[Leader, Supervisor],
        Action::Note | Action::ShowIdentity | Action::RequestIdentity => {
            &[Clerk, Handler, Leader, Supervisor]
        }
        Action::Rate | Action::Supplement => &[],
        _ => &[Clerk, Handler, Leader],
    }
}

/// Nobody accused, nobody with an interest, and no stand-in outside its days acts on the matter at all.
fn fit_to_act(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.accused.persons.contains(&viewer.person)
        || accused::is_accused(matter, viewer.unit, ctx.org)
    {
        return Err(Refusal::law(
            "被检举控告的人员、单位不得接触本事项",
            "an accused person or unit has no access to this matter",
            "《信访工作条例》第三十条第三款",
        ));
    }
    if !viewer.may_read(matter.is_sealed()) {
        return Err(Refusal::law(
            "您的岗位变更尚待负责人确认，确认前不能接触检举控告事项",
            "a leader has yet to confirm your post; until then accusations are closed to it",
            "《信访工作条例》第三十条第三款",
        ));
    }
    recused::guard(matter, viewer.person)?;
    match ctx.org.post(viewer.post) {
        Some(post) if post.stand_in.is_some() && !ctx.org.in_force(post, ctx.today) => {
            Err(Refusal::not_yours(
                "代理期限未到或者已过，不能以此岗位办理",
                "the days of this stand-in have not begun or are over",
            ))
        }
        _ => Ok(()),
    }
}

/// Which unit may act.
fn staff_may(
    action: Action,
    matter: &Matter,
    viewer: &Viewer,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if !roles(action).contains(&viewer.role) {
        return Err(match roles(action) {
            [] => Refusal::not_yours("此操作由信访人本人办理", "only the petitioner can do this"),
            roles => Refusal::wrong_role(roles, viewer.role),
        });
    }
    let owns = viewer.unit == matter.owner;
    let oversees = || accused::oversees(viewer, matter, ctx.org);
    let sees = || sight::can_see(viewer, matter, ctx.org);
    if let Some(verdict) = routing::may::may_unit(action, matter, viewer, ctx) {
        return verdict;
    }
    let allowed = match action {
        _ if review::may::is_ours(action) => review::may::unit_may(action, matter, viewer, ctx),
        _ if hearing::may::is_ours(action) => hearing::may::unit_may(action, matter, viewer),
        _ if mediation::may::is_ours(action) => mediation::may::unit_may(action, matter, viewer),
        _ if execution::may::is_ours(action) => {
            execution::may::unit_may(action, matter, viewer, ctx)
        }
        _ if pause::may::is_ours(action) => pause::may::unit_may(action, matter, viewer),
        Action::AgreeObjection | Action::RejectObjection => {
            let sender = matter.last_handover().map(|handover| handover.from);
            if sender == Some(viewer.unit) {
                return Ok(());
            }
            return Err(Refusal::not_yours(
                "异议由转送、交办单位核实",
                "the unit that sent the matter verifies the objection",
            ));
        }
        Action::Note
        | Action::ShowIdentity
        | Action::RequestIdentity
        | Action::ConsentIdentity
        | Action::Relate => sees(),
        Action::Join
        | Action::UndoJoin
        | Action::AddDemand
        | Action::NameAccused
        | Action::SetCategory => owns || viewer.unit == matter.office || oversees(),
        Action::Attach => owns || viewer.unit == matter.office || oversees(),
        Action::IssueDocument | Action::ServeDocument | Action::VoidDocument => {
            owns || viewer.unit == matter.office || oversees() || answered(matter, viewer)
        }
        Action::Serve => owns || answered(matter, viewer),
        _ => owns,
    };
    if allowed {
        return Ok(());
    }
    Err(Refusal::not_yours(
        format!(
            "本事项由{}负责，由该单位办理",
            ctx.org.unit_name(matter.owner)
        ),
        "another unit answers for this matter now",
    ))
}

/// Whether the viewer's unit gave an answer, or works for a body that reviews one.
fn answered(matter: &Matter, viewer: &Viewer) -> bool {
    let answers = matter.answers.iter();
    let reviews = matter.reviews.iter();
    answers
        .map(|answer| answer.unit)
        .any(|unit| unit == viewer.unit)
        || reviews
            .map(|review| review.desk)
            .any(|unit| unit == viewer.unit)
}

/// Conditions that hold or fail whatever the form says.
fn conditions(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let leads_away = matches!(action, Action::LeadIn | Action::ReplyDuty);
    let busy = matter.open_hearing_on(None).is_some() || matter.open_mediation().is_some();
    if leads_away && busy {
        return Err(Refusal::missing(
            "听证、调解尚未结束，先结束再作此答复",
            "a hearing or mediation is open; end it first",
        ));
    }
    let terminates = action == Action::Terminate && matter.stage == Stage::Handling;
    if ends_demands(action) || terminates {
        routing::may::waits_for_contributions(matter, ctx)?;
    }
    simple::may::conditions(action, matter, ctx)?;
    routing::may::conditions(action, matter, ctx)?;
    own_conditions(action, matter, ctx)?;
    lawful::may::conditions(action, matter, ctx)
}

/// Acts that end demands: the lead answers for the whole, so what it asked of others must be in.
fn ends_demands(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::NotAccept
            | A::NoLongerAccept
            | A::Redirect
            | A::Guide
            | A::LeadIn
            | A::IssueOpinion
            | A::ReplySuggestion
            | A::ReplyAccusation
            | A::ReplyDuty
            | A::AgreeMediation
    )
}

fn own_conditions(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        _ if review::may::is_ours(action) => review::may::conditions(action, matter, ctx),
        _ if hearing::may::is_ours(action) => hearing::may::conditions(action, matter),
        _ if mediation::may::is_ours(action) => mediation::may::conditions(action, matter),
        _ if execution::may::is_ours(action) => execution::may::conditions(action, matter),
        _ if pause::may::is_ours(action) => pause::may::conditions(action, matter, ctx),
        Action::Accept => accept_conditions(matter, ctx),
        Action::Extend => extend_conditions(matter, ctx),
        Action::IssueOpinion => opinion_conditions(matter),
        Action::DraftReply => desk::may::has_answerable(matter),
        Action::SubmitReply
        | Action::LookAtReply
        | Action::SendBackReply
        | Action::SignReply
        | Action::TakeBackReply => {
            // Whatever an opinion needs, the signature under a draft needs too.
            let opinion = conditions(Action::IssueOpinion, matter, ctx);
            desk::may::conditions(action, matter, ctx, opinion)
        }
        Action::ReplySuggestion => has_open(matter, Purpose::Suggestion),
        Action::ReplyAccusation => has_open(matter, Purpose::Accusation),
        Action::Serve => serve_conditions(matter),
        Action::Rate => rate_conditions(matter, ctx),
        Action::NotifyAcceptance => notice_conditions(matter),
        Action::IssueDocument | Action::ServeDocument | Action::VoidDocument => {
            document::may::may(action, matter)
        }
        Action::ConsentIdentity => consent_conditions(matter, ctx),
        Action::RequestIdentity if !matter.is_sealed() => Err(Refusal::new(
            RefusalKind::Stage,
            "本事项未密封，说明理由即可查看",
            "the matter is not sealed; give a reason and look",
        )),
        Action::ShowIdentity => show_conditions(matter, ctx),
        _ => Ok(()),
    }
}

fn accept_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if ctx.org.is_petition_office(matter.owner) {
        return Err(Refusal::law(
            "信访部门不直接受理实体事项，应转送、交办有权处理的机关、单位",
            "a petition department does not decide the merits; send it to the competent organ",
            "《信访工作条例》第十四条、第二十二条",
        ));
    }
    Ok(())
}

fn extend_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let Some((clock, cap)) = extendable(matter, ctx.rulebook) else {
        return Err(Refusal::missing(
            "没有可以延期的办理期限（只有申诉求决事项的六十日办理期限可以延期）",
            "no running period can be extended",
        )
        .under("《信访工作条例》第三十四条"));
    };
    if clock.span.extended >= cap {
        return Err(Refusal::law(
            format!("累计延期已达上限{cap}日"),
            format!("the extensions have reached the cap of {cap} days"),
            "《信访工作条例》第三十四条",
        ));
    }
    if clock.span.extended > 0 && !ctx.rulebook.flag("several_extensions") {
        return Err(Refusal::law(
            "已经延期一次；本地规则册规定只能延期一次",
            "it was extended once, and the rulebook in force allows one extension only",
            "规则册设置 several_extensions（《信访工作条例》第三十四条未规定次数）",
        ));
    }
    if ctx.today > clock.duty_date() {
        return Err(Refusal::law(
            "办理期限已过，延期应当在期限届满前作出",
            "the period has passed; an extension must come before its end",
            "《信访工作条例》第三十四条",
        ));
    }
    Ok(())
}

fn opinion_conditions(matter: &Matter) -> Result<(), Refusal> {
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

fn serve_conditions(matter: &Matter) -> Result<(), Refusal> {
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
        return Err(document::may::not_issued());
    }
    Err(Refusal::missing(
        "没有待送达的文书",
        "no answer waits to be served",
    ))
}

fn notice_conditions(matter: &Matter) -> Result<(), Refusal> {
    if matter.acceptance_notice.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "受理告知书已经送达",
            "the acceptance notice was served already",
        ));
    }
    match matter.acceptance_document() {
        Some(_) => Ok(()),
        None => Err(document::may::no_acceptance_document()),
    }
}

/// The last day on which the petitioner may rate (K17): a setting, since no text was found that ends it.
fn rating_ends(matter: &Matter, ctx: &Context<'_>) -> Option<(jiff::civil::Date, String)> {
    let limit = ctx.rulebook.limit(&LimitKey::new("K17"), matter.weight)?;
    let served = matter
        .answers
        .iter()
        .filter_map(|answer| answer.service.as_ref());
    let last = served.map(|service| service.on).max()?;
    let span = kernel::clock::Span::new(last, limit.length, limit.unit);
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

fn consent_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let waiting: Vec<_> = matter
        .identity_requests
        .iter()
        .filter(|request| request.consent.is_none() && request.stands(ctx.org))
        .collect();
    if waiting.is_empty() {
        return Err(Refusal::missing(
            "没有待同意的查看申请",
            "no request waits for consent",
        ));
    }
    let refused = |post| is_second_person(post, ctx).err();
    match waiting
        .iter()
        .map(|request| refused(request.post))
        .min_by_key(Option::is_some)
    {
        Some(Some(refusal)) => Err(refusal),
        Some(None) | None => Ok(()),
    }
}

fn show_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.petitions.iter().all(Petition::is_anonymous) {
        return Err(Refusal::missing(
            "信访人未留身份信息",
            "the petitioner left no name",
        ));
    }
    // A consent is the holder's who asked: whoever takes over the post asks anew.
    let me = ctx.actor.viewer();
    let consented = me.is_some_and(|me| {
        let own = |request: &IdentityRequest| {
            request.post == me.post
                && request.person == Some(me.person)
                && request.consent.is_some()
        };
        matter.identity_requests.iter().any(own)
    });
    if matter.is_sealed() && !consented {
        return Err(Refusal::missing(
            "检举控告事项的身份信息须先“申请查看身份”，经第二人同意后才能查看",
            "a sealed identity needs a request and a second person's consent",
        )
        .under("《信访工作条例》第三十条第三款"));
    }
    Ok(())
}
