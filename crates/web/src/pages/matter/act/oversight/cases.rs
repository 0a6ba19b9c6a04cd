//! A leader's case, the tiers, the checklist on the matter, urgent reports.

use jiff::civil::{Date, DateTime};
use kernel::Refusal;
use matter::OversightCommand;
use matter::oversight::{
    Ownership, OwnershipCommand, Recipient, ReportStep, RiskCommand, RiskLevel, RiskPoint, Tier,
    TierCommand, UrgentCommand, UrgentReport, risk as risks, tier as rules, urgent as reports,
};
use maud::{Markup, html};

use super::super::Deed;
use super::super::form::ActForm;
use super::{deed, pieces};
use crate::look::{Field, Tone, notice};

/// How many steps a plan has room for at first.
const STEPS: usize = 5;
/// How many steps each record of progress has room to add.
const MORE: usize = 2;

/// Whole yuan; nothing entered is nothing spent.
fn yuan(form: &ActForm<'_>, name: &str) -> Result<u64, Refusal> {
    match form.typed.filled(name) {
        None => Ok(0),
        Some(text) => text
            .parse()
            .map_err(|_| Refusal::input("金额请填写整数（元）", "enter the amount in whole yuan")),
    }
}

/// The rows of the plan that are filled in; a row needs both its words and its day.
fn plan(form: &ActForm<'_>) -> Result<Vec<(String, Date)>, Refusal> {
    let rows = form.typed.all("step").zip(form.typed.all("due"));
    rows.filter(|(step, due)| !step.is_empty() || !due.is_empty())
        .map(|(step, due)| {
            let due = due
                .parse()
                .map_err(|_| Refusal::input("每个步骤都要有日期", "every step needs a day"))?;
            Ok((step.to_owned(), due))
        })
        .collect()
}

/// The leader, the team, the goal and the plan of a case.
pub(in super::super) fn case(form: &ActForm<'_>) -> Markup {
    let legend = form.pick("工作方案：步骤和完成日期", "The plan: steps and days");
    html! {
        (pieces::leader(form, "leader", form.pick("包案领导", "The leader"), &pieces::leaders(form, |_| true)))
        (pieces::line(form, "team", form.pick("工作专班人员", "The team")))
        (form.long("goal", "化解目标", "What it is to come to", ("", ""), 2))
        (planned(form, legend, STEPS))
        (Field::new(form.lang(), "budget", form.pick("经费（元）", "Budget (yuan)")).optional().number(&form.value("budget", "")))
    }
}

/// Reads them.
pub(in super::super) fn read_case(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Ownership(OwnershipCommand::Take {
        leader: pieces::read_post(form, "leader")?,
        team: form.text("team"),
        goal: form.text("goal"),
        plan: plan(form)?,
        budget: yuan(form, "budget")?,
    }))
}

/// Rows for steps of the plan, each with its day.
fn planned(form: &ActForm<'_>, legend: &str, rows: usize) -> Markup {
    let steps: Vec<&str> = form.typed.all("step").collect();
    let days: Vec<&str> = form.typed.all("due").collect();
    let at = |list: &[&str], row: usize| {
        list.get(row)
            .map_or(String::new(), |text| (*text).to_owned())
    };
    let row = |name: &str, row: usize| format!("{name}-{row}");
    html! {
        fieldset class="field" {
            legend class="label" { (legend) }
            @for index in 0..rows {
                div class="form-row" {
                    div class="field" {
                        label class="label" for=(row("step", index)) { (form.pick("步骤", "Step")) " " (index + 1) }
                        input class="input" type="text" id=(row("step", index)) name="step" value=(at(&steps, index));
                    }
                    div class="field" {
                        label class="label" for=(row("due", index)) { (form.pick("完成日期", "Due")) }
                        input class="input" type="date" id=(row("due", index)) name="due" value=(at(&days, index));
                    }
                }
            }
        }
    }
}

