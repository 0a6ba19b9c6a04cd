//! Law as data: a local book tightens what begins after it, and what began before keeps its version.

use huiyin_office as office;
use kernel::org::Role;
use matter::Matter;
use office::setup::{LOCAL_RULEBOOK, LocalRulebook};
use office::{Office, OfficeError};

use crate::county::{County, HOUSING, OFFICE, at, roof, today, transfer, viewer_in};

const LOCAL: &str = include_str!("../../../../rulebooks/examples/local-tighter.toml");

/// Sends a matter to the housing department, which accepts it on 5 March; the day its handling period ends.
fn handling_ends(office: &Office, id: kernel::MatterId) -> String {
    let clerk = viewer_in(office, OFFICE, Role::Clerk);
    let leader = viewer_in(office, HOUSING, Role::Leader);
    let act = |viewer, command, day| {
        let version = office.version(id).unwrap();
        office.act(viewer, id, version, command, at(day)).unwrap();
    };
    act(&clerk, transfer(HOUSING), "2026-03-03");
    act(&leader, matter::Command::Accept, "2026-03-05");
    let clock = matter(office, id)
        .clocks
        .into_iter()
        .find(|clock| clock.limit.as_str() == "K6");
    clock.unwrap().due.raw.to_string()
}

fn matter(office: &Office, id: kernel::MatterId) -> Matter {
    store::ledger::load(&office.store().reader().unwrap(), id)
        .unwrap()
        .unwrap()
        .0
}

#[test]
fn matters_begun_before_keep_the_national_limits() {
    let county = County::new();
    let old = county.register(roof()).matter;
    let data = county.data();
    let County {
        dir: _dir, office, ..
    } = county;
    drop(office);
    std::fs::write(data.join(LOCAL_RULEBOOK), LOCAL).unwrap();
    let office = Office::open(testkit::home(&data)).unwrap();
    let clerk = viewer_in(&office, OFFICE, Role::Clerk);
    let new = office.register(&clerk, roof(), today()).unwrap().matter;
    assert_eq!(handling_ends(&office, old), "2026-05-04", "sixty days");
    assert_eq!(handling_ends(&office, new), "2026-04-04", "thirty days");
    assert_ne!(matter(&office, old).rulebook, matter(&office, new).rulebook);
    assert!(
        store::verify::verify(office.store(), &mut |_| {})
            .unwrap()
            .ok
    );

    // The book is given up again: what began under it keeps it.
    drop(office);
    std::fs::remove_file(data.join(LOCAL_RULEBOOK)).unwrap();
    let office = Office::open(testkit::home(&data)).unwrap();
    let third = office.register(&clerk, roof(), today()).unwrap().matter;
    assert_eq!(handling_ends(&office, third), "2026-05-04");
    let kept = matter(&office, new);
    let book = office.law().rulebook(&kept.rulebook);
    let key = kernel::rulebook::LimitKey::new("K6");
    assert_eq!(book.limit(&key, kept.weight).unwrap().length, 30);
}

#[test]
fn a_changed_text_needs_a_new_version() {
    let county = County::new();
    let data = county.data();
    let County {
        dir: _dir, office, ..
    } = county;
    drop(office);
    let open_with = |text: &str| {
        std::fs::write(data.join(LOCAL_RULEBOOK), text).unwrap();
        Office::open(testkit::home(&data)).map(drop)
    };
    open_with(LOCAL).unwrap();
    open_with(LOCAL).unwrap();
    let changed = LOCAL.replace("length = 30", "length = 25");
    let error = open_with(&changed).unwrap_err();
    assert!(
        matches!(
            &error,
            OfficeError::LocalRulebook(LocalRulebook::SameVersion(_))
        ),
        "{error}"
    );
    open_with(&changed.replace("2026-01", "2026-02")).unwrap();
}

#[test]
fn a_book_that_loosens_or_cannot_be_read_opens_nothing() {
    let county = County::new();
    let data = county.data();
    let County {
        dir: _dir, office, ..
    } = county;
    drop(office);
    std::fs::write(
        data.join(LOCAL_RULEBOOK),
        LOCAL.replace("length = 30", "length = 90"),
    )
    .unwrap();
    let error = Office::open(testkit::home(&data)).map(drop).unwrap_err();
    assert!(
        matches!(&error, OfficeError::Rulebook(_)) && error.to_string().contains("K6"),
        "{error}"
    );
    // Saved in another encoding: silently using the longer national limits would be worse than stopping.
    std::fs::write(
        data.join(LOCAL_RULEBOOK),
        encoding_rs::GB18030.encode(LOCAL).0,
    )
    .unwrap();
    let error = Office::open(testkit::home(&data)).map(drop).unwrap_err();
    assert!(error.to_string().contains("UTF-8"), "{error}");
}

#[test]
fn a_local_book_that_names_a_setting_of_older_programs_still_opens() {
    let county = County::new();
    let data = county.data();
    let County {
        dir: _dir, office, ..
    } = county;
    drop(office);
    let gone = "\n[[setting]]\nname = \"roll_over\"\nvalue = true\n";
    std::fs::write(data.join(LOCAL_RULEBOOK), format!("{LOCAL}{gone}")).unwrap();
    let open = || Office::open(testkit::home(&data)).unwrap();
    let office = open();
    assert_eq!(office.law().current.retired().len(), 1);
    drop(office);
    // Opened again, and once more without it: what was kept of that version loads too.
    drop(open());
    std::fs::remove_file(data.join(LOCAL_RULEBOOK)).unwrap();
    assert!(open().law().current.retired().is_empty());
}
