//! `confirm`: the keeper of the data folder confirms a post, where nobody is left in the office who could.

use std::process::ExitCode;

use clap::Args;
use kernel::PostId;
use kernel::org::{Org, Post};
use office::Moment;
use serde_json::json;

use super::{DataDir, Outcome, print_json};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct Confirm {
    /// 岗位编号；不写则列出待确认的岗位
    post: Option<PostId>,
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Confirm {
    pub(super) fn run(self) -> Outcome {
        let office = self.data.open()?;
        match self.post {
            Some(post) => {
                office.confirm_post_as_keeper(post, Moment::now())?;
                if self.json {
                    print_json(&json!({"confirmed": post.0}))?;
                } else {
                    say!("已确认，记录写明由数据目录保管人确认");
                }
            }
            None => self.list(&office.org())?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self, org: &Org) -> Result<(), super::Failure> {
        let mut rows = Vec::new();
        for post in org.posts() {
            let Some(act) = waits_for(post) else { continue };
            let unit = org.unit_name(post.unit);
            if self.json {
                rows.push(json!({"post": post.id.0, "unit": unit, "person": post.person_name, "title": post.title, "act": act}));
            } else {
                say!(
                    "{}　{unit}　{}（{}）　{act}",
                    post.id,
                    post.person_name,
                    post.title
                );
            }
        }
        if self.json {
            print_json(&json!({"waiting": rows}))?;
        }
        Ok(())
    }
}

/// What about a post waits for a second person.
fn waits_for(post: &Post) -> Option<&'static str> {
    let grant = post.grant.as_ref().filter(|_| post.active && post.awaits());
    grant.map(|grant| grant.act.zh())
}
