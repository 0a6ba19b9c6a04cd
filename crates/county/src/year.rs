//! The year of petitions. Each one follows from the seed and its index alone,
//! so any number can be streamed without keeping the earlier ones.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::case::{self, Case, Voice};
use crate::dice::{Dice, Stream};
use crate::people;
use crate::phrases::{Kind, phrases};
use crate::plan::{Accused, Channel, Petition, Petitioner, Place, Purpose};
use crate::story::Teller;
use crate::text::{self, Frame};

const DAYS: usize = 365;
/// One hot event falls into each block of this many arrivals.
const BLOCK: usize = 400;
/// Petitions about a hot event in its block, on average.
const EVENT_SIZE: usize = 30;
/// Share of arrivals that look for an earlier one to repeat, in percent.
const REPEATS: usize = 15;

const EVENTS: [&str; 6] = [
    "mixing-plant",
    "wage-site",
    "house-undelivered",
    "tap-water",
    "property-fee",
    "night-noise",
];

/// Petitions of twelve months, in order of receipt.
pub struct Year {
    seed: u64,
    first: Date,
    /// Arrivals up to and including each day.
    until: Vec<usize>,
    next: usize,
}

/// What part an arrival plays.
#[derive(Clone, Copy)]
enum Part {
    New,
    Event(usize),
    Repeat(usize),
}

impl Year {
    pub(crate) fn new(seed: u64, count: usize, end: Date) -> Self {
        let first = end.saturating_sub((DAYS as i32 - 1).days());
        let weights: Vec<u64> = (0..DAYS)
            .map(|day| weight(first.saturating_add((day as i32).days())))
            .collect();
        let total: u64 = weights.iter().sum();
        let until = weights
            .iter()
            .scan(0_u64, |sum, weight| {
                *sum += weight;
                Some((count as u128 * u128::from(*sum) / u128::from(total)) as usize)
            })
            .collect();
        Self {
            seed,
            first,
            until,
            next: 0,
        }
    }

    fn day_of(&self, index: usize) -> usize {
        self.until.partition_point(|until| *until <= index)
    }

    fn date_of(&self, index: usize) -> Date {
        self.first
            .saturating_add((self.day_of(index) as i32).days())
    }

    /// Arrivals spread over the open hours of the day, in order.
    fn minute_of(&self, index: usize) -> u16 {
        let day = self.day_of(index);
        let before = if day == 0 { 0 } else { self.until[day - 1] };
        let today = self.until[day] - before;
        (7 * 60 + 40 + (index - before) * 13 * 60 / today.max(1)) as u16
    }

    fn roll(&self, index: usize) -> (bool, bool) {
        let mut dice = Dice::new(self.seed, Stream::Role, index as u64);
        (dice.below(BLOCK) < EVENT_SIZE, dice.chance(REPEATS))
    }

    fn part(&self, index: usize) -> Part {
        match self.roll(index) {
            (true, _) => Part::Event(index / BLOCK),
            (_, true) => self.original(index).map_or(Part::New, Part::Repeat),
            _ => Part::New,
        }
    }

    /// An earlier, signed arrival of 6 to 70 days before, not itself a repeat.
    fn original(&self, index: usize) -> Option<usize> {
        let mut dice = Dice::new(self.seed, Stream::Arrival, index as u64);
        let today = self.day_of(index) as i32;
        (0..6).find_map(|_| {
            let day = usize::try_from(today - dice.between(6, 70)).ok()?;
            let from = if day == 0 { 0 } else { self.until[day - 1] };
            let count = self.until[day] - from;
            let earlier = from + dice.below(count);
            let fresh = count > 0 && matches!(self.roll(earlier), (true, _) | (_, false));
            (fresh && !self.anonymous(earlier)).then_some(earlier)
        })
    }

    fn anonymous(&self, index: usize) -> bool {
        Dice::new(self.seed, Stream::Person, index as u64).chance(5) && !self.in_person(index)
    }

    fn in_person(&self, index: usize) -> bool {
        matches!(
            self.channel(index),
            Channel::Visit | Channel::Video | Channel::FromAbove
        )
    }

    fn channel(&self, index: usize) -> Channel {
        let mut dice = Dice::new(self.seed, Stream::Arrival, !(index as u64));
        let date = self.date_of(index);
        let minute = self.minute_of(index);
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let open = !weekend && ((510..720).contains(&minute) || (870..1050).contains(&minute));
        if !open {
            return *dice.pick(&[Channel::Online, Channel::Online, Channel::Hotline]);
        }
        match dice.below(100) {
            0..16 => Channel::Letter,
            16..42 => Channel::Visit,
            42..61 => Channel::Online,
            61..75 => Channel::Call,
            75..79 => Channel::Video,
            79..91 => Channel::Hotline,
            _ => Channel::FromAbove,
        }
    }

    /// First arrival of the event of a block.
    fn event_start(&self, block: usize) -> usize {
        (block * BLOCK..)
            .find(|at| self.roll(*at).0)
            .unwrap_or(block * BLOCK)
    }

