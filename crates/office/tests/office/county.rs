//! A small county in a folder of its own, and its daily acts in few words.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use huiyin_office as office;
use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::org::{Role, UnitKind};
use kernel::{AnswerId, DemandId, MatterId, PersonId, PostId, UnitId};
use matter::oversight::{OrderText, SupervisionCommand, SupervisionForm};
use matter::petition::{Channel, Purpose, Relation};
use matter::routing::RoutingCommand;
use matter::{
    Accused, AnswerKind, Command, Decision, Opinion, OversightCommand, RatedFrom, Score, Screening,
    ServiceMethod, Stage,
};
use office::intake::{Receipt, Submission};
use office::setup::Setup;
use office::vault::Identity;
use office::{Moment, Office, OfficeError};
use tempfile::TempDir;

pub use testkit::{post_form, unit_form};

pub const GOVERNMENT: UnitId = UnitId(1);
pub const OFFICE: UnitId = UnitId(2);
pub const HOUSING: UnitId = UnitId(3);
pub const WATER: UnitId = UnitId(4);
pub const TOWNSHIP: UnitId = UnitId(5);
pub const VILLAGE: UnitId = UnitId(6);
pub const DISCIPLINE: UnitId = UnitId(7);

pub const UNITS: [UnitId; 7] = [
    GOVERNMENT, OFFICE, HOUSING, WATER, TOWNSHIP, VILLAGE, DISCIPLINE,
];

/// The administrator's password; hashing is slow in debug builds, so nobody else has a login.
pub const PASSWORD: &str = "青禾县-2026-pass";

pub struct County {
    pub dir: TempDir,
    pub decides_first: DecidesFirst,
    pub office: Arc<Office>,
}

/// Ten o'clock on that day.
pub fn at(day: &str) -> Moment {
    Moment::at(day.parse::<Date>().unwrap().at(10, 0, 0, 0))
}

/// The Monday on which most tests happen.
pub fn today() -> Moment {
    at("2026-03-02")
}

pub fn letter(subject: &str, body: &str) -> Submission {
    Submission {
        place: Some("柳塘镇东岸村".to_owned()),
        people: vec![Identity {
            name: "周远山".to_owned(),
            phone: "13900001234".to_owned(),
            ..Identity::default()
        }],
        screening: Some(asks(Purpose::Appeal)),
        ..testkit::by_mail(OFFICE, subject, body, today())
    }
}

/// A letter about the leaking roof.
pub fn roof() -> Submission {
    letter(
        "屋顶漏水无人维修",
        "去年冬天起屋顶漏水，多次报修没有结果，请尽快安排维修。",
    )
}

/// A clerk's finding: one demand.
pub fn asks(purpose: Purpose) -> Screening {
    Screening {
        demands: vec![(purpose, format!("请求（{}）", purpose.zh()))],
        category: Some("住房".to_owned()),
        ..Screening::default()
    }
}

/// An accusation against units and persons.
pub fn accusation(units: &[UnitId], persons: &[PersonId]) -> Submission {
    Submission {
        screening: Some(Screening {
            category: Some("违纪举报".to_owned()),
            accused: Accused {
                units: units.to_vec(),
                persons: persons.to_vec(),
            },
            ..asks(Purpose::Accusation)
        }),
        ..letter(
            "举报水务局违规收费",
            "水务局工作人员收取管道改造好处费，有收据为证。",
        )
    }
}

pub fn setup() -> Setup {
    Setup {
        office: "青禾县信访局".to_owned(),
        area: Some("青禾县人民政府".to_owned()),
        admin: "admin".to_owned(),
        password: PASSWORD.to_owned(),
    }
}

/// An office with its units and a post of every role in each.
pub fn settle(dir: &Path) -> Office {
    let office = Office::create(testkit::home(dir), setup()).unwrap();
    for (id, name, kind, parent) in [
        (HOUSING, "青禾县住房局", UnitKind::Department, GOVERNMENT),
        (WATER, "青禾县水务局", UnitKind::Department, GOVERNMENT),
        (TOWNSHIP, "柳塘镇人民政府", UnitKind::Township, GOVERNMENT),
        (VILLAGE, "柳塘镇东岸村", UnitKind::Village, TOWNSHIP),
        (
            DISCIPLINE,
            "青禾县纪委监委",
            UnitKind::Discipline,
            GOVERNMENT,
        ),
    ] {
        let made = office.put_unit(
            Actor::System,
            unit_form(name, kind, parent),
            at("2026-01-05"),
        );
        assert_eq!(made.unwrap(), id);
    }
    for unit in UNITS {
        for role in [Role::Clerk, Role::Handler, Role::Leader, Role::Supervisor] {
            let form = post_form(unit, role, &format!("{unit}号单位{}", role.zh()));
            office
                .put_post(Actor::System, form, at("2026-01-05"))
                .unwrap();
        }
    }
    confirm_all(&office, at("2026-01-05"));
    office
}

