//! A day's notices in one file.

use huiyin_documents::Paper;

use crate::reader::{bookmarks, read};
use crate::samples::{PRESS, can_print, paper};

#[test]
fn each_paper_of_a_pile_begins_a_page_has_its_own_page_numbers_and_a_bookmark() {
    if !can_print() {
        return;
    }
    let papers: Vec<Paper> = (1..=20)
        .map(|serial| Paper {
            number: format!("青信告〔2026〕{serial}号"),
            ..paper(if serial % 5 == 0 { "D21" } else { "D03" })
        })
        .collect();
    let mut heard = Vec::new();
    let pdf = PRESS
        .pdf_of_many(&papers, &mut |done| heard.push(done))
        .unwrap();
    assert_eq!(heard, (1..=20).collect::<Vec<_>>());
    let pages = read(&pdf);
    let marks: Vec<_> = bookmarks(&pdf)
        .into_iter()
        .filter(|(title, _)| title.contains('〔'))
        .collect();
    assert_eq!(marks.len(), 20);
    for (paper, (title, page)) in papers.iter().zip(&marks) {
        assert!(
            title.contains(&paper.title) && title.contains(&paper.number),
            "{title}"
        );
        assert!(
            pages[page - 1].find(&paper.number).is_some(),
            "{title} leads to page {page}"
        );
    }
    let firsts = pages
        .iter()
        .filter(|page| page.find("—1—").is_some() || page.find("— 1 —").is_some())
        .count();
    assert_eq!(firsts, 4, "each letter counts its pages from one");
}
