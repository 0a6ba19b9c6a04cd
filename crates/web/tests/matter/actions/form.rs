//! A page's form, read from its HTML as a browser without scripts reads it.

/// A form with its controls in the order of the page.
pub struct Form {
    pub target: String,
    pub multipart: bool,
    pub controls: Vec<Control>,
}

pub struct Control {
    pub name: String,
    pub required: bool,
    pub kind: Kind,
}

/// What a control is, with what stands in it.
pub enum Kind {
    Hidden(String),
    /// One line or several of free words.
    Words(String),
    Number(String),
    Date(String),
    /// A day with its time.
    Moment(String),
    File,
    /// One box to tick.
    Box(Entry),
    /// Cards of which one is chosen.
    Cards(Vec<Entry>),
    Select(Vec<Entry>),
}

/// One value that can be chosen, with the words beside it.
pub struct Entry {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A tag and the words up to the next one.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, Option<String>)>,
    words: String,
}

impl Tag<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| *key == name)?;
        found.1.as_deref()
    }

    fn text(&self, name: &str) -> String {
        self.value(name).unwrap_or_default().to_owned()
    }

    fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, _)| *key == name)
    }
}

impl Form {
    /// The forms of a page that are sent by `post`.
    pub fn all(page: &str) -> Vec<Self> {
        let parts = page.split("<form ").skip(1);
        parts
            .filter_map(|part| Self::read(part.split("</form>").next()?))
            .collect()
    }

    /// The form that is sent to an address.
    pub fn to(page: &str, target: &str) -> Option<Self> {
        Self::all(page)
            .into_iter()
            .find(|form| form.target == target)
    }

    fn read(part: &str) -> Option<Self> {
        let source = format!("<form {part}");
        let tags = tags(&source);
        let (first, rest) = tags.split_first()?;
        if first.value("method") != Some("post") {
            return None;
        }
        let mut controls = Vec::new();
        for (at, tag) in rest.iter().enumerate() {
            read_control(tag, &rest[at + 1..], &mut controls);
        }
        Some(Self {
            target: first.text("action"),
            multipart: first.value("enctype") == Some("multipart/form-data"),
            controls,
        })
    }

    /// The names of its fields, for a failed test.
    pub fn names(&self) -> Vec<&str> {
        let shown = self
            .controls
            .iter()
            .filter(|one| !matches!(one.kind, Kind::Hidden(_)));
        shown.map(|one| one.name.as_str()).collect()
    }
}

fn read_control(tag: &Tag<'_>, after: &[Tag<'_>], controls: &mut Vec<Control>) {
    let entry = |label| Entry {
        value: tag.text("value"),
        label,
        chosen: tag.has("checked"),
    };
    let value = || tag.text("value");
    let kind = match (tag.name, tag.value("type")) {
        ("textarea", _) => Kind::Words(
            tag.words
                .strip_prefix('\n')
                .unwrap_or(&tag.words)
                .to_owned(),
        ),
        ("select", _) => Kind::Select(options(after)),
        ("input", Some("hidden")) => Kind::Hidden(value()),
        ("input", Some("file")) => Kind::File,
        ("input", Some("date")) => Kind::Date(value()),
        ("input", Some("datetime-local")) => Kind::Moment(value()),
        ("input", Some("checkbox")) => Kind::Box(entry(label(after))),
        ("input", Some("radio")) => {
            let name = tag.text("name");
            let group = controls.iter_mut().find(|one| one.name == name);
            if let Some(Control {
                kind: Kind::Cards(cards),
                ..
            }) = group
            {
                return cards.push(entry(label(after)));
            }
            Kind::Cards(vec![entry(label(after))])
        }
        ("input", _) if tag.value("inputmode") == Some("numeric") => Kind::Number(value()),
        ("input", _) => Kind::Words(value()),
        _ => return,
    };
    controls.push(Control {
        name: tag.text("name"),
        required: tag.value("aria-required") == Some("true"),
        kind,
    });
}

/// The words by which a page says what its fields are: titles, labels, legends, hints and buttons.
pub fn headings(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap_or_default();
    let all = tags(main);
    let says = |tag: &Tag<'_>| {
        let class = tag.text("class");
        let marked = class
            .split_whitespace()
            .any(|one| matches!(one, "label" | "hint"));
        marked || matches!(tag.name, "h1" | "legend" | "button")
    };
    let mut found = Vec::new();
    for (at, tag) in all.iter().enumerate().filter(|(_, tag)| says(tag)) {
        let end = format!("/{}", tag.name);
        let inside = all[at + 1..].iter().take_while(|next| next.name != end);
        let words = std::iter::once(tag)
            .chain(inside)
            .map(|tag| tag.words.as_str());
        found.push(words.collect());
    }
    found
}

/// The entries of a select, whose tags follow it.
fn options(after: &[Tag<'_>]) -> Vec<Entry> {
    after
        .iter()
        .take_while(|tag| tag.name != "/select")
        .filter(|tag| tag.name == "option")
        .map(|tag| Entry {
            value: tag.text("value"),
            label: tag.words.trim().to_owned(),
            chosen: tag.has("selected"),
        })
        .collect()
}

/// The words beside a box or a card.
fn label(after: &[Tag<'_>]) -> String {
    let inside = after.iter().take_while(|tag| tag.name != "/label");
    inside.map(|tag| tag.words.as_str()).collect()
}

fn tags(source: &str) -> Vec<Tag<'_>> {
    let parts = source.split('<').skip(1);
    parts
        .filter_map(|part| {
            let (inside, words) = part.split_once('>')?;
            let (name, rest) = inside
                .split_once(|c: char| c.is_whitespace())
                .unwrap_or((inside, ""));
            Some(Tag {
                name,
                attributes: attributes(rest),
                words: plain_of(words),
            })
        })
        .collect()
}

fn attributes(text: &str) -> Vec<(&str, Option<String>)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (name, tail) = rest.split_at(end);
        let quoted = tail
            .strip_prefix("=\"")
            .and_then(|tail| tail.split_once('"'));
        match quoted {
            Some((value, tail)) => {
                found.push((name, Some(plain_of(value))));
                rest = tail.trim_start();
            }
            None => {
                found.push((name, None));
                rest = tail.trim_start_matches('=').trim_start();
            }
        }
    }
    found
}

fn plain_of(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
