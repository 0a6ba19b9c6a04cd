//! Units, posts and persons, and the questions the procedure asks about them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::past::Past;
use crate::trust::Grant;
use crate::{PersonId, PostId, UnitId};

/// What a unit is in the ladder of Party and government bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A committee or government that stands over an area (党委、政府).
    Government,
    /// The petition department (信访局) of an area: routes and supervises, normally does not decide the merits.
    PetitionOffice,
    /// A department or public institution with authority of its own.
    Department,
    /// A discipline and supervision organ (纪检监察机关).
    Discipline,
    /// A political-legal organ (政法机关): court, police, judicial administration; in older books of units the procuratorate, too.
    PoliticalLegal,
    /// A procuratorate (检察机关), which is a political-legal organ and answers by its own promise.
    Procuratorate,
    /// A township or street (乡镇、街道).
    Township,
    /// A village or community station (村、社区).
    Village,
    /// The joint conference on petition work (信访工作联席会议): settles disputes where there is no common superior.
    JointConference,
}

impl UnitKind {
    /// Every kind, in the order forms offer them.
    pub const ALL: [Self; 9] = [
        Self::Government,
        Self::PetitionOffice,
        Self::Department,
        Self::Discipline,
        Self::PoliticalLegal,
        Self::Procuratorate,
        Self::Township,
        Self::Village,
        Self::JointConference,
    ];

    /// The Chinese name of the kind.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Government => "党委、政府",
            Self::PetitionOffice => "信访部门",
            Self::Department => "部门、单位",
            Self::Discipline => "纪检监察机关",
            Self::PoliticalLegal => "政法机关",
            Self::Procuratorate => "检察机关",
            Self::Township => "乡镇、街道",
            Self::Village => "村、社区",
            Self::JointConference => "信访工作联席会议",
        }
    }

    /// The English name of the kind.
    pub fn en(self) -> &'static str {
        match self {
            Self::Government => "Committee or government",
            Self::PetitionOffice => "Petition department",
            Self::Department => "Department",
            Self::Discipline => "Discipline and supervision organ",
            Self::PoliticalLegal => "Political-legal organ",
            Self::Procuratorate => "Procuratorate",
            Self::Township => "Township or street",
            Self::Village => "Village or community",
            Self::JointConference => "Joint conference on petition work",
        }
    }

    /// The word used in files, routes and tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::PetitionOffice => "petition_office",
            Self::Department => "department",
            Self::Discipline => "discipline",
            Self::PoliticalLegal => "political_legal",
            Self::Procuratorate => "procuratorate",
            Self::Township => "township",
            Self::Village => "village",
            Self::JointConference => "joint_conference",
        }
    }

    /// Reads [`Self::code`] or the Chinese name back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == text.trim() || kind.zh() == text.trim())
    }
}

impl UnitKind {
    /// Whether litigation and what follows from it belong there (政法机关).
    pub fn is_political_legal(self) -> bool {
        matches!(self, Self::PoliticalLegal | Self::Procuratorate)
    }
}

/// A unit (机关单位).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its identity.
    pub id: UnitId,
    /// The unit above it; only the topmost has none.
    pub parent: Option<UnitId>,
    /// Full official name.
    pub name: String,
    /// What it is in the ladder.
    pub kind: UnitKind,
    /// Where it receives visitors; shown to petitioners.
    #[serde(default)]
    pub address: String,
    /// Telephone shown to petitioners.
    #[serde(default)]
    pub phone: String,
    /// Reception times shown to petitioners.
    #[serde(default)]
    pub hours: String,
    /// Words for what it is responsible for (职责清单); matters that name one of them are proposed to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<String>,
    /// A unit that was merged or abolished takes no new matters.
    pub active: bool,
}

impl Unit {
    /// Whether it is a procuratorate. A political-legal organ from before there was such a kind is one by its name.
    pub fn is_procuratorate(&self) -> bool {
        match self.kind {
            UnitKind::Procuratorate => true,
            UnitKind::PoliticalLegal => self.name.contains("检察院"),
            UnitKind::Government
            | UnitKind::PetitionOffice
            | UnitKind::Department
            | UnitKind::Discipline
            | UnitKind::Township
            | UnitKind::Village
            | UnitKind::JointConference => false,
        }
    }
}

/// The rights a post carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registers, screens and routes at the window (登记员).
    Clerk,
    /// Handles matters (承办人).
    Handler,
    /// Leads the unit: approves extensions and signs answers (负责人).
    Leader,
    /// Reads everything of its area and urges (督查员); changes no procedure.
    Supervisor,
    /// Keeps units, posts and people (管理员); sees no petition.
    Administrator,
}

