//! Templates are read at start, and whatever is wrong with one is said in words that name the file and the way out.

use std::path::Path;

use huiyin_documents::{
    About, FillError, Kind, Names, Paper, Template, TemplateError, Templates, Values,
};

use crate::samples::{can_print, examples, frame, template};

const OWN: &str = r#"
code = "D03"
name = "受理通知"
english = "Acceptance"
series = "受"
layout = "notice"
article = "《信访工作条例》第二十三条"
to = "【信访人姓名】"
body = """
“{matter}”已受理，依据{basis}，自{accepted}起至{due}，联系{contact}。
"""
[[field]]
name = "matter"
label = "信访事项"
required = true
[[field]]
name = "basis"
label = "依据"
required = true
[[field]]
name = "accepted"
label = "受理日期"
required = true
kind = "date"
[[field]]
name = "due"
label = "期限"
required = true
kind = "date"
[[field]]
name = "contact"
label = "联系"
required = true
"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn refused(files: &[(&str, &str)]) -> TemplateError {
    Templates::with_folder(folder(files).path()).unwrap_err()
}

#[test]
fn an_office_says_it_in_its_own_words() {
    let folder = folder(&[("受理.toml", OWN)]);
    let templates = Templates::with_folder(folder.path()).unwrap();
    assert_eq!(templates.get("D03").unwrap().name, "受理通知");
    assert_eq!(templates.get("D04").unwrap().name, "不予受理告知书");
    assert_eq!(templates.file("D03"), Some("受理.toml"));
    let same = Templates::with_folder(Path::new("no-such-folder")).unwrap();
    assert_eq!(same.get("D03").unwrap().name, "受理告知书");
}

#[test]
fn an_unknown_placeholder_is_named_with_those_that_are_known() {
    let error = refused(&[("受理.toml", &OWN.replace("{basis}", "{basis}{bases}"))]);
    let words = error.to_string();
    assert!(matches!(error, TemplateError::UnknownPlaceholder { .. }));
    for part in ["受理.toml", "“{bases}”", "basis", "organ"] {
        assert!(words.contains(part), "{words}");
    }
}

#[test]
fn what_the_law_demands_cannot_be_left_out_or_made_optional() {
    let without = OWN.replace("，联系{contact}", "").replace(
        "[[field]]\nname = \"contact\"\nlabel = \"联系\"\nrequired = true\n",
        "",
    );
    for text in [
        without,
        OWN.replace("label = \"联系\"\nrequired = true", "label = \"联系\""),
    ] {
        let error = refused(&[("受理.toml", &text)]);
        let words = error.to_string();
        assert!(
            matches!(error, TemplateError::MissingField { .. }),
            "{words}"
        );
        for part in ["受理.toml", "contact", "联系人和电话", "第三十四条"] {
            assert!(words.contains(part), "{words}");
        }
    }
}

#[test]
fn two_files_with_one_code_are_both_named() {
    let error = refused(&[("甲.toml", OWN), ("乙.toml", OWN)]);
    let words = error.to_string();
    assert!(
        matches!(error, TemplateError::DoubledCode { .. }),
        "{words}"
    );
    assert!(words.contains("甲.toml") && words.contains("乙.toml") && words.contains("D03"));
}

#[test]
fn every_other_mistake_says_what_to_write_instead() {
    for (from, to, parts) in [
        (
            "layout = \"notice\"",
            "layout = \"poster\"",
            vec!["layout", "poster", "record"],
        ),
        ("code = \"D03\"", "code = \"3\"", vec!["code", "D03"]),
        (
            "series = \"受\"",
            "series = \"受〔2026〕\"",
            vec!["series", "代字"],
        ),
        (
            "kind = \"date\"",
            "kind = \"day\"",
            vec!["kind", "day", "date"],
        ),
        ("{due}，", "", vec!["due", "没有用到"]),
        (
            "name = \"due\"",
            "name = \"basis\"",
            vec!["重复定义", "basis"],
        ),
        ("english = ", "anglais = ", vec!["格式有误", "anglais"]),
    ] {
        let words = refused(&[("受理.toml", &OWN.replacen(from, to, 1))]).to_string();
        for part in parts.into_iter().chain(["受理.toml"]) {
            assert!(words.contains(part), "{to}: {words}");
        }
    }
}

fn without(template: &Template, name: &str) -> Values {
    let mut values = examples(template);
    values.remove(name);
    values
}

