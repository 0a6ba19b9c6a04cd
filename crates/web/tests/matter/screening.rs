//! The form that screens what reads like an accusation: it says whom the text seems to accuse and has them chosen already.

use kernel::MatterId;
use matter::petition::Channel;
use matter::{Accused, Stage};
use office::Moment;
use office::intake::Submission;

use crate::world::{Person, World};

/// A petition sent to the traffic department.
fn sent(world: &World, body: &str) -> MatterId {
    let submission = Submission {
        channel: Channel::Online,
        received: Moment::now().today(),
        time: None,
        office: world.traffic,
        subject: "情况反映".to_owned(),
        body: body.to_owned(),
        place: None,
        people: Vec::new(),
        head_count: 1,
        attachments: Vec::new(),
        screening: None,
        once: None,
        join: None,
        related: Vec::new(),
        extra: std::collections::BTreeMap::new(),
    };
    world
        .office
        .submit(submission, Moment::now())
        .unwrap()
        .matter
}

/// What a browser would send of the rows for the accused as the page opens them.
async fn chosen(world: &World, who: &Person, id: MatterId) -> (Vec<String>, Vec<String>, String) {
    let page = world.get(who, &format!("/matters/{id}/act/register")).await;
    let of = |name: &str| -> Vec<String> {
        page.body
            .split(&format!("name=\"{name}\""))
            .skip(1)
            .map(|rest| {
                let select = rest.split("</select>").next().unwrap();
                let before = select.split(" selected").next().unwrap();
                if before == select {
                    return String::new();
                }
                let value = before.rsplit("value=\"").next().unwrap();
                value.split('"').next().unwrap().to_owned()
            })
            .collect()
    };
    (of("accused_unit"), of("accused_person"), page.body.clone())
}

async fn registers(
    world: &World,
    who: &Person,
    id: MatterId,
    purpose: &str,
    (units, persons): (&[String], &[String]),
) {
    let mut fields = vec![
        ("purpose", purpose),
        ("demand", "请查明"),
        ("weight", "ordinary"),
    ];
    fields.extend(units.iter().map(|unit| ("accused_unit", unit.as_str())));
    fields.extend(persons.iter().map(|one| ("accused_person", one.as_str())));
    world.done(who, id, "register", &fields).await;
}

const ACCUSING: &str = "青川县住房和城乡建设局局长许立收受施工队的好处费。";

#[tokio::test]
async fn whom_the_text_seems_to_accuse_is_chosen_already_with_the_words_for_it() {
    let world = World::new();
    let clerk = world.sign_in("clerk");
    let head = world.sign_in("housing-head").viewer.person.to_string();
    let housing = world.housing.to_string();
    let id = sent(&world, ACCUSING);
    let (units, persons, page) = chosen(&world, &clerk, id).await;
    // The receiver chosen is kept away too, but nobody accuses it.
    assert_eq!(units, [housing.as_str(), "", ""]);
    assert_eq!(persons, [head.as_str(), "", ""]);
    for words in [
        "文中写到“青川县住房和城乡建设局”",
        "文中写到“许立”",
        "文中有：收受、好处费",
    ] {
        assert!(page.contains(words), "{words}");
    }
    registers(&world, &clerk, id, "accusation", (&units, &persons)).await;
    let matter = world.file(&clerk, id).matter;
    let both = Accused {
        units: vec![world.housing],
        persons: vec![head.parse().unwrap()],
    };
    assert_eq!(matter.accused, both);
}

#[tokio::test]
async fn a_clerk_sets_back_who_is_not_accused() {
    let world = World::new();
    let clerk = world.sign_in("clerk");
    let id = sent(&world, ACCUSING);
    let (units, persons, _) = chosen(&world, &clerk, id).await;
    let nobody = vec![String::new(); units.len()];
    registers(&world, &clerk, id, "accusation", (&nobody, &persons)).await;
    let accused = world.file(&clerk, id).matter.accused;
    assert!(accused.units.is_empty() && accused.persons.len() == 1);
}

#[tokio::test]
async fn what_turns_out_to_be_no_accusation_bars_nobody_though_somebody_was_chosen() {
    let world = World::new();
    let clerk = world.sign_in("clerk");
    let body =
        "青川县交通运输局和青川县住房和城乡建设局答复说工作人员没有收受好处费，路还是没有修。";
    let id = sent(&world, body);
    let (units, persons, _) = chosen(&world, &clerk, id).await;
    let traffic = world.traffic.to_string();
    assert!(
        units.contains(&traffic),
        "the reading takes it for one: {units:?}"
    );
    registers(&world, &clerk, id, "appeal", (&units, &persons)).await;
    let receiver = world.sign_in("traffic");
    let matter = world.file(&receiver, id).matter;
    assert_eq!(
        (matter.owner, matter.stage),
        (world.traffic, Stage::Transferred)
    );
    assert_eq!(matter.accused, Accused::default());
}

#[tokio::test]
async fn what_was_typed_stays_when_the_form_comes_back_and_other_forms_choose_nobody() {
    let world = World::new();
    let clerk = world.sign_in("clerk");
    let id = sent(&world, ACCUSING);
    let path = format!("/matters/{id}/act/register");
    let version = world.file(&clerk, id).matter.version.to_string();
    let fields = [
        ("based_on", version.as_str()),
        ("purpose", ""),
        ("demand", "请查明"),
        ("accused_unit", ""),
        ("accused_person", ""),
    ];
    let page = world.post(&clerk, &path, &fields).await;
    assert!(page.status.is_client_error());
    let rows = page.body.split("accused_unit-1").nth(1).unwrap();
    assert!(
        !rows.contains(" selected"),
        "the clerk had set them back already"
    );
    let open = world.petition("三号楼屋面漏水", None);
    let (units, persons, _) = chosen(&world, &clerk, open).await;
    let all = [units, persons].concat();
    assert!(all.iter().all(String::is_empty) && all.len() == 6);
}
