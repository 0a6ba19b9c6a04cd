//! What was done bears the names of its day, however person, post and unit are called since.

use domain::org::Role;
use huiyin_office as office;
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
                domain::org::UnitKind::Department,
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
    let again = office::Office::open(&county.data()).unwrap();
    let file = again.matter_file(&clerk, id, today()).unwrap();
    assert_eq!(authors(&file)[..who.len()], who[..]);
}
