//! An office with its people, asked as browsers ask it.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use huiyin_web as web;
use kernel::org::{Role, UnitKind};
use kernel::{MatterId, UnitId};
use matter::petition::{Channel, Purpose};
use matter::{Accused, Screening};
use office::intake::Submission;
use office::matter_file::MatterFile;
use office::vault::Identity;
use office::{Moment, Office, Viewer};
use testkit::{Plan, PostPlan, UnitPlan, encoded, multipart};
use tower::ServiceExt;
use web::App;

pub use testkit::{FRONT as OFFICE, plain};

pub const PASSWORD: &str = "a-long-enough-password";

/// A petition office with two departments and a discipline organ.
pub struct World {
    pub office: Arc<Office>,
    router: Router,
    pub housing: UnitId,
    pub traffic: UnitId,
    _dir: tempfile::TempDir,
}

/// Somebody signed in.
pub struct Person {
    pub cookie: String,
    pub csrf: String,
    pub viewer: Viewer,
}

pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl World {
    pub fn new() -> Self {
        Self::under("")
    }

    /// The same office under a local rulebook; an empty text is none.
    pub fn under(local: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let (housing, traffic, discipline) = (UnitId(3), UnitId(4), UnitId(5));
        let post = |unit, login, name, role: Role| PostPlan {
            unit,
            name,
            title: role.zh(),
            role,
            login: Some(login),
        };
        let plan = Plan {
            office: "青川县信访局",
            area: None,
            password: PASSWORD,
            rulebook: local,
            units: &[
                UnitPlan::of_area("青川县住房和城乡建设局", UnitKind::Department),
                UnitPlan::of_area("青川县交通运输局", UnitKind::Department),
                UnitPlan::of_area("青川县纪委监委", UnitKind::Discipline),
            ],
            posts: &[
                post(OFFICE, "clerk", "林静", Role::Clerk),
                post(OFFICE, "chief", "方远", Role::Leader),
                post(housing, "housing", "周一鸣", Role::Handler),
                post(housing, "housing-head", "许立", Role::Leader),
                post(traffic, "traffic", "韩冬", Role::Handler),
                post(traffic, "traffic-head", "孟晓", Role::Leader),
                post(discipline, "discipline", "石岩", Role::Handler),
                post(discipline, "discipline-head", "罗成", Role::Leader),
            ],
            since: Moment::now(),
        };
        let office = Arc::new(plan.settle(&data));
        let app = App::new(Arc::clone(&office));
        Self {
            router: web::router(app),
            office,
            housing,
            traffic,
            _dir: dir,
        }
    }

    pub fn sign_in(&self, login: &str) -> Person {
        let now = Moment::now();
        let cookie = self.office.sign_in(login, PASSWORD, "test", now).unwrap();
        let signed_in = self.office.signed_in(&cookie, now).unwrap().unwrap();
        Person {
            cookie,
            csrf: signed_in.csrf,
            viewer: signed_in.viewer,
        }
    }

    /// A petition from the public page; `screening` makes it one registered at the window.
    pub fn petition(&self, subject: &str, screening: Option<Screening>) -> MatterId {
        let body = "和平小区三号楼屋面漏水，物业一直不修，请求查明并督促维修。";
        let submission = Submission {
            channel: Channel::Online,
            place: Some("和平小区".to_owned()),
            people: vec![Identity {
                name: "陈小满".to_owned(),
                phone: "13900002046".to_owned(),
                ..Identity::default()
            }],
            screening,
            ..testkit::by_mail(OFFICE, subject, body, Moment::now())
        };
        self.office
            .submit(submission, Moment::now())
            .unwrap()
            .matter
    }

    pub fn registered(&self, purpose: Purpose, accused: Accused) -> MatterId {
        let screening = testkit::asks(purpose, "维修三号楼屋面", accused);
        self.petition("三号楼屋面漏水", Some(screening))
    }

    /// An appeal accepted by the housing department.
    pub async fn accepted(&self) -> (MatterId, Person) {
        let id = self.registered(Purpose::Appeal, Accused::default());
        let clerk = self.sign_in("clerk");
        self.done(&clerk, id, "transfer", &[("to", &self.housing.to_string())])
            .await;
        let housing = self.sign_in("housing");
        self.done(&housing, id, "accept", &[]).await;
        (id, housing)
    }

    pub async fn send(&self, request: Request<Body>) -> Page {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, who: &Person, path: &str) -> Page {
        let request = Request::get(path)
            .header(header::COOKIE, format!("huiyin_session={}", who.cookie))
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    pub async fn post(&self, who: &Person, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut pairs = vec![("csrf", who.csrf.as_str())];
        pairs.extend(fields);
        let request = Request::post(path)
            .header(header::COOKIE, format!("huiyin_session={}", who.cookie))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(&pairs)))
            .unwrap();
        self.send(request).await
    }

    /// Opens an action's form and sends it, as a browser would.
    pub async fn act(
        &self,
        who: &Person,
        id: MatterId,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let path = format!("/matters/{id}/act/{action}");
        let form = self.get(who, &path).await;
        assert_eq!(
            form.status,
            StatusCode::OK,
            "{action}: {}",
            text(&form.body)
        );
        let carried = carried(&form.body);
        let mut all: Vec<(&str, &str)> = carried
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        all.extend(fields);
        self.post(who, &path, &all).await
    }

    pub async fn done(&self, who: &Person, id: MatterId, action: &str, fields: &[(&str, &str)]) {
        let page = self.act(who, id, action, fields).await;
        assert_eq!(
            page.status,
            StatusCode::SEE_OTHER,
            "{action}: {}",
            text(&page.body)
        );
    }

    /// Records what a leader signed on paper, with its scan.
    pub async fn on_paper(
        &self,
        who: &Person,
        id: MatterId,
        action: &str,
        fields: &[(&str, &str)],
    ) {
        let page = self.paper(who, id, action, fields).await;
        assert_eq!(
            page.status,
            StatusCode::SEE_OTHER,
            "{action}: {}",
            text(&page.body)
        );
    }

    pub async fn paper(
        &self,
        who: &Person,
        id: MatterId,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let path = format!("/matters/{id}/act/{action}");
        let form = self.get(who, &path).await;
        let version = hidden(&form.body, "based_on");
        let mut all = vec![("csrf", who.csrf.as_str()), ("based_on", version.as_str())];
        all.extend(fields);
        if !fields.iter().any(|(name, _)| *name == "paper_reason") {
            all.push(("paper_reason", "负责人没有账号"));
        }
        let scan: &[u8] = b"%PDF-1.4\n%%EOF\n";
        let files = [("scan", "scan.pdf", "application/pdf", scan)];
        let (media, body) = multipart(&all, &files);
        let request = Request::post(path)
            .header(header::COOKIE, format!("huiyin_session={}", who.cookie))
            .header(header::CONTENT_TYPE, media)
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Issues the document of the answer that waits for it.
    pub async fn issues(&self, who: &Person, id: MatterId) {
        self.office
            .issue_next_answer(&who.viewer, id, Moment::now())
            .unwrap()
            .expect("an answer waits for its document");
    }

    /// Serves the matter's newest document, on its own page.
    pub async fn serve(&self, who: &Person, id: MatterId, fields: &[(&str, &str)]) -> Page {
        let matter = self.file(who, id).matter;
        let document = matter.documents.last().expect("something is issued").id;
        let version = matter.version.to_string();
        let mut all = vec![("based_on", version.as_str())];
        all.extend(fields.iter().map(|(name, value)| match *name {
            "proof" => ("words", *value),
            name => (name, *value),
        }));
        self.post(
            who,
            &format!("/matters/{id}/documents/{document}/serve"),
            &all,
        )
        .await
    }

    pub async fn serves(&self, who: &Person, id: MatterId, fields: &[(&str, &str)]) {
        let page = self.serve(who, id, fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", text(&page.body));
    }

    pub async fn upload(&self, who: &Person, id: MatterId, name: &str, content: &[u8]) -> Page {
        let path = format!("/matters/{id}/act/attach");
        let form = self.get(who, &path).await;
        let version = hidden(&form.body, "based_on");
        let fields = [("csrf", who.csrf.as_str()), ("based_on", version.as_str())];
        let files = [("files", name, "image/png", content)];
        let (media, body) = multipart(&fields, &files);
        let request = Request::post(path)
            .header(header::COOKIE, format!("huiyin_session={}", who.cookie))
            .header(header::CONTENT_TYPE, media)
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub fn file(&self, who: &Person, id: MatterId) -> MatterFile {
        self.office
            .matter_file(&who.viewer, id, Moment::now())
            .unwrap()
    }
}

/// The value that the form carries along in this field.
pub fn hidden(body: &str, name: &str) -> String {
    testkit::hidden(body, name).expect("the form carries the field")
}

/// What a form carries along besides what people fill in.
pub fn carried(body: &str) -> Vec<(&'static str, String)> {
    ["based_on", "once", "suggested"]
        .into_iter()
        .filter(|name| body.contains(&format!("name=\"{name}\" value=\"")))
        .map(|name| (name, hidden(body, name)))
        .collect()
}

/// The words of a page, for messages of failed tests.
pub fn text(body: &str) -> String {
    let main = body.split("<main").nth(1).unwrap_or(body);
    plain(main)
        .split_whitespace()
        .take(60)
        .collect::<Vec<_>>()
        .join(" ")
}
