//! What happened, as the petitioner may read it: no notes of colleagues, no names of the accused, nothing of other
//! petitioners in the same matter.

use std::borrow::Cow;

use kernel::org::Org;
use matter::oversight::FollowUpEvent;
use matter::routing::RoutingEvent;
use matter::simple::SimpleEvent;
use matter::{DeskEvent, Event, HandoverKind, Matter, OversightEvent};
use office::Moment;
use office::matter_file::{Author, Entry};
use office::tracking::{Track, is_public, slip_reason};

use super::page::Shown;
use crate::look::{self, EventKind, Lang};
use crate::pages::procedure;
use crate::pages::public::view::moment;

/// The events for the timeline, oldest first.
pub fn events(page: &Shown) -> Vec<look::Event> {
    let (track, lang) = (page.track, page.lang);
    let mut alone = !track.joined;
    let mut told = Vec::new();
    if track.joined {
        let first = track.history.first();
        let then = first.map_or(Cow::Borrowed(&page.org), |(entry, _)| page.org_at(entry));
        let teller = Teller {
            track,
            org: &then,
            lang,
        };
        told.push(teller.own_arrival());
    }
    for (entry, event) in &track.history {
        if matches!(event, Event::TookIn { .. }) {
            alone = false;
        }
        // With the names of its day, whatever they are now.
        let then = page.org_at(entry);
        let teller = Teller {
            track,
            org: &then,
            lang,
        };
        told.extend(teller.tell(entry, event, alone));
    }
    told
}

struct Teller<'a> {
    track: &'a Track,
    org: &'a Org,
    lang: Lang,
}

/// What happened and the words that belong to it.
struct Told {
    kind: EventKind,
    text: String,
    body: Option<String>,
}