    fn event_kind(&self, block: usize) -> &'static Kind {
        let code = EVENTS[(block + self.seed as usize % EVENTS.len()) % EVENTS.len()];
        let kinds = &phrases().kinds;
        kinds
            .iter()
            .find(|kind| kind.code == code)
            .unwrap_or(&kinds[0])
    }

    fn case(&self, index: usize, part: Part) -> Case {
        let mut own = case::own_dice(self.seed, index);
        let date = self.date_of(index);
        match part {
            Part::Repeat(original) => {
                let mut case = self.case(original, self.part(original));
                case.told = date;
                case
            }
            Part::Event(block) => {
                let mut shared = Dice::new(self.seed, Stream::Event, block as u64);
                let began = self.date_of(self.event_start(block));
                let kind = self.event_kind(block);
                let mut case = Case::draw(kind, began, &mut shared, &mut own);
                case.told = date;
                case
            }
            Part::New => {
                let mut shared = Dice::new(self.seed, Stream::Core, index as u64);
                let kind = case::kind_for(date, &mut shared);
                Case::draw(kind, date, &mut shared, &mut own)
            }
        }
    }

    /// The petitioners of a case that is not a repeat, and the head count.
    fn people(&self, index: usize, part: Part, case: &Case) -> (Vec<Petitioner>, u32) {
        let mut dice = Dice::new(self.seed, Stream::Person, index as u64);
        let _ = dice.chance(5);
        if self.anonymous(index) {
            return (Vec::new(), 1);
        }
        let appeal = case.kind.purpose() == Purpose::Appeal;
        let first_wage = matches!(part, Part::Event(block)
            if self.event_start(block) == index && case.kind.code == "wage-site");
        let throw = dice.below(100);
        let (names, heads) = match self.channel(index) {
            _ if first_wage => (5, 18),
            Channel::Visit if appeal && throw < 9 => (dice.between(3, 5), dice.between(5, 32)),
            Channel::Letter if appeal && throw < 12 => (dice.between(2, 5), dice.between(5, 60)),
            Channel::Visit if throw < 30 => (2, 2),
            _ => (1, 1),
        };
        let list = (0..names)
            .map(|_| people::petitioner(case, &mut dice))
            .collect();
        (list, heads as u32)
    }

    /// The petition at `index`.
    fn petition(&self, index: usize) -> Petition {
        let part = self.part(index);
        let mut case = self.case(index, part);
        let received = self.date_of(index);
        let (origin, origin_part) = match part {
            Part::Repeat(original) => (original, self.part(original)),
            _ => (index, part),
        };
        let (mut petitioners, mut head_count) = self.people(origin, origin_part, &case);
        let mut channel = self.channel(index);
        if head_count == 18 && origin == index {
            channel = Channel::Visit;
        }
        if origin != index {
            head_count = head_count.min(petitioners.len() as u32);
        }
        petitioners.truncate(5);
        let earlier = (origin != index).then(|| self.date_of(origin));
        let frame = Frame {
            channel,
            anonymous: petitioners.is_empty(),
            group: head_count > 2,
            earlier: earlier.map(|date| (date.month(), date.day())),
        };
        let mut dice = Dice::new(self.seed, Stream::Wording, index as u64);
        // Demands are in the file's words; a subject is the petitioner's own
        // heading, whoever writes it down; the body speaks as its channel does.
        case.voice = Voice::Reported;
        let demands = text::demands(&case, &mut dice);
        case.voice = Voice::First;
        let subject = text::subject(&case, &frame, &mut dice);
        case.voice = text::voice(channel);
        let body = text::body(&case, &frame, &demands, &mut dice);
        case.voice = Voice::Reported;
        let fate = Dice::new(self.seed, Stream::Story, index as u64);
        let story =
            Teller::new(&case, &demands, fate, received, frame.anonymous).tell(origin != index);
        Petition {
            index,
            channel,
            received,
            minute_of_day: self.minute_of(index),
            subject,
            body,
            place: Place {
                unit: case.unit(),
                text: case.spot(),
            },
            category: case.kind.category,
            kind: &case.kind.code,
            purpose: case.kind.purpose(),
            anonymous: frame.anonymous,
            petitioners,
            head_count,
            accused: (!case.accused_unit.is_empty()).then(|| Accused {
                unit: case.accused_unit,
                person: case.accused_person.clone(),
            }),
            target: case.competent(&case.kind.to),
            repeat_of: earlier.map(|_| origin),
            same_event_as: match part {
                Part::Event(block) => Some(self.event_start(block)).filter(|at| *at != index),
                _ => None,
            },
            demands,
            story,
        }
    }
}

impl Iterator for Year {
    type Item = Petition;

    fn next(&mut self) -> Option<Petition> {
        let count = self.until.last().copied().unwrap_or(0);
        (self.next < count).then(|| {
            self.next += 1;
            self.petition(self.next - 1)
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.until.last().copied().unwrap_or(0) - self.next;
        (left, Some(left))
    }
}

/// How busy a day is.
fn weight(date: Date) -> u64 {
    let month = match date.month() {
        12 | 1 => 13,
        7 | 8 => 12,
        2 => 8,
        10 => 9,
        _ => 10,
    };
    let weekday = match date.weekday() {
        Weekday::Monday => 13,
        Weekday::Saturday | Weekday::Sunday => 4,
        _ => 10,
    };
    month * weekday
}
