//! When something happens: an instant, and the civil date it has in the office's zone.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// An instant. All of China keeps one zone, eight hours ahead of UTC, without summer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// Now.
    #[allow(clippy::disallowed_methods, reason = "here alone the clock is read")]
    pub fn now() -> Self {
        Self(Timestamp::now())
    }

    /// The instant a clock on the wall in the office shows `civil`. Days outside the range of instants become the epoch.
    pub fn at(civil: DateTime) -> Self {
        Self(zone().to_timestamp(civil).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// Reads back what the ledger keeps.
    pub fn from_millis(millis: i64) -> Self {
        Self(Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// Milliseconds since 1970 UTC, as the ledger keeps it.
    pub fn millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The civil date in the office.
    pub fn today(self) -> Date {
        self.civil().date()
    }

    /// Date and time on the office's wall.
    pub fn civil(self) -> DateTime {
        zone().to_datetime(self.0)
    }
}

fn zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}
