//! The clock on the wall, as far as it can be doubted. Numbers, limits and the times of entries follow it, so a machine whose clock
//! was set back would number and count wrongly without a word.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::DateTime;
use kernel::Refusal;
use store::ledger;

use crate::{Moment, Office, OfficeError};

/// How far the newest entry may lie ahead when a server starts, in milliseconds: machines that wrote to the folder differ a little,
/// and one that was moved may stand in another zone.
const AHEAD: i64 = 24 * 60 * 60 * 1_000;
/// How far the clock may go back while the server runs, in milliseconds: time servers correct a little.
const BACK: i64 = 5 * 60 * 1_000;
/// Nobody watches.
const UNWATCHED: i64 = i64::MIN;

/// The latest moment a running server has acted at.
#[derive(Debug)]
pub(crate) struct Watch(AtomicI64);

impl Default for Watch {
    fn default() -> Self {
        Self(AtomicI64::new(UNWATCHED))
    }
}

impl Watch {
    /// The later moment the clock has come back from, where it has.
    pub fn passes(&self, moment: Moment) -> Option<Moment> {
        if self.0.load(Ordering::Relaxed) == UNWATCHED {
            return None;
        }
        let latest = self.0.fetch_max(moment.millis(), Ordering::Relaxed);
        (moment.millis() + BACK < latest).then(|| Moment::from_millis(latest))
    }

    /// Now, or the later moment the clock has come back from.
    pub fn latest(&self, moment: Moment) -> Moment {
        self.passes(moment).unwrap_or(moment)
    }
}

/// Why nothing is written while the clock stands before a moment that has passed.
pub(crate) fn set_back(now: Moment, latest: Moment) -> Refusal {
    let (now, latest) = (told(now), told(latest));
    Refusal::input(
        format!(
            "本机时间被拨回（现为 {now}，此前已到 {latest}），编号和期限会出错，操作没有完成。请管理员校准本机时间后重启服务"
        ),
        format!(
            "this machine's clock went back from {latest} to {now}; numbers and limits would be wrong, so nothing was \
             written. Ask the administrator to set the clock right and restart the server"
        ),
    )
}

fn told(moment: Moment) -> String {
    let civil: DateTime = moment.civil();
    civil.strftime("%Y-%m-%d %H:%M").to_string()
}

impl Office {
    /// Refuses to go on where the newest entries are later than now: the clock was set back, or was wrong when they were made.
    ///
    /// # Errors
    /// [`OfficeError::Input`] with both times and what to do.
    pub fn check_clock(&self, now: Moment) -> Result<(), OfficeError> {
        let newest = ledger::newest_time(&*self.store.reader()?)?;
        match newest {
            Some(newest) if newest > now.millis() + AHEAD => {
                let (now, newest) = (told(now), told(Moment::from_millis(newest)));
                Err(OfficeError::Input(format!(
                    "本机时间 {now} 早于卷宗最新记录的时间 {newest}：请先校准本机时间；确认本机时间正确后，可加 --accept-clock 启动 \
                     (this machine's clock says {now}, the newest entry {newest}: set the clock right, or start with --accept-clock \
                     when it is right)"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Refuses to go on by a clock that was set back.
    ///
    /// # Errors
    /// The refusal, with both times.
    pub(crate) fn trust_clock(&self, moment: Moment) -> Result<(), OfficeError> {
        match self.watch.passes(moment) {
            Some(latest) => Err(set_back(moment, latest).into()),
            None => Ok(()),
        }
    }

    /// From now on nothing is written while the clock stands before a moment that has passed. A server calls it; commands and
    /// tests give their moments themselves.
    pub fn watch_clock(&self, now: Moment) {
        self.watch.0.store(now.millis(), Ordering::Relaxed);
    }
}
