//! Choices that the forms of reviews, hearings and mediations share.

use std::str::FromStr;

use kernel::PostId;
use kernel::Refusal;
use kernel::org::Post;
use matter::review::{Review, ReviewEvent, request};
use matter::{Event, signers};
use maud::Markup;
use office::matter_file::org_of_answer;

use super::form::ActForm;
use crate::look::{Field, SelectOption};

impl ActForm<'_> {
    /// A choice among codes; the only one, or the first where `preset` says so, is chosen already.
    pub fn choose(
        &self,
        name: &str,
        label: (&str, &str),
        rows: &[(String, String)],
        preset: bool,
    ) -> Markup {
        let first = match rows {
            [(value, _)] => value.as_str(),
            [(value, _), ..] if preset => value.as_str(),
            _ => "",
        };
        let mut options = vec![SelectOption {
            value: "",
            label: self.pick("请选择", "Choose"),
        }];
        options.extend(
            rows.iter()
                .map(|(value, label)| SelectOption { value, label }),
        );
        Field::new(self.lang(), name, self.pick(label.0, label.1))
            .required()
            .select(&options, &self.value(name, first))
    }

    /// Reads a choice or an identity.
    pub fn chosen<T: FromStr>(&self, name: &str) -> Result<T, Refusal> {
        self.typed.parsed(name).ok_or_else(unchosen)
    }

    /// The values of a coded choice, each with its words.
    pub fn coded<T: Copy>(
        &self,
        all: &[T],
        code: fn(T) -> &'static str,
        zh: fn(T) -> &'static str,
        en: fn(T) -> &'static str,
    ) -> Vec<(String, String)> {
        all.iter()
            .map(|one| {
                let words = self.pick(zh(*one), en(*one));
                (code(*one).to_owned(), words.to_owned())
            })
            .collect()
    }

    /// Reads a coded choice.
    pub fn one_of<T>(&self, name: &str, parse: fn(&str) -> Option<T>) -> Result<T, Refusal> {
        parse(self.typed.text(name)).ok_or_else(unchosen)
    }

    /// Reads a choice between yes and no.
    pub fn yes_or_no(&self, name: &str) -> Result<bool, Refusal> {
        match self.typed.text(name) {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(unchosen()),
        }
    }

    /// A day that must be given.
    pub fn day(&self, name: &str, label: (&str, &str), first: &str) -> Markup {
        Field::new(self.lang(), name, self.pick(label.0, label.1))
            .required()
            .date(&self.value(name, first))
    }

    /// Reads that day.
    pub fn day_of(&self, name: &str) -> Result<jiff::civil::Date, Refusal> {
        self.typed
            .parsed(name)
            .ok_or_else(|| Refusal::input("请填写日期", "enter the day"))
    }

    /// A line of text that must be there.
    pub fn line(&self, name: &str, label: (&str, &str)) -> Markup {
        Field::new(self.lang(), name, self.pick(label.0, label.1))
            .required()
            .text(&self.value(name, ""))
    }

    /// The name of a review: its level and what it challenges.
    pub fn review_name(&self, review: &Review) -> String {
        let lang = self.lang();
        format!(
            "{}（{}，{}）",
            lang.pick(review.level.zh(), review.level.en()),
            self.file
                .org_when(|event| matches!(event, Event::Review(ReviewEvent::Requested { review: asked }) if asked.id == review.id))
                .unit_name(review.respondent),
            lang.date(review.on)
        )
    }

    /// The opinions that may be challenged.
    pub fn challengeable(&self) -> Vec<(String, String)> {
        request::challengeable(&self.file.matter)
            .into_iter()
            .map(|(answer, level)| {
                let title = self.pick(answer.kind.zh(), answer.kind.en());
                let level = self.pick(level.zh(), level.en());
                let then = org_of_answer(&self.file.org, &self.file.history, answer.id);
                let unit = then.unit_name(answer.unit);
                (answer.id.to_string(), format!("{level}：{unit}《{title}》"))
            })
            .collect()
    }

    /// Posts as a choice.
    pub fn posts(&self, posts: &[&Post]) -> Vec<(String, String)> {
        posts
            .iter()
            .map(|post| {
                (
                    post.id.to_string(),
                    format!("{}（{}）", post.person_name, post.title),
                )
            })
            .collect()
    }

    /// The leaders who may sign for a review body or its working office.
    pub fn review_signer(&self, review: &Review) -> Markup {
        let (units, file) = (signers::units_of_review(review), self.file);
        let posts = signers::of_units(&file.matter, &units, &file.org, file.today);
        let rows = self.posts(&posts);
        self.choose("signer", ("签发人", "Signed by"), &rows, true)
    }

    /// Reads the signer.
    pub fn signer_of(&self) -> Result<PostId, Refusal> {
        self.signed_by("signer")
    }
}

fn unchosen() -> Refusal {
    Refusal::input("请选择表单中的必选项", "make the choice the form asks for")
}
