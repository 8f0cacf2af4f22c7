// SPDX-License-Identifier: MIT
//! The counterpart of team.hpp: threads that begin together and stay on the processors they are given.
use crate::program::Settings;
use std::mem::size_of_val;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

extern "C" {
    fn sched_setaffinity(pid: i32, size: usize, mask: *const u64) -> i32;
}

fn stay_on_cpu(settings: &Settings, thread: usize) {
    if settings.cpus.is_empty() {
        return;
    }
    let cpu = settings.cpus[thread % settings.cpus.len()];
    let mut mask = [0u64; 16];
    mask[cpu / 64] = 1 << (cpu % 64);
    // SAFETY: the mask outlives the call, and its size is given in bytes.
    let failed = unsafe { sched_setaffinity(0, size_of_val(&mask), mask.as_ptr()) };
    assert_eq!(failed, 0, "cannot stay on that CPU");
}

pub type Role<'a> = Box<dyn FnOnce() + Send + 'a>;

/// The seconds from the gate's opening until the last of the roles ended.
pub fn together(settings: &Settings, roles: Vec<Role>) -> f64 {
    let count = roles.len();
    let (ready, open) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let threads: Vec<_> = roles
            .into_iter()
            .enumerate()
            .map(|(i, role)| {
                let (ready, open) = (&ready, &open);
                scope.spawn(move || {
                    stay_on_cpu(settings, i);
                    ready.fetch_add(1, Ordering::SeqCst);
                    while !open.load(Ordering::Acquire) {
                        std::thread::yield_now();
                    }
                    role();
                    Instant::now()
                })
            })
            .collect();
        while ready.load(Ordering::SeqCst) != count {
            std::thread::yield_now();
        }
        let begin = Instant::now();
        open.store(true, Ordering::Release);
        let end = threads.into_iter().map(|thread| thread.join().unwrap()).max().unwrap();
        (end - begin).as_secs_f64()
    })
}

/// What thread `i` of `n` does of `count`.
pub fn share(count: usize, n: usize, i: usize) -> usize {
    count / n + usize::from(i < count % n)
}

/// `threads` threads do `body(n)`, n being each one's share of the operations.
pub fn split(settings: &Settings, threads: usize, count: usize, body: impl Fn(usize) + Sync) -> f64 {
    let body = &body;
    let roles = (0..threads).map(|i| Box::new(move || body(share(count, threads, i))) as Role).collect();
    together(settings, roles)
}
