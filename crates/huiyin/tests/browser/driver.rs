//! A real browser: Chromium, driven through its driver.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

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

    /// A browser window of this width, with a profile of its own; below 600 it behaves as a phone.
    pub async fn browser(&self, width: u32) -> Browser {
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
            options["mobileEmulation"] =
                json!({"deviceMetrics": {"width": width, "height": 800, "pixelRatio": 1.0, "touch": true}});
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
        self.client.find(Locator::Css("body")).await.unwrap().text().await.unwrap()
    }

    /// Fails with the page's text when it lacks `words`.
    pub async fn sees(&self, words: &str) {
        let text = self.text().await;
        assert!(text.contains(words), "“{words}” is not on {}:\n{text}", self.url().await);
    }

    /// Fails when the page has `words`.
    pub async fn sees_no(&self, words: &str) {
        let text = self.text().await;
        assert!(!text.contains(words), "“{words}” is on {}:\n{text}", self.url().await);
    }

    /// The text of an element.
    pub async fn text_of(&self, css: &str) -> String {
        self.client.find(Locator::Css(css)).await.unwrap_or_else(|_| panic!("no {css}")).text().await.unwrap()
    }

    /// The address a link leads to.
    pub async fn link(&self, words: &str) -> String {
        let link = self.client.find(Locator::LinkText(words)).await.unwrap_or_else(|_| panic!("no link {words}"));
        link.prop("href").await.unwrap().unwrap_or_default()
    }

    /// Whether an element is there.
    pub async fn has(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// Types into a field, replacing what stands in it.
    pub async fn fill(&self, css: &str, value: &str) {
        let field = self.client.find(Locator::Css(css)).await.unwrap_or_else(|_| panic!("no field {css}"));
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
        let select = self.client.find(Locator::Css(css)).await.unwrap_or_else(|_| panic!("no choice {css}"));
        select.select_by_label(label).await.unwrap_or_else(|_| panic!("{css} has no option {label}"));
    }

    /// Chooses the option whose words contain `part`.
    pub async fn choose_part(&self, css: &str, part: &str) {
        let script = "const s=document.querySelector(arguments[0]);const o=[...s.options].find(o=>o.text.includes(arguments[1]));\
                      if(!o) return false; s.value=o.value; return true;";
        let chosen = self.client.execute(script, vec![json!(css), json!(part)]).await.unwrap();
        assert_eq!(chosen, json!(true), "{css} has no option with {part}");
    }

    /// Clicks an element; a label or card hidden behind its text is clicked all the same.
    pub async fn click(&self, css: &str) {
        let element = self.client.find(Locator::Css(css)).await.unwrap_or_else(|_| panic!("nothing to click at {css}"));
        self.press(element).await;
    }

    /// Clicks the button or link with these words.
    pub async fn click_text(&self, words: &str) {
        let path = format!("//*[self::a or self::button][contains(normalize-space(.), '{words}')]");
        let Ok(element) = self.client.find(Locator::XPath(&path)).await else {
            panic!("no button or link “{words}” on {}:\n{}", self.url().await, self.text().await);
        };
        self.press(element).await;
    }

    async fn press(&self, element: fantoccini::elements::Element) {
        self.client
            .execute(
                "arguments[0].scrollIntoView({block:'center'}); arguments[0].click();",
                vec![serde_json::to_value(&element).unwrap()],
            )
            .await
            .unwrap();
        self.settle().await;
    }

    /// Waits until a page that was being loaded is there.
    async fn settle(&self) {
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_millis(30)).await;
            let state = self.client.execute("return document.readyState", vec![]).await;
            if state.is_ok_and(|state| state == json!("complete")) {
                return;
            }
        }
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

    /// Fails when the page is wider than its window: phones should not scroll sideways.
    pub async fn fits_its_width(&self) {
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = self.client.execute(script, vec![]).await.unwrap();
        assert!(over.as_i64().unwrap() <= 0, "{} is {over} pixels too wide", self.url().await);
    }

    /// Keeps a picture where `HUIYIN_SCREENS` names a folder.
    pub async fn picture(&self, name: &str) {
        if let Ok(folder) = std::env::var("HUIYIN_SCREENS") {
            let png = self.client.screenshot().await.unwrap();
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), png).unwrap();
        }
    }

    /// Closes the window.
    pub async fn close(self) {
        let _ = self.client.close().await;
    }
}
