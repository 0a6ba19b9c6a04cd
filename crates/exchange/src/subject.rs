//! A subject for a petition that came without one.

/// Longest subject made from a body, in characters.
const LENGTH: usize = 30;

const SENTENCE_MARKS: [char; 8] = ['。', '！', '？', '；', '!', '?', ';', '\n'];
const PAUSES: [char; 4] = ['，', ',', '：', '、'];

/// The first sentence of `body` that is not a greeting, cut at a pause or at
/// 30 characters with an ellipsis. Empty only for a blank body.
pub(crate) fn from_body(body: &str) -> String {
    let sentences = || {
        body.split(SENTENCE_MARKS)
            .map(without_salutation)
            .filter(|s| !s.is_empty())
    };
    let sentence = sentences()
        .find(|s| !is_greeting(s))
        .or_else(|| sentences().next());
    let Some(sentence) = sentence else {
        return body.trim().chars().take(LENGTH).collect();
    };
    let Some((end, _)) = sentence.char_indices().nth(LENGTH) else {
        return sentence.to_owned();
    };
    let head = &sentence[..end];
    match head.rfind(PAUSES) {
        // A pause in the first half leaves too little to recognise it by.
        Some(at) if at >= head.len() / 2 => head[..at].to_owned(),
        _ => format!("{head}…"),
    }
}

/// Drops a leading “尊敬的某某：”.
fn without_salutation(sentence: &str) -> &str {
    let sentence = sentence.trim();
    match sentence.split_once(['：', ':']) {
        Some((salutation, rest)) if is_greeting(salutation) => rest.trim(),
        _ => sentence,
    }
}

fn is_greeting(words: &str) -> bool {
    let words = words.trim();
    let polite = ["尊敬", "敬爱", "您好", "你好"]
        .iter()
        .any(|word| words.contains(word))
        || words.ends_with("领导");
    polite && words.chars().count() <= 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_names_the_matter() {
        assert_eq!(from_body("村口的桥塌了。三个月没人修。"), "村口的桥塌了");
    }

    #[test]
    fn greetings_are_passed_over() {
        assert_eq!(
            from_body("尊敬的领导：\n  您好！河边路灯不亮，请派人看看。"),
            "河边路灯不亮，请派人看看"
        );
        assert_eq!(from_body("您好！"), "您好");
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_pause_or_with_an_ellipsis() {
        let body = "青石镇柳树村通往镇中心小学的水泥路，自去年夏天被大水冲毁以后一直没有修好";
        assert_eq!(from_body(body), "青石镇柳树村通往镇中心小学的水泥路");
        assert_eq!(from_body(&"路".repeat(40)), format!("{}…", "路".repeat(30)));
    }

    #[test]
    fn marks_alone_still_give_something() {
        assert_eq!(from_body("？？？"), "？？？");
    }
}
