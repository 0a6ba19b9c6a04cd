//! The frame of every action's form, and the fields that several of them share.

use std::str::FromStr;

use jiff::civil::Date;
use kernel::access::Actor;
use kernel::org::{Post, Unit, UnitKind};
use kernel::rulebook::{Ground, GroundCode};
use kernel::{PostId, Refusal, UnitId};
use matter::petition::Purpose;
use matter::sight;
use matter::{Command, Context, Event, Service, ServiceMethod, decide, signers};
use maud::{Markup, html};
use office::kept::Kept;
use office::matter_file::{MatterFile, post_name};
use office::same::Candidate;

use super::super::{act_href, contents, desk_check, href};
use super::Deed;
use super::paper;
use super::view::{ActView, Beside, Files, Place};
use crate::app::App;
use crate::form::{Form, Got, Question, Rows, Stage, kept};
use crate::look::{
    ButtonKind, Choice, Crumb, Group, Icon, Lang, Tone, action_button, breadcrumbs, form_end,
    halves, heading, hidden, link_button, notice, once_token,
};
use crate::request::{Fields, Staff};

/// An action being asked for.
#[derive(Clone, Copy)]
pub(in super::super) struct ActForm<'a> {
    /// The office.
    pub app: &'a App,
    /// Who asks.
    pub staff: &'a Staff,
    /// The matter as it stands.
    pub file: &'a MatterFile,
    /// What is asked for.
    pub view: &'static ActView,
    /// The fields, with what was typed; on a first visit, what the address suggests.
    pub form: &'a Form<'a>,
    /// Likely same matters, for joins.
    pub likely: &'a [Candidate],
    /// The earlier try it goes on from.
    pub kept: Option<&'a Kept>,
}

/// What an action's form shows, and what it asks for once every field can be read.
pub(in super::super) struct Asks {
    /// The fields as they are drawn.
    pub(super) fields: Markup,
    /// What they ask for.
    pub(super) deed: Option<Deed>,
}

impl Asks {
    /// Fields, and how what was read from them becomes a deed.
    pub(in super::super) fn of<D: Into<Deed>>(
        fields: Markup,
        read: impl FnOnce() -> Option<D>,
    ) -> Self {
        let deed = read().map(Into::into);
        Self { fields, deed }
    }
}

impl ActForm<'_> {
    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.staff.lang()
    }

    /// One of two texts.
    pub fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        self.lang().pick(zh, en)
    }

    /// What was typed.
    pub fn typed(&self) -> &Fields {
        self.form.typed()
    }

    /// Begins the description of a field.
    pub fn ask<'f>(&'f self, name: &'f str, zh: &'f str, en: &'f str) -> Question<'f> {
        self.form.ask(name, zh, en)
    }

    /// What a command would do, without doing it.
    pub fn preview(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        let law = self.app.office.law();
        let actor = Actor::Staff(self.staff.viewer().clone());
        let ctx = Context {
            today: self.file.today,
            actor: &actor,
            rulebook: law.rulebook(&self.file.matter.rulebook),
            calendar: &law.calendar,
            org: &self.file.org,
        };
        decide(&self.file.matter, command, &ctx)
    }
}

