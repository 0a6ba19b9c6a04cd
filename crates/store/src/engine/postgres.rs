//! PostgreSQL: a server of its own. Each reader has one connection to it, the writer another.
//!
//! Statements are asked and awaited one by one, on the thread that asks: the writer decides between them, and pages read between
//! them. The driver is asynchronous; its socket is watched by one small runtime for the whole program, and whoever asks drives the
//! connection meanwhile, so that an answer crosses no second thread.

use std::cell::{Cell as Held, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::str::FromStr;
use std::sync::OnceLock;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use tokio_postgres::{Config, NoTls, Row, Socket, Statement};

use super::DatabaseError;
use super::value::{Cell, Value};
use crate::StoreError;

/// The oldest version that takes our statements, as the server counts.
const OLDEST: i64 = 150_000;

/// The most statements that a connection keeps prepared. Lists put theirs together, so there is no end to them.
const PREPARED: usize = 500;

/// Where a database server is, with what it asks for to let us in.
#[derive(Clone)]
pub struct Server(Box<Config>);

impl FromStr for Server {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut config: Config = text.parse().map_err(|error| {
            format!("数据库地址应写作 postgres://用户@主机/数据库 (not the address of a PostgreSQL database)：{error}")
        })?;
        if config.get_dbname().is_none() {
            return Err("数据库地址缺少数据库的名称 (the address names no database)".to_owned());
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        config.application_name("huiyin");
        Ok(Self(Box::new(config)))
    }
}

/// Without the password.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use tokio_postgres::config::Host;
        f.write_str("postgres://")?;
        match self.0.get_hosts().first() {
            Some(Host::Tcp(host)) => f.write_str(host)?,
            Some(Host::Unix(path)) => write!(f, "{}", path.display())?,
            None => {}
        }
        if let Some(port) = self.0.get_ports().first() {
            write!(f, ":{port}")?;
        }
        write!(f, "/{}", self.0.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It changes the database.
    Writing,
    /// It looks at it, and the server holds it to that.
    Reading,
}

/// Where the transaction of a connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// There is none: each statement stands for itself.
    None,
    /// One is open.
    Open,
    /// A statement of it failed: nothing of it can be kept any more.
    Broken,
}

/// A connection that is made when it is first needed, and again when it was lost between two transactions.
pub(super) struct Client {
    server: Server,
    purpose: Use,
    session: RefCell<Option<Session>>,
    turn: Held<Turn>,
    written: Held<u64>,
    relaxed: Held<bool>,
}

/// One connection as long as it lasts.
struct Session {
    client: tokio_postgres::Client,
    connection: tokio_postgres::Connection<Socket, NoTlsStream>,
    prepared: HashMap<String, Statement>,
}

/// Watches the sockets of all connections.
fn runtime() -> Result<&'static Runtime, DatabaseError> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let made = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("database")
        .enable_all()
        .build()
        .map_err(DatabaseError::Runtime)?;
    Ok(RUNTIME.get_or_init(|| made))
}

/// Waits here for what the runtime watches. Callers are often threads of another runtime, whose tasks have a budget of their own
/// that must not hold this up.
fn wait<T>(future: impl Future<Output = T>) -> Result<T, DatabaseError> {
    let _inside = runtime()?.enter();
    Ok(futures_executor::block_on(tokio::task::unconstrained(
        future,
    )))
}

impl Session {
    fn open(server: &Server, purpose: Use, relaxed: bool) -> Result<Self, DatabaseError> {
        let (client, connection) = wait(server.0.connect(NoTls))??;
        let mut session = Self {
            client,
            connection,
            prepared: HashMap::new(),
        };
        // Whatever the server is set to: what was committed is on its disk, and a short statement is not compiled.
        let own = match (purpose, relaxed) {
            (Use::Reading, _) => "SET default_transaction_read_only TO on",
            (Use::Writing, false) => "SET synchronous_commit TO on",
            (Use::Writing, true) => "SET synchronous_commit TO off",
        };
        session.run(&format!(
            "SET client_min_messages TO warning; SET jit TO off; {own}"
        ))?;
        Ok(session)
    }