/// What was done, and which step with it.
pub(in super::super) fn step(form: &ActForm<'_>) -> Markup {
    let Some(case) = &form.file.matter.oversight.ownership else {
        return html! {};
    };
    let rows: Vec<(String, String)> = case
        .plan
        .iter()
        .enumerate()
        .filter(|(_, step)| step.done.is_none())
        .map(|(at, step)| {
            (
                at.to_string(),
                format!("{}（{}）", step.text, form.lang().date(step.due)),
            )
        })
        .collect();
    html! {
        @if !rows.is_empty() { (form.cards("done", form.pick("完成了哪个步骤（没有完成的不选）", "Which step is done, if any"), &rows, "")) }
        (form.long("text", "工作进展", "What was done", ("", ""), 5))
        (Field::new(form.lang(), "spent", form.pick("支出（元）", "Spent (yuan)")).optional().number(&form.value("spent", "")))
        (planned(form, form.pick("增加的步骤和完成日期（没有的不填）", "Further steps and days, if any"), MORE))
    }
}

/// Reads it.
pub(in super::super) fn read_step(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Ownership(OwnershipCommand::Step {
        done: form.typed.parsed("done"),
        text: form.text("text"),
        spent: yuan(form, "spent")?,
        more: plan(form)?,
    }))
}

/// The result, and why steps stay open where any does.
pub(in super::super) fn ending(form: &ActForm<'_>) -> Markup {
    let case = form.file.matter.oversight.ownership.as_ref();
    let open: Vec<&str> = case
        .into_iter()
        .flat_map(Ownership::open_steps)
        .map(|step| step.text.as_str())
        .collect();
    let more = html! { ul { @for step in &open { li { (step) } } } };
    html! {
        (form.long("result", "包案结果", "The result", ("", ""), 5))
        @if !open.is_empty() {
            (notice(Tone::Warning, form.pick("方案还有步骤没有完成：", "Steps of the plan are open:"), Some(&more)))
            (form.long("undone", "未完成的步骤为什么不再完成", "Why the open steps will not be done", ("", ""), 3))
        }
    }
}

/// Reads them.
pub(in super::super) fn read_ending(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Ownership(OwnershipCommand::End {
        result: form.text("result"),
        undone: form.text("undone"),
    }))
}

/// The tier, with what the rulebook calls for.
pub(in super::super) fn tiers(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let law = form.app.office.law();
    let book = law.rulebook(&matter.rulebook);
    let calls = rules::calls(matter, book, form.file.today);
    let wanted = rules::due(matter, book, form.file.today);
    let more = html! { ul { @for call in &calls {
        li { (form.pick(&call.zh, &call.en)) " → " (form.pick(call.tier.zh(), call.tier.en())) }
    } } };
    let rows: Vec<(String, String)> = Tier::ALL
        .iter()
        .map(|tier| {
            (
                tier.code().to_owned(),
                form.pick(tier.zh(), tier.en()).to_owned(),
            )
        })
        .collect();
    html! {
        @if !calls.is_empty() {
            (notice(Tone::Warning, form.pick("按规则册应当提级：", "The rulebook calls for:"), Some(&more)))
        }
        (form.cards("tier", form.pick("工作层级", "Tier"), &rows, wanted.map_or("", |tier| tier.code())))
        (form.long("reason", "理由", "Why", ("", ""), 3))
        (pieces::line(form, "group", form.pick("专班成员岗位", "Posts of the working group")))
    }
}

/// Reads it.
pub(in super::super) fn read_tier(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Tier(TierCommand::Set {
        tier: pieces::read_coded(form, "tier", Tier::parse)?,
        reason: form.text("reason"),
        group: form.text("group"),
    }))
}

/// The plan that a tier asks for.
pub(in super::super) fn tier_plan(form: &ActForm<'_>) -> Markup {
    let hint = ("写明措施、责任人和完成时间。", "Measures, who, until when.");
    form.long("text", "工作方案", "The plan", hint, 8)
}

/// Reads it.
pub(in super::super) fn read_tier_plan(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Tier(TierCommand::Plan {
        text: form.text("text"),
    }))
}

/// The checklist on the matter.
pub(in super::super) fn risk(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let law = form.app.office.law();
    let shown = risks::on_record(matter, law.rulebook(&matter.rulebook), form.file.today);
    let ticked: Vec<&str> = shown.iter().map(|point| point.code()).collect();
    let points: Vec<(&str, &str)> = RiskPoint::ALL
        .iter()
        .map(|point| (point.code(), form.pick(point.zh(), point.en())))
        .collect();
    let levels: Vec<(String, String)> = RiskLevel::ALL
        .iter()
        .map(|level| {
            (
                level.code().to_owned(),
                form.pick(level.zh(), level.en()).to_owned(),
            )
        })
        .collect();
    html! {
        (notice(Tone::Info, form.pick(
            "评估的是事项，不是信访人；目的是看需要什么支持。已按记录预选，请核对补充。",
            "This is about the matter, not about anybody; it asks which help is needed. What the record shows is ticked."), None))
        (pieces::boxes(form, "points", form.pick("有哪些情况", "What applies"), &points, &ticked))
        (form.cards("level", form.pick("需要多少支持", "How much help"), &levels, ""))
        (form.remark("help", "需要的支持和措施", "Which help, from whom"))
    }
}

