//! Every address, asked by every kind of person, for matters they may see and matters they may not: one reviewed table.
//!
//! The addresses are read from the program, so a new one stands in the table at once and somebody has to look at who gets what. A
//! cell is the status of the answer; `in` sends to the sign-in page. An address in a matter is asked for each of [`MATTERS`], one letter
//! each: `+` answers, `-` refuses and says why, `x` is not for this role, `.` is not there, `i` asks to sign in first. Every request is
//! made twice, reading (`GET`) and writing (`POST`, with the person's own token and an empty form, which changes next to nothing);
//! what answers to neither is left out.

mod addresses;

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use huiyin_web as web;
use kernel::MatterId;
use kernel::access::Actor;
use kernel::org::Role;
use matter::petition::Purpose;
use matter::{Accused, Action, Command};
use office::Moment;
use office::organisation::PostForm;
use office::tracking::ASKING;

use self::addresses::{Address, addresses};
use crate::actions::town::{Start, Town};
use crate::world::{OFFICE, PASSWORD, Page, Person, World};

/// Who asks: their login, and what the column is called. The traffic bureau is the accused of the sealed matter.
const PEOPLE: [(&str, &str); 11] = [
    ("", "nobody"),
    ("clerk", "clerk"),
    ("handler", "handler"),
    ("chief", "leader"),
    ("supervisor", "superv."),
    ("housing", "unit:h"),
    ("housing-head", "unit:l"),
    ("traffic", "other:h"),
    ("traffic-head", "other:l"),
    ("discipline", "discip."),
    ("admin", "admin"),
];

/// The matters asked for, in the order of the letters: who holds each, and where it stands.
const MATTERS: [(&str, Option<Start>); 6] = [
    ("clerk", Some(Start::Arrived)),
    ("clerk", Some(Start::Registered(Purpose::Appeal))),
    ("housing", Some(Start::Accepted(Purpose::Appeal))),
    ("housing", Some(Start::Served)),
    ("housing", Some(Start::Closed)),
    // The sealed one: an accusation of the traffic bureau, sent to the discipline organ.
    ("discipline", None),
];

/// The matters, each with the address of a file in it.
struct Matters(Vec<(MatterId, String)>);

struct Table {
    town: Town,
    people: Vec<Option<Person>>,
    matters: Matters,
    /// How many requests were made.
    asked: usize,
    rows: String,
}

#[tokio::test]
async fn who_gets_what_at_every_address() {
    let mut table = Table::new().await;
    for address in addresses() {
        for method in ["GET", "POST"] {
            table.ask(method, &address).await;
        }
    }
    insta::assert_snapshot!(table.rows);
}

impl Table {
    async fn new() -> Self {
        let town = Town::new();
        supervisor(&town.world);
        town.world.confirm("handler");
        let people = PEOPLE
            .iter()
            .map(|(login, _)| (!login.is_empty()).then(|| town.world.sign_in(login)))
            .collect();
        let matters = Matters::new(&town).await;
        let mut rows = format!("{:<58}", "");
        for (_, title) in PEOPLE {
            write!(rows, "{title:<8}").unwrap();
        }
        rows.push('\n');
        Self {
            town,
            people,
            matters,
            asked: 0,
            rows,
        }
    }

    /// Asks one address as everybody, once for each matter and code its pattern has room for.
    async fn ask(&mut self, method: &str, address: &Address) {
        for code in codes(&address.pattern) {
            let paths = self.paths(address, code);
            let mut cells = Vec::new();
            for (person, (login, _)) in PEOPLE.into_iter().enumerate() {
                let mut pages = Vec::new();
                for path in &paths {
                    pages.push(self.send(method, person, path).await);
                }
                cells.push(match pages.as_slice() {
                    [one] => word(one),
                    several => several.iter().map(letter).collect(),
                });
                if address.pattern == "/sign-out" {
                    let back = |_| self.town.world.sign_in(login);
                    self.people[person] = self.people[person].take().map(back);
                }
            }
            self.row(&format!("{method:<4} {} {code}", address.pattern), &cells);
        }
    }

