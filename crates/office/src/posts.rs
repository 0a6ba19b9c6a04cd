//! Posts and the people who hold them: kept by the administrator, each change an entry in the office's own chain.
//!
//! Whatever gives a post sight leaves a grant in it that a second person confirms ([`crate::confirm`]).

use std::sync::Arc;

use kernel::access::Actor;
use kernel::org::{Org, Post, Role};
use kernel::refusal::Refusal;
use kernel::trust::{Grant, Widening};
use kernel::{PersonId, PostId, UnitId};
use store::tables::org::{AccountChange, OfficeEvent};
use store::tables::{self, accounts, counters, sessions};
use store::{Connection, Writing};

use crate::desk::{Asking, Desk};
use crate::once::Acting;
use crate::passwords;
use crate::{Moment, Office, OfficeError};

/// A post as a form gives it.
#[derive(Clone, Debug)]
pub struct PostForm {
    /// The post to change; none adds one.
    pub id: Option<PostId>,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// The person who holds it; none enters a new person.
    pub person: Option<PersonId>,
    /// The person's name.
    pub name: String,
    /// The post's title.
    pub title: String,
    /// Its rights.
    pub role: Role,
    /// Whether it is held.
    pub active: bool,
    /// A login for a new account or a new password; empty leaves accounts alone.
    pub login: String,
    /// The password.
    pub password: String,
}

impl Office {
    /// Adds or changes a post, and the account of the person who holds it.
    ///
    /// # Errors
    /// Empty names, an unknown unit, a login of somebody else, a weak password, the last administrator being given up, a person
    /// who would both keep posts and read matters.
    pub fn keep_post(
        &self,
        by: impl Into<Acting>,
        form: PostForm,
        moment: Moment,
    ) -> Result<PostId, OfficeError> {
        let by = by.into();
        self.administrator(&by.viewer)?;
        self.write_post(self.asking_once(moment, by), form)
    }

    /// Adds or changes a post on behalf of the program.
    ///
    /// # Errors
    /// As for [`Office::keep_post`].
    pub fn put_post(
        &self,
        actor: Actor,
        form: PostForm,
        moment: Moment,
    ) -> Result<PostId, OfficeError> {
        self.write_post(self.asking(moment, actor), form)
    }

    fn write_post(&self, asking: Asking, form: PostForm) -> Result<PostId, OfficeError> {
        let login = form.login.trim().to_owned();
        let new_password = if login.is_empty() {
            None
        } else {
            passwords::check(&form.password, &self.local_words(&login, &form.name))?;
            let hash = passwords::hash(&form.password)?;
            // Only passwords that the program sets may be known on purpose: those of a demonstration.
            let known = matches!(asking.actor, Actor::System) && self.passwords_are_known()?;
            Some(NewPassword {
                login,
                hash,
                initial: !known,
            })
        };
        let id = self.store.writer().write(move |writing| {
            keep(writing, &asking.desk(writing)?, form, new_password.as_ref())
        })?;
        self.refresh_org()?;
        Ok(id)
    }

    /// Words of this place that make a password easy to guess.
    pub(crate) fn local_words(&self, login: &str, name: &str) -> Vec<String> {
        let mut words = vec![login.to_owned(), name.to_owned(), self.name.clone()];
        let org = self.org();
        let areas = org.units().into_iter().filter(|unit| unit.id.0 <= 2);
        words.extend(areas.map(|unit| unit.name.clone()));
        words
    }
}

/// A password for an account, hashed.
#[derive(Clone)]
struct NewPassword {
    login: String,
    hash: String,
    /// Whether the holder must change it at first use.
    initial: bool,
}

fn keep(
    writing: &Writing<'_>,
    desk: &Desk,
    form: PostForm,
    password: Option<&NewPassword>,
) -> Result<PostId, OfficeError> {
    desk.administers()?;
    let org = Arc::clone(&desk.org);
    let old = match form.id {
        Some(id) => Some(org.post(id).cloned().ok_or(OfficeError::NotFound)?),
        None => None,
    };
    check(&org, &form)?;
    let person = match form.person {
        Some(person) => person,
        None => PersonId(counters::ahead(writing.connection, counters::PERSON)?),
    };
    let id = match form.id {
        Some(id) => id,
        None => PostId(counters::ahead(writing.connection, counters::POST)?),
    };
    let mut post = Post {
        id,
        unit: form.unit,
        person,
        person_name: form.name.trim().to_owned(),
        title: form.title.trim().to_owned(),
        role: form.role,
        active: form.active,
        stand_in: old.as_ref().and_then(|old| old.stand_in.clone()),
        grant: old.as_ref().and_then(|old| old.grant.clone()),
    };
    if let Some(act) = widening(old.as_ref(), &post) {
        check_apart(&org, &post)?;
        post.grant = (post.role != Role::Administrator).then(|| desk.grant(act));
    }
    if let Some(password) = password {
        account_change(writing.connection, person, password)?;
    }
    // Nothing can be refused from here on.
    if form.person.is_none() {
        tables::misc::next(writing, counters::PERSON)?;
    }
    if form.id.is_none() {
        tables::misc::next(writing, counters::POST)?;
    }
    if !post.active {
        sessions::end_all_of(writing, person)?;
    }
    if let Some(old) = old.as_ref().filter(|old| old.person == person) {
        correct_name(writing, desk, &org, (old, &post.person_name))?;
    }
    if old.as_ref() != Some(&post) {
        desk.record(writing, &OfficeEvent::PostKept(post))?;
    }
    if let Some(password) = password {
        keep_account(writing, desk, person, password)?;
    }
    tables::follow_org(writing, &org)?;
    Ok(id)
}

