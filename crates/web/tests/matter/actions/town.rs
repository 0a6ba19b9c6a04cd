//! The office in which the table is walked, and the matter each walk begins with.

use std::collections::BTreeMap;

use jiff::ToSpan;
use kernel::access::{Actor, Viewer};
use kernel::org::{Post, Role, UnitKind};
use kernel::rulebook::Weight;
use kernel::{AnswerId, DemandId, HearingId, MatterId, ReviewId, UnitId};
use matter::hearing::{HearingCommand, HearingGround};
use matter::petition::{Channel, Purpose};
use matter::review::{Level, Outcome, ReviewCommand, ReviewOpinion};
use matter::{Accused, Command, Decision, Opinion, Screening, ServiceMethod};
use office::Moment;
use office::intake::{Receipt, Submission};
use office::organisation::{PostForm, UnitForm};
use office::vault::Identity;

use crate::world::{OFFICE, World};

/// A local rulebook that knows suspension and termination.
const PAUSES: &str = r#"
id = "pauses"
version = "pauses-1"
national = "national-2022"
title = "青川县信访程序规定"
title_en = "Qingchuan county: procedure"

[[setting]]
name = "suspension_allowed"
value = true
why = "《青川县信访程序规定》第三条"
why_en = "county rules, Art. 3"

[[setting]]
name = "termination_allowed"
value = true
why = "《青川县信访程序规定》第四条"
why_en = "county rules, Art. 4"
"#;

/// What the petitioner and the clerk wrote, longest first.
pub const WRITTEN: [&str; 3] = [
    "维修三号楼屋面并公布检测结果",
    "维修三号楼屋面",
    "三号楼屋面漏水",
];

/// Where a matter stands when a walk begins.
#[derive(Clone, Copy)]
pub enum Start {
    /// Sent in by the petitioner and not looked at.
    Arrived,
    /// Checked by the clerk.
    Registered(Purpose),
    /// The same, and urgent.
    Urgent,
    /// Told at the window.
    Visited,
    /// Sent to the housing department; an accusation to the discipline organ.
    Transferred(Purpose),
    /// Accepted there.
    Accepted(Purpose),
    /// The petitioner was heard.
    Heard,
    /// Answered, and the answer served.
    Served,
    /// Closed.
    Closed,
    /// Twenty days ago notice was given of a hearing that took place since: one on the petition itself, …
    Notified,
    /// … or one on the re-review of its opinion.
    NotifiedAgain,
}

impl Start {
    /// When what leads up to it happened.
    fn when(self) -> Moment {
        let now = Moment::now();
        match self {
            Self::Notified | Self::NotifiedAgain => {
                Moment::at(now.civil().saturating_sub(20.days()))
            }
            _ => now,
        }
    }
}

/// A matter to walk with.
pub struct Case {
    pub matter: MatterId,
    pub number: String,
    pub code: String,
    /// The number of another matter about the same roof.
    pub other: String,
}

/// An office and its people.
pub struct Town {
    pub world: World,
}

impl Town {
    pub fn new() -> Self {
        let world = World::under(PAUSES);
        world.widen();
        Self { world }
    }

    /// A fresh matter, led to where a walk begins.
    pub fn begin(&self, start: Start) -> Case {
        let other = self.world.arrives(Start::Registered(Purpose::Appeal));
        let receipt = self.world.arrives(start);
        self.lead_to(start, receipt.matter);
        Case {
            matter: receipt.matter,
            number: receipt.number,
            code: receipt.code,
            other: other.number,
        }
    }

