//! A year of petitions, replayed step by step in order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use county::{Petition, Step};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::rulebook::{GroundCode, GroundEffect, ground};
use kernel::{AnswerId, DemandId, MatterId, PostId, UnitId};
use matter::extension::ExtensionCommand;
use matter::lawful::{LawfulCommand, Route};
use matter::petition::{Purpose, Relation};
use matter::{Accused, Command, RatedFrom, Score, Screening, ServiceMethod};
use office::intake::{Receipt, Submission};
use office::{Moment, Office, OfficeError};

use super::people::Staff;
use super::translate::{adoption, channel, identity, opinion, remark, service};

/// What stands next in time: the instant, then the petition and which of its steps (0 is its arrival).
type Due = Reverse<(DateTime, usize, usize)>;

/// How a petition fares while the year goes by.
#[derive(Clone, Default)]
struct Fate {
    receipt: Option<Receipt>,
    owner: Option<UnitId>,
    answers: u16,
    heard: bool,
    /// The matter it was joined to.
    host: Option<usize>,
    /// A step was refused: the rest of the story no longer fits.
    stuck: bool,
}

/// The replay of a plan.
pub struct Replay<'a> {
    office: &'a Office,
    staff: &'a Staff,
    petitions: Vec<Petition>,
    fates: Vec<Fate>,
    until: DateTime,
    /// The day that is played.
    day: Option<Date>,
}

impl<'a> Replay<'a> {
    /// A replay that stops at the end of `until`'s working day.
    pub fn new(
        office: &'a Office,
        staff: &'a Staff,
        petitions: Vec<Petition>,
        until: Date,
    ) -> Self {
        let now = Moment::now().civil();
        let evening = until.at(17, 30, 0, 0);
        Self {
            office,
            staff,
            fates: vec![Fate::default(); petitions.len()],
            petitions,
            // Nothing may lie in the future of the clock on the wall.
            until: evening.min(now),
            day: None,
        }
    }

    /// Runs to the end. A step that the procedure refuses ends that petition's story where it stands.
    pub fn run(mut self, progress: &mut dyn FnMut(u64, u64)) {
        let total: usize = self
            .petitions
            .iter()
            .map(|petition| petition.story.steps.len() + 1)
            .sum();
        let mut queue: BinaryHeap<Due> = (0..self.petitions.len())
            .map(|petition| Reverse((self.time(petition, 0), petition, 0)))
            .collect();
        let mut done = 0_u64;
        while let Some(Reverse((time, petition, step))) = queue.pop() {
            if time > self.until {
                continue;
            }
            self.new_day(time);
            if let Err(error) = self.step(petition, step, Moment::at(time)) {
                tracing::debug!(petition, step, %error, "the story ends here");
                self.fates[petition].stuck = true;
            }
            done += 1;
            if done.is_multiple_of(256) {
                progress(done, total as u64);
            }
            let more = step < self.petitions[petition].story.steps.len();
            if more && !self.fates[petition].stuck {
                queue.push(Reverse((self.time(petition, step + 1), petition, step + 1)));
            }
        }
    }

    /// What the passing of days does is done before the first step of each.
    fn new_day(&mut self, time: DateTime) {
        if self.day == Some(time.date()) {
            return;
        }
        self.day = Some(time.date());
        if let Err(error) = self.office.end_unused_rights(Moment::at(time)) {
            tracing::warn!(%error, "unused rights could not be ended");
        }
        super::after_closing::play(self.office, self.staff, Moment::at(time));
    }

    /// When a step happens: arrivals at their minute, office work in office hours, spread so that no two fall together.
    fn time(&self, petition: usize, step: usize) -> DateTime {
        let plan = &self.petitions[petition];
        let arrival = plan
            .received
            .at(0, 0, 0, 0)
            .saturating_add(i64::from(plan.minute_of_day).minutes());
        let Some(next) = step
            .checked_sub(1)
            .and_then(|step| plan.story.steps.get(step))
        else {
            return arrival;
        };
        let minute = 9 * 60 + (petition * 37 + step * 53) % 450;
        let planned = plan
            .received
            .saturating_add(i64::from(next.day()).days())
            .at(0, 0, 0, 0)
            .saturating_add((minute as i64).minutes());
        planned.max(arrival.saturating_add((step as i64).minutes()))
    }

