// SPDX-License-Identifier: MIT
// Classes with raw storage inside of what holds plain values only: aggregates and closures, which their bytes alone
// would let pass.
#include <fearless/marker.hpp>

#include <cstddef>
#include <type_traits>

namespace {

using namespace fearless;

template <class T>
inline constexpr bool answers_no = !is_send_v<T> && !is_sync_v<T> && !is_static_v<T> && !is_thread_safe_v<T>;
template <class T>
inline constexpr bool values = is_send_v<T> && is_sync_v<T> && is_static_v<T> && !is_thread_safe_v<T>;

// A class with a constructor may create any object in its bytes, public or not.
struct Storage {
  Storage() = default;
  explicit Storage(int);
  alignas(void*) std::byte bytes[16];
};
struct WithBits {
  WithBits() = default;
  template <class U>
  explicit WithBits(U&&);
  alignas(void*) std::byte bytes[16];
  int low : 3;
  unsigned char high : 4;
};
struct Unaligned {
  Unaligned() = default;
  explicit Unaligned(int);
  int before;
  unsigned char bytes[16];
};
static_assert(answers_no<Storage> && answers_no<WithBits> && answers_no<Unaligned>);

template <class T>
struct Alone {
  T member;
};
template <class T>
struct Between {
  int before;
  T member;
  long behind;
};
template <class T>
struct Several {
  int before;
  T members[2][1];
};
template <class T>
struct Deep {
  Between<Alone<T>> member;
};
template <class T>
struct Based : T {
  int behind;
};
template <template <class> class Holder>
inline constexpr bool refused_inside =
    answers_no<Holder<Storage>> && answers_no<Holder<WithBits>> && answers_no<Holder<Unaligned>>;
static_assert(refused_inside<Alone> && refused_inside<Between> && refused_inside<Several> && refused_inside<Deep> &&
              refused_inside<Based>);

// Bytes that an aggregate holds are numbers, and so are those of an aggregate in it.
struct Address {
  unsigned char bytes[16];
};
struct Digest {
  std::byte bytes[32];
  int length;
};
static_assert(values<Address> && values<Digest> && values<Between<Address>> && values<Deep<Digest>> &&
              values<Several<Address>>);
struct Point {
  double x, y;
};
struct Named {
  char name[20];
  int grid[2][3];
  Point at;
  struct Inner {
    bool set;
  } inner;
};
static_assert(values<Point> && values<Named> && values<Alone<Named>> && values<Deep<Point>>);

// A name with a brace in it, and one that ends as an array does.
template <auto>
struct Of {
  int number;
};
struct Text {
  char letters[4];
};
static_assert(values<Of<Text{"{[2"}>> && values<Between<Of<Text{"[2]"}>>>);
template <auto>
struct StorageOf {
  StorageOf() = default;
  explicit StorageOf(int);
  alignas(void*) std::byte bytes[16];
};
static_assert(answers_no<Between<StorageOf<Text{"[2]"}>>>);

// A class may overload or delete the comma.
struct WithoutComma {
  WithoutComma() = default;
  explicit WithoutComma(int);
  void operator,(int) const = delete;
  template <class U>
  void operator,(U&&) const = delete;
  alignas(void*) std::byte bytes[16];
};
struct NumbersWithoutComma {
  template <class U>
  void operator,(U&&) const = delete;
  int number;
};
static_assert(answers_no<WithoutComma> && answers_no<Alone<WithoutComma>> && answers_no<Between<WithoutComma>>);
static_assert(values<NumbersWithoutComma> && values<Alone<NumbersWithoutComma>>);

template <class T>
void closures() {
  const T object{};
  const auto one = [object] { (void)object; };
  const auto two = [object, number = 3] { (void)object, (void)number; };
  static_assert(answers_no<std::remove_const_t<decltype(one)>> && answers_no<std::remove_const_t<decltype(two)>>);
}
[[maybe_unused]] void captured() {
  closures<Storage>();
  closures<WithBits>();
  closures<Unaligned>();
  closures<WithoutComma>();
  closures<Alone<Storage>>();
  closures<Between<Unaligned>>();

  // A captured array of bytes is numbers.
  const Point point{};
  const unsigned char bytes[16] = {};
  const auto number_and_class = [point, number = 3] { (void)point, (void)number; };
  const auto number_and_bytes = [bytes, number = 3] { (void)bytes, (void)number; };
  static_assert(is_send_v<std::remove_const_t<decltype(number_and_class)>>);
  static_assert(is_send_v<std::remove_const_t<decltype(number_and_bytes)>>);
  // GCC does not show where in a closure the bytes are, so beside a class they may be its storage (docs/limits.md).
#if defined(__clang__)
  const auto both = [point, bytes] { (void)point, (void)bytes; };
  static_assert(is_send_v<std::remove_const_t<decltype(both)>>);
#endif
}

}  // namespace
