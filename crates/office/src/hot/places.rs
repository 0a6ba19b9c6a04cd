//! The places that clerks write down: what parts a group that only its kind of trouble holds together.
//!
//! Towns hold many troubles and a house number leads to a family, so both are cut off: what is left names the estate, the school, the
//! village. Two such names are the same place when one holds the other or they share a run of three characters.

/// The name of an estate, a school, a village in what was written down; empty where nothing but a wide area is named.
pub(super) fn stem(place: &str) -> String {
    let mut rest = place.trim();
    for ends in [&["省"][..], &["市"], &["县", "区"], &["街道", "镇", "乡"]] {
        rest = after(rest, ends);
    }
    let chars: Vec<char> = rest.chars().collect();
    chars[..house(&chars).unwrap_or(chars.len())]
        .iter()
        .collect()
}

/// Whether a text names a house: 11栋3单元, 五组, 42号.
pub(super) fn names_house(text: &str) -> bool {
    house(&text.chars().collect::<Vec<char>>()).is_some()
}

/// Where the first number stands that counts houses.
fn house(chars: &[char]) -> Option<usize> {
    (0..chars.len()).find(|&at| counts_houses(&chars[at..]))
}

/// What follows the first of these endings, where something does and the area's name before it is short.
fn after<'t>(text: &'t str, ends: &[&str]) -> &'t str {
    let found = ends.iter().flat_map(|end| text.match_indices(*end));
    let found = found.filter(|(at, end)| is_area(&text[..*at], &text[at + end.len()..]));
    match found.min_by_key(|(at, _)| *at) {
        Some((at, end)) => &text[at + end.len()..],
        None => text,
    }
}

/// Whether an ending stands after an area's name: not in 小区, 社区, 市场, 乡村, and not at the very end.
fn is_area(before: &str, after: &str) -> bool {
    let name = before.chars().count();
    (1..=6).contains(&name)
        && !before.ends_with(['小', '社', '园', '校', '厂', '景', '库', '菜', '超'])
        && !after.is_empty()
        && !after.starts_with(['场', '村', '民', '政'])
}

fn counts_houses(chars: &[char]) -> bool {
    let is_number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(*c);
    let digits = chars.iter().take_while(|c| is_number(c)).count();
    digits > 0
        && chars
            .get(digits)
            .is_some_and(|c| "栋幢号组室层座队".contains(*c))
}

/// Whether two stems name the same place.
pub(super) fn same(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let runs: Vec<char> = a.chars().collect();
    a.contains(b)
        || b.contains(a)
        || runs
            .windows(3)
            .any(|run| b.contains(&run.iter().collect::<String>()))
}

/// Parts a group by place: each part holds the numbers of its members. Members whose place is unknown go with the largest part.
pub(super) fn parts(stems: &[String]) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut unknown = Vec::new();
    for (at, stem) in stems.iter().enumerate() {
        if stem.is_empty() {
            unknown.push(at);
            continue;
        }
        let touches = |part: &Vec<usize>| part.iter().any(|other| same(stem, &stems[*other]));
        let (near, mut far): (Vec<_>, Vec<_>) = parts.into_iter().partition(touches);
        let mut joined: Vec<usize> = near.into_iter().flatten().collect();
        joined.push(at);
        far.push(joined);
        parts = far;
    }
    match parts.iter_mut().max_by_key(|part| part.len()) {
        Some(largest) => largest.extend(unknown),
        None => parts.push(unknown),
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_place_names_neither_town_nor_house() {
        assert_eq!(stem("碧水家园11栋3单元"), "碧水家园");
        assert_eq!(stem("云泽县双桥镇瓦窑村六组"), "瓦窑村");
        assert_eq!(stem("云泽县第二初级中学"), "第二初级中学");
        assert_eq!(stem("长河街道"), "长河街道");
        assert_eq!(stem("和平小区三号楼"), "和平小区");
        assert_eq!(stem("青川县城东菜市场"), "城东菜市场");
        assert_eq!(stem(""), "");
        assert!(names_house("和顺里10栋2单元不热") && !names_house("第五小学收费"));
    }

    #[test]
    fn neighbours_with_the_same_trouble_are_not_the_same_place() {
        assert!(same("瓦窑村", "瓦窑村东"));
        assert!(same("蓢塘花园", "蓢塘花园旁搅拌站"));
        assert!(!same("第二初级中学", "第三中学"));
        assert!(!same("桂花路", "书香里"));
        assert!(!same("", ""));
    }

    #[test]
    fn a_group_is_parted_by_place_and_who_names_none_goes_with_most() {
        let stems = ["瓦窑村", "书香里", "瓦窑村东", ""].map(str::to_owned);
        let mut found = parts(&stems);
        found.sort();
        assert_eq!(found, [vec![0, 2, 3], vec![1]]);
        assert_eq!(parts(&["".to_owned(), "".to_owned()]), [vec![0, 1]]);
    }
}
