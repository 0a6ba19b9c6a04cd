//! The form: only the fields of the chosen channel, the clock that will run, and what may be the same matter beside it.

use jiff::civil::Date;
use kernel::clock::Span;
use kernel::org::Org;
use kernel::rulebook::{LimitKey, Weight};
use matter::petition::{Channel, Purpose};
use maud::{Markup, html};
use office::kept::Kept;

use super::form::{ACCUSED, BODY, DEMAND, DEMANDS, PEOPLE, post_label, row_used};
use crate::app::App;
use crate::form::kept;
use crate::look::{
    self, ButtonKind, Crumb, Field, FormError, Icon, Lang, SelectOption, Tone, action_button,
    breadcrumbs, checkbox, door, error_summary, form_end, hidden, once_token, suggestions,
};
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::{Fields, Staff};

/// Where the likely same matters come from, and the element they go into.
const LIVE: (&str, &str) = ("/register/candidates", "similar");

/// What is wrong with what was sent.
#[derive(Default)]
pub struct Wrong {
    /// Field by field.
    pub errors: Vec<FormError>,
    /// What the office refused.
    pub told: Option<Problem>,
}

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
    /// What was typed so far.
    pub fields: &'a Fields,
    /// What is wrong with it.
    pub wrong: Wrong,
    /// Likely same matters, once they were looked for.
    pub found: Option<Markup>,
    /// The earlier try it goes on from.
    pub kept: Option<Kept>,
    /// Whether that is shown again and was not sent yet.
    pub restored: bool,
    /// Categories in use.
    pub categories: Vec<String>,
}

