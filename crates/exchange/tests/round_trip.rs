//! What is exported imports back as it was.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use common::file;
use huiyin_exchange::{Arrival, COLUMNS, Cell, Channel, Column, Format, Purpose, Sink};
use jiff::civil::date;

const FORMATS: [Format; 3] = [Format::Jsonl, Format::Csv, Format::Xlsx];

fn arrival(subject: &str, body: &str) -> Arrival {
    Arrival {
        row: 0,
        external_id: Some("0012".into()),
        petitioner_key: Some("U-7".into()),
        petitioner_name: Some("梁小满".into()),
        phone: Some("+86 13800000000".into()),
        id_number: Some("110000199001010000".into()),
        address: Some("柳溪县青石镇，柳树村 3 号".into()),
        subject: subject.into(),
        body: body.into(),
        received: Some(date(2019, 2, 28).at(11, 25, 5, 0).into()),
        channel: Some(Channel::FromAbove),
        unit: Some("柳溪县信访局".into()),
        category: Some("城乡建设".into()),
        purpose: Some(Purpose::Appeal),
        place: Some("青石镇".into()),
        head_count: Some(12),
        reply: Some("已办结。\n谢谢".into()),
        reply_time: Some(date(2019, 3, 1).into()),
        likes: Some(3),
        dislikes: Some(-1),
    }
}

fn bare(subject: &str) -> Arrival {
    Arrival {
        external_id: None,
        petitioner_key: None,
        petitioner_name: None,
        phone: None,
        id_number: None,
        address: None,
        received: None,
        channel: None,
        unit: None,
        category: None,
        purpose: None,
        place: None,
        head_count: None,
        reply: None,
        reply_time: None,
        likes: None,
        dislikes: None,
        ..arrival(subject, "")
    }
}

fn written(format: Format, arrivals: &[Arrival]) -> Vec<u8> {
    let mut sink = Sink::new(format, Vec::new(), COLUMNS).unwrap();
    for arrival in arrivals {
        sink.write(&arrival.cells()).unwrap();
    }
    sink.finish().unwrap()
}

#[test]
fn every_format_gives_back_what_was_written() {
    let awkward = [
        "普通标题",
        "=1+1",
        "'=1",
        "-5",
        "@某人",
        "+86",
        "带\"引号\",逗号;分号\t制表",
        " 前后空格 ",
        "多行\n第二行\n",
        "回车\r\n换行",
        "单独\r回车",
        "<xml>&amp;_x000D_",
        "😀𠮷",
        "2019-02-28",
        "12345",
        "true",
        "\u{1}控制",
        "'",
    ];
    let mut arrivals: Vec<Arrival> = awkward.iter().map(|text| arrival(text, text)).collect();
    arrivals.push(bare("只有标题"));
    let midnight = Some(date(2019, 2, 28).at(0, 0, 0, 0).into());
    arrivals.push(Arrival {
        received: midnight,
        ..bare("零点整")
    });
    for format in FORMATS {
        let given = file(
            &format!("out.{}", format.extension()),
            written(format, &arrivals),
        );
        let read: Vec<Arrival> = given
            .arrivals()
            .into_iter()
            .map(|arrival| Arrival { row: 0, ..arrival })
            .collect();
        assert_eq!(read.len(), arrivals.len());
        for (read, written) in read.iter().zip(&arrivals) {
            assert_eq!(read, written, "{format}");
        }
    }
}

#[test]
fn a_csv_opens_in_a_spreadsheet_without_running_anything() {
    let text = String::from_utf8(written(
        Format::Csv,
        &[arrival("=HYPERLINK(\"x\")", "@SUM(1)")],
    ))
    .unwrap();
    assert!(text.starts_with("\u{feff}编号,用户,姓名"));
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\",'@SUM(1),2019-02-28 11:25:05"));
    assert!(text.contains(",'+86 13800000000,") && text.contains(",3,-1\r\n"));
}

#[test]
fn jsonl_leaves_out_what_is_empty() {
    let text = String::from_utf8(written(Format::Jsonl, &[bare("路灯")])).unwrap();
    assert_eq!(text, "{\"subject\":\"路灯\",\"body\":\"\"}\n");
}

#[test]
fn a_workbook_holds_dates_as_dates_and_texts_as_texts() {
    let bytes = written(Format::Xlsx, &[arrival("=1+1", "甲")]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let cells = book.worksheet_range_at(0).unwrap().unwrap();
    let at = |name: &str| {
        u32::try_from(
            COLUMNS
                .iter()
                .position(|column| column.name == name)
                .unwrap(),
        )
        .unwrap()
    };
    assert_eq!(
        cells.get_value((0, at("subject"))),
        Some(&Data::String("标题".into()))
    );
    assert_eq!(
        cells.get_value((1, at("subject"))),
        Some(&Data::String("=1+1".into()))
    );
    assert!(matches!(
        cells.get_value((1, at("time"))),
        Some(Data::DateTime(_))
    ));
    assert_eq!(cells.get_value((1, at("likes"))), Some(&Data::Float(3.0)));
    assert!(book.worksheet_formula("Sheet1").unwrap().is_empty());
}

const TWO: &[Column] = &[
    Column::new("name", "名称", 10.0),
    Column::new("count", "件数", 8.0),
];

#[test]
fn values_find_their_columns_by_name() {
    let mut sink = Sink::new(Format::Csv, Vec::new(), TWO).unwrap();
    sink.write(&[("count", 3_i64.into()), ("name", "甲".into())])
        .unwrap();
    sink.write(&[("count", 4_i64.into())]).unwrap();
    let refusal = sink
        .write(&[("nmae", Cell::Empty)])
        .unwrap_err()
        .to_string();
    assert!(
        refusal.contains("nmae") && refusal.contains("第 3 条"),
        "{refusal}"
    );
    let text = String::from_utf8(sink.finish().unwrap()).unwrap();
    assert_eq!(text, "\u{feff}名称,件数\r\n甲,3\r\n,4\r\n");
}

#[test]
fn an_export_of_nothing_still_has_its_header() {
    let text = |format| {
        Sink::new(format, Vec::new(), TWO)
            .unwrap()
            .finish()
            .unwrap()
    };
    assert_eq!(text(Format::Jsonl), b"");
    assert_eq!(text(Format::Csv), "\u{feff}名称,件数\r\n".as_bytes());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(text(Format::Xlsx))).unwrap();
    assert_eq!(book.worksheet_range_at(0).unwrap().unwrap().height(), 1);
}

#[test]
fn a_text_too_long_for_a_cell_is_refused_with_another_way() {
    let mut sink = Sink::new(Format::Xlsx, Vec::new(), TWO).unwrap();
    let refusal = sink
        .write(&[("name", "长".repeat(32_768).into())])
        .unwrap_err()
        .to_string();
    assert!(
        refusal.contains("csv") && refusal.contains("第 1 条"),
        "{refusal}"
    );
}