/// The page.
impl ActForm<'_> {
    /// The fields, read. A form that only leads elsewhere has none.
    pub fn asks(&self) -> Asks {
        let asks = match self.view.place {
            Place::Form { ask, .. } => ask(self),
            Place::Elsewhere(_) => Asks {
                fields: html! {},
                deed: None,
            },
        };
        let signed = paper::fields(self);
        Asks {
            fields: html! { (asks.fields) (signed) },
            ..asks
        }
    }

    /// The form with its fields; above it why it was refused, and every field that is wrong.
    pub fn page(&self, fields: &Markup, refusal: Option<&Refusal>) -> Markup {
        let form = html! {
            @if let Some(refusal) = refusal { (self.refusal(refusal, true)) }
            (self.restored())
            (self.form.summary())
            (self.form(fields))
        };
        html! {
            (self.top())
            @match self.view.beside {
                Beside::Nothing => (form),
                Beside::Petition => (halves(&form, &self.petition(html! {}))),
                Beside::DeskCheck => {
                    (halves(&form, &self.petition(desk_check::panel_of(self.app, self.lang(), self.file))))
                },
            }
        }
    }

    /// Since when what is shown waits, where it was typed earlier and not sent.
    pub fn restored(&self) -> Markup {
        let kept = self.kept.filter(|_| self.form.stage() == Stage::Restored);
        html! {
            @if let Some(kept) = kept { (kept::restored(self.lang(), &self.staff.signed_in.csrf, kept)) }
        }
    }

    /// Why the action is not open now; what was typed while it was open is shown, to be used elsewhere.
    pub fn closed(&self, refusal: &Refusal) -> Markup {
        let back = href(self.file.matter.id);
        let typed = self.typed().0.iter().map(|(_, value)| value.trim());
        html! {
            (self.top())
            (self.refusal(refusal, false))
            (self.restored())
            @if self.kept.is_some() {
                div class="prose" { @for words in typed.filter(|words| words.chars().count() > 3) { p { (words) } } }
            }
            p { (link_button(ButtonKind::Primary, Some(Icon::Back), self.pick("返回事项", "Back to the matter"), &back)) }
        }
    }

    /// Heading and the way back.
    pub fn top(&self) -> Markup {
        let matter = &self.file.matter;
        let title = self.pick(self.view.action.zh(), self.view.action.en());
        let back = href(matter.id);
        html! {
            (breadcrumbs(self.lang(), &[
                Crumb { label: self.pick("全部事项", "All matters"), href: Some("/matters") },
                Crumb { label: matter.number(), href: Some(&back) },
                Crumb { label: title, href: None },
            ]))
            (heading(title, Some(&matter.subject), None, None))
        }
    }

    /// A refusal with its article; where something was `sent`, that it is kept.
    fn refusal(&self, refusal: &Refusal, sent: bool) -> Markup {
        let more = html! {
            @if let Some(article) = &refusal.article { p { (self.pick("依据：", "Rule: ")) (article) } }
            @if sent { p { (self.pick("没有保存；已填的内容都还在。", "Nothing was saved; what you typed is kept.")) } }
        };
        html! {
            div role="alert" { (notice(Tone::Error, self.pick(&refusal.zh, &refusal.en), Some(&more))) }
        }
    }

    /// The form itself.
    pub fn form(&self, fields: &Markup) -> Markup {
        let (matter, view) = (&self.file.matter, self.view);
        let kind = if view.danger {
            ButtonKind::Danger
        } else {
            ButtonKind::Primary
        };
        let (zh, en) = view.label.unwrap_or((view.action.zh(), view.action.en()));
        html! {
            form class="form" method="post" action=(act_href(matter.id, view.action))
                enctype=[(view.files != Files::None).then_some("multipart/form-data")] {
                (hidden("csrf", &self.staff.signed_in.csrf))
                (hidden("based_on", &matter.version.to_string()))
                (once_token(&office::vault::token()))
                (fields)
                (kept::going_on(self.lang(), self.kept))
                (form_end(&html! {
                    (action_button(kind, Some(view.icon), self.pick(zh, en), None))
                    (link_button(ButtonKind::Quiet, None, self.pick("取消", "Cancel"), &href(matter.id)))
                }))
            }
        }
    }

    /// What was written and is asked for, below what stands `above` it.
    fn petition(&self, above: Markup) -> Markup {
        let matter = &self.file.matter;
        html! {
            div class="stack" {
                (above)
                @if !matter.demands.is_empty() { (contents::demands(self.lang(), matter)) }
                (contents::petitions(self.lang(), matter))
            }
        }
    }
}

/// Fields that several forms share.
impl ActForm<'_> {
    /// A text of several lines that must be there.
    pub fn long(
        &self,
        name: &str,
        zh: &str,
        en: &str,
        hint: (&str, &str),
        rows: u8,
    ) -> Got<String> {
        let question = self.ask(name, zh, en).required();
        question.hint(hint.0, hint.1).area(rows)
    }

    /// A text that may be left out.
    pub fn remark(&self, name: &str, zh: &str, en: &str) -> Got<String> {
        self.ask(name, zh, en).optional().area(3)
    }

    /// A line of text that must be there.
    pub fn line(&self, name: &str, (zh, en): (&str, &str)) -> Got<String> {
        self.ask(name, zh, en).required().text()
    }

    /// A day that must be given.
    pub fn day(&self, name: &str, (zh, en): (&str, &str), first: &str) -> Got<Date> {
        self.ask(name, zh, en).required().first(first).day()
    }

    /// The leaders who may sign or approve: of the unit that answers for the matter, neither accused nor recused.
    pub fn leaders(&self) -> Vec<&Post> {
        let file = self.file;
        signers::of_units(&file.matter, &[file.matter.owner], &file.org, file.today)
    }

    /// The choice of a leader.
    pub fn signer(&self, name: &str, zh: &str, en: &str) -> Got<PostId> {
        let leaders = self.leaders();
        let mine = self.staff.viewer().post;
        let first = match leaders.as_slice() {
            [only] => only.id.to_string(),
            several if several.iter().any(|post| post.id == mine) => mine.to_string(),
            _ => String::new(),
        };
        let rows: Vec<(String, String)> = leaders
            .iter()
            .map(|post| (post.id.to_string(), post_name(&self.file.org, post.id)))
            .collect();
        let question = self.ask(name, zh, en).required().first(&first);
        let question = if leaders.is_empty() {
            question.hint(
                "本单位没有在任负责人，请管理员先登记岗位。",
                "The unit has no leader; ask the administrator.",
            )
        } else {
            question.hint(
                "须是本单位在任负责人。",
                "A leader of the unit that answers for the matter.",
            )
        };
        question.select(&rows, parsed)
    }

    /// Units that may be given the matter: at work, not accused, not the owner itself.
    pub fn receivers(&self) -> Vec<&Unit> {
        let matter = &self.file.matter;
        let org = &self.file.org;
        let mut units = org.units();
        units.retain(|unit| unit.id != matter.owner && sight::may_receive(matter, unit.id, org));
        units
    }

    /// Units that a dispute may be settled onto: the owner may be confirmed, a petition department never decides.
    pub fn settled_receivers(&self) -> Vec<&Unit> {
        let org = &self.file.org;
        let mut units = org.units();
        units.retain(|unit| {
            sight::may_receive(&self.file.matter, unit.id, org) && !org.is_petition_office(unit.id)
        });
        units
    }

    /// Units as entries of a list, grouped by kind.
    pub fn units(&self, units: &[&Unit]) -> Vec<Group> {
        let entry = |unit: &&&Unit| (unit.id.to_string(), unit.name.clone());
        UnitKind::ALL
            .into_iter()
            .map(|kind| Group {
                name: self.pick(kind.zh(), kind.en()).to_owned(),
                entries: units
                    .iter()
                    .filter(|unit| unit.kind == kind)
                    .map(|unit| entry(&unit))
                    .collect(),
            })
            .collect()
    }

    /// The choice of one of the units.
    pub fn unit(&self, question: Question<'_>, units: &[&Unit]) -> Got<UnitId> {
        question.required().grouped(&self.units(units), parsed)
    }

    /// The same, where there may be none.
    pub fn maybe_unit(&self, question: Question<'_>, units: &[&Unit]) -> Got<Option<UnitId>> {
        question
            .optional()
            .maybe_grouped(&self.units(units), parsed)
    }

    /// The purposes of a demand.
    pub fn purposes(&self) -> Vec<(String, String)> {
        self.coded(Purpose::ALL, Purpose::code, Purpose::zh, Purpose::en)
    }
}

