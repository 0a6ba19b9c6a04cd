//! What an answer says besides its text: the way on for who disagrees, and the end of that way.

use kernel::rulebook::LimitKey;
use matter::review::{Level, Outcome, ReviewOpinion};
use matter::{Answer, AnswerKind, Clock, Matter, Opinion};

use crate::app::App;
use crate::look::Lang;

/// The four parts of an opinion, or of a review opinion with its outcome in front.
pub fn parts(kind: &AnswerKind, lang: Lang) -> Opinion {
    match kind {
        AnswerKind::Opinion(opinion) => opinion.clone(),
        AnswerKind::Review(opinion) => Opinion {
            request: opinion.request.clone(),
            facts: opinion.facts.clone(),
            opinion: format!(
                "{}{}\n{}",
                lang.pick(opinion.outcome.zh(), opinion.outcome.en()),
                lang.pick("。", "."),
                opinion.opinion
            ),
            basis: opinion.basis.clone(),
            decisions: opinion.decisions.clone(),
            lines: Vec::new(),
        },
        _ => Opinion::default(),
    }
}

/// How to go on and until when; after a re-review, that this is the end.
pub fn remedy(app: &App, matter: &Matter, answer: &Answer, lang: Lang) -> String {
    let level = match &answer.kind {
        AnswerKind::Opinion(_) => Level::Review,
        AnswerKind::Review(opinion) => match next(opinion) {
            Some(level) => level,
            None => return end(opinion, lang).to_owned(),
        },
        _ => return String::new(),
    };
    let key = LimitKey::new(level.asking_limit());
    let book = app.office.law().rulebook(&matter.rulebook);
    let Some(limit) = book.limit(&key, matter.weight) else {
        return String::new();
    };
    let served = answer.service.as_ref().map(|service| service.on);
    let last = matter
        .clocks
        .iter()
        .find(|clock| clock.limit == key && Some(clock.span.trigger) == served)
        .map(Clock::duty_date);
    let until = match (lang, last) {
        (Lang::Zh, Some(last)) => format!("（最迟{}）", lang.date(last)),
        (Lang::En, Some(last)) => format!(" (no later than {})", lang.date(last)),
        (_, None) => String::new(),
    };
    match (lang, level) {
        (Lang::Zh, Level::Review) => format!(
            "如对本处理意见不服，可以自收到之日起{}内{until}请求原办理机关、单位的上一级机关、单位复查（{}）。",
            limit.length_zh(),
            limit.article
        ),
        (Lang::Zh, Level::ReReview) => format!(
            "如对本复查意见不服，可以自收到之日起{}内{until}向复查机关、单位的上一级机关、单位请求复核（{}）。",
            limit.length_zh(),
            limit.article
        ),
        (Lang::En, _) => format!(
            "If you disagree, you may ask the body one level above for {} within {} of receipt{until} ({}).",
            level.en().to_lowercase(),
            limit.length_en(),
            limit.article_en
        ),
    }
}

/// The level at which a review opinion may be challenged.
fn next(opinion: &ReviewOpinion) -> Option<Level> {
    let open = opinion.level == Level::Review && opinion.outcome != Outcome::Remand;
    open.then_some(Level::ReReview)
}

fn end(opinion: &ReviewOpinion, lang: Lang) -> &'static str {
    if opinion.outcome == Outcome::Remand {
        return lang.pick(
            "原意见已撤销，由原办理机关、单位重新办理；对重新作出的意见不服的，仍可以请求复查。",
            "The opinion is revoked and the organ handles the demand again; its new opinion may be reviewed.",
        );
    }
    lang.pick(
        "本复核意见为终结意见。对复核意见不服，仍以同一事实和理由提出的，不再受理；有新的事实和理由的，可以依法提出（《信访工作条例》第三十六条第三款）。",
        "This re-review opinion is final: the same facts and reasons are no longer accepted; new facts and reasons may be raised (Regulation on Petition Work, Art. 36(3)).",
    )
}
