# SPDX-License-Identifier: MIT
"""What the oracle's types are made of: each row names one thing twice, in Rust and in C++.

To compare one more type, add one row. A row whose header does not exist yet, or whose Rust type the installed rustc
does not know yet, is left out of the run, and the run says so.
"""

from dataclasses import dataclass, replace

# What a row does with its arguments.
VALUE = "value"  # holds it: it must be complete
INDIRECT = "indirect"  # reaches it through a pointer: it may be a class that is still being defined

# Where the C++ type can stand.
ANYWHERE = "anywhere"
BOUND = "bound"  # a reference: a member of a class or tuple, but no element of a container


@dataclass(frozen=True)
class Row:
    name: str
    rust: str
    cpp: str
    header: str = ""  # below include/; "" is always there
    arity: int = 0
    reach: str = VALUE
    weight: float = 1.0
    poison: bool = False  # makes most of what holds it a plain no: rationed, or all types would be alike
    keyed: bool = False  # its first argument must be hashable
    hashable: bool = False
    bits: bool = False  # can be a bit-field
    scalar: bool = False
    racy: bool = False  # two threads assigning it would race: `mutable` makes it a Cell
    place: str = ANYWHERE
    can_be_base: bool = False
    rustc: tuple = (1, 56)  # the first that knows it, or gives it today's traits


def leaf(name, rust, cpp, **more):
    return Row(name, rust, cpp, **more)


def number(rust, cpp, weight=1.0, integer=True):
    return Row(rust, rust, cpp, weight=weight, scalar=True, racy=True, hashable=True, bits=integer)


def holds(name, rust, cpp, header="", arity=1, **more):
    return Row(name, rust, cpp, header, arity, VALUE, **more)


def reaches(name, rust, cpp, header="", arity=1, **more):
    return Row(name, rust, cpp, header, arity, INDIRECT, **more)


