//! A small office whose database lies wherever a test wants it.

use std::path::Path;

use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::{Role, UnitKind};
use office::intake::Receipt;
use office::{Moment, Office, OfficeError};
use store::{Database, Home};
use testkit::{FRONT, Plan, PostPlan, UnitPlan, appeal, by_mail};

pub fn today() -> Moment {
    Moment::at("2026-03-10T09:30:00".parse().unwrap())
}

/// A folder with its database at an address.
pub fn on(dir: &Path, address: &str) -> Home {
    Home {
        dir: dir.to_owned(),
        database: Database::Server(address.parse().unwrap()),
    }
}

/// Makes the office in this place.
pub fn settle(place: &Home) -> Office {
    Plan {
        office: "青禾县信访局",
        area: None,
        password: "一把很长的钥匙2026",
        rulebook: "",
        units: &[UnitPlan::of_area("青禾县住房局", UnitKind::Department)],
        posts: &[PostPlan {
            unit: FRONT,
            name: "陈登记",
            title: "登记岗",
            role: Role::Clerk,
            login: None,
        }],
        since: today(),
    }
    .settle_at(place)
}

pub fn clerk(office: &Office) -> Viewer {
    let org = office.org();
    let post = org
        .posts()
        .into_iter()
        .find(|post| post.role == Role::Clerk)
        .unwrap();
    Viewer::of(post, &org)
}

/// A letter that is registered by the form with this token.
pub fn register(office: &Office, token: &str) -> Result<Receipt, OfficeError> {
    let mut letter = by_mail(
        FRONT,
        "房屋漏水",
        "三号楼屋面漏水，多次报修无人处理。",
        today(),
    );
    letter.screening = Some(appeal("修复屋面"));
    letter.once = Some(token.to_owned());
    office.register(&clerk(office), letter, today())
}
