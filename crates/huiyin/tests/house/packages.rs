//! What the program is built on, against `deny.toml`: whence a package comes, under which licence, and in how many versions.
//!
//! `cargo deny` reads the same file; it takes longer to build than this whole program's tests take to run, so that what it says
//! of licences, sources and versions is said here.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use toml::Table;

use crate::{licence, root, toml};

static REVIEWED: LazyLock<Table> = LazyLock::new(|| toml("deny.toml"));

struct Package {
    name: String,
    version: String,
    licence: String,
    source: Option<String>,
}

/// Everything that is compiled into the program, its tests and its benchmarks on the reviewed machine.
static PACKAGES: LazyLock<Vec<Package>> = LazyLock::new(|| {
    let target = REVIEWED["graph"]["targets"][0].as_str().unwrap();
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(["--filter-platform", target])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let nodes = told["resolve"]["nodes"].as_array().unwrap();
    let built: BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    let packages = told["packages"].as_array().unwrap().iter();
    packages
        .filter(|package| built.contains(package["id"].as_str().unwrap()))
        .map(|package| Package {
            name: text(&package["name"]).unwrap(),
            version: text(&package["version"]).unwrap(),
            licence: text(&package["license"]).unwrap_or_default(),
            source: text(&package["source"]),
        })
        .collect()
});

fn texts(list: &toml::Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
}

#[test]
fn every_package_comes_from_a_registry_that_was_reviewed() {
    let allowed: Vec<&str> = texts(&REVIEWED["sources"]["allow-registry"]).collect();
    for package in PACKAGES.iter() {
        // Ours have no source: they lie in this repository.
        let Some(source) = &package.source else {
            assert!(package.name.starts_with("huiyin"), "{}", package.name);
            continue;
        };
        let known = source
            .strip_prefix("registry+")
            .is_some_and(|registry| allowed.contains(&registry));
        assert!(known, "{} comes from {source}", package.name);
    }
}

#[test]
fn every_package_has_a_licence_that_was_reviewed() {
    let licences = &REVIEWED["licenses"];
    let exceptions = licences["exceptions"].as_array().unwrap();
    let mut used = BTreeSet::new();
    for package in PACKAGES.iter() {
        let own = exceptions
            .iter()
            .find(|one| one["crate"].as_str() == Some(&package.name));
        used.extend(own.map(|_| package.name.as_str()));
        let allowed = |name: &str| {
            texts(&licences["allow"]).any(|one| one == name)
                || own.is_some_and(|one| texts(&one["allow"]).any(|one| one == name))
        };
        assert!(
            licence::fits(&package.licence, &allowed),
            "{} is under {:?}",
            package.name,
            package.licence
        );
    }
    assert_eq!(
        used.len(),
        exceptions.len(),
        "an exception for a package that is gone"
    );
}

#[test]
fn no_package_is_built_in_two_versions_without_a_reason() {
    let skipped = REVIEWED["bans"]["skip"].as_array().unwrap();
    let mut reviewed: BTreeMap<&str, bool> = skipped
        .iter()
        .map(|one| {
            assert!(
                one["reason"]
                    .as_str()
                    .is_some_and(|reason| !reason.is_empty())
            );
            (one["crate"].as_str().unwrap(), false)
        })
        .collect();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in PACKAGES.iter() {
        let all = versions.entry(&package.name).or_default();
        all.push(&package.version);
    }
    for (name, all) in versions.iter().filter(|(_, all)| all.len() > 1) {
        let mut unreviewed = Vec::new();
        for version in all {
            let found = reviewed.iter_mut().find(|(one, _)| {
                one.split_once('@').is_some_and(|(of, from)| {
                    let rest = version.strip_prefix(from);
                    of == *name && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                })
            });
            match found {
                Some((_, met)) => *met = true,
                None => unreviewed.push(version),
            }
        }
        assert!(unreviewed.len() < 2, "{name} is built as {unreviewed:?}");
    }
    let gone: Vec<_> = reviewed.iter().filter(|(_, met)| !**met).collect();
    assert!(gone.is_empty(), "no longer built twice: {gone:?}");
}
