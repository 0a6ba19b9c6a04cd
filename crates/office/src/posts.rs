//! Posts and the people who hold them, with the accounts they sign in with. What may become of a post is decided in
//! [`bureau::organisation::posts`].

use bureau::organisation::{Command, Next, PostChange};
use kernel::access::Actor;
use kernel::org::Role;
use kernel::{PersonId, PostId, UnitId};
use store::Writing;
use store::tables::{accounts, sessions};

use crate::desk::Asking;
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
        let password = self.new_password(&asking, &form)?;
        let (id, person, active) = (form.id, form.person, form.active);
        let change = PostChange {
            id,
            unit: form.unit,
            person,
            name: form.name,
            title: form.title,
            role: form.role,
            active,
            login: password.as_ref().map(|password| password.login.clone()),
        };
        let next = self.organise(
            asking,
            Command::KeepPost(change),
            move |writing, next: Next| {
                let person = person.unwrap_or(next.person);
                if !active {
                    sessions::end_all_of(writing, person)?;
                }
                match password {
                    Some(password) => password.keep(writing, person),
                    None => Ok(()),
                }
            },
        )?;
        Ok(id.unwrap_or(next.post))
    }

    fn new_password(
        &self,
        asking: &Asking,
        form: &PostForm,
    ) -> Result<Option<NewPassword>, OfficeError> {
        let login = form.login.trim().to_owned();
        if login.is_empty() {
            return Ok(None);
        }
        passwords::check(&form.password, &self.local_words(&login, &form.name))?;
        let hash = passwords::hash(&form.password)?;
        // Only passwords that the program sets may be known on purpose: those of a demonstration.
        let known = matches!(asking.actor, Actor::System) && self.passwords_are_known()?;
        Ok(Some(NewPassword {
            login,
            hash,
            initial: !known,
        }))
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

impl NewPassword {
    fn keep(&self, writing: &Writing<'_>, person: PersonId) -> Result<(), OfficeError> {
        accounts::keep_account(writing, &self.login, person, &self.hash, true)?;
        Ok(accounts::mark_initial(writing, &self.login, self.initial)?)
    }
}
