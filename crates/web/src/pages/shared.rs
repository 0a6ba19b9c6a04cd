//! From the office's stories to what the look draws: clocks, answers, files. Public and staff pages show the same.

use axum::body::Body;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kernel::calendar::Calendar;
use kernel::clock::{DayLine, DayUnit, Light, LineKind};
use kernel::org::Org;
use kernel::rulebook::{Rulebook, Weight};
use matter::{Answer, AnswerKind, Attachment, Clock, ClockState, Holder, Matter, Opinion};
use maud::{Markup, html};
use office::attachments::{ACCEPT, LARGEST, MOST};
use office::documents::{Block, Names, Paper};
use office::matter_file::{ClockStory, MatterFile};

use super::lawful;
use super::remedy;
use crate::app::App;
use crate::form::Question;
use crate::look::{
    self, ClockView, DayCell, DayKind, Explanation, Field, FileLimits, Lang, Standing,
};
use crate::request::percent;

/// The clocks that run or were met, as strips, in the words of the rulebook their matter keeps. Those that ended because the procedure went another way are left out: the
/// timeline tells of them. `explained` draws the days; otherwise the question links to `#clocks`.
pub fn clock_views(
    app: &App,
    book: &Rulebook,
    stories: &[ClockStory],
    file: &MatterFile,
    lang: Lang,
    explained: bool,
) -> Vec<ClockView> {
    let view = |story: &ClockStory| {
        let org = file.org_of_clock(&story.clock);
        clock_view(app, book, story, &org, lang, file.today, explained)
    };
    stories
        .iter()
        .filter(|story| !matches!(story.clock.state, ClockState::Ended(..)))
        .map(view)
        .collect()
}

/// One clock, its unit named as `org` names it.
pub fn clock_view(
    app: &App,
    book: &Rulebook,
    story: &ClockStory,
    org: &Org,
    lang: Lang,
    today: Date,
    explained: bool,
) -> ClockView {
    let clock = &story.clock;
    let due = clock.duty_date();
    ClockView {
        name: lang.pick(&story.name.0, &story.name.1).clone(),
        who: match clock.holder {
            Holder::Unit(unit) => org.unit_name(unit),
            Holder::Petitioner => lang
                .pick("信访人的权利", "the petitioner's right")
                .to_owned(),
        },
        start: clock.span.trigger,
        due,
        standing: standing(clock, today),
        light: light(story.light.unwrap_or(Light::Green)),
        used_percent: used(clock, today),
        rule: rule_words(book, clock, lang),
        article: story.article.clone(),
        notes: notes(clock, app.office.calendar(), lang),
        explanation: if explained {
            Explanation::Days(day_cells(app, clock))
        } else {
            Explanation::Link("#clocks".to_owned())
        },
    }
}

/// A clock's light as the look draws it.
pub fn light(light: Light) -> look::Light {
    match light {
        Light::Green => look::Light::Green,
        Light::Yellow => look::Light::Yellow,
        Light::Red => look::Light::Red,
    }
}

/// Days from `from` to `to`; none when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).get_days()).unwrap_or(0)
}

fn standing(clock: &Clock, today: Date) -> Standing {
    let due = clock.duty_date();
    match &clock.state {
        ClockState::Met(on) | ClockState::Ended(on, _) if *on > due => {
            Standing::MetLate(*on, days_between(due, *on))
        }
        ClockState::Met(on) | ClockState::Ended(on, _) => Standing::Met(*on),
        ClockState::Running => match clock.span.stops.iter().find(|stop| stop.to.is_none()) {
            Some(stop) if stop.from <= today => Standing::Stopped(stop.from),
            _ if today > due => Standing::Late(days_between(due, today)),
            _ => Standing::Left(days_between(today, due)),
        },
    }
}

fn used(clock: &Clock, today: Date) -> u8 {
    let until = match &clock.state {
        ClockState::Running => today,
        ClockState::Met(on) | ClockState::Ended(on, _) => *on,
    };
    let whole = days_between(clock.span.trigger, clock.duty_date()).max(1);
    let part = days_between(clock.span.trigger, until).min(whole);
    u8::try_from(part * 100 / whole).unwrap_or(100)
}

