//! The words of answers that leave the petition procedure: another lawful procedure, or a duty performed.

use kernel::rulebook::Outside;
use matter::lawful::{DutyNotice, Route};

use crate::look::Lang;

/// Which procedure the demand belongs to, whom to turn to, and the time limits that run there.
pub fn led_in(lang: Lang, route: Route, (to, reason): (&str, &str), outside: &[Outside]) -> String {
    let head = lang.pick(
        format!(
            "您提出的请求应当通过“{}”解决（{}），请向{to}提出。\n理由和办理方法：{reason}",
            route_name(route.zh()),
            route.article()
        ),
        format!(
            "Your request belongs to “{}” ({}). Please turn to {to}.\nWhy and how: {reason}",
            route_name(route.en()),
            route.article()
        ),
    );
    with_limits(lang, head, outside)
}

/// A route's name without its number.
pub fn route_name(name: &str) -> &str {
    name.split_once('、')
        .filter(|(number, _)| number.chars().count() == 1)
        .map_or_else(
            || name.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '),
            |(_, rest)| rest,
        )
}

/// The notice on a complaint, part by part, with remedies where they are named.
pub fn duty(lang: Lang, notice: &DutyNotice, outside: &[Outside]) -> String {
    let parts = [
        ("投诉（举报）内容", "Complaint", &notice.summary),
        ("核查情况", "What was found", &notice.facts),
        ("处理结果", "Result", &notice.result),
        ("法律依据", "Legal basis", &notice.basis),
        ("后续安排", "What comes next", &notice.next),
    ];
    let lines: Vec<String> = parts
        .into_iter()
        .filter(|(.., text)| !text.trim().is_empty())
        .map(|(zh, en, text)| lang.pick(format!("{zh}：{text}"), format!("{en}: {text}")))
        .collect();
    with_limits(lang, lines.join("\n"), outside)
}

fn with_limits(lang: Lang, mut text: String, outside: &[Outside]) -> String {
    if !outside.is_empty() {
        text.push_str(lang.pick(
            "\n请在该程序规定的期限内提出：",
            "\nPlease keep the time limits of that procedure:",
        ));
    }
    for limit in outside {
        text.push('\n');
        text.push_str(&lang.pick(limit.zh(), limit.en()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_named_without_its_number() {
        assert_eq!(route_name(Route::Arbitration.zh()), "仲裁");
        assert_eq!(route_name(Route::Arbitration.en()), "Arbitration");
        assert_eq!(
            route_name(Route::Administrative.zh()),
            "行政复议、裁决、确认、许可、处罚等行政程序"
        );
    }
}
