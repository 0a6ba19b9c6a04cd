//! Choose a template, fill it, look at it, issue it.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::Refusal;
use matter::Action;
use matter::document::code::{REGISTRATION, TELLING};
use maud::{Markup, html};
use office::documents::printing::Form;
use office::documents::{About, Kind, Layout, Template, Values, carries_answer, left_open};
use office::kept::Kept;
use office::matter_file::MatterFile;
use office::{Basis, OfficeError};

use super::super::people::verdict;
use super::super::{href as matter_href, open};
use super::{href, new_href};
use crate::app::App;
use crate::form::kept;
use crate::look::{
    ButtonKind, Crumb, Field, Icon, Lang, SelectOption, Tone, action_button, breadcrumbs, form_end,
    heading, hidden, link_button, notice, once_token, panel,
};
use crate::pages::frame::{staff_page, unprocessable};
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::kept::waiting;
use crate::request::{Fields, Staff, StaffUpload, Stored};
use crate::undone::Undone;

/// The longest field, in characters.
const LONGEST: usize = 20_000;

/// The templates, each with what it is for.
pub(super) async fn choose(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id).await?;
    let lang = staff.lang();
    let title = lang.pick("制作文书", "Issue a document");
    let top = html! {
        (crumbs(lang, &file, &[(title, None)]))
        (heading(title, Some(&file.matter.subject), None, None))
    };
    if let Err(refusal) = verdict(&file.choices, Action::IssueDocument) {
        let content =
            html! { (top) (notice(Tone::Error, lang.pick(&refusal.zh, &refusal.en), None)) };
        return Ok(unprocessable(staff_page(
            &app, &staff, title, "/matters", "", &content,
        )?));
    }
    let (proper, other) = sorted(&app, &file);
    let content = html! {
        (top)
        (panel("fitting", lang.pick("适合本事项目前情况的", "Fitting as the matter stands"), None, &list(lang, &file, &proper)))
        details class="panel" {
            summary { (lang.pick("其他文书", "Others")) }
            (list(lang, &file, &other))
        }
    };
    let page = staff_page(&app, &staff, title, "/matters", "", &content)?;
    Ok(Html(page.into_string()).into_response())
}

/// Those whose act has happened and was not told yet stand first.
fn sorted<'a>(app: &'a App, file: &MatterFile) -> (Vec<&'a Template>, Vec<&'a Template>) {
    let matter = &file.matter;
    let told = |code: &str| {
        matter
            .documents
            .iter()
            .any(|document| document.content.code == code && document.voided.is_none())
    };
    let fits = |template: &&Template| {
        let code = template.code.as_str();
        match code {
            // Answers are issued one by one, as often as one was signed.
            _ if carries_answer(template) => matter.to_issue(code).is_some(),
            _ if TELLING.contains(&code) => {
                matter::document::fits(matter, code).is_ok() && !told(code)
            }
            REGISTRATION => !told(code),
            _ => false,
        }
    };
    let offered = app.office.documents().templates().iter();
    offered
        .filter(|template| template.about == About::Matter)
        // A document that carries an answer is made where an answer waits for it.
        .filter(|template| !carries_answer(template) || fits(template))
        .partition(fits)
}

fn list(lang: Lang, file: &MatterFile, templates: &[&Template]) -> Markup {
    html! {
        ul class="stack" {
            @for template in templates {
                li {
                    a href={ (new_href(file.matter.id)) "/" (template.code) } { (lang.pick(&template.name, &template.english)) }
                    " " span class="soft small" { (template.code) "　" (template.article) }
                }
            }
        }
    }
}

fn crumbs(lang: Lang, file: &MatterFile, more: &[(&str, Option<&str>)]) -> Markup {
    let back = matter_href(file.matter.id);
    let mut crumbs = vec![
        Crumb {
            label: lang.pick("全部事项", "All matters"),
            href: Some("/matters"),
        },
        Crumb {
            label: file.matter.number(),
            href: Some(&back),
        },
    ];
    crumbs.extend(
        more.iter()
            .map(|(label, href)| Crumb { label, href: *href }),
    );
    breadcrumbs(lang, &crumbs)
}

/// The form, filled from the file.
pub(super) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path((id, code)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id).await?;
    let template = template(&app, &code)?;
    let page = format!("{}/{code}", new_href(file.matter.id));
    let kept = waiting(&app, staff.viewer().person, &page)?;
    let making = Making {
        app: &app,
        staff: &staff,
        file: &file,
        template: &template,
        kept: kept.as_ref(),
    };
    let values = match &kept {
        Some(kept) => making.values(&Fields(kept.typed.fields.clone())),
        None => app.office.prefilled(&template, &file),
    };
    match verdict(&file.choices, Action::IssueDocument) {
        Ok(()) => Ok(Html(making.page(&values, None)?.into_string()).into_response()),
        Err(refusal) => Ok(unprocessable(making.page(&values, Some(refusal))?)),
    }
}

