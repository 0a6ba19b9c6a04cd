//! Files that come with a matter: their type is read from their bytes, never from their name.

use std::sync::PoisonError;

use kernel::access::Viewer;
use kernel::text::visible;
use kernel::{MatterId, Refusal};
use matter::Attachment;
use store::{Incoming, files};

use crate::{Moment, Office, OfficeError, in_sight};

/// The largest file, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;
/// The most files one form takes.
pub const MOST: usize = 9;

/// The types taken, each with the ending its downloads get.
const TAKEN: [(&str, &str); 13] = [
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/bmp", "bmp"),
    ("image/heif", "heic"),
    ("application/pdf", "pdf"),
    ("application/msword", "doc"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    ("audio/mpeg", "mp3"),
    ("video/mp4", "mp4"),
    ("text/plain", "txt"),
];

/// Endings that mean the same as that of their type.
const ALSO: [(&str, &str); 3] = [("jpg", "jpeg"), ("heic", "heif"), ("jpg", "jpe")];

/// What a file field may take, for its `accept` attribute.
pub const ACCEPT: &str =
    ".jpg,.jpeg,.png,.gif,.webp,.bmp,.heic,.pdf,.doc,.docx,.xlsx,.mp3,.mp4,.txt";

impl Office {
    /// A file that is being sent begins.
    ///
    /// # Errors
    /// The disk's.
    pub fn receive_file(&self) -> Result<Incoming, OfficeError> {
        Ok(Incoming::begin(self.store.dir(), LARGEST as u64)?)
    }

    /// Keeps a file the program has in memory, and says what it is.
    ///
    /// # Errors
    /// As for [`Office::keep_upload`].
    pub fn keep_file(
        &self,
        name: &str,
        content: &[u8],
        from_petitioner: bool,
    ) -> Result<Attachment, OfficeError> {
        let mut file = self.receive_file()?;
        file.write(content)?;
        self.keep_upload(name, &file, from_petitioner)
    }

    /// Keeps a file that was sent, and says what it is.
    ///
    /// # Errors
    /// An empty or oversized file, or one whose bytes are of no type taken.
    pub fn keep_upload(
        &self,
        name: &str,
        file: &Incoming,
        from_petitioner: bool,
    ) -> Result<Attachment, OfficeError> {
        let name = clean_name(name);
        if file.size() == 0 {
            return Err(Refusal::input(
                format!("文件“{name}”是空的，请检查后重新选择"),
                format!("{name} is empty: check it and choose it again"),
            )
            .into());
        }
        if file.is_too_large() {
            let most = LARGEST / 1024 / 1024;
            return Err(Refusal::input(
                format!("文件“{name}”超过{most}MB，请压缩或分开上传"),
                format!("{name} is larger than {most} MB: compress or split it"),
            )
            .into());
        }
        let media = self.look_at(file)?.ok_or_else(|| {
            Refusal::input(
                format!("文件“{name}”的类型不能接收（按内容判断），请上传图片、PDF、Word、Excel、录音、视频或文本"),
                format!("{name} is of a type that is not taken, judged by its content: send pictures, PDF, Word, Excel, sound, video or text"),
            )
        })?;
        if !has_room(self.store.dir(), file.size()) {
            return Err(Refusal::missing(
                format!("服务器空间不足，文件“{name}”暂时不能收下。文字可以照常提交，文件请稍后补充"),
                format!("the server is short of room and cannot take {name} now; send the text and add the file later"),
            )
            .into());
        }
        self.scanner.look(&name, file)?;
        let hash = file.keep(self.store.dir())?;
        Ok(Attachment {
            hash,
            name: named(&name, media),
            size: file.size(),
            media: media.to_owned(),
            from_petitioner,
        })
    }

    /// The type of a file. One file is looked at at a time, so that however many are sent at once, one is in memory.
    fn look_at(&self, file: &Incoming) -> Result<Option<&'static str>, OfficeError> {
        let _one = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(media_type(&file.content()?))
    }

    /// A file of a matter, for download, by someone who may see the matter. What leaves a sealed matter is an entry first.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when the matter is out of sight or has no such file.
    pub fn file(
        &self,
        viewer: &Viewer,
        matter: MatterId,
        hash: &str,
        moment: Moment,
    ) -> Result<(Attachment, Vec<u8>), OfficeError> {
        let (matter, _) = in_sight::open(&*self.store.reader()?, viewer, &self.org(), matter)?;
        let attachment = matter
            .attachments
            .iter()
            .find(|attachment| attachment.hash == hash)
            .cloned()
            .ok_or(OfficeError::NotFound)?;
        let content = files::read(self.store.dir(), hash)?;
        if matter.is_sealed() {
            self.note_copy(
                viewer,
                matter.id,
                format!("附件 {}", attachment.name),
                moment,
            )?;
        }
        Ok((attachment, content))
    }
}

