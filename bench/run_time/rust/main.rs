// SPDX-License-Identifier: MIT
//! The rows of Rust's standard library: the same work, timed in the same way, as the C++ programs beside it.
mod channels;
mod heap;
mod latency;
mod locks;
mod program;
mod shared;
mod team;
mod threads;

fn main() {
    let mut program = program::Program::default();
    channels::add_rows(&mut program);
    shared::add_rows(&mut program);
    locks::add_rows(&mut program);
    threads::add_rows(&mut program);
    latency::add_rows(&mut program);
    program.run();
}
