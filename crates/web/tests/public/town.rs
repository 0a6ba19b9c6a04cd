//! A small office with one of everything the public pages need, and its staff at work.

use std::sync::Arc;

use huiyin_web::{App, router};
use kernel::access::{Actor, Viewer};
use kernel::org::{Role, UnitKind};
use kernel::{AnswerId, DemandId, MatterId, PostId, UnitId};
use matter::petition::Purpose;
use matter::{Accused, Command, Decision, Opinion, Screening, ServiceMethod};
use office::lists::{Filter, Order};
use office::organisation::{PostForm, UnitForm};
use office::{Moment, Office};
use testkit::{AREA, Plan, post_form, unit_form};

use crate::browser::Browser;

pub use testkit::{FRONT, on_paper};

pub struct Town {
    pub browser: Browser,
    pub office: Arc<Office>,
    pub roads: UnitId,
    pub township: UnitId,
    /// Whoever registers what the township receives.
    pub township_clerk: Viewer,
    pub clerk: Viewer,
    pub handler: Viewer,
    pub head: PostId,
    _dir: tempfile::TempDir,
}

/// What the petitioner took home.
pub struct Slip {
    pub number: String,
    pub code: String,
    pub matter: MatterId,
}

impl Town {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let plan = Plan {
            office: "云泽县信访局",
            area: None,
            password: "a long password",
            rulebook: "",
            units: &[],
            posts: &[],
            since: Moment::now(),
        };
        let office = Arc::new(plan.settle(&dir.path().join("data")));
        let township = unit(&office, "柳溪镇人民政府", UnitKind::Township);
        let roads = unit(&office, "云泽县交通运输局", UnitKind::Department);
        unit(&office, "云泽县纪委监委", UnitKind::Discipline);
        let township_clerk = post(&office, township, "镇登记丁", Role::Clerk);
        let clerk = post(&office, FRONT, "登记甲", Role::Clerk);
        let handler = post(&office, roads, "承办乙", Role::Handler);
        let head = post(&office, roads, "局长丙", Role::Leader).post;
        let app = App::new(Arc::clone(&office));
        Self {
            browser: Browser::new(router(app)),
            office,
            roads,
            township,
            township_clerk,
            clerk,
            handler,
            head,
            _dir: dir,
        }
    }

    /// The cookie of a browser that is signed in as staff.
    pub async fn session(&self) -> String {
        let fields = [("login", "admin"), ("password", "a long password")];
        let response = self.browser.post_raw("/sign-in", &fields).await;
        let set = response.headers()[axum::http::header::SET_COOKIE]
            .to_str()
            .unwrap();
        set.split(';').next().unwrap().to_owned()
    }

    /// The matters the clerk sees.
    pub fn matters(&self) -> Vec<MatterId> {
        let page = self
            .office
            .list(&self.clerk, &Filter::default(), Order::Newest, None)
            .unwrap();
        page.lines.iter().map(|line| line.id).collect()
    }

    pub fn act(&self, viewer: &Viewer, matter: MatterId, command: Command) {
        let now = Moment::now();
        let version = self
            .office
            .matter_file(viewer, matter, now)
            .unwrap()
            .matter
            .version;
        self.office
            .act(viewer, matter, version, command, now)
            .unwrap();
    }

    /// Registers an appeal and sends it to the roads department.
    pub fn route(&self, matter: MatterId) {
        self.act(
            &self.clerk,
            matter,
            Command::Register(screening(Purpose::Appeal, Accused::default())),
        );
        self.act(
            &self.clerk,
            matter,
            Command::Transfer {
                to: self.roads,
                note: "请阅，内部备注".to_owned(),
            },
        );
    }

    /// Takes a routed appeal to its served opinion.
    pub fn answer(&self, matter: MatterId) {
        self.act(&self.handler, matter, Command::Accept);
        self.act(
            &self.handler,
            matter,
            Command::Hear {
                note: "电话听取，内部记录".to_owned(),
            },
        );
        let opinion = Opinion {
            request: "修复路灯".to_owned(),
            facts: "现场查看三盏路灯不亮。".to_owned(),
            opinion: "一周内修复。".to_owned(),
            basis: "《城市道路照明设施管理规定》".to_owned(),
            decisions: vec![(DemandId(1), Decision::Support)],
            lines: Vec::new(),
        };
        self.act(
            &self.handler,
            matter,
            on_paper(Command::IssueOpinion {
                opinion,
                signer: self.head,
            }),
        );
        self.office
            .issue_next_answer(&self.handler, matter, Moment::now())
            .unwrap();
        let serve = Command::Serve {
            answer: AnswerId(1),
            method: ServiceMethod::Web,
            on: Moment::now().today(),
            proof: String::new(),
        };
        self.act(&self.handler, matter, serve);
    }

    /// Submits on the public page.
    pub async fn petition(&self, body: &str) -> Slip {
        let before = self.matters();
        self.first_steps(body).await;
        let page = self.browser.post("/submit/send", &[]).await;
        let matter = self
            .matters()
            .into_iter()
            .find(|id| !before.contains(id))
            .unwrap();
        Slip {
            number: page.detail(0),
            code: page.detail(1),
            matter,
        }
    }

    /// The first two steps filled in.
    pub async fn first_steps(&self, body: &str) {
        let what = [
            ("accuses", "no"),
            ("subject", "路灯不亮"),
            ("body", body),
            ("place", "柳溪镇"),
            ("office", "2"),
        ];
        self.steps(&what).await;
    }

    /// The first step as given, and the second.
    pub async fn steps(&self, what: &[(&str, &str)]) {
        let page = self.browser.post("/submit", what).await;
        assert_eq!(page.address, "/submit/who", "{}", page.text);
        let who = [("who", "named"), ("name", "甲某"), ("phone", "13800000000")];
        let page = self
            .browser
            .upload("/submit/who", &who, &[("照片.png", PNG)])
            .await;
        assert!(page.address.starts_with("/submit/check"), "{}", page.text);
    }
}

/// The smallest bytes that are a picture.
pub const PNG: &[u8] = &[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];

pub fn screening(purpose: Purpose, accused: Accused) -> Screening {
    testkit::asks(purpose, "解决所反映的问题", accused)
}

fn unit(office: &Office, name: &str, kind: UnitKind) -> UnitId {
    let form = UnitForm {
        address: "柳溪路8号".to_owned(),
        phone: "0000-7654321".to_owned(),
        hours: "周一至周五 8:30–17:30".to_owned(),
        ..unit_form(name, kind, AREA)
    };
    office.put_unit(Actor::System, form, Moment::now()).unwrap()
}

fn post(office: &Office, unit: UnitId, name: &str, role: Role) -> Viewer {
    let form = PostForm {
        title: "岗位".to_owned(),
        ..post_form(unit, role, name)
    };
    let post = office.put_post(Actor::System, form, Moment::now()).unwrap();
    office.confirm_post_as_keeper(post, Moment::now()).unwrap();
    let org = office.org();
    Viewer::of(org.post(post).unwrap(), &org)
}
