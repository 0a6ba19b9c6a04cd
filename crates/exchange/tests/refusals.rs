//! Files and rows that cannot be taken, each with a reason and advice.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{fs, path::Path};

use common::file;
use encoding_rs::GB18030;
use huiyin_exchange::{ErrorFile, Field, Mapping, Source};
use rust_xlsxwriter::Workbook;

#[track_caller]
fn assert_says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "“{word}” is missing in: {text}");
    }
}

#[test]
fn empty_files_are_told_apart() {
    assert_says(
        &file("a.csv", "").refusal(),
        &["a.csv", "没有数据", "0 字节"],
    );
    assert_says(&file("a.csv", "\n \n").refusal(), &["只有空行"]);
    assert_says(&file("a.jsonl", "\n \n").refusal(), &["只有空行"]);
    assert_says(&file("a.csv", "编号,内容\n,\n").refusal(), &["只有表头"]);
    let mut book = Workbook::new();
    book.add_worksheet();
    assert_says(
        &file("a.xlsx", book.save_to_buffer().unwrap()).refusal(),
        &["工作表是空的"],
    );
}

#[test]
fn the_wrong_kind_of_file_is_named() {
    assert_says(
        &file("a.docx", "PK\u{3}\u{4}").refusal(),
        &[".docx", "另存为"],
    );
    assert_says(
        &file("a.csv", "PK\u{3}\u{4}").refusal(),
        &["扩展名是 .csv", "XLSX"],
    );
    assert_says(
        &file("a.xlsx", "编号,内容\n1,甲\n").refusal(),
        &["扩展名是 .xlsx", "CSV"],
    );
    assert_says(&file("a.csv", "{\"id\":1}").refusal(), &["JSONL"]);
    assert_says(
        &file("a.json", "[{\"id\":1}]").refusal(),
        &["JSON 数组", "每行一个"],
    );
    assert_says(
        &file("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1").refusal(),
        &["旧版 Excel", "密码"],
    );
    assert_says(&file("a.csv", "%PDF-1.7").refusal(), &["PDF"]);
    assert_says(&file("a.csv", b"a\0b").refusal(), &["不是文本文件"]);
    assert_says(
        &file("a.xlsx", b"PK\x03\x04 broken").refusal(),
        &["工作簿打不开", "另存为"],
    );
}

#[test]
fn a_missing_file_and_a_folder_are_refused() {
    let given = file("a.csv", "x");
    let refusal = |path: &Path| {
        Source::open(path, &Mapping::default())
            .err()
            .unwrap()
            .to_string()
    };
    assert_says(
        &refusal(&given.folder.path().join("no.csv")),
        &["no.csv", "路径"],
    );
    assert_says(&refusal(given.folder.path()), &["不是普通文件"]);
}

#[test]
fn a_mapped_column_must_be_in_the_file() {
    let mapping = "[columns]\nid = [\"件号\", \"序号\"]";
    let csv = file("a.csv", "编号,内容\n1,甲\n").refusal_by(mapping);
    assert_says(
        &csv,
        &["第 1 行", "件号”或“序号", "编号、内容", "[columns]"],
    );
    let jsonl = file("a.jsonl", "{\"编号\":1,\"内容\":\"甲\"}\n").refusal_by(mapping);
    assert_says(&jsonl, &["第 1 行", "件号", "内容、编号"]);
}

#[test]
fn a_mapped_column_may_come_late_in_jsonl() {
    let given = file(
        "a.jsonl",
        "{\"body\":\"甲\"}\n{\"body\":\"乙\",\"件号\":\"2\"}\n",
    );
    let rows = given.rows_by("[columns]\nid = \"件号\"");
    assert_eq!(rows[1].as_ref().unwrap().external_id.as_deref(), Some("2"));
}

#[test]
fn a_file_without_text_columns_is_refused_with_those_it_has() {
    assert_says(
        &file("a.csv", "甲,乙\n1,2\n").refusal(),
        &["没有找到标题或内容列", "甲、乙", "映射"],
    );
    assert_says(
        &file("a.jsonl", "{\"甲\":1}\n").refusal(),
        &["没有找到标题或内容列", "甲"],
    );
    assert_says(
        &file("a.csv", "标题,标题\n1,2\n").refusal(),
        &["出现了两次"],
    );
}

