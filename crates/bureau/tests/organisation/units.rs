//! Units in the tree.

use bureau::organisation::{Command, NewUnit, UnitForm};
use kernel::RefusalKind;
use kernel::org::{Role, UnitKind};
use kernel::trust::Widening;

use crate::town::{
    ADMIN, COUNTY, HOUSING, HOUSING_LEADER, OFFICE_LEADER, TOWNSHIP, Town, VILLAGE, post, unit,
};

fn department(name: &str) -> UnitForm {
    unit(None, Some(COUNTY), name, UnitKind::Department)
}

#[test]
fn an_office_begins_with_its_area_its_petition_department_and_one_administrator() {
    let town = Town::founded();
    let names: Vec<_> = town
        .org()
        .units()
        .iter()
        .map(|unit| unit.name.clone())
        .collect();
    assert_eq!(names, ["云川县党委、政府", "云川县信访局"]);
    let posts = town.org().posts();
    assert_eq!((posts.len(), posts[0].role), (1, Role::Administrator));
}

#[test]
fn only_an_administrator_keeps_units() {
    let town = Town::new();
    for by in [OFFICE_LEADER, HOUSING_LEADER] {
        let refused = town.refuses(by, Command::KeepUnit(department("云川县水务局")));
        assert_eq!(refused.kind, RefusalKind::NotYours);
    }
}

#[test]
fn a_unit_has_a_name_that_no_other_has() {
    let town = Town::new();
    for (name, says) in [(" ", "1至60字"), ("云川县住房和城乡建设局", "已有名为")]
    {
        let refused = town.refuses(ADMIN, Command::KeepUnit(department(name)));
        assert!(refused.zh.contains(says), "{refused}");
    }
}

#[test]
fn a_unit_stands_neither_under_itself_nor_under_one_below_it_nor_alone() {
    let town = Town::new();
    let township = |parent| unit(Some(TOWNSHIP), parent, "柳塘镇人民政府", UnitKind::Township);
    for parent in [TOWNSHIP, VILLAGE] {
        let refused = town.refuses(ADMIN, Command::KeepUnit(township(Some(parent))));
        assert!(refused.zh.contains("下属单位"), "{refused}");
    }
    let alone = UnitForm {
        parent: None,
        ..department("云川县水务局")
    };
    let refused = town.refuses(ADMIN, Command::KeepUnit(alone));
    assert!(refused.zh.contains("请选择上级单位"), "{refused}");
}

#[test]
fn a_unit_with_open_matters_is_not_closed_and_nobody_learns_how_many_they_are() {
    let mut town = Town::new();
    let closed = UnitForm {
        id: Some(HOUSING),
        active: false,
        ..department("云川县住房和城乡建设局")
    };
    town.holds_open_matters = true;
    let refused = town.refuses(ADMIN, Command::KeepUnit(closed.clone()));
    assert!(refused.zh.contains("移交"), "{refused}");
    assert!(!refused.zh.contains(|letter: char| letter.is_ascii_digit()));
    town.holds_open_matters = false;
    town.does(ADMIN, Command::KeepUnit(closed));
    assert!(!town.org().unit(HOUSING).unwrap().active);
}

#[test]
fn what_a_unit_sees_more_by_moving_its_posts_see_once_they_are_confirmed_again() {
    let mut town = Town::new();
    let clerk = post(None, None, TOWNSHIP, Role::Clerk, "镇信访员");
    town.does(ADMIN, Command::KeepPost(clerk));
    let clerk = town.org().posts().last().unwrap().id;
    town.system_does(Command::ConfirmPost { post: clerk });
    assert!(!town.post(clerk).awaits());
    // The housing department comes under the township, which oversees nobody by that.
    let housing = |parent| {
        let form = department("云川县住房和城乡建设局");
        let (id, parent) = (Some(HOUSING), Some(parent));
        Command::KeepUnit(UnitForm { id, parent, ..form })
    };
    town.does(ADMIN, housing(TOWNSHIP));
    let grant = town.post(clerk).grant.clone().unwrap();
    assert_eq!((grant.act, grant.confirmed), (Widening::UnitMoved, None));
    assert!(
        !town.post(OFFICE_LEADER).awaits(),
        "it saw the department before"
    );
}

#[test]
fn a_telephone_number_makes_nobody_wait() {
    let mut town = Town::new();
    let form = UnitForm {
        id: Some(HOUSING),
        phone: " 0839-6601234 ".to_owned(),
        ..department("云川县住房和城乡建设局")
    };
    let events = town.does(ADMIN, Command::KeepUnit(form));
    assert_eq!(events.len(), 1);
    assert_eq!(town.org().unit(HOUSING).unwrap().phone, "0839-6601234");
}

#[test]
fn words_for_its_duties_are_kept_once_each_and_the_same_words_write_nothing() {
    let mut town = Town::new();
    let duties = |words: &str| Command::KeepDuties {
        unit: HOUSING,
        words: words.to_owned(),
    };
    town.does(ADMIN, duties("房屋，漏水 房屋、房\n物业"));
    let kept = &town.org().unit(HOUSING).unwrap().duties;
    assert_eq!(*kept, ["房屋", "漏水", "物业"]);
    assert!(town.does(ADMIN, duties("房屋；漏水；物业")).is_empty());
    let long = "长".repeat(21);
    assert!(town.refuses(ADMIN, duties(&long)).zh.contains("不超过20字"));
}

#[test]
fn rows_of_a_file_stand_under_one_another_and_none_is_kept_when_one_is_wrong() {
    let mut town = Town::new();
    let row = |name: &str, parent: &str| NewUnit {
        name: name.to_owned(),
        kind: UnitKind::Village,
        parent: parent.to_owned(),
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
    };
    let wrong = vec![row("河口村", "柳塘镇人民政府"), row("云上村", "天宫")];
    let refused = town.refuses(ADMIN, Command::AddUnits(wrong));
    assert!(refused.zh.contains("天宫"), "{refused}");
    let right = vec![
        row("河口村", "柳塘镇人民政府"),
        row("河口村一组", "河口村"),
        row("集贤社区", ""),
    ];
    town.does(ADMIN, Command::AddUnits(right));
    let units = town.org().units();
    let [river, group, community] = units[units.len() - 3..] else {
        panic!("three units")
    };
    assert_eq!(river.parent, Some(TOWNSHIP));
    assert_eq!(group.parent, Some(river.id));
    assert_eq!(community.parent, Some(COUNTY), "the area itself");
}
