//! Each document's text, and that the PDF says exactly that.

use crate::reader::{letters, read};
use crate::samples::{PRESS, TEMPLATES, can_print, paper};

#[test]
fn every_document_of_the_list_has_a_template() {
    let codes: Vec<&str> = TEMPLATES
        .iter()
        .map(|template| template.code.as_str())
        .collect();
    for number in 1..=28 {
        let code = format!("D{number:02}");
        assert!(
            codes.iter().any(|found| found.starts_with(&code)),
            "{code} has no template"
        );
    }
}

#[test]
fn each_document_reads_as_recorded() {
    for template in TEMPLATES.iter() {
        insta::assert_snapshot!(template.code.as_str(), paper(&template.code).text());
    }
}

#[test]
fn the_text_of_each_pdf_can_be_selected_and_is_the_documents_own() {
    if !can_print() {
        return;
    }
    for template in TEMPLATES.iter() {
        let paper = paper(&template.code);
        let printed = letters(&read(&PRESS.pdf(&paper).unwrap()));
        for line in paper.text().lines() {
            for words in line.split(['　', ' ']).filter(|words| !words.is_empty()) {
                assert!(
                    printed.contains(words),
                    "{}: “{words}” is not in the PDF: {printed}",
                    template.code
                );
            }
        }
    }
}

#[test]
fn a_notice_fits_one_page() {
    if !can_print() {
        return;
    }
    for code in [
        "D02", "D03", "D04", "D05", "D10", "D12", "D13", "D16", "D17A", "D18A", "D18B",
    ] {
        assert_eq!(read(&PRESS.pdf(&paper(code)).unwrap()).len(), 1, "{code}");
    }
}

#[test]
fn the_same_paper_prints_to_the_same_bytes() {
    if !can_print() {
        return;
    }
    let paper = paper("D11");
    assert_eq!(PRESS.pdf(&paper).unwrap(), PRESS.pdf(&paper).unwrap());
}
