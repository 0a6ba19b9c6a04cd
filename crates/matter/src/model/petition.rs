//! One arrival: how it came, what it is for, how many stand behind it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use kernel::{MatterId, PetitionId, PetitionerId, coded};

/// The most representatives a group may send (《信访工作条例》第二十条第三款).
pub const MAX_REPRESENTATIVES: usize = 5;

coded! {
    /// How a petition arrives (信访形式).
    Channel {
        /// A letter or fax.
        Letter = "letter", "来信", "Letter";
        /// A visit in person.
        Visit = "visit", "来访", "Visit";
        /// The web, an app, e-mail.
        Online = "online", "网信", "Online";
        /// A telephone call, written down faithfully.
        Call = "call", "来电", "Call";
        /// A video session; counted as its own channel, never as a visit.
        Video = "video", "视频", "Video";
        /// Passed on by the 12345 hotline.
        Hotline = "hotline", "12345转来", "Hotline";
        /// Passed down by a body above.
        FromAbove = "from_above", "上级转来", "Passed from above";
    }
}

coded! {
    /// What a demand is for (信访目的); each purpose has its own procedure.
    Purpose {
        /// A suggestion (《信访工作条例》第二十九条).
        Suggestion = "suggestion", "建议意见", "Suggestion";
        /// An accusation (《信访工作条例》第三十条).
        Accusation = "accusation", "检举控告", "Accusation";
        /// An appeal for relief (《信访工作条例》第三十一条).
        Appeal = "appeal", "申诉求决", "Appeal";
    }
}

coded! {
    /// How a petition stands to the others in its matter.
    Relation {
        /// The petition that opened the matter.
        First = "first", "初次", "First";
        /// The same person with the same facts again (重复信访).
        Repeat = "repeat", "重复", "Repeat";
        /// Other people about the same event (联名、共同).
        Joint = "joint", "共同", "Joint";
    }
}

/// A petition as the ledger keeps it: everything but who the petitioners are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petition {
    /// Its identity.
    pub id: PetitionId,
    /// The number given at registration; never reused, never removed.
    pub number: String,
    /// The matter it was registered under, which a join does not change.
    pub home: MatterId,
    /// How it came.
    pub channel: Channel,
    /// The day the office received it; the first clock starts here.
    pub received: Date,
    /// The time of day it arrived, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<jiff::civil::Time>,
    /// One line that says what it is about.
    pub subject: String,
    /// The petition's own words.
    pub body: String,
    /// The sealed records of its petitioners; representatives first. Empty when anonymous.
    pub petitioners: Vec<PetitionerId>,
    /// How many people stand behind it.
    pub head_count: u32,
    /// How it stands to the others in its matter.
    pub relation: Relation,
    /// A number another system gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    /// Fields of an older record that have no place of their own here, kept word for word.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

impl Petition {
    /// Registered without a name (《信访工作条例》第二十三条第二款 waives only the written notice).
    pub fn is_anonymous(&self) -> bool {
        self.petitioners.is_empty()
    }

    /// Whether it is a group visit (集体访): a visit by at least so many people. The Regulation limits the representatives and gives no
    /// number for the group (第二十条第三款); the number is the setting [`GROUP_THRESHOLD`].
    pub fn is_group_visit(&self, least: u32) -> bool {
        self.channel == Channel::Visit && self.head_count >= least
    }
}

/// The setting of how many people make a visit a group visit.
pub const GROUP_THRESHOLD: &str = "group_threshold";

/// The counts of petition statistics: 件次 (arrivals), 批次 (visits as batches) and 人次 (people). Video sessions are a channel of their
/// own and stand apart from visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// 件次: every arrival but visits and video sessions.
    pub items: u64,
    /// 批次: every visit, however many people came.
    pub batches: u64,
    /// 视频: every video session, however many people took part.
    pub sessions: u64,
    /// 人次: all people behind all arrivals.
    pub people: u64,
}

impl Counts {
    /// Adds one arrival.
    pub fn add(&mut self, channel: Channel, head_count: u32) {
        self.add_many(channel, 1, u64::from(head_count));
    }

    /// Adds several arrivals of one channel and the people behind them.
    pub fn add_many(&mut self, channel: Channel, arrivals: u64, people: u64) {
        match channel {
            Channel::Visit => self.batches += arrivals,
            Channel::Video => self.sessions += arrivals,
            Channel::Letter
            | Channel::Online
            | Channel::Call
            | Channel::Hotline
            | Channel::FromAbove => self.items += arrivals,
        }
        self.people += people;
    }

    /// All arrivals, however they came.
    pub fn arrivals(&self) -> u64 {
        self.items + self.batches + self.sessions
    }
}
