// SPDX-License-Identifier: MIT
//! The counterpart of latency_rows.hpp.
use crate::locks::some_work;
use crate::program::{keep, Program, Settings};
use crate::team::{together, Role};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Mutex, RwLock};
use std::thread;
use std::time::{Duration, Instant};

fn percentile(mut values: Vec<u64>, thousandths: usize) -> f64 {
    assert!(!values.is_empty(), "nothing was measured");
    let at = (values.len() * thousandths / 1000).min(values.len() - 1);
    *values.select_nth_unstable(at).1 as f64
}

/// A thousandth needs thousands of values: these rows take ten times as long.
fn add_percentiles(program: &mut Program, name: &str, measure: fn(&Settings) -> Vec<u64>) {
    for (suffix, thousandths) in [("p50", 500), ("p99", 990), ("p999", 999)] {
        program.row(format!("{name}_{suffix}"), move |settings| {
            let mut longer = settings.clone();
            longer.seconds *= if settings.tiny { 1.0 } else { 10.0 };
            percentile(measure(&longer), thousandths)
        });
    }
}

fn nanoseconds(span: Duration) -> u64 {
    span.as_nanos() as u64
}

/// The time from before a send until the receiver has the message. The receiver has waited for `gap` then.
fn send_latencies(settings: &Settings, gap: Duration) -> Vec<u64> {
    let (sender, receiver) = channel::<Option<Instant>>();
    let received = &AtomicUsize::new(0);
    let mut values = Vec::new();
    let all = &mut values;
    let receive = move || {
        while let Some(sent) = receiver.recv().unwrap() {
            all.push(nanoseconds(sent.elapsed()));
            received.store(all.len(), Ordering::Release);
        }
    };
    let send = move || {
        let begin = Instant::now();
        let mut i = 0;
        while i == 0 || begin.elapsed().as_secs_f64() < settings.seconds {
            while received.load(Ordering::Acquire) != i {
                thread::yield_now();
            }
            if gap > Duration::from_micros(50) {
                thread::sleep(gap);
            } else {
                let waits = Instant::now();
                while waits.elapsed() < gap {}
            }
            sender.send(Some(Instant::now())).unwrap();
            i += 1;
        }
        sender.send(None).unwrap();
    };
    together(settings, vec![Box::new(receive), Box::new(send)]);
    values
}

/// How long each of two threads waits for a lock that both take again and again.
fn lock_latencies(settings: &Settings) -> Vec<u64> {
    let mutex = &Mutex::new(0u64);
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let roles = [&mut first, &mut second].map(|mine| -> Role<'_> {
        Box::new(move || {
            let mut seed = 88172645463325252;
            let begin = Instant::now();
            loop {
                for _ in 0..100 {
                    let before = Instant::now();
                    let mut number = mutex.lock().unwrap();
                    let waited = before.elapsed();
                    *number = some_work(*number + 1);
                    drop(number);
                    mine.push(nanoseconds(waited));
                    seed = some_work(seed);
                }
                if begin.elapsed().as_secs_f64() >= settings.seconds {
                    break;
                }
            }
            keep(&seed);
        })
    });
    together(settings, roles.into());
    first.append(&mut second);
    first
}

/// How long a reader waits beside a thread that writes again and again.
fn read_latencies(settings: &Settings) -> Vec<u64> {
    let (lock, done) = (&RwLock::new(0u64), &AtomicBool::new(false));
    let mut values = Vec::new();
    let all = &mut values;
    let write = move || {
        let mut seed = 88172645463325252;
        while !done.load(Ordering::Relaxed) {
            let mut number = lock.write().unwrap();
            *number = some_work(*number + 1);
            drop(number);
            for _ in 0..4 {
                seed = some_work(seed);
            }
        }
        keep(&seed);
    };
    let read = move || {
        let begin = Instant::now();
        loop {
            for _ in 0..100 {
                let before = Instant::now();
                let number = lock.read().unwrap();
                let waited = before.elapsed();
                let seen = *number;
                drop(number);
                all.push(nanoseconds(waited));
                keep(&some_work(seen));
            }
            if begin.elapsed().as_secs_f64() >= settings.seconds {
                break;
            }
        }
        done.store(true, Ordering::SeqCst);
    };
    together(settings, vec![Box::new(write), Box::new(read)]);
    values
}

pub fn add_rows(program: &mut Program) {
    add_percentiles(program, "send_spinning", |s| send_latencies(s, Duration::from_micros(2)));
    add_percentiles(program, "send_sleeping", |s| send_latencies(s, Duration::from_micros(500)));
    add_percentiles(program, "lock_contended", lock_latencies);
    add_percentiles(program, "read_beside_writer", read_latencies);
}
