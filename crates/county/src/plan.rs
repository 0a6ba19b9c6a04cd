//! What the generator yields: units, posts and petitions with their stories.

use jiff::civil::Date;
use serde::Serialize;

/// Key of a unit, such as `rsj` or `t03v2`; stable for all seeds.
pub type Key = &'static str;

/// The kind of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum UnitKind {
    /// The county committee and government, root of the tree.
    County,
    /// The petition office (信访局).
    PetitionOffice,
    /// A department or public-service company.
    Department,
    /// A township.
    Township,
    /// A village, child of its township.
    Village,
    /// The discipline inspection and supervision organ.
    DisciplineOrgan,
    /// Police, court and judicial administration.
    PoliticalLegal,
}

/// One organ, unit or village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Stable key.
    pub key: Key,
    /// Full name.
    pub name: String,
    /// Short name used in lists.
    pub short_name: String,
    /// Kind.
    pub kind: UnitKind,
    /// The unit above; `None` for the county.
    pub parent: Option<Key>,
    /// First part of its petition numbers, different for every unit.
    pub code_prefix: String,
    /// Name of its head, who approves extensions.
    pub head: String,
    /// Street address.
    pub address: String,
    /// Telephone, with an area code that does not exist.
    pub phone: String,
    /// Reception hours as printed on the door.
    pub reception_hours: String,
}

/// What a post may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Role {
    /// Registers and routes.
    Clerk,
    /// Handles at the competent unit.
    Handler,
    /// Approves.
    Leader,
    /// Supervises deadlines.
    Supervisor,
    /// Runs the system.
    Administrator,
}

/// A post and the person who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Stable key.
    pub key: String,
    /// Unit of the post.
    pub unit: Key,
    /// Name of its holder.
    pub person: String,
    /// Title.
    pub title: String,
    /// Role.
    pub role: Role,
    /// Login name.
    pub login: String,
}

/// How a petition came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Channel {
    /// 来信
    Letter,
    /// 来访
    Visit,
    /// 网上
    Online,
    /// 来电
    Call,
    /// 视频
    Video,
    /// 12345 热线转来
    Hotline,
    /// 上级转来
    FromAbove,
}

/// What the petitioner wants of the procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Purpose {
    /// 建议意见
    Suggestion,
    /// 检举控告
    Accusation,
    /// 申诉求决
    Appeal,
}

/// Where the problem is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Township or village.
    pub unit: Key,
    /// The spot in words.
    pub text: String,
}

/// A fictional petitioner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Petitioner {
    /// Name.
    pub name: String,
    /// Mobile number with an impossible middle, when given.
    pub phone: Option<String>,
    /// 18-character ID number with a valid check digit and an address code
    /// (99…) that does not exist, when given.
    pub id_number: Option<String>,
    /// Address.
    pub address: String,
}

/// Who is accused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accused {
    /// The accused person's unit.
    pub unit: Key,
    /// The person, with title.
    pub person: String,
}

/// One arrival with its fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Petition {
    /// Position in the year, from 0.
    pub index: usize,
    /// Channel.
    pub channel: Channel,
    /// Day of receipt.
    pub received: Date,
    /// Minute of the day of receipt, rising within a day.
    pub minute_of_day: u16,
    /// Subject, 12 to about 30 characters.
    pub subject: String,
    /// Text, 80 to 600 characters; never names the petitioner.
    pub body: String,
    /// Where the problem is.
    pub place: Place,
    /// Content category, such as 劳动和社会保障.
    pub category: &'static str,
    /// Code of the problem kind, such as `wage-site`.
    pub kind: &'static str,
    /// Purpose.
    pub purpose: Purpose,
    /// At most five; empty when anonymous.
    pub petitioners: Vec<Petitioner>,
    /// Persons who came or signed; 1 for an anonymous petition.
    pub head_count: u32,
    /// Whether no name was given.
    pub anonymous: bool,
    /// The accused of an accusation; never the target nor part of it.
    pub accused: Option<Accused>,
    /// The unit competent to decide.
    pub target: Key,
    /// The earlier petition of the same person about the same matter.
    pub repeat_of: Option<usize>,
    /// The first petition, by another person, about the same event.
    pub same_event_as: Option<usize>,
    /// One to three demands.
    pub demands: Vec<String>,
    /// What happens to it, by day.
    pub story: Story,
}

