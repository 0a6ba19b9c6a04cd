//! Sight of sealed matters (accusations) waits for a second person who already holds a post.
//!
//! Whoever keeps posts and passwords could otherwise make a reader of an accusation alone. So every act that gives a post sight
//! leaves a [`Grant`] in it, and until somebody else confirms the grant the post works with ordinary matters only: sealed ones
//! do not exist for it (《信访工作条例》第三十条第三款).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::org::{Org, Post, Role, UnitKind};
use crate::refusal::Refusal;
use crate::{PersonId, PostId, UnitId};

/// Whether sealed matters exist for a viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// A second person confirmed the post as it is held now.
    Confirmed,
    /// Something about the post gave sight and nobody confirmed it yet; or its holder is an administrator too.
    Awaiting,
}

/// The act that gave a post its sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Widening {
    /// The post was made.
    Made,
    /// Another person took it over.
    Holder,
    /// It got other rights.
    Role,
    /// It went to another unit.
    Unit,
    /// It was taken up again after it had been given up.
    Resumed,
    /// It was made to stand in for another.
    StandIn,
    /// Somebody else opened a login or set a password for its holder.
    Account,
    /// Its unit moved or changed its kind, and sees more since.
    UnitMoved,
}

impl Widening {
    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Made => "新设岗位",
            Self::Holder => "换人任职",
            Self::Role => "权限变更",
            Self::Unit => "调整所属单位",
            Self::Resumed => "恢复在任",
            Self::StandIn => "指定代理",
            Self::Account => "他人开通登录名或重设密码",
            Self::UnitMoved => "所在单位的隶属或类别变更",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Self::Made => "new post",
            Self::Holder => "another holder",
            Self::Role => "other rights",
            Self::Unit => "another unit",
            Self::Resumed => "taken up again",
            Self::StandIn => "stand-in appointed",
            Self::Account => "login or password set by somebody else",
            Self::UnitMoved => "its unit moved or changed its kind",
        }
    }
}

/// How a post came to its sight, and who confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The act.
    pub act: Widening,
    /// The post that did it; none for the program at set-up.
    pub by: Option<PostId>,
    /// Who held that post then.
    pub person: Option<PersonId>,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Who confirmed it; none while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmation>,
}

/// A second person's word that a post is held by whom it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The confirming post; none for the keeper of the data folder.
    pub by: Option<PostId>,
    /// Who held it then.
    pub person: Option<PersonId>,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// By which right.
    pub way: Way,
}

/// By which right somebody confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A leader of the post's unit, of a petition office or of a discipline organ.
    Leader,
    /// Another unit's leader, while none of those can.
    OtherLeader,
    /// Whoever holds another confirmed post, while no leader can.
    Holder,
    /// The first leader of a new office, in which nobody could be confirmed before.
    First,
    /// Whoever appointed a stand-in for the own post or one of the own unit.
    Appointed,
    /// Whoever keeps the data folder, at its machine.
    Keeper,
}

impl Way {
    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Leader => "负责人确认",
            Self::OtherLeader => {
                "其他单位负责人确认（本单位、信访部门、纪检监察机关暂无可确认的负责人）"
            }
            Self::Holder => "在任人员确认（暂无可确认的负责人）",
            Self::First => "首位负责人确认（此前本系统尚无已确认的负责人）",
            Self::Appointed => "由委托人指定",
            Self::Keeper => "数据目录保管人在本机确认",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Self::Leader => "confirmed by a leader",
            Self::OtherLeader => "confirmed by another unit's leader, since no nearer one could",
            Self::Holder => "confirmed by the holder of another post, since no leader could",
            Self::First => "confirmed by the first leader, before whom nobody was confirmed",
            Self::Appointed => "appointed by the one who is away or the unit's leader",
            Self::Keeper => "confirmed by the keeper of the data folder",
        }
    }
}

impl Post {
    /// Whether a grant of sight waits for a second person. Posts kept before grants were recorded have none and count as
    /// confirmed; an administrator's post gives no sight.
    pub fn awaits(&self) -> bool {
        let waiting = |grant: &Grant| grant.confirmed.is_none();
        self.role != Role::Administrator && self.grant.as_ref().is_some_and(waiting)
    }
}

impl Org {
    /// Whether sealed matters exist for the post's holder.
    pub fn trust(&self, post: &Post) -> Trust {
        if post.awaits() || self.administers(post.person) {
            Trust::Awaiting
        } else {
            Trust::Confirmed
        }
    }

