//! A way to the server that can be cut at any message.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

/// On which side of the cut the message falls that is counted as the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It does not reach the server.
    Before,
    /// It reaches the server, whose answer is lost.
    After,
}

/// A way to a server's socket, through a port of this machine.
pub struct Proxy {
    port: u16,
    plan: Arc<Plan>,
}

struct Plan {
    socket: PathBuf,
    /// Messages until the cut; below 0 none comes.
    left: AtomicI64,
    cut: Mutex<Cut>,
}

impl Proxy {
    pub fn to(socket: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let plan = Arc::new(Plan {
            socket: socket.to_owned(),
            left: AtomicI64::new(-1),
            cut: Mutex::new(Cut::Before),
        });
        let way = Arc::clone(&plan);
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let way = Arc::clone(&way);
                std::thread::spawn(move || pass(client, &way));
            }
        });
        Self { port, plan }
    }

    pub fn address(&self) -> String {
        format!("postgres://huiyin@127.0.0.1:{}/postgres", self.port)
    }

    /// Cuts the connection at the message that so many others go before, once.
    pub fn cut_at(&self, message: i64, cut: Cut) {
        *self.plan.cut.lock().unwrap() = cut;
        self.plan.left.store(message, Ordering::SeqCst);
    }

    /// Lets everything pass; says whether a cut was still to come.
    pub fn heal(&self) -> bool {
        self.plan.left.swap(-1, Ordering::SeqCst) >= 0
    }
}

/// Carries one connection until it ends or is cut.
fn pass(mut client: TcpStream, plan: &Plan) {
    let Ok(mut server) = UnixStream::connect(&plan.socket) else {
        return;
    };
    let (mut answers, mut back) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut answers, &mut back);
        let _ = back.shutdown(Shutdown::Both);
    });
    let mut first = true;
    while let Some(message) = message(&mut client, first) {
        // The first message of a connection has no letter before it and is no part of any step.
        let last = !first
            && plan
                .left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    (left >= 0).then(|| left - 1)
                })
                == Ok(0);
        first = false;
        let after = *plan.cut.lock().unwrap() == Cut::After;
        if last && after {
            // Its answer must not come back.
            let _ = client.shutdown(Shutdown::Both);
        }
        if (!last || after) && server.write_all(&message).is_err() {
            break;
        }
        if last {
            // Time for the server to do it, as on a way that breaks behind the message.
            std::thread::sleep(std::time::Duration::from_millis(30));
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    let _ = server.shutdown(Shutdown::Both);
}

/// One message of the client: a letter, its length and what it says.
fn message(client: &mut TcpStream, first: bool) -> Option<Vec<u8>> {
    let head = if first { 4 } else { 5 };
    let mut message = vec![0; head];
    client.read_exact(&mut message).ok()?;
    let length = u32::from_be_bytes(message[head - 4..].try_into().unwrap()) as usize;
    let mut rest = vec![0; length - 4];
    client.read_exact(&mut rest).ok()?;
    message.extend(rest);
    Some(message)
}
