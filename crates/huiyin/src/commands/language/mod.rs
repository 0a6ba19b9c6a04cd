//! `language`: what the program reads in Chinese texts, on files.

mod accusation;
mod classify;
mod evaluate;
mod forecast;
mod hot;
mod reply;
mod rows;
mod same;
mod suggest;
mod train;

use clap::{Args, Subcommand};

use super::{Failure, Outcome};

#[derive(Args)]
pub(super) struct Language {
    #[command(subcommand)]
    command: Work,
}

#[derive(Subcommand)]
enum Work {
    /// 从已分好类的文件学习内容分类
    Train(train::Train),
    /// 给文件中的每一行建议内容分类
    Classify(classify::Classify),
    /// 按两级分类表给每一行建议一级、二级分类
    Suggest(suggest::Suggest),
    /// 分类的准确率、召回率、F1 和混淆表
    Evaluate(evaluate::Evaluate),
    /// 两件是否同一人反映同一事项
    Same(same::Same),
    /// 热点：同一地点同一事件的来件
    Hot(hot::Hot),
    /// 各单位各类来件下月（周）大约多少件
    Forecast(forecast::Expect),
    /// 答复是否答所问、答得全、说得清、答得及时
    CheckReply(reply::CheckReply),
    /// 哪些行像检举控告，会先交甄别
    Accusation(accusation::Accusation),
}

impl Language {
    pub(super) fn run(self) -> Outcome {
        match self.command {
            Work::Train(command) => command.run(),
            Work::Classify(command) => command.run(),
            Work::Suggest(command) => command.run(),
            Work::Evaluate(command) => command.run(),
            Work::Same(command) => command.run(),
            Work::Hot(command) => command.run(),
            Work::Forecast(command) => command.run(),
            Work::CheckReply(command) => command.run(),
            Work::Accusation(command) => command.run(),
        }
    }
}