#[test]
fn an_opinion_cannot_be_printed_without_its_four_parts() {
    let opinion = template("D11");
    for part in ["request", "facts", "opinion", "basis"] {
        match opinion.fill(&frame(opinion), &without(opinion, part)) {
            Err(FillError::Missing {
                missing, article, ..
            }) => {
                assert_eq!(missing[0].0, part);
                assert!(article.contains("第三十二条"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_paragraph_that_needs_an_empty_optional_field_is_left_out() {
    let refusal = template("D19");
    let full = refusal.fill(&frame(refusal), &examples(refusal)).unwrap();
    let short = refusal
        .fill(&frame(refusal), &without(refusal, "refusal"))
        .unwrap();
    assert_eq!(full.blocks.len(), short.blocks.len() + 1);
}

#[test]
fn a_choice_and_a_number_of_copies_are_checked() {
    let review = template("D12");
    let mut values = examples(review);
    values.insert("stage".to_owned(), "再议".to_owned());
    let words = review
        .fill(&frame(review), &values)
        .unwrap_err()
        .to_string();
    assert!(words.contains("复查") && words.contains("复核"), "{words}");
    values.insert("stage".to_owned(), "复核".to_owned());
    assert_eq!(
        review.fill(&frame(review), &values).unwrap().title,
        "申请复核受理告知书"
    );
    values.insert("copies".to_owned(), "0".to_owned());
    assert_eq!(review.fill(&frame(review), &values), Err(FillError::Copies));
}

#[test]
fn what_a_person_types_is_text_and_nothing_else() {
    if !can_print() {
        return;
    }
    let notice = template("D03");
    let mut values = examples(notice);
    values.insert(
        "matter".to_owned(),
        "#panic() {organ} $x$ \\ *b*".to_owned(),
    );
    let paper = notice.fill(&frame(notice), &values).unwrap();
    assert!(paper.text().contains("#panic() {organ} $x$ \\ *b*"));
    let printed = crate::reader::letters(&crate::reader::read(
        &crate::samples::PRESS.pdf(&paper).unwrap(),
    ));
    assert!(printed.contains("#panic(){organ}$x$\\*b*"), "{printed}");
}

#[test]
fn a_paper_holds_marks_and_no_names_until_someone_may_see_them() {
    let notice = template("D03");
    let paper = notice.fill(&frame(notice), &examples(notice)).unwrap();
    assert!(paper.has_marks());
    let names = Names {
        name: "陈小满".to_owned(),
        ..Names::default()
    };
    let shown = paper.reveal(&names);
    assert_eq!(shown.to, "陈小满");
    assert!(!shown.has_marks());
    assert_eq!(paper.reveal(&Names::hidden()).to, "信访人");
}

/// Every typed field of every template, and what is enclosed or copied: a mark in somebody's own words stays words.
#[test]
fn a_mark_in_typed_words_never_becomes_a_name_or_a_number() {
    let names = Names {
        name: "陈小满".to_owned(),
        phone: "13900001111".to_owned(),
        address: "柳溪县东岭村七号".to_owned(),
        id_number: "110101199001011237".to_owned(),
    };
    let secrets = [&names.phone, &names.address, &names.id_number];
    let marks = ["【信访人电话】", "【信访人住址】", "【信访人证件号】"];
    for template in crate::samples::TEMPLATES.iter() {
        let offered = |field: &huiyin_documents::Field| field.default.contains('【');
        let typed: Vec<&str> = template
            .fields
            .iter()
            .filter(|field| matches!(field.kind, Kind::Line | Kind::Text | Kind::List))
            .filter(|field| !offered(field))
            .map(|field| field.name.as_str())
            .chain(["attachments", "copy_to"])
            .collect();
        let mut values = examples(template);
        for name in typed {
            values.insert(name.to_owned(), format!("拨打{}", marks.concat()));
        }
        let paper = template.fill(&frame(template), &values).unwrap();
        let plain = template
            .fill(&frame(template), &examples(template))
            .unwrap();
        let count = |paper: &Paper, word: &str| paper.text().matches(word).count();
        for mark in marks {
            let legal = count(&plain, mark);
            assert_eq!(count(&paper, mark), legal, "{} {mark}", template.code);
        }
        let shown = paper.reveal(&names);
        let without = plain.reveal(&names);
        for secret in secrets {
            let (found, legal) = (count(&shown, secret), count(&without, secret));
            assert_eq!(found, legal, "{}: {secret}", template.code);
        }
        let docx = huiyin_documents::docx::docx(&shown).unwrap();
        assert!(!docx.is_empty());
    }
}

#[test]
fn a_mark_put_together_from_two_fields_or_from_a_name_is_none() {
    let text = OWN.replace("“{matter}”", "“{matter}{more}”").replacen(
        "[[field]]",
        "[[field]]\nname = \"more\"\nlabel = \"补充\"\n[[field]]",
        1,
    );
    let folder = folder(&[("受理.toml", &text)]);
    let templates = Templates::with_folder(folder.path()).unwrap();
    let template = templates.get("D03").unwrap();
    let mut values = Values::new();
    for (name, value) in [
        ("matter", "【信访人"),
        ("more", "电话】"),
        ("basis", "条例"),
        ("accepted", "2026-05-15"),
        ("due", "2026-07-14"),
        ("contact", "周一鸣"),
    ] {
        values.insert(name.to_owned(), value.to_owned());
    }
    let paper = template.fill(&frame(template), &values).unwrap();
    assert!(!paper.text().contains("【信访人电话】"), "{}", paper.text());
    let names = Names {
        name: "【信访人电话】".to_owned(),
        phone: "13900001111".to_owned(),
        ..Names::default()
    };
    assert!(!paper.reveal(&names).text().contains("13900001111"));
}

/// Reports and suggestions over many matters have their own place; one petition's file does not hold what they say.
#[test]
fn what_is_about_the_office_keeps_that_when_an_office_rewords_it() {
    let about: Vec<&str> = crate::samples::TEMPLATES
        .iter()
        .filter(|template| template.about == About::Office)
        .map(|template| template.code.as_str())
        .collect();
    assert_eq!(about, ["D22", "D27", "D28"]);
    let shipped = include_str!("../../../../templates/D27.toml");
    let reworded = shipped.replace("about = \"office\"\n", "");
    assert_ne!(reworded, shipped);
    let folder = folder(&[("年报.toml", &reworded)]);
    let all = Templates::with_folder(folder.path()).unwrap();
    assert_eq!(all.get("D27").unwrap().about, About::Office);
}
