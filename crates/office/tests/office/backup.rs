//! A backup taken while the office serves holds everything acknowledged before, and comes back whole or not at all.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use huiyin_office as office;
use kernel::org::Role;
use office::backup::{Damage, restore as restore_at};
use office::setup::LOCAL_RULEBOOK;
use office::verify::verify;
use office::{Office, OfficeError};

use crate::county::{County, HOUSING, OFFICE, roof, today, viewer_in};
use crate::tamper::change;

fn restore(source: &Path, dir: &Path) -> Result<store::verify::Report, OfficeError> {
    restore_at(source, dir, Damage::Refuse, today())
}

fn is_empty(dir: &Path) -> bool {
    !dir.exists() || std::fs::read_dir(dir).unwrap().next().is_none()
}

#[test]
fn a_backup_taken_while_others_write_holds_what_was_acknowledged_before() {
    let county = County::new();
    county.busy_life();
    let before: Vec<_> = (0..20).map(|_| county.register(roof())).collect();
    let file = county.dir.path().join("backup.tar");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0;
            while !done.load(Ordering::Relaxed) {
                county.register(roof());
                let text = format!("附件 {turn}");
                county
                    .office
                    .keep_file("附件.txt", text.as_bytes(), true)
                    .unwrap();
                turn += 1;
            }
        });
        let size = county.office.backup(&file);
        done.store(true, Ordering::Relaxed);
        assert_eq!(size.unwrap(), std::fs::metadata(&file).unwrap().len());
    });
    let target = county.dir.path().join("restored");
    restore(&file, &target).unwrap();
    let office = Office::open(&target).unwrap();
    let report = verify(office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
    let clerk = viewer_in(&office, OFFICE, Role::Clerk);
    for receipt in &before {
        let track = office
            .petitioner(&receipt.number, &receipt.code, "", today())
            .and_then(|one| one.track())
            .unwrap();
        assert_eq!(track.petition.number, receipt.number);
        let people = office
            .show_identity(&clerk, receipt.matter, "核对备份".to_owned(), today())
            .unwrap();
        assert_eq!(people[0].name, "周远山");
    }
    office.catch_up(&mut |_| {}).unwrap();
    let housing = viewer_in(&office, HOUSING, Role::Clerk);
    assert!(office.count(&housing, &Default::default()).unwrap() > 0);
    let left: Vec<_> = std::fs::read_dir(county.data())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(
        left.iter()
            .all(|path| path.extension().is_none_or(|end| end != "tmp")),
        "{left:?}"
    );
}

#[test]
fn a_restore_refuses_a_folder_that_is_not_empty() {
    let county = County::new();
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    let keys = std::fs::read(county.data().join("keys.toml")).unwrap();
    assert!(restore(&file, &county.data()).is_err());
    assert_eq!(
        std::fs::read(county.data().join("keys.toml")).unwrap(),
        keys
    );
    let other = county.dir.path().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("keys.toml"), "somebody's only keys").unwrap();
    let error = restore(&file, &other).unwrap_err();
    assert!(error.to_string().contains("空目录"), "{error}");
    assert_eq!(
        std::fs::read_to_string(other.join("keys.toml")).unwrap(),
        "somebody's only keys"
    );
}

