//! Registration: by a clerk, or by the petitioner on the public page.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::access::{Actor, Viewer};
use kernel::org::{Org, Role};
use matter::petition::{Channel, Petition, Relation};
use matter::seal::past_the_accused;
use matter::{
    Accused, Arrival, Attachment, Declaration, Event, Matter, Screening, Seal, open_sealed,
};

use jiff::civil::{Date, Time};
use kernel::{MatterId, PetitionId, PetitionerId, Refusal, UnitId};
use store::ledger::{self, Author, Stamp};
use store::tables::org::OfficeEvent;
use store::{Writing, tables};

use crate::accusation::Names;
use crate::act::{Joining, visible};
use crate::codes;
use crate::once::{Acting, Once};
use crate::vault::{Identity, Vault};
use crate::{Law, Moment, Office, OfficeError, guests, in_sight, wall_clock};

/// How long a form sent again leads to what it made, in milliseconds: a second click or a reloaded page, not a later visitor.
const AGAIN: i64 = 60 * 60 * 1_000;

/// What comes in, from any channel.
#[derive(Clone, Debug)]
pub struct Submission {
    /// How it came.
    pub channel: Channel,
    /// The day it was received.
    pub received: Date,
    /// The time of day, where known.
    pub time: Option<Time>,
    /// The unit that receives it.
    pub office: UnitId,
    /// One line.
    pub subject: String,
    /// The petition's own words.
    pub body: String,
    /// Where the problem is.
    pub place: Option<String>,
    /// The people named; representatives first. Empty when anonymous.
    pub people: Vec<Identity>,
    /// How many people stand behind it.
    pub head_count: u32,
    /// Files, already kept.
    pub attachments: Vec<Attachment>,
    /// What the clerk found; none for the public page.
    pub screening: Option<Screening>,
    /// The form's token: a second click with it makes no second petition.
    pub once: Option<String>,
    /// The matter it is joined to at once, as the clerk chose.
    pub join: Option<(MatterId, Relation)>,
    /// Matters the clerk marked as related.
    pub related: Vec<MatterId>,
    /// What its channel tells besides: the number it bears elsewhere, who passed it on, where it was received.
    pub extra: BTreeMap<String, String>,
}

/// What the petitioner takes home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The petition.
    pub petition: PetitionId,
    /// The matter it was registered under.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// Its query code.
    pub code: String,
}

/// Who asks for something to be written, when and by which law: all that is known before the writing job runs. The organisation is
/// not among it: it is read where it is written ([`Asking::desk`]), so that nothing is decided by a unit or a post that is gone by
/// then.
#[derive(Clone)]
pub(crate) struct Asking {
    pub law: Arc<Law>,
    pub vault: Arc<Vault>,
    pub moment: Moment,
    pub actor: Actor,
    /// The moment the clock on the wall came back from; nothing is written then.
    pub set_back_from: Option<Moment>,
    /// The form it comes from, which is acted on once.
    pub once: Option<Once>,
}

impl Asking {
    /// Enters something in the office's own chain that no unit and no post has a part in deciding.
    pub fn record(&self, writing: &Writing<'_>, event: &OfficeEvent) -> Result<(), OfficeError> {
        trust_clock(self.moment, self.set_back_from)?;
        let stamp = stamp(&self.actor, self.moment);
        Ok(tables::org::record(writing, event, stamp)?)
    }

    /// Refuses a form that was acted on already, and remembers that it is being acted on.
    pub fn take_form(&self, writing: &Writing<'_>) -> Result<(), OfficeError> {
        match &self.once {
            Some(once) => once.take(writing, self.moment),
            None => Ok(()),
        }
    }

    /// The desk inside the writing job.
    ///
    /// # Errors
    /// The refusal to a post that was given up, or handed to somebody else, since it asked; [`OfficeError::DoneBefore`] where its form
    /// was acted on already.
    pub fn desk(&self, writing: &Writing<'_>) -> Result<Desk, OfficeError> {
        self.take_form(writing)?;
        let org = writing.org()?;
        let actor = match &self.actor {
            Actor::Staff(viewer) => Actor::Staff(still(viewer, &org)?),
            other @ (Actor::Petitioner | Actor::System) => other.clone(),
        };
        Ok(Desk {
            law: Arc::clone(&self.law),
            vault: Arc::clone(&self.vault),
            org,
            moment: self.moment,
            actor,
            set_back_from: self.set_back_from,
        })
    }
}

