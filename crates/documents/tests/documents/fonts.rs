//! Characters that no font has are named; no box is printed.

use std::sync::Arc;

use huiyin_documents::{FontError, Fonts, Paper, Press, PressError};

use crate::samples::{PRESS, can_print, paper};

#[test]
fn a_machine_without_chinese_fonts_is_told_which_package_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let press = Press::new(Arc::new(Fonts::of_folder(folder.path())));
    let error = press.pdf(&paper("D03")).unwrap_err();
    assert!(
        matches!(&error, PressError::Font(FontError::Missing { characters, .. }) if characters.contains(&'信'))
    );
    let words = error.to_string();
    for part in [
        "apt install fonts-noto-cjk",
        &folder.path().display().to_string(),
        "不会印出方框",
    ] {
        assert!(words.contains(part), "{words}");
    }
}

#[test]
fn a_character_that_no_font_has_is_named() {
    if !can_print() {
        return;
    }
    let odd = '\u{E123}';
    let notice = Paper {
        to: format!("陈{odd}满"),
        ..paper("D03")
    };
    match PRESS.pdf(&notice).unwrap_err() {
        PressError::Font(FontError::Missing { characters, .. }) => {
            assert_eq!(characters, vec![odd])
        }
        other => panic!("{other}"),
    }
}