    fn row(&mut self, title: &str, cells: &[String]) {
        if cells.iter().all(|cell| cell == "405" || cell == "!!!!!!") {
            return;
        }
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<8}")).collect();
        writeln!(
            self.rows,
            "{:<58}{}",
            title.trim_end(),
            cells.concat().trim_end()
        )
        .unwrap();
    }

    /// The addresses a pattern stands for: one, or one in each matter.
    fn paths(&self, address: &Address, code: &str) -> Vec<String> {
        let pattern = address.pattern.as_str();
        let world = &self.town.world;
        let id = match pattern {
            "/admin/units/{id}" => Some(world.traffic.to_string()),
            "/admin/posts/{id}" | "/confirm/{id}" => Some("2".to_owned()),
            "/stand-in/{id}/end" => Some("1".to_owned()),
            _ => None,
        };
        let in_matter = pattern.starts_with("/matters/{id}");
        let matters = if in_matter {
            self.matters.0.as_slice()
        } else {
            &self.matters.0[..1]
        };
        let path = |(matter, file): &(MatterId, String)| {
            let id = id.clone().unwrap_or_else(|| matter.to_string());
            let path = pattern
                .replace("{id}", &id)
                .replace("{hash}", file)
                .replace("{clock}", "1")
                .replace("{document}", "1");
            let path = addresses::fill(&path, code);
            assert!(!path.contains('{'), "{pattern}: what stands in the braces?");
            path
        };
        matters.iter().map(path).collect()
    }

    /// Every request comes from a place of its own: how often one place may ask is another table.
    async fn send(&mut self, method: &str, person: usize, path: &str) -> Page {
        self.asked += 1;
        let place =
            web::request::Address(format!("10.0.{}.{}", self.asked / 250, self.asked % 250));
        let (cookie, csrf) = match &self.people[person] {
            Some(person) => (
                format!("huiyin_session={}", person.cookie),
                person.csrf.clone(),
            ),
            None => (String::new(), String::new()),
        };
        let body = match method {
            "GET" => String::new(),
            _ => format!("csrf={csrf}"),
        };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .extension(place)
            .body(Body::from(body))
            .unwrap();
        self.town.world.send(request).await
    }
}

impl Matters {
    async fn new(town: &Town) -> Self {
        let mut all = Vec::new();
        for (login, start) in MATTERS {
            let id = match start {
                Some(start) => town.begin(start).matter,
                None => town.world.accuses(),
            };
            let holder = town.world.sign_in(login);
            let hash = town.world.keeps_a_file(&holder, id).await;
            all.push((id, hash));
        }
        Self(all)
    }
}

impl World {
    /// An accusation of the traffic bureau, sent to the discipline organ.
    fn accuses(&self) -> MatterId {
        let accused = Accused {
            units: vec![self.traffic],
            persons: Vec::new(),
        };
        let sealed = self.registered(Purpose::Accusation, accused);
        let transfer = Command::Transfer {
            to: self.sign_in("discipline").viewer.unit,
            note: String::new(),
        };
        let version = self.office.version(sealed).unwrap();
        let clerk = self.sign_in("clerk").viewer;
        self.office
            .act(&clerk, sealed, version, transfer, Moment::now())
            .unwrap();
        sealed
    }

    /// A file added to a matter, as its address has it; one that can take none has an address of nothing.
    async fn keeps_a_file(&self, who: &Person, id: MatterId) -> String {
        let png = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
        if self
            .get(who, &format!("/matters/{id}/act/attach"))
            .await
            .status
            == StatusCode::OK
        {
            self.upload(who, id, "屋面.png", &png).await;
        }
        let file = self.file(who, id);
        let first = file.matter.attachments.first();
        first.map_or_else(|| "0".repeat(64), |attached| attached.hash.clone())
    }

    fn confirm(&self, login: &str) {
        let post = self.sign_in(login).viewer.post;
        self.office
            .confirm_post_as_keeper(post, Moment::now())
            .unwrap();
    }
}

fn supervisor(world: &World) {
    let form = PostForm {
        id: None,
        unit: OFFICE,
        person: None,
        name: "贺宁".to_owned(),
        title: Role::Supervisor.zh().to_owned(),
        role: Role::Supervisor,
        active: true,
        login: "supervisor".to_owned(),
        password: PASSWORD.to_owned(),
    };
    world
        .office
        .put_post(Actor::System, form, Moment::now())
        .unwrap();
    world.confirm("supervisor");
}

/// What stands in the last braces of a pattern, one row each.
fn codes(pattern: &str) -> Vec<&'static str> {
    match pattern {
        "/matters/{id}/act/{action}" => Action::ALL.iter().map(|action| action.code()).collect(),
        "/track/ask/{what}" => ASKING.iter().map(|action| action.code()).collect(),
        "/matters/{id}/documents/new/{code}" => vec!["D01"],
        "/verify/{code}" => vec!["ABCD2345"],
        "/register/{channel}" => vec!["letter"],
        "/assets/{*path}" => vec!["huiyin.css"],
        _ => vec![""],
    }
}

fn asks_to_sign_in(page: &Page) -> bool {
    let to = page.headers.get(header::LOCATION);
    to.is_some_and(|to| to.as_bytes().starts_with(b"/sign-in"))
}

/// What an answer is called in the table.
fn word(page: &Page) -> String {
    match asks_to_sign_in(page) {
        true => "in".to_owned(),
        false => page.status.as_u16().to_string(),
    }
}

/// The same in one letter.
fn letter(page: &Page) -> char {
    match page.status.as_u16() {
        303 if asks_to_sign_in(page) => 'i',
        200 | 303 => '+',
        400 | 409 | 422 => '-',
        403 => 'x',
        404 => '.',
        405 => '!',
        _ => '?',
    }
}
