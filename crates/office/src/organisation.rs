//! Units, posts and people: kept by the administrator, each change an entry in the office's own chain.

use kernel::UnitId;
use kernel::access::{Actor, Viewer};
use kernel::org::{Org, Role, Unit, UnitKind};
use kernel::trust::Widening;
use store::tables::{self, list, org::OfficeEvent};
use store::{Connection, Writing};

use crate::desk::{Asking, Desk};
use crate::once::Acting;
pub use crate::posts::PostForm;
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

impl Office {
    /// Only administrators keep the organisation.
    pub(crate) fn administrator(&self, viewer: &Viewer) -> Result<(), OfficeError> {
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
        by: impl Into<Acting>,
        form: UnitForm,
        moment: Moment,
    ) -> Result<UnitId, OfficeError> {
        let by = by.into();
        self.administrator(&by.viewer)?;
        self.write_unit(self.asking_once(moment, by), form)
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
        self.write_unit(self.asking(moment, actor), form)
    }

    fn write_unit(&self, asking: Asking, form: UnitForm) -> Result<UnitId, OfficeError> {
        let id = self
            .store
            .writer()
            .write(move |writing| -> Result<UnitId, OfficeError> {
                let desk = asking.desk(writing)?;
                desk.administers()?;
                let before = &desk.org;
                let name = form.name.trim().to_owned();
                check_unit(writing.connection, before, &form, &name)?;
                let old = form.id.and_then(|id| before.unit(id));
                let duties = old.map(|old| old.duties.clone()).unwrap_or_default();
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
                desk.record(writing, &OfficeEvent::UnitKept(unit))?;
                widened(writing, &desk)?;
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
        let asking = self.asking(moment, actor);
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                let desk = asking.desk(writing)?;
                desk.administers()?;
                let unit = desk.org.unit(unit).ok_or(OfficeError::NotFound)?;
                if unit.duties == duties {
                    return Ok(());
                }
                let unit = Unit {
                    duties,
                    ..unit.clone()
                };
                desk.record(writing, &OfficeEvent::UnitKept(unit))?;
                Ok(())
            })?;
        self.refresh_org()
    }
}

/// Whether a unit may stand in the tree like this.
fn check_unit(
    connection: &Connection,
    org: &Org,
    form: &UnitForm,
    name: &str,
) -> Result<(), OfficeError> {
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
        (Some(id), _) if !form.active && list::open_of(connection, id)? > 0 => Err(
            OfficeError::Input("该单位仍有未办结事项，请先移交承接单位再停用".to_owned()),
        ),
        _ => Ok(()),
    }
}

/// After units were kept: who sees what follows the tree, and where units see more than before, their posts wait for a second
/// person again.
pub(crate) fn widened(writing: &Writing<'_>, desk: &Desk) -> Result<(), OfficeError> {
    let before = &desk.org;
    tables::follow_org(writing, before)?;
    let org = writing.org()?;
    let wider = before.widened_in(&org);
    let posts = org.posts().into_iter();
    for post in posts.filter(|post| wider.contains(&post.unit)) {
        crate::posts::grant_anew(writing, desk, post, Widening::UnitMoved)?;
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
