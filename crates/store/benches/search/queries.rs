//! What is asked: one to three words, with and without filters, by different viewers.

use crate::county_data::LAST_DAY;
use huiyin_store::search::{Order, Query, Sight};

/// A query and who asks it.
pub struct Asked {
    pub name: String,
    pub unit: i64,
    pub query: Query,
}

type Narrow = fn(&mut Query);

/// Every kind of query.
pub fn asked() -> Vec<Asked> {
    let filters: [(&str, Narrow); 8] = [
        ("", |_| {}),
        ("stage", |q| q.stage = Some("handling".to_owned())),
        ("channel", |q| q.channel = Some("letter".to_owned())),
        ("category", |q| {
            q.category = Some("劳动和社会保障".to_owned())
        }),
        ("purpose", |q| q.purpose = Some("appeal".to_owned())),
        ("last year", |q| q.from_day = Some(LAST_DAY - 364)),
        ("channel, three months", |q| {
            q.channel = Some("visit".to_owned());
            q.from_day = Some(LAST_DAY - 1_000);
            q.to_day = Some(LAST_DAY - 910);
        }),
        ("newest", |q| q.order = Order::Newest),
    ];
    // Rare and common ones, names, a demand, a phrase, a number, a slip of the pen, nothing at all.
    let texts = [
        "拖欠工资",
        "噪音扰民",
        "征地补偿",
        "自来水",
        "物业费",
        "公交线路",
        "医保报销",
        "领导",
        "拖欠工资 工地",
        "物业 电梯",
        "村民 补偿 土地",
        "小区 噪音 夜间",
        "学校 收费 退款",
        "“拖欠工资”",
        "拖前工资",
        "XF2026100099",
        "不存在的词语组合",
    ];
    let mut out = Vec::new();
    for (at, text) in texts.into_iter().enumerate() {
        for n in 0..2 {
            let (name, filter) = filters[if n == 0 { 0 } else { 1 + at % 7 }];
            // The petition office sees all, a unit only its own.
            let unit = if n == 1 && at % 3 == 0 { 3 } else { 2 };
            let mut query = Query {
                text: text.to_owned(),
                sight: Sight {
                    units: vec![unit],
                    person: 1,
                    sealed: true,
                },
                limit: 20,
                ..Query::default()
            };
            filter(&mut query);
            out.push(Asked {
                name: format!("{text} {name} {}", if unit == 2 { "" } else { "(unit)" }),
                unit,
                query,
            });
        }
    }
    out
}
