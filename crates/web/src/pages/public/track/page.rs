//! The tracking page.

use std::borrow::Cow;

use kernel::AnswerId;
use kernel::org::Org;
use kernel::rulebook::key;
use matter::{Action, ClockState, Event};
use maud::{Markup, html};
use office::matter_file::{ClockStory, Entry, over};
use office::tracking::{Track, entry_date};

use super::{SUPPLEMENT, answers, ask, progress, story};
use crate::app::App;
use crate::form::{Form, Stage};
use crate::look::{
    ButtonKind, ClockView, Fact, Field, Icon, Lang, Tone, action_button, deadline_strip,
    error_summary, facts, form_end, heading, hidden, icon, notice, panel, rail, timeline,
    two_columns,
};
use crate::pages::public::view::{Errors, discreet, sealed_words, then};
use crate::pages::shared::{clock_view, file_field, file_note};
use crate::request::Fields;

/// Limits between offices, which say nothing to a petitioner.
const INTERNAL: [&str; 3] = [key::OBJECT, key::VERIFY_OBJECTION, key::REPORT_RESULT];

/// How many looks into the file are listed, the latest.
const OPENED: usize = 20;

/// What came with the request besides the proof: a message, or what was typed and is wrong.
#[derive(Debug, Default)]
pub struct Typed {
    /// What was just done.
    pub done: Option<String>,
    /// The supplement.
    pub text: String,
    /// Office, unit and remark of the rating.
    pub rating: [String; 3],
    /// What else was asked for.
    pub asked: Option<Action>,
    /// The fields of that.
    pub fields: Fields,
    /// Whether it was typed earlier and not sent.
    pub restored: bool,
    /// What is wrong.
    pub errors: Errors,
}

impl Typed {
    /// Something was done.
    pub fn done(text: &str) -> Self {
        Self {
            done: Some(text.to_owned()),
            ..Self::default()
        }
    }

    /// Something was asked for.
    pub fn asked(action: Action, fields: Fields) -> Self {
        Self {
            asked: Some(action),
            fields,
            ..Self::default()
        }
    }

    /// Whether something is wrong.
    pub fn is_wrong(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// What the page is drawn from.
pub struct Shown<'a> {
    pub app: &'a App,
    pub lang: Lang,
    pub track: &'a Track,
    pub org: Org,
    pub typed: Typed,
    nothing: Fields,
    code: &'a str,
}

impl<'a> Shown<'a> {
    pub fn new(app: &'a App, lang: Lang, track: &'a Track, code: &'a str, typed: Typed) -> Self {
        Self {
            app,
            lang,
            track,
            org: discreet(&track.org, &track.matter, lang),
            typed,
            nothing: Fields::default(),
            code,
        }
    }

    /// The organisation with the names it had at an entry, as the petitioner may read it.
    pub fn org_at(&self, entry: &Entry) -> Cow<'_, Org> {
        then(
            &self.track.org,
            &self.org,
            entry.seq,
            &self.track.matter,
            self.lang,
        )
    }

