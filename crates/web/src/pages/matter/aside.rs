//! Beside the matter: facts, the way it was handed over, files, matters tied to it, the rating.

use std::collections::HashMap;

use kernel::MatterId;
use matter::petition::{Counts, Petition};
use matter::{Event, Matter, RatedFrom, Rating, Score};
use maud::{Markup, html};
use office::lists::Filter;
use office::matter_file::MatterFile;

use super::{contents, href};
use crate::look::{Fact, Lang, facts, panel};
use crate::pages::staff::matters::query::Query;
use crate::pages::{frame, shared};

/// The list of a category.
fn all_of(category: &str) -> String {
    let query = Query::of(Filter {
        category: Some(category.to_owned()),
        ..Filter::default()
    });
    query.href("/matters")
}

/// The facts of the matter.
pub(super) fn facts_panel(lang: Lang, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    let org = &file.org;
    let text = |value: &str| html! { (value) };
    let mut list = Vec::new();
    if let Some(first) = matter.petitions.first() {
        list.push(Fact {
            label: lang.pick("信访形式", "Channel"),
            value: frame::channel(lang, first.channel),
        });
        list.push(Fact {
            label: lang.pick("收到日期", "Received"),
            value: text(&lang.date(first.received)),
        });
        list.extend(contents::extra(first));
    }
    list.push(Fact {
        label: lang.pick("件次与人次", "Counted as"),
        value: text(&counted(lang, &matter.petitions)),
    });
    list.extend(matter.place.as_deref().map(|place| Fact {
        label: lang.pick("问题属地", "Place"),
        value: text(place),
    }));
    list.extend(matter.category.as_deref().map(|category| Fact {
        label: lang.pick("内容分类", "Category"),
        value: html! {
            a href=(all_of(category)) { (category) }
            @if let Some(origin) = super::category::origin(lang, file) { " " span class="small soft" { (origin) } }
        },
    }));
    list.push(Fact {
        label: lang.pick("轻重", "Weight"),
        value: text(lang.pick(matter.weight.zh(), matter.weight.en())),
    });
    list.push(Fact {
        label: lang.pick("登记单位", "Registered by"),
        value: text(&file.org_when(registered).unit_name(matter.office)),
    });
    list.push(Fact {
        label: lang.pick("负责单位", "Answers for it"),
        value: html! { b { (org.unit_name(matter.owner)) } },
    });
    if matter.returns > 0 {
        list.push(Fact {
            label: lang.pick("退回次数", "Handed back"),
            value: html! { (matter.returns) (lang.pick(" 次，满 3 次须裁定", "×, after 3 an arbiter decides")) },
        });
    }
    panel(
        "facts",
        lang.pick("要素", "Facts"),
        None,
        &html! {
            (facts(&list))
            @if !matter.custody.is_empty() {
                h3 { (lang.pick("流转", "Handed over")) }
                ol class="small" {
                    @for step in &matter.custody {
                        @let then = file.org_when(|event| matches!(event, Event::HandedOver { handover, .. } if handover == step));
                        li {
                            (lang.date(step.on)) " " (then.unit_name(step.from)) " → " (then.unit_name(step.to))
                            "（" (lang.pick(step.kind.zh(), step.kind.en()))
                            @if let Some(by) = step.report_by { (lang.pick("，反馈期限 ", ", report by ")) (lang.date(by)) }
                            "）"
                        }
                    }
                }
            }
        },
    )
}

/// The matter came to the unit that registered it.
fn registered(event: &Event) -> bool {
    matches!(event, Event::Received { .. } | Event::Registered { .. })
}

/// 件次、批次、人次 of the matter's petitions.
fn counted(lang: Lang, petitions: &[Petition]) -> String {
    let mut counts = Counts::default();
    for petition in petitions {
        counts.add(petition.channel, petition.head_count);
    }
    let mut parts = Vec::new();
    if counts.items > 0 {
        parts.push(lang.pick(
            format!("{} 件次", counts.items),
            format!("{} item(s)", counts.items),
        ));
    }
    if counts.batches > 0 {
        parts.push(lang.pick(
            format!("{} 批次", counts.batches),
            format!("{} visit(s)", counts.batches),
        ));
    }
    if counts.sessions > 0 {
        parts.push(lang.pick(
            format!("视频 {} 场", counts.sessions),
            format!("{} video session(s)", counts.sessions),
        ));
    }
    parts.push(lang.pick(
        format!("{} 人次", counts.people),
        format!("{} people", counts.people),
    ));
    parts.join(lang.pick("，", ", "))
}

