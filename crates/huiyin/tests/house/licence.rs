//! A licence as a package states it: names joined by AND and OR, as SPDX writes them.

/// Whether one of the ways to take this licence needs only what `allowed` allows.
pub fn fits(stated: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    // Older packages write a stroke where OR is meant.
    let spaced = stated
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, allowed) && rest.is_empty()
}

fn either(rest: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut fits = both(rest, allowed);
    while take(rest, "OR") {
        fits |= both(rest, allowed);
    }
    fits
}

fn both(rest: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut fits = one(rest, allowed);
    while take(rest, "AND") {
        fits &= one(rest, allowed);
    }
    fits
}

fn one(rest: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> bool {
    if take(rest, "(") {
        let fits = either(rest, allowed);
        return take(rest, ")") && fits;
    }
    match *rest {
        [name, "WITH", exception, after @ ..] => {
            *rest = after;
            allowed(&format!("{name} WITH {exception}"))
        }
        [name, after @ ..] => {
            *rest = after;
            allowed(name)
        }
        [] => false,
    }
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let [first, after @ ..] = *rest else {
        return false;
    };
    let found = *first == word;
    if found {
        *rest = after;
    }
    found
}

#[test]
fn a_licence_fits_when_one_of_its_ways_does() {
    let allowed = |name: &str| ["MIT", "Zlib", "A WITH B"].contains(&name);
    for fit in [
        "MIT",
        "GPL-2.0 OR MIT",
        "GPL-2.0/MIT",
        "MIT AND Zlib",
        "(GPL-2.0 OR MIT) AND Zlib",
        "A WITH B",
    ] {
        assert!(fits(fit, &allowed), "{fit}");
    }
    for unfit in [
        "",
        "GPL-2.0",
        "MIT AND GPL-2.0",
        "GPL-2.0 OR (MIT AND X)",
        "A",
        "MIT MIT",
        "(MIT",
    ] {
        assert!(!fits(unfit, &allowed), "{unfit}");
    }
}