/// Whoever may confirm does so, until nothing more can be: at first the leader of the petition office, for the own post too.
pub fn confirm_all(office: &Office, moment: Moment) {
    let org = office.org();
    let mut leaders = org.posts();
    leaders.retain(|post| post.active && post.role == Role::Leader);
    leaders.sort_by_key(|post| post.unit != OFFICE);
    for leader in leaders {
        let leader = Viewer::of(leader, &office.org());
        for waiting in office.posts_to_confirm(&leader, moment).unwrap() {
            if waiting.verdict.is_ok() {
                let viewer = Viewer::of(office.org().post(leader.post).unwrap(), &office.org());
                office
                    .confirm_post(&viewer, waiting.post.id, moment)
                    .unwrap();
            }
        }
    }
}

/// Whoever holds the post of a role in a unit.
pub fn viewer_in(office: &Office, unit: UnitId, role: Role) -> Viewer {
    let org = office.org();
    let post = org
        .posts()
        .into_iter()
        .find(|post| post.unit == unit && post.role == role)
        .unwrap();
    Viewer::of(post, &org)
}

/// Whatever a test tried: what was refused had written nothing that had to be undone.
pub struct DecidesFirst {
    office: Weak<Office>,
    broken: AtomicBool,
}

impl Drop for DecidesFirst {
    fn drop(&mut self) {
        let Some(office) = self.office.upgrade() else {
            return;
        };
        if !std::thread::panicking() && !self.broken.load(Ordering::Relaxed) {
            let undone = office.store().writer().undone();
            assert_eq!(undone, 0, "a job wrote before it was refused");
        }
    }
}

