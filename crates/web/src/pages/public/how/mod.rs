//! How this works: the procedure as a diagram that the program draws by running its own rules, so that it cannot drift.
//!
//! - [`layout`]: where boxes, words and lines stand;
//! - [`draw`]: the layout as SVG;
//! - [`steps`]: the same in words, for reading aloud and for narrow screens.

mod draw;
mod layout;
mod steps;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::extract::State;
use kernel::calendar::Calendar;
use kernel::rulebook::Rulebook;
use matter::diagram::Diagram;
use maud::{Markup, html};

use crate::app::App;
use crate::look::{Lang, Paper, heading, panel};
use crate::pages::frame::public_page;
use crate::problem::Problem;
use crate::request::Reader;

/// The diagrams of the rulebooks in use, each drawn once.
static DRAWN: LazyLock<Mutex<BTreeMap<String, Arc<Diagram>>>> = LazyLock::new(Mutex::default);

fn drawn(book: &Rulebook, calendar: &Calendar) -> Arc<Diagram> {
    let mut all = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let diagram = all
        .entry(book.version.clone())
        .or_insert_with(|| Arc::new(Diagram::of(book, calendar)));
    Arc::clone(diagram)
}

/// The page.
pub async fn page(State(app): State<App>, reader: Reader) -> Result<Markup, Problem> {
    let lang = reader.lang;
    let diagram = app
        .work(|office| Ok(drawn(&office.law().current, office.calendar())))
        .await?;
    let book = &app.office.law().current;
    let title = lang.pick("办理流程一图看懂", "How this works");
    let content = html! {
        (heading(title, Some(&lang.pick(
            format!("一件信访事项从收到到办结经过哪些步骤，每一步有什么期限。依据{}。", book.title),
            format!("The steps of a matter from its arrival to its end, and the limits that run at each. By the {}.", book.title_en))),
            None, None))
        p {
            (lang.pick(
                "这张图由程序运行自己的办理规则画出：图上有的，系统就能办；系统能办的，图上就有。每个方框是一步，写着这一步可能计算的期限；右边是可以做的事和它通向的下一步，虚线表示回到前面的步骤。",
                "The program draws this by running its own rules: what is shown can be done, and what can be done is shown. Each box is a step with the limits that may run there; beside it stands what can be done and where it leads. A dashed line leads back."))
            " " a href="/rules" { (lang.pick("全部规则和条文", "All rules with their articles")) }
        }
        (unused(&diagram, lang))
        (panel("diagram", lang.pick("流程图", "Diagram"), None, &draw::svg(&layout::lay_out(&diagram, book, lang), lang)))
        (panel("steps", lang.pick("同样的内容，用文字写", "The same in words"), None, &steps::list(&diagram, book, lang)))
    };
    Ok(public_page(&app, &reader, title, Paper::Sheet, &content))
}

/// Stages that only a local rulebook opens.
fn unused(diagram: &Diagram, lang: Lang) -> Markup {
    let unused = diagram.unused();
    let names: Vec<_> = unused
        .iter()
        .map(|stage| lang.pick(stage.zh(), stage.en()))
        .collect();
    html! {
        @if !names.is_empty() {
            p class="small soft" {
                (lang.pick("现行规则册没有启用：", "Not in use under the rulebook in force: "))
                (names.join(lang.pick("、", ", ")))
                (lang.pick("（地方规则可以启用）", " (local rules may open it)"))
            }
        }
    }
}

#[cfg(test)]
mod tests;
