//! An opinion does not convince: it is reviewed one level up with a hearing, changed, and re-review is asked for.

use jiff::ToSpan;
use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::{AnswerId, DemandId, HearingId, MatterId, UnitId};
use matter::hearing::HearingCommand;
use matter::petition::{Channel, Purpose};
use matter::{Command, Decision, Matter, Opinion, Screening, ServiceMethod, Stage};
use office::intake::Submission;
use office::organisation::UnitForm;
use office::vault::Identity;
use office::{Moment, Office};

use crate::driver::{Browser, Driver};
use crate::people::{
    Receipt, begins, finishes, issues_and_serves, opens_the_one, signs_in, tracks, waiting,
};
use crate::site::Site;

/// Days since the opinion was served.
const AGO: i64 = 20;

#[tokio::test(flavor = "multi_thread")]
async fn a_review_with_a_hearing_changes_the_opinion() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let site = Site::start().await;
    let past = Past::begin(&site.office);
    let (phone, chief) = (driver.phone().await, driver.desk().await);

    // Twenty days ago the opinion came; the petitioner asked the same day, and the hearing was set for today.
    let receipt = past.refused();
    past.asked_and_set_for_today();
    tracks(&phone, &site, &receipt).await;
    for words in [
        "复查",
        "柳溪县委、县政府正在审查",
        "通知听证",
        "县信访局听证室",
    ] {
        phone.sees(words).await;
    }
    phone.fits_its_width().await;
    phone.picture("phone-hearing").await;

    signs_in(&chief, &site, "front-head").await;
    hearing_is_held(&chief, &site).await;
    opinion_is_changed(&chief, &site).await;

    tracks(&phone, &site, &receipt).await;
    for words in [
        "变更",
        "原处理意见遗漏了",
        "不服？申请复核",
        "由上一级机关、单位审查",
    ] {
        phone.sees(words).await;
    }
    phone.fits_its_width().await;
    phone.picture("phone-reviewed").await;
    petitioner_asks_for_re_review(&phone).await;
    assert_eq!(past.matter().stage, Stage::ReviewPending);
    let city = driver.desk().await;
    signs_in(&city, &site, "city-head").await;
    opens_the_one(&city, &site, "accept_review").await;
    city.sees("请求全额报销").await;
    city.picture("city-re-review").await;
    for browser in [phone, chief, city] {
        browser.close().await;
    }
}

async fn hearing_is_held(chief: &Browser, site: &Site) {
    opens_the_one(chief, site, "hearing").await;
    chief.picture("chief-hearing").await;
    begins(chief, "登记听证笔录").await;
    chief
        .fill("#present", "信访人、医保局经办人、五名听证员")
        .await;
    chief
        .fill(
            "#text",
            "信访人出示两张收费票据；医保局确认其中一张未计入。",
        )
        .await;
    finishes(chief, "登记听证笔录").await;
    begins(chief, "作出听证结论").await;
    chief
        .fill("#text", "听证认为票据真实，应当重新核算报销数额。")
        .await;
    finishes(chief, "作出听证结论").await;
    assert_eq!(waiting(chief, site, "hearing").await, 0);
}

async fn opinion_is_changed(chief: &Browser, site: &Site) {
    opens_the_one(chief, site, "decide_review").await;
    begins(chief, "作出复查复核意见").await;
    chief.pick("outcome", "change").await;
    chief.fill("#request", "请求按两张票据核算报销。").await;
    chief.fill("#facts", "经听证，第二张票据真实有效。").await;
    chief
        .fill(
            "#opinion",
            "原处理意见遗漏了第二张票据，应按两张票据重新核算。",
        )
        .await;
    chief.fill("#basis", "《信访工作条例》第三十五条。").await;
    chief.choose("#decision_1", Decision::Support.zh()).await;
    chief.picture("chief-decides").await;
    finishes(chief, "作出复查复核意见").await;
    opens_the_one(chief, site, "serve_review").await;
    issues_and_serves(chief).await;
    assert_eq!(waiting(chief, site, "serve_review").await, 0);
}

async fn petitioner_asks_for_re_review(phone: &Browser) {
    phone.click_text("提交复核申请").await;
    phone.sees("请填写").await;
    phone
        .fill("#request_review-text", "复查只按比例核算，请求全额报销。")
        .await;
    phone.click_text("提交复核申请").await;
    phone.sees("申请已提交，审查期限自今天起算").await;
    phone.sees("云川市人民政府正在审查").await;
    phone.fits_its_width().await;
}

/// What happened before the browsers open, on its days.
struct Past<'a> {
    office: &'a Office,
    receipt: Receipt,
    matter: MatterId,
}

