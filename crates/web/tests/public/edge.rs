//! What a stranger can do to the server itself: connections, headers, hosts, and a stop that comes to its end.

use std::time::Duration;

use axum::http::StatusCode;
use huiyin_web::server::Limits;
use huiyin_web::server::proxies::Proxies;
use huiyin_web::{App, Server};
use matter::RatedFrom;
use office::Moment;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::town::Town;

/// Patience so short that a test sees its end.
fn soon() -> Limits {
    Limits {
        head: Duration::from_millis(200),
        head_of_proxy: Duration::from_millis(200),
        grace: Duration::from_millis(200),
        ..Limits::default()
    }
}

struct Running {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Running {
    async fn start(town: &Town, https: bool, limits: Limits, proxies: &[&str]) -> Self {
        Self::start_at(town, https, limits, proxies, &[]).await
    }

    async fn start_at(
        town: &Town,
        https: bool,
        limits: Limits,
        proxies: &[&str],
        offices: &[&str],
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = App::new(std::sync::Arc::clone(&town.office)).over_https(https);
        let proxies = proxies.iter().map(|text| text.parse().unwrap()).collect();
        let server = Server::new(app)
            .within(limits)
            .behind(Proxies(proxies))
            .at_offices(offices.iter().map(|text| text.parse().unwrap()).collect());
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(server.run(listener, async move {
            let _ = stopped.await;
        }));
        Self {
            address,
            stop,
            ended,
        }
    }

    async fn connect(&self) -> Wire {
        Wire(TcpStream::connect(self.address).await.unwrap())
    }

    /// Sends these bytes and reads until the server closes.
    async fn say(&self, words: &str) -> String {
        let mut stream = self.connect().await;
        stream.send(words).await;
        stream.read_all().await
    }

    /// A form, with more headers.
    async fn post(&self, address: &str, headers: &str, form: &str) -> String {
        self.say(&format!(
            "POST {address} HTTP/1.1\r\nHost: petition.example\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n{headers}\r\n{form}",
            form.len()
        ))
        .await
    }

    async fn stop(self) {
        let _ = self.stop.send(());
        self.ended.await.unwrap().unwrap();
    }
}

/// The client's end of a connection.
struct Wire(TcpStream);

impl Wire {
    async fn send(&mut self, words: &str) {
        let mut rest = words.as_bytes();
        while !rest.is_empty() {
            self.0.writable().await.unwrap();
            if let Ok(sent) = self.0.try_write(rest) {
                rest = &rest[sent..];
            }
        }
    }

