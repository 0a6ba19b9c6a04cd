use serde_json::{Value, json};

use crate::{Desk, jsonl, keys};

/// Two petitions about wages on every day of January, one on every fifth day of other months, 2021 to 2023.
fn wages() -> Vec<Value> {
    let mut rows = Vec::new();
    for year in 2021..=2023 {
        for month in 1..=12 {
            for day in 1..=28 {
                let times = if month == 1 {
                    2
                } else {
                    usize::from(day % 5 == 0)
                };
                let row = json!({"time": format!("{year}-{month:02}-{day:02}T09:00:00"), "unit": "人社局", "label": "拖欠工资"});
                rows.extend(std::iter::repeat_n(row, times));
            }
        }
    }
    rows
}

#[test]
fn a_forecast_says_how_many_how_sure_and_how_it_did_before() {
    let desk = Desk::new();
    let mut rows = wages();
    rows.push(json!({"time": "2023-05-01", "unit": "住建局", "category": "路灯"}));
    rows.push(json!({"unit": "住建局", "label": "路灯"}));
    desk.write("in.jsonl", &jsonl(&rows));
    let said = desk.run("forecast --input in.jsonl --until 2023-12-31 --ahead 2 --json");
    assert_eq!(said.code, 0, "{}", said.err);
    let found: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(found["left_out"], 1);
    let lines = found["forecasts"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    let wages = lines.iter().find(|line| line["unit"] == "人社局").unwrap();
    let [january, february] = [&wages["next"][0], &wages["next"][1]];
    assert_eq!(
        keys(january),
        ["expected", "from", "high", "low", "seasons", "tested", "to"]
    );
    assert_eq!(
        (&january["from"], &january["to"]),
        (&json!("2024-01-01"), &json!("2024-01-31"))
    );
    assert!(january["expected"].as_f64().unwrap() > 2.0 * february["expected"].as_f64().unwrap());
    let lights = lines.iter().find(|line| line["unit"] == "住建局").unwrap();
    assert!(lights["too_few"].as_str().unwrap().contains("数据太少"));
    let said = desk.run("forecast --input in.jsonl --until 2023-12-31");
    assert!(
        said.out.contains("2024-01-01 至 2024-01-31") && said.out.contains("照搬去年同期"),
        "{}",
        said.out
    );
}

#[test]
fn a_forecast_without_times_says_what_is_missing() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"label\":\"路灯\"}\n");
    let said = desk.run("forecast --input in.jsonl");
    assert!(
        said.code == 2 && said.err.contains("没有一行既有 time 又有 label"),
        "{}",
        said.err
    );
    desk.write("in.jsonl", "{\"label\":\"路灯\",\"time\":\"昨天\"}\n");
    let said = desk.run("forecast --input in.jsonl");
    assert!(
        said.code == 2 && said.err.contains("读不懂"),
        "{}",
        said.err
    );
}
