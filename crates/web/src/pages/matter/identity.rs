//! Names and contacts, shown once on a page that no address leads to.

use maud::{Markup, html};
use office::matter_file::MatterFile;
use office::vault::Identity;

use super::href;
use crate::look::{
    self, ButtonKind, Crumb, Icon, Lang, breadcrumbs, heading, identity, link_button, panel,
};

/// The page's content: everyone named, with the note that this look is on file.
pub(super) fn shown(lang: Lang, file: &MatterFile, people: &[Identity]) -> Markup {
    let back = href(file.matter.id);
    let title = lang.pick("信访人身份信息", "The petitioner's identity");
    html! {
        (breadcrumbs(lang, &[
            Crumb { label: lang.pick("全部事项", "All matters"), href: Some("/matters") },
            Crumb { label: file.matter.number(), href: Some(&back) },
            Crumb { label: title, href: None },
        ]))
        (heading(title, Some(&file.matter.subject), None, None))
        @for (place, person) in people.iter().enumerate() { (card(lang, place + 1, person)) }
        p { (link_button(ButtonKind::Primary, Some(Icon::Back), lang.pick("返回事项", "Back to the matter"), &back)) }
    }
}

fn card(lang: Lang, number: usize, person: &Identity) -> Markup {
    let known = [
        (lang.pick("姓名", "Name"), &person.name),
        (lang.pick("电话", "Telephone"), &person.phone),
        (lang.pick("身份证号", "Identity number"), &person.id_number),
        (lang.pick("住址", "Address"), &person.address),
        (
            lang.pick("原系统用户", "Name in the older system"),
            &person.external,
        ),
    ];
    let rows: Vec<(&str, &str)> = known
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| (*label, value.as_str()))
        .collect();
    let block = look::Identity {
        rows: &rows,
        masked: false,
        reveal: None,
    };
    panel(
        &format!("person-{number}"),
        &lang.pick(format!("第 {number} 位"), format!("Person {number}")),
        None,
        &identity(lang, &block),
    )
}
