//! Whose hand acts, and whether another person's must.

use crate::kit::context::Context;

use kernel::PostId;
use kernel::refusal::Refusal;

/// Whether whoever acts is a second person to the one who asks from `asking`: somebody else, whose post does not rest on what
/// that one did.
pub fn is_second_person(asking: PostId, ctx: &Context<'_>) -> Result<(), Refusal> {
    let by = ctx.org.post(acting(ctx)?);
    let asks = ctx.org.post(asking).map(|post| post.person);
    if by.map(|post| post.person) == asks {
        return Err(second_person());
    }
    let made_by = by.and_then(|post| post.grant.as_ref()?.person);
    if made_by.is_some() && made_by == asks {
        return Err(Refusal::law(
            "您的岗位由申请人设置、重设或者委托代理，须由另一人同意",
            "your post was given to you by the one who asks; somebody else must agree",
            "《信访工作条例》第三十条第三款",
        ));
    }
    Ok(())
}

/// Two posts of one person are one person.
pub fn second_person() -> Refusal {
    Refusal::law(
        "须由申请人以外的第二人同意",
        "a second person must agree, not the one who asks",
        "《信访工作条例》第三十条第三款",
    )
}

/// The signed-in post that acts.
pub fn acting(ctx: &Context<'_>) -> Result<PostId, Refusal> {
    ctx.actor
        .post()
        .ok_or_else(|| Refusal::not_yours("此操作由在任岗位办理", "only a post can do this"))
}
