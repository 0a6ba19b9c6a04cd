//! Small pieces that several decisions share, and the acts that only record something.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::clocks::{self, Start};
use crate::petition::Purpose;
use crate::signers;
use crate::{Clock, Command, Context, Event, Holder, Matter};
use kernel::org::UnitKind;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::{LimitKey, Weight};
use kernel::{ClockId, PetitionerId, PostId, UnitId};

/// The longest free text a form may carry, in characters.
pub const MAX_TEXT: usize = 20_000;

/// A text that must be there and must not be endless.
pub fn required(text: &str, zh: &str, en: &str) -> Result<String, Refusal> {
    let text = kernel::text::visible(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::input(
            format!("请填写{zh}"),
            format!("please fill in: {en}"),
        ));
    }
    if text.chars().count() > MAX_TEXT {
        return Err(Refusal::input(
            format!("{zh}超过{MAX_TEXT}字，请精简或改为附件"),
            format!("{en} is longer than {MAX_TEXT} characters; shorten it or attach a file"),
        ));
    }
    Ok(text.to_owned())
}

/// The days to a date that someone names. It must lie ahead, and within two years.
pub fn days_until(today: Date, date: Date) -> Result<u16, Refusal> {
    let days = (date - today).get_days();
    if !(1..=730).contains(&days) {
        return Err(Refusal::input(
            format!("反馈日期 {date} 应晚于今天且不超过两年"),
            format!("the report date {date} must be later than today and within two years"),
        ));
    }
    u16::try_from(days).map_err(|_| Refusal::input("反馈日期有误", "bad report date"))
}

/// Collects the events of one decision and numbers the clocks it starts.
pub struct Steps<'a> {
    ctx: &'a Context<'a>,
    weight: Weight,
    next_clock: u16,
    /// The events so far.
    pub events: Vec<Event>,
}

impl<'a> Steps<'a> {
    /// Steps on a matter that exists.
    pub fn on(matter: &Matter, ctx: &'a Context<'a>) -> Self {
        let last = matter
            .clocks
            .iter()
            .map(|clock| clock.id.0)
            .max()
            .unwrap_or(0);
        Self {
            ctx,
            weight: matter.weight,
            next_clock: last + 1,
            events: Vec::new(),
        }
    }

    /// The first steps of a new matter.
    pub fn new(weight: Weight, ctx: &'a Context<'a>) -> Self {
        Self {
            ctx,
            weight,
            next_clock: 1,
            events: Vec::new(),
        }
    }

    /// What the decision may look at.
    pub fn context(&self) -> &'a Context<'a> {
        self.ctx
    }

    /// Starts a clock of a limit that only some rulebooks have.
    pub fn start_if_known(
        &mut self,
        key: &str,
        holder: Holder,
        trigger: Date,
    ) -> Result<&mut Self, Refusal> {
        let known = self.ctx.rulebook.limit(&LimitKey::new(key), self.weight);
        if known.is_some() {
            self.start(key, holder, trigger, None, None)?;
        }
        Ok(self)
    }

    /// Adds an event.
    pub fn push(&mut self, event: Event) -> &mut Self {
        self.events.push(event);
        self
    }

    /// Starts a clock that follows a limit of the rulebook.
    pub fn start(
        &mut self,
        key: &str,
        holder: Holder,
        trigger: Date,
        purpose: Option<Purpose>,
        named: Option<u16>,
    ) -> Result<&mut Self, Refusal> {
        let clock = clocks::start(
            self.ctx.rulebook,
            self.ctx.calendar,
            &LimitKey::new(key),
            self.weight,
            Start {
                id: ClockId(self.next_clock),
                holder,
                trigger,
                purpose,
                named,
            },
        )?;
        self.next_clock += 1;
        self.events.push(Event::ClockStarted { clock });
        Ok(self)
    }

    /// Starts a clock that runs beside the procedure, from today; returns its number.
    pub fn start_beside(
        &mut self,
        key: &str,
        unit: UnitId,
        named: Option<u16>,
    ) -> Result<ClockId, Refusal> {
        let id = ClockId(self.next_clock);
        self.start(key, Holder::Unit(unit), self.ctx.today, None, named)?;
        if let Some(Event::ClockStarted { clock }) = self.events.last_mut() {
            clock.beside = true;
        }
        Ok(id)
    }

