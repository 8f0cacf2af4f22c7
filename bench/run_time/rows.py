# SPDX-License-Identifier: MIT
"""The rows: what is measured, in which order it is shown, and what fearless has to reach."""
import dataclasses

# Where the system puts the threads decides as much as the library does: rows with several of them are measured twice.
PINNED = "pinned"  # thread i stays on the processor i mod 2
FREE = "free"  # the system decides


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    group: str
    title: str
    unit: str = "/s"  # or "bytes", "ms"; of these less is better
    modes: tuple = (FREE,)  # how it is measured; the first is the one that is held against the target
    times_rust: float | None = None  # the target, as a ratio to Rust's std
    at_most: float | None = None  # or as a figure
    limit: str = ""  # what keeps it from its target, if it misses it

    @property
    def more_is_better(self):
        return self.unit == "/s"

    def target(self):
        """The target in words, or nothing."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {self.unit}"
        if self.times_rust is not None:
            return f"{'≥' if self.more_is_better else '≤'} {self.times_rust:g} × Rust"
        return ""

    def met(self, fearless, rust):
        """Whether the target is met: None if there is none, or nothing to compare with."""
        if fearless is None:
            return None
        if self.at_most is not None:
            return fearless <= self.at_most
        if self.times_rust is None or not rust:
            return None
        ratio = fearless / rust
        return ratio >= self.times_rust if self.more_is_better else ratio <= self.times_rust


TWO = (PINNED, FREE)
SEVERAL = (FREE, PINNED)

CHANNELS = "Channels"
ARC = "Arc"
LOCKS = "Locks"
THREADS = "Threads"
SCALING = "Scaling"
CROWD = "More threads than processors"
MEMORY = "Memory"
WAITING = "Waiting"


# What keeps several rows from their targets.
SHARED_WORD = ("the threads add to one word twice, whose cache line goes to and fro, with the two instructions of Rust's Arc; "
               "not asking whether there are threads it was the same; one that runs alone for a moment is twice as fast, "
               "so it matters how they meet")
TWO_LOCKED = ("the same two locked operations as in Rust, from which no count comes back, take all of it, so that it "
              "cannot take less; where the branches around them lie matters; looking at the count first, to "
              "spare the second operation, takes longer")
ALLOCATOR = ("the allocator takes nearly all of it, and operator new more than malloc, which Rust calls itself; where "
             "locked operations are quick, the one that Rust needs more does not make up for that")
ONE_LOCKED = ("the locked operation of each send takes most of it; what Rust does beside it shrinks where "
              "caches are quick")
STARTING = "starting and joining threads is the system's: std::thread itself gets little further"


def crowd(name, title, limit=""):
    return Row(f"crowd_{name}", CROWD, title, modes=SEVERAL, times_rust=1.0, limit=limit)


ROWS = [
    Row("unbounded_1p", CHANNELS, "unbounded, 1 sender, `int`", modes=TWO, times_rust=1.8),
    Row("unbounded_2p", CHANNELS, "unbounded, 2 senders, `int`", modes=SEVERAL, times_rust=1.6),
    Row("unbounded_4p", CHANNELS, "unbounded, 4 senders, `int`", modes=SEVERAL, times_rust=1.6),
    Row("unbounded_64b", CHANNELS, "unbounded, 1 sender, 64 bytes", modes=TWO, times_rust=1.0),
    Row("unbounded_string", CHANNELS, "unbounded, 1 sender, strings of 32", modes=TWO, times_rust=1.1),
    Row("recv_many", CHANNELS, "unbounded, 1 sender, `recv_many(256)`", modes=TWO, times_rust=1.8),
    Row("iterate", CHANNELS, "unbounded, 1 sender, `for (auto& v : rx)`", modes=TWO, times_rust=1.8),
    Row("drain_recv_many", CHANNELS, "received only, `recv_many(256)`", times_rust=1.0),
    Row("drain_iterate", CHANNELS, "received only, `for (auto& v : rx)`", times_rust=1.0),
    Row("ping_pong", CHANNELS, "round trips over two channels", modes=TWO, times_rust=50),
    Row("send_recv_1t", CHANNELS, "send, then receive, on one thread", times_rust=3.5, limit=ONE_LOCKED),
    Row("create_drop", CHANNELS, "channel made and dropped", times_rust=1.5),
    Row("bounded_0", CHANNELS, "rendezvous", modes=TWO, times_rust=5),
    Row("bounded_1", CHANNELS, "bounded, 1", modes=TWO, times_rust=20),
    Row("bounded_64", CHANNELS, "bounded, 64", modes=TWO, times_rust=6,
        limit="Rust sleeps and wakes every 64 messages, so that the ratio says how long the system takes for that; "
        "where it is quick, six times as much is more than a ring can do"),
    Row("bounded_1024", CHANNELS, "bounded, 1024", modes=TWO, times_rust=1.0,
        limit="how long either side stays away changes nothing"),
    Row("bounded_65536", CHANNELS, "bounded, 65536", modes=TWO, times_rust=1.0),

    Row("arc_clone_1t", ARC, "Arc, clone and drop, 1 thread", times_rust=1.05, limit=TWO_LOCKED),
    Row("arc_clone_2t", ARC, "Arc, clone and drop, 2 threads", modes=TWO, times_rust=0.95, limit=SHARED_WORD),
    Row("arc_make", ARC, "Arc, make and drop", times_rust=1.6, limit=ALLOCATOR),

    Row("mutex_1t", LOCKS, "Mutex, 1 thread", times_rust=0.97),
    Row("mutex_2t", LOCKS, "Mutex, 2 threads", modes=TWO, times_rust=1.7),
    Row("mutex_4t", LOCKS, "Mutex, 4 threads", modes=SEVERAL, times_rust=1.8),
    Row("mutex_work_2t", LOCKS, "Mutex, 2 threads with work outside", modes=TWO, times_rust=0.97,
        limit="most of it is the work outside, which is the same for all: the spread tells how quiet the machine was"),
    Row("rwlock_read_1t", LOCKS, "RwLock, 1 reader", times_rust=1.5),
    Row("rwlock_read_2t", LOCKS, "RwLock, 2 readers", modes=TWO, times_rust=1.6),
    Row("condvar_ping_pong", LOCKS, "Condvar, round trips of 2 threads", modes=TWO, times_rust=1.0),

    Row("spawn_join", THREADS, "spawn and join", times_rust=1.1, limit=STARTING),
    Row("scope_1", THREADS, "scopes of 1, in threads", times_rust=1.1, limit=STARTING),
    Row("scope_4", THREADS, "scopes of 4, in threads", times_rust=1.7,
        limit=STARTING),

    Row("unbounded_16p", SCALING, "unbounded, 16 senders, `int`", modes=SEVERAL, times_rust=1.0),
    Row("unbounded_1b", SCALING, "unbounded, 1 byte", modes=TWO, times_rust=1.0),
    Row("unbounded_16b", SCALING, "unbounded, 16 bytes", modes=TWO, times_rust=1.0),
    Row("unbounded_256b", SCALING, "unbounded, 256 bytes", modes=TWO, times_rust=1.0),
    Row("unbounded_1024b", SCALING, "unbounded, 1 KiB", modes=TWO, times_rust=1.0),
    Row("unbounded_4096b", SCALING, "unbounded, 4 KiB", modes=TWO, times_rust=1.0),
    Row("queued_1m", SCALING, "1 million `int` queued, then received", times_rust=1.0),
    Row("queued_10m", SCALING, "10 million `int` queued, then received", times_rust=1.0),

    crowd("unbounded", "unbounded, 7 senders, `int`"),
    crowd("bounded_0", "rendezvous, 7 senders"),
    crowd("bounded_1", "bounded, 1, 7 senders"),
    crowd("bounded_64", "bounded, 64, 7 senders"),
    crowd("bounded_1024", "bounded, 1024, 7 senders"),
    crowd("ping_pong", "round trips, 4 pairs"),
    crowd("arc_clone", "Arc, clone and drop, 8 threads", limit=SHARED_WORD),
    crowd("mutex", "Mutex, 8 threads"),
    crowd("rwlock_read", "RwLock, 8 readers"),
    crowd("rwlock_mixed", "RwLock, 8 threads, 1 write in 16"),

    Row("bytes_queued_int", MEMORY, "a queued `int`", "bytes", at_most=9),
    Row("bytes_queued_64b", MEMORY, "a queued message of 64 bytes", "bytes", times_rust=1.0),
    Row("bytes_idle_channel", MEMORY, "an idle channel, on the heap", "bytes", times_rust=1.0),
    Row("bytes_after_burst", MEMORY, "kept after 1 million `int` came and went", "bytes", at_most=16384),
    Row("bytes_arc_header", MEMORY, "the counts of an Arc", "bytes", times_rust=1.0),
    Row("bytes_mutex_int", MEMORY, "`Mutex<int>`", "bytes", times_rust=1.0),
    Row("bytes_rwlock_int", MEMORY, "`RwLock<int>`", "bytes"),
    Row("bytes_condvar", MEMORY, "`Condvar`", "bytes"),
    Row("bytes_task", MEMORY, "a `Task` that holds an `int`, and its heap", "bytes", times_rust=1.0),

    Row("cpu_blocked", WAITING, "CPU time of a receiver that waits for 1 s", "ms", at_most=2),
]

PEERS = {
    "fearless": "fearless",
    "rust": "Rust std",
    "std": "C++ std",
    "moodycamel": "moodycamel",
    "tbb": "oneTBB",
    "abseil": "Abseil",
    "boost": "Boost",
    "lockfree": "Boost.Lockfree",
}
# Who waits for a message by asking again and again is shown, but is no alternative for somebody who has to wait.
POLLING = {"lockfree"}
BEST = [peer for peer in PEERS if peer not in {"fearless", "rust"} | POLLING]
