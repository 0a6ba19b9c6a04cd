//! The small parts of a matter: demands, hand-overs, who is accused, files, requests to see an identity.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::lawful::Route;
use crate::model::petition::Purpose;

use kernel::org::Org;
use kernel::{AnswerId, DemandId, PersonId, PostId, UnitId, coded};

coded! {
    /// How a matter was handed over.
    HandoverKind {
        /// Sent to the competent organ (转送).
        Transfer = "transfer", "转送", "Transferred";
        /// Sent with a date by which a completion report is due (交办).
        Assign = "assign", "交办", "Assigned";
        /// Named by the common superior or the joint conference (指定).
        Named = "named", "指定", "Named";
    }
}

/// One request inside a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Its number inside the matter.
    pub id: DemandId,
    /// What is asked for.
    pub text: String,
    /// The purpose that decides its procedure.
    pub purpose: Purpose,
    /// The answer that ends it.
    #[serde(default)]
    pub answer: Option<AnswerId>,
    /// For appeals: the route of Art. 31, once someone found it. Without one the ordinary procedure applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
}

/// One step in the chain of custody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Who sent it.
    pub from: UnitId,
    /// Who must now answer for it.
    pub to: UnitId,
    /// Transfer or assignment.
    pub kind: HandoverKind,
    /// The day it was sent, which is the day it was received.
    pub on: Date,
    /// The day the completion report is due, for an assignment.
    pub report_by: Option<Date>,
}

/// The units and persons an accusation names. They never gain sight of the matter (《信访工作条例》第三十条第三款).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accused {
    /// Accused units.
    #[serde(default)]
    pub units: Vec<UnitId>,
    /// Accused persons.
    #[serde(default)]
    pub persons: Vec<PersonId>,
}

impl Accused {
    /// Whether nobody is accused.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.persons.is_empty()
    }

    /// Adds others.
    pub(crate) fn add(&mut self, others: &Self) {
        self.units.extend(&others.units);
        self.persons.extend(&others.persons);
    }
}

/// That the petitioner was heard (《信访工作条例》第三十一条第六项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The day.
    pub on: Date,
    /// What the petitioner stated, and how they were heard.
    pub note: String,
    /// Who heard them; a hearing is hosted by somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PostId>,
}

/// How a matter ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The day.
    pub on: Date,
    /// A closing remark.
    pub note: String,
}

/// A file kept with the matter, found by the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256 of the content, in hexadecimal.
    pub hash: String,
    /// The name it came with.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The media type read from its bytes.
    pub media: String,
    /// Whether the petitioner sent it (and may see it again) or the office added it.
    pub from_petitioner: bool,
}

/// A request to see a sealed identity that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRequest {
    /// Who asks.
    pub post: PostId,
    /// Who held that post: the request and the consent are theirs, not a successor's. Not said on entries of earlier versions, and
    /// those open nothing any more.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// Who agreed, once someone did.
    pub consent: Option<PostId>,
}

impl IdentityRequest {
    /// Whether whoever asked holds the post still.
    pub fn stands(&self, org: &Org) -> bool {
        let holder = org.post(self.post).map(|post| post.person);
        self.person.is_some() && self.person == holder
    }
}
