use super::{GroundCode, InvalidCode, LimitKey, Weight};

/// Why a rulebook cannot be loaded. Each message says what to do, Chinese first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RulebookError {
    /// Not the layout of a rulebook.
    #[error(
        "规则册格式不对：{0}。请对照 rulebooks 目录中的示例修改 / \
         the rulebook cannot be read; compare it with the examples in `rulebooks`"
    )]
    Syntax(String),
    /// A code that is none.
    #[error(transparent)]
    Code(#[from] InvalidCode),
    /// A code or name given twice.
    #[error("“{0}”出现了两次，请删去一处 / {0} is given twice; remove one")]
    Twice(String),
    /// A text or field that must not be empty.
    #[error("“{code}”缺少 {field}，请补上 / {code} lacks `{field}`; add it")]
    Missing {
        /// The limit, ground or setting.
        code: String,
        /// The field.
        field: &'static str,
    },
    /// The extension limit and the rule it belongs to say different things.
    #[error(
        "{key} 是 {base} 的延期上限，两处天数必须一致 / {key} is the extension of {base}; both must give the same days"
    )]
    Extension {
        /// The limit that is an extension.
        key: LimitKey,
        /// The limit extended.
        base: LimitKey,
    },
    /// A local book written for another national book.
    #[error(
        "地方规则册写明配合“{expected}”使用，当前是“{found}”。请换用对应的规则册 / \
         the local book was written for {expected}, not for {found}; use the book that fits"
    )]
    OtherNational {
        /// What the local book names.
        expected: String,
        /// The book in use.
        found: String,
    },
    /// A local book that loosens a limit.
    #[error(transparent)]
    Loosens(#[from] Box<Loosening>),
    /// A local book that changes the law of a ground or adds one.
    #[error(
        "{code}：地方规则册不得增设或者改变不予受理、不再受理的情形（{article}），只能在 needs 中增加说明要求 / \
         {code}: a local book may not add or change a ground for refusing; it may only ask for more in `needs`"
    )]
    Ground {
        /// The ground.
        code: GroundCode,
        /// The article that stands against it.
        article: String,
    },
    /// A setting nobody knows, or of another type.
    #[error(
        "设置项“{0}”不存在，或者值的类型不对。请对照国家规则册中的设置项 / \
         setting {0} does not exist or has a value of another type; see the national book"
    )]
    Setting(String),
}

/// Exactly what a local book would loosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{key}（{name}，{weight_zh}事项）：地方规则册{zh}，放宽了国家规定，不能加载。依据{article}；请改为不宽于国家规定 / \
     {key} ({weight_en} matters): the local book {en}, which loosens the national rule ({article_en}); make it no looser",
    weight_zh = .weight.zh(),
    weight_en = .weight.en(),
)]
pub struct Loosening {
    /// The limit.
    pub key: LimitKey,
    /// Its Chinese name.
    pub name: String,
    /// For which matters.
    pub weight: Weight,
    /// What would change, from what to what (Chinese).
    pub zh: String,
    /// What would change, from what to what (English).
    pub en: String,
    /// The article that stands against it (Chinese).
    pub article: String,
    /// The article that stands against it (English).
    pub article_en: String,
}
