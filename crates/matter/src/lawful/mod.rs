//! The lawful way of each demand: the six routes of an appeal (《信访工作条例》第三十一条), accusations in the hands of a
//! discipline organ (第三十条). Each demand has its own route and its own end; only route six ends in a handling opinion.

mod decide;
pub(super) mod duties;

use jiff::civil::Date;
use kernel::coded;
use serde::{Deserialize, Serialize};

use super::Context;
use super::command::Action;
use super::event::Event;
use super::state::{Demand, Matter, Stage};
use crate::petition::Purpose;
use kernel::refusal::Refusal;
use kernel::rulebook::Rulebook;
use kernel::{DemandId, PostId};

pub(super) use decide::refuse_opinion;
pub(super) use duties::{rebalance, watches};

coded! {
    /// The route of an appeal (第三十一条第一项至第六项).
    Route {
        /// Court litigation or reconsideration, procuratorate, police procedure.
        Litigation = "litigation", "一、诉讼、检察监督、公安等法律程序", "1 Litigation, procuratorate or police procedure";
        /// Arbitration.
        Arbitration = "arbitration", "二、仲裁", "2 Arbitration";
        /// A Party member's appeal or request for re-examination.
        PartyAppeal = "party_appeal", "三、党员申诉、申请复审", "3 Party member's appeal";
        /// Reconsideration, ruling, confirmation, licence, penalty or another administrative procedure.
        Administrative = "administrative", "四、行政复议、裁决、确认、许可、处罚等行政程序", "4 Administrative procedure";
        /// To investigate an offence or to perform a duty that protects rights.
        Duty = "duty", "五、查处违法行为或者履行保护职责", "5 Perform a duty or answer";
        /// The ordinary petition procedure.
        Petition = "petition", "六、信访程序", "6 Petition procedure";
    }
}

impl Route {
    /// Routes one to four lead into another procedure.
    pub fn leads_out(self) -> bool {
        !matches!(self, Self::Duty | Self::Petition)
    }

    /// The article with its item.
    pub fn article(self) -> &'static str {
        match self {
            Self::Litigation => "《信访工作条例》第三十一条第一项",
            Self::Arbitration => "《信访工作条例》第三十一条第二项",
            Self::PartyAppeal => "《信访工作条例》第三十一条第三项",
            Self::Administrative => "《信访工作条例》第三十一条第四项",
            Self::Duty => "《信访工作条例》第三十一条第五项",
            Self::Petition => "《信访工作条例》第三十一条第六项",
        }
    }
}

/// The parts of a notice on a route-five demand (投诉（举报）处理情况告知书).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyNotice {
    /// What was complained of.
    pub summary: String,
    /// Facts of the object and the check on site.
    pub facts: String,
    /// The result.
    pub result: String,
    /// The legal basis.
    pub basis: String,
    /// What happens next; may be empty.
    #[serde(default)]
    pub next: String,
    /// Whether the petitioner has a legal interest in the result, so that remedies are named.
    pub interest: bool,
}

/// What can be asked for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawfulCommand {
    /// Find the route of an appeal.
    Classify {
        /// The demand.
        demand: DemandId,
        /// Its route.
        route: Route,
        /// Why.
        reason: String,
    },
    /// Lead the demands of a route into the procedure they belong to.
    LeadIn {
        /// One of routes one to four.
        route: Route,
        /// The body the petitioner turns to.
        to: String,
        /// Why, and how to go about it.
        reason: String,
        /// The leader who signs.
        signer: PostId,
    },
    /// Give the notice that ends route-five demands.
    ReplyDuty {
        /// Its parts.
        notice: DutyNotice,
        /// The leader who signs.
        signer: PostId,
    },
    /// Record that a discipline organ's inquiry is concluded; the accuser hears of it next.
    ConcludeInquiry {
        /// A remark for the file.
        note: String,
    },
}

impl LawfulCommand {
    /// The right it needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Classify { .. } => Action::Classify,
            Self::LeadIn { .. } => Action::LeadIn,
            Self::ReplyDuty { .. } => Action::ReplyDuty,
            Self::ConcludeInquiry { .. } => Action::ConcludeInquiry,
        }
    }
}

