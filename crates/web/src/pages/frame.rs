//! The frame around every page, filled from the office, and the words that pages share.

use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use kernel::org::Role;
use matter::Stage;
use matter::oversight::DutyKind;
use matter::petition::Channel;
use maud::{Markup, html};
use office::lists::{Verb, Work};

use super::screen::{Group, Standing};
use super::screens;
use crate::app::App;
use crate::look::{
    self, Flash, Icon, Lang, NavGroup, NavItem, Paper, PublicShell, StaffShell, StageTone, Tone,
    Urgency,
};
use crate::problem::Problem;
use crate::request::{Reader, Staff};

/// A page of the public part.
pub fn public_page(
    app: &App,
    reader: &Reader,
    title: &str,
    paper: Paper,
    content: &Markup,
) -> Markup {
    let contact = contact_line(app);
    PublicShell {
        lang: reader.lang,
        title,
        office_name: app.office.name(),
        path: &reader.path,
        contact: &contact,
        flash: None,
        paper,
    }
    .page(content)
}

fn contact_line(app: &App) -> String {
    let org = app.office.org();
    app.office
        .front_office()
        .and_then(|office| org.unit(office).cloned())
        .map(|unit| {
            [unit.name, unit.address, unit.phone]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("　")
        })
        .unwrap_or_default()
}

/// A page of the staff part. `active` is the navigation address the page belongs to.
///
/// # Errors
/// The storage's, for the counts in the navigation.
pub fn staff_page(
    app: &App,
    staff: &Staff,
    title: &str,
    active: &str,
    query: &str,
    content: &Markup,
) -> Result<Markup, Problem> {
    let flash = flash_of(&staff.reader);
    // Administrators see no petition, so every count of theirs is none.
    let works = app.office.workbench(staff.viewer(), app.now())?;
    let waiting = app.office.posts_to_confirm(staff.viewer(), app.now())?;
    let standing = Standing {
        viewer: staff.viewer(),
        to_confirm: waiting.iter().filter(|one| one.verdict.is_ok()).count() as u64,
        several_posts: several_posts(app, staff),
    };
    Ok(StaffShell {
        lang: staff.lang(),
        title,
        office_name: app.office.name(),
        person: &staff.signed_in.name,
        post: &staff.signed_in.title,
        unit: &staff.signed_in.unit,
        nav: &navigation(staff.lang(), &works, &standing),
        active,
        query,
        csrf: &staff.signed_in.csrf,
        path: &staff.reader.path,
        flash: flash.as_ref(),
        paper: Paper::Sheet,
    }
    .page(content))
}

/// Whether the person may act in more than one post today.
fn several_posts(app: &App, staff: &Staff) -> bool {
    let (person, today) = (staff.viewer().person, app.now().today());
    app.office.posts_of(person, today).len() > 1
}

/// What was just done, told once on the next page: `?done=word` in its address, from a fixed list so that no address can
/// make the page say something else.
fn flash_of(reader: &Reader) -> Option<Flash> {
    let query = reader.path.split_once('?')?.1;
    let word = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("done="))?;
    let text = match word {
        "registered" => reader.lang.pick("已登记", "Registered"),
        "acted" => reader
            .lang
            .pick("已办理并记入卷宗", "Done and entered in the record"),
        "joined" => reader
            .lang
            .pick("已并入，可以撤销", "Joined; this can be undone"),
        "apart" => reader.lang.pick(
            "申请已记入卷宗。信访人的话可能涉及检举控告，已单独登记，等待甄别，本事项中不显示；请信访人凭身份证件到信访部门领取新的编号和查询码",
            "The request is entered. The petitioner's words may be an accusation: they are registered apart, wait to be screened and are not shown here; the petition department gives the petitioner number and code",
        ),
        "saved" => reader.lang.pick("已保存", "Saved"),
        "signed-out" => reader.lang.pick("已退出登录", "Signed out"),
        _ => return None,
    };
    Some(Flash {
        tone: Tone::Success,
        text: text.to_owned(),
    })
}

/// The menu: the pages by group, and the work by verb. Administrators have no such work, and one group.
fn navigation(lang: Lang, works: &[Work], standing: &Standing<'_>) -> Vec<NavGroup> {
    let pages = |group| {
        let entries = screens::ALL.iter();
        entries.filter_map(move |screen| screen.entry(lang, group, standing))
    };
    let group = |title: &str, items| NavGroup {
        title: title.to_owned(),
        items,
    };
    if standing.viewer.role == Role::Administrator {
        let items = pages(Group::Work).chain(pages(Group::Rules)).collect();
        return vec![group(lang.pick("管理", "Administration"), items)];
    }
    let verbs = worth_showing(works).into_iter().map(|work| NavItem {
        label: lang.pick(work.verb.zh(), work.verb.en()).to_owned(),
        href: verb_href(work.verb),
        icon: verb_icon(work.verb),
        count: Some(work.count),
        urgency: verb_urgency(work.verb),
    });
    vec![
        group("", pages(Group::Work).collect()),
        group(lang.pick("待办", "To do"), verbs.collect()),
        group(
            lang.pick("规则与岗位", "Rules and posts"),
            pages(Group::Rules).collect(),
        ),
    ]
}

