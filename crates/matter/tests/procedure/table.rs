//! The whole procedure in one table: every transition T01–T43, every guard and every clock K1–K29 of the rules digest with
//! the tests that exercise it. A test that is renamed, deleted or emptied breaks the table: what each must do stands in `evidence`.

use std::collections::BTreeSet;

use kernel::calendar::Calendar;
use kernel::clock::Span;
use kernel::rulebook::{LimitKey, Rulebook, Weight};

use crate::common::day;
use crate::evidence::{ACTS_AND_EFFECTS, body_of, judges};

/// What stands behind a line of the table: tests, each as file (below the crate, without `.rs`) and name.
struct Tests(&'static [(&'static str, &'static str)]);

const ACCEPTANCE: &str = "tests/procedure/acceptance";
const ANSWERING: &str = "tests/procedure/answering";
const DECIDING: &str = "tests/procedure/way/deciding";
const FOLLOW_UP: &str = "tests/procedure/oversight/follow_up";
const HANDLING: &str = "tests/procedure/handling";
const HEARING: &str = "tests/procedure/hearing";
const INTAKE: &str = "tests/procedure/intake";
const JOINING: &str = "tests/procedure/joining";
const LAWFUL: &str = "tests/procedure/way/lawful";
const LEVELS: &str = "tests/procedure/way/levels";
const LOCAL: &str = "tests/procedure/local";
const MEDIATION: &str = "tests/procedure/mediation";
const RECUSAL: &str = "tests/procedure/oversight/recusal";
const REVIEW: &str = "tests/procedure/review";
const ROUTING: &str = "tests/procedure/routing";
const SUPERVISION: &str = "tests/procedure/oversight/supervision";
const TABLE: &str = "tests/procedure/table";
const VECTORS: &str = "tests/procedure/way/vectors";
const CLOCK: &str = "../kernel/src/clock/tests";

const TRANSITIONS: &[(&str, Tests)] = &[
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
    (
        "T19",
        Tests(&[
            (HEARING, "the_host_did_not_investigate"),
            (
                HEARING,
                "no_opinion_comes_before_the_conclusion_of_an_open_hearing",
            ),
        ]),
    ),
    (
        "T20",
        Tests(&[
            (
                MEDIATION,
                "nothing_is_mediated_before_both_sides_agree_to_it",
            ),
            (
                MEDIATION,
                "a_refusal_ends_the_mediation_and_the_handling_goes_on",
            ),
        ]),
    ),
    (
        "T21",
        Tests(&[(MEDIATION, "an_agreement_is_a_lawful_end_of_its_demand")]),
    ),
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
    (
        "T24",
        Tests(&[(
            MEDIATION,
            "a_supporting_opinion_is_carried_out_and_the_result_is_known",
        )]),
    ),
    (
        "T25",
        Tests(&[(
            REVIEW,
            "the_petitioner_may_ask_for_review_within_thirty_days_of_service",
        )]),
    ),
    (
        "T26",
        Tests(&[(
            REVIEW,
            "only_the_program_lets_a_period_lapse_and_only_when_it_is_over",
        )]),
    ),
    (
        "T27",
        Tests(&[(
            REVIEW,
            "during_a_review_its_desk_answers_for_the_matter_and_afterwards_the_organ_again",
        )]),
    ),
    (
        "T28",
        Tests(&[(
            REVIEW,
            "a_refused_request_has_reasons_and_leaves_the_rest_of_the_period",
        )]),
    ),
    (
        "T29",
        Tests(&[
            (
                REVIEW,
                "a_review_opinion_needs_every_part_and_a_leader_of_the_body",
            ),
            (REVIEW, "a_change_decides_on_each_demand_anew"),
        ]),
    ),
    (
        "T30",
        Tests(&[(REVIEW, "each_level_goes_one_step_up_the_ladder")]),
    ),
    (
        "T31",
        Tests(&[(
            REVIEW,
            "a_re_review_with_a_hearing_counts_forty_days_and_says_which_ten_are_the_hearing",
        )]),
    ),
    (
        "T32",
        Tests(&[
            (REVIEW, "a_served_re_review_opinion_concludes_the_matter"),
            (REVIEW, "new_facts_open_a_concluded_matter_again"),
        ]),
    ),
    (
        "T33",
        Tests(&[(
            REVIEW,
            "only_a_re_review_opinion_after_a_hearing_is_made_public",
        )]),
    ),
    (
        "T34",
        Tests(&[
            (
                REVIEW,
                "a_remand_brings_the_demand_back_to_the_organ_with_thirty_days",
            ),
            (
                REVIEW,
                "the_same_opinion_on_the_same_facts_is_refused_after_a_remand",
            ),
        ]),
    ),
    (
        "T35",
        Tests(&[(
            LOCAL,
            "a_suspended_matter_waits_with_its_clocks_and_goes_on_where_it_stood",
        )]),
    ),
    (
        "T36",
        Tests(&[(
            LOCAL,
            "a_withdrawn_review_ends_with_a_notice_and_the_opinion_stands",
        )]),
    ),
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

const GUARDS: &[(&str, Tests)] = &[
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
        Tests(&[(
            REVIEW,
            "the_body_one_level_up_reviews_and_never_the_organ_that_decided",
        )]),
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

/// Clocks of the statute that are counted in `kernel/src/clock/tests.rs`.
const STATUTE: Tests = Tests(&[(CLOCK, "statutory_clocks_end_where_the_rules_say")]);
/// Limits of the rulebook, counted in `way/vectors.rs`.
const BOOK: Tests = Tests(&[(VECTORS, "every_limit_ends_on_its_day")]);
/// Limits of the rulebook, counted below.
const HERE: Tests = Tests(&[(TABLE, "the_other_limits_end_on_their_day")]);

/// Limits of the rulebook that no act of the program starts yet.
const UNUSED: Tests = Tests(&[(TABLE, "a_limit_that_nothing_starts_is_marked_as_not_in_use")]);

const CLOCKS: &[(&str, Tests)] = &[
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
    (
        "K10",
        Tests(&[(LOCAL, "acceptance_takes_three_working_days")]),
    ),
    (
        "K10a",
        Tests(&[(REVIEW, "the_respondent_answers_and_nobody_else")]),
    ),
    (
        "K10b",
        Tests(&[(REVIEW, "a_consulted_organ_sees_the_matter_and_answers")]),
    ),
    ("K11", HERE),
    ("K12", HERE),
    ("K13", STATUTE),
    ("K14", HERE),
    ("K15", HERE),
    ("K16", UNUSED),
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
    ("K25", UNUSED),
    ("K26", BOOK),
    (
        "K27",
        Tests(&[(HEARING, "the_parties_are_told_seven_days_before")]),
    ),
    (
        "K28",
        Tests(&[(HEARING, "a_hearing_has_twenty_days_of_its_own")]),
    ),
    ("K29", BOOK),
];

/// Tests that count many clocks: the clock must be one of them.
const MANY: [&str; 3] = [CLOCK, VECTORS, TABLE];

fn all_judge(table: &[(&'static str, Tests)]) {
    for (line, Tests(tests)) in table {
        assert!(!tests.is_empty(), "{line} has no test");
        for (file, name) in *tests {
            let body = body_of(file, name);
            let body = body.unwrap_or_else(|| panic!("{line}: no test {name} in {file}.rs"));
            assert!(judges(&body), "{line}: {name} asserts nothing");
        }
    }
}

/// The sources of a line's tests, one after the other.
fn sources(Tests(tests): &Tests) -> String {
    let bodies = tests.iter().filter_map(|(file, name)| body_of(file, name));
    bodies.collect()
}

#[test]
fn every_transition_has_its_test_which_does_the_act_and_looks_at_what_it_did() {
    let listed: Vec<_> = TRANSITIONS
        .iter()
        .map(|(line, _)| (*line).to_owned())
        .collect();
    let all: Vec<_> = (1..=43).map(|number| format!("T{number:02}")).collect();
    assert_eq!(listed, all);
    all_judge(TRANSITIONS);
    let told: Vec<_> = ACTS_AND_EFFECTS
        .iter()
        .map(|(line, _)| (*line).to_owned())
        .collect();
    assert_eq!(told, all);
    for ((line, tests), (_, parts)) in TRANSITIONS.iter().zip(ACTS_AND_EFFECTS) {
        let source = sources(tests);
        for part in *parts {
            assert!(source.contains(part), "{line}: its tests have no {part}");
        }
    }
}

#[test]
fn every_guard_has_its_test_which_is_refused_by_it() {
    assert_eq!(GUARDS.len(), 7);
    all_judge(GUARDS);
    for (line, Tests(tests)) in GUARDS {
        for (file, name) in *tests {
            let body = body_of(file, name).unwrap_or_default();
            let refused = body.contains("refuses(") || body.contains("unwrap_err()");
            assert!(refused, "{line}: {name} meets no refusal");
        }
    }
}

#[test]
fn every_clock_has_its_vector() {
    let listed: BTreeSet<_> = CLOCKS.iter().map(|(line, _)| *line).collect();
    assert_eq!(listed.len(), CLOCKS.len());
    for number in 1..=29 {
        assert!(listed.contains(format!("K{number}").as_str()), "K{number}");
    }
    all_judge(CLOCKS);
    for (key, Tests(tests)) in CLOCKS {
        for (file, name) in *tests {
            let body = body_of(file, name).unwrap_or_default();
            if MANY.contains(file) {
                let named = body.contains(&format!("\"{key}"));
                assert!(named, "{key} is none of the clocks of {name}");
            } else {
                assert!(body.contains("\"20"), "{key}: {name} names no day");
            }
        }
    }
}

#[test]
fn a_test_that_is_not_there_or_asserts_nothing_breaks_the_table() {
    assert!(body_of(TABLE, "nobody_wrote_this").is_none());
    assert!(body_of(TABLE, "sources").is_none(), "a helper is no test");
    assert!(!judges("    let case = Case::served();\n"));
    let other = body_of(TABLE, "every_clock_has_its_vector").unwrap();
    assert!(judges(&other) && !other.contains("every_guard"));
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
        ("K17", "2027-03-02"),
        ("K18", "2026-04-01"),
    ] {
        let limit = book
            .limit(&LimitKey::new(key), Weight::Ordinary)
            .expect(key);
        let span = Span::new(day("2026-03-02"), limit.length, limit.unit);
        assert!(!limit.unused, "{key}");
        assert_eq!(span.due(&calendar).raw, day(due), "{key}");
    }
}

/// Limits that nothing starts have nothing to test but that the book says so; `exactly_the_limits_that_nothing_starts_are_marked…`
/// reads the program.
#[test]
fn a_limit_that_nothing_starts_is_marked_as_not_in_use() {
    let book = Rulebook::national();
    let unused: Vec<String> = book
        .limits()
        .filter(|limit| limit.unused)
        .map(|limit| limit.key.to_string())
        .collect();
    assert_eq!(unused, ["K16", "K25", "K25N"]);
}
