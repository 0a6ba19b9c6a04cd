//! The measures of GB/T 9704-2012, read from the PDF itself.

use huiyin_documents::{Block, Paper};

use crate::reader::{Page, read};
use crate::samples::{PRESS, can_print, paper};

const LEFT: f64 = 28.0;
const RIGHT: f64 = 210.0 - 26.0;
const TOP: f64 = 37.0;
const BOTTOM: f64 = 297.0 - 35.0;
const ADVANCE: f64 = 156.0 / 28.0;
const PITCH: f64 = 225.0 / 22.0;
/// A millimetre either way, as the standard allows.
const TOLERANCE: f64 = 1.0;

fn near(found: f64, wanted: f64, tolerance: f64, what: &str) {
    assert!(
        (found - wanted).abs() <= tolerance,
        "{what}: {found:.2} mm instead of {wanted:.2} mm"
    );
}

/// A letter of several full pages.
fn long_letter() -> Paper {
    let sentence = "各地要认真落实信访工作责任制依法按政策及时就地解决群众合理诉求".repeat(12);
    Paper {
        blocks: (0..6).map(|_| Block::Text(sentence.clone())).collect(),
        ..paper("D21")
    }
}

fn pages(paper: &Paper) -> Vec<Page> {
    read(&PRESS.pdf(paper).unwrap())
}

#[test]
fn the_paper_is_a4() {
    if !can_print() {
        return;
    }
    for page in pages(&long_letter()) {
        near(page.width, 210.0, 0.1, "width");
        near(page.height, 297.0, 0.1, "height");
    }
}

#[test]
fn a_full_page_has_22_lines_of_28_characters_within_the_margins() {
    if !can_print() {
        return;
    }
    let pages = pages(&long_letter());
    assert!(pages.len() >= 3);
    let page = &pages[1];
    let text: Vec<_> = page
        .glyphs
        .iter()
        .filter(|glyph| (glyph.size - 16.0).abs() < 0.1)
        .collect();
    let mut baselines: Vec<f64> = text.iter().map(|glyph| glyph.y).collect();
    baselines.sort_by(f64::total_cmp);
    baselines.dedup_by(|a, b| (*a - *b).abs() < 0.05);
    assert_eq!(baselines.len(), 22);
    for pair in baselines.windows(2) {
        near(pair[1] - pair[0], PITCH, 0.05, "from line to line");
    }
    let full = page.row(baselines[10]);
    assert_eq!(full.len(), 28);
    near(full[0].x, LEFT, TOLERANCE, "binding margin");
    near(
        full[1].x - full[0].x,
        ADVANCE,
        0.02,
        "from character to character",
    );
    assert!(full[27].x + ADVANCE <= RIGHT + 0.1);
    // The top of the first line's characters, which stand with 88 hundredths above the baseline.
    near(
        baselines[0] - 16.0 * 0.88 * 25.4 / 72.0,
        TOP,
        TOLERANCE,
        "top margin",
    );
    assert!(baselines[21] < BOTTOM);
}

#[test]
fn the_head_has_a_red_mark_a_number_and_a_red_line_as_wide_as_the_text() {
    if !can_print() {
        return;
    }
    let letter = paper("D21");
    let page = &pages(&letter)[0];
    let mark = page.at("青川县住房和城乡建设局");
    assert!(mark.size > 22.0);
    near(
        mark.y - mark.size * 0.88 * 25.4 / 72.0,
        TOP + 35.0,
        TOLERANCE,
        "top of the mark",
    );
    let number = page.at(&letter.number);
    let line = page
        .lines
        .iter()
        .find(|line| line.y > number.y && (line.to - line.from) > 100.0)
        .expect("a line below the number");
    near(line.from, LEFT, 0.1, "the line's beginning");
    near(line.to, RIGHT, 0.1, "the line's end");
    let below = number.y + 16.0 * 0.12 * 25.4 / 72.0;
    near(line.y, below + 4.0, 0.5, "the line, 4 mm below the number");
    assert!(
        line.color[0] > 0.8 && line.color[1] < 0.2,
        "{:?}",
        line.color
    );
    let title = page.at(&letter.title);
    near(title.size, 22.0, 0.1, "the title's size in points");
    near(
        title.y - title.size * 0.88 * 25.4 / 72.0 - line.y,
        2.0 * PITCH,
        TOLERANCE,
        "title below the line",
    );
    let to = page.at("青川县人民政府：");
    near(to.x, LEFT, 0.1, "the addressee begins at the margin");
    let text = page.at("关于“");
    near(
        text.x,
        LEFT + 2.0 * ADVANCE,
        0.3,
        "text is indented by two characters",
    );
}

#[test]
fn an_upward_report_has_its_number_left_and_its_signer_right() {
    if !can_print() {
        return;
    }
    let report = paper("D09");
    let page = &pages(&report)[0];
    near(
        page.at(&report.number).x,
        LEFT + ADVANCE,
        0.3,
        "number, in by one",
    );
    let signer = page.row(page.at("签发人：").y);
    let last = signer.last().unwrap();
    near(
        last.x + 16.0 * 25.4 / 72.0,
        RIGHT - ADVANCE,
        0.5,
        "signer, in by one",
    );
}

#[test]
fn the_date_stands_four_characters_in_from_the_right() {
    if !can_print() {
        return;
    }
    for code in ["D03", "D21"] {
        let pages = pages(&paper(code));
        let page = pages.last().unwrap();
        let organ = page
            .glyphs
            .iter()
            .rposition(|glyph| glyph.text == "日" && (glyph.size - 16.0).abs() < 0.1)
            .map(|at| &page.glyphs[at])
            .unwrap();
        near(organ.x + ADVANCE, RIGHT - 4.0 * ADVANCE, 0.5, code);
    }
}

#[test]
fn page_numbers_stand_outside_seven_millimetres_below_the_text() {
    if !can_print() {
        return;
    }
    let pages = pages(&long_letter());
    for (number, page) in (1..).zip(&pages) {
        let row: Vec<_> = page
            .glyphs
            .iter()
            .filter(|glyph| (glyph.size - 14.0).abs() < 0.1 && glyph.y > BOTTOM + 5.0)
            .collect();
        let words: String = row.iter().map(|glyph| glyph.text.trim()).collect();
        assert_eq!(words, format!("—{number}—"));
        near(
            row[0].y - 14.0 * 0.88 * 25.4 / 72.0,
            BOTTOM + 7.0,
            TOLERANCE,
            "page number",
        );
        if number % 2 == 1 {
            assert!(row[0].x > 150.0, "odd pages have it on the right");
        } else {
            near(
                row[0].x,
                LEFT + ADVANCE,
                0.5,
                "even pages have it on the left",
            );
        }
    }
}

#[test]
fn no_page_bears_a_signature_without_text() {
    if !can_print() {
        return;
    }
    for extra in 0..30 {
        let filler = Block::Text("依法按政策及时就地解决。".to_owned());
        let letter = Paper {
            blocks: std::iter::repeat_n(filler, 4 + extra).collect(),
            attachments: Vec::new(),
            ..paper("D21")
        };
        let pages = pages(&letter);
        let signed = pages
            .iter()
            .find(|page| {
                page.glyphs
                    .iter()
                    .any(|glyph| glyph.text == "月" && (glyph.size - 16.0).abs() < 0.1)
            })
            .unwrap();
        assert!(
            signed.find("依法按政策").is_some(),
            "with {extra} more paragraphs"
        );
    }
}
