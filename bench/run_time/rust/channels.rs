// SPDX-License-Identifier: MIT
//! The counterpart of channel_rows.hpp.
use crate::heap;
use crate::program::{keep, rate, rate_of, timed, Program, Settings, NO_LIMIT};
use crate::team::{share, together, Role};
use std::mem::size_of;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{channel, sync_channel, Receiver, Sender, SyncSender};
use std::time::Duration;

/// A message is made of a number, and gives one back for the checksum.
trait Content: Send + 'static {
    fn make(i: usize) -> Self;
    fn read(&self) -> u64;
}

impl Content for i32 {
    fn make(i: usize) -> i32 {
        (i & 0xFFFFFF) as i32
    }
    fn read(&self) -> u64 {
        *self as u64
    }
}

impl<const N: usize> Content for [u8; N] {
    fn make(i: usize) -> [u8; N] {
        let mut bytes = [0; N];
        bytes[0] = i as u8;
        bytes[N - 1] = i as u8;
        bytes
    }
    fn read(&self) -> u64 {
        self[0] as u64 + self[N - 1] as u64
    }
}

impl Content for String {
    fn make(i: usize) -> String {
        let letter = b'a' + (i % 26) as u8;
        String::from_utf8(vec![letter; 32]).unwrap()
    }
    fn read(&self) -> u64 {
        self.len() as u64 + self.as_bytes()[self.len() - 1] as u64
    }
}

/// What `Sender` and `SyncSender` have in common.
trait Sending<T>: Clone + Send {
    fn give(&self, value: T);
}
impl<T: Send> Sending<T> for Sender<T> {
    fn give(&self, value: T) {
        self.send(value).unwrap();
    }
}
impl<T: Send> Sending<T> for SyncSender<T> {
    fn give(&self, value: T) {
        self.send(value).unwrap();
    }
}

/// How the receiver of a stream takes its messages; the sum of what they hold.
type How<T> = fn(&Receiver<T>, usize) -> u64;

fn one_by_one<T: Content>(receiver: &Receiver<T>, count: usize) -> u64 {
    (0..count).map(|_| receiver.recv().unwrap().read()).sum()
}

fn iterating<T: Content>(receiver: &Receiver<T>, count: usize) -> u64 {
    let (mut sum, mut seen) = (0, 0);
    for value in receiver {
        sum += value.read();
        seen += 1;
    }
    assert_eq!(seen, count, "a message was lost");
    sum
}

/// Rust has no `recv_many` of its own: this is how it is written.
fn many<T: Content>(receiver: &Receiver<T>, count: usize) -> u64 {
    let (mut sum, mut seen) = (0, 0);
    let mut values = Vec::with_capacity(256);
    while seen < count {
        values.clear();
        values.push(receiver.recv().unwrap());
        values.extend(receiver.try_iter().take(255));
        seen += values.len();
        sum += values.iter().map(T::read).sum::<u64>();
    }
    sum
}

fn send_all<T: Content>(sender: &impl Sending<T>, count: usize) -> u64 {
    let mut sum = 0;
    for i in 0..count {
        let value = T::make(i);
        sum += value.read();
        sender.give(value);
    }
    sum
}

/// Seconds in which `senders` threads send `count` messages and one thread receives them.
fn stream<T: Content, S: Sending<T>>(
    settings: &Settings,
    (sender, receiver): (S, Receiver<T>),
    how: How<T>,
    senders: usize,
    count: usize,
) -> f64 {
    let (sent, received) = (&AtomicU64::new(0), &AtomicU64::new(0));
    let mut sending = vec![sender.clone(); senders - 1];
    sending.push(sender);
    let receive = move || received.store(how(&receiver, count), Ordering::SeqCst);
    let mut roles: Vec<Role> = vec![Box::new(receive)];
    for (i, sender) in sending.into_iter().enumerate() {
        roles.push(Box::new(move || {
            sent.fetch_add(send_all(&sender, share(count, senders, i)), Ordering::SeqCst);
        }));
    }
    let seconds = together(settings, roles);
    let (sent, received) = (sent.load(Ordering::SeqCst), received.load(Ordering::SeqCst));
    assert_eq!(sent, received, "what arrived is not what was sent");
    seconds
}

