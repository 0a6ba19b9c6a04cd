//! The content category (内容分类): suggested by a model, decided by a clerk, corrected whenever it proves wrong.

use serde::{Deserialize, Serialize};

use super::Context;
use super::category::tidy;
use super::decide::{acting, required};
use super::event::Event;
use super::state::Matter;
use kernel::refusal::Refusal;

/// The longest name of a category, in characters.
const LONGEST: usize = 40;

/// What a model suggested when somebody decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// The category.
    pub label: String,
    /// How likely it was right, in percent.
    pub percent: u8,
}

/// A category with what the model said; nothing suggested means chosen by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sorting {
    /// The category, of one level or two.
    pub category: String,
    /// What was suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Suggested>,
}

/// Decides a correction.
pub(super) fn decide(
    matter: &Matter,
    sorting: Sorting,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let post = acting(ctx)?;
    let category = required(&tidy(&sorting.category), "内容分类", "the category")?;
    if category.chars().count() > LONGEST {
        return Err(Refusal::input(
            format!("内容分类的名称不超过{LONGEST}字"),
            format!("the name of a category has at most {LONGEST} characters"),
        ));
    }
    if matter.category.as_ref() == Some(&category) {
        return Err(Refusal::input(
            format!("内容分类已是“{category}”，不必再改"),
            "this is the category already",
        ));
    }
    let sorting = Sorting {
        category,
        ..sorting
    };
    Ok(vec![Event::Sorted { post, sorting }])
}
