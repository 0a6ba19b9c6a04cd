//! What is wrong with a draft, each in words that say what to do.

use kernel::UnitId;
use kernel::org::Org;
use office::vault::Identity;

use super::draft::{Draft, MOST_NAMED, person_field};
use crate::look::Lang;
use crate::pages::id_number;
use crate::pages::public::view::{Errors, doors};

/// The longest texts, in characters.
pub const SUBJECT: usize = 60;
/// What happened.
pub const BODY: usize = 10_000;
const PLACE: usize = 100;
const NAME: usize = 40;
const ADDRESS: usize = 120;
const MOST_PEOPLE: u32 = 100_000;

/// The receiving unit that was chosen, if it can be.
pub fn office(draft: &Draft, org: &Org) -> Option<UnitId> {
    let id = UnitId(draft.office.parse().ok()?);
    doors(org).iter().any(|unit| unit.id == id).then_some(id)
}

/// The first step: what happened.
pub fn what(draft: &Draft, org: &Org, lang: Lang) -> Errors {
    let mut errors = Errors::default();
    let mut text = |field: &str, value: &str, most: usize, missing: Option<&str>| {
        match missing {
            Some(missing) if value.is_empty() => errors.add(field, missing),
            _ => too_long(&mut errors, field, value, most, lang),
        };
    };
    let subject = lang.pick(
        "请用一句话写明您要反映什么",
        "Say in one line what it is about",
    );
    let body = lang.pick(
        "请写明发生了什么、您希望怎样解决",
        "Say what happened and what you ask for",
    );
    text("subject", &draft.subject, SUBJECT, Some(subject));
    text("body", &draft.body, BODY, Some(body));
    text("place", &draft.place, PLACE, None);
    draft.accused.check(org, lang, &mut errors);
    if !draft.accused.is_yes() && office(draft, org).is_none() {
        errors.add(
            "office",
            lang.pick("请选择接收单位", "Choose who receives it"),
        );
    }
    errors
}

pub(super) fn too_long(errors: &mut Errors, field: &str, value: &str, most: usize, lang: Lang) {
    let over = value.chars().count().saturating_sub(most);
    if over > 0 {
        errors.add(
            field,
            lang.pick(
                format!("最多{most}字，请删减{over}字"),
                format!("At most {most} characters; take out {over}"),
            ),
        );
    }
}

/// The second step: who it is. Files are checked when they arrive.
pub fn who(draft: &Draft, lang: Lang) -> Errors {
    let mut errors = Errors::default();
    match draft.who.as_str() {
        "anonymous" => {}
        "named" => people(draft, lang, &mut errors),
        _ => errors.add(
            "who",
            lang.pick("请选择实名或者匿名", "Choose: with your name, or without"),
        ),
    }
    head_count(draft, lang, &mut errors);
    errors
}

fn people(draft: &Draft, lang: Lang, errors: &mut Errors) {
    for (place, person) in draft.people.iter().enumerate().take(MOST_NAMED) {
        if place > 0 && *person == Identity::default() {
            continue;
        }
        let field = |name| person_field(name, place);
        if person.name.is_empty() {
            errors.add(field("name"), lang.pick("请填写姓名", "Enter the name"));
        } else {
            too_long(errors, &field("name"), &person.name, NAME, lang);
        }
        if person.phone.is_empty() && place == 0 {
            errors.add(
                field("phone"),
                lang.pick(
                    "请填写电话，便于联系您核实情况",
                    "Enter a telephone number to reach you",
                ),
            );
        } else if !person.phone.is_empty() && !is_phone(&person.phone) {
            errors.add(
                field("phone"),
                lang.pick(
                    "电话号码不对：手机号为11位，固定电话请带区号，如 0000-1234567",
                    "Not a telephone number: a mobile has 11 digits, a landline its area code",
                ),
            );
        }
        if !person.id_number.is_empty() && !id_number::is_valid(&person.id_number) {
            errors.add(
                field("id_number"),
                lang.pick(
                    "身份证号不对，请逐位核对18位号码（末位可能是X）；也可以不填",
                    "Not an identity number: check all 18 characters, or leave it empty",
                ),
            );
        }
        too_long(errors, &field("address"), &person.address, ADDRESS, lang);
    }
}

fn head_count(draft: &Draft, lang: Lang, errors: &mut Errors) {
    let named = draft.named().len().max(1);
    if draft.head_count.is_empty() {
        return;
    }
    let text = match draft.head_count.parse::<u32>() {
        Err(_) | Ok(0) => lang
            .pick("人数请填写数字，如 12", "Enter a number, such as 12")
            .to_owned(),
        Ok(count) if (count as usize) < named => lang.pick(
            format!("人数不能少于已填写的{named}人"),
            format!("It cannot be smaller than the {named} people named"),
        ),
        Ok(count) if count > MOST_PEOPLE => lang.pick(
            format!("人数不能超过{MOST_PEOPLE}，请核对"),
            format!("At most {MOST_PEOPLE}; please check"),
        ),
        Ok(_) => return,
    };
    errors.add("head_count", text);
}

/// Whether it can be dialled: a mobile of 11 digits, a landline with or without area code, or a foreign number with `+`.
fn is_phone(text: &str) -> bool {
    let digits: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '(' | ')'))
        .collect();
    let (foreign, digits) = match digits.strip_prefix('+') {
        Some(rest) => match rest.strip_prefix("86") {
            Some(home) => (false, home),
            None => (true, rest),
        },
        None => (false, digits.as_str()),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    match (foreign, digits.bytes().next()) {
        (true, _) => (7..=15).contains(&digits.len()),
        (false, Some(b'1')) => digits.len() == 11,
        (false, Some(b'0')) => (10..=12).contains(&digits.len()),
        (false, Some(_)) => (7..=8).contains(&digits.len()),
        (false, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_a_mobile_a_landline_or_a_foreign_one() {
        for good in [
            "13800000000",
            "0000-1234567",
            "+86 138 0000 0000",
            "1234567".replace('1', "2").as_str(),
            "+49 30 1234567",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["1380000000", "abc", "", "138000000001", "123", "+"] {
            assert!(!is_phone(bad), "{bad}");
        }
    }

    fn draft(who: &str, names: &[&str], head_count: &str) -> Draft {
        Draft {
            who: who.to_owned(),
            people: names
                .iter()
                .map(|name| Identity {
                    name: (*name).to_owned(),
                    phone: "13800000000".to_owned(),
                    ..Identity::default()
                })
                .collect(),
            head_count: head_count.to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn fewer_heads_than_names_are_refused_and_an_anonymous_crowd_is_counted() {
        let errors = who(&draft("named", &["甲某", "乙某"], "1"), Lang::Zh);
        assert_eq!(errors.of("head_count"), Some("人数不能少于已填写的2人"));
        assert!(who(&draft("named", &["甲某", "乙某"], "30"), Lang::Zh).is_empty());
        assert!(who(&draft("anonymous", &["甲某", "乙某"], "1"), Lang::Zh).is_empty());
    }

    #[test]
    fn who_must_be_chosen() {
        assert!(who(&draft("", &[""], ""), Lang::Zh).of("who").is_some());
        assert!(
            who(&draft("named", &[""], ""), Lang::Zh)
                .of("name")
                .is_some()
        );
    }
}