impl<'a> Past<'a> {
    /// A city above the county, a leader at the petition department, and a petition of forty days ago.
    fn begin(office: &'a Office) -> Self {
        let city = office
            .put_unit(Actor::System, unit(None, None, "云川市人民政府"), day(60))
            .unwrap();
        let county = unit(Some(UnitId(1)), Some(city), "柳溪县委、县政府");
        office.put_unit(Actor::System, county, day(60)).unwrap();
        crate::site::post(office, city, ("严市长", "市长", Role::Leader, "city-head"));
        crate::site::post(
            office,
            UnitId(2),
            ("何局长", "局长", Role::Leader, "front-head"),
        );
        let person = Identity {
            name: "许立夏".to_owned(),
            phone: "13900005555".to_owned(),
            ..Identity::default()
        };
        let received = day(40).today();
        let made = office
            .submit(
                Submission {
                    channel: Channel::Online,
                    received,
                    time: None,
                    office: UnitId(2),
                    subject: "住院费用报销少算一张票据".to_owned(),
                    body: "住院两次，报销时只算了一张票据。".to_owned(),
                    place: None,
                    people: vec![person],
                    head_count: 1,
                    attachments: Vec::new(),
                    screening: None,
                    once: None,
                    join: None,
                    related: Vec::new(),
                    extra: std::collections::BTreeMap::new(),
                },
                day(40),
            )
            .unwrap();
        Self {
            office,
            matter: made.matter,
            receipt: Receipt {
                number: made.number,
                code: made.code,
            },
        }
    }

    fn matter(&self) -> Matter {
        let chief = self.who("何局长");
        self.office
            .matter_file(&chief, self.matter, Moment::now())
            .unwrap()
            .matter
    }

    fn who(&self, name: &str) -> Viewer {
        let org = self.office.org();
        let posts = org.posts();
        let post = posts.iter().find(|post| post.person_name == name).unwrap();
        Viewer::of(post, &org)
    }

    fn does(&self, name: &str, ago: i64, command: Command) {
        let version = self.office.version(self.matter).unwrap();
        let who = self.who(name);
        self.office
            .act(&who, self.matter, version, command, day(ago))
            .unwrap();
    }

    fn issues(&self, name: &str, ago: i64) {
        let who = self.who(name);
        let issued = self.office.issue_next_answer(&who, self.matter, day(ago));
        assert!(issued.unwrap().is_some());
    }

    /// Registered, accepted, heard, refused and served.
    fn refused(&self) -> Receipt {
        let labour = self.who("吴局长");
        self.does(
            "林窗口",
            40,
            Command::Register(Screening {
                demands: vec![(Purpose::Appeal, "按两张票据报销".to_owned())],
                ..Screening::default()
            }),
        );
        self.does(
            "林窗口",
            39,
            Command::Transfer {
                to: labour.unit,
                note: String::new(),
            },
        );
        self.does("周承办", 38, Command::Accept);
        let note = "电话听取陈述。".to_owned();
        self.does("周承办", 37, Command::Hear { note });
        let opinion = Opinion {
            request: "按两张票据报销。".to_owned(),
            facts: "经查，系统只有一张票据。".to_owned(),
            opinion: "按一张票据核算正确，不予支持。".to_owned(),
            basis: "《医疗保障基金使用监督管理条例》第十七条。".to_owned(),
            decisions: vec![(DemandId(1), Decision::NotSupport)],
            lines: Vec::new(),
        };
        let signer = labour.post;
        self.does("吴局长", 25, Command::IssueOpinion { opinion, signer });
        self.issues("周承办", 25);
        self.does(
            "周承办",
            AGO,
            Command::Serve {
                answer: AnswerId(1),
                method: ServiceMethod::Web,
                on: day(AGO).today(),
                proof: "信访人登录查看".to_owned(),
            },
        );
        Receipt {
            number: self.receipt.number.clone(),
            code: self.receipt.code.clone(),
        }
    }

    fn asked_and_set_for_today(&self) {
        use matter::hearing::HearingGround;
        use matter::review::ReviewCommand;
        let review = kernel::ReviewId(1);
        let asked = ReviewCommand::Request {
            answer: AnswerId(1),
            reasons: "第二张票据没有计入。".to_owned(),
            on: day(AGO).today(),
            late: None,
        };
        self.office
            .petitioner(
                &self.receipt.number,
                &self.receipt.code,
                "a phone",
                day(AGO),
            )
            .and_then(|one| one.ask(Command::Review(asked)))
            .unwrap();
        let chief = |command| self.does("何局长", AGO, command);
        chief(Command::Review(ReviewCommand::Accept { review }));
        let text = "系统只收到一张票据。".to_owned();
        self.does(
            "周承办",
            19,
            Command::Review(ReviewCommand::Respond { review, text }),
        );
        let members = ["律师", "人大代表", "政协委员", "居民代表", "医保专家"];
        self.does(
            "何局长",
            18,
            Command::Hearing(HearingCommand::Decide {
                review: Some(review),
                ground: HearingGround::Requested,
                reason: "对票据真实性有争议。".to_owned(),
                host: self.who("沈督查").post,
                members: members.map(str::to_owned).into(),
            }),
        );
        self.does(
            "何局长",
            18,
            Command::Hearing(HearingCommand::Notify {
                hearing: HearingId(1),
                on: Moment::now().today(),
                time: "上午九时".to_owned(),
                place: "县信访局听证室".to_owned(),
                note: String::new(),
            }),
        );
    }
}

fn unit(id: Option<UnitId>, parent: Option<UnitId>, name: &str) -> UnitForm {
    UnitForm {
        id,
        parent,
        name: name.to_owned(),
        kind: kernel::org::UnitKind::Government,
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        active: true,
    }
}

/// The noon of a day before today.
fn day(ago: i64) -> Moment {
    let date = Moment::now().today().saturating_sub(ago.days());
    Moment::at(date.at(12, 0, 0, 0))
}
