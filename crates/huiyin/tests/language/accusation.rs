//! Which rows would be held for screening.

use serde_json::json;

use super::{Desk, jsonl};

#[test]
fn rows_that_read_like_an_accusation_are_counted_for_each_value_of_a_field() {
    let desk = Desk::new();
    let rows = [
        json!({"id": 1, "subject": "检举", "body": "镇书记贪污公款。", "purpose": "检举控告"}),
        json!({"id": 2, "subject": "情况反映", "body": "工作人员索要红包。", "purpose": "检举控告"}),
        json!({"id": 3, "subject": "路灯不亮", "body": "村口的路灯坏了半年。", "purpose": "申诉求决"}),
        json!({"id": 4, "subject": "停水", "body": "村干部说修好了，会计克扣了补偿。", "purpose": "申诉求决"}),
    ];
    desk.write("in.jsonl", &jsonl(&rows));
    let said = desk.run("accusation --input in.jsonl --by purpose --out out.jsonl --json");
    assert_eq!(said.code, 0, "{}", said.err);
    let figures: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&figures["rows"], &figures["held"]), (&json!(4), &json!(3)));
    assert_eq!(figures["by"]["检举控告"], json!({"rows": 2, "held": 2}));
    assert_eq!(figures["by"]["申诉求决"], json!({"rows": 2, "held": 1}));
    let lines = desk.lines("out.jsonl");
    assert_eq!(lines[2], json!({"id": 3, "held": false, "signs": []}));
    assert_eq!(lines[3]["signs"], json!(["克扣"]));
    let told = desk.run("accusation --input in.jsonl --by purpose").out;
    assert!(
        told.contains("全部：4 行，疑似检举控告 3 行（75.00%）"),
        "{told}"
    );
    assert_eq!(desk.run("accusation --input in.jsonl --text none").code, 2);
}
