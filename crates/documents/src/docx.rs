//! A paper as DOCX, for those who must edit it further. The PDF is what counts; this has the same text in the same order and
//! measures as near as a word processor keeps them.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum,
    Paragraph, Run, RunFonts, SpecialIndentType, Table, TableCell, TableRow, WidthType,
};

use crate::paper::{Block, Layout, Paper};

/// Twentieths of a point in a millimetre.
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;
/// From one line to the next, in twentieths of a point: 225 mm in 22 lines.
const PITCH: i32 = 580;
/// Sizes in half points: 三号, 四号, 二号.
const SIZE: usize = 32;
const SMALL: usize = 28;
const LARGE: usize = 44;
/// Two characters, in twentieths of a point.
const INDENT: i32 = 640;
/// The width of the type area, in twentieths of a point.
const WIDTH: usize = 8844;
/// A label's share of a table's width.
const LABEL: usize = 1474;
const RED: &str = "E60012";

/// Why a DOCX could not be written.
#[derive(Debug, thiserror::Error)]
#[error("DOCX 文件无法生成：{0}")]
pub struct DocxError(String);

/// Writes a paper as DOCX.
///
/// # Errors
/// Only when the writer itself fails.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, DocxError> {
    let mut file = page();
    for paragraph in head(paper) {
        file = file.add_paragraph(paragraph);
    }
    for block in &paper.blocks {
        file = match block {
            Block::Heading(1, text) => file.add_paragraph(indented(text, "黑体").outline_lvl(1)),
            Block::Heading(_, text) => file.add_paragraph(indented(text, "楷体").outline_lvl(2)),
            Block::Text(text) => file.add_paragraph(indented(text, "仿宋")),
            Block::Flush(text) => file.add_paragraph(flush(text)),
            Block::Table(rows) => file.add_table(table(rows)),
        };
    }
    for paragraph in foot(paper) {
        file = file.add_paragraph(paragraph);
    }
    let mut out = Cursor::new(Vec::new());
    file.pack(&mut out)
        .map_err(|error| DocxError(error.to_string()))?;
    Ok(out.into_inner())
}

fn page() -> Docx {
    let mm = |length: f64| (length * TWIPS_PER_MM).round() as i32;
    let margin = PageMargin::new()
        .top(mm(37.0))
        .bottom(mm(35.0))
        .left(mm(28.0))
        .right(mm(26.0))
        .header(mm(15.0))
        .footer(mm(25.0));
    let number = Paragraph::new()
        .align(AlignmentType::Center)
        .add_run(styled("— ", "宋体", SMALL))
        .add_page_num(PageNum::new())
        .add_run(styled(" —", "宋体", SMALL));
    Docx::new()
        .page_size(mm(210.0) as u32, mm(297.0) as u32)
        .page_margin(margin)
        .default_size(SIZE)
        .default_fonts(fonts("仿宋"))
        .footer(Footer::new().add_paragraph(number))
}

fn fonts(family: &str) -> RunFonts {
    RunFonts::new()
        .east_asia(family)
        .ascii(family)
        .hi_ansi(family)
}

fn styled(text: &str, family: &str, size: usize) -> Run {
    text.lines()
        .enumerate()
        .fold(Run::new(), |run, (number, line)| {
            let run = if number == 0 {
                run
            } else {
                run.add_break(BreakType::TextWrapping)
            };
            run.add_text(line)
        })
        .fonts(fonts(family))
        .size(size)
}

fn line() -> Paragraph {
    Paragraph::new().line_spacing(
        LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(PITCH),
    )
}

fn flush(text: &str) -> Paragraph {
    line().add_run(styled(text, "仿宋", SIZE))
}

fn indented(text: &str, family: &str) -> Paragraph {
    line()
        .indent(None, Some(SpecialIndentType::FirstLine(INDENT)), None, None)
        .add_run(styled(text, family, SIZE))
}

fn right(text: &str, characters: i32) -> Paragraph {
    line()
        .align(AlignmentType::Right)
        .indent(None, None, Some(characters * INDENT / 2), None)
        .add_run(styled(text, "仿宋", SIZE))
}

fn head(paper: &Paper) -> Vec<Paragraph> {
    let title = line()
        .align(AlignmentType::Center)
        .outline_lvl(0)
        .add_run(styled(&paper.title, "方正小标宋简体", LARGE));
    let mut head = Vec::new();
    if paper.layout.is_official() {
        head.push(
            Paragraph::new()
                .align(AlignmentType::Center)
                .add_run(styled(&paper.organ, "方正小标宋简体", 72).color(RED)),
        );
        head.push(line());
        if paper.layout == Layout::Report {
            head.push(flush(&format!(
                "{}　　签发人：{}",
                paper.number, paper.signer
            )));
        } else {
            let number = styled(&paper.number, "仿宋", SIZE);
            head.push(line().align(AlignmentType::Center).add_run(number));
        }
        let rule = Run::new().add_text("　".repeat(27)).underline("thick");
        head.push(line().add_run(rule.color(RED).size(SIZE)));
        head.push(line());
        head.push(title);
    } else {
        head.push(title);
        head.push(right(&paper.number, 0));
    }
    head.push(line());
    if !paper.to.is_empty() {
        head.push(flush(&format!("{}：", paper.to)));
    }
    head
}

/// A row of two cells spans the table; a row of four is two labels with their values.
fn table(rows: &[Vec<String>]) -> Table {
    let value = WIDTH / 2 - LABEL;
    let rows = rows
        .iter()
        .map(|row| {
            let cells = row.iter().enumerate().map(|(at, words)| {
                let label = at % 2 == 0;
                let wide = row.len() == 2 && !label;
                let width = match (label, wide) {
                    (true, _) => LABEL,
                    (_, true) => WIDTH - LABEL,
                    (_, false) => value,
                };
                let family = if label { "黑体" } else { "仿宋" };
                let cell = TableCell::new()
                    .width(width, WidthType::Dxa)
                    .add_paragraph(Paragraph::new().add_run(styled(words, family, SMALL)));
                if wide { cell.grid_span(3) } else { cell }
            });
            TableRow::new(cells.collect())
        })
        .collect();
    Table::new(rows)
        .set_grid(vec![LABEL, value, LABEL, value])
        .width(WIDTH, WidthType::Dxa)
}

fn foot(paper: &Paper) -> Vec<Paragraph> {
    let small = |text: &str| line().add_run(styled(text, "仿宋", SMALL));
    let mut foot = Vec::new();
    if !paper.attachments.is_empty() {
        foot.push(line());
    }
    for words in paper.attachment_lines() {
        foot.push(indented(&words, "仿宋"));
    }
    foot.push(line());
    foot.push(right(&paper.organ, 4));
    foot.push(right(&paper.date, 4));
    if !paper.copy_to.is_empty() {
        foot.push(small(&format!("抄送：{}。", paper.copy_to)));
    }
    if paper.copies > 1 {
        foot.push(small(&format!("（共印{}份）", paper.copies)));
    }
    if let Some(verification) = &paper.verification {
        foot.push(small(&format!("核验码：{}", verification.code)));
        if !verification.url.is_empty() {
            foot.push(small(&format!("核验网址：{}", verification.url)));
        }
    }
    foot
}
