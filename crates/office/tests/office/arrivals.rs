//! Nobody has read it yet: what says or seems to be an accusation never reaches whom it accuses, from its first entry on.

use exchange::Mapping;
use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::{PersonId, UnitId};
use matter::oversight::DutyKind;
use matter::petition::{Channel, Purpose};
use matter::{Accused, Command, Declaration, Screening, Stage};
use office::OfficeError;
use office::intake::{Receipt, Submission};
use office::lists::Verb;
use office::tracking::Added;

use crate::accusations::ways;
use crate::county::{
    County, DISCIPLINE, GOVERNMENT, HOUSING, OFFICE, TOWNSHIP, VILLAGE, WATER, accusation, asks,
    at, roof, today,
};

const STAFF: [Role; 4] = [Role::Clerk, Role::Handler, Role::Leader, Role::Supervisor];

fn sent_to(chosen: UnitId) -> Submission {
    Submission {
        channel: Channel::Online,
        screening: None,
        office: chosen,
        ..accusation(&[], &[])
    }
}

fn about(chosen: UnitId, subject: &str, body: &str) -> Submission {
    Submission {
        subject: subject.to_owned(),
        body: body.to_owned(),
        ..sent_to(chosen)
    }
}

fn declares(
    county: &County,
    chosen: UnitId,
    units: &[UnitId],
    persons: &[PersonId],
) -> (Receipt, String) {
    let file = county
        .office
        .keep_file("收据.txt", "好处费收据".as_bytes(), true)
        .unwrap();
    let hash = file.hash.clone();
    let declaration = Declaration {
        accused: Accused {
            units: units.to_vec(),
            persons: persons.to_vec(),
        },
        told: "某人".to_owned(),
    };
    let submission = Submission {
        attachments: vec![file],
        ..sent_to(chosen)
    };
    let receipt = county
        .office
        .accuse(submission, declaration, today())
        .unwrap();
    county.office.catch_up(&mut |_| {}).unwrap();
    (receipt, hash)
}

fn staff(county: &County, units: &[UnitId]) -> Vec<Viewer> {
    let every = |unit: &UnitId| STAFF.map(|role| county.viewer(*unit, role));
    units.iter().flat_map(every).collect()
}

fn see_nothing(county: &County, units: &[UnitId], receipt: &Receipt, file: &str) {
    for viewer in staff(county, units) {
        let open = ways(county, &viewer, receipt, file);
        assert!(open.is_empty(), "{viewer:?} gains sight by {open:?}");
    }
}

fn verified(county: &County) -> bool {
    store::verify::verify(county.office.store(), &mut |_| {})
        .unwrap()
        .ok
}

#[test]
fn a_declared_accusation_is_out_of_sight_of_the_accused_before_anybody_screens_it() {
    for (chosen, accused, owner, blind) in [
        (TOWNSHIP, TOWNSHIP, DISCIPLINE, &[TOWNSHIP, VILLAGE][..]),
        (TOWNSHIP, VILLAGE, DISCIPLINE, &[VILLAGE]),
        (OFFICE, OFFICE, DISCIPLINE, &[OFFICE, TOWNSHIP]),
        (OFFICE, DISCIPLINE, GOVERNMENT, &[DISCIPLINE, TOWNSHIP]),
        (TOWNSHIP, WATER, DISCIPLINE, &[WATER, HOUSING]),
    ] {
        let county = County::new();
        let (receipt, file) = declares(&county, chosen, &[accused], &[]);
        let matter = county.matter(receipt.matter);
        assert_eq!((matter.owner, matter.stage), (owner, Stage::Received));
        see_nothing(&county, blind, &receipt, &file);
        let clerk = county.viewer(owner, Role::Clerk);
        assert!(
            ways(&county, &clerk, &receipt, &file).contains(&"matter file"),
            "somebody must read it"
        );
        assert!(verified(&county));
    }
}

#[test]
fn an_accused_person_in_the_petition_office_sees_nothing_and_colleagues_do() {
    let county = County::new();
    let accused = county.viewer(OFFICE, Role::Handler);
    let (receipt, file) = declares(&county, OFFICE, &[], &[accused.person]);
    let open = ways(&county, &accused, &receipt, &file);
    assert!(open.is_empty(), "{open:?}");
    let clerk = county.viewer(OFFICE, Role::Clerk);
    assert!(ways(&county, &clerk, &receipt, &file).contains(&"list"));
}

#[test]
fn an_accusation_of_everybody_here_is_refused_and_leaves_nothing() {
    let county = County::new();
    let declaration = Declaration {
        accused: Accused {
            units: vec![GOVERNMENT],
            persons: Vec::new(),
        },
        told: String::new(),
    };
    let refused = county.office.accuse(sent_to(OFFICE), declaration, today());
    let Err(OfficeError::Refused(refusal)) = refused else {
        panic!("somebody below the accused received it");
    };
    assert!(refusal.zh.contains("上一级"), "{}", refusal.zh);
    assert!(verified(&county));
}

