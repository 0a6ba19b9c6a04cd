//! Where everything stands: one box under the other in the order of the stages, beside each the words of what leads away
//! from it, and to the right one lane for each step that something leads to. All lines to one step share its lane, so
//! lines cross but never lie upon each other, and no word is covered.

use std::collections::BTreeMap;

use kernel::rulebook::{Limit, Rulebook, Weight};
use matter::Stage;
use matter::diagram::Diagram;

use crate::look::Lang;
use crate::pages::public::view::length;

/// The left edge of the boxes. All measures are in the units of the picture, one to a pixel.
pub const BOX_X: i32 = 1;
/// The width of a box.
pub const BOX_WIDTH: i32 = 330;
/// Where the words beside a box begin.
pub const WORDS_X: i32 = BOX_X + BOX_WIDTH + 14;
/// The room for these words.
const WORDS_WIDTH: i32 = 262;
/// Where the first lane runs.
const LANES_X: i32 = WORDS_X + WORDS_WIDTH + 8;
/// From lane to lane.
const LANE: i32 = 15;
/// The height of a line of words.
pub const LINE: i32 = 20;
/// From the top of a box to the middle of its first line.
pub const HEAD: i32 = 18;
/// Between two boxes.
const GAP: i32 = 22;
/// More targets than this of one action from one step are named together: "back to where it stood".
const MANY: usize = 4;

/// A step.
pub struct Step {
    /// Its name.
    pub name: String,
    /// A short line for each limit that may run there, and all of it for who points at the line.
    pub limits: Vec<(String, String)>,
    /// The words beside it, one line each, with the middle of the line.
    pub words: Vec<(i32, String)>,
    /// Its top.
    pub top: i32,
    /// Its height.
    pub height: i32,
    /// Whether it is the arrival, which is no stage.
    pub first: bool,
}

/// All lines to one step.
pub struct Bus {
    /// Where the lane runs.
    pub x: i32,
    /// The middle of the first line of the step they lead to.
    pub to: i32,
    /// Where they come from, right of the words: x and y.
    pub from: Vec<(i32, i32)>,
    /// One of four colours, so that neighbours differ.
    pub colour: usize,
}

/// The whole picture.
pub struct Picture {
    /// The steps, top to bottom.
    pub steps: Vec<Step>,
    /// The lines.
    pub buses: Vec<Bus>,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
}

/// Where a line begins (x and y), and the step it leads to.
type Start = ((i32, i32), Stage);

/// The stretch of a lane from its first line to its last, where it arrives and what begins it.
struct Way {
    first: i32,
    last: i32,
    to: i32,
    from: Vec<(i32, i32)>,
}

/// A line of words and the step it leads to, if a line is drawn.
struct Exit {
    words: String,
    to: Option<Stage>,
}

/// Lays the diagram out.
pub fn lay_out(diagram: &Diagram, book: &Rulebook, lang: Lang) -> Picture {
    let reached = diagram.stages();
    let mut steps = Vec::new();
    let mut tops = BTreeMap::new();
    let mut exits: Vec<Start> = Vec::new();
    let mut y = 1;
    for from in std::iter::once(None).chain(reached.iter().copied().map(Some)) {
        let limits = limits(from, diagram, book, lang);
        let mut words = Vec::new();
        let mut middle = y + HEAD;
        for exit in exits_of(from, diagram, lang) {
            middle += LINE;
            let end = WORDS_X + width(&exit.words).min(WORDS_WIDTH) + 6;
            exits.extend(exit.to.map(|to| ((end, middle), to)));
            words.push((middle, exit.words));
        }
        let lines = i32::try_from(limits.len().max(words.len())).unwrap_or(0);
        let height = 2 * HEAD + lines * LINE;
        if let Some(stage) = from {
            tops.insert(stage, y);
        }
        steps.push(Step {
            name: from.map_or_else(
                || lang.pick("收到信访", "Arrival").to_owned(),
                |stage| lang.pick(stage.zh(), stage.en()).to_owned(),
            ),
            limits,
            words,
            top: y,
            height,
            first: from.is_none(),
        });
        y += height + GAP;
    }
    let (buses, lanes) = lanes(&tops, &exits);
    Picture {
        steps,
        buses,
        width: LANES_X + lanes * LANE,
        height: y - GAP + 1,
    }
}

