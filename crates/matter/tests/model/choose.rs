//! From random bytes to somebody who asks for something.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Actor;
use kernel::org::Role::{Handler, Leader};
use kernel::rulebook::{GroundCode, GroundEffect, Rulebook, Weight};
use kernel::{AnswerId, MatterId, PersonId, PostId, UnitId};
use matter::extension::ExtensionCommand;
use matter::petition::Purpose;
use matter::{
    Accused, Action, Adoption, Attachment, Command, Context, Decision, Matter, Opinion, RatedFrom,
    Score, ServiceMethod, Sorting, Stage, options,
};

use crate::common::{COUNTY, OFFICE, acts, holder_of, post, screening, viewer};
use crate::{documents, way};

pub fn pick<T: Clone>(of: &[T], by: u8) -> T {
    of[usize::from(by) % of.len()].clone()
}

/// Mostly those who can move the matter, sometimes anybody.
pub fn actor(matter: &Matter, by: u8) -> Actor {
    if let Some(actor) = crate::reviews::actor(matter, by) {
        return actor;
    }
    let sender = matter
        .last_handover()
        .map_or(OFFICE, |handover| handover.from);
    let signer = matter.desk.draft.as_ref().and_then(|draft| draft.with);
    // A draft that waits for a signature waits for one post.
    if let (2 | 3 | 12, Some(signer)) = (by % 16, signer) {
        return Actor::Staff(holder_of(signer));
    }
    match by % 16 {
        // Whoever handles it asks for an extension, and may think better of it.
        5 if matter.stage == Stage::Handling => Actor::Staff(viewer(matter.owner, Handler)),
        4 | 14 if matter.extension.is_some() => Actor::Staff(viewer(matter.owner, Handler)),
        // While others wait for somebody's word, that one is asked more often.
        0..=3 if matter.stage == Stage::Objected => Actor::Staff(viewer(sender, Leader)),
        0..=5 if matter.decider().is_some() => {
            Actor::Staff(viewer(way::asked(matter).unwrap_or(sender), Leader))
        }
        6 | 7 => Actor::Staff(viewer(crate::oversight::awaited(matter, by), Leader)),
        0..=5 => Actor::Staff(viewer(matter.owner, Leader)),
        8..=9 => Actor::Staff(viewer(sender, Leader)),
        10 => Actor::Staff(viewer(way::asked(matter).unwrap_or(sender), Leader)),
        11 | 12 => Actor::Petitioner,
        13 => Actor::System,
        _ => {
            let posts: Vec<PostId> = COUNTY.org.posts().iter().map(|post| post.id).collect();
            Actor::Staff(holder_of(pick(&posts, by.wrapping_mul(31) ^ (by >> 4))))
        }
    }
}

/// Mostly what a button would offer, what was never done yet before the rest, sometimes anything.
pub fn action(
    matter: &Matter,
    (today, rulebook): (Date, &Rulebook),
    actor: &Actor,
    by: u8,
    done: &BTreeSet<Action>,
) -> Action {
    let ctx = Context {
        rulebook,
        ..COUNTY.context(today, actor)
    };
    let offered: Vec<Action> = options(matter, &ctx)
        .into_iter()
        .filter(|choice| choice.verdict.is_ok())
        .map(|choice| choice.action)
        .collect();
    let offered = crate::desk::finish(crate::oversight::now_and_then(offered, by), by);
    let offered = documents::first(offered, matter, by);
    let fresh: Vec<Action> = offered
        .iter()
        .copied()
        .filter(|action| !done.contains(action))
        .collect();
    // The later procedure is long; now and then the next step of it is preferred.
    let later: Vec<Action> = offered
        .iter()
        .copied()
        .filter(|action| crate::reviews::is_ours(*action))
        .collect();
    if by < 60 && !later.is_empty() {
        pick(&later, by)
    } else if by.is_multiple_of(3) && !fresh.is_empty() {
        pick(&fresh, by)
    } else if by < 200 && !offered.is_empty() {
        pick(&offered, by)
    } else {
        pick(Action::ALL, by)
    }
}

