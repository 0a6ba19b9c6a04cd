//! A petitioner's words in a running matter: what accuses is read by nobody who works on it, and no period is lost by that.

use huiyin_office as office;
use kernel::org::Role;
use kernel::{AnswerId, MatterId, ReviewId, UnitId};
use matter::review::{Level, Outcome, ReviewCommand, ReviewOpinion};
use matter::{Command, ServiceMethod, Stage};
use office::OfficeError;
use office::intake::Receipt;
use office::set_apart::ELSEWHERE;
use office::tracking::Added;

use crate::county::{
    County, DISCIPLINE, GOVERNMENT, OFFICE, TOWNSHIP, VILLAGE, WATER, at, opinion, roof, serve,
    transfer,
};

const ACCUSING: [&str; 5] = [
    "请求撤销。承办人收受施工队的好处费，才说不用修。",
    "检举青禾县住房局负责人贪污维修资金，所以不给我修。",
    "3号单位承办人索要红包未果，就说屋顶没有问题，请重新查看。",
    "局长的小舅子承包了这个工程，局长包庇他，意见不能算数。",
    "住 房 局 以权谋私，把维修资金给了关系户。",
];

const ORDINARY: [&str; 4] = [
    "屋顶至今漏水，请重新查看并责令维修。",
    "住房局没有到现场就下了结论，事实不清，附照片三张。",
    "不服青禾县住房局的处理意见，请求撤销，由县里组织鉴定。",
    "维修标准用错了，应当按去年的规定办。",
];

fn asks(answer: u16, reasons: &str, on: &str) -> Command {
    Command::Review(ReviewCommand::Request {
        answer: AnswerId(answer),
        reasons: reasons.to_owned(),
        on: on.parse().unwrap(),
        late: None,
    })
}

fn told(text: &str) -> Command {
    Command::Review(ReviewCommand::NewFacts {
        text: text.to_owned(),
    })
}

/// Everything the matter's entries say.
fn record(county: &County, id: MatterId) -> String {
    let reader = county.office.store().reader().unwrap();
    let (_, history) = store::ledger::load(&reader, id).unwrap().unwrap();
    history
        .iter()
        .map(|(_, event)| format!("{event:?}"))
        .collect()
}

fn says(county: &County, of: &Receipt, command: Command, day: &str) -> Result<Added, OfficeError> {
    county
        .office
        .petitioner(&of.number, &of.code, "", at(day))
        .and_then(|one| one.ask(command))
}

/// The words became a petition of its own that only `screener` sees, and the matter itself says nothing of them.
fn is_apart(county: &County, (id, added): (MatterId, &Added), words: &str, screener: UnitId) {
    let Added::Apart(receipt) = added else {
        panic!("those who work on the matter read: {words}");
    };
    let record = record(county, id);
    assert!(!record.contains(words), "{words} stands in the matter");
    assert!(
        !record.contains("检举") && !record.contains("甄别"),
        "the matter tells that somebody is accused"
    );
    assert!(record.contains(ELSEWHERE));
    let apart = county.matter(receipt.matter);
    assert_eq!(apart.petitions[0].body, words);
    assert_eq!((apart.owner, apart.stage), (screener, Stage::Received));
    assert!(apart.held().is_some(), "it waits to be screened");
    county.office.catch_up(&mut |_| {}).unwrap();
    for viewer in county.everybody() {
        let sees = !county
            .office
            .lines(&viewer, &[receipt.matter])
            .unwrap()
            .is_empty();
        assert!(
            !sees || viewer.unit == screener,
            "{viewer:?} sees what was set apart from {words}"
        );
    }
    assert!(
        store::verify::verify(county.office.store(), &mut |_| {})
            .unwrap()
            .ok
    );
}

#[test]
fn a_request_for_review_that_accuses_is_lodged_that_day_and_the_accused_does_not_read_it() {
    for words in ACCUSING {
        let county = County::new();
        let receipt = county.served();
        let day = "2026-03-27";
        let added = says(&county, &receipt, asks(1, words, day), day).unwrap();
        let matter = county.matter(receipt.matter);
        assert_eq!(matter.stage, Stage::ReviewPending, "{words}");
        let review = &matter.reviews[0];
        assert_eq!(review.on, day.parse().unwrap());
        assert_eq!(review.reasons, ELSEWHERE);
        assert!(
            matter
                .clocks
                .iter()
                .any(|clock| clock.is_running() && clock.limit.as_str() == "K11"),
            "the period to decide runs"
        );
        is_apart(&county, (receipt.matter, &added), words, OFFICE);
        let Added::Apart(apart) = &added else {
            return;
        };
        let apart = county.matter(apart.matter);
        assert_eq!(
            apart.petitions[0].petitioners,
            matter.petitions[0].petitioners
        );
        assert!(apart.petitions[0].subject.contains(&receipt.number));
        let again = says(&county, &receipt, asks(1, words, day), day);
        assert!(
            matches!(again, Err(OfficeError::Refused(_))),
            "a second click asks nothing and makes no third petition"
        );
    }
}

#[test]
fn reasons_that_accuse_nobody_stand_in_the_request() {
    for words in ORDINARY {
        let county = County::new();
        let receipt = county.served();
        let day = "2026-03-27";
        let added = says(&county, &receipt, asks(1, words, day), day).unwrap();
        assert_eq!(added, Added::Here, "{words}");
        assert_eq!(county.matter(receipt.matter).reviews[0].reasons, words);
    }
}

