//! The icons in use, each named for what it means here and drawn by the Lucide set.

use std::sync::LazyLock;

use icondata_core::IconData;
use maud::{Markup, PreEscaped, html};

use super::assets::asset_url;

/// The sheet that holds every icon once, so that a list of many lines does not repeat their outlines.
pub(super) const SHEET: &str = "icons.svg";

macro_rules! icons {
    ($($name:ident $lucide:ident $meaning:literal;)*) => {
        /// A picture with one meaning. It always stands beside words, so readers of the page never hear it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon {
            $(#[doc = $meaning] $name,)*
        }

        impl Icon {
            /// Every icon, for the gallery and the tests.
            pub const ALL: &[Icon] = &[$(Icon::$name,)*];

            fn data(self) -> &'static IconData {
                match self {
                    $(Icon::$name => icondata_lu::$lucide,)*
                }
            }
        }
    };
}

icons! {
    Home LuHouse "Front page, workbench.";
    Inbox LuInbox "Arrivals to work on; an empty list.";
    Matter LuFolderOpen "A matter.";
    Petition LuFileText "A petition or another text.";
    Letter LuMail "来信.";
    Visit LuFootprints "来访.";
    Web LuGlobe "网上信访.";
    Call LuPhone "来电.";
    Video LuVideo "视频接访.";
    Hotline LuHeadset "12345 转来.";
    Passed LuForward "上级转送交办; transfer.";
    Mailbox LuMessageSquareText "领导信箱; supplement.";
    Search LuSearch "Search.";
    Filter LuFunnel "Filters.";
    Good LuCircleCheck "In order, done.";
    Warning LuTriangleAlert "Due soon, take care.";
    Late LuOctagonAlert "Late, wrong.";
    Paused LuCirclePause "A stopped clock.";
    Ended LuCircleX "Ended without handling.";
    Waiting LuHourglass "Waiting for someone.";
    Working LuCircleDot "In hand.";
    Info LuInfo "Information.";
    Help LuCircleHelp "A question, help.";
    Sealed LuLock "Sealed.";
    Clock LuClock "A limit.";
    Calendar LuCalendarDays "Dates.";
    Print LuPrinter "Print.";
    Download LuDownload "Download.";
    Attach LuPaperclip "An attachment.";
    Add LuPlus "Add, register.";
    Remove LuX "Remove, close.";
    Check LuCheck "A step taken.";
    Down LuChevronDown "Open, descending.";
    Up LuChevronUp "Ascending.";
    Sort LuChevronsUpDown "Sortable.";
    Previous LuChevronLeft "Page back.";
    Next LuChevronRight "Page on.";
    Go LuArrowRight "Go there.";
    Back LuUndo2 "Undo, return.";
    Person LuUserRound "A person.";
    People LuUsers "Several people, a group visit.";
    Unit LuLandmark "A unit.";
    Post LuUserCog "A post.";
    Tasks LuListChecks "Work to do.";
    Decide LuScale "Decide.";
    Law LuBookOpenText "An article of law.";
    Opinion LuStamp "A signed opinion.";
    Write LuPenLine "Write, edit.";
    Send LuSend "Send, submit.";
    Reply LuReply "An answer.";
    Split LuSplit "Undo a join.";
    Merge LuMerge "Join.";
    History LuHistory "History.";
    Show LuEye "Show what is masked.";
    Rate LuStar "Rate.";
    Content LuSmile "满意.";
    Neutral LuMeh "基本满意.";
    Discontent LuFrown "不满意.";
    Menu LuMenu "Menu.";
    Keyboard LuKeyboard "Keyboard help.";
    SignOut LuLogOut "Sign out.";
    Language LuLanguages "The language switch.";
    Place LuMapPin "A place.";
    Supervise LuFlag "督办.";
    Figures LuChartColumn "Figures.";
}

/// The content of [`SHEET`].
pub(super) static SHEET_CONTENT: LazyLock<String> = LazyLock::new(|| {
    html! {
        svg xmlns="http://www.w3.org/2000/svg" {
            @for icon in Icon::ALL {
                @let data = icon.data();
                symbol id=(format!("{icon:?}")) viewBox=(data.view_box.unwrap_or("0 0 24 24")) fill="none"
                    stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {
                    (PreEscaped(data.data))
                }
            }
        }
    }
    .into_string()
});

/// Each icon's reference into the sheet, in the order of [`Icon::ALL`].
static REFERENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let sheet = asset_url(SHEET);
    Icon::ALL
        .iter()
        .map(|icon| {
            format!(
                "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{sheet}#{icon:?}\"/></svg>"
            )
        })
        .collect()
});

/// Draws an icon at the size and in the colour of the text around it.
pub fn icon(icon: Icon) -> Markup {
    let reference = REFERENCES
        .get(icon as usize)
        .map(String::as_str)
        .unwrap_or_default();
    PreEscaped(reference.to_owned())
}

/// Huiyin's own mark: 回, two squares, the inner one open like an echo coming back.
pub(super) fn brand_mark() -> Markup {
    html! {
        svg viewBox="0 0 24 24" width="26" height="26" fill="none" stroke="currentColor" stroke-width="2"
            aria-hidden="true" focusable="false" {
            rect x="2" y="2" width="20" height="20" rx="2.5" {}
            path d="M15.5 8.2V8H8v8h8v-4.5h-4" {}
        }
    }
}
