//! What the index promises, told with a handful of matters.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::*;

/// A dictionary of a few words, enough to tell the cases apart.
struct Plain(&'static str);

const DICTIONARY: &[&str] = &[
    "化工厂",
    "拖欠",
    "工资",
    "化工",
    "工厂",
    "路灯",
    "噪声",
    "夜间",
    "垃圾",
    "清运",
    "垃圾清运",
];

impl Plain {
    fn cut(text: &str, every: bool) -> Vec<SearchToken> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let code = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            let unit = if code > 0 { code } else { c.len_utf8() };
            let words: Vec<&str> = DICTIONARY
                .iter()
                .copied()
                .filter(|word| rest.starts_with(word))
                .collect();
            let mut sizes: Vec<usize> = words.iter().map(|word| word.len()).collect();
            sizes.sort_unstable();
            if every || sizes.is_empty() {
                sizes.insert(0, unit);
            } else {
                sizes = vec![*sizes.last().unwrap()];
            }
            if c.is_alphanumeric() {
                out.extend(sizes.iter().map(|size| SearchToken {
                    from: at,
                    to: at + size,
                    text: rest[..*size].to_lowercase(),
                }));
            }
            at += if every { unit } else { *sizes.last().unwrap() };
        }
        out
    }
}

impl Tokenise for Plain {
    fn tokens(&self, text: &str) -> Vec<SearchToken> {
        Self::cut(text, true)
    }

    fn query(&self, text: &str) -> Vec<SearchToken> {
        Self::cut(text, false)
    }

    fn initials(&self, name: &str) -> Vec<String> {
        match name {
            "化南路" => vec!["hnl".to_owned(), "nl".to_owned()],
            _ => Vec::new(),
        }
    }

    fn edition(&self) -> &str {
        self.0
    }
}

fn open(dir: &Path) -> SearchIndex {
    SearchIndex::open(dir, Arc::new(Plain("1"))).unwrap()
}

fn matter(matter: i64, subject: &str, body: &str) -> Doc {
    Doc {
        matter,
        numbers: vec![format!("XF-2026-{matter:05}")],
        subject: subject.to_owned(),
        body: body.to_owned(),
        sight: vec![10],
        stage: "handling".to_owned(),
        received_day: 20_000 + matter,
        owner_unit: 10,
        ..Doc::default()
    }
}

fn filled(docs: Vec<Doc>) -> (TempDir, SearchIndex) {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    let mut writer = index.writer().unwrap();
    for doc in docs {
        writer.put(doc).unwrap();
    }
    writer.commit(1).unwrap();
    (dir, index)
}

fn three() -> Vec<Doc> {
    vec![
        matter(1, "化工厂拖欠工资", "三个月没有发钱"),
        matter(
            2,
            "路灯不亮",
            "蓢塘村口，工资没有用完却不修；拖了很久，欠账",
        ),
        matter(3, "夜间噪声", "化工厂夜间生产，蓢家塘都听得到"),
    ]
}

fn by(units: &[i64], person: i64, text: &str) -> Query {
    let sight = Sight {
        units: units.to_vec(),
        person,
        sealed: true,
    };
    Query {
        text: text.to_owned(),
        sight,
        limit: 10,
        ..Query::default()
    }
}

fn found(index: &SearchIndex, query: &Query) -> Vec<i64> {
    let hits = index.find(query).unwrap();
    assert_eq!(hits.total, hits.hits.len(), "all fit on one page");
    hits.hits.into_iter().map(|hit| hit.matter).collect()
}

fn sorted(index: &SearchIndex, text: &str) -> Vec<i64> {
    let mut found = found(index, &by(&[10], 7, text));
    found.sort_unstable();
    found
}

#[test]
fn words_and_single_characters_inside_longer_words_are_found() {
    let (_dir, index) = filled(three());
    assert_eq!(sorted(&index, "拖欠"), [1]);
    assert_eq!(sorted(&index, "工厂"), [1, 3]);
    assert_eq!(sorted(&index, "厂"), [1, 3]);
    assert_eq!(sorted(&index, "学校"), Vec::<i64>::new());
    assert_eq!(sorted(&index, "，。"), Vec::<i64>::new());
}

#[test]
fn an_unknown_name_must_stand_together() {
    let (_dir, index) = filled(three());
    assert_eq!(sorted(&index, "蓢塘"), [2]);
}

#[test]
fn all_words_are_wanted_and_most_of_them_only_when_nothing_has_all() {
    let (_dir, index) = filled(three());
    assert_eq!(sorted(&index, "化工厂 工资"), [1]);
    let hits = index.find(&by(&[10], 7, "化工厂 工资 路灯")).unwrap();
    assert!(hits.loose && hits.total == 3, "{hits:?}");
    assert_eq!(
        hits.hits[2].matter, 3,
        "the one with the fewest words is last"
    );
    assert!(!index.find(&by(&[10], 7, "化工厂 工资")).unwrap().loose);
}

