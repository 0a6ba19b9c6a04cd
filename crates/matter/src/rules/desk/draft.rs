//! What a draft still lacks, and the opinion it becomes.

use crate::model::answer::Opinion;
use crate::model::desk::{DraftText, Line};
use crate::model::matter::Matter;
use crate::rules::lawful;

use kernel::DemandId;

impl DraftText {
    /// What it lacks before it can be signed, in Chinese and English: a mandatory part (《信访工作条例》第三十二条), or the
    /// decision, answer or basis on a demand.
    pub fn missing(&self, matter: &Matter) -> Vec<(String, String)> {
        let parts = [
            (&self.request, "信访请求", "the request"),
            (&self.facts, "事实和理由", "facts and reasons"),
        ];
        let mut out: Vec<(String, String)> = parts
            .into_iter()
            .filter(|(text, ..)| text.trim().is_empty())
            .map(|(_, zh, en)| (zh.to_owned(), en.to_owned()))
            .collect();
        for demand in answerable(matter) {
            let line = self.line(demand);
            let lacks = [
                (
                    line.is_none_or(|line| line.decision.is_none()),
                    "决定",
                    "decision",
                ),
                (
                    line.is_none_or(|line| line.answer.trim().is_empty()),
                    "答复",
                    "answer",
                ),
                (
                    line.is_none_or(|line| line.basis.trim().is_empty()),
                    "依据",
                    "basis",
                ),
            ];
            out.extend(
                lacks
                    .into_iter()
                    .filter(|(lacks, ..)| *lacks)
                    .map(|(_, zh, en)| {
                        (
                            format!("诉求{demand}的{zh}"),
                            format!("the {en} on demand {demand}"),
                        )
                    }),
            );
        }
        out
    }

    /// The opinion it becomes when signed.
    pub(crate) fn opinion(&self, matter: &Matter) -> Opinion {
        let open: Vec<DemandId> = answerable(matter).collect();
        let lines: Vec<Line> = self
            .lines
            .iter()
            .filter(|line| open.contains(&line.demand))
            .cloned()
            .collect();
        Opinion {
            request: self.request.trim().to_owned(),
            facts: self.facts.trim().to_owned(),
            opinion: numbered(lines.iter().map(|line| line.answer.trim())),
            basis: numbered(lines.iter().map(|line| line.basis.trim())),
            decisions: lines
                .iter()
                .filter_map(|line| line.decision.map(|decision| (line.demand, decision)))
                .collect(),
            lines,
        }
    }
}

/// One text as it is; several with their numbers before them.
fn numbered<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<&str> = texts.collect();
    match texts.as_slice() {
        [only] => (*only).to_owned(),
        several => several
            .iter()
            .zip(1..)
            .map(|(text, number)| format!("{number}. {text}"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// The demands a handling opinion must answer: those of the ordinary procedure that no mediation is about.
pub fn answerable(matter: &Matter) -> impl Iterator<Item = DemandId> {
    let mediated = matter.open_mediation();
    matter
        .open_demands()
        .filter(|demand| lawful::routes::takes_opinion(demand))
        .filter(move |demand| mediated.is_none_or(|one| !one.demands.contains(&demand.id)))
        .map(|demand| demand.id)
}
