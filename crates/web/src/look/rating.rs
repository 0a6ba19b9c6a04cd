//! Rating: two questions, kept apart. Silence is "not rated", so nothing is chosen beforehand.

use maud::{Markup, html};

use super::{
    ButtonKind, Choice, Field, Icon, Lang, action_button, form_end, once_token, radio_cards,
};

/// What the rating form needs.
pub struct RatingForm<'a> {
    /// Where it is posted.
    pub action: &'a str,
    /// Its once-token.
    pub once: &'a str,
    /// The petition office that is rated (field `office`).
    pub office: &'a str,
    /// The handling unit that is rated (field `unit`).
    pub unit: &'a str,
    /// What has been chosen so far, for a form shown again: office, unit, remark.
    pub typed: (&'a str, &'a str, &'a str),
    /// What is wrong with the two choices.
    pub errors: (Option<&'a str>, Option<&'a str>),
    /// Further hidden fields, such as number and code.
    pub hidden: Markup,
}

/// The form. Values sent: `satisfied`, `basically`, `dissatisfied`.
pub fn rating_form(lang: Lang, form: &RatingForm) -> Markup {
    let choice = |value, label, picture| Choice {
        value,
        label,
        note: None,
        icon: Some(picture),
    };
    let choices = [
        choice("satisfied", lang.pick("满意", "Satisfied"), Icon::Content),
        choice(
            "basically",
            lang.pick("基本满意", "Basically satisfied"),
            Icon::Neutral,
        ),
        choice(
            "dissatisfied",
            lang.pick("不满意", "Not satisfied"),
            Icon::Discontent,
        ),
    ];
    let office = lang.pick(
        format!("一、信访部门（{}）的工作", form.office),
        format!("1. The petition office ({})", form.office),
    );
    let unit = lang.pick(
        format!("二、办理单位（{}）的工作", form.unit),
        format!("2. The handling unit ({})", form.unit),
    );
    html! {
        form class="form rating" method="post" action=(form.action) {
            (once_token(form.once)) (form.hidden)
            (radio_cards("office", &office, &choices, form.typed.0, form.errors.0))
            (radio_cards("unit", &unit, &choices, form.typed.1, form.errors.1))
            (Field::new(lang, "remark", lang.pick("您还想说什么", "Anything else"))
                .optional()
                .textarea(form.typed.2, 3, 500))
            (form_end(&action_button(ButtonKind::Primary, Some(Icon::Rate), lang.pick("提交评价", "Send"), None)))
        }
    }
}
