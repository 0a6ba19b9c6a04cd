//! `confirm`: the keeper of the data folder confirms a post, where nobody is left in the office who could.

use std::process::ExitCode;

use clap::Args;
use domain::PostId;
use office::Moment;

use super::{DataDir, Outcome};

#[derive(Args)]
pub(super) struct Confirm {
    /// 岗位编号；不写则列出待确认的岗位
    post: Option<i64>,
    #[command(flatten)]
    pub(super) data: DataDir,
}

impl Confirm {
    pub(super) fn run(self) -> Outcome {
        let office = self.data.open()?;
        if let Some(post) = self.post {
            office.confirm_post_as_keeper(PostId(post), Moment::now())?;
            println!("已确认，记录写明由数据目录保管人确认");
            return Ok(ExitCode::SUCCESS);
        }
        let org = office.org();
        for post in org.posts() {
            let waits = post.grant.as_ref().filter(|_| post.active && post.awaits());
            if let Some(grant) = waits {
                let (unit, act) = (org.unit_name(post.unit), grant.act.zh());
                println!(
                    "{}　{unit}　{}（{}）　{act}",
                    post.id, post.person_name, post.title
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
