//! Matching a file's columns to fields.

use std::{collections::HashMap, path::Path};

use crate::{ExchangeError, Field, Mapping, mapping::normal};

/// Which name feeds which field, and how much it is preferred (0 first).
#[derive(Debug)]
pub(crate) struct Names {
    by_name: HashMap<String, (Field, usize)>,
}

impl Names {
    pub fn new(mapping: &Mapping) -> Names {
        let mut by_name = HashMap::new();
        // What the mapping file says wins over a default of another field.
        let explicit = Field::ALL
            .iter()
            .filter(|field| mapping.columns.contains_key(field));
        let defaults = Field::ALL
            .iter()
            .filter(|field| !mapping.columns.contains_key(field));
        for &field in explicit.chain(defaults) {
            for (rank, name) in mapping.names(field).iter().enumerate() {
                by_name.entry(normal(name)).or_insert((field, rank));
            }
        }
        Names { by_name }
    }

    pub fn find(&self, column: &str) -> Option<(Field, usize)> {
        self.by_name.get(&normal(column)).copied()
    }
}

/// For each column of a table, the field it feeds.
pub(crate) fn resolve(
    columns: &[String],
    mapping: &Mapping,
    path: &Path,
    row: u64,
) -> Result<Vec<Option<Field>>, ExchangeError> {
    let names = Names::new(mapping);
    let mut best: HashMap<Field, (usize, usize)> = HashMap::new();
    for (at, column) in columns.iter().enumerate() {
        let Some((field, rank)) = names.find(column) else {
            continue;
        };
        match best.get(&field) {
            Some(&(known, _)) if known < rank => {}
            Some(&(known, _)) if known == rank => {
                let problem = format!("列“{}”出现了两次，分不清哪一列是{field}", column.trim());
                return Err(refusal(path, row, columns, problem, "请删去或改名其中一列"));
            }
            _ => drop(best.insert(field, (rank, at))),
        }
    }
    check(mapping, path, row, columns, |field| {
        best.contains_key(&field)
    })?;
    let mut targets = vec![None; columns.len()];
    for (field, (_, at)) in best {
        targets[at] = Some(field);
    }
    Ok(targets)
}

/// Every column that the mapping names, and a text at least, must be there.
pub(crate) fn check(
    mapping: &Mapping,
    path: &Path,
    row: u64,
    columns: &[String],
    has: impl Fn(Field) -> bool,
) -> Result<(), ExchangeError> {
    for field in mapping.required() {
        if !has(field) {
            let problem = format!(
                "映射给{field}指定的列“{}”在文件里没有",
                mapping.names(field).join("”或“")
            );
            return Err(refusal(
                path,
                row,
                columns,
                problem,
                "请在映射文件 [columns] 里改成文件里的列名，或删去这一行",
            ));
        }
    }
    if !has(Field::Subject) && !has(Field::Body) {
        let problem = "没有找到标题或内容列";
        let advice = "第一行应当是列名；若列名不同，请写一个映射文件，例如 [columns] body = \"文件里的列名\"";
        return Err(refusal(path, row, columns, problem, advice));
    }
    Ok(())
}

fn refusal(
    path: &Path,
    row: u64,
    columns: &[String],
    problem: impl Into<String>,
    advice: &str,
) -> ExchangeError {
    let named = columns
        .iter()
        .map(|column| column.trim())
        .filter(|column| !column.is_empty());
    // A file without a header would put whole letters here.
    let found = named
        .take(40)
        .map(|name| name.chars().take(20).collect::<String>())
        .collect::<Vec<_>>()
        .join("、");
    ExchangeError::Header {
        path: path.to_owned(),
        row,
        problem: problem.into(),
        found,
        advice: advice.to_owned(),
    }
}
