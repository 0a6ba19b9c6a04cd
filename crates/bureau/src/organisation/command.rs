//! What is asked for.

use jiff::civil::Date;
use kernel::org::{Org, Role, UnitKind};
use kernel::{PersonId, PostId, UnitId};

/// A command. Units, posts and logins are an administrator's; a stand-in is found by whoever is away; a second person confirms.
#[derive(Clone, Debug)]
pub enum Command {
    /// Adds or changes a unit.
    KeepUnit(UnitForm),
    /// Writes down what a unit is responsible for.
    KeepDuties {
        /// The unit.
        unit: UnitId,
        /// The words, parted by commas, spaces or lines.
        words: String,
    },
    /// Adds the units of a file, all of them or none.
    AddUnits(Vec<NewUnit>),
    /// Adds or changes a post, and the account of the person who holds it.
    KeepPost(PostChange),
    /// Appoints a stand-in: a post made for those days, with the rights of the post it stands in for.
    AppointStandIn(StandInForm),
    /// Ends a stand-in before its last day: the rights end at once, the record stays.
    EndStandIn {
        /// The stand-in's post.
        post: PostId,
    },
    /// A second person confirms that a post is rightly held as it is; the program does for whoever keeps the data folder.
    ConfirmPost {
        /// The post.
        post: PostId,
    },
    /// Closes a login or opens it again.
    KeepLogin {
        /// The login.
        login: String,
        /// Whether it may sign in.
        active: bool,
    },
    /// A holder changes the password of the own login.
    ChangePassword {
        /// The login.
        login: String,
    },
}

impl Command {
    /// Whether there is the unit, post or stand-in that it speaks of. An address with the number of nothing leads nowhere, and that is told apart
    /// from what is refused; what a form offers to choose is no address.
    pub fn leads_somewhere(&self, org: &Org) -> bool {
        match self {
            Self::KeepUnit(form) => form.id.is_none_or(|id| org.unit(id).is_some()),
            Self::KeepDuties { unit, .. } => org.unit(*unit).is_some(),
            Self::KeepPost(change) => change.id.is_none_or(|id| org.post(id).is_some()),
            Self::ConfirmPost { post } => org.post(*post).is_some(),
            Self::EndStandIn { post } => {
                let post = org.post(*post);
                post.is_some_and(|post| post.stand_in.is_some())
            }
            Self::AddUnits(_)
            | Self::AppointStandIn(_)
            | Self::KeepLogin { .. }
            | Self::ChangePassword { .. } => true,
        }
    }
}

/// A unit as a form or file gives it.
#[derive(Clone, Debug)]
pub struct UnitForm {
    /// The unit to change; none adds one.
    pub id: Option<UnitId>,
    /// The unit above.
    pub parent: Option<UnitId>,
    /// Full name.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Reception address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Reception times.
    pub hours: String,
    /// Whether it takes matters.
    pub active: bool,
}

/// A row of a file of units; its parent is named, since it may be a row above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnit {
    /// Full name.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// The name of the unit above; empty for the area itself.
    pub parent: String,
    /// Reception address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Reception times.
    pub hours: String,
}

/// What a post shall be.
#[derive(Clone, Debug)]
pub struct PostChange {
    /// The post to change; none adds one.
    pub id: Option<PostId>,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// The person who holds it; none enters a new person.
    pub person: Option<PersonId>,
    /// The person's name.
    pub name: String,
    /// The post's title.
    pub title: String,
    /// Its rights.
    pub role: Role,
    /// Whether it is held.
    pub active: bool,
    /// A login of the person that gets a password, a new one where there is none of that name. The password itself is not known here.
    pub login: Option<String>,
}

/// An appointment as a form gives it.
#[derive(Clone, Debug)]
pub struct StandInForm {
    /// The post whose holder is away.
    pub of: PostId,
    /// Who stands in.
    pub person: PersonId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why the holder is away.
    pub reason: String,
}
