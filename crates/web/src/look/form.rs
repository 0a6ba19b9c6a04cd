//! The frame of a form: tokens, steps, errors on top, buttons at the end.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// A hidden field.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The token that makes a double click one petition: the server uses each once.
pub fn once_token(token: &str) -> Markup {
    hidden("once", token)
}

/// One wrong field, for the summary at the top of a form.
#[derive(Clone, Debug)]
pub struct FormError {
    /// The field's name, which is also its element id.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// Everything wrong with a form, above it, each line leading to its field. Nothing when there is no error.
pub fn error_summary(lang: Lang, errors: &[FormError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div class="notice notice-error" role="alert" {
                (icon(Icon::Late))
                div {
                    strong {
                        @match lang {
                            Lang::Zh => { "有 " (errors.len()) " 处需要改正，已填的内容都还在" },
                            Lang::En => { (errors.len()) " to correct; what you typed is kept" },
                        }
                    }
                    ul { @for error in errors { li { a href={ "#" (error.field) } { (error.text) } } } }
                }
            }
        }
    }
}

/// One step of a form in several pages.
pub struct Step<'a> {
    /// Its name.
    pub label: &'a str,
}

/// The steps of a form; `now` counts from 0.
pub fn steps(lang: Lang, list: &[Step], now: usize) -> Markup {
    html! {
        ol class="steps" aria-label=(lang.pick("步骤", "Steps")) {
            @for (index, step) in list.iter().enumerate() {
                @let class = if index < now { "step-done" } else if index == now { "step-now" } else { "step-next" };
                li class=(class) aria-current=[(index == now).then_some("step")] {
                    span {
                        (step.label)
                        @if index < now { span class="vh" { (lang.pick("（已完成）", " (done)")) } }
                    }
                }
            }
        }
    }
}

/// The row of buttons that ends a form.
pub fn form_end(buttons: &Markup) -> Markup {
    html! { div class="form-end" { (buttons) } }
}