pub fn unit(by: u8) -> UnitId {
    match by % 11 {
        10 => UnitId(404),
        other => UnitId(i64::from(other).max(1)),
    }
}

fn accused(by: u8) -> Accused {
    let person = COUNTY.org.posts()[usize::from(by) % COUNTY.org.posts().len()].person;
    match by % 4 {
        0 => Accused {
            units: Vec::new(),
            persons: vec![person],
        },
        1 => Accused {
            units: vec![unit(by / 4), unit(by / 16)],
            persons: vec![PersonId(1)],
        },
        _ => Accused {
            units: vec![unit(by / 4)],
            persons: Vec::new(),
        },
    }
}

fn purposes(by: u8) -> Vec<Purpose> {
    let wanted = |(bit, _): &(usize, &Purpose)| by & (1 << bit) != 0;
    let mut some: Vec<_> = Purpose::ALL
        .iter()
        .enumerate()
        .filter(wanted)
        .map(|(_, purpose)| *purpose)
        .collect();
    if by & 8 != 0 {
        some.push(Purpose::Appeal);
    }
    some
}

fn opinion(matter: &Matter, a: u8) -> Opinion {
    let mut opinion = acts::complete(&[]);
    let appeals = matter
        .open_demands()
        .filter(|demand| matter::lawful::takes_opinion(demand) || a.is_multiple_of(5));
    let many = if a.is_multiple_of(2) { usize::MAX } else { 1 };
    opinion.decisions = appeals
        .take(many)
        .map(|demand| (demand.id, pick(Decision::ALL, a)))
        .collect();
    if a.is_multiple_of(7) {
        opinion.facts.clear();
    }
    if a.is_multiple_of(3) {
        opinion.facts = "委托检测后查明，漏水来自顶层住户开设的天窗".to_owned();
    }
    opinion
}

/// The command for an action. Joins are made by the world, because they have two sides.
pub fn command(action: Action, matter: &Matter, today: Date, (a, b): (u8, u8)) -> Option<Command> {
    let text = || {
        if b.is_multiple_of(13) {
            String::new()
        } else {
            "情况说明".to_owned()
        }
    };
    let signer = if b.is_multiple_of(11) {
        post(unit(b).min(OFFICE), Leader)
    } else {
        post(matter.owner, Leader)
    };
    let command = Some(match action {
        Action::Register => {
            let mut found = screening(&purposes(a));
            found.weight = pick(&Weight::ALL, b);
            if b.is_multiple_of(3) {
                found.accused = accused(b);
            }
            Command::Register(found)
        }
        Action::Transfer => acts::transfer(unit(b)),
        Action::Assign => Command::Assign {
            to: unit(b),
            report_by: today.saturating_add(i64::from(a).days()),
            note: text(),
        },
        Action::Object => acts::object_naming(unit(b)),
        Action::AgreeObjection => acts::agree(),
        Action::RejectObjection => acts::reject(),
        Action::Accept => Command::Accept,
        Action::NotAccept | Action::NoLongerAccept => Command::NotAccept {
            effect: if action == Action::NotAccept {
                GroundEffect::NotAccept
            } else {
                GroundEffect::NoLongerAccept
            },
            ground: GroundCode::new(if action == Action::NotAccept {
                pick(&["NA1", "NA2", "NA2", "NA3"], a)
            } else {
                pick(&["NL1", "NL2", "NL9"], a)
            }),
            reason: text(),
            signer,
        },
        Action::Redirect => Command::Redirect {
            to: text(),
            reason: text(),
            signer,
        },
        Action::Hear => Command::Hear { note: text() },
        Action::Extend => Command::Extend {
            days: u16::from(a % 36),
            approver: Some(signer),
            reason: text(),
            remark: String::new(),
        },
        Action::AskExtension => Command::Extension(ExtensionCommand::Ask {
            to: signer,
            days: u16::from(a % 36),
            reason: text(),
        }),
        Action::TakeBackExtension => {
            Command::Extension(ExtensionCommand::TakeBack { reason: text() })
        }
        Action::RefuseExtension => Command::Extension(ExtensionCommand::Refuse { reason: text() }),
        Action::IssueOpinion => Command::IssueOpinion {
            opinion: opinion(matter, a),
            signer,
        },
        Action::ReplySuggestion => Command::ReplySuggestion {
            adoption: pick(Adoption::ALL, a),
            text: text(),
            signer,
        },
        Action::ReplyAccusation => Command::ReplyAccusation {
            text: text(),
            signer,
        },
        Action::Serve => serve(matter, today, a, b),
        other if crate::reviews::is_ours(other) => {
            return crate::reviews::command(other, matter, today, (a, b))
                .map(|command| documents::perhaps_on_paper(command, a));
        }
        other => {
            return documents::command(other, matter, today, (a, b))
                .or_else(|| way::command(other, matter, today, (a, b)))
                .or_else(|| lesser(other, matter, today, (a, b), text()))
                .map(|command| documents::perhaps_on_paper(command, a));
        }
    });
    command.map(|command| documents::perhaps_on_paper(command, a))
}