#[test]
fn letters_stand_for_a_place_when_no_text_has_them() {
    let mut docs = three();
    docs[1].place = "化南路".to_owned();
    let (_dir, index) = filled(docs);
    for typed in ["hnl", "hn", "HNL", "nl", "hnl 工资"] {
        let hits = index.find(&by(&[10], 7, typed)).unwrap();
        let found: Vec<i64> = hits.hits.iter().map(|hit| hit.matter).collect();
        assert_eq!((found, hits.loose), (vec![2], false), "{typed}");
    }
    assert_eq!(sorted(&index, "hnlx"), Vec::<i64>::new());
    assert_eq!(sorted(&index, "n"), Vec::<i64>::new());
    assert_eq!(found(&index, &by(&[20], 7, "hnl")), Vec::<i64>::new());

    let mut docs = three();
    docs[0].body = "nl".to_owned();
    docs[1].place = "化南路".to_owned();
    let (_dir, index) = filled(docs);
    assert_eq!(sorted(&index, "nl"), [1], "what is written comes first");
}

#[test]
fn one_wrong_character_is_forgiven_only_when_nothing_has_the_word() {
    let (_dir, index) = filled(three());
    let hits = index.find(&by(&[10], 7, "蓢唐村")).unwrap();
    assert!(hits.loose && hits.total == 1, "{hits:?}");
    assert_eq!(hits.hits[0].matter, 2);
    assert_eq!(sorted(&index, "“蓢唐村”"), Vec::<i64>::new(), "quoted");
    assert_eq!(sorted(&index, "拖久"), [1, 2]);
    assert_eq!(sorted(&index, "蓢唐材"), Vec::<i64>::new(), "two wrong");
    assert_eq!(sorted(&index, "蓢唐村 路灯"), [2]);
    assert!(!index.find(&by(&[10], 7, "蓢塘")).unwrap().loose);
}

#[test]
fn the_parts_of_a_long_word_may_stand_apart_when_nothing_has_it_whole() {
    let mut docs = three();
    docs.push(matter(4, "垃圾没有人清运", ""));
    docs.push(matter(5, "垃圾太多", ""));
    let (_dir, index) = filled(docs);
    let hits = index.find(&by(&[10], 7, "垃圾清运")).unwrap();
    assert!(hits.loose && hits.total == 1, "{hits:?}");
    assert_eq!(hits.hits[0].matter, 4);
    assert_eq!(sorted(&index, "垃圾清运 路灯"), [2, 4, 5], "half of it");
    assert_eq!(sorted(&index, "“垃圾清运”"), Vec::<i64>::new(), "quoted");

    let mut docs = three();
    docs.push(matter(4, "垃圾没有人清运", ""));
    docs.push(matter(5, "垃圾清运不及时", ""));
    let (_dir, index) = filled(docs);
    let hits = index.find(&by(&[10], 7, "垃圾清运")).unwrap();
    assert!(!hits.loose && hits.total == 1, "{hits:?}");
    assert_eq!(hits.hits[0].matter, 5, "what is there whole comes alone");
}

#[test]
fn what_only_comes_close_is_looked_for_among_the_newest() {
    let mut docs = three();
    docs.push(matter(filter::NEWEST + 2, "蓢塘村口堵车", ""));
    let (_dir, index) = filled(docs);
    let hits = index.find(&by(&[10], 7, "蓢唐村")).unwrap();
    assert!(hits.loose && hits.total == 1, "{hits:?}");
    assert_eq!(hits.hits[0].matter, filter::NEWEST + 2);
    assert_eq!(
        sorted(&index, "蓢塘村"),
        [2, filter::NEWEST + 2],
        "what is there word for word is found however old"
    );
}

#[test]
fn every_page_of_bare_words_counts_the_same() {
    let docs = (1..=25).map(|id| matter(id, "化工厂", "夜间")).collect();
    let (_dir, index) = filled(docs);
    for text in ["化工厂", "化工厂 夜间"] {
        let mut seen = Vec::new();
        for page in 0..4 {
            let query = Query {
                offset: page * 10,
                ..by(&[10], 7, text)
            };
            let hits = index.find(&query).unwrap();
            assert_eq!(hits.total, 25, "{text}, page {page}");
            seen.extend(hits.hits.iter().map(|hit| hit.matter));
        }
        seen.sort_unstable();
        assert_eq!(seen, (1..=25).collect::<Vec<_>>());
    }
}

