//! The fields of the form, described once: what was typed is drawn again, and every wrong field says what to do.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::org::{Org, Post};
use kernel::rulebook::Weight;
use kernel::{PersonId, UnitId};
use matter::petition::{Channel, Purpose};
use matter::{Accused, Screening};
use maud::{Markup, html};
use office::attachments::MOST;
use office::kept::Kept;
use office::same::Draft;
use office::vault::Identity;

use super::same::Choices;
use super::view::LIVE;
use crate::form::{Form, Got, kept};
use crate::pages::{id_number, shared};
use crate::request::{Fields, Stored};

/// How many petitioners have a row of their own: as many as may represent a group.
const PEOPLE: usize = matter::petition::MAX_REPRESENTATIVES;
/// How many demands the form has rows for; more can be added later.
const DEMANDS: usize = 3;
/// How many accused units and how many accused people the form has rows for.
const ACCUSED: usize = 2;
/// The longest subject, in characters.
const SUBJECT: usize = 100;
/// The longest text, in characters.
const BODY: usize = 20_000;
/// The longest demand, in characters.
const DEMAND: usize = 1_000;
/// The longest of the short fields, in characters.
const SHORT: usize = 200;
/// The fields of a petitioner's row.
const PERSON: [&str; 4] = ["name", "phone", "id", "address"];

/// A form without errors.
pub struct Checked {
    /// Subject, text, place and the first petitioner.
    pub draft: Draft,
    /// The day it was received.
    pub received: Date,
    /// Those named.
    pub people: Vec<Identity>,
    /// All who stand behind it.
    pub head_count: u32,
    /// Demands, category, weight, accused.
    pub screening: Screening,
    /// What its channel tells besides, by the names the matter's page shows.
    pub extra: BTreeMap<String, String>,
    /// What was chosen about likely same matters.
    pub choices: Choices,
    /// The form's token.
    pub once: String,
}

/// What is known while the form is being typed.
///
/// No text is longer than the form takes: comparing takes the longer, the more there is, and the form refuses the rest.
pub fn draft(fields: &Fields) -> Draft {
    Draft {
        subject: start(fields.text("subject"), SUBJECT),
        body: start(fields.text("body"), BODY),
        place: start(fields.text("place"), SHORT),
        person: person(fields, 1),
    }
}

fn start(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn person(fields: &Fields, row: usize) -> Identity {
    let text = |name: &str| fields.text(&format!("{name}-{row}")).to_owned();
    Identity {
        name: text("name"),
        phone: text("phone"),
        id_number: text("id").to_uppercase(),
        address: text("address"),
        external: String::new(),
    }
}

/// Whether a row of the form has anything in it.
pub fn row_used(fields: &Fields, names: &[&str], row: usize) -> bool {
    names
        .iter()
        .any(|name| fields.filled(&format!("{name}-{row}")).is_some())
}

/// What the form is described from.
pub struct Asking<'a> {
    /// The fields.
    pub form: &'a Form<'a>,
    /// How it came.
    pub channel: Channel,
    /// Units and posts.
    pub org: &'a Org,
    /// The day.
    pub today: Date,
    /// The files that came with it.
    pub stored: &'a Stored,
    /// The earlier try it goes on from.
    pub kept: Option<&'a Kept>,
}

