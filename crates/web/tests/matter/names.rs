//! What was done bears the names of its day on every page, though person, post and unit are called otherwise since. Who has
//! something to do now bears the name of now.

use axum::http::StatusCode;
use kernel::access::Actor;
use kernel::org::{Org, Post};
use kernel::{DemandId, MatterId, UnitId};
use matter::desk::{DraftText, Line};
use matter::oversight::{AdviceCommand, AdviceKind, AdviceText, OwnershipCommand, RecusalCommand};
use matter::{Command, Decision, DeskCommand, OversightCommand};
use office::Moment;
use office::organisation::{PostForm, UnitForm};

use crate::world::{OFFICE, Person, World, plain};

const HOUSING: &str = "青川县住房和城乡建设局";

impl World {
    fn does(&self, who: &Person, id: MatterId, command: Command) {
        let (office, now) = (&self.office, Moment::now());
        let version = office.version(id).unwrap();
        office.act(&who.viewer, id, version, command, now).unwrap();
    }

    /// Everybody but the one who reads leaves the post to somebody else, and every unit gets another name.
    fn is_renamed(&self, but: &Person) {
        let org = self.office.org();
        let now = Moment::now();
        for unit in org.units().into_iter().filter(|unit| unit.id != UnitId(1)) {
            let form = UnitForm {
                id: Some(unit.id),
                parent: unit.parent,
                name: format!("新设机关{}", unit.id),
                kind: unit.kind,
                address: String::new(),
                phone: String::new(),
                hours: String::new(),
                active: true,
            };
            self.office.put_unit(Actor::System, form, now).unwrap();
        }
        let others = |post: &&Post| post.id != but.viewer.post;
        for post in held(&org).into_iter().filter(others) {
            let form = PostForm {
                id: Some(post.id),
                unit: post.unit,
                person: None,
                name: format!("接任者{}", post.id),
                title: "新岗位".to_owned(),
                role: post.role,
                active: true,
                login: String::new(),
                password: String::new(),
            };
            self.office.put_post(Actor::System, form, now).unwrap();
        }
    }
}

fn held(org: &Org) -> Vec<&Post> {
    let mut posts = org.posts();
    posts.retain(|post| post.role != kernel::org::Role::Administrator);
    posts
}

/// The words of a panel.
fn panel(page: &str, id: &str) -> String {
    let start = page.split(&format!("id=\"{id}\"")).nth(1);
    let start = start.unwrap_or_else(|| panic!("no panel {id}"));
    plain(start.split("</section>").next().unwrap())
}

fn draft() -> Command {
    Command::Desk(DeskCommand::Draft(DraftText {
        request: "维修屋面".to_owned(),
        facts: "防水层老化".to_owned(),
        lines: vec![Line {
            demand: DemandId(1),
            decision: Some(Decision::Support),
            answer: "三十日内修复".to_owned(),
            basis: "《物业管理条例》".to_owned(),
        }],
    }))
}

/// A matter with a draft, an extension, a leader's case, a suggestion and a recusal; then everybody is called otherwise.
async fn renamed(world: &World) -> (MatterId, Person) {
    let (id, housing) = world.accepted().await;
    let (chief, clerk) = (world.sign_in("chief"), world.sign_in("clerk"));
    let head = world.sign_in("housing-head").viewer.post;
    let note = "当面听取".to_owned();
    world.does(&housing, id, Command::Hear { note });
    let extend = Command::Extend {
        days: 10,
        approver: Some(head),
        reason: "需要检测".to_owned(),
        remark: String::new(),
    };
    world.does(&housing, id, testkit::on_paper(extend));
    world.does(&housing, id, draft());
    let case = OwnershipCommand::Take {
        leader: head,
        team: "三人".to_owned(),
        goal: "修好".to_owned(),
        plan: vec![("检测".to_owned(), Moment::now().today())],
        budget: 0,
    };
    world.does(
        &chief,
        id,
        Command::Oversight(OversightCommand::Ownership(case)),
    );
    let advice = AdviceCommand::Give(AdviceText {
        kind: AdviceKind::ALL[0],
        to: world.housing,
        problem: "久拖不修".to_owned(),
        suggestion: "尽快检测".to_owned(),
        signer: chief.viewer.post,
    });
    world.does(
        &chief,
        id,
        Command::Oversight(OversightCommand::Advice(advice)),
    );
    let recusal = RecusalCommand::Declare {
        reason: "与信访人同住".to_owned(),
    };
    world.does(
        &clerk,
        id,
        Command::Oversight(OversightCommand::Recusal(recusal)),
    );
    world.is_renamed(&chief);
    // A later entry of the same day: the day alone does not tell what somebody was called.
    world.does(&chief, id, Command::Note("核对".to_owned()));
    (id, chief)
}