/// The type of a file's bytes, among those taken.
fn media_type(content: &[u8]) -> Option<&'static str> {
    let found = infer::get(content).map(|kind| kind.mime_type());
    match found {
        Some(mime) => TAKEN
            .iter()
            .map(|(taken, _)| *taken)
            .find(|taken| *taken == mime),
        None => is_plain_text(content).then_some("text/plain"),
    }
}

/// Plain text has no control characters and no mark-up that a browser could run.
fn is_plain_text(content: &[u8]) -> bool {
    std::str::from_utf8(content).is_ok_and(|text| {
        let start = text.trim_start().to_ascii_lowercase();
        !start.starts_with('<')
            && text
                .chars()
                .all(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t'))
    })
}

/// The name under which a file is saved: it ends as its type does, whatever it was called, so that no machine runs it as something else.
pub fn download_name(file: &Attachment) -> String {
    named(&clean_name(&file.name), &file.media)
}

fn named(name: &str, media: &str) -> String {
    let Some((_, ending)) = TAKEN.iter().find(|(taken, _)| *taken == media) else {
        return format!("{name}.bin");
    };
    let own = name
        .rsplit_once('.')
        .map(|(_, own)| own.to_ascii_lowercase());
    let fits = own.is_some_and(|own| own == *ending || ALSO.contains(&(*ending, own.as_str())));
    if fits {
        name.to_owned()
    } else {
        format!("{name}.{ending}")
    }
}

/// The share of the disk that stays free of files, as one part in so many: petitions in words must always find room.
const KEPT_FREE: u64 = 20;
/// As much as words can need for a long time, in bytes: of a large disk no more than this stays free.
const ROOM_FOR_WORDS: u64 = 512 * 1024 * 1024;

fn has_room(dir: &std::path::Path, size: u64) -> bool {
    // A file system that does not tell is taken to have room.
    files::room(dir).is_none_or(|(free, total)| leaves_room(free, total, size))
}

fn leaves_room(free: u64, total: u64, size: u64) -> bool {
    free.saturating_sub(size) >= (total / KEPT_FREE).min(ROOM_FOR_WORDS)
}

/// The last part of a path, without characters that file systems or headers trip over.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let last = visible(last);
    let clean: String = last
        .chars()
        .filter(|letter| !letter.is_control() && !"<>:\"|?*".contains(*letter))
        .take(120)
        .collect();
    let clean = clean.trim().trim_start_matches('.').to_owned();
    if clean.is_empty() {
        "附件".to_owned()
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_page_named_as_a_picture_is_not_taken() {
        assert_eq!(media_type(b"<html><script>alert(1)</script></html>"), None);
        assert_eq!(media_type("  <svg onload=x>".as_bytes()), None);
        assert_eq!(
            media_type(&[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
            Some("image/png")
        );
        assert_eq!(
            media_type("欠薪明细\n张某 3000元".as_bytes()),
            Some("text/plain")
        );
        assert_eq!(media_type(b"MZ\x90\x00\x03"), None);
    }

    #[test]
    fn a_download_ends_as_its_type_does() {
        for (name, media, saved) in [
            ("证据.vbs", "text/plain", "证据.vbs.txt"),
            ("run.BAT", "text/plain", "run.BAT.txt"),
            ("网页.html", "text/plain", "网页.html.txt"),
            ("照片\u{202E}gpj.bat", "text/plain", "照片gpj.bat.txt"),
            ("合同.PDF", "application/pdf", "合同.PDF"),
            ("合同.exe", "application/pdf", "合同.exe.pdf"),
            ("IMG.JPEG", "image/jpeg", "IMG.JPEG"),
            ("说明", "application/msword", "说明.doc"),
            ("旧.bin", "application/x-unknown", "旧.bin.bin"),
        ] {
            assert_eq!(named(&clean_name(name), media), saved, "{name}");
        }
    }

    #[test]
    fn a_share_of_the_disk_stays_free() {
        assert!(leaves_room(100, 1_000, 50));
        assert!(!leaves_room(100, 1_000, 51));
        assert!(!leaves_room(10, 1_000, 20));
    }

    #[test]
    fn of_a_large_disk_no_more_stays_free_than_words_need() {
        let (gigabyte, terabyte) = (1 << 30, 1 << 40);
        assert!(leaves_room(gigabyte, 2 * terabyte, gigabyte / 2));
        assert!(!leaves_room(gigabyte / 2, 2 * terabyte, 1));
    }

    #[test]
    fn a_name_keeps_no_path() {
        assert_eq!(clean_name("../../etc/合同.pdf"), "合同.pdf");
        assert_eq!(clean_name("C:\\temp\\a<b>.png"), "ab.png");
        assert_eq!(clean_name(""), "附件");
    }
}
