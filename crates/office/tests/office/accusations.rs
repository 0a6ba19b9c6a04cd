//! Invariant 5: an accused unit or person never gains sight of the matter, by any list, search, count, export or history.

use huiyin_office as office;
use kernel::MatterId;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::petition::{Purpose, Relation};
use matter::{Accused, Command, Event};
use office::OfficeError;
use office::export::Format;
use office::intake::{Receipt, Submission};
use office::lists::{Filter, Order, Search, Verb};
use office::matter_file::Author;
use office::same::Draft;

use crate::county::{
    County, DISCIPLINE, OFFICE, TOWNSHIP, VILLAGE, WATER, accusation, asks, at, hidden, note, roof,
    today, transfer,
};

/// Every way to a matter that a page offers; the words say which one led there.
pub fn ways(county: &County, viewer: &Viewer, receipt: &Receipt, file: &str) -> Vec<&'static str> {
    let office = &county.office;
    let id = receipt.matter;
    let mut open = Vec::new();
    let mut way = |name, leads: bool| open.extend(leads.then_some(name));
    let all = Filter::default();
    way(
        "matter file",
        !hidden(office.matter_file(viewer, id, today())),
    );
    for order in [Order::Newest, Order::Oldest, Order::Due] {
        let page = office.list(viewer, &all, order, None).unwrap();
        way(
            "list",
            page.total > 0 || page.lines.iter().any(|line| line.id == id),
        );
    }
    way("count", office.count(viewer, &all).unwrap() > 0);
    let counts = office.counts(viewer, &all).unwrap();
    way("counts", counts.arrivals() + counts.people > 0);
    way(
        "workbench",
        office
            .workbench(viewer, today())
            .unwrap()
            .iter()
            .any(|work| work.count > 0),
    );
    for text in [
        "管道改造好处费",
        "水务局违规收费",
        receipt.number.as_str(),
        "",
    ] {
        let search = Search {
            text: text.to_owned(),
            limit: 10,
            ..Search::default()
        };
        let found = office.search(viewer, &search).unwrap();
        way("search", found.total > 0 || !found.lines.is_empty());
    }
    let same = accusation(&[], &[]);
    let draft = Draft {
        subject: same.subject,
        body: same.body,
        person: same.people[0].clone(),
        ..Draft::default()
    };
    way(
        "candidates",
        !office
            .candidates(viewer, &draft, None, today())
            .unwrap()
            .is_empty(),
    );
    way(
        "number",
        office.by_number(viewer, &receipt.number).unwrap().is_some(),
    );
    way("related", !office.lines(viewer, &[id]).unwrap().is_empty());
    way(
        "attachment",
        !hidden(office.file(viewer, id, file, today())),
    );
    let (rows, out) = office
        .export(Some(viewer), &all, Format::Jsonl, Vec::new(), today())
        .unwrap();
    way("export", rows > 0 || !out.is_empty());
    way(
        "category",
        office
            .categories()
            .unwrap()
            .iter()
            .any(|category| category == "违纪举报"),
    );
    way(
        "identity",
        !hidden(office.show_identity(viewer, id, "核实".to_owned(), today())),
    );
    way(
        "act",
        !hidden(office.act(viewer, id, 1, note("看看"), today())),
    );
    open
}

/// An accusation with a file, indexed, against a unit and a person of another.
fn accused(county: &County) -> (Receipt, String) {
    let file = county
        .office
        .keep_file("收据.txt", "好处费收据".as_bytes(), true)
        .unwrap();
    let hash = file.hash.clone();
    let person = county.viewer(OFFICE, Role::Handler).person;
    let receipt = county.register(Submission {
        attachments: vec![file],
        ..accusation(&[TOWNSHIP], &[person])
    });
    county.office.catch_up(&mut |_| {}).unwrap();
    (receipt, hash)
}

#[test]
fn the_accused_find_no_way_to_the_matter_and_no_figure_of_it() {
    let county = County::new();
    let (receipt, file) = accused(&county);
    let accused = [
        county.viewer(TOWNSHIP, Role::Leader),
        county.viewer(TOWNSHIP, Role::Clerk),
        county.viewer(TOWNSHIP, Role::Supervisor),
        // Whoever stands below the accused unit answers to it.
        county.viewer(VILLAGE, Role::Handler),
        county.viewer(OFFICE, Role::Handler),
    ];
    for viewer in &accused {
        let open = ways(&county, viewer, &receipt, &file);
        assert!(open.is_empty(), "{viewer:?} gains sight by {open:?}");
    }
    let open = ways(
        &county,
        &county.viewer(OFFICE, Role::Clerk),
        &receipt,
        &file,
    );
    for name in [
        "matter file",
        "list",
        "count",
        "search",
        "number",
        "attachment",
        "export",
        "act",
    ] {
        assert!(
            open.contains(&name),
            "the clerk who registered it has no {name}: the test proves nothing"
        );
    }
}

