//! Who may check an arrival, add to it and name who is accused.

use crate::kit::policy::{Policy, STANDING, Stages, WORKERS, Who, always, owner};
use crate::model::action::Action as A;
use crate::model::stage::Stage;
use crate::rules::whose::around;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Disputed, Handling, Objected, Received, Registered, ReportedUp, Transferred};
    const AROUND: Who = Who::Those(around);
    const DEMANDS: Stages = Stages::At(&[Registered, Transferred, Handling]);
    const OPEN: Stages = Stages::At(&[
        Registered,
        ReportedUp,
        Transferred,
        Objected,
        Disputed,
        Handling,
    ]);
    &[
        Policy::staff(
            A::Register,
            WORKERS,
            Who::Those(owner),
            Stages::At(&[Received]),
            always,
        ),
        Policy::staff(A::AddDemand, WORKERS, AROUND, DEMANDS, always),
        Policy::staff(A::NameAccused, WORKERS, AROUND, OPEN, always),
        Policy::staff(A::SetCategory, WORKERS, AROUND, STANDING, always),
    ]
};
