//! A group of petitions while it grows.

use std::collections::HashMap;

use super::rarity::Rarities;
use super::{FACTS, Incoming};

/// What is kept of a petition.
#[derive(Debug)]
pub(super) struct Member {
    pub id: String,
    pub subject: String,
    pub petitioner: Option<String>,
    pub on: i64,
    pub support: u32,
    pub vector: Vec<(u32, f32)>,
    pub places: Vec<String>,
}

/// Petitions and what they have in common.
#[derive(Debug, Default)]
pub(super) struct Group {
    members: Vec<Member>,
    /// Sum of the members' vectors.
    sum: HashMap<u32, f32>,
    /// Squared length of `sum`.
    square: f32,
    /// Members with each telling name.
    names: HashMap<u32, u32>,
    last: i64,
}

/// A name is the group's when this share of its petitions has it.
const SHARED: f32 = 0.3;

impl Group {
    pub fn len(&self) -> usize {
        self.members.len()
    }

    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Whether it still takes petitions on a day.
    pub fn is_awake(&self, on: i64, asleep: i64) -> bool {
        !self.members.is_empty() && on - self.last <= asleep
    }

    /// Takes in a petition; returns names it did not have before.
    pub fn take(
        &mut self,
        petition: &Incoming<'_>,
        vector: &[(u32, f32)],
        names: &[(u32, f32)],
        places: Vec<String>,
    ) -> Vec<u32> {
        for &(word, weight) in vector {
            let sum = self.sum.entry(word).or_default();
            self.square += weight * (2.0 * *sum + weight);
            *sum += weight;
        }
        let mut new = Vec::new();
        for &(name, _) in names {
            let count = self.names.entry(name).or_default();
            *count += 1;
            if *count == 1 {
                new.push(name);
            }
        }
        self.last = self.last.max(petition.on);
        self.members.push(Member {
            id: petition.id.to_owned(),
            subject: petition.subject.to_owned(),
            petitioner: petition.petitioner.map(str::to_owned),
            on: petition.on,
            support: petition.support,
            vector: vector.to_vec(),
            places,
        });
        new
    }

    /// How like the group a petition is: the cosine of its words and the group's. 0 where they share no name that is the group's, or
    /// too little of what happened.
    pub fn likeness(&self, vector: &[(u32, f32)], facts: &[(u32, f32)]) -> f32 {
        let least = SHARED * self.members.len() as f32;
        let is_shared = |word: &u32| {
            self.names
                .get(word)
                .is_some_and(|&count| count as f32 >= least)
        };
        if !vector.iter().any(|(word, _)| is_shared(word)) {
            return 0.0;
        }
        let length = self.square.sqrt().max(f32::MIN_POSITIVE);
        let share = |part: &[(u32, f32)]| -> f32 {
            let both = part
                .iter()
                .filter_map(|(word, weight)| Some(weight * self.sum.get(word)?));
            both.sum::<f32>() / length
        };
        if share(facts) < FACTS {
            0.0
        } else {
            share(vector)
        }
    }

    /// The cosine of two groups' words.
    pub fn likeness_to(&self, other: &Self) -> f32 {
        let (small, large) = if self.sum.len() <= other.sum.len() {
            (self, other)
        } else {
            (other, self)
        };
        let dot: f32 = small
            .sum
            .iter()
            .filter_map(|(word, weight)| Some(weight * large.sum.get(word)?))
            .sum();
        dot / (self.square * other.square).sqrt().max(f32::MIN_POSITIVE)
    }

    /// Every telling name of its petitions, with the petitions that have it.
    pub fn names(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.names.iter().map(|(&name, &count)| (name, count))
    }

    /// Takes in another group; returns that group's names.
    pub fn swallow(&mut self, other: Self) -> Vec<u32> {
        for (word, weight) in other.sum {
            let sum = self.sum.entry(word).or_default();
            self.square += weight * (2.0 * *sum + weight);
            *sum += weight;
        }
        let names: Vec<u32> = other.names.keys().copied().collect();
        for (name, count) in other.names {
            *self.names.entry(name).or_default() += count;
        }
        self.last = self.last.max(other.last);
        self.members.extend(other.members);
        self.members.sort_by_key(|member| member.on);
        names
    }

    /// The members' likeness to the whole, in order.
    pub fn central(&self) -> impl Iterator<Item = (&Member, f32)> {
        self.members.iter().map(|member| {
            let dot = member.vector.iter();
            let dot = dot.filter_map(|(word, weight)| Some(weight * self.sum.get(word)?));
            (member, dot.sum())
        })
    }

    /// The `n` words that weigh most in it.
    pub fn telling_words(&self, rarities: &Rarities, n: usize) -> Vec<String> {
        let mut words: Vec<(&str, f32)> = self
            .sum
            .iter()
            .map(|(&word, &weight)| (rarities.word(word), weight))
            .filter(|(word, _)| word.chars().count() > 1 && !word.is_ascii())
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        words
            .into_iter()
            .take(n)
            .map(|(word, _)| word.to_owned())
            .collect()
    }
}
