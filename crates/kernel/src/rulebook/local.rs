//! Laying a local book over a national one.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::tighter::{check, loosening};
use super::{
    Bearer, Confidence, ExtensionRule, GroundCode, GroundEffect, Limit, LimitKey, Retired,
    Rulebook, RulebookError, Setting, SettingValue, Tiers, Weight, read, require,
};
use crate::clock::{DayUnit, StopKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalFile {
    id: String,
    version: String,
    /// The id of the national book it was written for.
    national: String,
    title: String,
    #[serde(default)]
    title_en: String,
    #[serde(default)]
    limit: Vec<LocalLimit>,
    #[serde(default)]
    ground: Vec<LocalGround>,
    #[serde(default)]
    setting: Vec<LocalSetting>,
}

/// What a local book says about a limit. For a known key only `key` and `article` are needed; for a new one everything
/// that has no natural default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalLimit {
    key: LimitKey,
    article: String,
    #[serde(default)]
    article_en: String,
    name: Option<String>,
    name_en: Option<String>,
    trigger: Option<String>,
    trigger_en: Option<String>,
    bearer: Option<Bearer>,
    confidence: Option<Confidence>,
    length: Option<u16>,
    unit: Option<DayUnit>,
    named: Option<bool>,
    extension: Option<LocalExtension>,
    stops: Option<Vec<StopKind>>,
    notice: Option<String>,
    notice_en: Option<String>,
    warn_days: Option<u16>,
    #[serde(default)]
    weights: BTreeMap<Weight, LocalWeight>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalExtension {
    max_days: Option<u16>,
    approver: Option<String>,
    approver_en: Option<String>,
    notice: Option<String>,
    notice_en: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalWeight {
    length: Option<u16>,
    unit: Option<DayUnit>,
    /// The cap of extensions; 0 takes them away.
    max_extension: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalGround {
    code: GroundCode,
    /// What the clerk must state in addition.
    needs: Option<String>,
    needs_en: Option<String>,
    effect: Option<GroundEffect>,
    text: Option<String>,
    article: Option<String>,
    channel: Option<String>,
    purpose: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalSetting {
    name: String,
    value: SettingValue,
    why: Option<String>,
    why_en: Option<String>,
}

pub(super) fn lay_over(national: &Rulebook, text: &str) -> Result<Rulebook, RulebookError> {
    let file: LocalFile = read(text)?;
    if national.id.split('+').next() != Some(file.national.as_str()) {
        return Err(RulebookError::OtherNational {
            expected: file.national,
            found: national.id.clone(),
        });
    }
    require(&file.title, "id", &file.id)?;
    require(&file.id, "version", &file.version)?;
    let mut book = national.clone();
    lay_limits(&mut book, file.limit)?;
    for ground in file.ground {
        lay_ground(&mut book, ground)?;
    }
    for setting in file.setting {
        lay_setting(&mut book, setting)?;
    }
    book.id = format!("{}+{}", national.id, file.id);
    book.version = format!("{}+{}-{}", national.version, file.id, file.version);
    book.title = file.title;
    book.title_en = file.title_en;
    Ok(book)
}

fn lay_limits(book: &mut Rulebook, changes: Vec<LocalLimit>) -> Result<(), RulebookError> {
    let limits = Arc::make_mut(&mut book.limits);
    let mut seen = Vec::new();
    for change in changes {
        require(change.key.as_str(), "article", &change.article)?;
        if seen.contains(&change.key) {
            return Err(RulebookError::Twice(change.key.to_string()));
        }
        seen.push(change.key.clone());
        let tiers = match limits.get(&change.key) {
            Some(tiers) => changed(tiers, &change)?,
            None => added(&change)?,
        };
        limits.insert(change.key, tiers);
    }
    agree_on_extensions(limits);
    Ok(())
}

/// A known limit under a local book, weight by weight.
fn changed(tiers: &Tiers, change: &LocalLimit) -> Result<Tiers, RulebookError> {
    let mut new = tiers.clone();
    for (weight, (national, local)) in Weight::ALL.into_iter().zip(tiers.iter().zip(&mut new)) {
        if let Some(change) = rewritten(national, change) {
            return Err(loosening(national, weight, change).into());
        }
        apply(local, change);
        if let Some(own) = change.weights.get(&weight) {
            apply_weight(local, own);
        }
        check(national, local, weight)?;
        require_approver(local)?;
        local.article = join(&national.article, &change.article);
        local.article_en = join_en(&national.article_en, &change.article_en);
        local.setting = false;
    }
    Ok(new)
}

/// What a local book may not touch at all: what the limit is about, who bears it, and the notices owed with it.
fn rewritten(national: &Limit, change: &LocalLimit) -> Option<(String, String)> {
    let differs = |new: &Option<String>, old: &str| new.as_ref().is_some_and(|new| new != old);
    if differs(&change.trigger, &national.trigger) || differs(&change.name, &national.name) {
        return Some((
            "改变了期限的名称或者起算点".into(),
            "changes what the limit is or what starts it".into(),
        ));
    }
    if change
        .bearer
        .is_some_and(|bearer| bearer != national.bearer)
    {
        return Some((
            "改变了期限约束的对象".into(),
            "changes whom the limit binds".into(),
        ));
    }
    let law = national.extension.as_ref();
    let emptied = |new: &Option<String>, old: Option<&String>| {
        old.is_some() && new.as_ref().is_some_and(|text| text.trim().is_empty())
    };
    let extension_notice = change.extension.as_ref().map_or(&None, |rule| &rule.notice);
    if emptied(&change.notice, national.notice.as_ref())
        || emptied(extension_notice, law.and_then(|rule| rule.notice.as_ref()))
    {
        return Some((
            "取消了应当作出的告知".into(),
            "removes a notice that is owed".into(),
        ));
    }
    None
}

fn apply(limit: &mut Limit, change: &LocalLimit) {
    if let Some(length) = change.length {
        limit.length = length;
        limit.named = false;
    }
    limit.unit = change.unit.unwrap_or(limit.unit);
    limit.named = change.named.unwrap_or(limit.named);
    limit.warn_days = change.warn_days.unwrap_or(limit.warn_days);
    if let Some(stops) = &change.stops {
        limit.stops.clone_from(stops);
    }
    add_notice(&mut limit.notice, &change.notice);
    add_notice(&mut limit.notice_en, &change.notice_en);
    if let Some(rule) = &change.extension {
        apply_extension(limit, rule, change);
    }
}

fn apply_extension(limit: &mut Limit, rule: &LocalExtension, change: &LocalLimit) {
    let extension = limit.extension.get_or_insert_with(|| ExtensionRule {
        max_days: 0,
        approver: String::new(),
        approver_en: String::new(),
        notice: None,
        notice_en: None,
        article: change.article.clone(),
        article_en: change.article_en.clone(),
    });
    extension.max_days = rule.max_days.unwrap_or(extension.max_days);
    for (new, old) in [
        (&rule.approver, &mut extension.approver),
        (&rule.approver_en, &mut extension.approver_en),
    ] {
        if let Some(new) = new {
            old.clone_from(new);
        }
    }
    add_notice(&mut extension.notice, &rule.notice);
    add_notice(&mut extension.notice_en, &rule.notice_en);
    limit.extension.take_if(|rule| rule.max_days == 0);
}

fn require_approver(limit: &Limit) -> Result<(), RulebookError> {
    limit.extension.as_ref().map_or(Ok(()), |rule| {
        require(limit.key.as_str(), "extension.approver", &rule.approver)
    })
}

fn apply_weight(limit: &mut Limit, own: &LocalWeight) {
    if let Some(length) = own.length {
        limit.length = length;
        limit.named = false;
    }
    limit.unit = own.unit.unwrap_or(limit.unit);
    if let (Some(days), Some(rule)) = (own.max_extension, &mut limit.extension) {
        rule.max_days = days;
    }
    limit.extension.take_if(|rule| rule.max_days == 0);
}

/// Notices add up: the law's stays, the local one joins it.
fn add_notice(notice: &mut Option<String>, local: &Option<String>) {
    if let Some(local) = local.as_ref().filter(|text| !text.trim().is_empty()) {
        *notice = Some(
            notice
                .as_ref()
                .map_or_else(|| local.clone(), |law| join(law, local)),
        );
    }
}

fn join(law: &str, local: &str) -> String {
    format!("{law}；{local}")
}

fn join_en(law: &str, local: &str) -> String {
    if local.is_empty() {
        law.to_owned()
    } else {
        format!("{law}; {local}")
    }
}

/// A limit that only the local book knows. It binds offices: a new time limit on petitioners would cut a right.
fn added(change: &LocalLimit) -> Result<Tiers, RulebookError> {
    let code = change.key.as_str();
    let text = |field: &'static str, value: &Option<String>| {
        require(code, field, value.as_deref().unwrap_or_default())?;
        Ok::<_, RulebookError>(value.clone().unwrap_or_default())
    };
    let missing = |field| RulebookError::Missing {
        code: code.to_owned(),
        field,
    };
    let name = text("name", &change.name)?;
    let trigger = text("trigger", &change.trigger)?;
    let mut limit = Limit {
        key: change.key.clone(),
        name_en: change.name_en.clone().unwrap_or_else(|| name.clone()),
        trigger_en: change.trigger_en.clone().unwrap_or_else(|| trigger.clone()),
        name,
        trigger,
        length: change.length.ok_or_else(|| missing("length"))?,
        unit: change.unit.ok_or_else(|| missing("unit"))?,
        named: false,
        bearer: change.bearer.unwrap_or(Bearer::Office),
        extension: None,
        extends: None,
        stops: Vec::new(),
        notice: None,
        notice_en: None,
        article: change.article.clone(),
        article_en: change.article_en.clone(),
        confidence: change.confidence.unwrap_or(Confidence::C),
        warn_days: 0,
        setting: false,
        // The program starts the limits that it knows; this one is for people to read and keep.
        unused: true,
    };
    if limit.bearer == Bearer::Petitioner {
        let why = (
            "给信访人增设了期限".into(),
            "puts a new time limit on petitioners".into(),
        );
        return Err(loosening(&limit, Weight::Ordinary, why).into());
    }
    apply(&mut limit, change);
    require_approver(&limit)?;
    let mut tiers = [limit.clone(), limit.clone(), limit];
    for (weight, tier) in Weight::ALL.into_iter().zip(&mut tiers) {
        if let Some(own) = change.weights.get(&weight) {
            apply_weight(tier, own);
        }
    }
    Ok(tiers)
}

/// Where a cap was tightened in one of its two places, the other follows.
fn agree_on_extensions(limits: &mut BTreeMap<LimitKey, Tiers>) {
    let pairs: Vec<_> = limits
        .iter()
        .filter_map(|(key, tiers)| Some((key.clone(), tiers[0].extends.clone()?)))
        .collect();
    for (key, base) in pairs {
        for weight in Weight::ALL.map(|weight| weight as usize) {
            let of = |key, days: fn(&Limit) -> u16| {
                limits
                    .get(key)
                    .map_or(0, |tiers: &Tiers| days(&tiers[weight]))
            };
            let cap = of(&base, Limit::extension_cap).min(of(&key, |limit| limit.length));
            if let Some(tiers) = limits.get_mut(&key) {
                tiers[weight].length = cap;
            }
            if let Some(tiers) = limits.get_mut(&base) {
                if let Some(rule) = &mut tiers[weight].extension {
                    rule.max_days = cap;
                }
                tiers[weight].extension.take_if(|rule| rule.max_days == 0);
            }
        }
    }
}

fn lay_ground(book: &mut Rulebook, change: LocalGround) -> Result<(), RulebookError> {
    let grounds = Arc::make_mut(&mut book.grounds);
    let Some(ground) = grounds.get_mut(&change.code) else {
        return Err(RulebookError::Ground {
            code: change.code,
            article: "《信访工作条例》第二十三条、第三十六条".into(),
        });
    };
    let differs = |new: &Option<String>, old: Option<&str>| new.is_some() && new.as_deref() != old;
    if change.effect.is_some_and(|effect| effect != ground.effect)
        || differs(&change.text, Some(&ground.text))
        || differs(&change.article, Some(&ground.article))
        || differs(&change.channel, ground.channel.as_deref())
        || differs(&change.purpose, ground.purpose.as_deref())
    {
        return Err(RulebookError::Ground {
            code: change.code,
            article: ground.article.clone(),
        });
    }
    if let Some(needs) = change.needs {
        ground.needs = join(&ground.needs, &needs);
    }
    if let Some(needs) = change.needs_en {
        ground.needs_en = join_en(&ground.needs_en, &needs);
    }
    Ok(())
}

fn lay_setting(book: &mut Rulebook, change: LocalSetting) -> Result<(), RulebookError> {
    if let Some(gone) = Retired::ALL.iter().find(|gone| gone.name == change.name) {
        book.retired.push(gone);
        return Ok(());
    }
    let settings = Arc::make_mut(&mut book.settings);
    let known = settings
        .get_mut(&change.name)
        .filter(|known| known.value.same_type(&change.value));
    let Some(Setting {
        value, why, why_en, ..
    }) = known
    else {
        return Err(RulebookError::Setting(change.name));
    };
    *value = change.value;
    *why = change.why.unwrap_or_else(|| why.clone());
    *why_en = change.why_en.unwrap_or_else(|| why_en.clone());
    Ok(())
}
