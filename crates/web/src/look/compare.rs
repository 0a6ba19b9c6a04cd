//! Side by side: likely same matters, and two texts when a save came too late.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// A matter that may be the same as the one being registered.
pub struct Candidate<'a> {
    /// The matter's id, which names its choice: `same-<id>`.
    pub id: &'a str,
    /// Its number.
    pub number: &'a str,
    /// Its page, opened beside.
    pub href: &'a str,
    /// Its title or first words.
    pub subject: &'a str,
    /// Its first lines.
    pub text: &'a str,
    /// Who handles it, and since when.
    pub handled: &'a str,
    /// Its stage, from [`super::stage_badge`].
    pub stage: Markup,
    /// Why it is shown: "同一联系电话", "同一地点".
    pub because: &'a [&'a str],
    /// What has been chosen so far: `same`, `related`, `different` or nothing.
    pub chosen: &'a str,
}

/// Up to five likely same matters, each with its choice. Nothing is joined until a person says so.
pub fn candidates(lang: Lang, list: &[Candidate]) -> Markup {
    html! {
        @if list.is_empty() {
            p class="soft" { (lang.pick("没有找到相似的事项。", "No similar matter found.")) }
        } @else {
            div class="candidates" { @for matter in list { (candidate(lang, matter)) } }
        }
    }
}

fn candidate(lang: Lang, matter: &Candidate) -> Markup {
    let choices = [
        ("same", lang.pick("同一事项", "Same")),
        ("related", lang.pick("相关", "Related")),
        ("different", lang.pick("不同", "Different")),
    ];
    html! {
        fieldset class="candidate" {
            legend class="vh" { (matter.number) " " (matter.subject) }
            div class="candidate-head" {
                a href=(matter.href) target="_blank" rel="noopener" {
                    (matter.number) span class="vh" { (lang.pick("（在新窗口打开）", " (opens in a new window)")) }
                }
                (matter.stage)
                span class="soft" { (matter.handled) }
            }
            p { b { (matter.subject) } }
            p class="candidate-text" { (matter.text) }
            @if !matter.because.is_empty() {
                p class="candidate-why" {
                    (icon(Icon::Info)) " " (lang.pick("相似之处：", "Alike in: "))
                    (matter.because.join(lang.pick("、", ", ")))
                }
            }
            div class="choices choices-tight" {
                @for (value, label) in choices {
                    label class="choice" {
                        input type="radio" name={ "same-" (matter.id) } value=(value) checked[value == matter.chosen];
                        span { (label) }
                    }
                }
            }
        }
    }
}

/// One of two versions of a text.
pub struct Version<'a> {
    /// Whose it is: "您的文字".
    pub title: &'a str,
    /// Who wrote it and when.
    pub note: &'a str,
    /// The text.
    pub text: &'a str,
}

/// Two texts beside each other with what differs marked, for a save that came after somebody else's.
pub fn two_versions(saved: &Version, yours: &Version) -> Markup {
    let (head, tail) = common_ends(saved.text, yours.text);
    html! {
        div class="versions" {
            @for (version, mine) in [(saved, false), (yours, true)] {
                section class="version" {
                    h3 { (version.title) small { (version.note) } }
                    p class="version-text" { (marked(version.text, head, tail, mine)) }
                }
            }
        }
    }
}

fn marked(text: &str, head: usize, tail: usize, mine: bool) -> Markup {
    let end = text.len() - tail;
    let middle = &text[head..end];
    // Two texts that share nothing are not versions of one: all of it marked would only be harder to read.
    if head + tail == 0 {
        return html! { (text) };
    }
    html! {
        (text[..head])
        @if !middle.is_empty() { @if mine { ins { (middle) } } @else { del { (middle) } } }
        (text[end..])
    }
}

/// How many bytes both texts share at the beginning and (after that) at the end; always whole characters.
fn common_ends(one: &str, other: &str) -> (usize, usize) {
    let same = |(a, b): &(char, char)| a == b;
    let head = one
        .chars()
        .zip(other.chars())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let saved = Version {
            title: "已保存",
            note: "",
            text: "请于三日内修好路灯。",
        };
        let yours = Version {
            title: "您的",
            note: "",
            text: "请于五日内修好路灯。",
        };
        let html = two_versions(&saved, &yours).into_string();
        assert!(html.contains("请于<del>三</del>日内修好路灯。"));
        assert!(html.contains("请于<ins>五</ins>日内修好路灯。"));
    }

    #[test]
    fn texts_that_share_nothing_are_not_marked() {
        let version = |text| Version {
            title: "",
            note: "",
            text,
        };
        let html = two_versions(&version("已电话联系"), &version("请到现场看")).into_string();
        assert!(html.contains("已电话联系") && html.contains("请到现场看"));
        assert!(!html.contains("<del>") && !html.contains("<ins>"));
    }

    #[test]
    fn texts_that_repeat_are_not_counted_twice() {
        assert_eq!(common_ends("aa", "aaa"), (2, 0));
        assert_eq!(common_ends("好好", "好"), (3, 0));
        assert_eq!(common_ends("", "x"), (0, 0));
    }
}
