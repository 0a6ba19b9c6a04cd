//! The office's own categories: the table to choose from, what is learned from, what is suggested.

use huiyin_office::intake::Submission;
use huiyin_office::lists::{Filter, Search};
use kernel::org::Role;
use language::Labelled;
use matter::petition::Purpose;
use matter::{Command, Screening, Sorting};

use crate::county::{County, OFFICE, asks, letter};

const ROADS: [&str; 5] = ["路灯不亮", "路面有坑", "公交晚点", "桥面开裂", "公交改线"];
const HEALTH: [&str; 5] = ["医院收费", "药房缺药", "挂号排队", "疫苗预约", "医院停药"];

fn told(subject: &str, category: Option<&str>, purpose: Purpose) -> Submission {
    Submission {
        screening: Some(Screening {
            category: category.map(str::to_owned),
            ..asks(purpose)
        }),
        ..letter(subject, &format!("{subject}，请尽快处理。"))
    }
}

/// Twelve matters about roads and twelve about health, sorted by clerks.
fn sorted(county: &County) {
    for at in 0..12 {
        county.register(told(ROADS[at % 5], Some("交通运输"), Purpose::Appeal));
        county.register(told(HEALTH[at % 5], Some("卫生健康"), Purpose::Appeal));
    }
}

/// Learns as `huiyin language train --data` does.
fn train(county: &County) {
    let history = county.office.sorted_matters().unwrap();
    let rows: Vec<Labelled<'_>> = history
        .rows
        .iter()
        .map(|row| Labelled {
            subject: &row.subject,
            body: &row.body,
            label: &row.label,
        })
        .collect();
    let (model, _) = language::train(&rows).unwrap();
    county.office.keep_category_model(&model).unwrap();
}

#[test]
fn without_a_model_only_the_words_of_the_table_speak_and_are_never_sure() {
    let county = County::new();
    assert!(!county.office.has_category_model());
    let suggest = |text| county.office.suggest_category(text, "").unwrap();
    let found = suggest("公交班次太少").unwrap();
    assert_eq!(found.category(), "交通运输/公交班次");
    assert!(found.unsure && found.percent.is_none(), "{found:?}");
    assert!(found.words.contains(&"公交".to_owned()), "{found:?}");
    assert_eq!(suggest("屋里滴答个不停"), None);
    county.register(told("屋顶漏水", Some("本地独有的一类"), Purpose::Appeal));
    let choices = county.office.category_choices().unwrap();
    let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
    assert!(names.contains(&"交通运输") && names.contains(&"本地独有的一类"));
    assert!(choices[0].kinds.len() > 1, "what belongs there is told");
}

#[test]
fn a_model_learned_from_the_clerks_suggests_with_a_reason() {
    let county = County::new();
    sorted(&county);
    train(&county);
    let found = county
        .office
        .suggest_category("公交又改线", "公交改线以后总晚点");
    let found = found.unwrap().unwrap();
    assert_eq!(found.label, "交通运输");
    assert!(found.words.contains(&"公交".to_owned()), "{found:?}");
    assert!(found.percent.unwrap() > 50 && found.others.len() <= 2);
    assert_eq!(county.office.suggest_category(" ", "……").unwrap(), None);
}

#[test]
fn a_correction_is_the_next_row_to_learn_from_and_a_new_model_is_used_at_once() {
    let county = County::new();
    sorted(&county);
    train(&county);
    let before = county
        .office
        .suggest_category("快递柜收费", "快递柜保管收费");
    assert_ne!(before.unwrap().unwrap().label, "市场监管");
    for _ in 0..12 {
        let id = county
            .register(told("快递柜收费", Some("交通运输"), Purpose::Appeal))
            .matter;
        let sorting = Command::SetCategory(Sorting {
            category: "市场监管".to_owned(),
            suggested: None,
        });
        county.does(OFFICE, Role::Clerk, id, "2026-03-03", sorting);
        assert_eq!(county.matter(id).category.as_deref(), Some("市场监管"));
    }
    let history = county.office.sorted_matters().unwrap();
    assert_eq!(
        history
            .rows
            .iter()
            .filter(|row| row.label == "市场监管")
            .count(),
        12
    );
    train(&county);
    let after = county
        .office
        .suggest_category("快递柜收费", "快递柜保管收费");
    assert_eq!(after.unwrap().unwrap().label, "市场监管");
}

#[test]
fn the_model_says_the_first_level_and_the_words_of_the_table_the_second() {
    let county = County::new();
    sorted(&county);
    train(&county);
    let suggest = |subject, body| {
        let found = county.office.suggest_category(subject, body).unwrap();
        found.unwrap().category()
    };
    assert_eq!(
        suggest("公交班次太少", "公交总晚点，班次太少。"),
        "交通运输/公交班次"
    );
    assert_eq!(suggest("桥面开裂", "桥面开裂很久了。"), "交通运输");
    let unknown = county.office.suggest_category("zzz", "qqq").unwrap();
    assert!(unknown.unwrap().unsure, "no word of it is known");
}

