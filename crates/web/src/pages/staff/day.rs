//! A day's documents in one file.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;
use maud::{Markup, html};
use office::OfficeError;
use office::documents::printing::Form;
use serde::Deserialize;

use crate::app::App;
use crate::look::{
    ButtonKind, Field, Icon, Tone, action_button, empty, heading, link_button, notice, panel,
};
use crate::pages::screen::{Group, Screen};
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::{OnPurpose, Staff, Who};

/// Which day.
#[derive(Deserialize)]
pub struct Asked {
    day: Option<String>,
}

impl Asked {
    fn day(&self, today: Date) -> Date {
        let typed = self.day.as_deref().and_then(|day| day.parse().ok());
        typed.unwrap_or(today)
    }
}

/// The page. Who reads no matters is told nothing of their documents either.
pub static SCREEN: Screen = Screen::at(
    "/documents/day",
    "批量打印文书",
    "Print documents",
    || get(show),
)
.open_to(Who::Readers)
.menu(Group::Work, Icon::Petition)
.with(|| Router::new().route("/documents/day.pdf", get(pdf).post(pdf)));

async fn show(
    State(app): State<App>,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let day = asked.day(app.now().today());
    let (open, sealed) = app.office.day_size(staff.viewer(), day)?;
    let title = lang.pick("批量打印文书", "Print a day's documents");
    let content = html! {
        (heading(title, Some(lang.pick(
            "把一天制发的文书合成一个 PDF，按文号排列，每份另起一页。打印记入各事项的卷宗。",
            "All documents issued on a day in one PDF, in order of number. The print is entered in each matter.")), None, None))
        form class="form" method="get" action="/documents/day" {
            (Field::new(lang, "day", lang.pick("制发日期", "Day of issue")).required().date(&day.to_string()))
            (action_button(ButtonKind::Quiet, Some(Icon::Filter), lang.pick("查看", "Look"), None))
        }
        (panel("day", &lang.date(day), None, &html! {
            @if open == 0 {
                (empty(Icon::Petition, lang.pick("这一天没有可以批量打印的文书。", "No document of that day can be printed here."), None))
            } @else {
                p { (lang.pick(format!("共 {open} 份文书。"), format!("{open} document(s)."))) }
                p { (link_button(ButtonKind::Primary, Some(Icon::Petition), lang.pick("下载合并的 PDF", "Download one PDF"),
                    &format!("/documents/day.pdf?day={day}"))) }
            }
            @if sealed > 0 {
                (notice(Tone::Info, &lang.pick(
                    format!("另有 {sealed} 份属于密封的检举控告事项，请到事项页面逐份打印。"),
                    format!("{sealed} more belong to sealed matters: print them one by one.")), None))
            }
        }))
    };
    SCREEN.titled(&app, &staff, title, &content)
}

/// The file.
async fn pdf(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    OnPurpose(staff): OnPurpose,
) -> Result<Response, Problem> {
    let now = app.now();
    let day = asked.day(now.today());
    let viewer = staff.viewer().clone();
    let pile = app
        .work(move |office| {
            let pile = office.print_day(Some(&viewer), day, now, &mut |_, _| {})?;
            if pile.printed == 0 {
                return Err(OfficeError::Input(
                    "这一天没有可以批量打印的文书".to_owned(),
                ));
            }
            Ok(pile)
        })
        .await?;
    Ok(shared::save(
        &format!("文书 {day}.pdf"),
        Form::Pdf.media(),
        pile.pdf,
    ))
}
