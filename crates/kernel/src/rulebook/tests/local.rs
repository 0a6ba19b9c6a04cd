//! What a local book may and may not do.

use super::*;

const LOCAL_EXAMPLE: &str = include_str!("../../../../../rulebooks/examples/local-tighter.toml");

#[test]
fn the_example_book_gives_each_weight_its_own_time() {
    let book = Rulebook::national().tightened_by(LOCAL_EXAMPLE).unwrap();
    let lengths = Weight::ALL.map(|weight| book.limit(&key("K6"), weight).unwrap().length);
    assert_eq!(lengths, [30, 60, 0]);
    assert_eq!(book.version, "national-2022+example-county-2026-01");
    let article = &book.limit(&key("K6"), Weight::Ordinary).unwrap().article;
    assert!(
        article.contains("第三十四条") && article.contains("第八条"),
        "{article}"
    );
    assert_eq!(
        book.limit(&key("K1"), Weight::Urgent).unwrap().length,
        15,
        "the rest is untouched"
    );
    assert_eq!(
        Rulebook::national()
            .limit(&key("K6"), Weight::Urgent)
            .unwrap()
            .length,
        60
    );
}

#[test]
fn a_longer_limit_is_refused_with_key_lengths_and_article() {
    let error = limit("K6", "length = 90").unwrap_err();
    let text = error.to_string();
    for part in [
        "K6",
        "60日",
        "90日",
        "《信访工作条例》第三十四条",
        "60 calendar days",
        "90 calendar days",
        "Art. 34",
    ] {
        assert!(text.contains(part), "{part} is not in: {text}");
    }
    assert_eq!(
        loosens(limit("K6", "weights.major = { length = 61 }")).weight,
        Weight::Major
    );
    loosens(limit("K1", "length = 16"));
    loosens(limit("K4", "length = 6"));
}

#[test]
fn working_days_are_longer_than_as_many_calendar_days() {
    loosens(limit("K1", "unit = \"working\""));
    loosens(limit("K6", "weights.urgent = { unit = \"working\" }"));
    // Nine working days, and even six, have taken more than fifteen days around Spring Festival and National Day.
    loosens(limit("K1", "length = 9\nunit = \"working\""));
    loosens(limit("K1", "length = 6\nunit = \"working\""));
    let five = limit("K1", "length = 5\nunit = \"working\"").unwrap();
    assert_eq!(
        five.limit(&key("K1"), Weight::Ordinary)
            .unwrap()
            .length_zh(),
        "5个工作日"
    );
    assert!(limit("K4", "unit = \"calendar\"").is_ok());
    loosens(limit("K4", "length = 7\nunit = \"calendar\""));
}

#[test]
fn a_named_limit_may_get_a_number_but_no_other_may_become_named() {
    let book = limit("K5", "length = 30").unwrap();
    assert!(!book.limit(&key("K5"), Weight::Ordinary).unwrap().named);
    loosens(limit("K6", "named = true"));
}

#[test]
fn extensions_may_shrink_or_go_but_not_grow() {
    let book = limit("K6", "extension = { max_days = 15 }").unwrap();
    assert_eq!(
        book.limit(&key("K6"), Weight::Ordinary)
            .unwrap()
            .extension_cap(),
        15
    );
    assert_eq!(
        book.limit(&key("K7"), Weight::Ordinary).unwrap().length,
        15,
        "the cap is one number"
    );
    let book = limit("K7", "length = 20").unwrap();
    assert_eq!(
        book.limit(&key("K6"), Weight::Major)
            .unwrap()
            .extension_cap(),
        20
    );
    let book = limit("K6", "weights.urgent = { max_extension = 0 }").unwrap();
    assert_eq!(
        book.limit(&key("K6"), Weight::Urgent).unwrap().extension,
        None
    );
    assert_eq!(
        book.limit(&key("K6"), Weight::Major)
            .unwrap()
            .extension_cap(),
        30
    );

    loosens(limit("K6", "extension = { max_days = 31 }"));
    loosens(limit("K6", "weights.major = { max_extension = 60 }"));
    loosens(limit("K7", "length = 40"));
    loosens(limit(
        "K1",
        "extension = { max_days = 5, approver = \"科长\" }",
    ));
    loosens(limit("K6", "extension = { approver = \"经办人\" }"));
}

