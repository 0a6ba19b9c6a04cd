//! Which category of content a petition belongs to, learned from petitions that clerks have sorted.
//!
//! A petition becomes three bags of features ([`grams`]): runs of one to three characters of its subject, the same of the whole
//! text, and its words. Each category gets two linear separators from the rest ([`solver`]): a plain support vector machine, and one
//! whose features are trusted by how unevenly they stand in the category (after Wang and Manning's "NB-SVM"). Both use the same
//! features, so their sum is one table of weights. Cross-validation on the training rows gives the temperature that turns margins
//! into probabilities and the score from which a suggestion is trusted; nothing is fitted on other rows.
//!
//! A model holds weights of hashed character runs, no text.

mod calibrate;
mod file;
mod grams;
mod measure;
mod model;
mod solver;
mod taxonomy;
mod train;
mod vocabulary;

pub use file::BadModel;
pub use measure::{Confusion, PerClass, calibration_error};
pub use model::{CategoryModel, Suggestion};
pub use taxonomy::{Filed, Second, Taxonomy};
pub use train::{Labelled, Outlook, TooLittle, train};
