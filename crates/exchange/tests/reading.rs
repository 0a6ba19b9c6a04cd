//! Files that offices have, read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::file;
use encoding_rs::GB18030;
use huiyin_exchange::{Channel, Format, Mapping, Purpose, Unit};
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};

const LETTERS: &str = "信访编号,姓名,联系电话,标题,反映内容,信访日期,信访形式,信访目的,人数\n\
    L-1,梁小满,13800000000,路灯不亮,\"河边路灯坏了,\n三盏都不亮\",2019/2/28 11:25,来信,建议意见类,1\n\
    L-2,何田,,井盖缺失,学校门口井盖不见了,2019年3月1日,来访,申诉求决,3人\n";

fn check_letters(arrivals: &[huiyin_exchange::Arrival]) {
    assert_eq!(arrivals.len(), 2);
    let [first, second] = arrivals else { panic!() };
    assert_eq!(first.row, 2);
    assert_eq!(first.external_id.as_deref(), Some("L-1"));
    assert_eq!(first.petitioner_name.as_deref(), Some("梁小满"));
    assert_eq!(first.phone.as_deref(), Some("13800000000"));
    assert_eq!(first.body, "河边路灯坏了,\n三盏都不亮");
    assert_eq!(
        first.received.unwrap().datetime(),
        date(2019, 2, 28).at(11, 25, 0, 0)
    );
    assert_eq!(first.channel, Some(Channel::Letter));
    assert_eq!(first.purpose, Some(Purpose::Suggestion));
    // The first record spans lines 2 and 3.
    assert_eq!(second.row, 4);
    assert_eq!(second.phone, None);
    assert_eq!(second.received.unwrap(), date(2019, 3, 1).into());
    assert_eq!(second.head_count, Some(3));
}

#[test]
fn a_csv_reads_the_same_in_every_encoding_and_line_ending() {
    check_letters(&file("a.csv", LETTERS).arrivals());
    check_letters(&file("bom.csv", format!("\u{feff}{LETTERS}")).arrivals());
    check_letters(&file("gb.csv", GB18030.encode(LETTERS).0).arrivals());
    let utf16: Vec<u8> = format!("\u{feff}{LETTERS}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check_letters(&file("wide.csv", utf16).arrivals());
    check_letters(&file("no-end.csv", LETTERS.trim_end()).arrivals());
    check_letters(
        &file(
            "tab.tsv",
            LETTERS.replace(',', "\t").replace("了\t\n", "了,\n"),
        )
        .arrivals(),
    );
    check_letters(
        &file(
            "semicolon.txt",
            LETTERS.replace(',', ";").replace("了;\n", "了,\n"),
        )
        .arrivals(),
    );
}

#[test]
fn rows_of_a_windows_csv_are_numbered_by_line() {
    let text = "编号,内容\r\n\r\n1,甲\r\n,\r\n2,\"乙\r\n丙\"\r\n3,丁\r\n";
    let rows: Vec<(u64, String)> = file("a.csv", text)
        .arrivals()
        .into_iter()
        .map(|a| (a.row, a.body))
        .collect();
    assert_eq!(
        rows,
        [(3, "甲".into()), (5, "乙\r\n丙".into()), (7, "丁".into())]
    );
}

#[test]
fn jsonl_gives_what_each_line_has() {
    let text = concat!(
        r#"{"id": 7, "user": "U1", "subject": "路灯不亮", "time": "2019-02-28T11:25:05", "body": "河边\n路灯坏了", "likes": 2, "dislikes": 0, "extra": [1, {"a": 2}]}"#,
        "\n\n",
        r#"{"id": "8", "body": "您好！井盖缺失，请处理。", "label": "城建", "subject": null, "reply": " 已修好。", "reply_time": "2019-03-02"}"#,
    );
    for name in ["a.jsonl", "a.ndjson", "a"] {
        let arrivals = file(name, format!("\u{feff}{text}")).arrivals();
        let [first, second] = arrivals.as_slice() else {
            panic!()
        };
        assert_eq!((first.row, second.row), (1, 3));
        assert_eq!(first.external_id.as_deref(), Some("7"));
        assert_eq!(first.petitioner_key.as_deref(), Some("U1"));
        assert_eq!(first.body, "河边\n路灯坏了");
        assert_eq!(first.received.unwrap().to_string(), "2019-02-28T11:25:05");
        assert_eq!((first.likes, first.dislikes), (Some(2), Some(0)));
        assert_eq!(second.subject, "井盖缺失，请处理");
        assert_eq!(second.received, None);
        assert_eq!(second.category.as_deref(), Some("城建"));
        assert_eq!(
            second.reply.as_deref(),
            Some(" 已修好。"),
            "long texts stay as they are"
        );
        assert_eq!(second.reply_time.unwrap(), date(2019, 3, 2).into());
    }
}

#[test]
fn a_workbook_reads_with_its_own_dates_numbers_and_row_numbers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Style::new().set_num_format("yyyy-mm-dd hh:mm");
    for (at, name) in (0..).zip(["编号", "标题", "内容", "时间", "电话"]) {
        sheet.write(2, at, name).unwrap();
    }
    sheet
        .write(3, 0, 12)
        .unwrap()
        .write(3, 1, "路灯")
        .unwrap()
        .write(3, 2, "不亮")
        .unwrap();
    let moment = ExcelDateTime::from_ymd(2019, 2, 28)
        .unwrap()
        .and_hms(11, 25, 5)
        .unwrap();
    sheet
        .write_with_format(3, 3, &moment, &day)
        .unwrap()
        .write(3, 4, 13_800_000_000_i64)
        .unwrap();
    sheet
        .write(5, 1, "井盖")
        .unwrap()
        .write(5, 3, 43_524)
        .unwrap();
    let given = file("a.xlsx", book.save_to_buffer().unwrap());
    let arrivals = given.arrivals();
    let [first, second] = arrivals.as_slice() else {
        panic!("{arrivals:?}")
    };
    assert_eq!((first.row, second.row), (4, 6));
    assert_eq!(first.external_id.as_deref(), Some("12"));
    assert_eq!(first.phone.as_deref(), Some("13800000000"));
    assert_eq!(first.received.unwrap().to_string(), "2019-02-28T11:25:05");
    assert_eq!(second.received.unwrap().to_string(), "2019-02-28");
    let source = given.open(&Mapping::default()).unwrap();
    assert_eq!(
        (source.format(), source.unit(), source.total_hint()),
        (Format::Xlsx, Unit::Rows, 4)
    );
}