impl Role {
    /// Every role, in the order forms offer them.
    pub const ALL: [Self; 5] = [
        Self::Clerk,
        Self::Handler,
        Self::Leader,
        Self::Supervisor,
        Self::Administrator,
    ];

    /// The Chinese name of the role.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Clerk => "登记员",
            Self::Handler => "承办人",
            Self::Leader => "负责人",
            Self::Supervisor => "督查员",
            Self::Administrator => "管理员",
        }
    }

    /// The English name of the role.
    pub fn en(self) -> &'static str {
        match self {
            Self::Clerk => "Clerk",
            Self::Handler => "Handler",
            Self::Leader => "Leader",
            Self::Supervisor => "Supervisor",
            Self::Administrator => "Administrator",
        }
    }

    /// The word used in files, routes and tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Handler => "handler",
            Self::Leader => "leader",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
        }
    }

    /// Reads [`Self::code`] or the Chinese name back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|role| role.code() == text.trim() || role.zh() == text.trim())
    }
}

/// A post (岗位) and the person who holds it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its identity.
    pub id: PostId,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// The person who holds it.
    pub person: PersonId,
    /// That person's name.
    pub person_name: String,
    /// The title of the post.
    pub title: String,
    /// Its rights.
    pub role: Role,
    /// A post that was given up keeps its history and loses its rights.
    pub active: bool,
    /// For a post that stands in for another: which one, and for which days. None for a post of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<StandIn>,
    /// How it last came to what it sees. None in posts kept before that was recorded, and in those that see no matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<Grant>,
}

/// A stand-in (代理): during the holder's absence another person exercises a post's rights, in a post made for that time.
/// What is done in it bears the stand-in's name and names the post it was done for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    /// The post whose holder is away.
    pub of: PostId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why the holder is away.
    pub reason: String,
}

/// The organisation at one moment.
#[derive(Clone, Debug, Default)]
pub struct Org {
    units: BTreeMap<UnitId, Unit>,
    posts: BTreeMap<PostId, Post>,
    /// The overseers of each unit, asked for with every matter looked at; found when they are first asked for.
    overseers: OnceLock<HashMap<UnitId, Vec<UnitId>>>,
    /// What names were before they changed.
    past: Arc<Past>,
}

impl Org {
    /// Builds the organisation from its units and posts.
    pub fn new(
        units: impl IntoIterator<Item = Unit>,
        posts: impl IntoIterator<Item = Post>,
    ) -> Self {
        Self {
            units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
            posts: posts.into_iter().map(|post| (post.id, post)).collect(),
            overseers: OnceLock::new(),
            past: Arc::default(),
        }
    }

    /// Adds a unit, or takes one as it is now.
    pub fn keep_unit(&mut self, unit: Unit) {
        self.overseers = OnceLock::new();
        self.units.insert(unit.id, unit);
    }

    /// Adds a post, or takes one as it is now.
    pub fn keep_post(&mut self, post: Post) {
        self.posts.insert(post.id, post);
    }

    /// The same organisation, which knows the names of the past.
    #[must_use]
    pub fn with_past(mut self, past: Past) -> Self {
        self.past = Arc::new(past);
        self
    }

    /// The names of the past.
    pub(crate) fn past(&self) -> &Past {
        &self.past
    }

