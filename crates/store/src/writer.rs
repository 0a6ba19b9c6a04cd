//! One writer, many jobs per transaction.
//!
//! A job decides before it writes: what it refuses, it refuses with nothing written. It runs inside a savepoint of its own all the same:
//! when the storage fails it, only its own changes go. All jobs that wait while the disk is
//! busy share the next commit, so the number of durable writes per second does not depend on the time of one flush.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use kernel::org::Org;

use crate::current_org::CurrentOrg;
use crate::engine::Connection;
use crate::{StoreError, engine, lock};

/// The most jobs that share one commit.
const BATCH: usize = 512;

type Job = Box<dyn FnOnce(&Connection, &CurrentOrg) -> Reply + Send>;
/// Tells the caller, once the outcome of the commit is known.
type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type Listener = Box<dyn Fn() + Send>;

/// The handle through which everything is written.
pub struct Writer {
    jobs: Mutex<Option<SyncSender<Job>>>,
    listeners: Arc<Mutex<Vec<Listener>>>,
    undone: Arc<AtomicU64>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What a job may use: the connection, inside its savepoint, and the organisation as it stands there.
pub struct Writing<'c> {
    /// The writing connection.
    pub connection: &'c Connection,
    org: &'c CurrentOrg,
}

impl Writing<'_> {
    /// The organisation inside this transaction, with what this job and those before it in the batch made of it. Whatever is decided
    /// by units and posts is decided by this: what was read before the job was queued may be gone by now.
    ///
    /// # Errors
    /// The database's.
    pub fn org(&self) -> Result<Arc<Org>, StoreError> {
        self.org.read(self.connection)
    }
}

/// A job on its way; its outcome is known once the commit it shares is on disk.
pub struct Pending<T, E>(Receiver<Result<T, E>>);

impl<T, E: From<StoreError>> Pending<T, E> {
    /// Waits for the outcome.
    ///
    /// # Errors
    /// The job's own error, with its changes undone; or the database's, with the whole batch undone.
    pub fn wait(self) -> Result<T, E> {
        self.0
            .recv()
            .unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }
}

impl Writer {
    pub(crate) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (jobs, queue) = mpsc::sync_channel::<Job>(BATCH * 2);
        let listeners: Arc<Mutex<Vec<Listener>>> = Arc::default();
        let told = Arc::clone(&listeners);
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || run(&connection, &queue, &told))?;
        Ok(Self {
            jobs: Mutex::new(Some(jobs)),
            listeners,
            undone: Arc::default(),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// How many jobs had to be undone so far: they had written something when they failed. Tests see to it that a refusal is none of
    /// them.
    pub fn undone(&self) -> u64 {
        self.undone.load(Ordering::Relaxed)
    }

    /// Runs `job` in the next transaction and returns when it is on disk.
    ///
    /// # Errors
    /// The job's own error, with its changes undone; or the database's, with the whole batch undone.
    pub fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Writing<'_>) -> Result<T, E> + Send + 'static,
    {
        self.send(job).wait()
    }

    /// Hands `job` over without waiting for it, so that one thread can keep many jobs on their way. Jobs of one thread run in
    /// the order sent.
    pub fn send<T, E, F>(&self, job: F) -> Pending<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Writing<'_>) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = mpsc::sync_channel::<Result<T, E>>(1);
        let undone = Arc::clone(&self.undone);
        let boxed: Job = Box::new(move |connection, org| {
            let before = connection.rows_written();
            let outcome = in_savepoint(connection, org, job);
            if outcome.is_err() && connection.rows_written() > before {
                undone.fetch_add(1, Ordering::Relaxed);
            }
            Box::new(move |committed| {
                let outcome = match (outcome, committed) {
                    (Ok(_), Err(error)) => Err(E::from(error)),
                    (outcome, _) => outcome,
                };
                // The caller may have gone; the write stands all the same.
                let _ = answer.send(outcome);
            })
        });
        let jobs = lock(&self.jobs).clone();
        if let Some(jobs) = jobs {
            // A writer that has stopped drops the job, and with it `answer`: `wait` then says so.
            let _ = jobs.send(boxed);
        }
        Pending(answered)
    }

    /// Calls `listener` after every commit; it must return at once.
    pub fn on_commit(&self, listener: impl Fn() + Send + 'static) {
        lock(&self.listeners).push(Box::new(listener));
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        lock(&self.jobs).take();
        if let Some(thread) = lock(&self.thread).take() {
            let _ = thread.join();
        }
    }
}

fn in_savepoint<T, E: From<StoreError>>(
    connection: &Connection,
    org: &CurrentOrg,
    job: impl FnOnce(&Writing<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let run = |sql: &str| connection.execute(sql, &[]);
    run("SAVEPOINT job")?;
    org.begin();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        job(&Writing { connection, org })
    }))
    .unwrap_or_else(|_| Err(StoreError::Stopped.into()));
    if outcome.is_err() {
        org.undo();
        // A full disk may have undone everything already; what the job says of it must not be lost.
        if let Err(error) = run("ROLLBACK TO job").and_then(|_| run("RELEASE job")) {
            tracing::error!(%error, "a job could not be undone alone");
        }
        return outcome;
    }
    run("RELEASE job")?;
    outcome
}

fn run(connection: &Connection, queue: &Receiver<Job>, listeners: &Mutex<Vec<Listener>>) {
    let org = CurrentOrg::default();
    while let Ok(first) = queue.recv() {
        let mut replies = Vec::new();
        if let Err(error) = engine::begin_writing(connection) {
            // Nothing ran: dropping the job tells its caller that the store has stopped.
            tracing::error!(%error, "cannot begin a transaction");
            continue;
        }
        replies.push(first(connection, &org));
        // A failure of the disk ends the transaction by itself: whatever ran after it would stand alone.
        while replies.len() < BATCH && connection.in_transaction() {
            let Ok(job) = queue.try_recv() else { break };
            replies.push(job(connection, &org));
        }
        let committed = connection.execute("COMMIT", &[]);
        if let Err(error) = &committed {
            tracing::error!(%error, "commit failed; the batch is undone");
            org.forget();
            let _ = connection.execute("ROLLBACK", &[]);
        }
        let problem = committed.err().map(|error| match error {
            StoreError::Full => None,
            other => Some(other.to_string()),
        });
        if problem.is_none() {
            lock(listeners).iter().for_each(|listener| listener());
        }
        for reply in replies {
            reply(match &problem {
                None => Ok(()),
                Some(None) => Err(StoreError::Full),
                Some(Some(text)) => Err(StoreError::File(format!("写入失败，请重试：{text}"))),
            });
        }
    }
}