impl Page<'_> {
    fn lang(&self) -> Lang {
        self.staff.lang()
    }

    fn error(&self, field: &str) -> Option<&str> {
        self.wrong
            .errors
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.text.as_str())
    }

    fn field<'f>(&'f self, name: &'f str, zh: &'f str, en: &'f str) -> Field<'f> {
        Field::new(self.lang(), name, self.lang().pick(zh, en)).error(self.error(name))
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
        html! {
            (breadcrumbs(lang, &[
                Crumb { label: all, href: Some("/register") },
                Crumb { label: lang.pick(self.channel.zh(), self.channel.en()), href: None },
            ]))
            (look::heading(&self.title(), Some(&self.clock()), None, None))
            (error_summary(lang, &self.wrong.errors))
            @if let Some(problem) = &self.wrong.told { (told(lang, problem)) }
            @if let Some(kept) = self.kept.as_ref().filter(|_| self.restored) {
                (kept::restored(lang, &self.staff.signed_in.csrf, kept))
            }
            form class="form form-wide" method="post" enctype="multipart/form-data" {
                (hidden("csrf", &self.staff.signed_in.csrf))
                (once_token(self.fields.text("once")))
                (look::halves(&self.left(), &self.right()))
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
            .fields
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

    fn left(&self) -> Markup {
        html! {
            div class="form" {
                (self.arrival())
                (self.contents())
                (self.petitioners())
                (self.demands())
                (self.accused())
                (self.files())
            }
        }
    }

    fn right(&self) -> Markup {
        let lang = self.lang();
        let content = html! {
            div id=(LIVE.1) aria-live="polite" {
                @match &self.found {
                    Some(found) => (found),
                    None => p class="soft" {
                        (lang.pick("填写标题、内容时，可能相同的事项会列在这里。", "While you type, likely same matters appear here."))
                    },
                }
            }
            @if let Some(error) = self.error("similar") { (look::notice(Tone::Error, error, None)) }
            (self.field("relation", "若为同一事项，与已有来件的关系", "If the same, it is").select(&[
                SelectOption { value: "", label: lang.pick("按信访人判断", "Decide by the petitioner") },
                SelectOption { value: "repeat", label: lang.pick("重复：同一人同一事", "A repeat: the same person") },
                SelectOption { value: "joint", label: lang.pick("共同：不同人同一事", "Joint: other people") },
            ], self.fields.text("relation")))
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

    /// When and how it came: the fields that differ by channel.
    fn arrival(&self) -> Markup {
        let text = |name| self.fields.text(name);
        let (zh, en) = match self.channel {
            Channel::Letter => ("收到日期", "Received on"),
            Channel::Visit => ("来访日期", "Day of the visit"),
            Channel::Call => ("来电日期", "Day of the call"),
            Channel::Video => ("视频接访日期", "Day of the session"),
            _ => ("收到日期", "Received on"),
        };
        html! {
            div class="form-row" {
                (self.field("received", zh, en).required().date(text("received")))
                @match self.channel {
                    Channel::Letter => (self.field("written", "来信落款日期", "Dated").optional().date(text("written"))),
                    Channel::Visit | Channel::Video => {
                        (self.field("reception", "接待地点", "Place of reception").optional().text(text("reception")))
                    },
                    Channel::Hotline | Channel::FromAbove => {
                        (self.field("external", "对方编号", "Their number").optional().text(text("external")))
                        (self.field("passed-by", "转来单位、人员", "Passed on by").optional().text(text("passed-by")))
                    },
                    Channel::Online | Channel::Call => {},
                }
            }
        }
    }

    fn contents(&self) -> Markup {
        let lang = self.lang();
        let text = |name| self.fields.text(name);
        let weights: Vec<SelectOption> = Weight::ALL
            .iter()
            .map(|weight| SelectOption {
                value: weight.code(),
                label: lang.pick(weight.zh(), weight.en()),
            })
            .collect();
        let weight = if text("weight").is_empty() {
            "ordinary"
        } else {
            text("weight")
        };
        html! {
            (self.field("subject", "标题", "Subject").required().hint(lang.pick("一句话说明什么事", "One line that says what it is about"))
                .live(LIVE.0, LIVE.1).text(text("subject")))
            (self.field("body", "反映的内容", "What happened").required()
                .hint(lang.pick("按原意录入；原件请作为附件上传。", "As it was told; attach the original."))
                .live(LIVE.0, LIVE.1).textarea(text("body"), 7, BODY))
            (self.field("place", "问题属地", "Place").optional().live(LIVE.0, LIVE.1).text(text("place")))
            div class="form-row" {
                (self.field("category", "内容分类", "Category").optional().suggest("categories").text(text("category")))
                (self.field("weight", "轻重", "Weight").select(&weights, weight))
            }
        }
    }

    fn petitioners(&self) -> Markup {
        let lang = self.lang();
        let group = matches!(self.channel, Channel::Visit | Channel::Video);
        let (zh, en) = if group {
            ("信访人（代表）", "Petitioners (representatives)")
        } else {
            ("信访人", "Petitioners")
        };
        html! {
            fieldset class="form" {
                legend class="label" { (lang.pick(zh, en)) }
                p class="hint" {
                    (lang.pick("姓名和联系方式加密保存，查看须说明理由。", "Names and contacts are kept encrypted and shown with a reason only."))
                }
                (self.person(1))
                @let more = (2..=PEOPLE).any(|row| row_used(self.fields, &["name", "phone", "id", "address"], row));
                details class="fold" open[more] {
                    summary { (lang.pick(format!("其他信访人（最多{PEOPLE}名）"), format!("More petitioners (at most {PEOPLE})"))) }
                    @for row in 2..=PEOPLE { (self.person(row)) }
                }
                (checkbox("anonymous", lang.pick("匿名", "Anonymous"),
                    Some(lang.pick("匿名事项同样登记、办理", "registered and handled alike")), self.fields.ticked("anonymous")))
                @if let Some(error) = self.error("anonymous") { (look::notice(Tone::Error, error, None)) }
                @if self.channel != Channel::Call {
                    (self.field("head-count", "总人数", "Head-count").optional()
                        .hint(lang.pick("集体来访、联名的全部人数；代表不超过5人", "everyone behind it; at most 5 representatives"))
                        .number(self.fields.text("head-count")))
                }
            }
        }
    }

    fn person(&self, row: usize) -> Markup {
        let names = ["name", "phone", "id", "address"].map(|name| format!("{name}-{row}"));
        let [name, phone, id, address] = &names;
        let text = |name: &str| self.fields.text(name);
        let caller = self.channel == Channel::Call && row == 1;
        let (zh, en) = if caller {
            ("来电号码", "Calling number")
        } else {
            ("电话", "Telephone")
        };
        html! {
            div class="form-row" {
                (self.field(name, "姓名", "Name").text(text(name)))
                (self.field(phone, zh, en).telephone(text(phone)))
            }
            div class="form-row" {
                (self.field(id, "身份号码", "Identity number").optional().text(text(id)))
                (self.field(address, "住址", "Address").optional().text(text(address)))
            }
        }
    }

    fn demands(&self) -> Markup {
        let lang = self.lang();
        html! {
            fieldset class="form" {
                legend class="label" { (lang.pick("诉求", "Demands")) }
                p class="hint" {
                    (lang.pick("一项一行：要求什么。信访目的决定办理程序和期限。", "One each: what is asked for. The purpose decides procedure and limits."))
                }
                (self.demand(1))
                details class="fold" open[(2..=DEMANDS).any(|row| row_used(self.fields, &["purpose", "demand"], row))] {
                    summary { (lang.pick("更多诉求", "More demands")) }
                    @for row in 2..=DEMANDS { (self.demand(row)) }
                }
            }
        }
    }

    fn demand(&self, row: usize) -> Markup {
        let lang = self.lang();
        let (purpose, demand) = (format!("purpose-{row}"), format!("demand-{row}"));
        let options: Vec<SelectOption> = std::iter::once(SelectOption {
            value: "",
            label: lang.pick("请选择", "Choose"),
        })
        .chain(Purpose::ALL.iter().map(|purpose| SelectOption {
            value: purpose.code(),
            label: lang.pick(purpose.zh(), purpose.en()),
        }))
        .collect();
        html! {
            (self.field(&purpose, "信访目的", "Purpose").select(&options, self.fields.text(&purpose)))
            (self.field(&demand, "诉求内容", "What is asked for").textarea(self.fields.text(&demand), 2, DEMAND))
        }
    }

    fn accused(&self) -> Markup {
        let lang = self.lang();
        let org = self.app.office.org();
        let units: Vec<(String, String)> = org
            .units()
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name.clone()))
            .collect();
        let options: Vec<SelectOption> = std::iter::once(SelectOption {
            value: "",
            label: lang.pick("无", "None"),
        })
        .chain(units.iter().map(|(id, name)| SelectOption {
            value: id,
            label: name,
        }))
        .collect();
        let used = (1..=ACCUSED)
            .any(|row| row_used(self.fields, &["accused-unit", "accused-person"], row));
        html! {
            details class="fold" open[used] {
                summary { (lang.pick("被检举控告的单位和人员", "Accused units and people")) }
                p class="hint" {
                    (lang.pick("只在检举控告时填写。被检举控告的单位和人员看不到、也接不到本事项。",
                        "For accusations only. Who is accused neither sees nor gets the matter."))
                }
                @for row in 1..=ACCUSED {
                    @let unit = format!("accused-unit-{row}");
                    @let person = format!("accused-person-{row}");
                    div class="form-row" {
                        (self.field(&unit, "单位", "Unit").select(&options, self.fields.text(&unit)))
                        (self.field(&person, "人员", "Person").suggest("holders").text(self.fields.text(&person)))
                    }
                }
            }
        }
    }

    fn files(&self) -> Markup {
        let lang = self.lang();
        let field = Field::new(lang, "files", lang.pick("附件", "Attachments"));
        html! {
            (kept::going_on(lang, self.kept.as_ref()))
            (shared::file_field(lang, field.optional().error(self.error("files"))))
        }
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
