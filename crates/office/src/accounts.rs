//! One's own account, and the administrator's view of all: passwords, logins, sessions, sign-ins on record.

use bureau::organisation::Command;
use kernel::PersonId;
use kernel::access::Viewer;
use kernel::refusal::Refusal;
use store::tables::sign_ins;
use store::tables::{self, accounts, sessions};

use crate::guard::Secret;
use crate::once::{Acting, Once};
use crate::sign_in::SignedIn;
use crate::vault::token_hash;
use crate::{Moment, Office, OfficeError, passwords};

pub use store::tables::sign_ins::{Outcome, Record};

/// The setting that says that passwords set by the program are known on purpose: in a demonstration.
const KNOWN_PASSWORDS: &str = "known-passwords";
/// How many records of sign-ins a page shows.
const SHOWN: usize = 30;

/// A login of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Whose.
    pub person: PersonId,
    /// The login.
    pub login: String,
    /// Whether it may sign in.
    pub active: bool,
    /// Whether the password is still the one somebody else set.
    pub initial: bool,
}

/// One's own account as its page shows it.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// The logins of the person.
    pub logins: Vec<Login>,
    /// The newest sign-ins and failures.
    pub sign_ins: Vec<Record>,
}

impl Office {
    /// Says that the passwords the program sets from now on are known on purpose, so that nobody is asked to change them: the
    /// demonstration's. Passwords that people set for others are not exempt.
    ///
    /// # Errors
    /// The storage's.
    pub fn let_passwords_be_known(&self) -> Result<(), OfficeError> {
        self.store
            .writer()
            .write(|writing| -> Result<(), OfficeError> {
                Ok(tables::misc::keep_setting(writing, KNOWN_PASSWORDS, "yes")?)
            })
    }

    pub(crate) fn passwords_are_known(&self) -> Result<bool, OfficeError> {
        let setting = tables::misc::setting(&*self.store.reader()?, KNOWN_PASSWORDS)?;
        Ok(setting.is_some())
    }

    /// One's own account.
    ///
    /// # Errors
    /// The storage's.
    pub fn own_account(&self, viewer: &Viewer) -> Result<OwnAccount, OfficeError> {
        let reader = self.store.reader()?;
        let logins = self.logins_where(&reader, |holder| holder == viewer.person)?;
        let names: Vec<String> = logins.iter().map(|login| login.login.clone()).collect();
        Ok(OwnAccount {
            sign_ins: sign_ins::recent(&reader, Some(&names), SHOWN)?,
            logins,
        })
    }

    fn logins_where(
        &self,
        reader: &store::Connection,
        wanted: impl Fn(PersonId) -> bool,
    ) -> Result<Vec<Login>, OfficeError> {
        let mut found = Vec::new();
        for (person, login, active) in accounts::logins(reader)? {
            if wanted(person) {
                found.push(Login {
                    initial: accounts::is_initial(reader, &login)?,
                    person,
                    login,
                    active,
                });
            }
        }
        Ok(found)
    }

    /// Changes the password of the account one signed in with; every other session of the person ends.
    ///
    /// # Errors
    /// A wrong old password (slowed down like a sign-in), a weak new one, the old one again.
    pub fn change_password(
        &self,
        cookie: &str,
        signed_in: &SignedIn,
        (old, new): (&str, &str),
        once: Option<Once>,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let login = signed_in.login.clone();
        // A session that was left open is no place to guess from either.
        let place = format!("session of {}", signed_in.viewer.person);
        let tried = self.guard.book(Secret::Password, &login, &place, moment)?;
        let account = accounts::account(&*self.store.reader()?, &login)?
            .filter(|account| account.person == signed_in.viewer.person)
            .ok_or(OfficeError::NotFound)?;
        if !passwords::verify(old, &account.password)? {
            return Err(Refusal::input(
                "原密码不正确，请重新填写",
                "the present password is not right; enter it again",
            )
            .into());
        }
        tried.right();
        if old == new {
            return Err(Refusal::input(
                "新密码与原密码相同，请换一个",
                "the new password is the old one; choose another",
            )
            .into());
        }
        passwords::check(new, &self.local_words(&login, &signed_in.name))?;
        let hash = passwords::hash(new)?;
        let viewer = signed_in.viewer.clone();
        let asking = self.asking_once(moment, Acting { viewer, once });
        let (person, kept) = (account.person, token_hash(cookie));
        let command = Command::ChangePassword {
            login: login.clone(),
        };
        self.organise(asking, command, move |writing, _| {
            accounts::set_password(writing, &login, &hash)?;
            accounts::mark_initial(writing, &login, false)?;
            Ok(sessions::end_others_of(writing, person, &kept)?)
        })?;
        Ok(())
    }

    /// All logins there are.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for everyone but administrators.
    pub fn logins(&self, viewer: &Viewer) -> Result<Vec<Login>, OfficeError> {
        self.administrator(viewer)?;
        self.logins_where(&*self.store.reader()?, |_| true)
    }

    /// The logins of each person, for the command line on the data folder itself.
    ///
    /// # Errors
    /// The storage's.
    pub fn all_logins(&self) -> Result<Vec<(PersonId, String, bool)>, OfficeError> {
        Ok(accounts::logins(&*self.store.reader()?)?)
    }

    /// The newest sign-ins and failures of everybody.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for everyone but administrators.
    pub fn sign_ins(&self, viewer: &Viewer) -> Result<Vec<Record>, OfficeError> {
        self.administrator(viewer)?;
        Ok(sign_ins::recent(&*self.store.reader()?, None, SHOWN * 4)?)
    }

    /// An administrator closes a login or opens it again; open sessions of the person end. One that is opened again waits for a
    /// second person like a new one.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for others, [`OfficeError::NotFound`] for an unknown login, the last login of an administrator
    /// being closed by that one.
    pub fn keep_login(
        &self,
        by: impl Into<Acting>,
        login: &str,
        active: bool,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let by = by.into();
        self.administrator(&by.viewer)?;
        let known = accounts::account(&*self.store.reader()?, login)?;
        let person = known.ok_or(OfficeError::NotFound)?.person;
        let login = login.to_owned();
        let command = Command::KeepLogin {
            login: login.clone(),
            active,
        };
        let asking = self.asking_once(moment, by);
        self.organise(asking, command, move |writing, _| {
            Ok(accounts::set_active(writing, &login, person, active)?)
        })?;
        Ok(())
    }
}
