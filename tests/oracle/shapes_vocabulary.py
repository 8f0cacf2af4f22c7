# SPDX-License-Identifier: MIT
"""The parts that shapes are made of: types whose Send, Sync, Static and ThreadSafe are known.

A part without arguments says its four answers; a template says them of its arguments, by a rule. A rule is the one of
docs/architecture.md or of the row in fearless/std/, written once more: the generator would prove nothing if it asked
the library for them.
"""

import dataclasses
from dataclasses import dataclass

SEND, SYNC, STATIC, SAFE = 1, 2, 4, 8
TRAITS = {SEND: "send", SYNC: "sync", STATIC: "static", SAFE: "thread_safe"}
ALL, NONE = 15, 0
VALUE = SEND | SYNC | STATIC  # what a number has: two threads that write it race
POINTER = STATIC


@dataclass(frozen=True)
class Part:
    name: str
    cpp: str  # how it is written; {0} and so on are the arguments
    answers: int = VALUE  # of a part without arguments
    rule: object = None  # of a template: a function of the view (shapes_truth.py) and the arguments
    arity: int = 0
    headers: tuple = ()
    defined: str = ""  # the C++ that the standard library and fearless do not have
    group: str = "values"  # a run of random types switches whole groups on and off
    weight: float = 1
    bits: int = 0  # how wide a bit-field of it may be
    scalar: bool = False
    base: bool = False  # whether a class may derive from it
    copies: bool = True  # whether a closure may capture a copy
    default: bool = True  # whether `{}` makes one
    behind: bool = False  # stands only behind a pointer or a reference
    keys: bool = False  # whether it may be the element of a set
    inner: str = "any"  # what the arguments may be: any, state (made by default, copied) or key


def number(name, bits=0, **more):
    return Part(name, name, scalar=True, bits=bits, keys=True, **more)


def pointer(name, cpp=None, **more):
    return Part(name, cpp or name, POINTER, scalar=True, group="pointers", **more)


def own(name, answers, defined, **more):
    return Part(name, name, answers, defined=defined, **more)


def template(name, cpp, rule, arity=1, headers=(), **more):
    more.setdefault("group", "library")
    return Part(name, cpp, rule=rule, arity=arity, headers=headers, **more)


# --- rules -----------------------------------------------------------------------------------------------------------


def parts(view, *types):
    """Is its parts and nothing else."""
    answers = ALL
    for type_ in types:
        answers &= view.of(type_)
    return answers


def owner(view, *types):
    """Owns its parts, and can be assigned."""
    return parts(view, *types) & ~SAFE


def shallow_owner(view, target, *others):
    """Owns what a pointer leads to, and hands it out as it is although it is const itself."""
    behind = view.behind(target)
    answers = behind & (SEND | STATIC) | (SYNC if behind & SAFE else 0)
    return answers & parts(view, *others)


def deep_owner(view, target):
    return view.behind(target) & ~SAFE


def sharer(view, target):
    """Arc: whoever owns it reads, and the last one destroys."""
    answers = view.of(target)
    return (SEND | SYNC if answers & SEND and answers & SYNC else 0) | answers & STATIC


def counted(view, target):
    return view.behind(target) & STATIC


def cell(view, type_):
    return view.of(type_) & (SEND | STATIC)


def lock(view, type_):
    answers = view.of(type_)
    return (SEND | SYNC | SAFE if answers & SEND else 0) | answers & STATIC


def read_lock(view, type_):
    answers = view.of(type_)
    both = SYNC | SAFE if answers & SEND and answers & SYNC else 0
    return both | answers & (SEND | STATIC)


def atomic(view, type_):
    return lock(view, type_)


def guard(view, type_):
    return view.of(type_) & SYNC


def reference(view, type_):
    return view.reference(type_)


def borrowed(view, type_):
    return view.reference(type_) & ~(STATIC | SAFE)


def special(view, type_, general, for_int):
    """The state of an allocator of which the specialisation for int is another one."""
    return for_int if type_ == ("int",) else general


