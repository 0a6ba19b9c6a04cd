//! Older records come in once each, and a bad row stops nothing but itself.

use std::path::{Path, PathBuf};

use exchange::{Cell, Column, Format, Mapping, Sink};
use huiyin_office as office;
use kernel::org::Role;
use matter::{ClockState, Matter, Stage};
use office::import::Tally;
use office::lists::{Filter, Order};

use crate::county::{County, OFFICE, at, past_reply};
use crate::tamper::number;

fn now() -> office::Moment {
    at("2026-03-02")
}

fn write(county: &County, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = county.dir.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn import(county: &County, path: &Path, dry_run: bool) -> Tally {
    county
        .office
        .import(path, &Mapping::default(), dry_run, now(), &mut |_| {})
        .unwrap()
}

fn tally(read: u64, imported: u64, already: u64, failed: u64) -> Tally {
    Tally {
        read,
        imported,
        already,
        failed,
        errors: None,
    }
}

fn matters(county: &County) -> Vec<Matter> {
    let viewer = county.viewer(OFFICE, Role::Clerk);
    let page = county
        .office
        .list(&viewer, &Filter::default(), Order::Oldest, None)
        .unwrap();
    page.lines
        .iter()
        .map(|line| county.matter(line.id))
        .collect()
}

fn verified(county: &County) -> bool {
    store::verify::verify(county.office.store(), &mut |_| {})
        .unwrap()
        .ok
}

const MESSAGES: &str = concat!(
    r#"{"id":"1","user":"u1","subject":"路灯不亮","time":"2025/6/1 8:30:00","body":"村口路灯坏了半个月","label":"城乡建设"}"#,
    "\n",
    r#"{"id":"2","user":"u2","subject":"垃圾清运","time":"2025/6/2","body":"垃圾三天没有清运","label":"环境保护","likes":3,"dislikes":0}"#,
    "\n\n",
    r#"{"id":"3","user":"u1","subject":"路灯不亮","time":"2025/6/9 20:15:00","body":"路灯还是不亮","label":"城乡建设"}"#,
    "\n",
);

#[test]
fn messages_come_in_once_and_wait_for_a_clerk() {
    let county = County::new();
    let path = write(&county, "messages.jsonl", MESSAGES);
    assert_eq!(import(&county, &path, false), tally(3, 3, 0, 0));
    assert_eq!(import(&county, &path, false), tally(3, 0, 3, 0));
    let kept = matters(&county);
    assert_eq!(kept.len(), 3);
    assert!(
        kept.iter()
            .all(|matter| matter.stage == Stage::Received && matter.owner == OFFICE)
    );
    let first = &kept[0].petitions[0];
    assert_eq!(
        (first.subject.as_str(), first.body.as_str()),
        ("路灯不亮", "村口路灯坏了半个月")
    );
    assert_eq!(first.received.to_string(), "2025-06-01");
    assert_eq!(first.time.unwrap().to_string(), "08:30:00");
    assert_eq!(first.extra["label"], "城乡建设");
    assert_eq!(kept[1].petitions[0].extra["likes"], "3");
    let copied = write(&county, "copy.jsonl", MESSAGES);
    assert_eq!(
        import(&county, &copied, false).already,
        3,
        "another name makes no other petitions"
    );
    assert!(verified(&county));
}

#[test]
fn a_dry_run_writes_nothing() {
    let county = County::new();
    let path = write(&county, "messages.jsonl", MESSAGES);
    let entries = || number(&county.data(), "SELECT COUNT(*) FROM entries");
    let before = entries();
    assert_eq!(import(&county, &path, true), tally(3, 3, 0, 0));
    assert_eq!(entries(), before);
    assert_eq!(
        number(&county.data(), "SELECT COUNT(*) FROM petitioners"),
        0
    );
    import(&county, &path, false);
    assert_eq!(
        matters(&county)[0].petitions[0].number,
        "20260302-00001",
        "the dry run took no number"
    );
}

#[test]
fn a_row_that_stands_twice_in_a_file_counts_alike_in_a_dry_run() {
    let county = County::new();
    let path = write(&county, "twice.jsonl", format!("{MESSAGES}{MESSAGES}"));
    let dry = import(&county, &path, true);
    assert_eq!(dry, import(&county, &path, false));
    assert_eq!(dry, tally(6, 3, 3, 0));
}

#[test]
fn bad_rows_stand_in_a_file_beside_with_their_numbers_and_the_rest_comes_in() {
    let county = County::new();
    let rows = [
        r#"{"id":"1","subject":"好的一行","time":"2025-06-01","body":"有内容"}"#,
        r#"{"id":"2","subject":"未来的一行","time":"2026-03-03","body":"明天才发生"}"#,
        r#"{"id":"3","subject":"没有这个单位","time":"2025-06-01","body":"有内容","unit":"天宫办公室"}"#,
        r#"{"id":"4","subject":"坏日期","time":"六月一日左右","body":"有内容"}"#,
        r#"{"id":"5", 断了"#,
        r#"{"id":"6","subject":"答复早于来件","time":"2025-06-01","body":"有内容","reply":"已办","reply_time":"2025-05-01"}"#,
        r#"{"id":"7","subject":"没有答复时间","time":"2025-06-01","body":"有内容","reply":"已办"}"#,
        r#"{"id":"8","subject":"又是好的一行","time":"2025-06-01","body":"有内容"}"#,
    ];
    let path = write(&county, "letters.jsonl", rows.join("\n"));
    let mut outcome = import(&county, &path, false);
    let errors = outcome.errors.take().unwrap();
    assert_eq!(outcome, tally(8, 2, 0, 6));
    assert_eq!(errors, county.dir.path().join("letters.errors.csv"));
    let text = std::fs::read_to_string(&errors).unwrap();
    let mut numbers: Vec<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ["2", "3", "4", "5", "6", "7"]);
    assert!(text.contains("晚于今天") && text.contains("没有这个单位"));
    assert_eq!(matters(&county).len(), 2);

    let mended = rows[1].replace("2026-03-03", "2026-03-02");
    let path = write(
        &county,
        "letters.jsonl",
        [rows[0], &mended, rows[7]].join("\n"),
    );
    assert_eq!(import(&county, &path, false), tally(3, 1, 2, 0));
    assert!(
        !errors.exists(),
        "an import without errors leaves no list of errors"
    );
}