    fn step(&mut self, index: usize, step: usize, moment: Moment) -> Result<(), OfficeError> {
        let Some(step) = step.checked_sub(1) else {
            return self.arrive(index, moment);
        };
        let step = self.petitions[index].story.steps[step].clone();
        if self.fates[index].owner.is_none() {
            self.check_in(index, moment)?;
        }
        match step {
            Step::Join { .. } => self.join(index, moment),
            Step::Route {
                to,
                assign,
                report_in_days,
                ..
            } => self.route(index, to, report_in_days.filter(|_| assign), moment),
            Step::Reassign { to, .. } => {
                let command = Command::AgreeObjection {
                    note: "经核实，异议成立，改送有权处理的单位。".to_owned(),
                };
                self.clerk(index, command, moment)?;
                self.route(index, to, None, moment)
            }
            Step::Object { reason, to, .. } => {
                let believed = self.staff.unit(to);
                let objection = Command::Object {
                    ground: GroundCode::new(ground::ANOTHER_ORGAN),
                    reason,
                    believed,
                };
                self.handler(index, objection, moment)
            }
            Step::Rate { office, unit, .. } => self.rate(index, office, unit, moment),
            other => self.handle(index, other, moment),
        }
    }

    fn matter(&self, index: usize) -> Result<MatterId, OfficeError> {
        self.fates[index]
            .receipt
            .as_ref()
            .map(|receipt| receipt.matter)
            .ok_or(OfficeError::NotFound)
    }

    fn arrive(&mut self, index: usize, moment: Moment) -> Result<(), OfficeError> {
        let online = self.petitions[index].channel == county::Channel::Online;
        let submission = self.submission(index, moment)?;
        let receipt = if online {
            // The public page knows no screening: a clerk checks it later.
            self.office.submit(
                Submission {
                    screening: None,
                    ..submission
                },
                moment,
            )?
        } else {
            let clerk = self.actor(self.front()?, Role::Clerk)?.clone();
            self.fates[index].owner = Some(clerk.unit);
            self.office.register(&clerk, submission, moment)?
        };
        self.fates[index].receipt = Some(receipt);
        Ok(())
    }

    fn front(&self) -> Result<UnitId, OfficeError> {
        self.office.front_office().ok_or(OfficeError::NotFound)
    }

    fn submission(&self, index: usize, moment: Moment) -> Result<Submission, OfficeError> {
        let plan = &self.petitions[index];
        Ok(Submission {
            channel: channel(plan.channel),
            received: plan.received,
            time: Some(moment.civil().time()),
            office: self.front()?,
            subject: plan.subject.clone(),
            body: plan.body.clone(),
            place: Some(plan.place.text.clone()),
            people: plan.petitioners.iter().map(identity).collect(),
            head_count: plan.head_count,
            attachments: Vec::new(),
            screening: Some(self.screening(index)),
            once: None,
            join: None,
            related: Vec::new(),
            extra: std::collections::BTreeMap::new(),
        })
    }

    fn screening(&self, index: usize) -> Screening {
        let plan = &self.petitions[index];
        let purpose = match plan.purpose {
            county::Purpose::Suggestion => Purpose::Suggestion,
            county::Purpose::Accusation => Purpose::Accusation,
            county::Purpose::Appeal => Purpose::Appeal,
        };
        let units = plan
            .accused
            .iter()
            .filter_map(|accused| self.staff.unit(accused.unit))
            .collect();
        Screening {
            demands: plan
                .demands
                .iter()
                .map(|demand| (purpose, demand.clone()))
                .collect(),
            category: Some(plan.category.to_owned()),
            place: Some(plan.place.text.clone()),
            accused: Accused {
                units,
                persons: Vec::new(),
            },
            ..Screening::default()
        }
    }

    /// A clerk registers what came through the public page.
    fn check_in(&mut self, index: usize, moment: Moment) -> Result<(), OfficeError> {
        let front = self.front()?;
        self.fates[index].owner = Some(front);
        self.clerk(index, Command::Register(self.screening(index)), moment)
    }