/// What can have happened here. Field names are part of the ledger's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LawfulEvent {
    /// The route of a demand was found.
    Classified {
        /// The demand.
        demand: DemandId,
        /// Its route.
        route: Route,
        /// Why.
        reason: String,
    },
    /// The inquiry into an accusation was concluded.
    InquiryConcluded {
        /// The day.
        on: Date,
        /// A remark for the file.
        note: String,
    },
}

/// Whether an opinion may decide a demand: only appeals of the ordinary procedure end in one.
pub fn takes_opinion(demand: &Demand) -> bool {
    demand.purpose == Purpose::Appeal && demand.route.is_none_or(|route| route == Route::Petition)
}

/// Routes whose words stand in a text: hints for the clerk, never a decision.
pub fn route_hints<'b>(text: &str, book: &'b Rulebook) -> Vec<(Route, &'b str)> {
    Route::ALL
        .iter()
        .filter_map(|route| {
            let hints = &book.route(route.code())?.hints;
            let word = hints.iter().find(|word| text.contains(word.as_str()))?;
            Some((*route, word.as_str()))
        })
        .collect()
}

/// Decides a command of this subject.
pub(super) fn decide(
    matter: &Matter,
    command: LawfulCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        LawfulCommand::Classify {
            demand,
            route,
            reason,
        } => decide::classify(matter, demand, route, &reason, ctx),
        LawfulCommand::LeadIn {
            route,
            to,
            reason,
            signer,
        } => decide::lead_in(matter, route, (&to, &reason), signer, ctx),
        LawfulCommand::ReplyDuty { notice, signer } => {
            decide::reply_duty(matter, notice, signer, ctx)
        }
        LawfulCommand::ConcludeInquiry { note } => decide::conclude(matter, &note, ctx),
    }
}

/// Conditions that hold or fail whatever the form says.
pub(super) fn conditions(
    action: Action,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let open = |fits: fn(&Demand) -> bool| matter.open_demands().any(fits);
    let missing =
        |zh: &str, en: &str| Err(Refusal::missing(zh, en).under("《信访工作条例》第三十一条"));
    match action {
        Action::Classify if !open(|demand| demand.purpose == Purpose::Appeal) => missing(
            "没有待答复的“申诉求决”诉求，不需要甄别途径",
            "no open appeal needs a route",
        ),
        Action::LeadIn if !open(|demand| demand.route.is_some_and(Route::leads_out)) => missing(
            "没有甄别为第一至第四项途径的诉求，先“甄别途径”",
            "no open demand belongs to routes 1–4; find the route first",
        ),
        Action::ReplyDuty if !open(|demand| demand.route == Some(Route::Duty)) => missing(
            "没有甄别为“履行职责”（第五项）的诉求，先“甄别途径”",
            "no open demand belongs to route 5; find the route first",
        ),
        Action::ConcludeInquiry => decide::may_conclude(matter, ctx),
        Action::IssueOpinion if !open(takes_opinion) => missing(
            "待答复的诉求都应当导入其他法定途径或者依法履职，不出具信访处理意见书",
            "every open demand belongs to routes 1–5, which do not end in a petition opinion",
        ),
        _ => Ok(()),
    }
}

impl Matter {
    pub(crate) fn apply_lawful(&mut self, event: &LawfulEvent) {
        match event {
            LawfulEvent::Classified { demand, route, .. } => {
                let found = self.demands.iter_mut().find(|kept| kept.id == *demand);
                if let Some(found) = found {
                    found.route = Some(*route);
                }
            }
            LawfulEvent::InquiryConcluded { on, .. } => self.concluded = Some(*on),
        }
    }

    /// Whether an accuser left a name, so that the discipline organ owes feedback.
    pub fn has_real_name(&self) -> bool {
        self.petitions
            .iter()
            .any(|petition| !petition.is_anonymous())
    }

    /// Whether handling periods run.
    pub(crate) fn is_handled(&self) -> bool {
        self.stage == Stage::Handling && self.accepted.is_some()
    }
}
