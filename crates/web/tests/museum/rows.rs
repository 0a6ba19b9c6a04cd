//! What the program says of each petition of a folder, one line each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use office::export::Format;
use office::{Moment, Office};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::tables::list::{Filter, Line, Order};

/// The columns of an export that stay, and the day each matter's next duty is due.
pub fn of(office: &Office, moment: Moment) -> String {
    let due = due_days(office);
    let everything = Filter::default();
    let (_, out) = office
        .export(None, &everything, Format::Jsonl, Vec::new(), moment)
        .unwrap();
    let mut rows: Vec<String> = String::from_utf8(out)
        .unwrap()
        .lines()
        .map(|line| row(&serde_json::from_str(line).unwrap(), &due))
        .collect();
    rows.sort();
    rows.insert(
        0,
        "number\tmatter\tchannel\ttime\tstage\tdue\tbody\treply".to_owned(),
    );
    rows.join("\n") + "\n"
}

fn row(petition: &Value, due: &BTreeMap<String, String>) -> String {
    let text = |name: &str| petition[name].as_str().unwrap_or_default();
    let mut row = String::new();
    for name in ["number", "matter", "channel", "time", "stage"] {
        write!(row, "{}\t", text(name)).unwrap();
    }
    let due = due.get(text("matter")).map_or("", String::as_str);
    let (body, reply) = (digest(text("body")), digest(text("reply")));
    write!(row, "{due}\t{body}\t{reply}").unwrap();
    row
}

fn due_days(office: &Office) -> BTreeMap<String, String> {
    let keeper = office.keeper().unwrap();
    let lines = office.whole_list(&keeper, &Filter::default(), Order::Newest);
    let due = |line: Line| (line.number, line.due.unwrap_or_default());
    lines.unwrap().into_iter().map(due).collect()
}

/// The beginning of a text's hash: enough to see that it is the same text.
pub fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}
