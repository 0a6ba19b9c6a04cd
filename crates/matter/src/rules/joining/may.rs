//! Who may join matters, undo it, and mark them as related.

use crate::kit::policy::{Policy, STANDING, Stages, WORKERS, Who, always};
use crate::model::action::Action as A;
use crate::model::stage::Stage;
use crate::rules::whose::{around, sees};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{
        Answered, Closed, Concluded, Executing, Handling, Joined, Lapsed, Received, Registered,
        ReviewPending, Reviewing, Served, Suspended, Transferred,
    };
    const DECIDED_ALONE: Stages = Stages::At(&[
        Received,
        Registered,
        Transferred,
        Handling,
        Answered,
        Served,
        ReviewPending,
        Reviewing,
        Executing,
        Lapsed,
        Concluded,
        Suspended,
        Closed,
    ]);
    const AROUND: Who = Who::Those(around);
    &[
        Policy::staff(A::Join, WORKERS, AROUND, DECIDED_ALONE, always),
        Policy::staff(A::UndoJoin, WORKERS, AROUND, Stages::At(&[Joined]), always),
        Policy::staff(A::Relate, WORKERS, Who::Those(sees), STANDING, always),
    ]
};
