//! huiyin
fn main() {}