#[test]
fn a_mapping_names_columns_dates_and_what_the_file_does_not_say() {
    let text = "件号;事由;正文;收到;登记人;标题\nA1;路灯;不亮;28.02.2019 11:25;某科员;别的列\n";
    let mapping = "channel = \"来信\"\nunit = \"柳溪县信访局\"\ndate_formats = [\"%d.%m.%Y %H:%M\"]\n\
        [columns]\nid = \"件号\"\nsubject = [\"没有的列\", \"事由\"]\ntime = \"收到\"\n";
    let given = file("a.csv", text);
    let arrival = given.rows_by(mapping).remove(0).unwrap();
    assert_eq!(arrival.external_id.as_deref(), Some("A1"));
    assert_eq!(arrival.subject, "路灯");
    assert_eq!(arrival.received.unwrap().to_string(), "2019-02-28T11:25:00");
    assert_eq!(arrival.channel, Some(Channel::Letter));
    assert_eq!(arrival.unit.as_deref(), Some("柳溪县信访局"));
}

#[test]
fn a_mapping_can_leave_a_column_out() {
    let given = file("a.csv", "电话,内容\n13800000000,甲\n");
    assert_eq!(
        given
            .rows_by("[columns]\nphone = []")
            .remove(0)
            .unwrap()
            .phone,
        None
    );
}

#[test]
fn repeats_come_through_for_the_caller_to_judge() {
    let line = "{\"id\":\"1\",\"body\":\"路灯不亮\"}\n";
    let arrivals = file("a.jsonl", line.repeat(2)).arrivals();
    assert_eq!(arrivals[0].external_id, arrivals[1].external_id);
    assert_eq!((arrivals[0].row, arrivals[1].row), (1, 2));
}

#[test]
fn position_runs_to_the_file_s_length() {
    let given = file("gb.csv", GB18030.encode(&"编号,内容\n".repeat(30_000)).0);
    let mut source = given.open(&Mapping::default()).unwrap();
    let total = source.total_hint();
    assert_eq!((source.unit(), total), (Unit::Bytes, 30_000 * 10));
    assert!(source.position() < total);
    assert_eq!(source.by_ref().count(), 29_999);
    assert_eq!(source.position(), total);
}

#[test]
fn long_numbers_and_cells_made_safe_for_excel_are_restored() {
    let given = file(
        "a.csv",
        "编号,标题,身份证号\n'-7,'=1+1,\"=\"\"110000199001010000\"\"\"\n",
    );
    let arrival = given.arrivals().remove(0);
    assert_eq!(arrival.external_id.as_deref(), Some("-7"));
    assert_eq!(arrival.subject, "=1+1");
    assert_eq!(arrival.id_number.as_deref(), Some("110000199001010000"));
}
