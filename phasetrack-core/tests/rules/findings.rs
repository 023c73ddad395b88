//! What rules say in corner cases.