    /// The day a clock started in these steps comes due.
    pub fn due_of(&self, id: ClockId) -> Option<Date> {
        self.events.iter().find_map(|event| match event {
            Event::ClockStarted { clock } if clock.id == id => Some(clock.duty_date()),
            _ => None,
        })
    }

    /// Marks one clock as met today.
    pub fn finish(&mut self, clock: ClockId) -> &mut Self {
        let on = self.ctx.today;
        self.push(Event::ClockMet { clock, on })
    }

    /// Ends one clock whose duty fell away.
    pub fn drop_clock(&mut self, clock: ClockId, why: &str) -> &mut Self {
        let (on, why) = (self.ctx.today, why.to_owned());
        self.push(Event::ClockEnded { clock, on, why })
    }

    /// Starts again a clock that was ended, with its first trigger and extensions.
    pub fn resume(&mut self, ended: &Clock) -> &mut Self {
        let mut clock = ended.clone();
        clock.id = ClockId(self.next_clock);
        clock.state = crate::ClockState::Running;
        self.next_clock += 1;
        self.events.push(Event::ClockStarted { clock });
        self
    }

    /// Marks the running clocks of `keys` as met today.
    pub fn meet(&mut self, matter: &Matter, keys: &[&str]) -> &mut Self {
        let on = self.ctx.today;
        for clock in running(matter, keys) {
            self.events.push(Event::ClockMet {
                clock: clock.id,
                on,
            });
        }
        self
    }

    /// Ends the running clocks of `keys` because the procedure went another way.
    pub fn end(&mut self, matter: &Matter, keys: &[&str], why: &str) -> &mut Self {
        let on = self.ctx.today;
        for clock in running(matter, keys) {
            self.events.push(Event::ClockEnded {
                clock: clock.id,
                on,
                why: why.to_owned(),
            });
        }
        self
    }
}

