//! The pages of staff, in the order of the menu.

use axum::Router;

use super::screen::{Group, Screen};
use super::{admin, staff};
use crate::app::App;
use crate::look::Icon;

static RULES: Screen =
    Screen::elsewhere("/rules", "现行规则", "Rules in force").menu(Group::Rules, Icon::Law);
static HOW: Screen =
    Screen::elsewhere("/how-it-works", "流程图", "How this works").menu(Group::Rules, Icon::Go);

/// The pages. What stands under another page comes after it.
pub static ALL: &[&Screen] = &[
    &staff::work::SCREEN,
    &staff::register::SCREEN,
    &staff::matters::SCREEN,
    &staff::hot::SCREEN,
    &staff::forecast::SCREEN,
    &staff::day::SCREEN,
    &admin::units::SCREEN,
    &admin::posts::SCREEN,
    &RULES,
    &HOW,
    &admin::logins::SCREEN,
    &staff::stand_in::SCREEN,
    &staff::confirm::SCREEN,
    &staff::post::SCREEN,
    &staff::account::SCREEN,
    &staff::sessions::SCREEN,
];

/// Their addresses.
pub fn routes() -> Router<App> {
    let screens = ALL.iter();
    screens.fold(Router::new(), |routes, screen| {
        routes.merge(screen.routes())
    })
}