#[test]
fn the_wrong_sheet_or_encoding_in_the_mapping_is_refused() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("来信")
        .unwrap()
        .write(0, 0, "内容")
        .unwrap();
    let given = file("a.xlsx", book.save_to_buffer().unwrap());
    assert_says(
        &given.refusal_by("sheet = \"来访\""),
        &["来访", "有的是：来信"],
    );
    let given = file(
        "a.csv",
        "编号,内容\n1,河边路灯不亮河边路灯不亮河边路灯不亮河边路灯不亮\n",
    );
    assert_says(
        &given.refusal_by("encoding = \"gbk\""),
        &["gb18030", "UTF-8", "删去"],
    );
}

/// Row number, field and problem of each bad row.
fn problems(given: &common::Given) -> Vec<(u64, Option<Field>, String)> {
    given
        .rows()
        .into_iter()
        .filter_map(Result::err)
        .map(|e| (e.row, e.field, e.problem))
        .collect()
}

#[test]
fn bad_values_are_named_with_row_and_field_and_the_others_read() {
    let long = "长".repeat(20_001);
    let text = format!(
        "标题,内容,时间,信访渠道,信访目的,人数,点赞数,电话\n\
         好,甲,2019-02-28,来信,申诉,2,1,\n\
         坏,乙,昨天,,,,,\n\
         坏,丙,,飞鸽,,,,\n\
         坏,丁,,,许愿,,,\n\
         坏,戊,,,,0,,\n\
         坏,己,,,,,很多,\n\
         坏,{long},,,,,,\n\
         ,,2019-02-28,,,,,\n\
         坏,庚,,,,,,{}\n\
         好,辛,,,,,,\n",
        "1".repeat(501)
    );
    let given = file("a.csv", text);
    let found: Vec<_> = problems(&given)
        .into_iter()
        .map(|(row, field, _)| (row, field.unwrap()))
        .collect();
    use Field::*;
    let expected = [
        (3, Time),
        (4, Channel),
        (5, Purpose),
        (6, HeadCount),
        (7, Likes),
        (8, Body),
        (9, Body),
        (10, Phone),
    ];
    assert_eq!(found, expected);
    assert_eq!(given.rows().iter().filter(|row| row.is_ok()).count(), 2);
    for error in given.rows().into_iter().filter_map(Result::err) {
        assert!(!error.advice.is_empty() && error.excerpt.chars().count() <= 200);
    }
}

#[test]
fn twenty_thousand_characters_are_not_too_long() {
    let body = "长".repeat(20_000);
    assert_eq!(
        file("a.jsonl", format!("{{\"body\":\"{body}\"}}")).arrivals()[0].body,
        body
    );
}

#[test]
fn broken_json_costs_its_line() {
    let given = file(
        "a.jsonl",
        "{\"body\":\"甲\"}\n{\"body\":\"乙\"\n不是 JSON\n[1]\n{\"body\":\"丙\"} x\n{\"body\":{\"a\":1}}\n{}\n{\"body\":\"丁\"}\n",
    );
    let found = problems(&given);
    assert_eq!(
        found.iter().map(|(row, ..)| *row).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6, 7]
    );
    assert_says(&found[0].2, &["JSON", "第 11 个字符"]);
    assert_says(&found[4].2, &["一个对象"]);
    assert_says(&found[5].2, &["都是空的"]);
    let errors = given
        .rows()
        .into_iter()
        .filter_map(Result::err)
        .next()
        .unwrap();
    assert_eq!(errors.excerpt, "{\"body\":\"乙\"");
    assert_eq!(
        file("b.jsonl", "坏\n坏\n").rows().len(),
        2,
        "a file of broken lines names them all"
    );
}

#[test]
fn a_wrong_column_count_costs_its_row() {
    let given = file("a.csv", "编号,内容\n1,甲\n2\n3,丙,多\n4,丁\n");
    let found = problems(&given);
    assert_eq!(
        found.iter().map(|(row, ..)| *row).collect::<Vec<_>>(),
        [3, 4]
    );
    assert_says(&found[0].2, &["应有 2 列", "实有 1 列"]);
}

