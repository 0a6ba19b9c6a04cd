//! A look into a sealed file is on record: one entry for each person, matter and hour; and nobody's work is out of date by it.

use huiyin_office as office;
use kernel::MatterId;
use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use matter::{Command, Event};
use office::matter_file::Author;
use office::{Moment, OfficeError};

use crate::county::{
    County, DISCIPLINE, OFFICE, TOWNSHIP, accusation, note, post_form, roof, today, transfer,
};

fn after(minutes: i64) -> Moment {
    Moment::from_millis(today().millis() + minutes * 60_000)
}

fn looks(county: &County, id: MatterId) -> Vec<Author> {
    let reader = county.office.store().reader().unwrap();
    let (_, history) = store::ledger::load(&reader, id).unwrap().unwrap();
    history
        .iter()
        .filter(|(_, event)| matches!(event, Event::FileOpened { .. }))
        .map(|(entry, _)| entry.author)
        .collect()
}

#[test]
fn one_entry_for_each_person_matter_and_hour() {
    let county = County::new();
    let (office, clerk) = (&county.office, county.viewer(OFFICE, Role::Clerk));
    let id = county.register(accusation(&[TOWNSHIP], &[])).matter;
    let other = county.register(accusation(&[TOWNSHIP], &[])).matter;
    for minute in [0, 1, 30, 59] {
        office.note_look(&clerk, id, after(minute)).unwrap();
    }
    assert_eq!(looks(&county, id), [Author::Post(clerk.post)]);
    office.note_look(&clerk, other, after(1)).unwrap();
    let leader = county.viewer(OFFICE, Role::Leader);
    office.note_look(&leader, id, after(2)).unwrap();
    // Another post of the same person is the same eyes.
    let form = office::organisation::PostForm {
        person: Some(clerk.person),
        ..post_form(OFFICE, Role::Handler, "兼任的人")
    };
    let second_post = office.put_post(Actor::System, form, today()).unwrap();
    office.confirm_post_as_keeper(second_post, today()).unwrap();
    let org = office.org();
    let second_post = Viewer::of(org.post(second_post).unwrap(), &org);
    office.note_look(&second_post, id, after(3)).unwrap();
    assert_eq!(
        (looks(&county, id).len(), looks(&county, other).len()),
        (2, 1)
    );
    office.note_look(&clerk, id, after(60)).unwrap();
    assert_eq!(looks(&county, id).len(), 3);
}

#[test]
fn an_open_matter_is_read_without_an_entry() {
    let county = County::new();
    let id = county.register(roof()).matter;
    let clerk = county.viewer(OFFICE, Role::Clerk);
    county.office.note_look(&clerk, id, today()).unwrap();
    assert!(looks(&county, id).is_empty());
    let file = county.office.matter_file(&clerk, id, today()).unwrap();
    assert!(!file.is_look_due(&clerk, today()));
}

#[test]
fn the_accused_cannot_even_leave_a_look() {
    let county = County::new();
    let id = county.register(accusation(&[TOWNSHIP], &[])).matter;
    let accused = county.viewer(TOWNSHIP, Role::Leader);
    let outcome = county.office.note_look(&accused, id, today());
    assert!(matches!(outcome, Err(OfficeError::NotFound)));
    assert!(looks(&county, id).is_empty());
}

#[test]
fn a_look_makes_no_colleagues_work_out_of_date() {
    let county = County::new();
    let (office, clerk) = (&county.office, county.viewer(OFFICE, Role::Clerk));
    let id = county.register(accusation(&[TOWNSHIP], &[])).matter;
    let written_on = office.version(id).unwrap();
    let leader = county.viewer(OFFICE, Role::Leader);
    office.note_look(&leader, id, after(5)).unwrap();
    assert!(office.version(id).unwrap() > written_on);
    office
        .act(&clerk, id, written_on, transfer(DISCIPLINE), after(6))
        .unwrap();
    // But what a colleague did is no look.
    let late = office.act(&clerk, id, written_on, Command::Accept, after(7));
    assert!(matches!(late, Err(OfficeError::Stale { .. })), "{late:?}");
}

#[test]
fn several_files_are_added_together_though_somebody_looked_meanwhile() {
    let county = County::new();
    let (office, clerk) = (&county.office, county.viewer(OFFICE, Role::Clerk));
    let id = county.register(accusation(&[TOWNSHIP], &[])).matter;
    let written_on = office.version(id).unwrap();
    let files = ["收据一.txt", "收据二.txt"].map(|name| {
        let kept = office.keep_file(name, name.as_bytes(), false).unwrap();
        Command::Attach(kept)
    });
    office
        .note_look(&county.viewer(OFFICE, Role::Leader), id, after(1))
        .unwrap();
    office
        .act_all(&clerk, id, written_on, files.to_vec(), after(2))
        .unwrap();
    assert_eq!(county.matter(id).attachments.len(), 2);
    let before = office.version(id).unwrap();
    let half = vec![note("看过"), Command::Accept];
    assert!(office.act_all(&clerk, id, before, half, after(3)).is_err());
    assert_eq!(office.version(id).unwrap(), before, "all of it or none");
}

#[test]
fn the_petitioner_is_told_that_the_file_was_opened() {
    let county = County::new();
    let made = county.register(accusation(&[TOWNSHIP], &[]));
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let track = || {
        county
            .office
            .petitioner(&made.number, &made.code, "", after(90))
            .and_then(|one| one.track())
            .unwrap()
    };
    assert!(track().opened.is_empty());
    county
        .office
        .note_look(&clerk, made.matter, after(1))
        .unwrap();
    let opened = track().opened;
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].author, Author::Post(clerk.post));
}

#[test]
fn a_look_moves_no_list_and_the_ledger_agrees() {
    let county = County::new();
    let id = county.register(accusation(&[TOWNSHIP], &[])).matter;
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let lines = || county.office.lines(&clerk, &[id]).unwrap();
    let before = lines();
    county.office.note_look(&clerk, id, after(1)).unwrap();
    assert_eq!(lines(), before);
    let report = store::verify::verify(county.office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{:?}", report.problems);
}
