//! The reply desk (答复台): a handler drafts, an approver looks and sends back or signs. Nothing of it binds anybody before the signature:
//! then the text becomes the answer, word for word, and the desk is empty again. Until it is issued the signature can be taken back.

pub mod apply;
pub mod decide;
pub mod draft;
pub mod may;
pub mod take_back;