/// No more is queued than 64 MB, however far behind the receiver falls.
fn add_stream<T: Content, S: Sending<T>>(
    program: &mut Program,
    name: impl Into<String>,
    senders: usize,
    how: How<T>,
    open: impl Fn() -> (S, Receiver<T>) + 'static,
) {
    program.row(name, move |settings| {
        rate(settings, (64 << 20) / size_of::<T>(), |count| stream(settings, open(), how, senders, count))
    });
}

/// Round trips over two channels, for each of `pairs` pairs of threads.
fn ping_pong(settings: &Settings, pairs: usize, count: usize) -> f64 {
    let mut roles: Vec<Role> = Vec::new();
    for i in 0..pairs {
        let n = share(count, pairs, i);
        let (there, arrived) = channel::<i32>();
        let (back, answered) = channel::<i32>();
        roles.push(Box::new(move || {
            for k in 0..n {
                there.give(i32::make(k));
                assert_eq!(answered.recv().unwrap(), i32::make(k), "the wrong answer");
            }
        }));
        roles.push(Box::new(move || (0..n).for_each(|_| back.give(arrived.recv().unwrap()))));
    }
    together(settings, roles)
}

fn fill_and_drain<T: Content>(sender: &Sender<T>, receiver: &Receiver<T>, count: usize) {
    let sent = send_all(sender, count);
    assert_eq!(one_by_one(receiver, count), sent, "what arrived is not what was sent");
}

/// What the receiver alone can do: a million messages are there, and nobody sends more.
fn add_drain(program: &mut Program, name: &str, how: How<i32>) {
    program.row(name, move |settings| {
        rate_of(settings, settings.fixed(1_000_000), |count| {
            let (sender, receiver) = channel::<i32>();
            let sent = send_all(&sender, count);
            drop(sender);
            let mut received = 0;
            let seconds = timed(|| received = how(&receiver, count));
            assert_eq!(sent, received, "what arrived is not what was sent");
            seconds
        })
    });
}

fn bytes_queued<T: Content>(settings: &Settings) -> f64 {
    let count = settings.fixed(1_000_000);
    let (sender, receiver) = channel::<T>();
    let before = heap::bytes();
    let sent = send_all(&sender, count);
    let after = heap::bytes();
    assert_eq!(one_by_one(&receiver, count), sent, "what arrived is not what was sent");
    (after - before) / count as f64
}

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

/// CPU time in milliseconds that the process has used.
fn cpu_milliseconds() -> f64 {
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut now = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: the call writes the time to where it is told.
    unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    1e3 * now.seconds as f64 + 1e-6 * now.nanoseconds as f64
}

fn cpu_blocked(settings: &Settings) -> f64 {
    let (sender, receiver) = channel::<i32>();
    let (ready, waits) = channel::<()>();
    let thread = std::thread::spawn(move || {
        ready.send(()).unwrap();
        assert_eq!(receiver.recv().unwrap(), 7);
    });
    waits.recv().unwrap();
    let before = cpu_milliseconds();
    std::thread::sleep(Duration::from_millis(if settings.tiny { 10 } else { 1000 }));
    let used = cpu_milliseconds() - before;
    sender.give(7);
    thread.join().unwrap();
    used
}

/// CPU seconds of both threads for a million messages, of which there are `count`; where `gap` is not 0, one comes at
/// most every so often.
fn cpu_seconds_per_million(settings: &Settings, count: usize, gap: Duration) -> f64 {
    let (sender, receiver) = channel::<i32>();
    let receive = move || (0..count).for_each(|i| assert_eq!(receiver.recv().unwrap(), i32::make(i)));
    let send = move || {
        for i in 0..count {
            if !gap.is_zero() {
                std::thread::sleep(gap);
            }
            sender.give(i32::make(i));
        }
    };
    let before = cpu_milliseconds();
    together(settings, vec![Box::new(receive), Box::new(send)]);
    (cpu_milliseconds() - before) * 1e3 / count as f64
}

