//! Words that carry no matter of their own.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Characters that only hold a sentence together. Left out of a query, and
/// they end a run of characters that may be a name.
const FUNCTION: &str = "的了在是我要和与及等有不也就都而且但或被把给让对从到向为以于其这那它他她你您们吗呢吧啊呀么很更最太又再还请将会能可着过得地之所该此各每某并因由至";

/// What people write to an office whatever the matter is: forms of address,
/// requests, the words "question", "hope", "masses".
const POLITE: &[&str] = &[
    "领导",
    "政府",
    "有关",
    "部门",
    "有关部门",
    "相关",
    "相关部门",
    "尊敬",
    "您好",
    "你好",
    "谢谢",
    "感谢",
    "希望",
    "请求",
    "恳请",
    "望",
    "建议",
    "咨询",
    "反映",
    "投诉",
    "举报",
    "要求",
    "解决",
    "处理",
    "问题",
    "情况",
    "我们",
    "他们",
    "你们",
    "自己",
    "本人",
    "群众",
    "老百姓",
    "百姓",
    "居民",
    "市民",
    "业主",
    "村民",
    "现在",
    "目前",
    "已经",
    "一直",
    "至今",
    "多次",
    "没有",
    "无法",
    "不能",
    "可以",
    "应该",
    "是否",
    "为什么",
    "什么",
    "怎么",
    "如何",
    "因为",
    "所以",
    "但是",
    "而且",
    "如果",
    "这个",
    "那个",
    "这样",
    "这些",
    "那些",
    "还是",
    "就是",
    "不是",
    "一个",
    "一些",
    "一下",
    "非常",
    "进行",
    "关于",
    "对于",
    "由于",
    "根据",
    "通过",
    "导致",
    "造成",
    "严重",
    "影响",
    "回复",
    "答复",
    "给予",
    "以及",
    "之后",
    "以后",
    "之前",
    "时候",
    "今天",
    "今年",
    "去年",
    "时间",
    "书记",
    "市长",
    "县长",
    "区长",
    "各位",
    "能够",
    "需要",
    "出现",
    "存在",
    "存在问题",
    "来信",
    "信访",
    "尽快",
    "关心",
    "重视",
];

static POLITE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| POLITE.iter().copied().collect());

/// Whether `word` (normalised) says nothing about the matter.
pub(crate) fn is_stop(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(one), None) => FUNCTION.contains(one),
        _ => POLITE_WORDS.contains(word),
    }
}

/// Whether `word` is a single character that only holds a sentence together.
pub(crate) fn is_function(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(one), None) if FUNCTION.contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_and_request_say_nothing_but_the_matter_does() {
        assert!(is_stop("的") && is_stop("领导") && is_stop("恳请"));
        assert!(!is_stop("工资") && !is_stop("厂") && !is_stop("2026"));
        assert!(is_function("的") && !is_function("领导"));
    }
}