fn template(app: &App, code: &str) -> Result<Template, Problem> {
    let found = app.office.documents().templates().get(code);
    let found = found.filter(|template| template.about == About::Matter);
    found.cloned().ok_or_else(Problem::not_found)
}

/// Issues it, or shows it as it would be.
pub(super) async fn perform(
    State(app): State<App>,
    Path((id, code)): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    let based_on = sent.basis();
    let StaffUpload {
        staff,
        upload,
        waits,
    } = sent;
    let fields = upload.fields;
    let file = open(&app, &staff, &id).await?;
    let template = template(&app, &code)?;
    let making = Making {
        app: &app,
        staff: &staff,
        file: &file,
        template: &template,
        kept: None,
    };
    let values = making.values(&fields);
    let outcome = if fields.ticked("preview") {
        preview(&making, &code, values.clone()).await
    } else {
        issue(&making, &code, values.clone(), based_on).await
    };
    let undone = match outcome {
        Ok(response) => {
            if !fields.ticked("preview") {
                waits.end(&app).await?;
            }
            return Ok(response);
        }
        Err(error) => match Undone::of(error) {
            Ok(undone) => undone,
            Err(problem) => {
                let nothing = Stored::default();
                return Err(waits.lay_by(&app, &fields, &nothing, problem).await);
            }
        },
    };
    match undone {
        Undone::Before => {
            let list = format!("{}?done=acted#documents", matter_href(file.matter.id));
            Ok(Redirect::to(&list).into_response())
        }
        Undone::Refused(refusal) | Undone::Overtaken(refusal) => {
            Ok(unprocessable(making.page(&values, Some(&refusal))?))
        }
    }
}

async fn preview(making: &Making<'_>, code: &str, values: Values) -> Result<Response, OfficeError> {
    let id = making.file.matter.id;
    let (viewer, now, code) = (
        making.staff.viewer().clone(),
        making.app.now(),
        code.to_owned(),
    );
    let made = making
        .app
        .act(move |office| {
            let paper = office.preview_document(&viewer, id, (&code, values), now)?;
            office.make(&paper, Form::Pdf)
        })
        .await?;
    let name = format!("{}（草稿）.pdf", making.template.name);
    Ok(shared::save(&name, Form::Pdf.media(), made))
}

async fn issue(
    making: &Making<'_>,
    code: &str,
    values: Values,
    based_on: Basis,
) -> Result<Response, OfficeError> {
    let id = making.file.matter.id;
    let (viewer, now, code) = (
        making.staff.viewer().clone(),
        making.app.now(),
        code.to_owned(),
    );
    let issued = making
        .app
        .act(move |office| office.issue_document(&viewer, id, based_on, (&code, values), now))
        .await?;
    let page = format!("{}?done=acted", href(id, issued));
    Ok(Redirect::to(&page).into_response())
}

/// A document being made.
struct Making<'a> {
    app: &'a App,
    staff: &'a Staff,
    file: &'a MatterFile,
    template: &'a Template,
    /// The earlier try that is shown again.
    kept: Option<&'a Kept>,
}

