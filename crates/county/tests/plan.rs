//! The plan a county yields.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{HashMap, HashSet};

use huiyin_county::*;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const END: Date = date(2026, 6, 30);

fn year(seed: u64) -> Vec<Petition> {
    County::new(seed).year(END).collect()
}

/// Name of the last step done by the end date.
fn stage(petition: &Petition) -> &'static str {
    let done = petition
        .story
        .steps
        .iter()
        .rfind(|step| petition.received + step.day().days() <= END);
    match done {
        None => "registered",
        Some(Step::Route { .. }) => "routed",
        Some(Step::Object { .. }) => "objected",
        Some(Step::Reassign { .. }) => "reassigned",
        Some(Step::Accept { .. }) => "accepted",
        Some(Step::NotAccept { .. }) => "not accepted",
        Some(Step::Hear { .. }) => "heard",
        Some(Step::Extend { .. }) => "extended",
        Some(Step::Opinion { .. }) => "opinion",
        Some(Step::Reply { .. }) => "replied",
        Some(Step::Redirect { .. }) => "redirected",
        Some(Step::Serve { .. }) => "served",
        Some(Step::Rate { .. }) => "rated",
        Some(Step::Close { .. }) => "closed",
        Some(Step::Join { .. }) => "joined",
    }
}

/// Stages in which something must stand on the last day.
const STAGES: [&str; 11] = [
    "registered",
    "routed",
    "accepted",
    "not accepted",
    "heard",
    "extended",
    "opinion",
    "served",
    "rated",
    "closed",
    "joined",
];

#[test]
fn the_same_seed_gives_the_same_plan_and_another_seed_another() {
    assert_eq!(year(7), year(7));
    assert_ne!(year(7)[0].body, year(8)[0].body);
    assert_ne!(County::new(7).posts(), County::new(8).posts());
}

#[test]
fn the_county_has_its_units_and_posts() {
    let county = County::new(1);
    let count = |kinds: &[UnitKind]| {
        let of = |unit: &&Unit| kinds.contains(&unit.kind);
        county.units().iter().filter(of).count()
    };
    let organs = [
        UnitKind::Department,
        UnitKind::PoliticalLegal,
        UnitKind::DisciplineOrgan,
    ];
    assert_eq!(count(&[UnitKind::Township]), 12);
    assert_eq!(count(&[UnitKind::Village]), 60);
    assert_eq!(count(&organs), 25);
    assert!((35..=55).contains(&county.posts().len()));
    let unique = |texts: Vec<&str>| texts.iter().collect::<HashSet<_>>().len() == texts.len();
    let units = county.units();
    assert!(unique(units.iter().map(|unit| unit.key).collect()));
    assert!(unique(
        units.iter().map(|unit| unit.name.as_str()).collect()
    ));
    assert!(unique(
        units.iter().map(|unit| unit.code_prefix.as_str()).collect()
    ));
    assert!(unique(
        county
            .posts()
            .iter()
            .map(|post| post.login.as_str())
            .collect()
    ));
}

#[test]
fn the_year_is_full_ordered_and_ends_on_its_day() {
    let year = year(1);
    assert_eq!(year.len(), 3_000);
    assert!(year.is_sorted_by_key(|petition| (petition.received, petition.minute_of_day)));
    assert!(year.iter().all(|petition| petition.received <= END));
    assert!(year[0].received >= date(2025, 7, 1));
    assert_eq!(year[2_999].received, END);
    assert_eq!(County::new(1).stream(10_000, END).count(), 10_000);
}

#[test]
fn every_channel_purpose_category_and_stage_occurs() {
    for seed in [1, 2, 3] {
        let year = year(seed);
        let channels: HashSet<_> = year.iter().map(|petition| petition.channel).collect();
        let purposes: HashSet<_> = year.iter().map(|petition| petition.purpose).collect();
        let categories: HashSet<_> = year.iter().map(|petition| petition.category).collect();
        let kinds: HashSet<_> = year.iter().map(|petition| petition.kind).collect();
        let stages: HashSet<_> = year.iter().map(stage).collect();
        assert_eq!(
            (channels.len(), purposes.len(), categories.len()),
            (7, 3, 15)
        );
        assert!(kinds.len() >= 60, "{}", kinds.len());
        for wanted in STAGES {
            assert!(stages.contains(wanted), "seed {seed}: nothing is {wanted}");
        }
        assert!(year.iter().any(late_and_open), "nothing is late");
    }
}

/// Accepted more than sixty days ago, not extended, without an opinion.
fn late_and_open(petition: &Petition) -> bool {
    let steps = || petition.story.steps.iter();
    let accepted = steps().find(|step| matches!(step, Step::Accept { .. }));
    accepted.is_some_and(|step| petition.received + (step.day() + 60).days() < END)
        && !steps().any(|step| matches!(step, Step::Extend { .. }))
        && ["accepted", "heard"].contains(&stage(petition))
}

