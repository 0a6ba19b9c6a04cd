//! Words and small pieces that several public pages share.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use kernel::org::{Org, Unit, UnitKind};
use kernel::rulebook::{Limit, LimitKey, Rulebook, Weight};
use matter::{Matter, Sealing};
use office::guard::Effort;
use office::tracking::Track;

use crate::app::App;
use crate::look::{FormError, Lang};
use crate::problem::Problem;
use crate::request::{Address, UploadedFile};

/// The units people may turn to: petition departments first, then townships.
pub fn doors(org: &Org) -> Vec<&Unit> {
    let of = |kind: UnitKind| {
        org.units()
            .into_iter()
            .filter(move |unit| unit.kind == kind && unit.active)
    };
    of(UnitKind::PetitionOffice)
        .chain(of(UnitKind::Township))
        .collect()
}

/// A limit of the rulebook as it binds ordinary matters.
pub fn limit<'b>(book: &'b Rulebook, key: &str) -> Option<&'b Limit> {
    book.limit(&LimitKey::new(key), Weight::Ordinary)
}

/// The length of a limit in words.
pub fn length(limit: &Limit, lang: Lang) -> String {
    lang.pick(limit.length_zh(), limit.length_en())
}

/// The organisation as the petitioner of a matter may read it: accused units are "有关单位", wherever their name would
/// stand, and have no address (《信访工作条例》第三十条第三款).
pub fn discreet(org: &Org, matter: &Matter, lang: Lang) -> Org {
    let units = org.units().into_iter().cloned().map(|unit| {
        if matter::sight::is_accused(matter, unit.id, org) {
            Unit {
                name: lang.pick("有关单位", "a unit concerned").to_owned(),
                address: String::new(),
                phone: String::new(),
                hours: String::new(),
                ..unit
            }
        } else {
            unit
        }
    });
    Org::new(units, org.posts().into_iter().cloned())
}

/// The same with the names of a place in the ledger. Who is accused is asked of today's tree: a unit that is accused now has no
/// name then either.
pub fn then<'o>(
    whole: &Arc<Org>,
    now: &'o Org,
    seq: i64,
    matter: &Matter,
    lang: Lang,
) -> Cow<'o, Org> {
    if whole.is_as_of(seq) {
        Cow::Borrowed(now)
    } else {
        Cow::Owned(discreet(&whole.as_of(seq), matter, lang))
    }
}

/// Whom an accusation is kept from, in plain words.
pub fn sealed_words(lang: Lang, track: &Track) -> Option<String> {
    let owner = track.org.unit_name(track.matter.owner);
    match track.matter.sealing.as_ref()? {
        Sealing::Declared { .. } => Some(lang.pick(
            format!("您提出的是检举控告：本件已经密封，由{owner}负责。您写明的单位及其下属单位、人员看不到本件。"),
            format!("This is an accusation: it is sealed, and {owner} has it. The units you named, those below them and the persons you named cannot see it."),
        )),
        Sealing::Held { .. } => Some(lang.pick(
            format!("您反映的内容可能涉及检举控告，先由{owner}甄别登记；在此之前，其他单位都看不到本件，包括您选择的接收单位。"),
            format!("What you wrote may be an accusation: {owner} looks at it first. Until then no other unit sees it, the receiver you chose included."),
        )),
        Sealing::Screened => None,
    }
}

/// Uses up some of what one place may do in an hour.
///
/// # Errors
/// When it is used up.
pub fn spend(app: &App, address: &Address, effort: Effort, amount: u32) -> Result<(), Problem> {
    Ok(app
        .office
        .guard()
        .spend(effort, &address.0, amount, app.now())?)
}

/// Counts files before they are kept, by number and by size.
///
/// # Errors
/// When what one place may send in an hour is used up.
pub fn spend_on_files(app: &App, address: &Address, files: &[UploadedFile]) -> Result<(), Problem> {
    if files.is_empty() {
        return Ok(());
    }
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let bytes: u64 = files.iter().map(|file| file.size()).sum();
    let megabytes = u32::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
    spend(app, address, Effort::File, count)?;
    spend(app, address, Effort::Megabyte, megabytes)
}

/// Date and time for people.
pub fn moment(at: DateTime, lang: Lang) -> String {
    format!(
        "{} {:02}:{:02}",
        lang.date(at.date()),
        at.hour(),
        at.minute()
    )
}

/// Full-width letters, digits and signs as their common form, so that a phone's keyboard cannot make a number wrong.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
            '　' => ' ',
            other => other,
        })
        .collect()
}

/// What is wrong with the fields of a form, in the order of the form.
#[derive(Clone, Debug, Default)]
pub struct Errors(pub Vec<FormError>);

impl Errors {
    /// Adds what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.0.push(FormError {
            field: field.into(),
            text: text.into(),
        });
    }

    /// What is wrong with one field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.text.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The query of a page's address.
pub type Query = axum::extract::Query<HashMap<String, String>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_become_common_ones() {
        assert_eq!(half_width("１３８－００００Ｘ　街道"), "138-0000X 街道");
    }
}
