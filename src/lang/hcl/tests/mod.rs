//! Tests of the Terraform printer.

mod arbitrary;
mod layout;
mod reread;
mod terraform;
