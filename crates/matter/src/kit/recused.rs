//! Whoever has a direct interest in the matter does not act on it (《信访工作条例》第二十八条第三款). An interest is the person's, so it holds for
//! every post of theirs, a stand-in's included.

use crate::kit::context::Context;
use crate::model::matter::Matter;
use crate::model::oversight::recusal::{Recusal, RecusalState};

use kernel::refusal::Refusal;
use kernel::{PersonId, PostId};

/// The article behind every recusal.
pub const ARTICLE: &str = "《信访工作条例》第二十八条第三款";

/// The person's recusal in force, if there is one.
pub fn of_person(matter: &Matter, person: PersonId) -> Option<&Recusal> {
    matter
        .oversight
        .recusals
        .iter()
        .find(|one| one.state == RecusalState::InForce && one.person == Some(person))
}

/// The guard every act passes: a person with an interest does not act.
///
/// # Errors
/// A refusal of kind `Law` that names the interest.
pub fn guard(matter: &Matter, person: PersonId) -> Result<(), Refusal> {
    let Some(recusal) = of_person(matter, person) else {
        return Ok(());
    };
    Err(Refusal::law(
        format!("您已对本事项回避（{}），不得办理；可以查看", recusal.reason),
        "you are recused from this matter and may not act on it; you may read it",
        ARTICLE,
    ))
}

/// The same for a post named in a form: a signer, host or reviewer.
///
/// # Errors
/// A refusal of kind `Law` that names the person.
pub fn guard_post(matter: &Matter, post: PostId, ctx: &Context<'_>) -> Result<(), Refusal> {
    match ctx.org.post(post) {
        Some(found) if of_person(matter, found.person).is_some() => Err(Refusal::law(
            format!("{}已对本事项回避，请另选他人", found.person_name),
            format!(
                "{} is recused from this matter; choose another",
                found.person_name
            ),
            ARTICLE,
        )),
        _ => Ok(()),
    }
}
