//! The receipt: on the screen, and on an A5 slip when printed.

use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;

use super::Lang;

/// What the petitioner takes away.
pub struct Receipt<'a> {
    /// The office that registered it.
    pub office: &'a str,
    /// The petition's number.
    pub number: &'a str,
    /// The query code.
    pub code: &'a str,
    /// When it was registered, in words.
    pub registered: &'a str,
    /// What happens next and by when, one sentence each.
    pub next: &'a [&'a str],
    /// The address that opens the tracking page.
    pub track_url: &'a str,
    /// A QR code of that address, as an inline SVG.
    pub qr: Markup,
}

/// The receipt. Give the shell [`super::Paper::Slip`] or `SlipTall` to print it on A5.
pub fn receipt(lang: Lang, slip: &Receipt) -> Markup {
    html! {
        section class="receipt" aria-labelledby="receipt-title" {
            div class="receipt-head" {
                h2 id="receipt-title" { (lang.pick("信访事项登记回执", "Receipt of your petition")) }
                p class="soft" { (slip.office) " · " (slip.registered) }
            }
            dl class="receipt-codes" {
                div { dt { (lang.pick("登记编号", "Number")) } dd { (slip.number) } }
                div { dt { (lang.pick("查询码（请妥善保管）", "Query code (keep it safe)")) } dd { (slip.code) } }
            }
            div class="receipt-qr" {
                div class="qr" role="img" aria-label=(lang.pick("查询网页的二维码", "QR code of the tracking page")) {
                    (slip.qr)
                }
                p class="small" {
                    (lang.pick("扫码，或打开下面的网址，输入编号和查询码：", "Scan, or open this address and enter number and code:"))
                    br; b { (slip.track_url) }
                }
            }
            div class="receipt-more prose" {
                @for sentence in slip.next { p { (sentence) } }
            }
        }
    }
}

/// The slip that is folded and sealed: number and office outside, the query code inside the fold and on paper only, never on the
/// screen of whoever prints it.
pub fn sealed_receipt(lang: Lang, slip: &Receipt) -> Markup {
    html! {
        section class="receipt sealed" aria-labelledby="receipt-title" {
            div class="receipt-head" {
                h2 id="receipt-title" { (lang.pick("信访事项查询单（密封）", "Query slip (sealed)")) }
                p class="soft" { (slip.office) " · " (slip.registered) }
            }
            dl class="receipt-codes" {
                div { dt { (lang.pick("登记编号", "Number")) } dd { (slip.number) } }
            }
            p class="small" { (lang.pick(
                "信访人本人拆封；交付时封口已拆的，可以拒收并要求重新打印。",
                "For the petitioner to open. If the seal is broken, refuse it and ask for another.")) }
            p class="fold" aria-hidden="true" { (lang.pick("—— 沿此线对折，封口 ——", "—— fold here and seal ——")) }
            div class="paper-only" {
                dl class="receipt-codes" {
                    div { dt { (lang.pick("查询码（请妥善保管）", "Query code (keep it safe)")) } dd { (slip.code) } }
                }
                div class="receipt-qr" {
                    div class="qr" { (slip.qr) }
                    p class="small" { b { (slip.track_url) } }
                }
                div class="receipt-more prose" { @for sentence in slip.next { p { (sentence) } } }
            }
        }
    }
}

/// A QR code of `text` as an inline picture; nothing when the text is too long for one.
pub fn qr(text: &str) -> Markup {
    let Ok(code) = QrCode::new(text) else {
        return html! {};
    };
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(160, 160)
        .quiet_zone(false)
        .build();
    // Only the picture itself goes into the page, not the XML declaration before it.
    let picture = drawn.find("<svg").map_or("", |start| &drawn[start..]);
    html! { (PreEscaped(picture)) }
}