#[test]
fn replies_become_closed_matters_that_were_late_or_on_time() {
    let county = County::new();
    let rows = [
        r#"{"id":"1","subject":"按时","time":"2025-06-01 09:00","body":"有内容","reply":"已于当月修好","reply_time":"2025-07-31 16:00"}"#,
        r#"{"id":"2","subject":"超期","time":"2025-06-01 09:00","body":"有内容","reply":"已修好","reply_time":"2025-08-01 16:00"}"#,
    ];
    let path = write(&county, "replies.jsonl", rows.join("\n"));
    assert_eq!(import(&county, &path, false), tally(2, 2, 0, 0));
    for (matter, on, late) in matters(&county)
        .iter()
        .zip(["2025-07-31", "2025-08-01"])
        .zip([false, true])
        .map(|((m, on), late)| (m, on, late))
    {
        assert_eq!(matter.stage, Stage::Closed);
        assert_eq!(matter.answers.len(), 1);
        assert!(
            past_reply(&matter.answers[0].kind)
                .unwrap()
                .contains("修好")
        );
        let clock = matter
            .clocks
            .iter()
            .find(|clock| clock.limit.as_str() == "K6")
            .unwrap();
        assert_eq!(clock.duty_date().to_string(), "2025-07-31");
        assert_eq!(clock.state, ClockState::Met(on.parse().unwrap()));
        assert_eq!(clock.is_late(now().today()), late);
        assert!(
            matter
                .clocks
                .iter()
                .all(|clock| !clock.is_running() || clock.unit().is_none()),
            "no duty is left"
        );
    }
    let viewer = county.viewer(OFFICE, Role::Clerk);
    let lines = county
        .office
        .list(&viewer, &Filter::default(), Order::Oldest, None)
        .unwrap()
        .lines;
    let late: Vec<bool> = lines.iter().map(|line| line.was_late).collect();
    assert_eq!(late, [false, true]);
    assert!(verified(&county));
}

