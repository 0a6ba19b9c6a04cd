//! What a value is written as where it stands in an address or a header: letters, digits and a few marks as they are, the rest in percent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

const MARKS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
const LIST: &AsciiSet = &MARKS.remove(b',');
const PATH: &AsciiSet = &MARKS.remove(b'/');

/// The name of a file.
pub fn name(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, MARKS)
}

/// The value of a field, which may be a list with commas.
pub fn field(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, LIST)
}

/// An address of our own inside another.
pub fn path(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, PATH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_separates_parts_of_an_address_is_left_as_it_is() {
        let separators = "?#&=;:\\\"<>' +%@";
        for written in [name(separators), field(separators), path(separators)] {
            let plain = written.to_string();
            assert_eq!(plain.len(), 3 * separators.len(), "{plain}");
            assert!(
                plain
                    .bytes()
                    .all(|byte| byte == b'%' || byte.is_ascii_hexdigit())
            );
        }
        assert_eq!(
            name("合同/a-1_b.pdf,").to_string(),
            "%E5%90%88%E5%90%8C%2Fa-1_b.pdf%2C"
        );
        assert_eq!(field("17,9/2").to_string(), "17,9%2F2");
        assert_eq!(path("/matters/1,2").to_string(), "/matters/1%2C2");
    }
}