#[test]
fn stops_may_be_removed_but_not_added() {
    assert!(limit("K13", "stops = []").is_ok());
    let loosening = loosens(limit("K6", "stops = [\"hearing\"]"));
    assert!(loosening.zh.contains("hearing"));
    loosens(limit("K13", "stops = [\"hearing\", \"appraisal\"]"));
}

#[test]
fn notices_add_up_and_cannot_be_taken_away() {
    let book = limit("K3", "notice = \"并发送短信\"").unwrap();
    let notice = book
        .limit(&key("K3"), Weight::Ordinary)
        .unwrap()
        .notice
        .clone()
        .unwrap();
    assert!(
        notice.starts_with("书面告知") && notice.ends_with("并发送短信"),
        "{notice}"
    );
    assert!(limit("K1", "notice = \"告知去向\"").is_ok());
    loosens(limit("K3", "notice = \"\""));
    loosens(limit("K6", "extension = { notice = \" \" }"));
}

#[test]
fn the_petitioners_time_may_not_be_cut() {
    loosens(limit("K9", "length = 15"));
    loosens(limit("K12", "weights.urgent = { length = 29 }"));
    let new = "name = \"补充材料\"\ntrigger = \"收到补正通知\"\nlength = 5\nunit = \"working\"\nbearer = \"petitioner\"";
    loosens(limit("L1", new));
    assert!(limit("K9", "length = 45").is_ok());
    assert!(limit("K9", "unit = \"working\"").is_ok());
}

#[test]
fn what_a_limit_is_about_cannot_change() {
    loosens(limit("K6", "trigger = \"出具受理告知书\""));
    loosens(limit("K6", "name = \"其他\""));
    loosens(limit("K9", "bearer = \"office\""));
}

#[test]
fn a_local_book_may_add_a_limit_for_offices() {
    let body = "name = \"首次联系\"\ntrigger = \"登记\"\nlength = 2\nunit = \"working\"\nweights.urgent = { length = 0 }";
    let book = limit("L1", body).unwrap();
    assert_eq!(book.limit(&key("L1"), Weight::Ordinary).unwrap().length, 2);
    assert_eq!(book.limit(&key("L1"), Weight::Urgent).unwrap().length, 0);
    assert_eq!(
        limit(
            "L1",
            "name = \"首次联系\"\ntrigger = \"登记\"\nunit = \"working\""
        ),
        Err(RulebookError::Missing {
            code: "L1".into(),
            field: "length"
        })
    );
}

#[test]
fn defaults_without_a_national_number_are_free_until_a_local_book_sets_them() {
    let province = limit("K14", "length = 45").unwrap();
    assert!(
        !province
            .limit(&key("K14"), Weight::Ordinary)
            .unwrap()
            .setting
    );
    let county = "id = \"county\"\nversion = \"1\"\nnational = \"national-2022\"\ntitle = \"县\"\n\
                  [[limit]]\nkey = \"K14\"\narticle = \"县规定\"\nlength = ";
    loosens(province.tightened_by(&format!("{county}60")));
    let book = province.tightened_by(&format!("{county}20")).unwrap();
    assert_eq!(book.version, "national-2022+test-1+county-1");
}

