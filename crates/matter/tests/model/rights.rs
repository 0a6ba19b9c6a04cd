//! Who may do what at which stage, written down: every action is asked for by every role of the units around a matter, by the
//! petitioner and by the program, all along some walks. A change of the table is a change of rights and is looked at as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use matter::{Action, Context, Matter, Stage, options};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::common::{COUNTY, GOVERNMENT, OFFICE, WATER, post};
use crate::world::World;
use crate::{Draw, Reached};

/// Walks, enough to come to nearly everything.
const WALKS: usize = 240;
/// Steps between two questions.
const STRIDE: usize = 4;
/// As often is everybody asked about an action at a stage where it makes sense.
const ENOUGH: usize = 2;

#[derive(Default)]
struct Table {
    /// By action and stage, who was allowed to.
    allowed: BTreeMap<Action, BTreeMap<Stage, BTreeSet<String>>>,
    /// How often everybody was asked about an action at a stage.
    asked: BTreeMap<(Action, Stage), usize>,
}

impl Table {
    /// Asks everybody where the program may do something that nobody was asked about often enough.
    fn ask(&mut self, matter: &Matter, ctx: &Context<'_>) {
        let possible = options(matter, ctx).into_iter();
        let possible = possible.filter(|choice| choice.verdict.is_ok());
        let mut new = false;
        for choice in possible {
            let asked = self.asked.entry((choice.action, matter.stage)).or_default();
            new |= *asked < ENOUGH;
            *asked += 1;
        }
        if new {
            self.ask_everybody(matter, ctx);
        }
    }

    fn ask_everybody(&mut self, matter: &Matter, ctx: &Context<'_>) {
        let units = [matter.owner, matter.office, OFFICE, GOVERNMENT, WATER];
        let units: BTreeSet<_> = units.into_iter().chain(matter.decider()).collect();
        let posts = units
            .into_iter()
            .flat_map(|unit| Role::ALL.map(|role| post(unit, role)));
        let staff = posts.filter_map(|id| COUNTY.org.post(id)).map(|post| {
            (
                post.role.code(),
                Actor::Staff(Viewer::of(post, &COUNTY.org)),
            )
        });
        let others = [("petitioner", Actor::Petitioner), ("system", Actor::System)];
        for (who, actor) in staff.chain(others) {
            let ctx = Context {
                actor: &actor,
                ..*ctx
            };
            for choice in options(matter, &ctx) {
                if choice.verdict.is_ok() {
                    let stages = self.allowed.entry(choice.action).or_default();
                    let allowed = stages.entry(matter.stage).or_default();
                    allowed.insert(who.to_owned());
                }
            }
        }
    }

    /// One line for each action and each set of roles, with the stages at which exactly these may.
    fn written(&self) -> String {
        let mut text = String::new();
        for action in Action::ALL {
            let _ = writeln!(text, "{}", action.code());
            let mut rows: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for (stage, who) in self.allowed.get(action).into_iter().flatten() {
                let who: Vec<_> = who.iter().map(String::as_str).collect();
                rows.entry(who.join(" ")).or_default().push(stage.code());
            }
            for (who, stages) in rows {
                let _ = writeln!(text, "    {who}: {}", stages.join(" "));
            }
        }
        text
    }
}

#[test]
fn who_may_do_what_at_which_stage() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let walks = (any::<u8>(), vec(any::<Draw>(), 40..120));
    let mut table = Table::default();
    let mut reached = Reached::default();
    for number in 0..WALKS {
        let (setup, draws) = walks.new_tree(&mut runner).unwrap().current();
        let mut world = if number % 2 == 0 {
            World::ahead(setup)
        } else {
            World::new(setup)
        };
        for (at, draw) in draws.into_iter().enumerate() {
            world.step(draw, &mut reached);
            if at % STRIDE == 0 {
                world.each(|matter, ctx| table.ask(matter, ctx));
            }
        }
    }
    insta::assert_snapshot!(table.written());
}
