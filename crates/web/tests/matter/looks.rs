//! A look into a sealed file is on record, and no link on somebody else's page can leave one.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use kernel::MatterId;
use matter::petition::Purpose;
use matter::{Accused, Event};

use crate::world::{PASSWORD, Page, Person, World, hidden};

/// What a browser sends with a link from some page.
type Headers<'a> = &'a [(&'a str, &'a str)];

const BROWSER: (&str, &str) = ("user-agent", "Mozilla/5.0 (Windows NT 6.1; rv:70.0)");
const HOST: (&str, &str) = ("host", "petition.example");

/// Links that lead here from elsewhere, or that nobody followed.
const FOREIGN: [Headers<'static>; 8] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[
        ("sec-fetch-site", "cross-site"),
        HOST,
        ("referer", "http://petition.example/matters"),
    ],
    &[("sec-fetch-site", "none"), ("sec-purpose", "prefetch")],
    &[HOST, BROWSER, ("referer", "http://evil.example/")],
    &[
        HOST,
        BROWSER,
        ("referer", "http://petition.example.evil.example/"),
    ],
    &[HOST, ("referer", "http://evil.example/petition.example")],
    // A page may forbid its browser to tell where a link was followed.
    &[HOST, BROWSER],
];

/// Links of our own pages, and an address that was typed.
const OWN: [Headers<'static>; 3] = [
    &[("sec-fetch-site", "same-origin")],
    &[("sec-fetch-site", "none")],
    &[
        HOST,
        BROWSER,
        ("referer", "http://petition.example/matters?verb=route"),
    ],
];

async fn follow(world: &World, who: &Person, method: &str, path: &str, with: Headers<'_>) -> Page {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, format!("huiyin_session={}", who.cookie));
    for (name, value) in with {
        request = request.header(*name, *value);
    }
    world.send(request.body(Body::empty()).unwrap()).await
}

fn sealed(world: &World) -> MatterId {
    let accused = Accused {
        units: vec![world.housing],
        persons: Vec::new(),
    };
    world.registered(Purpose::Accusation, accused)
}

fn looks(world: &World, who: &Person, id: MatterId) -> usize {
    let file = world.file(who, id);
    let look = |event: &Event| matches!(event, Event::FileOpened { .. });
    file.history.iter().filter(|(_, event)| look(event)).count()
}

