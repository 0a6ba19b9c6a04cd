//! The documents that the procedure knows by name: each code is that of a template (`templates/CODE.toml`), which says what the document
//! reads like. A document that no act tells of or answers by has no name here.

/// 信访事项答复书: carries a reply for which there is no form of its own.
pub const REPLY: &str = "A01";
/// 信访事项登记表.
pub const REGISTRATION: &str = "D01";
/// 信访事项告知书: where the matter was sent.
pub const SENT_NOTICE: &str = "D02";
/// 受理告知书.
pub const ACCEPTANCE: &str = "D03";
/// 不予受理告知书.
pub const NOT_ACCEPTED: &str = "D04";
/// 不再受理告知书.
pub const NO_LONGER_ACCEPTED: &str = "D05";
/// 转送函.
pub const TRANSFER: &str = "D06";
/// 交办函.
pub const ASSIGNMENT: &str = "D07";
/// 延期办理告知书: the petitioner gets the reasons of an extension. 《信访工作条例》第三十四条.
pub const EXTENSION: &str = "D10";
/// 信访处理意见书.
pub const OPINION: &str = "D11";
/// 复查（复核）不予受理告知书.
pub const REVIEW_REFUSED: &str = "D13";
/// 信访复查意见书.
pub const REVIEW: &str = "D14";
/// 信访复核意见书.
pub const RE_REVIEW: &str = "D15";
/// 检举控告处理情况告知书.
pub const ACCUSATION_RESULT: &str = "D16";

/// The documents that carry an answer.
pub const CARRIERS: [&str; 8] = [
    NOT_ACCEPTED,
    NO_LONGER_ACCEPTED,
    OPINION,
    REVIEW_REFUSED,
    REVIEW,
    RE_REVIEW,
    ACCUSATION_RESULT,
    REPLY,
];

/// The documents that tell of an act which is no answer: made once it has happened.
pub const TELLING: [&str; 5] = [SENT_NOTICE, ACCEPTANCE, TRANSFER, ASSIGNMENT, EXTENSION];
