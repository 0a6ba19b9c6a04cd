//! The draft read along: which sentence answers which demand, what is missing or could be plainer. Hints, never a gate.

use maud::{Markup, html};
use office::matter_file::MatterFile;
use office::reply_check::{LineCheck, Misfit, Remedy, ReplyCheck, Stands};

use crate::app::App;
use crate::look::{Fact, Icon, Lang, StageTone, facts, icon, panel, stage_badge};

/// The panel; nothing while nothing is drafted. Hints that cannot be had do not keep anybody from the page.
pub(super) fn panel_of(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    let check = match app.office.reply_check(file) {
        Ok(Some(check)) => check,
        Ok(None) => return html! {},
        Err(error) => {
            tracing::warn!(%error, "a draft reply could not be read along");
            return html! {};
        }
    };
    let hints = check.hints();
    let state = if hints == 0 {
        stage_badge(StageTone::Done, lang.pick("没有提示", "nothing to note"))
    } else {
        let words = lang.pick(format!("{hints}处提示"), format!("{hints} hint(s)"));
        html! { span class="badge" { (icon(Icon::Info)) (words) } }
    };
    let title = lang.pick("文稿检查", "Reading along");
    panel("desk-check", title, Some(&state), &body(lang, file, &check))
}

fn body(lang: Lang, file: &MatterFile, check: &ReplyCheck) -> Markup {
    html! {
        @if let Some(misfit) = check.misfit { p { (hint(misfit_words(lang, misfit))) } }
        ol class="check-lines" {
            @for line in &check.lines { (line_of(lang, line)) }
        }
        @if !check.unanswered.is_empty() {
            div {
                p { (hint(lang.pick("来件里还问到，文稿没有说到：", "Also asked in the petition, and not spoken to:"))) }
                ul class="check-quotes" { @for asked in &check.unanswered { li { q { (asked) } } } }
            }
        }
        (facts(&rows(lang, file, check)))
        p class="small soft" {
            (lang.pick(
                "由程序按字面比对文稿和来件得出，只作提示，不影响送审、签发；法定必备内容由答复台另行把关。",
                "Found by comparing words. These are hints: they stop neither submission nor signature; the mandatory parts are asked for by the desk itself.",
            ))
        }
    }
}

/// Words with a triangle before them: something to look at again.
fn hint(words: &str) -> Markup {
    html! { span class="check-hint" { (icon(Icon::Warning)) " " (words) } }
}

fn fine(words: &str) -> Markup {
    html! { span class="check-fine" { (icon(Icon::Good)) " " (words) } }
}

fn line_of(lang: Lang, line: &LineCheck) -> Markup {
    html! {
        li {
            p { (line.demand) ". " b { (line.text) } }
            @match &line.sentence {
                Some((sentence, stands)) => p { (fine(&stands_words(lang, *stands))) " " q { (sentence) } },
                None => p { (hint(lang.pick("没有找到说到这一诉求的句子，请看是否答到", "No sentence was found that speaks to this demand"))) },
            }
            @if line.unreasoned { p { (hint(lang.pick("不予支持，但答复和事实里没有看到理由", "Declined, and neither the answer nor the facts give a reason"))) } }
            @if line.basis_unnamed { p { (hint(lang.pick("写了依据，但没有写出文件名称（《……》第几条）", "A basis is written, but no law or document is named"))) } }
            @if !line.basis.is_empty() { p { (fine(lang.pick("依据", "Basis"))) " " (line.basis.join(lang.pick("、", ", "))) } }
        }
    }
}

fn stands_words(lang: Lang, stands: Stands) -> String {
    match stands {
        Stands::Here => lang.pick("答到", "Answered").to_owned(),
        Stands::Facts => lang
            .pick("在事实和理由里说到", "Spoken to among the facts")
            .to_owned(),
        Stands::Under(other) => lang.pick(
            format!("在诉求{other}的答复里说到"),
            format!("Spoken to under demand {other}"),
        ),
    }
}

fn misfit_words(lang: Lang, misfit: Misfit) -> &'static str {
    match misfit {
        Misfit::DatedBefore => lang.pick(
            "文稿里的日期早于来件日期，可能是别的事项的答复",
            "A date in the draft lies before the petition: is it the answer to another?",
        ),
        Misfit::DatedLongAfter => lang.pick(
            "文稿里的日期比来件晚半年以上，请核对",
            "A date in the draft lies more than half a year after the petition",
        ),
        Misfit::Elsewhere => lang.pick(
            "文稿和来件几乎没有相同的词，请看是否答的这件事",
            "The draft and the petition hardly share a word: is it about this matter?",
        ),
    }
}

