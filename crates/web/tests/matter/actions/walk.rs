//! Doing a row: the real form is fetched, filled by its own names, sent, and the words typed are read back.

use std::collections::{BTreeSet, HashMap};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::ToSpan;
use matter::Action;
use office::Moment;
use office::lists::Order;
use testkit::encoded;

use super::form::{Control, Entry, Form, Kind, headings};
use super::town::{Case, Start, Town, WRITTEN};
use crate::world::{Page, Person, plain, text};

/// One action as a person does it.
#[derive(Clone, Copy)]
pub struct Row {
    /// Who signs in for it.
    pub by: &'static str,
    pub action: Action,
    pub door: Door,
    /// What is chosen and typed, by the names of the form's fields. A choice is named by its value or by the words beside it, a day
    /// by `+` or `-` and how many days from today. Every line of free words left out here is filled with words of its own.
    pub fill: &'static [(&'static str, &'static str)],
    /// Fields left as they stand; `*` is all of them.
    pub leave: &'static [&'static str],
    /// Words that the page says once more when it is done.
    pub shows: &'static [&'static str],
    /// Who reads the matter's page; the one who acts, where nobody is named.
    pub reader: Option<&'static str>,
    /// A page under the matter's that is read too.
    pub also: Option<&'static str>,
}

/// The page a form stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The action's own form.
    Act,
    /// The petitioner's page, with number and code; the form goes to this address.
    Track(&'static str),
    /// A page under the matter's documents, and where the form there goes.
    Documents(&'static str, &'static str),
}

/// A row of the table.
pub const fn row(by: &'static str, action: Action) -> Row {
    Row {
        by,
        action,
        door: Door::Act,
        fill: &[],
        leave: &[],
        shows: &[],
        reader: None,
        also: None,
    }
}

/// A row of the petitioner, read back by a clerk.
pub const fn asked(action: Action, target: &'static str) -> Row {
    Row {
        door: Door::Track(target),
        reader: Some("clerk"),
        ..row("", action)
    }
}

/// What whoever signs here in person leaves open.
const HERE: &[&str] = &["paper_reason"];

impl Row {
    /// Signed by whoever does the row.
    pub const fn signed(self) -> Self {
        self.leave(HERE)
    }

    pub const fn fill(self, fill: &'static [(&'static str, &'static str)]) -> Self {
        Self { fill, ..self }
    }

    pub const fn leave(self, leave: &'static [&'static str]) -> Self {
        Self { leave, ..self }
    }

    pub const fn shows(self, shows: &'static [&'static str]) -> Self {
        Self { shows, ..self }
    }

    pub const fn reader(self, reader: &'static str) -> Self {
        Self {
            reader: Some(reader),
            ..self
        }
    }

    pub const fn also(self, page: &'static str) -> Self {
        Self {
            also: Some(page),
            ..self
        }
    }

    pub const fn at(self, page: &'static str, target: &'static str) -> Self {
        Self {
            door: Door::Documents(page, target),
            ..self
        }
    }
}

/// The office in which a table is walked, with everybody who has signed in so far.
pub struct Walk {
    town: Town,
    case: Case,
    people: HashMap<&'static str, Person>,
    number: usize,
    /// The verbs that counted something on somebody's workbench.
    pub counted: BTreeSet<&'static str>,
    /// What went wrong so far.
    pub wrong: Vec<String>,
}

/// What a reader finds: everything, and what happened.
struct Read {
    all: String,
    history: String,
}

/// What a filled form sends, and the free words in it.
struct Filled {
    pairs: Vec<(String, String)>,
    files: Vec<(String, String)>,
    words: Vec<String>,
}

impl Walk {
    pub fn new() -> Self {
        let town = Town::new();
        Self {
            case: town.begin(Start::Arrived),
            town,
            people: HashMap::new(),
            number: 0,
            counted: BTreeSet::new(),
            wrong: Vec::new(),
        }
    }

