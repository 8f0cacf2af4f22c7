// SPDX-License-Identifier: MIT
// What the markers and macros themselves refuse.
#include <fearless/marker.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/vector.hpp>

#include <string>
#include <vector>

// The answer would change once the class is complete.
struct Later;
#ifdef CASE_incomplete
// error: the class is incomplete here
// blames: this block
constexpr bool early = fearless::is_send_v<Later>;
#else
struct Later {};
constexpr bool early = fearless::is_send_v<Later>;
#endif

// An aggregate is what its members are: a word against it would be looked through.
struct Handle {
  int number;
};
#ifdef CASE_not_send_for_an_aggregate
// error: give it a fearless::NotSend member
// blames: this block
FEARLESS_NOT_SEND(Handle);
static_assert(!fearless::Send<Handle> && !fearless::is_send_v<Handle>);  // which is asked all the same
#else
struct LocalHandle {
  int number;
  fearless::NotSend here;
};
static_assert(!fearless::Send<LocalHandle>);
#endif

// One that is not trivially copyable is no exception.
struct Guarded {
  int number;
  fearless::NotSync alone;
};
#ifdef CASE_not_send_for_an_aggregate_of_classes
// error: give it a fearless::NotSend member
// blames: this block
FEARLESS_NOT_SEND(Guarded);
#else
static_assert(fearless::Send<Guarded>);
#endif

#ifdef CASE_not_sync_for_an_aggregate
// error: give it a fearless::NotSync member
// blames: this block
FEARLESS_NOT_SYNC(Handle);
static_assert(!fearless::Sync<Handle> && !fearless::Sync<const Handle>);
#else
struct UnsharedHandle {
  int number;
  fearless::NotSync alone;
};
static_assert(!fearless::Sync<UnsharedHandle>);
#endif

// So is a trivially copyable class, for the bit-cast probe.
class Number {
 public:
  explicit Number(int value) : value_(value) {}
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};
#ifdef CASE_not_send_for_a_trivially_copyable_class
// error: give it a fearless::NotSend member
// blames: this block
FEARLESS_NOT_SEND(Number);
#else
static_assert(fearless::Send<int>);
#endif

class Window {
 public:
  Window() = default;
  Window(const Window&) {}
};
FEARLESS_NOT_SEND(Window);
static_assert(!fearless::Send<Window>);

// The same for a template, at the first question about one of its classes.
template <class T>
struct Slot {
  T value;
};
#ifdef CASE_not_send_for_an_aggregate_template
template <class T>
inline constexpr auto fearless::unsafe_impl_send<Slot<T>> =
    fearless::rules::never<fearless::rules::because::it_was_declared_so>;
// error: give it a fearless::NotSend
// blames: this block
constexpr bool slot = fearless::is_send_v<Slot<int>>;
#else
constexpr bool slot = fearless::is_send_v<Slot<int>>;
#endif

// So for a condition that refuses a class whose bytes are plain values: they are all that is seen of what holds it.
template <class T>
class Index {
  [[maybe_unused]] int value_ = 0;
};
template <class T>
inline constexpr auto fearless::unsafe_impl_send<Index<T>> = fearless::if_send<T>;
template <class T>
class IndexOf {
  [[maybe_unused]] int value_ = 0;
  [[maybe_unused]] fearless::PhantomData<T> of_;
};
template <class T>
inline constexpr auto fearless::unsafe_impl_send<IndexOf<T>> = fearless::if_send<T>;
#ifdef CASE_condition_on_plain_values
// error: give it a fearless::PhantomData
// blames: this block
constexpr bool index_is_send = fearless::is_send_v<Index<int*>>;
#else
constexpr bool index_is_send = fearless::is_send_v<IndexOf<int*>>;
#endif
static_assert(!index_is_send && fearless::is_send_v<Index<int>> && fearless::is_send_v<IndexOf<int>>);

// And of an aggregate, whose members are all that Clang shows where a class with private members holds it.
template <class T>
struct Names {
  std::vector<std::string> names;
};
template <class T>
inline constexpr auto fearless::unsafe_impl_send<Names<T>> = fearless::if_send<T>;
template <class T>
struct NamesOf {
  std::vector<std::string> names;
  fearless::PhantomData<T> of;
};
#ifdef CASE_condition_on_an_aggregate
// error: give it a fearless::PhantomData
// blames: this block
constexpr bool names_are_send = fearless::is_send_v<Names<int*>>;
#else
constexpr bool names_are_send = fearless::is_send_v<NamesOf<int*>>;
#endif
static_assert(!names_are_send && fearless::is_send_v<Names<int>> && fearless::is_send_v<NamesOf<int>>);

// A union is an aggregate, too, unless it has a constructor.
union IntOrLong {
  int a;
  long b;
};
union IntOrText {
  IntOrText() : a(0) {}
  IntOrText(const IntOrText& other) : a(other.a) {}
  int a;
  char b[8];
};
FEARLESS_NOT_SEND(IntOrText);
#ifdef CASE_not_send_for_a_union
// error: give it a fearless::NotSend member
// blames: this block
FEARLESS_NOT_SEND(IntOrLong);
#else
static_assert(!fearless::Send<IntOrLong>);
#endif

// The concepts refuse as any concept does.
template <fearless::Send T>
void hand_over(T) {}
template <fearless::Sync T>
void share(const T&) {}
template <fearless::Static T>
void keep(T) {}

void concepts(const fearless::Rc<int>& rc, int& number) {
#ifdef CASE_send
  // error: no matching function
  // error: Send
  // blames: this block
  hand_over(rc);
#else
  hand_over(*rc);
#endif
#ifdef CASE_sync
  // error: no matching function
  // error: Sync
  // blames: this block
  share(rc);
#else
  share(*rc);
#endif
#ifdef CASE_static
  // error: Static
  // blames: this block
  keep<int&>(number);
#else
  keep<int>(number);
#endif
}