impl Making<'_> {
    /// What stands in its fields.
    fn values(&self, fields: &Fields) -> Values {
        self.names()
            .map(|name| (name.to_owned(), fields.text(name).to_owned()))
            .collect()
    }

    /// Every field of the form.
    fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.template.fields.iter().map(|field| field.name.as_str());
        own.chain(["to", "attachments", "copies", "signer", "copy_to"])
    }

    fn page(&self, values: &Values, refusal: Option<&Refusal>) -> Result<Markup, Problem> {
        let lang = self.staff.lang();
        let title = lang.pick(&self.template.name, &self.template.english);
        let list = new_href(self.file.matter.id);
        let content = html! {
            (crumbs(lang, self.file, &[
                (lang.pick("制作文书", "Issue a document"), Some(&list)),
                (title, None),
            ]))
            (heading(title, Some(&self.file.matter.subject), None, None))
            @if let Some(refusal) = refusal {
                div role="alert" { (notice(Tone::Error, lang.pick(&refusal.zh, &refusal.en), Some(&html! {
                    @if let Some(article) = &refusal.article { p { (lang.pick("依据：", "Rule: ")) (article) } }
                    p { (lang.pick("没有制发；已填的内容都还在。", "Nothing was issued; what you typed is kept.")) }
                }))) }
            }
            @if let Some(kept) = self.kept { (kept::restored(lang, &self.staff.signed_in.csrf, kept)) }
            (self.form(lang, values))
        };
        staff_page(self.app, self.staff, title, "/matters", "", &content)
    }

    fn form(&self, lang: Lang, values: &Values) -> Markup {
        let matter = &self.file.matter;
        let value = |name: &str| values.get(name).map_or("", String::as_str);
        html! {
            form class="form" method="post" action={ (new_href(matter.id)) "/" (self.template.code) } {
                (hidden("csrf", &self.staff.signed_in.csrf))
                (hidden("based_on", &matter.version.to_string()))
                (once_token(&office::vault::token()))
                (notice(Tone::Info, lang.pick(
                    "文号在制发时自动编定，连续不断号。“【信访人姓名】”等记号在打印时换成真实信息，卷宗里不留姓名。",
                    "The number is given when the document is issued. Marks such as 【信访人姓名】 become names when it is printed."), None))
                @if carries_answer(self.template) {
                    (self.as_signed(lang, &value))
                } @else {
                    @if self.template.layout != Layout::Record {
                        (Field::new(lang, "to", lang.pick("主送、受送达人", "To")).required().text(value("to")))
                    }
                    @for field in &self.template.fields { (control(lang, field, value(&field.name))) }
                    (self.common(lang, &value))
                }
                (kept::going_on(lang, self.kept))
                (form_end(&html! {
                    (action_button(ButtonKind::Primary, Some(Icon::Write), lang.pick("编号并制发", "Number and issue"), None))
                    button type="submit" class="button" name="preview" value="1" data-download { (lang.pick("预览草稿", "Preview")) }
                    (link_button(ButtonKind::Quiet, None, lang.pick("取消", "Cancel"), &matter_href(matter.id)))
                }))
            }
        }
    }

    /// What was signed, to read; only what the file does not know is asked for.
    fn as_signed<'v>(&self, lang: Lang, value: &dyn Fn(&str) -> &'v str) -> Markup {
        let known = self.app.office.prefilled(self.template, self.file);
        let open = left_open(self.template, &known);
        let read = |field: &office::documents::Field| {
            !known
                .get(&field.name)
                .is_none_or(|words| words.trim().is_empty())
        };
        let words = |name: &str| known.get(name).map_or("", String::as_str);
        html! {
            (notice(Tone::Info, lang.pick(
                "制发的就是已签发的内容，不能改动；需要改动的，须重新签发。",
                "What is issued is what was signed; a change needs a new signature."), None))
            @for field in open { (control(lang, field, value(&field.name))) }
            dl class="facts" {
                dt { (lang.pick("主送、受送达人", "To")) } dd { (words("to")) }
                @for field in self.template.fields.iter().filter(|field| read(field)) {
                    dt { (field.label) }
                    dd { (super::super::contents::prose(words(&field.name))) }
                }
            }
            (Field::new(lang, "copies", lang.pick("份数", "Number of copies")).required().number(value("copies")))
        }
    }

    fn common<'v>(&self, lang: Lang, value: &dyn Fn(&str) -> &'v str) -> Markup {
        html! {
            (Field::new(lang, "attachments", lang.pick("附件清单", "Enclosures"))
                .hint(lang.pick("每行一个。", "One a line.")).optional().textarea(value("attachments"), 2, 2_000))
            @if self.template.layout == Layout::Report {
                (Field::new(lang, "signer", lang.pick("签发人", "Signer")).optional().text(value("signer")))
            }
            @if self.template.layout.is_official() {
                (Field::new(lang, "copy_to", lang.pick("抄送", "Copies to")).optional().text(value("copy_to")))
            }
            (Field::new(lang, "copies", lang.pick("份数", "Number of copies")).required().number(value("copies")))
        }
    }
}

/// One field of a template.
fn control(lang: Lang, field: &office::documents::Field, value: &str) -> Markup {
    let draft = Field::new(lang, &field.name, &field.label);
    let draft = if field.required {
        draft.required()
    } else {
        draft.optional()
    };
    let draft = match (&field.kind, field.hint.as_str()) {
        (Kind::List, "") => draft.hint(lang.pick("每行一项。", "One a line.")),
        (_, "") => draft,
        (_, hint) => draft.hint(hint),
    };
    match &field.kind {
        Kind::Line => draft.text(value),
        Kind::Date => draft.date(value),
        Kind::Text => draft.textarea(value, 5, LONGEST),
        Kind::List => draft.textarea(value, 3, LONGEST),
        Kind::Choice(options) => {
            let choose = SelectOption {
                value: "",
                label: lang.pick("请选择", "Choose"),
            };
            let options: Vec<_> = std::iter::once(choose)
                .chain(options.iter().map(|option| SelectOption {
                    value: option,
                    label: option,
                }))
                .collect();
            draft.select(&options, value)
        }
    }
}
