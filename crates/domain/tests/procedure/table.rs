//! The whole procedure in one table: every transition T01–T43, every guard and every clock K1–K29 of the rules digest with
//! the tests that exercise it. A test that is renamed or deleted breaks the table, and what is not built says so.

use std::collections::BTreeSet;

use huiyin_domain as domain;

use domain::calendar::Calendar;
use domain::clock::Span;
use domain::rulebook::{LimitKey, Rulebook, Weight};

use crate::common::day;

/// What stands behind a line of the table.
enum Proof {
    /// Tests, each as file (below the crate, without `.rs`) and name.
    Tests(&'static [(&'static str, &'static str)]),
    /// Not built here, and why.
    NotBuilt(&'static str),
}

use Proof::{NotBuilt, Tests};

const ACCEPTANCE: &str = "tests/procedure/acceptance";
const ANSWERING: &str = "tests/procedure/answering";
const DECIDING: &str = "tests/procedure/way/deciding";
const FOLLOW_UP: &str = "tests/procedure/oversight/follow_up";
const HANDLING: &str = "tests/procedure/handling";
const INTAKE: &str = "tests/procedure/intake";
const JOINING: &str = "tests/procedure/joining";
const LAWFUL: &str = "tests/procedure/way/lawful";
const LEVELS: &str = "tests/procedure/way/levels";
const RECUSAL: &str = "tests/procedure/oversight/recusal";
const ROUTING: &str = "tests/procedure/routing";
const SUPERVISION: &str = "tests/procedure/oversight/supervision";
const TABLE: &str = "tests/procedure/table";
const VECTORS: &str = "tests/procedure/way/vectors";
const CLOCK: &str = "src/clock/tests";

/// Review, hearing, mediation, carrying out, suspension: a part of the procedure of its own.
const AFTER_SERVICE: &str = "the procedure after service is not in this line of the table yet";

const TRANSITIONS: &[(&str, Proof)] = &[
    (
        "T01",
        Tests(&[(
            INTAKE,
            "an_unchecked_arrival_has_an_owner_and_a_clock_at_once",
        )]),
    ),
    (
        "T02",
        Tests(&[
            (INTAKE, "a_clerk_finds_the_demands_of_an_arrival"),
            (JOINING, "a_joined_petition_is_found_in_both_matters"),
        ]),
    ),
    (
        "T03",
        Tests(&[(
            ROUTING,
            "a_transfer_ends_the_senders_duty_and_starts_the_receivers",
        )]),
    ),
    (
        "T04",
        Tests(&[(ROUTING, "an_assignment_names_the_day_of_the_report")]),
    ),
    (
        "T05",
        Tests(&[(
            DECIDING,
            "a_major_matter_is_reported_up_and_the_decision_comes_back",
        )]),
    ),
    (
        "T06",
        Tests(&[
            (
                ACCEPTANCE,
                "a_petition_department_names_the_proper_route_itself",
            ),
            (
                LEVELS,
                "a_visitor_at_the_wrong_place_is_registered_and_guided",
            ),
        ]),
    ),
    (
        "T07",
        Tests(&[(
            INTAKE,
            "an_organ_that_receives_directly_tells_the_petitioner_instead_of_routing",
        )]),
    ),
    (
        "T08",
        Tests(&[(ROUTING, "passing_on_ends_the_duties_of_the_unit_in_between")]),
    ),
    (
        "T09",
        Tests(&[(
            LAWFUL,
            "routes_one_to_four_lead_into_the_other_procedure_with_its_time_limits",
        )]),
    ),
    (
        "T10",
        Tests(&[(
            ACCEPTANCE,
            "acceptance_starts_the_handling_period_and_meets_the_notice",
        )]),
    ),
    (
        "T11",
        Tests(&[(
            ROUTING,
            "the_receiver_may_object_within_five_working_days_only",
        )]),
    ),
    (
        "T12",
        Tests(&[(
            ROUTING,
            "an_agreed_objection_brings_the_matter_back_with_a_new_routing_clock",
        )]),
    ),
    (
        "T13",
        Tests(&[(
            ROUTING,
            "a_rejected_objection_leaves_the_receivers_clock_running",
        )]),
    ),
    (
        "T14",
        Tests(&[
            (
                ACCEPTANCE,
                "acceptance_starts_the_handling_period_and_meets_the_notice",
            ),
            (LAWFUL, "a_duty_runs_on_its_own_clock_from_acceptance"),
        ]),
    ),
    (
        "T15",
        Tests(&[(
            ACCEPTANCE,
            "not_accepting_names_a_ground_and_ends_every_demand",
        )]),
    ),
    (
        "T16",
        Tests(&[(ACCEPTANCE, "no_longer_accepting_is_a_decision_of_its_own")]),
    ),
    (
        "T17",
        Tests(&[
            (ACCEPTANCE, "every_purpose_has_its_own_handling_period"),
            (HANDLING, "a_hearing_is_written_down"),
        ]),
    ),
    (
        "T18",
        Tests(&[(HANDLING, "an_extension_moves_the_due_date_by_its_days")]),
    ),
    ("T19", NotBuilt(AFTER_SERVICE)),
    ("T20", NotBuilt(AFTER_SERVICE)),
    ("T21", NotBuilt(AFTER_SERVICE)),
    (
        "T22",
        Tests(&[(ANSWERING, "each_demand_has_its_own_decision")]),
    ),
    (
        "T23",
        Tests(&[(
            ANSWERING,
            "service_of_an_opinion_gives_the_petitioner_thirty_days_for_review",
        )]),
    ),
    ("T24", NotBuilt(AFTER_SERVICE)),
    ("T25", NotBuilt(AFTER_SERVICE)),
    ("T26", NotBuilt(AFTER_SERVICE)),
    ("T27", NotBuilt(AFTER_SERVICE)),
    ("T28", NotBuilt(AFTER_SERVICE)),
    ("T29", NotBuilt(AFTER_SERVICE)),
    ("T30", NotBuilt(AFTER_SERVICE)),
    ("T31", NotBuilt(AFTER_SERVICE)),
    ("T32", NotBuilt(AFTER_SERVICE)),
    ("T33", NotBuilt(AFTER_SERVICE)),
    ("T34", NotBuilt(AFTER_SERVICE)),
    ("T35", NotBuilt(AFTER_SERVICE)),
    ("T36", NotBuilt(AFTER_SERVICE)),
    (
        "T37",
        Tests(&[(ANSWERING, "a_reply_to_a_suggestion_opens_no_review")]),
    ),
    (
        "T38",
        Tests(&[(
            LAWFUL,
            "a_real_name_accuser_hears_of_acceptance_and_result_in_fifteen_working_days",
        )]),
    ),
    (
        "T39",
        Tests(&[
            (LAWFUL, "a_duty_runs_on_its_own_clock_from_acceptance"),
            (LAWFUL, "remedies_are_named_only_to_whom_they_concern"),
        ]),
    ),
    (
        "T40",
        Tests(&[(
            SUPERVISION,
            "an_order_runs_to_its_sign_off_and_moves_no_stage",
        )]),
    ),
    (
        "T41",
        Tests(&[("tests/procedure/rating", "rating_opens_with_service")]),
    ),
    (
        "T42",
        Tests(&[(FOLLOW_UP, "what_was_not_done_is_open_again_with_its_period")]),
    ),
    (
        "T43",
        Tests(&[(
            "tests/procedure/oversight/archive",
            "a_closed_matter_waits_for_the_archive_and_gets_its_contents_list",
        )]),
    ),
];

const GUARDS: &[(&str, Proof)] = &[
    (
        "no opinion before the petitioner was heard",
        Tests(&[(HANDLING, "no_opinion_before_the_petitioner_was_heard")]),
    ),
    (
        "no opinion on routes one to five",
        Tests(&[
            (
                LAWFUL,
                "an_opinion_never_decides_a_demand_of_routes_one_to_five",
            ),
            (
                LAWFUL,
                "where_every_demand_leaves_the_petition_procedure_there_is_no_opinion_at_all",
            ),
        ]),
    ),
    (
        "no handler with an interest",
        Tests(&[
            (
                RECUSAL,
                "who_declares_an_interest_can_do_nothing_more_on_the_matter",
            ),
            (
                RECUSAL,
                "the_leader_decides_about_staff_and_one_above_about_the_leader",
            ),
        ]),
    ),
    (
        "no refusal without ground and reason",
        Tests(&[
            (ACCEPTANCE, "an_unknown_ground_is_no_ground"),
            (
                ACCEPTANCE,
                "refusing_needs_a_concrete_reason_and_a_leader_of_the_unit",
            ),
        ]),
    ),
    (
        "no extension over thirty days, without approver or reason",
        Tests(&[
            (HANDLING, "extensions_together_stay_within_thirty_days"),
            (
                HANDLING,
                "a_leader_of_the_handling_unit_approves_and_says_why",
            ),
        ]),
    ),
    (
        "no review by the organ that decided",
        NotBuilt(AFTER_SERVICE),
    ),
    (
        "nothing reaches the accused",
        Tests(&[
            (ROUTING, "an_accusation_never_reaches_the_accused"),
            (
                "tests/procedure/access",
                "an_accused_unit_and_those_below_lose_sight_and_every_right",
            ),
            (
                "tests/procedure/access",
                "an_accused_person_loses_sight_whatever_post_they_act_from",
            ),
        ]),
    ),
];

/// Clocks of the statute that are counted in `src/clock/tests.rs`.
const STATUTE: Proof = Tests(&[(CLOCK, "statutory_clocks_end_where_the_rules_say")]);
/// Limits of the rulebook, counted in `way/vectors.rs`.
const BOOK: Proof = Tests(&[(VECTORS, "every_limit_ends_on_its_day")]);
/// Limits of the rulebook, counted below.
const HERE: Proof = Tests(&[(TABLE, "the_other_limits_end_on_their_day")]);

const CLOCKS: &[(&str, Proof)] = &[
    ("K1", STATUTE),
    ("K1a", BOOK),
    ("K2", HERE),
    ("K3", HERE),
    ("K4", STATUTE),
    (
        "K5",
        Tests(&[(ROUTING, "an_assignment_names_the_day_of_the_report")]),
    ),
    ("K6", STATUTE),
    ("K7", STATUTE),
    ("K8", BOOK),
    ("K8a", BOOK),
    ("K9", STATUTE),
    ("K10", NotBuilt(AFTER_SERVICE)),
    ("K10a", NotBuilt(AFTER_SERVICE)),
    ("K10b", NotBuilt(AFTER_SERVICE)),
    ("K11", HERE),
    ("K12", HERE),
    ("K13", STATUTE),
    ("K14", HERE),
    ("K15", HERE),
    ("K16", HERE),
    (
        "K17",
        Tests(&[(
            "tests/procedure/settings",
            "rating_is_open_for_its_window_and_no_longer",
        )]),
    ),
    ("K18", HERE),
    ("K19", BOOK),
    ("K20", BOOK),
    ("K21", BOOK),
    ("K22", BOOK),
    ("K23", BOOK),
    ("K24", BOOK),
    ("K25", HERE),
    ("K26", BOOK),
    ("K27", NotBuilt(AFTER_SERVICE)),
    ("K28", NotBuilt(AFTER_SERVICE)),
    ("K29", BOOK),
];

/// Whether the file has a test of this name.
fn exists(file: &str, name: &str) -> bool {
    let path = format!("{}/{file}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let head = format!("fn {name}() {{");
    lines
        .windows(2)
        .any(|pair| pair[0] == "#[test]" && pair[1] == head)
}

fn not_built(table: &[(&'static str, Proof)]) -> Vec<&'static str> {
    let mut missing = Vec::new();
    for (line, proof) in table {
        match proof {
            Tests(tests) => {
                assert!(!tests.is_empty(), "{line} has no test");
                for (file, name) in *tests {
                    assert!(exists(file, name), "{line}: no test {name} in {file}.rs");
                }
            }
            NotBuilt(why) => {
                assert!(!why.is_empty(), "{line} does not say why");
                missing.push(*line);
            }
        }
    }
    missing
}

#[test]
fn every_transition_has_its_test() {
    let listed: Vec<_> = TRANSITIONS
        .iter()
        .map(|(line, _)| (*line).to_owned())
        .collect();
    let all: Vec<_> = (1..=43).map(|number| format!("T{number:02}")).collect();
    assert_eq!(listed, all);
    assert_eq!(
        not_built(TRANSITIONS).len(),
        16,
        "{:?}",
        not_built(TRANSITIONS)
    );
}

#[test]
fn every_guard_has_its_test() {
    assert_eq!(GUARDS.len(), 7);
    assert_eq!(not_built(GUARDS), ["no review by the organ that decided"]);
}

#[test]
fn every_clock_has_its_vector() {
    let listed: BTreeSet<_> = CLOCKS.iter().map(|(line, _)| *line).collect();
    assert_eq!(listed.len(), CLOCKS.len());
    for number in 1..=29 {
        assert!(listed.contains(format!("K{number}").as_str()), "K{number}");
    }
    assert_eq!(not_built(CLOCKS), ["K10", "K10a", "K10b", "K27", "K28"]);
}

#[test]
fn a_test_that_is_not_there_breaks_the_table() {
    assert!(!exists(TABLE, "nobody_wrote_this"));
    assert!(!exists(TABLE, "exists"), "a helper is no test");
}

#[test]
fn the_other_limits_end_on_their_day() {
    let (book, calendar) = (Rulebook::national(), Calendar::national());
    for (key, due) in [
        ("K2", "2026-03-17"),
        ("K3", "2026-03-17"),
        ("K11", "2026-04-01"),
        ("K12", "2026-04-01"),
        ("K14", "2026-04-01"),
        ("K15", "2026-04-01"),
        ("K16", "2026-05-31"),
        ("K17", "2027-03-02"),
        ("K18", "2026-04-01"),
        ("K25", "2026-03-16"),
        ("K25N", "2026-03-04"),
    ] {
        let limit = book
            .limit(&LimitKey::new(key), Weight::Ordinary)
            .expect(key);
        let span = Span::new(day("2026-03-02"), limit.length, limit.unit);
        assert_eq!(span.due(&calendar).raw, day(due), "{key}");
    }
}
