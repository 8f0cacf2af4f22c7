// SPDX-License-Identifier: MIT
// The rows of random numbers, numeric arrays, comparisons, calendars and the library's information about the program.
#include <fearless/std/chrono.hpp>
#include <fearless/std/compare.hpp>
#include <fearless/std/random.hpp>
#include <fearless/std/ratio.hpp>
#include <fearless/std/source_location.hpp>
#include <fearless/std/stacktrace.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/text_encoding.hpp>
#include <fearless/std/typeindex.hpp>
#include <fearless/std/typeinfo.hpp>
#include <fearless/std/valarray.hpp>
#include <fearless/std/vector.hpp>

#include "std_iterators.hpp"

namespace std_rows {
namespace {

template <class... T>
inline constexpr bool values = ((answers<T> == value) && ...);
template <class... T>
inline constexpr bool stateless = ((answers<T> == all) && ...);

// An engine with a part.
template <class T>
struct EngineWith {
  using result_type = unsigned;
  T part;
  static constexpr unsigned min() { return 0; }
  static constexpr unsigned max() { return 255; }
  unsigned operator()();
};
static_assert(values<std::linear_congruential_engine<unsigned, 48271, 0, 2147483647>, std::minstd_rand>);
static_assert(values<std::mersenne_twister_engine<unsigned, 32, 624, 397, 31, 0x9908b0df, 11, 0xffffffff, 7,  //
                                                  0x9d2c5680, 15, 0xefc60000, 18, 1812433253>,
                     std::mt19937, std::mt19937_64>);
static_assert(values<std::subtract_with_carry_engine<unsigned, 24, 10, 24>, std::ranlux24, std::knuth_b>);
#ifdef __cpp_lib_philox_engine
static_assert(
    values<std::philox_engine<std::uint_fast32_t, 32, 4, 10, 0xCD9E8D57, 0x9E3779B9, 0xD2511F53, 0xBB67AE85>>);
#endif
template <class T>
using Discard = std::discard_block_engine<EngineWith<T>, 5, 2>;
template <class T>
using Independent = std::independent_bits_engine<EngineWith<T>, 3, unsigned>;
template <class T>
using Shuffle = std::shuffle_order_engine<EngineWith<T>, 2>;
static_assert(owns<Discard> && owns<Independent> && owns<Shuffle>);
static_assert(values<std::random_device, std::seed_seq>);
static_assert(values<std::bernoulli_distribution, std::bernoulli_distribution::param_type>);
template <template <class> class Distribution, class Number>
inline constexpr bool distributes =
    values<Distribution<Number>, typename Distribution<Number>::param_type, const Distribution<Number>> ||
    (values<Distribution<Number>, typename Distribution<Number>::param_type> &&
     fearless::is_thread_safe_v<const Distribution<Number>>);
static_assert(distributes<std::uniform_int_distribution, int> && distributes<std::uniform_real_distribution, double>);
static_assert(distributes<std::binomial_distribution, int> && distributes<std::geometric_distribution, int>);
static_assert(distributes<std::negative_binomial_distribution, int> && distributes<std::poisson_distribution, int>);
static_assert(distributes<std::exponential_distribution, double> && distributes<std::gamma_distribution, float>);
static_assert(distributes<std::weibull_distribution, double> && distributes<std::extreme_value_distribution, double>);
static_assert(distributes<std::normal_distribution, double> && distributes<std::lognormal_distribution, double>);
static_assert(distributes<std::chi_squared_distribution, double> && distributes<std::cauchy_distribution, double>);
static_assert(distributes<std::fisher_f_distribution, double> && distributes<std::student_t_distribution, double>);
static_assert(distributes<std::discrete_distribution, int>);
static_assert(distributes<std::piecewise_constant_distribution, double>);
static_assert(distributes<std::piecewise_linear_distribution, double>);
// The param_type of a user-defined distribution is an ordinary class.
struct Distribution {
  struct param_type {
    using distribution_type = Distribution;
    int* part;
  };
};
static_assert(!fearless::is_send_v<Distribution::param_type>);

template <class T>
using Valarray = std::valarray<T>;
static_assert(owns<Valarray> && values<std::valarray<double>, std::slice>);
template <class T, class Array>
inline constexpr bool selects =
    answers<Array> == Answers{fearless::is_send_v<T&>, fearless::is_sync_v<T&>, false, false};
template <class T>
inline constexpr bool all_select = selects<T, std::slice_array<T>> && selects<T, std::gslice_array<T>> &&
                                   selects<T, std::mask_array<T>> && selects<T, std::indirect_array<T>>;
static_assert(all_select<int> && all_select<Synchronized>);
static_assert(answers<std::gslice> == nothing);

static_assert(stateless<std::ratio<1, 3>, std::milli, std::compare_three_way>);
static_assert(values<std::partial_ordering, std::weak_ordering, std::strong_ordering>);

namespace chr = std::chrono;
static_assert(values<chr::day, chr::month, chr::year, chr::weekday, chr::weekday_indexed, chr::weekday_last>);
static_assert(values<chr::month_day, chr::month_day_last, chr::month_weekday, chr::month_weekday_last>);
static_assert(values<chr::year_month, chr::year_month_day, chr::year_month_day_last, chr::year_month_weekday>);
static_assert(values<chr::year_month_weekday_last>);
template <class T>
using Time = chr::hh_mm_ss<chr::duration<T>>;
static_assert(values<Time<int>> && needs_traits_of<Time>);
static_assert(stateless<chr::last_spec, chr::local_t, chr::system_clock, chr::steady_clock>);
#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L && !defined(_LIBCPP_VERSION)
static_assert(stateless<chr::utc_clock, chr::tai_clock, chr::gps_clock>);
static_assert(values<chr::time_zone, chr::time_zone_link, chr::leap_second, chr::tzdb, chr::tzdb_list>);
static_assert(values<chr::zoned_time<chr::seconds>, chr::sys_info, chr::local_info>);
static_assert(answers<chr::tzdb_list::const_iterator> == Answers{true, true, false, false});
static_assert(values<chr::nonexistent_local_time, chr::ambiguous_local_time>);
template <class T>
using ZonedDuration = chr::zoned_time<chr::duration<T>>;
template <class T>
using ZonedDurationIn = chr::zoned_time<chr::duration<T>, int>;
template <class T>
using Zoned = chr::zoned_time<chr::seconds, T>;
static_assert(needs_traits_of<ZonedDuration> && needs_traits_of<ZonedDurationIn> && needs_traits_of<Zoned>);
static_assert(!fearless::is_send_v<chr::zoned_time<chr::seconds, chr::time_zone*>>);
#endif

static_assert(values<std::source_location, std::type_index, std::type_info>);
#ifdef __cpp_lib_stacktrace
static_assert(values<std::stacktrace_entry, std::stacktrace>);
template <class T>
using Trace = std::basic_stacktrace<AllocatorWith<T, std::stacktrace_entry>>;
static_assert(needs_traits_of<Trace>);
#endif
#ifdef __cpp_lib_text_encoding
static_assert(values<std::text_encoding, std::text_encoding::aliases_view>);
#endif

}  // namespace
}  // namespace std_rows
