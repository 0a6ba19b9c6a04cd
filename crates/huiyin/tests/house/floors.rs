//! The floors of `matter`: types below, the toolkit above them, the rules above both, and no two files that need each other. Nor do any
//! two of `bureau`.
//!
//! The graph is read from the sources: every `use` and every path that begins in the crate, in a module that was imported, or beside or
//! above the file. A path that passes through a re-export counts as an arrow to the file that re-exports, so inside the crate every
//! import names the file that defines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::{read, root, sources};

/// A module's path below the crate, as `["rules", "review", "may"]`; the crate itself is empty.
type Module = Vec<String>;

/// The files with the modules that each of them names.
struct Graph {
    arrows: BTreeMap<Module, BTreeSet<Module>>,
}

/// The topmost floor: what stands beside the folders.
const TOP: usize = 3;

/// The floor of a file, the lowest first.
fn floor(module: &Module) -> usize {
    match module.first().map_or("", String::as_str) {
        "model" => 0,
        "kit" => 1,
        // Who may see a matter is one of the rules: what is awaited of a unit gives it sight, and acts ask for it.
        "rules" | "sight" => 2,
        _ => TOP,
    }
}

impl Graph {
    fn of(source: &Path) -> Self {
        let modules: BTreeMap<Module, String> = sources(source)
            .into_iter()
            .map(|path| (module(path.strip_prefix(source).unwrap()), read(&path)))
            .collect();
        let known: BTreeSet<Module> = modules.keys().cloned().collect();
        let arrows = modules.iter().map(|(module, text)| {
            let named = paths(text, module)
                .into_iter()
                .map(|path| longest(&path, &known))
                .filter(|named| named != module)
                .collect();
            (module.clone(), named)
        });
        Self {
            arrows: arrows.collect(),
        }
    }

    /// Everything that can be reached from a file.
    fn reach(&self, from: &Module) -> BTreeSet<&Module> {
        let mut found = BTreeSet::new();
        let mut next: Vec<&Module> = self.arrows[from].iter().collect();
        while let Some(module) = next.pop() {
            if found.insert(module) {
                next.extend(&self.arrows[module]);
            }
        }
        found
    }
}

/// `rules/review/mod.rs` is the module `rules::review`.
fn module(path: &Path) -> Module {
    let path = path.with_extension("");
    let mut parts: Module = path
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

/// The file that a path leads to: its longest part that is a module.
fn longest(path: &Module, known: &BTreeSet<Module>) -> Module {
    let parts = (0..=path.len()).rev().map(|end| path[..end].to_vec());
    parts.into_iter().find(|part| known.contains(part)).unwrap()
}

/// The code without comments, without the words of strings, and without its own tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    let code: Vec<&str> = lines.collect();
    let code = code.join("\n");
    // Every second part stands between quotes.
    let outside = code.split('"').step_by(2);
    outside.collect::<Vec<_>>().join("\"\"")
}

/// Every path of the crate that a file names, from the crate's root.
fn paths(text: &str, module: &Module) -> Vec<Module> {
    let code = code(text);
    let mut found = Vec::new();
    // What an imported name stands for; a module's own children are known to it as well.
    let mut names: BTreeMap<String, Module> = BTreeMap::new();
    for statement in code.split(';') {
        if let Some((_, tree)) = statement.rsplit_once("use ")
            && !tree.contains('=')
        {
            for (local, path) in flat(tree.trim(), &[]) {
                let Some(path) = absolute(&path, module, &BTreeMap::new()) else {
                    continue;
                };
                names.insert(local, path.clone());
                found.push(path);
            }
        } else if let Some((_, child)) = statement.rsplit_once("mod ") {
            let child = child.trim().to_owned();
            let path = [module.as_slice(), std::slice::from_ref(&child)].concat();
            names.insert(child, path);
        }
    }
    let part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    for word in code.split(|letter| !part(letter)) {
        let segments = word.split("::").filter(|part| !part.is_empty());
        let segments: Vec<String> = segments.map(str::to_owned).collect();
        if segments.len() > 1
            && let Some(path) = absolute(&segments, module, &names)
        {
            found.push(path);
        }
    }
    found
}

