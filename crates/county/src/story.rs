//! The fate of a petition as dated steps.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::case::Case;
use crate::dice::Dice;
use crate::plan::{Adoption, Decision, Key, OpinionText, Purpose, Service, Step, Story};

/// Tells the story of one petition.
pub(crate) struct Teller<'a> {
    /// The case, in the voice of a report.
    case: &'a Case,
    demands: &'a [String],
    dice: Dice,
    received: Date,
    target: Key,
    anonymous: bool,
    day: i32,
    steps: Vec<Step>,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(
        case: &'a Case,
        demands: &'a [String],
        dice: Dice,
        received: Date,
        anonymous: bool,
    ) -> Self {
        Self {
            target: case.competent(&case.kind.to),
            case,
            demands,
            dice,
            received,
            anonymous,
            day: 0,
            steps: Vec::with_capacity(8),
        }
    }

    /// The whole story; a repeat only joins.
    pub(crate) fn tell(mut self, repeat: bool) -> Story {
        if repeat {
            let day = self.later(0, 3);
            self.steps.push(Step::Join { day });
            return Story { steps: self.steps };
        }
        self.route();
        match self.case.kind.purpose() {
            Purpose::Accusation => {
                let to = "县纪委监委按管理权限依规依纪依法处理".to_owned();
                self.redirect(to);
            }
            Purpose::Suggestion => self.suggestion(),
            Purpose::Appeal => self.appeal(),
        }
        Story { steps: self.steps }
    }

    /// Moves on by `low..=high` days, and off a weekend.
    fn later(&mut self, low: i32, high: i32) -> i32 {
        self.day += self.dice.between(low, high);
        let date = self.received.saturating_add(self.day.days());
        self.day += match date.weekday() {
            Weekday::Saturday => 2,
            Weekday::Sunday => 1,
            _ => 0,
        };
        self.day
    }

    fn route(&mut self) {
        let assign = self.dice.chance(22);
        let report_in_days = assign.then(|| *self.dice.pick(&[30, 45, 60]));
        let late = self.dice.chance(3);
        let day = if late {
            self.later(17, 24)
        } else {
            self.later(0, 8)
        };
        let wrong = self.case.kind.wrong.as_deref();
        let strays = self.dice.chance(14);
        let wrong = wrong
            .filter(|_| strays)
            .map(|key| self.case.competent(key))
            .filter(|key| *key != self.target && *key != self.case.accused_unit);
        let to = wrong.unwrap_or(self.target);
        self.steps.push(Step::Route {
            day,
            to,
            assign,
            report_in_days,
        });
        if wrong.is_some() {
            self.object();
        }
    }

    fn object(&mut self) {
        let reason = self.case.say(
            self.dice.phrase(&[
                "[经研究|经核对职责分工]，该事项不属于本单位法定职责，应由主管部门办理。",
                "反映的问题发生在{路}一带，[相应的管理权限已经划转|三定方案中没有这项职责]，请另行转办。",
                "本单位没有该事项的处理权限，[材料退回|随函退回材料]。",
            ]),
            &mut self.dice,
        );
        let day = self.later(1, 5);
        self.steps.push(Step::Object {
            day,
            reason,
            to: self.target,
        });
        let day = self.later(0, 4);
        self.steps.push(Step::Reassign {
            day,
            to: self.target,
        });
    }

    fn redirect(&mut self, to: String) {
        let day = self.later(2, 12);
        self.steps.push(Step::Redirect { day, to });
        let day = self.later(0, 5);
        self.steps.push(Step::Close { day });
    }

    fn suggestion(&mut self) {
        let day = self.later(1, 9);
        self.steps.push(Step::Accept { day });
        let late = self.dice.chance(8);
        let day = if late {
            self.later(60, 90)
        } else {
            self.later(8, 45)
        };
        let adopted = *self.dice.pick(&[
            Adoption::Adopted,
            Adoption::Adopted,
            Adoption::Partly,
            Adoption::Partly,
            Adoption::Not,
        ]);
        let found = self
            .case
            .say(self.dice.phrase(&self.case.kind.found), &mut self.dice);
        let done = self
            .case
            .say(self.dice.phrase(&self.case.kind.done), &mut self.dice);
        let text = match adopted {
            Adoption::Adopted => {
                format!("您的建议收悉。经研究，{found}。建议予以采纳：{done}。感谢您的关心。")
            }
            Adoption::Partly => format!(
                "您的建议收悉。{found}。建议部分采纳：{done}；其余部分受条件限制，将继续研究。"
            ),
            Adoption::Not => format!(
                "您的建议收悉。{found}。目前条件尚不成熟，暂不能采纳，待条件具备时再作安排。"
            ),
        };
        self.steps.push(Step::Reply { day, adopted, text });
        self.finish();
    }

    fn appeal(&mut self) {
        let kind = self.case.kind;
        if let Some(to) = kind.redirect.as_deref()
            && self.dice.chance(70)
        {
            return self.redirect(to.to_owned());
        }
        let judicial = self.target == "fy";
        if judicial || self.dice.chance(4) {
            let ground = match (judicial, self.dice.below(2)) {
                (true, _) => "NA1",
                (_, 0) => "NA3",
                _ => "NL1",
            };
            let day = self.later(2, 13);
            self.steps.push(Step::NotAccept { day, ground });
            let day = self.later(1, 5);
            self.steps.push(Step::Close { day });
            return;
        }
        let day = if self.dice.chance(4) {
            self.later(17, 26)
        } else {
            self.later(1, 11)
        };
        self.steps.push(Step::Accept { day });
        self.handle(day);
        self.finish();
    }

    /// Hearing, extension and opinion; `accepted` is the day the clock began.
    fn handle(&mut self, accepted: i32) {
        if self.dice.chance(55) {
            let day = self.later(2, 12);
            let note = self.case.say(
                self.dice.phrase(&[
                    "[当面|电话]听取信访人陈述，{我}坚持原诉求，[补充了照片和票据|补充说明了{近日}的新情况]。",
                    "到现场[查看|核实]并听取意见，[信访人希望尽快有明确的时间|信访人表示愿意配合调解]。",
                    "约谈信访人，[核对了材料原件|就有关金额逐项核对]，双方在记录上签字。",
                ]),
                &mut self.dice,
            );
            self.steps.push(Step::Hear { day, note });
        }
        let throw = self.dice.below(100);
        if throw < 11 {
            self.day = accepted;
            let heard = self.steps.last().map_or(0, Step::day);
            let day = self.later(42, 57).max(heard);
            let reason = self.case.say(
                "情况复杂，[需委托专业机构检测鉴定|涉及{人数}户，核对工作量大|需与上级主管部门会商]，在规定期限内难以办结。",
                &mut self.dice,
            );
            let days = *self.dice.pick(&[15, 20, 30, 30]);
            self.steps.push(Step::Extend { day, days, reason });
            self.later(5, 24);
        } else if throw < 18 {
            self.day = accepted;
            self.later(64, 115);
        } else if throw < 42 {
            self.later(2, 10);
        } else {
            self.later(12, 42);
        }
        let day = self.day;
        let text = Box::new(self.opinion());
        self.steps.push(Step::Opinion { day, text });
    }

    fn opinion(&mut self) -> OpinionText {
        let kind = self.case.kind;
        let main = *self.dice.pick(&[
            Decision::Support,
            Decision::Support,
            Decision::Support,
            Decision::Support,
            Decision::Support,
            Decision::Explain,
            Decision::NotSupport,
        ]);
        let decisions: Vec<Decision> = (0..self.demands.len())
            .map(|at| match at {
                0 => main,
                _ if self.dice.chance(25) => Decision::Explain,
                _ => main,
            })
            .collect();
        let facts = self.facts(main);
        let opinion = decisions
            .iter()
            .zip(self.demands)
            .enumerate()
            .map(|(at, (decision, demand))| self.verdict(at, *decision, demand))
            .collect();
        OpinionText {
            request: format!("信访人请求：{}。", self.demands.join("；")),
            facts,
            opinion,
            basis: format!("{}；《信访工作条例》第三十二条。", kind.basis),
            decisions,
        }
    }

    /// Facts that carry the main decision: a refused request is not found true.
    fn facts(&mut self, main: Decision) -> String {
        let found = &self.case.kind.found;
        let order = self.dice.draw(found.len(), 2);
        let mut facts = self.case.say(
            "经[调阅资料、实地走访|现场核查、询问有关人员|调查核实]，",
            &mut self.dice,
        );
        let demand = &self.demands[0];
        match main {
            Decision::Support => {
                for at in order {
                    facts.push_str(&self.case.say(&found[at], &mut self.dice));
                    facts.push('。');
                }
            }
            Decision::Explain => {
                facts.push_str(&self.case.say(&found[order[0]], &mut self.dice));
                facts.push_str("；但信访人所提“");
                facts.push_str(demand);
                facts.push_str("”，现行文件没有明确规定。");
            }
            Decision::NotSupport => {
                facts.push_str("就信访人所提“");
                facts.push_str(demand);
                let rest = "”，核对了有关[合同、凭证和现场记录|登记资料和当事人陈述]，信访人反映的主要情况[未能得到证实|与查明的情况不符]。";
                facts.push_str(&self.case.say(rest, &mut self.dice));
            }
        }
        facts
    }

    fn verdict(&mut self, at: usize, decision: Decision, demand: &str) -> String {
        let done = self
            .case
            .say(self.dice.phrase(&self.case.kind.done), &mut self.dice);
        match decision {
            Decision::Support if at > 0 => {
                format!("对“{demand}”的请求，予以支持，一并督促落实并反馈结果。")
            }
            Decision::Support => format!("对“{demand}”的请求，予以支持，{done}。"),
            Decision::Explain => format!(
                "对“{demand}”的请求，{}。",
                self.dice.phrase(&[
                    "理由合理，但现行规定没有依据，已向信访人说明",
                    "目前缺乏政策依据，已做好解释，并向上级反映",
                ])
            ),
            Decision::NotSupport => format!(
                "对“{demand}”的请求，{}，不予支持。",
                self.dice
                    .phrase(&["现有证据不足以证明", "与有关规定不符", "缺乏事实根据"])
            ),
        }
    }

    fn finish(&mut self) {
        let day = self.later(1, 6);
        let method = if self.anonymous {
            Service::Electronic
        } else {
            *self
                .dice
                .pick(&[Service::InPerson, Service::Post, Service::Electronic])
        };
        self.steps.push(Step::Serve { day, method });
        let rated = !self.anonymous && self.dice.chance(45);
        // Most people rate when they find time for it, and by then the matter is closed.
        let afterwards = rated && self.dice.chance(60);
        if rated && !afterwards {
            self.rate(1, 12);
        }
        let day = self.later(1, 10);
        self.steps.push(Step::Close { day });
        if afterwards {
            self.rate(1, 40);
        }
    }

    fn rate(&mut self, least: i32, most: i32) {
        let day = self.later(least, most);
        let office = *self.dice.pick(&[1, 1, 1, 2, 3]);
        let unit = *self.dice.pick(&[1, 1, 2, 2, 3]);
        self.steps.push(Step::Rate { day, office, unit });
    }
}