    fn actor(&self, unit: UnitId, role: Role) -> Result<&Viewer, OfficeError> {
        self.staff
            .post(unit, role)
            .or_else(|| self.staff.post(unit, Role::Leader))
            .ok_or(OfficeError::Forbidden)
    }

    fn act(
        &self,
        index: usize,
        viewer: &Viewer,
        command: Command,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let matter = self.matter(index)?;
        self.office.act(
            viewer,
            matter,
            self.office.version(matter)?,
            command,
            moment,
        )
    }

    fn clerk(&self, index: usize, command: Command, moment: Moment) -> Result<(), OfficeError> {
        self.act(
            index,
            self.actor(self.front()?, Role::Clerk)?,
            command,
            moment,
        )
    }

    fn handler(&self, index: usize, command: Command, moment: Moment) -> Result<(), OfficeError> {
        let owner = self.fates[index].owner.ok_or(OfficeError::NotFound)?;
        self.act(index, self.actor(owner, Role::Handler)?, command, moment)
    }

    /// Whoever signs acts in person.
    fn leader(&self, index: usize, command: Command, moment: Moment) -> Result<(), OfficeError> {
        let owner = self.fates[index].owner.ok_or(OfficeError::NotFound)?;
        self.act(index, self.actor(owner, Role::Leader)?, command, moment)
    }

    fn route(
        &mut self,
        index: usize,
        to: &str,
        report_in: Option<i32>,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let to = self.staff.unit(to).ok_or(OfficeError::NotFound)?;
        let note = String::new();
        let command = match report_in {
            Some(days) => Command::Assign {
                to,
                report_by: moment.today().saturating_add(i64::from(days).days()),
                note,
            },
            None => Command::Transfer { to, note },
        };
        self.clerk(index, command, moment)?;
        self.fates[index].owner = Some(to);
        Ok(())
    }

    fn join(&mut self, index: usize, moment: Moment) -> Result<(), OfficeError> {
        let mut host = self.petitions[index]
            .repeat_of
            .ok_or(OfficeError::NotFound)?;
        while let Some(further) = self.fates[host].host {
            host = further;
        }
        let clerk = self.actor(self.front()?, Role::Clerk)?;
        let (guest, onto) = (self.matter(index)?, self.matter(host)?);
        let version = self.office.version(guest)?;
        self.office
            .join(clerk, guest, version, onto, Relation::Repeat, moment)?;
        self.fates[index].host = Some(host);
        Ok(())
    }

    fn rate(&self, index: usize, office: u8, unit: u8, moment: Moment) -> Result<(), OfficeError> {
        let receipt = self.fates[index]
            .receipt
            .as_ref()
            .ok_or(OfficeError::NotFound)?;
        let score = |value: u8| {
            Score::ALL
                .get(usize::from(value).saturating_sub(1))
                .copied()
        };
        let (number, code) = (&receipt.number, &receipt.code);
        self.office
            .petitioner(number, code, "demo", moment)
            .and_then(|one| {
                one.rate(
                    score(office),
                    score(unit),
                    (
                        remark(index, office.max(unit)).to_owned(),
                        RatedFrom::Elsewhere,
                    ),
                )
            })
    }

