//! Values that are words of the field: a code for files, routes and tables, a Chinese and an English term.

/// A value with a code and its terms. The macro [`coded!`](macro@crate::coded) writes the enum and this beside it.
pub trait Coded: Copy + Eq + Sized + 'static {
    /// Every value, in the order forms offer them.
    const ALL: &'static [Self];

    /// The word used in files, routes and tables.
    fn code(self) -> &'static str;

    /// The Chinese term.
    fn zh(self) -> &'static str;

    /// The English term.
    fn en(self) -> &'static str;
}

/// Declares an enum whose values are words of the field.
#[macro_export]
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every value, in the order forms offer them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files, routes and tables.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The Chinese term.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }

            /// The English term.
            pub fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ }
            }

            /// Reads the code or the Chinese term back.
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.trim();
                Self::ALL.iter().copied().find(|value| value.code() == text || value.zh() == text)
            }
        }

        impl $crate::Coded for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn code(self) -> &'static str {
                self.code()
            }

            fn zh(self) -> &'static str {
                self.zh()
            }

            fn en(self) -> &'static str {
                self.en()
            }
        }
    };
}
