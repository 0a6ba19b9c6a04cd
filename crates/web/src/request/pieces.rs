//! A body in small pieces. The reader of multipart forms takes in whatever is there before it looks at any of it; a piece at
//! a time, and no more than a little without getting anywhere, it never has more than a little in memory.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;

/// The largest piece, in bytes.
const PIECE: usize = 4 * 1024;
/// The most that is handed out between two things read: the header of a part is shorter.
const FRUITLESS: usize = 64 * 1024;

/// Tells [`Pieces`] that something was read.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicUsize>);

impl Progress {
    /// A part or a piece of one was read.
    pub fn made(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// A body handed out in pieces.
#[derive(Debug)]
pub struct Pieces {
    body: Body,
    rest: Bytes,
    left: usize,
    rested: bool,
    fruitless: Progress,
}

impl Pieces {
    /// Of `body`, at most `most` bytes.
    pub fn new(body: Body, most: usize) -> (Self, Progress) {
        let progress = Progress::default();
        let pieces = Self {
            body,
            rest: Bytes::new(),
            left: most,
            rested: true,
            fruitless: progress.clone(),
        };
        (pieces, progress)
    }

    fn hand_out(&mut self) -> Result<Frame<Bytes>, axum::Error> {
        let piece = self.rest.split_to(self.rest.len().min(PIECE));
        let fruitless = self.fruitless.0.fetch_add(piece.len(), Ordering::Relaxed);
        match self.left.checked_sub(piece.len()) {
            Some(left) if fruitless <= FRUITLESS => {
                self.left = left;
                Ok(Frame::data(piece))
            }
            _ => Err(axum::Error::new(std::io::Error::other("too much"))),
        }
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        // Whoever asks again at once is told to look at what it has first.
        if !self.rested {
            self.rested = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        while self.rest.is_empty() {
            match std::task::ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                // Trailers mean nothing here.
                Some(Ok(frame)) => self.rest = frame.into_data().unwrap_or_default(),
            }
        }
        self.rested = false;
        Poll::Ready(Some(self.hand_out()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::extract::{FromRequest, Multipart, Request};

    use super::*;

    /// The beginning of a part, and a header that never ends.
    struct Endless {
        sent: Arc<AtomicUsize>,
    }

    impl HttpBody for Endless {
        type Data = Bytes;
        type Error = axum::Error;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
            let begin: &[u8] = b"--cut\r\nContent-Disposition: form-data; name=\"a\"; x=\"";
            let sent = self.sent.fetch_add(10_000, Ordering::Relaxed);
            let next = match sent {
                0 => Bytes::from_static(begin),
                _ => Bytes::from_static(&[b'y'; 10_000]),
            };
            assert!(sent < 10_000_000, "the reader takes in whatever comes");
            Poll::Ready(Some(Ok(Frame::data(next))))
        }
    }

    #[tokio::test]
    async fn a_header_without_an_end_is_given_up_after_a_little() {
        let sent = Arc::new(AtomicUsize::new(0));
        let endless = Endless {
            sent: Arc::clone(&sent),
        };
        let (body, _) = Pieces::new(Body::new(endless), 100_000_000);
        let request = Request::builder()
            .header("content-type", "multipart/form-data; boundary=cut")
            .body(Body::new(body))
            .unwrap();
        let mut parts = Multipart::from_request(request, &()).await.unwrap();
        assert!(parts.next_field().await.is_err());
        assert!(sent.load(Ordering::Relaxed) < 3 * FRUITLESS);
    }
}
