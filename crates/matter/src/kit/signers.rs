//! Who signs and approves: the one answer that acts ask and pages offer.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::recused;
use crate::model::matter::Matter;
use crate::model::review::Review;

use kernel::org::{Org, Post, Role};
use kernel::refusal::Refusal;
use kernel::{PostId, UnitId};

/// Whether the holder of a post may sign or approve in this matter where a leader of the post's unit does: a leader in office on
/// that day, a stand-in within its days, neither accused (《信访工作条例》第三十条第三款) nor recused.
pub fn may_sign(matter: &Matter, post: &Post, org: &Org, today: Date) -> bool {
    post.role == Role::Leader
        && org.in_force(post, today)
        && !matter.accused.persons.contains(&post.person)
        && recused::of_person(matter, post.person).is_none()
}

/// Whoever may sign or approve for one of these units, in the order of the units.
pub fn of_units<'o>(matter: &Matter, units: &[UnitId], org: &'o Org, today: Date) -> Vec<&'o Post> {
    let mut found: Vec<&Post> = Vec::new();
    for unit in units {
        let leaders = org.leaders_on(*unit, today).into_iter();
        let new = leaders.filter(|post| may_sign(matter, post, org, today));
        let new: Vec<&Post> = new.filter(|post| !found.contains(post)).collect();
        found.extend(new);
    }
    found
}

/// The units whose leaders sign the opinion of a review: the one that works for the body, and the body.
pub fn units_of_review(review: &Review) -> [UnitId; 2] {
    [review.desk, review.body]
}

/// The post, if its holder may sign or approve for one of these units. `who` says whose leader is asked for.
///
/// # Errors
/// A refusal that names what is wrong with this post.
pub(crate) fn check(
    matter: &Matter,
    post: PostId,
    units: &[UnitId],
    who: (&str, &str),
    ctx: &Context<'_>,
) -> Result<PostId, Refusal> {
    let found = ctx.org.post(post).filter(|found| {
        units.contains(&found.unit)
            && found.role == Role::Leader
            && ctx.org.in_force(found, ctx.today)
    });
    let Some(found) = found else {
        return Err(Refusal::input(
            format!("签发人、批准人须是{}在任负责人，请重新选择", who.0),
            format!(
                "the signer must be a leader in office of {}; choose again",
                who.1
            ),
        ));
    };
    if matter.accused.persons.contains(&found.person) {
        return Err(Refusal::law(
            "被检举控告人不得签发、批准本事项",
            "an accused person may not sign or approve",
            "《信访工作条例》第三十条第三款",
        ));
    }
    recused::guard_post(matter, post, ctx)?;
    Ok(post)
}

/// A named leader of the owner unit: the one who may approve and sign.
pub fn leader_of_owner(
    matter: &Matter,
    post: PostId,
    ctx: &Context<'_>,
) -> Result<PostId, Refusal> {
    leader_of(matter.owner, post, matter, ctx)
}

/// A leader in office of `unit` who is neither accused nor recused.
pub fn leader_of(
    unit: UnitId,
    post: PostId,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<PostId, Refusal> {
    let name = ctx.org.unit_name(unit);
    check(matter, post, &[unit], (&name, "the unit that acts"), ctx)
}
