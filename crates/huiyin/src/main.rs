//! The program: see [`huiyin::commands`].

use std::process::ExitCode;

fn main() -> ExitCode {
    huiyin::commands::run()
}
