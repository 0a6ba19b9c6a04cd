//! Who reviews: one level up, never the organ that decided (《信访工作条例》第三十五条、第三十六条).

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::signers;
use crate::model::matter::Matter;
use crate::model::review::Review;

use kernel::org::Org;
use kernel::refusal::Refusal;
use kernel::rulebook::Rulebook;
use kernel::{PostId, UnitId};

/// The setting by which the petition department under a review body does its work (《山东省…复查复核工作规则》第五条).
const DESK: &str = "review_desk_is_petition_office";

/// The body above `decided` and the unit that does its work. Where the body next above is accused, the one above it takes
/// its place.
///
/// # Errors
/// When the organisation has no unit above that may have the matter.
pub fn above(
    matter: &Matter,
    decided: UnitId,
    ctx: &Context<'_>,
) -> Result<(UnitId, UnitId), Refusal> {
    find(matter, decided, ctx.org, ctx.rulebook).ok_or_else(|| {
        Refusal::missing(
            format!(
                "机构表中没有{}的上一级机关、单位：请管理员先登记上一级机关，或告知信访人直接向上一级机关提出",
                ctx.org.unit_name(decided)
            ),
            "the organisation has no unit above the one that decided: enter it first, or tell the petitioner where to ask",
        )
        .under("《信访工作条例》第三十五条")
    })
}

/// As [`above`], without a refusal: pages name the body to the petitioner before anything is asked.
pub fn find(
    matter: &Matter,
    decided: UnitId,
    org: &Org,
    rulebook: &Rulebook,
) -> Option<(UnitId, UnitId)> {
    let body = org
        .above(decided)
        .into_iter()
        .find(|unit| accused::may_receive(matter, *unit, org))?;
    let office = org
        .petition_office_of(body)
        .filter(|_| rulebook.flag(DESK))
        .filter(|office| *office != decided && accused::may_receive(matter, *office, org));
    Some((body, office.unwrap_or(body)))
}

/// A leader of the body or of the unit that works for it: the one who signs.
///
/// # Errors
/// When the post is none of these, or its holder is accused or recused.
pub fn signer(
    matter: &Matter,
    review: &Review,
    post: PostId,
    ctx: &Context<'_>,
) -> Result<PostId, Refusal> {
    let who = (
        "复查（复核）机关或其办事机构的",
        "the review body or of its working office",
    );
    signers::check(matter, post, &signers::units_of_review(review), who, ctx)
}
