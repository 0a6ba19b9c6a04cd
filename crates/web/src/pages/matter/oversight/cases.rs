//! A leader's case, the tier, the checklist, urgent reports.

use matter::oversight::ownership::IDLE_DAYS;
use matter::oversight::{OwnershipEvent, RiskEvent, UrgentEvent, tier};
use matter::{Event, OversightEvent};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use super::super::people;
use super::holder;
use crate::app::App;
use crate::look::{Fact, Lang, StageTone, Tone, facts, notice, panel, stage_badge};

/// A leader took the case.
fn taken(event: &Event) -> bool {
    matches!(
        event,
        Event::Oversight(OversightEvent::Ownership(OwnershipEvent::Taken(_)))
    )
}

/// The risk was assessed.
fn assessed(event: &Event) -> bool {
    matches!(
        event,
        Event::Oversight(OversightEvent::Risk(RiskEvent::Assessed(_)))
    )
}

/// The leader's case with its plan.
pub(super) fn owned(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    let Some(case) = &file.matter.oversight.ownership else {
        return html! {};
    };
    let most = app
        .office
        .law()
        .rulebook(&file.matter.rulebook)
        .number(IDLE_DAYS)
        .unwrap_or(u32::MAX);
    let idle = case.is_idle(file.today, most);
    let money = |yuan: u64| html! { (yuan) (lang.pick(" 元", " yuan")) };
    let list = [
        Fact {
            label: lang.pick("包案领导", "Leader"),
            value: html! { (holder(lang, file, &file.org_when(taken), case.leader, case.is_active())) },
        },
        Fact {
            label: lang.pick("工作专班", "Team"),
            value: html! { (case.team) },
        },
        Fact {
            label: lang.pick("化解目标", "Goal"),
            value: html! { (case.goal) },
        },
        Fact {
            label: lang.pick("经费", "Budget"),
            value: money(case.budget),
        },
        Fact {
            label: lang.pick("已支出", "Spent"),
            value: money(case.spent),
        },
    ];
    let body = html! {
        @if idle {
            (notice(Tone::Warning, &lang.pick(
                format!("已 {} 天没有进展", case.idle_days(file.today)),
                format!("No step for {} days", case.idle_days(file.today))), None))
        }
        (facts(&list))
        ol {
            @for step in &case.plan {
                li {
                    (step.text) "　" (lang.date(step.due)) " "
                    @match step.done {
                        Some(on) => (stage_badge(StageTone::Done, &lang.pick(format!("{}完成", lang.date(on)), format!("done {}", lang.date(on))))),
                        None if file.today > step.due => (stage_badge(StageTone::Waiting, lang.pick("逾期", "late"))),
                        None => (stage_badge(StageTone::Working, lang.pick("未完成", "open"))),
                    }
                }
            }
        }
        @if let Some((on, result)) = &case.ended { p { b { (lang.date(*on)) (lang.pick(" 结果：", " result: ")) } (result) } }
        @if !case.undone.is_empty() { p { b { (lang.pick("未完成步骤的说明：", "Why steps stay open: ")) } (case.undone) } }
    };
    panel(
        "case",
        lang.pick("领导包案", "A leader's case"),
        None,
        &body,
    )
}

/// The tier it stands in, and that the rules call for a higher one.
pub(super) fn tier(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    let book = app.office.law().rulebook(&matter.rulebook);
    let due = tier::due(matter, book, file.today);
    let standing = matter.oversight.tier.as_ref();
    if due.is_none() && standing.is_none() {
        return html! {};
    }
    let calls = tier::calls(matter, book, file.today);
    let may = people::verdict(&file.choices, matter::Action::SetTier).is_ok();
    let body = html! {
        @if let Some(standing) = standing {
            p { b { (lang.pick(standing.tier.zh(), standing.tier.en())) } }
            p class="small" { (standing.reason) }
            p class="small soft" { (lang.pick("专班：", "Group: ")) (standing.group) }
            @match &standing.plan {
                Some((on, text)) => details { summary class="small" { (lang.pick("工作方案", "Plan")) " " (lang.date(*on)) } p { (text) } },
                None => p class="small" { (lang.pick("方案期限 ", "Plan due ")) (lang.date(standing.due)) },
            }
        }
        @if let Some(wanted) = due {
            (notice(Tone::Warning, &lang.pick(format!("应当提级：{}", wanted.zh()), format!("Calls for: {}", wanted.en())), Some(&html! {
                ul { @for call in &calls { li { (lang.pick(&call.zh, &call.en)) } } }
                @if may { p { a href={ "/matters/" (matter.id) "/act/set_tier" } { (lang.pick("确定工作层级", "Set the tier")) } } }
            })))
        }
    };
    panel("tier", lang.pick("工作层级", "Tier"), None, &body)
}

/// The last assessment.
pub(super) fn risk(lang: Lang, file: &MatterFile) -> Markup {
    let Some(found) = &file.matter.oversight.risk else {
        return html! {};
    };
    let body = html! {
        p { b { (lang.pick(found.level.zh(), found.level.en())) } }
        ul class="small" { @for point in &found.points { li { (lang.pick(point.zh(), point.en())) } } }
        @if !found.help.is_empty() { p { (found.help) } }
        p class="small soft" { (post_name(&file.org_when(assessed), found.by)) "　" (lang.date(found.on)) }
    };
    panel(
        "risk",
        lang.pick("事项风险评估", "Risk of the matter"),
        None,
        &body,
    )
}

/// The reports of urgent information.
pub(super) fn urgent(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    let sent = &file.matter.oversight.urgent;
    if sent.is_empty() {
        return html! {};
    }
    let book = app.office.law().rulebook(&file.matter.rulebook);
    let time =
        |at: jiff::civil::DateTime| format!("{} {}", lang.date(at.date()), at.strftime("%H:%M"));
    let body = html! {
        @for one in sent {
            @let report = &one.report;
            @let then = file.org_when(|event| matches!(event, Event::Oversight(OversightEvent::Urgent(UrgentEvent::Reported { report: sent, .. })) if sent == report));
            @let to: Vec<_> = report.recipients.iter().map(|who| lang.pick(who.zh(), who.en())).collect();
            div class="stack" {
                p class="tags" {
                    b { (lang.pick(report.step.zh(), report.step.en())) } " " (time(report.reported)) " " (then.unit_name(one.unit))
                    @if report.is_late(book) { (stage_badge(StageTone::Waiting, lang.pick("迟报", "late"))) }
                }
                p class="small soft" { (lang.pick("获知 ", "learned ")) (time(report.learned))
                    (lang.pick(format!("，{} 分钟后报告", report.delay()), format!(", reported {} minutes later", report.delay()))) }
                p { (lang.pick("报告给：", "To: ")) (to.join(lang.pick("、", ", "))) }
                p { (report.place) "　" (report.people) (lang.pick(" 人", " people")) "　" (report.demand) }
                p { (lang.pick("起因：", "Cause: ")) (report.cause) }
                p { (lang.pick("措施：", "Measures: ")) (report.measures) }
                @if !report.trend.is_empty() { p { (lang.pick("走向：", "Trend: ")) (report.trend) } }
            }
        }
    };
    panel(
        "urgent",
        lang.pick("紧急信息报告", "Urgent reports"),
        None,
        &body,
    )
}