    fn lead_to(&self, start: Start, matter: MatterId) {
        use Start as S;
        let purpose = match start {
            S::Arrived | S::Registered(_) | S::Urgent | S::Visited => return,
            S::Transferred(purpose) | S::Accepted(purpose) => purpose,
            _ => Purpose::Appeal,
        };
        let (receiver, handler) = match purpose {
            Purpose::Accusation => (self.unit("青川县纪委监委"), "石岩"),
            _ => (self.world.housing, "周一鸣"),
        };
        let mut acts = vec![(
            "林静",
            Command::Transfer {
                to: receiver,
                note: String::new(),
            },
        )];
        if !matches!(start, S::Transferred(_)) {
            acts.push((handler, Command::Accept));
        }
        if matches!(start, S::Heard | S::Served | S::Closed | S::NotifiedAgain) {
            let note = "当面听取".to_owned();
            acts.push((handler, Command::Hear { note }));
        }
        if matches!(start, S::Served | S::Closed | S::NotifiedAgain) {
            acts.extend(self.answering(start));
        }
        if matches!(start, S::NotifiedAgain) {
            acts.extend(self.reviewing(start));
        }
        if matches!(start, S::Notified) {
            acts.extend(self.hearing(start, None, ("周一鸣", "许立")));
        }
        if matches!(start, S::Closed) {
            let note = String::new();
            acts.push((handler, Command::Close { note }));
        }
        for (name, command) in acts {
            if matches!(command, Command::Serve { .. }) {
                self.world.issues_answer(name, matter, start.when());
            }
            self.world.acts(name, matter, command, start.when());
        }
    }

    /// An opinion that supports the request, and its service.
    fn answering(&self, start: Start) -> Vec<(&'static str, Command)> {
        let opinion = Opinion {
            request: "维修屋面".to_owned(),
            facts: "防水层老化".to_owned(),
            opinion: "三十日内修复".to_owned(),
            basis: "《住宅专项维修资金管理办法》".to_owned(),
            decisions: vec![(DemandId(1), Decision::Support)],
            lines: Vec::new(),
        };
        let serve = serve(1, start);
        let signer = self.world.post_of("许立").post;
        vec![
            ("许立", Command::IssueOpinion { opinion, signer }),
            ("周一鸣", serve),
        ]
    }

