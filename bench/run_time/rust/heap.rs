// SPDX-License-Identifier: MIT
//! The counterpart of heap.hpp: what the C library's allocator has handed out, which is Rust's, too.

/// glibc's `struct mallinfo2`.
#[repr(C)]
struct Mallinfo2 {
    before: [usize; 4],
    mapped: usize,
    between: [usize; 2],
    used: usize,
    after: [usize; 2],
}

extern "C" {
    fn mallinfo2() -> Mallinfo2;
}

pub fn bytes() -> f64 {
    // SAFETY: it only reads the allocator's own counts.
    let info = unsafe { mallinfo2() };
    (info.used + info.mapped) as f64
}

/// Heap bytes of each of 10000 that `make` makes.
pub fn bytes_each<T>(make: impl Fn() -> T) -> f64 {
    let mut made = Vec::with_capacity(10_000);
    let before = bytes();
    made.resize_with(10_000, make);
    (bytes() - before) / made.len() as f64
}
