//! A real browser: Chromium, driven through its driver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// A running driver; it ends with the test.
pub struct Driver {
    process: Child,
    port: u16,
    chromium: String,
    profiles: tempfile::TempDir,
    sessions: std::cell::Cell<u32>,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to shut down, the driver closes its browsers, also after a test that failed; killed, it would leave them.
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let asked = stream.write_all(
                b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            );
            let _ = asked.and_then(|()| stream.read_to_end(&mut Vec::new()));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn find(names: &[&str]) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
        .map(|file| file.to_string_lossy().into_owned())
}

impl Driver {
    /// Starts the driver. Without Chromium there is nothing to test with: `None`, unless `CI=true` demands it.
    pub fn start() -> Option<Self> {
        let chromium = find(&["chromium", "chromium-browser", "google-chrome"]);
        let chromedriver = find(&["chromedriver"]);
        let (Some(chromium), Some(chromedriver)) = (chromium, chromedriver) else {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "CI must run the browser journeys: install chromium and chromium-driver"
            );
            eprintln!("no Chromium with its driver here: the browser journeys were not run");
            return None;
        };
        let mut process = Command::new(chromedriver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = process.stdout.take().unwrap();
        let port = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let rest = line.split("started successfully on port ").nth(1)?;
                rest.trim_end_matches('.').trim().parse().ok()
            })
            .expect("the driver names its port");
        Some(Self {
            process,
            port,
            chromium,
            profiles: tempfile::tempdir().unwrap(),
            sessions: std::cell::Cell::new(0),
        })
    }

    /// A phone, 390 pixels wide.
    pub async fn phone(&self) -> Browser {
        self.browser(390).await
    }

    /// A desk, 1366 pixels wide.
    pub async fn desk(&self) -> Browser {
        self.browser(1366).await
    }

    /// A window of this width, with a profile of its own; below 600 it behaves as a phone.
    async fn browser(&self, width: u32) -> Browser {
        self.sessions.set(self.sessions.get() + 1);
        let profile = self.profiles.path().join(self.sessions.get().to_string());
        let mut options = json!({
            "binary": self.chromium,
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage",
                format!("--window-size={width},900"),
                format!("--user-data-dir={}", profile.display()),
            ],
        });
        if width < 600 {
            options["mobileEmulation"] = json!({"deviceMetrics": {"width": width, "height": 800, "pixelRatio": 1.0, "touch": true}});
        }
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser starts");
        Browser { client }
    }
}

/// One browser window.
pub struct Browser {
    client: Client,
}

impl Browser {
    /// Opens an address.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// The address shown.
    pub async fn url(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// All visible text of the page.
    pub async fn text(&self) -> String {
        self.client
            .find(Locator::Css("body"))
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    }

    /// Fails with the page's text when it lacks `words`.
    pub async fn sees(&self, words: &str) {
        let text = self.text().await;
        assert!(
            text.contains(words),
            "“{words}” is not on {}:\n{text}",
            self.url().await
        );
    }

    /// Fails when the page has `words`.
    pub async fn sees_no(&self, words: &str) {
        let text = self.text().await;
        assert!(
            !text.contains(words),
            "“{words}” is on {}:\n{text}",
            self.url().await
        );
    }

    /// The text of an element.
    pub async fn text_of(&self, css: &str) -> String {
        self.client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("no {css}"))
            .text()
            .await
            .unwrap()
    }

    /// Whether an element is there.
    pub async fn has(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// Types into a field, replacing what stands in it.
    pub async fn fill(&self, css: &str, value: &str) {
        let field = self
            .client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("no field {css}"));
        let _ = field.clear().await;
        field.send_keys(value).await.unwrap();
    }

    /// Sets a field's value at once, for dates whose typing depends on the browser's locale.
    pub async fn set(&self, css: &str, value: &str) {
        self.client
            .execute(
                "document.querySelector(arguments[0]).value = arguments[1];",
                vec![json!(css), json!(value)],
            )
            .await
            .unwrap();
    }