#[test]
fn what_reads_like_an_accusation_is_out_of_sight_of_the_receiver_chosen_until_it_is_screened() {
    for (subject, body) in [
        ("检举镇书记贪污", "镇书记把修路的钱拿去盖自己的房子。"),
        ("反映问题", "我们镇的书记收受施工队的好处费，大家都知道。"),
        ("村里的事", "村主任把低保给了自己的亲戚，群众意见很大。"),
        ("检 举", "镇长貪 污公款，请查。"),
        ("情况反映", "镇民政办工作人员索要红包才给办手续。"),
        ("举报柳塘镇干部", "举报柳塘镇干部虚报危房户数，套取补助。"),
        (
            "关于镇里的账",
            "5号单位负责人截留扶贫款，把钱装进自己腰包。",
        ),
    ] {
        let county = County::new();
        let receipt = county
            .office
            .submit(about(TOWNSHIP, subject, body), today())
            .unwrap();
        county.office.catch_up(&mut |_| {}).unwrap();
        let matter = county.matter(receipt.matter);
        assert_eq!(matter.owner, OFFICE, "{subject}：{body}");
        assert!(matter.held().is_some_and(|(chosen, _)| chosen == TOWNSHIP));
        see_nothing(&county, &[TOWNSHIP, VILLAGE, WATER], &receipt, "");
        let clerk = county.viewer(OFFICE, Role::Clerk);
        let works = county.office.workbench(&clerk, today()).unwrap();
        let screening = works
            .iter()
            .find(|work| work.verb == Verb::Duty(DutyKind::Screening));
        assert_eq!(screening.map(|work| work.count), Some(1));
        assert!(verified(&county));
    }
}

#[test]
fn ordinary_complaints_go_straight_to_the_receiver_chosen() {
    for (subject, body) in [
        (
            "夜间施工噪音",
            "工地每天施工到凌晨，举报多次没有效果，请城管局处理噪音。",
        ),
        (
            "拖欠工资",
            "包工头拖欠我们八个人的工资，向人社局反映过，请帮忙要回工资。",
        ),
        (
            "供水不足",
            "村里自来水经常停水，找村主任说过，至今没有解决。",
        ),
        ("路灯不亮", "请尊敬的镇长关心一下，村口的路灯坏了半年。"),
        ("低保申请", "父亲重病，申请低保，请镇民政办帮助办理。"),
        ("举报邻居违建", "邻居违章搭建，举报后没人管，请镇政府处理。"),
        ("表扬", "感谢窗口工作人员热情服务。"),
        ("垃圾清运", "向镇政府反映垃圾三天没有清运。"),
    ] {
        let county = County::new();
        let receipt = county
            .office
            .submit(about(TOWNSHIP, subject, body), today())
            .unwrap();
        let matter = county.matter(receipt.matter);
        assert_eq!(
            matter.owner, TOWNSHIP,
            "{subject}：{body} {:?}",
            matter.sealing
        );
        assert!(!matter.is_sealed());
    }
}

#[test]
fn the_discipline_organ_screens_what_accuses_the_petition_office() {
    for (chosen, body) in [
        (OFFICE, "信访局局长收受开发商的好处费，压着举报信不办。"),
        (TOWNSHIP, "青禾县信访局工作人员吃拿卡要。"),
        (OFFICE, "2号单位承办人索要红包，领导知道也不管。"),
    ] {
        let county = County::new();
        let receipt = county
            .office
            .submit(about(chosen, "反映", body), today())
            .unwrap();
        county.office.catch_up(&mut |_| {}).unwrap();
        assert_eq!(county.matter(receipt.matter).owner, DISCIPLINE, "{body}");
        see_nothing(&county, &[OFFICE, TOWNSHIP], &receipt, "");
    }
    // The petition office is only the one spoken to.
    let county = County::new();
    let body = "青禾县信访局领导：我向县信访局检举柳塘镇书记贪污。";
    let receipt = county
        .office
        .submit(about(TOWNSHIP, "检举", body), today())
        .unwrap();
    assert_eq!(county.matter(receipt.matter).owner, OFFICE);
}

#[test]
fn the_screener_decides_which_of_two_ways_it_goes() {
    let county = County::new();
    let named = county.viewer(TOWNSHIP, Role::Leader);
    let body = "5号单位负责人贪污。";
    let held = || {
        county
            .office
            .submit(about(TOWNSHIP, "反映", body), today())
            .unwrap()
    };
    let (open, accusing) = (held(), held());
    let found = |purpose, units: &[UnitId]| {
        Command::Register(Screening {
            accused: Accused {
                units: units.to_vec(),
                persons: Vec::new(),
            },
            ..asks(purpose)
        })
    };
    county.does(
        OFFICE,
        Role::Clerk,
        open.matter,
        "2026-03-03",
        found(Purpose::Appeal, &[]),
    );
    county.does(
        OFFICE,
        Role::Clerk,
        accusing.matter,
        "2026-03-03",
        found(Purpose::Accusation, &[TOWNSHIP]),
    );
    county.office.catch_up(&mut |_| {}).unwrap();
    let matter = county.matter(open.matter);
    assert_eq!((matter.owner, matter.stage), (TOWNSHIP, Stage::Transferred));
    let lines = county
        .office
        .lines(&named, &[open.matter, accusing.matter])
        .unwrap();
    assert_eq!(
        lines.len(),
        1,
        "what is no accusation is the receiver's, the other stays away"
    );
    assert_eq!(lines[0].id, open.matter);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let works = county.office.workbench(&clerk, at("2026-03-03")).unwrap();
    assert!(
        works
            .iter()
            .all(|work| work.verb != Verb::Duty(DutyKind::Screening) || work.count == 0),
        "nothing waits to be screened any more"
    );
    assert!(verified(&county));
}

