//! The frame of every action's form, and the fields that several of them share.

use kernel::access::Actor;
use kernel::org::{Post, Unit, UnitKind};
use kernel::rulebook::Ground;
use kernel::{PostId, Refusal, UnitId};
use matter::petition::Purpose;
use matter::sight;
use matter::{Command, Context, Event, Service, ServiceMethod, decide, signers};
use maud::{Markup, html};
use office::matter_file::MatterFile;
use office::same::Candidate;

use super::super::{act_href, contents, desk_check, href};
use super::paper;
use super::view::{ActView, Beside, Files, Place};
use crate::app::App;
use crate::look::{
    ButtonKind, Choice, Crumb, Field, Icon, Lang, SelectOption, Tone, action_button, breadcrumbs,
    form_end, halves, heading, hidden, link_button, notice, once_token, radio_cards,
};
use crate::request::{Fields, Staff};

/// The longest free text, in characters; the domain refuses more.
pub(super) const LONGEST: usize = 20_000;

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
    /// What was typed; on a first visit, what the address suggests.
    pub typed: &'a Fields,
    /// Likely same matters, for joins.
    pub likely: &'a [Candidate],
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

    /// What was typed into a field, or what stands there at first.
    pub fn value(&self, name: &str, first: &str) -> String {
        let sent = self.typed.0.iter().any(|(key, _)| key == name);
        if sent {
            self.typed.text(name).to_owned()
        } else {
            first.to_owned()
        }
    }

    /// A typed text; the domain says what it lacks.
    pub fn text(&self, name: &str) -> String {
        self.typed.text(name).to_owned()
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
    /// The form, with why it was refused on top.
    pub fn page(&self, refusal: Option<&Refusal>) -> Markup {
        let form = html! {
            @if let Some(refusal) = refusal { (self.refusal(refusal, true)) }
            (self.form())
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

    /// Why the action is not open now.
    pub fn closed(&self, refusal: &Refusal) -> Markup {
        let back = href(self.file.matter.id);
        html! {
            (self.top())
            (self.refusal(refusal, false))
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
    pub fn form(&self) -> Markup {
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
                @match view.place {
                    Place::Form { draw, .. } => (draw(self)),
                    Place::Elsewhere(_) => {},
                }
                (paper::fields(self))
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
    pub fn long(&self, name: &str, zh: &str, en: &str, hint: (&str, &str), rows: u8) -> Markup {
        let field = Field::new(self.lang(), name, self.pick(zh, en)).required();
        let hint = self.pick(hint.0, hint.1);
        let field = if hint.is_empty() {
            field
        } else {
            field.hint(hint)
        };
        field.textarea(&self.value(name, ""), rows, LONGEST)
    }

    /// A text that may be left out.
    pub fn remark(&self, name: &str, zh: &str, en: &str) -> Markup {
        Field::new(self.lang(), name, self.pick(zh, en))
            .optional()
            .textarea(&self.value(name, ""), 3, LONGEST)
    }

    /// The leaders who may sign or approve: of the unit that answers for the matter, neither accused nor recused.
    pub fn leaders(&self) -> Vec<&Post> {
        let file = self.file;
        signers::of_units(&file.matter, &[file.matter.owner], &file.org, file.today)
    }

    /// The choice of a leader.
    pub fn signer(&self, name: &str, zh: &str, en: &str) -> Markup {
        let leaders = self.leaders();
        let mine = self.staff.viewer().post;
        let first = match leaders.as_slice() {
            [only] => only.id.to_string(),
            several if several.iter().any(|post| post.id == mine) => mine.to_string(),
            _ => String::new(),
        };
        let rows: Vec<(String, String)> = leaders
            .iter()
            .map(|post| {
                (
                    post.id.to_string(),
                    office::matter_file::post_name(&self.file.org, post.id),
                )
            })
            .collect();
        let mut options = vec![SelectOption {
            value: "",
            label: self.pick("请选择", "Choose"),
        }];
        options.extend(
            rows.iter()
                .map(|(value, label)| SelectOption { value, label }),
        );
        let hint = if leaders.is_empty() {
            self.pick(
                "本单位没有在任负责人，请管理员先登记岗位。",
                "The unit has no leader; ask the administrator.",
            )
        } else {
            self.pick(
                "须是本单位在任负责人。",
                "A leader of the unit that answers for the matter.",
            )
        };
        Field::new(self.lang(), name, self.pick(zh, en))
            .required()
            .hint(hint)
            .select(&options, &self.value(name, &first))
    }

    /// Reads that choice.
    pub fn signed_by(&self, name: &str) -> Result<PostId, Refusal> {
        self.typed
            .parsed(name)
            .ok_or_else(|| Refusal::input("请选择签发人、批准人", "choose who signs or approves"))
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

    /// A select of units, grouped by kind.
    pub fn units(&self, select: &Select<'_>, units: &[&Unit]) -> Markup {
        let groups = UnitKind::ALL.into_iter().map(|kind| {
            let entries: Vec<(String, String)> = units
                .iter()
                .filter(|unit| unit.kind == kind)
                .map(|unit| (unit.id.to_string(), unit.name.clone()))
                .collect();
            (self.pick(kind.zh(), kind.en()).to_owned(), entries)
        });
        self.grouped(select, &groups.collect::<Vec<_>>())
    }

    /// A select whose entries stand in groups.
    pub fn grouped(
        &self,
        select: &Select<'_>,
        groups: &[(String, Vec<(String, String)>)],
    ) -> Markup {
        let hint_id = select.hint.map(|_| format!("{}-hint", select.id));
        html! {
            div class="field" {
                label class="label" for=(select.id) {
                    (select.label)
                    @if select.required { span class="must" { (self.pick("必填", "required")) } }
                    @else { span class="may" { (self.pick("选填", "optional")) } }
                }
                @if let Some(hint) = select.hint { p class="hint" id=[hint_id.as_deref()] { (hint) } }
                select class="input" id=(select.id) name=(select.name) aria-describedby=[hint_id.as_deref()]
                    aria-required=[select.required.then_some("true")] {
                    option value="" { (self.pick("请选择", "Choose")) }
                    @for (group, entries) in groups.iter().filter(|(_, entries)| !entries.is_empty()) {
                        optgroup label=(group) {
                            @for (value, label) in entries {
                                option value=(value) selected[*value == select.value] { (label) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Reads the choice of a unit.
    pub fn unit(&self, name: &str) -> Result<UnitId, Refusal> {
        self.typed
            .parsed(name)
            .ok_or_else(|| Refusal::input("请选择单位", "choose a unit"))
    }

    /// The choice of a purpose.
    pub fn purpose(&self, id: &str, name: &str, value: &str) -> Markup {
        html! {
            div class="field" {
                label class="label" for=(id) { (self.pick("信访目的", "Purpose")) }
                select class="input" id=(id) name=(name) {
                    option value="" { (self.pick("请选择", "Choose")) }
                    @for purpose in Purpose::ALL {
                        option value=(purpose.code()) selected[purpose.code() == value] {
                            (self.pick(purpose.zh(), purpose.en()))
                        }
                    }
                }
            }
        }
    }
}

/// Fields that come from the rulebook or the domain as they are.
impl ActForm<'_> {
    /// The choice of a ground, each with its article and what must be stated.
    pub fn grounds(&self, legend: &str, grounds: &[&Ground]) -> Markup {
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
        radio_cards("ground", legend, &choices, self.typed.text("ground"), None)
    }

    /// Cards of (value, words), of which one is chosen; `first` is chosen on a first visit.
    pub fn cards(
        &self,
        name: &str,
        legend: &str,
        rows: &[(String, String)],
        first: &str,
    ) -> Markup {
        let choices: Vec<Choice<'_>> = rows
            .iter()
            .map(|(value, label)| Choice::plain(value, label))
            .collect();
        radio_cards(name, legend, &choices, &self.value(name, first), None)
    }

    /// How, when and with what proof something was served.
    pub fn service_fields(&self) -> Markup {
        let lang = self.lang();
        let mut methods = vec![SelectOption {
            value: "",
            label: self.pick("请选择", "Choose"),
        }];
        methods.extend(ServiceMethod::ALL.iter().map(|method| SelectOption {
            value: method.code(),
            label: self.pick(method.zh(), method.en()),
        }));
        html! {
            div class="form-row" {
                (Field::new(lang, "method", self.pick("送达方式", "How")).required()
                    .select(&methods, &self.value("method", "")))
                (Field::new(lang, "on", self.pick("送达日期", "Day of receipt")).required()
                    .date(&self.value("on", &self.file.today.to_string())))
            }
            (Field::new(lang, "proof", self.pick("送达凭证", "Proof"))
                .hint(self.pick("邮寄填邮件号码，当面送达填签收情况。", "By post: the item number. In person: who signed."))
                .text(&self.value("proof", "")))
        }
    }

    /// Reads how, when and with what proof something was served.
    pub fn service(&self) -> Result<Service, Refusal> {
        Ok(Service {
            method: ServiceMethod::parse(self.typed.text("method"))
                .ok_or_else(|| Refusal::input("请选择送达方式", "choose how it was served"))?,
            on: self
                .typed
                .parsed("on")
                .ok_or_else(|| Refusal::input("请填写送达日期", "enter the day of receipt"))?,
            proof: self.text("proof"),
        })
    }
}

/// A select under construction.
pub(in super::super) struct Select<'a> {
    /// The element's id.
    pub id: &'a str,
    /// The field's name; several selects may share one.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// A sentence of help.
    pub hint: Option<&'a str>,
    /// Whether a choice must be made.
    pub required: bool,
    /// What is chosen.
    pub value: &'a str,
}

/// Reads the purpose of a demand.
pub(super) fn purpose_of(code: &str) -> Result<Purpose, Refusal> {
    Purpose::parse(code).ok_or_else(|| {
        Refusal::input(
            "请为每项诉求选择信访目的",
            "choose the purpose of each demand",
        )
    })
}
