//! The values of statements and rows, the same for every engine.

use std::borrow::Cow;

use super::DatabaseError;

/// A value for a place of a statement. A flag is a number, 0 or 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'v> {
    /// None.
    Null,
    /// A number.
    Number(i64),
    /// A text.
    Text(Cow<'v, str>),
    /// Bytes.
    Bytes(&'v [u8]),
}

/// A value of a row, as it lies there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'r> {
    /// None.
    Null,
    /// A number; a truth is 0 or 1.
    Number(i64),
    /// A text.
    Text(&'r str),
    /// Bytes.
    Bytes(&'r [u8]),
}

/// What can be read from a row.
pub(crate) trait FromRow: Sized {
    /// The value as this kind; none where it is of another, or does not fit.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;

    /// The value as this kind.
    ///
    /// # Errors
    /// Where it is of another.
    fn read(cell: Cell<'_>) -> Result<Self, DatabaseError> {
        Self::from_cell(cell).ok_or(DatabaseError::Kind(std::any::type_name::<Self>()))
    }
}

/// What can stand at a place of a statement.
pub(crate) trait Bind {
    /// Its value.
    fn bind(&self) -> Value<'_>;
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Bind for $kind {
            fn bind(&self) -> Value<'_> {
                Value::Number(i64::from(*self))
            }
        }

        impl FromRow for $kind {
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                match cell {
                    Cell::Number(number) => Self::try_from(number).ok(),
                    Cell::Null | Cell::Text(_) | Cell::Bytes(_) => None,
                }
            }
        }
    )*};
}

numbers!(i16, i32, i64, u8, u16, u32);

impl Bind for bool {
    fn bind(&self) -> Value<'_> {
        Value::Number(i64::from(*self))
    }
}

impl FromRow for bool {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell).map(|number| number != 0)
    }
}

impl Bind for str {
    fn bind(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl Bind for String {
    fn bind(&self) -> Value<'_> {
        self.as_str().bind()
    }
}

impl FromRow for String {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.to_owned()),
            Cell::Null | Cell::Number(_) | Cell::Bytes(_) => None,
        }
    }
}

impl Bind for [u8] {
    fn bind(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl FromRow for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => Some(bytes.to_vec()),
            Cell::Null | Cell::Number(_) | Cell::Text(_) => None,
        }
    }
}

impl<const N: usize> Bind for [u8; N] {
    fn bind(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<const N: usize> FromRow for [u8; N] {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => bytes.try_into().ok(),
            Cell::Null | Cell::Number(_) | Cell::Text(_) => None,
        }
    }
}

impl<T: Bind> Bind for Option<T> {
    fn bind(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Bind::bind)
    }
}

impl<T: FromRow> FromRow for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

impl<T: Bind + ?Sized> Bind for &T {
    fn bind(&self) -> Value<'_> {
        (**self).bind()
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Number)
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// The values of a statement, in the order of its places.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        &[$($crate::engine::Bind::bind(&$value)),*]
    };
}

pub(crate) use values;