impl Teller<'_> {
    fn pick(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.lang.pick(zh.into(), en.into())
    }

    /// The arrival of a petition whose own entries stand in another matter.
    fn own_arrival(&self) -> look::Event {
        let received = self.track.petition.received;
        look::Event {
            datetime: received.to_string(),
            when: self.lang.date(received),
            actor: self.org.unit_name(self.track.matter.office),
            text: self.pick("收到您的信访件", "Received your petition"),
            body: None,
            kind: EventKind::Key,
        }
    }

    /// `alone` says whether the words can only be this petitioner's.
    fn tell(&self, entry: &Entry, event: &Event, alone: bool) -> Option<look::Event> {
        let told = self.arrival(event).or_else(|| {
            is_public(event)
                .then(|| {
                    self.routing(event)
                        .or_else(|| self.answering(event))
                        .or_else(|| self.own(event, alone))
                        .or_else(|| self.procedure(event, alone))
                })
                .flatten()
        })?;
        let at = Moment::from_millis(entry.at).civil();
        Some(look::Event {
            datetime: at.to_string(),
            when: moment(at, self.lang),
            actor: self.actor(entry),
            text: told.text,
            // Words of colleagues or petitioners on a sealed matter may name the accused.
            body: told.body.filter(|_| !self.track.matter.is_sealed()),
            kind: told.kind,
        })
    }

    fn actor(&self, entry: &Entry) -> String {
        actor(entry, self.org, self.lang)
    }

    /// Its own arrival and its joining; those of other petitions are not told.
    fn arrival(&self, event: &Event) -> Option<Told> {
        let own = self.track.petition.id;
        match event {
            Event::Received { petition, .. } if petition.id == own => told(
                EventKind::Key,
                self.pick("收到您的信访件", "Received your petition"),
            ),
            Event::TookIn { petition } if petition.id == own => told(
                EventKind::Key,
                self.pick(
                    "与反映同一问题的信访件合并办理",
                    "Joined with another petition about the same",
                ),
            ),
            _ => None,
        }
    }

    fn routing(&self, event: &Event) -> Option<Told> {
        let name = |unit| self.org.unit_name(unit);
        match event {
            Event::Registered { demands, .. } => {
                let alone = !self.track.joined && self.track.matter.petitions.len() == 1;
                let list: Vec<&str> = demands.iter().map(|demand| demand.text.as_str()).collect();
                Some(Told {
                    kind: EventKind::Plain,
                    text: self.pick("已核对登记", "Checked and registered"),
                    body: alone.then(|| {
                        format!(
                            "{}{}",
                            self.lang.pick("诉求：", "Asked for: "),
                            list.join("；")
                        )
                    }),
                })
            }
            Event::HandedOver { handover, .. } => {
                let to = name(handover.to);
                let text = match handover.kind {
                    HandoverKind::Transfer => {
                        self.pick(format!("转送{to}"), format!("Sent to {to}"))
                    }
                    HandoverKind::Assign => {
                        self.pick(format!("交{to}办理"), format!("Assigned to {to}"))
                    }
                    HandoverKind::Named => self.pick(
                        format!("经裁定，由{to}受理"),
                        format!("{to} was named to accept it"),
                    ),
                };
                told(EventKind::Key, text)
            }
            Event::Returned { .. } => told(
                EventKind::Stop,
                self.pick(
                    "不属于该单位职权，正在重新确定办理单位",
                    "Not within that unit's powers; a new unit is being found",
                ),
            ),
            Event::Routing(RoutingEvent::ReportedUp { .. }) => told(
                EventKind::Plain,
                self.pick(
                    "已报请本级党委、政府决定",
                    "Reported to the committee or government for decision",
                ),
            ),
            Event::Routing(RoutingEvent::DisputeReferred { .. }) => told(
                EventKind::Plain,
                self.pick(
                    "受理单位有争议，已提请裁定",
                    "Which unit accepts is being decided",
                ),
            ),
            Event::Simple(SimpleEvent::Chosen { .. }) => told(
                EventKind::Plain,
                self.pick("适用简易办理", "Handled in simplified form"),
            ),
            Event::Simple(SimpleEvent::Left { .. }) => told(
                EventKind::Plain,
                self.pick("转为普通程序办理", "The ordinary procedure goes on"),
            ),
            Event::Accepted { .. } => told(EventKind::Key, self.pick("已受理", "Accepted")),
            _ => None,
        }
    }

    fn answering(&self, event: &Event) -> Option<Told> {
        let matter = &self.track.matter;
        match event {
            Event::AcceptanceNotified { service } => told(
                EventKind::Key,
                self.pick(
                    format!("受理告知书已送达（{}）", self.lang.date(service.on)),
                    format!("Acceptance notice served ({})", self.lang.date(service.on)),
                ),
            ),
            Event::Oversight(OversightEvent::FollowUp(FollowUpEvent::Reopened { .. })) => told(
                EventKind::Key,
                self.pick("回访发现没有落实，重新办理", "Reopened after a follow-up"),
            ),
            Event::ClockExtended {
                days, reason, due, ..
            } => Some(Told {
                kind: EventKind::Stop,
                text: self.pick(
                    format!("办理延期{days}日，至{}", self.lang.date(due.raw)),
                    format!("Extended by {days} days to {}", self.lang.date(due.raw)),
                ),
                body: Some(format!("{}{reason}", self.lang.pick("理由：", "Reason: "))),
            }),
            Event::Heard { .. } => told(
                EventKind::Plain,
                self.pick("听取信访人陈述事实和理由", "The petitioner was heard"),
            ),
            Event::AnswerIssued { answer } => {
                let title = self.lang.pick(answer.kind.zh(), answer.kind.en());
                told(
                    EventKind::Key,
                    self.pick(format!("作出{title}"), format!("{title} signed")),
                )
            }
            Event::Desk(DeskEvent::TakenBack { .. }) => told(
                EventKind::Stop,
                self.pick(
                    "签发的处理意见书在制发前撤回修改",
                    "The signed opinion was taken back before it was issued, to be changed",
                ),
            ),
            Event::Served { answer, service } => {
                let title = title(matter, *answer, self.lang);
                told(
                    EventKind::Key,
                    self.pick(
                        format!("{title}已送达（{}）", service.method.zh()),
                        format!("{title} served ({})", service.method.en()),
                    ),
                )
            }
            Event::Closed { .. } => told(EventKind::Key, self.pick("办结", "Closed")),
            _ => None,
        }
    }

    /// Reviews, hearings, mediations; a petitioner's own words only where the matter is theirs alone.
    fn procedure(&self, event: &Event, alone: bool) -> Option<Told> {
        let told = procedure::tell(event, self.org, self.lang)?;
        Some(Told {
            kind: told.kind,
            text: told.text,
            body: told.body.filter(|_| alone),
        })
    }

    fn own(&self, event: &Event, alone: bool) -> Option<Told> {
        match event {
            Event::Rated { .. } => told(EventKind::Plain, self.pick("信访人已评价", "Rated")),
            Event::Supplemented { text } => Some(Told {
                kind: EventKind::Plain,
                text: self.pick("补充了材料", "Something was added"),
                body: alone.then(|| text.clone()),
            }),
            Event::Exported { purpose } => {
                let reason = slip_reason(purpose, &self.track.petition.number)?;
                Some(Told {
                    kind: EventKind::Plain,
                    text: self.pick(
                        "打印了您的查询单（密封）",
                        "Printed your query slip (sealed)",
                    ),
                    body: (!reason.is_empty()).then(|| reason.to_owned()),
                })
            }
            Event::IdentityShown { petitioners, .. } => {
                let own = petitioners
                    .iter()
                    .any(|person| self.track.petition.petitioners.contains(person));
                own.then(|| Told {
                    kind: EventKind::Plain,
                    text: self.pick(
                        "查看了您的姓名和联系方式",
                        "Looked at your name and contact",
                    ),
                    body: None,
                })
            }
            _ => None,
        }
    }
}

/// Who acted: a unit, never a person by name.
pub fn actor(entry: &Entry, org: &Org, lang: Lang) -> String {
    match entry.author {
        Author::Petitioner => lang.pick("信访人", "Petitioner").to_owned(),
        Author::System => lang.pick("系统", "System").to_owned(),
        Author::Post(id) => org.post(id).map_or_else(
            || lang.pick("工作人员", "Staff").to_owned(),
            |post| org.unit_name(post.unit),
        ),
    }
}

/// In what role a post acted.
pub fn role(entry: &Entry, org: &Org, lang: Lang) -> Option<&'static str> {
    match entry.author {
        Author::Post(id) => org
            .post(id)
            .map(|post| lang.pick(post.role.zh(), post.role.en())),
        Author::Petitioner | Author::System => None,
    }
}

fn told(kind: EventKind, text: String) -> Option<Told> {
    Some(Told {
        kind,
        text,
        body: None,
    })
}

fn title(matter: &Matter, answer: kernel::AnswerId, lang: Lang) -> &'static str {
    matter
        .answer(answer)
        .map_or(lang.pick("答复", "Answer"), |answer| {
            lang.pick(answer.kind.zh(), answer.kind.en())
        })
}