/// The verbs somebody waits behind. What is due or late in the area is told only where it is more than the unit's own.
pub fn worth_showing(works: &[Work]) -> Vec<Work> {
    let count = |verb: Verb| {
        works
            .iter()
            .find(|work| work.verb == verb)
            .map_or(0, |work| work.count)
    };
    works
        .iter()
        .filter(|work| match work.verb {
            Verb::LateInArea => work.count > count(Verb::Late),
            Verb::DueInArea => work.count > count(Verb::DueThisWeek),
            Verb::IdleInArea => work.count > count(Verb::Idle),
            // A case and an order are told by their own verbs; these add what the viewer's unit does not owe itself.
            Verb::Supervised => {
                let own = |kind| count(Verb::Duty(kind));
                work.count > own(DutyKind::FeedBack) + own(DutyKind::SignOff)
            }
            _ => work.count > 0,
        })
        .copied()
        .collect()
}

/// The list a verb opens.
pub fn verb_href(verb: Verb) -> String {
    format!("/matters?verb={}", verb.code())
}

/// A verb's picture.
pub fn verb_icon(verb: Verb) -> Icon {
    match verb {
        Verb::DueThisWeek | Verb::DueInArea => Icon::Clock,
        Verb::Late | Verb::LateInArea | Verb::BesideLate => Icon::Late,
        Verb::Duty(kind) => duty_icon(kind),
        Verb::Idle | Verb::IdleInArea => Icon::Paused,
        Verb::CallsTier => Icon::Warning,
        Verb::Supervised => Icon::Supervise,
    }
}

fn duty_icon(kind: DutyKind) -> Icon {
    match kind {
        DutyKind::Screening => Icon::Sealed,
        DutyKind::Register | DutyKind::Reading => Icon::Inbox,
        DutyKind::Route | DutyKind::ServeReview => Icon::Send,
        DutyKind::Returned => Icon::Back,
        DutyKind::Decide | DutyKind::Settle | DutyKind::AcceptReview | DutyKind::DecideReview => {
            Icon::Decide
        }
        DutyKind::Verify => Icon::Help,
        DutyKind::CoHandle | DutyKind::Task | DutyKind::Plan => Icon::Tasks,
        DutyKind::Answer => Icon::Write,
        DutyKind::Serve => Icon::Letter,
        DutyKind::Close | DutyKind::SignOff => Icon::Check,
        DutyKind::Recusal => Icon::People,
        DutyKind::FeedBack | DutyKind::Advice | DutyKind::Respond | DutyKind::Consulted => {
            Icon::Reply
        }
        DutyKind::Urgent => Icon::Late,
        DutyKind::Sign => Icon::Opinion,
        DutyKind::Study | DutyKind::Hearing | DutyKind::Mediation => Icon::Visit,
        DutyKind::Owned => Icon::Person,
        DutyKind::FollowUp => Icon::Call,
        DutyKind::Archive => Icon::Matter,
        DutyKind::Execution => Icon::Good,
        DutyKind::Extension | DutyKind::Term => Icon::Clock,
    }
}

/// How pressing a verb is.
pub fn verb_urgency(verb: Verb) -> Urgency {
    match verb {
        Verb::Late | Verb::LateInArea | Verb::BesideLate => Urgency::Late,
        Verb::Duty(DutyKind::Urgent) | Verb::Idle | Verb::IdleInArea => Urgency::Late,
        Verb::DueThisWeek | Verb::DueInArea => Urgency::Soon,
        _ => Urgency::Normal,
    }
}

/// A stage as a badge.
pub fn stage(lang: Lang, stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Received
        | Stage::Registered
        | Stage::ReportedUp
        | Stage::Transferred
        | Stage::Objected
        | Stage::Disputed
        | Stage::ReviewPending
        | Stage::Suspended => StageTone::Waiting,
        Stage::Handling | Stage::Answered | Stage::Reviewing | Stage::Executing => {
            StageTone::Working
        }
        Stage::Served | Stage::Lapsed | Stage::Concluded | Stage::Closed => StageTone::Done,
        Stage::Joined => StageTone::Ended,
    };
    look::stage_badge(tone, lang.pick(stage.zh(), stage.en()))
}

/// The mark of a group visit.
pub fn group_visit(lang: Lang) -> Markup {
    html! { span class="tag" { (look::icon(Icon::People)) (lang.pick("集体访", "Group visit")) } }
}

/// A channel as a tag.
pub fn channel(lang: Lang, channel: Channel) -> Markup {
    let shown = match channel {
        Channel::Letter => look::Channel::Letter,
        Channel::Visit => look::Channel::Visit,
        Channel::Online => look::Channel::Web,
        Channel::Call => look::Channel::Call,
        Channel::Video => look::Channel::Video,
        Channel::Hotline => look::Channel::Hotline,
        Channel::FromAbove => look::Channel::Passed,
    };
    look::channel_tag(lang, shown)
}

/// Whether a script asks for a part of a page only.
pub fn wants_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("x-fragment")
}

/// A page with an error status that still carries what was typed.
pub fn unprocessable(page: Markup) -> Response {
    (
        axum::http::StatusCode::UNPROCESSABLE_ENTITY,
        Html(page.into_string()),
    )
        .into_response()
}
