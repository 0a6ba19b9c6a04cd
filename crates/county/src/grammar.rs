//! Templates: `{slot}` takes a value of the case, `[a|b]` one of several wordings.

use crate::dice::Dice;

/// Gives the value of a slot by writing it.
pub(crate) trait Slots {
    /// Writes the value of `slot` to `out`.
    fn write(&self, slot: &str, dice: &mut Dice, out: &mut String);
}

/// Expands `template` into `out`.
pub(crate) fn expand(template: &str, slots: &impl Slots, dice: &mut Dice, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[']) {
        out.push_str(&rest[..at]);
        let close = if rest.as_bytes()[at] == b'{' {
            '}'
        } else {
            ']'
        };
        let Some(length) = rest[at..].find(close) else {
            break;
        };
        let inner = &rest[at + 1..at + length];
        if close == '}' {
            slots.write(inner, dice, out);
        } else {
            let count = inner.bytes().filter(|byte| *byte == b'|').count() + 1;
            let choice = dice.below(count);
            expand(
                inner.split('|').nth(choice).unwrap_or(inner),
                slots,
                dice,
                out,
            );
        }
        rest = &rest[at + length + 1..];
    }
    out.push_str(rest);
}

/// Expands `template` into a new text.
pub(crate) fn text(template: &str, slots: &impl Slots, dice: &mut Dice) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    expand(template, slots, dice, &mut out);
    out
}
