//! A leader's case, the tiers, the checklist on the matter, urgent reports.

use jiff::civil::Date;
use matter::OversightCommand;
use matter::oversight::{
    Ownership, OwnershipCommand, Recipient, ReportStep, RiskCommand, RiskLevel, RiskPoint, Tier,
    TierCommand, UrgentCommand, UrgentReport, risk as risks, tier as rules, urgent as reports,
};
use maud::html;

use super::super::form::{ActForm, Asks, parsed};
use super::{asks, pieces};
use crate::form::{Got, Question};
use crate::look::{Choice, Tone, notice};

/// How many steps a plan has room for at first.
const STEPS: usize = 5;
/// How many steps each record of progress has room to add.
const MORE: usize = 2;

/// Whole yuan; nothing entered is nothing spent.
fn yuan(question: Question<'_>) -> Got<u64> {
    let whole = ("金额请填写整数（元）", "enter the amount in whole yuan");
    let question = question.optional().says(whole.0, whole.1);
    question.maybe_number().map(Option::unwrap_or_default)
}

/// The leader, the team, the goal and the plan of a case.
pub(in super::super) fn case(form: &ActForm<'_>) -> Asks {
    let leader = form.ask("leader", "包案领导", "The leader");
    let leader = pieces::leader(form, leader, &pieces::leaders(form, |_| true));
    let team = form.line("team", ("工作专班人员", "The team"));
    let goal = form.long("goal", "化解目标", "What it is to come to", ("", ""), 2);
    let legend = form.pick("工作方案：步骤和完成日期", "The plan: steps and days");
    let plan = planned(form, legend, STEPS);
    let budget = yuan(form.ask("budget", "经费（元）", "Budget (yuan)"));
    asks(html! { (leader) (team) (goal) (plan) (budget) }, || {
        Some(OversightCommand::Ownership(OwnershipCommand::Take {
            leader: leader.value?,
            team: team.value?,
            goal: goal.value?,
            plan: plan.value?,
            budget: budget.value?,
        }))
    })
}

/// Rows for steps of the plan, each with its day. A row needs both its words and its day; an empty one is none.
fn planned(form: &ActForm<'_>, legend: &str, rows: usize) -> Got<Vec<(String, Date)>> {
    let rows: Vec<(Got<String>, Got<Option<Date>>)> = (0..rows)
        .map(|row| {
            let label = form.pick("步骤", "Step");
            let label = format!("{label} {}", row + 1);
            let step = form.ask("step", &label, &label).row(row).text();
            let typed = step.value.as_deref().unwrap_or_default();
            let due = form.ask("due", "完成日期", "Due").row(row);
            let open = form.typed().all("due").nth(row).is_none_or(str::is_empty);
            let due = due.wrong_if(
                open && !typed.is_empty(),
                "每个步骤都要有日期",
                "every step needs a day",
            );
            (step, due.maybe_day())
        })
        .collect();
    let drawn = html! {
        fieldset class="field" {
            legend class="label" { (legend) }
            @for (step, due) in &rows { div class="form-row" { (step) (due) } }
        }
    };
    let mut plan = Some(Vec::new());
    for (step, due) in rows {
        let step = step.value.unwrap_or_default();
        match due.value {
            Some(Some(due)) => plan
                .iter_mut()
                .for_each(|plan| plan.push((step.clone(), due))),
            Some(None) if step.is_empty() => {}
            _ => plan = None,
        }
    }
    Got::new(drawn, plan)
}

