//! Texts and dates as forms give them: there, visible, not endless, ahead.

use jiff::civil::Date;

use kernel::refusal::Refusal;

/// The longest free text a form may carry, in characters.
pub const MAX_TEXT: usize = 20_000;

/// A text that must be there and must not be endless.
pub fn required(text: &str, zh: &str, en: &str) -> Result<String, Refusal> {
    let text = kernel::text::visible(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::input(
            format!("请填写{zh}"),
            format!("please fill in: {en}"),
        ));
    }
    if text.chars().count() > MAX_TEXT {
        return Err(Refusal::input(
            format!("{zh}超过{MAX_TEXT}字，请精简或改为附件"),
            format!("{en} is longer than {MAX_TEXT} characters; shorten it or attach a file"),
        ));
    }
    Ok(text.to_owned())
}

/// The days to a date that someone names. It must lie ahead, and within two years.
pub fn days_until(today: Date, date: Date) -> Result<u16, Refusal> {
    let days = (date - today).get_days();
    if !(1..=730).contains(&days) {
        return Err(Refusal::input(
            format!("反馈日期 {date} 应晚于今天且不超过两年"),
            format!("the report date {date} must be later than today and within two years"),
        ));
    }
    u16::try_from(days).map_err(|_| Refusal::input("反馈日期有误", "bad report date"))
}

/// The names of the parts that are empty, of a text that must have them all.
pub fn lacking<'n>(parts: &[(&'n str, &String)]) -> Vec<&'n str> {
    let empty = parts.iter().filter(|(_, text)| text.trim().is_empty());
    empty.map(|(name, _)| *name).collect()
}