def in_nodes(view, type_, general, for_int):
    return owner(view, type_, general)  # a node is no int


def in_row(view, type_, general, for_int):
    return owner(view, type_, special(view, type_, general, for_int))


def in_blocks(view, type_, general, for_int):
    return owner(view, type_, special(view, type_, general, for_int), general)  # and pointers to blocks


def bits_in_words(view, general, for_int):
    return owner(view, general)


ALLOCATOR = """template <class T, class General, class ForInt>
struct Allocator {
  using value_type = T;
  template <class U>
  struct rebind {
    using other = Allocator<U, General, ForInt>;
  };
  General state;
  Allocator() = default;
  template <class U>
  Allocator(const Allocator<U, General, ForInt>&);
  T* allocate(std::size_t);
  void deallocate(T*, std::size_t);
  bool operator==(const Allocator&) const;
};
template <class General, class ForInt>
struct Allocator<int, General, ForInt> {
  using value_type = int;
  template <class U>
  struct rebind {
    using other = Allocator<U, General, ForInt>;
  };
  ForInt state;
  Allocator() = default;
  template <class U>
  Allocator(const Allocator<U, General, ForInt>&);
  int* allocate(std::size_t);
  void deallocate(int*, std::size_t);
  bool operator==(const Allocator&) const;
};
"""
FANCY_ALLOCATOR = """template <class T, class General, class ForInt>
struct Fancy {
  using element_type = T;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using reference = T&;
  using pointer = Fancy;
  using iterator_category = std::random_access_iterator_tag;
  T* to;
  std::conditional_t<std::is_same_v<T, int>, ForInt, General> state;
  Fancy();
  Fancy(std::nullptr_t);
  T& operator*() const;
  T* operator->() const;
  explicit operator bool() const;
  bool operator==(const Fancy&) const;
  bool operator<(const Fancy&) const;
  bool operator>(const Fancy&) const;
  bool operator<=(const Fancy&) const;
  bool operator>=(const Fancy&) const;
  std::ptrdiff_t operator-(const Fancy&) const;
  Fancy operator+(std::ptrdiff_t) const;
  friend Fancy operator+(std::ptrdiff_t, const Fancy&);
  Fancy operator-(std::ptrdiff_t) const;
  Fancy& operator+=(std::ptrdiff_t);
  Fancy& operator-=(std::ptrdiff_t);
  Fancy& operator++();
  Fancy operator++(int);
  Fancy& operator--();
  Fancy operator--(int);
  T& operator[](std::ptrdiff_t) const;
};
template <class T, class General, class ForInt>
struct FancyAllocator {
  using value_type = T;
  using pointer = Fancy<T, General, ForInt>;
  template <class U>
  struct rebind {
    using other = FancyAllocator<U, General, ForInt>;
  };
  FancyAllocator() = default;
  template <class U>
  FancyAllocator(const FancyAllocator<U, General, ForInt>&);
  pointer allocate(std::size_t);
  void deallocate(pointer, std::size_t);
  bool operator==(const FancyAllocator&) const;
};
"""
DELETER = """template <class State>
struct Deleter {
  State state;
  template <class T>
  void operator()(T*) const;
};
"""
POINTER_DELETER = """template <class State>
struct PointerDeleter {
  struct pointer {
    int* to;
    State state;
    pointer();
    pointer(std::nullptr_t);
    int& operator*() const;
    explicit operator bool() const;
    bool operator==(const pointer&) const;
    bool operator==(std::nullptr_t) const;
  };
  void operator()(pointer) const;
};
"""
LESS = """template <class State>
struct Less {
  State state;
  template <class T>
  bool operator()(const T&, const T&) const;
};
"""

