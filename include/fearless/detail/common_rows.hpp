// SPDX-License-Identifier: MIT
// The rows of the standard library that <fearless/fearless.hpp> includes: those for types that most programs use, and
// for types that the vocabulary includes anyway. The list is the same for every file, whatever else the file includes
// and in which order. Otherwise a type could have a row in one file and none in another, and so two different answers.
#pragma once

#include <fearless/std/any.hpp>
#include <fearless/std/array.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/barrier.hpp>
#include <fearless/std/bitset.hpp>
#include <fearless/std/chrono.hpp>
#include <fearless/std/compare.hpp>
#include <fearless/std/condition_variable.hpp>
#include <fearless/std/coroutine.hpp>
#include <fearless/std/deque.hpp>
#include <fearless/std/exception.hpp>
#include <fearless/std/expected.hpp>
#include <fearless/std/forward_list.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/future.hpp>
#include <fearless/std/initializer_list.hpp>
#include <fearless/std/iosfwd.hpp>
#include <fearless/std/iterator.hpp>
#include <fearless/std/latch.hpp>
#include <fearless/std/list.hpp>
#include <fearless/std/map.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/mutex.hpp>
#include <fearless/std/new.hpp>
#include <fearless/std/optional.hpp>
#include <fearless/std/queue.hpp>
#include <fearless/std/ratio.hpp>
#include <fearless/std/semaphore.hpp>
#include <fearless/std/set.hpp>
#include <fearless/std/shared_mutex.hpp>
#include <fearless/std/source_location.hpp>
#include <fearless/std/span.hpp>
#include <fearless/std/stack.hpp>
#include <fearless/std/stdexcept.hpp>
#include <fearless/std/stop_token.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/string_view.hpp>
#include <fearless/std/system_error.hpp>
#include <fearless/std/thread.hpp>
#include <fearless/std/tuple.hpp>
#include <fearless/std/typeindex.hpp>
#include <fearless/std/typeinfo.hpp>
#include <fearless/std/unordered_map.hpp>
#include <fearless/std/unordered_set.hpp>
#include <fearless/std/utility.hpp>
#include <fearless/std/variant.hpp>
#include <fearless/std/vector.hpp>
