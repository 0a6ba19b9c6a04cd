//! Visits at a wrong level: registered, answered with the right place, the right organ told.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::signers::leader_of_owner;
use crate::kit::text::required;
use crate::model::answer::AnswerKind;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::petition::Purpose;
use crate::model::routing::RoutingEvent;
use crate::rules::answering::decide::new_answer;
use crate::rules::routing::level::{self, Level};

use kernel::org::{Org, Unit};
use kernel::refusal::Refusal;
use kernel::rulebook::ground::SKIPPED_LEVELS;
use kernel::rulebook::{GroundCode, GroundEffect};
use kernel::{DemandId, PostId, UnitId};

const ARTICLE: &str = "《信访工作条例》第二十条第一款";

/// Guides a visitor. Appeals that skipped levels are not accepted here (NA2); whatever came to another branch is told
/// the right organ. Either way the visitor gets the reception place in writing.
pub(crate) fn guide(
    matter: &Matter,
    to: UnitId,
    reason: &str,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let explained = required(reason, "已向来访人说明的情况", "what was explained")?;
    let organ = competent(matter, to, ctx.org)?;
    let signed_by = Some(leader_of_owner(matter, signer, ctx)?);
    let place = reception(organ);
    let appeals = open(matter, Some(Purpose::Appeal));
    let (kind, demands) = match level::of_visit(matter.office, to, ctx.org) {
        Level::Right => {
            return Err(Refusal::law(
                format!(
                    "{}属于本级或者上一级，来访地点符合规定，应当接待受理",
                    organ.name
                ),
                "this reception place is at the organ's own level or one up; the visit is rightly made",
                ARTICLE,
            ));
        }
        Level::Skipped if !appeals.is_empty() => {
            let kind = AnswerKind::NotAccepted {
                ground: GroundCode::new(SKIPPED_LEVELS),
                effect: Some(GroundEffect::NotAccept),
                reason: format!("请到{place}提出。{explained}"),
            };
            (kind, appeals)
        }
        Level::Skipped | Level::Elsewhere => {
            let kind = AnswerKind::Redirected {
                to: place,
                reason: explained,
            };
            (kind, open(matter, None))
        }
    };
    let answer = new_answer(matter, kind, demands, signed_by, ctx.today);
    Ok(vec![
        Event::Routing(RoutingEvent::VisitGuided { to }),
        Event::AnswerIssued { answer },
    ])
}

fn competent<'o>(matter: &Matter, to: UnitId, org: &'o Org) -> Result<&'o Unit, Refusal> {
    let fits = to != matter.owner && accused::may_receive(matter, to, org);
    org.unit(to)
        .filter(|_| fits)
        .ok_or_else(|| Refusal::input("请选择有权处理的机关、单位", "choose the competent organ"))
}

/// The name of the organ with where and when it receives visitors.
fn reception(organ: &Unit) -> String {
    let parts = [&organ.address, &organ.hours, &organ.phone];
    let known: Vec<&str> = parts
        .into_iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    if known.is_empty() {
        organ.name.clone()
    } else {
        format!("{}（{}）", organ.name, known.join("，"))
    }
}

fn open(matter: &Matter, purpose: Option<Purpose>) -> Vec<DemandId> {
    matter
        .open_demands()
        .filter(|demand| purpose.is_none_or(|purpose| demand.purpose == purpose))
        .map(|demand| demand.id)
        .collect()
}
