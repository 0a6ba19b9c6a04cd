//! Workbooks that are small on the disk and would be huge in memory.
#![allow(clippy::unwrap_used)]

mod common;

use std::io::{Cursor, Write};

use common::file;
use zip::write::SimpleFileOptions;

/// A workbook with these cells, each `(A1, text)`, in the sheet “来信”.
fn workbook(cells: &[(&str, &str)]) -> Vec<u8> {
    let mut rows = String::new();
    for (place, text) in cells {
        let row = place.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        rows += &format!(
            "<row r=\"{row}\"><c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"
        );
    }
    parts(&rows, None)
}

fn parts(rows: &str, texts: Option<&str>) -> Vec<u8> {
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{rows}</sheetData></worksheet>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    };
    part(
        "[Content_Types].xml",
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    );
    part(
        "_rels/.rels",
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>",
    );
    part(
        "xl/workbook.xml",
        "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"来信\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    );
    part(
        "xl/_rels/workbook.xml.rels",
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>",
    );
    part("xl/worksheets/sheet1.xml", &sheet);
    if let Some(texts) = texts {
        part("xl/sharedStrings.xml", texts);
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn two_cells_at_the_ends_of_a_sheet_are_two_cells() {
    let rows = file(
        "a.xlsx",
        workbook(&[("A1", "内容"), ("A2", "路灯不亮"), ("A1048576", "井盖丢失")]),
    )
    .arrivals();
    let found: Vec<(u64, &str)> = rows
        .iter()
        .map(|row| (row.row, row.body.as_str()))
        .collect();
    assert_eq!(found, [(2, "路灯不亮"), (1_048_576, "井盖丢失")]);
}

#[test]
fn a_sheet_with_too_many_columns_is_refused_by_name_before_any_row_is_taken() {
    for (far, column) in [("XFD1048576", "16384"), ("ZZ200000", "702"), ("SG3", "501")] {
        let told = file(
            "a.xlsx",
            workbook(&[("A1", "内容"), ("A2", "路灯不亮"), (far, "远处")]),
        )
        .refusal();
        for words in ["来信", column, "500", "列"] {
            assert!(told.contains(words), "{far}: {told}");
        }
    }
    let rows = file(
        "a.xlsx",
        workbook(&[("A1", "内容"), ("A2", "甲"), ("SF3", "远处")]),
    )
    .rows();
    assert_eq!(rows.len(), 2, "the five hundredth column is the last");
}

#[test]
fn cells_that_are_only_formatted_do_not_count() {
    let styled: String = (1..=20)
        .map(|n| format!("<c r=\"XF{}1\" s=\"0\"/>", char::from(b'A' + (n % 4))))
        .collect();
    let rows = format!(
        "<row r=\"1\"><c r=\"B1\" t=\"inlineStr\"><is><t>内容</t></is></c>{styled}</row>\
         <row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>路灯不亮</t></is></c></row>"
    );
    let arrivals = file("a.xlsx", parts(&rows, None)).arrivals();
    assert_eq!(arrivals.len(), 1);
    assert_eq!(arrivals[0].body, "路灯不亮");
}

#[test]
fn a_workbook_that_claims_more_texts_than_it_has_is_refused() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>";
    let texts = |claim: &str| {
        format!(
            "<?xml version=\"1.0\"?><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             count=\"2\" uniqueCount=\"{claim}\"><si><t>内容</t></si><si><t>路灯不亮</t></si></sst>"
        )
    };
    for claim in [
        "1000000000000",
        "18446744073709551615",
        "99999999999999999999999",
    ] {
        let told = file("a.xlsx", parts(rows, Some(&texts(claim)))).refusal();
        assert!(told.contains("文本数目与内容不符"), "{claim}: {told}");
    }
    let arrivals = file("a.xlsx", parts(rows, Some(&texts("2")))).arrivals();
    assert_eq!(arrivals[0].body, "路灯不亮");
}

#[test]
fn rows_in_disorder_are_refused_before_any_is_taken() {
    let told = file(
        "a.xlsx",
        workbook(&[("A1", "内容"), ("A9", "后"), ("A5", "前")]),
    )
    .refusal();
    assert!(
        told.contains("第 5 行") && told.contains("另存为"),
        "{told}"
    );
}