impl Steps<'_> {
    /// Marks the running clocks of `keys` that one unit holds as met today.
    pub fn meet_unit(&mut self, matter: &Matter, keys: &[&str], unit: UnitId) -> &mut Self {
        let on = self.ctx.today;
        for clock in running(matter, keys).filter(|clock| clock.unit() == Some(unit)) {
            self.events.push(Event::ClockMet {
                clock: clock.id,
                on,
            });
        }
        self
    }

    /// Ends the running clocks of `keys` that one unit holds.
    pub fn end_held(
        &mut self,
        matter: &Matter,
        keys: &[&str],
        unit: UnitId,
        why: &str,
    ) -> &mut Self {
        let on = self.ctx.today;
        for clock in running(matter, keys).filter(|clock| clock.unit() == Some(unit)) {
            self.events.push(Event::ClockEnded {
                clock: clock.id,
                on,
                why: why.to_owned(),
            });
        }
        self
    }

    /// Ends every duty of the procedure that one unit still has. What stands beside it, an instruction say, stays.
    pub fn end_unit(&mut self, matter: &Matter, unit: UnitId, why: &str) -> &mut Self {
        let on = self.ctx.today;
        for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
            if clock.unit() == Some(unit) && !clock.beside {
                self.events.push(Event::ClockEnded {
                    clock: clock.id,
                    on,
                    why: why.to_owned(),
                });
            }
        }
        self
    }

    /// Starts the duties of a unit that receives a matter: to decide on acceptance and to tell the petitioner. Discipline
    /// organs and procuratorates tell by their own rules; a unit that an arbiter named does not object (`named`).
    pub fn start_receipt(
        &mut self,
        matter: &Matter,
        from: UnitId,
        to: UnitId,
        named: bool,
    ) -> Result<&mut Self, Refusal> {
        let (today, holder) = (self.ctx.today, Holder::Unit(to));
        let kind = |id| self.ctx.org.unit(id).map(|unit| unit.kind);
        let discipline = kind(to) == Some(UnitKind::Discipline);
        let between = discipline && kind(from) == Some(UnitKind::Discipline);
        let procuratorate = kind(to) == Some(UnitKind::PoliticalLegal)
            && self.ctx.org.unit_name(to).contains("检察院");
        let by_name = discipline && matter.is_sealed() && matter.has_real_name();
        self.start(
            if by_name { "K22" } else { "K3" },
            holder,
            today,
            None,
            None,
        )?;
        if !named {
            self.start("K4", holder, today, None, None)?;
        }
        if matter.simple.is_some() {
            self.start("K20", holder, today, None, None)?;
        }
        if between {
            self.start("K23", holder, today, None, None)?;
        }
        if procuratorate {
            self.start("K24", holder, today, None, None)?;
            self.start("K24R", holder, today, None, None)?;
        }
        Ok(self)
    }

    /// Marks the oldest running clock of a limit that binds this unit as met today.
    pub fn meet_of(&mut self, matter: &Matter, key: &str, unit: UnitId) -> &mut Self {
        let on = self.ctx.today;
        if let Some(clock) = running(matter, &[key]).find(|clock| clock.unit() == Some(unit)) {
            let clock = clock.id;
            self.push(Event::ClockMet { clock, on });
        }
        self
    }

    /// Ends the oldest running clock of a limit that binds this unit.
    pub fn end_of(&mut self, matter: &Matter, key: &str, unit: UnitId, why: &str) -> &mut Self {
        let on = self.ctx.today;
        if let Some(clock) = running(matter, &[key]).find(|clock| clock.unit() == Some(unit)) {
            let (clock, why) = (clock.id, why.to_owned());
            self.push(Event::ClockEnded { clock, on, why });
        }
        self
    }

    /// Marks a unit's running clock of a limit, due that day, as met today.
    pub fn meet_named(&mut self, matter: &Matter, key: &str, unit: UnitId, due: Date) -> &mut Self {
        let on = self.ctx.today;
        if let Some(clock) = named(matter, key, unit, due) {
            self.push(Event::ClockMet { clock, on });
        }
        self
    }

    /// Ends a unit's running clock of a limit, due that day.
    pub fn end_named(
        &mut self,
        matter: &Matter,
        key: &str,
        unit: UnitId,
        due: Date,
        why: &str,
    ) -> &mut Self {
        let on = self.ctx.today;
        if let Some(clock) = named(matter, key, unit, due) {
            let why = why.to_owned();
            self.push(Event::ClockEnded { clock, on, why });
        }
        self
    }

    /// Ends every duty of a unit that still runs. The petitioner's periods are rights and run on.
    /// Clocks for which `keep` holds run on too.
    pub fn end_duties(
        &mut self,
        matter: &Matter,
        why: &str,
        keep: impl Fn(&Clock) -> bool,
    ) -> &mut Self {
        for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
            if clock.unit().is_some() && !clock.beside && !keep(clock) {
                self.end_clock(clock, why);
            }
        }
        self
    }

    /// Ends one clock today.
    pub fn end_clock(&mut self, clock: &Clock, why: &str) -> &mut Self {
        self.events.push(Event::ClockEnded {
            clock: clock.id,
            on: self.ctx.today,
            why: why.to_owned(),
        });
        self
    }
}

/// The first running clock of a limit that binds `unit` and comes due that day, stops aside.
fn named(matter: &Matter, key: &str, unit: UnitId, due: Date) -> Option<ClockId> {
    running(matter, &[key])
        .find(|clock| {
            let named = i64::from(clock.span.length).days();
            clock.unit() == Some(unit) && clock.span.trigger.saturating_add(named) == due
        })
        .map(|clock| clock.id)
}

fn running<'m>(matter: &'m Matter, keys: &[&str]) -> impl Iterator<Item = &'m Clock> {
    matter
        .clocks
        .iter()
        .filter(|clock| clock.is_running() && keys.contains(&clock.limit.as_str()))
        .collect::<Vec<_>>()
        .into_iter()
}