    /// Everything until `enough`, or until the end; a reset is an end too.
    async fn read_until(&mut self, enough: impl Fn(&str) -> bool) -> String {
        let (mut text, mut buffer) = (String::new(), [0; 8192]);
        while !enough(&text) {
            let _ = self.0.readable().await;
            match self.0.try_read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => text += &String::from_utf8_lossy(&buffer[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => break,
            }
        }
        text
    }

    async fn read_all(&mut self) -> String {
        self.read_until(|_| false).await
    }
}

#[tokio::test]
async fn half_a_request_holds_up_no_stop() {
    let town = Town::new();
    let limits = Limits {
        head: Duration::from_secs(600),
        ..soon()
    };
    let server = Running::start(&town, false, limits, &[]).await;
    let mut half_head = server.connect().await;
    half_head.send("GET / HTTP/1.1\r\nHo").await;
    let mut half_body = server.connect().await;
    let begun = "POST /track HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: 100\r\n\r\nnumber=";
    half_body.send(begun).await;
    let _idle = server.connect().await;
    // Another request is answered meanwhile, so all three have been taken.
    let page = server.say("GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(page.ends_with("ok"), "{page}");
    server.stop().await;
}

#[tokio::test]
async fn a_head_that_never_ends_and_an_idle_connection_are_closed() {
    let town = Town::new();
    let server = Running::start(&town, false, soon(), &[]).await;
    for begun in [
        "",
        "GET / HTTP/1.1\r\nHost: a\r\nX-A: ",
        "POST /sign-in HTTP/1.1\r\n",
    ] {
        let mut stream = server.connect().await;
        stream.send(begun).await;
        assert!(!stream.read_all().await.contains("200 OK"), "{begun}");
    }
    let mut stream = server.connect().await;
    let whole = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.send(whole).await;
    assert!(
        stream.read_all().await.ends_with("ok"),
        "kept alive for a while, then closed"
    );
    server.stop().await;
}

#[tokio::test]
async fn too_many_connections_from_one_address_hear_so_and_a_proxy_has_no_such_bound() {
    let town = Town::new();
    let limits = Limits {
        per_address: 3,
        ..Limits::default()
    };
    let ask = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let server = Running::start(&town, false, limits, &[]).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut stream = server.connect().await;
        stream
            .send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            .await;
        stream.read_until(|text| text.ends_with("ok")).await;
        open.push(stream);
    }
    let mut refused = server.connect().await;
    let answer = refused.read_all().await;
    assert!(
        answer.starts_with("HTTP/1.1 503") && answer.contains("连接过多"),
        "{answer}"
    );
    open.clear();
    // The places are free again once the server has seen the ends.
    while !server.say(ask).await.ends_with("ok") {}
    server.stop().await;
    let server = Running::start(&town, false, limits, &["127.0.0.0/8"]).await;
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(server.connect().await);
    }
    assert!(server.say(ask).await.ends_with("ok"));
    drop(held);
    server.stop().await;
}

#[tokio::test]
async fn a_request_names_one_host() {
    let town = Town::new();
    let server = Running::start(&town, false, Limits::default(), &[]).await;
    for hosts in [
        "",
        "Host: a\r\nHost: b\r\n",
        "Host: a\r\nHost: a\r\n",
        "Host: a b\r\n",
        "Host: \r\n",
        "Host: a/b\r\n",
    ] {
        let answer = server
            .say(&format!(
                "GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"
            ))
            .await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{hosts:?}: {answer}");
        assert!(answer.contains("主机名"), "{hosts:?}: {answer}");
        assert!(answer.contains("content-security-policy"), "{hosts:?}");
    }
    for host in [
        "petition.example",
        "petition.example:8080",
        "127.0.0.1",
        "[::1]:8080",
    ] {
        let answer = server
            .say(&format!(
                "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            ))
            .await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{host}: {answer}");
    }
    let old = server.say("GET / HTTP/1.0\r\n\r\n").await;
    assert!(old.starts_with("HTTP/1.0 200"), "{old}");
    server.stop().await;
}

/// Seven wrong tries at a code; the status of the last one.
async fn guess(server: &Running, number: &str, headers: &str) -> String {
    let form = format!("number={number}&code=22222222");
    let mut last = String::new();
    for _ in 0..7 {
        last = server.post("/track", headers, &form).await;
    }
    last[..12].to_owned()
}

#[tokio::test]
async fn no_header_makes_a_guesser_look_like_somebody_else_unless_a_trusted_proxy_says_so() {
    let town = Town::new();
    let direct = Running::start(&town, false, Limits::default(), &[]).await;
    let mut last = String::new();
    for n in 0..7 {
        let headers = format!(
            "X-Forwarded-For: 198.51.100.{n}\r\nForwarded: for=198.51.100.{n}\r\nX-Real-IP: 198.51.100.{n}\r\n"
        );
        let form = "number=20260101-00001&code=22222222";
        last = direct.post("/track", &headers, form).await;
    }
    assert!(last.starts_with("HTTP/1.1 429"), "{last}");
    direct.stop().await;
    let behind = Running::start(&town, false, Limits::default(), &["127.0.0.1"]).await;
    let number = "20260101-00002";
    // What the client wrote stands first; the proxy adds a line or a word of its own.
    let made_up = "X-Forwarded-For: 1.1.1.1, 2.2.2.2\r\nX-Forwarded-For: 198.51.100.7\r\n";
    assert_eq!(guess(&behind, number, made_up).await, "HTTP/1.1 429");
    let other_lie = "X-Forwarded-For: 3.3.3.3, 198.51.100.7\r\n";
    assert_eq!(guess(&behind, number, other_lie).await, "HTTP/1.1 429");
    let neighbour = "X-Forwarded-For: 198.51.100.7, 198.51.100.8\r\n";
    let form = format!("number={number}&code=22222222");
    let answer = behind.post("/track", neighbour, &form).await;
    assert!(
        answer.starts_with("HTTP/1.1 422"),
        "another address goes on: {answer}"
    );
    behind.stop().await;
}

#[tokio::test]
async fn over_https_the_browser_is_bound_to_it() {
    let town = Town::new();
    let server = Running::start(&town, true, Limits::default(), &[]).await;
    let sign_in = "login=admin&password=a+long+password";
    let answer = server.post("/sign-in", "", sign_in).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age=31536000"),
        "{answer}"
    );
    let cookie = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap();
    assert!(cookie.starts_with("__Host-huiyin_session="), "{cookie}");
    assert!(
        cookie.contains("; Secure") && cookie.contains("; Path=/") && !cookie.contains("Domain")
    );
    let value = cookie.split(';').next().unwrap();
    let ask = |cookie: &str| {
        format!(
            "GET /admin/units?lang=en HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n"
        )
    };
    let work = server.say(&ask(value)).await;
    assert!(work.starts_with("HTTP/1.1 200"), "{work}");
    let language = work
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap();
    assert!(
        language.contains("huiyin_lang=en") && language.contains("; Secure"),
        "{language}"
    );
    let bare = value.trim_start_matches("__Host-");
    let planted = server.say(&ask(bare)).await;
    assert!(
        planted.starts_with("HTTP/1.1 303"),
        "a cookie anybody could plant is none"
    );
    server.stop().await;
    let plain = Running::start(&town, false, Limits::default(), &[]).await;
    let answer = plain.post("/sign-in", "", sign_in).await;
    assert!(
        !answer.contains("strict-transport-security") && !answer.contains("Secure"),
        "{answer}"
    );
    plain.stop().await;
}

#[tokio::test]
async fn what_another_sites_page_sends_is_refused() {
    let town = Town::new();
    let server = Running::start(&town, false, Limits::default(), &[]).await;
    let sign_in = "login=admin&password=a+long+password";
    for foreign in [
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://petition.example:8081\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\nOrigin: http://petition.example\r\n",
    ] {
        for address in ["/sign-in", "/track", "/submit", "/sign-out"] {
            let answer = server.post(address, foreign, sign_in).await;
            assert!(
                answer.starts_with("HTTP/1.1 403"),
                "{address} {foreign}: {answer}"
            );
            assert!(
                answer.contains("不是从本站的页面发出的"),
                "{address} {foreign}"
            );
            assert!(!answer.contains("set-cookie"), "{address} {foreign}");
        }
    }
    for own in [
        "",
        "Origin: http://petition.example\r\n",
        "Origin: https://Petition.Example\r\n",
        "Sec-Fetch-Site: same-origin\r\nOrigin: https://petition.example\r\n",
    ] {
        let answer = server.post("/sign-in", own, sign_in).await;
        assert!(answer.starts_with("HTTP/1.1 303"), "{own}: {answer}");
    }
    server.stop().await;
}

#[tokio::test]
async fn every_refusal_is_in_our_words() {
    let town = Town::new();
    let browser = &town.browser;
    for (address, status, words) in [
        (
            "/assets/0000/none.css",
            StatusCode::NOT_FOUND,
            "没有这个页面",
        ),
        ("/assets/none", StatusCode::NOT_FOUND, "没有这个页面"),
        ("/no/such/page", StatusCode::NOT_FOUND, "没有这个页面"),
        (
            "/submit/send",
            StatusCode::METHOD_NOT_ALLOWED,
            "这个地址不能这样访问",
        ),
        (
            "/track/rate",
            StatusCode::METHOD_NOT_ALLOWED,
            "这个地址不能这样访问",
        ),
        ("/verify/%ff%fe", StatusCode::BAD_REQUEST, "请求无法读取"),
        ("/assets/%ff", StatusCode::BAD_REQUEST, "请求无法读取"),
    ] {
        let page = browser.get(address).await;
        assert_eq!(page.status, status, "{address}");
        assert!(
            page.has(words) && page.has("<html"),
            "{address}: {}",
            page.text
        );
    }
    let delete = axum::http::Request::delete("/track")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = browser.send(delete).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.headers().contains_key("allow"));
    let page = browser.get("/track/rate?lang=en").await;
    assert!(page.has("does not take such a request"), "{}", page.text);
}

#[tokio::test]
async fn a_rating_from_the_offices_own_network_is_told_apart() {
    let hall = "X-Forwarded-For: 10.1.2.3\r\n";
    let home = "X-Forwarded-For: 203.0.113.9\r\n";
    let cases: [(&[&str], &[&str], &str, RatedFrom); 5] = [
        (&[], &[], "", RatedFrom::Elsewhere),
        (&[], &["127.0.0.0/8"], "", RatedFrom::OfficeNetwork),
        // Nobody's word is believed but a trusted proxy's.
        (&[], &["10.0.0.0/8"], hall, RatedFrom::Elsewhere),
        (
            &["127.0.0.1"],
            &["10.0.0.0/8"],
            hall,
            RatedFrom::OfficeNetwork,
        ),
        (&["127.0.0.1"], &["10.0.0.0/8"], home, RatedFrom::Elsewhere),
    ];
    let town = Town::new();
    for (proxies, offices, header, expected) in cases {
        let slip = town.petition("路灯坏了半个月，请求修复。").await;
        town.route(slip.matter);
        town.answer(slip.matter);
        let running = Running::start_at(&town, false, Limits::default(), proxies, offices).await;
        let form = format!("number={}&code={}&office=satisfied", slip.number, slip.code);
        let answer = running.post("/track/rate", header, &form).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        running.stop().await;
        let file = town
            .office
            .matter_file(&town.clerk, slip.matter, Moment::now())
            .unwrap();
        assert_eq!(
            file.matter.rating.map(|rating| rating.from),
            Some(expected),
            "{proxies:?} {offices:?} {header}"
        );
    }
}
