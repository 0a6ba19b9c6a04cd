//! The form: only the fields of the chosen channel, the clock that will run, and what may be the same matter beside it.

use jiff::civil::Date;
use kernel::clock::Span;
use kernel::org::Org;
use kernel::rulebook::{LimitKey, Weight};
use matter::petition::Channel;
use maud::{Markup, html};
use office::kept::Kept;

use super::form::post_label;
use crate::app::App;
use crate::form::{Form, Stage, kept};
use crate::look::{
    self, ButtonKind, Crumb, Icon, Lang, Tone, action_button, breadcrumbs, door, form_end, hidden,
    once_token, suggestions,
};
use crate::problem::Problem;
use crate::request::Staff;

/// Where the likely same matters come from, and the element they go into.
pub const LIVE: (&str, &str) = ("/register/candidates", "similar");

/// A channel's picture.
fn icon(channel: Channel) -> Icon {
    match channel {
        Channel::Letter => Icon::Letter,
        Channel::Visit => Icon::Visit,
        Channel::Online => Icon::Web,
        Channel::Call => Icon::Call,
        Channel::Video => Icon::Video,
        Channel::Hotline => Icon::Hotline,
        Channel::FromAbove => Icon::Passed,
    }
}

/// What a channel is for, in a few words.
fn about(lang: Lang, channel: Channel) -> &'static str {
    match channel {
        Channel::Letter => lang.pick("书信、传真", "Letters and faxes"),
        Channel::Visit => lang.pick(
            "当面反映，集体来访填代表人数",
            "In person; for groups the representatives and head-count",
        ),
        Channel::Online => lang.pick(
            "电子邮件等由工作人员录入",
            "E-mail and the like, entered by staff",
        ),
        Channel::Call => lang.pick("电话反映，如实记录", "Calls, written down faithfully"),
        Channel::Video => lang.pick("视频接访", "Video sessions"),
        Channel::Hotline => lang.pick("12345 热线转来的工单", "Passed on by the 12345 hotline"),
        Channel::FromAbove => lang.pick("上级机关转送、交办", "Passed down by a body above"),
    }
}

/// The channels to choose from.
pub fn choose(lang: Lang) -> Markup {
    html! {
        (look::heading(lang.pick("登记来件", "Register"),
            Some(lang.pick("先选信访形式，下一页只有这种形式要填的内容。", "Choose how it came; the next page asks only what that needs.")),
            None, None))
        div class="doors" {
            @for channel in Channel::ALL {
                (door(icon(*channel), lang.pick(channel.zh(), channel.en()), about(lang, *channel),
                    &format!("/register/{}", channel.code())))
            }
        }
    }
}

/// The form of one channel.
pub struct Page<'a> {
    /// What handlers share.
    pub app: &'a App,
    /// Who registers.
    pub staff: &'a Staff,
    /// How it came.
    pub channel: Channel,
    /// The fields, with what was typed so far and what is wrong with it.
    pub form: &'a Form<'a>,
    /// They as they are drawn.
    pub drawn: &'a Markup,
    /// What the office refused.
    pub told: Option<&'a Problem>,
    /// Likely same matters, once they were looked for.
    pub found: Option<Markup>,
    /// The earlier try it goes on from.
    pub kept: Option<&'a Kept>,
    /// Categories in use.
    pub categories: Vec<String>,
}