/// A named leader of the owner unit: the one who may approve and sign.
pub fn leader_of_owner(
    matter: &Matter,
    post: PostId,
    ctx: &Context<'_>,
) -> Result<PostId, Refusal> {
    leader_of(matter.owner, post, matter, ctx)
}

/// A leader in office of `unit` who is neither accused nor recused.
pub fn leader_of(
    unit: UnitId,
    post: PostId,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<PostId, Refusal> {
    let name = ctx.org.unit_name(unit);
    signers::check(matter, post, &[unit], (&name, "the unit that acts"), ctx)
}

/// The names of the parts that are empty, of a text that must have them all.
pub fn lacking<'n>(parts: &[(&'n str, &String)]) -> Vec<&'n str> {
    let empty = parts.iter().filter(|(_, text)| text.trim().is_empty());
    empty.map(|(name, _)| *name).collect()
}

/// Acts that change no stage: notes, supplements, files and looks at a sealed identity.
pub fn record(matter: &Matter, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let event = match command {
        Command::Note(text) => Event::Noted {
            text: required(&text, "备注", "note")?,
        },
        Command::Supplement(text) => Event::Supplemented {
            text: required(&text, "补充内容", "what you want to add")?,
        },
        Command::Attach(attachment) => Event::Attached { attachment },
        Command::RequestIdentity { reason } => Event::IdentityRequested {
            post: acting(ctx)?,
            person: ctx.actor.viewer().map(|viewer| viewer.person),
            reason: required(&reason, "查看理由", "reason")?,
        },
        Command::ConsentIdentity { post } => {
            let by = acting(ctx)?;
            let mut requests = matter.identity_requests.iter();
            let waits = requests.find(|request| {
                request.post == post && request.consent.is_none() && request.stands(ctx.org)
            });
            let Some(request) = waits.filter(|_| by != post) else {
                return Err(Refusal::missing(
                    "该岗位没有待您同意的查看申请",
                    "that post has no request waiting for you",
                ));
            };
            is_second_person(post, ctx)?;
            Event::IdentityConsented {
                post,
                person: request.person,
                by,
            }
        }
        Command::ShowIdentity {
            petitioners,
            reason,
        } => {
            let known = |one: &PetitionerId| {
                matter
                    .petitions
                    .iter()
                    .any(|petition| petition.petitioners.contains(one))
            };
            if !petitioners.iter().all(known) {
                return Err(Refusal::input(
                    "所选信访人不在本事项中，请刷新页面",
                    "that petitioner does not belong to this matter",
                ));
            }
            Event::IdentityShown {
                petitioners,
                reason: required(&reason, "查看理由", "reason")?,
            }
        }
        _ => {
            return Err(Refusal::new(
                RefusalKind::Stage,
                "此操作不能这样记录",
                "this act is not a mere record",
            ));
        }
    };
    Ok(vec![event])
}

/// Whether whoever acts is a second person to the one who asks from `asking`: somebody else, whose post does not rest on what
/// that one did.
pub fn is_second_person(asking: PostId, ctx: &Context<'_>) -> Result<(), Refusal> {
    let by = ctx.org.post(acting(ctx)?);
    let asks = ctx.org.post(asking).map(|post| post.person);
    if by.map(|post| post.person) == asks {
        return Err(second_person());
    }
    let made_by = by.and_then(|post| post.grant.as_ref()?.person);
    if made_by.is_some() && made_by == asks {
        return Err(Refusal::law(
            "您的岗位由申请人设置、重设或者委托代理，须由另一人同意",
            "your post was given to you by the one who asks; somebody else must agree",
            "《信访工作条例》第三十条第三款",
        ));
    }
    Ok(())
}

/// Two posts of one person are one person.
pub fn second_person() -> Refusal {
    Refusal::law(
        "须由申请人以外的第二人同意",
        "a second person must agree, not the one who asks",
        "《信访工作条例》第三十条第三款",
    )
}

/// The signed-in post that acts.
pub fn acting(ctx: &Context<'_>) -> Result<PostId, Refusal> {
    ctx.actor
        .post()
        .ok_or_else(|| Refusal::not_yours("此操作由在任岗位办理", "only a post can do this"))
}
