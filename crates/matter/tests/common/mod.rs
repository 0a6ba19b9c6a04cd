//! A small county and a way to tell a matter's life in sentences: `case.on("2026-03-05").by(HOUSING, Leader).does(accept())`.
//!
//! Every test binary uses its own part of it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod acts;
pub mod case;
pub mod reviews;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::calendar::Calendar;
use kernel::org::{Org, Post, Role, StandIn, Unit, UnitKind};
use kernel::rulebook::Rulebook;
use kernel::{MatterId, PersonId, PetitionId, PetitionerId, PostId, UnitId};
use matter::petition::{Channel, Petition, Purpose, Relation};
use matter::{Arrival, Context, Screening};

/// The county government, above all others.
pub const GOVERNMENT: UnitId = UnitId(1);
/// Its petition department.
pub const OFFICE: UnitId = UnitId(2);
/// A department.
pub const HOUSING: UnitId = UnitId(3);
/// Another department.
pub const WATER: UnitId = UnitId(4);
/// A township.
pub const TOWNSHIP: UnitId = UnitId(5);
/// A village of that township.
pub const VILLAGE: UnitId = UnitId(6);
/// The discipline organ.
pub const DISCIPLINE: UnitId = UnitId(7);
/// A department that was merged and takes nothing any more.
pub const MERGED: UnitId = UnitId(8);
/// The city government, above the county: it re-reviews what the county reviewed.
pub const CITY: UnitId = UnitId(20);
/// A unit below the housing department.
pub const HOUSING_STATION: UnitId = UnitId(9);

/// The joint conference, in [`with_conference`].
pub const CONFERENCE: UnitId = UnitId(21);
/// A petition department above the county's, in [`with_city`].
pub const CITY_OFFICE: UnitId = UnitId(22);

/// The political-legal committee, in [`with_political_legal`].
pub const POLITICAL_LEGAL: UnitId = UnitId(23);

/// A second post of the person who is handler at the petition department: supervisor.
pub const SECOND_POST: PostId = PostId(29);

/// The housing department's handler in the place of its leader, from 16 to 20 March 2026.
pub const STAND_IN: PostId = PostId(39);

/// The national rulebook and calendar, and the county's units and posts.
pub struct County {
    pub org: Org,
    pub rulebook: Rulebook,
    pub calendar: Calendar,
}

pub static COUNTY: LazyLock<County> = LazyLock::new(|| County {
    org: Org::new(units(), posts()),
    rulebook: Rulebook::national(),
    calendar: Calendar::national(),
});

impl County {
    pub fn context<'a>(&'a self, today: Date, actor: &'a Actor) -> Context<'a> {
        Context {
            today,
            actor,
            rulebook: &self.rulebook,
            calendar: &self.calendar,
            org: &self.org,
        }
    }
}

fn units() -> Vec<Unit> {
    [
        (CITY, None, "云川市人民政府", UnitKind::Government),
        (
            GOVERNMENT,
            Some(CITY),
            "青禾县人民政府",
            UnitKind::Government,
        ),
        (
            OFFICE,
            Some(GOVERNMENT),
            "青禾县信访局",
            UnitKind::PetitionOffice,
        ),
        (
            HOUSING,
            Some(GOVERNMENT),
            "青禾县住房局",
            UnitKind::Department,
        ),
        (
            WATER,
            Some(GOVERNMENT),
            "青禾县水务局",
            UnitKind::Department,
        ),
        (
            TOWNSHIP,
            Some(GOVERNMENT),
            "柳塘镇人民政府",
            UnitKind::Township,
        ),
        (VILLAGE, Some(TOWNSHIP), "柳塘镇东岸村", UnitKind::Village),
        (
            DISCIPLINE,
            Some(GOVERNMENT),
            "青禾县纪委监委",
            UnitKind::Discipline,
        ),
        (
            MERGED,
            Some(GOVERNMENT),
            "青禾县房产管理处",
            UnitKind::Department,
        ),
        (
            HOUSING_STATION,
            Some(HOUSING),
            "青禾县房屋安全站",
            UnitKind::Department,
        ),
    ]
    .into_iter()
    .map(|(id, parent, name, kind)| Unit {
        id,
        parent,
        name: name.to_owned(),
        kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        duties: duties(id),
        active: id != MERGED,
    })
    .collect()
}

/// The county's organisation with a joint conference.
pub fn with_conference() -> Org {
    let mut all = units();
    let conference = Unit {
        id: CONFERENCE,
        parent: None,
        name: "云川市信访工作联席会议".to_owned(),
        kind: UnitKind::JointConference,
        ..all[0].clone()
    };
    all.push(conference);
    Org::new(all, posts())
}

