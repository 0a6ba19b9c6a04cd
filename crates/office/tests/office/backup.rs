//! A backup taken while the office serves holds everything acknowledged before, and comes back whole or not at all.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::org::Role;
use huiyin_office as office;
use office::backup::restore;
use office::setup::LOCAL_RULEBOOK;
use office::{Office, OfficeError};
use store::verify::verify;

use crate::county::{County, HOUSING, OFFICE, roof, today, viewer_in};

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
            .track(&receipt.number, &receipt.code, "", today())
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

#[test]
fn a_broken_backup_leaves_nothing_that_looks_like_an_office() {
    let county = County::new();
    county.busy_life();
    let book = "# 最后一个文件\n";
    std::fs::write(county.data().join(LOCAL_RULEBOOK), book).unwrap();
    let file = county.dir.path().join("backup.tar");
    county.office.backup(&file).unwrap();
    let whole = std::fs::read(&file).unwrap();
    // The local rulebook stands last: one block of header, one of content, before the two that mark the end.
    let last = whole.len() - 4 * 512;
    assert!(whole[last..].starts_with(LOCAL_RULEBOOK.as_bytes()));
    // Where the second file of the archive begins: a copy cut off there reads like a complete archive.
    let size = u64::from_str_radix(std::str::from_utf8(&whole[124..135]).unwrap(), 8).unwrap();
    let boundary = usize::try_from(512 + size.div_ceil(512) * 512).unwrap();
    let mut scribbled = whole.clone();
    scribbled[512 + 4_096..512 + 12_288].fill(0x5a);
    let broken = [
        Vec::new(),
        b"not an archive".to_vec(),
        vec![0; 2_048],
        whole[..whole.len() / 2].to_vec(),
        whole[..boundary].to_vec(),
        [&whole[..boundary], &[0; 1_024][..]].concat(),
        whole[..last].to_vec(),
        scribbled,
    ];
    for (case, bytes) in broken.iter().enumerate() {
        let bad = county.dir.path().join("bad.tar");
        std::fs::write(&bad, bytes).unwrap();
        let target = county.dir.path().join(format!("target-{case}"));
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
    for path in [
        file,
        county.data().join("keys.toml"),
        target.join("keys.toml"),
    ] {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(
            mode & 0o077,
            0,
            "{} is open to others: {mode:o}",
            path.display()
        );
    }
}