/// Choices from the rulebook, the procedure or the file.
impl ActForm<'_> {
    /// The choice of a ground, each with its article and what must be stated.
    pub fn grounds(&self, question: Question<'_>, grounds: &[&Ground]) -> Got<GroundCode> {
        let notes: Vec<String> = grounds
            .iter()
            .map(|ground| match self.lang() {
                Lang::Zh => format!("{}。应当{}", ground.article, ground.needs),
                Lang::En => format!("{}. State {}", ground.article_en, ground.needs_en),
            })
            .collect();
        let choices: Vec<Choice<'_>> = grounds
            .iter()
            .zip(&notes)
            .map(|(ground, note)| Choice {
                value: ground.code.as_str(),
                label: self.pick(&ground.text, &ground.text_en),
                note: Some(note),
                icon: None,
            })
            .collect();
        question.cards(&choices, |code| {
            let mut known = grounds.iter().map(|ground| &ground.code);
            known.find(|known| known.as_str() == code).cloned()
        })
    }

    /// Cards of (value, words), of which one must be chosen.
    pub fn cards<T>(
        &self,
        question: Question<'_>,
        rows: &Rows,
        read: impl Fn(&str) -> Option<T>,
    ) -> Got<T> {
        question.cards(&plain(rows), read)
    }

    /// A list to choose from; the only entry, or the first where `preset` says so, is chosen already.
    pub fn choose<T: FromStr>(
        &self,
        name: &str,
        label: (&str, &str),
        rows: &Rows,
        preset: bool,
    ) -> Got<T> {
        self.one_of(name, label, rows, preset, parsed)
    }

    /// The same for what is read in another way.
    pub fn one_of<T>(
        &self,
        name: &str,
        (zh, en): (&str, &str),
        rows: &Rows,
        preset: bool,
        read: impl Fn(&str) -> Option<T>,
    ) -> Got<T> {
        let first = match rows {
            [(value, _)] => value.as_str(),
            [(value, _), ..] if preset => value.as_str(),
            _ => "",
        };
        let question = self.ask(name, zh, en).required().first(first);
        question.select(rows, read)
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

    /// How, when and with what proof something was served.
    pub fn service(&self) -> Got<Service> {
        let methods = self.coded(
            ServiceMethod::ALL,
            ServiceMethod::code,
            ServiceMethod::zh,
            ServiceMethod::en,
        );
        let method = self.ask("method", "送达方式", "How").required();
        let method = method.select(&methods, ServiceMethod::parse);
        let today = self.file.today.to_string();
        let on = self.day("on", ("送达日期", "Day of receipt"), &today);
        let proof = self.ask("proof", "送达凭证", "Proof").hint(
            "邮寄填邮件号码，当面送达填签收情况。",
            "By post: the item number. In person: who signed.",
        );
        let proof = proof.text();
        let drawn = html! {
            div class="form-row" { (method) (on) }
            (proof)
        };
        let service = || {
            Some(Service {
                method: method.value?,
                on: on.value?,
                proof: proof.value?,
            })
        };
        Got::new(drawn, service())
    }
}

/// Cards in a word or two.
fn plain(rows: &Rows) -> Vec<Choice<'_>> {
    rows.iter()
        .map(|(value, label)| Choice::plain(value, label))
        .collect()
}

/// Reads a number, an identity, a day.
pub(super) fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Reads yes or no.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
