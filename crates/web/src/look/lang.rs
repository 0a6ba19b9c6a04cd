//! The language of a page.

use jiff::civil::{Date, Weekday};

/// The two languages of every page. Chinese is the first; English is switched on by `?lang=en`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The one of two texts (or other values) that belongs to this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The BCP 47 tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }

    /// The value of the `lang` query parameter.
    pub fn code(self) -> &'static str {
        self.pick("zh", "en")
    }

    /// Reads the `lang` query parameter or cookie; anything unknown is Chinese.
    pub fn from_code(code: &str) -> Self {
        if code == "en" { Lang::En } else { Lang::Zh }
    }

    /// The language the switch link leads to.
    pub fn other(self) -> Self {
        self.pick(Lang::En, Lang::Zh)
    }

    /// A date with its year: 2026年3月10日, or 10 Mar 2026.
    pub fn date(self, date: Date) -> String {
        match self {
            Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Lang::En => format!(
                "{} {} {}",
                date.day(),
                month_name(date.month()),
                date.year()
            ),
        }
    }

    /// A month with its year, as a calendar's heading: 2026年3月, or Mar 2026.
    pub fn month(self, date: Date) -> String {
        match self {
            Lang::Zh => format!("{}年{}月", date.year(), date.month()),
            Lang::En => format!("{} {}", month_name(date.month()), date.year()),
        }
    }

    /// A weekday in a few letters: 周一, or Mon.
    pub fn weekday(self, day: Weekday) -> &'static str {
        const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
        const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
        self.pick(ZH, EN)[index]
    }
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| NAMES.get(index))
        .copied()
        .unwrap_or("")
}

/// The same address in the other language; other query parameters stay.
pub(super) fn switch_href(path: &str, lang: Lang) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut parts: Vec<String> = query
        .split('&')
        .filter(|part| !part.is_empty() && *part != "lang" && !part.starts_with("lang="))
        .map(str::to_owned)
        .collect();
    parts.push(format!("lang={}", lang.other().code()));
    format!("{path}?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_switch_keeps_the_filters() {
        assert_eq!(switch_href("/list", Lang::Zh), "/list?lang=en");
        assert_eq!(
            switch_href("/list?unit=3&lang=en&q=a", Lang::En),
            "/list?unit=3&q=a&lang=zh"
        );
    }

    #[test]
    fn dates_read_naturally_in_both_languages() {
        let date = jiff::civil::date(2026, 3, 2);
        assert_eq!(Lang::Zh.date(date), "2026年3月2日");
        assert_eq!(Lang::En.date(date), "2 Mar 2026");
        assert_eq!(Lang::Zh.weekday(date.weekday()), "周一");
    }
}
