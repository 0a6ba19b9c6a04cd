//! The six routes of an appeal (《信访工作条例》第三十一条), the notice of route five, what is asked and what happened about them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{DemandId, PostId, coded};

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