    /// Chooses an option by its visible words.
    pub async fn choose(&self, css: &str, label: &str) {
        let select = self
            .client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("no choice {css}"));
        select
            .select_by_label(label)
            .await
            .unwrap_or_else(|_| panic!("{css} has no option {label}"));
    }

    /// Clicks an element.
    pub async fn click(&self, css: &str) {
        let element = self
            .client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("nothing to click at {css}"));
        self.press(element).await;
    }

    /// Clicks the button or link with just these words.
    pub async fn click_text(&self, words: &str) {
        self.click_within("", words).await;
    }

    /// Clicks the button or link with just these words in the part of the page with this id.
    pub async fn click_in(&self, id: &str, words: &str) {
        self.click_within(&format!("//*[@id='{id}']"), words).await;
    }

    async fn click_within(&self, part: &str, words: &str) {
        let path = format!("{part}//*[self::a or self::button][normalize-space(.)='{words}']");
        let Ok(element) = self.client.find(Locator::XPath(&path)).await else {
            panic!(
                "no button or link “{words}” on {}:\n{}",
                self.url().await,
                self.text().await
            );
        };
        self.press(element).await;
    }

    /// Chooses one of several cards, as a finger would: on its words.
    pub async fn pick(&self, name: &str, value: &str) {
        self.click(&format!("label:has(input[name='{name}'][value='{value}'])"))
            .await;
    }

    /// Clicks as a mouse does, on the middle of the window: what is covered by something else fails. Where the click opens a
    /// page, waits for it.
    async fn press(&self, element: Element) {
        let before = "const e = arguments[0]; e.scrollIntoView({block: 'center', behavior: 'instant'}); window.left = true;\
                      return !!e.closest('a[href]:not([target])') || (e.type === 'submit' && !!e.form);";
        let opens = self
            .client
            .execute(before, vec![serde_json::to_value(&element).unwrap()])
            .await
            .unwrap();
        if let Err(error) = element.click().await {
            let what = element.text().await.unwrap_or_default();
            panic!(
                "“{what}” cannot be clicked on {}: {error}",
                self.url().await
            );
        }
        if opens == json!(true) {
            self.arrives().await;
        }
    }

    /// Waits until the page that was marked is left and the next one complete.
    async fn arrives(&self) {
        for _ in 0..500 {
            let there = "return !window.left && document.readyState === 'complete'";
            if self
                .client
                .execute(there, vec![])
                .await
                .is_ok_and(|there| there == json!(true))
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no page came after {}", self.url().await);
    }

    /// Clicks a button whose answer does not replace the page.
    pub async fn click_and_stay(&self, css: &str) {
        let element = self
            .client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("nothing to click at {css}"));
        element.click().await.unwrap();
    }

    /// Clicks twice as fast as a mouse can.
    pub async fn double_click(&self, css: &str) {
        let element = self
            .client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("nothing to click at {css}"));
        let there = MouseActions::new("mouse".to_owned()).then(PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.0,
            y: 0.0,
        });
        let twice = (0..2).fold(there, |mouse, _| {
            mouse
                .then(PointerAction::Down {
                    button: MOUSE_BUTTON_LEFT,
                })
                .then(PointerAction::Up {
                    button: MOUSE_BUTTON_LEFT,
                })
        });
        self.script("window.left = true").await;
        self.client.perform_actions(twice).await.unwrap();
        self.arrives().await;
    }

    /// Chooses a file from the disk.
    pub async fn choose_file(&self, css: &str, path: &std::path::Path) {
        let field = self
            .client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("no field {css}"));
        field.send_keys(path.to_str().unwrap()).await.unwrap();
    }

    /// Forgets its cookies: whoever was signed in is so no longer.
    pub async fn forgets_its_cookies(&self) {
        self.client.delete_all_cookies().await.unwrap();
    }

    /// What a field holds.
    pub async fn value(&self, css: &str) -> String {
        let field = self
            .client
            .find(Locator::Css(css))
            .await
            .unwrap_or_else(|_| panic!("no field {css}"));
        field.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Runs a script and gives back what it returns.
    pub async fn script(&self, script: &str) -> serde_json::Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// The HTTP status of the page shown.
    pub async fn status(&self) -> serde_json::Value {
        self.script("return performance.getEntriesByType('navigation')[0].responseStatus")
            .await
    }

    /// Loads the page anew until it has `words`, up to five seconds: the search index follows a moment later.
    pub async fn reloads_until(&self, words: &str) {
        for _ in 0..25 {
            if self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            self.client.refresh().await.unwrap();
        }
        self.sees(words).await;
    }

    /// Waits for words that a script brings, up to five seconds.
    pub async fn waits_for(&self, words: &str) {
        for _ in 0..50 {
            if self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.sees(words).await;
    }

    /// By how many pixels the page is wider than its window.
    pub async fn overflow(&self) -> i64 {
        self.script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
        )
        .await
        .as_i64()
        .unwrap()
    }

    /// Fails when the page is wider than its window: phones should not scroll sideways.
    pub async fn fits_its_width(&self) {
        let over = self.overflow().await;
        assert!(over <= 0, "{} is {over} pixels too wide", self.url().await);
    }

    /// Keeps a picture where `HUIYIN_SCREENS` names a folder.
    pub async fn picture(&self, name: &str) {
        if let Ok(folder) = std::env::var("HUIYIN_SCREENS") {
            let png = self.client.screenshot().await.unwrap();
            std::fs::write(
                std::path::Path::new(&folder).join(format!("{name}.png")),
                png,
            )
            .unwrap();
        }
    }

    /// Closes the window.
    pub async fn close(self) {
        let _ = self.client.close().await;
    }
}
