//! Arrival, registration, demands, whom an accusation names, and what is sealed before anybody screened it.

pub mod accused;
pub mod apply;
pub mod decide;
pub mod may;
pub mod past;
pub mod seal;
pub mod sorting;
