//! The county's units, posts and people, entered as an administrator would.

use std::collections::HashMap;

use county::{County, UnitKind as PlanKind};
use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::org::{Post, Role, UnitKind};
use kernel::{PersonId, PostId, UnitId};
use office::organisation::{PostForm, UnitForm};
use office::{Moment, Office, OfficeError};

use super::duties;

/// The password of every demonstration account. It is printed at start: these data are nobody's.
pub const PASSWORD: &str = "huiyin-demo";

/// Who acts for each unit in the replay.
pub struct Staff {
    units: HashMap<&'static str, UnitId>,
    posts: HashMap<(UnitId, Role), Viewer>,
}

impl Staff {
    /// The unit of a key.
    pub fn unit(&self, key: &str) -> Option<UnitId> {
        self.units.get(key).copied()
    }

    /// The posts as they stand now: confirmed.
    fn read_again(&mut self, office: &Office) {
        let org = office.org();
        for viewer in self.posts.values_mut() {
            if let Some(post) = org.post(viewer.post) {
                *viewer = Viewer::of(post, &org);
            }
        }
    }

    /// Whoever can act for a unit in a role.
    pub fn post(&self, unit: UnitId, role: Role) -> Option<&Viewer> {
        self.posts.get(&(unit, role))
    }
}

/// The name of the county's petition department.
pub fn office_name(county: &County) -> String {
    county
        .units()
        .iter()
        .find(|unit| unit.kind == PlanKind::PetitionOffice)
        .map_or_else(|| "信访局".to_owned(), |unit| unit.name.clone())
}

/// Enters units, posts and accounts.
///
/// # Errors
/// Those of the use cases.
pub fn settle(office: &Office, county: &County, until: Date) -> Result<Staff, OfficeError> {
    // The county was set up before its first petition of the year.
    let moment = Moment::at(
        until
            .saturating_sub(jiff::Span::new().days(380))
            .at(9, 0, 0, 0),
    );
    let mut staff = Staff {
        units: HashMap::new(),
        posts: HashMap::new(),
    };
    let city = city(office, &mut staff, moment)?;
    for unit in county.units() {
        let existing = match unit.kind {
            PlanKind::County => Some(UnitId(1)),
            PlanKind::PetitionOffice => Some(UnitId(2)),
            _ => None,
        };
        let form = UnitForm {
            id: existing,
            parent: unit
                .parent
                .and_then(|parent| staff.unit(parent))
                .or(Some(city)),
            name: unit.name.clone(),
            kind: kind(unit.kind),
            address: unit.address.clone(),
            phone: unit.phone.clone(),
            hours: unit.reception_hours.clone(),
            active: true,
        };
        let id = office.put_unit(Actor::System, form, moment)?;
        if let Some(words) = duties::of(unit.key) {
            office.put_duties(Actor::System, id, words, moment)?;
        }
        staff.units.insert(unit.key, id);
    }
    for post in county.posts() {
        let Some(unit) = staff.unit(post.unit) else {
            continue;
        };
        let login = (post.login.clone(), PASSWORD.to_owned());
        enter(
            office,
            &mut staff,
            unit,
            &post.person,
            &post.title,
            role(post.role),
            Some(login),
            moment,
        )?;
    }
    for unit in county.units() {
        let Some(id) = staff.unit(unit.key) else {
            continue;
        };
        if unit.kind != PlanKind::Village && staff.post(id, Role::Leader).is_none() {
            enter(
                office,
                &mut staff,
                id,
                &unit.head,
                "主要负责人",
                Role::Leader,
                (unit.kind == PlanKind::County).then(|| ("county".to_owned(), PASSWORD.to_owned())),
                moment,
            )?;
        }
    }
    confirm(office, moment)?;
    staff.read_again(office);
    Ok(staff)
}

/// The petition office's leader begins, as in every new office, and confirms all posts.
fn confirm(office: &Office, moment: Moment) -> Result<(), OfficeError> {
    let org = office.org();
    let leads = |post: &&Post| post.role == Role::Leader && org.is_petition_office(post.unit);
    let Some(leader) = org.posts().into_iter().find(leads) else {
        return Ok(());
    };
    // The own post first: with it confirmed the others follow in the ordinary way.
    let leader = leader.id;
    let mut waiting: Vec<PostId> = org
        .posts()
        .iter()
        .filter(|post| post.awaits())
        .map(|post| post.id)
        .collect();
    waiting.sort_by_key(|id| *id != leader);
    for id in waiting {
        let org = office.org();
        if let Some(post) = org.post(leader) {
            office.confirm_post(&Viewer::of(post, &org), id, moment)?;
        }
    }
    Ok(())
}

/// The city above the county: it re-reviews what the county reviewed, and reviews what the county decided itself.
fn city(office: &Office, staff: &mut Staff, moment: Moment) -> Result<UnitId, OfficeError> {
    let form = UnitForm {
        id: None,
        parent: None,
        name: "云川市人民政府".to_owned(),
        kind: UnitKind::Government,
        address: "云川市市政大道1号".to_owned(),
        phone: "0000-7000000".to_owned(),
        hours: "工作日 9:00—12:00，14:00—17:00".to_owned(),
        active: true,
    };
    let city = office.put_unit(Actor::System, form, moment)?;
    enter(
        office,
        staff,
        city,
        "严立秋",
        "主要负责人",
        Role::Leader,
        Some(("city".to_owned(), PASSWORD.to_owned())),
        moment,
    )?;
    Ok(city)
}

#[expect(clippy::too_many_arguments, reason = "a post is just these things")]
fn enter(
    office: &Office,
    staff: &mut Staff,
    unit: UnitId,
    name: &str,
    title: &str,
    role: Role,
    login: Option<(String, String)>,
    moment: Moment,
) -> Result<(), OfficeError> {
    let (login, password) = login.unwrap_or_default();
    // Set-up made one administrator already; the county's own takes over that account's post.
    let (id, person) = if login == "admin" {
        (Some(PostId(1)), Some(PersonId(1)))
    } else {
        (None, None)
    };
    let post = office.put_post(
        Actor::System,
        PostForm {
            id,
            unit,
            person,
            name: name.to_owned(),
            title: title.to_owned(),
            role,
            active: true,
            login,
            password,
        },
        moment,
    )?;
    let org = office.org();
    if let Some(post) = org.post(post) {
        let viewer = Viewer::of(post, &org);
        staff.posts.entry((unit, role)).or_insert(viewer);
    }
    Ok(())
}

fn kind(kind: PlanKind) -> UnitKind {
    match kind {
        PlanKind::County => UnitKind::Government,
        PlanKind::PetitionOffice => UnitKind::PetitionOffice,
        PlanKind::Department => UnitKind::Department,
        PlanKind::Township => UnitKind::Township,
        PlanKind::Village => UnitKind::Village,
        PlanKind::DisciplineOrgan => UnitKind::Discipline,
        PlanKind::PoliticalLegal => UnitKind::PoliticalLegal,
    }
}

fn role(role: county::Role) -> Role {
    match role {
        county::Role::Clerk => Role::Clerk,
        county::Role::Handler => Role::Handler,
        county::Role::Leader => Role::Leader,
        county::Role::Supervisor => Role::Supervisor,
        county::Role::Administrator => Role::Administrator,
    }
}
