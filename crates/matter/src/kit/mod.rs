//! The toolkit of all rules: what a decision may look at, its steps and clocks, who may sign, who is accused or recused.
//!
//! It knows the model and no rule.

pub mod accused;
pub mod clocks;
pub mod context;
pub mod hands;
pub mod policy;
pub mod recused;
pub mod running;
pub mod signers;
pub mod steps;
pub mod stops;
pub mod text;