#[test]
fn an_open_quote_costs_one_row_not_the_rest_of_the_file() {
    let given = file("a.csv", "编号,内容\n1,甲\n2,\"乙\n3,丙\n4,丁");
    let rows = given.rows();
    let good: Vec<_> = rows
        .iter()
        .flatten()
        .map(|a| (a.row, a.body.as_str()))
        .collect();
    assert_eq!(good, [(2, "甲"), (4, "丙"), (5, "丁")]);
    assert_says(&problems(&given)[0].2, &["双引号没有成对"]);
    let large = format!(
        "编号,内容\n1,\"甲\n{}",
        "2,一行内容，不长不短\n".repeat(60_000)
    );
    let rows = file("b.csv", large).rows();
    assert_eq!(
        (rows.len(), rows.iter().filter(|row| row.is_ok()).count()),
        (60_001, 60_000)
    );
}

#[test]
fn bytes_of_another_encoding_cost_their_row() {
    let mut text = "编号,内容\n1,河边路灯不亮，已经三个月\n2,"
        .as_bytes()
        .to_vec();
    text.extend(GB18030.encode("井盖").0.iter());
    text.extend("\n3,学校门口没有斑马线\n".as_bytes());
    for mapping in ["", "encoding = \"utf-8\""] {
        let rows = file("a.csv", &text).rows_by(mapping);
        assert_says(
            &rows[1].as_ref().unwrap_err().to_string(),
            &["第 3 行", "字节", "gb18030"],
        );
        assert!(rows[0].is_ok() && rows[2].is_ok());
    }
    let mut text = GB18030
        .encode("编号,内容\n1,河边路灯不亮\n2,")
        .0
        .into_owned();
    text.extend(b"\xFF\xFF\n");
    text.extend(GB18030.encode("3,井盖\n").0.iter());
    let rows = file("a.csv", text).rows();
    assert_eq!(
        rows.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
    let json = [
        &b"{\"body\":\"\xFF\"}\n"[..],
        "{\"body\":\"河边路灯\"}".as_bytes(),
    ]
    .concat();
    let rows = file("a.jsonl", json).rows();
    assert_eq!(
        rows.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn an_endless_line_costs_itself() {
    let given = file(
        "a.jsonl",
        format!(
            "{{\"body\":\"甲\"}}\n{}\n{{\"body\":\"乙\"}}\n",
            "x".repeat(2_000_000)
        ),
    );
    let rows = given.rows();
    assert_eq!(
        rows.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
    let given = file(
        "a.csv",
        format!("编号,内容\n1,{}\n2,乙\n", "x".repeat(2_000_000)),
    );
    assert_eq!(
        given.rows().iter().map(Result::is_ok).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn a_long_number_that_excel_cut_is_not_taken_for_an_identity() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write(0, 0, "内容")
        .unwrap()
        .write(0, 1, "身份证号")
        .unwrap();
    sheet
        .write(1, 0, "甲")
        .unwrap()
        .write(1, 1, 110_000_199_001_010_000_f64)
        .unwrap();
    let error = file("a.xlsx", book.save_to_buffer().unwrap())
        .rows()
        .remove(0)
        .unwrap_err();
    assert_eq!((error.row, error.field), (2, Some(Field::IdNumber)));
    assert_says(&error.to_string(), &["末几位已经丢失", "文本格式"]);
}

#[test]
fn the_error_file_lists_the_bad_rows_and_goes_when_there_are_none() {
    let given = file(
        "letters.csv",
        "标题,时间\n路灯,昨天\n=公式,明天\n井盖,2019-02-28\n",
    );
    let mut errors = ErrorFile::beside(&given.path);
    assert!(!errors.path().exists());
    for error in given.rows().into_iter().filter_map(Result::err) {
        errors.write(&error).unwrap();
    }
    assert_eq!(errors.count(), 2);
    let path = errors.finish().unwrap().unwrap();
    assert_eq!(path, given.folder.path().join("letters.errors.csv"));
    let text = fs::read_to_string(&path).unwrap();
    assert_says(
        &text,
        &[
            "\u{feff}行号,字段,问题",
            "\r\n2,时间（time）,日期“昨天”读不懂",
            "\"'=公式,明天\"",
        ],
    );
    assert_eq!(text.lines().count(), 3);

    assert_eq!(ErrorFile::beside(&given.path).finish().unwrap(), None);
    assert!(!path.exists());
    fs::write(&path, "someone else's").unwrap();
    assert_eq!(ErrorFile::beside(&given.path).finish().unwrap(), None);
    assert!(path.exists());
}
