//! One writer, many jobs per transaction.
//!
//! A job decides before it writes: what it refuses, it refuses with nothing written. So jobs share a transaction without savepoints:
//! all that wait while the disk is busy share the next commit, and the number of durable writes per second does not depend on the
//! time of one flush. Where a job failed after it had written, or the storage failed it, the whole transaction is undone and
//! whoever did no wrong runs again.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use kernel::org::Org;

use crate::current_org::CurrentOrg;
use crate::engine::Connection;
use crate::{StoreError, lock};

/// The most jobs that share one commit.
const BATCH: usize = 512;

/// A job on its way, with whoever waits for its outcome.
trait Job: Send {
    /// Runs it inside a transaction. Says whether the transaction can be kept with it.
    fn run(&mut self, connection: &Connection, org: &CurrentOrg) -> Outcome;
    /// Tells whoever waits, once the outcome of the commit is known.
    fn tell(self: Box<Self>, committed: Result<(), StoreError>);
}

/// What a job left behind in its transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// What it was to write, or nothing.
    Sound,
    /// Half of something: it failed after it had written, or the storage failed it.
    Half,
}

/// A job that may have to run again: what it uses up is a copy of its own.
struct Waiting<T, E, F> {
    job: F,
    outcome: Option<Result<T, E>>,
    answer: SyncSender<Result<T, E>>,
}

impl<T, E, F> Job for Waiting<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnOnce(&Writing<'_>) -> Result<T, E> + Clone + Send,
{
    fn run(&mut self, connection: &Connection, org: &CurrentOrg) -> Outcome {
        let before = connection.rows_written();
        let job = self.job.clone();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            job(&Writing { connection, org })
        }))
        .unwrap_or_else(|_| Err(StoreError::Stopped.into()));
        let half = outcome.is_err() && connection.rows_written() > before;
        self.outcome = Some(outcome);
        if half || !connection.in_transaction() {
            Outcome::Half
        } else {
            Outcome::Sound
        }
    }

    fn tell(self: Box<Self>, committed: Result<(), StoreError>) {
        let outcome = match (self.outcome, committed) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(error)) => Err(error.into()),
            (Some(Ok(done)), Ok(())) => Ok(done),
            // It never ran.
            (None, Ok(())) => Err(StoreError::Stopped.into()),
        };
        // The caller may have gone; the write stands all the same.
        let _ = self.answer.send(outcome);
    }
}

type Listener = Box<dyn Fn() + Send>;

/// The handle through which everything is written.
pub struct Writer {
    jobs: Mutex<Option<SyncSender<Box<dyn Job>>>>,
    listeners: Arc<Mutex<Vec<Listener>>>,
    undone: Arc<AtomicU64>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What a job may use: the connection, inside its transaction, and the organisation as it stands there.
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
    /// The job's own error, with its changes undone; or the database's.
    pub fn wait(self) -> Result<T, E> {
        self.0
            .recv()
            .unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }
}

impl Writer {
    pub(crate) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (jobs, queue) = mpsc::sync_channel::<Box<dyn Job>>(BATCH * 2);
        let listeners: Arc<Mutex<Vec<Listener>>> = Arc::default();
        let undone: Arc<AtomicU64> = Arc::default();
        let desk = Desk {
            connection,
            org: CurrentOrg::default(),
            listeners: Arc::clone(&listeners),
            undone: Arc::clone(&undone),
        };
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || desk.run(&queue))?;
        Ok(Self {
            jobs: Mutex::new(Some(jobs)),
            listeners,
            undone,
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
    /// The job's own error, with its changes undone; or the database's.
    pub fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Writing<'_>) -> Result<T, E> + Clone + Send + 'static,
    {
        self.send(job).wait()
    }

    /// Hands `job` over without waiting for it, so that one thread can keep many jobs on their way. Jobs of one thread run in
    /// the order sent.
    pub fn send<T, E, F>(&self, job: F) -> Pending<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Writing<'_>) -> Result<T, E> + Clone + Send + 'static,
    {
        let (answer, answered) = mpsc::sync_channel::<Result<T, E>>(1);
        let waiting = Box::new(Waiting {
            job,
            outcome: None,
            answer,
        });
        let jobs = lock(&self.jobs).clone();
        if let Some(jobs) = jobs {
            // A writer that has stopped drops the job, and with it `answer`: `wait` then says so.
            let _ = jobs.send(waiting);
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

/// What the writer's thread works with.
struct Desk {
    connection: Connection,
    org: CurrentOrg,
    listeners: Arc<Mutex<Vec<Listener>>>,
    undone: Arc<AtomicU64>,
}

impl Desk {
    fn run(&self, queue: &Receiver<Box<dyn Job>>) {
        while let Ok(first) = queue.recv() {
            self.work(vec![first], Some(queue));
        }
    }

    /// Brings each of the jobs to its end, with those that come meanwhile.
    fn work(&self, mut jobs: Vec<Box<dyn Job>>, queue: Option<&Receiver<Box<dyn Job>>>) {
        match self.together(&mut jobs, queue) {
            Ok(None) => {
                lock(&self.listeners).iter().for_each(|listener| listener());
                jobs.into_iter().for_each(|job| job.tell(Ok(())));
            }
            Ok(Some(_)) if jobs.len() == 1 => {
                self.undone.fetch_add(1, Ordering::Relaxed);
                jobs.into_iter()
                    .for_each(|job| job.tell(Err(StoreError::Stopped)));
            }
            Ok(Some(half)) => {
                // Those before it did no wrong and run again; it stands for itself; those after it have not run yet.
                let after = jobs.split_off(half + 1);
                let alone = jobs.split_off(half);
                for part in [jobs, alone, after] {
                    if !part.is_empty() {
                        self.work(part, None);
                    }
                }
            }
            Err(error) => failed(jobs, &error),
        }
    }

    /// Runs the jobs in one transaction and keeps it; or says which of them left half of something, with everything undone.
    fn together(
        &self,
        jobs: &mut Vec<Box<dyn Job>>,
        queue: Option<&Receiver<Box<dyn Job>>>,
    ) -> Result<Option<usize>, StoreError> {
        self.connection.begin_writing()?;
        let mut next = 0;
        while let Some(job) = jobs.get_mut(next) {
            if job.run(&self.connection, &self.org) == Outcome::Half {
                self.undo();
                return Ok(Some(next));
            }
            next += 1;
            if jobs.len() < BATCH {
                jobs.extend(queue.and_then(|queue| queue.try_recv().ok()));
            }
        }
        let committed = self.connection.commit();
        if committed.is_err() {
            self.undo();
        }
        committed.map(|()| None)
    }

    fn undo(&self) {
        self.connection.roll_back();
        self.org.forget();
    }
}

/// Tells each job that nothing of it was kept; what it said of itself goes before what the storage said.
fn failed(jobs: Vec<Box<dyn Job>>, error: &StoreError) {
    tracing::error!(%error, "nothing of a transaction was kept");
    for job in jobs {
        job.tell(Err(match error {
            StoreError::Full => StoreError::Full,
            StoreError::Unreachable(why) => StoreError::Unreachable(why.clone()),
            other => StoreError::File(format!("写入失败，请重试：{other}")),
        }));
    }
}
