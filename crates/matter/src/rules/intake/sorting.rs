//! Correcting the content category.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::text::required;
use crate::model::category::tidy;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::sorting::Sorting;

use kernel::refusal::Refusal;

/// The longest name of a category, in characters.
const LONGEST: usize = 40;

/// Decides a correction.
pub(crate) fn decide(
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
