//! One command a file: its arguments, whose comments are the help text, and the function that runs it.

pub(crate) mod agent_hook;
pub(crate) mod check;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod graph;
pub(crate) mod guard;
pub(crate) mod hook;
pub(crate) mod init;
pub(crate) mod new;
pub(crate) mod overlap;
pub(crate) mod owner;
pub(crate) mod schedule;
pub(crate) mod show;
