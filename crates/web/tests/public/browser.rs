//! A browser without scripts: follows redirects, fills forms, chooses files.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use testkit::encoded;
use tower::ServiceExt;

/// A page as it came back.
pub struct Page {
    pub status: StatusCode,
    /// Where it was found after redirects.
    pub address: String,
    pub text: String,
}

impl Page {
    pub fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The value of the first field of that name.
    pub fn field(&self, name: &str) -> String {
        let tag = self
            .text
            .split(&format!("name=\"{name}\""))
            .nth(1)
            .unwrap_or_else(|| panic!("no field {name}"));
        tag.split_once("value=\"")
            .unwrap()
            .1
            .split_once('"')
            .unwrap()
            .0
            .to_owned()
    }

    /// The text of the `n`-th `dd`.
    pub fn detail(&self, n: usize) -> String {
        self.text
            .split("<dd>")
            .nth(n + 1)
            .unwrap()
            .split("</dd>")
            .next()
            .unwrap()
            .to_owned()
    }
}

/// A file to choose: its name, its bytes.
pub type File<'a> = (&'a str, &'a [u8]);

pub struct Browser {
    pub router: Router,
    /// Its cookies, by name.
    jar: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            jar: Mutex::default(),
        }
    }

    /// Another browser at the same office, without this one's cookies.
    pub fn stranger(&self) -> Self {
        Self::new(self.router.clone())
    }

    pub async fn send(&self, mut request: Request<Body>) -> Response {
        let cookies: Vec<String> = {
            let jar = self.jar.lock().unwrap();
            jar.iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect()
        };
        if !cookies.is_empty() {
            let value = cookies.join("; ").parse().unwrap();
            request.headers_mut().insert(header::COOKIE, value);
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let mut jar = self.jar.lock().unwrap();
        for set in response.headers().get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            jar.insert(name.to_owned(), value.to_owned());
        }
        response
    }

    /// Every address it was led to by a redirect, from here on.
    pub async fn location(&self, address: &str, fields: &[(&str, &str)]) -> String {
        let response = self.post_raw(address, fields).await;
        response.headers()[header::LOCATION]
            .to_str()
            .unwrap()
            .to_owned()
    }

    pub async fn get(&self, address: &str) -> Page {
        let mut address = address.to_owned();
        for _ in 0..4 {
            let request = Request::get(&address)
                .header(header::HOST, "petition.example")
                .body(Body::empty());
            let response = self.send(request.unwrap()).await;
            match response.headers().get(header::LOCATION) {
                Some(next) => address = next.to_str().unwrap().to_owned(),
                None => return read(address, response).await,
            }
        }
        panic!("redirected in a circle at {address}");
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let response = self.post_raw(address, fields).await;
        self.arrive(address, response).await
    }

    /// Sends a form from a browser that holds this cookie.
    pub async fn post_with_cookie(
        &self,
        address: &str,
        fields: &[(&str, &str)],
        cookie: Option<&str>,
    ) -> Page {
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie.unwrap_or_default())
            .body(Body::from(encoded(fields)))
            .unwrap();
        let response = self.send(request).await;
        self.arrive(address, response).await
    }

    pub async fn post_raw(&self, address: &str, fields: &[(&str, &str)]) -> Response {
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(fields)))
            .unwrap();
        self.send(request).await
    }

    pub async fn upload(&self, address: &str, fields: &[(&str, &str)], files: &[File<'_>]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!(
                    "--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        for (name, content) in files {
            body.extend(
                format!("--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n").bytes(),
            );
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
            .body(Body::from(body))
            .unwrap();
        let response = self.send(request).await;
        self.arrive(address, response).await
    }

    async fn arrive(&self, address: &str, response: Response) -> Page {
        match response.headers().get(header::LOCATION) {
            Some(next) => self.get(next.to_str().unwrap()).await,
            None => read(address.to_owned(), response).await,
        }
    }
}

async fn read(address: String, response: Response) -> Page {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Page {
        status,
        address,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}
