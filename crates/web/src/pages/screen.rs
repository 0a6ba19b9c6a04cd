//! A page of staff, declared once: its address and title, who may open it, where it is found, and what answers.
//!
//! ```ignore
//! pub static SCREEN: Screen = Screen::at("/hot", "热点问题", "Hot issues", || get(show))
//!     .open_to(Who::Readers)
//!     .menu(Group::Work, Icon::Figures);
//! ```
//!
//! The address, the check of who asks, the entry of the menu or the link on the page above, the breadcrumbs and the marked entry
//! follow from it. [`super::screens`] has them all, in the order of the menu.

use axum::routing::MethodRouter;
use axum::{Extension, Router};
use kernel::access::Viewer;
use maud::{Markup, html};

use super::frame;
use crate::app::App;
use crate::look::{
    self, ButtonKind, Crumb, Icon, Lang, NavItem, Urgency, breadcrumbs, link_button,
};
use crate::problem::Problem;
use crate::request::{Staff, Who};

/// A page of staff.
pub struct Screen {
    address: &'static str,
    title: (&'static str, &'static str),
    who: Who,
    place: Place,
    answers: Option<fn() -> MethodRouter<App>>,
    with: fn() -> Router<App>,
}

/// Where a page is found.
enum Place {
    /// In the menu, while there is something to find.
    Menu {
        group: Group,
        icon: Icon,
        shown: fn(&Standing<'_>) -> bool,
        waits: fn(&Standing<'_>) -> u64,
    },
    /// On the page above it.
    Under(&'static Screen, Icon),
    /// On top of every page.
    Top,
}

/// The groups of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The daily work.
    Work,
    /// Rules and posts.
    Rules,
}

/// What the menu depends on, beside who may open what.
pub struct Standing<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// How many posts wait for the viewer's word.
    pub to_confirm: u64,
    /// Whether the person may act in more than one post today.
    pub several_posts: bool,
}

impl Screen {
    /// A page at an address, with its title. Anybody who is signed in may open it, and every page leads there by its top.
    pub const fn at(
        address: &'static str,
        zh: &'static str,
        en: &'static str,
        answers: fn() -> MethodRouter<App>,
    ) -> Self {
        Self {
            answers: Some(answers),
            ..Self::elsewhere(address, zh, en)
        }
    }

    /// A page of the public part that staff find in their menu.
    pub const fn elsewhere(address: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self {
            address,
            title: (zh, en),
            who: Who::Anybody,
            place: Place::Top,
            answers: None,
            with: Router::new,
        }
    }

    /// Who may open it, and whatever belongs [with](Self::with) it.
    pub const fn open_to(mut self, who: Who) -> Self {
        self.who = who;
        self
    }

    /// It is an entry of the menu.
    pub const fn menu(mut self, group: Group, icon: Icon) -> Self {
        self.place = Place::Menu {
            group,
            icon,
            shown: |_| true,
            waits: |_| 0,
        };
        self
    }

    /// The menu shows it only then.
    pub const fn shown(mut self, when: fn(&Standing<'_>) -> bool) -> Self {
        if let Place::Menu { shown, .. } = &mut self.place {
            *shown = when;
        }
        self
    }

    /// The menu says how many wait behind it.
    pub const fn waits(mut self, number: fn(&Standing<'_>) -> u64) -> Self {
        if let Place::Menu { waits, .. } = &mut self.place {
            *waits = number;
        }
        self
    }

    /// It stands under another page, which links to it.
    pub const fn under(mut self, above: &'static Self, icon: Icon) -> Self {
        self.place = Place::Under(above, icon);
        self
    }

    /// The addresses that belong to it: its forms, parts and files.
    pub const fn with(mut self, addresses: fn() -> Router<App>) -> Self {
        self.with = addresses;
        self
    }

    /// Its address.
    pub fn address(&self) -> &'static str {
        self.address
    }

    /// Its title.
    pub fn title(&self, lang: Lang) -> &'static str {
        let (zh, en) = self.title;
        lang.pick(zh, en)
    }

    /// Everything that is answered for it.
    pub(super) fn routes(&self) -> Router<App> {
        let own = match self.answers {
            Some(answers) => Router::new().route(self.address, answers()),
            None => Router::new(),
        };
        let all = own.merge((self.with)());
        match self.who {
            Who::Anybody => all,
            who if all.has_routes() => all.route_layer(Extension(who)),
            _ => all,
        }
    }

    /// Its entry in a group of the menu, where there is one.
    pub(super) fn entry(&self, lang: Lang, of: Group, standing: &Standing<'_>) -> Option<NavItem> {
        let Place::Menu {
            group,
            icon,
            shown,
            waits,
        } = self.place
        else {
            return None;
        };
        let found = group == of && self.who.admits(standing.viewer) && shown(standing);
        found.then(|| NavItem {
            label: self.title(lang).to_owned(),
            href: self.address.to_owned(),
            icon,
            count: Some(waits(standing)).filter(|count| *count > 0),
            urgency: Urgency::Normal,
        })
    }

    /// The entry of the menu that is marked while somebody is here.
    fn home(&self) -> &'static str {
        match self.place {
            Place::Under(above, _) => above.home(),
            Place::Menu { .. } | Place::Top => self.address,
        }
    }

    /// The page under its own title.
    ///
    /// # Errors
    /// The storage's, for the counts in the menu.
    pub fn page(&self, app: &App, staff: &Staff, content: &Markup) -> Result<Markup, Problem> {
        self.titled(app, staff, self.title(staff.lang()), content)
    }

    /// The page, or one that belongs to it, under another title.
    ///
    /// # Errors
    /// The storage's, for the counts in the menu.
    pub fn titled(
        &self,
        app: &App,
        staff: &Staff,
        title: &str,
        content: &Markup,
    ) -> Result<Markup, Problem> {
        frame::staff_page(app, staff, title, self.home(), "", content)
    }

    /// The way here.
    pub fn crumbs(&self, lang: Lang) -> Markup {
        match self.place {
            Place::Under(above, _) => above.crumbs_to(lang, self.title(lang)),
            Place::Menu { .. } | Place::Top => html! {},
        }
    }

    /// The way through here to something that belongs to it.
    pub fn crumbs_to(&self, lang: Lang, title: &str) -> Markup {
        let mut crumbs = vec![Crumb {
            label: title,
            href: None,
        }];
        let mut here = Some(self);
        while let Some(screen) = here {
            crumbs.push(Crumb {
                label: screen.title(lang),
                href: Some(screen.address),
            });
            here = match screen.place {
                Place::Under(above, _) => Some(above),
                Place::Menu { .. } | Place::Top => None,
            };
        }
        crumbs.reverse();
        breadcrumbs(lang, &crumbs)
    }

    /// The heading of the page, with links to the pages under it that the viewer may open.
    pub fn heading(&self, staff: &Staff, lead: Option<&str>) -> Markup {
        let (lang, signed_in) = (staff.lang(), &staff.signed_in);
        let mut links = Vec::new();
        for screen in super::screens::ALL {
            let Place::Under(above, icon) = screen.place else {
                continue;
            };
            // Whoever must change the password first is led nowhere else.
            let open = screen.who.admits(&signed_in.viewer) && !signed_in.must_change;
            if std::ptr::eq(above, self) && open {
                let (title, kind) = (screen.title(lang), ButtonKind::Quiet);
                links.push(link_button(kind, Some(icon), title, screen.address));
            }
        }
        let links = (!links.is_empty()).then(|| html! { @for link in &links { (link) } });
        look::heading(self.title(lang), lead, None, links.as_ref())
    }
}