#[test]
fn a_request_that_is_refused_leaves_no_petition_of_its_own() {
    let county = County::new();
    let receipt = county.served();
    let newest = county.register(roof()).matter;
    let late = says(
        &county,
        &receipt,
        asks(1, ACCUSING[0], "2026-08-03"),
        "2026-08-03",
    );
    assert!(matches!(late, Err(OfficeError::Refused(_))), "{late:?}");
    assert_eq!(
        county.register(roof()).matter,
        MatterId(newest.0 + 1),
        "something was registered in between"
    );
}

#[test]
fn what_a_clerk_writes_down_for_the_petitioner_is_read_alike() {
    let county = County::new();
    let receipt = county.served();
    let id = receipt.matter;
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let version = county.office.version(id).unwrap();
    let request = asks(1, ACCUSING[1], "2026-03-26");
    let enters = |viewer, command| {
        county
            .office
            .enter(viewer, id, version, command, at("2026-03-27"))
    };
    let outsider = county.viewer(WATER, Role::Clerk);
    let unseen = enters(&outsider, request.clone());
    assert!(matches!(unseen, Err(OfficeError::NotFound)), "{unseen:?}");
    let added = enters(&clerk, request).unwrap();
    is_apart(&county, (id, &added), ACCUSING[1], OFFICE);
    let review = &county.matter(id).reviews[0];
    assert_eq!(review.on, "2026-03-26".parse().unwrap(), "the day it came");
}

#[test]
fn what_completes_a_request_is_read_alike_and_the_period_goes_on() {
    let county = County::new();
    let receipt = county.served();
    let id = receipt.matter;
    let day = "2026-03-27";
    says(&county, &receipt, asks(1, ORDINARY[0], day), day).unwrap();
    let ask = Command::Review(ReviewCommand::AskSupplement {
        review: ReviewId(1),
        what: "请写明具体请求".to_owned(),
    });
    county.does(OFFICE, Role::Clerk, id, "2026-03-30", ask);
    let complete = Command::Review(ReviewCommand::Supplement {
        review: ReviewId(1),
        text: ACCUSING[2].to_owned(),
    });
    let added = says(&county, &receipt, complete, "2026-03-31").unwrap();
    is_apart(&county, (id, &added), ACCUSING[2], OFFICE);
    let matter = county.matter(id);
    assert!(matter.reviews[0].supplement.is_none(), "it is completed");
}

/// A village's opinion that the township and then the county upheld.
fn concluded(county: &County) -> Receipt {
    let receipt = county.register(roof());
    let id = receipt.matter;
    let day = "2026-03-05";
    county.does(OFFICE, Role::Clerk, id, day, transfer(TOWNSHIP));
    county.does(TOWNSHIP, Role::Clerk, id, day, transfer(VILLAGE));
    county.does(VILLAGE, Role::Leader, id, day, Command::Accept);
    let heard = Command::Hear {
        note: "当面听取".to_owned(),
    };
    county.does(VILLAGE, Role::Handler, id, day, heard);
    let answer = opinion(county.leader(VILLAGE));
    county.does(VILLAGE, Role::Leader, id, day, answer);
    county.issues_answer(VILLAGE, id, day);
    county.does(VILLAGE, Role::Clerk, id, day, serve(day));
    for (round, level, body, desk) in [
        (1, Level::Review, TOWNSHIP, TOWNSHIP),
        (2, Level::ReReview, GOVERNMENT, OFFICE),
    ] {
        says(county, &receipt, asks(round, ORDINARY[0], day), day).unwrap();
        let review = ReviewId(round);
        let accept = Command::Review(ReviewCommand::Accept { review });
        county.does(desk, Role::Leader, id, day, accept);
        let uphold = ReviewCommand::Decide {
            opinion: ReviewOpinion {
                review,
                level,
                outcome: Outcome::Uphold,
                request: "撤销原意见".to_owned(),
                facts: "程序合规".to_owned(),
                opinion: "维持".to_owned(),
                basis: "《信访工作条例》".to_owned(),
                decisions: Vec::new(),
            },
            signer: county.leader(body),
        };
        let signs = Command::Review(uphold);
        county.does(body, Role::Leader, id, day, signs);
        county.issues_answer(desk, id, day);
        let service = Command::Serve {
            answer: AnswerId(round + 1),
            method: ServiceMethod::InPerson,
            on: day.parse().unwrap(),
            proof: "本人签收".to_owned(),
        };
        county.does(desk, Role::Clerk, id, day, service);
    }
    assert_eq!(county.stage(id), Stage::Concluded);
    receipt
}

#[test]
fn new_facts_that_accuse_open_the_matter_again_without_saying_whom() {
    let county = County::new();
    let receipt = concluded(&county);
    let words = "新查到村主任把维修款装进自己腰包。";
    let added = says(&county, &receipt, told(words), "2026-03-10").unwrap();
    is_apart(&county, (receipt.matter, &added), words, OFFICE);
    let open = county.matter(receipt.matter).open_demands().count();
    assert_eq!(open, 1, "the new facts are to be looked at");
}

#[test]
fn the_discipline_organ_reads_what_accuses_the_desk_that_would_decide() {
    let county = County::new();
    let receipt = county.served();
    let (day, words) = (
        "2026-03-27",
        "青禾县信访局工作人员索要红包，还压着材料不给。",
    );
    let added = says(&county, &receipt, asks(1, words, day), day).unwrap();
    is_apart(&county, (receipt.matter, &added), words, DISCIPLINE);
}