PARTS = [
    # Numbers and what else is copied as its bytes.
    number("int", bits=9, weight=6),
    number("char", bits=3),
    number("bool", bits=1),
    number("unsigned char", bits=5),
    number("long long", bits=33),
    number("double", weight=2),
    number("long double", weight=0.3),
    number("wchar_t", bits=4, group="odd values"),
    number("char8_t", bits=4, group="odd values"),
    number("__int128", bits=65, group="odd values"),
    Part("nullptr_t", "std::nullptr_t", scalar=True, headers=("cstddef",), group="odd values"),
    own("Vector", VALUE, "typedef int Vector __attribute__((vector_size(16)));\n", group="odd values"),
    own("Complex", VALUE, "typedef _Complex double Complex;\n", group="odd values"),
    own("Mode", VALUE, "enum class Mode : unsigned char { off, on };\n", scalar=True, bits=1, weight=2, group="enums"),
    own("Colour", VALUE, "enum Colour { red, green };\n", scalar=True, bits=2, weight=2, group="enums"),
    Part("byte", "std::byte", scalar=True, bits=3, headers=("cstddef",), group="enums"),
    own("ToMember", VALUE, "struct Class;\nusing ToMember = int Class::*;\n", scalar=True, group="odd values"),
    own("ToMethod", VALUE, "struct Class;\nusing ToMethod = void (Class::*)(int);\n", scalar=True, group="odd values"),
    Part("ToFunction", "void (*)(int)", scalar=True, group="odd values"),
    # Pointers.
    pointer("int*", "int*", weight=3),
    pointer("void*"),
    pointer("char const*"),
    pointer("int**"),
    Part("va_list", "std::va_list", POINTER, headers=("cstdarg",), group="va_list", copies=False,
        weight=0.5),
    # Classes of the generator's own.
    own("Empty", ALL, "struct Empty {};\n", base=True, group="empty"),
    own("Empty2", ALL, "struct Empty2 {};\n", base=True, group="empty"),
    own("Slot", VALUE, "struct Slot {\n  Slot(int) {}\n  int v = 0;\n};\n", base=True, default=False,
        group="constructors", weight=2),
    own("Movable", VALUE, "struct Movable {\n  explicit Movable(int);\n  Movable(Movable&&) noexcept;\n  int v;\n};\n",
        base=True, default=False, copies=False, group="constructors"),
    own("Aggregate", VALUE, "struct Aggregate {\n  int a;\n  char b[3];\n};\n", base=True, group="nested"),
    own("OfPointer", POINTER, "struct OfPointer {\n  int* p;\n};\n", base=True, group="pointers"),
    own("Big", VALUE, "struct Big {\n  char text[300];\n};\n", base=True, group="big"),
    own("Greedy", ALL, "struct Greedy {\n  template <class U>\n  Greedy(U&&);\n};\n", base=True, group="constructors",
        default=False, copies=False),
    own("NotSent", SYNC | STATIC,
        "struct NotSent {\n  NotSent();\n  NotSent(const NotSent&);\n  int v;\n};\nFEARLESS_NOT_SEND(NotSent);\n",
        base=True, group="words"),
    own("NotSentGreedy", SYNC | STATIC,
        "struct NotSentGreedy {\n  NotSentGreedy() = default;\n  NotSentGreedy(const NotSentGreedy&);\n"
        "  template <class U>\n  NotSentGreedy(U&&) = delete;\n  int v;\n};\nFEARLESS_NOT_SEND(NotSentGreedy);\n",
        base=True, group="words"),
    own("NotSentBits", SYNC | STATIC,
        "enum class Bit : unsigned char { off, on };\nstruct NotSentBits {\n  NotSentBits() = default;\n  NotSentBits(const NotSentBits&);\n"
        "  template <class U>\n  NotSentBits(U&&) = delete;\n  Bit v : 1;\n};\nFEARLESS_NOT_SEND(NotSentBits);\n",
        base=True, group="words"),
    own("Promised", SEND | STATIC, "struct Promised {\n  int* p;\n};\nFEARLESS_UNSAFE_SEND(Promised);\n", base=True,
        group="words"),
    own("Abstract", NONE, "struct Abstract {\n  virtual ~Abstract() = default;\n  virtual void f() = 0;\n};\n",
        behind=True, group="virtual"),
    # Markers and the library's own types.
    Part("NotSend", "fearless::NotSend", SYNC | STATIC | SAFE, base=True, group="markers", weight=3),
    Part("NotSync", "fearless::NotSync", SEND | STATIC, base=True, group="markers", weight=2),
    template("PhantomData", "fearless::PhantomData<{0}>", parts, base=True, group="markers"),
    template("Rc", "fearless::Rc<{0}>", counted, headers=("fearless/rc.hpp",), group="fearless"),
    template("Arc", "fearless::Arc<{0}>", sharer, headers=("fearless/sync/arc.hpp",), group="fearless"),
    template("Box", "fearless::Box<{0}>", deep_owner, headers=("fearless/boxed.hpp",), group="fearless", copies=False),
    template("Cell", "fearless::Cell<{0}>", cell, headers=("fearless/cell.hpp",), group="fearless", copies=False,
             inner="state"),
    template("RefCell", "fearless::RefCell<{0}>", cell, headers=("fearless/cell.hpp",), group="fearless", copies=False),
    template("Mutex", "fearless::Mutex<{0}>", lock, headers=("fearless/sync/mutex.hpp",), group="fearless",
             copies=False, weight=2),
    template("RwLock", "fearless::RwLock<{0}>", read_lock, headers=("fearless/sync/rwlock.hpp",), group="fearless",
             copies=False),
    template("MutexGuard", "fearless::MutexGuard<{0}>", guard, headers=("fearless/sync/mutex.hpp",), group="fearless",
             copies=False),
    # The standard library.
    Part("string", "std::string", headers=("string", "fearless/std/string.hpp"), base=True, group="library", weight=3,
         keys=True),
    Part("string_view", "std::string_view", SEND | SYNC, headers=("string_view", "fearless/std/string_view.hpp"),
         base=True, group="library"),
    Part("mutex", "std::mutex", ALL, headers=("mutex", "fearless/std/mutex.hpp"), group="library", copies=False,
         base=True),
    Part("any", "std::any", NONE, headers=("any", "fearless/std/any.hpp"), group="library"),
    Part("std function", "std::function<void()>", NONE, headers=("functional", "fearless/std/functional.hpp"),
         group="library"),
    template("atomic", "std::atomic<{0}>", atomic, headers=("atomic", "fearless/std/atomic.hpp"), copies=False,
             inner="scalar", weight=2),
    template("vector", "std::vector<{0}>", owner, headers=("vector", "fearless/std/vector.hpp"), base=True, weight=2),
    template("optional", "std::optional<{0}>", owner, headers=("optional", "fearless/std/optional.hpp"), base=True),
    template("unique_ptr", "std::unique_ptr<{0}>", shallow_owner, headers=("memory", "fearless/std/memory.hpp"),
             copies=False, base=True, weight=2),
    template("shared_ptr", "std::shared_ptr<{0}>", lambda view, type_: NONE,
             headers=("memory", "fearless/std/memory.hpp")),
    template("map", "std::map<int, {0}>", owner, headers=("map", "fearless/std/map.hpp")),
    template("pair", "std::pair<{0}, {1}>", parts, 2, ("utility", "fearless/std/utility.hpp"), base=True),
    template("tuple", "std::tuple<{0}, {1}>", parts, 2, ("tuple", "fearless/std/tuple.hpp"), base=True),
    template("variant", "std::variant<{0}, {1}>", owner, 2, ("variant", "fearless/std/variant.hpp"), base=True),
    template("reference_wrapper", "std::reference_wrapper<{0}>", lambda view, type_: view.reference(type_) & ~SAFE,
             headers=("functional", "fearless/std/functional.hpp")),
    template("span", "std::span<{0}>", borrowed, headers=("span", "fearless/std/span.hpp")),
    # Allocators, comparisons and deleters that hold something.
    template("list of Allocator", "std::list<{0}, Allocator<{0}, {1}, {2}>>", in_nodes, 3,
             ("list", "fearless/std/list.hpp"), defined=ALLOCATOR, group="allocators", inner="state"),
    template("forward_list of Allocator", "std::forward_list<{0}, Allocator<{0}, {1}, {2}>>", in_nodes, 3,
             ("forward_list", "fearless/std/forward_list.hpp"), defined=ALLOCATOR, group="allocators", inner="state"),
    template("vector of Allocator", "std::vector<{0}, Allocator<{0}, {1}, {2}>>", in_row, 3,
             ("vector", "fearless/std/vector.hpp"), defined=ALLOCATOR, group="allocators", inner="state"),
    template("vector of bool", "std::vector<bool, Allocator<bool, {0}, {1}>>", bits_in_words, 2,
             ("vector", "fearless/std/vector.hpp"), defined=ALLOCATOR, group="allocators", inner="state"),
    template("deque of Allocator", "std::deque<{0}, Allocator<{0}, {1}, {2}>>", in_blocks, 3,
             ("deque", "fearless/std/deque.hpp"), defined=ALLOCATOR, group="allocators", inner="state"),
    template("vector of FancyAllocator", "std::vector<{0}, FancyAllocator<{0}, {1}, {2}>>", in_row, 3,
             ("vector", "iterator", "fearless/std/vector.hpp"), defined=FANCY_ALLOCATOR, group="allocators", inner="state"),
    template("deque of FancyAllocator", "std::deque<{0}, FancyAllocator<{0}, {1}, {2}>>", in_blocks, 3,
             ("deque", "iterator", "fearless/std/deque.hpp"), defined=FANCY_ALLOCATOR, group="allocators", inner="state"),
    template("set of Allocator", "std::set<{0}, std::less<{0}>, Allocator<{0}, {1}, {2}>>", in_nodes, 3,
             ("set", "fearless/std/set.hpp"), defined=ALLOCATOR, group="allocators", inner="key"),
    template("unordered_set of Allocator",
             "std::unordered_set<{0}, std::hash<{0}>, std::equal_to<{0}>, Allocator<{0}, {1}, {2}>>", in_nodes, 3,
             ("unordered_set", "fearless/std/unordered_set.hpp"), defined=ALLOCATOR, group="allocators", inner="key"),
    template("set of Less", "std::set<int, Less<{0}>>", owner, 1, ("set", "fearless/std/set.hpp"), defined=LESS,
             group="allocators", inner="state"),
    template("unique_ptr of Deleter", "std::unique_ptr<{0}, Deleter<{1}>>", shallow_owner, 2,
             ("memory", "fearless/std/memory.hpp"), defined=DELETER, group="allocators", inner="state", copies=False),
    template("unique_ptr of PointerDeleter", "std::unique_ptr<int, PointerDeleter<{0}>>",
             lambda view, state: shallow_owner(view, ("int",), state) & ~(SEND | SYNC), 1,
             ("memory", "fearless/std/memory.hpp"), defined=POINTER_DELETER, group="allocators", inner="state",
             copies=False),
    template("unique_ptr of a function", "std::unique_ptr<{0}, void (*)({0}*)>",
             lambda view, target: shallow_owner(view, target) & STATIC, 1, ("memory", "fearless/std/memory.hpp"),
             group="allocators", copies=False, inner="state"),
]

# What is made of other types in the language itself; shapes_text.py writes their declarators.
COMPOUND = ("const", "volatile", "*", "&", "&&", "[]")

BY_NAME = {part.name: part for part in PARTS}
assert len(BY_NAME) == len(PARTS)

HEADERS = ("cstddef", "cstdint", "initializer_list", "type_traits", "utility", "string", "memory",
           "fearless/marker.hpp", "fearless/std/string.hpp")
COMMON = """template <class T>
T make() noexcept {  // an object that nobody makes
  return static_cast<T (*)()>(nullptr)();
}
template <class T>
struct Is {
  using type = T;
};
"""


def definitions(used):
    """The C++ of these parts, each text once."""
    texts = []
    for part in used:
        for text in ([part.defined] if part.defined else []):
            if text not in texts:
                texts.append(text)
    return texts


def headers(used):
    found = list(HEADERS)
    for part in used:
        found += [header for header in part.headers if header not in found]
    return sorted(found, key=lambda header: (header.startswith("fearless"), header))
