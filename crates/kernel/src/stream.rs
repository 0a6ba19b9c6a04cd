//! Streams: what the ledger keeps one chain of entries of. The organisation is one, each matter is one, and so is whatever else the
//! office does over time.
//!
//! Which numbers a kind of stream has is part of the ledger's format and never changes. An entry lies under its stream's number times
//! 2^24 plus its version, so numbers stay below 2^39: the first 2^32 of them are matters, with the organisation at 0, and every
//! other kind has 2^32 of its own. Whoever walks all matters asks for the kind; to whoever asks for a matter by the number of
//! something else there is no such matter.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::MatterId;

/// How many numbers a kind has, as a power of two.
const KIND_BITS: u32 = 32;

/// The number of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(pub i64);

impl std::fmt::Display for StreamId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl StreamId {
    /// The organisation: units, posts, and what the office does with its data.
    pub const ORGANISATION: Self = Self(0);

    /// What it is a stream of; none for a number that no stream can have.
    pub fn kind(self) -> Option<StreamKind> {
        match self.0 {
            0 => Some(StreamKind::Organisation),
            number => match u8::try_from(number >> KIND_BITS) {
                Ok(0) => Some(StreamKind::Matter),
                Ok(range @ 1..=Range::LAST) => Some(StreamKind::Bureau(Range(range))),
                _ => None,
            },
        }
    }
}

impl From<MatterId> for StreamId {
    fn from(matter: MatterId) -> Self {
        Self(matter.0)
    }
}

/// What a stream is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StreamKind {
    /// The organisation, of which there is one.
    Organisation,
    /// A matter.
    Matter,
    /// Something of the bureau that is not about one matter, by the numbers its kind was given.
    Bureau(Range),
}

/// The numbers of a kind of the bureau's: which of the stretches behind those of matters. One that was given is never given to
/// another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range(u8);

impl Range {
    /// The last there is.
    const LAST: u8 = 127;

    /// A stretch by its place, from 1; none where there is none.
    pub const fn new(place: u8) -> Option<Self> {
        if place >= 1 && place <= Self::LAST {
            Some(Self(place))
        } else {
            None
        }
    }
}

impl StreamKind {
    /// A kind of the bureau's, by the place of the numbers it is given for good. A place that there is not does not compile.
    pub const fn bureau<const PLACE: u8>() -> Self {
        const { assert!(PLACE >= 1 && PLACE <= Range::LAST) };
        Self::Bureau(Range(PLACE))
    }

    /// The numbers of its streams.
    pub fn numbers(self) -> RangeInclusive<i64> {
        let stretch = |place: u8| {
            let first = i64::from(place) << KIND_BITS;
            first..=first + ((1 << KIND_BITS) - 1)
        };
        match self {
            Self::Organisation => 0..=0,
            Self::Matter => 1..=*stretch(0).end(),
            Self::Bureau(range) => stretch(range.0),
        }
    }

    /// The stream at a place among those of its kind, from 0; of the organisation there is one only.
    pub fn stream(self, place: u32) -> StreamId {
        let numbers = self.numbers();
        StreamId((*numbers.start() + i64::from(place)).min(*numbers.end()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn bureau(place: u8) -> StreamKind {
        StreamKind::Bureau(Range::new(place).unwrap())
    }

    #[test]
    fn matters_keep_the_numbers_they_have_and_nothing_else_has_one_of_them() {
        assert_eq!(StreamId(0).kind(), Some(StreamKind::Organisation));
        for number in [1, 2_988, 4_294_967_295] {
            let matter = StreamId::from(MatterId(number));
            assert_eq!(matter.kind(), Some(StreamKind::Matter), "{number}");
            assert!(StreamKind::Matter.numbers().contains(&number));
        }
        assert_eq!(StreamId(4_294_967_296).kind(), Some(bureau(1)));
        for nothing in [-1, i64::MIN, 1 << 39, i64::MAX] {
            assert_eq!(StreamId(nothing).kind(), None, "{nothing}");
        }
    }

    #[test]
    fn every_kind_has_numbers_of_its_own_without_a_gap_between() {
        let mut next = *StreamKind::Matter.numbers().end() + 1;
        for place in 1..=Range::LAST {
            let numbers = bureau(place).numbers();
            assert_eq!(*numbers.start(), next);
            for number in [*numbers.start(), *numbers.end()] {
                assert_eq!(StreamId(number).kind(), Some(bureau(place)));
            }
            next = numbers.end() + 1;
        }
        assert_eq!(next, 1 << 39, "a key of the ledger has room for no more");
        assert_eq!((Range::new(0), Range::new(128)), (None, None));
        assert_eq!(bureau(2).stream(5), StreamId((2 << 32) + 5));
        assert_eq!(StreamKind::bureau::<2>(), bureau(2));
        assert_eq!(StreamKind::Organisation.stream(7), StreamId::ORGANISATION);
    }
}
