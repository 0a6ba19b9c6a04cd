//! Where nobody in the office is left who could, the keeper of its data folder confirms a post.

use kernel::access::Actor;
use kernel::org::Role;
use office::posts::PostForm;
use office::{Moment, Office};
use serde_json::Value;

use crate::Desk;

#[test]
fn the_keeper_lists_what_waits_and_confirms_it_once() {
    let desk = Desk::new();
    desk.write("password", "a-long-enough-password\n");
    desk.huiyin("init --data data --office 青川县信访局 --admin admin --password-file password");
    let office = Office::open(desk.path("data")).unwrap();
    let form = PostForm {
        id: None,
        unit: office.front_office().unwrap(),
        person: None,
        name: "何静".to_owned(),
        title: "局长".to_owned(),
        role: Role::Leader,
        active: true,
        login: String::new(),
        password: String::new(),
    };
    let post = office.put_post(Actor::System, form, Moment::now()).unwrap();
    drop(office);
    let waiting = || -> Value {
        let said = desk.huiyin("confirm --data data --json");
        serde_json::from_str(&said.out).unwrap()
    };
    let listed = waiting();
    assert_eq!(listed["waiting"][0]["post"], post.0);
    assert_eq!(listed["waiting"][0]["person"], "何静");
    let said = desk.huiyin(&format!("confirm {post} --data data"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(waiting()["waiting"], serde_json::json!([]));
    let again = desk.huiyin(&format!("confirm {post} --data data"));
    assert_ne!(again.code, 0);
    assert!(again.err.contains("没有待确认"), "{}", again.err);
}
