//! Citizen identity numbers after GB 11643-1999: seventeen digits with the day of birth among them, and a check digit.

use jiff::civil::Date;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// Whether the eighteen characters make a number: the check digit fits and the birthday is a day of the calendar. `X` may
/// be small. Whether such a person exists is not asked.
pub fn is_valid(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((body, [check])) = bytes.split_at_checked(17) else {
        return false;
    };
    if !body.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    CHECKS.get((sum % 11) as usize) == Some(&check.to_ascii_uppercase()) && birthday(&text[6..14])
}

fn birthday(digits: &str) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (
        digits[..4].parse(),
        digits[4..6].parse(),
        digits[6..].parse(),
    ) else {
        return false;
    };
    Date::new(year, month, day).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_is_valid_and_each_slip_is_found() {
        assert!(is_valid("11010519491231002X"));
        assert!(is_valid("11010519491231002x"));
        assert!(!is_valid("110105194912310021"), "wrong check digit");
        assert!(!is_valid("11010519491231020X"), "two digits swapped");
        assert!(!is_valid("1101051949123100"), "too short");
        assert!(!is_valid("11010519491231002XX"), "too long");
        assert!(!is_valid("一二三四五六"), "no digits");
    }

    #[test]
    fn a_birthday_that_is_no_day_is_refused_even_with_a_fitting_check_digit() {
        let body = "11010519491331002";
        let fitting = CHECKS
            .iter()
            .any(|check| is_valid(&format!("{body}{}", char::from(*check))));
        assert!(!fitting);
    }
}
