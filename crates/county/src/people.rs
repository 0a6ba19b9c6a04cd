//! Fictional persons: the names are common, the numbers cannot exist.

use crate::case::Case;
use crate::dice::Dice;
use crate::phrases::phrases;
use crate::plan::Petitioner;

/// A name of two or three characters.
pub(crate) fn name(dice: &mut Dice) -> String {
    let all = phrases();
    let mut name = String::with_capacity(9);
    name.push(*dice.pick(&all.surnames));
    name.push(*dice.pick(&all.given));
    if dice.chance(72) {
        name.push(*dice.pick(&all.given));
    }
    name
}

/// A petitioner who lives at the spot of the case.
pub(crate) fn petitioner(case: &Case, dice: &mut Dice) -> Petitioner {
    Petitioner {
        name: name(dice),
        phone: dice.chance(88).then(|| {
            let net = dice.pick(&["130", "135", "138", "150", "158", "177", "186", "189"]);
            format!("{net}0000{:04}", dice.below(10_000))
        }),
        id_number: dice.chance(45).then(|| id_number(dice)),
        address: format!("云泽县{}{}", home_town(case), case.spot_of_home(dice)),
    }
}

fn home_town(case: &Case) -> &'static str {
    if case.rural {
        ""
    } else {
        &phrases().names.townships[0].name
    }
}

impl Case {
    fn spot_of_home(&self, dice: &mut Dice) -> String {
        if self.rural {
            format!("{}{}号", self.spot(), dice.between(1, 88))
        } else {
            let (floor, door) = (dice.between(1, 18), dice.between(1, 4));
            format!("{}{}{floor}0{door}室", self.estate, self.building)
        }
    }
}

/// An 18-character number with a valid check digit; address codes that begin
/// with 99 are not in use.
fn id_number(dice: &mut Dice) -> String {
    let body = format!(
        "99{:04}{}{:02}{:02}{:03}",
        dice.below(10_000),
        dice.between(1945, 2004),
        dice.between(1, 12),
        dice.between(1, 28),
        dice.below(1_000)
    );
    format!("{body}{}", check_digit(&body))
}

/// The check character of GB 11643 for the first 17 digits.
fn check_digit(body: &str) -> char {
    let mut weight = 1_usize;
    let mut weights = [0_usize; 17];
    for slot in weights.iter_mut().rev() {
        weight = weight * 2 % 11;
        *slot = weight;
    }
    let sum: usize = body
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum % 11]
}

#[cfg(test)]
mod tests {
    use super::check_digit;

    #[test]
    fn the_check_digit_is_that_of_the_standards_own_example() {
        assert_eq!(check_digit("11010519491231002"), 'X');
    }
}