impl County {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let office = Arc::new(settle(&dir.path().join("data")));
        Self {
            dir,
            decides_first: DecidesFirst {
                office: Arc::downgrade(&office),
                broken: AtomicBool::new(false),
            },
            office,
        }
    }

    /// The test breaks the ledger: what fails by that may have written before.
    pub fn breaks(&self) {
        self.decides_first.broken.store(true, Ordering::Relaxed);
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    pub fn viewer(&self, unit: UnitId, role: Role) -> Viewer {
        viewer_in(&self.office, unit, role)
    }

    /// Everybody there is.
    pub fn everybody(&self) -> Vec<Viewer> {
        let org = self.office.org();
        let viewer = |post: &kernel::org::Post| Viewer::of(post, &org);
        org.posts().into_iter().map(viewer).collect()
    }

    pub fn leader(&self, unit: UnitId) -> PostId {
        self.viewer(unit, Role::Leader).post
    }

    pub fn register(&self, submission: Submission) -> Receipt {
        let clerk = self.viewer(submission.office, Role::Clerk);
        self.office.register(&clerk, submission, today()).unwrap()
    }

    /// A post acts on the matter as it stands.
    pub fn does(&self, unit: UnitId, role: Role, id: MatterId, day: &str, command: Command) {
        let action = command.action();
        if let Err(error) = self.tries(unit, role, id, day, command) {
            panic!("{} failed: {error}", action.zh());
        }
    }

    pub fn tries(
        &self,
        unit: UnitId,
        role: Role,
        id: MatterId,
        day: &str,
        command: Command,
    ) -> Result<(), OfficeError> {
        let version = self.office.version(id).unwrap();
        self.office
            .act(&self.viewer(unit, role), id, version, command, at(day))
    }

    pub fn stage(&self, id: MatterId) -> Stage {
        self.matter(id).stage
    }

    pub fn matter(&self, id: MatterId) -> matter::Matter {
        let reader = self.office.store().reader().unwrap();
        store::ledger::load(&reader, id).unwrap().unwrap().0
    }

    /// A roof letter sent to the housing department and accepted there on 5 March.
    pub fn accepted(&self) -> Receipt {
        let receipt = self.register(roof());
        self.does(
            OFFICE,
            Role::Clerk,
            receipt.matter,
            "2026-03-03",
            transfer(HOUSING),
        );
        self.does(
            HOUSING,
            Role::Leader,
            receipt.matter,
            "2026-03-05",
            Command::Accept,
        );
        receipt
    }

    /// A roof letter answered with an opinion on 20 March.
    pub fn answered(&self) -> Receipt {
        let receipt = self.accepted();
        let id = receipt.matter;
        let heard = Command::Hear {
            note: "电话听取".to_owned(),
        };
        self.does(HOUSING, Role::Handler, id, "2026-03-10", heard);
        self.does(
            HOUSING,
            Role::Leader,
            id,
            "2026-03-20",
            opinion(self.leader(HOUSING)),
        );
        receipt
    }

    /// The answer of a matter gets its document.
    pub fn issues_answer(&self, unit: UnitId, id: MatterId, day: &str) {
        let viewer = self.viewer(unit, Role::Handler);
        let issued = self.office.issue_next_answer(&viewer, id, at(day)).unwrap();
        assert!(issued.is_some(), "an answer waits for its document");
    }

    /// A roof letter whose opinion was served on 24 March.
    pub fn served(&self) -> Receipt {
        let receipt = self.answered();
        self.issues_answer(HOUSING, receipt.matter, "2026-03-24");
        self.does(
            HOUSING,
            Role::Clerk,
            receipt.matter,
            "2026-03-24",
            serve("2026-03-24"),
        );
        receipt
    }

    /// A month in which nearly everything happens; returns its matters.
    pub fn busy_life(&self) -> Vec<MatterId> {
        let done = self.served();
        let place = "10.0.0.1";
        let (number, code) = (done.number.as_str(), done.code.as_str());
        let rated = Some(Score::Basically);
        self.office
            .petitioner(number, code, place, at("2026-03-25"))
            .and_then(|one| one.rate(None, rated, ("来得有些慢".to_owned(), RatedFrom::Elsewhere)))
            .unwrap();
        let closing = Command::Close {
            note: String::new(),
        };
        self.does(HOUSING, Role::Clerk, done.matter, "2026-03-26", closing);
        let running = self.accepted();
        let extension = Command::Extend {
            days: 10,
            approver: Some(self.leader(HOUSING)),
            reason: "需要鉴定".to_owned(),
            remark: String::new(),
        };
        self.does(
            HOUSING,
            Role::Leader,
            running.matter,
            "2026-03-12",
            extension,
        );
        let repeat = self.register(Submission {
            join: Some((running.matter, Relation::Repeat)),
            ..roof()
        });
        let objected = self.objected_and_assigned();
        let mut all = vec![done.matter, running.matter, repeat.matter, objected];
        all.extend(self.less_common());
        all
    }

    /// A busy life, and what else leaves rows: a contribution owed, an order awaited, a document issued, a right that runs.
    pub fn everything(&self) -> Vec<MatterId> {
        let mut all = self.busy_life();
        let helped = self.accepted().matter;
        let ask = Command::Routing(RoutingCommand::AskCoHandler {
            unit: WATER,
            request: "查明管道漏水原因".to_owned(),
            due: "2026-03-20".parse().unwrap(),
        });
        self.does(HOUSING, Role::Handler, helped, "2026-03-06", ask);
        let ordered = self.accepted().matter;
        let order = OrderText {
            ground: kernel::rulebook::GroundCode::new("SV2"),
            form: SupervisionForm::Online,
            problem: "推诿".to_owned(),
            demand: "十日内答复".to_owned(),
            by: "2026-03-26".parse().unwrap(),
            approver: None,
        };
        let order = OversightCommand::Supervision(SupervisionCommand::Order(order));
        self.does(
            OFFICE,
            Role::Supervisor,
            ordered,
            "2026-03-16",
            Command::Oversight(order),
        );
        let noticed = self.accepted().matter;
        let viewer = self.viewer(HOUSING, Role::Handler);
        let file = self
            .office
            .matter_file(&viewer, noticed, at("2026-03-05"))
            .unwrap();
        let template = self.office.documents().templates().get("D03").unwrap();
        let mut values = self.office.prefilled(template, &file);
        values.insert("contact".to_owned(), "周一鸣".to_owned());
        self.office
            .issue_document(
                &viewer,
                noticed,
                file.matter.version,
                ("D03", values),
                at("2026-03-05"),
            )
            .unwrap();
        all.extend([helped, ordered, noticed, self.served().matter]);
        all
    }

    fn objected_and_assigned(&self) -> MatterId {
        let id = self.register(roof()).matter;
        self.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
        let objection = Command::Object {
            ground: kernel::rulebook::GroundCode::new("RT1"),
            reason: "属于水务局职责".to_owned(),
            believed: Some(WATER),
        };
        self.does(HOUSING, Role::Handler, id, "2026-03-04", objection);
        let agreed = Command::AgreeObjection {
            note: "异议成立".to_owned(),
        };
        self.does(OFFICE, Role::Clerk, id, "2026-03-05", agreed);
        let assigned = Command::Assign {
            to: WATER,
            report_by: "2026-04-10".parse().unwrap(),
            note: "请按期反馈".to_owned(),
        };
        self.does(OFFICE, Role::Clerk, id, "2026-03-06", assigned);
        id
    }

    /// An accusation that an accused owner lost, an online petition with a file, a join that was undone, a suggestion.
    fn less_common(&self) -> Vec<MatterId> {
        let mut accused = accusation(&[], &[self.viewer(HOUSING, Role::Clerk).person]);
        accused.people.clear();
        let accused = self.register(accused).matter;
        self.does(OFFICE, Role::Clerk, accused, "2026-03-03", transfer(WATER));
        let named = Command::NameAccused(Accused {
            units: vec![WATER],
            persons: Vec::new(),
        });
        self.does(OFFICE, Role::Clerk, accused, "2026-03-04", named);
        let file = self
            .office
            .keep_file("照片说明.txt", "屋顶照片三张".as_bytes(), true)
            .unwrap();
        let online = self.office.submit(
            Submission {
                channel: Channel::Online,
                screening: None,
                attachments: vec![file],
                related: Vec::new(),
                extra: std::collections::BTreeMap::new(),
                ..roof()
            },
            today(),
        );
        let online = online.unwrap();
        let more = "补充：昨天又漏了".to_owned();
        self.office
            .petitioner(&online.number, &online.code, "10.0.0.2", at("2026-03-03"))
            .and_then(|one| one.supplement(more, Vec::new()))
            .unwrap();
        let clerk = self.viewer(OFFICE, Role::Clerk);
        let guest = self.register(roof()).matter;
        let version = self.office.version(guest).unwrap();
        self.office
            .join(
                &clerk,
                guest,
                version,
                online.matter,
                Relation::Joint,
                at("2026-03-03"),
            )
            .unwrap();
        self.office
            .undo_join(&clerk, guest, 0, "并错了".to_owned(), at("2026-03-04"))
            .unwrap();
        let mut suggestion = roof();
        suggestion.screening = Some(asks(Purpose::Suggestion));
        vec![
            accused,
            online.matter,
            guest,
            self.register(suggestion).matter,
        ]
    }
}

