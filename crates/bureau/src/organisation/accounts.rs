//! Logins. Whoever sets a password could sign in for the holder, so that holder's posts wait for a second person again.

use kernel::trust::Widening;
use kernel::{PersonId, Refusal};

use super::context::Account;
use super::event::{AccountChange, OrganisationEvent};
use super::steps::Steps;

/// Opens a login for a person, or sets the password of one.
pub(super) fn give(steps: &mut Steps<'_>, login: String, person: PersonId) -> Result<(), Refusal> {
    let change = given(&steps.ctx.facts.accounts, &login, person)?;
    steps.add(OrganisationEvent::AccountKept {
        login,
        person,
        change,
    });
    wait_again(steps, person);
    Ok(())
}

/// Whether the account would be opened or its password set.
fn given(accounts: &[Account], login: &str, person: PersonId) -> Result<AccountChange, Refusal> {
    match accounts.iter().find(|account| account.login == login) {
        Some(account) if account.person != person => Err(Refusal::input(
            format!("登录名“{login}”已有人使用，请换一个"),
            format!("somebody else has the login “{login}”; choose another"),
        )),
        Some(_) => Ok(AccountChange::PasswordSet),
        None => {
            let mut own = in_use(accounts, person);
            match own.next() {
                Some(other) => Err(Refusal::input(
                    format!(
                        "此人已有登录名“{}”，请直接为它重设密码；一人只用一个登录名",
                        other.login
                    ),
                    format!(
                        "this person has the login “{}” already; set its password instead",
                        other.login
                    ),
                )),
                None => Ok(AccountChange::Opened),
            }
        }
    }
}

/// Closes a login or opens it again; nothing happens where it is so already.
pub(super) fn keep(steps: &mut Steps<'_>, login: String, active: bool) -> Result<(), Refusal> {
    steps.ctx.administers()?;
    let accounts = &steps.ctx.facts.accounts;
    let account = known(accounts, &login)?;
    if account.active == active {
        return Ok(());
    }
    let person = account.person;
    let mine = steps.ctx.actor.viewer().map(|viewer| viewer.person) == Some(person);
    let mut others = in_use(accounts, person).filter(|other| other.login != login);
    if !active && mine && others.next().is_none() {
        return Err(Refusal::input(
            "这是您自己唯一的登录名，不能停用",
            "this is your own only login; it cannot be closed",
        ));
    }
    let change = if active {
        AccountChange::Reopened
    } else {
        AccountChange::Closed
    };
    steps.add(OrganisationEvent::AccountKept {
        login,
        person,
        change,
    });
    if active {
        wait_again(steps, person);
    }
    Ok(())
}

/// A holder changes the own password: nobody else knows it, so nothing waits.
pub(super) fn change_password(steps: &mut Steps<'_>, login: String) -> Result<(), Refusal> {
    let person = steps.ctx.viewer()?.person;
    if known(&steps.ctx.facts.accounts, &login)?.person != person {
        return Err(Refusal::not_yours(
            "只能修改本人登录名的密码",
            "only the holder changes the password of a login",
        ));
    }
    steps.add(OrganisationEvent::AccountKept {
        login,
        person,
        change: AccountChange::PasswordChanged,
    });
    Ok(())
}

/// The logins with which a person may sign in.
fn in_use(accounts: &[Account], person: PersonId) -> impl Iterator<Item = &Account> {
    accounts
        .iter()
        .filter(move |account| account.person == person && account.active)
}

fn known<'a>(accounts: &'a [Account], login: &str) -> Result<&'a Account, Refusal> {
    let mut accounts = accounts.iter();
    accounts
        .find(|account| account.login == login)
        .ok_or_else(|| {
            Refusal::input(
                format!("没有登录名“{login}”，请返回列表重新选择"),
                format!("there is no login “{login}”; go back to the list and choose one"),
            )
        })
}

/// Whether the person signs in with a password that somebody else set.
pub(super) fn has_initial(accounts: &[Account], person: PersonId) -> bool {
    in_use(accounts, person).any(|account| account.initial)
}

/// Every post of a person whose account somebody else opened or gave a password waits for a second person.
fn wait_again(steps: &mut Steps<'_>, person: PersonId) {
    steps.grant_anew(|post| post.person == person, Widening::Account);
}
