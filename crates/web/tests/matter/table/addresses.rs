//! The addresses of the program, as its own source names them.

use std::collections::BTreeSet;
use std::path::Path;

/// An address with room for what changes from page to page.
pub struct Address {
    pub pattern: String,
}

/// Every address that any page is reached under, in order.
pub fn addresses() -> Vec<Address> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
    let mut found = BTreeSet::new();
    read(&pages, &mut found);
    assert!(
        found.len() > 50,
        "the addresses are not where they were: {found:?}"
    );
    let address = |pattern| Address { pattern };
    found.into_iter().map(address).collect()
}

fn read(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            found.extend(source.split(".route(").skip(1).filter_map(pattern));
            found.extend(source.split("Screen::at(").skip(1).map(|rest| {
                let address = pattern(rest);
                address.unwrap_or_else(|| panic!("{path:?}: a page without an address: {rest:.60}"))
            }));
        }
    }
}

/// The address at the head of what declares one; other things are called route, too.
fn pattern(rest: &str) -> Option<String> {
    let text = rest.trim_start().strip_prefix('"')?;
    let (address, _) = text.split_once('"')?;
    address.starts_with('/').then(|| address.to_owned())
}

/// The address with what stands in its last braces.
pub fn fill(address: &str, with: &str) -> String {
    match (address.rfind('{'), address.rfind('}')) {
        (Some(from), Some(to)) if !with.is_empty() => {
            format!("{}{with}{}", &address[..from], &address[to + 1..])
        }
        _ => address.to_owned(),
    }
}