    /// Awaits an answer, and drives the connection that brings it.
    fn drive<T>(
        connection: &mut tokio_postgres::Connection<Socket, NoTlsStream>,
        asked: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, DatabaseError> {
        let mut asked = pin!(asked);
        Ok(wait(poll_fn(|context| {
            if let Poll::Ready(answer) = asked.as_mut().poll(context) {
                return Poll::Ready(answer);
            }
            while let Poll::Ready(Some(message)) = connection.poll_message(context) {
                // A notice needs no answer.
                if let Err(error) = message {
                    return Poll::Ready(Err(error));
                }
            }
            asked.as_mut().poll(context)
        }))??)
    }

    /// Runs a text of several statements.
    fn run(&mut self, text: &str) -> Result<(), DatabaseError> {
        Self::drive(&mut self.connection, self.client.batch_execute(text))
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, DatabaseError> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        let written = places(sql);
        let asked = self.client.prepare(&written);
        let statement = Self::drive(&mut self.connection, asked)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn rows(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, DatabaseError> {
        let statement = self.prepare(sql)?;
        let values = places_of(values);
        let asked = self.client.query(&statement, &values);
        Self::drive(&mut self.connection, asked)
    }

    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, DatabaseError> {
        let statement = self.prepare(sql)?;
        let values = places_of(values);
        let asked = self.client.execute(&statement, &values);
        Self::drive(&mut self.connection, asked)
    }
}

/// A statement with its places as PostgreSQL writes them.
fn places(sql: &str) -> String {
    sql.replace('?', "$")
}

fn places_of<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as _).collect()
}

impl Client {
    pub fn new(server: Server, purpose: Use) -> Self {
        Self {
            server,
            purpose,
            session: RefCell::default(),
            turn: Held::new(Turn::None),
            written: Held::new(0),
            relaxed: Held::new(false),
        }
    }

    /// Asks through the connection, which is made if there is none. A question outside of any transaction that met a lost connection
    /// is asked once more through a new one, where nothing can have been written by it.
    fn ask<T>(
        &self,
        question: impl Fn(&mut Session) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        let outcome = self.ask_once(&question);
        let again = matches!(&outcome, Err(error) if error.is_lost())
            && self.purpose == Use::Reading
            && self.turn.get() == Turn::None;
        let outcome = if again {
            self.ask_once(&question)
        } else {
            outcome
        };
        if outcome.is_err() && self.turn.get() == Turn::Open {
            self.turn.set(Turn::Broken);
        }
        outcome
    }

    fn ask_once<T>(
        &self,
        question: impl Fn(&mut Session) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        let mut held = self.session.borrow_mut();
        if held
            .as_ref()
            .is_some_and(|session| session.client.is_closed())
        {
            *held = None;
        }
        let session = match held.as_mut() {
            Some(session) => session,
            None if self.turn.get() == Turn::None => held.insert(Session::open(
                &self.server,
                self.purpose,
                self.relaxed.get(),
            )?),
            None => return Err(DatabaseError::Broken),
        };
        let outcome = question(session);
        if matches!(&outcome, Err(error) if error.is_lost()) {
            *held = None;
        }
        outcome
    }

