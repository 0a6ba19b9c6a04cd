//! `verify` and `rebuild`.

use std::process::ExitCode;

use clap::Args;
use office::verify::verify;
use store::verify::{Report, rebuild};

use super::{DataDir, Failure, Outcome, print_json};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct Verify {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(self) -> Outcome {
        let store = self.data.store()?;
        let spinner = indicatif::ProgressBar::new_spinner();
        let report = verify(&store, &mut |matters| {
            spinner.set_message(format!("已核验 {matters} 件"))
        })?;
        spinner.finish_and_clear();
        show(&report, self.json, "核验")
    }
}

#[derive(Args)]
pub(super) struct Rebuild {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Rebuild {
    pub(super) fn run(self) -> Outcome {
        let store = self.data.store()?;
        let report = rebuild(&store).map_err(|error| Failure::new(error.to_string()))?;
        drop(store);
        // The index is derived data: made anew it cannot disagree.
        let index = self.data.data.join(office::INDEX);
        if index.exists() {
            std::fs::remove_dir_all(&index)?;
        }
        // A server that runs misses its index and makes it anew itself.
        if !store::serving::is_served(&self.data.data) {
            self.data.open()?.catch_up(&mut |_| {})?;
        }
        show(&report, self.json, "重建")
    }
}

pub(super) fn show(report: &Report, json: bool, what: &str) -> Outcome {
    if json {
        print_json(report)?;
    } else {
        say!(
            "{what}：事项 {} 件，卷宗记录 {} 条，附件 {} 个，{}",
            report.matters,
            report.entries,
            report.files,
            if report.ok {
                "全部相符"
            } else {
                "发现问题："
            }
        );
        for problem in &report.problems {
            say!("- {}", problem.text);
        }
    }
    Ok(exit_code(report))
}

/// 0 when everything agrees, 1 when something is wrong.
pub(super) fn exit_code(report: &Report) -> ExitCode {
    if report.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}
