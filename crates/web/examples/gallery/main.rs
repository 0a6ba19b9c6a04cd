//! Renders every component with sample content into static pages, for looking at and for screenshots:
//! `cargo run -p huiyin-web --example gallery -- DIR`. All names and places are invented.

mod matter;
mod public;
mod staff;

use std::path::Path;
use std::{env, fs, io};

use huiyin_web::look::{Lang, Paper, asset_url, assets};
use maud::Markup;

fn main() -> io::Result<()> {
    let target = env::args()
        .nth(1)
        .unwrap_or_else(|| "target/gallery".to_owned());
    let target = Path::new(&target);
    fs::create_dir_all(target)?;
    for name in [
        "huiyin.css",
        "mark.svg",
        "once.js",
        "count.js",
        "print.js",
        "live.js",
        "keys.js",
    ] {
        let address = asset_url(name);
        if let Some(asset) = assets(address.trim_start_matches("/assets/")) {
            let file = target.join(address.trim_start_matches('/'));
            fs::create_dir_all(file.parent().unwrap_or(target))?;
            fs::write(file, &asset.bytes)?;
        }
    }
    for (lang, ending) in [(Lang::Zh, ""), (Lang::En, "-en")] {
        write(target, &format!("staff{ending}.html"), &staff::staff(lang))?;
        write(
            target,
            &format!("public{ending}.html"),
            &public::public(lang),
        )?;
        write(
            target,
            &format!("slip{ending}.html"),
            &public::slip(lang, Paper::Slip),
        )?;
        write(
            target,
            &format!("slip-tall{ending}.html"),
            &public::slip(lang, Paper::SlipTall),
        )?;
    }
    Ok(())
}

fn write(target: &Path, name: &str, page: &Markup) -> io::Result<()> {
    fs::write(target.join(name), page.0.replace("\"/assets/", "\"assets/"))
}