    /// The steps of the unit that answers for the matter.
    fn handle(&mut self, index: usize, step: Step, moment: Moment) -> Result<(), OfficeError> {
        let owner = self.fates[index].owner.ok_or(OfficeError::NotFound)?;
        let signer = self.actor(owner, Role::Leader)?.post;
        let command = match step {
            Step::Accept { .. } => Command::Accept,
            Step::Hear { note, .. } => {
                self.fates[index].heard = true;
                Command::Hear { note }
            }
            Step::Extend { days, reason, .. } => {
                let days = u16::try_from(days).unwrap_or(1);
                let asks = ExtensionCommand::Ask {
                    to: signer,
                    days,
                    reason: reason.clone(),
                };
                self.handler(index, Command::Extension(asks), moment)?;
                Command::Extend {
                    days,
                    approver: Some(signer),
                    reason,
                    remark: String::new(),
                }
            }
            Step::Opinion { text, .. } => {
                self.hear_by_phone(index, moment)?;
                Command::IssueOpinion {
                    opinion: opinion(*text),
                    signer,
                }
            }
            Step::Reply { adopted, text, .. } => Command::ReplySuggestion {
                adoption: adoption(adopted),
                text,
                signer,
            },
            Step::NotAccept { ground, .. } => {
                let reason = self.reason(ground);
                let ground = GroundCode::new(ground);
                let book = &self.office.law().current;
                let effect = book.ground(&ground).map(|ground| ground.effect);
                let effect = effect.unwrap_or(GroundEffect::NotAccept);
                self.leader(
                    index,
                    Command::NotAccept {
                        ground,
                        effect,
                        reason,
                        signer,
                    },
                    moment,
                )?;
                return self.serve(index, ServiceMethod::Web, moment);
            }
            Step::Redirect { to, .. } if self.leads_in(index, &to, signer, moment)? => {
                return self.serve(index, ServiceMethod::Web, moment);
            }
            Step::Redirect { to, .. } => {
                let reason =
                    "所反映的问题依法由该途径处理，已将材料依规转交，请按告知的途径查询结果。"
                        .to_owned();
                self.leader(index, Command::Redirect { to, reason, signer }, moment)?;
                return self.serve(index, ServiceMethod::Web, moment);
            }
            Step::Serve { method, .. } => return self.serve(index, service(method), moment),
            _ => Command::Close {
                note: String::new(),
            },
        };
        match command.signer() {
            Some(_) => self.leader(index, command, moment),
            None => self.handler(index, command, moment),
        }
    }

    /// An appeal that belongs to arbitration or a court is led into that procedure, with its time limits.
    fn leads_in(
        &self,
        index: usize,
        to: &str,
        signer: PostId,
        moment: Moment,
    ) -> Result<bool, OfficeError> {
        let route = match to {
            to if to.contains("仲裁") => Route::Arbitration,
            to if to.contains("法院") => Route::Litigation,
            _ => return Ok(false),
        };
        let plan = &self.petitions[index];
        if plan.purpose != county::Purpose::Appeal {
            return Ok(false);
        }
        for demand in (1..).zip(&plan.demands).map(|(number, _)| DemandId(number)) {
            let reason = "依法应当先走该程序。".to_owned();
            let found = LawfulCommand::Classify {
                demand,
                route,
                reason,
            };
            self.handler(index, Command::Lawful(found), moment)?;
        }
        let lead = LawfulCommand::LeadIn {
            route,
            to: to.to_owned(),
            reason: "请带身份证件和相关证据材料前往提出，窗口可以协助填写申请。".to_owned(),
            signer,
        };
        self.leader(index, Command::Lawful(lead), moment)?;
        Ok(true)
    }

    /// Where the story tells of no meeting, the handler heard the petitioner on the telephone.
    fn hear_by_phone(&mut self, index: usize, moment: Moment) -> Result<(), OfficeError> {
        if self.fates[index].heard {
            return Ok(());
        }
        self.fates[index].heard = true;
        let note = match self.petitions[index].anonymous {
            true => "来件未留联系方式，已逐项核对来件所述的事实和理由。".to_owned(),
            false => "电话听取信访人陈述事实和理由，信访人对来件所述情况作了补充说明。".to_owned(),
        };
        self.handler(index, Command::Hear { note }, moment)
    }

    fn reason(&self, ground: &str) -> String {
        self.office
            .law()
            .current
            .ground(&GroundCode::new(ground))
            .map_or_else(String::new, |ground| {
                format!("经审查，本事项属于下列情形：{}。", ground.text)
            })
    }

    fn serve(
        &mut self,
        index: usize,
        method: ServiceMethod,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let answer = AnswerId(self.fates[index].answers + 1);
        let proof = match method {
            ServiceMethod::InPerson => "信访人本人签收".to_owned(),
            ServiceMethod::Post => format!("XA{:08}", index * 7 + 10_000_000),
            _ => String::new(),
        };
        let on = moment.today();
        let owner = self.fates[index].owner.ok_or(OfficeError::NotFound)?;
        let handler = self.actor(owner, Role::Handler)?;
        self.office
            .issue_next_answer(handler, self.matter(index)?, moment)?;
        self.handler(
            index,
            Command::Serve {
                answer,
                method,
                on,
                proof,
            },
            moment,
        )?;
        self.fates[index].answers += 1;
        Ok(())
    }
}
