//! The facts of one case: everything its texts may name.
//!
//! A case is drawn from its index alone, so a repeat months later can draw the
//! same case again and tell it in other words.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::dice::{Dice, Stream};
use crate::grammar::{self, Slots};
use crate::people;
use crate::phrases::{Kind, Who, phrases};

/// Who speaks: the petitioner, or a clerk reporting what was said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    First,
    Reported,
}

/// The facts of one case.
#[derive(Clone)]
pub(crate) struct Case {
    pub kind: &'static Kind,
    pub voice: Voice,
    /// Day the text is written, from which "yesterday" is counted.
    pub told: Date,
    pub town: usize,
    pub village: usize,
    pub estate: String,
    pub building: String,
    pub rural: bool,
    actor: String,
    brand: String,
    road: &'static str,
    river: &'static str,
    crop: &'static str,
    school: String,
    boss: String,
    since: Date,
    money: i32,
    small: i32,
    pub people: i32,
    months: i32,
    years: i32,
    days: i32,
    year: i32,
    age: i32,
    mu: i32,
    metres: i32,
    hour: &'static str,
    group: &'static str,
    ordinal: &'static str,
    pub accused_unit: &'static str,
    pub accused_person: String,
}

impl Case {
    /// Draws a case of `kind` received on `day`; `shared` draws what all
    /// petitions about one event have in common, `own` the rest.
    pub(crate) fn draw(kind: &'static Kind, day: Date, shared: &mut Dice, own: &mut Dice) -> Self {
        let all = phrases();
        let names = &all.names;
        let town = shared.below(names.townships.len());
        let mut case = Self {
            kind,
            voice: Voice::First,
            told: day,
            town,
            village: shared.below(names.townships[town].villages.len()),
            estate: format!(
                "{}{}",
                shared.pick(&names.estate_heads),
                shared.pick(&names.estate_tails)
            ),
            building: format!("{}栋{}单元", own.between(1, 18), own.between(1, 3)),
            rural: false,
            actor: String::new(),
            brand: format!(
                "{}{}",
                shared.pick(&all.brand_heads),
                shared.pick(&all.brand_tails)
            ),
            road: shared.phrase(&names.roads),
            river: shared.phrase(&names.rivers),
            crop: shared.phrase(&names.crops),
            school: shared.pick(&names.schools).clone(),
            boss: format!("{}某", shared.pick(&all.surnames)),
            since: day.saturating_sub(shared.between(20, 190).days()),
            money: round(shared.between(kind.money[0], kind.money[1])),
            small: round(own.between(kind.small[0], kind.small[1])),
            people: shared.between(kind.people[0], kind.people[1]),
            months: shared.between(2, 11),
            years: shared.between(2, 9),
            days: shared.between(3, 20),
            year: shared.between(1981, 2009),
            age: own.between(62, 86),
            mu: own.between(2, 24),
            metres: *shared.pick(&[30, 50, 80, 100, 120, 150, 200, 260, 300, 400]),
            hour: own.phrase(&[
                "晚上十一点",
                "夜里十二点",
                "凌晨一点",
                "凌晨两点",
                "夜里十一点半",
            ]),
            group: own.phrase(&["一组", "二组", "三组", "四组", "五组", "六组"]),
            ordinal: shared.phrase(&["二", "三", "四"]),
            accused_unit: "",
            accused_person: String::new(),
        };
        case.settle(shared, own);
        case
    }

    /// Fills in what depends on the rest.
    fn settle(&mut self, shared: &mut Dice, own: &mut Dice) {
        self.rural = match self.kind.who {
            Who::Villager => true,
            Who::Elder | Who::Citizen | Who::Patient | Who::Worker => own.chance(50),
            _ => false,
        };
        if self.kind.who == Who::Teacher {
            self.school = format!("{}中心小学", phrases().names.townships[self.town].name);
        }
        if !self.kind.actor.is_empty() {
            let template = shared.phrase(&self.kind.actor);
            self.actor = grammar::text(template, self, shared);
        }
        self.accuse(shared);
    }

    fn accuse(&mut self, dice: &mut Dice) {
        let town = &phrases().names.townships[self.town];
        let (unit, titles): (&str, &[&str]) = match self.kind.accused.as_deref() {
            Some("village") => (
                &town.village_keys[self.village],
                &["村委会主任", "村党支部书记", "村会计"],
            ),
            Some(_) => (
                dice.phrase(&["zrzyj", "cgj", "scj", "zjj", "jtj"]),
                &["窗口工作人员", "执法中队长", "股长"],
            ),
            None => return,
        };
        self.accused_unit = unit;
        self.accused_person = format!("{}{}", dice.pick(titles), people::name(dice));
    }

    /// The spot of the problem in words.
    pub(crate) fn spot(&self) -> String {
        let town = &phrases().names.townships[self.town];
        match (self.rural, self.kind.who) {
            (true, _) => format!("{}{}{}", town.name, town.villages[self.village], self.group),
            (_, Who::Parent | Who::Teacher) => self.school.clone(),
            (_, Who::Merchant) => self.road.to_owned(),
            _ => format!("{}{}", self.estate, self.building),
        }
    }

    /// What to put before a short subject: the spot, unless it is named already.
    pub(crate) fn spot_if_absent(&self, subject: &str) -> String {
        let village = &phrases().names.townships[self.town].villages[self.village];
        if subject.contains(&self.estate) || subject.contains(village) {
            "请求解决：".to_owned()
        } else {
            format!("{}：", self.spot())
        }
    }