#[test]
fn stories_move_forward_and_are_answered_demand_by_demand() {
    for petition in year(2) {
        let steps = &petition.story.steps;
        assert!(steps.is_sorted_by_key(Step::day), "{steps:?}");
        for step in steps {
            if let Step::Opinion { text, .. } = step {
                assert_eq!(text.decisions.len(), petition.demands.len());
                assert!(text.facts.chars().count() > 25);
            }
        }
        assert!((1..=3).contains(&petition.demands.len()));
    }
}

#[test]
fn the_accused_is_never_given_the_matter() {
    let year = year(3);
    let accusations = || year.iter().filter(|petition| petition.accused.is_some());
    assert!(
        (15..=150).contains(&accusations().count()),
        "{}",
        accusations().count()
    );
    for petition in accusations() {
        let accused = petition.accused.as_ref().unwrap();
        assert_eq!(petition.purpose, Purpose::Accusation);
        assert_eq!(petition.target, "jw");
        for step in &petition.story.steps {
            if let Step::Route { to, .. } = step {
                assert_ne!(*to, accused.unit);
                assert!(!accused.unit.starts_with(to));
            }
        }
    }
}

#[test]
fn persons_are_few_fictional_and_sometimes_nameless() {
    let year = year(4);
    for petition in &year {
        assert!(petition.petitioners.len() <= 5);
        assert!(petition.head_count as usize >= petition.petitioners.len());
        assert_eq!(petition.anonymous, petition.petitioners.is_empty());
        for person in &petition.petitioners {
            assert!(
                person
                    .phone
                    .as_ref()
                    .is_none_or(|phone| &phone[3..7] == "0000")
            );
            assert!(
                person
                    .id_number
                    .as_ref()
                    .is_none_or(|id| id.len() == 18 && id.starts_with("99"))
            );
            assert!(!petition.body.contains(&person.name) || person.name.chars().count() == 2);
        }
    }
    let nameless = year.iter().filter(|petition| petition.anonymous).count();
    assert!((60..=180).contains(&nameless), "{nameless}");
    assert!(year.iter().any(|petition| petition.head_count == 18
        && petition.channel == Channel::Visit
        && petition.petitioners.len() == 5));
}

#[test]
fn repeats_are_by_the_same_people_and_events_by_others() {
    let year = year(5);
    let repeats: Vec<_> = year
        .iter()
        .filter(|petition| petition.repeat_of.is_some())
        .collect();
    assert!((270..=450).contains(&repeats.len()), "{}", repeats.len());
    for repeat in repeats {
        let first = &year[repeat.repeat_of.unwrap()];
        assert!(first.received < repeat.received && first.repeat_of.is_none());
        assert_eq!(
            (first.kind, &first.petitioners),
            (repeat.kind, &repeat.petitioners)
        );
        assert_ne!(first.body, repeat.body);
    }
    let mut events: HashMap<usize, usize> = HashMap::new();
    for petition in &year {
        if let Some(first) = petition.same_event_as {
            assert_eq!(year[first].kind, petition.kind);
            *events.entry(first).or_default() += 1;
        }
    }
    assert!(
        events.len() >= 6 && events.values().all(|size| (12..=55).contains(size)),
        "{events:?}"
    );
}

#[test]
fn texts_are_whole_of_fair_length_and_never_copies() {
    let mut bodies = HashSet::new();
    for petition in year(6) {
        let length = petition.body.chars().count();
        assert!((80..=600).contains(&length), "{length} {}", petition.body);
        let subject = petition.subject.chars().count();
        assert!((10..=40).contains(&subject), "{}", petition.subject);
        let texts = format!("{petition:?}").replace("[]", "");
        for text in [&petition.subject, &petition.body]
            .into_iter()
            .chain(&petition.demands)
        {
            assert!(!text.contains(['{', '}', '[', ']', '|', '@']), "{text}");
        }
        assert!(!texts.contains("{}"), "{texts}");
        assert!(bodies.insert(petition.body));
    }
}

#[test]
fn unrelated_petitions_share_few_bigrams() {
    let year = year(1);
    let bigrams =
        |text: &str| -> HashSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let sets: Vec<_> = year
        .iter()
        .step_by(15)
        .map(|petition| bigrams(&petition.body))
        .collect();
    let mut sum = 0.0;
    let mut pairs = 0.0;
    for (at, one) in sets.iter().enumerate() {
        for other in &sets[at + 1..] {
            let common = one.intersection(other).count() as f64;
            sum += common / (one.len() + other.len()) as f64 * 2.0;
            pairs += 1.0;
        }
    }
    assert!(sum / pairs < 0.12, "{}", sum / pairs);
}

#[test]
fn wages_are_owed_before_new_year_and_heating_fails_in_winter() {
    let year = year(1);
    let months = |kind: &str| -> Vec<i8> {
        year.iter()
            .filter(|petition| petition.kind == kind && petition.same_event_as.is_none())
            .map(|petition| petition.received.month())
            .collect()
    };
    let winter = |month: &i8| [11, 12, 1, 2, 3, 4, 5].contains(month);
    assert!(
        months("heating").iter().all(winter),
        "a repeat may come in spring, no case in summer"
    );
    let wages = months("wage-site");
    let before = wages
        .iter()
        .filter(|month| [11, 12, 1, 2].contains(*month))
        .count();
    assert!(before * 2 > wages.len(), "{wages:?}");
}