/// A county with files of every kind in its folder, and its backup.
fn backed_up() -> (County, Vec<u8>) {
    let county = County::new();
    county.everything();
    for (name, content) in OTHER_FILES {
        let path = county.data().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    let whole = std::fs::read(&file).unwrap();
    (county, whole)
}

/// What an office puts into its folder besides the database, known to the program or not.
const OTHER_FILES: [(&str, &str); 7] = [
    (
        LOCAL_RULEBOOK,
        include_str!("../../../../rulebooks/examples/local-tighter.toml"),
    ),
    ("documents.toml", "address = \"https://xf.example/\"\n"),
    ("fonts/own.ttf", "no font, but kept"),
    ("models/category", "a model"),
    ("calendars/2027.toml", "# next year"),
    ("categories.toml", "# the office's own table"),
    (
        "来信登记/说明.txt",
        "a folder this program knows nothing of",
    ),
];

/// Where each member of an archive begins, by name.
fn members(archive: &[u8]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while archive[at] != 0 {
        let header = &archive[at..at + 512];
        let end = header.iter().position(|byte| *byte == 0).unwrap().min(100);
        let name = String::from_utf8_lossy(&header[..end]).into_owned();
        let size = std::str::from_utf8(&header[124..135]).unwrap();
        let size = usize::from_str_radix(size, 8).unwrap();
        found.push((name, at));
        at += 512 + size.div_ceil(512) * 512;
    }
    found
}

#[test]
fn a_backup_holds_everything_the_folder_holds_but_what_can_be_made_again() {
    let (county, whole) = backed_up();
    county.office.catch_up(&mut |_| {}).unwrap();
    let bad = county.dir.path().join("again.tar");
    // A backup kept in the folder itself is not taken into the next one.
    std::fs::write(county.data().join("昨天的备份.tar"), &whole).unwrap();
    county.office.backup(&bad).unwrap();
    let target = county.dir.path().join("restored");
    assert!(restore(&bad, &target).unwrap().ok);
    for (name, content) in OTHER_FILES {
        assert_eq!(
            std::fs::read_to_string(target.join(name)).unwrap(),
            content,
            "{name}"
        );
    }
    let mut names: Vec<String> = std::fs::read_dir(&target)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut expected = vec![
        "huiyin.db".to_owned(),
        "keys.toml".to_owned(),
        "files".to_owned(),
    ];
    expected.extend(
        OTHER_FILES
            .iter()
            .map(|(name, _)| name.split('/').next().unwrap().to_owned()),
    );
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn a_changed_bit_anywhere_in_a_backup_is_found_and_nothing_is_left_behind() {
    let (county, whole) = backed_up();
    let members = members(&whole);
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        names.contains(&"keys.toml") && names.contains(&"fonts/own.ttf"),
        "{names:?}"
    );
    let mut damaged = 0;
    for (name, at) in &members {
        // The first byte of what it holds, and of its name.
        for place in [at + 512, *at] {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x10;
            let bad = county.dir.path().join("bad.tar");
            std::fs::write(&bad, bytes).unwrap();
            let target = county.dir.path().join("target");
            assert!(
                restore(&bad, &target).is_err(),
                "{name} at {place} was restored"
            );
            assert!(!target.exists(), "{name} at {place} left something behind");
            damaged += 1;
        }
    }
    assert!(damaged > 20);
    // Every page of the database, not only its beginning.
    let (_, database) = members
        .iter()
        .find(|(name, _)| name == "huiyin.db")
        .unwrap();
    for step in 1..8 {
        let mut bytes = whole.clone();
        bytes[database + 512 + step * 9_000] ^= 0x01;
        let bad = county.dir.path().join("bad.tar");
        std::fs::write(&bad, bytes).unwrap();
        let target = county.dir.path().join("target");
        assert!(restore(&bad, &target).is_err(), "step {step}");
        assert!(!target.exists());
    }
}

#[test]
fn a_broken_backup_leaves_nothing_that_looks_like_an_office() {
    let (county, whole) = backed_up();
    let members = members(&whole);
    let of = |wanted: &str| members.iter().find(|(name, _)| name == wanted).unwrap().1;
    let last = members.last().unwrap().1;
    let end = [0; 1_024];
    let without = |from: usize, to: usize| [&whole[..from], &whole[to..]].concat();
    let next = |at: usize| {
        members
            .iter()
            .map(|(_, at)| *at)
            .find(|other| *other > at)
            .unwrap()
    };
    let font = of("fonts/own.ttf");
    let list = of("huiyin-backup.list.json");
    let mut broken = vec![
        Vec::new(),
        b"not an archive".to_vec(),
        vec![0; 2_048],
        whole[..whole.len() / 2].to_vec(),
        whole[..last].to_vec(),
        // A member taken out; the list taken out; the mark and the list taken out.
        without(font, next(font)),
        without(list, whole.len() - 1_024),
        [&whole[members[1].1..list], &end[..]].concat()[512..].to_vec(),
    ];
    // Cut off between two files and ended properly: each reads like a whole archive.
    broken.extend(
        members
            .iter()
            .map(|(_, at)| [&whole[..*at], &end[..]].concat()),
    );
    for (case, bytes) in broken.iter().enumerate() {
        let bad = county.dir.path().join("bad.tar");
        std::fs::write(&bad, bytes).unwrap();
        let target = county.dir.path().join(format!("target-{case}"));
        // Also where the empty folder was there before.
        if case % 2 == 0 {
            std::fs::create_dir(&target).unwrap();
        }
        let outcome = restore(&bad, &target);
        assert!(outcome.is_err(), "case {case} was restored");
        assert!(is_empty(&target), "case {case} left something behind");
    }
    let missing = restore(
        &county.dir.path().join("none.tar"),
        &county.dir.path().join("none"),
    );
    assert!(matches!(missing, Err(OfficeError::Input(_))));
}

#[test]
fn a_member_that_would_leave_the_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("target");
    let mut links = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    links.append_link(&mut header, "files", "/etc").unwrap();
    let mut outside = tar::Header::new_gnu();
    outside.set_size(1);
    outside.as_gnu_mut().unwrap().name[..8].copy_from_slice(b"../a.txt");
    outside.set_cksum();
    let mut climbing = tar::Builder::new(Vec::new());
    climbing.append(&outside, &b"x"[..]).unwrap();
    for archive in [links, climbing] {
        let bad = dir.path().join("bad.tar");
        std::fs::write(&bad, archive.into_inner().unwrap()).unwrap();
        let error = restore(&bad, &target).unwrap_err().to_string();
        assert!(error.contains("不是备份所写"), "{error}");
        assert!(!target.exists() && !dir.path().join("a.txt").exists());
    }
}

