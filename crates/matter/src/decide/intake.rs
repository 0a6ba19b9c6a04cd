//! Arrival, registration, demands and who is accused.

use jiff::civil::Date;

use super::steps::{Steps, acting, required};
use crate::category::tidy;
use crate::command::{Arrival, Screening};
use crate::execution::ExecutionEvent;
use crate::hearing::HearingEvent;
use crate::mediation::MediationEvent;
use crate::petition::{Channel, MAX_REPRESENTATIVES, Purpose};
use crate::review::{self, ReviewEvent, Said};
use crate::routing::end_accused;
use crate::routing::level::split_limit;
use crate::seal::{self, Seal};
use crate::sight;
use crate::sorting::Sorting;
use crate::state::{Accused, Demand};
use crate::{
    Clock, Context, Event, Holder, Matter, Stage, oversight, routing_limit, simple, stops,
};
use kernel::refusal::Refusal;
use kernel::rulebook::Limit;
use kernel::text::visible;
use kernel::{DemandId, MatterId, UnitId};

/// Opens a matter for an arrival: every petition is registered (《信访工作条例》第二十二条、第二十三条).
///
/// # Errors
/// Missing subject or text, a day in the future, more representatives than the law allows, fewer people than names.
pub fn open(arrival: Arrival, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    open_sealed(arrival, Seal::Open, ctx)
}

/// Opens a matter for an arrival that may have to be sealed before anybody screens it: see [`crate::seal`].
///
/// # Errors
/// As for [`open`], and when nobody may receive it because everybody stands below the accused.
pub fn open_sealed(arrival: Arrival, seal: Seal, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let Arrival {
        mut petition,
        office,
        place,
        screening,
    } = arrival;
    petition.subject = required(&petition.subject, "标题", "subject")?;
    petition.body = required(&petition.body, "反映的内容", "what happened")?;
    let place = place.map(|place| visible(&place));
    check_petition(&petition, ctx)?;
    if !ctx.org.unit(office).is_some_and(|unit| unit.active) {
        return Err(Refusal::input(
            "登记单位不存在或已撤并，请选择在用单位",
            "the registering unit does not exist or no longer works",
        ));
    }
    let (office, sealed) = seal::begin(office, seal, ctx)?;
    let (home, received, channel) = (petition.home, petition.received, petition.channel);
    let mut steps = Steps::new(
        screening
            .as_ref()
            .map(|screening| screening.weight)
            .unwrap_or_default(),
        ctx,
    );
    steps.push(Event::Received {
        petition,
        office,
        owner: office,
        rulebook: ctx.rulebook.version.clone(),
        place: place.clone(),
    });
    steps.events.extend(sealed);
    steps.start(
        routing_limit(office, ctx.org),
        Holder::Unit(office),
        received,
        None,
        None,
    )?;
    start_local(&mut steps, office, channel, received, ctx)?;
    let mut events = steps.events;
    if let Some(mut screening) = screening {
        if screening.place.is_none() {
            screening.place = place;
        }
        let matter = replayed(home, &events)?;
        events.extend(register(&matter, screening, ctx)?);
    }
    Ok(events)
}

/// Routing periods that only some places have, each switched on by its rulebook (K1a, K26, K29).
fn start_local(
    steps: &mut Steps<'_>,
    office: UnitId,
    channel: Channel,
    received: Date,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let book = ctx.rulebook;
    let routes = ctx.org.is_petition_office(office);
    let split = split_limit(office, ctx.org, book).filter(|_| routes && book.flag("routing_split"));
    let fast = (routes && book.flag("fast_routing")).then_some("K29");
    let order = (channel == Channel::Hotline && book.flag("hotline_order")).then_some("K26");
    for key in [split, fast, order].into_iter().flatten() {
        steps.start(key, Holder::Unit(office), received, None, None)?;
    }
    Ok(())
}

fn replayed(id: MatterId, events: &[Event]) -> Result<Matter, Refusal> {
    Matter::replay(id, events)
        .ok_or_else(|| Refusal::input("没有可登记的内容", "nothing to register"))
}

fn check_petition(petition: &crate::petition::Petition, ctx: &Context<'_>) -> Result<(), Refusal> {
    if petition.received > ctx.today {
        return Err(Refusal::input(
            format!("收到日期 {} 晚于今天，请核对", petition.received),
            format!(
                "the day of receipt {} lies in the future",
                petition.received
            ),
        ));
    }
    let named = petition.petitioners.len();
    let in_person = matches!(petition.channel, Channel::Visit | Channel::Video);
    if in_person && named > MAX_REPRESENTATIVES {
        return Err(Refusal::law(
            format!("走访应推选代表，代表不得超过{MAX_REPRESENTATIVES}人；其余人员计入人数"),
            format!("a group visit sends at most {MAX_REPRESENTATIVES} representatives"),
            "《信访工作条例》第二十条第三款",
        ));
    }
    if petition.head_count == 0 || (petition.head_count as usize) < named {
        return Err(Refusal::input(
            format!("人数不能少于已填写的信访人（{}人）", named.max(1)),
            "the head-count cannot be smaller than the people named",
        ));
    }
    Ok(())
}

