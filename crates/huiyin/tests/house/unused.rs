//! Every package that a crate of ours names is one that it uses.

use std::collections::BTreeMap;
use std::path::Path;

use crate::{has_word, read, root, sources, toml};

/// Where a crate has code.
const ALL: &[&str] = &["src", "tests", "benches", "examples"];

/// The names under which a crate of ours takes packages, and where each may be used.
fn declared(of: &str) -> Vec<(String, &'static [&'static str])> {
    let manifest = toml(&format!("crates/{of}/Cargo.toml"));
    let names = |table: &str, places| {
        let table = manifest
            .get(table)
            .and_then(|table| table.as_table())
            .cloned();
        let names = table.into_iter().flatten();
        names.map(move |(name, _)| (name, places))
    };
    let plain = names("dependencies", &ALL[..1]);
    plain.chain(names("dev-dependencies", ALL)).collect()
}

fn crates() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("crates")).unwrap();
    folders
        .map(|folder| folder.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn text_of(folder: &Path) -> String {
    sources(folder).iter().map(|path| read(path)).collect()
}

#[test]
fn every_crate_uses_what_it_declares() {
    for of in crates() {
        let folder = root().join("crates").join(&of);
        let texts: BTreeMap<&str, String> = ALL
            .iter()
            .map(|place| (*place, text_of(&folder.join(place))))
            .collect();
        for (name, places) in declared(&of) {
            let word = name.replace('-', "_");
            let used = places.iter().any(|place| has_word(&texts[place], &word));
            assert!(used, "crates/{of} declares {name} and does not use it");
        }
    }
}

#[test]
fn every_package_of_the_workspace_is_declared_by_a_crate() {
    let declared: Vec<_> = crates().iter().flat_map(|of| declared(of)).collect();
    let workspace = toml("Cargo.toml");
    let offered = workspace["workspace"]["dependencies"].as_table().unwrap();
    for name in offered.keys() {
        let taken = declared.iter().any(|(one, _)| one == name);
        assert!(
            taken,
            "{name} stands in the workspace and no crate takes it"
        );
    }
}
