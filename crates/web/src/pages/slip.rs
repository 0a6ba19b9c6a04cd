//! What every print of a query slip has: the question why it is printed, and the paper. The slip bears the query code, which lets
//! its holder rate: it is sealed, so that the desk hands over what it does not read, and no page bears the code before the reason
//! was given and entered.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use office::slip::Slip;

use super::frame::public_page;
use super::shared;
use crate::app::App;
use crate::look::{
    Choice, Field, Icon, Lang, Paper, Receipt, Tone, action_button, form_end, heading, hidden,
    notice, print_button, qr, radio_cards, sealed_receipt,
};
use crate::problem::Problem;
use crate::request::{Fields, Staff};

/// The longest reason, in characters.
const LONGEST: usize = 200;

/// Why a slip is printed for the first time.
pub const FIRST: &str = "登记时交信访人";

/// The reasons that come up at a desk; another may be written.
const REASONS: [(&str, &str); 3] = [
    (FIRST, "given to the petitioner at registration"),
    ("信访人到场补打", "the petitioner came and lost the slip"),
    (
        "信访人来函来电申请补寄",
        "the petitioner asked for it to be posted",
    ),
];

/// The form that asks why: `to` is where it goes, `which` its hidden field, `chosen` the reason that stands chosen.
pub fn asking(staff: &Staff, to: &str, which: (&str, &str), chosen: &str) -> Markup {
    let lang = staff.lang();
    let choices: Vec<Choice<'_>> = REASONS
        .iter()
        .map(|(zh, en)| Choice::plain(zh, lang.pick(zh, en)))
        .collect();
    html! {
        form class="form" method="post" action=(to) {
            (hidden("csrf", &staff.signed_in.csrf))
            (hidden(which.0, which.1))
            (radio_cards("reason", lang.pick("打印理由", "Why it is printed"), &choices, chosen, None))
            (Field::new(lang, "other", lang.pick("其他理由", "Another reason")).optional().text(""))
            (form_end(&action_button(crate::look::ButtonKind::Primary, Some(Icon::Print), lang.pick("打印密封查询单", "Print the sealed slip"), None)))
        }
    }
}

/// The reason that was given; none where there is none, or too long a one.
pub fn reason(fields: &Fields) -> Option<&str> {
    let mut given = [fields.text("other"), fields.text("reason")]
        .into_iter()
        .map(str::trim);
    let reason = given.find(|words| !words.is_empty())?;
    (reason.chars().count() <= LONGEST).then_some(reason)
}

/// What to say where [`reason`] finds none.
pub fn no_reason(lang: Lang) -> &'static str {
    lang.pick(
        "请选择或者写明打印查询单的理由（200字以内）",
        "Say why the slip is printed, in at most 200 characters",
    )
}

/// The page that is printed: sealed, the code only on paper and inside the fold. `lead` stands under its title on the screen, `now`
/// is where the matter stands.
pub fn printed(
    app: &App,
    staff: &Staff,
    headers: &HeaderMap,
    (lead, back): (&str, &Markup),
    (slip, office, now): (&Slip, &str, Option<&str>),
) -> Result<Response, Problem> {
    let lang = staff.lang();
    let title = lang.pick("查询单", "Query slip");
    let url = shared::track_url(app, headers, &slip.number);
    let how = lang.pick(
        "凭登记编号和查询码可以查询办理进度、补充材料、查看答复并评价。",
        "With number and code you can follow the progress, add material, read the answer and rate it.",
    );
    let next: Vec<&str> = now.into_iter().chain([how]).collect();
    let content = html! {
        div class="no-print" {
            (heading(title, Some(lead), None, Some(&html! { (back) (print_button(lang)) })))
            (notice(Tone::Info, lang.pick(
                "屏幕上不显示查询码。打印后沿虚线对折，封口后当面交给信访人。",
                "The code is not shown here. Print, fold along the dashed line, seal, and hand it to the petitioner."), None))
        }
        (sealed_receipt(lang, &Receipt {
            office,
            number: &slip.number,
            code: &shared::spaced(&slip.code),
            registered: &lang.date(slip.received),
            next: &next,
            track_url: &url,
            qr: qr(&url),
        }))
    };
    Ok(public_page(app, &staff.reader, title, Paper::Slip, &content).into_response())
}