/// A clerk checks an arrival.
pub fn register(
    matter: &Matter,
    screening: Screening,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut demands = Vec::new();
    for (purpose, text) in &screening.demands {
        demands.push(Demand {
            id: DemandId(number_after(demands.len())?),
            text: required(text, "诉求", "demand")?,
            purpose: *purpose,
            answer: None,
            route: None,
        });
    }
    if demands.is_empty() {
        return Err(Refusal::input(
            "请至少填写一项诉求并选择信访目的",
            "enter at least one demand with its purpose",
        ));
    }
    let mut registered = matter.clone();
    let category = screening.category.as_deref().map(tidy);
    let category = category.filter(|category| !category.is_empty());
    let sorted = category.clone().zip(screening.suggested);
    let mut events = vec![Event::Registered {
        demands,
        category,
        place: screening.place,
        weight: screening.weight,
    }];
    events.iter().for_each(|event| registered.apply(event));
    events.extend(reweighed(&registered, ctx)?);
    if !screening.accused.is_empty() {
        events[1..].iter().for_each(|event| registered.apply(event));
        events.extend(name_accused(&registered, screening.accused, ctx)?);
    }
    if let Some((category, suggested)) = sorted {
        // What the model had said stands beside what the clerk decided.
        events.push(Event::Sorted {
            post: acting(ctx)?,
            sorting: Sorting {
                category,
                suggested: Some(suggested),
            },
        });
    }
    if let Some((chosen, _)) = matter.held() {
        let mut registered = matter.clone();
        events.iter().for_each(|event| registered.apply(event));
        events.extend(seal::release(&registered, chosen, ctx)?);
    }
    Ok(events)
}

/// A local book may give a heavy matter a shorter routing limit: where the weight found at registration changes the
/// length, the clock starts again from the same day.
fn reweighed(registered: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(registered, ctx);
    let running = |clock: &&Clock| clock.is_running() && !clock.beside;
    for clock in registered.clocks.iter().filter(running) {
        let limit = ctx.rulebook.limit(&clock.limit, registered.weight);
        let same =
            |limit: &Limit| (limit.length, limit.unit) == (clock.span.length, clock.span.unit);
        if !limit.is_some_and(same) {
            let key = clock.limit.as_str();
            steps.end(registered, &[key], "按事项轻重另定期限");
            steps.start(key, clock.holder, clock.span.trigger, None, None)?;
        }
    }
    Ok(steps.events)
}

fn number_after(count: usize) -> Result<u16, Refusal> {
    u16::try_from(count + 1).map_err(|_| Refusal::input("诉求过多，请合并", "too many demands"))
}

/// Adds a demand found later; one found while handling starts the clock of its purpose if none runs.
pub fn add_demand(
    matter: &Matter,
    purpose: Purpose,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::DemandAdded {
        demand: Demand {
            id: DemandId(number_after(matter.demands.len())?),
            text: required(text, "诉求", "demand")?,
            purpose,
            answer: None,
            route: None,
        },
    });
    let limit = super::handling::handling_limit(purpose);
    let runs = matter
        .clocks
        .iter()
        .any(|clock| clock.is_running() && clock.limit.as_str() == limit);
    if matter.accepted.is_some() && !runs {
        steps.start(
            limit,
            Holder::Unit(matter.owner),
            ctx.today,
            Some(purpose),
            None,
        )?;
    }
    if purpose == Purpose::Accusation && matter.simple.is_some() {
        simple::leave(&mut steps, matter, "补充了检举控告诉求");
    }
    Ok(steps.events)
}

