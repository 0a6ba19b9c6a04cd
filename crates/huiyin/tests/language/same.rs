use serde_json::json;

use crate::{Desk, jsonl, keys};

#[test]
fn a_repeat_is_told_from_another_matter_with_the_reason() {
    let desk = Desk::new();
    let wages = json!({"id": 1, "user": "u1", "subject": "云溪花园工地拖欠农民工工资", "time": "2026-03-01T10:00:00",
        "body": "云溪花园二期工地包工头拖欠十二名农民工三个月工资，多次讨要没有结果。"});
    let again = json!({"id": 2, "user": "u1", "subject": "再次反映云溪花园拖欠工资", "time": "2026-03-11 09:00:00",
        "body": "反映过云溪花园二期拖欠农民工工资，包工头一分没发，讨要工资被赶出工地。"});
    let roof = json!({"id": 3, "user": "u1", "subject": "楼顶漏水", "body": "顶层楼板渗水，墙皮脱落，物业推脱不修。"});
    desk.write(
        "pairs.jsonl",
        &jsonl(&[
            json!({"a": wages, "b": again}),
            json!({"a": wages, "b": roof}),
        ]),
    );
    let said = desk.run("same --input pairs.jsonl --out found.jsonl");
    assert_eq!(said.code, 0, "{}", said.err);
    let found = desk.lines("found.jsonl");
    assert_eq!(keys(&found[0]), ["same", "score", "why"]);
    assert_eq!(
        (&found[0]["same"], &found[1]["same"]),
        (&json!(true), &json!(false))
    );
    let why = found[0]["why"].to_string();
    assert!(
        why.contains("同一信访人") && why.contains("相隔10天"),
        "{why}"
    );
}

#[test]
fn a_row_without_two_sides_is_refused() {
    let desk = Desk::new();
    desk.write("pairs.jsonl", &jsonl(&[json!({"a": {"subject": "路灯"}})]));
    let said = desk.run("same --input pairs.jsonl --out found.jsonl");
    assert!(
        said.code == 2 && said.err.contains("第 1 行没有“b”"),
        "{}",
        said.err
    );
}
