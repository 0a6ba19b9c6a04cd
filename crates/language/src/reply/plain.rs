//! Words that leave the reader asking which, who or when, and stiff ones that have a plain twin.

/// A word of an answer that could be plainer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plainer {
    /// The word as it stands.
    pub word: &'static str,
    /// What to write instead, in Chinese.
    pub zh: &'static str,
    /// The same advice in English.
    pub en: &'static str,
}

const fn word(word: &'static str, zh: &'static str, en: &'static str) -> Plainer {
    Plainer { word, zh, en }
}

const WHICH_OFFICE: &str = "写明是哪个部门";
const WHICH_RULE: &str = "写明是哪部法规、哪一条";
const WHICH_DAY: &str = "写明到哪一天";

const WORDS: &[Plainer] = &[
    word("相关部门", WHICH_OFFICE, "say which department"),
    word("有关部门", WHICH_OFFICE, "say which department"),
    word("相关单位", WHICH_OFFICE, "say which unit"),
    word("有关单位", WHICH_OFFICE, "say which unit"),
    word("相关规定", WHICH_RULE, "say which rule and article"),
    word("有关规定", WHICH_RULE, "say which rule and article"),
    word("相关政策", WHICH_RULE, "say which rule and article"),
    word("有关政策", WHICH_RULE, "say which rule and article"),
    word("依法依规", WHICH_RULE, "say which rule and article"),
    word("适时", WHICH_DAY, "say by which day"),
    word("择期", WHICH_DAY, "say by which day"),
    word("择机", WHICH_DAY, "say by which day"),
    word("近期", WHICH_DAY, "say by which day"),
    word("酌情", "写明按什么标准", "say by which standard"),
    word("之规定", "“的规定”", "plain: 的规定"),
    word("系因", "“是因为”", "plain: 是因为"),
    word("届时", "“到时候”", "plain: 到时候"),
    word("尚需", "“还要”", "plain: 还要"),
    word("未予", "“没有”", "plain: 没有"),
    word("悉知", "“知道”", "plain: 知道"),
];

/// Words of a text that could be plainer, in the order of this table.
#[must_use]
pub fn plainer(text: &str) -> Vec<Plainer> {
    let found = WORDS.iter().filter(|plainer| text.contains(plainer.word));
    found.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_words_are_asked_about_and_clear_ones_are_not() {
        let found = plainer("已转有关部门，将择期维修。");
        let words: Vec<&str> = found.iter().map(|plainer| plainer.word).collect();
        assert_eq!(words, ["有关部门", "择期"]);
        assert!(plainer("县住房局将于6月10日前维修屋面。").is_empty());
    }
}