#[test]
fn a_table_from_an_older_office_program_comes_in() {
    let county = County::new();
    let table = "信访编号,信访人,联系电话,信访日期,信访形式,标题,内容,信访目的,责任单位,人数\r\n\
                 A-1,沈一苇,13900005678,2025年6月1日,来信,水渠堵塞,\"水渠堵了，\r\n田里没水\",申诉求决,柳塘镇人民政府,1\r\n\
                 A-2,,,2025年6月3日,来访,校车停运,校车停了一周,建议意见,,6\r\n";
    let path = write(&county, "旧系统.csv", encoding_rs::GB18030.encode(table).0);
    assert_eq!(import(&county, &path, false), tally(2, 2, 0, 0));
    let kept = matters(&county);
    assert_eq!(kept[0].petitions[0].body, "水渠堵了，\r\n田里没水");
    assert_eq!(kept[0].owner, crate::county::TOWNSHIP);
    assert_eq!(
        kept[0].stage,
        Stage::Registered,
        "a purpose means that somebody has screened it"
    );
    assert_eq!(kept[1].petitions[0].head_count, 6);
    let clerk = county.viewer(crate::county::TOWNSHIP, Role::Clerk);
    let people = county
        .office
        .show_identity(&clerk, kept[0].id, "核实".to_owned(), now())
        .unwrap();
    assert_eq!(
        (people[0].name.as_str(), people[0].phone.as_str()),
        ("沈一苇", "13900005678")
    );
    assert!(verified(&county));
}

#[test]
fn a_spreadsheet_comes_in() {
    let county = County::new();
    const COLUMNS: &[Column] = &[
        Column::new("id", "编号", 10.0),
        Column::new("subject", "标题", 30.0),
        Column::new("body", "内容", 60.0),
        Column::new("time", "时间", 20.0),
    ];
    let path = county.dir.path().join("letters.xlsx");
    let mut sink = Sink::new(Format::Xlsx, std::fs::File::create(&path).unwrap(), COLUMNS).unwrap();
    for (id, subject) in [("X-1", "路灯不亮"), ("X-2", "井盖缺失")] {
        let received: jiff::civil::Date = "2025-06-01".parse().unwrap();
        let row = [
            ("id", Cell::from(id)),
            ("subject", Cell::from(subject)),
            ("body", Cell::from("请尽快处理")),
            ("time", Cell::from(received)),
        ];
        sink.write(&row).unwrap();
    }
    sink.finish().unwrap();
    assert_eq!(import(&county, &path, false), tally(2, 2, 0, 0));
    assert_eq!(import(&county, &path, false), tally(2, 0, 2, 0));
    let kept = matters(&county);
    assert_eq!(kept[1].petitions[0].subject, "井盖缺失");
    assert_eq!(kept[1].petitions[0].received.to_string(), "2025-06-01");
}

#[test]
fn an_import_longer_than_what_is_under_way_counts_every_row() {
    let county = County::new();
    let rows: Vec<String> = (0..1_030)
        .map(|n| {
            format!(r#"{{"id":"{n}","subject":"第{n}件","time":"2025-06-01","body":"内容{n}"}}"#)
        })
        .collect();
    let path = write(&county, "many.jsonl", rows.join("\n"));
    let mut told = Vec::new();
    let outcome = county
        .office
        .import(&path, &Mapping::default(), false, now(), &mut |progress| {
            told.push((progress.rows, progress.position <= progress.total));
        });
    assert_eq!(outcome.unwrap(), tally(1_030, 1_030, 0, 0));
    assert_eq!(told, [(1_024, true)]);
    let viewer = county.viewer(OFFICE, Role::Clerk);
    assert_eq!(
        county.office.count(&viewer, &Filter::default()).unwrap(),
        1_030
    );
}
