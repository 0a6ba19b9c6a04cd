//! What a petitioner sees of a petition and of the matter it belongs to.

use std::sync::Arc;

use jiff::civil::Date;
use kernel::org::Org;
use matter::oversight::FollowUpEvent;
use matter::petition::Petition;
use matter::routing::RoutingEvent;
use matter::{Action, Attachment, Choice, DeskEvent, Document, Event, Matter, OversightEvent};
use store::ledger::Entry;
use store::tables;

use crate::documents::Names as PaperNames;
use crate::matter_file::ClockStory;
use crate::{Moment, Office, OfficeError};

pub use crate::set_apart::Added;

/// A petition's way so far.
#[derive(Debug)]
pub struct Track {
    /// The petition, as it was registered.
    pub petition: Petition,
    /// The matter it belongs to now.
    pub matter: Matter,
    /// That matter's entries, oldest first.
    pub history: Vec<(Entry, Event)>,
    /// Its clocks.
    pub clocks: Vec<ClockStory>,
    /// The files that came with this petition.
    pub attachments: Vec<Attachment>,
    /// Whether it was joined to another matter.
    pub joined: bool,
    /// Each time somebody had the name and contacts of this petition's people shown, oldest first.
    pub looks: Vec<Entry>,
    /// Each time somebody opened the file while the matter is sealed, oldest first.
    pub opened: Vec<Entry>,
    /// Whether rating is open, or why not.
    pub may_rate: Result<(), kernel::Refusal>,
    /// Whether something may be added, or why not.
    pub may_supplement: Result<(), kernel::Refusal>,
    /// What else the petitioner may do, or why not: [`ASKING`], in that order.
    pub choices: Vec<Choice>,
    /// The organisation, for names.
    pub org: Arc<Org>,
    /// What stands on a document where names belong: this petition's own people.
    pub names: PaperNames,
}

/// What a petitioner may ask for with number and code, besides adding something and rating.
pub const ASKING: [Action; 5] = [
    Action::ConsentMediation,
    Action::RequestReview,
    Action::SupplementReview,
    Action::StateNewFacts,
    Action::AskRecusal,
];

/// What the entry of a printed query slip says: whose, and why. The petitioner reads it.
pub fn slip_purpose(number: &str, reason: &str) -> String {
    format!("查询单 {number}：{reason}")
}

/// The reason in such an entry, where it is about the petition of this number.
pub fn slip_reason<'p>(purpose: &'p str, number: &str) -> Option<&'p str> {
    let rest = purpose.strip_prefix("查询单 ")?.strip_prefix(number)?;
    // Slips of earlier versions were printed without a reason.
    Some(rest.strip_prefix('：').unwrap_or(rest))
}

impl Track {
    /// The documents that were served on the petitioner and stand. In a joined matter those that carry an answer: the others may
    /// be about somebody else's petition.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let alone = !self.joined && self.matter.petitions.len() == 1;
        self.matter.documents.iter().filter(move |document| {
            document.content.for_petitioner
                && document.voided.is_none()
                && document.proof(&self.matter).is_some()
                && (alone || document.content.answer.is_some())
        })
    }

    /// Whether the petitioner may do this now.
    pub fn may(&self, action: Action) -> bool {
        self.choices
            .iter()
            .any(|choice| choice.action == action && choice.verdict.is_ok())
    }
}

impl Office {
    /// The names of a petition's own people, and nothing else of them: in a joined matter nobody learns who the others are. On
    /// a sealed matter there are none, since whoever holds the code need not be the accuser.
    pub(crate) fn own_names(
        &self,
        own: &Petition,
        matter: &Matter,
    ) -> Result<PaperNames, OfficeError> {
        let hidden = PaperNames::hidden();
        if matter.is_sealed() {
            return Ok(hidden);
        }
        let reader = self.store.reader()?;
        let mut names = Vec::new();
        for petitioner in &own.petitioners {
            if let Some(sealed) = tables::people::sealed(&reader, *petitioner)? {
                names.push(self.vault.unseal(*petitioner, &sealed)?.name);
            }
        }
        if names.is_empty() {
            return Ok(hidden);
        }
        Ok(PaperNames {
            name: names.join("、"),
            ..hidden
        })
    }
}

pub(crate) fn looks_at(petition: &Petition, history: &[(Entry, Event)]) -> Vec<Entry> {
    let own = |event: &Event| match event {
        Event::IdentityShown { petitioners, .. } => petitioners
            .iter()
            .any(|person| petition.petitioners.contains(person)),
        _ => false,
    };
    history
        .iter()
        .filter(|(_, event)| own(event))
        .map(|(entry, _)| entry.clone())
        .collect()
}

pub(crate) fn opened(history: &[(Entry, Event)]) -> Vec<Entry> {
    history
        .iter()
        .filter(|(_, event)| matches!(event, Event::FileOpened { .. }))
        .map(|(entry, _)| entry.clone())
        .collect()
}

/// The files that came with a petition and its supplements. Once other petitions are in the matter, a supplement may be
/// anybody's, so the list ends there.
pub(crate) fn own_files(history: &[(Entry, Event)]) -> Vec<Attachment> {
    history
        .iter()
        .take_while(|(_, event)| !matches!(event, Event::TookIn { .. }))
        .filter_map(|(_, event)| match event {
            Event::Attached { attachment } if attachment.from_petitioner => {
                Some(attachment.clone())
            }
            _ => None,
        })
        .collect()
}

/// The events of a matter that its petitioner may read: what happened, not what colleagues noted.
pub fn is_public(event: &Event) -> bool {
    matches!(
        event,
        Event::Received { .. }
            | Event::Registered { .. }
            | Event::HandedOver { .. }
            | Event::Returned { .. }
            | Event::Accepted { .. }
            | Event::ClockExtended { .. }
            | Event::Heard { .. }
            | Event::AnswerIssued { .. }
            | Event::Desk(DeskEvent::TakenBack { .. })
            | Event::Served { .. }
            | Event::Rated { .. }
            | Event::Supplemented { .. }
            | Event::IdentityShown { .. }
            | Event::Exported { .. }
            | Event::Closed { .. }
            | Event::Simple(_)
            | Event::AcceptanceNotified { .. }
            | Event::Oversight(OversightEvent::FollowUp(FollowUpEvent::Reopened { .. }))
            | Event::Routing(
                RoutingEvent::ReportedUp { .. } | RoutingEvent::DisputeReferred { .. }
            )
            | Event::Review(_)
            | Event::Hearing(_)
            | Event::Mediation(_)
            | Event::Execution(_)
            | Event::Pause(_)
    )
}

/// The date of an entry on the office's wall.
pub fn entry_date(entry: &Entry) -> Date {
    Moment::from_millis(entry.at).today()
}