ROWS = [
    # --- the language ------------------------------------------------------------------------------------------------
    number("i32", "std::int32_t", 4),
    number("u8", "std::uint8_t"),
    number("i64", "std::int64_t"),
    number("u16", "std::uint16_t"),
    number("usize", "std::size_t"),
    number("f32", "float", integer=False),
    number("f64", "double", integer=False),
    leaf("bool", "bool", "bool", weight=2, scalar=True, racy=True, hashable=True, bits=True),
    leaf("char", "char", "char32_t", scalar=True, racy=True, hashable=True),
    leaf("enum", "Colour", "Colour", scalar=True, racy=True, hashable=True, bits=True),
    leaf("fn()", "fn()", "Fn<void>", racy=True),
    reaches("fn(T)->U", "fn({0}) -> {1}", "Fn<{1}, {0}>", arity=2, weight=1.5, racy=True),
    reaches("*const T", "*const {0}", "{0} const*", weight=0.7, poison=True),
    reaches("*mut T", "*mut {0}", "{0}*", weight=0.7, poison=True),
    reaches("&T", "&'static {0}", "{0} const&", weight=2, place=BOUND),
    # --- classes of our own (see the preludes in oracle.py) ------------------------------------------------------------
    leaf("Empty", "Empty", "Empty", can_be_base=True),
    leaf("SaidSend", "SaidSend", "SaidSend", weight=0.7),
    leaf("SaidSync", "SaidSync", "SaidSync", weight=0.7),
    leaf("SaidBoth", "SaidBoth", "SaidBoth", weight=0.7),
    leaf("SaidNotSend", "SaidNotSend", "SaidNotSend", weight=0.5, poison=True),
    leaf("SaidNotSync", "SaidNotSync", "SaidNotSync", weight=0.5, poison=True),
    holds("Both", "Both<{0}, {1}>", "Both<{0}, {1}>", arity=2),
    holds("Stack", "Stack<{0}>", "Stack<{0}>"),
    reaches("Owned", "Owned<{0}>", "Owned<{0}>"),
    reaches("Shared", "Shared<{0}>", "Shared<{0}>"),
    holds("Chain", "Chain<{0}>", "Chain<{0}>", "fearless/std/optional.hpp"),
    holds("Bush", "Bush<{0}>", "Bush<{0}>", "fearless/std/vector.hpp"),
    # --- fearless ----------------------------------------------------------------------------------------------------
    leaf("NotSend", "PhantomData<MutexGuard<'static, ()>>", "fearless::NotSend", poison=True, weight=0.6,
         can_be_base=True),
    leaf("NotSync", "PhantomData<Cell<()>>", "fearless::NotSync", poison=True, weight=0.6, can_be_base=True),
    reaches("PhantomData", "PhantomData<{0}>", "fearless::PhantomData<{0}>", can_be_base=True),
    reaches("Box", "Box<{0}>", "fearless::Box<{0}>", "fearless/boxed.hpp", weight=4, racy=True),
    reaches("Arc", "Arc<{0}>", "fearless::Arc<{0}>", "fearless/sync/arc.hpp", weight=4, racy=True),
    reaches("ArcWeak", "std::sync::Weak<{0}>", "fearless::ArcWeak<{0}>", "fearless/sync/arc.hpp", racy=True),
    reaches("Rc", "Rc<{0}>", "fearless::Rc<{0}>", "fearless/rc.hpp", poison=True),
    reaches("RcWeak", "std::rc::Weak<{0}>", "fearless::RcWeak<{0}>", "fearless/rc.hpp", poison=True, weight=0.5),
    holds("Cell", "Cell<{0}>", "fearless::Cell<{0}>", "fearless/cell.hpp", poison=True),
    holds("RefCell", "RefCell<{0}>", "fearless::RefCell<{0}>", "fearless/cell.hpp", poison=True),
    reaches("Ref", "Ref<'static, {0}>", "fearless::Ref<{0}>", "fearless/cell.hpp", poison=True, weight=0.3),
    reaches("RefMut", "RefMut<'static, {0}>", "fearless::RefMut<{0}>", "fearless/cell.hpp", poison=True, weight=0.3),
    leaf("BorrowError", "BorrowError", "fearless::BorrowError", header="fearless/cell.hpp", weight=0.3),
    leaf("BorrowMutError", "BorrowMutError", "fearless::BorrowMutError", header="fearless/cell.hpp", weight=0.3),
    holds("OnceCell", "std::cell::OnceCell<{0}>", "fearless::OnceCell<{0}>", "fearless/cell/once.hpp", poison=True,
          rustc=(1, 70)),
    holds("LazyCell", "std::cell::LazyCell<{0}, fn() -> {0}>", "fearless::LazyCell<{0}, Fn<{0}>>",
          "fearless/cell/once.hpp", poison=True, weight=0.5, rustc=(1, 80)),
    holds("Result", "Result<{0}, {1}>", "fearless::Result<{0}, {1}>", "fearless/result.hpp", arity=2),
    holds("Mutex", "Mutex<{0}>", "fearless::Mutex<{0}>", "fearless/sync/mutex.hpp", weight=4),
    reaches("MutexGuard", "MutexGuard<'static, {0}>", "fearless::MutexGuard<{0}>", "fearless/sync/mutex.hpp",
            weight=0.7, poison=True),
    reaches("&Mutex", "&'static Mutex<{0}>", "fearless::Mutex<{0}>&", "fearless/sync/mutex.hpp", place=BOUND),
    holds("PoisonError", "PoisonError<{0}>", "fearless::PoisonError<{0}>", "fearless/sync/poison.hpp", weight=0.4),
    holds("TryLockError", "TryLockError<{0}>", "fearless::TryLockError<{0}>", "fearless/sync/poison.hpp", weight=0.4),
    holds("RwLock", "RwLock<{0}>", "fearless::RwLock<{0}>", "fearless/sync/rwlock.hpp", weight=2),
    reaches("RwLockReadGuard", "RwLockReadGuard<'static, {0}>", "fearless::RwLockReadGuard<{0}>",
            "fearless/sync/rwlock.hpp", weight=0.5, poison=True),
    reaches("RwLockWriteGuard", "RwLockWriteGuard<'static, {0}>", "fearless::RwLockWriteGuard<{0}>",
            "fearless/sync/rwlock.hpp", weight=0.5, poison=True),
    holds("OnceLock", "std::sync::OnceLock<{0}>", "fearless::OnceLock<{0}>", "fearless/sync/once.hpp",
          rustc=(1, 70)),
    holds("LazyLock", "std::sync::LazyLock<{0}, fn() -> {0}>", "fearless::LazyLock<{0}, Fn<{0}>>",
          "fearless/sync/once.hpp", weight=0.5, rustc=(1, 80)),
    leaf("Once", "std::sync::Once", "fearless::Once", header="fearless/sync/once.hpp", weight=0.4),
    leaf("Condvar", "std::sync::Condvar", "fearless::Condvar", header="fearless/sync/condvar.hpp", weight=0.4),
    leaf("Barrier", "std::sync::Barrier", "fearless::Barrier", header="fearless/sync/barrier.hpp", weight=0.4),
    # Since Rust 1.72 a Sender is Sync: before, rustc would disagree.
    reaches("Sender", "Sender<{0}>", "fearless::mpsc::Sender<{0}>", "fearless/sync/mpsc.hpp", weight=1.5, racy=True,
            rustc=(1, 72)),
    reaches("SyncSender", "SyncSender<{0}>", "fearless::mpsc::SyncSender<{0}>", "fearless/sync/mpsc.hpp", racy=True),
    reaches("Receiver", "Receiver<{0}>", "fearless::mpsc::Receiver<{0}>", "fearless/sync/mpsc.hpp", poison=True),
    holds("SendError", "std::sync::mpsc::SendError<{0}>", "fearless::mpsc::SendError<{0}>", "fearless/sync/mpsc.hpp",
          weight=0.4),
    holds("TrySendError", "std::sync::mpsc::TrySendError<{0}>", "fearless::mpsc::TrySendError<{0}>",
          "fearless/sync/mpsc.hpp", weight=0.4),
    reaches("JoinHandle", "JoinHandle<{0}>", "fearless::thread::JoinHandle<{0}>", "fearless/thread.hpp", racy=True),
    leaf("Thread", "std::thread::Thread", "fearless::thread::Thread", header="fearless/thread.hpp", weight=0.4,
         racy=True),
    leaf("ThreadId", "std::thread::ThreadId", "fearless::thread::ThreadId", header="fearless/thread.hpp", weight=0.4,
         racy=True),
    leaf("Panic", "Box<dyn std::any::Any + Send>", "fearless::Panic", header="fearless/thread.hpp", weight=0.5,
         poison=True),
    # --- the standard library ----------------------------------------------------------------------------------------
    leaf("String", "String", "std::string", header="fearless/std/string.hpp", weight=4, racy=True, hashable=True),
    leaf("&str", "&'static str", "std::string_view", header="fearless/std/string_view.hpp", weight=0.5, racy=True,
         hashable=True),
    leaf("Duration", "Duration", "std::chrono::nanoseconds", header="fearless/std/chrono.hpp", weight=0.4, racy=True),
    leaf("Instant", "Instant", "std::chrono::steady_clock::time_point", header="fearless/std/chrono.hpp", weight=0.4,
         racy=True),
    leaf("PathBuf", "PathBuf", "std::filesystem::path", header="fearless/std/filesystem.hpp", weight=0.4, racy=True),
    leaf("AtomicI32", "AtomicI32", "std::atomic<std::int32_t>", header="fearless/std/atomic.hpp"),
    leaf("AtomicBool", "AtomicBool", "std::atomic<bool>", header="fearless/std/atomic.hpp"),
    leaf("&AtomicI32", "&'static AtomicI32", "std::atomic<std::int32_t>&", header="fearless/std/atomic.hpp",
         place=BOUND),
    leaf("dyn FnMut", "Box<dyn FnMut()>", "std::function<void()>", header="fearless/std/functional.hpp", poison=True,
         weight=0.4),
    leaf("dyn Any", "Box<dyn std::any::Any>", "std::any", header="fearless/std/any.hpp", poison=True, weight=0.4),
    reaches("Vec", "Vec<{0}>", "std::vector<{0}>", "fearless/std/vector.hpp", weight=5, racy=True),
    holds("VecDeque", "VecDeque<{0}>", "std::deque<{0}>", "fearless/std/deque.hpp", racy=True),
    reaches("LinkedList", "LinkedList<{0}>", "std::list<{0}>", "fearless/std/list.hpp", racy=True),
    holds("Option", "Option<{0}>", "std::optional<{0}>", "fearless/std/optional.hpp", weight=4),
    holds("HashMap", "HashMap<{0}, {1}>", "std::unordered_map<{0}, {1}>", "fearless/std/unordered_map.hpp", arity=2,
          keyed=True, racy=True),
    holds("BTreeMap", "BTreeMap<{0}, {1}>", "std::map<{0}, {1}>", "fearless/std/map.hpp", arity=2, weight=1.5,
          racy=True),
    holds("HashSet", "HashSet<{0}>", "std::unordered_set<{0}>", "fearless/std/unordered_set.hpp", keyed=True,
          weight=0.6, racy=True),
    holds("BTreeSet", "BTreeSet<{0}>", "std::set<{0}>", "fearless/std/set.hpp", weight=0.6, racy=True),
    holds("BinaryHeap", "BinaryHeap<{0}>", "std::priority_queue<{0}>", "fearless/std/queue.hpp", weight=0.4,
          racy=True),
    holds("[T; 0]", "[{0}; 0]", "std::array<{0}, 0>", "fearless/std/array.hpp", weight=0.5),
    holds("[T; 3]", "[{0}; 3]", "std::array<{0}, 3>", "fearless/std/array.hpp", weight=2),
    holds("()", "()", "std::tuple<>", "fearless/std/tuple.hpp", arity=0, weight=0.5),
    holds("(T,)", "({0},)", "std::tuple<{0}>", "fearless/std/tuple.hpp", weight=0.5),
    holds("(T, U)", "({0}, {1})", "std::pair<{0}, {1}>", "fearless/std/utility.hpp", arity=2),
    holds("(T, U, V)", "({0}, {1}, {2})", "std::tuple<{0}, {1}, {2}>", "fearless/std/tuple.hpp", arity=3),
    # const is shallow in these, so only a const or a thread-safe pointee has a counterpart.
    reaches("Box, as unique_ptr", "Box<{0}>", "std::unique_ptr<{0} const>", "fearless/std/memory.hpp"),
    reaches("Box<Mutex>, as unique_ptr", "Box<Mutex<{0}>>", "std::unique_ptr<fearless::Mutex<{0}>>",
            "fearless/std/memory.hpp"),
    reaches("&T, as reference_wrapper", "&'static {0}", "std::reference_wrapper<{0} const>",
            "fearless/std/functional.hpp", weight=0.5),
    reaches("&[T], as span", "&'static [{0}]", "std::span<{0} const>", "fearless/std/span.hpp", weight=0.5),
]

BY_NAME = {row.name: row for row in ROWS}
assert len(BY_NAME) == len(ROWS)

# What cannot be compared, by design, and so has no row: the table in docs/oracle.md.
