use serde_json::{Value, json};

use crate::{Desk, jsonl, keys};

fn sorted() -> Vec<Value> {
    let roads = [
        "路灯不亮",
        "路面有坑",
        "公交晚点",
        "路口堵车",
        "桥面开裂",
        "公交改线",
    ];
    let health = [
        "医院收费",
        "药房缺药",
        "挂号排队",
        "医生态度",
        "疫苗预约",
        "医院停药",
    ];
    let of = |texts: [&'static str; 6], label: &'static str| {
        (0..24).map(move |i| {
            let subject = texts[i % 6];
            json!({"id": i, "subject": subject, "body": format!("云溪县{subject}，第{i}次反映"), "label": label})
        })
    };
    of(roads, "交通运输")
        .chain(of(health, "卫生健康"))
        .collect()
}

#[test]
fn a_model_learned_from_sorted_petitions_sorts_others() {
    let desk = Desk::new();
    desk.write("sorted.jsonl", &jsonl(&sorted()));
    let said = desk.run("train --input sorted.jsonl --text subject,body --label label --out model");
    assert_eq!(said.code, 0, "{}", said.err);
    desk.write(
        "new.jsonl",
        &jsonl(&[
            json!({"id": "x-1", "subject": "医院停药", "body": "医院药房缺药一个月"}),
            json!({"id": 7, "body": "公交改线以后总晚点"}),
            json!({"subject": "??", "body": ""}),
        ]),
    );
    let said = desk.run("classify --model model --input new.jsonl --out found.jsonl");
    assert_eq!(said.code, 0, "{}", said.err);
    let found = desk.lines("found.jsonl");
    assert_eq!(keys(&found[0]), ["id", "label", "score", "top", "unsure"]);
    assert_eq!(
        (&found[0]["id"], &found[0]["label"]),
        (&json!("x-1"), &json!("卫生健康"))
    );
    assert_eq!(
        (&found[1]["id"], &found[1]["label"]),
        (&json!(7), &json!("交通运输"))
    );
    assert!(found[0]["top"].as_array().unwrap().contains(&json!("医院")));
    assert_eq!(
        (&found[2]["id"], &found[2]["unsure"]),
        (&Value::Null, &json!(true))
    );
}

#[test]
fn evaluation_names_every_category_and_its_confusions() {
    let desk = Desk::new();
    desk.write("sorted.jsonl", &jsonl(&sorted()));
    desk.run("train --input sorted.jsonl --out model");
    let figures: Value = serde_json::from_str(
        &desk
            .run("evaluate --model model --input sorted.jsonl --json")
            .out,
    )
    .unwrap();
    assert_eq!(figures["rows"], 48);
    assert_eq!(figures["macro_f1"], 1.0);
    assert_eq!(figures["confusion"], json!([[24, 0], [0, 24]]));
    let table = desk.run("evaluate --input sorted.jsonl").out;
    for words in ["交通运输", "卫生健康", "准确率", "召回率", "F1", "混淆表"] {
        assert!(table.contains(words), "{words} in {table}");
    }
}

#[test]
fn evaluation_counts_what_a_model_gets_wrong_on_petitions_it_never_saw() {
    let desk = Desk::new();
    desk.write("sorted.jsonl", &jsonl(&sorted()));
    desk.run("train --input sorted.jsonl --out model");
    // Six that anybody would sort so, and two whose labels say the opposite of their words.
    let of =
        |subject: &str, label: &str| json!({"subject": subject, "body": subject, "label": label});
    let unseen = [
        of("公交车站的路灯坏了", "交通运输"),
        of("桥面路面有大坑", "交通运输"),
        of("路口公交堵车", "交通运输"),
        of("医院药房收费高", "卫生健康"),
        of("疫苗挂号排队久", "卫生健康"),
        of("医生让去药房缺药", "卫生健康"),
        of("医院停药", "交通运输"),
        of("公交改线", "卫生健康"),
    ];
    desk.write("unseen.jsonl", &jsonl(&unseen));
    let said = desk.run("evaluate --model model --input unseen.jsonl --json");
    let figures: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(figures["rows"], 8);
    assert_eq!(
        figures["confusion"],
        json!([[3, 1], [1, 3]]),
        "the rows that are labelled against their words are its mistakes"
    );
    assert_eq!(figures["macro_f1"], 0.75);
}

#[test]
fn bad_files_are_refused_with_the_line_and_what_to_do() {
    let desk = Desk::new();
    desk.write("no.jsonl", "{\"subject\":\"a\",\"label\":\"x\"}\n不是\n");
    desk.write("array.jsonl", "[1]\n");
    desk.write("empty.jsonl", "\n\n");
    desk.write("unlabelled.jsonl", "{\"subject\":\"路灯\"}\n");
    desk.write("textless.jsonl", "{\"label\":\"x\"}\n");
    desk.write(
        "few.jsonl",
        "{\"subject\":\"路灯\",\"label\":\"路\"}\n{\"subject\":\"水管\",\"label\":\"水\"}\n",
    );
    for (file, words) in [
        ("no.jsonl", "第 2 行不是 JSON"),
        ("array.jsonl", "应是一个 JSON 对象"),
        ("empty.jsonl", "没有数据"),
        ("unlabelled.jsonl", "--label"),
        ("textless.jsonl", "--text"),
        ("few.jsonl", "至少要有 5 条"),
        ("absent.jsonl", "读不了"),
    ] {
        let said = desk.run(&format!("train --input {file} --out model"));
        assert_eq!(said.code, 2);
        assert!(said.err.contains(words), "{file}: {}", said.err);
        assert!(!desk.path("model").exists());
    }
    desk.write("rows.jsonl", "{\"subject\":\"路灯\"}\n");
    let said = desk.run("classify --model rows.jsonl --input rows.jsonl --out found");
    assert!(
        said.code == 2 && said.err.contains("不是本程序的分类模型"),
        "{}",
        said.err
    );
}

#[test]
fn an_office_learns_from_its_own_history() {
    let desk = Desk::new();
    let said = desk.run("train --data nowhere");
    assert_ne!(said.code, 0);
    let said = desk.run("train");
    assert_ne!(said.code, 0, "neither a file nor an office");
    let said = desk.run("train --data nowhere --input sorted.jsonl --out model");
    assert_ne!(said.code, 0, "one or the other");
    let data = desk.path("data");
    let plan = huiyin::demo::Plan {
        seed: 7,
        until: jiff::civil::date(2026, 3, 2),
        petitions: Some(150),
    };
    huiyin::demo::prepare(&data, &plan, &mut |_, _| {}).unwrap();
    let said = desk.run("train --data data");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("models/category"), "{}", said.out);
    assert!(said.err.contains("这次没有学"), "some categories are rare");
    assert!(data.join("models/category").is_file());
}
