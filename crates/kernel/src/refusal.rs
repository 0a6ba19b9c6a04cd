//! Why something may not be done: the rule, its article and what is missing.

use std::borrow::Cow;

use serde::Serialize;

use crate::org::Role;

/// What kind of "no" this is. Pages use it to decide how loudly to show the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// The post's role or unit does not give this right.
    NotYours,
    /// The matter is not at the stage where this can happen.
    Stage,
    /// A condition is still missing; filling it in makes the act possible.
    Missing,
    /// The law or a local rule forbids it.
    Law,
    /// What was entered cannot be used as it is.
    Input,
}

/// A refusal names the rule, its article and what is missing, in words a clerk can act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{zh}")]
pub struct Refusal {
    /// The kind of refusal.
    pub kind: RefusalKind,
    /// The sentence shown on Chinese pages.
    pub zh: Cow<'static, str>,
    /// The same sentence in English.
    pub en: Cow<'static, str>,
    /// The article or rule it rests on, where law says so.
    pub article: Option<Cow<'static, str>>,
}

impl Refusal {
    /// A refusal without an article.
    pub fn new(
        kind: RefusalKind,
        zh: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            kind,
            zh: zh.into(),
            en: en.into(),
            article: None,
        }
    }

    /// The same refusal resting on `article`.
    #[must_use]
    pub fn under(mut self, article: impl Into<Cow<'static, str>>) -> Self {
        self.article = Some(article.into());
        self
    }

    /// Somebody else has this right.
    pub fn not_yours(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RefusalKind::NotYours, zh, en)
    }

    /// The act belongs to one of `roles`, and the one who asks has another.
    pub fn wrong_role(roles: &[Role], mine: Role) -> Self {
        let named: Vec<_> = roles.iter().map(|role| role.zh()).collect();
        Self::not_yours(
            format!("此操作由{}办理，您的岗位是{}", named.join("、"), mine.zh()),
            format!(
                "your role is {}, which does not carry this right",
                mine.en()
            ),
        )
    }

    /// Staff do this, not the petitioner.
    pub fn staff_only() -> Self {
        Self::not_yours("此操作由经办单位办理", "only the office can do this")
    }

    /// Something is missing or unusable in what was entered.
    pub fn input(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RefusalKind::Input, zh, en)
    }

    /// The law forbids it.
    pub fn law(
        zh: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
        article: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(RefusalKind::Law, zh, en).under(article)
    }

    /// A condition is still missing.
    pub fn missing(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RefusalKind::Missing, zh, en)
    }
}