/// Reads it.
pub(in super::super) fn read_risk(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Risk(RiskCommand::Assess {
        points: form
            .typed
            .all("points")
            .filter_map(RiskPoint::parse)
            .collect(),
        level: pieces::read_coded(form, "level", RiskLevel::parse)?,
        help: form.text("help"),
    }))
}

/// Reads an urgent report.
pub(in super::super) fn read_urgent(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let time = |name: &str| -> Result<DateTime, Refusal> {
        form.typed.parsed(name).ok_or_else(|| {
            Refusal::input(
                "请填写获知时间和报告时间",
                "enter when it was learned and reported",
            )
        })
    };
    let people = form.typed.filled("people").unwrap_or("0");
    deed(OversightCommand::Urgent(UrgentCommand::Report(
        UrgentReport {
            step: pieces::read_coded(form, "step", ReportStep::parse)?,
            learned: time("learned")?,
            reported: time("reported")?,
            recipients: form
                .typed
                .all("recipients")
                .filter_map(Recipient::parse)
                .collect(),
            place: form.text("place"),
            people: people
                .parse()
                .map_err(|_| Refusal::input("人数请填写数字", "enter the number of people"))?,
            demand: form.text("demand"),
            cause: form.text("cause"),
            measures: form.text("measures"),
            trend: form.text("trend"),
        },
    )))
}

/// What happened, who is told, when.
pub(in super::super) fn urgent(form: &ActForm<'_>) -> Markup {
    let now = form
        .app
        .now()
        .civil()
        .strftime("%Y-%m-%dT%H:%M")
        .to_string();
    let matter = &form.file.matter;
    let steps: Vec<(String, String)> = ReportStep::ALL
        .iter()
        .filter(|step| (**step == ReportStep::First) != reports::is_running(matter))
        .map(|step| {
            (
                step.code().to_owned(),
                form.pick(step.zh(), step.en()).to_owned(),
            )
        })
        .collect();
    let first = steps.first().map_or("", |(value, _)| value.as_str());
    let recipients: Vec<(&str, &str)> = Recipient::ALL
        .iter()
        .map(|one| (one.code(), form.pick(one.zh(), one.en())))
        .collect();
    // Whom the law names, and the joint conference beside them, as offices do.
    let due: Vec<&str> = reports::must_be_told(form.staff.viewer().unit, &form.file.org)
        .into_iter()
        .chain([Recipient::JointOffice])
        .map(Recipient::code)
        .collect();
    let moment = |name: &str, label: &str| {
        html! {
            div class="field" {
                label class="label" for=(name) { (label) }
                input class="input" type="datetime-local" id=(name) name=(name) value=(form.value(name, &now));
            }
        }
    };
    let place = matter.place.clone().unwrap_or_default();
    html! {
        (form.cards("step", form.pick("哪一次报告", "Which report"), &steps, first))
        div class="form-row" {
            (moment("learned", form.pick("获知时间", "Learned at")))
            (moment("reported", form.pick("报告时间", "Reported at")))
        }
        (pieces::boxes(form, "recipients", form.pick("报告给谁", "Who is told"), &recipients, &due))
        div class="form-row" {
            (Field::new(form.lang(), "place", form.pick("地点", "Place")).required().text(&form.value("place", &place)))
            (Field::new(form.lang(), "people", form.pick("涉及人数", "People")).number(&form.value("people", &matter.head_count().to_string())))
        }
        (form.long("demand", "诉求", "Demand", ("", ""), 2))
        (form.long("cause", "起因", "Cause", ("", ""), 2))
        (form.long("measures", "已采取的措施", "Measures taken", ("", ""), 3))
        (form.remark("trend", "可能的走向", "How it is likely to go on"))
    }
}