    /// Every figure of every workbench is the length of its list.
    pub fn counts(&mut self) {
        let (office, now) = (&self.town.world.office, Moment::now());
        let org = office.org();
        for post in org.posts() {
            let viewer = self.town.world.viewer_of(post);
            for work in office.workbench(&viewer, now).unwrap().iter() {
                if work.count == 0 {
                    continue;
                }
                let filter = work.verb.filter(&viewer, now.today());
                let list = office.list(&viewer, &filter, Order::Oldest, None).unwrap();
                let shown = if list.next.is_none() {
                    list.lines.len() as u64
                } else {
                    list.total
                };
                assert_eq!(work.count, shown, "{:?} of {}", work.verb, post.person_name);
                self.counted.insert(work.verb.code());
            }
        }
    }

    /// Goes on with another matter.
    pub fn begin(&mut self, start: Start) {
        self.case = self.town.begin(start);
    }

    fn sign_in(&mut self, login: &'static str) {
        let world = &self.town.world;
        self.people
            .entry(login)
            .or_insert_with(|| world.sign_in(login));
    }

    /// Does a row and reads it back; whether the walk can go on from there.
    pub async fn does(&mut self, row: &Row) -> bool {
        self.number += 1;
        let what = format!("{} {}", self.number, row.action.zh());
        match self.tries(row).await {
            Ok(lost) => {
                let lost = lost.into_iter().map(|words| format!("{what}: {words}"));
                self.wrong.extend(lost);
                true
            }
            Err(why) => {
                self.wrong.push(format!("{what}: {why}"));
                false
            }
        }
    }

    /// What cannot be read back of a row that was done, or why it was not done.
    async fn tries(&mut self, row: &Row) -> Result<Vec<String>, String> {
        let reader = row.reader.unwrap_or(row.by);
        self.sign_in(reader);
        if !matches!(row.door, Door::Track(_)) {
            self.sign_in(row.by);
        }
        let before = self.read(reader, row).await;
        let (page, target) = self.open(row).await?;
        let form = Form::to(&page.body, &target)
            .ok_or_else(|| format!("no form goes to {target}: {}", text(&page.body)))?;
        let mut lost = match row.door {
            Door::Act => self.in_english(row).await,
            _ => Vec::new(),
        };
        let filled = self.fill(&form, row)?;
        if filled.words.is_empty() && row.shows.is_empty() {
            return Err("the row says nothing that could be read back".to_owned());
        }
        let sent = self.send(row, &form, &filled).await;
        let wanted = match (row.door, row.action) {
            (Door::Track(_), _) | (_, Action::ShowIdentity) => StatusCode::OK,
            _ => StatusCode::SEE_OTHER,
        };
        if sent.status != wanted {
            let (status, pairs) = (sent.status, &filled.pairs);
            return Err(format!("{status} for {pairs:?}: {}", text(&sent.body)));
        }
        let after = self.read(reader, row).await;
        for words in &filled.words {
            if before.all.contains(words.as_str()) || !after.all.contains(words.as_str()) {
                lost.push(format!("“{words}” was typed and cannot be read back"));
            }
        }
        for words in row.shows {
            let more =
                |now: &str, then: &str| now.matches(words).count() > then.matches(words).count();
            if !more(&after.all, &before.all) && !more(&after.history, &before.history) {
                let top: String = after.history.chars().take(80).collect();
                lost.push(format!(
                    "neither page nor history say “{words}” anew: {top}"
                ));
            }
        }
        Ok(lost)
    }

    /// What a reader finds of the matter: its page, and the one more that the row names.
    async fn read(&self, reader: &str, row: &Row) -> Read {
        let id = self.case.matter;
        let mut read = Read {
            all: String::new(),
            history: String::new(),
        };
        let matter = Some(format!("/matters/{id}"));
        let also = row.also.map(|page| format!("/matters/{id}/{page}"));
        for path in matter.into_iter().chain(also) {
            let page = self.town.world.get(&self.people[reader], &path).await;
            let main = page.body.split("<main").nth(1).unwrap_or_default();
            read.all.push_str(&plain(main));
            let history = main.split("id=\"history\"").nth(1).unwrap_or_default();
            read.history.push_str(&plain(history));
        }
        read
    }

