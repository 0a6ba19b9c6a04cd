//! Newtypes for every identity, so that a unit's number can never stand where a person's is meant.

use serde::{Deserialize, Serialize};

/// A text that is the number of nothing: everything here is counted from 1, so that an address with another number in it leads
/// nowhere, whatever it is the address of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of anything")]
pub struct NotANumber;

macro_rules! id {
    ($(#[$doc:meta] $name:ident($inner:ty);)+) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotANumber;

            fn from_str(text: &str) -> Result<Self, NotANumber> {
                let number = text.parse().map_err(|_| NotANumber)?;
                if number < 1 { Err(NotANumber) } else { Ok(Self(number)) }
            }
        }
    )+};
}

id! {
    /// A matter (信访事项): the unit of procedure.
    MatterId(i64);
    /// A petition (信访件): one arrival.
    PetitionId(i64);
    /// A sealed petitioner record (信访人).
    PetitionerId(i64);
    /// A unit (机关单位).
    UnitId(i64);
    /// A post (岗位); rights belong to posts.
    PostId(i64);
    /// A person (人员) who holds posts for a time.
    PersonId(i64);
    /// A demand (诉求) inside its matter, counted from 1.
    DemandId(u16);
    /// A clock (期限) inside its matter, counted from 1.
    ClockId(u16);
    /// An answer inside its matter, counted from 1.
    AnswerId(u16);
    /// An issued document inside its matter, counted from 1.
    DocumentId(u16);
    /// A review or re-review inside its matter, counted from 1.
    ReviewId(u16);
    /// A hearing inside its matter, counted from 1.
    HearingId(u16);
    /// A mediation inside its matter, counted from 1.
    MediationId(u16);
    /// Something to be carried out inside its matter, counted from 1.
    ExecutionId(u16);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_from_one_on_name_anything() {
        for text in [
            "0",
            "-0",
            "00",
            "-1",
            "-9223372036854775808",
            "9223372036854775808",
            "1.0",
            "",
            "x",
        ] {
            assert_eq!(text.parse::<MatterId>(), Err(NotANumber), "{text}");
            assert_eq!(text.parse::<DocumentId>(), Err(NotANumber), "{text}");
        }
        assert_eq!("65536".parse::<ClockId>(), Err(NotANumber));
        assert_eq!("1".parse(), Ok(UnitId(1)));
        assert_eq!("9223372036854775807".parse(), Ok(PostId(i64::MAX)));
    }
}
