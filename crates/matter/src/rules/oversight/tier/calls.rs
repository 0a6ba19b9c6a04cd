//! Which tier a matter calls for, by the rulebook's thresholds.

use jiff::civil::Date;

use crate::model::matter::Matter;
use crate::model::oversight::tier::Tier;

use kernel::rulebook::{Rulebook, Weight};

/// One rule that calls for a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The tier.
    pub tier: Tier,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
}

/// From how many of a thing a tier is called for: settings of the rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Thresholds {
    /// People, for the second tier.
    pub two_people: u32,
    /// People, for the first.
    pub three_people: u32,
    /// Times it was handed back, for the second tier.
    pub two_returns: u32,
    /// Supervision orders, for the first.
    pub three_orders: u32,
}

impl Thresholds {
    /// Those of a book; what it does not name is never reached.
    pub fn of(book: &Rulebook) -> Self {
        let number = |name: &str| book.number(name).unwrap_or(u32::MAX);
        Self {
            two_people: number("tier_two_people"),
            three_people: number("tier_three_people"),
            two_returns: number("tier_two_returns"),
            three_orders: number("tier_three_orders"),
        }
    }
}

/// The tiers that the rules call for today, each with its reason. The thresholds are settings of the rulebook.
pub fn calls(matter: &Matter, book: &Rulebook, today: Date) -> Vec<Call> {
    let least = Thresholds::of(book);
    let mut calls = Vec::new();
    let mut call = |tier, zh: String, en: String| calls.push(Call { tier, zh, en });
    match matter.weight {
        Weight::Urgent => call(
            Tier::Three,
            "紧急事项".to_owned(),
            "the matter is urgent".to_owned(),
        ),
        Weight::Major => call(
            Tier::Two,
            "重大事项".to_owned(),
            "the matter is major".to_owned(),
        ),
        Weight::Ordinary => {}
    }
    let people = matter.head_count();
    for (tier, least) in [
        (Tier::Two, least.two_people),
        (Tier::Three, least.three_people),
    ] {
        if people >= least {
            call(
                tier,
                format!("涉及{people}人（达到{least}人）"),
                format!("{people} people are concerned ({least} or more)"),
            );
        }
    }
    if u32::from(matter.returns) >= least.two_returns {
        call(
            Tier::Two,
            format!("已被退回{}次", matter.returns),
            format!("handed back {} times", matter.returns),
        );
    }
    if matter.next_due().is_some_and(|clock| clock.is_late(today)) {
        call(
            Tier::Two,
            "期限已过".to_owned(),
            "a period has passed".to_owned(),
        );
    }
    let orders = u32::try_from(matter.oversight.orders.len()).unwrap_or(u32::MAX);
    if orders >= least.three_orders {
        call(
            Tier::Three,
            format!("已督办{orders}次"),
            format!("supervised {orders} times"),
        );
    }
    calls
}

/// The highest tier called for that is above the one the matter stands in. A matter that nobody has to work on any more calls for
/// none.
pub fn due(matter: &Matter, book: &Rulebook, today: Date) -> Option<Tier> {
    if !matter.stage.is_open() {
        return None;
    }
    let stands = matter.oversight.tier.as_ref().map(|standing| standing.tier);
    let wanted = calls(matter, book, today)
        .iter()
        .map(|call| call.tier)
        .max()?;
    (Some(wanted) > stands).then_some(wanted)
}
