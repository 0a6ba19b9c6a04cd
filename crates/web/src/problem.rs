//! What a refused or failed request answers: a page that says what happened and what to do, or the same as JSON.

use std::any::Any;
use std::borrow::Cow;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use office::{OfficeError, StoreError};
use serde::Serialize;

use crate::app::App;
use crate::look::{ButtonKind, Icon, Lang, Paper, PublicShell, action_button, hidden, problem};
use crate::request::Staff;
use crate::request::lang::lang_of;

/// A request that came to nothing.
#[derive(Clone, Debug)]
pub struct Problem(Box<Told>);

/// What a problem tells. Boxed inside [`Problem`], since it travels as an error through every handler.
#[derive(Clone, Debug)]
pub struct Told {
    /// The status.
    pub status: StatusCode,
    /// What happened, in Chinese and English.
    pub what: (String, String),
    /// What to do, in Chinese and English.
    pub advice: (String, String),
    /// The rule it rests on.
    pub article: Option<String>,
    /// What has to be confirmed first.
    pub confirm: Option<Confirm>,
    /// Whether it was asked for what is not there or not within the post's rights.
    pub beyond: bool,
}

/// A form with a button alone, which does what the request did not.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// Where it is sent.
    action: String,
    /// The session's token.
    csrf: String,
    /// Where it leads from there.
    to: Option<String>,
}

impl std::ops::Deref for Problem {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.0
    }
}

impl Problem {
    fn new(status: StatusCode, what: (&str, &str), advice: (&str, &str)) -> Self {
        Self(Box::new(Told {
            status,
            what: (what.0.to_owned(), what.1.to_owned()),
            advice: (advice.0.to_owned(), advice.1.to_owned()),
            article: None,
            confirm: None,
            beyond: false,
        }))
    }

