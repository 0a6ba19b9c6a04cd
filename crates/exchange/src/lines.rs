//! Lines of a stream, numbered, none of them without end.

use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Longest line held, in bytes. The longest lawful record (two texts of
/// 20,000 characters) is a third of it.
pub(crate) const LONGEST: usize = 512 * 1024;

pub(crate) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    /// Lines given back, to be read again.
    returned: Cursor<Vec<u8>>,
    number: u64,
}

/// What was appended to the buffer.
#[derive(Debug, PartialEq)]
pub(crate) enum Line {
    /// A line with its end, if the file has one there.
    Whole,
    /// The beginning of a line over [`LONGEST`]; the rest was skipped.
    TooLong,
    /// Nothing: the stream has ended.
    End,
}

impl Lines {
    pub fn new(reader: Box<dyn Read + Send>) -> Lines {
        Lines {
            reader: BufReader::with_capacity(128 * 1024, reader),
            returned: Cursor::default(),
            number: 0,
        }
    }

    /// Number of the line last read, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Appends the next line to `buffer`.
    pub fn next(&mut self, buffer: &mut Vec<u8>) -> io::Result<Line> {
        let start = buffer.len();
        self.returned.read_until(b'\n', buffer)?;
        if !ends(buffer, start) {
            let room = (LONGEST + 1).saturating_sub(buffer.len() - start);
            self.reader
                .by_ref()
                .take(room as u64)
                .read_until(b'\n', buffer)?;
        }
        if buffer.len() == start {
            return Ok(Line::End);
        }
        self.number += 1;
        if buffer.len() - start > LONGEST && !ends(buffer, start) {
            self.reader.skip_until(b'\n')?;
            return Ok(Line::TooLong);
        }
        Ok(Line::Whole)
    }

    /// Puts back text that begins after line `number`.
    pub fn give_back(&mut self, text: &[u8], number: u64) {
        let unread = usize::try_from(self.returned.position()).unwrap_or(usize::MAX);
        let rest = self.returned.get_ref().get(unread..).unwrap_or_default();
        self.returned = Cursor::new([text, rest].concat());
        self.number = number;
    }
}

fn ends(buffer: &[u8], start: usize) -> bool {
    buffer.len() > start && buffer.ends_with(b"\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_endless_line_is_cut_and_the_next_one_read() {
        let text = format!("a\n{}\nc", "b".repeat(2 * LONGEST));
        let mut lines = Lines::new(Box::new(Cursor::new(text)));
        let mut buffer = Vec::new();
        assert_eq!(lines.next(&mut buffer).unwrap(), Line::Whole);
        buffer.clear();
        assert_eq!(lines.next(&mut buffer).unwrap(), Line::TooLong);
        assert!(buffer.len() <= LONGEST + 1);
        buffer.clear();
        assert_eq!(lines.next(&mut buffer).unwrap(), Line::Whole);
        assert_eq!((buffer.as_slice(), lines.number()), (&b"c"[..], 3));
        assert_eq!(lines.next(&mut buffer).unwrap(), Line::End);
    }

    #[test]
    fn what_is_given_back_is_read_again_with_its_number() {
        let mut lines = Lines::new(Box::new(Cursor::new("a\nb\nc\n")));
        let mut buffer = Vec::new();
        lines.next(&mut buffer).unwrap();
        lines.next(&mut buffer).unwrap();
        lines.give_back(b"b\n", 1);
        buffer.clear();
        lines.next(&mut buffer).unwrap();
        assert_eq!((buffer.as_slice(), lines.number()), (&b"b\n"[..], 2));
        lines.next(&mut buffer).unwrap();
        assert_eq!((buffer.as_slice(), lines.number()), (&b"b\nc\n"[..], 3));
    }
}