#[test]
fn an_accusation_named_later_closes_every_way_at_once() {
    let county = County::new();
    let file = county
        .office
        .keep_file("收据.txt", "好处费收据".as_bytes(), true)
        .unwrap();
    let hash = file.hash.clone();
    let receipt = county.register(Submission {
        attachments: vec![file],
        ..accusation(&[], &[])
    });
    county.does(
        OFFICE,
        Role::Clerk,
        receipt.matter,
        "2026-03-03",
        transfer(WATER),
    );
    county.office.catch_up(&mut |_| {}).unwrap();
    let water = county.viewer(WATER, Role::Handler);
    assert!(!ways(&county, &water, &receipt, &hash).is_empty());
    let named = Command::NameAccused(Accused {
        units: vec![WATER],
        persons: Vec::new(),
    });
    county.does(OFFICE, Role::Clerk, receipt.matter, "2026-03-04", named);
    // The index has not followed yet, and still nothing is found or counted.
    let open = ways(&county, &water, &receipt, &hash);
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(county.matter(receipt.matter).owner, DISCIPLINE);
    county.office.catch_up(&mut |_| {}).unwrap();
    assert!(ways(&county, &water, &receipt, &hash).is_empty());
}

#[test]
fn a_matter_can_never_be_given_to_the_accused() {
    let county = County::new();
    let (receipt, _) = accused(&county);
    for to in [TOWNSHIP, VILLAGE] {
        let error = county
            .tries(
                OFFICE,
                Role::Clerk,
                receipt.matter,
                "2026-03-03",
                transfer(to),
            )
            .unwrap_err();
        assert!(
            matches!(&error, OfficeError::Refused(refusal) if refusal.zh.contains("被检举控告")),
            "{error}"
        );
    }
}

/// Numbers of matters can be guessed, so a form that names one must not tell whether it is there.
#[test]
fn registering_with_a_join_or_relation_tells_the_accused_nothing() {
    let county = County::new();
    let (receipt, _) = accused(&county);
    let clerk = county.viewer(TOWNSHIP, Role::Clerk);
    let mut mine = roof();
    mine.screening = Some(asks(Purpose::Accusation));
    for id in [receipt.matter, MatterId(4_711)] {
        let joined = Submission {
            join: Some((id, Relation::Joint)),
            ..mine.clone()
        };
        assert!(hidden(county.office.register(&clerk, joined, today())));
        let related = Submission {
            related: vec![id],
            ..mine.clone()
        };
        assert!(hidden(county.office.register(&clerk, related, today())));
    }
    let own = county.office.register(&clerk, mine, today()).unwrap();
    let version = county.office.version(own.matter).unwrap();
    let join = county.office.join(
        &clerk,
        own.matter,
        version,
        receipt.matter,
        Relation::Joint,
        at("2026-03-03"),
    );
    assert!(hidden(join));
    let relate = county.office.act(
        &clerk,
        own.matter,
        version,
        Command::Relate(receipt.matter),
        at("2026-03-03"),
    );
    assert!(hidden(relate));
}

#[test]
fn an_administrator_sees_no_petition_at_all() {
    let county = County::new();
    county.busy_life();
    county.office.catch_up(&mut |_| {}).unwrap();
    let administrator = county.viewer(OFFICE, Role::Administrator);
    for verb in Verb::all() {
        let filter = verb.filter(&administrator, today().today());
        assert_eq!(county.office.count(&administrator, &filter).unwrap(), 0);
    }
    let search = Search {
        limit: 10,
        ..Search::default()
    };
    assert_eq!(
        county.office.search(&administrator, &search).unwrap().total,
        0
    );
    assert!(hidden(county.office.matter_file(
        &administrator,
        MatterId(1),
        today()
    )));
    let refused = county.office.register(&administrator, roof(), today());
    assert!(matches!(refused, Err(OfficeError::Forbidden)));
}

#[test]
fn what_leaves_a_sealed_matter_is_an_entry_once_and_takes_no_page_away() {
    let county = County::new();
    let (receipt, hash) = accused(&county);
    let (office, clerk) = (&county.office, county.viewer(OFFICE, Role::Clerk));
    let id = receipt.matter;
    let before = office.version(id).unwrap();
    for _ in 0..2 {
        office.file(&clerk, id, &hash, today()).unwrap();
    }
    let file = office.matter_file(&clerk, id, today()).unwrap();
    assert_eq!(
        file.matter.version,
        before + 1,
        "a page loaded again is the same copy"
    );
    let (entry, event) = file.history.last().unwrap();
    assert_eq!(entry.author, Author::Post(clerk.post));
    assert!(matches!(event, Event::Exported { purpose } if purpose.contains("收据.txt")));
    office
        .act(&clerk, id, before, transfer(DISCIPLINE), today())
        .unwrap();
}

#[test]
fn a_copy_from_an_open_matter_is_noted_only_where_it_is_asked_for() {
    let county = County::new();
    let file = county
        .office
        .keep_file("明细.txt", "欠薪明细".as_bytes(), true)
        .unwrap();
    let hash = file.hash.clone();
    let id = county
        .register(Submission {
            attachments: vec![file],
            ..roof()
        })
        .matter;
    let (office, clerk) = (&county.office, county.viewer(OFFICE, Role::Clerk));
    let before = office.version(id).unwrap();
    office.file(&clerk, id, &hash, today()).unwrap();
    assert_eq!(office.version(id).unwrap(), before);
    office
        .note_copy(&clerk, id, "查询单".to_owned(), today())
        .unwrap();
    assert_eq!(office.version(id).unwrap(), before + 1);
    let stranger = county.viewer(VILLAGE, Role::Clerk);
    assert!(hidden(office.note_copy(
        &stranger,
        id,
        "查询单".to_owned(),
        today()
    )));
}
