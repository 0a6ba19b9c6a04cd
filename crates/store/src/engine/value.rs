//! The values of statements and rows.

use std::borrow::Cow;

use rusqlite::types::{FromSql, ToSql, ToSqlOutput, ValueRef};

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

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// What can be read from a row.
pub(crate) trait FromRow: FromSql {}

impl<T: FromSql> FromRow for T {}

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
    )*};
}

numbers!(i16, i32, i64, u8, u16, u32, bool);

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

impl Bind for [u8] {
    fn bind(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<const N: usize> Bind for [u8; N] {
    fn bind(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<T: Bind> Bind for Option<T> {
    fn bind(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Bind::bind)
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