impl Asking<'_> {
    /// The fields as they are drawn, and what they say once every one of them is right.
    pub fn asks(&self) -> Got<Checked> {
        let arrival = self.arrival();
        let contents = self.contents();
        let people = self.petitioners();
        let demands = self.demands();
        let accused = self.accused();
        let files = self.files();
        let choices = Choices::read(self.form.typed());
        if let Err((zh, en)) = choices.check() {
            self.form.mark("similar", self.form.lang().pick(zh, en));
        }
        let drawn = html! {
            div class="form" { (arrival) (contents) (people) (demands) (accused) (files) }
        };
        let read = || {
            let (received, extra) = arrival.value?;
            let (category, place, weight) = contents.value?;
            let (people, head_count) = people.value?;
            let fields = self.form.typed();
            let once = fields.filled("once").map(str::to_owned);
            Some(Checked {
                draft: draft(fields),
                received,
                people,
                head_count,
                screening: Screening {
                    demands: demands.value?,
                    category,
                    place,
                    weight,
                    accused: accused.value?,
                    suggested: None,
                },
                extra,
                choices,
                once: once.unwrap_or_else(office::vault::token),
            })
        };
        Got::new(drawn, read().filter(|_| self.form.is_right()))
    }

    /// When and how it came: the fields that differ by channel, by the names the matter's page shows.
    fn arrival(&self) -> Got<(Date, BTreeMap<String, String>)> {
        let received = self.received();
        let mut extra: Vec<(&str, Got<String>)> = Vec::new();
        let mut line = |name, zh, en| {
            let question = self.form.ask(name, zh, en).optional().most(SHORT);
            extra.push((zh, question.text()));
        };
        match self.channel {
            Channel::Visit | Channel::Video => line("reception", "接待地点", "Place of reception"),
            Channel::Hotline | Channel::FromAbove => {
                line("external", "对方编号", "Their number");
                line("passed-by", "转来单位、人员", "Passed on by");
            }
            Channel::Letter | Channel::Online | Channel::Call => {}
        }
        let written = (self.channel == Channel::Letter).then(|| self.written());
        let drawn = html! {
            div class="form-row" {
                (received)
                @if let Some(written) = &written { (written) }
                @for (_, line) in &extra { (line) }
            }
        };
        let read = || {
            let mut told = BTreeMap::new();
            for (label, line) in extra {
                let text = line.value?;
                if !text.is_empty() {
                    told.insert(label.to_owned(), text);
                }
            }
            if let Some(day) = written.map_or(Some(None), |written| written.value)? {
                told.insert("来信落款日期".to_owned(), day.to_string());
            }
            Some((received.value?, told))
        };
        Got::new(drawn, read())
    }

    fn received(&self) -> Got<Date> {
        let (zh, en) = match self.channel {
            Channel::Visit => ("来访日期", "Day of the visit"),
            Channel::Call => ("来电日期", "Day of the call"),
            Channel::Video => ("视频接访日期", "Day of the session"),
            Channel::Letter | Channel::Online | Channel::Hotline | Channel::FromAbove => {
                ("收到日期", "Received on")
            }
        };
        let typed: Option<Date> = self.form.typed().parsed("received");
        let question = self.form.ask("received", zh, en).required().says(
            "请填写收到日期，如 2026-03-10",
            "enter the day of receipt, as 2026-03-10",
        );
        let question = question.wrong_if(
            typed.is_some_and(|day| day > self.today),
            "收到日期不能晚于今天",
            "the day of receipt lies in the future",
        );
        question.day()
    }

    fn written(&self) -> Got<Option<Date>> {
        let typed: Option<Date> = self.form.typed().parsed("written");
        let wrong = (
            "落款日期不能晚于今天，看不清可不填",
            "not after today; leave it empty if unreadable",
        );
        let question = self.form.ask("written", "来信落款日期", "Dated").optional();
        let question = question.says(wrong.0, wrong.1);
        let late = typed.is_some_and(|day| day > self.today);
        question.wrong_if(late, wrong.0, wrong.1).maybe_day()
    }

    /// What it is about: category, place and weight; subject and text are read as for comparing.
    fn contents(&self) -> Got<(Option<String>, Option<String>, Weight)> {
        let form = self.form;
        let lang = form.lang();
        let subject = form
            .ask("subject", "标题", "Subject")
            .required()
            .most(SUBJECT);
        let subject = subject.says(
            "请填写标题，一句话说明什么事",
            "say in one line what it is about",
        );
        let subject = subject
            .hint("一句话说明什么事", "One line that says what it is about")
            .live(LIVE.0, LIVE.1)
            .text();
        let body = form
            .ask("body", "反映的内容", "What happened")
            .required()
            .most(BODY);
        let body = body.says("请填写反映的内容", "write down what happened");
        let body = body
            .hint(
                "按原意录入；原件请作为附件上传。",
                "As it was told; attach the original.",
            )
            .live(LIVE.0, LIVE.1)
            .area(7);
        let place = form
            .ask("place", "问题属地", "Place")
            .optional()
            .most(SHORT);
        let place = place.live(LIVE.0, LIVE.1).text();
        let category = form
            .ask("category", "内容分类", "Category")
            .optional()
            .most(SHORT);
        let category = category.suggest("categories").text();
        let weights: Vec<(String, String)> = Weight::ALL
            .iter()
            .map(|weight| {
                let words = lang.pick(weight.zh(), weight.en());
                (weight.code().to_owned(), words.to_owned())
            })
            .collect();
        let weight = form
            .ask("weight", "轻重", "Weight")
            .first(Weight::Ordinary.code());
        let weight = weight.one_stands().maybe_select(&weights, Weight::parse);
        let drawn = html! {
            (subject)
            (body)
            (place)
            div class="form-row" { (category) (weight) }
        };
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let read = || {
            let weight = weight.value?.unwrap_or_default();
            Some((filled(category.value?), filled(place.value?), weight))
        };
        Got::new(drawn, read())
    }

    /// Those named, and how many stand behind it.
    fn petitioners(&self) -> Got<(Vec<Identity>, u32)> {
        let form = self.form;
        let fields = form.typed();
        let used: Vec<usize> = (1..=PEOPLE)
            .filter(|row| row_used(fields, &PERSON, *row))
            .collect();
        let group = matches!(self.channel, Channel::Visit | Channel::Video);
        let (zh, en) = if group {
            ("信访人（代表）", "Petitioners (representatives)")
        } else {
            ("信访人", "Petitioners")
        };
        let rows: Vec<Markup> = (1..=PEOPLE).map(|row| self.person(row, &used)).collect();
        let more = used.iter().any(|row| *row > 1);
        let anonymous = form.ask("anonymous", "匿名", "Anonymous");
        let anonymous = anonymous.hint("匿名事项同样登记、办理", "registered and handled alike");
        let anonymous = anonymous.wrong_if(
            fields.ticked("anonymous") && !used.is_empty(),
            "已勾选匿名，请清空信访人信息，或取消匿名",
            "either anonymous or named: clear one of the two",
        );
        let anonymous = anonymous.tick();
        let named = u32::try_from(used.len().max(1)).unwrap_or(1);
        let count = (self.channel != Channel::Call).then(|| self.head_count(named));
        let lang = form.lang();
        let drawn = html! {
            fieldset class="form" {
                legend class="label" { (lang.pick(zh, en)) }
                p class="hint" {
                    (lang.pick("姓名和联系方式加密保存，查看须说明理由。", "Names and contacts are kept encrypted and shown with a reason only."))
                }
                @if let Some(first) = rows.first() { (first) }
                details class="fold" open[more] {
                    summary { (lang.pick(format!("其他信访人（最多{PEOPLE}名）"), format!("More petitioners (at most {PEOPLE})"))) }
                    @for row in rows.iter().skip(1) { (row) }
                }
                (anonymous)
                @if let Some(count) = &count { (count) }
            }
        };
        let people = used.iter().map(|row| person(fields, *row)).collect();
        let count = count.map_or(Some(named), |count| count.value);
        Got::new(drawn, count.map(|count| (people, count)))
    }

    fn person(&self, row: usize, used: &[usize]) -> Markup {
        let names = PERSON.map(|name| format!("{name}-{row}"));
        let [name, phone, id, address] = &names;
        let (form, typed) = (self.form, person(self.form.typed(), row));
        let nobody = used.is_empty() && !form.typed().ticked("anonymous");
        let name = form.ask(name, "姓名", "Name").most(50);
        let name = name.wrong_if(
            row == 1 && nobody,
            "请填写信访人姓名；没有署名的请勾选匿名",
            "enter a name, or tick anonymous",
        );
        let name = name.wrong_if(
            used.contains(&row) && typed.name.is_empty(),
            "请填写姓名",
            "enter the name",
        );
        let (zh, en) = if self.channel == Channel::Call && row == 1 {
            ("来电号码", "Calling number")
        } else {
            ("电话", "Telephone")
        };
        let phone = form.ask(phone, zh, en).wrong_if(
            !typed.phone.is_empty() && !is_phone(&typed.phone),
            "电话号码只能有数字、空格和 + - ( )",
            "digits, blanks and + - ( ) only",
        );
        let id = form
            .ask(id, "身份号码", "Identity number")
            .optional()
            .wrong_if(
                !typed.id_number.is_empty() && !id_number::is_valid(&typed.id_number),
                "身份证号不对，请逐位核对18位号码（末位可能是X）；没有可不填",
                "not an identity number: check all 18 characters, or leave it empty",
            );
        let address = form.ask(address, "住址", "Address").optional().most(SHORT);
        html! {
            div class="form-row" { (name.text()) (phone.telephone()) }
            div class="form-row" { (id.text()) (address.text()) }
        }
    }

    /// Everybody behind it; as many as are named where nothing is said.
    fn head_count(&self, named: u32) -> Got<u32> {
        let typed: Option<u32> = self.form.typed().parsed("head-count");
        let question = self
            .form
            .ask("head-count", "总人数", "Head-count")
            .optional();
        let question = question
            .says("请填写人数，如 12", "enter a number, as 12")
            .hint(
                "集体来访、联名的全部人数；代表不超过5人",
                "everyone behind it; at most 5 representatives",
            );
        let question = question.wrong_if(
            typed.is_some_and(|count| count < named),
            format!("人数不能少于已填写的信访人（{named}人）"),
            format!("{named} people are named already"),
        );
        let question = question.wrong_if(
            typed.is_some_and(|count| count > 100_000),
            "请填写人数，如 12",
            "enter a number, as 12",
        );
        question.maybe_number().map(|count| count.unwrap_or(named))
    }

    fn demands(&self) -> Got<Vec<(Purpose, String)>> {
        let lang = self.form.lang();
        let fields = self.form.typed();
        let rows: Vec<Got<Option<(Purpose, String)>>> =
            (1..=DEMANDS).map(|row| self.demand(row)).collect();
        let more = (2..=DEMANDS).any(|row| row_used(fields, &["purpose", "demand"], row));
        let drawn = html! {
            fieldset class="form" {
                legend class="label" { (lang.pick("诉求", "Demands")) }
                p class="hint" {
                    (lang.pick("一项一行：要求什么。信访目的决定办理程序和期限。", "One each: what is asked for. The purpose decides procedure and limits."))
                }
                @if let Some(first) = rows.first() { (first) }
                details class="fold" open[more] {
                    summary { (lang.pick("更多诉求", "More demands")) }
                    @for row in rows.iter().skip(1) { (row) }
                }
            }
        };
        let read: Option<Vec<_>> = rows.into_iter().map(|row| row.value).collect();
        Got::new(drawn, read.map(|rows| rows.into_iter().flatten().collect()))
    }

    /// One demand; only the first row must be filled.
    fn demand(&self, row: usize) -> Got<Option<(Purpose, String)>> {
        let (of, what) = (format!("purpose-{row}"), format!("demand-{row}"));
        let (form, fields) = (self.form, self.form.typed());
        let used = row == 1 || row_used(fields, &["purpose", "demand"], row);
        let purposes: Vec<(String, String)> = Purpose::ALL
            .iter()
            .map(|purpose| {
                let words = form.lang().pick(purpose.zh(), purpose.en());
                (purpose.code().to_owned(), words.to_owned())
            })
            .collect();
        let purpose = form.ask(&of, "信访目的", "Purpose").wrong_if(
            used && fields.filled(&of).is_none(),
            "请选择信访目的",
            "choose the purpose",
        );
        let accuses =
            |row: usize| fields.text(&format!("purpose-{row}")) == Purpose::Accusation.code();
        // Who is accused is kept away only from an accusation, so the purpose must say that it is one.
        let purpose = purpose.wrong_if(
            row == 1 && self.names_accused() && !(1..=DEMANDS).any(accuses),
            "填写了被检举控告人，请将相应诉求的信访目的选为“检举控告”",
            "somebody is accused: choose the purpose “accusation” for that demand",
        );
        let purpose = purpose.maybe_select(&purposes, Purpose::parse);
        let text = form
            .ask(&what, "诉求内容", "What is asked for")
            .most(DEMAND);
        let text = text.wrong_if(
            used && fields.filled(&what).is_none(),
            "请填写诉求：信访人要求什么",
            "say what is asked for",
        );
        let text = text.area(2);
        let drawn = html! { (purpose) (text) };
        let read = match (purpose.value, text.value) {
            (Some(Some(purpose)), Some(text)) => Some(Some((purpose, text))),
            (Some(None), Some(text)) if text.is_empty() && !used => Some(None),
            _ => None,
        };
        Got::new(drawn, read)
    }

    fn names_accused(&self) -> bool {
        let names = ["accused-unit", "accused-person"];
        (1..=ACCUSED).any(|row| row_used(self.form.typed(), &names, row))
    }

    fn accused(&self) -> Got<Accused> {
        let lang = self.form.lang();
        let units: Vec<(String, String)> = self
            .org
            .units()
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name.clone()))
            .collect();
        let mut accused = Accused::default();
        let rows: Vec<Markup> = (1..=ACCUSED)
            .map(|row| {
                let names = [
                    format!("accused-unit-{row}"),
                    format!("accused-person-{row}"),
                ];
                let [unit, person] = &names;
                let found = self
                    .form
                    .typed()
                    .filled(person)
                    .map(|text| holder(self.org, text));
                let wrong = found
                    .as_ref()
                    .and_then(|found| found.as_ref().err().copied());
                let (zh, en) = wrong.unwrap_or_default();
                let unit = self.form.ask(unit, "单位", "Unit").unchosen("无", "None");
                let unit = unit.maybe_select(&units, |unit| unit.parse::<UnitId>().ok());
                let person = self.form.ask(person, "人员", "Person").suggest("holders");
                let person = person.wrong_if(wrong.is_some(), zh, en).text();
                let drawn = html! { div class="form-row" { (unit) (person) } };
                accused.units.extend(unit.value.flatten());
                accused.persons.extend(found.and_then(Result::ok));
                drawn
            })
            .collect();
        let drawn = html! {
            details class="fold" open[self.names_accused()] {
                summary { (lang.pick("被检举控告的单位和人员", "Accused units and people")) }
                p class="hint" {
                    (lang.pick("只在检举控告时填写。被检举控告的单位和人员看不到、也接不到本事项。",
                        "For accusations only. Who is accused neither sees nor gets the matter."))
                }
                @for row in &rows { (row) }
            }
        };
        Got::new(drawn, Some(accused))
    }

    fn files(&self) -> Markup {
        let lang = self.form.lang();
        let question = self.form.ask("files", "附件", "Attachments").optional();
        let question = question.wrong_if(
            self.stored.files.len() > MOST,
            format!("附件最多{MOST}个，请减少"),
            format!("at most {MOST} files"),
        );
        html! {
            (kept::going_on(lang, self.kept))
            (shared::files_asked(lang, question))
        }
    }
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = |letter: char| letter.is_ascii_digit() || "+-() ".contains(letter);
    text.chars().all(plain) && (5..=20).contains(&digits)
}

