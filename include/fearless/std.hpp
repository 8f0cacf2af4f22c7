// SPDX-License-Identifier: MIT
// The rows of the standard library: each header of fearless/std includes the standard header of its name.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/any.hpp>
#include <fearless/std/array.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/barrier.hpp>
#include <fearless/std/bitset.hpp>
#include <fearless/std/chrono.hpp>
#include <fearless/std/compare.hpp>
#include <fearless/std/complex.hpp>
#include <fearless/std/condition_variable.hpp>
#include <fearless/std/coroutine.hpp>
#include <fearless/std/cwchar.hpp>
#include <fearless/std/deque.hpp>
#include <fearless/std/exception.hpp>
#include <fearless/std/expected.hpp>
#include <fearless/std/filesystem.hpp>
#include <fearless/std/flat_map.hpp>
#include <fearless/std/flat_set.hpp>
#include <fearless/std/format.hpp>
#include <fearless/std/forward_list.hpp>
#include <fearless/std/fstream.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/future.hpp>
#include <fearless/std/generator.hpp>
#include <fearless/std/initializer_list.hpp>
#include <fearless/std/inplace_vector.hpp>
#include <fearless/std/ios.hpp>
#include <fearless/std/iosfwd.hpp>
#include <fearless/std/iostream.hpp>
#include <fearless/std/istream.hpp>
#include <fearless/std/iterator.hpp>
#include <fearless/std/latch.hpp>
#include <fearless/std/list.hpp>
#include <fearless/std/locale.hpp>
#include <fearless/std/map.hpp>
#include <fearless/std/mdspan.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/memory_resource.hpp>
#include <fearless/std/mutex.hpp>
#include <fearless/std/new.hpp>
#include <fearless/std/optional.hpp>
#include <fearless/std/ostream.hpp>
#include <fearless/std/queue.hpp>
#include <fearless/std/random.hpp>
#include <fearless/std/ranges.hpp>
#include <fearless/std/ratio.hpp>
#include <fearless/std/regex.hpp>
#include <fearless/std/scoped_allocator.hpp>
#include <fearless/std/semaphore.hpp>
#include <fearless/std/set.hpp>
#include <fearless/std/shared_mutex.hpp>
#include <fearless/std/source_location.hpp>
#include <fearless/std/span.hpp>
#include <fearless/std/spanstream.hpp>
#include <fearless/std/sstream.hpp>
#include <fearless/std/stack.hpp>
#include <fearless/std/stacktrace.hpp>
#include <fearless/std/stdexcept.hpp>
#include <fearless/std/stop_token.hpp>
#include <fearless/std/streambuf.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/string_view.hpp>
#include <fearless/std/syncstream.hpp>
#include <fearless/std/system_error.hpp>
#include <fearless/std/text_encoding.hpp>
#include <fearless/std/thread.hpp>
#include <fearless/std/tuple.hpp>
#include <fearless/std/typeindex.hpp>
#include <fearless/std/typeinfo.hpp>
#include <fearless/std/unordered_map.hpp>
#include <fearless/std/unordered_set.hpp>
#include <fearless/std/utility.hpp>
#include <fearless/std/valarray.hpp>
#include <fearless/std/variant.hpp>
#include <fearless/std/vector.hpp>

namespace fearless::derive {
template <class T>
struct EveryRule {};
}  // namespace fearless::derive