#[test]
fn quoted_words_must_stand_together() {
    let (_dir, index) = filled(three());
    assert_eq!(sorted(&index, "拖 欠"), [1, 2]);
    assert_eq!(sorted(&index, "“拖 欠”"), [1]);
    assert_eq!(sorted(&index, "\"厂拖欠工\""), [1]);
    assert_eq!(sorted(&index, "“工资拖欠”"), Vec::<i64>::new());
    assert_eq!(sorted(&index, "“工资没有” 路灯"), [2]);
}

#[test]
fn a_number_is_found_by_its_beginning_in_any_spelling() {
    let (_dir, index) = filled(three());
    assert_eq!(sorted(&index, "XF-2026-00002"), [2]);
    assert_eq!(sorted(&index, "ｘｆ２０２６００００２"), [2]);
    assert_eq!(sorted(&index, "xf2026"), [1, 2, 3]);
    assert_eq!(
        sorted(&index, "2026"),
        Vec::<i64>::new(),
        "a year is not the beginning of a number"
    );
    assert_eq!(sorted(&index, "xf2026 路灯"), [2]);
}

#[test]
fn a_code_is_found_in_the_text_too() {
    let mut docs = three();
    docs.push(matter(4, "楼道漏水", "A7栋302室"));
    let (_dir, index) = filled(docs);
    assert_eq!(sorted(&index, "a7栋302"), [4]);
}

#[test]
fn the_subject_weighs_more_than_the_body() {
    let pad = "无关的话".repeat(5);
    let (_dir, index) = filled(vec![matter(1, &pad, "路灯"), matter(2, "路灯", &pad)]);
    assert_eq!(found(&index, &by(&[10], 7, "路灯")), [2, 1]);
}

#[test]
fn who_saw_everything_does_not_see_what_comes_out_of_sight() {
    let (_dir, index) = filled(three());
    let mut writer = index.writer().unwrap();
    assert_eq!(sorted(&index, "工资"), [1, 2]);
    let mut moved = three().remove(0);
    moved.sight = vec![20];
    writer.put(moved).unwrap();
    writer.commit(2).unwrap();
    assert_eq!(sorted(&index, "工资"), [2]);
    let mut hidden = three().remove(1);
    hidden.barred = vec![7];
    writer.put(hidden).unwrap();
    writer.commit(3).unwrap();
    assert_eq!(sorted(&index, "工资"), Vec::<i64>::new());
}