fn add_sized<const N: usize>(program: &mut Program) {
    add_stream(program, format!("unbounded_{N}b"), 1, one_by_one, channel::<[u8; N]>);
}

pub fn add_rows(program: &mut Program) {
    for senders in [1, 2, 4, 16] {
        add_stream(program, format!("unbounded_{senders}p"), senders, one_by_one, channel::<i32>);
    }
    add_stream(program, "crowd_unbounded", 7, one_by_one, channel::<i32>);
    add_stream(program, "unbounded_string", 1, one_by_one, channel::<String>);
    add_sized::<1>(program);
    add_sized::<16>(program);
    add_sized::<64>(program);
    add_sized::<256>(program);
    add_sized::<1024>(program);
    add_sized::<4096>(program);
    add_stream(program, "iterate", 1, iterating, channel::<i32>);
    add_stream(program, "recv_many", 1, many, channel::<i32>);
    add_drain(program, "drain_iterate", iterating);
    add_drain(program, "drain_recv_many", many);
    for (name, pairs) in [("ping_pong", 1), ("crowd_ping_pong", 4)] {
        program.row(name, move |settings| rate(settings, NO_LIMIT, |count| ping_pong(settings, pairs, count)));
    }
    program.row("send_recv_1t", |settings| {
        let (sender, receiver) = channel::<i32>();
        rate(settings, NO_LIMIT, |count| timed(|| (0..count).for_each(|_| fill_and_drain(&sender, &receiver, 1))))
    });
    program.row("create_drop", |settings| {
        rate(settings, NO_LIMIT, |count| timed(|| (0..count).for_each(|_| keep(&channel::<i32>()))))
    });
    for (name, queued) in [("queued_1m", 1_000_000), ("queued_10m", 10_000_000)] {
        program.row(name, move |settings| {
            rate_of(settings, settings.fixed(queued), |count| {
                let (sender, receiver) = channel::<i32>();
                timed(|| fill_and_drain(&sender, &receiver, count))
            })
        });
    }
    program.row("cpu_blocked", cpu_blocked);
    program.row("cpu_million", |s| cpu_seconds_per_million(s, s.fixed(1_000_000), Duration::ZERO));
    program.row("cpu_million_paced", |s| cpu_seconds_per_million(s, s.fixed(2_000), Duration::from_micros(100)));
    program.row("unbounded_1000p", |settings| {
        rate_of(settings, settings.fixed(1_000_000), |count| {
            stream(settings, channel::<i32>(), one_by_one, settings.fixed(1000), count)
        })
    });

    for bound in [0, 1, 64, 1024, 65536] {
        add_stream(program, format!("bounded_{bound}"), 1, one_by_one, move || sync_channel::<i32>(bound));
    }
    for bound in [0, 1, 64, 1024] {
        add_stream(program, format!("crowd_bounded_{bound}"), 7, one_by_one, move || sync_channel::<i32>(bound));
    }

    program.row("bytes_queued_int", bytes_queued::<i32>);
    program.row("bytes_queued_64b", bytes_queued::<[u8; 64]>);
    program.row("bytes_idle_channel", |_| heap::bytes_each(channel::<i32>));
    program.row("bytes_after_burst", |settings| {
        let count = settings.fixed(1_000_000);
        // The allocator keeps some freed blocks of each size and calls them used: let it have them first.
        let (sender, receiver) = channel::<i32>();
        fill_and_drain(&sender, &receiver, count);
        let (sender, receiver) = channel::<i32>();
        let before = heap::bytes();
        fill_and_drain(&sender, &receiver, count);
        heap::bytes() - before
    });
}
