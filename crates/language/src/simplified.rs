//! Traditional characters as simplified ones, one by one: for comparing, where it does not matter which of two words a character that
//! was merged stands for.

use std::sync::LazyLock;

use hanconv::RawDictionary;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// The simplified form of every character from [`FIRST`] to [`LAST`], itself where it has none. Forms outside that range would change
/// the length of a text in bytes and are left out.
static FORMS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut forms: Vec<char> = (FIRST..=LAST)
        .map(|code| char::from_u32(code).unwrap_or_default())
        .collect();
    for (from, to) in RawDictionary::TSCharacters.iter() {
        let (Some(from), Some(to)) = (from.chars().next(), to.chars().next()) else {
            continue;
        };
        if let Some(at) = place(from)
            && place(to).is_some()
        {
            forms[at] = to;
        }
    }
    // Some simplified forms have a simpler one themselves: 薴, 苧, 苎.
    for at in 0..forms.len() {
        if let Some(next) = place(forms[at]) {
            forms[at] = forms[next];
        }
    }
    forms
});

fn place(c: char) -> Option<usize> {
    let code = u32::from(c);
    (FIRST..=LAST)
        .contains(&code)
        .then(|| (code - FIRST) as usize)
}

/// The simplified form of `c`, as many bytes long as `c`.
pub(crate) fn simplified(c: char) -> char {
    place(c).map_or(c, |at| FORMS[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_become_simplified_ones() {
        let text: String = "拖欠農民工工資，請領導關注"
            .chars()
            .map(simplified)
            .collect();
        assert_eq!(text, "拖欠农民工工资，请领导关注");
    }

    #[test]
    fn a_form_is_final_and_as_long_as_the_character() {
        for c in (FIRST..=LAST).filter_map(char::from_u32) {
            let form = simplified(c);
            assert_eq!(form.len_utf8(), c.len_utf8(), "{c}");
            assert_eq!(simplified(form), form, "{c} → {form}");
        }
    }
}
