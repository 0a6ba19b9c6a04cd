//! The county's units and posts.

use crate::dice::{Dice, Stream};
use crate::people;
use crate::phrases::{Department, phrases};
use crate::plan::{Key, Post, Role, Unit, UnitKind};

/// Key of the county.
pub const COUNTY: Key = "county";
/// Key of the petition office.
pub const OFFICE: Key = "xfj";
/// The village that has a petition station of its own.
pub const STATION: Key = "t02v1";

/// Departments busy enough for a second post.
const BUSY: [&str; 4] = ["rsj", "zrzyj", "zjj", "gaj"];

struct Making {
    dice: Dice,
    units: Vec<Unit>,
}

impl Making {
    fn add(&mut self, key: Key, name: &str, short: &str, kind: UnitKind, parent: Option<Key>) {
        let road = self.dice.pick(&phrases().names.roads).clone();
        let number = self.dice.between(1, 188);
        let rural = matches!(kind, UnitKind::Township | UnitKind::Village);
        let serial = self.units.len();
        self.units.push(Unit {
            key,
            name: name.to_owned(),
            short_name: short.to_owned(),
            kind,
            parent,
            code_prefix: prefix(key, short, serial),
            head: people::name(&mut self.dice),
            address: if rural {
                format!("云泽县{name}")
            } else {
                format!("云泽县{road}{number}号")
            },
            phone: format!(
                "0000-{:07}",
                6_000_000 + serial * 1_000 + self.dice.below(1_000)
            ),
            reception_hours: match kind {
                UnitKind::Village => "周一、周四 9:00—11:30",
                _ => "工作日 8:30—12:00，14:30—17:30",
            }
            .to_owned(),
        });
    }
}

fn prefix(key: Key, short: &str, serial: usize) -> String {
    if key == OFFICE {
        return "云信".to_owned();
    }
    let plain = short.trim_start_matches("县委").trim_start_matches('县');
    let head: String = plain.chars().take(2).collect();
    format!("云{head}{serial:03}")
}

fn department_kind(department: &Department) -> UnitKind {
    match department.kind.as_deref() {
        Some("PoliticalLegal") => UnitKind::PoliticalLegal,
        Some(_) => UnitKind::DisciplineOrgan,
        None => UnitKind::Department,
    }
}

/// The county, its petition office, 25 departments, 12 townships, 60 villages.
pub(crate) fn units(seed: u64) -> Vec<Unit> {
    let names = &phrases().names;
    let mut making = Making {
        dice: Dice::new(seed, Stream::Post, 0),
        units: Vec::new(),
    };
    making.add(
        COUNTY,
        "中共云泽县委、云泽县人民政府",
        "云泽县",
        UnitKind::County,
        None,
    );
    let root = Some(COUNTY);
    making.add(
        OFFICE,
        "云泽县信访局",
        "县信访局",
        UnitKind::PetitionOffice,
        root,
    );
    for department in &names.departments {
        let kind = department_kind(department);
        making.add(
            &department.key,
            &department.name,
            &department.short,
            kind,
            root,
        );
    }
    for town in &names.townships {
        making.add(&town.key, &town.name, &town.name, UnitKind::Township, root);
    }
    for town in &names.townships {
        for (key, village) in town.village_keys.iter().zip(&town.villages) {
            let name = format!("{}{village}", town.name);
            making.add(key, &name, village, UnitKind::Village, Some(&town.key));
        }
    }
    making.units
}

/// About fifty posts: six in the petition office, one in each department and
/// township, a second in the busiest, one village station.
pub(crate) fn posts(seed: u64) -> Vec<Post> {
    let names = &phrases().names;
    let mut posts = Vec::new();
    let mut dice = Dice::new(seed, Stream::Post, 1);
    let mut add = |unit: Key, title: &str, role: Role, login: String| {
        posts.push(Post {
            key: format!("{unit}-{login}"),
            unit,
            person: people::name(&mut dice),
            title: title.to_owned(),
            role,
            login,
        });
    };
    for (number, title) in ["来信来电岗", "接访岗", "网信岗"].into_iter().enumerate() {
        add(OFFICE, title, Role::Clerk, format!("clerk{}", number + 1));
    }
    add(OFFICE, "局长", Role::Leader, "leader".to_owned());
    add(OFFICE, "督查岗", Role::Supervisor, "supervisor".to_owned());
    add(
        OFFICE,
        "系统管理员",
        Role::Administrator,
        "admin".to_owned(),
    );
    for department in &names.departments {
        let key = department.key.as_str();
        add(key, "信访承办岗", Role::Handler, key.to_owned());
        if BUSY.contains(&key) {
            add(key, "分管负责人", Role::Leader, format!("{key}-leader"));
        }
    }
    for town in &names.townships {
        add(&town.key, "信访专干", Role::Handler, town.key.clone());
    }
    add(STATION, "村信访代办员", Role::Clerk, "station".to_owned());
    posts
}