/// What was done, and which step with it.
pub(in super::super) fn step(form: &ActForm<'_>) -> Asks {
    let Some(case) = &form.file.matter.oversight.ownership else {
        return asks(html! {}, || None);
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
    let choices: Vec<Choice<'_>> = rows
        .iter()
        .map(|(value, label)| Choice::plain(value, label))
        .collect();
    let done = form.ask(
        "done",
        "完成了哪个步骤（没有完成的不选）",
        "Which step is done, if any",
    );
    let done = done.maybe_cards(&choices, parsed);
    let text = form.long("text", "工作进展", "What was done", ("", ""), 5);
    let spent = yuan(form.ask("spent", "支出（元）", "Spent (yuan)"));
    let legend = form.pick(
        "增加的步骤和完成日期（没有的不填）",
        "Further steps and days, if any",
    );
    let more = planned(form, legend, MORE);
    let fields = html! {
        @if !rows.is_empty() { (done) }
        (text)
        (spent)
        (more)
    };
    asks(fields, || {
        Some(OversightCommand::Ownership(OwnershipCommand::Step {
            done: done.value?,
            text: text.value?,
            spent: spent.value?,
            more: more.value?,
        }))
    })
}

/// The result, and why steps stay open where any does.
pub(in super::super) fn ending(form: &ActForm<'_>) -> Asks {
    let case = form.file.matter.oversight.ownership.as_ref();
    let open: Vec<&str> = case
        .into_iter()
        .flat_map(Ownership::open_steps)
        .map(|step| step.text.as_str())
        .collect();
    let more = html! { ul { @for step in &open { li { (step) } } } };
    let result = form.long("result", "包案结果", "The result", ("", ""), 5);
    let label = (
        "未完成的步骤为什么不再完成",
        "Why the open steps will not be done",
    );
    let undone = (!open.is_empty()).then(|| form.long("undone", label.0, label.1, ("", ""), 3));
    let fields = html! {
        (result)
        @if let Some(undone) = &undone {
            (notice(Tone::Warning, form.pick("方案还有步骤没有完成：", "Steps of the plan are open:"), Some(&more)))
            (undone)
        }
    };
    asks(fields, || {
        Some(OversightCommand::Ownership(OwnershipCommand::End {
            result: result.value?,
            undone: undone.map_or(Some(String::new()), |undone| undone.value)?,
        }))
    })
}

/// The tier, with what the rulebook calls for.
pub(in super::super) fn tiers(form: &ActForm<'_>) -> Asks {
    let matter = &form.file.matter;
    let law = form.app.office.law();
    let book = law.rulebook(&matter.rulebook);
    let calls = rules::calls(matter, book, form.file.today);
    let wanted = rules::due(matter, book, form.file.today);
    let more = html! { ul { @for call in &calls {
        li { (form.pick(&call.zh, &call.en)) " → " (form.pick(call.tier.zh(), call.tier.en())) }
    } } };
    let rows = form.coded(Tier::ALL, Tier::code, Tier::zh, Tier::en);
    let tier = form.ask("tier", "工作层级", "Tier");
    let tier = tier.first(wanted.map_or("", |tier| tier.code()));
    let tier = form.cards(tier, &rows, Tier::parse);
    let reason = form.long("reason", "理由", "Why", ("", ""), 3);
    let group = form.line("group", ("专班成员岗位", "Posts of the working group"));
    let fields = html! {
        @if !calls.is_empty() {
            (notice(Tone::Warning, form.pick("按规则册应当提级：", "The rulebook calls for:"), Some(&more)))
        }
        (tier)
        (reason)
        (group)
    };
    asks(fields, || {
        Some(OversightCommand::Tier(TierCommand::Set {
            tier: tier.value?,
            reason: reason.value?,
            group: group.value?,
        }))
    })
}

/// The plan that a tier asks for.
pub(in super::super) fn tier_plan(form: &ActForm<'_>) -> Asks {
    let hint = ("写明措施、责任人和完成时间。", "Measures, who, until when.");
    let text = form.long("text", "工作方案", "The plan", hint, 8);
    asks(html! { (text) }, || {
        Some(OversightCommand::Tier(TierCommand::Plan {
            text: text.value?,
        }))
    })
}

/// The checklist on the matter.
pub(in super::super) fn risk(form: &ActForm<'_>) -> Asks {
    let matter = &form.file.matter;
    let law = form.app.office.law();
    let shown = risks::on_record(matter, law.rulebook(&matter.rulebook), form.file.today);
    let ticked: Vec<&str> = shown.iter().map(|point| point.code()).collect();
    let points: Vec<(&str, &str)> = RiskPoint::ALL
        .iter()
        .map(|point| (point.code(), form.pick(point.zh(), point.en())))
        .collect();
    let levels = form.coded(
        RiskLevel::ALL,
        RiskLevel::code,
        RiskLevel::zh,
        RiskLevel::en,
    );
    let found = form.ask("points", "有哪些情况", "What applies");
    let found = found.boxes(&points, &ticked, RiskPoint::parse);
    let level = form.ask("level", "需要多少支持", "How much help");
    let level = form.cards(level, &levels, RiskLevel::parse);
    let help = form.remark("help", "需要的支持和措施", "Which help, from whom");
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "评估的是事项，不是信访人；目的是看需要什么支持。已按记录预选，请核对补充。",
            "This is about the matter, not about anybody; it asks which help is needed. What the record shows is ticked."), None))
        (found)
        (level)
        (help)
    };
    asks(fields, || {
        Some(OversightCommand::Risk(RiskCommand::Assess {
            points: found.value?,
            level: level.value?,
            help: help.value?,
        }))
    })
}

/// What happened, who is told, when.
pub(in super::super) fn urgent(form: &ActForm<'_>) -> Asks {
    let now = form.app.now().civil();
    let now = now.strftime("%Y-%m-%dT%H:%M").to_string();
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
    let step = form.ask("step", "哪一次报告", "Which report").first(first);
    let step = form.cards(step, &steps, ReportStep::parse);
    let moment = |name, zh, en| form.ask(name, zh, en).first(&now).moment();
    let learned = moment("learned", "获知时间", "Learned at");
    let reported = moment("reported", "报告时间", "Reported at");
    let told = form.ask("recipients", "报告给谁", "Who is told");
    let told = told.boxes(&recipients, &due, Recipient::parse);
    let place = matter.place.clone().unwrap_or_default();
    let place = form.ask("place", "地点", "Place").required().first(&place);
    let place = place.text();
    let count = matter.head_count().to_string();
    let people = form.ask("people", "涉及人数", "People").first(&count);
    let people = people.says("人数请填写数字", "enter the number of people");
    let people = people.maybe_number().map(Option::unwrap_or_default);
    let demand = form.long("demand", "诉求", "Demand", ("", ""), 2);
    let cause = form.long("cause", "起因", "Cause", ("", ""), 2);
    let measures = form.long("measures", "已采取的措施", "Measures taken", ("", ""), 3);
    let trend = form.remark("trend", "可能的走向", "How it is likely to go on");
    let fields = html! {
        (step)
        div class="form-row" { (learned) (reported) }
        (told)
        div class="form-row" { (place) (people) }
        (demand)
        (cause)
        (measures)
        (trend)
    };
    asks(fields, || {
        Some(OversightCommand::Urgent(UrgentCommand::Report(
            UrgentReport {
                step: step.value?,
                learned: learned.value?,
                reported: reported.value?,
                recipients: told.value?,
                place: place.value?,
                people: people.value?,
                demand: demand.value?,
                cause: cause.value?,
                measures: measures.value?,
                trend: trend.value?,
            },
        )))
    })
}
