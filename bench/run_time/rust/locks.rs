// SPDX-License-Identifier: MIT
//! The counterpart of lock_rows.hpp.
use crate::program::{keep, rate, Program, Settings, NO_LIMIT};
use crate::team::{split, together, Role};
use std::mem::size_of;
use std::sync::{Condvar, Mutex, RwLock};
use std::time::Instant;

/// Some 70 ns that no compiler can leave out: each step needs the one before.
pub fn some_work(mut seed: u64) -> u64 {
    for _ in 0..32 {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
    }
    seed
}

fn mutex(settings: &Settings, threads: usize, work_outside: bool, count: usize) -> f64 {
    let mutex = Mutex::new(0u64);
    let seconds = split(settings, threads, count, |n| {
        let mut mine = 88172645463325252;
        for _ in 0..n {
            *mutex.lock().unwrap() += 1;
            if work_outside {
                mine = some_work(mine);
            }
        }
        keep(&mine);
    });
    assert_eq!(mutex.into_inner().unwrap(), count as u64, "an increment was lost");
    seconds
}

/// Each thread reads, and where `one_write_in` is not 0, writes that often.
fn rwlock(settings: &Settings, threads: usize, one_write_in: usize, count: usize) -> f64 {
    let lock = RwLock::new(0u64);
    split(settings, threads, count, |n| {
        let mut last = 0;
        let mut until_write = one_write_in;
        for _ in 0..n {
            if one_write_in != 0 && until_write == 1 {
                until_write = one_write_in;
                *lock.write().unwrap() += 1;
            } else {
                until_write = until_write.saturating_sub(1);
                let seen = *lock.read().unwrap();
                assert!(seen >= last, "a write was lost");
                last = seen;
            }
        }
        keep(&last);
    })
}

/// How much the unluckiest of four threads gets of a quarter, while all take the lock again and again.
fn share_of_the_unluckiest(settings: &Settings) -> f64 {
    let mutex = &Mutex::new(0u64);
    let span = settings.seconds * if settings.tiny { 1.0 } else { 5.0 };
    let mut taken = [0usize; 4];
    let mut roles: Vec<Role> = Vec::new();
    for mine in &mut taken {
        roles.push(Box::new(move || {
            let begin = Instant::now();
            while begin.elapsed().as_secs_f64() < span {
                for _ in 0..16 {
                    let mut number = mutex.lock().unwrap();
                    *number = some_work(*number + 1);
                }
                *mine += 16;
            }
        }));
    }
    together(settings, roles);
    (taken.iter().min().unwrap() * taken.len()) as f64 / taken.iter().sum::<usize>() as f64
}

/// Two threads wake each other in turn: round trips.
fn condvar_ping_pong(settings: &Settings, count: usize) -> f64 {
    let (number, condition) = (Mutex::new(0), Condvar::new());
    let (number, condition) = (&number, &condition);
    let role = |from: u64, to: u64| -> Role<'_> {
        Box::new(move || {
            for _ in 0..count {
                let guard = number.lock().unwrap();
                *condition.wait_while(guard, |number| *number != from).unwrap() = to;
                condition.notify_one();
            }
        })
    };
    together(settings, vec![role(0, 1), role(1, 0)])
}

pub fn add_rows(program: &mut Program) {
    for (name, threads, work_outside) in [
        ("mutex_1t", 1, false),
        ("mutex_2t", 2, false),
        ("mutex_4t", 4, false),
        ("mutex_work_2t", 2, true),
        ("crowd_mutex", 8, false),
    ] {
        program.row(name, move |s| rate(s, NO_LIMIT, |count| mutex(s, threads, work_outside, count)));
    }
    program.row("fair_mutex", share_of_the_unluckiest);
    for (name, threads, one_write_in) in [
        ("rwlock_read_1t", 1, 0),
        ("rwlock_read_2t", 2, 0),
        ("crowd_rwlock_read", 8, 0),
        ("crowd_rwlock_mixed", 8, 16),
        ("rwlock_writes_1", 4, 100),
        ("rwlock_writes_5", 4, 20),
        ("rwlock_writes_50", 4, 2),
    ] {
        program.row(name, move |s| rate(s, NO_LIMIT, |count| rwlock(s, threads, one_write_in, count)));
    }
    program.row("condvar_ping_pong", |s| rate(s, NO_LIMIT, |count| condvar_ping_pong(s, count)));
    program.row("bytes_mutex_int", |_| size_of::<Mutex<i32>>() as f64);
    program.row("bytes_rwlock_int", |_| size_of::<RwLock<i32>>() as f64);
    program.row("bytes_condvar", |_| size_of::<Condvar>() as f64);
}
