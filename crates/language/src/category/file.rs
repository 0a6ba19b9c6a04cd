//! A model as bytes: little-endian, a mark and a version first, a checksum last.

use std::fmt;

use super::model::CategoryModel;
use super::vocabulary::Vocabulary;

const MARK: &[u8; 8] = b"HYCATEG\x01";

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadModel {
    /// Something else, or a model of another version.
    NotOne,
    /// Cut short or changed.
    Damaged,
}

impl fmt::Display for BadModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOne => "不是本程序的分类模型，或版本不同；请用 huiyin language train 重新训练",
            Self::Damaged => "分类模型文件不完整或已被改动；请重新训练或重新复制",
        })
    }
}

impl std::error::Error for BadModel {}

impl CategoryModel {
    /// The model as bytes for a file.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MARK.to_vec();
        let number = |out: &mut Vec<u8>, n: usize| out.extend((n as u32).to_le_bytes());
        for list in [&self.labels, &self.fields] {
            number(&mut out, list.len());
            for text in list {
                number(&mut out, text.len());
                out.extend(text.as_bytes());
            }
        }
        number(&mut out, self.vocabulary.len());
        let figures = [
            &[self.steepness, self.trusted],
            &self.steps[..],
            &self.offsets,
        ];
        for figure in figures.into_iter().flatten().chain(&self.vocabulary.rarity) {
            out.extend(figure.to_le_bytes());
        }
        self.vocabulary
            .keys
            .iter()
            .for_each(|key| out.extend(key.to_le_bytes()));
        self.weights
            .iter()
            .for_each(|weight| out.extend(weight.to_le_bytes()));
        let sum = checksum(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// Reads a model that [`CategoryModel::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadModel`] when the bytes are something else or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        if !bytes.starts_with(MARK) {
            return Err(BadModel::NotOne);
        }
        let (held, sum) = bytes.split_last_chunk::<8>().ok_or(BadModel::Damaged)?;
        if checksum(held) != u64::from_le_bytes(*sum) {
            return Err(BadModel::Damaged);
        }
        let mut rest = Bytes(&held[MARK.len()..]);
        let (labels, fields) = (rest.texts()?, rest.texts()?);
        let classes = labels.len();
        let features = rest.number()?;
        let [steepness, trusted] = [rest.figure()?, rest.figure()?];
        let steps = rest.many(classes, f32::from_le_bytes)?;
        let offsets = rest.many(classes, f32::from_le_bytes)?;
        let rarity = rest.many(features, f32::from_le_bytes)?;
        let keys = rest.many(features, u64::from_le_bytes)?;
        let weights = rest.many(features.saturating_mul(classes), i16::from_le_bytes)?;
        if classes < 2 || !rest.0.is_empty() {
            return Err(BadModel::Damaged);
        }
        Ok(Self {
            labels,
            fields,
            vocabulary: Vocabulary::new(keys, rarity),
            steps,
            offsets,
            weights,
            steepness,
            trusted,
        })
    }
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], BadModel> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(BadModel::Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn number(&mut self) -> Result<usize, BadModel> {
        Ok(u32::from_le_bytes(self.take()?) as usize)
    }

    fn figure(&mut self) -> Result<f32, BadModel> {
        Ok(f32::from_le_bytes(self.take()?))
    }

    fn texts(&mut self) -> Result<Vec<String>, BadModel> {
        (0..self.number()?).map(|_| self.text()).collect()
    }

    fn text(&mut self) -> Result<String, BadModel> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length).ok_or(BadModel::Damaged)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).map_err(|_| BadModel::Damaged)
    }

    fn many<T, const N: usize>(
        &mut self,
        n: usize,
        read: fn([u8; N]) -> T,
    ) -> Result<Vec<T>, BadModel> {
        let (taken, rest) = self
            .0
            .split_at_checked(n.saturating_mul(N))
            .ok_or(BadModel::Damaged)?;
        self.0 = rest;
        let (chunks, _) = taken.as_chunks::<N>();
        Ok(chunks.iter().map(|chunk| read(*chunk)).collect())
    }
}

/// FNV-1a over words of eight bytes: finds accidents, not attacks.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0xCBF2_9CE4_8422_2325, |sum, part| {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::train::{Labelled, train};
    use super::*;

    fn model() -> CategoryModel {
        let texts = ["路灯不亮", "路面有坑", "公交车晚点"]
            .map(|body| (body, "交通"))
            .into_iter()
            .chain(["医院收费高", "药房没有药", "挂号排队"].map(|body| (body, "卫生")));
        let rows: Vec<Labelled<'_>> = texts
            .flat_map(|(body, label)| {
                [Labelled {
                    subject: "",
                    body,
                    label,
                }; 3]
            })
            .collect();
        train(&rows).unwrap().0.learned_from(vec!["body".into()])
    }

    #[test]
    fn a_model_reads_back_as_it_was_written() {
        let model = model();
        let back = CategoryModel::from_bytes(&model.to_bytes()).unwrap();
        assert_eq!(back.fields(), ["body"]);
        for body in ["医院没有药", "公交路面", ""] {
            assert_eq!(back.suggest("", body), model.suggest("", body));
        }
    }

    #[test]
    fn other_and_damaged_files_are_told_apart() {
        let bytes = model().to_bytes();
        let refusal = |bytes: &[u8]| CategoryModel::from_bytes(bytes).unwrap_err();
        assert_eq!(refusal(b"PK\x03\x04"), BadModel::NotOne);
        assert_eq!(refusal(&bytes[..bytes.len() / 2]), BadModel::Damaged);
        let mut changed = bytes.clone();
        let middle = bytes.len() / 2;
        changed[middle] ^= 1;
        assert_eq!(refusal(&changed), BadModel::Damaged);
    }
}
