//! An event as a sentence a reader understands, in both languages.

use std::collections::HashMap;

use kernel::MatterId;
use kernel::org::Org;
use matter::routing::Rule;
use matter::{Event, HandoverKind, Matter, RatedFrom, Signature};
use office::matter_file::post_name;

use super::clock::approved_by;
use crate::look::{EventKind, Lang};
use crate::pages::procedure;

/// What happened, in words.
pub(super) struct Told {
    /// The sentence.
    pub text: String,
    /// Words that belong to it.
    pub body: Option<String>,
    /// How it stands out.
    pub kind: EventKind,
}

/// What a sentence may name: units and posts, and other matters only where the reader sees them.
pub(super) struct Words<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// For names.
    pub org: &'a Org,
    /// For answers and clocks named by number.
    pub matter: &'a Matter,
    /// The numbers of the other matters in sight.
    pub numbers: &'a HashMap<MatterId, String>,
}

impl Words<'_> {
    /// The sentence for an event.
    pub fn tell(&self, event: &Event) -> Told {
        self.arrival(event)
            .or_else(|| self.routing(event))
            .or_else(|| self.handling(event))
            .or_else(|| self.linking(event))
            .or_else(|| self.way(event))
            .or_else(|| self.record(event))
            .or_else(|| match event {
                Event::Document(event) => Some(super::documents::tell(self, event)),
                Event::Desk(event) => Some(super::desk::tell(self, event)),
                Event::Sorted { sorting, .. } => Some(super::category::tell(self.lang, sorting)),
                Event::Oversight(event) => Some(super::oversight::tell(self, event)),
                Event::Extension(event) => super::extension::tell(self, event),
                _ => None,
            })
            .or_else(|| self.procedure(event))
            .unwrap_or_else(|| Told {
                text: event.kind().to_owned(),
                body: None,
                kind: EventKind::Plain,
            })
    }

    fn pick(&self, zh: String, en: String) -> String {
        self.lang.pick(zh, en)
    }

    pub(super) fn told(&self, kind: EventKind, zh: String, en: String, body: &str) -> Option<Told> {
        Some(Told {
            text: self.pick(zh, en),
            body: Some(body.trim().to_owned()).filter(|body| !body.is_empty()),
            kind,
        })
    }

    fn arrival(&self, event: &Event) -> Option<Told> {
        let org = self.org;
        match event {
            Event::Received {
                petition, office, ..
            } => {
                let (channel, office) = (petition.channel, org.unit_name(*office));
                self.told(
                    EventKind::Key,
                    format!("{office}收到{}，编号 {}", channel.zh(), petition.number),
                    format!(
                        "{office} received it ({}), number {}",
                        channel.en(),
                        petition.number
                    ),
                    "",
                )
            }
            Event::Declared { told, .. } => self.told(
                EventKind::Key,
                "信访人表明是检举控告，从收到起密封".to_owned(),
                "The petitioner says that it is an accusation; sealed from its arrival".to_owned(),
                told,
            ),
            Event::Held { chosen, signs, .. } => {
                let chosen = org.unit_name(*chosen);
                self.told(
                    EventKind::Key,
                    format!("疑似检举控告，甄别前密封；信访人选择的接收单位是{chosen}"),
                    format!("Reads like an accusation, sealed until screened; the receiver chosen was {chosen}"),
                    &signs.join("、"),
                )
            }
            Event::Registered {
                demands, weight, ..
            } => {
                let list: Vec<_> = demands
                    .iter()
                    .map(|demand| {
                        format!(
                            "{}：{}",
                            self.lang.pick(demand.purpose.zh(), demand.purpose.en()),
                            demand.text
                        )
                    })
                    .collect();
                self.told(
                    EventKind::Key,
                    format!("登记，{}项诉求，{}", demands.len(), weight.zh()),
                    format!(
                        "Registered with {} demand(s), {}",
                        demands.len(),
                        weight.en()
                    ),
                    &list.join("；"),
                )
            }
            Event::DemandAdded { demand } => self.told(
                EventKind::Plain,
                format!("补充诉求（{}）", demand.purpose.zh()),
                format!("A demand was added ({})", demand.purpose.en()),
                &demand.text,
            ),
            Event::AccusedNamed { accused } => self.told(
                EventKind::Key,
                format!(
                    "登记被检举控告人：单位{}个、人员{}名",
                    accused.units.len(),
                    accused.persons.len()
                ),
                format!(
                    "Accused named: {} unit(s), {} person(s)",
                    accused.units.len(),
                    accused.persons.len()
                ),
                "",
            ),
            Event::TakenOver { owner } => {
                let owner = org.unit_name(*owner);
                self.told(
                    EventKind::Key,
                    format!("原负责单位被检举控告，改由{owner}负责"),
                    format!("The responsible unit is accused; {owner} answers for the matter now"),
                    "",
                )
            }
            _ => None,
        }
    }

    fn routing(&self, event: &Event) -> Option<Told> {
        let org = self.org;
        match event {
            Event::HandedOver {
                handover,
                note,
                rule,
            } => {
                let to = org.unit_name(handover.to);
                let rule = rule.as_deref().and_then(Rule::parse);
                let (by_zh, by_en) = rule.map_or_else(Default::default, |rule| {
                    (
                        format!("（依据{}：{}）", rule.code(), rule.article()),
                        format!(" ({})", rule.code()),
                    )
                });
                let by = handover.report_by.map(|day| self.lang.date(day));
                match (handover.kind, by) {
                    (HandoverKind::Assign, Some(by)) => self.told(
                        EventKind::Key,
                        format!("交办{to}，{by}前反馈{by_zh}"),
                        format!("Assigned to {to}, report due by {by}{by_en}"),
                        note,
                    ),
                    (kind, _) => self.told(
                        EventKind::Key,
                        format!("{}{to}{by_zh}", kind.zh()),
                        format!("{} to {to}{by_en}", kind.en()),
                        note,
                    ),
                }
            }
            Event::Objected {
                reason, believed, ..
            } => {
                let (zh, en) = believed.map_or_else(Default::default, |unit| {
                    let name = org.unit_name(unit);
                    (
                        format!("，认为应由{name}办理"),
                        format!("; believes {name} responsible"),
                    )
                });
                self.told(
                    EventKind::Stop,
                    format!("提出异议{zh}"),
                    format!("Objected{en}"),
                    reason,
                )
            }
            Event::Returned { note } => self.told(
                EventKind::Stop,
                "异议成立，收回".to_owned(),
                "Objection agreed; taken back".to_owned(),
                note,
            ),
            Event::ObjectionRejected { reason } => self.told(
                EventKind::Stop,
                "异议不成立，由原承接单位继续办理".to_owned(),
                "Objection rejected; the receiver goes on".to_owned(),
                reason,
            ),
            _ => None,
        }
    }

    fn handling(&self, event: &Event) -> Option<Told> {
        match event {
            Event::Accepted { .. } => {
                self.told(EventKind::Key, "受理".to_owned(), "Accepted".to_owned(), "")
            }
            Event::AcceptanceNotified { service } => {
                let day = self.lang.date(service.on);
                self.told(
                    EventKind::Key,
                    format!("受理告知书已送达信访人（{}，{day}）", service.method.zh()),
                    format!("Acceptance notice served ({}, {day})", service.method.en()),
                    &service.proof,
                )
            }
            Event::Heard { heard } => self.told(
                EventKind::Plain,
                "听取信访人陈述事实和理由".to_owned(),
                "The petitioner was heard".to_owned(),
                &heard.note,
            ),
            Event::ClockExtended { .. } => self.extended(event),
            Event::AnswerIssued { answer } => {
                let signed = answer.signed_by.map(|post| post_name(self.org, post));
                let (zh, en) = signed.map_or_else(Default::default, |who| {
                    (format!("，{who}签发"), format!(", signed by {who}"))
                });
                let (title, title_en) = (answer.kind.zh(), answer.kind.en());
                match &answer.signature {
                    Signature::OnPaper { reason, .. } => self.told(
                        EventKind::Key,
                        format!("登记纸质签发：{title}{zh}（据签字件扫描件）"),
                        format!("Recorded from paper: {title_en}{en} (with its scan)"),
                        reason,
                    ),
                    Signature::Here | Signature::Unstated => self.told(
                        EventKind::Key,
                        format!("作出{title}{zh}"),
                        format!("{title_en} issued{en}"),
                        "",
                    ),
                }
            }
            Event::Served { answer, service } => {
                let kind = self.matter.answer(*answer).map(|answer| &answer.kind);
                let (zh, en) = kind.map_or(("文书", "answer"), |kind| (kind.zh(), kind.en()));
                let day = self.lang.date(service.on);
                self.told(
                    EventKind::Key,
                    format!("{zh}已送达信访人（{}，{day}）", service.method.zh()),
                    format!("{en} served ({}, {day})", service.method.en()),
                    &service.proof,
                )
            }
            Event::Rated { rating } => {
                let score = |score: Option<matter::Score>| {
                    score.map_or(self.lang.pick("未评价", "not rated"), |score| {
                        self.lang.pick(score.zh(), score.en())
                    })
                };
                let (office, unit) = (score(rating.office), score(rating.unit));
                let (from, from_en) = match rating.from {
                    RatedFrom::Elsewhere => ("", ""),
                    RatedFrom::OfficeNetwork => {
                        ("（在办公场所网络提交）", " (from the office's network)")
                    }
                    RatedFrom::StaffBrowser => (
                        "（在工作人员登录的浏览器提交）",
                        " (from a browser signed in as staff)",
                    ),
                };
                self.told(
                    EventKind::Plain,
                    format!("信访人评价：信访部门{office}，办理单位{unit}{from}"),
                    format!("Rated: petition department {office}, handling unit {unit}{from_en}"),
                    &rating.comment,
                )
            }
            Event::Closed { closing } => self.told(
                EventKind::Key,
                "办结".to_owned(),
                "Closed".to_owned(),
                &closing.note,
            ),
            _ => None,
        }
    }

    /// Who approved an extension, by which hand, why, and what was added for colleagues.
    fn extended(&self, event: &Event) -> Option<Told> {
        let Event::ClockExtended {
            days,
            approver,
            reason,
            due,
            remark,
            signature,
            ..
        } = event
        else {
            return None;
        };
        let (zh, en, paper) = match signature {
            Signature::OnPaper { reason, .. } => {
                ("（据签字件扫描件）", " (with its scan)", reason.as_str())
            }
            Signature::Here | Signature::Unstated => ("", "", ""),
        };
        let who = approved_by(self.lang, self.org, *approver);
        let day = self.lang.date(due.raw);
        let words = [reason.as_str(), remark.as_str(), paper];
        let words: Vec<&str> = words.into_iter().filter(|one| !one.is_empty()).collect();
        self.told(
            EventKind::Key,
            format!("延期{days}日至{day}，{who}批准{zh}"),
            format!("Extended by {days} days to {day}, approved by {who}{en}"),
            &words.join("；"),
        )
    }

    /// Another matter's number where the reader may see that matter.
    fn number(&self, id: MatterId) -> String {
        self.numbers.get(&id).map_or_else(
            || self.lang.pick("另一事项", "another matter").to_owned(),
            |number| format!(" {number} "),
        )
    }

    fn linking(&self, event: &Event) -> Option<Told> {
        match event {
            Event::TookIn { petition } => self.told(
                EventKind::Plain,
                format!("并入{}信访件 {}", petition.relation.zh(), petition.number),
                format!(
                    "Petition {} joined ({})",
                    petition.number,
                    petition.relation.en()
                ),
                "",
            ),
            Event::JoinedInto { matter, relation } => {
                let number = self.number(*matter);
                self.told(
                    EventKind::Key,
                    format!("作为{}件并入{number}", relation.zh()),
                    format!("Joined to {number} ({})", relation.en()),
                    "",
                )
            }
            Event::GaveBack { reason, .. } => self.told(
                EventKind::Plain,
                "撤销并入，信访件退回原事项".to_owned(),
                "A join was undone; the petition went back to its own matter".to_owned(),
                reason,
            ),
            Event::JoinUndone { reason } => self.told(
                EventKind::Key,
                "撤销并入，恢复单独办理".to_owned(),
                "The join was undone; the matter stands alone again".to_owned(),
                reason,
            ),
            Event::Related { matter } => {
                let number = self.number(*matter);
                self.told(
                    EventKind::Plain,
                    format!("与{number}标为相关"),
                    format!("Marked as related to {number}"),
                    "",
                )
            }
            _ => None,
        }
    }

    fn procedure(&self, event: &Event) -> Option<Told> {
        procedure::tell(event, self.org, self.lang).map(|told| Told {
            text: told.text,
            body: told.body,
            kind: told.kind,
        })
    }

    fn record(&self, event: &Event) -> Option<Told> {
        let plain = |zh: &str, en: &str, body: &str| {
            self.told(EventKind::Plain, zh.to_owned(), en.to_owned(), body)
        };
        match event {
            Event::Supplemented { text } => plain("信访人补充", "The petitioner added", text),
            Event::Noted { text } => plain("备注", "Note", text),
            Event::Attached { attachment } => {
                plain("添加附件", "A file was added", &attachment.name)
            }
            Event::IdentityRequested { reason, .. } => {
                plain("申请查看信访人身份", "Asked to see the identity", reason)
            }
            Event::IdentityConsented { post, .. } => {
                let who = post_name(self.org, *post);
                self.told(
                    EventKind::Plain,
                    format!("同意{who}查看信访人身份"),
                    format!("Agreed that {who} sees the identity"),
                    "",
                )
            }
            Event::IdentityShown { reason, .. } => {
                plain("查看信访人身份", "The identity was shown", reason)
            }
            Event::Exported { purpose } => plain("打印或导出", "Printed or exported", purpose),
            Event::FileOpened { .. } => plain("打开卷宗查看", "Opened the file", ""),
            Event::ClockStarted { clock } => {
                let day = self.lang.date(clock.duty_date());
                self.told(
                    EventKind::Plain,
                    format!("期限起算，{day}到期"),
                    format!("A clock started, due {day}"),
                    "",
                )
            }
            Event::ClockMet { .. } => plain("期限内事项已完成", "A clock was met", ""),
            Event::ClockEnded { why, .. } => plain("期限终止", "A clock ended", why),
            Event::ClockStopped { stop, .. } => {
                let day = self.lang.date(stop.from);
                self.told(
                    EventKind::Plain,
                    format!("期限自{day}停止计算"),
                    format!("A clock stands still from {day}"),
                    stop.kind.sentence(),
                )
            }
            Event::ClockRestarted { due, .. } => {
                let day = self.lang.date(due.raw);
                self.told(
                    EventKind::Plain,
                    format!("期限恢复计算，{day}到期"),
                    format!("A clock runs again, due {day}"),
                    "",
                )
            }
            _ => None,
        }
    }
}
