//! The DOCX says what the PDF says.

use std::io::{Cursor, Read};

use huiyin_documents::docx::docx;

use crate::samples::{TEMPLATES, paper};

fn text_of(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    xml.split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text)
        .collect()
}

#[test]
fn a_docx_has_the_whole_text_and_opens_as_an_archive() {
    for template in TEMPLATES.iter() {
        let paper = paper(&template.code);
        let written = text_of(&docx(&paper).unwrap());
        for line in paper.text().lines() {
            for words in line.split('　').filter(|words| !words.trim().is_empty()) {
                assert!(
                    written.contains(words.trim()),
                    "{}: “{words}” is missing",
                    template.code
                );
            }
        }
    }
}