/// How a holder of a post stands in the list of proposals.
pub fn post_label(org: &Org, post: &Post) -> String {
    format!(
        "{}（{} {}）",
        post.person_name,
        org.unit_name(post.unit),
        post.title
    )
}

/// The person meant by a proposal that was chosen, or by a name that only one person bears.
fn holder(org: &Org, text: &str) -> Result<PersonId, (&'static str, &'static str)> {
    let posts = org.posts();
    if let Some(post) = posts.iter().find(|post| post_label(org, post) == text) {
        return Ok(post.person);
    }
    let mut named: Vec<PersonId> = posts
        .iter()
        .filter(|post| post.person_name == text)
        .map(|post| post.person)
        .collect();
    named.sort_unstable();
    named.dedup();
    match named.as_slice() {
        [person] => Ok(*person),
        [] => Err((
            "没有找到这个人，请从提示中选择；不在本系统的人员写在诉求里即可",
            "nobody of that name here; people outside this system belong in the demand's text",
        )),
        _ => Err((
            "有同名人员，请从提示中选择",
            "several bear that name; choose from the proposals",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compared_while_typing_is_no_longer_than_the_form_takes() {
        let long = "长".repeat(1_000_000);
        let fields = ["subject", "body", "place"].map(|name| (name.to_owned(), long.clone()));
        let draft = draft(&Fields(fields.to_vec()));
        let lengths = [&draft.subject, &draft.body, &draft.place].map(|text| text.chars().count());
        assert_eq!(lengths, [SUBJECT, BODY, SHORT]);
    }
}