    /// The page with the form, and where that form goes.
    async fn open(&self, row: &Row) -> Result<(Page, String), String> {
        let world = &self.town.world;
        let Case {
            matter: id,
            number,
            code,
            ..
        } = &self.case;
        let base = format!("/matters/{id}");
        let (page, target) = match row.door {
            Door::Act => {
                let path = format!("{base}/act/{}", row.action.code());
                (world.get(&self.people[row.by], &path).await, path)
            }
            Door::Documents(page, target) => {
                let path = format!("{base}/documents/{page}");
                let target = format!("{base}/documents/{target}");
                (world.get(&self.people[row.by], &path).await, target)
            }
            Door::Track(target) => {
                let proof = [("number", number.as_str()), ("code", code.as_str())];
                let request = Request::post("/track")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(Body::from(encoded(&proof)));
                (world.send(request.unwrap()).await, target.to_owned())
            }
        };
        if page.status != StatusCode::OK {
            return Err(format!("{}: {}", page.status, text(&page.body)));
        }
        Ok((page, target))
    }

    /// The same form in English: nothing that the program itself says is left in Chinese.
    async fn in_english(&self, row: &Row) -> Vec<String> {
        let (id, action) = (self.case.matter, row.action);
        let path = format!("/matters/{id}/act/{}?lang=en", action.code());
        let page = self.town.world.get(&self.people[row.by], &path).await;
        let said = headings(&page.body);
        let mut wrong = Vec::new();
        if !said.iter().any(|words| words.contains(action.en())) {
            wrong.push(format!("no English title in {said:?}"));
        }
        // What people wrote and are called stays as it is.
        let org = self.town.world.office.org();
        let mut own: Vec<String> = org.units().iter().map(|unit| unit.name.clone()).collect();
        own.extend(org.posts().iter().map(|post| post.person_name.clone()));
        own.extend(WRITTEN.map(str::to_owned));
        for words in said {
            let without = |left: String, known: &String| left.replace(known.as_str(), "");
            let left = own.iter().fold(words.clone(), without);
            if left.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
                wrong.push(format!("left in Chinese: {words}"));
            }
        }
        wrong
    }

    async fn send(&self, row: &Row, form: &Form, filled: &Filled) -> Page {
        let (kind, body) = if form.multipart {
            ("multipart/form-data; boundary=cut", Self::parts(filled))
        } else {
            let pairs: Vec<(&str, &str)> = filled
                .pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            (
                "application/x-www-form-urlencoded",
                encoded(&pairs).into_bytes(),
            )
        };
        let mut request = Request::post(form.target.as_str()).header(header::CONTENT_TYPE, kind);
        if let Some(person) = self.people.get(row.by) {
            request = request.header(header::COOKIE, format!("huiyin_session={}", person.cookie));
        }
        let request = request.body(Body::from(body)).unwrap();
        self.town.world.send(request).await
    }

    /// The parts of a form with files.
    fn parts(filled: &Filled) -> Vec<u8> {
        let mut body = String::new();
        for (name, value) in &filled.pairs {
            body += &format!(
                "--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }
        for (name, file) in &filled.files {
            body += &format!(
                "--cut\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: application/pdf\r\n\r\n%PDF-1.4\n%%EOF\n\r\n"
            );
        }
        body += "--cut--\r\n";
        body.into_bytes()
    }

    fn fill(&self, form: &Form, row: &Row) -> Result<Filled, String> {
        let mut given: Vec<(&str, &str)> = row.fill.to_vec();
        let mut filled = Filled {
            pairs: Vec::new(),
            files: Vec::new(),
            words: Vec::new(),
        };
        for control in &form.controls {
            let at = given
                .iter()
                .position(|(name, value)| *name == control.name && fits(control, value));
            let told = at.map(|at| given.remove(at).1);
            if let Some(value) = self.put(control, told, row, &mut filled)? {
                filled.pairs.push((control.name.clone(), value));
            }
        }
        if given.is_empty() {
            return Ok(filled);
        }
        let names = form.names();
        Err(format!(
            "the form has no field for {given:?}; it has {names:?}"
        ))
    }

    /// What stands in a control when it is sent; nothing where it is left out.
    fn put(
        &self,
        control: &Control,
        told: Option<&str>,
        row: &Row,
        filled: &mut Filled,
    ) -> Result<Option<String>, String> {
        let name = control.name.as_str();
        Ok(Some(match &control.kind {
            Kind::Hidden(value) => value.clone(),
            Kind::File => {
                if let Some(file) = told {
                    filled.files.push((name.to_owned(), file.to_owned()));
                    filled.words.push(file.to_owned());
                }
                return Ok(None);
            }
            Kind::Words(value) => {
                let first = filled.pairs.iter().all(|(known, _)| known != name);
                let left = row.leave.contains(&name) || row.leave.contains(&"*");
                let free = value.is_empty() && first && !left;
                let own = || format!("{}所写{name}第{}号", row.action.zh(), self.number);
                let typed = told.map(|told| self.meant(told)).or_else(|| free.then(own));
                if let Some(typed) = &typed {
                    filled.words.extend(typed.lines().map(str::to_owned));
                }
                typed.unwrap_or_else(|| value.clone())
            }
            Kind::Number(value) | Kind::Moment(value) => told.unwrap_or(value.as_str()).to_owned(),
            Kind::Date(value) => told.map_or_else(|| value.clone(), |told| self.meant(told)),
            Kind::Box(entry) if told.is_some() || entry.chosen => entry.value.clone(),
            Kind::Box(_) => return Ok(None),
            Kind::Select(entries) => {
                let found = choose(entries, told, !control.required)?;
                found.map_or_else(String::new, |entry| entry.value.clone())
            }
            Kind::Cards(entries) => match choose(entries, told, false)? {
                Some(entry) => entry.value.clone(),
                None => return Err(format!("nothing to choose for {name}")),
            },
        }))
    }

    /// A day told as `+10`, another matter's number told as `@other`, or the words themselves.
    fn meant(&self, told: &str) -> String {
        if told == "@other" {
            return self.case.other.clone();
        }
        let signed = told.starts_with(['+', '-']);
        match told.parse::<i64>() {
            Ok(days) if signed => Moment::now()
                .today()
                .saturating_add(days.days())
                .to_string(),
            _ => told.to_owned(),
        }
    }
}

/// Whether what a row tells can be put into a control: several boxes share a name.
fn fits(control: &Control, told: &str) -> bool {
    match &control.kind {
        Kind::Box(entry) => is_meant(entry, told),
        _ => true,
    }
}

fn is_meant(entry: &Entry, told: &str) -> bool {
    entry.value == told || (!told.is_empty() && entry.label.contains(told))
}

/// The entry told; else the one that stands chosen; else, where a choice must be made, the first.
fn choose<'e>(
    entries: &'e [Entry],
    told: Option<&str>,
    optional: bool,
) -> Result<Option<&'e Entry>, String> {
    let Some(told) = told else {
        let mut chosen = entries.iter().filter(|entry| entry.chosen);
        let mut first = entries.iter().filter(|entry| !entry.value.is_empty());
        return Ok(match optional {
            true => chosen.next(),
            false => chosen
                .find(|entry| !entry.value.is_empty())
                .or(first.next()),
        });
    };
    let found = entries.iter().find(|entry| is_meant(entry, told));
    let known: Vec<&str> = entries.iter().map(|entry| entry.label.as_str()).collect();
    found
        .map(Some)
        .ok_or_else(|| format!("“{told}” is none of {known:?}"))
}
