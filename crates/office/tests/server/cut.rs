//! The way to the database is cut at every message of a registration: the petition is there once, however often its form is sent.

use huiyin_office as office;
use testkit::Cluster;

use crate::proxy::{Cut, Proxy};
use crate::town::{clerk, on, register, settle};

#[test]
fn a_registration_cut_at_any_message_makes_one_petition() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let proxy = Proxy::to(&cluster.socket());
    let dir = tempfile::tempdir().unwrap();
    let office = settle(&on(&dir.path().join("data"), &proxy.address()));
    register(&office, "warm").unwrap();
    let (mut petitions, mut cuts, mut lost) = (1, 0, 0);
    for cut in [Cut::Before, Cut::After] {
        for message in 0.. {
            let form = format!("{cut:?}-{message}");
            proxy.cut_at(message, cut);
            let first = register(&office, &form);
            let passed = proxy.heal();
            cuts += u64::from(!passed);
            lost += u64::from(first.is_err());
            // Whoever was told that it failed sends the form again; who was told a number has it.
            let again = register(&office, &form);
            let receipt = match (first, again) {
                (Ok(receipt), _) | (Err(_), Ok(receipt)) => receipt,
                (Err(one), Err(other)) => panic!("{form}: {one}; {other}"),
            };
            petitions += 1;
            let viewer = clerk(&office);
            assert_eq!(
                office.by_number(&viewer, &receipt.number).unwrap(),
                Some(receipt.matter),
                "{form}"
            );
            let filter = office::lists::Filter::default();
            assert_eq!(office.count(&viewer, &filter).unwrap(), petitions, "{form}");
            if passed {
                break;
            }
        }
    }
    assert!(
        cuts > 40 && lost > 20,
        "{cuts} cuts, {lost} of them seen: nothing was tried"
    );
    let report = office::verify::verify(office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
}
