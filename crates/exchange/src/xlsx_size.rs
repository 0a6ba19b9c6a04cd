//! How large a workbook is once it is unpacked. A few kilobytes can unpack to more than a machine holds, and a workbook can
//! claim more texts than it has; both are found out before anything is read into memory.

use std::fs::File;
use std::io::{BufReader, Read, copy, sink};
use std::path::Path;

use zip::ZipArchive;

/// The most bytes that all parts of a workbook unpack to.
const UNPACKED: u64 = 2 * 1024 * 1024 * 1024;
/// Where a workbook says how many texts it has.
const TEXTS: &str = "sharedstrings.xml";
const CLAIM: &str = "uniqueCount=";
/// The claim stands in the first tag.
const BEGINNING: u64 = 4 * 1024;

/// Refuses a workbook that unpacks to too much. What cannot be unpacked at all is told when it is opened.
pub(crate) fn check(path: &Path) -> Result<(), String> {
    let Ok(file) = File::open(path) else {
        return Ok(());
    };
    let Ok(mut parts) = ZipArchive::new(BufReader::new(file)) else {
        return Ok(());
    };
    let mut left = UNPACKED;
    for number in 0..parts.len() {
        let Ok(part) = parts.by_index(number) else {
            continue;
        };
        let name = part.name().unwrap_or_default();
        let holds_texts = name.to_ascii_lowercase().ends_with(TEXTS);
        let mut part = part.take(left + 1);
        let mut beginning = Vec::new();
        let begun = (&mut part).take(BEGINNING).read_to_end(&mut beginning);
        let rest = copy(&mut part, &mut sink());
        let (Ok(begun), Ok(rest)) = (begun, rest) else {
            continue;
        };
        let size = begun as u64 + rest;
        left = left.checked_sub(size).ok_or_else(|| {
            format!(
                "工作簿解开后超过 {} MB（too large once unpacked）",
                UNPACKED >> 20
            )
        })?;
        if holds_texts && claim(&beginning).is_some_and(|texts| texts > size) {
            return Err(
                "工作簿所称的文本数目与内容不符（it claims more texts than it has）".to_owned(),
            );
        }
    }
    Ok(())
}

/// How many texts a workbook says it has. One that cannot be counted in 64 bits is more than any has.
fn claim(beginning: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(beginning);
    let value = text.split_once(CLAIM)?.1;
    let digits: String = value
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}
