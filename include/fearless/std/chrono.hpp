// SPDX-License-Identifier: MIT
// The rows of <chrono>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <chrono>

namespace fearless::rules {

// Why: it is a number.
template <class Rep, class Period>
struct row<std::chrono::duration<Rep, Period>> : kind::owner<Rep> {};

// Why: it consists of a duration; its clock is a tag type.
template <class Clock, class Duration>
struct row<std::chrono::time_point<Clock, Duration>> : kind::owner<Duration> {};

// Why: it consists of a duration, split into fields.
template <class Duration>
struct row<std::chrono::hh_mm_ss<Duration>> : kind::owner<Duration> {};

// Why: it consists of a few numbers.
template <>
struct row<std::chrono::day> : kind::value {};
template <>
struct row<std::chrono::month> : kind::value {};
template <>
struct row<std::chrono::year> : kind::value {};
template <>
struct row<std::chrono::weekday> : kind::value {};
template <>
struct row<std::chrono::weekday_indexed> : kind::value {};
template <>
struct row<std::chrono::weekday_last> : kind::value {};
template <>
struct row<std::chrono::month_day> : kind::value {};
template <>
struct row<std::chrono::month_day_last> : kind::value {};
template <>
struct row<std::chrono::month_weekday> : kind::value {};
template <>
struct row<std::chrono::month_weekday_last> : kind::value {};
template <>
struct row<std::chrono::year_month> : kind::value {};
template <>
struct row<std::chrono::year_month_day> : kind::value {};
template <>
struct row<std::chrono::year_month_day_last> : kind::value {};
template <>
struct row<std::chrono::year_month_weekday> : kind::value {};
template <>
struct row<std::chrono::year_month_weekday_last> : kind::value {};

// Why: it holds nothing.
template <>
struct row<std::chrono::last_spec> : kind::stateless {};
template <>
struct row<std::chrono::local_t> : kind::stateless {};
template <>
struct row<std::chrono::system_clock> : kind::stateless {};
template <>
struct row<std::chrono::steady_clock> : kind::stateless {};

#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L && !defined(_LIBCPP_VERSION)
// Why: it holds nothing.
template <>
struct row<std::chrono::utc_clock> : kind::stateless {};
template <>
struct row<std::chrono::tai_clock> : kind::stateless {};
template <>
struct row<std::chrono::gps_clock> : kind::stateless {};

// Why: it is a part of the time zone database, which is only read.
template <>
struct row<std::chrono::time_zone> : kind::value {};
template <>
struct row<std::chrono::time_zone_link> : kind::value {};
template <>
struct row<std::chrono::leap_second> : kind::value {};

// Why: it owns a version of the time zone database.
template <>
struct row<std::chrono::tzdb> : kind::value {};

// Why: it is the list of all versions of the database; the library synchronises every function of it except the ones
// that erase.
template <>
struct row<std::chrono::tzdb_list> : kind::unsynchronized {};

// Why: it shares ownership of the version of the database that it points at, with a synchronised count, so the version
// remains valid if it is erased.
template <>
struct row<std::chrono::tzdb_list::const_iterator> : kind::iterator<const std::chrono::tzdb> {};

// Why: it consists of a duration and a pointer to a time zone, which belongs to the database and is only read.
template <class Duration>
struct row<std::chrono::zoned_time<Duration, const std::chrono::time_zone*>> : kind::owner<Duration> {};

// Why: it consists of a duration and a time zone, or a user-defined pointer to one.
template <class Duration, class Zone>
struct row<std::chrono::zoned_time<Duration, Zone>> : kind::owner<Duration, Zone> {};

// Why: its copies share an immutable text, with a synchronised reference count.
template <>
struct row<std::chrono::nonexistent_local_time> : kind::value {};
template <>
struct row<std::chrono::ambiguous_local_time> : kind::value {};
#endif

}  // namespace fearless::rules