#[test]
fn grounds_are_law_but_may_ask_for_more() {
    let ground = |body: &str| with(&format!("[[ground]]\n{body}\n"));
    let book = ground("code = \"NA3\"\nneeds = \"附原受理告知书\"").unwrap();
    assert!(
        book.ground(&GroundCode::new("NA3"))
            .unwrap()
            .needs
            .ends_with("附原受理告知书")
    );
    for body in [
        "code = \"NA2\"\nchannel = \"letter\"",
        "code = \"NA2\"\npurpose = \"suggestion\"",
        "code = \"NA1\"\ntext = \"任何事项\"",
        "code = \"NL1\"\narticle = \"《地方规定》第一条\"",
        "code = \"NA3\"\neffect = \"no_longer_accept\"",
        "code = \"NA9\"",
    ] {
        assert!(
            matches!(ground(body), Err(RulebookError::Ground { .. })),
            "{body}"
        );
    }
}

#[test]
fn settings_change_within_their_type() {
    let setting = |body: &str| with(&format!("[[setting]]\n{body}\n"));
    assert!(
        setting("name = \"lapse_bars_repetition\"\nvalue = true")
            .unwrap()
            .flag("lapse_bars_repetition")
    );
    for body in [
        "name = \"group_threshold\"\nvalue = \"多\"",
        "name = \"unknown\"\nvalue = 1",
    ] {
        assert!(
            matches!(setting(body), Err(RulebookError::Setting(_))),
            "{body}"
        );
    }
}

#[test]
fn a_setting_that_is_gone_is_told_and_refuses_nothing() {
    let settings = "[[setting]]\nname = \"roll_over\"\nvalue = false\n\
                    [[setting]]\nname = \"procuratorate_unit\"\nvalue = \"working\"\n\
                    [[setting]]\nname = \"group_threshold\"\nvalue = 8\n";
    let book = with(settings).unwrap();
    let gone: Vec<&str> = book.retired().iter().map(|gone| gone.name).collect();
    assert_eq!(gone, ["roll_over", "procuratorate_unit"]);
    assert!(book.setting("roll_over").is_none());
    assert_eq!(book.number("group_threshold"), Some(8), "the rest holds");
    assert!(Rulebook::national().retired().is_empty());
    // What stands in its place: the limit itself.
    let book = limit("K24", "unit = \"working\"").unwrap();
    let limit = book.limit(&key("K24"), Weight::Ordinary).unwrap();
    assert_eq!(limit.length_zh(), "7个工作日");
}

#[test]
fn a_limit_that_only_the_local_book_knows_is_not_in_use() {
    let book = limit(
        "L1",
        "name = \"走访\"\ntrigger = \"登记\"\nlength = 5\nunit = \"calendar\"",
    )
    .unwrap();
    assert!(book.limit(&key("L1"), Weight::Ordinary).unwrap().unused);
    assert!(!book.limit(&key("K1"), Weight::Ordinary).unwrap().unused);
}

#[test]
fn careless_books_are_refused() {
    let twice =
        "[[limit]]\nkey = \"K6\"\narticle = \"x\"\n[[limit]]\nkey = \"K6\"\narticle = \"x\"\n";
    assert_eq!(with(twice), Err(RulebookError::Twice("K6".into())));
    assert!(matches!(
        limit("K6", "lenght = 30"),
        Err(RulebookError::Syntax(_))
    ));
    assert!(matches!(
        with("[[limit]]\nkey = \"K6\"\narticle = \" \""),
        Err(RulebookError::Missing { .. })
    ));
    let other = LOCAL_EXAMPLE.replace("\"national-2022\"", "\"national-2005\"");
    assert!(matches!(
        Rulebook::national().tightened_by(&other),
        Err(RulebookError::OtherNational { .. })
    ));
    assert!(matches!(
        limit("K14", "extension = { max_days = 5 }"),
        Err(RulebookError::Missing {
            field: "extension.approver",
            ..
        })
    ));

    let national = include_str!("../../../../../rulebooks/national-2022.toml");
    let apart = national.replace("max_days = 30", "max_days = 20");
    assert!(matches!(
        Rulebook::parse(&apart),
        Err(RulebookError::Extension { .. })
    ));
    let doubled = national.replace("key = \"K11\"", "key = \"K9\"");
    assert_eq!(
        Rulebook::parse(&doubled),
        Err(RulebookError::Twice("K9".into()))
    );
}
