//! A PostgreSQL of the test's own: in a folder that is gone afterwards, reached by a socket inside of it and by nothing else.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Whom the cluster belongs to.
const OWNER: &str = "huiyin";

/// A running server, stopped when dropped.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    dir: TempDir,
    server: Child,
}

/// The folder of PostgreSQL's programs, of the newest version there is.
fn programs() -> Option<PathBuf> {
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("bin/initdb").exists())
        .max_by_key(|path| version(path))
        .map(|path| path.join("bin"))
}

impl Cluster {
    /// Makes a cluster and starts its server; none where PostgreSQL is not installed, which is said loudly and fails where everything
    /// must be tested (`CI=true`).
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "install the package postgresql"
            );
            eprintln!(
                "POSTGRESQL IS LEFT OUT: install the package postgresql to have the program tested on it"
            );
            return None;
        };
        let dir = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
        let user = Unprivileged::needed();
        if let Some(user) = &user {
            chown(dir.path(), Some(user.id), Some(user.group)).unwrap();
        }
        let data = dir.path().join("data");
        let made = command(&programs.join("initdb"), user.as_ref())
            .args([
                "-U",
                OWNER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
            ])
            .arg(&data)
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let server = serve(&programs, dir.path());
        let mut cluster = Self {
            programs,
            dir,
            server,
        };
        assert!(cluster.comes_up(), "{}", cluster.log());
        Some(cluster)
    }

    /// Ends the server as a power cut does, and starts it again.
    pub fn kill_and_restart(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
        // What the killed server left running may hold its memory for a moment: a new one refuses to start as long.
        let begun = Instant::now();
        loop {
            self.server = serve(&self.programs, self.dir.path());
            if self.comes_up() {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{}", self.log());
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// The address of its database.
    pub fn address(&self) -> String {
        let folder = self.dir.path().display().to_string().replace('/', "%2F");
        format!("postgres://{OWNER}@{folder}/postgres")
    }

    /// The socket it listens on.
    pub fn socket(&self) -> PathBuf {
        self.dir.path().join(".s.PGSQL.5432")
    }

    /// Waits until the server answers; false where it ended instead.
    fn comes_up(&mut self) -> bool {
        let begun = Instant::now();
        while !self.run("SELECT 1").1.is_empty() {
            if self.server.try_wait().unwrap().is_some() {
                return false;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{}", self.log());
            std::thread::sleep(Duration::from_millis(100));
        }
        true
    }

    fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// Runs a script to its end; gives what was answered and what was refused.
    pub fn run(&self, script: &str) -> (String, String) {
        let file = self.dir.path().join("script.sql");
        fs::write(&file, script).unwrap();
        let told = Command::new(self.programs.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-U", OWNER, "-d", "postgres", "-h"])
            .arg(self.dir.path())
            .arg("-f")
            .arg(&file)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(told.stdout), text(told.stderr))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Asked to stop, not killed, so that it leaves no shared memory behind.
        let stop = Command::new("sh")
            .args(["-c", &format!("kill -INT {}", self.server.id())])
            .status();
        if stop.is_ok_and(|status| status.success()) {
            let _ = self.server.wait();
        }
    }
}

/// Starts the server of a cluster.
fn serve(programs: &Path, dir: &Path) -> Child {
    let log = File::options()
        .create(true)
        .append(true)
        .open(dir.join("log"))
        .unwrap();
    command(&programs.join("postgres"), Unprivileged::needed().as_ref())
        .args(["-c", "listen_addresses=", "-c", "fsync=off"])
        .args(["-c", "shared_buffers=16MB", "-k"])
        .arg(dir)
        .arg("-D")
        .arg(dir.join("data"))
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap()
}

/// A user without rights, since PostgreSQL refuses to run as root.
struct Unprivileged {
    id: u32,
    group: u32,
}

impl Unprivileged {
    /// The one to become; none where the test itself is not root.
    fn needed() -> Option<Self> {
        if fs::metadata("/proc/self").unwrap().uid() != 0 {
            return None;
        }
        let users = fs::read_to_string("/etc/passwd").unwrap();
        let find = |name: &str| {
            let line = users
                .lines()
                .find(|line| line.split(':').next() == Some(name))?;
            let number = |place: usize| line.split(':').nth(place)?.parse().ok();
            Some(Self {
                id: number(2)?,
                group: number(3)?,
            })
        };
        Some(find("postgres").or_else(|| find("nobody")).unwrap())
    }
}

/// A program that ends with the test, however that ends.
fn command(program: &Path, user: Option<&Unprivileged>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if let Some(user) = user {
        command
            .arg(format!("--reuid={}", user.id))
            .arg(format!("--regid={}", user.group))
            .arg("--clear-groups");
    }
    command.arg(program);
    command
}