impl Page<'_> {
    fn lang(&self) -> Lang {
        self.staff.lang()
    }

    /// The page's title.
    pub fn title(&self) -> String {
        let lang = self.lang();
        lang.pick(
            format!("登记{}", self.channel.zh()),
            format!("Register: {}", self.channel.en()),
        )
    }

    /// The page.
    pub fn render(&self) -> Markup {
        let lang = self.lang();
        let all = lang.pick("登记来件", "Register");
        let restored = self.kept.filter(|_| self.form.stage() == Stage::Restored);
        html! {
            (breadcrumbs(lang, &[
                Crumb { label: all, href: Some("/register") },
                Crumb { label: lang.pick(self.channel.zh(), self.channel.en()), href: None },
            ]))
            (look::heading(&self.title(), Some(&self.clock()), None, None))
            (self.form.summary())
            @if let Some(problem) = self.told { (told(lang, problem)) }
            @if let Some(kept) = restored { (kept::restored(lang, &self.staff.signed_in.csrf, kept)) }
            form class="form form-wide" method="post" enctype="multipart/form-data" {
                (hidden("csrf", &self.staff.signed_in.csrf))
                (once_token(self.form.typed().text("once")))
                (look::halves(self.drawn, &self.right()))
                (form_end(&action_button(ButtonKind::Primary, Some(Icon::Write), lang.pick("登记", "Register"), None)))
            }
            (suggestions("categories", &self.categories))
            (suggestions("holders", &holders(&self.app.office.org())))
        }
    }

    /// Which clock will run, and until when.
    fn clock(&self) -> String {
        let (lang, office) = (self.lang(), &self.app.office);
        let key = matter::routing_limit(self.staff.viewer().unit, &office.org());
        let received: Date = self
            .form
            .typed()
            .parsed("received")
            .unwrap_or_else(|| self.app.now().today());
        let Some(limit) = office
            .law()
            .current
            .limit(&LimitKey::new(key), Weight::Ordinary)
        else {
            return String::new();
        };
        let due = Span::new(received, limit.length, limit.unit)
            .due(office.calendar())
            .raw;
        lang.pick(
            format!(
                "登记后起算：{}内{}，至 {}（{}）",
                limit.length_zh(),
                limit.name,
                lang.date(due),
                limit.article
            ),
            format!(
                "Starts a limit: {} within {}, by {} ({})",
                limit.name_en,
                limit.length_en(),
                lang.date(due),
                limit.article_en
            ),
        )
    }

    fn right(&self) -> Markup {
        let lang = self.lang();
        let wrong = self.form.wrong();
        let wrong = wrong.iter().find(|error| error.field == "similar");
        let relations = [
            ("repeat", "重复：同一人同一事", "A repeat: the same person"),
            ("joint", "共同：不同人同一事", "Joint: other people"),
        ];
        let relations =
            relations.map(|(code, zh, en)| (code.to_owned(), lang.pick(zh, en).to_owned()));
        let relation = self.form.ask(
            "relation",
            "若为同一事项，与已有来件的关系",
            "If the same, it is",
        );
        let relation = relation.unchosen("按信访人判断", "Decide by the petitioner");
        let relation = relation.maybe_select(&relations, |code| Some(code.to_owned()));
        let content = html! {
            div id=(LIVE.1) aria-live="polite" {
                @match &self.found {
                    Some(found) => (found),
                    None => p class="soft" {
                        (lang.pick("填写标题、内容时，可能相同的事项会列在这里。", "While you type, likely same matters appear here."))
                    },
                }
            }
            @if let Some(error) = wrong { (look::notice(Tone::Error, &error.text, None)) }
            (relation)
            (action_button(ButtonKind::Quiet, Some(Icon::Search), lang.pick("查找可能相同的事项", "Look for same matters"),
                Some(("do", "find"))))
        };
        look::panel(
            "similar-panel",
            lang.pick("可能是同一事项", "Is it one of these?"),
            None,
            &content,
        )
    }
}

/// What the office refused, with its article.
fn told(lang: Lang, problem: &Problem) -> Markup {
    let more = html! {
        p {
            (lang.pick("已填的内容都还在。", "What you typed is kept."))
            @if let Some(article) = &problem.article { " " (article) }
        }
    };
    look::notice(Tone::Error, problem.text(lang), Some(&more))
}

fn holders(org: &Org) -> Vec<String> {
    org.posts()
        .into_iter()
        .filter(|post| post.active)
        .map(|post| post_label(org, post))
        .collect()
}
