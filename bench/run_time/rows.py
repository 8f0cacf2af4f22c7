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
    unit: str = "/s"  # or "share"; or "bytes", "ms", "ns", "CPU s", of which less is better
    modes: tuple = (FREE,)  # how it is measured; the first is the one that is held against the target
    times_rust: float | None = None  # the target, as a ratio to Rust's std
    times_peer: tuple | None = None  # or to another library: its name in PEERS, and the ratio
    at_most: float | None = None  # or as a figure
    limit: str = ""  # what keeps it from its target, if it misses it

    @property
    def more_is_better(self):
        return self.unit in ("/s", "share")

    @property
    def reference(self):
        """The library that a target is a ratio to, and the ratio; nothing if there is no such target."""
        if self.times_peer is not None:
            return self.times_peer
        return ("rust", self.times_rust) if self.times_rust is not None else None

    def target(self):
        """The target in words, or nothing."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {self.unit}"
        if self.reference is not None:
            peer, times = self.reference
            return f"{'≥' if self.more_is_better else '≤'} {times:g} × {'Rust' if peer == 'rust' else PEERS[peer]}"
        return ""

    def met(self, fearless, reference):
        """Whether the target is met: None if there is none, or nothing to compare with."""
        if fearless is None:
            return None
        if self.at_most is not None:
            return fearless <= self.at_most
        if self.reference is None or not reference:
            return None
        ratio, times = fearless / reference, self.reference[1]
        return ratio >= times if self.more_is_better else ratio <= times


TWO = (PINNED, FREE)
SEVERAL = (FREE, PINNED)

CHANNELS = "Channels"
ARC = "Arc"
LOCKS = "Locks"
THREADS = "Threads"
SCALING = "Scaling"
CROWD = "More threads than processors"
MIX = "Readers and writers"
BRIDGES = "Threads of other libraries"
LATENCY = "Latency"
FAIRNESS = "Fairness"
ENERGY = "Energy"
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


# None of the targets asks for less than Rust's; those that are missed are traded for another row.
FOR_THROUGHPUT = ("whoever releases the lock may take it again while the other one wakes: that is traded for the "
                  "throughput of the rows with several threads")
FOR_ROUND_TRIPS = ("a receiver looks for some 60 µs before it sleeps, since a wake takes about half of that: the CPU time is "
                   "traded for the round trips and for the latency of the next message")


UNLIKE_ANOTHER_RUN = ("there is no locked operation in it; in another run of this page it was twice as fast beside "
                      "Rust's, and why is not known")
FIBER_WAKES = ("to wake a fiber, the library asks the system every other time whether a thread waits, too, since "
               "threads and fibers may wait for the same channel; those of Boost.Fiber are for fibers alone")


def latency(name, title, limit=""):
    return [Row(f"{name}_{part}", LATENCY, f"{title}, {words}", "ns", modes=(PINNED,), times_rust=1.0, limit=limit)
            for part, words in (("p50", "median"), ("p99", "99 %"), ("p999", "99.9 %"))]


def beside(name, title, peer, times, limit=""):
    return Row(name, BRIDGES, title, times_peer=(peer, times), limit=limit)


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
    Row("rwlock_read_1t", LOCKS, "RwLock, 1 reader", times_rust=1.5, limit=UNLIKE_ANOTHER_RUN),
    Row("rwlock_read_2t", LOCKS, "RwLock, 2 readers", modes=TWO, times_rust=1.6),
    Row("condvar_ping_pong", LOCKS, "Condvar, round trips of 2 threads", modes=TWO, times_rust=1.0),

    Row("spawn_join", THREADS, "spawn and join", times_rust=1.1, limit=STARTING),
    Row("scope_1", THREADS, "scopes of 1, in threads", times_rust=1.1, limit=STARTING),
    Row("scope_4", THREADS, "scopes of 4, in threads", times_rust=1.7,
        limit=STARTING),

    Row("unbounded_16p", SCALING, "unbounded, 16 senders, `int`", modes=SEVERAL, times_rust=1.0),
    Row("unbounded_1000p", SCALING, "unbounded, 1,000 senders, `int`", times_rust=1.0),
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

    Row("rwlock_writes_1", MIX, "4 threads, 1 % writes", modes=SEVERAL, times_rust=1.0),
    Row("rwlock_writes_5", MIX, "4 threads, 5 % writes", modes=SEVERAL, times_rust=1.0),
    Row("rwlock_writes_50", MIX, "4 threads, 50 % writes", modes=SEVERAL, times_rust=1.0),

    beside("par_for_each", "`par::for_each`, 100,000 numbers", "tbb", 0.98),
    beside("par_sum", "`par::reduce`, 100,000 numbers", "tbb", 0.98),
    beside("par_sort", "`par::sort`, 100,000 numbers", "tbb", 0.98),
    beside("fiber_bounded_64", "two fibers, bounded, 64", "boost", 1.0, FIBER_WAKES),
    beside("fiber_bounded_1", "two fibers, bounded, 1", "boost", 1.0, FIBER_WAKES),
    beside("fiber_rendezvous", "two fibers, rendezvous", "boost", 1.0, FIBER_WAKES),
    beside("home_tell", "`tell` an object on a strand, beside posting to it", "boost", 0.71),

    *latency("send_spinning", "a message to a receiver that has waited for 2 µs"),
    *latency("send_sleeping", "a message to a receiver that has waited for 500 µs"),
    *latency("lock_contended", "a Mutex that 2 threads take", FOR_THROUGHPUT),
    *latency("read_beside_writer", "a reader beside a writer", FOR_THROUGHPUT),

    Row("fair_mutex", FAIRNESS, "a Mutex: what the unluckiest of 4 threads gets of a quarter", "share", times_rust=1.0,
        limit=FOR_THROUGHPUT),

    Row("cpu_million", ENERGY, "a million messages", "CPU s", modes=TWO, times_rust=1.0),
    Row("cpu_million_paced", ENERGY, "a million messages, one every 150 µs or so", "CPU s", modes=TWO, times_rust=1.0,
        limit=FOR_ROUND_TRIPS),

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
    "by_hand": "by hand",
}
# Who waits for a message by asking again and again is shown, but is no alternative for somebody who has to wait.
POLLING = {"lockfree"}
# Not a library, but a loop of the operations that a row cannot do without: what it reaches is the limit of the machine.
LIMIT = "by_hand"
BEST = [peer for peer in PEERS if peer not in {"fearless", "rust", LIMIT} | POLLING]