/// A name that is corrected at one post of a person is that of the person, whatever other posts they hold or held.
fn correct_name(
    writing: &Writing<'_>,
    desk: &Desk,
    org: &Org,
    (old, name): (&Post, &str),
) -> Result<(), OfficeError> {
    if old.person_name == name {
        return Ok(());
    }
    let others = org.posts().into_iter().filter(|other| {
        other.person == old.person && other.id != old.id && other.person_name != name
    });
    for other in others {
        let corrected = Post {
            person_name: name.to_owned(),
            ..other.clone()
        };
        desk.record(writing, &OfficeEvent::PostKept(corrected))?;
    }
    Ok(())
}

/// What about a change gives the post sight it did not have.
fn widening(old: Option<&Post>, new: &Post) -> Option<Widening> {
    let Some(old) = old else {
        return Some(Widening::Made);
    };
    if old.person != new.person {
        Some(Widening::Holder)
    } else if old.role != new.role {
        Some(Widening::Role)
    } else if old.unit != new.unit {
        Some(Widening::Unit)
    } else if new.active && !old.active {
        Some(Widening::Resumed)
    } else {
        None
    }
}

/// Whoever keeps posts and passwords reads no matter, and the other way round: else one person could open everything.
pub(crate) fn check_apart(org: &Org, post: &Post) -> Result<(), OfficeError> {
    let mut others = org
        .posts()
        .into_iter()
        .filter(|other| other.active && other.person == post.person && other.id != post.id);
    let administers = post.role == Role::Administrator;
    let mixed = |other: &Post| (other.role == Role::Administrator) != administers;
    if post.active && others.any(mixed) {
        return Err(Refusal::input(
            "管理员不能同时担任或者代理办件岗位，办件人员也不能同时担任管理员：请先卸任另一岗位，或者另选他人",
            "nobody both keeps posts and reads petitions, not as a stand-in either: give up the other post first, or choose somebody else",
        )
        .into());
    }
    Ok(())
}

/// Whether the account would be opened or its password set.
fn account_change(
    connection: &Connection,
    person: PersonId,
    new: &NewPassword,
) -> Result<AccountChange, OfficeError> {
    let known = accounts::account(connection, &new.login)?;
    let change = match known {
        Some(account) if account.person != person => {
            return Err(OfficeError::Input(format!(
                "登录名“{}”已有人使用，请换一个",
                new.login
            )));
        }
        Some(_) => AccountChange::PasswordSet,
        None => AccountChange::Opened,
    };
    let logins = accounts::logins(connection)?;
    let other = logins
        .iter()
        .find(|(holder, login, active)| *holder == person && *login != new.login && *active);
    if let Some((_, other, _)) = other.filter(|_| change == AccountChange::Opened) {
        return Err(Refusal::input(
            format!("此人已有登录名“{other}”，请直接为它重设密码；一人只用一个登录名"),
            format!("this person has the login “{other}” already; set its password instead"),
        )
        .into());
    }
    Ok(change)
}

/// Opens the account or sets its password. The person's posts wait for a second person again: whoever set the password could
/// sign in for the holder.
fn keep_account(
    writing: &Writing<'_>,
    desk: &Desk,
    person: PersonId,
    new: &NewPassword,
) -> Result<(), OfficeError> {
    let change = account_change(writing.connection, person, new)?;
    accounts::keep_account(writing, &new.login, person, &new.hash, true)?;
    accounts::mark_initial(writing, &new.login, new.initial)?;
    let event = OfficeEvent::AccountKept {
        login: new.login.clone(),
        person,
        change,
    };
    desk.record(writing, &event)?;
    account_given(writing, desk, person)
}

/// Every post of a person whose account somebody else opened or gave a password waits for a second person.
pub(crate) fn account_given(
    writing: &Writing<'_>,
    desk: &Desk,
    person: PersonId,
) -> Result<(), OfficeError> {
    let org = writing.org()?;
    for post in org.posts().into_iter().filter(|post| post.person == person) {
        grant_anew(writing, desk, post, Widening::Account)?;
    }
    Ok(())
}

/// Writes a new grant into a post that reads matters; one that waits already goes on waiting for what it waits for.
pub(crate) fn grant_anew(
    writing: &Writing<'_>,
    desk: &Desk,
    post: &Post,
    act: Widening,
) -> Result<(), OfficeError> {
    if !post.active || post.role == Role::Administrator || post.awaits() {
        return Ok(());
    }
    let post = Post {
        grant: Some(desk.grant(act)),
        ..post.clone()
    };
    desk.record(writing, &OfficeEvent::PostKept(post))
}

fn check(org: &Org, form: &PostForm) -> Result<(), OfficeError> {
    let bad = |text: &str| Err(OfficeError::Input(text.to_owned()));
    if form.name.trim().is_empty() || form.title.trim().is_empty() {
        return bad("请填写姓名和岗位名称");
    }
    if org.unit(form.unit).is_none() {
        return bad("所属单位不存在，请重新选择");
    }
    let administrators = org
        .posts()
        .iter()
        .filter(|post| {
            let own = post.active && post.stand_in.is_none();
            own && post.role == Role::Administrator && Some(post.id) != form.id
        })
        .count();
    let was = form
        .id
        .and_then(|id| org.post(id))
        .is_some_and(|post| post.role == Role::Administrator);
    if was && administrators == 0 && (!form.active || form.role != Role::Administrator) {
        return bad("这是最后一名管理员，请先设置另一名管理员");
    }
    Ok(())
}

impl Desk {
    /// What whoever acts at this desk leaves in a post.
    pub fn grant(&self, act: Widening) -> Grant {
        let viewer = self.actor.viewer();
        Grant {
            act,
            by: viewer.map(|viewer| viewer.post),
            person: viewer.map(|viewer| viewer.person),
            at: self.moment.millis(),
            confirmed: None,
        }
    }
}
