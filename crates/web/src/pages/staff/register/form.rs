//! What the fields of the form mean. Every wrong field has its own error; nothing typed is lost.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::PersonId;
use kernel::UnitId;
use kernel::org::{Org, Post};
use kernel::rulebook::Weight;
use matter::petition::{Channel, Purpose};
use matter::{Accused, Screening};
use office::attachments::MOST;
use office::same::Draft;
use office::vault::Identity;

use super::same::Choices;
use crate::look::{FormError, Lang};
use crate::pages::id_number;
use crate::request::{Fields, Stored};

/// How many petitioners have a row of their own: as many as may represent a group.
pub const PEOPLE: usize = matter::petition::MAX_REPRESENTATIVES;
/// How many demands the form has rows for; more can be added later.
pub const DEMANDS: usize = 3;
/// How many accused units and how many accused people the form has rows for.
pub const ACCUSED: usize = 2;
/// The longest subject, in characters.
pub const SUBJECT: usize = 100;
/// The longest text, in characters.
pub const BODY: usize = 20_000;
/// The longest demand, in characters.
pub const DEMAND: usize = 1_000;
/// The longest of the short fields, in characters.
const SHORT: usize = 200;

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
/// No text is longer than the form takes: comparing takes the longer, the more there is, and [`check`] refuses the rest.
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

struct Check<'a> {
    fields: &'a Fields,
    lang: Lang,
    errors: Vec<FormError>,
}

/// Reads the form.
///
/// # Errors
/// Each wrong field, with what to do about it.
pub fn check(
    fields: &Fields,
    channel: Channel,
    org: &Org,
    today: Date,
    stored: &Stored,
    lang: Lang,
) -> Result<Checked, Vec<FormError>> {
    let mut check = Check {
        fields,
        lang,
        errors: Vec::new(),
    };
    check.texts();
    let received = check.received(today);
    let people = check.people();
    let head_count = check.head_count(people.len());
    let screening = Screening {
        demands: check.demands(),
        category: fields.filled("category").map(str::to_owned),
        place: fields.filled("place").map(str::to_owned),
        weight: Weight::parse(fields.text("weight")).unwrap_or_default(),
        accused: check.accused(org),
        suggested: None,
    };
    check.seal(&screening);
    let extra = check.extra(channel, today);
    for (field, refusal) in &stored.refused {
        check.wrong(field, refusal.zh.clone(), refusal.en.clone());
    }
    if stored.files.len() > MOST {
        check.wrong(
            "files",
            format!("附件最多{MOST}个，请减少"),
            format!("at most {MOST} files"),
        );
    }
    let choices = Choices::read(fields);
    if let Err((zh, en)) = choices.check() {
        check.wrong("similar", zh.to_owned(), en.to_owned());
    }
    if !check.errors.is_empty() {
        return Err(check.errors);
    }
    Ok(Checked {
        draft: draft(fields),
        received,
        people,
        head_count,
        screening,
        extra,
        choices,
        once: fields
            .filled("once")
            .map_or_else(office::vault::token, str::to_owned),
    })
}

