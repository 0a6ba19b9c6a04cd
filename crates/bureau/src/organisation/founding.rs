//! The beginning of an office: its area, its petition department and its first administrator.

use kernel::org::{Post, Role, Unit, UnitKind};
use kernel::{PersonId, PostId, Refusal, UnitId};

use super::event::OrganisationEvent;
use crate::office_event::OfficeEvent;

/// The first administrator, who is known by the login until somebody writes down a name.
pub const ADMINISTRATOR: PersonId = PersonId(1);

/// What a new office is told.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The petition department's name.
    pub office: String,
    /// The area's committee or government; made from the office's name where it is not given.
    pub area: Option<String>,
    /// The first administrator's login.
    pub administrator: String,
}

/// The first events of an office.
///
/// # Errors
/// Names that are missing.
pub fn found(founding: &Founding) -> Result<Vec<OfficeEvent>, Refusal> {
    let office = founding.office.trim();
    let administrator = founding.administrator.trim();
    if office.is_empty() || administrator.is_empty() {
        return Err(Refusal::input(
            "请填写信访部门名称和管理员登录名",
            "give the petition department's name and the administrator's login",
        ));
    }
    let area = founding.area.as_deref().map(str::trim);
    let area = area
        .filter(|area| !area.is_empty())
        .map_or_else(|| area_of(office), str::to_owned);
    let unit = |id, parent, name: String, kind| Unit {
        id: UnitId(id),
        parent,
        name,
        kind,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        duties: Vec::new(),
        active: true,
    };
    let post = Post {
        id: PostId(1),
        unit: UnitId(2),
        person: ADMINISTRATOR,
        person_name: administrator.to_owned(),
        title: "系统管理员".to_owned(),
        role: Role::Administrator,
        active: true,
        stand_in: None,
        grant: None,
    };
    Ok(vec![
        OrganisationEvent::UnitKept(unit(1, None, area, UnitKind::Government)).into(),
        OrganisationEvent::UnitKept(unit(
            2,
            Some(UnitId(1)),
            office.to_owned(),
            UnitKind::PetitionOffice,
        ))
        .into(),
        OrganisationEvent::PostKept(post).into(),
    ])
}

/// The name of the area that a petition department stands in, from the department's own.
fn area_of(office: &str) -> String {
    format!("{}党委、政府", office.trim_end_matches("信访局"))
}
