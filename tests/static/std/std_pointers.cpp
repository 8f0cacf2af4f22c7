// SPDX-License-Identifier: MIT
// The rows of pointers, references, views and function objects.
#include <fearless/std/array.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/initializer_list.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/span.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/string_view.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/task.hpp>

#include "std_types.hpp"

namespace std_rows {
namespace {

struct Base {
  virtual ~Base() = default;
};
struct Derived final : Base {};
struct Promised {
  virtual ~Promised() = default;
};

}  // namespace
}  // namespace std_rows

FEARLESS_UNSAFE_SEND(std_rows::Base);  // for Base itself only
FEARLESS_UNSAFE_SEND(std_rows::Derived);
FEARLESS_UNSAFE_SEND(std::unique_ptr<std_rows::Derived, void (*)(std_rows::Derived*)>);
FEARLESS_UNSAFE_DYN_SEND(std_rows::Promised);
FEARLESS_UNSAFE_DYN_SYNC(std_rows::Promised);
FEARLESS_UNSAFE_DYN_STATIC(std_rows::Promised);

namespace std_rows {
namespace {

// The const of a unique_ptr is shallow: Sync requires an object that several threads may modify.
inline constexpr Answers sendable{true, false, true, false};
static_assert(answers<std::unique_ptr<int>> == sendable);
static_assert(answers<std::unique_ptr<const int>> == value);
static_assert(answers<std::unique_ptr<Unsendable>> == Answers{false, true, true, false});
static_assert(answers<std::unique_ptr<const Unshareable>> == sendable);
static_assert(answers<std::unique_ptr<Borrowing>> == Answers{true, true, false, false});
static_assert(answers<std::unique_ptr<Synchronized>> == value);
static_assert(answers<std::unique_ptr<int[]>> == sendable);
static_assert(answers<std::unique_ptr<const int[]>> == value);
static_assert(answers<std::unique_ptr<Unsendable[]>> == Answers{false, true, true, false});
static_assert(answers<std::unique_ptr<Borrowing[]>> == Answers{true, true, false, false});
static_assert(answers<std::unique_ptr<Synchronized[]>> == value);
static_assert(answers<std::unique_ptr<std::string>> == sendable);
static_assert(answers<std::unique_ptr<void, DeleteWith<int>>> == nothing);
static_assert(answers<std::unique_ptr<const void, DeleteWith<int>>> == nothing);

static_assert(!fearless::is_send_v<std::unique_ptr<Base>>);
static_assert(fearless::is_send_v<std::unique_ptr<Derived>>);
static_assert(fearless::is_send_v<std::unique_ptr<Base[]>>);  // exactly those
struct DeleteOneBase {
  void operator()(Base* base) const { delete base; }
};
static_assert(!fearless::is_send_v<std::unique_ptr<Base[], DeleteOneBase>>);  // one that may be derived from it
static_assert(answers<std::unique_ptr<Promised>> == sendable);

template <class T>
using Deleter = std::unique_ptr<Synchronized, DeleteWith<T>>;
static_assert(owns<Deleter>);
template <class T>
using ArrayDeleter = std::unique_ptr<Synchronized[], DeleteWith<T>>;
static_assert(owns<ArrayDeleter>);
// A pointer to a function may lead to any deleter, so it is not known what is owned.
inline void delete_nothing(Synchronized*) noexcept {}
template <class D>
inline constexpr bool any_function =
    answers<std::unique_ptr<Synchronized, D>> == nothing && answers<std::unique_ptr<Synchronized[], D>> == nothing &&
    answers<std::unique_ptr<void, D>> == nothing;
static_assert(any_function<void (*)(Synchronized*)> && any_function<void (*const)(Synchronized*)>);
static_assert(any_function<void (&)(Synchronized*)> && any_function<void (*&)(Synchronized*)>);
static_assert(any_function<void (*const&)(Synchronized*)> && any_function<decltype(&delete_nothing)>);
static_assert(any_function<std::reference_wrapper<void(Synchronized*)>>);
static_assert(any_function<std::reference_wrapper<void (*const)(Synchronized*)>>);
static_assert(any_function<fearless::SendFn<void(Synchronized*)>> &&
              any_function<fearless::SendFn<void(Synchronized*)>&>);
static_assert(any_function<std::reference_wrapper<fearless::SendFn<void(Synchronized*)>>>);
static_assert(answers<std::unique_ptr<Synchronized, std::reference_wrapper<DeleteWith<int>>>> == nothing);
static_assert(answers<std::vector<std::unique_ptr<int, int (*)(int*)>>> == nothing);
static_assert(fearless::is_send_v<std::unique_ptr<Derived, void (*)(Derived*)>>);  // as it was promised
// A class that calls a function is a deleter.
template <auto Function>
struct Call {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};
static_assert(answers<std::unique_ptr<Synchronized, Call<&delete_nothing>>> == value);
static_assert(answers<std::unique_ptr<Synchronized, decltype([](Synchronized*) {})>> == value);
static_assert(answers<std::unique_ptr<Synchronized, DeleteWith<int>&>> == nothing);
static_assert(answers<std::unique_ptr<Synchronized, const DeleteWith<int>&>> == Answers{true, true, false, false});
static_assert(!fearless::is_send_v<std::unique_ptr<Synchronized, std::function<void(Synchronized*)>>>);

// The pointer type that a deleter defines is a part.
template <class T>
struct Handle {
  T part;
  Synchronized& operator*() const;
};
template <class T>
struct HandleDeleter {
  using pointer = Handle<T>;
  void operator()(pointer) const {}
};
template <class T>
using OwnHandle = std::unique_ptr<Synchronized, HandleDeleter<T>>;
template <class T>
using OwnArrayHandle = std::unique_ptr<Synchronized[], HandleDeleter<T>>;
template <class T>
using OwnVoidHandle = std::unique_ptr<void, HandleDeleter<T>>;
static_assert(owns<OwnHandle> && owns<OwnArrayHandle>);
template <class T>
struct StatefulHandleDeleter {
  using pointer = Handle<int>;
  T part;
  void operator()(pointer) const {}
};
template <class T>
using OwnHandleDeleter = std::unique_ptr<Synchronized, StatefulHandleDeleter<T>>;
template <class T>
using OwnArrayHandleDeleter = std::unique_ptr<Synchronized[], StatefulHandleDeleter<T>>;
static_assert(owns<OwnHandleDeleter> && owns<OwnArrayHandleDeleter>);
static_assert(!fearless::is_send_v<std::unique_ptr<Base[], HandleDeleter<int>>>);
static_assert(answers<OwnHandle<int*>> == Answers{false, false, true, false});
static_assert(fearless::is_send_v<OwnVoidHandle<int>>);
static_assert(!fearless::is_send_v<OwnVoidHandle<void*>>);
static_assert(!fearless::is_sync_v<std::unique_ptr<Plain, HandleDeleter<int>>>);
struct PlainPointer {
  using pointer = int*;
  void operator()(pointer) const {}
};
static_assert(answers<std::unique_ptr<int, PlainPointer>> == sendable);
static_assert(answers<std::default_delete<int>> == all);
static_assert(answers<std::default_delete<int[]>> == all);
static_assert(answers<std::owner_less<std::shared_ptr<int>>> == all && answers<std::owner_less<>> == all);
#ifdef __cpp_lib_out_ptr
template <class T>
using OutPointer = std::out_ptr_t<Synchronized, T, int>;
template <class T>
using OutArgument = std::out_ptr_t<Synchronized, int, T>;
template <class T>
using InOutPointer = std::inout_ptr_t<Synchronized, T, int>;
template <class T>
using InOutArgument = std::inout_ptr_t<Synchronized, int, T>;
template <template <class> class Of>
inline constexpr bool borrows_beside = answers<Of<Plain>> == Answers{true, true, false, false} &&
                                       answers<Of<Unsendable>> == Answers{false, true, false, false} &&
                                       answers<Of<Unshareable>> == Answers{true, false, false, false};
static_assert(borrows_beside<OutPointer> && borrows_beside<OutArgument>);
static_assert(borrows_beside<InOutPointer> && borrows_beside<InOutArgument>);
static_assert(answers<std::out_ptr_t<std::unique_ptr<int>, int*>> == nothing);
static_assert(answers<std::out_ptr_t<std::unique_ptr<int, void (*)(int*)>, int>> == nothing);
static_assert(answers<std::inout_ptr_t<std::unique_ptr<int, void (*)(int*)>, int>> == nothing);
#endif
#ifdef __cpp_lib_indirect
template <class T>
using Indirect = std::indirect<T>;
template <class T>
using IndirectAllocator = std::indirect<int, AllocatorWith<T, int>>;
static_assert(owns<Indirect> && needs_traits_of<IndirectAllocator>);
#endif
#ifdef __cpp_lib_polymorphic
template <class T>
using Polymorphic = std::polymorphic<T>;
template <class T>
using PolymorphicAllocator = std::polymorphic<int, AllocatorWith<T, int>>;
static_assert(owns<Polymorphic> && needs_traits_of<PolymorphicAllocator>);
static_assert(!fearless::is_send_v<std::polymorphic<Base>> && fearless::is_send_v<std::polymorphic<Promised>>);
#endif
static_assert(answers<std::allocator_arg_t> == all);

// A shared_ptr hides too much, whatever it points at.
template <class T>
inline constexpr bool shared_is_nothing =
    answers<std::shared_ptr<T>> == nothing && answers<std::weak_ptr<T>> == nothing &&
    answers<std::enable_shared_from_this<T>> == nothing;
static_assert(shared_is_nothing<const int> && shared_is_nothing<Plain> && shared_is_nothing<Synchronized>);
static_assert(answers<std::shared_ptr<void>> == nothing && answers<std::shared_ptr<int[]>> == nothing);

// A class that refers to an object has the answers of a reference.
template <class T>
inline constexpr Answers referring{fearless::is_send_v<T&>, fearless::is_sync_v<T&>, false, false};
template <class T>
inline constexpr bool refers =
    answers<std::span<T>> == referring<T> && answers<std::span<T, 2>> == referring<T> &&
    answers<std::span<const T>> == referring<const T> && answers<std::reference_wrapper<T>> == referring<T> &&
    answers<std::reference_wrapper<const T>> == referring<const T> &&
    answers<std::initializer_list<T>> == referring<const T>;
static_assert(refers<Plain> && refers<Unsendable> && refers<Unshareable> && refers<Borrowing>);
static_assert(refers<Synchronized> && refers<Base> && refers<Promised>);
static_assert(answers<std::span<int>> == nothing);
static_assert(answers<std::span<const int>> == Answers{true, true, false, false});
static_assert(answers<std::span<Synchronized>> == Answers{true, true, false, false});
static_assert(answers<std::span<const Unshareable>> == nothing);
static_assert(answers<std::span<Base>> == nothing);
static_assert(answers<std::reference_wrapper<void()>> == value);
static_assert(answers<std::string_view> == Answers{true, true, false, false});
static_assert(answers<std::u16string_view> == Answers{true, true, false, false});

static_assert(answers<std::function<void()>> == nothing);
static_assert(answers<std::function<int(int, int)>> == nothing);
#ifdef __cpp_lib_move_only_function
static_assert(answers<std::move_only_function<void() const>> == nothing);
#endif

template <template <class> class F>
inline constexpr bool is_stateless = answers<F<int>> == all && answers<F<void>> == all && answers<F<Unsendable>> == all;
static_assert(is_stateless<std::less> && is_stateless<std::greater> && is_stateless<std::equal_to>);
static_assert(is_stateless<std::less_equal> && is_stateless<std::greater_equal> && is_stateless<std::not_equal_to>);
static_assert(is_stateless<std::plus> && is_stateless<std::minus> && is_stateless<std::multiplies>);
static_assert(is_stateless<std::divides> && is_stateless<std::modulus> && is_stateless<std::negate>);
static_assert(is_stateless<std::logical_and> && is_stateless<std::logical_or> && is_stateless<std::logical_not>);
static_assert(is_stateless<std::bit_and> && is_stateless<std::bit_or> && is_stateless<std::bit_xor>);
static_assert(is_stateless<std::bit_not>);
#ifdef __cpp_lib_copyable_function
static_assert(answers<std::copyable_function<void() const>> == nothing);
#endif
#ifdef __cpp_lib_function_ref
static_assert(answers<std::function_ref<void()>> == nothing);
#endif
static_assert(answers<std::identity> == all);
static_assert(answers<std::hash<int>> == all && answers<std::hash<std::string>> == all);

// A user's specialisation has the answers of its members.
struct Empty {};
struct Seeded {};
struct Marked {};

}  // namespace
}  // namespace std_rows

template <>
struct std::hash<std_rows::Empty> {
  std::size_t operator()(std_rows::Empty) const { return 0; }
};
template <>
struct std::hash<std_rows::Seeded> {
  std_rows::Unsendable seed;
};
template <>
struct std::less<std_rows::Marked> : fearless::NotSend {};
template <>
struct std::equal_to<std_rows::Marked> {
  int* counter;
};
template <>
struct std::default_delete<std_rows::Marked> {
  std_rows::Unsendable part;
  void operator()(std_rows::Marked*) const {}
};

namespace std_rows {
namespace {

static_assert(answers<std::hash<Empty>> == all && !fearless::is_send_v<std::hash<Seeded>>);
static_assert(!fearless::is_send_v<std::less<Marked>>);
static_assert(!fearless::is_send_v<std::equal_to<Marked>>);
static_assert(!fearless::is_send_v<std::default_delete<Marked>>);
static_assert(!fearless::is_send_v<std::unique_ptr<Marked>>);

}  // namespace
}  // namespace std_rows