/// The dated steps of one petition, days not falling.
///
/// Steps reach beyond the end of the year: whoever replays them stops there,
/// and what is left undone is the work waiting on that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// The steps.
    pub steps: Vec<Step>,
}

/// Decision on one demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Decision {
    /// 支持
    Support,
    /// 合理但缺乏依据，解释
    Explain,
    /// 不予支持
    NotSupport,
}

/// What became of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Adoption {
    /// 采纳
    Adopted,
    /// 部分采纳
    Partly,
    /// 未采纳
    Not,
}

/// How an answer was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Service {
    /// 直接送达
    InPerson,
    /// 邮寄送达
    Post,
    /// 网上送达
    Electronic,
}

/// The four parts of a handling opinion, and a decision for each demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpinionText {
    /// One for each demand, in order.
    pub decisions: Vec<Decision>,
    /// What the petitioner asked.
    pub request: String,
    /// Facts found.
    pub facts: String,
    /// The opinion.
    pub opinion: String,
    /// Basis in law.
    pub basis: String,
}

/// One step; `day` counts days from receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Step {
    /// The petition office sends it to a unit; with `assign`, a report is due
    /// in `report_in_days`.
    #[allow(missing_docs)]
    Route {
        day: i32,
        to: Key,
        assign: bool,
        report_in_days: Option<i32>,
    },
    /// The receiving unit says it is not competent and names who is.
    #[allow(missing_docs)]
    Object { day: i32, reason: String, to: Key },
    /// The office agrees and sends it on.
    #[allow(missing_docs)]
    Reassign { day: i32, to: Key },
    /// The competent unit accepts.
    #[allow(missing_docs)]
    Accept { day: i32 },
    /// It does not accept; the ground is NA1, NA3 or NL1.
    #[allow(missing_docs)]
    NotAccept { day: i32, ground: &'static str },
    /// The petitioner is heard.
    #[allow(missing_docs)]
    Hear { day: i32, note: String },
    /// The head of the unit extends by `days`.
    #[allow(missing_docs)]
    Extend { day: i32, days: i32, reason: String },
    /// A handling opinion.
    #[allow(missing_docs)]
    Opinion { day: i32, text: Box<OpinionText> },
    /// A reply to a suggestion.
    #[allow(missing_docs)]
    Reply {
        day: i32,
        adopted: Adoption,
        text: String,
    },
    /// Another lawful route: a court, an arbitration body, the discipline organ.
    #[allow(missing_docs)]
    Redirect { day: i32, to: String },
    /// The opinion or reply is served.
    #[allow(missing_docs)]
    Serve { day: i32, method: Service },
    /// The petitioner rates the petition office and the unit, 1 (satisfied) to
    /// 3 (not satisfied).
    #[allow(missing_docs)]
    Rate { day: i32, office: u8, unit: u8 },
    /// The matter is closed.
    #[allow(missing_docs)]
    Close { day: i32 },
    /// A repeat is joined to the matter of `repeat_of`, which may be closed by then.
    #[allow(missing_docs)]
    Join { day: i32 },
}

impl Step {
    /// Days from receipt.
    pub fn day(&self) -> i32 {
        match self {
            Step::Route { day, .. }
            | Step::Object { day, .. }
            | Step::Reassign { day, .. }
            | Step::Accept { day }
            | Step::NotAccept { day, .. }
            | Step::Hear { day, .. }
            | Step::Extend { day, .. }
            | Step::Opinion { day, .. }
            | Step::Reply { day, .. }
            | Step::Redirect { day, .. }
            | Step::Serve { day, .. }
            | Step::Rate { day, .. }
            | Step::Close { day }
            | Step::Join { day } => *day,
        }
    }
}