#[tokio::test]
async fn every_page_of_a_sealed_file_enters_one_look_an_hour() {
    let world = World::new();
    let id = sealed(&world);
    let (clerk, chief) = (world.sign_in("clerk"), world.sign_in("chief"));
    for path in ["", "/act/note", "/clocks/1", "/documents/new", "/same", ""] {
        let page = world.get(&clerk, &format!("/matters/{id}{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(looks(&world, &clerk, id), 1, "{path}");
    }
    let page = world.get(&chief, &format!("/matters/{id}/act/note")).await;
    assert!(page.body.contains("三号楼"));
    assert_eq!(looks(&world, &clerk, id), 2);
    let page = world.get(&clerk, &format!("/matters/{id}")).await;
    assert!(page.body.contains("查看记录（2 次）"));
}

#[tokio::test]
async fn an_open_file_is_read_without_an_entry_wherever_the_link_stands() {
    let world = World::new();
    let (id, housing) = world.accepted().await;
    let before = world.file(&housing, id).matter.version;
    for with in FOREIGN {
        let page = follow(&world, &housing, "GET", &format!("/matters/{id}"), with).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("三号楼"));
    }
    assert_eq!(world.file(&housing, id).matter.version, before);
}

#[tokio::test]
async fn a_link_from_elsewhere_leaves_no_look_and_shows_nothing_until_it_is_meant() {
    let world = World::new();
    let id = sealed(&world);
    let clerk = world.sign_in("clerk");
    for path in ["", "/act/note?note=x", "/clocks/1", "/same"] {
        let path = format!("/matters/{id}{path}");
        for with in FOREIGN {
            for method in ["GET", "HEAD"] {
                let page = follow(&world, &clerk, method, &path, with).await;
                assert_eq!(
                    page.status,
                    StatusCode::FORBIDDEN,
                    "{method} {path} {with:?}"
                );
                assert!(!page.body.contains("三号楼"), "{path} {with:?}");
            }
        }
        let head = follow(&world, &clerk, "HEAD", &path, OWN[0]).await;
        assert!(head.body.is_empty());
    }
    assert_eq!(looks(&world, &clerk, id), 0);

    let asked = format!("/matters/{id}/act/note?note=x");
    let page = follow(&world, &clerk, "GET", &asked, FOREIGN[0]).await;
    assert!(
        page.body
            .contains(&format!("action=\"/matters/{id}/open\""))
    );
    let to = hidden(&page.body, "to");
    assert_eq!(to, asked);
    let open = format!("/matters/{id}/open");
    let page = world.post(&clerk, &open, &[("to", &to)]).await;
    assert_eq!(page.headers[header::LOCATION], asked.as_str());
    assert_eq!(looks(&world, &clerk, id), 1);
    // Within the hour a link from anywhere shows what is being looked at anyway.
    let page = follow(&world, &clerk, "GET", &asked, FOREIGN[0]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(looks(&world, &clerk, id), 1);
}

#[tokio::test]
async fn a_link_of_ours_enters_the_look_at_once() {
    for with in OWN {
        let world = World::new();
        let id = sealed(&world);
        let clerk = world.sign_in("clerk");
        let page = follow(&world, &clerk, "GET", &format!("/matters/{id}"), with).await;
        assert_eq!(page.status, StatusCode::OK, "{with:?}");
        assert_eq!(looks(&world, &clerk, id), 1, "{with:?}");
    }
}

#[tokio::test]
async fn opening_on_purpose_leads_nowhere_else_and_needs_the_sessions_token() {
    let world = World::new();
    let id = sealed(&world);
    let clerk = world.sign_in("clerk");
    let open = format!("/matters/{id}/open");
    for to in [
        "//evil.example",
        "https://evil.example/",
        "/matters/12345",
        "/matters/",
        "/work",
    ] {
        let page = world.post(&clerk, &open, &[("to", to)]).await;
        assert_eq!(
            page.headers[header::LOCATION],
            format!("/matters/{id}").as_str(),
            "{to}"
        );
    }
    let id = sealed(&world);
    let open = format!("/matters/{id}/open");
    let request = Request::post(&open)
        .header(header::COOKIE, format!("huiyin_session={}", clerk.cookie))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("csrf=00"));
    let page = world.send(request.unwrap()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(looks(&world, &clerk, id), 0);
    let accused = world.sign_in("housing");
    let page = world.post(&accused, &open, &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let page = follow(
        &world,
        &accused,
        "GET",
        &format!("/matters/{id}"),
        FOREIGN[0],
    )
    .await;
    assert_eq!(
        page.status,
        StatusCode::NOT_FOUND,
        "as if there were no such matter"
    );
    assert_eq!(looks(&world, &clerk, id), 0);
}

#[tokio::test]
async fn what_is_entered_when_it_is_taken_is_taken_on_purpose() {
    let world = World::new();
    let (id, _) = world.accepted().await;
    let clerk = world.sign_in("clerk");
    let position = || store::ledger::position(&world.office.store().reader().unwrap()).unwrap();
    let before = position();
    let today = office::Moment::now().today();
    let addresses = [
        "/matters/export?format=csv".to_owned(),
        format!("/documents/day.pdf?day={today}"),
    ];
    for path in &addresses {
        for with in FOREIGN {
            for method in ["GET", "HEAD"] {
                let page = follow(&world, &clerk, method, path, with).await;
                assert_eq!(
                    page.status,
                    StatusCode::FORBIDDEN,
                    "{method} {path} {with:?}"
                );
            }
        }
    }
    assert_eq!(position(), before, "a foreign link entered something");
    let page = follow(&world, &clerk, "GET", &addresses[0], FOREIGN[0]).await;
    assert!(page.body.contains("action=\"/matters/export?format=csv\""));
    let page = world.post(&clerk, &addresses[0], &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(position(), before + 1);
    // The slip's address asks why it is printed; only its form, which no foreign page can send, enters and shows anything.
    let slip = format!("/matters/{id}/slip");
    for with in FOREIGN {
        for method in ["GET", "HEAD"] {
            follow(&world, &clerk, method, &slip, with).await;
        }
    }
    assert_eq!(position(), before + 1, "a foreign link printed a slip");
    let page = world
        .post(&clerk, &slip, &[("reason", "登记时交信访人")])
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(position(), before + 2);
}

#[tokio::test]
async fn a_form_is_not_out_of_date_because_a_colleague_looked() {
    let world = World::new();
    let id = sealed(&world);
    let (clerk, chief) = (world.sign_in("clerk"), world.sign_in("chief"));
    let path = format!("/matters/{id}/act/transfer");
    let form = world.get(&clerk, &path).await;
    let based_on = hidden(&form.body, "based_on");
    world.get(&chief, &format!("/matters/{id}")).await;
    let to = world.traffic.to_string();
    let fields = [("based_on", based_on.as_str()), ("to", to.as_str())];
    let page = world.post(&clerk, &path, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    // A second click of the same button is no new act, though somebody looked in between.
    world.get(&chief, &format!("/matters/{id}")).await;
    let page = world.post(&clerk, &path, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

/// What a browser without a session meets on its way to `path`: the sign-in page, then wherever signing in leads. `first` goes with the
/// link that was followed, `then` with the address of the sign-in page.
async fn signs_in_on_the_way(
    world: &World,
    path: &str,
    (first, then): (Headers<'_>, Headers<'_>),
) -> String {
    let nobody = |path: &str, with: Headers<'_>| {
        let mut request = Request::get(path);
        for (name, value) in with {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    };
    let to_sign_in = world.send(nobody(path, first)).await;
    assert_eq!(to_sign_in.status, StatusCode::SEE_OTHER);
    let address = to_sign_in.headers[header::LOCATION].to_str().unwrap();
    let form = world.send(nobody(address, then)).await;
    let mut body = format!(
        "login=clerk&password={PASSWORD}&back={}",
        hidden(&form.body, "back").replace('&', "%26")
    );
    if form.body.contains("name=\"came\"") {
        body += &format!("&came={}", hidden(&form.body, "came"));
    }
    let sent = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body));
    let done = world.send(sent.unwrap()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let onward = done.headers[header::LOCATION].to_str().unwrap();
    onward.to_owned()
}

#[tokio::test]
async fn signing_in_on_the_way_makes_no_foreign_link_one_of_ours() {
    let world = World::new();
    let id = sealed(&world);
    let position = || store::ledger::position(&world.office.store().reader().unwrap()).unwrap();
    let before = position();
    let matter = format!("/matters/{id}");
    let clerk = world.sign_in("clerk");
    for with in FOREIGN {
        // Whether the browser tells again where it was led from, or not.
        for (path, then) in [
            (matter.as_str(), OWN[0]),
            ("/matters/export?format=csv", with),
        ] {
            let onward = signs_in_on_the_way(&world, path, (with, then)).await;
            assert!(onward.starts_with(path), "{onward}");
            // The answer to a form of ours led here.
            let page = follow(&world, &clerk, "GET", &onward, OWN[0]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{onward} {with:?}");
        }
    }
    // A link may lead to the sign-in page itself; what stands behind # never comes here.
    for back in [
        matter.clone(),
        format!("{matter}%23"),
        format!("{matter}%23%3F"),
    ] {
        let link = format!("/sign-in?back={back}");
        let form = Request::get(&link).header("sec-fetch-site", "cross-site");
        let form = world.send(form.body(Body::empty()).unwrap()).await;
        let body = format!(
            "login=clerk&password={PASSWORD}&back={back}&came={}",
            hidden(&form.body, "came")
        );
        let sent = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        let done = world.send(sent.unwrap()).await;
        let onward = done.headers[header::LOCATION].to_str().unwrap();
        let asked = onward.split('#').next().unwrap();
        let page = follow(&world, &clerk, "GET", asked, OWN[0]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{onward}");
    }
    assert_eq!(position(), before, "a foreign link entered something");
    // Whoever was on a page of ours, or typed the address, is where they wanted to be.
    for with in OWN {
        let onward = signs_in_on_the_way(&world, &matter, (with, with)).await;
        assert_eq!(onward, matter, "{with:?}");
    }
}
