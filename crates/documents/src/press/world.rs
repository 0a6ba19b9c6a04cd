//! What typst sees: the layouts, one paper's data, the fonts.

use std::collections::HashMap;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;

/// The layouts, by name.
const LAYOUTS: [(&str, &str); 5] = [
    ("main.typ", include_str!("layout/main.typ")),
    ("parts.typ", include_str!("layout/parts.typ")),
    ("notice.typ", include_str!("layout/notice.typ")),
    ("official.typ", include_str!("layout/official.typ")),
    ("record.typ", include_str!("layout/record.typ")),
];
/// The paper's data.
const DATA: &str = "data.json";

/// What stays the same from paper to paper.
pub(super) struct Desk {
    library: LazyHash<Library>,
    fonts: Arc<Fonts>,
    sources: HashMap<FileId, Source>,
    main: FileId,
    data: FileId,
}

impl Desk {
    pub(super) fn new(fonts: Arc<Fonts>) -> Self {
        let sources = LAYOUTS
            .iter()
            .filter_map(|(name, text)| {
                let id = file_id(name)?;
                Some((id, Source::new(id, (*text).to_owned())))
            })
            .collect();
        let known = |name| file_id(name).unwrap_or_else(|| unreachable!("{name} is a plain name"));
        Self {
            library: LazyHash::new(Library::default()),
            fonts,
            sources,
            main: known(LAYOUTS[0].0),
            data: known(DATA),
        }
    }

    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// A world with one paper in it.
    pub(super) fn with(&self, data: String) -> OnePaper<'_> {
        OnePaper {
            desk: self,
            data: Bytes::from_string(data),
        }
    }
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The desk with one paper on it.
pub(super) struct OnePaper<'d> {
    desk: &'d Desk,
    data: Bytes,
}

impl World for OnePaper<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.desk.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.desk.fonts.book()
    }

    fn main(&self) -> FileId {
        self.desk.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.desk.sources.get(&id).cloned().ok_or_else(absent)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.desk.data {
            return Ok(self.data.clone());
        }
        Err(absent())
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.desk.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // A paper says its own day.
        None
    }
}

/// Layouts reach nothing but each other and their paper.
fn absent() -> FileError {
    FileError::AccessDenied
}