#[test]
fn a_second_level_with_enough_matters_is_learned_and_its_first_level_has_them_all() {
    let county = County::new();
    sorted(&county);
    for _ in 0..12 {
        county.register(told("桥面开裂", Some("交通运输 ／ 道路"), Purpose::Appeal));
    }
    for _ in 0..3 {
        county.register(told("车站太远", Some("交通运输/客货运"), Purpose::Appeal));
    }
    let history = county.office.sorted_matters().unwrap();
    let of = |label: &str| history.rows.iter().filter(|row| row.label == label).count();
    assert_eq!((of("交通运输/道路"), of("交通运输/客货运")), (12, 0));
    assert_eq!(of("交通运输"), 15, "three too few for a level of their own");
    train(&county);
    let found = county
        .office
        .suggest_category("桥面开裂", "桥面开裂，请尽快处理。");
    assert_eq!(found.unwrap().unwrap().category(), "交通运输/道路");

    let clerk = county.viewer(OFFICE, Role::Clerk);
    let count = |category: &str| {
        let filter = Filter {
            category: Some(category.to_owned()),
            ..Filter::default()
        };
        county.office.count(&clerk, &filter).unwrap()
    };
    assert_eq!(count("交通运输"), 27);
    assert_eq!((count("交通运输/道路"), count("交通运输/客货运")), (12, 3));
    assert_eq!(count("交通"), 0, "a level is a whole name");
    county.office.catch_up(&mut |_| {}).unwrap();
    let search = |category: &str| {
        let search = Search {
            text: "请尽快处理".to_owned(),
            filter: Filter {
                category: Some(category.to_owned()),
                ..Filter::default()
            },
            limit: 5,
            ..Search::default()
        };
        county.office.search(&clerk, &search).unwrap().total
    };
    assert_eq!((search("交通运输"), search("交通运输/道路")), (27, 12));
    let names = county.office.categories().unwrap();
    assert!(names.contains(&"交通运输".to_owned()) && names.contains(&"交通运输/道路".to_owned()));
    let choices = county.office.category_choices().unwrap();
    assert!(choices.iter().all(|choice| !choice.name.contains('/')));
}

#[test]
fn accusations_and_categories_with_too_few_matters_are_not_learned() {
    let county = County::new();
    sorted(&county);
    for _ in 0..12 {
        county.register(told("举报收好处", Some("违纪"), Purpose::Accusation));
    }
    county.register(told("校门口堵车", Some("教育"), Purpose::Appeal));
    let history = county.office.sorted_matters().unwrap();
    assert!(history.rows.iter().all(|row| row.label != "违纪"));
    assert_eq!(history.too_few, [("教育".to_owned(), 1)]);
    assert_eq!(history.rows.len(), 24);
}

#[test]
fn an_office_may_bring_its_own_table_and_a_broken_one_is_told() {
    let county = County::new();
    let table = county.data().join("categories.toml");
    std::fs::write(&table, "[[category]]\nname = \"渔业\"\n").unwrap();
    let choices = county.office.category_choices().unwrap();
    assert_eq!(choices[0].name, "渔业");
    std::fs::write(
        &table,
        "[[category]]\nname = \"渔业\"\n[[category]]\nname = \"渔业\"\n",
    )
    .unwrap();
    let error = county.office.category_choices().unwrap_err().to_string();
    assert!(error.contains("第2个类别"), "{error}");
    std::fs::remove_file(&table).unwrap();
    let published = county.data().join("categories.csv");
    let (gb, _, _) =
        encoding_rs::GB18030.encode("一级,二级,三级\n渔业,渔船管理,渔船年检\n渔业,养殖,\n港口,,\n");
    std::fs::write(&published, gb).unwrap();
    let choices = county.office.category_choices().unwrap();
    assert_eq!(choices[0].names(), ["渔业", "渔业/渔船管理", "渔业/养殖"]);
    let found = county.office.suggest_category("渔船年检太慢", "").unwrap();
    assert_eq!(found.unwrap().category(), "渔业/渔船管理");
    std::fs::write(&published, "").unwrap();
    let error = county.office.category_choices().unwrap_err().to_string();
    assert!(error.contains("categories.csv"), "{error}");
    std::fs::remove_file(&published).unwrap();
    // Someone who writes half a model has none.
    std::fs::create_dir_all(county.data().join("models")).unwrap();
    std::fs::write(county.office.model_path(), b"half").unwrap();
    assert!(county.office.suggest_category("公交", "").is_err());
}
