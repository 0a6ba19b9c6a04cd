//! An office as a test describes it, made the way an administrator makes one.

use std::path::Path;

use kernel::UnitId;
use kernel::access::Actor;
use kernel::org::{Role, UnitKind};
use office::organisation::{PostForm, UnitForm};
use office::setup::{LOCAL_RULEBOOK, Setup};
use office::{Moment, Office};
use store::Home;

use crate::database::home;

/// The area above everything: the first unit of every office.
pub const AREA: UnitId = UnitId(1);

/// The petition department: the second unit of every office.
pub const FRONT: UnitId = UnitId(2);

/// A unit to be made.
#[derive(Clone, Copy, Debug)]
pub struct UnitPlan<'p> {
    /// Its name.
    pub name: &'p str,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent: UnitId,
}

impl<'p> UnitPlan<'p> {
    /// A unit right below the area.
    pub fn of_area(name: &'p str, kind: UnitKind) -> Self {
        Self {
            name,
            kind,
            parent: AREA,
        }
    }
}

/// A post to be filled.
#[derive(Clone, Copy, Debug)]
pub struct PostPlan<'p> {
    /// Where.
    pub unit: UnitId,
    /// Who.
    pub name: &'p str,
    /// What the post is called.
    pub title: &'p str,
    /// Its role.
    pub role: Role,
    /// The login; none makes no account, since hashing a password takes long in debug code.
    pub login: Option<&'p str>,
}

/// A small office: its units get the numbers from 3 on, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'p> {
    /// The name of the petition department.
    pub office: &'p str,
    /// The name of the area; none for what follows from the department's.
    pub area: Option<&'p str>,
    /// The password of the administrator and of every account.
    pub password: &'p str,
    /// The local rulebook; empty for none.
    pub rulebook: &'p str,
    /// Its units.
    pub units: &'p [UnitPlan<'p>],
    /// Who works there. Nothing about them waits for a second person.
    pub posts: &'p [PostPlan<'p>],
    /// When all this was entered.
    pub since: Moment,
}

impl Plan<'_> {
    /// Makes the office in this folder, on the engine that the tests run on.
    pub fn settle(&self, data: &Path) -> Office {
        self.settle_at(&home(data))
    }

    /// Makes the office in this place.
    pub fn settle_at(&self, place: &Home) -> Office {
        let office = self.create(place);
        for plan in self.units {
            let form = unit_form(plan.name, plan.kind, plan.parent);
            office.put_unit(Actor::System, form, self.since).unwrap();
        }
        if self.posts.iter().any(|plan| plan.login.is_some()) {
            office.let_passwords_be_known().unwrap();
        }
        for plan in self.posts {
            let mut form = PostForm {
                title: plan.title.to_owned(),
                ..post_form(plan.unit, plan.role, plan.name)
            };
            if let Some(login) = plan.login {
                form.login = login.to_owned();
                form.password = self.password.to_owned();
            }
            office.put_post(Actor::System, form, self.since).unwrap();
        }
        confirm_all(&office, self.since);
        office
    }

    fn create(&self, place: &Home) -> Office {
        let setup = Setup {
            office: self.office.to_owned(),
            area: self.area.map(str::to_owned),
            admin: "admin".to_owned(),
            password: self.password.to_owned(),
        };
        let office = Office::create(place.clone(), setup).unwrap();
        if self.rulebook.is_empty() {
            return office;
        }
        drop(office);
        std::fs::write(place.dir.join(LOCAL_RULEBOOK), self.rulebook).unwrap();
        Office::open(place.clone()).unwrap()
    }
}

/// Nothing about any post waits for a second person any more.
pub fn confirm_all(office: &Office, moment: Moment) {
    for post in office.org().posts() {
        if post.awaits() {
            office.confirm_post_as_keeper(post.id, moment).unwrap();
        }
    }
}

/// The form of a unit that works.
pub fn unit_form(name: &str, kind: UnitKind, parent: UnitId) -> UnitForm {
    UnitForm {
        id: None,
        parent: Some(parent),
        name: name.to_owned(),
        kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        active: true,
    }
}

/// The form of a post without an account.
pub fn post_form(unit: UnitId, role: Role, name: &str) -> PostForm {
    PostForm {
        id: None,
        unit,
        person: None,
        name: name.to_owned(),
        title: role.zh().to_owned(),
        role,
        active: true,
        login: String::new(),
        password: String::new(),
    }
}
