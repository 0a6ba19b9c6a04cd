//! Declaring an interest, recording the petitioner's request, deciding on it.

use kernel::PostId;
use matter::oversight::recusal as rules;
use matter::oversight::recusal::{Recusal, RecusalCommand, RecusalState};
use matter::sight;
use matter::{Context, OversightCommand};
use maud::{Markup, html};
use office::matter_file::post_name;

use super::super::super::oversight::when_named;
use super::super::form::{ActForm, Asks, parsed, yes_or_no};
use crate::form::{Got, Question};
use crate::look::{Choice, Tone, notice};

fn asks(fields: Markup, read: impl FnOnce() -> Option<RecusalCommand>) -> Asks {
    super::asks(fields, || read().map(OversightCommand::Recusal))
}

/// The decision on a request, and whom it is about.
pub(in super::super) fn decision(form: &ActForm<'_>) -> Asks {
    let id = which(form, RecusalState::Asked);
    let granted = form.ask("granted", "决定", "Decision");
    let granted = granted
        .says("请选择是否同意", "choose granted or not")
        .cards(
            &[
                Choice::plain("yes", form.pick("同意回避", "Granted")),
                Choice::plain("no", form.pick("不同意", "Not granted")),
            ],
            yes_or_no,
        );
    let post = form.ask("post", "应当回避的人员", "Who is recused").hint(
        "申请没有指明岗位时选择。",
        "Where the request names no post.",
    );
    let post = people(form, post);
    let hint = ("将告知信访人。", "The petitioner is told.");
    let reason = form.long("reason", "决定理由", "Reason", hint, 4);
    asks(html! { (id) (granted) (post) (reason) }, || {
        Some(RecusalCommand::Decide {
            id: id.value?,
            granted: granted.value?,
            post: post.value?,
            reason: reason.value?,
        })
    })
}

/// Which recusal ends, and why.
pub(in super::super) fn ending(form: &ActForm<'_>) -> Asks {
    let id = which(form, RecusalState::InForce);
    let reason = form.long("reason", "解除理由", "Why it ends", ("", ""), 3);
    asks(html! { (id) (reason) }, || {
        Some(RecusalCommand::End {
            id: id.value?,
            reason: reason.value?,
        })
    })
}

/// The own interest.
pub(in super::super) fn declaration(form: &ActForm<'_>) -> Asks {
    let hint = (
        "写明您与信访人或者信访事项有什么直接利害关系。",
        "Which direct interest you have in the petitioner or the matter.",
    );
    let reason = form.long("reason", "利害关系", "The interest", hint, 4);
    let fields = html! {
        (notice(Tone::Warning, form.pick(
            "申报后您在任何岗位上都不能再办理本事项，只能查看；由其他人员接着办理。",
            "You can do nothing more on this matter in any post; you may still read it."), None))
        (reason)
    };
    asks(fields, || {
        Some(RecusalCommand::Declare {
            reason: reason.value?,
        })
    })
}

/// Whom the petitioner wants kept out, and why.
pub(in super::super) fn request(form: &ActForm<'_>) -> Asks {
    let post = form
        .ask("post", "申请谁回避", "Who should be recused")
        .hint(
            "不知道姓名的，在下面写明。",
            "Where the name is unknown, describe them below.",
        );
    let post = people(form, post);
    let named = form.remark("named", "信访人的说法", "In the petitioner's words");
    let label = ("信访人说明的利害关系", "The interest as stated");
    let reason = form.long("reason", label.0, label.1, ("", ""), 4);
    asks(html! { (post) (named) (reason) }, || {
        Some(RecusalCommand::Ask {
            post: post.value?,
            named: named.value?,
            reason: reason.value?,
        })
    })
}

/// Those who may act on the matter: posts of the units that see it.
fn people(form: &ActForm<'_>, question: Question<'_>) -> Got<Option<PostId>> {
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
    question.maybe_select(&rows, parsed)
}

/// The recusals that are the reader's to decide.
fn which(form: &ActForm<'_>, state: RecusalState) -> Got<u16> {
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
    let question = form.ask("recusal", "哪一项", "Which").first(first);
    form.cards(question, &rows, parsed)
}

fn whom(form: &ActForm<'_>, one: &Recusal) -> String {
    let then = when_named(form.file, one);
    let who = one
        .post
        .map_or_else(|| one.named.clone(), |post| post_name(&then, post));
    format!("{who}：{}", one.reason)
}