    /// The same, where what was typed waits for its writer.
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.0.advice = (
            "您填写的内容已为您保留三天：过一会儿重新打开这个页面，核对后再提交".to_owned(),
            "What you typed is kept for three days: open this page again in a moment, check it and send it".to_owned(),
        );
        self
    }

    fn beyond(mut self) -> Self {
        self.0.beyond = true;
        self
    }

    /// Something inside failed; the log says more.
    pub fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            (
                "系统出错，您的操作没有完成",
                "Something failed and nothing was changed",
            ),
            (
                "请稍后重试；如仍出错，请告知管理员",
                "Try again later, or tell the administrator",
            ),
        )
    }

    /// Nothing of that address or number.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            (
                "没有找到，或者您的岗位无权查看",
                "Not found, or not within your rights",
            ),
            ("请核对编号，或返回上一页", "Check the number, or go back"),
        )
        .beyond()
    }

    /// The post has no such right.
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            (
                "您的岗位没有这项权限",
                "Your post does not carry this right",
            ),
            ("请由有权的岗位办理", "Ask a post that carries it"),
        )
        .beyond()
    }

    /// A form without its session's token, or from a page that has grown old.
    pub fn stale_form() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            (
                "页面已过期，操作没有完成",
                "The page has expired and nothing was changed",
            ),
            ("请返回上一页刷新后重试", "Go back, reload and try again"),
        )
    }

    /// Reading this is an entry, and the request came from elsewhere: so it is asked whether it was meant.
    pub fn confirm(staff: &Staff, action: String, to: Option<String>) -> Self {
        let mut problem = Self::new(
            StatusCode::FORBIDDEN,
            (
                "打开或下载这些内容会以您的名义记入卷宗，请先确认",
                "Opening or downloading this is entered in the file in your name: confirm first",
            ),
            (
                "您是从本系统以外的链接来到这里的。如果不是您本人要查看，请关闭本页，不会留下任何记录",
                "A link outside this system led you here. If you did not mean to look, close this page and nothing is recorded",
            ),
        );
        problem.0.confirm = Some(Confirm {
            action,
            csrf: staff.signed_in.csrf.clone(),
            to,
        });
        problem
    }

    /// What was sent cannot be read.
    pub fn bad_request(zh: &str, en: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            (zh, en),
            ("请返回上一页更正", "Go back and correct it"),
        )
    }

    /// More was sent than the page takes.
    pub fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            (
                "提交的内容过多，没有收下",
                "What was sent is too large and was not taken",
            ),
            (
                "请返回上一页，精简文字或减少附件后重试；较多的材料可分次补充",
                "Go back, shorten the text or send fewer files; more can be added later",
            ),
        )
    }

    /// What was sent came in too slowly.
    pub fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            (
                "传输太慢或中断，提交的内容没有收全",
                "The line is too slow or broke off; not everything arrived",
            ),
            (
                "请检查网络后重试，或减少附件分次提交",
                "Check the network and try again, or send fewer files at a time",
            ),
        )
    }

    /// Too much is going on; nothing is wrong with what was sent.
    pub fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            (
                "现在办理的人较多，您的操作没有完成",
                "Too many people are at it right now; nothing was changed",
            ),
            (
                "请返回上一页，过一会儿再试",
                "Go back and try again in a moment",
            ),
        )
    }

    /// The disk is full.
    pub fn full() -> Self {
        Self::new(
            StatusCode::INSUFFICIENT_STORAGE,
            (
                "服务器的数据磁盘已满，您的操作没有完成，没有保存任何内容",
                "The server's data disk is full; nothing was done and nothing was kept",
            ),
            (
                "请返回上一页把填写的内容另存一份，并请管理员清理磁盘后重试；急事可到接待窗口或来电反映",
                "Go back, keep a copy of what you wrote, and try again once the administrator has made room; come or call if \
                 it is urgent",
            ),
        )
    }

    /// The request names no host, or several.
    pub fn no_host() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            (
                "请求没有写明唯一的主机名，无法处理",
                "The request does not name one host",
            ),
            (
                "请用浏览器打开本站地址；如经过代理，请管理员检查代理传递的 Host",
                "Open the site's address in a browser; behind a proxy, its Host header needs a look",
            ),
        )
    }

    /// A form that came from another site's page.
    pub fn foreign_page() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            (
                "这次提交不是从本站的页面发出的，没有办理",
                "This was not sent from a page of this site and was not carried out",
            ),
            (
                "请打开本站页面重新操作；如一直如此，请管理员检查代理是否原样传递 Host",
                "Do it again on this site's own page; if that never works, the proxy must pass on Host unchanged",
            ),
        )
    }

    /// What a status means, where nobody found better words.
    fn of_status(status: StatusCode) -> Self {
        let (what, advice) = match status {
            StatusCode::NOT_FOUND => return Self::no_such_page(),
            StatusCode::METHOD_NOT_ALLOWED => (
                (
                    "这个地址不能这样访问",
                    "This address does not take such a request",
                ),
                (
                    "请从页面上的链接和按钮进入",
                    "Use the links and buttons on the pages",
                ),
            ),
            StatusCode::PAYLOAD_TOO_LARGE => return Self::too_large(),
            status if status.is_client_error() => (
                ("请求无法读取", "The request cannot be read"),
                (
                    "请核对地址，或返回上一页重试",
                    "Check the address, or go back and try again",
                ),
            ),
            _ => return Self::broken(),
        };
        Self::new(status, what, advice)
    }

    /// An address nothing answers to.
    pub fn no_such_page() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            ("没有这个页面", "There is no such page"),
            (
                "请核对地址，或回到首页",
                "Check the address, or go to the front page",
            ),
        )
    }

    /// The sentence in a language.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.what.0, &self.what.1)
    }
}

impl Problem {
    /// The same, where the person can mend it in the form; else it is a page of its own.
    ///
    /// # Errors
    /// What no change in the form would mend.
    pub fn for_form(self) -> Result<Self, Self> {
        if self.status.is_client_error() {
            Ok(self)
        } else {
            Err(self)
        }
    }
}

impl From<OfficeError> for Problem {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Refused(refusal) => Self(Box::new(Told {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                what: (refusal.zh.into_owned(), refusal.en.into_owned()),
                advice: (
                    "请返回上一页更正".to_owned(),
                    "Go back and correct it".to_owned(),
                ),
                article: refusal.article.map(Cow::into_owned),
                confirm: None,
                beyond: false,
            })),
            OfficeError::NotFound => Self::not_found(),
            OfficeError::Forbidden => Self::forbidden(),
            OfficeError::DoneBefore => Self::new(
                StatusCode::CONFLICT,
                (
                    &error.to_string(),
                    "This form was sent and acted on already",
                ),
                (
                    "请返回上一页刷新，查看最新情况",
                    "Go back and reload to see how things stand",
                ),
            ),
            OfficeError::Stale { .. } => Self::new(
                StatusCode::CONFLICT,
                (
                    &error.to_string(),
                    "The matter has changed since you opened it; look at it again first",
                ),
                (
                    "请返回上一页刷新，查看最新情况后重试",
                    "Go back, reload and try again",
                ),
            ),
            OfficeError::SlowDown { seconds } => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                (
                    &error.to_string(),
                    &format!("Too many wrong tries; wait {seconds} seconds"),
                ),
                ("请核对后再试", "Check and try again then"),
            ),
            OfficeError::TooMuch { minutes } => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                (
                    &error.to_string(),
                    &format!(
                        "Much was sent from your network within the hour; try again in {minutes} minutes, or come to the \
                         office or call if it is urgent"
                    ),
                ),
                (
                    "已保存的内容还在，届时可以继续",
                    "What was kept is still there; go on then",
                ),
            ),
            OfficeError::Rows(_) => {
                let text = error.to_string();
                Self::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    (&text, &text),
                    ("请返回上一页更正", "Go back and correct it"),
                )
            }
            OfficeError::Input(text) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                (&text, &text),
                ("请返回上一页更正", "Go back and correct it"),
            ),
            OfficeError::Store(StoreError::Full) => {
                tracing::error!("the disk of the data folder is full");
                Self::full()
            }
            OfficeError::Busy | OfficeError::Store(StoreError::Crowded) => Self::busy(),
            other => {
                tracing::error!(error = %other, "a use case failed");
                Self::broken()
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // `draw` turns the extension into a page in the reader's language.
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The problem as programs read it.
#[derive(Serialize)]
struct ProblemJson<'p> {
    status: u16,
    title: &'p str,
    detail: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<&'p str>,
}