#[tokio::test]
async fn panels_of_what_is_still_open_keep_the_names_of_the_acts() {
    let world = World::new();
    let (id, chief) = renamed(&world).await;
    let page = world.get(&chief, &format!("/matters/{id}")).await.body;
    for (panel_id, old) in [
        ("desk", "周一鸣"),
        ("recusal", "林静"),
        ("advice", HOUSING),
        ("advice", "青川县信访局"),
    ] {
        let words = panel(&page, panel_id);
        assert!(words.contains(old), "{panel_id}: {words}");
        assert!(
            !words.contains("接任者") && !words.contains("新设"),
            "{panel_id}: {words}"
        );
    }
    // The case is open, so that whoever holds the post now is named too.
    let case = panel(&page, "case");
    assert!(case.contains("许立（负责人），现为接任者"), "{case}");
    let facts = panel(&page, "facts");
    let now = format!("新设机关{}", world.housing);
    assert!(facts.contains(&now), "who answers for it now: {facts}");
    assert!(facts.contains("青川县信访局"), "who registered it: {facts}");
}

#[tokio::test]
async fn who_approved_an_extension_keeps_the_name_on_its_page_and_in_its_document() {
    let world = World::new();
    let (id, chief) = renamed(&world).await;
    let matter = world.file(&chief, id).matter;
    let extended = matter.clocks.iter().find(|clock| clock.span.extended > 0);
    let clock = extended.unwrap().id;
    let page = world
        .get(&chief, &format!("/matters/{id}/clocks/{clock}"))
        .await;
    let words = panel(&page.body, "basis");
    assert!(words.contains("批准人：许立"), "{words}");
    let form = world
        .get(&chief, &format!("/matters/{id}/documents/new/D10"))
        .await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains("许立（负责人）") && !form.body.contains("接任者"));
    // Of a letter that tells where the petition went: its name then. Whom a letter goes to now: the name of now.
    let told = world
        .get(&chief, &format!("/matters/{id}/documents/new/D02"))
        .await;
    assert!(told.body.contains(HOUSING));
    let sent = world
        .get(&chief, &format!("/matters/{id}/documents/new/D06"))
        .await;
    assert!(
        sent.body
            .contains(&format!("value=\"新设机关{}\"", world.housing))
    );
}

#[tokio::test]
async fn the_petitioner_reads_where_it_went_by_the_name_of_then_and_who_has_it_by_the_name_of_now()
{
    let world = World::new();
    let (id, chief) = renamed(&world).await;
    let petition = world.file(&chief, id).matter.petitions[0].clone();
    let code = world.office.query_code(petition.id).unwrap();
    let proof = [
        ("number", petition.number.as_str()),
        ("code", code.as_str()),
    ];
    let page = world.post(&chief, "/track", &proof).await.body;
    let now = format!("新设机关{}", world.housing);
    let way = panel(&page, "way");
    assert!(way.contains(&format!("{HOUSING}，")), "{way}");
    assert!(way.contains(&now), "it is in hand there: {way}");
    assert!(panel(&page, "unit").contains(&now));
    let met = page.split("已完成的期限").nth(1).unwrap();
    let met = plain(met.split("id=\"story\"").next().unwrap());
    assert!(met.contains(HOUSING) && !met.contains("新设机关"), "{met}");
    let org = world.office.org();
    assert_eq!(org.unit_name(OFFICE), format!("新设机关{OFFICE}"));
}
