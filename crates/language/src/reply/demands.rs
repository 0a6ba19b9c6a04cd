//! What a petition asks for.

use super::parts::sentences;

/// Words with which people ask.
const ASKING: &[&str] = &[
    "请",
    "希望",
    "要求",
    "建议",
    "恳",
    "能否",
    "能不能",
    "可否",
    "是否",
    "何时",
    "什么时候",
    "为什么",
    "为何",
    "怎么",
    "如何",
    "谁来",
    "求",
    "盼",
];
/// Words of greeting that only look like asking.
const POLITE: &[&str] = &["请问领导", "谢谢", "感谢", "您好", "你好", "尊敬的"];
/// The most demands read out of a text; a form with more lists them.
const MOST: usize = 5;

/// The demands in a petition's own words: sentences that ask; the subject where none does.
#[must_use]
pub fn demands(subject: &str, body: &str) -> Vec<String> {
    let asks = |sentence: &&str| {
        let long = sentence.chars().count() >= 5;
        let polite =
            POLITE.iter().any(|word| sentence.starts_with(word)) && sentence.chars().count() < 12;
        long && !polite
            && (sentence.ends_with(['?', '？'])
                || ASKING.iter().any(|word| sentence.contains(word)))
    };
    let mut found: Vec<String> = Vec::new();
    for sentence in sentences(body).into_iter().filter(asks) {
        if !found.iter().any(|known| known == sentence) {
            found.push(sentence.to_owned());
        }
    }
    // The last ones are what a letter comes to.
    let from = found.len().saturating_sub(MOST);
    let mut found = found.split_off(from);
    if found.is_empty() && !subject.trim().is_empty() {
        found.push(subject.trim().to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_ask_are_demands_and_greetings_are_not() {
        let found = demands(
            "路灯",
            "领导您好！路灯坏了三个月。希望尽快修好路灯。何时能修？谢谢！",
        );
        assert_eq!(found, ["希望尽快修好路灯。", "何时能修？"]);
        assert_eq!(demands("路灯不亮", "路灯坏了。"), ["路灯不亮"]);
        assert!(demands("", "").is_empty());
    }
}
