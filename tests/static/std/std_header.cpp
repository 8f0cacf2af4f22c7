// SPDX-License-Identifier: MIT
// A class of the standard library whose rule is not included is refused, and the reason names the header.
#include <fearless/marker.hpp>

#include <array>
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace std_header {
namespace {

template <class T, class Header>
inline constexpr bool is_in =
    std::is_same_v<typename fearless::derive::Unopened<T>::reason,
                   fearless::rules::because::the_header_with_its_rule_is_not_included<Header>> &&
    !fearless::is_send_v<T> && !fearless::is_sync_v<T> && !fearless::is_static_v<T> && !fearless::is_thread_safe_v<T>;
namespace because = fearless::rules::because;
static_assert(is_in<std::vector<int>, because::fearless_std_vector_hpp>);
static_assert(is_in<std::vector<std::string>, because::fearless_std_vector_hpp>);
static_assert(is_in<std::string, because::fearless_std_string_hpp>);
static_assert(is_in<std::wstring, because::fearless_std_string_hpp>);
static_assert(is_in<std::basic_string<char32_t>, because::fearless_std_string_hpp>);
static_assert(is_in<std::map<std::string, int>, because::fearless_std_map_hpp>);
static_assert(is_in<std::optional<int>, because::fearless_std_optional_hpp>);
static_assert(is_in<std::filesystem::path, because::fearless_std_filesystem_hpp>);
static_assert(is_in<std::chrono::seconds, because::fearless_std_chrono_hpp>);
static_assert(is_in<std::mutex, because::fearless_std_mutex_hpp>);
static_assert(is_in<std::thread, because::fearless_std_thread_hpp>);
#ifndef _LIBCPP_VERSION  // where it has another name
static_assert(is_in<std::thread::id, because::fearless_std_thread_hpp>);
#endif
static_assert(is_in<std::stringstream, because::fearless_std_sstream_hpp>);
static_assert(is_in<std::wostringstream, because::fearless_std_sstream_hpp>);
static_assert(is_in<std::mt19937, because::fearless_std_random_hpp>);
static_assert(is_in<std::pair<int, int>, because::fearless_std_utility_hpp>);

// The only member of a guard is a reference to a mutex, which would not prevent sending it.
class Lockable {
 public:
  void lock() {}
  void unlock() {}
};

// The whole name is compared, including the scope of the class.
struct vector {
  int data;
};
template <class T>
class string {
 public:
  string();

 private:
  int data_;
};
template <class T>
inline constexpr bool unknown = std::is_void_v<typename fearless::derive::Unopened<T>::reason>;
static_assert(unknown<vector> && unknown<string<std::string>> && unknown<std::vector<int>::iterator>);
static_assert(unknown<int> && unknown<std::integral_constant<int, 1>>);
static_assert(unknown<std::uniform_int_distribution<int>::param_type>);

// An empty class or an aggregate needs no rule.
static_assert(fearless::is_send_v<std::array<int, 2>> && fearless::is_send_v<std::less<int>>);
static_assert(!fearless::is_send_v<std::array<std::string, 2>>);

// The header is also named for a member, and a declaration takes precedence.
struct Holder {
  std::vector<int> numbers;
};
static_assert(!fearless::is_send_v<Holder>);

}  // namespace
}  // namespace std_header

FEARLESS_UNSAFE_THREAD_SAFE(std_header::Lockable);
FEARLESS_UNSAFE_SEND(std::deque<int>);

namespace std_header {
namespace {

static_assert(fearless::is_send_v<Lockable&> && !fearless::is_send_v<std::lock_guard<Lockable>>);
static_assert(is_in<std::lock_guard<Lockable>, because::fearless_std_mutex_hpp>);
static_assert(fearless::is_send_v<std::deque<int>> && !fearless::is_sync_v<std::deque<int>>);

}  // namespace
}  // namespace std_header