/// The rule in words: 自受理信访事项之日起60日内.
fn rule_words(book: &Rulebook, clock: &Clock, lang: Lang) -> String {
    let limit = book.limit(&clock.limit, Weight::Ordinary);
    let trigger = limit.map_or("", |limit| lang.pick(&limit.trigger, &limit.trigger_en));
    let length = clock.span.length;
    match (lang, clock.span.unit) {
        (Lang::Zh, _) if length == 0 => format!("自{trigger}之日起当日内"),
        (Lang::Zh, DayUnit::Calendar) => format!("自{trigger}之日起{length}日内"),
        (Lang::Zh, DayUnit::Working) => format!("自{trigger}之日起{length}个工作日内"),
        (Lang::Zh, DayUnit::Month) => format!("自{trigger}之日起{length}个月内"),
        (Lang::En, _) if length == 0 => format!("At once when {trigger}"),
        (Lang::En, DayUnit::Calendar) => format!("{length} days after {trigger}"),
        (Lang::En, DayUnit::Working) => format!("{length} working days after {trigger}"),
        (Lang::En, DayUnit::Month) => format!("{length} months after {trigger}"),
    }
}

fn notes(clock: &Clock, calendar: &Calendar, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    if clock.span.extended > 0 {
        notes.push(lang.pick(
            format!("已批准延期{}日", clock.span.extended),
            format!("extended by {} days", clock.span.extended),
        ));
    }
    if clock.due.raw != clock.due.moved {
        let moved = lang.date(clock.due.moved);
        notes.push(match (lang, clock.holder) {
            (Lang::Zh, Holder::Petitioner) => {
                format!("最后一日为休息日，顺延至{moved}（参照民法典第二百零三条）")
            }
            (Lang::Zh, Holder::Unit(_)) => {
                format!("最后一日为休息日；承办单位仍按原到期日办理，不以顺延日{moved}为限")
            }
            (Lang::En, Holder::Petitioner) => {
                format!("the last day is a rest day, so it moves to {moved} (Civil Code, Art. 203)")
            }
            (Lang::En, Holder::Unit(_)) => {
                format!("the last day is a rest day; the unit still owes it then, not on {moved}")
            }
        });
    }
    if calendar.day(clock.duty_date()).provisional {
        notes.push(
            lang.pick(
                "该年放假安排尚未公布，日期为暂定",
                "the year's rest days are not announced yet, so the date is provisional",
            )
            .to_owned(),
        );
    }
    notes
}

fn day_cells(app: &App, clock: &Clock) -> Vec<DayCell> {
    let explanation = app.office.explain(clock);
    // The office's duty ends on the raw day; only the petitioner's right moves off a rest day.
    let moved = match clock.holder {
        Holder::Petitioner => explanation.moved,
        Holder::Unit(_) => Vec::new(),
    };
    explanation
        .days
        .into_iter()
        .chain(moved)
        .map(day_cell)
        .collect()
}

fn day_cell(line: DayLine) -> DayCell {
    DayCell {
        date: line.date,
        kind: match line.kind {
            LineKind::First => DayKind::First,
            LineKind::Counted => DayKind::Counted,
            LineKind::Rest => DayKind::Rest,
            LineKind::Holiday => DayKind::Holiday,
            LineKind::Makeup => DayKind::MakeUp,
            LineKind::Stopped => DayKind::Stopped,
        },
        number: line.number.map(u32::from),
        name: line.name,
    }
}

/// An answer: the document that carries it, word for word, once it is issued; before that what was signed, without any number.
/// The last day to ask for review stands below, where that right is open. `names` is what stands where names belong.
pub fn answer(
    app: &App,
    org: &Org,
    matter: &Matter,
    answer: &Answer,
    names: &Names,
    lang: Lang,
) -> Markup {
    let remedy = remedy::remedy(app, matter, answer, lang);
    let issued = matter.issued(answer.id);
    if let Some(paper) = issued.and_then(|document| app.office.paper(document).ok()) {
        return issued_paper(lang, &paper.reveal(names), &remedy);
    }
    let opinion = remedy::parts(&answer.kind, lang);
    let letter = look::Answer {
        title: lang.pick(answer.kind.zh(), answer.kind.en()).to_owned(),
        number: without_number(answer, lang).to_owned(),
        to: lang.pick("信访人：", "To the petitioner:").to_owned(),
        request: opinion.request.clone(),
        facts: opinion.facts.clone(),
        opinion: opinion_words(&opinion, lang),
        basis: opinion.basis.clone(),
        remedy,
        signed_by: org.unit_name(answer.unit),
        date: lang.date(answer.on),
    };
    match plain_words(
        app.office.law().rulebook(&matter.rulebook),
        &answer.kind,
        lang,
    ) {
        Some(text) => look::plain_answer(&letter, &text),
        None => look::answer(lang, &letter),
    }
}