impl Check<'_> {
    fn wrong(&mut self, field: &str, zh: String, en: String) {
        let (field, text) = (field.to_owned(), self.lang.pick(zh, en));
        self.errors.push(FormError { field, text });
    }

    fn within(&mut self, field: &str, most: usize) {
        let length = self.fields.text(field).chars().count();
        if length > most {
            self.wrong(
                field,
                format!("最多{most}字，现有{length}字，请删减"),
                format!("at most {most} characters, not {length}"),
            );
        }
    }

    fn texts(&mut self) {
        if self.fields.filled("subject").is_none() {
            self.wrong(
                "subject",
                "请填写标题，一句话说明什么事".to_owned(),
                "say in one line what it is about".to_owned(),
            );
        }
        if self.fields.filled("body").is_none() {
            self.wrong(
                "body",
                "请填写反映的内容".to_owned(),
                "write down what happened".to_owned(),
            );
        }
        self.within("subject", SUBJECT);
        self.within("body", BODY);
        for field in ["place", "category", "reception", "external", "passed-by"] {
            self.within(field, SHORT);
        }
    }

    fn received(&mut self, today: Date) -> Date {
        match self.fields.parsed::<Date>("received") {
            None => self.wrong(
                "received",
                "请填写收到日期，如 2026-03-10".to_owned(),
                "enter the day of receipt, as 2026-03-10".to_owned(),
            ),
            Some(day) if day > today => {
                self.wrong(
                    "received",
                    "收到日期不能晚于今天".to_owned(),
                    "the day of receipt lies in the future".to_owned(),
                );
            }
            Some(day) => return day,
        }
        today
    }

    fn people(&mut self) -> Vec<Identity> {
        let rows: Vec<usize> = (1..=PEOPLE)
            .filter(|row| row_used(self.fields, &["name", "phone", "id", "address"], *row))
            .collect();
        match (self.fields.ticked("anonymous"), rows.is_empty()) {
            (true, false) => self.wrong(
                "anonymous",
                "已勾选匿名，请清空信访人信息，或取消匿名".to_owned(),
                "either anonymous or named: clear one of the two".to_owned(),
            ),
            (false, true) => self.wrong(
                "name-1",
                "请填写信访人姓名；没有署名的请勾选匿名".to_owned(),
                "enter a name, or tick anonymous".to_owned(),
            ),
            _ => {}
        }
        rows.into_iter().map(|row| self.person(row)).collect()
    }

    fn person(&mut self, row: usize) -> Identity {
        let person = person(self.fields, row);
        if person.name.is_empty() {
            self.wrong(
                &format!("name-{row}"),
                "请填写姓名".to_owned(),
                "enter the name".to_owned(),
            );
        }
        self.within(&format!("name-{row}"), 50);
        self.within(&format!("address-{row}"), SHORT);
        let digits = person.phone.chars().filter(char::is_ascii_digit).count();
        let plain = person
            .phone
            .chars()
            .all(|letter| letter.is_ascii_digit() || "+-() ".contains(letter));
        if !person.phone.is_empty() && (!plain || !(5..=20).contains(&digits)) {
            self.wrong(
                &format!("phone-{row}"),
                "电话号码只能有数字、空格和 + - ( )".to_owned(),
                "digits, blanks and + - ( ) only".to_owned(),
            );
        }
        if !person.id_number.is_empty() && !id_number::is_valid(&person.id_number) {
            self.wrong(
                &format!("id-{row}"),
                "身份证号不对，请逐位核对18位号码（末位可能是X）；没有可不填".to_owned(),
                "not an identity number: check all 18 characters, or leave it empty".to_owned(),
            );
        }
        person
    }

    fn head_count(&mut self, named: usize) -> u32 {
        let named = u32::try_from(named.max(1)).unwrap_or(1);
        let Some(text) = self.fields.filled("head-count") else {
            return named;
        };
        match text.parse::<u32>() {
            Ok(count) if (named..=100_000).contains(&count) => return count,
            Ok(count) if count < named => self.wrong(
                "head-count",
                format!("人数不能少于已填写的信访人（{named}人）"),
                format!("{named} people are named already"),
            ),
            _ => self.wrong(
                "head-count",
                "请填写人数，如 12".to_owned(),
                "enter a number, as 12".to_owned(),
            ),
        }
        named
    }

    fn demands(&mut self) -> Vec<(Purpose, String)> {
        let mut demands = Vec::new();
        for row in 1..=DEMANDS {
            let (purpose_field, text_field) = (format!("purpose-{row}"), format!("demand-{row}"));
            let purpose = Purpose::parse(self.fields.text(&purpose_field));
            let text = self.fields.text(&text_field).to_owned();
            self.within(&text_field, DEMAND);
            match (purpose, text.is_empty()) {
                (Some(purpose), false) => demands.push((purpose, text)),
                (None, true) if row > 1 => {}
                (purpose, empty) => {
                    if empty {
                        self.wrong(
                            &text_field,
                            "请填写诉求：信访人要求什么".to_owned(),
                            "say what is asked for".to_owned(),
                        );
                    }
                    if purpose.is_none() {
                        self.wrong(
                            &purpose_field,
                            "请选择信访目的".to_owned(),
                            "choose the purpose".to_owned(),
                        );
                    }
                }
            }
        }
        demands
    }

    fn accused(&mut self, org: &Org) -> Accused {
        let mut accused = Accused::default();
        for row in 1..=ACCUSED {
            accused
                .units
                .extend(self.fields.parsed::<UnitId>(&format!("accused-unit-{row}")));
            let field = format!("accused-person-{row}");
            let Some(text) = self.fields.filled(&field) else {
                continue;
            };
            match holder(org, text) {
                Ok(person) => accused.persons.push(person),
                Err((zh, en)) => self.wrong(&field, zh.to_owned(), en.to_owned()),
            }
        }
        accused
    }

    /// Who is accused is kept away only from an accusation, so the purpose must say that it is one.
    fn seal(&mut self, screening: &Screening) {
        let accusation = screening
            .demands
            .iter()
            .any(|(purpose, _)| *purpose == Purpose::Accusation);
        if !screening.accused.is_empty() && !accusation {
            self.wrong(
                "purpose-1",
                "填写了被检举控告人，请将相应诉求的信访目的选为“检举控告”".to_owned(),
                "somebody is accused: choose the purpose “accusation” for that demand".to_owned(),
            );
        }
    }

    fn extra(&mut self, channel: Channel, today: Date) -> BTreeMap<String, String> {
        let mut extra: BTreeMap<String, String> = [
            ("reception", "接待地点"),
            ("external", "对方编号"),
            ("passed-by", "转来单位、人员"),
        ]
        .into_iter()
        .filter_map(|(field, label)| {
            Some((label.to_owned(), self.fields.filled(field)?.to_owned()))
        })
        .collect();
        let written = self.fields.filled("written");
        if let Some(text) = written.filter(|_| channel == Channel::Letter) {
            match text.parse::<Date>() {
                Ok(day) if day <= today => {
                    extra.insert("来信落款日期".to_owned(), day.to_string());
                }
                _ => self.wrong(
                    "written",
                    "落款日期不能晚于今天，看不清可不填".to_owned(),
                    "not after today; leave it empty if unreadable".to_owned(),
                ),
            }
        }
        extra
    }
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
