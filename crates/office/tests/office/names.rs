//! What was done bears the names of its day, however person, post and unit are called since.

use huiyin_office as office;
use kernel::org::Role;
use office::export::Format;
use office::lists::Filter;
use office::matter_file::{MatterFile, org_of_answer, post_name};
use office::organisation::{PostForm, UnitForm};

use crate::county::{County, HOUSING, OFFICE, post_form, today, unit_form};

fn authors(file: &MatterFile) -> Vec<String> {
    file.history
        .iter()
        .map(|(entry, _)| file.author(entry))
        .collect()
}

#[test]
fn acts_answers_and_exports_keep_the_names_of_their_day() {
    let county = County::new();
    let office = &county.office;
    let admin = county.viewer(OFFICE, Role::Administrator);
    let id = county.served().matter;
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let read = || office.matter_file(&clerk, id, today()).unwrap();
    let before = read();
    let handler = county.viewer(HOUSING, Role::Handler);
    let old = post_name(&before.org, handler.post);
    let (who, unit) = (authors(&before), before.org.unit_name(HOUSING));
    let export = || {
        let (_, out) = office
            .export(
                Some(&clerk),
                &Filter::default(),
                Format::Jsonl,
                Vec::new(),
                today(),
            )
            .unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(export().contains(&unit));
    // Another holder, a corrected name, another title, another name of the unit: twice each.
    for round in ["甲", "乙"] {
        for role in [Role::Handler, Role::Leader, Role::Clerk] {
            let post = county.viewer(HOUSING, role).post;
            let form = PostForm {
                id: Some(post),
                person: None,
                title: format!("新岗位{round}"),
                ..post_form(HOUSING, role, &format!("接任者{round}"))
            };
            office.keep_post(&admin, form, today()).unwrap();
        }
        let post = county.viewer(OFFICE, Role::Clerk);
        let form = PostForm {
            id: Some(post.post),
            person: Some(post.person),
            ..post_form(OFFICE, Role::Clerk, &format!("更名{round}"))
        };
        office.keep_post(&admin, form, today()).unwrap();
        let form = UnitForm {
            id: Some(HOUSING),
            ..unit_form(
                &format!("青禾县住建委{round}"),
                kernel::org::UnitKind::Department,
                crate::county::GOVERNMENT,
            )
        };
        office.keep_unit(&admin, form, today()).unwrap();
    }
    let after = read();
    assert_eq!(authors(&after), who);
    assert_ne!(
        post_name(&after.org, handler.post),
        old,
        "today it is another"
    );
    assert_ne!(after.org.unit_name(HOUSING), unit);
    for answer in &after.matter.answers {
        let then = org_of_answer(&after.org, &after.history, answer.id);
        assert_eq!(then.unit_name(HOUSING), unit);
        assert_eq!(post_name(&then, handler.post), old);
    }
    assert!(export().contains(&unit) && !export().contains("住建委"));
    // What is done now bears the name of now, and an office opened anew knows the past too.
    let note = crate::county::note("核对");
    office
        .act(&clerk, id, after.matter.version, note, today())
        .unwrap();
    let last = read();
    assert!(authors(&last).last().unwrap().contains("更名乙"));
    let again = office::Office::open(testkit::home(county.data())).unwrap();
    let file = again.matter_file(&clerk, id, today()).unwrap();
    assert_eq!(authors(&file)[..who.len()], who[..]);
}

#[test]
fn a_name_is_corrected_at_every_post_of_the_person_and_at_nobody_elses() {
    let county = County::new();
    let office = &county.office;
    let admin = county.viewer(OFFICE, Role::Administrator);
    let handler = county.viewer(HOUSING, Role::Handler);
    let name = |id| office.org().post(id).unwrap().person_name.clone();
    let second = office
        .keep_post(
            &admin,
            PostForm {
                person: Some(handler.person),
                title: "综合科科员".to_owned(),
                ..post_form(HOUSING, Role::Clerk, &name(handler.post))
            },
            today(),
        )
        .unwrap();
    let given_up = office
        .keep_post(
            &admin,
            PostForm {
                person: Some(handler.person),
                active: false,
                ..post_form(OFFICE, Role::Clerk, &name(handler.post))
            },
            today(),
        )
        .unwrap();
    let others = || -> Vec<String> {
        let org = office.org();
        let posts = org.posts().into_iter();
        posts
            .filter(|post| post.person != handler.person)
            .map(|post| post.person_name.clone())
            .collect()
    };
    let before = others();
    let corrected = |id, person, unit, role| PostForm {
        id: Some(id),
        person,
        ..post_form(unit, role, "更正后的姓名")
    };
    let grants = |id| office.org().post(id).unwrap().grant.clone();
    let held = grants(second);
    let form = corrected(handler.post, Some(handler.person), HOUSING, Role::Handler);
    office.keep_post(&admin, form, today()).unwrap();
    for post in [handler.post, second, given_up] {
        assert_eq!(name(post), "更正后的姓名");
    }
    assert_eq!(grants(second), held, "a correction gives no sight");
    assert_eq!(others(), before);
    // Somebody else who takes over one of the posts leaves the other with its holder.
    let form = PostForm {
        name: "接任者".to_owned(),
        ..corrected(handler.post, None, HOUSING, Role::Handler)
    };
    office.keep_post(&admin, form, today()).unwrap();
    assert_eq!(name(second), "更正后的姓名");
}