/// The names that a `use` brings, each with its path as written.
fn flat(tree: &str, before: &[String]) -> Vec<(String, Vec<String>)> {
    if let Some((prefix, rest)) = tree.split_once('{') {
        let prefix = prefix.split("::").map(str::trim);
        let prefix: Vec<String> = before
            .iter()
            .cloned()
            .chain(prefix.filter(|part| !part.is_empty()).map(str::to_owned))
            .collect();
        let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
        return branches(inner)
            .into_iter()
            .flat_map(|branch| flat(branch.trim(), &prefix))
            .collect();
    }
    let (path, local) = tree.split_once(" as ").unwrap_or((tree, ""));
    let segments = path.split("::").map(|part| part.trim().to_owned());
    let mut path: Vec<String> = before.iter().cloned().chain(segments).collect();
    // `{self}` imports what stands before the braces.
    if path.len() > 1 {
        path.retain(|part| part != "self" && !part.is_empty());
    }
    let Some(last) = path.last().cloned() else {
        return Vec::new();
    };
    let local = match local.trim() {
        "" => last,
        other => other.to_owned(),
    };
    vec![(local, path)]
}

/// What stands between the commas of the outermost braces.
fn branches(inner: &str) -> Vec<&str> {
    let mut depth = 0;
    inner
        .split(|letter| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            letter == ',' && depth == 0
        })
        .filter(|branch| !branch.trim().is_empty())
        .collect()
}

/// A path from the crate's root; none where it begins elsewhere.
fn absolute(path: &[String], module: &Module, names: &BTreeMap<String, Module>) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    let mut base = match first.as_str() {
        "crate" => Vec::new(),
        "self" => module.clone(),
        "super" => module.split_last()?.1.to_vec(),
        name => names.get(name)?.clone(),
    };
    for part in rest {
        match part.as_str() {
            "super" => drop(base.pop()),
            "self" => {}
            part => base.push(part.to_owned()),
        }
    }
    Some(base)
}

fn written(module: &Module) -> String {
    if module.is_empty() {
        "the crate's root".to_owned()
    } else {
        module.join("::")
    }
}

fn graph(of: &str) -> Graph {
    Graph::of(&root().join("crates").join(of).join("src"))
}

#[test]
fn nothing_in_matter_knows_what_stands_above_it() {
    let graph = graph("matter");
    let mut read = 0;
    for (module, named) in &graph.arrows {
        for other in named {
            read += 1;
            assert!(
                floor(other) <= floor(module),
                "{} stands below {}, which it names",
                written(module),
                written(other)
            );
        }
    }
    assert!(read > 500, "only {read} arrows were read");
}

#[test]
fn no_two_files_of_matter_or_of_the_bureau_need_each_other() {
    for of in ["matter", "bureau"] {
        let graph = graph(of);
        let circle: Vec<String> = graph
            .arrows
            .keys()
            .filter(|module| graph.reach(module).contains(module))
            .map(written)
            .collect();
        assert!(
            circle.is_empty(),
            "{of}: these files need each other: {circle:?}"
        );
    }
}

#[test]
fn no_type_of_the_record_takes_a_matter() {
    let model = root().join("crates/matter/src/model");
    for path in sources(&model) {
        let takes = code(&read(&path)).contains("&Matter");
        let below = path.strip_prefix(&model).unwrap();
        assert!(!takes, "{} takes a matter", below.display());
    }
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let text = "//! See crate::rules::no.\nuse crate::model::{answer::{Answer, Opinion as Text}, self};\nuse super::kit;\nfn f() { kit::text::required(\"crate::no\"); Text::new() }";
    let here = vec!["rules".to_owned(), "review".to_owned()];
    let found: BTreeSet<String> = paths(text, &here).iter().map(written).collect();
    let expected = [
        "model",
        "model::answer::Answer",
        "model::answer::Opinion",
        "model::answer::Opinion::new",
        "rules::kit",
        "rules::kit::text::required",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
}
