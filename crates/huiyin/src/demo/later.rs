//! What came after some answers by the last evening: reviews at every step, a hearing, mediations, something to carry out.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::{HearingId, MatterId, MediationId, ReviewId};
use matter::execution;
use matter::execution::ExecutionCommand;
use matter::hearing::{HearingCommand, HearingGround};
use matter::mediation::{
    Agreement, AgreementForm, MediationCommand, MediationKind, Party, Promise,
};
use matter::petition::Purpose;
use matter::review::{Outcome, ReviewCommand, ReviewOpinion, request};
use matter::{Command, Matter, ServiceMethod, Stage};
use office::lists::{Duty, Filter, Order};
use office::{Moment, Office, OfficeError};

use super::people::Staff;

/// Lets some petitioners go on after their answer, and some parties talk instead.
pub fn go_on(office: &Office, staff: &Staff, moment: Moment) {
    let scene = Scene {
        office,
        staff,
        moment,
    };
    for part in [Scene::reviews, Scene::mediations, Scene::promises] {
        if let Err(error) = part(&scene) {
            tracing::debug!(%error, "nothing went on here this year");
        }
    }
}

struct Scene<'a> {
    office: &'a Office,
    staff: &'a Staff,
    moment: Moment,
}

impl Scene<'_> {
    fn post(&self, unit: kernel::UnitId, role: Role) -> Result<&Viewer, OfficeError> {
        self.staff.post(unit, role).ok_or(OfficeError::NotFound)
    }

    fn front(&self, role: Role) -> Result<&Viewer, OfficeError> {
        let unit = self.office.front_office().ok_or(OfficeError::NotFound)?;
        self.post(unit, role)
    }

    fn day(&self, days: i64) -> Date {
        self.moment.today().saturating_add(days.days())
    }

    fn does(&self, who: &Viewer, id: MatterId, command: Command) -> Result<(), OfficeError> {
        let version = self.office.version(id)?;
        self.office.act(who, id, version, command, self.moment)
    }

    fn matter(&self, who: &Viewer, id: MatterId) -> Result<Matter, OfficeError> {
        Ok(self.office.matter_file(who, id, self.moment)?.matter)
    }

    fn newest(&self, who: &Viewer, filter: &Filter) -> Result<Vec<MatterId>, OfficeError> {
        let lines = self.office.list(who, filter, Order::Newest, None)?.lines;
        Ok(lines.into_iter().map(|line| line.id).collect())
    }

    /// One petitioner after another asks for review; each request has come one step further.
    fn reviews(&self) -> Result<(), OfficeError> {
        let chief = self.front(Role::Leader)?;
        let served = Filter {
            stages: vec![Stage::Served],
            purpose: Some(Purpose::Appeal),
            ..Filter::default()
        };
        let mut step = 0;
        for id in self.newest(chief, &served)? {
            if step < 4 && self.reviewed(id, step).is_ok() {
                step += 1;
            }
        }
        Ok(())
    }

    fn reviewed(&self, id: MatterId, steps: u8) -> Result<(), OfficeError> {
        let (chief, clerk) = (self.front(Role::Leader)?, self.front(Role::Clerk)?);
        let matter = self.matter(chief, id)?;
        let open = request::challengeable(&matter);
        let (answer, _) = open.first().ok_or(OfficeError::NotFound)?;
        let respondent = self.post(answer.unit, Role::Leader)?;
        let review = ReviewId(1);
        self.does(
            clerk,
            id,
            Command::Review(ReviewCommand::Request {
                answer: answer.id,
                reasons:
                    "答复没有说明查明事实的过程和依据，与我手中的材料不符，请求撤销并重新查明。"
                        .to_owned(),
                on: self.moment.today(),
                late: None,
            }),
        )?;
        if steps == 0 {
            return Ok(());
        }
        self.does(chief, id, Command::Review(ReviewCommand::Accept { review }))?;
        if steps == 1 {
            return Ok(());
        }
        let text = "调查由两名工作人员进行，谈话笔录和有关凭证附后。".to_owned();
        let answered = ReviewCommand::Respond { review, text };
        self.does(respondent, id, Command::Review(answered))?;
        if steps == 2 {
            return self.heard(id, review);
        }
        self.decided(id, review)
    }

    fn heard(&self, id: MatterId, review: ReviewId) -> Result<(), OfficeError> {
        let (chief, host) = (self.front(Role::Leader)?, self.front(Role::Supervisor)?);
        let members = ["法律顾问", "人大代表", "政协委员", "居民代表", "行业专家"];
        self.does(
            chief,
            id,
            Command::Hearing(HearingCommand::Decide {
                review: Some(review),
                ground: HearingGround::Requested,
                reason: "信访人申请听证，双方对事实认定争议较大。".to_owned(),
                host: host.post,
                members: members.map(str::to_owned).into(),
            }),
        )?;
        self.does(
            chief,
            id,
            Command::Hearing(HearingCommand::Notify {
                hearing: HearingId(1),
                on: self.day(16),
                time: "上午九时三十分".to_owned(),
                place: "县信访局二楼听证室".to_owned(),
                note: "请携带身份证件和有关材料。".to_owned(),
            }),
        )
    }

    fn decided(&self, id: MatterId, review: ReviewId) -> Result<(), OfficeError> {
        let chief = self.front(Role::Leader)?;
        let level = matter::review::Level::Review;
        let opinion = ReviewOpinion {
            review,
            level,
            outcome: Outcome::Uphold,
            request: "请求撤销原处理意见，重新查明。".to_owned(),
            facts: "经调阅案卷并听取双方陈述，原处理意见查明的事实有现场记录证明。".to_owned(),
            opinion: "原处理意见认定事实清楚，处理适当，予以维持。".to_owned(),
            basis: "《信访工作条例》第三十五条。".to_owned(),
            decisions: Vec::new(),
        };
        let signer = chief.post;
        let decide = ReviewCommand::Decide { opinion, signer };
        self.does(chief, id, Command::Review(decide))?;
        let matter = self.matter(chief, id)?;
        let result = matter.review(review).and_then(|review| review.result);
        self.office.issue_next_answer(chief, id, self.moment)?;
        let serve = Command::Serve {
            answer: result.ok_or(OfficeError::NotFound)?,
            method: ServiceMethod::Web,
            on: self.moment.today(),
            proof: "信访人登录查看".to_owned(),
        };
        self.does(chief, id, serve)
    }

    /// Two matters of a department are mediated: one is proposed, one ends in an agreement with a promise.
    fn mediations(&self) -> Result<(), OfficeError> {
        let unit = self.staff.unit("rsj").ok_or(OfficeError::NotFound)?;
        let head = self.post(unit, Role::Leader)?;
        let handling = Filter {
            stages: vec![Stage::Handling],
            duty: Some(Duty::next_of(unit)),
            purpose: Some(Purpose::Appeal),
            ..Filter::default()
        };
        let mut agreed = 0;
        for id in self.newest(head, &handling)? {
            if agreed < 2 && self.mediated(head, id, agreed == 1).is_ok() {
                agreed += 1;
            }
        }
        Ok(())
    }

    fn mediated(&self, head: &Viewer, id: MatterId, to_the_end: bool) -> Result<(), OfficeError> {
        let matter = self.matter(head, id)?;
        let demands = matter
            .open_demands()
            .filter(|demand| demand.purpose == Purpose::Appeal)
            .map(|demand| demand.id)
            .collect();
        let kind = MediationKind::Peoples;
        let mediation = MediationId(1);
        let does = |command| self.does(head, id, Command::Mediation(command));
        does(MediationCommand::Propose {
            kind,
            by: "县劳动争议人民调解委员会".to_owned(),
            other: "用工单位".to_owned(),
            demands,
        })?;
        does(MediationCommand::Consent {
            mediation,
            party: Party::Other,
            agrees: true,
        })?;
        if !to_the_end {
            return Ok(());
        }
        does(MediationCommand::Consent {
            mediation,
            party: Party::Petitioner,
            agrees: true,
        })?;
        does(MediationCommand::Meet {
            mediation,
            text: "核对考勤和工资表，双方对欠付数额没有争议，商定分两次付清。".to_owned(),
        })?;
        does(MediationCommand::Agree {
            agreement: Agreement {
                mediation,
                kind,
                form: AgreementForm::Written,
                facts: "用工单位欠付两个月工资，双方对数额没有争议。".to_owned(),
                terms: "用工单位在约定日期前一次付清所欠工资，信访人不再另行主张。".to_owned(),
            },
            on: self.moment.today(),
            promises: vec![Promise {
                what: "付清所欠工资".to_owned(),
                by: self.day(15),
            }],
        })
    }

    /// What an opinion supports is carried out by a day.
    fn promises(&self) -> Result<(), OfficeError> {
        let chief = self.front(Role::Leader)?;
        let served = Filter {
            stages: vec![Stage::Served],
            ..Filter::default()
        };
        let mut tracked = 0;
        for id in self.newest(chief, &served)? {
            let matter = self.matter(chief, id)?;
            let supporting = execution::supporting(&matter);
            let Some(answer) = supporting.last() else {
                continue;
            };
            let unit = self.post(answer.unit, Role::Leader)?;
            let track = ExecutionCommand::Track {
                answer: answer.id,
                what: "按处理意见完成整改并请信访人现场查看".to_owned(),
                by: self.day(12),
            };
            if tracked < 3 && self.does(unit, id, Command::Execution(track)).is_ok() {
                tracked += 1;
            }
        }
        Ok(())
    }
}