    /// The same for when an answer was signed.
    pub fn org_of(&self, answer: AnswerId) -> Cow<'_, Org> {
        let signed = |event: &Event| matches!(event, Event::AnswerIssued { answer: issued } if issued.id == answer);
        let entry = self
            .track
            .history
            .iter()
            .rev()
            .find(|(_, event)| signed(event));
        entry.map_or(Cow::Borrowed(&self.org), |(entry, _)| self.org_at(entry))
    }

    /// Whether everything in the matter is this petitioner's.
    pub fn is_alone(&self) -> bool {
        !self.track.joined && self.track.matter.petitions.len() == 1
    }

    /// Number and code, for every form on the page.
    pub fn proof(&self) -> Markup {
        html! { (hidden("number", &self.track.petition.number)) (hidden("code", self.code)) }
    }

    /// A form of this page, with what was typed into it if it was into this one.
    pub fn form(&self, action: Action) -> Form<'_> {
        let typed = &self.typed;
        if typed.asked != Some(action) {
            return Form::fresh(self.lang, &self.nothing);
        }
        if typed.restored {
            return Form::at(Stage::Restored, self.lang, &typed.fields);
        }
        let faults = typed.errors.0.iter();
        let faults = faults.map(|error| (error.field.clone(), error.text.clone()));
        Form::sent(self.lang, &typed.fields).with_faults(faults)
    }

    /// The page's content.
    pub fn draw(&self) -> Markup {
        let lang = self.lang;
        let number = &self.track.petition.number;
        html! {
            (heading(lang.pick("办理进度", "Progress"), Some(&format!("{}{number}", lang.pick("编号 ", "Number "))), None, None))
            @if let Some(done) = &self.typed.done { div role="status" { (notice(Tone::Success, done, None)) } }
            @if self.typed.restored {
                div role="status" { (notice(Tone::Info, lang.pick(
                    "您上次填写、没有提交成功的文字已经恢复，请核对后再提交；附件需要重新选择。",
                    "What you typed last time and could not send is here again: check it and send it; files have to be chosen again."), None)) }
            }
            (error_summary(lang, &self.typed.errors.0))
            @if self.track.joined { (self.joined()) }
            (two_columns(&self.way(), &self.aside()))
        }
    }

    fn joined(&self) -> Markup {
        notice(
            Tone::Info,
            self.lang.pick(
                "您的信访件已与反映同一问题的另一件合并办理",
                "Your petition is handled together with another one",
            ),
            Some(&html! { p { (self.lang.pick(
            "同一件事由同一个单位一并办理、一并答复，期限按合并后的事项计算，所以有些日期可能早于您提交的时间。您的编号和查询码继续有效。",
            "One unit handles and answers both, within the limits of the joint matter, so some dates may lie before yours. Your number and code stay valid.")) } }),
        )
    }

    fn way(&self) -> Markup {
        let lang = self.lang;
        html! {
            (panel("way", lang.pick("办到哪一步了", "Where it stands"), None,
                &rail(lang, &progress::steps(self))))
            (self.unit())
            (answers::served(self))
            (answers::documents(self))
            (ask::forms(self))
            (answers::rating(self))
            (panel("clocks", lang.pick("期限", "Limits"), None, &self.clocks()))
            (panel("story", lang.pick("办理经过", "What happened"), None, &timeline(&story::events(self))))
        }
    }

    /// The clocks that concern the petitioner, each able to explain its date; those that are over are folded away.
    fn clocks(&self) -> Markup {
        let lang = self.lang;
        let today = self.app.now().today();
        let shown = |story: &&ClockStory| {
            !INTERNAL.contains(&story.clock.limit.as_str())
                && !matches!(story.clock.state, ClockState::Ended(..))
        };
        let book = self.app.office.law().rulebook(&self.track.matter.rulebook);
        let view = |story: &ClockStory| {
            let over = over(&story.clock, &self.track.history);
            let org = over.map_or(Cow::Borrowed(&self.org), |entry| self.org_at(entry));
            clock_view(self.app, book, story, &org, lang, today, true)
        };
        let (running, over): (Vec<&ClockStory>, Vec<&ClockStory>) = self
            .track
            .clocks
            .iter()
            .filter(shown)
            .partition(|story| story.clock.is_running());
        let strip = |stories: Vec<&ClockStory>| {
            let views: Vec<ClockView> = stories.into_iter().map(view).collect();
            deadline_strip(lang, &views, today)
        };
        html! {
            @if running.is_empty() {
                p class="soft" { (lang.pick("现在没有正在计算的期限。", "No limit is running now.")) }
            } @else {
                (strip(running))
            }
            @if !over.is_empty() {
                details class="why" {
                    summary {
                        (lang.pick(format!("已完成的期限（{}）", over.len()), format!("Limits that were met ({})", over.len())))
                        (icon(Icon::Down))
                    }
                    (strip(over))
                }
            }
        }
    }

    fn aside(&self) -> Markup {
        html! {
            (self.own_words())
            (self.files())
            (self.supplement())
            (ask::recusal(self))
            (self.looks())
            (self.opened())
        }
    }

    fn unit(&self) -> Markup {
        let lang = self.lang;
        let Some(unit) = self.org.unit(self.track.matter.owner) else {
            return Markup::default();
        };
        let rows = [
            (lang.pick("单位", "Unit"), &unit.name),
            (lang.pick("电话", "Telephone"), &unit.phone),
            (lang.pick("地址", "Address"), &unit.address),
            (lang.pick("接待时间", "Hours"), &unit.hours),
        ];
        let list: Vec<Fact> = rows
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(label, value)| Fact {
                label,
                value: html! { (value) },
            })
            .collect();
        panel(
            "unit",
            lang.pick("现在由谁负责", "Who has it now"),
            None,
            &html! {
                (facts(&list))
                @if let Some(words) = sealed_words(lang, self.track) { p class="small soft" { (words) } }
            },
        )
    }

    /// One's own words back, except on a sealed matter, where they may name the accused.
    fn own_words(&self) -> Markup {
        if self.track.matter.is_sealed() {
            return Markup::default();
        }
        let (lang, petition) = (self.lang, &self.track.petition);
        panel(
            "own",
            lang.pick("您提交的内容", "What you submitted"),
            None,
            &html! {
                details class="why" {
                    summary { (petition.subject) (icon(Icon::Down)) }
                    div class="prose" { @for line in petition.body.lines() { p { (line) } } }
                }
            },
        )
    }

    fn files(&self) -> Markup {
        let lang = self.lang;
        if self.track.attachments.is_empty() {
            return Markup::default();
        }
        panel(
            "files-own",
            lang.pick("您的附件", "Your attachments"),
            None,
            &html! {
                form method="post" action="/track/file" data-download {
                    (self.proof())
                    ul class="files" {
                        @for file in &self.track.attachments {
                            li {
                                (icon(Icon::Attach))
                                span { (file.name) " " small { (file_note(file, lang)) } }
                                (action_button(ButtonKind::Quiet, Some(Icon::Download), lang.pick("下载", "Download"),
                                    Some(("hash", &file.hash))))
                            }
                        }
                    }
                }
            },
        )
    }

    fn supplement(&self) -> Markup {
        let lang = self.lang;
        let title = lang.pick("补充材料", "Add something");
        if let Err(refusal) = &self.track.may_supplement {
            let why = lang.pick(&refusal.zh, &refusal.en);
            let content = html! {
                p class="soft" { (why) }
                p { a href="/submit" { (lang.pick("有新的情况，可以重新提交", "If there is news, submit it anew")) } }
            };
            return panel("supplement", title, None, &content);
        }
        let errors = &self.typed.errors;
        panel(
            "supplement",
            title,
            None,
            &html! {
                form class="form" method="post" action="/track/supplement" enctype="multipart/form-data" {
                    (self.proof())
                    (Field::new(lang, "text", lang.pick("情况有变化或者有新材料", "News, or new material"))
                        .error(errors.of("text")).textarea(&self.typed.text, 4, SUPPLEMENT))
                    (file_field(lang, Field::new(lang, "files", lang.pick("附件", "Attachments")).optional().error(errors.of("files"))))
                    (form_end(&action_button(ButtonKind::Quiet, Some(Icon::Send), lang.pick("补充", "Add"), None)))
                }
            },
        )
    }

    /// Who opened the file of a sealed matter: unit and role, never a name. Whoever accused anonymously sees it too.
    fn opened(&self) -> Markup {
        let (lang, track) = (self.lang, self.track);
        if track.opened.is_empty() {
            return Markup::default();
        }
        let earlier = track.opened.len().saturating_sub(OPENED);
        panel(
            "opened",
            lang.pick("谁打开过您的卷宗", "Who opened your file"),
            None,
            &html! {
                ul class="files" {
                    @for entry in track.opened.iter().rev().take(OPENED) {
                        li {
                            @let then = self.org_at(entry);
                            (icon(Icon::Show)) (story::actor(entry, &then, lang))
                            @if let Some(role) = story::role(entry, &then, lang) { " · " (role) }
                            " " small { (lang.date(entry_date(entry))) }
                        }
                    }
                }
                @if earlier > 0 {
                    p class="small soft" { (lang.pick(format!("此前还有 {earlier} 次。"), format!("{earlier} more before these."))) }
                }
            },
        )
    }

    /// Who had the name and contacts shown. An anonymous petition has none to show.
    fn looks(&self) -> Markup {
        let (lang, track) = (self.lang, self.track);
        if track.petition.is_anonymous() {
            return Markup::default();
        }
        panel(
            "looks",
            lang.pick("谁查看过您的身份信息", "Who looked at your identity"),
            None,
            &html! {
                @if track.looks.is_empty() {
                    p class="soft" { (lang.pick("还没有人查看过您的姓名和联系方式。", "Nobody has looked at your name and contact yet.")) }
                } @else {
                    ul class="files" {
                        @for entry in &track.looks {
                            li { (icon(Icon::Show)) (story::actor(entry, &self.org_at(entry), lang)) " " small { (lang.date(entry_date(entry))) } }
                        }
                    }
                }
            },
        )
    }
}
