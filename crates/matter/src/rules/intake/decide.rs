//! An arrival opens a matter; a clerk checks it; demands found later.

use jiff::civil::Date;

use crate::kit::clocks::routing_limit;
use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::category::tidy;
use crate::model::clock::{Clock, Holder};
use crate::model::command::{Arrival, Screening};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Demand;
use crate::model::petition::{Channel, MAX_REPRESENTATIVES, Petition, Purpose};
use crate::model::seal::Seal;
use crate::model::sorting::Sorting;
use crate::rules::intake::accused::name_accused;
use crate::rules::routing::level::split_limit;
use crate::rules::{handling, intake, simple};

use kernel::refusal::Refusal;
use kernel::rulebook::{Limit, key};
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
    let (office, sealed) = intake::seal::begin(office, seal, ctx)?;
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
    let fast = (routes && book.flag("fast_routing")).then_some(key::FAST_ROUTE);
    let order = (channel == Channel::Hotline && book.flag("hotline_order")).then_some(key::HOTLINE);
    for key in [split, fast, order].into_iter().flatten() {
        steps.start(key, Holder::Unit(office), received, None, None)?;
    }
    Ok(())
}

fn replayed(id: MatterId, events: &[Event]) -> Result<Matter, Refusal> {
    Matter::replay(id, events)
        .ok_or_else(|| Refusal::input("没有可登记的内容", "nothing to register"))
}

fn check_petition(petition: &Petition, ctx: &Context<'_>) -> Result<(), Refusal> {
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
        events.extend(intake::seal::release(&registered, chosen, ctx)?);
    }
    Ok(events)
}

/// A local book may give a heavy matter a shorter routing limit: where the weight found at registration changes the
/// length, the clock starts again from the same day.
fn reweighed(registered: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(registered, ctx);
    let ordinary = |clock: &&Clock| clock.is_running() && !clock.beside;
    for clock in registered.clocks.iter().filter(ordinary) {
        let limit = ctx.rulebook.limit(&clock.limit, registered.weight);
        let same =
            |limit: &Limit| (limit.length, limit.unit) == (clock.span.length, clock.span.unit);
        if !limit.is_some_and(same) {
            let key = clock.limit.as_str();
            steps.end(registered, &running().limits(&[key]), "按事项轻重另定期限");
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
    let limit = handling::limits::handling_limit(purpose);
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
        simple::decide::leave(&mut steps, matter, "补充了检举控告诉求");
    }
    Ok(steps.events)
}