/// What of a request decides how a problem is told.
pub struct Asked {
    lang: Lang,
    uri: Uri,
    json: bool,
}

impl Asked {
    /// Of this request.
    pub fn of(request: &Request) -> Self {
        let accept = request.headers().get(header::ACCEPT);
        Self {
            lang: lang_of(request.headers(), request.uri().query()),
            uri: request.uri().clone(),
            json: accept
                .and_then(|accept| accept.to_str().ok())
                .is_some_and(|accept| accept.contains("application/json")),
        }
    }
}

/// Draws the page of a problem in the language of the request; any other answer stays as it is.
pub fn draw(app: &App, asked: &Asked, mut response: Response) -> Response {
    let told = response.extensions_mut().remove::<Problem>();
    let Some(problem) = told.or_else(|| wordless(&response)) else {
        return response;
    };
    let allow = response.headers_mut().remove(header::ALLOW);
    let path = asked.uri.to_string();
    let mut told = tell(app, asked.lang, &path, asked.json, &problem);
    if let Some(allow) = allow {
        told.headers_mut().insert(header::ALLOW, allow);
    }
    told
}

/// A refusal that is no page of ours: without a body, or in the framework's words.
fn wordless(response: &Response) -> Option<Problem> {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let ours = kind.starts_with("text/html") || kind.contains("json");
    let refused = status.is_client_error() || status.is_server_error();
    (refused && !ours).then(|| Problem::of_status(status))
}

fn tell(app: &App, lang: Lang, path: &str, json: bool, problem: &Problem) -> Response {
    if json {
        let body = ProblemJson {
            status: problem.status.as_u16(),
            title: problem.text(lang),
            detail: lang.pick(&problem.advice.0, &problem.advice.1),
            article: problem.article.as_deref(),
        };
        let text = serde_json::to_string(&body).unwrap_or_default();
        return (
            problem.status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            text,
        )
            .into_response();
    }
    (problem.status, page(app, lang, path, problem)).into_response()
}

fn page(app: &App, lang: Lang, path: &str, told: &Problem) -> maud::Markup {
    let advice = lang.pick(&told.advice.0, &told.advice.1);
    let to_do = match &told.article {
        Some(article) => format!("{advice}（{article}）"),
        None => advice.to_owned(),
    };
    let content = html! {
        (problem(
            lang,
            told.text(lang),
            &to_do,
            (lang.pick("回到首页", "To the front page"), "/"),
            told.status.as_str(),
        ))
        @if let Some(confirm) = &told.confirm { (confirmation(lang, confirm)) }
    };
    PublicShell {
        lang,
        title: lang.pick("未能完成", "Not done"),
        office_name: app.office.name(),
        path,
        contact: "",
        flash: None,
        paper: Paper::Sheet,
    }
    .page(&content)
}

fn confirmation(lang: Lang, confirm: &Confirm) -> maud::Markup {
    html! {
        form class="form" method="post" action=(confirm.action) {
            (hidden("csrf", &confirm.csrf))
            @if let Some(to) = &confirm.to { (hidden("to", to)) }
            (action_button(ButtonKind::Primary, Some(Icon::Show), lang.pick("是我要查看，记入卷宗", "I mean to look: enter it"), None))
        }
    }
}

/// An address nothing answers to.
pub async fn no_such_page() -> Problem {
    Problem::no_such_page()
}

/// A handler that panicked changed nothing: writes happen in transactions.
pub fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "系统出错，您的操作没有完成，请稍后重试。Something failed and nothing was changed; try again later.",
    )
        .into_response()
}
