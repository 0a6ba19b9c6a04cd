//! What may stand in a text that people type: everything a reader can see.

/// Takes out what no reader sees and what turns a line around: control characters (line breaks and tabs stay), direction marks,
/// zero-width characters and non-characters. They could garble a list or make two names look alike.
///
/// ```
/// # use huiyin_kernel::text::visible;
/// assert_eq!(visible("张\u{202E}三\u{200B}\0"), "张三");
/// assert_eq!(visible("一\n二\t三"), "一\n二\t三");
/// ```
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().filter(|letter| is_shown(*letter)).collect()
}

fn is_shown(letter: char) -> bool {
    match letter {
        '\n' | '\r' | '\t' => true,
        _ if letter.is_control() => false,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{FEFF}' => false,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => false,
        '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' => false,
        '\u{E0000}'..='\u{E007F}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_line_or_hides_in_it_goes_and_all_that_is_read_stays() {
        for hidden in [
            '\0',
            '\u{7}',
            '\u{202E}',
            '\u{2066}',
            '\u{200B}',
            '\u{FEFF}',
            '\u{E0041}',
        ] {
            assert_eq!(
                visible(&format!("王{hidden}五")),
                "王五",
                "{:x}",
                hidden as u32
            );
        }
        for text in [
            "𠮷野家",
            "阿依古丽·买买提",
            "ئۇيغۇرچە",
            "བོད་ཡིག",
            "🏠 3栋",
            "一\r\n二",
        ] {
            assert_eq!(visible(text), text);
        }
    }
}
