// SPDX-License-Identifier: MIT
//! The counterpart of shared_rows.hpp.
use crate::heap;
use crate::program::{keep, rate, timed, Program, NO_LIMIT};
use crate::team::split;
use std::sync::Arc;

pub fn add_rows(program: &mut Program) {
    for (name, threads) in [("arc_clone_1t", 1), ("arc_clone_2t", 2), ("crowd_arc_clone", 8)] {
        program.row(name, move |settings| {
            rate(settings, NO_LIMIT, |count| {
                let owner = Arc::new(1);
                split(settings, threads, count, |n| {
                    for _ in 0..n {
                        keep(&Arc::clone(&owner));
                    }
                })
            })
        });
    }
    program.row("arc_make", |settings| {
        rate(settings, NO_LIMIT, |count| {
            timed(|| {
                for i in 0..count {
                    keep(&Arc::new((i & 0xFFFF) as i32));
                }
            })
        })
    });
    // The allocator adds a word and rounds up to 16 bytes: on average over two sizes 8 bytes apart, by 4.
    program.row("bytes_arc_header", |_| {
        let five = heap::bytes_each(|| Arc::new([0u64; 5])) - 40.0;
        let six = heap::bytes_each(|| Arc::new([0u64; 6])) - 48.0;
        ((five + six) / 2.0 - 8.0 - 4.0).round()
    });
}
