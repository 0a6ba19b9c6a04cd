use serde_json::{Value, json};

use crate::{Desk, jsonl, keys};

#[test]
fn messages_about_one_event_come_out_as_one_issue_in_any_order() {
    let desk = Desk::new();
    let told = [
        (
            "3",
            "2026-03-09T08:00:00",
            "u3",
            "搅拌站粉尘飘进蓢塘花园，噪音整夜不停",
        ),
        (
            "1",
            "2026-03-01T08:00:00",
            "u1",
            "蓢塘花园旁边的搅拌站噪音扰民，粉尘很大",
        ),
        ("9", "2026-03-02T08:00:00", "u9", "咨询退休金怎么领取"),
        (
            "2",
            "2026-03-05T08:00:00",
            "u2",
            "投诉蓢塘花园附近搅拌站噪音粉尘污染",
        ),
    ];
    let rows: Vec<Value> = told
        .iter()
        .map(|(id, time, user, text)| json!({"id": id, "time": time, "user": user, "subject": text, "body": text, "likes": 0}))
        .collect();
    desk.write("in.jsonl", &jsonl(&rows));
    let said = desk.run("hot --input in.jsonl --json");
    assert_eq!(said.code, 0, "{}", said.err);
    let found: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(
        keys(&found[0]),
        ["first", "heat", "ids", "last", "place", "title"]
    );
    assert_eq!(found[0]["ids"], json!(["1", "2", "3"]));
    assert_eq!(found[0]["place"], "蓢塘花园");
    assert_eq!(
        (&found[0]["first"], &found[0]["last"]),
        (&json!("2026-03-01"), &json!("2026-03-09"))
    );
    assert_eq!(found[0]["heat"], 3.0);
}

#[test]
fn a_message_without_a_readable_time_is_refused() {
    let desk = Desk::new();
    desk.write(
        "in.jsonl",
        "{\"id\":1,\"subject\":\"路灯\",\"time\":\"昨天\"}\n",
    );
    let said = desk.run("hot --input in.jsonl --json");
    assert!(
        said.code == 2 && said.err.contains("第 1 行的 time 读不懂"),
        "{}",
        said.err
    );
}
