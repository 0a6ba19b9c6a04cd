//! What a person has typed so far. It lives in the office's drafts, sealed, under a token that only the browser's cookie carries.

use kernel::UnitId;
use matter::Attachment;
use matter::petition::Channel;
use office::Moment;
use office::intake::{Receipt, Submission};
use office::vault::Identity;
use serde::{Deserialize, Serialize};

use super::accused::Answer;
use crate::app::App;
use crate::pages::public::view::half_width;
use crate::problem::Problem;
use crate::request::Fields;

/// The most people who can be named; further ones are counted.
pub const MOST_NAMED: usize = matter::petition::MAX_REPRESENTATIVES;
/// How long a receipt is shown to the browser that sent it, in milliseconds: long enough to print it, too short for the next visitor of a
/// shared computer.
const RECEIPT_SHOWN: i64 = 10 * 60 * 1_000;
/// The longest draft kept, in bytes: everything at its longest, and what was typed too long besides. What is longer stays on the page
/// that tells so.
const LARGEST: usize = 256 * 1024;

/// A petition that has been sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sent {
    /// The petition's identity, from which its query code follows.
    pub petition: i64,
    /// Its number.
    pub number: String,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
}

/// The three steps as typed: nothing here has been checked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// One line.
    pub subject: String,
    /// What happened.
    pub body: String,
    /// Where.
    pub place: String,
    /// Whether somebody is accused, and who.
    pub accused: Answer,
    /// The receiving unit's number.
    pub office: String,
    /// `named` or `anonymous`; empty until chosen.
    pub who: String,
    /// The people named, the first one speaking for all.
    pub people: Vec<Identity>,
    /// How many stand behind it.
    pub head_count: String,
    /// Files, kept already.
    pub files: Vec<Attachment>,
    /// Once it was sent; everything else is gone then.
    pub sent: Option<Sent>,
}

impl Draft {
    /// Reads a draft.
    pub fn load(app: &App, token: &str) -> Result<Option<Self>, Problem> {
        let kept = app.office.draft(token)?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps the draft, unless it is longer than any that could be sent.
    pub async fn keep(&self, app: &App, token: &str) -> Result<(), Problem> {
        let text = serde_json::to_string(self).map_err(|_| Problem::broken())?;
        if text.len() > LARGEST {
            return Ok(());
        }
        let (token, now) = (token.to_owned(), app.now());
        app.work(move |office| office.keep_draft(&token, &text, now))
            .await
    }

    /// Takes over the first step's fields.
    pub fn read_what(&mut self, fields: &Fields) {
        self.subject = fields.text("subject").to_owned();
        self.body = fields.text("body").to_owned();
        self.place = fields.text("place").to_owned();
        self.accused = Answer::read(fields);
        self.office = fields.text("office").to_owned();
    }

    /// Takes over the second step's fields.
    pub fn read_who(&mut self, fields: &Fields) {
        self.who = fields.text("who").to_owned();
        self.head_count = half_width(fields.text("head_count"));
        self.people = (0..MOST_NAMED)
            .map_while(|place| {
                let field = |name: &str| fields.text(&person_field(name, place)).to_owned();
                let sent = fields
                    .0
                    .iter()
                    .any(|(key, _)| *key == person_field("name", place));
                sent.then(|| Identity {
                    name: field("name"),
                    phone: half_width(&field("phone")),
                    id_number: half_width(&field("id_number")).to_uppercase(),
                    address: field("address"),
                    external: String::new(),
                })
            })
            .collect();
    }

    /// Whether the petitioner stays unnamed.
    pub fn is_anonymous(&self) -> bool {
        self.who == "anonymous"
    }

    /// The people named, without rows left empty; none when anonymous.
    pub fn named(&self) -> Vec<Identity> {
        if self.is_anonymous() {
            return Vec::new();
        }
        self.people
            .iter()
            .filter(|person| **person != Identity::default())
            .cloned()
            .collect()
    }

    /// The petition, from a draft that passed its checks.
    pub fn submission(&self, token: &str, office: UnitId, now: Moment) -> Submission {
        let people = self.named();
        let named = u32::try_from(people.len()).unwrap_or(1);
        Submission {
            channel: Channel::Online,
            received: now.today(),
            time: Some(now.civil().time()),
            office,
            subject: self.subject.clone(),
            body: self.body.clone(),
            place: Some(self.place.clone()).filter(|place| !place.is_empty()),
            people,
            head_count: self.head_count.parse().unwrap_or(named).max(1),
            attachments: self.files.clone(),
            screening: None,
            once: Some(token.to_owned()),
            join: None,
            related: Vec::new(),
            extra: std::collections::BTreeMap::new(),
        }
    }

    /// What is left of a draft once it was sent.
    pub fn after(receipt: &Receipt, now: Moment) -> Self {
        Self {
            sent: Some(Sent {
                petition: receipt.petition.0,
                number: receipt.number.clone(),
                at: now.millis(),
            }),
            ..Self::default()
        }
    }
}

impl Sent {
    /// Whether the receipt can still be shown: after that only number and code lead back.
    pub fn is_shown(&self, now: Moment) -> bool {
        now.millis() - self.at < RECEIPT_SHOWN
    }
}

/// The name of a person's field: `name` for the first person, `name-2` for the second.
pub fn person_field(name: &str, place: usize) -> String {
    if place == 0 {
        name.to_owned()
    } else {
        format!("{name}-{}", place + 1)
    }
}