/// What leads away from a step, the actions that lead to one place together.
fn exits_of(from: Option<Stage>, diagram: &Diagram, lang: Lang) -> Vec<Exit> {
    let mut targets: BTreeMap<Stage, Vec<&str>> = BTreeMap::new();
    let mut many: Vec<&str> = Vec::new();
    let steps = || diagram.moves.iter().filter(|step| step.from == from);
    for step in steps() {
        let Some(action) = step.by else {
            targets.entry(step.to).or_default().push(match step.to {
                Stage::Received => lang.pick("网上提交", "Sent in online"),
                _ => lang.pick("窗口登记", "Registered by the office"),
            });
            continue;
        };
        let name = lang.pick(action.zh(), action.en());
        if steps().filter(|other| other.by == step.by).count() > MANY {
            if !many.contains(&name) {
                many.push(name);
            }
        } else {
            targets.entry(step.to).or_default().push(name);
        }
    }
    let mut exits: Vec<Exit> = many
        .into_iter()
        .map(|name| Exit {
            words: format!(
                "{name} → {}",
                lang.pick("回到原来的步骤", "back to where it stood")
            ),
            to: None,
        })
        .collect();
    for (to, names) in targets {
        let mut lines = wrap(&names, lang.pick(to.zh(), to.en()), lang);
        let last = lines.pop();
        exits.extend(lines.into_iter().map(|words| Exit { words, to: None }));
        exits.extend(last.map(|words| Exit {
            words,
            to: Some(to),
        }));
    }
    exits
}

/// The names in lines that fit, the last of which says where they lead.
fn wrap(names: &[&str], to: &str, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let end = if at + 1 == names.len() {
            format!(" → {to}")
        } else {
            lang.pick("、", ", ").to_owned()
        };
        let piece = format!("{name}{end}");
        match lines.last_mut() {
            Some(line) if width(line) + width(&piece) <= WORDS_WIDTH => line.push_str(&piece),
            _ => lines.push(piece),
        }
    }
    lines
}

/// About how wide words are at the size of the picture's words, 13 pixels.
fn width(words: &str) -> i32 {
    let tenths: i32 = words
        .chars()
        .map(|letter| if letter.is_ascii() { 68 } else { 130 })
        .sum();
    tenths / 10
}

/// Gives each step that something leads to a lane of its own where others run beside it: short ways nearest.
fn lanes(tops: &BTreeMap<Stage, i32>, exits: &[Start]) -> (Vec<Bus>, i32) {
    let mut ways: Vec<Way> = tops
        .iter()
        .filter_map(|(stage, top)| {
            let to = top + HEAD;
            let from: Vec<_> = exits
                .iter()
                .filter(|(_, target)| target == stage)
                .map(|(start, _)| *start)
                .collect();
            let first = from.iter().map(|(_, y)| *y).min()?.min(to);
            let last = from.iter().map(|(_, y)| *y).max()?.max(to);
            Some(Way {
                first,
                last,
                to,
                from,
            })
        })
        .collect();
    ways.sort_by_key(|way| (way.last - way.first, way.to));
    let mut taken: Vec<Vec<(i32, i32)>> = Vec::new();
    let mut buses = Vec::new();
    for way in ways {
        let Way {
            first,
            last,
            to,
            from,
        } = way;
        let free = |lane: &Vec<(i32, i32)>| {
            lane.iter()
                .all(|(start, end)| last + LINE < *start || *end + LINE < first)
        };
        let lane = taken.iter().position(free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].push((first, last));
        buses.push(Bus {
            x: LANES_X + i32::try_from(lane).unwrap_or(0) * LANE,
            to,
            from,
            colour: lane % 4,
        });
    }
    (buses, i32::try_from(taken.len()).unwrap_or(0))
}

fn limits(
    stage: Option<Stage>,
    diagram: &Diagram,
    book: &Rulebook,
    lang: Lang,
) -> Vec<(String, String)> {
    running(stage, diagram, book)
        .into_iter()
        .map(|limit| (short(limit, lang), full(limit, lang)))
        .collect()
}

/// The limits that may run at a stage.
pub fn running<'b>(stage: Option<Stage>, diagram: &Diagram, book: &'b Rulebook) -> Vec<&'b Limit> {
    let keys = stage.and_then(|stage| diagram.clocks.get(&stage));
    keys.into_iter()
        .flatten()
        .filter_map(|key| book.limit(key, Weight::Ordinary))
        .collect()
}

/// Key, name, length and article in words.
pub fn full(limit: &Limit, lang: Lang) -> String {
    format!(
        "{} {} · {} · {}",
        limit.key,
        lang.pick(&limit.name, &limit.name_en),
        length(limit, lang),
        lang.pick(&limit.article, &limit.article_en),
    )
}

/// As [`full`], cut to the width of a box: the regulation itself is not named, remarks are left out.
fn short(limit: &Limit, lang: Lang) -> String {
    let article = lang.pick(&limit.article, &limit.article_en);
    let article = article
        .split(['（', '；', ';', '('])
        .next()
        .unwrap_or_default()
        .replace("《信访工作条例》", "")
        .replace("Regulation on Petition Work, ", "");
    let name = lang.pick(&limit.name, &limit.name_en);
    let line = format!(
        "{} {name} {} · {}",
        limit.key,
        length(limit, lang),
        article.trim()
    );
    let mut cut = String::new();
    for letter in line.chars() {
        if width(&cut) > BOX_WIDTH - 26 {
            cut.push('…');
            break;
        }
        cut.push(letter);
    }
    cut
}
