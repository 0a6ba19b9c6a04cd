//! Who is there: accounts, passwords, sessions.

use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::Post;
use kernel::trust::Trust;
use kernel::{PersonId, PostId, Refusal};
use store::tables::accounts;
use store::tables::sessions::{self, Session};
use store::tables::sign_ins::{self, Outcome};

use crate::guard::Secret;
use crate::matter_file::post_title;
use crate::passwords::{hash as hash_password, verify as verify_password};
use crate::vault::{token, token_hash};
use crate::{Moment, Office, OfficeError};

/// How long a session lasts without signing in again, in milliseconds: one long working day.
const SESSION: i64 = 12 * 60 * 60 * 1_000;
/// How long a session may lie unused, in milliseconds: a long noon break.
const IDLE: i64 = 3 * 60 * 60 * 1_000;
/// How exactly it is known when a session was last used, in milliseconds: each finer step would be a write.
const SEEN: i64 = 5 * 60 * 1_000;
pub use crate::passwords::SHORTEST as SHORTEST_PASSWORD;

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
    /// The account that was signed in with.
    pub login: String,
    /// Whether its password was set by somebody else and must be changed before anything else.
    pub must_change: bool,
}

/// Whether a session goes on: neither at its end nor unused for too long.
pub(crate) fn runs(session: &Session, moment: Moment) -> bool {
    let now = moment.millis();
    session.expires > now && now - session.seen < IDLE
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
        self.trust_clock(moment)?;
        let signed_in = self.try_sign_in(login, password, place, moment);
        self.note_sign_in(login.trim(), &signed_in, moment)?;
        signed_in
    }

    /// Keeps a record of a try to sign in: of which account, never what was typed instead of one.
    fn note_sign_in(
        &self,
        login: &str,
        signed_in: &Result<String, OfficeError>,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let outcome = match signed_in {
            Ok(_) => Outcome::Right,
            Err(OfficeError::Refused(_)) => Outcome::Wrong,
            Err(OfficeError::SlowDown { .. }) => Outcome::Slowed,
            Err(_) => return Ok(()),
        };
        let now = moment.millis();
        let login = {
            let reader = self.store.reader()?;
            let known = accounts::account(&reader, login)?.is_some();
            let login = if known {
                login.to_owned()
            } else {
                String::new()
            };
            // What is refused unread costs nothing, so it is written once an hour only.
            if outcome == Outcome::Slowed && sign_ins::is_noted(&reader, &login, outcome, now)? {
                return Ok(());
            }
            login
        };
        tracing::info!(account = login, ?outcome, "sign-in");
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                Ok(sign_ins::note(writing, &login, outcome, now)?)
            })
    }

    fn try_sign_in(
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
            return Err(
                Refusal::input("登录名或密码不正确", "login or password is not right").into(),
            );
        };
        tried.right();
        let posts = self.posts_of(account.person, moment.today());
        let post = posts.first().ok_or_else(|| {
            Refusal::not_yours(
                "您目前没有在任岗位，请联系管理员",
                "you hold no post at present; ask an administrator",
            )
        })?;
        let now = moment.millis();
        self.open_session(Session {
            person: account.person,
            post: post.id,
            csrf: self.vault.page_token(account.person, now)?,
            expires: now + SESSION,
            login: login.to_owned(),
            opened: now,
            seen: now,
        })
    }

    fn open_session(&self, session: Session) -> Result<String, OfficeError> {
        let cookie = token();
        let hash = token_hash(&cookie);
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                Ok(sessions::open(writing, &hash, &session, session.seen)?)
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
        // A clock that went back opens neither a session nor a post again that has ended.
        let moment = self.watch.latest(moment);
        let hash = token_hash(cookie);
        let reader = self.store.reader()?;
        let current = sessions::current(&reader, &hash)?;
        let Some(current) = current.filter(|current| runs(&current.session, moment)) else {
            return Ok(None);
        };
        let (session, must_change) = (current.session, current.must_change);
        let org = self.org_at(&reader, current.office)?;
        let Some(post) = org
            .post(session.post)
            .filter(|post| post.person == session.person && org.in_force(post, moment.today()))
        else {
            return Ok(None);
        };
        self.note_use(hash, &session, moment)?;
        Ok(Some(SignedIn {
            viewer: Viewer::of(post, &org),
            name: post.person_name.clone(),
            title: post_title(&org, post),
            unit: org.unit_name(post.unit),
            csrf: session.csrf,
            login: session.login,
            must_change,
        }))
    }

    /// Notes that a session is in use, where that was not noted of late.
    fn note_use(&self, hash: String, session: &Session, moment: Moment) -> Result<(), OfficeError> {
        let now = moment.millis();
        if now - session.seen < SEEN {
            return Ok(());
        }
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                Ok(sessions::touch(writing, &hash, now)?)
            })
    }

    /// Counts that a page was refused to whoever is signed in: of which account and how often within the hour, never what was asked
    /// for, so that here too a matter out of sight and one that does not exist are one.
    ///
    /// # Errors
    /// The storage's.
    pub fn note_refused(&self, cookie: &str, moment: Moment) -> Result<(), OfficeError> {
        let session = sessions::find(&*self.store.reader()?, &token_hash(cookie))?;
        let Some(session) = session.filter(|session| runs(session, moment)) else {
            return Ok(());
        };
        let now = moment.millis();
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                Ok(sign_ins::note(
                    writing,
                    &session.login,
                    Outcome::Refused,
                    now,
                )?)
            })
    }

    /// What the holder of a login sees, for the command line on the data folder itself.
    ///
    /// # Errors
    /// The storage's.
    pub fn viewer_of(&self, login: &str) -> Result<Option<Viewer>, OfficeError> {
        let account = accounts::account(&*self.store.reader()?, login)?;
        let org = self.org();
        let post = account.and_then(|account| {
            let today = Moment::now().today();
            self.posts_of(account.person, today).into_iter().next()
        });
        Ok(post.map(|post| Viewer::of(&post, &org)))
    }

    /// The view of whoever keeps the data folder: that of the petition department as a whole, sealed matters among it. Whoever
    /// sits at that machine holds the folder with its keys already, so no confirmation could keep anything from them.
    pub fn keeper(&self) -> Option<Viewer> {
        self.front_office().map(|unit| Viewer {
            post: PostId(0),
            unit,
            person: PersonId(0),
            role: kernel::org::Role::Supervisor,
            trust: Trust::Confirmed,
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
        let old = sessions::find(&*self.store.reader()?, &token_hash(cookie))?;
        let old = old.ok_or(OfficeError::Forbidden)?;
        self.sign_out(cookie)?;
        // Another post does not make the session longer.
        self.open_session(Session {
            post,
            csrf: self.vault.page_token(person, moment.millis())?,
            seen: moment.millis(),
            ..old
        })
    }

    /// Signs out.
    ///
    /// # Errors
    /// The storage's.
    pub fn sign_out(&self, cookie: &str) -> Result<(), OfficeError> {
        let hash = token_hash(cookie);
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> { Ok(sessions::end(writing, &hash)?) })
    }
}