#[test]
fn who_may_not_see_finds_nothing_and_counts_nothing() {
    let mut docs = three();
    docs[0].barred = vec![7, 8];
    docs[1].sight = vec![20];
    let (_dir, index) = filled(docs);
    for text in [
        "",
        "工资",
        "“拖欠工资”",
        "xf-2026-00001",
        "化工厂 路灯 学校",
    ] {
        for order in [Order::Relevance, Order::Newest] {
            let hits = index
                .find(&Query {
                    order,
                    ..by(&[10], 7, text)
                })
                .unwrap();
            assert!(
                hits.hits.iter().all(|hit| hit.matter == 3),
                "{text}: {hits:?}"
            );
            assert_eq!(hits.total, hits.hits.len(), "{text}");
        }
        let count = index
            .find(&Query {
                limit: 0,
                ..by(&[99], 7, text)
            })
            .unwrap();
        assert_eq!((count.total, count.loose), (0, false));
        assert_eq!(index.find(&by(&[], 9, text)).unwrap(), Hits::default());
    }
    assert_eq!(found(&index, &by(&[10], 9, "工资")), [1]);
    for (limit, offset) in [(usize::MAX, 0), (10, usize::MAX), (usize::MAX, usize::MAX)] {
        for order in [Order::Relevance, Order::Newest] {
            let asked = Query {
                limit,
                offset,
                order,
                ..by(&[10], 9, "工资")
            };
            let found = index.find(&asked).unwrap();
            assert_eq!(
                found.hits.len(),
                usize::from(offset == 0),
                "{limit} {offset}"
            );
        }
    }
    let both = Query {
        order: Order::Oldest,
        ..by(&[10, 20], 9, "工资")
    };
    assert_eq!(found(&index, &both), [1, 2]);
    let sight = Sight {
        units: vec![10],
        person: 7,
        sealed: true,
    };
    assert_eq!(
        index.candidates("化工厂拖欠工资", &sight, 5).unwrap().len(),
        1
    );
    assert!(
        index
            .candidates("化工厂拖欠工资", &Sight::default(), 5)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn labels_and_days_narrow_the_hits() {
    let mut docs = three();
    docs[1].channel = vec!["visit".into(), "letter".into()];
    docs[1].purpose = vec!["appeal".into()];
    docs[1].category = vec!["roads/lamps".into(), "roads".into()];
    docs[2].stage = "closed".into();
    docs[2].owner_unit = 30;
    let (_dir, index) = filled(docs);
    let text = |value: &str| Some(value.to_owned());
    let narrowed = |narrow: &dyn Fn(&mut Query)| {
        let mut query = by(&[10], 7, "");
        narrow(&mut query);
        found(&index, &query)
    };
    assert_eq!(narrowed(&|q| q.channel = text("letter")), [2]);
    assert_eq!(narrowed(&|q| q.purpose = text("appeal")), [2]);
    assert_eq!(narrowed(&|q| q.category = text("roads")), [2]);
    assert_eq!(narrowed(&|q| q.stage = text("closed")), [3]);
    assert_eq!(narrowed(&|q| q.owner_unit = Some(30)), [3]);
    assert_eq!(narrowed(&|q| q.number = text("xf-2026-00002")), [2]);
    assert_eq!(narrowed(&|q| q.number = text("XF2026")).len(), 3);
    assert_eq!(narrowed(&|q| q.number = text("2026")), Vec::<i64>::new());
    assert_eq!(narrowed(&|q| q.to_day = Some(20_001)), [1]);
    let one_day = narrowed(&|q| {
        q.from_day = Some(20_002);
        q.to_day = Some(20_002);
    });
    assert_eq!(one_day, [2]);
    let both = narrowed(&|q| {
        q.stage = text("handling");
        q.channel = text("phone");
    });
    assert_eq!(both, Vec::<i64>::new());
}

#[test]
fn pages_by_date_join_without_gap_or_repetition() {
    let docs = (1..=25)
        .map(|id| Doc {
            received_day: 20_000 + id / 10,
            ..matter(id, "路灯", "")
        })
        .collect();
    let (_dir, index) = filled(docs);
    let mut seen = Vec::new();
    for offset in (0..30).step_by(10) {
        let page = index
            .find(&Query {
                order: Order::Newest,
                offset,
                ..by(&[10], 7, "路灯")
            })
            .unwrap();
        assert_eq!(page.total, 25);
        seen.extend(page.hits.into_iter().map(|hit| hit.matter));
    }
    assert_eq!(seen, (1..=25).rev().collect::<Vec<i64>>());
}

#[test]
fn a_matter_put_again_replaces_what_was_known() {
    let (_dir, index) = filled(three());
    let mut writer = index.writer().unwrap();
    writer.put(matter(1, "路灯", "")).unwrap();
    writer.put(matter(1, "夜间", "")).unwrap();
    assert_eq!(sorted(&index, "拖欠"), [1], "not before the commit");
    writer.commit(2).unwrap();
    assert_eq!(sorted(&index, "拖欠"), Vec::<i64>::new());
    assert_eq!(sorted(&index, "路灯"), [2]);
    assert_eq!(sorted(&index, "夜间"), [1, 3]);
    assert!(index.writer().is_err(), "one writer at a time");
}

#[test]
fn the_position_survives_and_a_wiped_index_starts_at_zero() {
    let (dir, index) = filled(three());
    let mut writer = index.writer().unwrap();
    writer.commit(42).unwrap();
    assert_eq!(index.position().unwrap(), 42);
    drop((writer, index));

    let again = open(dir.path());
    assert_eq!(
        (again.position().unwrap(), sorted(&again, "工资").len()),
        (42, 2)
    );
    drop(again);

    let other = SearchIndex::open(dir.path(), Arc::new(Plain("2"))).unwrap();
    assert_eq!(other.position().unwrap(), 0, "another dictionary");
    assert_eq!(sorted(&other, "工资"), Vec::<i64>::new());
}

#[test]
fn a_damaged_index_is_wiped_and_a_folder_of_others_is_not() {
    let (dir, index) = filled(three());
    drop(index);
    std::fs::write(dir.path().join("meta.json"), "{").unwrap();
    assert_eq!(open(dir.path()).position().unwrap(), 0);

    let foreign = tempfile::tempdir().unwrap();
    std::fs::write(foreign.path().join("letter.txt"), "x").unwrap();
    let refused = SearchIndex::open(foreign.path(), Arc::new(Plain("1")));
    assert!(matches!(refused, Err(SearchError::NotAnIndex(_))));
    assert!(foreign.path().join("letter.txt").exists());
}

#[test]
fn candidates_share_rare_words() {
    let (_dir, index) = filled(three());
    let sight = Sight {
        units: vec![10],
        person: 7,
        sealed: true,
    };
    let hits = index.candidates("化工厂又拖欠工资了", &sight, 2).unwrap();
    assert_eq!(hits[0].matter, 1);
    assert_eq!(hits.len(), 2);
    assert!(index.candidates("", &sight, 5).unwrap().is_empty());
    assert!(index.candidates("学校", &sight, 5).unwrap().is_empty());
}
