// SPDX-License-Identifier: MIT
//! The counterpart of thread_rows.hpp.
use crate::heap;
use crate::program::{rate, timed, Program, NO_LIMIT};
use std::mem::size_of;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

type Task = Box<dyn FnOnce() -> i32 + Send>;

fn task(n: i32) -> Task {
    Box::new(move || n)
}

pub fn add_rows(program: &mut Program) {
    program.row("spawn_join", |settings| {
        rate(settings, NO_LIMIT, |count| {
            let mut sum = 0;
            let seconds = timed(|| (0..count).for_each(|_| sum += thread::spawn(|| 1).join().unwrap()));
            assert_eq!(sum, count, "a result was lost");
            seconds
        })
    });
    // Counted in threads, not in scopes.
    for threads in [1, 4] {
        program.row(format!("scope_{threads}"), move |settings| {
            rate(settings, NO_LIMIT, |count| {
                let scopes = (count + threads - 1) / threads;
                let sum = AtomicUsize::new(0);
                let seconds = timed(|| {
                    for _ in 0..scopes {
                        thread::scope(|scope| {
                            for _ in 0..threads {
                                scope.spawn(|| sum.fetch_add(1, Ordering::SeqCst));
                            }
                        });
                    }
                });
                assert_eq!(sum.into_inner(), scopes * threads, "a thread was lost");
                seconds * count as f64 / (scopes * threads) as f64
            })
        });
    }
    program.row("bytes_task", |_| {
        assert_eq!(task(7)(), 7);
        size_of::<Task>() as f64 + heap::bytes_each(|| task(7))
    });
}
