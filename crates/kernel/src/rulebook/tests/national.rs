//! What the national book says.

use super::*;
use crate::clock::{DayUnit, StopKind};

#[test]
fn the_limits_of_the_regulation() {
    use Bearer::{Office, Petitioner};
    use DayUnit::{Calendar, Working};
    let book = Rulebook::national();
    let expected = [
        ("K1", 15, Calendar, Office, "第二十二条"),
        ("K2", 15, Calendar, Office, "第二十三条第二款"),
        ("K3", 15, Calendar, Office, "第二十三条第三款"),
        ("K4", 5, Working, Office, "第二十三条第三款"),
        ("K6", 60, Calendar, Office, "第三十四条"),
        ("K7", 30, Calendar, Office, "第三十四条"),
        ("K9", 30, Calendar, Petitioner, "第三十五条"),
        ("K11", 30, Calendar, Office, "第三十五条"),
        ("K12", 30, Calendar, Petitioner, "第三十六条第一款"),
        ("K13", 30, Calendar, Office, "第三十六条"),
    ];
    for (code, length, unit, bearer, article) in expected {
        let limit = book.limit(&key(code), Weight::Ordinary).expect(code);
        assert_eq!(
            (limit.length, limit.unit, limit.bearer),
            (length, unit, bearer),
            "{code}"
        );
        assert_eq!(
            limit.article,
            format!("《信访工作条例》{article}"),
            "{code}"
        );
        assert_eq!(
            (limit.confidence, limit.setting),
            (Confidence::A, false),
            "{code}"
        );
    }
    assert!(book.limit(&key("K5"), Weight::Major).unwrap().named);
    assert_eq!(
        book.limit(&key("K13"), Weight::Major).unwrap().stops,
        [StopKind::Hearing]
    );
    assert_eq!(book.limit(&key("K99"), Weight::Ordinary), None);
    assert_eq!(book.version, "national-2022");
}

#[test]
fn handling_may_be_extended_by_thirty_days_by_the_head_of_the_organ() {
    let book = Rulebook::national();
    let rule = book
        .limit(&key("K6"), Weight::Ordinary)
        .unwrap()
        .extension
        .clone()
        .unwrap();
    assert_eq!(
        (rule.max_days, rule.approver.as_str()),
        (30, "本机关、单位负责人")
    );
    assert!(rule.notice.is_some());
    let extendable: Vec<_> = book
        .limits()
        .filter(|limit| limit.extension.is_some())
        .collect();
    assert_eq!(
        extendable.len(),
        1,
        "no other limit may be extended nationally"
    );
}

#[test]
fn every_text_stands_in_both_languages_with_its_source() {
    let book = Rulebook::national();
    let filled = |texts: &[&str]| texts.iter().all(|text| !text.trim().is_empty());
    for limit in book.limits() {
        let Limit {
            name,
            name_en,
            trigger,
            trigger_en,
            article,
            article_en,
            ..
        } = limit;
        assert!(
            filled(&[name, name_en, trigger, trigger_en, article, article_en]),
            "{}",
            limit.key
        );
        assert_eq!(
            limit.notice.is_some(),
            limit.notice_en.is_some(),
            "{}",
            limit.key
        );
        assert!(
            !limit.setting || limit.confidence == Confidence::U,
            "{}",
            limit.key
        );
        assert!(
            limit.length == 0 || limit.unit == DayUnit::Month || limit.warn_days <= limit.length,
            "{}",
            limit.key
        );
    }
    for ground in book.grounds() {
        let Ground {
            text,
            text_en,
            article,
            article_en,
            needs,
            needs_en,
            ..
        } = ground;
        assert!(
            filled(&[text, text_en, article, article_en, needs, needs_en]),
            "{}",
            ground.code
        );
    }
    for setting in book.settings() {
        assert!(
            filled(&[&setting.why, &setting.why_en, &setting.point]),
            "{}",
            setting.name
        );
    }
}

