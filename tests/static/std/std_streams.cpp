// SPDX-License-Identifier: MIT
// The rows of streams, buffers, locales, regular expressions and formats.
#include <fearless/std/cwchar.hpp>
#include <fearless/std/format.hpp>
#include <fearless/std/fstream.hpp>
#include <fearless/std/ios.hpp>
#include <fearless/std/iosfwd.hpp>
#include <fearless/std/iostream.hpp>
#include <fearless/std/istream.hpp>
#include <fearless/std/locale.hpp>
#include <fearless/std/ostream.hpp>
#include <fearless/std/regex.hpp>
#include <fearless/std/spanstream.hpp>
#include <fearless/std/sstream.hpp>
#include <fearless/std/streambuf.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/syncstream.hpp>

#include "std_iterators.hpp"

namespace std_rows {
namespace {

template <class... T>
inline constexpr bool refused = ((answers<T> == nothing) && ...);
using Traits = std::char_traits<wchar_t>;
static_assert(refused<std::ios_base, std::basic_ios<char>, std::basic_ios<wchar_t, Traits>>);
static_assert(refused<std::basic_istream<char>, std::basic_ostream<char>, std::basic_iostream<wchar_t>>);
static_assert(refused<std::basic_istringstream<char>, std::basic_ostringstream<char>, std::basic_stringstream<char>>);
static_assert(refused<std::basic_ifstream<char>, std::basic_ofstream<wchar_t>, std::basic_fstream<char>>);
static_assert(refused<std::basic_streambuf<char>, std::basic_filebuf<char>, std::basic_stringbuf<char>>);
static_assert(refused<std::istreambuf_iterator<char>, std::ostreambuf_iterator<wchar_t>>);
static_assert(refused<std::ostream&, const std::ostream&, std::streambuf&>);
#ifdef __cpp_lib_spanstream
static_assert(refused<std::basic_spanbuf<char>, std::basic_ispanstream<char>, std::basic_ospanstream<char>>);
static_assert(refused<std::basic_spanstream<char>>);
#endif
#ifdef __cpp_lib_syncbuf
static_assert(refused<std::basic_syncbuf<char>, std::basic_osyncstream<char>>);
#endif
template <class T>
using Position = std::fpos<T>;
static_assert(answers<std::streampos> == value && owns<Position>);
static_assert(answers<std::mbstate_t> == value);
static_assert(answers<std::ios_base::failure> == value && answers<std::ios_base::Init> == all);

// A locale may share a user-defined facet.
static_assert(refused<std::locale, std::locale::facet>);
static_assert(refused<std::collate<char>, std::collate_byname<char>, std::ctype<char>, std::ctype_byname<char>>);
static_assert(
    refused<std::messages<char>, std::messages_byname<char>, std::numpunct<char>, std::numpunct_byname<char>>);
static_assert(refused<std::moneypunct<char, true>, std::moneypunct_byname<char, false>>);
static_assert(refused<std::money_get<char>, std::money_put<char>, std::num_get<char>, std::num_put<char>>);
static_assert(
    refused<std::time_get<char>, std::time_get_byname<char>, std::time_put<char>, std::time_put_byname<char>>);
static_assert(refused<std::codecvt<wchar_t, char, std::mbstate_t>, std::codecvt_byname<wchar_t, char, std::mbstate_t>>);
static_assert(refused<const std::ctype<char>&>);
static_assert(answers<std::locale::id> == all);
static_assert(answers<std::ctype_base> == all && answers<std::codecvt_base> == all && answers<std::time_base> == all);
static_assert(answers<std::messages_base> == all && answers<std::money_base> == all);
static_assert(answers<std::money_base::pattern> == value);

// A regular expression holds a locale, unless its traits are user-defined. Its copies share them.
template <class T, class Locale = int>
struct RegexTraits {
  using char_type = char;
  using string_type = std::string;
  using locale_type = Locale;
  using char_class_type = int;
  T part;
};
static_assert(refused<std::regex_traits<char>, std::regex, std::wregex>);
template <class Of>
inline constexpr bool regex_is_its_traits =
    answers<std::basic_regex<char, RegexTraits<Of>>> == Answers{fearless::is_send_v<Of> && fearless::is_sync_v<Of>,
                                                                fearless::is_sync_v<Of>, fearless::is_static_v<Of>,
                                                                false} &&
    answers<std::basic_regex<char, RegexTraits<int, Of>>> == answers<std::basic_regex<char, RegexTraits<Of>>>;
static_assert(regex_is_its_traits<Plain> && regex_is_its_traits<Unsendable> && regex_is_its_traits<Unshareable>);
static_assert(regex_is_its_traits<std::string_view>);
template <class T>
using SubMatch = std::sub_match<IteratorWith<T>>;
template <class T>
using Matches = std::match_results<IteratorWith<T>>;
template <class T>
using MatchesAllocator = std::match_results<IteratorWith<int>, AllocatorWith<T, std::sub_match<IteratorWith<int>>>>;
static_assert(owns_copies<SubMatch> && owns_copies<Matches> && needs_traits_of<MatchesAllocator>);
static_assert(answers<std::smatch> == Answers{true, true, false, false});
static_assert(answers<std::cmatch> == Answers{false, false, true, false});  // it holds char*
static_assert(refused<std::sregex_iterator, std::sregex_token_iterator>);
template <class T>
using RegexIterator = std::regex_iterator<IteratorWith<T>, char, RegexTraits<int>>;
template <class T>
using RegexTokens = std::regex_token_iterator<IteratorWith<T>, char, RegexTraits<int>>;
template <template <class> class Of>
inline constexpr bool borrows_beside = answers<Of<Plain>> == Answers{true, true, false, false} &&
                                       answers<Of<Unsendable>> == Answers{false, true, false, false} &&
                                       answers<Of<Unshareable>> == Answers{true, false, false, false};
static_assert(borrows_beside<RegexIterator> && borrows_beside<RegexTokens>);
static_assert(refused<std::regex_iterator<IteratorWith<int>, char, RegexTraits<Unshareable>>>);
static_assert(refused<std::regex_token_iterator<IteratorWith<int>, char, RegexTraits<Unshareable>>>);
static_assert(answers<std::regex_error> == value);

#ifdef __cpp_lib_format
static_assert(refused<std::basic_format_arg<std::format_context>, std::format_args, std::format_context>);
static_assert(answers<std::format_parse_context> == Answers{true, true, false, false});
static_assert(answers<std::format_string<int>> == Answers{true, true, false, false});
static_assert(answers<std::format_error> == value);
#endif

}  // namespace
}  // namespace std_rows
