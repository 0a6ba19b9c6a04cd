//! Units, posts and people: kept by the administrator, each change an entry in the office's own chain.

use std::path::Path;

use domain::access::{Actor, Viewer};
use domain::org::{Post, Role, Unit, UnitKind};
use domain::{PersonId, PostId, UnitId};
use store::tables::{self, accounts, list, org::OfficeEvent};
use store::{StoreError, Writing, verify};

use crate::sign_in::hash_password;
use crate::unit_list::NAME;
use crate::{Moment, Office, OfficeError};

/// A unit as a form or file gives it.
#[derive(Clone, Debug)]
pub struct UnitForm {
    /// The unit to change; none adds one.
    pub id: Option<UnitId>,
    /// The unit above.
    pub parent: Option<UnitId>,
    /// Full name.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Reception address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Reception times.
    pub hours: String,
    /// Whether it takes matters.
    pub active: bool,
}

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
    /// Only administrators keep the organisation.
    fn administrator(&self, viewer: &Viewer) -> Result<(), OfficeError> {
        if viewer.role == Role::Administrator {
            Ok(())
        } else {
            Err(OfficeError::Forbidden)
        }
    }

    /// Adds or changes a unit.
    ///
    /// # Errors
    /// An empty or doubled name, a parent below itself, a unit that still answers for open matters being closed.
    pub fn keep_unit(
        &self,
        viewer: &Viewer,
        form: UnitForm,
        moment: Moment,
    ) -> Result<UnitId, OfficeError> {
        self.administrator(viewer)?;
        self.put_unit(Actor::Staff(viewer.clone()), form, moment)
    }

    /// Adds or changes a unit on behalf of the program: set-up and files of units.
    ///
    /// # Errors
    /// As for [`Office::keep_unit`].
    pub fn put_unit(
        &self,
        actor: Actor,
        form: UnitForm,
        moment: Moment,
    ) -> Result<UnitId, OfficeError> {
        let name = form.name.trim().to_owned();
        self.check_unit(&form, &name)?;
        let org = self.org();
        let moves = form
            .id
            .and_then(|id| org.unit(id))
            .is_some_and(|old| old.parent != form.parent || old.kind != form.kind);
        let oversees = form.kind == UnitKind::PetitionOffice;
        let duties = form
            .id
            .and_then(|id| org.unit(id))
            .map(|old| old.duties.clone())
            .unwrap_or_default();
        let stamp = self.desk(moment, actor).stamp();
        let dir = self.store.dir().to_owned();
        let id = self
            .store
            .writer()
            .write(move |writing| -> Result<UnitId, StoreError> {
                let id = match form.id {
                    Some(id) => id,
                    None => UnitId(tables::misc::next(writing, "unit")?),
                };
                let unit = Unit {
                    id,
                    parent: form.parent,
                    name,
                    kind: form.kind,
                    address: form.address.trim().to_owned(),
                    phone: form.phone.trim().to_owned(),
                    hours: form.hours.trim().to_owned(),
                    duties,
                    active: form.active,
                };
                tables::org::record(writing, &OfficeEvent::UnitKept(unit), stamp)?;
                if moves || oversees {
                    sight_anew(writing, &dir)?;
                }
                Ok(id)
            })?;
        self.refresh_org()?;
        Ok(id)
    }

    /// Writes down what a unit is responsible for (职责关键词): matters that name one of these words are proposed to it.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for anyone but administrators, [`OfficeError::NotFound`] for an unknown unit, words that
    /// are too many or too long.
    pub fn keep_duties(
        &self,
        viewer: &Viewer,
        unit: UnitId,
        words: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        self.administrator(viewer)?;
        self.put_duties(Actor::Staff(viewer.clone()), unit, words, moment)
    }

    /// The same on behalf of the program.
    ///
    /// # Errors
    /// As for [`Office::keep_duties`].
    pub fn put_duties(
        &self,
        actor: Actor,
        unit: UnitId,
        words: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let duties = duty_words(words)?;
        let mut unit = self
            .org()
            .unit(unit)
            .cloned()
            .ok_or(OfficeError::NotFound)?;
        if unit.duties == duties {
            return Ok(());
        }
        unit.duties = duties;
        let stamp = self.desk(moment, actor).stamp();
        self.store
            .writer()
            .write(move |writing| -> Result<(), StoreError> {
                tables::org::record(writing, &OfficeEvent::UnitKept(unit), stamp)?;
                Ok(())
            })?;
        self.refresh_org()
    }

    fn check_unit(&self, form: &UnitForm, name: &str) -> Result<(), OfficeError> {
        let org = self.org();
        if name.is_empty() || name.chars().count() > NAME {
            return Err(OfficeError::Input(format!("单位名称应为1至{NAME}字")));
        }
        if org
            .units()
            .iter()
            .any(|unit| unit.name == name && Some(unit.id) != form.id)
        {
            return Err(OfficeError::Input(format!("已有名为“{name}”的单位")));
        }
        match (form.id, form.parent) {
            (_, Some(parent)) if org.unit(parent).is_none() => {
                Err(OfficeError::Input("上级单位不存在，请重新选择".to_owned()))
            }
            (Some(id), Some(parent)) if org.is_within(parent, id) => Err(OfficeError::Input(
                "上级单位不能是本单位或其下属单位".to_owned(),
            )),
            // The government above this office's area has nobody above it here; it reviews and decides disputes.
            (None, None) if form.kind != UnitKind::Government => Err(OfficeError::Input(
                "请选择上级单位；只有上一级党委、政府可以不选".to_owned(),
            )),
            (Some(id), _) if !form.active && list::open_of(&*self.store.reader()?, id)? > 0 => Err(
                OfficeError::Input("该单位仍有未办结事项，请先移交承接单位再停用".to_owned()),
            ),
            _ => Ok(()),
        }
    }

    /// Adds or changes a post, and the account of the person who holds it.
    ///
    /// # Errors
    /// Empty names, an unknown unit, a login of somebody else, a weak password, the last administrator being given up.
    pub fn keep_post(
        &self,
        viewer: &Viewer,
        form: PostForm,
        moment: Moment,
    ) -> Result<PostId, OfficeError> {
        self.administrator(viewer)?;
        self.put_post(Actor::Staff(viewer.clone()), form, moment)
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
        self.check_post(&form)?;
        let login = form.login.trim().to_owned();
        let password = if login.is_empty() {
            None
        } else {
            Some(hash_password(&form.password)?)
        };
        let stamp = self.desk(moment, actor).stamp();
        let stand_in = form.id.and_then(|id| self.org().post(id)?.stand_in.clone());
        let id = self
            .store
            .writer()
            .write(move |writing| -> Result<PostId, OfficeError> {
                let person = match form.person {
                    Some(person) => person,
                    None => PersonId(tables::misc::next(writing, "person")?),
                };
                let id = match form.id {
                    Some(id) => id,
                    None => PostId(tables::misc::next(writing, "post")?),
                };
                let post = Post {
                    id,
                    unit: form.unit,
                    person,
                    person_name: form.name.trim().to_owned(),
                    title: form.title.trim().to_owned(),
                    role: form.role,
                    active: form.active,
                    stand_in,
                };
                if let Some(password) = password {
                    let taken = accounts::account(writing.connection, &login)?
                        .is_some_and(|account| account.person != person);
                    if taken {
                        return Err(OfficeError::Input(format!(
                            "登录名“{login}”已有人使用，请换一个"
                        )));
                    }
                    accounts::keep_account(writing, &login, person, &password, true)?;
                }
                if !post.active {
                    accounts::end_sessions_of(writing, person)?;
                }
                tables::org::record(writing, &OfficeEvent::PostKept(post), stamp)?;
                Ok(id)
            })?;
        self.refresh_org()?;
        Ok(id)
    }

    fn check_post(&self, form: &PostForm) -> Result<(), OfficeError> {
        let org = self.org();
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

    /// The logins of each person.
    ///
    /// # Errors
    /// [`OfficeError::Forbidden`] for everyone but administrators.
    pub fn logins(&self, viewer: &Viewer) -> Result<Vec<(PersonId, String, bool)>, OfficeError> {
        self.administrator(viewer)?;
        Ok(accounts::logins(&*self.store.reader()?)?)
    }

    /// The logins of each person, for the command line on the data folder itself.
    ///
    /// # Errors
    /// The storage's.
    pub fn all_logins(&self) -> Result<Vec<(PersonId, String, bool)>, OfficeError> {
        Ok(accounts::logins(&*self.store.reader()?)?)
    }
}

/// Who may see what follows from the tree of units: when it changes, every row of sight is computed anew.
pub(crate) fn sight_anew(writing: &Writing<'_>, dir: &Path) -> Result<(), StoreError> {
    if list::any(writing.connection)? {
        verify::rebuild_within(writing, dir)?;
    }
    Ok(())
}

/// The most words a unit's duties may have, and the most characters in one.
const DUTIES: (usize, usize) = (60, 20);

/// Words parted by commas, spaces or lines, each once. One letter says nothing, so such words are left out.
fn duty_words(text: &str) -> Result<Vec<String>, OfficeError> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || "，,、；;".contains(c)) {
        if word.chars().count() > 1 && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    let (most, longest) = DUTIES;
    if words.len() > most || words.iter().any(|word| word.chars().count() > longest) {
        return Err(OfficeError::Input(format!(
            "职责关键词最多{most}个，每个不超过{longest}字"
        )));
    }
    Ok(words)
}