pub fn transfer(to: UnitId) -> Command {
    Command::Transfer {
        to,
        note: "请依法办理".to_owned(),
    }
}

pub fn opinion(signer: PostId) -> Command {
    Command::IssueOpinion {
        opinion: Opinion {
            request: "请求维修屋顶".to_owned(),
            facts: "经现场查看，屋顶防水层破损".to_owned(),
            opinion: "三十日内维修".to_owned(),
            basis: "《住宅专项维修资金管理办法》第二十二条".to_owned(),
            decisions: vec![(DemandId(1), Decision::Support)],
            lines: Vec::new(),
        },
        signer,
    }
}

pub fn serve(on: &str) -> Command {
    Command::Serve {
        answer: AnswerId(1),
        method: ServiceMethod::InPerson,
        on: on.parse().unwrap(),
        proof: "本人签收".to_owned(),
    }
}

pub fn note(text: &str) -> Command {
    Command::Note(text.to_owned())
}

/// Whether an error is "not found".
pub fn hidden<T: std::fmt::Debug>(outcome: Result<T, OfficeError>) -> bool {
    match outcome {
        Err(OfficeError::NotFound) => true,
        other => {
            eprintln!("not hidden: {other:?}");
            false
        }
    }
}

/// The words of a reply taken over from an older record.
pub fn past_reply(kind: &AnswerKind) -> Option<&str> {
    match kind {
        AnswerKind::PastReply { text, .. } => Some(text),
        _ => None,
    }
}