/// The county's organisation with its political-legal committee.
pub fn with_political_legal() -> Org {
    let mut all = units();
    let organ = Unit {
        id: POLITICAL_LEGAL,
        parent: Some(GOVERNMENT),
        name: "青禾县委政法委".to_owned(),
        kind: UnitKind::PoliticalLegal,
        ..all[0].clone()
    };
    all.push(organ);
    Org::new(all, posts())
}

/// The county's organisation with a petition department of the city above it.
pub fn with_city() -> Org {
    let mut all = units();
    let office = Unit {
        id: CITY_OFFICE,
        parent: Some(CITY),
        name: "云川市信访局".to_owned(),
        kind: UnitKind::PetitionOffice,
        ..all[0].clone()
    };
    all.push(office);
    Org::new(all, posts())
}

/// The county's organisation with a unit whose leader has no post here.
pub fn without_leader(unit: UnitId) -> Org {
    let mut all = posts();
    all.retain(|post| post.unit != unit || post.role != Role::Leader);
    Org::new(units(), all)
}

/// What the two departments are responsible for.
fn duties(unit: UnitId) -> Vec<String> {
    let words: &[&str] = match unit {
        HOUSING => &["住房", "屋顶", "物业"],
        WATER => &["供水", "水费"],
        MERGED => &["公房"],
        _ => &[],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn posts() -> Vec<Post> {
    let mut posts = Vec::new();
    for unit in units() {
        for role in Role::ALL {
            let id = post(unit.id, role);
            posts.push(Post {
                id,
                unit: unit.id,
                person: PersonId(1000 + id.0),
                person_name: format!("{}{}", unit.name, role.zh()),
                title: role.zh().to_owned(),
                role,
                active: true,
                stand_in: None,
                grant: None,
            });
        }
    }
    let handler = posts
        .iter()
        .find(|found| found.id == post(OFFICE, Role::Handler))
        .unwrap();
    posts.push(Post {
        id: SECOND_POST,
        role: Role::Supervisor,
        ..handler.clone()
    });
    let [leader, deputy] = [Role::Leader, Role::Handler].map(|role| {
        let id = post(HOUSING, role);
        posts.iter().find(|found| found.id == id).unwrap().clone()
    });
    posts.push(Post {
        id: STAND_IN,
        person: deputy.person,
        person_name: deputy.person_name,
        stand_in: Some(StandIn {
            of: leader.id,
            from: day("2026-03-16"),
            to: day("2026-03-20"),
            reason: "培训".to_owned(),
        }),
        ..leader
    });
    posts
}

/// The post of a role in a unit.
pub fn post(unit: UnitId, role: Role) -> PostId {
    let place = Role::ALL.iter().position(|known| *known == role).unwrap();
    PostId(unit.0 * 10 + i64::try_from(place).unwrap())
}

/// Whoever holds the post.
pub fn holder_of(id: PostId) -> Viewer {
    let post = COUNTY.org.post(id).unwrap();
    Viewer::of(post, &COUNTY.org)
}

/// Whoever holds the post of a role in a unit.
pub fn viewer(unit: UnitId, role: Role) -> Viewer {
    holder_of(post(unit, role))
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A letter by one named petitioner, received that day by `office` and not checked by a clerk yet.
pub fn arrival(office: UnitId, received: &str) -> Arrival {
    let petition = Petition {
        id: PetitionId(1),
        number: "QH-2026-000001".to_owned(),
        home: MatterId(1),
        channel: Channel::Letter,
        received: day(received),
        time: None,
        subject: "屋顶漏水无人维修".to_owned(),
        body: "去年冬天起屋顶漏水，多次报修没有结果。".to_owned(),
        petitioners: vec![PetitionerId(1)],
        head_count: 1,
        relation: Relation::First,
        external: None,
        extra: BTreeMap::new(),
    };
    Arrival {
        petition,
        office,
        place: None,
        screening: None,
    }
}

/// What a clerk finds: one demand for each purpose.
pub fn screening(purposes: &[Purpose]) -> Screening {
    Screening {
        demands: purposes
            .iter()
            .map(|purpose| (*purpose, format!("请求（{}）", purpose.zh())))
            .collect(),
        ..Screening::default()
    }
}

/// An arrival that a clerk checked at once.
pub fn checked(office: UnitId, received: &str, purposes: &[Purpose]) -> Arrival {
    Arrival {
        screening: Some(screening(purposes)),
        ..arrival(office, received)
    }
}