    /// A unit, if there is one of that number.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(&id)
    }

    /// The unit's name, or its number where it is unknown.
    pub fn unit_name(&self, id: UnitId) -> String {
        self.unit(id)
            .map_or_else(|| format!("单位{id}"), |unit| unit.name.clone())
    }

    /// A post, if there is one of that number.
    pub fn post(&self, id: PostId) -> Option<&Post> {
        self.posts.get(&id)
    }

    /// All units, ordered by number.
    pub fn units(&self) -> Vec<&Unit> {
        self.units.values().collect()
    }

    /// All posts, ordered by number.
    pub fn posts(&self) -> Vec<&Post> {
        self.posts.values().collect()
    }

    /// Whether a post carries its rights on a day: it is held, and a stand-in's only between its days and while the post it
    /// stands in for is held as it was then.
    pub fn in_force(&self, post: &Post, today: Date) -> bool {
        let Some(stand_in) = &post.stand_in else {
            return post.active;
        };
        let original = self.post(stand_in.of).is_some_and(|original| {
            original.active && original.unit == post.unit && original.role == post.role
        });
        post.active && original && (stand_in.from..=stand_in.to).contains(&today)
    }

    /// The post a stand-in acts for; any other post is its own.
    pub fn acts_for(&self, id: PostId) -> PostId {
        self.post(id)
            .and_then(|post| post.stand_in.as_ref())
            .map_or(id, |stand_in| stand_in.of)
    }

    /// The leaders of a unit on a day, those who stand in for one included.
    pub fn leaders_on(&self, unit: UnitId, today: Date) -> Vec<&Post> {
        let mut posts = self.posts();
        posts.retain(|post| {
            post.unit == unit && post.role == Role::Leader && self.in_force(post, today)
        });
        posts
    }

    /// The active leaders of a unit: those who approve extensions and sign answers.
    pub fn leaders(&self, unit: UnitId) -> Vec<&Post> {
        let mut posts = self.posts();
        posts.retain(|post| {
            post.unit == unit && post.active && post.role == Role::Leader && post.stand_in.is_none()
        });
        posts
    }

    /// The units above `id`, nearest first. A loop in bad data ends the walk.
    pub fn above(&self, id: UnitId) -> Vec<UnitId> {
        let mut chain = Vec::new();
        let mut next = self.unit(id).and_then(|unit| unit.parent);
        while let Some(parent) = next {
            if chain.contains(&parent) || parent == id {
                break;
            }
            chain.push(parent);
            next = self.unit(parent).and_then(|unit| unit.parent);
        }
        chain
    }

    /// Whether `id` is `ancestor` or stands below it.
    pub fn is_within(&self, id: UnitId, ancestor: UnitId) -> bool {
        id == ancestor || self.above(id).contains(&ancestor)
    }

    /// The units that oversee `id`: the petition departments of every area it lies in, and the township above a village.
    pub fn overseers(&self, id: UnitId) -> &[UnitId] {
        let found = self.overseers.get_or_init(|| self.find_overseers());
        found.get(&id).map_or(&[], Vec::as_slice)
    }

    fn find_overseers(&self) -> HashMap<UnitId, Vec<UnitId>> {
        let mut offices: HashMap<UnitId, UnitId> = HashMap::new();
        for unit in self.units.values() {
            if let (UnitKind::PetitionOffice, Some(area), true) =
                (unit.kind, unit.parent, unit.active)
            {
                let office = offices.entry(area).or_insert(unit.id);
                *office = (*office).min(unit.id);
            }
        }
        let of = |id: UnitId| {
            let mut found = Vec::new();
            for area in std::iter::once(id).chain(self.above(id)) {
                let township = self
                    .unit(area)
                    .is_some_and(|unit| unit.kind == UnitKind::Township);
                if township && area != id {
                    found.push(area);
                }
                found.extend(offices.get(&area).copied().filter(|office| *office != id));
            }
            found.dedup();
            found
        };
        self.units.keys().map(|id| (*id, of(*id))).collect()
    }

    /// The petition department standing directly under `area`, if it has one.
    pub fn petition_office_of(&self, area: UnitId) -> Option<UnitId> {
        self.units
            .values()
            .filter(|unit| {
                unit.kind == UnitKind::PetitionOffice && unit.parent == Some(area) && unit.active
            })
            .map(|unit| unit.id)
            .min()
    }

    /// The first active discipline organ, which takes accusations that nobody else may have.
    pub fn discipline_organ(&self) -> Option<UnitId> {
        self.units
            .values()
            .filter(|unit| unit.kind == UnitKind::Discipline && unit.active)
            .map(|unit| unit.id)
            .min()
    }

    /// The joint conference for an office: the nearest one of the areas it lies in, else any.
    pub fn joint_conference(&self, office: UnitId) -> Option<UnitId> {
        let areas = self.above(office);
        let rank = |unit: &&Unit| {
            let near = areas.iter().position(|area| unit.parent == Some(*area));
            (near.unwrap_or(usize::MAX), unit.id)
        };
        self.units
            .values()
            .filter(|unit| unit.kind == UnitKind::JointConference && unit.active)
            .min_by_key(rank)
            .map(|unit| unit.id)
    }

    /// Whether the unit is a petition department, which routes but does not decide the merits
    /// (《信访工作条例》第十四条).
    pub fn is_petition_office(&self, id: UnitId) -> bool {
        self.unit(id)
            .is_some_and(|unit| unit.kind == UnitKind::PetitionOffice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_procuratorate_is_known_by_its_kind_and_in_older_folders_by_its_name() {
        let unit = |kind, name: &str| Unit {
            id: UnitId(1),
            parent: None,
            name: name.to_owned(),
            kind,
            address: String::new(),
            phone: String::new(),
            hours: String::new(),
            duties: Vec::new(),
            active: true,
        };
        let new = unit(UnitKind::Procuratorate, "云泽县检察机关");
        let old = unit(UnitKind::PoliticalLegal, "云泽县人民检察院");
        assert!(new.is_procuratorate() && old.is_procuratorate());
        assert!(new.kind.is_political_legal() && old.kind.is_political_legal());
        assert!(!unit(UnitKind::PoliticalLegal, "云泽县人民法院").is_procuratorate());
        assert!(!unit(UnitKind::Village, "检察院家属院社区").is_procuratorate());
    }
}
