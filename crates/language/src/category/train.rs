//! Learning from petitions that clerks have sorted.

use std::fmt;

use super::calibrate::{largest, probabilities, steepness, trusted_from};
use super::grams::Glyphs;
use super::measure::{Confusion, calibration_error};
use super::model::CategoryModel;
use super::solver::{Row, margin, separate};
use super::vocabulary::{Bags, Vocabulary, bags};

/// A petition with the category a clerk gave it.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a> {
    /// Subject line; may be empty.
    pub subject: &'a str,
    /// Full text.
    pub body: &'a str,
    /// Its category.
    pub label: &'a str,
}

/// What cross-validation on the training rows says of a model: each row was judged by a model that had not seen it.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// What was called what.
    pub confusion: Confusion,
    /// Expected calibration error of the scores.
    pub calibration_error: f64,
    /// Share of rows whose suggestion is kept (not "unsure").
    pub kept: f64,
    /// Share of the kept that are right.
    pub kept_right: f64,
}

/// Why there is no model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TooLittle {
    /// Fewer than two categories.
    OneCategory,
    /// A category with too few rows: which, how many, how many are needed.
    FewRows(String, usize, usize),
}

impl fmt::Display for TooLittle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneCategory => write!(f, "至少要有两个类别才能学习"),
            Self::FewRows(label, rows, needed) => write!(
                f,
                "类别“{label}”只有 {rows} 条，至少要有 {needed} 条；请补充该类样本，或把它并入相近的类别"
            ),
        }
    }
}

impl std::error::Error for TooLittle {}

/// Parts of the rows, each judged by a model learned from the others.
const FOLDS: usize = 5;
/// Rows a category must have: one in each part.
const ROWS: usize = FOLDS;

