//! Reads a PDF back: which character stands where, and which lines are drawn.

use pdf_extract::{
    ColorSpace, Document, MediaBox, Object, OutputDev, OutputError, Path, PathOp, Transform,
};

const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// A character on a page, in millimetres from the top left corner; `y` is its baseline.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub text: String,
    pub x: f64,
    pub y: f64,
    /// Its size in points.
    pub size: f64,
}

/// A straight line.
#[derive(Clone, Debug)]
pub struct Line {
    pub from: f64,
    pub to: f64,
    pub y: f64,
    pub color: Vec<f64>,
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub lines: Vec<Line>,
}

impl Page {
    /// Where a text begins on the page.
    pub fn find(&self, text: &str) -> Option<&Glyph> {
        let wanted: Vec<String> = text.chars().map(String::from).collect();
        self.glyphs
            .windows(wanted.len())
            .find(|run| run.iter().zip(&wanted).all(|(glyph, c)| glyph.text == *c))
            .map(|run| &run[0])
    }

    pub fn at(&self, text: &str) -> &Glyph {
        self.find(text)
            .unwrap_or_else(|| panic!("“{text}” is not on the page"))
    }

    /// The characters on the baseline of `y`, from left to right.
    pub fn row(&self, y: f64) -> Vec<&Glyph> {
        let mut row: Vec<_> = self
            .glyphs
            .iter()
            .filter(|glyph| (glyph.y - y).abs() < 0.05)
            .collect();
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        row
    }
}

/// The pages of a PDF.
pub fn read(pdf: &[u8]) -> Vec<Page> {
    let mut document = Document::load_mem(pdf).unwrap();
    spell_out_widths(&mut document);
    let mut reader = Reader::default();
    pdf_extract::output_doc(&document, &mut reader).unwrap();
    reader.pages
}

/// A font gives the widths of its glyphs as `first [w w …]` or as `first last w`. The reader below misreads the second form,
/// so it is written in the first.
fn spell_out_widths(document: &mut Document) {
    let arrays: Vec<_> = document
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, object.as_dict().ok()?.get(b"W").ok()?.clone())))
        .collect();
    for (id, widths) in arrays {
        let (_, widths) = document.dereference(&widths).unwrap();
        let Ok(widths) = widths.as_array().cloned() else {
            continue;
        };
        let mut spelled = Vec::new();
        let mut rest = widths.as_slice();
        while let [first, second, more @ ..] = rest {
            spelled.push(first.clone());
            if second.as_array().is_ok() {
                spelled.push(second.clone());
                rest = more;
            } else {
                let count = second.as_i64().unwrap() - first.as_i64().unwrap() + 1;
                spelled.push(Object::Array(vec![more[0].clone(); count as usize]));
                rest = &more[1..];
            }
        }
        let font = document.get_object_mut(id).unwrap().as_dict_mut().unwrap();
        font.set("W", Object::Array(spelled));
    }
}

/// All characters of a PDF without white space, in the order they stand in the file.
pub fn letters(pages: &[Page]) -> String {
    pages
        .iter()
        .flat_map(|page| &page.glyphs)
        .map(|glyph| glyph.text.trim())
        .collect()
}

/// The titles of a PDF's bookmarks with their pages.
pub fn bookmarks(pdf: &[u8]) -> Vec<(String, usize)> {
    let document = Document::load_mem(pdf).unwrap();
    let toc = document.get_toc().unwrap();
    toc.toc
        .into_iter()
        .map(|entry| (entry.title, entry.page))
        .collect()
}

#[derive(Default)]
struct Reader {
    pages: Vec<Page>,
}

impl Reader {
    fn page(&mut self) -> &mut Page {
        self.pages.last_mut().unwrap()
    }
}

impl OutputDev for Reader {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.pages.push(Page {
            width: (media.urx - media.llx) / POINTS_PER_MM,
            height: (media.ury - media.lly) / POINTS_PER_MM,
            ..Page::default()
        });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        _: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let page = self.page();
        page.glyphs.push(Glyph {
            text: text.to_owned(),
            x: transform.m31 / POINTS_PER_MM,
            y: page.height - transform.m32 / POINTS_PER_MM,
            size: size * transform.m11,
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        transform: &Transform,
        _: &ColorSpace,
        color: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        let at = |x: f64, y: f64| {
            let across = x * transform.m11 + y * transform.m21 + transform.m31;
            let up = x * transform.m12 + y * transform.m22 + transform.m32;
            (across / POINTS_PER_MM, up / POINTS_PER_MM)
        };
        if let [PathOp::MoveTo(x, y), PathOp::LineTo(to_x, to_y)] = path.ops.as_slice() {
            let (from, to) = (at(*x, *y), at(*to_x, *to_y));
            let page = self.page();
            let y = page.height - from.1;
            page.lines.push(Line {
                from: from.0,
                to: to.0,
                y,
                color: color.to_vec(),
            });
        }
        Ok(())
    }
}