fn serve(matter: &Matter, today: Date, a: u8, b: u8) -> Command {
    let waiting: Vec<AnswerId> = matter
        .answers
        .iter()
        .filter(|answer| answer.service.is_none())
        .map(|answer| answer.id)
        .collect();
    Command::Serve {
        answer: if waiting.is_empty() {
            AnswerId(1)
        } else {
            pick(&waiting, a)
        },
        method: pick(ServiceMethod::ALL, b),
        on: today.saturating_sub(i64::from(b % 4).days()),
        proof: "凭证".to_owned(),
    }
}

/// Acts that move no stage, except closing.
fn lesser(
    action: Action,
    matter: &Matter,
    today: Date,
    (a, b): (u8, u8),
    text: String,
) -> Option<Command> {
    let posts: Vec<PostId> = matter
        .identity_requests
        .iter()
        .map(|request| request.post)
        .collect();
    Some(match action {
        Action::Close => acts::close(),
        Action::AddDemand => Command::AddDemand {
            purpose: pick(Purpose::ALL, a),
            text,
        },
        Action::NameAccused => Command::NameAccused(accused(b)),
        Action::Relate => Command::Relate(MatterId(i64::from(a % 5))),
        Action::Note => Command::Note(text),
        Action::SetCategory => Command::SetCategory(Sorting {
            category: text,
            suggested: None,
        }),
        Action::Supplement => Command::Supplement(text),
        Action::Attach => Command::Attach(Attachment {
            hash: "0f".repeat(32),
            name: "材料.pdf".to_owned(),
            size: u64::from(a),
            media: "application/pdf".to_owned(),
            from_petitioner: b.is_multiple_of(2),
        }),
        Action::RequestIdentity => Command::RequestIdentity { reason: text },
        Action::ConsentIdentity => Command::ConsentIdentity {
            post: if posts.is_empty() {
                PostId(20)
            } else {
                pick(&posts, a)
            },
        },
        Action::ShowIdentity => Command::ShowIdentity {
            petitioners: matter
                .petitions
                .iter()
                .flat_map(|known| known.petitioners.clone())
                .collect(),
            reason: text,
        },
        Action::Rate => Command::Rate {
            office: pick(&[None, Some(Score::Satisfied)], a),
            unit: pick(
                &[None, Some(Score::NotSatisfied), Some(Score::Basically)],
                b,
            ),
            comment: text,
            from: pick(&[RatedFrom::Elsewhere, RatedFrom::StaffBrowser], b),
        },
        other => {
            return crate::desk::command(other, matter, (a, b), &text)
                .or_else(|| crate::oversight::command(other, matter, today, (a, b), text));
        }
    })
}