    /// A review that upholds the opinion, and notice of a hearing on the re-review.
    fn reviewing(&self, start: Start) -> Vec<(&'static str, Command)> {
        let ask = |answer| ReviewCommand::Request {
            answer: AnswerId(answer),
            reasons: "鉴定报告没有采用".to_owned(),
            on: start.when().today(),
            late: None,
        };
        let accept = |review| ReviewCommand::Accept {
            review: ReviewId(review),
        };
        let uphold = ReviewCommand::Decide {
            opinion: ReviewOpinion {
                review: ReviewId(1),
                level: Level::Review,
                outcome: Outcome::Uphold,
                request: "撤销原意见".to_owned(),
                facts: "鉴定程序合规".to_owned(),
                opinion: "维持".to_owned(),
                basis: "《信访工作条例》第三十五条".to_owned(),
                decisions: Vec::new(),
            },
            signer: self.world.post_of("方远").post,
        };
        let mut acts: Vec<(&'static str, Command)> =
            [("林静", ask(1)), ("方远", accept(1)), ("方远", uphold)]
                .into_iter()
                .map(|(who, command)| (who, Command::Review(command)))
                .collect();
        acts.push(("方远", serve(2, start)));
        acts.push(("林静", Command::Review(ask(2))));
        acts.push(("沈岳", Command::Review(accept(2))));
        acts.extend(self.hearing(start, Some(ReviewId(2)), ("沈岳", "江帆")));
        acts
    }

    /// A hearing decided on, with notice of it for eight days later.
    fn hearing(
        &self,
        start: Start,
        review: Option<ReviewId>,
        (who, host): (&'static str, &str),
    ) -> Vec<(&'static str, Command)> {
        let decide = HearingCommand::Decide {
            review,
            ground: HearingGround::Complex,
            reason: "责任主体争议大".to_owned(),
            host: self.world.post_of(host).post,
            members: (1..=5).map(|number| format!("听证员{number}")).collect(),
        };
        let notify = HearingCommand::Notify {
            hearing: HearingId(1),
            on: start.when().today().saturating_add(8.days()),
            time: "上午九时".to_owned(),
            place: "一楼听证室".to_owned(),
            note: String::new(),
        };
        [decide, notify]
            .map(|command| (who, Command::Hearing(command)))
            .to_vec()
    }

    fn unit(&self, name: &str) -> UnitId {
        let org = self.world.office.org();
        let units = org.units();
        units.iter().find(|unit| unit.name == name).unwrap().id
    }
}

fn serve(answer: u16, start: Start) -> Command {
    Command::Serve {
        answer: AnswerId(answer),
        method: ServiceMethod::InPerson,
        on: start.when().today(),
        proof: "本人签收".to_owned(),
    }
}

impl World {
    /// A city above the county, and whoever decides there.
    fn widen(&self) {
        let put = |id: Option<i64>, parent: Option<UnitId>, name: &str, kind| {
            let form = UnitForm {
                id: id.map(UnitId),
                parent,
                name: name.to_owned(),
                kind,
                address: String::new(),
                phone: String::new(),
                hours: String::new(),
                active: true,
            };
            let now = Moment::now();
            self.office.put_unit(Actor::System, form, now).unwrap()
        };
        let city = put(None, None, "云川市人民政府", UnitKind::Government);
        let county = self.office.org().unit_name(UnitId(1));
        put(Some(1), Some(city), &county, UnitKind::Government);
        for (unit, login, name, role) in [
            (UnitId(1), "county-head", "梁正", Role::Leader),
            (city, "city", "江帆", Role::Handler),
            (city, "city-head", "沈岳", Role::Leader),
            (OFFICE, "handler", "陆遥", Role::Handler),
        ] {
            let form = PostForm {
                id: None,
                unit,
                person: None,
                name: name.to_owned(),
                title: Role::zh(role).to_owned(),
                role,
                active: true,
                login: login.to_owned(),
                password: crate::world::PASSWORD.to_owned(),
            };
            self.office
                .put_post(Actor::System, form, Moment::now())
                .unwrap();
        }
    }

    fn arrives(&self, start: Start) -> Receipt {
        let purpose = match start {
            Start::Registered(purpose) | Start::Transferred(purpose) | Start::Accepted(purpose) => {
                purpose
            }
            _ => Purpose::Appeal,
        };
        let screening = Screening {
            demands: vec![(purpose, "维修三号楼屋面".to_owned())],
            accused: Accused::default(),
            weight: match start {
                Start::Urgent => Weight::Urgent,
                _ => Weight::Ordinary,
            },
            ..Screening::default()
        };
        let submission = Submission {
            channel: match start {
                Start::Visited => Channel::Visit,
                _ => Channel::Online,
            },
            received: start.when().today(),
            time: None,
            office: OFFICE,
            subject: "三号楼屋面漏水".to_owned(),
            body: "三号楼屋面漏水，物业一直不修，请求查明并督促维修。".to_owned(),
            place: None,
            people: vec![Identity {
                name: "陈小满".to_owned(),
                phone: "13900002046".to_owned(),
                ..Identity::default()
            }],
            head_count: 1,
            attachments: Vec::new(),
            screening: (!matches!(start, Start::Arrived)).then_some(screening),
            once: None,
            join: None,
            related: Vec::new(),
            extra: BTreeMap::new(),
        };
        self.office.submit(submission, start.when()).unwrap()
    }

    /// Whoever has this name, at their post.
    fn post_of(&self, name: &str) -> Viewer {
        let org = self.office.org();
        let posts = org.posts();
        let post = posts
            .into_iter()
            .find(|post| post.person_name == name)
            .unwrap();
        self.viewer_of(post)
    }

    pub fn viewer_of(&self, post: &Post) -> Viewer {
        Viewer::of(post, &self.office.org())
    }

    /// The signed answer that waits gets its document.
    fn issues_answer(&self, name: &str, id: MatterId, when: Moment) {
        let viewer = self.post_of(name);
        let issued = self.office.issue_next_answer(&viewer, id, when).unwrap();
        assert!(issued.is_some(), "an answer waits for its document");
    }

    fn acts(&self, name: &str, id: MatterId, command: Command, when: Moment) {
        let viewer = self.post_of(name);
        let version = self.office.version(id).unwrap();
        let action = command.action();
        self.office
            .act(&viewer, id, version, command, when)
            .unwrap_or_else(|error| panic!("{}: {error}", action.zh()));
    }
}