    pub fn rows(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, DatabaseError> {
        let rows = self.ask(|session| session.rows(sql, values))?;
        if ["INSERT", "UPDATE", "DELETE"]
            .iter()
            .any(|word| sql.starts_with(word))
        {
            // What a change returns, it wrote.
            self.written.set(self.written.get() + rows.len() as u64);
        }
        Ok(rows)
    }

    pub fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, DatabaseError> {
        let rows = self.ask(|session| session.execute(sql, values))?;
        self.written.set(self.written.get() + rows);
        Ok(usize::try_from(rows).unwrap_or(usize::MAX))
    }

    /// Runs a text of several statements without values.
    pub fn run(&self, text: &str) -> Result<(), DatabaseError> {
        self.ask(|session| session.run(text))
    }

    /// Begins a transaction in its own words.
    pub fn begin(&self, words: &str) -> Result<(), DatabaseError> {
        let begun = self.run(words);
        match begun {
            Ok(()) => self.turn.set(Turn::Open),
            // The first of several statements may have begun one.
            Err(_) => self.end(),
        }
        begun
    }

    /// Keeps what the transaction wrote. The server takes the word for a transaction of which a statement failed, too, and undoes it
    /// without an error: that is told here.
    pub fn commit(&self) -> Result<(), DatabaseError> {
        match self.turn.get() {
            Turn::Open => {
                let kept = self.run("COMMIT");
                self.turn.set(Turn::None);
                kept
            }
            Turn::Broken => {
                self.end();
                Err(DatabaseError::Broken)
            }
            Turn::None => Err(DatabaseError::Broken),
        }
    }

    /// Undoes what the transaction wrote. Where the connection is lost, the server has done so.
    pub fn end(&self) {
        let there = self.session.borrow().is_some();
        if there && self.run("ROLLBACK").is_err() {
            self.session.borrow_mut().take();
        }
        self.turn.set(Turn::None);
    }

    pub fn is_idle(&self) -> bool {
        self.turn.get() == Turn::None
    }

    pub fn in_transaction(&self) -> bool {
        self.turn.get() == Turn::Open
    }

    pub fn rows_written(&self) -> u64 {
        self.written.get()
    }

    /// Gives up the promise that a commit survives a power cut.
    pub fn relax(&self) -> Result<(), DatabaseError> {
        self.relaxed.set(true);
        self.run("SET synchronous_commit TO off")
    }

    /// Whether our tables can be in this database: the server's version, and how it keeps and orders text.
    pub fn check(&self) -> Result<(), StoreError> {
        let rows = self.rows(
            "SELECT CAST(current_setting('server_version_num') AS BIGINT), current_setting('server_version'), \
             current_setting('server_encoding'), CAST(datcollate AS TEXT) FROM pg_database WHERE datname = current_database()",
            &[],
        )?;
        let row = rows.first().ok_or(DatabaseError::Broken)?;
        let text = |place| match cell(row, place) {
            Ok(Cell::Text(text)) => Ok(text.to_owned()),
            _ => Err(DatabaseError::Kind("a text")),
        };
        if !matches!(cell(row, 0)?, Cell::Number(version) if version >= OLDEST) {
            return Err(StoreError::Unfit(format!(
                "PostgreSQL 版本为 {0}，需要 15 或更新的版本 (the server is PostgreSQL {0}; 15 or newer is needed)",
                text(1)?
            )));
        }
        let (encoding, collation) = (text(2)?, text(3)?);
        if encoding != "UTF8" || !["C", "POSIX", "C.UTF-8", "C.utf8"].contains(&collation.as_str())
        {
            return Err(StoreError::Unfit(format!(
                "数据库的字符编码为 {encoding}、排序规则为 {collation}，需要 UTF8 和 C，请这样新建 (the database needs encoding UTF8 and collation C)：\
                 CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
                self.server.0.get_dbname().unwrap_or("huiyin")
            )));
        }
        Ok(())
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Number(number) => match *kind {
                Type::INT8 => number.to_sql(kind, out),
                Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
                Type::INT2 => i16::try_from(*number)?.to_sql(kind, out),
                Type::BOOL => (*number != 0).to_sql(kind, out),
                _ => Err(format!("a number cannot stand where {kind} is asked for").into()),
            },
            Self::Text(text) => text.as_ref().to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(
        kind: &Type,
        raw: &'r [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *kind {
            Type::INT8 => Cell::Number(i64::from_sql(kind, raw)?),
            Type::INT4 => Cell::Number(i32::from_sql(kind, raw)?.into()),
            Type::INT2 => Cell::Number(i16::from_sql(kind, raw)?.into()),
            Type::BOOL => Cell::Number(bool::from_sql(kind, raw)?.into()),
            Type::BYTEA => Cell::Bytes(raw),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::BPCHAR => {
                Cell::Text(<&str>::from_sql(kind, raw)?)
            }
            _ => return Err(format!("no value of the program's is a {kind}").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The value at a place of a row, from 0.
pub(super) fn cell(row: &Row, place: usize) -> Result<Cell<'_>, DatabaseError> {
    Ok(row.try_get(place)?)
}
