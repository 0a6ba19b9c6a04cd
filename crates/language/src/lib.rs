//! Chinese text: the words in it, what to show of it, and whether two texts
//! tell of the same matter.
//!
//! Everything here is a pure function of its arguments. The dictionary is
//! compiled in and loaded once, on first use; no text leaves the process.
//!
//! - [`normalise()`] brings one spelling out of many (full-width, capitals,
//!   traditional, invisible characters).
//! - [`initials()`] are the letters by which a name is typed.
//! - [`Words`] cuts text for the search index, for a query and for a reader.
//! - [`Marker`] picks the part of a text that shows why it was found.
//! - [`AccusationReader`] tells whether a text reads like an accusation against an official.
//! - [`train`] and [`CategoryModel`] sort petitions by content, as an office's clerks did.
//! - [`HotIssues`] groups petitions about one event in one place.
//! - [`mod@forecast`] says how many petitions of a category a unit may expect.
//! - [`ReplyReader`] reads an answer against what was asked.
//! - [`Print`] and [`Likeness`] compare two petitions.

mod accusation;
mod category;
mod civil;
mod forecast;
mod hot;
mod initials;
mod normalise;
mod places;
mod reply;
mod same;
mod simplified;
mod snippet;
mod stop;
mod words;

pub use accusation::{AccusationReader, AccusationWords};
pub use category::{
    BadModel, CategoryModel, Confusion, Filed, Labelled, Outlook, PerClass, Second, Suggestion,
    Taxonomy, TooLittle, calibration_error, train,
};
pub use forecast::{
    Arrived, Asking, Forecast, Next, Outcome, SURE, Step, Tested, TooFew, forecast, overall,
};
pub use hot::{HotIssues, Incoming, Issue};
pub use initials::{initials, spelling};
pub use normalise::normalise;
pub use reply::{
    Answer, Asked, Plainer, ReplyQuality, ReplyReader, Score, Spoken, demands, plainer,
};
pub use same::{LIKELY, Likeness, POSSIBLE, Print, Told, Why};
pub use snippet::{Marker, Piece};
pub use words::{Word, Words};