/// What stands in the place of a number where there is none.
fn without_number(answer: &Answer, lang: Lang) -> &'static str {
    match &answer.kind {
        _ if answer.needs_document() => lang.pick("尚未编号制发", "not issued yet, no number"),
        AnswerKind::Agreement(_) => {
            lang.pick("由各方签署，不编文号", "signed by the parties, no number")
        }
        AnswerKind::PastReply { .. } => lang.pick(
            "由原办理单位作出，本系统未编文号",
            "given elsewhere, no number here",
        ),
        _ => lang.pick(
            "以纸质件或旧流程作出，无文号",
            "on paper or by an earlier procedure, no number",
        ),
    }
}

/// A document's own words.
fn issued_paper(lang: Lang, paper: &Paper, remedy: &str) -> Markup {
    let check = paper
        .verification
        .as_ref()
        .map_or("", |on_record| on_record.code.as_str());
    let body = html! {
        @for block in &paper.blocks { (block_of(block)) }
        @for line in paper.attachment_lines() { p { (line) } }
    };
    look::issued_paper(
        lang,
        &look::IssuedPaper {
            title: &paper.title,
            number: &paper.number,
            to: &paper.to,
            body: &body,
            organ: &paper.organ,
            date: &paper.date,
            check,
            remedy,
        },
    )
}

fn block_of(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Heading(_, text) => h3 { (text) },
            Block::Text(text) => p class="para" { (text) },
            Block::Flush(text) => p { (text) },
            Block::Table(rows) => div class="table-wrap" { table {
                @for row in rows { tr { @for cell in row { td { (cell) } } } }
            } },
        }
    }
}

/// The opinion with its decision on each demand.
fn opinion_words(opinion: &Opinion, lang: Lang) -> String {
    let alone = opinion.decisions.len() == 1;
    let decisions = opinion
        .decisions
        .iter()
        .map(|(demand, decision)| match (lang, alone) {
            (Lang::Zh, true) => format!("结论：{}。", decision.zh()),
            (Lang::Zh, false) => format!("诉求{demand}：{}。", decision.zh()),
            (Lang::En, true) => format!("Decision: {}.", decision.en()),
            (Lang::En, false) => format!("Demand {demand}: {}.", decision.en()),
        });
    std::iter::once(opinion.opinion.clone())
        .chain(decisions)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The words of an answer that has no four parts.
fn plain_words(book: &Rulebook, kind: &AnswerKind, lang: Lang) -> Option<String> {
    match kind {
        AnswerKind::Opinion(_) | AnswerKind::Review(_) => None,
        AnswerKind::ReviewRefused { level, reason, .. } => Some(lang.pick(
            format!("您的{}申请不予受理。\n理由：{reason}", level.zh()),
            format!(
                "Your request for {} is not accepted.\nReason: {reason}",
                level.en().to_lowercase()
            ),
        )),
        AnswerKind::Terminated { ground, reason, .. } => Some(lang.pick(
            format!("依据：{}。\n具体理由：{reason}", ground.zh()),
            format!("Ground: {}.\nReason: {reason}", ground.en()),
        )),
        AnswerKind::Agreement(agreement) => Some(lang.pick(
            format!(
                "主要事实和争议：{}\n协议内容：{}",
                agreement.facts, agreement.terms
            ),
            format!(
                "Facts and dispute: {}\nAgreed: {}",
                agreement.facts, agreement.terms
            ),
        )),
        AnswerKind::SuggestionReply { adoption, text } => Some(lang.pick(
            format!("您的建议意见：{}。\n{text}", adoption.zh()),
            format!("Your suggestion: {}.\n{text}", adoption.en()),
        )),
        AnswerKind::AccusationReply { text } | AnswerKind::PastReply { text, .. } => {
            Some(text.clone())
        }
        AnswerKind::NotAccepted { ground, reason, .. } => {
            let found = book.ground(ground);
            let basis = found.map_or_else(
                || ground.to_string(),
                |found| match lang {
                    Lang::Zh => format!("{}（{}）", found.text, found.article),
                    Lang::En => format!("{} ({})", found.text_en, found.article_en),
                },
            );
            Some(lang.pick(
                format!("依据：{basis}。\n具体理由：{reason}"),
                format!("Ground: {basis}.\nReason: {reason}"),
            ))
        }
        AnswerKind::Redirected { to, reason } => Some(lang.pick(
            format!("您反映的事项请向{to}提出。\n理由：{reason}"),
            format!("Please turn to {to}.\nReason: {reason}"),
        )),
        AnswerKind::LedIn {
            route,
            to,
            reason,
            outside,
        } => Some(lawful::led_in(lang, *route, (to, reason), outside)),
        AnswerKind::DutyReply { notice, outside } => Some(lawful::duty(lang, notice, outside)),
    }
}

/// Files with their download addresses.
pub fn attachments(
    lang: Lang,
    files: &[Attachment],
    href: impl Fn(&Attachment) -> String,
) -> Markup {
    let rows: Vec<(String, String)> = files
        .iter()
        .map(|file| (href(file), file_note(file, lang)))
        .collect();
    let list: Vec<look::Attachment> = files
        .iter()
        .zip(&rows)
        .map(|(file, (href, note))| look::Attachment {
            name: &file.name,
            href,
            note,
        })
        .collect();
    look::attachments(lang, &list)
}

/// A field for the files of a petition, with what it takes in words.
pub fn file_field(lang: Lang, field: Field<'_>) -> Markup {
    field.files(&limits(&file_words(lang)))
}

/// The same for a field under description.
pub fn files_asked(lang: Lang, question: Question<'_>) -> Markup {
    question.files(&limits(&file_words(lang)))
}

fn limits(words: &str) -> FileLimits<'_> {
    FileLimits {
        accept: ACCEPT,
        words,
        multiple: true,
    }
}