    /// Township or village of the spot; estates lie in the county town.
    pub(crate) fn unit(&self) -> &'static str {
        let towns = &phrases().names.townships;
        if self.rural {
            &towns[self.town].village_keys[self.village]
        } else if self.kind.who == Who::Teacher {
            &towns[self.town].key
        } else {
            &towns[0].key
        }
    }

    /// The unit competent to decide, for a key of the phrase tables.
    pub(crate) fn competent(&self, key: &'static str) -> &'static str {
        crate::phrases::unit_key(key, self.town)
    }

    /// Expands a template in this case.
    pub(crate) fn say(&self, template: &str, dice: &mut Dice) -> String {
        grammar::text(template, self, dice)
    }

    fn date(&self, dice: &mut Dice, out: &mut String) {
        let (date, told) = (self.since, self.told);
        let month = date.month();
        let third = ["上旬", "中旬", "下旬"][((date.day() - 1) / 10).min(2) as usize];
        let _ = match (date.year() == told.year(), dice.below(3)) {
            (true, 0) => write!(out, "今年{month}月{}日", date.day()),
            (true, 1) => write!(out, "今年{month}月{third}"),
            (true, _) => write!(out, "{month}月{}日", date.day()),
            (false, 0) => write!(out, "{}年{month}月{}日", date.year(), date.day()),
            (false, 1) if date.year() + 1 == told.year() => write!(out, "去年{month}月"),
            (false, _) => write!(out, "{}年{month}月{third}", date.year()),
        };
    }

    fn lately(&self, dice: &mut Dice, out: &mut String) {
        let ago = dice.between(3, 12);
        let date = self.told.saturating_sub(ago.days());
        let _ = match dice.below(5) {
            0 => write!(out, "前天"),
            1 => write!(out, "前几天"),
            2 => write!(out, "上周"),
            _ => write!(out, "{}月{}日", date.month(), date.day()),
        };
    }
}

/// Rounds an amount to what people say: two or three figures.
fn round(amount: i32) -> i32 {
    let step = match amount {
        ..100 => 5,
        100..2_000 => 20,
        2_000..10_000 => 100,
        10_000..100_000 => 1_000,
        _ => 10_000,
    };
    amount / step * step
}

fn yuan(amount: i32, out: &mut String) {
    let _ = if amount < 10_000 {
        write!(out, "{amount}元")
    } else if amount % 10_000 == 0 {
        write!(out, "{}万元", amount / 10_000)
    } else {
        write!(out, "{}.{}万元", amount / 10_000, amount % 10_000 / 1_000)
    };
}

impl Slots for Case {
    fn write(&self, slot: &str, dice: &mut Dice, out: &mut String) {
        let town = &phrases().names.townships[self.town];
        let first = self.voice == Voice::First;
        let number = match slot {
            "人数" => self.people,
            "月数" => self.months,
            "年数" => self.years,
            "天数" => self.days,
            "年龄" => self.age,
            "年份" => self.year,
            "亩数" => self.mu,
            "米数" => self.metres,
            _ => {
                out.push_str(match slot {
                    "我" if first => "我",
                    "我们" if first => "我们",
                    "我家" if first => "我家",
                    "我" => "其",
                    "我们" => "他们",
                    "我家" => "其家",
                    "单位" => &self.actor,
                    "字号" => &self.brand,
                    "小区" => &self.estate,
                    "楼栋" => &self.building,
                    "镇" => &town.name,
                    "村" => &town.villages[self.village],
                    "组" => self.group,
                    "路" => self.road,
                    "河" => self.river,
                    "作物" => self.crop,
                    "学校" => &self.school,
                    "负责人" => &self.boss,
                    "时刻" => self.hour,
                    "序号" => self.ordinal,
                    "被控人" => &self.accused_person,
                    "被控" => return out.push_str(&accused_name(self.accused_unit)),
                    "金额" => return yuan(self.money, out),
                    "小额" => return yuan(self.small, out),
                    "日期" => return self.date(dice, out),
                    "近日" => return self.lately(dice, out),
                    // Left visible, so that a test finds a misspelt slot.
                    _ => "{}",
                });
                return;
            }
        };
        let _ = write!(out, "{number}");
    }
}

fn accused_name(key: &str) -> String {
    let names = &phrases().names;
    if let Some(department) = names.departments.iter().find(|unit| unit.key == key) {
        return department.short.clone();
    }
    names
        .townships
        .iter()
        .find_map(|town| {
            let at = town
                .village_keys
                .iter()
                .position(|village| village == key)?;
            Some(format!("{}{}", town.name, town.villages[at]))
        })
        .unwrap_or_default()
}

/// A kind of problem for the month of `day`.
pub(crate) fn kind_for(day: Date, dice: &mut Dice) -> &'static Kind {
    let running = &phrases().by_month[(day.month() - 1) as usize];
    let total = running.last().copied().unwrap_or(1);
    let throw = dice.below(total as usize) as u32;
    let at = running.partition_point(|sum| *sum <= throw);
    &phrases().kinds[at]
}

/// The dice of the personal part of case `index`.
pub(crate) fn own_dice(seed: u64, index: usize) -> Dice {
    Dice::new(seed, Stream::Personal, index as u64)
}
