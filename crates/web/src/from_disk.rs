//! An answer read from the disk as fast as it is taken, so that many at once need little memory.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

/// How much is read at a time.
const PIECE: u64 = 64 * 1024;

/// The first `size` bytes of a file.
pub fn from_disk(file: File, size: u64) -> Body {
    Body::new(FromDisk {
        state: State::Waiting(Some(file)),
        left: size,
    })
}

struct FromDisk {
    state: State,
    left: u64,
}

enum State {
    /// For somebody to ask for more.
    Waiting(Option<File>),
    /// A piece is being read.
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
}

fn piece(mut file: File, most: u64) -> io::Result<(File, Bytes)> {
    let mut bytes = Vec::new();
    (&mut file).take(most).read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((file, bytes.into()))
}

impl HttpBody for FromDisk {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let left = self.left;
        loop {
            match &mut self.state {
                State::Waiting(file) => {
                    let Some(file) = file.take().filter(|_| left > 0) else {
                        return Poll::Ready(None);
                    };
                    let reading = spawn_blocking(move || piece(file, left.min(PIECE)));
                    self.state = State::Reading(reading);
                }
                State::Reading(reading) => {
                    let read = ready!(Pin::new(reading).poll(context));
                    let (file, bytes) = match read.map_err(io::Error::other).flatten() {
                        Ok(read) => read,
                        Err(error) => {
                            self.state = State::Waiting(None);
                            return Poll::Ready(Some(Err(error)));
                        }
                    };
                    self.left = left.saturating_sub(bytes.len() as u64);
                    self.state = State::Waiting(Some(file));
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Write;

    use http_body_util::BodyExt;

    use super::*;

    fn file(content: &[u8]) -> File {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        file.reopen().unwrap()
    }

    #[tokio::test]
    async fn a_file_comes_whole_and_a_piece_at_a_time() {
        let content: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let mut body = from_disk(file(&content), 300_000);
        assert_eq!(body.size_hint().exact(), Some(300_000));
        let mut read = Vec::new();
        while let Some(frame) = body.frame().await {
            let piece = frame.unwrap().into_data().unwrap();
            assert!(piece.len() as u64 <= PIECE);
            read.extend_from_slice(&piece);
        }
        assert!(read == content);
    }

    #[tokio::test]
    async fn a_file_that_is_shorter_than_known_breaks_off() {
        assert!(from_disk(file(b"short"), 9).collect().await.is_err());
    }
}
