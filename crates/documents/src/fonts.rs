//! Which faces this machine has for each role of an official document, and what to install where it has none.
//!
//! A document needs FangSong for its text, XiaoBiaoSong for its title, HeiTi and KaiTi for headings. Machines differ: where a
//! face is missing, the nearest one that is there stands in. What no face can show is refused by name; no box is printed.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use fontdb::{Database, Source};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, FontStyle};
use typst::utils::LazyHash;

/// A role a face plays on the page, with its families in order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The text (仿宋).
    Text,
    /// Title and organ mark (小标宋).
    Title,
    /// Headings of the first level (黑体).
    Heading,
    /// Headings of the second level and the signer's name (楷体).
    Script,
    /// Page numbers (宋体).
    Page,
}

impl Role {
    /// Every role with the key the layouts know it by.
    pub const ALL: [(&'static str, Self); 5] = [
        ("text", Self::Text),
        ("title", Self::Title),
        ("heading", Self::Heading),
        ("script", Self::Script),
        ("page", Self::Page),
    ];

    fn families(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "FangSong_GB2312",
                "仿宋_GB2312",
                "FangSong",
                "仿宋",
                "STFangsong",
                "FZFangSong-Z02",
                "FZFangSong-Z02S",
                "方正仿宋_GBK",
                "Zhuque Fangsong (technical preview)",
                "Noto Serif CJK SC",
                "Noto Serif SC",
                "Source Han Serif SC",
                "AR PL UMing CN",
                "AR PL SungtiL GB",
                "Noto Sans CJK SC",
                "WenQuanYi Zen Hei",
            ],
            Self::Title => &[
                "FZXiaoBiaoSong-B05",
                "FZXiaoBiaoSong-B05S",
                "方正小标宋简体",
                "方正小标宋_GBK",
                "STZhongsong",
                "华文中宋",
                "Noto Serif CJK SC",
                "Noto Serif SC",
                "Source Han Serif SC",
                "SimSun",
                "AR PL UMing CN",
                "Noto Sans CJK SC",
            ],
            Self::Heading => &[
                "SimHei",
                "黑体",
                "STHeiti",
                "FZHei-B01",
                "Noto Sans CJK SC",
                "Noto Sans SC",
                "Source Han Sans SC",
                "WenQuanYi Zen Hei",
                "WenQuanYi Micro Hei",
                "Noto Serif CJK SC",
            ],
            Self::Script => &[
                "KaiTi_GB2312",
                "楷体_GB2312",
                "KaiTi",
                "楷体",
                "STKaiti",
                "FZKai-Z03",
                "AR PL KaitiM GB",
                "AR PL UKai CN",
                "Noto Serif CJK SC",
                "Noto Serif SC",
                "Source Han Serif SC",
                "Noto Sans CJK SC",
            ],
            Self::Page => &[
                "SimSun",
                "宋体",
                "NSimSun",
                "STSong",
                "Noto Serif CJK SC",
                "Noto Serif SC",
                "Source Han Serif SC",
                "AR PL UMing CN",
                "Noto Sans CJK SC",
            ],
        }
    }

    /// Faces made for titles are heavy by themselves; whatever stands in for them is set in bold.
    fn is_own(self, family: &str) -> bool {
        self != Self::Title
            || family.starts_with("FZ")
            || family.starts_with("方正")
            || family.contains("hongsong")
            || family == "华文中宋"
    }
}

/// Why fonts cannot show a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// Characters no face on this machine has.
    #[error(
        "本机没有字体能显示“{}”，文书未生成（不会印出方框）。请安装软件包 {package}（apt install {package}），\
         或把含有这些字的字体文件放进 {folder}，然后重试",
        .characters.iter().collect::<String>()
    )]
    Missing {
        /// The characters.
        characters: Vec<char>,
        /// The Debian package that has them.
        package: &'static str,
        /// The folder of the office's own font files.
        folder: String,
    },
}

struct Slot {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

/// The faces of this machine.
pub struct Fonts {
    book: LazyHash<FontBook>,
    slots: Vec<Slot>,
    files: Mutex<HashMap<PathBuf, Bytes>>,
    folder: PathBuf,
}

impl Fonts {
    /// Whether a document can be printed at all: whether some face has Chinese.
    pub fn have_chinese(&self) -> bool {
        self.check("信访处理意见书").is_ok()
    }

    /// The fonts of the system and those of the office's own folder, which need not exist.
    pub fn of_system(folder: &Path) -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        database.load_fonts_dir(folder);
        Self::of(&database, folder)
    }

    /// Only the fonts of a folder.
    pub fn of_folder(folder: &Path) -> Self {
        let mut database = Database::new();
        database.load_fonts_dir(folder);
        Self::of(&database, folder)
    }

    fn of(database: &Database, folder: &Path) -> Self {
        let mut book = FontBook::new();
        let mut slots = Vec::new();
        for face in database.faces() {
            let Source::File(path) = &face.source else {
                continue;
            };
            let info = database.with_face_data(face.id, FontInfo::new).flatten();
            // Slanted faces have no place on an official page.
            if let Some(info) = info.filter(|info| info.variant.style == FontStyle::Normal) {
                book.push(info);
                slots.push(Slot {
                    path: path.clone(),
                    index: face.index,
                    font: OnceLock::new(),
                });
            }
        }
        Self {
            book: LazyHash::new(book),
            slots,
            files: Mutex::default(),
            folder: folder.to_owned(),
        }
    }

    /// What typst chooses from.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// A face, read when it is first used. Faces of one file share its bytes.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let slot = self.slots.get(index)?;
        slot.font
            .get_or_init(|| Font::new(self.bytes(&slot.path)?, slot.index))
            .clone()
    }

    fn bytes(&self, path: &Path) -> Option<Bytes> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = files.get(path) {
            return Some(bytes.clone());
        }
        let bytes = Bytes::new(std::fs::read(path).ok()?);
        files.insert(path.to_owned(), bytes.clone());
        Some(bytes)
    }

    /// The families for a role that this machine has, best first, and whether the best is to be set in bold.
    pub fn families(&self, role: Role) -> (Vec<&'static str>, bool) {
        let present: Vec<_> = role
            .families()
            .iter()
            .copied()
            .filter(|family| self.book.contains_family(&family.to_lowercase()))
            .collect();
        let bold = present.first().is_none_or(|first| !role.is_own(first));
        (present, bold)
    }

    /// Whether some face has every character of a text.
    ///
    /// # Errors
    /// The characters that none has, and the package to install.
    pub fn check(&self, text: &str) -> Result<(), FontError> {
        let wanted: BTreeSet<char> = text
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect();
        let characters: Vec<char> = wanted.into_iter().filter(|c| !self.has(*c)).collect();
        if characters.is_empty() {
            return Ok(());
        }
        let rare = |c: char| !self.has('的') && (c as u32) < 0x2_0000;
        let package = if characters.iter().any(|c| rare(*c)) {
            "fonts-noto-cjk"
        } else {
            "fonts-hanazono"
        };
        Err(FontError::Missing {
            characters,
            package,
            folder: self.folder.display().to_string(),
        })
    }

    fn has(&self, c: char) -> bool {
        (0..self.slots.len())
            .filter_map(|index| self.book.info(index))
            .any(|info| info.coverage.contains(c as u32))
    }
}
