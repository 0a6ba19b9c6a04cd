//! A small county behind a real server on a free port.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use kernel::UnitId;
use kernel::access::Actor;
use kernel::org::{Role, UnitKind};
use office::background::Job;
use office::organisation::{PostForm, UnitForm};
use office::{Moment, Office};
use testkit::{AREA, Plan, post_form, unit_form};

/// The password of every account here.
pub const PASSWORD: &str = "long-enough-1";

/// A served office; it ends with the test.
pub struct Site {
    /// Its address.
    pub url: String,
    /// The use cases, for what no page shows.
    pub office: Arc<Office>,
    _data: tempfile::TempDir,
}

impl Site {
    /// Starts a county: petition office, two departments, a township with a village, the discipline organ.
    pub async fn start() -> Self {
        Self::serving(true).await
    }

    /// The same for browsers that run no scripts: every page forbids them. Switched off in the browser itself, they would
    /// be missing to its driver too.
    pub async fn start_without_scripts() -> Self {
        Self::serving(false).await
    }

    async fn serving(scripts: bool) -> Self {
        let data = tempfile::tempdir().unwrap();
        let plan = Plan {
            office: "柳溪县信访局",
            area: Some("柳溪县委、县政府"),
            password: PASSWORD,
            rulebook: "",
            units: &[],
            posts: &[],
            since: Moment::now(),
        };
        let office = plan.settle(&data.path().join("data"));
        let root = Some(UnitId(1));
        let labour = unit(&office, root, "柳溪县人社局", UnitKind::Department);
        let housing = unit(&office, root, "柳溪县住建局", UnitKind::Department);
        let town = unit(&office, root, "青石镇", UnitKind::Township);
        unit(&office, Some(town), "东岭村", UnitKind::Village);
        let discipline = unit(&office, root, "柳溪县纪委监委", UnitKind::Discipline);
        for (unit, name, title, role, login) in [
            (UnitId(2), "林窗口", "窗口登记岗", Role::Clerk, "clerk"),
            (
                UnitId(2),
                "沈督查",
                "督查岗",
                Role::Supervisor,
                "supervisor",
            ),
            (labour, "周承办", "信访承办岗", Role::Handler, "labour"),
            (labour, "吴局长", "局长", Role::Leader, "labour-head"),
            (housing, "郑承办", "信访承办岗", Role::Handler, "housing"),
            (housing, "王局长", "局长", Role::Leader, "housing-head"),
            (UnitId(1), "高县长", "县长", Role::Leader, "county-head"),
            (
                discipline,
                "韩书记",
                "书记",
                Role::Leader,
                "discipline-head",
            ),
            (
                discipline,
                "秦承办",
                "信访承办岗",
                Role::Handler,
                "discipline",
            ),
        ] {
            post(&office, unit, (name, title, role, login));
        }
        let office = Arc::new(office);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = Arc::clone(&office);
        tokio::spawn(async move {
            let _following = served.start(Job::Index).unwrap();
            let app = web::App::new(Arc::clone(&served));
            let mut pages = web::router(app);
            if !scripts {
                pages = pages.layer(map_response(without_scripts));
            }
            let service = pages.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
        Self {
            url,
            office,
            _data: data,
        }
    }

    /// The full address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

async fn without_scripts(mut response: Response) -> Response {
    let none = HeaderValue::from_static("script-src 'none'");
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, none);
    response
}

/// A post with an account: who, as what, with which rights, and the login.
pub fn post(office: &Office, unit: UnitId, (name, title, role, login): (&str, &str, Role, &str)) {
    let form = PostForm {
        title: title.to_owned(),
        login: login.to_owned(),
        password: PASSWORD.to_owned(),
        ..post_form(unit, role, name)
    };
    office.let_passwords_be_known().unwrap();
    let post = office.put_post(Actor::System, form, Moment::now()).unwrap();
    if office.org().post(post).unwrap().awaits() {
        office.confirm_post_as_keeper(post, Moment::now()).unwrap();
    }
}

fn unit(office: &Office, parent: Option<UnitId>, name: &str, kind: UnitKind) -> UnitId {
    let form = UnitForm {
        parent,
        address: format!("{name}办公楼一楼"),
        phone: "0000-1234567".to_owned(),
        hours: "工作日 9:00—17:00".to_owned(),
        ..unit_form(name, kind, AREA)
    };
    office.put_unit(Actor::System, form, Moment::now()).unwrap()
}
