//! A data folder is its owner's alone, and killed work leaves nothing behind.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use huiyin_store as store;
use store::Store;
use store::workplace::{Workplace, is_work};

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
mod rights {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn assert_closed(folder: &Path) {
        assert_eq!(mode(folder) & 0o077, 0, "{}", folder.display());
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                assert_closed(&path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }

    #[test]
    fn whatever_is_made_is_for_the_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("deep/data");
        let store = Store::create(&data).unwrap();
        store::files::keep(&data, "附件".as_bytes()).unwrap();
        let copy = data.join("copy.db");
        store::backup::copy_database(&store, &copy).unwrap();
        // The files beside an open database are looked at while they are there.
        assert!(names(&data).contains(&"huiyin.db-wal".to_owned()));
        assert_closed(&data);
        store::private::replace(&data.join("settings.toml"), b"x = 1").unwrap();
        assert_closed(&data);
    }

    #[test]
    fn an_open_folder_of_an_earlier_version_is_closed_on_opening() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        drop(Store::create(&data).unwrap());
        let hash = store::files::keep(&data, "附件".as_bytes()).unwrap();
        fs::create_dir(data.join("models")).unwrap();
        fs::write(data.join("models/category"), "model").unwrap();
        let loosen = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        let file = store::files::path(&data, &hash).unwrap();
        for (path, mode) in [
            (data.join("models/category"), 0o644),
            (data.join("models"), 0o755),
            (file.clone(), 0o664),
            (file.parent().unwrap().to_owned(), 0o775),
            (data.join("huiyin.db"), 0o644),
            (data.clone(), 0o755),
        ] {
            loosen(&path, mode);
        }
        let store = Store::open(&data).unwrap();
        assert_closed(&data);
        drop(store);
        // A single file that somebody opened again later.
        loosen(&data.join("huiyin.db"), 0o666);
        Store::open(&data).unwrap();
        assert_closed(&data);
    }

    #[test]
    fn a_link_is_not_followed_to_change_what_is_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        let elsewhere = dir.path().join("shared.ttf");
        fs::write(&elsewhere, "font").unwrap();
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o644)).unwrap();
        let data = dir.path().join("data");
        drop(Store::create(&data).unwrap());
        std::os::unix::fs::symlink(&elsewhere, data.join("font.ttf")).unwrap();
        Store::open(&data).unwrap();
        assert_eq!(mode(&elsewhere), 0o644);
    }
}

#[test]
fn what_killed_work_left_is_cleared_away_and_work_under_way_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    drop(Store::create(&data).unwrap());
    let before = names(&data);
    let under_way = Workplace::create(&data, "backup").unwrap();
    fs::write(under_way.path().join("huiyin.db"), "half a copy").unwrap();
    let running = under_way.path().file_name().unwrap().to_owned();
    // A killed process: its folder stays, its lock does not.
    for name in [
        "backup-1-aa-0.tmp",
        "verify-1-aa-0.tmp",
        "restore-1-aa-0.tmp",
    ] {
        fs::create_dir(data.join(name)).unwrap();
        fs::write(data.join(name).join("lock"), "").unwrap();
        fs::write(data.join(name).join("huiyin.db"), "half a copy").unwrap();
    }
    // As earlier versions worked: single files, a check named after its process.
    fs::write(data.join("verify-4194305-0.tmp"), "").unwrap();
    let old = fs::File::create(data.join("backup-0123abcd.tmp")).unwrap();
    #[allow(
        clippy::disallowed_methods,
        reason = "the age of a file is told by the clock that dated it"
    )]
    let hours_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 60 * 60);
    old.set_modified(hours_ago).unwrap();
    // Not ours, whatever its ending.
    fs::write(data.join("notes.tmp"), "somebody's").unwrap();
    drop(Store::open(&data).unwrap());
    let mut left = before.clone();
    left.extend(["notes.tmp".to_owned(), running.into_string().unwrap()]);
    left.sort();
    assert_eq!(names(&data), left);
    drop(under_way);
    left.retain(|name| !is_work(name));
    assert_eq!(names(&data), left);
}

#[test]
fn every_table_is_kept_for_itself_or_belongs_to_one_projection() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    drop(Store::create(&data).unwrap());
    let database = rusqlite::Connection::open(data.join("huiyin.db")).unwrap();
    let made: BTreeSet<String> = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let kept = store::schema::KEPT
        .split("CREATE TABLE IF NOT EXISTS ")
        .skip(1);
    let kept: BTreeSet<String> = kept
        .filter_map(|table| table.split_whitespace().next().map(str::to_owned))
        .collect();
    let projected: BTreeSet<String> = store::projection::tables().map(str::to_owned).collect();
    assert!(kept.is_disjoint(&projected));
    assert_eq!(made, kept.union(&projected).cloned().collect());
}

#[test]
fn uploads_cut_off_with_an_earlier_server_go_when_the_next_begins() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    drop(Store::create(&data).unwrap());
    let hash = store::files::keep(&data, "附件".as_bytes()).unwrap();
    let kept = store::files::path(&data, &hash).unwrap();
    let half = kept.with_extension("ThreadId(7).part");
    fs::write(&half, "half").unwrap();
    // A command beside a running server leaves its uploads alone.
    drop(Store::open(&data).unwrap());
    assert!(half.exists());
    let serving = store::serving::Serving::begin(&data, "http://127.0.0.1/").unwrap();
    assert!(!half.exists() && kept.exists());
    drop(serving);
}
