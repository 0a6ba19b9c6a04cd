//! Words that name a place in a text: 青禾路, 南坪社区, B3栋.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::stop::is_function;
use crate::words::{Word, Words};

/// Endings of names that point to one spot. Provinces, cities, counties and
/// districts are left out: half the petitions of an office share them.
const ENDINGS: &[&str] = &[
    "街道",
    "大道",
    "小区",
    "社区",
    "花园",
    "广场",
    "公寓",
    "大厦",
    "家园",
    "新村",
    "新城",
    "工业园",
    "产业园",
    "开发区",
    "路",
    "街",
    "巷",
    "镇",
    "乡",
    "村",
    "组",
    "栋",
    "桥",
    "站",
    "厂",
    "矿",
    "水库",
    "河",
    "湖",
    "山",
    "校",
    "小学",
    "中学",
    "学校",
    "大学",
    "医院",
    "公园",
    "市场",
    "商场",
    "公司",
    "集团",
    "楼盘",
    "苑",
    "城",
    "园",
    "湾",
    "郡",
    "庄",
];

/// Words that end like a name and name nothing.
const COMMON: &[&str] = &[
    "市政府",
    "省政府",
    "县政府",
    "区政府",
    "乡政府",
    "镇政府",
    "有限公司",
    "分公司",
    "总公司",
    "物业公司",
    "安置小区",
    "人行天桥",
    "加油站",
    "变电站",
    "农贸市场",
    "停车场",
    "幼儿园",
    "住宅小区",
    "居民小区",
    "派出所",
    "高速公路",
    "公路",
    "马路",
    "道路",
    "公交站",
    "火车站",
    "高铁站",
    "自来水厂",
    "污水处理厂",
];

/// The endings by their last character.
static BY_LAST: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut by_last: HashMap<char, Vec<&str>> = HashMap::new();
    for ending in ENDINGS {
        if let Some(last) = ending.chars().next_back() {
            by_last.entry(last).or_default().push(ending);
        }
    }
    by_last
});

/// What stands before an ending without being its name.
const NOT_NAMES: &[&str] = &[
    "一个", "这个", "那个", "整个", "我们", "全", "本", "多", "个", "条", "家", "大", "小", "新",
    "老", "城镇", "住宅", "居民", "配套", "附近", "周边", "农村", "乡村", "老旧", "高档", "商业",
    "安置", "各个", "每个", "其他", "整个", "所在", "建设", "新建", "在建", "开发", "居住",
];

/// The longest name in front of an ending, in characters.
const NAME: usize = 6;

/// The place-like words of `text`, normalised, without repetition, in order.
/// An office's own words count as places wherever they stand.
pub(crate) fn places(words: &Words, reading: &[Word]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (i, word) in reading.iter().enumerate() {
        let place = if words.is_own(&word.text) {
            Some(word.text.clone())
        } else if is_ending(&word.text) {
            name_before(reading, i).map(|name| name + &word.text)
        } else {
            let named = word.text.chars().count() > 2
                && !COMMON.contains(&word.text.as_str())
                && has_ending(&word.text);
            named.then(|| word.text.clone())
        };
        if let Some(place) = place
            && !out.contains(&place)
        {
            out.push(place);
        }
    }
    out
}

/// Whether `word` is an ending by itself.
fn is_ending(word: &str) -> bool {
    let by_last = word.chars().next_back().and_then(|last| BY_LAST.get(&last));
    by_last.is_some_and(|endings| endings.contains(&word))
}

/// Whether `word` ends like the name of a place.
pub(crate) fn has_ending(word: &str) -> bool {
    // Every word of every text comes here: one look at its last character
    // dismisses nearly all of them.
    let by_last = word.chars().next_back().and_then(|last| BY_LAST.get(&last));
    by_last.is_some_and(|endings| endings.iter().any(|ending| word.ends_with(ending)))
}

/// The words right before the ending at `i` that read like its name: one
/// known word, or unknown characters and codes side by side.
fn name_before(reading: &[Word], i: usize) -> Option<String> {
    let mut name = String::new();
    let mut edge = reading[i].from;
    for word in reading[..i].iter().rev() {
        let length = word.text.chars().count();
        let single = length == 1 || word.text.is_ascii();
        let full = name.chars().count() + length > NAME;
        if word.to != edge
            || full
            || is_function(&word.text)
            || NOT_NAMES.contains(&word.text.as_str())
        {
            break;
        }
        if !single {
            if name.is_empty() {
                name = word.text.clone();
            }
            break;
        }
        name.insert_str(0, &word.text);
        edge = word.from;
    }
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let words = Words::new();
        places(&words, &words.reading(text))
    }

    #[test]
    fn names_with_an_ending_are_places() {
        assert_eq!(of("B3栋门前的路灯坏了"), ["b3栋"]);
        assert!(of("蓢塘街道的垃圾").contains(&"蓢塘街道".to_owned()));
        assert!(of("这个小区的路很差").is_empty());
    }

    #[test]
    fn own_words_are_places_without_an_ending() {
        let mut words = Words::new();
        words.add_word("金穗里");
        assert_eq!(places(&words, &words.reading("住在金穗里三年")), ["金穗里"]);
    }
}
