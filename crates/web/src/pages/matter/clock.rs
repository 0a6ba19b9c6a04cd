//! The clocks of a matter: the strip on its page, and one due date explained day by day.

use axum::extract::{Path, State};
use kernel::clock::{DayLine, LineKind};
use kernel::org::Org;
use kernel::{ClockId, MatterId, PostId};
use matter::{Clock, ClockState, Event, Holder, Matter};
use maud::{Markup, html};
use office::matter_file::{ClockStory, MatterFile, post_name};

use super::{href, open};
use crate::app::App;
use crate::look::{
    Crumb, Explanation, Fact, Lang, breadcrumbs, deadline_strip, facts, heading, panel,
};
use crate::pages::frame::staff_page;
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::{Staff, numbered};

/// The strip: running clocks, the next due first; those met stand folded below them. The days stand on a page of their
/// own, so that this page stays small.
pub(super) fn strip(app: &App, lang: Lang, file: &MatterFile, stories: &[ClockStory]) -> Markup {
    let (mut running, met): (Vec<ClockStory>, Vec<ClockStory>) = stories
        .iter()
        .filter(|story| !matches!(story.clock.state, ClockState::Ended(..)))
        .cloned()
        .partition(|story| story.clock.is_running());
    running.sort_by_key(|story| (story.clock.duty_date(), story.clock.id));
    let book = app.office.law().rulebook(&file.matter.rulebook);
    let draw = |list: &[ClockStory]| {
        let mut views = shared::clock_views(app, book, list, file, lang, false);
        for (view, story) in views.iter_mut().zip(list) {
            view.explanation = Explanation::Link(clock_href(file.matter.id, story.clock.id));
        }
        deadline_strip(lang, &views, file.today)
    };
    html! {
        @if !running.is_empty() { (draw(&running)) }
        @if !met.is_empty() {
            details class="stack" open[running.is_empty()] {
                summary class="small" {
                    (lang.pick(format!("已完成的期限（{}）", met.len()), format!("Clocks met ({})", met.len())))
                }
                (draw(&met))
            }
        }
    }
}

fn clock_href(matter: MatterId, clock: ClockId) -> String {
    format!("{}/clocks/{clock}", href(matter))
}

/// A due date day by day.
pub(super) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((id, clock)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    let file = open(&app, &staff, &id).await?;
    let clock: ClockId = numbered(&clock)?;
    let stories = app.office.clock_stories(&file.matter, file.today);
    let story = stories
        .iter()
        .find(|story| story.clock.id == clock)
        .ok_or_else(Problem::not_found)?;
    let lang = staff.lang();
    let content = explained(&app, lang, &file, story);
    let title = lang.pick("为什么是这一天？", "Why this date?");
    staff_page(&app, &staff, title, "/matters", "", &content)
}

fn explained(app: &App, lang: Lang, file: &MatterFile, story: &ClockStory) -> Markup {
    let told = app.office.explain(&story.clock);
    let moved: &[DayLine] = match story.clock.holder {
        Holder::Petitioner => &told.moved,
        Holder::Unit(_) => &[],
    };
    let lines: Vec<&DayLine> = told.days.iter().chain(moved).collect();
    let book = app.office.law().rulebook(&file.matter.rulebook);
    let shown = shared::clock_views(app, book, std::slice::from_ref(story), file, lang, true);
    let back = href(file.matter.id);
    let name = lang.pick(&story.name.0, &story.name.1);
    html! {
        (breadcrumbs(lang, &[
            Crumb { label: lang.pick("全部事项", "All matters"), href: Some("/matters") },
            Crumb { label: file.matter.number(), href: Some(&back) },
            Crumb { label: name, href: None },
        ]))
        (heading(&lang.pick(format!("{name}：为什么是这一天？"), format!("{name}: why this date?")),
            Some(&file.matter.subject), None, None))
        @if !shown.is_empty() { (deadline_strip(lang, &shown, file.today)) }
        (panel("basis", lang.pick("依据", "Basis"), None, &basis(lang, file, story)))
        (panel("days", lang.pick("逐日说明", "Day by day"), None, &day_table(lang, &lines)))
    }
}

