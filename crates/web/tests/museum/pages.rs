//! Every page that six kinds of people reach by following links, from the front page and their workbench on.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use huiyin_web as web;
use office::{Moment, Office};
use tower::ServiceExt;

use crate::rows::digest;

/// Who walks, and the password of every account of a demonstration.
const PEOPLE: [&str; 6] = ["clerk1", "rsj", "zrzyj", "leader", "supervisor", "admin"];
const PASSWORD: &str = "huiyin-demo";

/// Where a walk begins: what no link on a workbench leads to stands here by itself.
const BEGINNINGS: &str = "/ /work /matters /register /search?q=漏水 /account /admin/units /admin/posts /admin/sign-ins /hot \
    /hot/forecast /documents/day /rules /how-it-works /track /submit /verify /stand-in /posts /confirm";

/// What links may lead to and a walk leaves out: it ends the walk, is no page, or is no page of the office.
const LEFT_OUT: [&str; 3] = ["/sign-out", "/assets", "/healthz"];

/// Walks as everybody, over at most so many pages of each kind, and says how many there were of each kind and what they hash to.
/// The pages themselves are written `into` a folder, where one is given.
pub async fn walk(office: Office, moment: Moment, most: usize, into: Option<&Path>) -> String {
    let office = Arc::new(office);
    let mut said = String::new();
    for login in PEOPLE {
        let cookie = office
            .sign_in(login, PASSWORD, "here", moment)
            .unwrap_or_else(|error| panic!("{login} signs in: {error}"));
        let app = web::App::new(Arc::clone(&office)).by(move || moment);
        let mut walk = Walk {
            router: web::router(app),
            cookie,
            most,
            met: BTreeSet::new(),
            kinds: BTreeMap::new(),
        };
        walk.everywhere().await;
        for (kind, pages) in &walk.kinds {
            let text: String = pages
                .iter()
                .map(|(path, page)| format!("{path}\n{page}\n"))
                .collect();
            writeln!(
                said,
                "{login:<11}{:>3} {} {kind}",
                pages.len(),
                digest(&text)
            )
            .unwrap();
            if let Some(into) = into {
                let name = format!("{login}{}.txt", kind.replace('/', "~"));
                std::fs::write(into.join(name), text).unwrap();
            }
        }
    }
    said
}

struct Walk {
    router: Router,
    cookie: String,
    most: usize,
    /// The addresses that were met, whether walked or not.
    met: BTreeSet<String>,
    /// The pages of each kind, by address.
    kinds: BTreeMap<String, BTreeMap<String, String>>,
}

impl Walk {
    async fn everywhere(&mut self) {
        let mut ahead: VecDeque<String> = BEGINNINGS.split_whitespace().map(encoded).collect();
        while let Some(path) = ahead.pop_front() {
            let pages = self.kinds.entry(kind(&path)).or_default();
            if pages.len() >= self.most || !self.met.insert(path.clone()) {
                continue;
            }
            let page = self.get(&path).await;
            ahead.extend(links(&page));
            self.kinds
                .entry(kind(&path))
                .or_default()
                .insert(path, page);
        }
    }

    /// The page, without what is different each time it is asked for; of a file only that it is one.
    async fn get(&self, path: &str) -> String {
        let request = Request::get(path)
            .header(header::COOKIE, format!("huiyin_session={}", self.cookie))
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty())
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let header = |name| {
            parts
                .headers
                .get(name)
                .map_or("", |it| it.to_str().unwrap_or(""))
        };
        let (kind, to) = (header(header::CONTENT_TYPE), header(header::LOCATION));
        let mut page = format!("{} {kind} {to}\n", parts.status.as_u16());
        if kind.starts_with("text/") {
            let body = to_bytes(body, usize::MAX).await.unwrap();
            page.push_str(&without_tokens(&String::from_utf8_lossy(&body)));
        }
        page
    }
}

/// An address as browsers send it.
fn encoded(path: &str) -> String {
    let encode = |part: char| {
        let mut bytes = [0; 4];
        let bytes = part.encode_utf8(&mut bytes).bytes();
        match part.is_ascii() {
            true => part.to_string(),
            false => bytes.map(|byte| format!("%{byte:02X}")).collect(),
        }
    };
    path.chars().map(encode).collect()
}

/// The kind of an address: numbers and hashes in it stand for any other, and so does whatever it asks for.
fn kind(path: &str) -> String {
    let part = |part: &str| match part {
        "" => String::new(),
        part if part.bytes().all(|byte| byte.is_ascii_digit()) => "{n}".to_owned(),
        part if part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            "{hash}".to_owned()
        }
        part => part.to_owned(),
    };
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<String> = path.split('/').map(part).collect();
    parts.join("/")
}

/// The addresses a page links to.
fn links(page: &str) -> Vec<String> {
    page.split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|rest| format!("/{}", rest.replace("&amp;", "&")))
        .map(|path| path.split('#').next().unwrap_or_default().to_owned())
        .filter(|path| !LEFT_OUT.iter().any(|out| path.starts_with(out)))
        .collect()
}

/// A page without the tokens of its forms and the addresses of its style sheets, which change with these.
fn without_tokens(page: &str) -> String {
    let mut text = page.to_owned();
    for (mark, end) in [
        ("name=\"csrf\" value=\"", '"'),
        ("name=\"once\" value=\"", '"'),
        ("/assets/", '/'),
    ] {
        let mut parts = text.split(mark);
        let mut clean = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            clean.push_str(mark);
            let value = part.find(end).unwrap_or(0);
            clean.push_str(&part[value..]);
        }
        text = clean;
    }
    text
}
