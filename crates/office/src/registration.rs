//! A petition is registered: decided with the numbers it will have, and written only once nothing can refuse it any more.

use kernel::org::Org;
use kernel::{PetitionerId, Refusal, UnitId};
use matter::petition::Petition;
use matter::{Arrival, Matter, PastReply, Screening, Seal, history, open_sealed};
use store::{Writing, tables};

use crate::OfficeError;
use crate::change::Change;
use crate::codes;
use crate::desk::Desk;
use crate::intake::Receipt;
use crate::numbers::Numbers;
use crate::vault::{Identity, Vault};

/// What is to be registered, from whatever channel.
#[derive(Clone)]
pub(crate) struct New {
    /// The petition, without its numbers and its people.
    pub petition: Petition,
    /// People whose identity is kept already.
    pub known: Vec<PetitionerId>,
    /// People to be sealed and kept.
    pub people: Vec<Identity>,
    /// The unit that receives it.
    pub office: UnitId,
    /// Where the problem is.
    pub place: Option<String>,
    /// What was found in it, where somebody looked.
    pub screening: Option<Screening>,
    /// What must be sealed before a clerk has seen it.
    pub seal: Seal,
    /// The answer an older record came with.
    pub reply: Option<PastReply>,
}

/// A registration that was decided and is not written.
pub(crate) struct Registration {
    numbers: Numbers,
    people: Vec<Identity>,
    /// The matter it opens; whatever else the same job decides about it is added here.
    pub change: Change<Matter>,
}

impl Registration {
    /// Decides it. Nothing is written.
    ///
    /// # Errors
    /// The refusal, with its rule, of a receiver that takes nothing, of a day that was over already, and of what is lacking.
    pub fn decide(writing: &Writing<'_>, desk: &Desk, new: New) -> Result<Self, OfficeError> {
        working(&desk.org, new.office)?;
        let today = desk.moment.today();
        let numbers = Numbers::ahead(writing.connection, today, new.people.len())?;
        let petition = Petition {
            id: numbers.petition,
            home: numbers.matter,
            number: numbers.number.clone(),
            petitioners: new
                .known
                .into_iter()
                .chain(numbers.people.clone())
                .collect(),
            ..new.petition
        };
        let arrival = Arrival {
            petition,
            office: new.office,
            place: new.place,
            screening: new.screening,
        };
        let version = &desk.law.current.version;
        let ctx = desk
            .law
            .context(version, desk.moment, &desk.actor, &desk.org);
        let events = match new.reply {
            None => open_sealed(arrival, new.seal, &ctx)?,
            reply => history::from_record(arrival, reply, &ctx)?,
        };
        let change = Change::new(numbers.matter.into(), events).ok_or_else(nothing_to_register)?;
        Ok(Self {
            numbers,
            people: new.people,
            change,
        })
    }

    /// Takes the numbers, seals the people, writes the entries and gives the query code.
    ///
    /// # Errors
    /// The storage's, or when an identity cannot be sealed.
    pub fn write(self, writing: &Writing<'_>, desk: &Desk) -> Result<Receipt, OfficeError> {
        let Self {
            numbers,
            people,
            change,
        } = self;
        numbers.take(writing)?;
        for (id, identity) in numbers.people.iter().zip(&people) {
            keep(writing, &desk.vault, *id, identity)?;
        }
        change.write(writing, desk)?;
        Ok(Receipt {
            petition: numbers.petition,
            matter: numbers.matter,
            code: codes::give(writing, &desk.vault, numbers.petition)?,
            number: numbers.number,
        })
    }
}

fn nothing_to_register() -> Refusal {
    Refusal::input(
        "没有可登记的内容，请填写信访内容",
        "there is nothing to register; write down what the petition says",
    )
}

/// Seals who somebody is under the number the seal is bound to.
fn keep(
    writing: &Writing<'_>,
    vault: &Vault,
    id: PetitionerId,
    identity: &Identity,
) -> Result<(), OfficeError> {
    let identity = &identity.legible();
    let sealed = vault.seal(id, identity)?;
    let same = vault.same_person(identity);
    Ok(tables::people::keep(writing, id, &sealed, same.as_deref())?)
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
