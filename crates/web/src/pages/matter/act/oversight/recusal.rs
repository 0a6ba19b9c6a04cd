//! Declaring an interest, recording the petitioner's request, deciding on it.

use kernel::Refusal;
use matter::oversight::recusal as rules;
use matter::oversight::recusal::{Recusal, RecusalCommand, RecusalState};
use matter::sight;
use matter::{Context, OversightCommand};
use maud::{Markup, html};
use office::matter_file::post_name;

use super::super::super::oversight::when_named;
use super::super::Deed;
use super::super::form::ActForm;
use super::deed;
use crate::look::{Choice, Field, SelectOption, Tone, notice, radio_cards};

/// The decision on a request, and whom it is about.
pub(in super::super) fn decision(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form, RecusalState::Asked))
        (radio_cards("granted", form.pick("决定", "Decision"), &[
            Choice::plain("yes", form.pick("同意回避", "Granted")),
            Choice::plain("no", form.pick("不同意", "Not granted")),
        ], &form.value("granted", ""), None))
        (people(form, "post", form.pick("应当回避的人员", "Who is recused"),
            form.pick("申请没有指明岗位时选择。", "Where the request names no post.")))
        (form.long("reason", "决定理由", "Reason", ("将告知信访人。", "The petitioner is told."), 4))
    }
}

/// Reads it.
pub(in super::super) fn read_decision(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    recusal(RecusalCommand::Decide {
        id: chosen(form)?,
        granted: match form.typed.text("granted") {
            "yes" => true,
            "no" => false,
            _ => return Err(Refusal::input("请选择是否同意", "choose granted or not")),
        },
        post: form.typed.parsed("post"),
        reason: form.text("reason"),
    })
}

/// Which recusal ends, and why.
pub(in super::super) fn ending(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form, RecusalState::InForce))
        (form.long("reason", "解除理由", "Why it ends", ("", ""), 3))
    }
}

/// Reads it.
pub(in super::super) fn read_ending(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    recusal(RecusalCommand::End {
        id: chosen(form)?,
        reason: form.text("reason"),
    })
}

fn chosen(form: &ActForm<'_>) -> Result<u16, Refusal> {
    form.typed
        .parsed("recusal")
        .ok_or_else(|| Refusal::input("请选择一项", "choose one"))
}

fn recusal(command: RecusalCommand) -> Result<Deed, Refusal> {
    deed(OversightCommand::Recusal(command))
}

/// The own interest.
pub(in super::super) fn declaration(form: &ActForm<'_>) -> Markup {
    html! {
        (notice(Tone::Warning, form.pick(
            "申报后您在任何岗位上都不能再办理本事项，只能查看；由其他人员接着办理。",
            "You can do nothing more on this matter in any post; you may still read it."), None))
        (form.long("reason", "利害关系", "The interest",
            ("写明您与信访人或者信访事项有什么直接利害关系。", "Which direct interest you have in the petitioner or the matter."), 4))
    }
}

/// Reads it.
pub(in super::super) fn read_declaration(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    recusal(RecusalCommand::Declare {
        reason: form.text("reason"),
    })
}

/// Whom the petitioner wants kept out, and why.
pub(in super::super) fn request(form: &ActForm<'_>) -> Markup {
    html! {
        (people(form, "post", form.pick("申请谁回避", "Who should be recused"),
            form.pick("不知道姓名的，在下面写明。", "Where the name is unknown, describe them below.")))
        (form.remark("named", "信访人的说法", "In the petitioner's words"))
        (form.long("reason", "信访人说明的利害关系", "The interest as stated", ("", ""), 4))
    }
}

/// Reads it.
pub(in super::super) fn read_request(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    recusal(RecusalCommand::Ask {
        post: form.typed.parsed("post"),
        named: form.text("named"),
        reason: form.text("reason"),
    })
}

/// Those who may act on the matter: posts of the units that see it.
fn people(form: &ActForm<'_>, name: &str, label: &str, hint: &str) -> Markup {
    let (matter, org) = (&form.file.matter, &form.file.org);
    let sight = sight::sight(matter, org);
    let mut posts = org.posts();
    posts.retain(|post| {
        sight.contains(&post.unit)
            && post.stand_in.is_none()
            && post.active
            && rules::of_person(matter, post.person).is_none()
    });
    posts.sort_by_key(|post| (post.unit != matter.owner, post.unit, post.id));
    let rows: Vec<(String, String)> = posts
        .iter()
        .map(|post| {
            let unit = org.unit_name(post.unit);
            (
                post.id.to_string(),
                format!("{unit} · {}", post_name(org, post.id)),
            )
        })
        .collect();
    let mut options = vec![SelectOption {
        value: "",
        label: form.pick("请选择", "Choose"),
    }];
    options.extend(
        rows.iter()
            .map(|(value, label)| SelectOption { value, label }),
    );
    Field::new(form.lang(), name, label)
        .hint(hint)
        .select(&options, &form.value(name, ""))
}

/// The recusals that are the reader's to decide.
fn which(form: &ActForm<'_>, state: RecusalState) -> Markup {
    let matter = &form.file.matter;
    let actor = kernel::access::Actor::Staff(form.staff.viewer().clone());
    let law = form.app.office.law();
    let ctx = Context {
        today: form.file.today,
        actor: &actor,
        rulebook: law.rulebook(&matter.rulebook),
        calendar: &law.calendar,
        org: &form.file.org,
    };
    let rows: Vec<(String, String)> = matter
        .oversight
        .recusals
        .iter()
        .filter(|one| one.state == state && rules::decides(one, matter, &ctx))
        .map(|one| (one.id.to_string(), whom(form, one)))
        .collect();
    let first = rows.first().map_or("", |(value, _)| value.as_str());
    form.cards("recusal", form.pick("哪一项", "Which"), &rows, first)
}

fn whom(form: &ActForm<'_>, one: &Recusal) -> String {
    let then = when_named(form.file, one);
    let who = one
        .post
        .map_or_else(|| one.named.clone(), |post| post_name(&then, post));
    format!("{who}：{}", one.reason)
}
