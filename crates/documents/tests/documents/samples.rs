//! Every document filled with its examples.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use huiyin_documents::{Fonts, Frame, Paper, Press, Template, Templates, Values};

pub static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::shipped().unwrap());

/// One press for all tests, with the fonts of this machine.
pub static PRESS: LazyLock<Press> =
    LazyLock::new(|| Press::new(Arc::new(Fonts::of_system(Path::new("no-such-folder")))));

/// Whether printed pages can be tested here. Without a Chinese font they step aside, but never in CI.
pub fn can_print() -> bool {
    let found = Fonts::of_system(Path::new("no-such-folder")).have_chinese();
    let ci = std::env::var("CI").as_deref() == Ok("true");
    assert!(found || !ci, "install a Chinese font: fonts-noto-cjk");
    found
}

pub fn template(code: &str) -> &'static Template {
    TEMPLATES.get(code).unwrap()
}

pub fn frame(template: &Template) -> Frame {
    Frame {
        organ: "青川县住房和城乡建设局".to_owned(),
        date: "2026年5月15日".to_owned(),
        number: format!("青住建{}〔2026〕5号", template.series),
    }
}

/// The examples of a template's fields.
pub fn examples(template: &Template) -> Values {
    let mut values: Values = template
        .fields
        .iter()
        .map(|field| (field.name.clone(), field.example.clone()))
        .collect();
    if template.to.is_empty() && template.layout != huiyin_documents::Layout::Record {
        values.insert("to".to_owned(), "青川县人民政府".to_owned());
    }
    if template.layout.is_official() {
        values.insert("signer".to_owned(), "许立".to_owned());
        values.insert("copy_to".to_owned(), "川南市信访局".to_owned());
        values.insert("attachments".to_owned(), "现场照片\n查勘记录".to_owned());
    }
    values
}

pub fn paper(code: &str) -> Paper {
    let template = template(code);
    template
        .fill(&frame(template), &examples(template))
        .unwrap()
        .on_record("https://xf.example.org/", "ABCD2345EF".to_owned())
}