/// The viewer with the rights the post has now.
fn still(viewer: &Viewer, org: &Org) -> Result<Viewer, OfficeError> {
    let post = org.post(viewer.post);
    match post.filter(|post| post.active && post.person == viewer.person) {
        Some(post) => Ok(Viewer::of(post, org)),
        None => Err(Refusal::not_yours(
            "您的岗位刚被停用或者改由他人担任，操作没有完成；请重新登录，查看现在的岗位",
            "your post was just given up or handed to somebody else, so nothing was done; sign in again to see your posts",
        )
        .into()),
    }
}

/// The desk of one writing job: it lives no longer than the job, since its organisation is that of the job.
#[derive(Clone)]
pub(crate) struct Desk {
    pub law: Arc<Law>,
    pub vault: Arc<Vault>,
    pub org: Arc<Org>,
    pub moment: Moment,
    pub actor: Actor,
    /// The moment the clock on the wall came back from; nothing is written then.
    pub set_back_from: Option<Moment>,
}

impl Desk {
    /// Refuses to write by a clock that was set back.
    pub fn trust_clock(&self) -> Result<(), OfficeError> {
        trust_clock(self.moment, self.set_back_from)
    }

    pub fn stamp(&self) -> Stamp {
        stamp(&self.actor, self.moment)
    }

    /// Only administrators keep the organisation, and the program itself does.
    pub fn administers(&self) -> Result<(), OfficeError> {
        match self.actor.viewer() {
            Some(viewer) if viewer.role != Role::Administrator => Err(OfficeError::Forbidden),
            _ => Ok(()),
        }
    }

    /// Enters something in the office's own chain.
    pub fn record(&self, writing: &Writing<'_>, event: &OfficeEvent) -> Result<(), OfficeError> {
        self.trust_clock()?;
        Ok(tables::org::record(writing, event, self.stamp())?)
    }

    /// Appends what was decided and brings the tables up to date. What seals a matter seals those that were joined to it.
    pub fn append(
        &self,
        writing: &Writing<'_>,
        matter: &mut Matter,
        events: &[Event],
    ) -> Result<(), OfficeError> {
        self.trust_clock()?;
        let based_on = matter.version;
        events.iter().for_each(|event| matter.apply(event));
        ledger::append(writing, matter, based_on, events, self.stamp(), &self.org)?;
        if events.iter().any(guests::seals) {
            guests::seal(writing, self, matter)?;
        }
        Ok(())
    }

    /// Seals and keeps the people of a petition.
    pub fn keep_people(
        &self,
        writing: &Writing<'_>,
        people: &[Identity],
    ) -> Result<Vec<PetitionerId>, OfficeError> {
        people
            .iter()
            .map(|identity| {
                let identity = &identity.legible();
                let id = tables::people::next(writing)?;
                let sealed = self.vault.seal(id, identity)?;
                let same = self.vault.same_person(identity);
                tables::people::keep(writing, id, &sealed, same.as_deref())?;
                Ok(id)
            })
            .collect()
    }
}

impl Office {
    pub(crate) fn asking(&self, moment: Moment, actor: Actor) -> Asking {
        Asking {
            law: Arc::clone(&self.law),
            vault: Arc::clone(&self.vault),
            set_back_from: self.watch.passes(moment),
            moment,
            actor,
            once: None,
        }
    }

    /// The same for a post that sent a form.
    pub(crate) fn asking_once(&self, moment: Moment, acting: Acting) -> Asking {
        Asking {
            once: acting.once,
            ..self.asking(moment, Actor::Staff(acting.viewer))
        }
    }

    /// A clerk registers an arrival, with what was found in it.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for posts that do not register; the domain's refusals.
    pub fn register(
        &self,
        viewer: &Viewer,
        mut submission: Submission,
        moment: Moment,
    ) -> Result<Receipt, OfficeError> {
        if !matches!(viewer.role, Role::Clerk | Role::Handler | Role::Leader) {
            return Err(OfficeError::Forbidden);
        }
        submission.office = viewer.unit;
        self.take(submission, moment, Actor::Staff(viewer.clone()))
    }

    /// The petitioner submits on the public page.
    ///
    /// # Errors
    /// The domain's refusals, each saying what to correct.
    pub fn submit(&self, submission: Submission, moment: Moment) -> Result<Receipt, OfficeError> {
        self.take(submission, moment, Actor::Petitioner)
    }

    /// The petitioner accuses units or officials on the public page: sealed from its first entry on, and past the accused.
    ///
    /// # Errors
    /// The domain's refusals; also when every unit here stands below the accused.
    pub fn accuse(
        &self,
        submission: Submission,
        declaration: Declaration,
        moment: Moment,
    ) -> Result<Receipt, OfficeError> {
        self.take_sealed(
            submission,
            Seal::Declared(declaration),
            moment,
            Actor::Petitioner,
        )
    }

