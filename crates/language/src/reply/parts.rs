//! The parts an answer should have: reason, basis in law, remedy; and what it should not: phrases that say nothing.

use super::Score;

const REASON: &[&str] = &[
    "因为",
    "由于",
    "鉴于",
    "原因",
    "经核实",
    "经调查",
    "经查",
    "经核查",
    "经了解",
    "经现场",
    "调查发现",
    "据此",
    "根据",
    "依据",
    "按照",
    "因此",
    "所以",
    "系因",
];
/// What a named document is called when it is law or rule.
const RULE: &[&str] = &[
    "法", "条例", "办法", "规定", "规划", "通知", "意见", "方案", "标准", "规范", "细则", "典",
    "规则", "制度", "决定",
];
const REMEDY: &[&str] = &[
    "复查",
    "复核",
    "行政复议",
    "行政诉讼",
    "提起诉讼",
    "申请仲裁",
    "向人民法院",
];
const UNTIL: &[&str] = &["日内", "个月内", "日前", "之前", "天内", "月内"];
const DONE: &[&str] = &[
    "已于", "已经", "完成", "整改", "责令", "拆除", "立案", "查处", "维修", "更换", "预计", "计划",
    "将于", "约谈", "开展", "启动",
];
const EMPTY: &[&str] = &[
    "高度重视",
    "感谢您对我们工作的",
    "感谢您的留言",
    "感谢您对",
    "祝您",
    "敬请关注",
    "已转相关部门",
    "已转有关部门",
    "已转交",
    "正在研究",
    "将进一步加强",
    "认真研究",
    "积极协调",
    "尽快处理",
    "妥善处理",
    "您的留言已收悉",
    "请您放心",
];

/// The sentences of a text, with their final mark.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let parts = text.split_inclusive(['。', '！', '？', '!', '?', '；', ';', '\n']);
    parts
        .map(str::trim)
        .filter(|part| part.chars().any(char::is_alphanumeric))
        .collect()
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Sentences that give a reason.
pub(super) fn reasons(sentences: &[&str]) -> Vec<String> {
    let giving = sentences.iter().filter(|sentence| has(sentence, REASON));
    giving.map(|sentence| (*sentence).to_owned()).collect()
}

/// Laws, regulations and documents named in 《》, with the article that follows.
pub(super) fn basis(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('《') {
        let Some(end) = text[at..].find('》').map(|end| at + end + '》'.len_utf8()) else {
            continue;
        };
        let name = &text[at + '《'.len_utf8()..end - '》'.len_utf8()];
        if !has(name, RULE) {
            continue;
        }
        let article = text[end..]
            .starts_with('第')
            .then(|| text[end..].find('条'))
            .flatten();
        let article = article.filter(|length| text[end..end + length].chars().count() <= 12);
        let to = article.map_or(end, |length| end + length + '条'.len_utf8());
        let named = text[at..to].to_owned();
        if !found.contains(&named) {
            found.push(named);
        }
    }
    found
}

/// The sentence that says where to turn and until when.
pub(super) fn remedy(sentences: &[&str]) -> Option<String> {
    let found = sentences
        .iter()
        .find(|sentence| has(sentence, REMEDY) && has(sentence, UNTIL));
    found.map(|sentence| (*sentence).to_owned())
}

/// Phrases that say nothing, in order.
pub(super) fn empty_phrases(text: &str) -> Vec<String> {
    let found = EMPTY.iter().filter(|phrase| text.contains(**phrase));
    found.map(|phrase| (*phrase).to_owned()).collect()
}

/// 0.4 for a reason, 0.3 for a basis, 0.3 for facts (what was done or will be, numbers), 0.05 off for each empty phrase.
#[allow(clippy::cast_precision_loss)]
pub(super) fn explanation(
    reasons: &[String],
    basis: &[String],
    sentences: &[&str],
    empty: &[String],
) -> Score {
    let facts: Vec<&&str> = sentences
        .iter()
        .filter(|s| has(s, DONE) && s.chars().count() >= 15)
        .collect();
    let mut value = 0.0;
    let mut evidence = Vec::new();
    match reasons.first() {
        Some(reason) => {
            value += 0.4;
            evidence.push(format!("理由：{reason}"));
        }
        None => evidence.push("没有说明理由".to_owned()),
    }
    if basis.is_empty() {
        evidence.push("没有写明依据".to_owned());
    } else {
        value += 0.3;
        evidence.push(format!("依据：{}", basis.join("、")));
    }
    if let Some(fact) = facts.first() {
        value += 0.3;
        evidence.push(format!("办理：{fact}"));
    }
    if !empty.is_empty() {
        evidence.push(format!("空话：{}", empty.join("、")));
    }
    Score {
        value: (value - 0.05 * empty.len() as f32).clamp(0.0, 1.0),
        evidence,
    }
}
