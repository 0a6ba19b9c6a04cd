//! Who is there: accounts, passwords, sessions.

use argon2::password_hash::PasswordHasher;
use argon2::{Argon2, PasswordVerifier};
use domain::access::Viewer;
use domain::org::Post;
use domain::{PersonId, PostId};
use jiff::civil::Date;
use store::tables::accounts::{self, Session};

use crate::guard::Secret;
use crate::hashing;
use crate::matter_file::post_title;
use crate::vault::{token, token_hash};
use crate::{Moment, Office, OfficeError};

/// How long a session lasts without signing in again, in milliseconds: one long working day.
const SESSION: i64 = 12 * 60 * 60 * 1_000;
/// The shortest password.
pub const SHORTEST_PASSWORD: usize = 10;

/// A signed-in person at a post.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What queries filter by.
    pub viewer: Viewer,
    /// The person's name.
    pub name: String,
    /// The post's title.
    pub title: String,
    /// The unit's name.
    pub unit: String,
    /// What every form must carry.
    pub csrf: String,
}

impl Office {
    /// Signs in; returns the cookie's token. `place` is where the request comes from.
    ///
    /// # Errors
    /// A message that does not say whether the login exists; [`OfficeError::SlowDown`] after several wrong tries from that
    /// place, [`OfficeError::Busy`] while too many sign in at once.
    pub fn sign_in(
        &self,
        login: &str,
        password: &str,
        place: &str,
        moment: Moment,
    ) -> Result<String, OfficeError> {
        let login = login.trim();
        let tried = self.guard.book(Secret::Password, login, place, moment)?;
        let account = {
            let reader = self.store.reader()?;
            self.org_now(&reader)?;
            accounts::account(&reader, login)?
        };
        let right = match &account {
            Some(account) => verify_password(password, &account.password)? && account.active,
            None => {
                // The same work as for a login that exists, so that the time tells nothing.
                hash_password("no such account")?;
                false
            }
        };
        let Some(account) = account.filter(|_| right) else {
            return Err(OfficeError::Input("登录名或密码不正确".to_owned()));
        };
        tried.right();
        let posts = self.posts_of(account.person, moment.today());
        let post = posts
            .first()
            .ok_or_else(|| OfficeError::Input("您目前没有在任岗位，请联系管理员".to_owned()))?;
        self.open_session(account.person, post.id, moment)
    }

    fn open_session(
        &self,
        person: PersonId,
        post: PostId,
        moment: Moment,
    ) -> Result<String, OfficeError> {
        let cookie = token();
        let (hash, now) = (token_hash(&cookie), moment.millis());
        let session = Session {
            person,
            post,
            csrf: token(),
            expires: now + SESSION,
        };
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                Ok(accounts::open_session(writing, &hash, &session, now)?)
            })?;
        Ok(cookie)
    }

    /// The posts a person holds on a day, the own ones first, then those the person stands in for.
    pub fn posts_of(&self, person: PersonId, today: Date) -> Vec<Post> {
        let org = self.org();
        let mut posts: Vec<Post> = org
            .posts()
            .into_iter()
            .filter(|post| post.person == person && org.in_force(post, today))
            .cloned()
            .collect();
        posts.sort_by_key(|post| (post.stand_in.is_some(), post.id));
        posts
    }

    /// Whose cookie this is. A post given up or a session run out is nobody's.
    ///
    /// # Errors
    /// The storage's.
    pub fn signed_in(&self, cookie: &str, moment: Moment) -> Result<Option<SignedIn>, OfficeError> {
        let reader = self.store.reader()?;
        let session = accounts::session(&reader, &token_hash(cookie))?;
        let Some(session) = session.filter(|session| session.expires > moment.millis()) else {
            return Ok(None);
        };
        let org = self.org_now(&reader)?;
        let Some(post) = org
            .post(session.post)
            .filter(|post| post.person == session.person && org.in_force(post, moment.today()))
        else {
            return Ok(None);
        };
        Ok(Some(SignedIn {
            viewer: Viewer {
                post: post.id,
                unit: post.unit,
                person: post.person,
                role: post.role,
            },
            name: post.person_name.clone(),
            title: post_title(&org, post),
            unit: org.unit_name(post.unit),
            csrf: session.csrf,
        }))
    }

    /// What the holder of a login sees, for the command line on the data folder itself.
    ///
    /// # Errors
    /// The storage's.
    pub fn viewer_of(&self, login: &str) -> Result<Option<Viewer>, OfficeError> {
        let account = accounts::account(&*self.store.reader()?, login)?;
        let post = account.and_then(|account| {
            let today = Moment::now().today();
            self.posts_of(account.person, today).into_iter().next()
        });
        Ok(post.map(|post| Viewer {
            post: post.id,
            unit: post.unit,
            person: post.person,
            role: post.role,
        }))
    }

    /// The view of whoever keeps the data folder: that of the petition department as a whole.
    pub fn keeper(&self) -> Option<Viewer> {
        self.front_office().map(|unit| Viewer {
            post: PostId(0),
            unit,
            person: PersonId(0),
            role: domain::org::Role::Supervisor,
        })
    }

    /// Changes to another post of the same person.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] when the person does not hold that post.
    pub fn change_post(
        &self,
        cookie: &str,
        signed_in: &SignedIn,
        post: PostId,
        moment: Moment,
    ) -> Result<String, OfficeError> {
        let person = signed_in.viewer.person;
        if !self
            .posts_of(person, moment.today())
            .iter()
            .any(|held| held.id == post)
        {
            return Err(OfficeError::Forbidden);
        }
        self.sign_out(cookie)?;
        self.open_session(person, post, moment)
    }

    /// Signs out.
    ///
    /// # Errors
    /// The storage's.
    pub fn sign_out(&self, cookie: &str) -> Result<(), OfficeError> {
        let hash = token_hash(cookie);
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                Ok(accounts::end_session(writing, &hash)?)
            })
    }
}

/// Hashes a password with argon2id.
///
/// # Errors
/// When it is too short, or [`OfficeError::Busy`].
pub fn hash_password(password: &str) -> Result<String, OfficeError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(OfficeError::Input(format!(
            "密码至少{SHORTEST_PASSWORD}个字符"
        )));
    }
    let _turn = hashing::turn()?;
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| OfficeError::Vault(format!("密码无法保存：{error}")))
}

fn verify_password(password: &str, hash: &str) -> Result<bool, OfficeError> {
    let _turn = hashing::turn()?;
    Ok(argon2::PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    }))
}
