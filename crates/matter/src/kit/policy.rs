//! The row of one action: whose role, which unit, at which stages, on what conditions. Each subject has its rows beside its rules
//! (`rules/<subject>/may.rs`); [`crate::policy`] collects them and asks them.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;

use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// Whoever works on the procedure.
pub const WORKERS: &[Role] = &[Role::Clerk, Role::Handler, Role::Leader];

/// Whoever works on the merits.
pub const DECIDERS: &[Role] = &[Role::Handler, Role::Leader];

/// Leaders alone.
pub const LEADERS: &[Role] = &[Role::Leader];

/// Everyone who works on matters.
pub const ANYONE: &[Role] = &[Role::Clerk, Role::Handler, Role::Leader, Role::Supervisor];

/// Nobody in an office.
pub const NOBODY: &[Role] = &[];

/// Conditions that hold or fail whatever the form says.
pub type Fits = fn(&Matter, &Context<'_>) -> Result<(), Refusal>;

/// Whether the petitioner may.
pub enum Petitioner {
    /// It is the office's business.
    No,
    /// The petitioner may.
    Yes,
    /// Unless something about the matter speaks against it.
    Unless(fn(&Matter) -> Result<(), Refusal>),
}

/// Which unit's staff may, among those with the role.
pub enum Who {
    /// Those for whom this holds; others are told whose matter it is.
    Those(fn(&Matter, &Viewer, &Context<'_>) -> bool),
    /// Those whom this lets through; it says itself why not.
    Told(fn(&Matter, &Viewer, &Context<'_>) -> Result<(), Refusal>),
}

/// The stages at which an action makes sense.
pub enum Stages {
    /// At these.
    At(&'static [Stage]),
    /// At any but these.
    Not(&'static [Stage]),
    /// At those that this lets through; it says itself why not.
    Told(fn(Action, &Matter) -> Result<(), Refusal>),
}

/// Whatever stands on its own: not joined to another.
pub const STANDING: Stages = Stages::Not(&[Stage::Joined]);

/// Stands on its own and does not wait for another procedure.
pub const RUNNING: Stages = Stages::Not(&[Stage::Joined, Stage::Suspended]);

/// Who may do an action, at which stages, on what conditions; whoever is barred from the matter altogether was refused before.
pub struct Policy {
    /// The action.
    pub action: Action,
    roles: &'static [Role],
    petitioner: Petitioner,
    who: Who,
    stages: Stages,
    fits: Fits,
}

impl Policy {
    /// An act of staff.
    pub const fn staff(
        action: Action,
        roles: &'static [Role],
        who: Who,
        stages: Stages,
        fits: Fits,
    ) -> Self {
        Self {
            action,
            roles,
            petitioner: Petitioner::No,
            who,
            stages,
            fits,
        }
    }

    /// An act of the petitioner alone.
    pub const fn petitioner(action: Action, stages: Stages, fits: Fits) -> Self {
        Self {
            petitioner: Petitioner::Yes,
            ..Self::program(action, stages, fits)
        }
    }

    /// An act of the program alone, which the passing of days brings about.
    pub const fn program(action: Action, stages: Stages, fits: Fits) -> Self {
        Self::staff(action, NOBODY, Who::Those(|_, _, _| false), stages, fits)
    }

    /// The same, open to the petitioner as well.
    pub const fn or_petitioner(self, petitioner: Petitioner) -> Self {
        Self { petitioner, ..self }
    }

    /// Whether the actor may do it to the matter as it stands.
    pub fn may(&self, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        match ctx.actor {
            Actor::System => {}
            Actor::Petitioner => self.petitioner_may(matter)?,
            Actor::Staff(viewer) => self.staff_may(matter, viewer, ctx)?,
        }
        self.fits_stage(matter)?;
        (self.fits)(matter, ctx)
    }

    fn petitioner_may(&self, matter: &Matter) -> Result<(), Refusal> {
        match self.petitioner {
            Petitioner::No => Err(Refusal::staff_only()),
            Petitioner::Yes => Ok(()),
            Petitioner::Unless(against) => against(matter),
        }
    }

    fn staff_may(
        &self,
        matter: &Matter,
        viewer: &Viewer,
        ctx: &Context<'_>,
    ) -> Result<(), Refusal> {
        if self.roles.is_empty() {
            return Err(Refusal::not_yours(
                "此操作由信访人本人办理",
                "only the petitioner can do this",
            ));
        }
        if !self.roles.contains(&viewer.role) {
            return Err(Refusal::wrong_role(self.roles, viewer.role));
        }
        match self.who {
            Who::Those(may) if may(matter, viewer, ctx) => Ok(()),
            Who::Those(_) => Err(another_unit(matter, ctx)),
            Who::Told(may) => may(matter, viewer, ctx),
        }
    }

    fn fits_stage(&self, matter: &Matter) -> Result<(), Refusal> {
        let fits = match self.stages {
            Stages::At(stages) => stages.contains(&matter.stage),
            Stages::Not(stages) => !stages.contains(&matter.stage),
            Stages::Told(fits) => return fits(self.action, matter),
        };
        if fits {
            return Ok(());
        }
        let (stage, action) = (matter.stage, self.action);
        Err(Refusal::new(
            RefusalKind::Stage,
            format!("本事项现为“{}”，不能{}", stage.zh(), action.zh()),
            format!("the matter is at “{}”; this cannot be done now", stage.en()),
        ))
    }
}

/// Whose matter it is.
pub fn another_unit(matter: &Matter, ctx: &Context<'_>) -> Refusal {
    Refusal::not_yours(
        format!(
            "本事项由{}负责，由该单位办理",
            ctx.org.unit_name(matter.owner)
        ),
        "another unit answers for this matter now",
    )
}

/// Nothing else is asked.
pub fn always(_: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    Ok(())
}

/// The unit that answers for the matter.
pub fn owner(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    viewer.unit == matter.owner
}