#[test]
fn imported_rows_that_accuse_wait_for_the_petition_office() {
    let county = County::new();
    let rows = concat!(
        r#"{"id":"1","subject":"检举镇书记贪污","time":"2025/6/1","body":"镇书记贪污公款。","unit":"柳塘镇人民政府"}"#,
        "\n",
        r#"{"id":"2","subject":"反映镇里的问题","time":"2025/6/2","body":"有些事不方便写。","unit":"柳塘镇人民政府","purpose":"检举控告"}"#,
        "\n",
        r#"{"id":"3","subject":"镇长收受好处费","time":"2025/6/2","body":"请查。","unit":"柳塘镇人民政府","purpose":"申诉求决","label":"其他"}"#,
        "\n",
        r#"{"id":"4","subject":"路灯不亮","time":"2025/6/3","body":"村口路灯坏了半个月","unit":"柳塘镇人民政府"}"#,
        "\n",
    );
    let path = county.dir.path().join("rows.jsonl");
    std::fs::write(&path, rows).unwrap();
    let tally = county
        .office
        .import(&path, &Mapping::default(), false, today(), &mut |_| {})
        .unwrap();
    assert_eq!((tally.imported, tally.failed), (4, 0));
    county.office.catch_up(&mut |_| {}).unwrap();
    let every = office::lists::Filter::default();
    for viewer in staff(&county, &[TOWNSHIP]) {
        assert_eq!(
            county.office.count(&viewer, &every).unwrap(),
            1,
            "the lamp alone"
        );
    }
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let screening = Verb::Duty(DutyKind::Screening).filter(&clerk, today().today());
    assert_eq!(county.office.count(&clerk, &screening).unwrap(), 3);
    assert!(verified(&county));
}

#[test]
fn what_a_petitioner_adds_to_accuse_the_handler_is_registered_apart_and_leaves_no_trace() {
    let county = County::new();
    let receipt = county
        .office
        .submit(
            Submission {
                screening: None,
                office: TOWNSHIP,
                ..roof()
            },
            today(),
        )
        .unwrap();
    let before = county.matter(receipt.matter).version;
    let adds = |text: &str| {
        county
            .office
            .petitioner(&receipt.number, &receipt.code, "", at("2026-03-03"))
            .and_then(|one| one.supplement(text.to_owned(), Vec::new()))
            .unwrap()
    };
    let words = "镇里的承办人索要红包，不给就不修。";
    let Added::Apart(apart) = adds(words) else {
        panic!("the accused reads what was added");
    };
    assert_eq!(
        adds(words),
        Added::Apart(apart.clone()),
        "a second click makes no second petition"
    );
    assert_eq!(
        county.matter(receipt.matter).version,
        before,
        "no trace in the matter itself"
    );
    let matter = county.matter(apart.matter);
    assert_eq!(matter.owner, OFFICE);
    let own = &county.matter(receipt.matter).petitions[0].petitioners;
    assert_eq!(&matter.petitions[0].petitioners, own, "the same petitioner");
    county.office.catch_up(&mut |_| {}).unwrap();
    for viewer in staff(&county, &[TOWNSHIP, VILLAGE]) {
        assert!(
            county
                .office
                .lines(&viewer, &[apart.matter])
                .unwrap()
                .is_empty()
        );
    }
    assert_eq!(adds("昨天又漏了。"), Added::Here);
    assert!(verified(&county));
}

/// A form's once token leads whoever sent the form to what it made, nobody else and not for ever.
#[test]
fn a_token_of_another_post_or_of_an_earlier_day_leads_to_no_receipt() {
    let county = County::new();
    let form = || Submission {
        once: Some("0123456789abcdef".to_owned()),
        ..roof()
    };
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let first = county.office.register(&clerk, form(), today()).unwrap();
    let again = county.office.register(&clerk, form(), today()).unwrap();
    assert_eq!(first, again, "a second click");
    let other = county.viewer(TOWNSHIP, Role::Clerk);
    let theirs = county.office.register(&other, form(), today()).unwrap();
    assert_ne!(theirs.number, first.number, "another post is told nothing");
    let public = || Submission {
        once: Some("fedcba9876543210".to_owned()),
        screening: None,
        ..roof()
    };
    let mine = county.office.submit(public(), today()).unwrap();
    let later = county.office.submit(public(), at("2026-03-03")).unwrap();
    assert_ne!(
        later.number, mine.number,
        "a day later it is a form like any other"
    );
}
