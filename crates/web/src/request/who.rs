//! Who may ask for an address of staff.

use kernel::access::Viewer;
use kernel::org::Role;

/// Who may ask for an address, whatever it does there. It stands beside the address as a layer, and [`super::Staff`] refuses everybody
/// else before a handler runs. What a person may see or do in one matter is not its business: the office and the procedure say that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever is signed in.
    Anybody,
    /// Posts that read matters.
    Readers,
    /// Posts that register arrivals.
    Registrars,
    /// Administrators, who keep the organisation; the office asks it again at every change.
    Administrators,
}

impl Who {
    /// Whether this post is among them.
    pub fn admits(self, viewer: &Viewer) -> bool {
        match self {
            Self::Anybody => true,
            Self::Readers => viewer.reads_matters(),
            Self::Registrars => {
                matches!(viewer.role, Role::Clerk | Role::Handler | Role::Leader)
            }
            Self::Administrators => viewer.role == Role::Administrator,
        }
    }
}
