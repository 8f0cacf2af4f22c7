// SPDX-License-Identifier: MIT
// The rows of the classes that <iosfwd> declares. Include this file after it.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

namespace because {
struct a_stream_shares_its_buffer_and_locale {
  static constexpr const char* text = "a stream shares its buffer and its locale, and buffers hide what they do";
  static constexpr const char* help = "make the stream in the thread that uses it; send the text, or a file's name";
  static constexpr const char* anchor = "stream";
};
}  // namespace because

// Why: every stream can be connected to the buffer of another one (rdbuf, tie), and shares its locale.
template <>
struct row<std::ios_base> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_ios<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_istream<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_ostream<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_iostream<C, Traits>> : kind::stream {};
template <class C, class Traits, class A>
struct row<std::basic_istringstream<C, Traits, A>> : kind::stream {};
template <class C, class Traits, class A>
struct row<std::basic_ostringstream<C, Traits, A>> : kind::stream {};
template <class C, class Traits, class A>
struct row<std::basic_stringstream<C, Traits, A>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_ifstream<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_ofstream<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_fstream<C, Traits>> : kind::stream {};

// Why: a buffer is polymorphic, and shares its locale.
template <class C, class Traits>
struct row<std::basic_streambuf<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::basic_filebuf<C, Traits>> : kind::stream {};
template <class C, class Traits, class A>
struct row<std::basic_stringbuf<C, Traits, A>> : kind::stream {};

// Why: it reads or writes a stream's buffer.
template <class C, class Traits>
struct row<std::istreambuf_iterator<C, Traits>> : kind::stream {};
template <class C, class Traits>
struct row<std::ostreambuf_iterator<C, Traits>> : kind::stream {};

// Why: it consists of a number and the state of a conversion.
template <class State>
struct row<std::fpos<State>> : kind::owner<State> {};

}  // namespace fearless::rules
