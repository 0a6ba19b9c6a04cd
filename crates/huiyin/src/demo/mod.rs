//! A demonstration: a county that does not exist, its units and people, and a year of petitions replayed through the same
//! use cases that real ones go through.

mod after_closing;
mod duties;
mod later;
mod people;
mod replay;
mod translate;
mod watched;
mod way;

use county::County;
use jiff::civil::Date;
use kernel::org::Role;
use office::setup::Setup;
use office::{Durability, Moment, Office, OfficeError};
use store::Home;

pub use people::PASSWORD;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The same seed makes the same county.
    pub seed: u64,
    /// The day the year ends.
    pub until: Date,
    /// How many petitions; the county's own number where it is not given.
    pub petitions: Option<usize>,
}

/// Prepares a data folder. `progress` hears steps done and steps in all.
///
/// # Errors
/// When the folder is taken or cannot be written. A folder half made is removed by deleting it and starting again.
pub fn prepare(
    home: impl Into<Home>,
    plan: &Plan,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), OfficeError> {
    let home = home.into();
    let county = County::new(plan.seed);
    let office = people::office_name(&county);
    Office::create(
        home.clone(),
        Setup {
            office,
            area: None,
            admin: "admin".to_owned(),
            password: PASSWORD.to_owned(),
        },
    )?;
    // Everything here can be made again from the seed, so no single step waits for the disk.
    let office = Office::open_with(home, Durability::Relaxed, &mut |_| {})?;
    // Its accounts are for trying out, so everybody may know their passwords and nobody is asked to change them.
    office.let_passwords_be_known()?;
    let staff = people::settle(&office, &county, plan.until)?;
    let petitions: Vec<county::Petition> = match plan.petitions {
        Some(count) => county.stream(count, plan.until).collect(),
        None => county.year(plan.until).collect(),
    };
    replay::Replay::new(&office, &staff, petitions, plan.until).run(progress);
    let evening = plan.until.at(17, 40, 0, 0).min(Moment::now().civil());
    way::enliven(&office, &staff, Moment::at(evening));
    watched::watch(&office, &staff, Moment::at(evening));
    later::go_on(&office, &staff, Moment::at(evening));
    office.catch_up(&mut |_| {})
}

/// An account to try.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Account {
    /// Its role in Chinese.
    pub role: &'static str,
    /// Its login.
    pub login: String,
    /// Who that is.
    pub who: String,
}

/// One account per role, and a handler of each of two departments.
pub fn accounts(office: &Office) -> Vec<Account> {
    let org = office.org();
    let mut found: Vec<Account> = Vec::new();
    let Ok(logins) = office.all_logins() else {
        return found;
    };
    for role in Role::ALL {
        let wanted = if role == Role::Handler { 2 } else { 1 };
        let mut posts = org.posts();
        posts.retain(|post| post.role == role && post.active);
        // The petition department's own posts first: theirs is the widest view.
        posts.sort_by_key(|post| (!org.is_petition_office(post.unit), post.id));
        let of_role = posts.iter().filter_map(|post| {
            let login = logins
                .iter()
                .find(|(person, ..)| *person == post.person)?
                .1
                .clone();
            Some(Account {
                role: role.zh(),
                login,
                who: format!(
                    "{} {}（{}）",
                    org.unit_name(post.unit),
                    post.person_name,
                    post.title
                ),
            })
        });
        found.extend(of_role.take(wanted));
    }
    found
}
