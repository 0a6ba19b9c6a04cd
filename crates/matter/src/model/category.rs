//! Content categories (内容分类) have one level or two, written 一级/二级.

/// Stands between the levels.
const BETWEEN: char = '/';

/// The first level of a category; the whole of one that has no second.
#[must_use]
pub fn first_level(category: &str) -> &str {
    category
        .split_once(BETWEEN)
        .map_or(category, |(first, _)| first)
}

/// A second level within a first.
#[must_use]
pub fn within(first: &str, second: &str) -> String {
    format!("{first}{BETWEEN}{second}")
}

/// A category as it is kept, however it was typed: 城乡建设 ／ 施工扰民 is 城乡建设/施工扰民. Empty where nothing is left.
#[must_use]
pub fn tidy(typed: &str) -> String {
    let levels = typed.split([BETWEEN, '／']).map(str::trim);
    let levels: Vec<&str> = levels.filter(|level| !level.is_empty()).collect();
    levels.join("/")
}