fn file_words(lang: Lang) -> String {
    let most = LARGEST / 1024 / 1024;
    lang.pick(
        format!("照片、PDF、Word、Excel、录音、视频、文本，每个不超过{most}MB，最多{MOST}个。"),
        format!("Pictures, PDF, Word, Excel, audio, video, text; {most} MB each, at most {MOST}."),
    )
}

/// Kind and size of a file in words: 图片，1.2 MB.
pub fn file_note(file: &Attachment, lang: Lang) -> String {
    let (zh, en) = match file.media.split('/').next() {
        Some("image") => ("图片", "image"),
        Some("audio") => ("录音", "audio"),
        Some("video") => ("视频", "video"),
        Some("text") => ("文本", "text"),
        _ if file.media == "application/pdf" => ("PDF", "PDF"),
        _ if file.media.contains("sheet") => ("Excel", "Excel"),
        _ => ("Word", "Word"),
    };
    lang.pick(
        format!("{zh}，{}", size_words(file.size)),
        format!("{en}, {}", size_words(file.size)),
    )
}

/// A file to save: never shown inside a page of ours, whatever its bytes claim to be.
pub fn download(file: &Attachment, content: impl Into<Body>) -> Response {
    save(
        &office::attachments::download_name(file),
        &file.media,
        content,
    )
}

/// A file that the browser saves under a name.
pub fn save(name: &str, media: &str, content: impl Into<Body>) -> Response {
    let name = percent::name(name);
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{name}"),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ];
    (headers, content.into()).into_response()
}

/// Where this server was reached; nothing when the request's own word for it cannot be a host.
pub fn origin(app: &App, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let plain = host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if host.is_empty() || !plain {
        return String::new();
    }
    format!("{}://{host}", if app.https { "https" } else { "http" })
}

/// Where a petition is tracked; its number is filled in, its code never stands in an address.
pub fn track_url(app: &App, headers: &HeaderMap, number: &str) -> String {
    format!("{}/track?number={number}", origin(app, headers))
}

/// A query code in two halves: easier to read out and to copy, and taken back in either form.
pub fn spaced(code: &str) -> String {
    let (first, second) = code.split_at_checked(code.len() / 2).unwrap_or((code, ""));
    format!("{first} {second}")
}

/// A size for people.
pub fn size_words(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = KB * 1024;
    match bytes {
        MB.. => format!("{}.{} MB", bytes / MB, bytes % MB * 10 / MB),
        KB.. => format!("{} KB", bytes / KB),
        _ => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_the_header() {
        let header_of = |answer: Response| answer.headers()[header::CONTENT_DISPOSITION].clone();
        assert_eq!(
            header_of(save("a\"\r\nX: y.png", "text/plain", Vec::new())),
            "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y.png"
        );
        let file = Attachment {
            hash: String::new(),
            name: "合同\r\n.pdf".to_owned(),
            size: 0,
            media: "application/pdf".to_owned(),
            from_petitioner: true,
        };
        assert_eq!(
            header_of(download(&file, Vec::new())),
            "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf"
        );
    }

    #[test]
    fn a_code_is_read_in_two_halves() {
        assert_eq!(spaced("7K4M29QX"), "7K4M 29QX");
    }

    #[test]
    fn a_size_is_told_in_the_unit_people_know() {
        assert_eq!(size_words(12), "12 B");
        assert_eq!(size_words(2_048), "2 KB");
        assert_eq!(size_words(1_310_720), "1.2 MB");
    }
}
