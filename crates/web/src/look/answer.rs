//! The answer, set like the letter it is: four mandatory parts, the remedy, the signature.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// A written answer (处理意见、答复).
#[derive(Clone, Debug)]
pub struct Answer {
    /// The document's name: "信访事项处理意见书".
    pub title: String,
    /// Its number.
    pub number: String,
    /// To whom: "张某：".
    pub to: String,
    /// 信访请求.
    pub request: String,
    /// 查明的事实.
    pub facts: String,
    /// 处理意见.
    pub opinion: String,
    /// 依据.
    pub basis: String,
    /// How to ask for review and until when; empty when there is no remedy.
    pub remedy: String,
    /// Who answers.
    pub signed_by: String,
    /// The date in words.
    pub date: String,
}

/// The letter. Line breaks in a part begin new paragraphs.
pub fn answer(lang: Lang, letter: &Answer) -> Markup {
    let parts = [
        (lang.pick("一、信访请求", "1. Request"), &letter.request),
        (lang.pick("二、查明的事实", "2. Facts found"), &letter.facts),
        (lang.pick("三、处理意见", "3. Opinion"), &letter.opinion),
        (lang.pick("四、依据", "4. Basis"), &letter.basis),
    ];
    let body = html! {
        @for (title, text) in parts { h3 { (title) } (paragraphs(text)) }
    };
    sheet(letter, &body)
}

/// A letter that has no four parts: a reply, a notice. `text` stands where the parts would; those are not drawn.
pub fn plain_answer(letter: &Answer, text: &str) -> Markup {
    sheet(letter, &paragraphs(text))
}

/// A document as it was issued: its own title, number and words, the organ and the day.
#[derive(Clone, Debug)]
pub struct IssuedPaper<'a> {
    /// The title.
    pub title: &'a str,
    /// The number.
    pub number: &'a str,
    /// To whom; empty where to nobody in particular.
    pub to: &'a str,
    /// The body.
    pub body: &'a Markup,
    /// The organ.
    pub organ: &'a str,
    /// The day in words.
    pub date: &'a str,
    /// The code by which anybody checks that it is on record.
    pub check: &'a str,
    /// How to ask for review and until when; no part of the document.
    pub remedy: &'a str,
}

/// The document. What is added for the reader stands below it.
pub fn issued_paper(lang: Lang, paper: &IssuedPaper<'_>) -> Markup {
    html! {
        article class="letter" {
            div class="letter-in" {
                header { b { (paper.title) } span { (paper.number) } }
                @if !paper.to.is_empty() { p class="letter-to" { (paper.to) "：" } }
                (paper.body)
                p class="letter-sign" { (paper.organ) br; (paper.date) }
                @if !paper.check.is_empty() {
                    p class="small soft" {
                        (lang.pick("核验码 ", "Check code ")) a href={ "/verify/" (paper.check) } { (paper.check) }
                    }
                }
                @if !paper.remedy.is_empty() {
                    p class="letter-remedy" { (icon(Icon::Info)) " " (paper.remedy) }
                }
            }
        }
    }
}

fn paragraphs(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p class="para" { (line) } } }
}

fn sheet(letter: &Answer, body: &Markup) -> Markup {
    html! {
        article class="letter" {
            div class="letter-in" {
                header { b { (letter.title) } span { (letter.number) } }
                @if !letter.to.is_empty() { p class="letter-to" { (letter.to) } }
                (body)
                @if !letter.remedy.is_empty() {
                    p class="letter-remedy" { (icon(Icon::Info)) " " (letter.remedy) }
                }
                p class="letter-sign" { (letter.signed_by) br; (letter.date) }
            }
        }
    }
}
