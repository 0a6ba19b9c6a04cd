//! What was read: which petition stands in which group, and the picture that pages look at.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{MatterId, PetitionId};
use language::Incoming;
use matter::petition::Petition;
use matter::{Matter, Stage};

use super::{LEAST, places};
use crate::lists::day_number;
use crate::words::OfficeWords;

/// A petition in a group.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The petition.
    pub petition: PetitionId,
    /// The matter that holds it now.
    pub matter: MatterId,
    /// The day it came in.
    pub on: Date,
    /// Keyed hash of the first petitioner; nothing for an anonymous one.
    pub petitioner: Option<Arc<str>>,
    /// The place that a clerk wrote down, without town and house; empty where there is none.
    pub place: String,
}

/// Petitions about one event in one place.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The subject of the most typical one.
    pub title: String,
    /// The place most of them name.
    pub place: Option<String>,
    /// Words most of them share.
    pub words: Vec<String>,
    /// The petitions, in order of arrival.
    pub members: Vec<Member>,
}

/// What pages look at.
#[derive(Debug, Default)]
pub(super) struct Picture {
    /// Whether the window was read to its end once.
    pub ready: bool,
    /// All groups of some size, whoever may see them.
    pub groups: Vec<Group>,
}

/// Everything read so far.
#[derive(Default)]
pub(super) struct Reading {
    issues: language::HotIssues,
    members: HashMap<PetitionId, Member>,
    /// The ledger's position up to which it has read; nothing before the first round.
    pub position: Option<i64>,
    /// How many petitions it held after its first round.
    first: usize,
}

impl Reading {
    /// That the first round came to its end.
    pub fn began(&mut self, position: i64) {
        self.position = Some(position);
        self.first = self.members.len();
    }

    /// Whether so many came in since its first round that what is old takes too much room.
    pub fn is_full(&self, more: usize) -> bool {
        self.members.len() > self.first + more && self.position.is_some()
    }

    /// Takes in a matter as it stands: petitions it has not met, and which matter holds the others now.
    pub fn take(
        &mut self,
        words: &OfficeWords,
        matter: &Matter,
        since: Date,
        petitioner: impl Fn(&Petition) -> Option<String>,
    ) {
        // What was joined stands in its host.
        if matter.stage == Stage::Joined {
            return;
        }
        let open = !matter.demands.is_empty() && !matter.is_sealed();
        for petition in &matter.petitions {
            if !open {
                // It may have been an appeal when it was read.
                if self
                    .members
                    .get(&petition.id)
                    .is_some_and(|known| known.matter == matter.id)
                {
                    self.members.remove(&petition.id);
                }
                continue;
            }
            if let Some(known) = self.members.get_mut(&petition.id) {
                known.matter = matter.id;
                known.place = places::stem(matter.place.as_deref().unwrap_or_default());
            } else if petition.received >= since {
                self.meet(words, matter, petition, petitioner(petition));
            }
        }
    }

    fn meet(
        &mut self,
        words: &OfficeWords,
        matter: &Matter,
        petition: &Petition,
        petitioner: Option<String>,
    ) {
        let id = petition.id.to_string();
        let incoming = Incoming {
            id: &id,
            subject: &petition.subject,
            body: &petition.body,
            petitioner: petitioner.as_deref(),
            on: day_number(petition.received),
            support: 0,
        };
        words.with(|words| self.issues.add(words, &incoming));
        self.members.insert(
            petition.id,
            Member {
                petition: petition.id,
                matter: matter.id,
                on: petition.received,
                petitioner: petitioner.map(Arc::from),
                place: places::stem(matter.place.as_deref().unwrap_or_default()),
            },
        );
    }

    /// The groups as they stand, parted by the places that clerks wrote down.
    pub fn picture(&self, today: Date) -> Picture {
        let since = today.saturating_sub(super::WINDOW_DAYS.days());
        let mut groups = Vec::new();
        for issue in self.issues.issues(LEAST) {
            let members: Vec<&Member> = issue
                .ids
                .iter()
                .filter_map(|id| self.members.get(&PetitionId(id.parse().ok()?)))
                .filter(|member| member.on >= since)
                .collect();
            let stems: Vec<String> = members.iter().map(|member| member.place.clone()).collect();
            let parts = places::parts(&stems);
            let whole = parts.len() == 1;
            for part in parts.iter().filter(|part| part.len() >= LEAST) {
                groups.push(Group {
                    title: issue.title.clone(),
                    place: issue.place.clone().filter(|_| whole),
                    words: if whole {
                        issue.words.clone()
                    } else {
                        Vec::new()
                    },
                    members: part.iter().map(|at| members[*at].clone()).collect(),
                });
            }
        }
        Picture {
            ready: true,
            groups,
        }
    }
}
