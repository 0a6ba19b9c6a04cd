//! One's own sessions: where somebody is signed in, and ending what should not go on.

use std::sync::Arc;

use store::Writing;
use store::tables::sessions::{self, Session};

use crate::once::{Acting, Once};
use crate::sign_in::{SignedIn, runs};
use crate::vault::token_hash;
use crate::{Moment, Office, OfficeError};

/// A session as its owner is told of it.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// What it is called in forms. It follows from the session by a key and opens nothing.
    pub name: String,
    /// The session.
    pub session: Session,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl Office {
    /// The open sessions of whoever asks, newest first.
    ///
    /// # Errors
    /// The storage's.
    pub fn own_sessions(
        &self,
        cookie: &str,
        signed_in: &SignedIn,
        moment: Moment,
    ) -> Result<Vec<OwnSession>, OfficeError> {
        let this = token_hash(cookie);
        let open = sessions::of(&*self.store.reader()?, signed_in.viewer.person)?;
        Ok(open
            .into_iter()
            .filter(|(_, session)| runs(session, moment))
            .map(|(token, session)| OwnSession {
                name: self.vault.session_name(&token),
                this: token == this,
                session,
            })
            .collect())
    }

    /// Ends one session of whoever asks. It is no act of the office and no entry, like signing out.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for what is no open session of that person, whether or not it is somebody else's;
    /// [`OfficeError::DoneBefore`] where its form was acted on already.
    pub fn end_session(
        &self,
        by: impl Into<Acting>,
        name: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let Acting { viewer, once } = by.into();
        let (vault, name) = (Arc::clone(&self.vault), name.to_owned());
        self.once(once, moment, move |writing| {
            let mut open = sessions::of(writing.connection, viewer.person)?.into_iter();
            let (token, _) = open
                .find(|(token, session)| runs(session, moment) && vault.session_name(token) == name)
                .ok_or(OfficeError::NotFound)?;
            Ok(sessions::end(writing, &token)?)
        })
    }

    /// Ends every session of whoever asks but the one that asks.
    ///
    /// # Errors
    /// [`OfficeError::DoneBefore`] where its form was acted on already; the storage's.
    pub fn end_other_sessions(
        &self,
        by: impl Into<Acting>,
        cookie: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let Acting { viewer, once } = by.into();
        let kept = token_hash(cookie);
        self.once(once, moment, move |writing| {
            Ok(sessions::end_others_of(writing, viewer.person, &kept)?)
        })
    }

    /// Does what a form asks for once, where nothing is entered that would remember it.
    fn once(
        &self,
        form: Option<Once>,
        moment: Moment,
        act: impl FnOnce(&Writing<'_>) -> Result<(), OfficeError> + Clone + Send + 'static,
    ) -> Result<(), OfficeError> {
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                let Some(form) = form else {
                    return act(writing);
                };
                form.refuse_second_click(writing, moment)?;
                act(writing)?;
                form.remember(writing, moment)
            })
    }
}