    /// Whether the person holds an administrator's post.
    pub fn administers(&self, person: PersonId) -> bool {
        let mut posts = self.posts().into_iter();
        posts.any(|post| post.active && post.person == person && post.role == Role::Administrator)
    }

    /// Whether the person holds a post that reads matters, a stand-in's included.
    pub fn reads(&self, person: PersonId) -> bool {
        let mut posts = self.posts().into_iter();
        posts.any(|post| post.active && post.person == person && post.role != Role::Administrator)
    }

    /// By which right `confirmer` may confirm what waits in `subject` on a day. `fresh` says that nobody could ever be confirmed
    /// here before: then a leader may begin.
    ///
    /// # Errors
    /// Why not: nothing waits, the confirmer gains by it or made it, or others are nearer.
    pub fn may_confirm(
        &self,
        confirmer: &Post,
        subject: &Post,
        fresh: bool,
        today: Date,
    ) -> Result<Way, Refusal> {
        let Some(grant) = subject.grant.as_ref().filter(|_| subject.awaits()) else {
            return Err(Refusal::missing(
                "该岗位没有待确认的变更",
                "nothing about this post waits to be confirmed",
            ));
        };
        if !self.in_force(confirmer, today) || self.administers(confirmer.person) {
            return Err(Refusal::not_yours(
                "管理员不能确认岗位，请由负责人确认",
                "an administrator confirms no post; a leader does",
            ));
        }
        let aside = |person| person == subject.person || grant.person == Some(person);
        let able: Vec<&Post> = self
            .posts()
            .into_iter()
            .filter(|post| post.role != Role::Administrator && self.in_force(post, today))
            .filter(|post| self.trust(post) == Trust::Confirmed && !aside(post.person))
            .collect();
        let leads = |post: &Post| post.role == Role::Leader;
        let near = |post: &Post| leads(post) && self.confirms_for(post.unit, subject.unit);
        let (way, right): (Way, &dyn Fn(&Post) -> bool) = if able.iter().any(|post| near(post)) {
            (Way::Leader, &near)
        } else if able.iter().any(|post| leads(post)) {
            (Way::OtherLeader, &leads)
        } else if fresh {
            return self.first(confirmer, grant);
        } else {
            (Way::Holder, &|_: &Post| true)
        };
        if aside(confirmer.person) {
            return Err(Refusal::law(
                "须由任职人和变更人以外的人确认",
                "neither the one who gains by it nor the one who made it may confirm",
                "《信访工作条例》第三十条第三款",
            ));
        }
        if able.iter().any(|post| post.id == confirmer.id) && right(confirmer) {
            return Ok(way);
        }
        Err(Refusal::not_yours(
            "由本单位、信访部门或者纪检监察机关已确认的负责人确认",
            "a confirmed leader of the unit, of the petition office or of the discipline organ confirms this",
        ))
    }

    /// The beginning of a new office: a leader begins, with the own post too, but not with what that leader made.
    fn first(&self, confirmer: &Post, grant: &Grant) -> Result<Way, Refusal> {
        if confirmer.role != Role::Leader || grant.person == Some(confirmer.person) {
            return Err(Refusal::not_yours(
                "本系统尚无已确认的岗位，由负责人开始确认",
                "no post is confirmed here yet; a leader begins",
            ));
        }
        Ok(Way::First)
    }

    /// Whether leaders of `unit` confirm for `other`: its own, those of petition offices and of discipline organs.
    fn confirms_for(&self, unit: UnitId, other: UnitId) -> bool {
        let kind = self.unit(unit).map(|found| found.kind);
        unit == other || matches!(kind, Some(UnitKind::PetitionOffice | UnitKind::Discipline))
    }

    /// The units that see more in `after` than here: they oversee a unit they did not, or stand no longer under one that may be
    /// accused. Units that are new in `after` have nothing to be seen yet.
    pub fn widened_in(&self, after: &Self) -> Vec<UnitId> {
        let known: Vec<UnitId> = self.units().iter().map(|unit| unit.id).collect();
        let mut wider: Vec<UnitId> = Vec::new();
        for &unit in &known {
            let before = self.overseers(unit);
            wider.extend(
                after
                    .overseers(unit)
                    .iter()
                    .filter(|over| !before.contains(over)),
            );
            let above = after.above(unit);
            if self.above(unit).iter().any(|over| !above.contains(over)) {
                wider.push(unit);
            }
        }
        wider.sort_unstable();
        wider.dedup();
        wider
    }
}