    /// The unit that would receive an accusation of these accused; none when all stand below them.
    pub fn receiver_of_accusation(&self, chosen: UnitId, accused: &Accused) -> Option<UnitId> {
        past_the_accused(chosen, accused, &self.org())
    }

    fn take(
        &self,
        submission: Submission,
        moment: Moment,
        actor: Actor,
    ) -> Result<Receipt, OfficeError> {
        let seal = match &submission.screening {
            Some(_) => Seal::Open,
            // Nobody has read it yet, and whoever receives it may be whom it accuses.
            None => {
                let org = self.org();
                let text = (submission.subject.as_str(), submission.body.as_str());
                self.seal_of(text, submission.office, &org, &Names::of(&org))?
            }
        };
        self.take_sealed(submission, seal, moment, actor)
    }

    pub(crate) fn take_sealed(
        &self,
        submission: Submission,
        seal: Seal,
        moment: Moment,
        actor: Actor,
    ) -> Result<Receipt, OfficeError> {
        let asking = self.asking(moment, actor);
        let arriving = Arriving {
            submission,
            seal,
            known: Vec::new(),
        };
        self.store
            .writer()
            .write(move |writing| take_in(writing, &asking.desk(writing)?, arriving))
    }

    /// The unit that receives what comes through the public page when the petitioner names none.
    pub fn front_office(&self) -> Option<UnitId> {
        let org = self.org();
        let roots: Vec<UnitId> = org
            .units()
            .iter()
            .filter(|unit| unit.parent.is_none())
            .map(|unit| unit.id)
            .collect();
        roots
            .iter()
            .find_map(|root| org.petition_office_of(*root))
            .or_else(|| {
                org.units()
                    .iter()
                    .find(|unit| org.is_petition_office(unit.id))
                    .map(|unit| unit.id)
            })
            .or_else(|| roots.first().copied())
    }
}

fn trust_clock(now: Moment, set_back_from: Option<Moment>) -> Result<(), OfficeError> {
    match set_back_from {
        Some(latest) => Err(wall_clock::set_back(now, latest).into()),
        None => Ok(()),
    }
}

fn stamp(actor: &Actor, moment: Moment) -> Stamp {
    let author = match actor {
        Actor::Staff(viewer) => Author::Post(viewer.post),
        Actor::Petitioner => Author::Petitioner,
        Actor::System => Author::System,
    };
    Stamp {
        at: moment.millis(),
        author,
    }
}

/// What a writing job takes in.
pub(crate) struct Arriving {
    pub submission: Submission,
    /// What must be sealed before a clerk has seen it.
    pub seal: Seal,
    /// Petitioners whose identity is kept already, besides the people of the submission.
    pub known: Vec<PetitionerId>,
}

pub(crate) fn take_in(
    writing: &Writing<'_>,
    desk: &Desk,
    arriving: Arriving,
) -> Result<Receipt, OfficeError> {
    let submission = &arriving.submission;
    let once = submission.once.as_deref().map(|token| once_of(desk, token));
    if let Some(made) = earlier_click(writing, desk, once.as_deref())? {
        return Ok(made);
    }
    // First of all: what a wrong day would refuse has nothing to do with the person who waits.
    desk.trust_clock()?;
    working(&desk.org, submission.office)?;
    let (join, related) = (submission.join, submission.related.clone());
    if let Actor::Staff(viewer) = &desk.actor {
        // Out of sight is as good as not there: a refusal by the host would tell that it exists.
        for other in join.iter().map(|(host, _)| host).chain(&related) {
            visible(writing, desk, viewer, *other)?;
        }
    }
    let attachments = submission.attachments.clone();
    let (mut matter, receipt) = open_matter(writing, desk, arriving)?;
    let ctx = desk
        .law
        .context(&matter.rulebook, desk.moment, &desk.actor, &desk.org);
    let mut more: Vec<Event> = attachments
        .into_iter()
        .map(|attachment| Event::Attached { attachment })
        .collect();
    for other in related {
        if let Some((told, _)) = ledger::load(writing.connection, other)? {
            in_sight::check_relation(&matter, &told)?;
        }
        more.extend(matter::decide(
            &matter,
            matter::Command::Relate(other),
            &ctx,
        )?);
    }
    if !more.is_empty() {
        desk.append(writing, &mut matter, &more)?;
    }
    if let Some((host, relation)) = join {
        Joining { writing, desk }.join(matter, host, relation)?;
    }
    if let Some(token) = once {
        let now = desk.moment.millis();
        tables::misc::remember_once(writing, &token, receipt.petition, now, now - AGAIN)?;
    }
    Ok(receipt)
}

