// SPDX-License-Identifier: MIT
// The rows of classes that hold their parts by value, and of values.
#include <fearless/std/any.hpp>
#include <fearless/std/array.hpp>
#include <fearless/std/bitset.hpp>
#include <fearless/std/chrono.hpp>
#include <fearless/std/complex.hpp>
#include <fearless/std/exception.hpp>
#include <fearless/std/expected.hpp>
#include <fearless/std/filesystem.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/inplace_vector.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/new.hpp>
#include <fearless/std/optional.hpp>
#include <fearless/std/stdexcept.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/system_error.hpp>
#include <fearless/std/tuple.hpp>
#include <fearless/std/typeinfo.hpp>
#include <fearless/std/utility.hpp>
#include <fearless/std/variant.hpp>

#include <charconv>

#include "std_types.hpp"

namespace std_rows {
namespace {

template <class T>
using Optional = std::optional<T>;
template <class T>
using First = std::variant<T, int>;
template <class T>
using Last = std::variant<int, T>;
static_assert(owns<Optional> && owns<First> && owns<Last>);
static_assert(answers<std::nullopt_t> == all);
static_assert(answers<std::monostate> == all);
static_assert(answers<std::variant<std::monostate>> == value);
static_assert(answers<std::optional<const std::string>> == value);

// A tuple, pair or array has the answers of its elements, for each of the four traits.
template <class T>
inline constexpr bool is_its_elements =
    answers<std::array<T, 1>> == answers<T> && answers<std::array<T, 2>> == answers<T> &&
    answers<std::array<T, 0>> == answers<T> && answers<std::array<const T, 3>> == answers<const T> &&
    answers<std::array<std::array<T, 2>, 2>> == answers<T> && answers<std::array<T[2], 2>> == answers<T> &&
    answers<std::tuple<T>> == answers<T> && answers<std::tuple<T&>> == answers<T&> &&
    answers<std::tuple<T&&>> == answers<T&&> && answers<std::tuple<const T&>> == answers<const T&> &&
    answers<std::tuple<const T>> == answers<const T> && answers<std::tuple<Synchronized, T>> == answers<T> &&
    answers<std::tuple<T, Synchronized>> == answers<T> && answers<std::pair<T, Synchronized>> == answers<T> &&
    answers<std::pair<Synchronized, T>> == answers<T> && answers<std::pair<const T, T>> == answers<T> &&
    answers<std::pair<T&, T&>> == answers<T&>;
static_assert(is_its_elements<Plain> && is_its_elements<Unsendable> && is_its_elements<Unshareable>);
static_assert(is_its_elements<Borrowing> && is_its_elements<Synchronized> && is_its_elements<int*>);
static_assert(answers<std::tuple<>> == all);
static_assert(answers<std::pair<const int, std::string>> == value);
static_assert(answers<std::tuple<int&>> == nothing);
static_assert(answers<std::tuple<const int&>> == Answers{true, true, false, true});

static_assert(answers<std::in_place_t> == all);
static_assert(answers<std::in_place_type_t<int*>> == all);
static_assert(answers<std::in_place_index_t<1>> == all);
static_assert(answers<std::piecewise_construct_t> == all);
static_assert(answers<std::index_sequence<1, 2>> == all);

template <class T>
using Duration = std::chrono::duration<T>;
template <class T>
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, std::chrono::duration<T>>;
static_assert(answers<std::chrono::nanoseconds> == value);
static_assert(answers<std::chrono::system_clock::time_point> == value);
static_assert(needs_traits_of<Duration> && needs_traits_of<TimePoint>);
template <class T>
using Complex = std::complex<T>;
static_assert(answers<std::complex<double>> == value);
static_assert(needs_traits_of<Complex>);
static_assert(answers<std::bitset<100>> == value);
static_assert(answers<std::filesystem::path> == value);

static_assert(answers<std::error_code> == value);
static_assert(answers<std::error_condition> == value);
static_assert(answers<std::system_error> == value);
static_assert(answers<std::exception> == value);
static_assert(answers<std::bad_exception> == value);
static_assert(answers<std::logic_error> == value && answers<std::domain_error> == value);
static_assert(answers<std::invalid_argument> == value && answers<std::length_error> == value);
static_assert(answers<std::out_of_range> == value && answers<std::runtime_error> == value);
static_assert(answers<std::range_error> == value && answers<std::overflow_error> == value);
static_assert(answers<std::underflow_error> == value);
static_assert(answers<const std::exception&> == nothing);  // may be any class derived from it
static_assert(answers<std::exception_ptr> == nothing);
static_assert(answers<std::nested_exception> == nothing);
static_assert(answers<std::any> == nothing);

static_assert(answers<std::bad_any_cast> == value && answers<std::bad_optional_access> == value);
static_assert(answers<std::bad_variant_access> == value && answers<std::bad_function_call> == value);
static_assert(answers<std::bad_weak_ptr> == value && answers<std::bad_alloc> == value);
static_assert(answers<std::bad_array_new_length> == value && answers<std::bad_cast> == value);
static_assert(answers<std::bad_typeid> == value);
static_assert(answers<std::nothrow_t> == all && answers<std::destroying_delete_t> == all);
static_assert(!fearless::is_send_v<std::error_category&>);
struct Category final : std::error_category {
  const char* name() const noexcept override { return ""; }
  std::string message(int) const override { return ""; }
};
static_assert(answers<std::error_category> == value);

namespace fs = std::filesystem;
static_assert(answers<fs::directory_entry> == value && answers<fs::file_status> == value);
static_assert(answers<fs::space_info> == value && answers<fs::filesystem_error> == value);
static_assert(answers<fs::directory_iterator> == nothing && answers<fs::recursive_directory_iterator> == nothing);
static_assert(answers<fs::path::iterator> == Answers{true, true, false, false});

// An aggregate that the library returns has the answers of its members.
static_assert(answers<std::from_chars_result> == Answers{false, false, true, false});
static_assert(answers<std::to_chars_result> == Answers{false, false, true, false});

#ifdef __cpp_lib_expected
template <class T>
using Expected = std::expected<T, int>;
template <class T>
using ExpectedError = std::expected<int, T>;
template <class T>
using VoidOrError = std::expected<void, T>;
template <class T>
using BadAccess = std::bad_expected_access<T>;
static_assert(owns<Expected> && owns<ExpectedError> && owns<VoidOrError> && owns<BadAccess>);
template <class T>
inline constexpr bool unexpected_is_its_error = answers<std::unexpected<T>> == answers<T>;
static_assert(unexpected_is_its_error<Plain> && unexpected_is_its_error<Unsendable>);
static_assert(unexpected_is_its_error<Unshareable> && unexpected_is_its_error<Borrowing>);
static_assert(unexpected_is_its_error<Synchronized>);
static_assert(answers<std::unexpect_t> == all);
#endif
#ifdef __cpp_lib_inplace_vector
template <class T>
using InplaceVector = std::inplace_vector<T, 3>;
static_assert(owns<InplaceVector>);
#endif

}  // namespace
}  // namespace std_rows
