use serde_json::json;

use crate::{Desk, jsonl, keys};

#[test]
fn an_answer_to_the_question_outranks_the_answer_to_another() {
    let desk = Desk::new();
    let lift = json!({"id": "a", "time": "2026-03-01", "reply_time": "2026-03-09", "subject": "蓢塘花园电梯困人",
        "body": "蓢塘花园3栋电梯一个月困人三次，请尽快维修。",
        "reply": "经核实，蓢塘花园3栋电梯因门锁老化困人，已于3月8日更换门锁，维修完成。"});
    let mut wrong = lift.clone();
    wrong["reply"] = json!("经核实，枧水路路灯因线路老化不亮，已于3月8日修复。");
    desk.write("in.jsonl", &jsonl(&[lift, wrong]));
    let said = desk.run("check-reply --input in.jsonl --out found.jsonl");
    assert_eq!(said.code, 0, "{}", said.err);
    let found = desk.lines("found.jsonl");
    assert_eq!(
        keys(&found[0]),
        [
            "completeness",
            "evidence",
            "explanation",
            "id",
            "relevance",
            "timeliness"
        ]
    );
    for figure in ["relevance", "completeness"] {
        assert!(
            found[0][figure].as_f64() > found[1][figure].as_f64(),
            "{figure}: {found:?}"
        );
    }
    assert_eq!(found[0]["timeliness"], 1.0);
    assert!(
        found[0]["evidence"]["explanation"][0]
            .as_str()
            .unwrap()
            .contains("门锁老化")
    );
}

#[test]
fn a_row_without_an_answer_is_refused() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"id\":1,\"subject\":\"路灯\"}\n");
    let said = desk.run("check-reply --input in.jsonl");
    assert!(
        said.code == 2 && said.err.contains("第 1 行没有答复"),
        "{}",
        said.err
    );
}
