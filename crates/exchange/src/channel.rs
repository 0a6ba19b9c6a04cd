//! Words that files use for channels and purposes, read generously.

use std::{fmt, str::FromStr};

/// The way a petition arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// 来信
    Letter,
    /// 来访
    Visit,
    /// 网信
    Online,
    /// 来电
    Call,
    /// 视频信访
    Video,
    /// 热线 (a government hotline passed it on)
    Hotline,
    /// 上级交办、转送
    FromAbove,
}

/// What a petition wants (信访目的).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// 建议意见类
    Suggestion,
    /// 检举控告类
    Accusation,
    /// 申诉求决类
    Appeal,
}

/// A word that names no channel or purpose; the message lists those known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("不认识的{what}“{word}”，可用：{known}")]
pub struct UnknownWord {
    what: &'static str,
    word: String,
    known: String,
}

impl UnknownWord {
    /// The words that would have been understood, separated by `、`.
    pub fn known(&self) -> &str {
        &self.known
    }
}

/// For each value: the words for it. The first is its code, the second its
/// Chinese name.
type Words<T> = [(T, &'static [&'static str])];

const CHANNELS: &Words<Channel> = &[
    (
        Channel::Letter,
        &["letter", "来信", "信件", "写信", "书信", "邮寄"],
    ),
    (Channel::Visit, &["visit", "来访", "走访", "上访", "接访"]),
    (
        Channel::Online,
        &[
            "online",
            "网信",
            "网上信访",
            "网上",
            "网络",
            "网上投诉",
            "网站",
            "手机信访",
            "领导信箱",
            "电子邮件",
            "web",
        ],
    ),
    (
        Channel::Call,
        &["call", "来电", "电话", "电话信访", "phone"],
    ),
    (Channel::Video, &["video", "视频", "视频信访", "视频接访"]),
    (
        Channel::Hotline,
        &["hotline", "热线", "政务热线", "12345", "12345热线"],
    ),
    (
        Channel::FromAbove,
        &[
            "from_above",
            "上级交办",
            "上级转送",
            "交办",
            "转送",
            "转交办",
            "上级转办",
        ],
    ),
];

const PURPOSES: &Words<Purpose> = &[
    (
        Purpose::Suggestion,
        &["suggestion", "建议意见类", "建议意见", "意见建议", "建议"],
    ),
    (
        Purpose::Accusation,
        &[
            "accusation",
            "检举控告类",
            "检举控告",
            "检举",
            "控告",
            "举报",
        ],
    ),
    (
        Purpose::Appeal,
        &["appeal", "申诉求决类", "申诉求决", "申诉", "求决", "投诉"],
    ),
];

fn find<T: Copy>(words: &Words<T>, what: &'static str, word: &str) -> Result<T, UnknownWord> {
    let lower = word.trim().to_lowercase();
    words
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()))
        .map(|(value, _)| *value)
        .ok_or_else(|| UnknownWord {
            what,
            word: word.trim().to_owned(),
            known: words
                .iter()
                .map(|(_, names)| names[1])
                .collect::<Vec<_>>()
                .join("、"),
        })
}

fn name<T: PartialEq>(words: &Words<T>, value: &T, which: usize) -> &'static str {
    words
        .iter()
        .find(|(it, _)| it == value)
        .map_or("", |(_, names)| names[which])
}

macro_rules! worded {
    ($type:ty, $words:ident, $what:literal) => {
        impl $type {
            /// The English code used in files and addresses.
            pub fn code(self) -> &'static str {
                name($words, &self, 0)
            }

            /// The Chinese name.
            pub fn title(self) -> &'static str {
                name($words, &self, 1)
            }
        }

        impl FromStr for $type {
            type Err = UnknownWord;

            /// Reads a code or one of the Chinese words in use.
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                find($words, $what, word)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.title())
            }
        }
    };
}

worded!(Channel, CHANNELS, "信访渠道");
worded!(Purpose, PURPOSES, "信访目的");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_channel_is_read_back_from_its_code_and_its_title() {
        for (channel, _) in CHANNELS {
            assert_eq!(channel.code().parse::<Channel>().unwrap(), *channel);
            assert_eq!(channel.title().parse::<Channel>().unwrap(), *channel);
        }
        for (purpose, _) in PURPOSES {
            assert_eq!(purpose.code().parse::<Purpose>().unwrap(), *purpose);
            assert_eq!(purpose.title().parse::<Purpose>().unwrap(), *purpose);
        }
    }

    #[test]
    fn an_unknown_channel_is_refused_with_the_known_ones() {
        let error = "飞鸽".parse::<Channel>().unwrap_err();
        assert!(error.to_string().contains("飞鸽") && error.known().contains("来信"));
    }
}
