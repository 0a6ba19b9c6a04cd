//! Settings of the rulebook govern the procedure, not only the page that shows them.

use kernel::access::Actor;
use kernel::org::Role::Leader;
use kernel::rulebook::Rulebook;
use kernel::{Refusal, RefusalKind};
use matter::petition::Purpose::{Appeal, Suggestion};
use matter::{Action, Command, Context, Event, Matter, Score, Service, ServiceMethod, decide, may};

use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, acts, day, viewer};

/// The national book with one setting chosen locally.
fn book(name: &str, value: &str) -> Rulebook {
    let local = format!(
        "id = \"example\"\nversion = \"1\"\nnational = \"national-2022\"\ntitle = \"示例\"\n\
         [[setting]]\nname = \"{name}\"\nvalue = {value}\n"
    );
    Rulebook::national().tightened_by(&local).unwrap()
}

/// A matter under another book.
struct Under {
    book: Rulebook,
    matter: Matter,
    actor: Actor,
}

impl Under {
    fn new(book: Rulebook, case: Case) -> Self {
        Self {
            book,
            matter: case.matter,
            actor: Actor::Staff(viewer(HOUSING, Leader)),
        }
    }

    fn context(&self, today: &str) -> Context<'_> {
        Context {
            rulebook: &self.book,
            ..COUNTY.context(day(today), &self.actor)
        }
    }

    fn asks(&self, today: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(&self.matter, command, &self.context(today))
    }

    #[track_caller]
    fn does(&mut self, today: &str, command: Command) -> &mut Self {
        let events = self.asks(today, command).unwrap();
        events.iter().for_each(|event| self.matter.apply(event));
        self
    }

    fn running(&self) -> Vec<&str> {
        let clocks = self.matter.clocks.iter().filter(|clock| clock.is_running());
        let mut limits: Vec<_> = clocks.map(|clock| clock.limit.as_str()).collect();
        limits.sort_unstable();
        limits
    }
}

fn notice(on: &str) -> Command {
    Command::NotifyAcceptance(Service {
        method: ServiceMethod::InPerson,
        on: day(on),
        proof: "本人签收".to_owned(),
    })
}

#[test]
fn several_extensions_may_be_granted_up_to_the_cap() {
    let mut under = Under::new(
        book("several_extensions", "true"),
        Case::accepted(&[Appeal]),
    );
    under.does("2026-03-10", acts::extend(10, HOUSING));
    under.does("2026-03-12", acts::extend(20, HOUSING));
    assert!(under.asks("2026-03-13", acts::extend(1, HOUSING)).is_err());
}

#[test]
fn where_the_book_allows_one_extension_the_second_is_refused_and_the_button_says_so() {
    let mut under = Under::new(
        book("several_extensions", "false"),
        Case::accepted(&[Appeal]),
    );
    under.does("2026-03-10", acts::extend(10, HOUSING));
    let refusal = under
        .asks("2026-03-12", acts::extend(10, HOUSING))
        .unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert_eq!(
        may(Action::Extend, &under.matter, &under.context("2026-03-12")),
        Err(refusal)
    );
}

#[test]
fn by_default_the_period_starts_with_the_decision_to_accept() {
    let mut case = Case::accepted(&[Appeal]);
    assert_eq!(case.running(), ["K6"]);
    case.on("2026-03-09").does(notice("2026-03-06"));
    assert_eq!(
        case.clock("K6").span.trigger,
        day("2026-03-05"),
        "the notice moves nothing"
    );
    assert!(
        case.may(Action::NotifyAcceptance).is_err(),
        "it is served once"
    );
}

#[test]
fn where_the_book_says_so_the_period_starts_when_the_notice_is_served() {
    let by_notice = book("acceptance_starts_on", "\"notice\"");
    let mut under = Under::new(by_notice, Case::transferred(&[Appeal, Suggestion]));
    under.does("2026-03-05", Command::Accept);
    assert_eq!(
        under.running(),
        ["K3"],
        "the duty to notify runs on, so no day is without a clock"
    );
    under.does("2026-03-05", acts::issue("D03", None));
    under.does("2026-03-09", notice("2026-03-07"));
    assert_eq!(under.running(), ["K6", "K6S"]);
    for clock in under
        .matter
        .clocks
        .iter()
        .filter(|clock| clock.is_running())
    {
        assert_eq!(clock.span.trigger, day("2026-03-07"));
    }
    let notified = under
        .matter
        .clocks
        .iter()
        .find(|clock| clock.limit.as_str() == "K3")
        .unwrap();
    assert_eq!(notified.state, matter::ClockState::Met(day("2026-03-07")));
}

#[test]
fn a_notice_is_not_served_before_the_acceptance_nor_without_proof() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-09");
    case.refuses(notice("2026-03-04"));
    case.refuses(notice("2026-03-10"));
    case.refuses(Command::NotifyAcceptance(Service {
        method: ServiceMethod::Post,
        on: day("2026-03-06"),
        proof: " ".to_owned(),
    }));
}

#[test]
fn rating_is_open_for_its_window_and_no_longer() {
    let mut case = Case::served();
    case.by_petitioner();
    case.on("2027-03-24");
    assert!(case.may(Action::Rate).is_ok());
    case.on("2027-04-24")
        .refuses(acts::rate(Some(Score::Satisfied), None));
}