/// Refuses a receiver that takes nothing (any more).
pub(crate) fn working(org: &Org, unit: UnitId) -> Result<(), Refusal> {
    if org.unit(unit).is_some_and(|unit| unit.active) {
        return Ok(());
    }
    Err(Refusal::input(
        "接收单位不存在或已撤并，请重新选择",
        "that unit does not exist or no longer works; choose another",
    ))
}

/// A form's token as it is remembered: only whoever sent the form is led to what it made.
fn once_of(desk: &Desk, token: &str) -> String {
    match desk.actor.post() {
        Some(post) => format!("{post}:{token}"),
        None => token.to_owned(),
    }
}

/// What a post made by the form with this token, within the hour.
pub(crate) fn made_by(
    writing: &Writing<'_>,
    desk: &Desk,
    token: &str,
) -> Result<Option<Receipt>, OfficeError> {
    earlier_click(writing, desk, Some(&once_of(desk, token)))
}

fn earlier_click(
    writing: &Writing<'_>,
    desk: &Desk,
    once: Option<&str>,
) -> Result<Option<Receipt>, OfficeError> {
    let Some(token) = once else { return Ok(None) };
    let since = desk.moment.millis() - AGAIN;
    let Some(petition) = tables::misc::made_once(writing.connection, token, since)? else {
        return Ok(None);
    };
    let Some((number, matter)) = tables::misc::petition(writing.connection, petition)? else {
        return Ok(None);
    };
    Ok(Some(Receipt {
        petition,
        matter,
        number,
        code: codes::of(writing.connection, &desk.vault, petition)?,
    }))
}

/// Numbers the petition, seals its people and opens its matter.
fn open_matter(
    writing: &Writing<'_>,
    desk: &Desk,
    arriving: Arriving,
) -> Result<(Matter, Receipt), OfficeError> {
    let Arriving {
        submission,
        seal,
        known: mut petitioners,
    } = arriving;
    petitioners.extend(desk.keep_people(writing, &submission.people)?);
    let home = MatterId(tables::misc::next(writing, "matter")?);
    let id = PetitionId(tables::misc::next(writing, "petition")?);
    let number = next_number(writing, desk.moment.today())?;
    let extra = submission
        .extra
        .into_iter()
        .map(|(label, value)| (label, kernel::text::visible(&value)))
        .collect();
    let petition = Petition {
        id,
        number: number.clone(),
        home,
        channel: submission.channel,
        received: submission.received,
        time: submission.time,
        subject: submission.subject,
        body: submission.body,
        petitioners,
        head_count: submission.head_count.max(1),
        relation: Relation::First,
        external: None,
        extra,
    };
    let ctx = desk.law.context(
        &desk.law.current.version,
        desk.moment,
        &desk.actor,
        &desk.org,
    );
    let arrival = Arrival {
        petition,
        office: submission.office,
        place: submission.place.map(|place| kernel::text::visible(&place)),
        screening: submission.screening,
    };
    let events = open_sealed(arrival, seal, &ctx)?;
    let matter = append_new(writing, desk, home, &events)?;
    let code = codes::give(writing, &desk.vault, id)?;
    Ok((
        matter,
        Receipt {
            petition: id,
            matter: home,
            number,
            code,
        },
    ))
}

/// Writes the first events of a matter.
pub(crate) fn append_new(
    writing: &Writing<'_>,
    desk: &Desk,
    id: MatterId,
    events: &[Event],
) -> Result<Matter, OfficeError> {
    desk.trust_clock()?;
    let matter = Matter::replay(id, events)
        .ok_or_else(|| OfficeError::Input("没有可登记的内容".to_owned()))?;
    ledger::append(writing, &matter, 0, events, desk.stamp(), &desk.org)?;
    Ok(matter)
}

/// The next petition number: the day of registration and a serial of that day, digits only so that it can be told by phone.
pub(crate) fn next_number(writing: &Writing<'_>, today: Date) -> Result<String, OfficeError> {
    let day = today.strftime("%Y%m%d").to_string();
    let serial = tables::misc::next(writing, &day_series(today))?;
    Ok(format!("{day}-{serial:05}"))
}

/// The counter of a day's petition numbers.
pub(crate) fn day_series(day: Date) -> String {
    format!("number:{}", day.strftime("%Y%m%d"))
}