#[test]
fn a_backup_of_an_earlier_version_without_a_list_still_comes_back() {
    let (county, whole) = backed_up();
    let mut old = tar::Builder::new(Vec::new());
    let mut archive = tar::Archive::new(&whole[..]);
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().into_owned();
        if !path.to_str().unwrap().starts_with("huiyin-backup.") {
            let mut header = entry.header().clone();
            old.append_data(&mut header, path, &mut entry).unwrap();
        }
    }
    let file = county.dir.path().join("old.tar");
    std::fs::write(&file, old.into_inner().unwrap()).unwrap();
    let target = county.dir.path().join("restored");
    assert!(restore(&file, &target).unwrap().ok);
    // It has no list, so only the check of the whole office tells that an attachment is gone.
    let bytes = std::fs::read(&file).unwrap();
    let members = members(&bytes);
    let at = members
        .iter()
        .position(|(name, _)| name.starts_with("files/"))
        .unwrap();
    let cut = [&bytes[..members[at].1], &bytes[members[at + 1].1..]].concat();
    std::fs::write(&file, cut).unwrap();
    let target = county.dir.path().join("cut");
    let error = restore(&file, &target).unwrap_err().to_string();
    assert!(error.contains("照片说明.txt"), "{error}");
    assert!(!target.exists());
}

#[test]
fn a_damaged_office_comes_back_only_when_that_is_accepted() {
    let county = County::new();
    county.busy_life();
    change(&county.data(), "DELETE FROM sight WHERE unit = 3");
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    let target = county.dir.path().join("restored");
    let error = restore(&file, &target).unwrap_err().to_string();
    assert!(
        error.contains("sight") && error.contains("--accept-damage"),
        "{error}"
    );
    assert!(!target.exists());
    let report = restore_at(&file, &target, Damage::Accept, today()).unwrap();
    assert!(!report.ok);
    Office::open(&target).unwrap();
}

#[test]
fn a_restore_that_was_killed_does_not_stand_in_the_way_of_the_next() {
    let (county, _) = backed_up();
    let target = county.dir.path().join("restored");
    let left = target.join("restore-1-aa-0.tmp");
    std::fs::create_dir_all(left.join("office")).unwrap();
    std::fs::write(left.join("lock"), "").unwrap();
    std::fs::write(left.join("office/keys.toml"), "half").unwrap();
    assert!(
        restore(&county.dir.path().join("backup.tar"), &target)
            .unwrap()
            .ok
    );
    assert!(!left.exists());
}

#[test]
fn a_backup_never_replaces_a_file() {
    let county = County::new();
    let file = county.dir.path().join("backup.tar");
    std::fs::write(&file, "older").unwrap();
    assert!(matches!(
        county.office.backup(&file),
        Err(OfficeError::Input(_))
    ));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "older");
    let nowhere = county.dir.path().join("missing-folder/backup.tar");
    assert!(county.office.backup(&nowhere).is_err());
    assert!(std::fs::read_dir(county.data()).unwrap().all(|entry| {
        entry
            .unwrap()
            .path()
            .extension()
            .is_none_or(|end| end != "tmp")
    }));
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_reads_keys_or_backups() {
    use std::os::unix::fs::PermissionsExt;
    let county = County::new();
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    let target = county.dir.path().join("restored");
    restore(&file, &target).unwrap();
    let office = Office::open(&target).unwrap();
    office.catch_up(&mut |_| {}).unwrap();
    county.office.catch_up(&mut |_| {}).unwrap();
    county
        .office
        .keep_file("附件.txt", "附件".as_bytes(), true)
        .unwrap();
    let mut paths = vec![file, county.data(), target];
    let mut seen = 0;
    while let Some(path) = paths.pop() {
        let known = std::fs::metadata(&path).unwrap();
        let mode = known.permissions().mode();
        assert_eq!(
            mode & 0o077,
            0,
            "{} is open to others: {mode:o}",
            path.display()
        );
        seen += 1;
        if known.is_dir() {
            paths.extend(
                std::fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        }
    }
    assert!(
        seen > 20,
        "database, keys, attachments and index of both were looked at"
    );
}
