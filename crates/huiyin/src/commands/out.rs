//! What commands say to whoever runs them. Whoever stopped reading (`huiyin due … | head`) has read enough: a closed pipe ends no
//! command half-way and is no error.

use std::fmt::Arguments;
use std::io::{Write, stderr, stdout};

/// A line on the standard output.
pub(crate) fn line(words: Arguments<'_>) {
    let _closed = writeln!(stdout(), "{words}");
}

/// A line on the standard error output.
pub(crate) fn error_line(words: Arguments<'_>) {
    let _closed = writeln!(stderr(), "{words}");
}

/// [`println!`] for a command.
macro_rules! say {
    ($($words:tt)*) => { $crate::commands::out::line(format_args!($($words)*)) };
}

/// [`eprintln!`] for a command.
macro_rules! tell {
    ($($words:tt)*) => { $crate::commands::out::error_line(format_args!($($words)*)) };
}

pub(crate) use {say, tell};