#[test]
fn the_three_and_two_grounds_and_those_of_an_objection() {
    use GroundEffect::{NoLongerAccept, NotAccept, Return};
    let book = Rulebook::national();
    let codes: Vec<_> = book
        .grounds()
        .filter(|ground| ground.effect != Return && ground.effect != GroundEffect::Supervise)
        .map(|ground| (ground.code.as_str(), ground.effect))
        .collect();
    assert_eq!(
        codes,
        [
            ("NA1", NotAccept),
            ("NA2", NotAccept),
            ("NA3", NotAccept),
            ("NL1", NoLongerAccept),
            ("NL2", NoLongerAccept),
        ]
    );
    let returns = book.grounds().filter(|ground| ground.effect == Return);
    assert_eq!(returns.count(), 5, "grounds of an objection");
    let skip_level = book.ground(&GroundCode::new("NA2")).unwrap();
    assert_eq!(
        skip_level.channel.as_deref(),
        Some("visit"),
        "letters and web go to any level"
    );
    assert_eq!(skip_level.purpose.as_deref(), Some("appeal"));
}

/// E.1: the four of the article, two that it covers, and one only the older text names.
#[test]
fn the_grounds_of_supervision() {
    let book = Rulebook::national();
    let supervise = |ground: &&Ground| ground.effect == GroundEffect::Supervise;
    let grounds: Vec<_> = book.grounds().filter(supervise).collect();
    assert_eq!(grounds.len(), 7);
    let of_article = |ground: &&&Ground| ground.article.contains("第四十条第一款");
    assert_eq!(grounds.iter().filter(of_article).count(), 6);
    assert_eq!(grounds[6].confidence, Confidence::U);
}

#[test]
fn open_points_have_visible_defaults() {
    let book = Rulebook::national();
    assert_eq!(book.number("group_threshold"), Some(5));
    assert!(!book.flag("lapse_bars_repetition") && !book.flag("nothing"));
    assert_eq!(book.word("acceptance_starts_on"), Some("decision"));
}

#[test]
fn codes_are_ordered_by_number_and_read_strictly() {
    let mut keys = ["K11", "K5", "K4V", "K2", "K4"].map(LimitKey::new);
    keys.sort();
    assert_eq!(
        keys.map(|key| key.to_string()),
        ["K2", "K4", "K4V", "K5", "K11"]
    );
    for bad in ["", "  ", "6", "K 6", "期限", "K6;--", &"K".repeat(17)] {
        assert!(bad.parse::<LimitKey>().is_err(), "{bad:?}");
    }
    assert_eq!(key(" K6 "), LimitKey::new("K6"));
    assert_eq!(serde_json::to_string(&key("K6")).unwrap(), "\"K6\"");
    assert!(serde_json::from_str::<LimitKey>("\"\"").is_err());
}

/// The program's own text, without comments, tests and the rulebook's reader: what it names, it uses.
fn program() -> String {
    let mut text = String::new();
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<_> = ["kernel", "matter", "office", "web", "store"]
        .map(|name| crates.join(name).join("src"))
        .to_vec();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["tests", "rulebook"].contains(&name.as_str()) {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let source = std::fs::read_to_string(&path).unwrap();
                let lines = source.lines().map(str::trim);
                let code = lines.filter(|line| !line.starts_with("//"));
                text.extend(code.flat_map(|line| [line, "\n"]));
            }
        }
    }
    text
}

#[test]
fn exactly_the_limits_that_nothing_starts_are_marked_as_not_in_use() {
    let (book, program) = (Rulebook::national(), program());
    let names = include_str!("../key.rs");
    let named = |code: &str| {
        let says = format!(": &str = \"{code}\";");
        let line = names.lines().find_map(|line| line.strip_suffix(&says));
        let name = line.and_then(|line| line.strip_prefix("pub const "));
        name.is_some_and(|name| program.contains(&format!("key::{name}")))
    };
    for limit in book.limits() {
        // An extension begins with the limit that it extends.
        let used = limit
            .extends
            .as_ref()
            .map_or_else(|| named(limit.key.as_str()), |base| named(base.as_str()));
        assert_eq!(limit.unused, !used, "{}", limit.key);
    }
}

#[test]
fn every_setting_is_read_by_something() {
    let (book, program) = (Rulebook::national(), program());
    for setting in book.settings() {
        assert!(
            program.contains(&format!("\"{}\"", setting.name)),
            "nothing reads {}",
            setting.name
        );
    }
}
