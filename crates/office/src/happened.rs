//! What happened to one's unit and post since a day: what came and came back, what was signed, rated, instructed, ordered, and what
//! became late.

use jiff::civil::Date;
use kernel::access::Viewer;
use store::projection::notices;
pub use store::projection::notices::NoticeKind;
use store::tables::list::{self, Line};

use crate::{Moment, Office, OfficeError};

/// The most that is told at once; more is a list to work through, not news.
const MOST: usize = 100;

/// Something that happened, with the matter as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The matter.
    pub line: Line,
    /// What.
    pub kind: NoticeKind,
    /// On which day.
    pub day: Date,
}

impl Office {
    /// What happened to the viewer's unit and post from a day on, the newest first. A stand-in is told what happened to the post it
    /// stands in for.
    ///
    /// # Errors
    /// The storage's.
    pub fn happened_since(
        &self,
        viewer: &Viewer,
        from: Date,
        moment: Moment,
    ) -> Result<Vec<Happened>, OfficeError> {
        let reader = self.store.reader()?;
        let view = reader.view()?;
        let post = self.org().acts_for(viewer.post);
        let news = notices::since(&view, viewer, post, (from, moment.today()), MOST)?;
        let mut ids: Vec<_> = news.iter().map(|one| one.matter).collect();
        ids.sort_unstable();
        ids.dedup();
        let lines = list::lines(&view, viewer, &ids)?;
        let with_line = |one: &notices::Notice| {
            let line = lines.iter().find(|line| line.id == one.matter)?;
            Some(Happened {
                line: line.clone(),
                kind: one.kind,
                day: one.day,
            })
        };
        Ok(news.iter().filter_map(with_line).collect())
    }
}
