use serde_json::json;

use crate::{Desk, jsonl, keys};

const TABLE: &str =
    "level1,level2,level3\n城乡建设,住房与房地产,物业服务\n劳动保障,劳动报酬,拖欠工资\n";

#[test]
fn a_published_table_is_enough_for_a_two_level_suggestion() {
    let desk = Desk::new();
    desk.write("table.csv", TABLE);
    let rows = [
        json!({"id": 1, "subject": "工地拖欠工资", "body": "三个月没有发工资"}),
        json!({"id": 2, "subject": "您好", "body": ""}),
    ];
    desk.write("in.jsonl", &jsonl(&rows));
    let said = desk.run("suggest --taxonomy table.csv --input in.jsonl --out out.jsonl");
    assert_eq!(said.code, 0, "{}", said.err);
    let found = desk.lines("out.jsonl");
    assert_eq!(
        keys(&found[0]),
        [
            "id",
            "level1",
            "level1_score",
            "level2",
            "others",
            "score",
            "top",
            "unsure"
        ]
    );
    assert_eq!(
        (
            &found[0]["level1"],
            &found[0]["level2"],
            &found[0]["unsure"]
        ),
        (&json!("劳动保障"), &json!("劳动报酬"), &json!(false))
    );
    let top = found[0]["top"].as_array().unwrap();
    assert!(top[0].as_str().unwrap().contains("工资"), "{top:?}");
    assert_eq!(found[1]["unsure"], true);
    assert!(said.err.contains("1 行拿不准"));
}

#[test]
fn a_table_without_classes_is_refused_with_its_form() {
    let desk = Desk::new();
    desk.write("table.csv", "level1,level2,level3\n");
    desk.write("in.jsonl", "{\"id\":1,\"subject\":\"路灯\"}\n");
    let said = desk.run("suggest --taxonomy table.csv --input in.jsonl --out out.jsonl");
    assert!(
        said.code == 2 && said.err.contains("一级、二级、三级"),
        "{}",
        said.err
    );
}
