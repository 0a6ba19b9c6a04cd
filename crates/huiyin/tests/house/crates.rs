//! The floors of the house: which crate stands above which. One on the same floor is as unknown as one above.

use crate::{root, toml};

/// The floors, the lowest first. What a crate may build on stands on a floor below its own.
const FLOORS: [&[&str]; 6] = [
    &["kernel"],
    &[
        "matter",
        "bureau",
        "language",
        "exchange",
        "documents",
        "county",
    ],
    &["store"],
    &["office"],
    &["web", "testkit"],
    &["huiyin"],
];

fn floor(of: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&of))
}

#[test]
fn no_crate_builds_on_one_of_its_own_floor_or_above() {
    let folders = std::fs::read_dir(root().join("crates")).unwrap();
    for folder in folders {
        let name = folder.unwrap().file_name().into_string().unwrap();
        let mine = floor(&name).unwrap_or_else(|| panic!("{name} stands on no floor"));
        let manifest = toml(&format!("crates/{name}/Cargo.toml"));
        let Some(taken) = manifest.get("dependencies").and_then(|all| all.as_table()) else {
            continue;
        };
        // Packages that are not ours stand on no floor.
        for (other, below) in taken
            .keys()
            .filter_map(|other| Some((other, floor(other)?)))
        {
            assert!(
                below < mine,
                "{name} builds on {other}, which is not below it"
            );
        }
    }
}
