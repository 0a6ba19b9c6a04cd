//! The petitioners, masked. Names are shown on a page of their own, after a reason is given.

use kernel::access::Viewer;
use matter::{Action, Choice, Event, Matter};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use super::act_href;
use crate::look::{self, ButtonKind, Icon, Lang, identity, link_button, panel, reveal_form};

/// The verdict on an action.
pub(super) fn verdict(choices: &[Choice], action: Action) -> Result<(), &kernel::Refusal> {
    choices
        .iter()
        .find(|choice| choice.action == action)
        .map_or(Ok(()), |choice| choice.verdict.as_ref().copied())
}

/// How many people are named, and how to see who.
pub(super) fn people(lang: Lang, file: &MatterFile, csrf: &str) -> Markup {
    let matter = &file.matter;
    let named = named(lang, matter);
    let heads = matter.head_count().to_string();
    let rows = [
        (lang.pick("信访人", "Petitioner"), named.as_str()),
        (lang.pick("共计人数", "People behind it"), heads.as_str()),
    ];
    let person = look::Identity {
        rows: &rows,
        masked: true,
        reveal: Some(reveal(lang, file, csrf)),
    };
    panel(
        "people",
        lang.pick("信访人", "Petitioner"),
        None,
        &html! {
            (identity(lang, &person))
            (requests(lang, file))
        },
    )
}

fn named(lang: Lang, matter: &Matter) -> String {
    let named: usize = matter
        .petitions
        .iter()
        .map(|petition| petition.petitioners.len())
        .sum();
    if named == 0 {
        return lang.pick("匿名", "Anonymous").to_owned();
    }
    lang.pick(
        format!("＊＊＊（留名 {named} 人）"),
        format!("*** ({named} named)"),
    )
}

fn reveal(lang: Lang, file: &MatterFile, csrf: &str) -> Markup {
    let id = file.matter.id;
    if let Err(refusal) = verdict(&file.choices, Action::ShowIdentity) {
        let may_ask = verdict(&file.choices, Action::RequestIdentity).is_ok();
        return html! {
            p class="small soft" { (lang.pick(&refusal.zh, &refusal.en)) }
            @if may_ask && file.matter.is_sealed() {
                (link_button(ButtonKind::Quiet, Some(Icon::Show),
                    lang.pick(Action::RequestIdentity.zh(), Action::RequestIdentity.en()),
                    &act_href(id, Action::RequestIdentity)))
            }
        };
    }
    reveal_form(lang, &act_href(id, Action::ShowIdentity), csrf)
}

/// The requests to see a sealed identity, with what became of them.
fn requests(lang: Lang, file: &MatterFile) -> Markup {
    html! {
        @for request in &file.matter.identity_requests {
            p class="small" {
                @let asked = file.org_when(|event| matches!(event, Event::IdentityRequested { post, person, .. } if (*post, *person) == (request.post, request.person)));
                (post_name(&asked, request.post)) (lang.pick("申请查看：", " asked: ")) (request.reason)
                @match request.consent {
                    Some(by) => {
                        @let agreed = file.org_when(|event| matches!(event, Event::IdentityConsented { post, person, .. } if (*post, *person) == (request.post, request.person)));
                        (lang.pick("。已同意：", ". Agreed: ")) (post_name(&agreed, by))
                     },
                    None => { (lang.pick("。待第二人同意", ". Waits for a second person")) },
                }
                @if !request.stands(&file.org) {
                    (lang.pick("。申请人已不任此岗位，接任者须重新申请", ". Whoever asked has left the post; the successor asks anew"))
                }
            }
        }
    }
}

/// Requests that this viewer may agree to: those of other persons.
pub(super) fn waiting(file: &MatterFile, viewer: &Viewer) -> Vec<(kernel::PostId, String)> {
    file.matter
        .identity_requests
        .iter()
        .filter(|request| {
            request.consent.is_none() && request.post != viewer.post && request.stands(&file.org)
        })
        .filter(|request| {
            file.org
                .post(request.post)
                .is_none_or(|post| post.person != viewer.person)
        })
        .map(|request| {
            (
                request.post,
                format!("{}：{}", file.post_name(request.post), request.reason),
            )
        })
        .collect()
}
