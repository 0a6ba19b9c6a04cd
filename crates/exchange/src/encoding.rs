//! Which encoding a text file is in, and bringing it to UTF-8 as it streams.

use std::{
    fs::File,
    io::{self, Read},
};

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

const CHUNK: usize = 64 * 1024;
/// This much text outside ASCII settles the question.
const ENOUGH: usize = 16 * 1024;

/// An encoding and the length of the byte-order mark that names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Detected {
    pub encoding: &'static Encoding,
    pub mark: usize,
    /// Much text outside ASCII, all of it valid UTF-8: nothing else.
    pub plainly_utf8: bool,
}

/// A byte-order mark at the start of `head`.
pub(crate) fn byte_order_mark(head: &[u8]) -> Option<Detected> {
    [
        (&b"\xEF\xBB\xBF"[..], UTF_8),
        (b"\xFF\xFE", UTF_16LE),
        (b"\xFE\xFF", UTF_16BE),
    ]
    .into_iter()
    .find(|(mark, _)| head.starts_with(mark))
    .map(|(mark, encoding)| Detected {
        encoding,
        mark: mark.len(),
        plainly_utf8: false,
    })
}

/// UTF-8 or GB18030, by which of the two the bytes outside ASCII speak for.
///
/// Chinese in GB18030 is mostly invalid as UTF-8, and a damaged UTF-8 file is
/// still mostly valid, so the majority decides and a broken byte stays a
/// broken byte of its row.
pub(crate) fn detect(file: &mut File) -> io::Result<Detected> {
    let mut chunk = vec![0; CHUNK];
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    let mut carried = 0;
    let mut first = true;
    loop {
        let read = file.read(&mut chunk[carried..])?;
        if first {
            if let Some(marked) = byte_order_mark(&chunk[..read]) {
                return Ok(marked);
            }
            first = false;
        }
        let text = &chunk[..carried + read];
        // A character may be cut by the chunk's end: look at it next time.
        let complete = if read == 0 {
            text.len()
        } else {
            complete_length(text)
        };
        for piece in text[..complete].utf8_chunks() {
            valid += piece.valid().bytes().filter(|b| !b.is_ascii()).count();
            invalid += piece.invalid().len();
        }
        if read == 0 || valid + invalid >= ENOUGH {
            break;
        }
        let length = text.len();
        chunk.copy_within(complete..length, 0);
        carried = length - complete;
    }
    let encoding = if invalid == 0 || valid >= 4 * invalid {
        UTF_8
    } else {
        GB18030
    };
    Ok(Detected {
        encoding,
        mark: 0,
        plainly_utf8: invalid == 0 && valid >= 60,
    })
}

/// Length without a UTF-8 character cut off at the end.
fn complete_length(text: &[u8]) -> usize {
    match std::str::from_utf8(text) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        // Cut off after an earlier damage: at most three bytes are miscounted.
        _ => text.len(),
    }
}

/// Reads any encoding as UTF-8; what cannot be read becomes U+FFFD.
pub(crate) struct ToUtf8<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> ToUtf8<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> ToUtf8<R> {
        ToUtf8 {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            input: vec![0; CHUNK],
            output: Vec::new(),
            given: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.inner.read(&mut self.input)?;
        self.ended = read == 0;
        let input = &self.input[..read];
        let room = self
            .decoder
            .max_utf8_buffer_length(read)
            .unwrap_or(CHUNK * 4);
        self.output.resize(room, 0);
        // The room is the decoder's own upper bound, so one call takes it all.
        let (_, _, written, _) = self
            .decoder
            .decode_to_utf8(input, &mut self.output, self.ended);
        self.output.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for ToUtf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() && !self.ended {
            self.refill()?;
        }
        let given = (&self.output[self.given..]).read(buffer)?;
        self.given += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Seek, Write};

    use super::*;

    fn detected(bytes: &[u8]) -> Detected {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        detect(&mut file).unwrap()
    }

    #[test]
    fn chinese_in_either_encoding_is_told_apart() {
        let text = "反映柳树村道路积水，多次联系无人处理，请予解决。";
        assert_eq!(detected(text.as_bytes()).encoding, UTF_8);
        assert_eq!(detected(&GB18030.encode(text).0).encoding, GB18030);
        assert_eq!(detected(b"plain").encoding, UTF_8);
        assert_eq!(
            detected(b"\xEF\xBB\xBFid"),
            Detected {
                encoding: UTF_8,
                mark: 3,
                plainly_utf8: false
            }
        );
    }

    #[test]
    fn one_broken_byte_does_not_turn_a_file_into_another_encoding() {
        let mut bytes = "反映柳树村道路积水，多次联系无人处理".as_bytes().to_vec();
        bytes.push(0xFF);
        assert_eq!(detected(&bytes).encoding, UTF_8);
    }

    #[test]
    fn chinese_far_behind_the_beginning_is_still_seen() {
        let mut bytes = b"0123456789\n".repeat(50_000);
        bytes.extend(GB18030.encode("反映柳树村道路积水").0.iter());
        assert_eq!(detected(&bytes).encoding, GB18030);
    }

    #[test]
    fn decoding_streams_over_the_chunk_border() {
        let text = "x".to_owned() + &"积水".repeat(40_000);
        let bytes = GB18030.encode(&text).0.into_owned();
        let mut read = String::new();
        ToUtf8::new(bytes.as_slice(), GB18030)
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, text);
    }
}
