//! Carrying out what was promised: by an opinion that supports the request (《信访工作条例》第三十二条第二款), or by an agreement whose
//! performance is watched (《人民调解法》第三十一条).

pub mod apply;
pub mod decide;
pub mod may;