/// The files, each to be downloaded.
pub(super) fn files(lang: Lang, matter: &Matter) -> Markup {
    let address = |file: &matter::Attachment| format!("{}/files/{}", href(matter.id), file.hash);
    let list = shared::attachments(lang, &matter.attachments, address);
    panel("files", lang.pick("附件", "Files"), None, &list)
}

/// Matters tied to this one: as far as they are in sight.
pub(super) struct Ties {
    /// Those in sight: number, subject and stage by id.
    pub seen: HashMap<MatterId, Tie>,
}

/// A matter in sight.
pub(super) struct Tie {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub stage: matter::Stage,
}

impl Ties {
    /// Their numbers.
    pub fn numbers(&self) -> HashMap<MatterId, String> {
        self.seen
            .iter()
            .map(|(id, tie)| (*id, tie.number.clone()))
            .collect()
    }

    fn list(&self, lang: Lang, ids: &[MatterId]) -> Markup {
        html! {
            ul class="stack small" {
                @for (id, tie) in ids.iter().filter_map(|id| Some((id, self.seen.get(id)?))) {
                    li {
                        a href=(href(*id)) { (tie.number) } " " (frame::stage(lang, tie.stage)) br;
                        (tie.subject)
                    }
                }
            }
        }
    }

    fn in_sight(&self, mut ids: Vec<MatterId>) -> Vec<MatterId> {
        ids.retain(|id| self.seen.contains_key(id));
        ids
    }

    /// The panel; nothing when nothing tied is in sight. What is out of sight is not counted either: a number of matters one may
    /// not see tells that a sealed one is among them.
    pub fn panel(&self, lang: Lang, matter: &Matter) -> Markup {
        let related = self.in_sight(matter.related.clone());
        let guests = self.in_sight(guests(matter));
        if related.is_empty() && guests.is_empty() {
            return html! {};
        }
        panel(
            "ties",
            lang.pick("关联事项", "Matters tied to it"),
            None,
            &html! {
                @if !related.is_empty() {
                    h3 { (lang.pick("相关", "Related")) }
                    (self.list(lang, &related))
                }
                @if !guests.is_empty() {
                    h3 { (lang.pick("已并入本事项", "Joined to this one")) }
                    (self.list(lang, &guests))
                }
            },
        )
    }
}

/// The matters whose petitions were joined to this one.
fn guests(matter: &Matter) -> Vec<MatterId> {
    let mut homes: Vec<MatterId> = matter
        .petitions
        .iter()
        .map(|petition| petition.home)
        .filter(|home| *home != matter.id)
        .collect();
    homes.dedup();
    homes
}

/// Every other matter that this one's page may speak of.
pub(super) fn tied(file: &MatterFile) -> Vec<MatterId> {
    let mut ids: Vec<MatterId> = file.matter.related.clone();
    ids.extend(guests(&file.matter));
    // A join that was undone still stands in the history.
    ids.extend(file.history.iter().filter_map(|(_, event)| match event {
        Event::JoinedInto { matter, .. } => Some(*matter),
        _ => None,
    }));
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The rating. Silence is "not rated", never "satisfied".
pub(super) fn rating(lang: Lang, rating: Option<&Rating>) -> Markup {
    let words = |score: Option<Score>| {
        score.map_or(lang.pick("未评价", "Not rated"), |score| {
            lang.pick(score.zh(), score.en())
        })
    };
    let none = Rating {
        office: None,
        unit: None,
        comment: String::new(),
        on: jiff::civil::Date::ZERO,
        from: RatedFrom::Elsewhere,
    };
    let given = rating.unwrap_or(&none);
    panel(
        "rating",
        lang.pick("信访人评价", "Rating"),
        None,
        &html! {
            (facts(&[
                Fact { label: lang.pick("信访部门", "Petition department"), value: html! { (words(given.office)) } },
                Fact { label: lang.pick("办理单位", "Handling unit"), value: html! { (words(given.unit)) } },
            ]))
            @match given.from {
                RatedFrom::Elsewhere => {},
                RatedFrom::OfficeNetwork => p class="small" {
                    (lang.pick("在办公场所网络提交，统计时单列。", "Sent from the office's own network; counted apart."))
                },
                RatedFrom::StaffBrowser => p class="small" {
                    (lang.pick("在工作人员登录的浏览器提交，统计时单列。", "Sent from a browser signed in as staff; counted apart."))
                },
            }
            @if !given.comment.is_empty() { p { (given.comment) } }
        },
    )
}