/// Names who is accused. Where that is the owner, or the unit an objection would hand the matter back to, another unit
/// answers for the matter from this moment.
pub fn name_accused(
    matter: &Matter,
    accused: Accused,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if accused.is_empty() {
        return Err(Refusal::input(
            "请选择被检举控告的单位或人员",
            "choose the accused unit or person",
        ));
    }
    if !matter.is_sealed() {
        return Err(Refusal::missing(
            "请先登记一项“检举控告”诉求",
            "enter a demand of purpose “accusation” first",
        ));
    }
    let mut after = matter.clone();
    let named = Event::AccusedNamed { accused };
    after.apply(&named);
    let mut steps = Steps::on(matter, ctx);
    steps.push(named);
    let would_return_to = matter
        .last_handover()
        .map(|handover| handover.from)
        .filter(|_| matter.stage == Stage::Objected);
    let mut answerable = std::iter::once(matter.owner)
        .chain(would_return_to)
        .chain(matter.decider());
    if answerable.any(|unit| sight::is_accused(&after, unit, ctx.org)) {
        let owner = sight::fallback_owner(&after, ctx.org).ok_or_else(nobody_left)?;
        steps.end_duties(matter, TAKEN_OVER, |clock| goes_on(clock, &after, ctx));
        end_overlays(&mut steps, &after, ctx);
        steps.push(Event::TakenOver { owner });
        steps.start(
            routing_limit(owner, ctx.org),
            Holder::Unit(owner),
            ctx.today,
            None,
            None,
        )?;
    } else {
        end_accused(&mut steps, &after, ctx.org);
    }
    move_reviews(&mut steps, &after, ctx)?;
    oversight::withdraw(&after, &mut steps, ctx.org);
    Ok(steps.events)
}

const TAKEN_OVER: &str = "被检举控告单位不得办理，改由其他单位负责";

pub(super) fn nobody_left() -> Refusal {
    Refusal::missing(
        "没有可接手的单位：请管理员先登记纪检监察机关或上级单位",
        "no unit can take the matter over: enter a discipline organ or a unit above first",
    )
    .under("《信访工作条例》第三十条第三款")
}

/// Whether the clock binds somebody else, in a review or in carrying something out, who goes on whoever handles the rest.
fn goes_on(clock: &Clock, after: &Matter, ctx: &Context<'_>) -> bool {
    let hears = |unit| {
        after.hearings.iter().any(|hearing| {
            let in_review = hearing.is_open() && hearing.review.is_some();
            in_review && hearing.unit == unit && hearing.decided == clock.span.trigger
        })
    };
    match (clock.limit.as_str(), clock.unit()) {
        ("K10" | "K10A" | "K10B" | "K11" | "K13", _) => true,
        ("K28", Some(unit)) => hears(unit),
        ("K32", Some(unit)) => !sight::is_accused(after, unit, ctx.org),
        _ => false,
    }
}

/// What the accused owner had begun in handling ends with it.
fn end_overlays(steps: &mut Steps<'_>, matter: &Matter, ctx: &Context<'_>) {
    let words = || Said {
        on: ctx.today,
        text: TAKEN_OVER.to_owned(),
    };
    if let Some(hearing) = matter.open_hearing_on(None) {
        steps.push(Event::Hearing(HearingEvent::Cancelled {
            hearing: hearing.id,
            reason: words(),
        }));
    }
    if let Some(mediation) = matter.open_mediation() {
        steps.push(Event::Mediation(MediationEvent::Failed {
            mediation: mediation.id,
            party: None,
            reason: words(),
        }));
    }
    for one in matter.executions.iter().filter(|one| one.is_open()) {
        if sight::is_accused(matter, one.unit, ctx.org) {
            steps.push(Event::Execution(ExecutionEvent::Reported {
                execution: one.id,
                done: false,
                result: words(),
            }));
        }
    }
}

/// A review whose body is accused passes to the body above it; its period runs on from the first day. An accused organ
/// that was only asked something is asked no longer.
fn move_reviews(steps: &mut Steps<'_>, after: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let barred = |unit| sight::is_accused(after, unit, ctx.org);
    for clock in after.clocks.iter().filter(|clock| clock.is_running()) {
        let asked = matches!(clock.limit.as_str(), "K10A" | "K10B");
        if asked && clock.unit().is_some_and(barred) {
            steps.end_clock(clock, TAKEN_OVER);
        }
    }
    for review in after.open_reviews() {
        if !barred(review.body) && !barred(review.desk) {
            continue;
        }
        let (body, desk) = review::body::above(after, review.respondent, ctx)?;
        if let Some(hearing) = after.open_hearing_on(Some(review.id)) {
            steps.push(Event::Hearing(HearingEvent::Cancelled {
                hearing: hearing.id,
                reason: Said {
                    on: ctx.today,
                    text: TAKEN_OVER.to_owned(),
                },
            }));
            steps.end_of(after, "K28", review.desk, TAKEN_OVER);
        }
        steps.push(Event::Review(ReviewEvent::Moved {
            review: review.id,
            body,
            desk,
        }));
        let bound = |clock: &&Clock| clock.is_running() && clock.unit() == Some(review.desk);
        for clock in after.clocks.iter().filter(bound) {
            let limit = clock.limit.as_str();
            if stops::decides(clock, review) || limit == "K10" {
                steps.end_clock(clock, TAKEN_OVER);
                steps.start(limit, Holder::Unit(desk), clock.span.trigger, None, None)?;
            }
        }
    }
    Ok(())
}
