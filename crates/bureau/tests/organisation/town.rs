//! A small town: a county with its petition department, a housing department and a township with a village below it.

use bureau::organisation::founding::{Founding, found};
use bureau::organisation::{
    Account, Command, Context, Facts, Next, PostChange, StandInForm, UnitForm,
};
use bureau::{OfficeEvent, Organisation};
use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::org::{Org, Post, Role, UnitKind};
use kernel::{Aggregate, PersonId, PostId, Refusal, StreamId, UnitId};

pub const COUNTY: UnitId = UnitId(1);
pub const OFFICE: UnitId = UnitId(2);
pub const HOUSING: UnitId = UnitId(3);
pub const TOWNSHIP: UnitId = UnitId(4);
pub const VILLAGE: UnitId = UnitId(5);

pub const ADMIN: PostId = PostId(1);
pub const OFFICE_LEADER: PostId = PostId(2);
pub const HOUSING_LEADER: PostId = PostId(3);
pub const HOUSING_HANDLER: PostId = PostId(4);

/// The town with what lies beside its chain.
pub struct Town {
    pub organisation: Organisation,
    pub accounts: Vec<Account>,
    pub holds_open_matters: bool,
    pub today: Date,
}

impl Town {
    /// Everybody is at the post, and every post that reads matters is confirmed.
    pub fn new() -> Self {
        let mut town = Self::founded();
        for (name, kind, parent) in [
            ("云川县住房和城乡建设局", UnitKind::Department, COUNTY),
            ("柳塘镇人民政府", UnitKind::Township, COUNTY),
            ("石桥村", UnitKind::Village, TOWNSHIP),
        ] {
            town.does(
                ADMIN,
                Command::KeepUnit(unit(None, Some(parent), name, kind)),
            );
        }
        for (unit, role, name) in [
            (OFFICE, Role::Leader, "高局长"),
            (HOUSING, Role::Leader, "程局长"),
            (HOUSING, Role::Handler, "林经办"),
        ] {
            town.does(ADMIN, Command::KeepPost(post(None, None, unit, role, name)));
        }
        for post in [OFFICE_LEADER, HOUSING_LEADER, HOUSING_HANDLER] {
            town.system_does(Command::ConfirmPost { post });
        }
        town
    }

    /// A new office: nobody but the first administrator.
    pub fn founded() -> Self {
        let events = found(&Founding {
            office: "云川县信访局".to_owned(),
            area: None,
            administrator: "admin".to_owned(),
        });
        Self {
            organisation: Organisation::replay(StreamId::ORGANISATION, &events.unwrap()).unwrap(),
            accounts: Vec::new(),
            holds_open_matters: false,
            today: "2026-03-02".parse().unwrap(),
        }
    }

    pub fn org(&self) -> &Org {
        self.organisation.org()
    }

    pub fn post(&self, id: PostId) -> &Post {
        self.org().post(id).unwrap()
    }

    pub fn person(&self, id: PostId) -> PersonId {
        self.post(id).person
    }

    fn decide(&self, actor: &Actor, command: Command) -> Result<Vec<OfficeEvent>, Refusal> {
        let org = self.org();
        let units = org.units().iter().map(|unit| unit.id.0).max();
        let posts = org.posts().iter().map(|post| post.id.0).max();
        let people = org.posts().iter().map(|post| post.person.0).max();
        let facts = Facts {
            next: Next {
                unit: UnitId(units.unwrap_or(0) + 1),
                post: PostId(posts.unwrap_or(0) + 1),
                person: PersonId(people.unwrap_or(0) + 1),
            },
            accounts: self.accounts.clone(),
            holds_open_matters: self.holds_open_matters,
        };
        let ctx = Context {
            today: self.today,
            at: 1_772_416_800_000,
            actor,
            facts: &facts,
        };
        self.organisation.decide(command, &ctx)
    }

    /// What a command would do, whoever gives it.
    pub fn tries(&self, by: PostId, command: Command) -> Result<Vec<OfficeEvent>, Refusal> {
        let viewer = Viewer::of(self.post(by), self.org());
        self.decide(&Actor::Staff(viewer), command)
    }

    /// Why a post may not.
    pub fn refuses(&self, by: PostId, command: Command) -> Refusal {
        self.tries(by, command).unwrap_err()
    }

    /// A post does something.
    pub fn does(&mut self, by: PostId, command: Command) -> Vec<OfficeEvent> {
        let events = self.tries(by, command).unwrap();
        self.take_in(events)
    }

    /// The program does something.
    pub fn system_does(&mut self, command: Command) -> Vec<OfficeEvent> {
        let events = self.decide(&Actor::System, command).unwrap();
        self.take_in(events)
    }

    fn take_in(&mut self, events: Vec<OfficeEvent>) -> Vec<OfficeEvent> {
        for event in &events {
            self.organisation.apply(event);
        }
        events
    }
}

pub fn unit(id: Option<UnitId>, parent: Option<UnitId>, name: &str, kind: UnitKind) -> UnitForm {
    UnitForm {
        id,
        parent,
        name: name.to_owned(),
        kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        active: true,
    }
}

pub fn post(
    id: Option<PostId>,
    person: Option<PersonId>,
    unit: UnitId,
    role: Role,
    name: &str,
) -> PostChange {
    PostChange {
        id,
        unit,
        person,
        name: name.to_owned(),
        title: role.zh().to_owned(),
        role,
        active: true,
        login: None,
    }
}

/// A post as it is.
pub fn as_it_is(post: &Post) -> PostChange {
    PostChange {
        id: Some(post.id),
        unit: post.unit,
        person: Some(post.person),
        name: post.person_name.clone(),
        title: post.title.clone(),
        role: post.role,
        active: post.active,
        login: None,
    }
}

pub fn away(of: PostId, person: PersonId) -> StandInForm {
    StandInForm {
        of,
        person,
        from: "2026-03-16".parse().unwrap(),
        to: "2026-03-20".parse().unwrap(),
        reason: "培训".to_owned(),
    }
}
