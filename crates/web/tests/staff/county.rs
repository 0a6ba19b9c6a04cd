//! A small county, and a browser to look at it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use huiyin_web::App;
use jiff::ToSpan;
use kernel::access::{Actor, Viewer};
use kernel::org::{Role, UnitKind};
use kernel::{MatterId, PersonId, UnitId};
use matter::petition::{Channel, Purpose};
use matter::{Accused, Command};
use office::intake::{Receipt, Submission};
use office::organisation::PostForm;
use office::vault::Identity;
use office::{Moment, Office};
use tempfile::TempDir;
use testkit::{FRONT, Plan, PostPlan, UnitPlan, hidden, post_form};
use tower::ServiceExt;

pub use testkit::{between, encoded};

pub const PASSWORD: &str = "a long password";

pub struct County {
    _dir: TempDir,
    pub office: Arc<Office>,
    pub petition_office: UnitId,
    pub traffic: UnitId,
    pub town: UnitId,
}

impl County {
    /// A petition office with a clerk and a deputy, a department and a town with a handler each, and an administrator.
    pub fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let (traffic, town) = (UnitId(3), UnitId(4));
        let post = |unit, name, role: Role, title, login| PostPlan {
            unit,
            name,
            title,
            role,
            login: Some(login),
        };
        let plan = Plan {
            office: "清河县信访局",
            area: None,
            password: PASSWORD,
            rulebook: "",
            units: &[
                UnitPlan::of_area("清河县交通运输局", UnitKind::Department),
                UnitPlan::of_area("青石镇人民政府", UnitKind::Township),
                UnitPlan::of_area("清河县纪委监委", UnitKind::Discipline),
            ],
            posts: &[
                post(FRONT, "林静", Role::Clerk, "登记岗", "clerk"),
                post(FRONT, "周衡", Role::Leader, "负责人岗", "deputy"),
                post(traffic, "丁越", Role::Handler, "承办岗", "traffic"),
                post(town, "方晴", Role::Handler, "承办岗", "town"),
            ],
            since: Moment::now(),
        };
        Self {
            office: Arc::new(plan.settle(dir.path())),
            _dir: dir,
            petition_office: FRONT,
            traffic,
            town,
        }
    }

    pub fn post_of(
        &self,
        person: Option<PersonId>,
        unit: UnitId,
        name: &str,
        role: Role,
        login: &str,
    ) {
        let form = PostForm {
            person,
            title: format!("{}岗", role.zh()),
            login: login.to_owned(),
            password: PASSWORD.to_owned(),
            ..post_form(unit, role, name)
        };
        self.office
            .put_post(Actor::System, form, Moment::now())
            .unwrap();
        self.confirm_all();
    }

    /// Nothing about any post waits for a second person any more.
    pub fn confirm_all(&self) {
        testkit::confirm_all(&self.office, Moment::now());
    }

    /// Who signs in with a login that is named after the post's unit.
    pub fn viewer(&self, name: &str) -> Viewer {
        let org = self.office.org();
        let post = org
            .posts()
            .into_iter()
            .find(|post| post.person_name == name)
            .unwrap()
            .clone();
        Viewer::of(&post, &org)
    }

    /// A clerk of the petition office registers an appeal received so many days ago.
    pub fn appeal(&self, subject: &str, days_ago: i64) -> Receipt {
        self.arrival(
            Channel::Letter,
            subject,
            days_ago,
            Purpose::Appeal,
            Accused::default(),
        )
    }

    pub fn arrival(
        &self,
        channel: Channel,
        subject: &str,
        days_ago: i64,
        purpose: Purpose,
        accused: Accused,
    ) -> Receipt {
        let now = Moment::now();
        let submission = Submission {
            channel,
            received: now.today().checked_sub(days_ago.days()).unwrap(),
            screening: Some(testkit::asks(purpose, "请求处理", accused)),
            ..self.submission(subject)
        };
        self.office
            .register(&self.viewer("林静"), submission, now)
            .unwrap()
    }

    /// A letter of today with one demand.
    pub fn submission(&self, subject: &str) -> Submission {
        let body = format!("{subject}。请求尽快处理。");
        Submission {
            people: vec![Identity {
                name: "陈石".to_owned(),
                ..Identity::default()
            }],
            screening: Some(testkit::appeal("请求处理")),
            ..testkit::by_mail(self.petition_office, subject, &body, Moment::now())
        }
    }

    pub fn transfer(&self, matter: MatterId, to: UnitId) {
        let clerk = self.viewer("林静");
        let version = self
            .office
            .matter_file(&clerk, matter, Moment::now())
            .unwrap()
            .matter
            .version;
        let command = Command::Transfer {
            to,
            note: "请依法处理".to_owned(),
        };
        self.office
            .act(&clerk, matter, version, command, Moment::now())
            .unwrap();
    }

    /// Brings the search index up to date.
    pub fn index(&self) {
        self.office.catch_up(&mut |_| {}).unwrap();
    }

    pub fn browser(&self) -> Browser {
        let app = App::new(Arc::clone(&self.office));
        Browser {
            router: huiyin_web::router(app),
            cookie: None,
            csrf: String::new(),
        }
    }

    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser
            .post("/sign-in", &[("login", login), ("password", PASSWORD)])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let home = if login == "admin" {
            "/admin/units"
        } else {
            "/work"
        };
        browser.csrf = browser.get(home).await.input("csrf");
        browser
    }
}

pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
    pub csrf: String,
}

pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub disposition: String,
    pub body: String,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form as a page would that carries no session token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(encoded(fields))).await
    }

    /// Sends a form of a page of ours.
    pub async fn send_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .copied()
            .chain([("csrf", csrf.as_str())])
            .collect();
        self.post(path, &fields).await
    }

    /// Sends a form as a page of ours does that takes files, with one or without.
    pub async fn send_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &str, &str)>,
    ) -> Page {
        let file = file.map(|(field, name, words)| (field, name, "text/plain", words.as_bytes()));
        let files: Vec<_> = file.into_iter().collect();
        let (media, body) = testkit::multipart(fields, &files);
        let request = Request::post(path).header(header::CONTENT_TYPE, media);
        self.send(request, Body::from(body)).await
    }

    /// Sends one file with the form.
    pub async fn send_file(&mut self, path: &str, field: &str, name: &str, content: &str) -> Page {
        let fields = [("csrf", self.csrf.as_str())];
        let files = [(field, name, "text/csv", content.as_bytes())];
        let (media, body) = testkit::multipart(&fields, &files);
        let request = Request::post(path).header(header::CONTENT_TYPE, media);
        self.send(request, Body::from(body)).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Page {
        let cookie = self.cookie.clone().unwrap_or_default();
        let request = request.header(header::COOKIE, cookie).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let text = |name| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let (location, disposition, set) = (
            text(header::LOCATION),
            text(header::CONTENT_DISPOSITION),
            text(header::SET_COOKIE),
        );
        if let Some(cookie) = set
            .split(';')
            .next()
            .filter(|cookie| cookie.starts_with("huiyin_session="))
        {
            self.cookie = Some(cookie.to_owned());
        }
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        Page {
            status,
            location,
            disposition,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

impl Page {
    /// The value of a hidden field.
    pub fn input(&self, name: &str) -> String {
        hidden(&self.body, name).unwrap_or_default()
    }

    /// The matters the rows of a list lead to.
    pub fn rows(&self) -> Vec<i64> {
        between(&self.body, "class=\"row-link\" href=\"/matters/", "\"")
            .iter()
            .map(|id| id.parse().unwrap())
            .collect()
    }

    /// "共 N 件".
    pub fn total(&self) -> u64 {
        between(&self.body, "共 <b>", "</b> 件")
            .first()
            .unwrap_or_else(|| panic!("{}", self.body))
            .parse()
            .unwrap()
    }

    /// Where the next page of a list is.
    pub fn next(&self) -> Option<String> {
        between(&self.body, "rel=\"next\" href=\"", "\"")
            .first()
            .map(|href| href.replace("&amp;", "&"))
    }

    pub fn has(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}