fn rows<'a>(lang: Lang, file: &MatterFile, check: &'a ReplyCheck) -> Vec<Fact<'a>> {
    let fact = |zh, en, value| Fact {
        label: lang.pick(zh, en),
        value,
    };
    let mut rows = vec![fact("理由", "Reasons", reasons(lang, check))];
    if let Some(remedy) = &check.remedy {
        rows.push(fact("救济途径", "Remedy", remedy_words(lang, remedy)));
    }
    rows.push(fact("用语", "Plain words", words(lang, check)));
    rows.push(fact("篇幅", "Length", length(lang, check)));
    rows.push(fact("用时", "Time taken", time(lang, file, check)));
    rows
}

fn reasons(lang: Lang, check: &ReplyCheck) -> Markup {
    let Some(first) = check.reasons.first() else {
        return hint(lang.pick("没有看到说明理由的句子", "No sentence gives a reason"));
    };
    html! {
        q { (first) }
        @if check.reasons.len() > 1 {
            " " span class="soft" { (lang.pick(format!("等{}句", check.reasons.len()), format!("and {} more", check.reasons.len() - 1))) }
        }
    }
}

fn remedy_words(lang: Lang, remedy: &Remedy) -> Markup {
    let body = remedy.body.clone().unwrap_or_else(|| {
        lang.pick("上一级机关、单位", "the body one level above")
            .to_owned()
    });
    let last = lang.date(remedy.last);
    let line = match lang {
        Lang::Zh => format!(
            "处理意见书会写明：收到之日起{}内向{body}请求复查（{}）。今天送达的话，最后一日是{last}。",
            remedy.within.0, remedy.article.0
        ),
        Lang::En => format!(
            "The opinion states it: review by {body} within {} of receipt ({}). If served today, the last day is {last}.",
            remedy.within.1, remedy.article.1
        ),
    };
    html! {
        (line)
        @if remedy.differs {
            p {
                (hint(lang.pick("文稿里写的期限与规则册不同：", "The draft names another period:"))) " "
                @if let Some(written) = &remedy.written { q { (written) } }
            }
        }
    }
}

fn words(lang: Lang, check: &ReplyCheck) -> Markup {
    if check.plainer.is_empty() && check.empty.is_empty() && check.long.is_empty() {
        return fine(lang.pick("没有空话、套话和长句", "No empty phrase, no long sentence"));
    }
    html! {
        ul class="check-words" {
            @for found in &check.plainer {
                li { (hint("")) q { (found.word) } (lang.pick("：", ": ")) (lang.pick(found.zh, found.en)) }
            }
            @for phrase in &check.empty {
                li { (hint("")) q { (phrase) } (lang.pick("：没有说明做了什么", ": says nothing of what was done")) }
            }
            @for sentence in &check.long {
                li { (hint(lang.pick("超过80字的长句：", "More than 80 characters:"))) q { (opening(sentence)) } }
            }
        }
    }
}

/// The first words of a long sentence.
fn opening(sentence: &str) -> String {
    sentence
        .chars()
        .take(24)
        .chain(std::iter::once('…'))
        .collect()
}

fn length(lang: Lang, check: &ReplyCheck) -> Markup {
    let words = lang.pick(
        format!("{}字", check.length),
        format!("{} characters", check.length),
    );
    if check.length_fits() {
        return html! { (words) };
    }
    let why = if check.length < 100 {
        lang.pick("，说得太少", ", that says little")
    } else {
        lang.pick(
            "，太长，读的人会找不到答案",
            ", too long to find the answer in",
        )
    };
    hint(&format!("{words}{why}"))
}

fn time(lang: Lang, file: &MatterFile, check: &ReplyCheck) -> Markup {
    let taken = lang.pick(
        format!("收到来件至今{}天", check.days),
        format!("{} day(s) since it came in", check.days),
    );
    let Some(due) = check.due else {
        return html! { (taken) };
    };
    let day = lang.date(due);
    if file.today > due {
        let late = lang.pick(
            format!("，应于{day}前办完，已超期"),
            format!("; was due {day}"),
        );
        return hint(&format!("{taken}{late}"));
    }
    html! { (taken) (lang.pick(format!("；期限到{day}"), format!("; due {day}"))) }
}
