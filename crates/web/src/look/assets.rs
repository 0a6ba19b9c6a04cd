//! The stylesheet and the small scripts, compiled into the program.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use data_encoding::HEXLOWER;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::icon;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

/// A file to serve. Its address contains its hash, so it may be cached for ever (`immutable`).
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// The value of `Content-Type`.
    pub mime: &'static str,
    /// A hash of the content in hexadecimal, usable as an `ETag`.
    pub hash: String,
}

/// The asset at `path`, written as in [`asset_url`] but without the leading `/assets/`: `<hash>/<name>`.
/// `None` when there is no such file or the hash is not that of the present content: an old address must never
/// be answered (and cached for ever) with new content.
pub fn assets(path: &str) -> Option<Asset> {
    let (hash, name) = path.split_once('/')?;
    if name == icon::SHEET {
        return (hash == *SHEET_HASH).then(|| Asset {
            bytes: Cow::Borrowed(icon::SHEET_CONTENT.as_bytes()),
            mime: mime(name),
            hash: SHEET_HASH.clone(),
        });
    }
    let file = Files::get(name)?;
    let present = short_hash(&file);
    (present == hash).then(|| Asset {
        mime: mime(name),
        bytes: file.data,
        hash: present,
    })
}

/// The address of an asset: `/assets/<hash>/<name>`. An unknown name gives an address that answers "not found".
pub fn asset_url(name: &str) -> String {
    if name == icon::SHEET {
        return format!("/assets/{}/{name}", *SHEET_HASH);
    }
    let hash = HASHES.get(name).map_or("none", String::as_str);
    format!("/assets/{hash}/{name}")
}

/// The hash of every file, taken once: each page names several of them.
static HASHES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|name| Some((name.to_string(), short_hash(&Files::get(&name)?))))
        .collect()
});

/// The sheet of icons is drawn by the program, so its hash is taken here and not when it was compiled in.
static SHEET_HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    icon::SHEET_CONTENT.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
});

fn short_hash(file: &EmbeddedFile) -> String {
    HEXLOWER.encode(&file.metadata.sha256_hash()[..8])
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_address_leads_to_its_file_and_an_outdated_one_to_nothing() {
        let url = asset_url("huiyin.css");
        let asset = assets(url.strip_prefix("/assets/").unwrap()).unwrap();
        assert_eq!(asset.mime, "text/css; charset=utf-8");
        assert!(url.contains(&asset.hash));
        assert!(assets("0000000000000000/huiyin.css").is_none());
        assert!(assets(asset_url("missing.js").strip_prefix("/assets/").unwrap()).is_none());
    }
}
