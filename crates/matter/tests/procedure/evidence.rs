//! What the table of the procedure asks of the tests it names: that they are there, that they judge something, and that they do the act of
//! their line and look at what it did. Read from their sources, so that a test emptied of its content breaks the table like one deleted.

/// For each transition the act that its tests do and the effect they look at, as their sources have it.
pub const ACTS_AND_EFFECTS: &[(&str, &[&str])] = &[
    ("T01", &["Case::open(", "Stage::Received", "\"K1\""]),
    (
        "T02",
        &["Command::Register", "Stage::Registered", "join_into("],
    ),
    ("T03", &["Case::transferred(", "Stage::Transferred"]),
    ("T04", &["assign(", "report_by"]),
    (
        "T05",
        &["report_up(", "Stage::ReportedUp", "decide_report("],
    ),
    ("T06", &["redirect(", "guide(", "AnswerKind::Redirected"]),
    ("T07", &["Case::open(checked(", "\"K2\""]),
    ("T08", &["assign(", "transfer(", "Some(VILLAGE)"]),
    ("T09", &["lead_in(", "LedIn"]),
    ("T10", &["Case::accepted(", "ClockState::Met"]),
    ("T11", &["object()", "Stage::Objected"]),
    ("T12", &["agree()", "Stage::Registered"]),
    ("T13", &["reject()", "Stage::Transferred", "\"K3\""]),
    ("T14", &["Case::accepted(", "\"K6\""]),
    ("T15", &["not_accept(", "Stage::Answered", "open_demands()"]),
    ("T16", &["Action::NoLongerAccept", "不再受理告知书"]),
    ("T17", &["hear()", "Stage::Handling", "\"K6\""]),
    ("T18", &["extend(", "due.raw"]),
    ("T19", &["hold_hearing(", "主持人", "cancel_hearing("]),
    ("T20", &["consent(", "Stage::Handling"]),
    ("T21", &["agree(", "Stage::Served"]),
    (
        "T22",
        &["signed(", "Decision::NotSupport", "Stage::Answered"],
    ),
    ("T23", &["Case::served()", "Holder::Petitioner"]),
    ("T24", &["Stage::Executing", "report("]),
    ("T25", &["ask(1", "Stage::ReviewPending"]),
    ("T26", &["lapse()", "Stage::Lapsed"]),
    ("T27", &["Stage::Reviewing"]),
    ("T28", &["refuse(", "Stage::ReviewPending"]),
    ("T29", &["review_opinion(", "Outcome::Change"]),
    ("T30", &["ask(2", "Level::ReReview"]),
    ("T31", &["hold_hearing(", "explain("]),
    ("T32", &["Stage::Concluded", "new_facts("]),
    ("T33", &["publish(", "published"]),
    ("T34", &["Stage::Handling", "opinion("]),
    ("T35", &["suspend(", "Stage::Suspended", "resume("]),
    ("T36", &["terminate(", "Stage::Served"]),
    ("T37", &["reply_suggestion(", "Stage::Served", "\"K9\""]),
    ("T38", &["reply_accusation(", "ClockState::Met"]),
    ("T39", &["classify(1", "reply_duty("]),
    ("T40", &["sign_off(", "is_supervised()"]),
    ("T41", &["Action::Rate", "is_ok()"]),
    ("T42", &["Stage::Closed", "Stage::Handling"]),
    ("T43", &["put_away(", "contents"]),
];

/// The source of a test, without its name; none where the file (below the crate, without `.rs`) has no test of that name.
pub fn body_of(file: &str, name: &str) -> Option<String> {
    let path = format!("{}/{file}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let head = format!("#[test]\nfn {name}() {{\n");
    let (_, after) = source.split_once(&head)?;
    let (body, _) = after.split_once("\n}\n")?;
    Some(format!("{body}\n"))
}

/// Whether a test judges anything.
pub fn judges(body: &str) -> bool {
    ["assert", "refuses(", "refused("]
        .iter()
        .any(|word| body.contains(word))
}