/// Learns a model from `rows`, with what cross-validation says of it. Uses all cores; the same rows give the same model.
///
/// # Errors
/// [`TooLittle`] with fewer than two categories, or fewer than five rows in one.
pub fn train(rows: &[Labelled<'_>]) -> Result<(CategoryModel, Outlook), TooLittle> {
    let labels = labels(rows)?;
    let class = |row: &Labelled<'_>| labels.binary_search_by(|label| label.as_str().cmp(row.label));
    let texts: Vec<Text> = in_parallel(rows, |row| Text {
        bags: bags(&Glyphs::of(row.subject, row.body)),
        class: class(row).unwrap_or_default(),
    });
    let folds = folds(&texts, labels.len());
    let numbers: Vec<usize> = (0..FOLDS).collect();
    let judged: Vec<Vec<(Vec<f32>, usize)>> =
        in_parallel(&numbers, |&fold| judge(&texts, &folds, fold, labels.len()));
    let judged: Vec<(Vec<f32>, usize)> = judged.into_iter().flatten().collect();
    let steepness = steepness(&judged);
    let scores: Vec<(f32, bool)> = judged
        .iter()
        .map(|(margins, truth)| {
            let best = largest(margins);
            (probabilities(margins, steepness)[best], best == *truth)
        })
        .collect();
    let trusted = trusted_from(&scores);
    let all: Vec<&Text> = texts.iter().collect();
    let (vocabulary, weights) = fit(&all, labels.len());
    let outlook = outlook(&labels, &judged, &scores, trusted);
    let model = CategoryModel::new(labels, vocabulary, &weights, steepness, trusted);
    Ok((model, outlook))
}

/// The categories in order.
fn labels(rows: &[Labelled<'_>]) -> Result<Vec<String>, TooLittle> {
    let mut all: Vec<&str> = rows.iter().map(|row| row.label).collect();
    all.sort_unstable();
    let groups: Vec<&[&str]> = all.chunk_by(|a, b| a == b).collect();
    if groups.len() < 2 {
        return Err(TooLittle::OneCategory);
    }
    if let Some(few) = groups.iter().find(|group| group.len() < ROWS) {
        return Err(TooLittle::FewRows(few[0].to_owned(), few.len(), ROWS));
    }
    Ok(groups.iter().map(|group| group[0].to_owned()).collect())
}

/// A row, counted.
struct Text {
    bags: Bags,
    class: usize,
}

/// The part each row is in: categories spread evenly, the same text always in one part.
fn folds(texts: &[Text], classes: usize) -> Vec<usize> {
    let mark = |text: &Text| {
        let keys = text.bags.iter().flatten();
        keys.fold(0u64, |mark, (key, times)| {
            mark.wrapping_add(key.wrapping_mul(u64::from(*times)))
        })
    };
    let mut folds = vec![0; texts.len()];
    for class in 0..classes {
        let mut own: Vec<(u64, usize)> = (0..texts.len())
            .filter(|&at| texts[at].class == class)
            .map(|at| (mark(&texts[at]), at))
            .collect();
        own.sort_unstable();
        for (turn, group) in own.chunk_by(|a, b| a.0 == b.0).enumerate() {
            group.iter().for_each(|&(_, at)| folds[at] = turn % FOLDS);
        }
    }
    folds
}

/// The margins and true categories of the rows in `fold`, by a model of the others.
fn judge(texts: &[Text], folds: &[usize], fold: usize, classes: usize) -> Vec<(Vec<f32>, usize)> {
    let part = |of: bool| {
        let rows = texts.iter().zip(folds);
        rows.filter(move |(_, f)| (**f == fold) == of)
            .map(|(text, _)| text)
    };
    let others: Vec<&Text> = part(false).collect();
    let (vocabulary, weights) = fit(&others, classes);
    part(true)
        .map(|text| {
            let vector = vocabulary.vector(&text.bags);
            let margins = weights.iter().map(|weights| margin(weights, &vector));
            (margins.collect(), text.class)
        })
        .collect()
}

/// Vocabulary and one separator per category.
fn fit(texts: &[&Text], classes: usize) -> (Vocabulary, Vec<Vec<f32>>) {
    let vocabulary = Vocabulary::of(texts.iter().map(|text| &text.bags));
    let rows: Vec<Row> = texts
        .iter()
        .map(|text| Row {
            vector: vocabulary.vector(&text.bags),
            class: text.class,
        })
        .collect();
    let rows: Vec<&Row> = rows.iter().collect();
    let classes: Vec<usize> = (0..classes).collect();
    let weights = in_parallel(&classes, |&class| separate(&rows, vocabulary.len(), class));
    (vocabulary, weights)
}

#[allow(clippy::cast_precision_loss)]
fn outlook(
    labels: &[String],
    judged: &[(Vec<f32>, usize)],
    scores: &[(f32, bool)],
    trusted: f32,
) -> Outlook {
    let mut confusion = Confusion::new(labels.to_vec());
    for (margins, truth) in judged {
        confusion.counts[*truth][largest(margins)] += 1;
    }
    let kept = scores.iter().filter(|(score, _)| *score >= trusted);
    let (kept, right) = kept.fold((0, 0), |(n, r), (_, right)| (n + 1, r + i32::from(*right)));
    Outlook {
        confusion,
        calibration_error: calibration_error(scores),
        kept: f64::from(kept) / scores.len().max(1) as f64,
        kept_right: f64::from(right) / f64::from(kept.max(1)),
    }
}

/// `work` on every item, in order, shared among the cores.
pub(crate) fn in_parallel<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let hands: Vec<_> = items
            .chunks(share)
            .map(|part| scope.spawn(|| part.iter().map(&work).collect::<Vec<U>>()))
            .collect();
        hands
            .into_iter()
            .flat_map(|hand| {
                hand.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ROADS: [&str; 6] = [
        "路灯不亮",
        "路面有坑",
        "公交晚点",
        "路口堵车",
        "桥面开裂",
        "公交改线",
    ];
    const HEALTH: [&str; 6] = [
        "医院收费",
        "药房缺药",
        "挂号排队",
        "医生态度",
        "疫苗预约",
        "医院停药",
    ];

    fn rows(per_class: usize) -> Vec<Labelled<'static>> {
        let of = |bodies: [&'static str; 6], label| {
            let repeated = (0..per_class).map(move |i| bodies[i % 6]);
            repeated.map(move |body| Labelled {
                subject: body,
                body,
                label,
            })
        };
        of(ROADS, "交通").chain(of(HEALTH, "卫生")).collect()
    }

    #[test]
    fn what_clerks_sorted_is_learned_and_the_reason_is_in_the_text() {
        let (model, outlook) = train(&rows(24)).unwrap();
        let found = model.suggest("医院停药", "医院停药了");
        assert_eq!(found.label, "卫生");
        assert!(found.top.contains(&"医院".to_owned()), "{found:?}");
        assert_eq!(outlook.confusion.rows(), 48);
        let sum: f32 = found.all.iter().map(|(_, share)| share).sum();
        assert!((sum - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_text_of_unknown_words_is_left_to_the_clerk() {
        let (model, _) = train(&rows(24)).unwrap();
        for body in ["", "zzz", "。。。"] {
            let found = model.suggest("", body);
            assert!(found.unsure && found.top.is_empty(), "{found:?}");
        }
    }

    #[test]
    fn too_few_rows_are_refused_with_what_is_missing() {
        assert_eq!(train(&rows(24)[..24]).unwrap_err(), TooLittle::OneCategory);
        let few = train(&rows(24)[..27]).unwrap_err();
        assert_eq!(few, TooLittle::FewRows("卫生".into(), 3, 5));
        assert!(few.to_string().contains("卫生"));
    }
}
