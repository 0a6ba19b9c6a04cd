//! Forms as browsers send them, and pages as text.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Form fields, and any text in an address, with everything but plain letters and digits escaped.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    pairs.join("&")
}

/// A form with files: its media type and its body. A file is a field, a name, a media type and a content.
pub fn multipart(
    fields: &[(&str, &str)],
    files: &[(&str, &str, &str, &[u8])],
) -> (&'static str, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    for (field, name, media, content) in files {
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {media}\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--cut--\r\n");
    ("multipart/form-data; boundary=cut", body)
}

/// What stands between two marks, wherever it does.
pub fn between(text: &str, from: &str, to: &str) -> Vec<String> {
    text.split(from)
        .skip(1)
        .filter_map(|rest| rest.split_once(to))
        .map(|(found, _)| found.to_owned())
        .collect()
}

/// The value that a form carries along in a hidden field of this name.
pub fn hidden(body: &str, name: &str) -> Option<String> {
    between(body, &format!("name=\"{name}\" value=\""), "\"")
        .into_iter()
        .next()
}

/// A page without its mark-up: a text stays whole where a part of it is marked.
pub fn plain(body: &str) -> String {
    body.split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect()
}