fn basis(lang: Lang, file: &MatterFile, story: &ClockStory) -> Markup {
    let clock = &story.clock;
    let text = |value: &str| html! { (value) };
    let who = match clock.holder {
        Holder::Unit(unit) => file.org_of_clock(clock).unit_name(unit),
        Holder::Petitioner => lang.pick("信访人", "Petitioner").to_owned(),
    };
    let mut list = vec![
        Fact {
            label: lang.pick("条文", "Article"),
            value: text(&story.article),
        },
        Fact {
            label: lang.pick("由谁", "Who"),
            value: text(&who),
        },
        Fact {
            label: lang.pick("起算日（不计）", "Starts (not counted)"),
            value: text(&lang.date(clock.span.trigger)),
        },
        Fact {
            label: lang.pick("到期日", "Due"),
            value: text(&lang.date(clock.duty_date())),
        },
        Fact {
            label: lang.pick("规则册版本", "Rulebook"),
            value: text(&file.matter.rulebook),
        },
    ];
    if let ClockState::Ended(on, why) = &clock.state {
        list.push(Fact {
            label: lang.pick("终止", "Ended"),
            value: html! { (lang.date(*on)) " " (why) },
        });
    }
    list.extend(story.notice.as_ref().map(|notice| Fact {
        label: lang.pick("应当告知", "Notice due"),
        value: text(notice),
    }));
    html! {
        (facts(&list))
        @for line in extensions(lang, file, clock.id) { p { (line) } }
    }
}

/// Each extension with who approved it and why.
fn extensions(lang: Lang, file: &MatterFile, id: ClockId) -> Vec<String> {
    file.history
        .iter()
        .filter_map(|(entry, event)| match event {
            Event::ClockExtended {
                clock,
                days,
                approver,
                reason,
                due,
                ..
            } if *clock == id => {
                let then = file.org.as_of(entry.seq);
                let (who, day) = (approved_by(lang, &then, *approver), lang.date(due.raw));
                Some(lang.pick(
                    format!("延期{days}日至{day}；批准人：{who}；理由：{reason}"),
                    format!(
                        "Extended by {days} days to {day}; approved by {who}; reason: {reason}"
                    ),
                ))
            }
            _ => None,
        })
        .collect()
}

/// Who approved an extension; where the unit had no leader's post here, that the paper says so.
pub(super) fn approved_by(lang: Lang, org: &Org, approver: Option<PostId>) -> String {
    match approver {
        Some(post) => post_name(org, post),
        None => lang
            .pick(
                "本单位负责人（见签字件）",
                "the head of the unit (see the signed paper)",
            )
            .to_owned(),
    }
}

/// The same days as a table: for those who print it, or hear it read.
fn day_table(lang: Lang, lines: &[&DayLine]) -> Markup {
    html! {
        table class="table" {
            thead { tr {
                th scope="col" { (lang.pick("日期", "Day")) }
                th scope="col" { (lang.pick("怎么算", "How it counts")) }
                th scope="col" class="cell-number" { (lang.pick("第几日", "No.")) }
            } }
            tbody {
                @for line in lines {
                    tr {
                        td class="cell-date" { (lang.date(line.date)) " " (lang.weekday(line.date.weekday())) }
                        td { (counts(lang, line)) }
                        td class="cell-number" { @if let Some(number) = line.number { (number) } }
                    }
                }
            }
        }
    }
}

fn counts(lang: Lang, line: &DayLine) -> String {
    let kind = match line.kind {
        LineKind::First => lang.pick("起算当日，不计", "The first day, not counted"),
        LineKind::Counted => lang.pick("计入", "Counted"),
        LineKind::Rest => lang.pick("休息日，不计", "Rest day, not counted"),
        LineKind::Holiday => lang.pick("节假日，不计", "Holiday, not counted"),
        LineKind::Makeup => lang.pick("调休上班日，计入", "Make-up working day, counted"),
        LineKind::Stopped => lang.pick("中止，不计", "Stopped, not counted"),
    };
    let name = line
        .name
        .as_deref()
        .map(|name| format!("（{name}）"))
        .unwrap_or_default();
    let open = if line.provisional {
        lang.pick(
            "；放假安排尚未公布，暂按法定节日",
            "; the year's arrangement is not out yet",
        )
    } else {
        ""
    };
    format!("{kind}{name}{open}")
}

/// The clocks that would run after some events, each as a sentence: what a form says before anything is decided.
pub(super) fn would_run(app: &App, lang: Lang, matter: &Matter, events: &[Event]) -> Vec<String> {
    let mut after = matter.clone();
    events.iter().for_each(|event| after.apply(event));
    let touched = |clock: &Clock| {
        events.iter().any(|event| match event {
            Event::ClockStarted { clock: started } => started.id == clock.id,
            Event::ClockExtended {
                clock: extended, ..
            } => *extended == clock.id,
            _ => false,
        })
    };
    let today = app.now().today();
    app.office
        .clock_stories(&after, today)
        .iter()
        .filter(|story| touched(&story.clock))
        .map(|story| {
            let name = lang.pick(&story.name.0, &story.name.1);
            let day = lang.date(story.clock.duty_date());
            let article = &story.article;
            lang.pick(
                format!("{name}：{day}到期（{article}）"),
                format!("{name}: due {day} ({article})"),
            )
        })
        .collect()
}
